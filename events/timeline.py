"""Events under years and months, and the days worth remembering. Pure: rows in, data out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import F, Q
from django.utils.text import capfirst
from django.utils.translation import gettext

from events import edtf
from events.models import Event
from events.models.dates import BEGINNING

#: Coarser than this a date names no month.
_WITHIN_MONTH = ("day", "month")


@dataclass
class Month:
    """The events of one month; `month` is 0 where the dates tell only the year."""

    month: int
    label: str
    events: list[Event] = field(default_factory=list)


@dataclass
class Year:
    """The events of one year; `year` is 0 where the beginning is not known at all."""

    year: int
    label: str
    count: int
    months: list[Month]


def by_year_and_month(
    events: Iterable[Event], totals: Mapping[int, int] | None = None
) -> list[Year]:
    """Group events by the year and month of their earliest day, in the order they come in.

    totals: numbers to show beside the years where the events are one page of a longer list.
    """
    groups: dict[int, dict[int, list[Event]]] = {}
    for event in events:
        year, month = _heading(event)
        groups.setdefault(year, {}).setdefault(month, []).append(event)
    return [
        Year(
            year,
            edtf.words(f"{year:04}") if year else gettext("Beginning not known"),
            (totals or {}).get(year) or sum(len(rows) for rows in months.values()),
            [Month(month, _label(year, month), rows) for month, rows in months.items()],
        )
        for year, months in groups.items()
    ]


def on_this_day(events: Any, day: date) -> list[Event]:
    """Events over by now and known to have taken place on this day of some year, oldest first."""
    rows = events.filter(_spans(day), latest__lt=day).for_row().oldest_first()
    return [event for event in rows if _is_known_to_the_day(event)]


def latest(events: Any, today: date, limit: int = 8) -> list[Event]:
    """The last events that were held, latest first."""
    return list(events.held().past(today).newest_first().for_row()[:limit])


def upcoming(events: Any, today: date, limit: int = 8) -> list[Event]:
    """What is announced and not over, soonest first."""
    return list(events.upcoming(today).for_row()[:limit])


def _heading(event: Event) -> tuple[int, int]:
    if event.earliest == BEGINNING:
        return 0, 0
    when = edtf.parse(event.date)
    known = when.spans[0][0].precision in _WITHIN_MONTH
    return event.earliest.year, event.earliest.month if known else 0


def _label(year: int, month: int) -> str:
    if not month:
        return gettext("Month not known")
    return capfirst(edtf.words(f"{year:04}-{month:02}", omit_year=True))


def _spans(day: date) -> Q:
    """Dates that begin with a day and include this one in some year."""
    begun = Q(earliest__month__lt=day.month)
    begun |= Q(earliest__month=day.month, earliest__day__lte=day.day)
    lasting = Q(latest__month__gt=day.month)
    lasting |= Q(latest__month=day.month, latest__day__gte=day.day)
    in_one_year = Q(earliest__year=F("latest__year"))
    return Q(date__regex=r"^\d{4}-\d{2}-\d{2}") & (
        (in_one_year & begun & lasting) | (~in_one_year & (begun | lasting))
    )


def _is_known_to_the_day(event: Event) -> bool:
    when = edtf.parse(event.date)
    is_exact = all(bound.precision == "day" for bound in when.spans[0])
    return when.kind != "set" and is_exact and not when.uncertain
