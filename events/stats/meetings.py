"""Who met whom, and who came to the summits in which office."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from events.choices import EventRole, PostLevel
from events.models import Country, Document, Event, Initiative

from .lives import months_between

#: Meetings, visits and talks have so many sides at most.
FEW = 3


class Level(TextChoices):
    """How a country was represented at a meeting, highest first."""

    HEAD_OF_STATE = "head-of-state", _("head of state")
    HEAD_OF_GOVERNMENT = "head-of-government", _("head of government")
    MINISTER = "minister", _("minister")
    OTHER = "other", _("other rank")
    UNKNOWN = "unknown", _("represented, rank not coded")
    ABSENT = "absent", _("not in the sources")


_LEVEL_OF_POST = {
    PostLevel.HEAD_OF_STATE: Level.HEAD_OF_STATE,
    PostLevel.HEAD_OF_GOVERNMENT: Level.HEAD_OF_GOVERNMENT,
    PostLevel.MINISTER: Level.MINISTER,
}
_RANK = {level: rank for rank, level in enumerate(Level)}


@dataclass(frozen=True)
class Counterpart:
    """A country met: in meetings of up to three states, and in all events."""

    country: Country
    meetings: int
    events: int


@dataclass(frozen=True)
class Pair:
    """Two countries: events with both represented, those with nobody else, the last, the gap.

    `days` and `months` run from the last event to today; None where there is none.
    """

    events: int
    bilateral: int
    last: Event | None
    days: int | None
    months: int | None
    initiatives: list[Initiative]


@dataclass(frozen=True)
class Summit:
    """One meeting and who came: `levels` has one Level for each country of the table."""

    event: Event
    chairs: list[Country]
    documents: list[Document]
    levels: list[Level]


@dataclass(frozen=True)
class Attendance:
    """Meetings by countries."""

    countries: list[Country]
    rows: list[Summit]

    def of(self, country: Country) -> list[tuple[Event, Level]]:
        """One country's column."""
        if country not in self.countries:
            return [(row.event, Level.ABSENT) for row in self.rows]
        column = self.countries.index(country)
        return [(row.event, row.levels[column]) for row in self.rows]


def counterparts(events: Any, country: Country) -> list[Counterpart]:
    """The countries most often met, by meetings of few states, then by all events."""
    rows = events.involving([country.pk], together=True)
    everywhere = _represented(rows)
    few = _represented(rows.of_few(FEW))
    found = Country.objects.in_bulk(code for code in everywhere if code != country.pk)
    met = [Counterpart(row, few[code], everywhere[code]) for code, row in found.items()]
    return sorted(met, key=lambda one: (-one.meetings, -one.events, one.country.label))


def pair(events: Any, one: Country, other: Country, today: date) -> Pair:
    """What two countries did together, of these events; initiatives by their last movement."""
    codes = [one.pk, other.pk]
    met = events.involving(codes, together=True)
    last = met.past(today).newest_first().for_row().first()
    # A date that runs on past today leaves no gap.
    until = min(last.latest, today) if last else None
    return Pair(
        events=met.count(),
        bilateral=events.involving(codes, together=True, only=True).count(),
        last=last,
        days=(today - until).days if until else None,
        months=months_between(until, today) if until else None,
        initiatives=list(
            Initiative.objects.published().shared_by(codes).by_last_movement().for_row()
        ),
    )


def attendance(events: Any, countries: Iterable[Country] | None = None) -> Attendance:
    """Who came to each meeting, newest first.

    countries: the columns; by default every state at any of them, the most present first.
    """
    rows = list(events.newest_first().with_attendance())
    present: Counter[Country] = Counter()
    for event in rows:
        present.update({part.country for part in event.participations.all() if part.country})
    columns = (
        list(countries)
        if countries is not None
        else sorted(present, key=lambda country: (-present[country], country.label))
    )
    return Attendance(columns, [_summit(event, columns) for event in rows])


def _represented(rows: Any) -> Counter[str]:
    counts: Counter[str] = Counter()
    for part in rows.tally_countries(represented=True):
        counts.update(dict(part))
    return counts


def _summit(event: Event, countries: list[Country]) -> Summit:
    parts: list[Any] = list(event.participations.all())
    levels: dict[str, Level] = {}
    for part in parts:
        if part.country_id:
            level = _level(part.post)
            best = levels.get(part.country_id, level)
            levels[part.country_id] = min(level, best, key=_RANK.__getitem__)
    return Summit(
        event,
        _named(parts, EventRole.CHAIR) or _named(parts, EventRole.HOST),
        list(event.documents.all()),
        [levels.get(country.pk, Level.ABSENT) for country in countries],
    )


def _level(post: Any) -> Level:
    return _LEVEL_OF_POST.get(post.level, Level.OTHER) if post else Level.UNKNOWN


def _named(parts: list[Any], role: str) -> list[Country]:
    """The countries in a role, each once."""
    return list(dict.fromkeys(part.country for part in parts if part.role == role and part.country))
