"""The front page: figures, the years, what is new, what is announced, what moves."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Max

from events.choices import EventKind, EventState, PeriodRole
from events.models import (
    Article,
    Country,
    Event,
    EventQuerySet,
    Initiative,
    InitiativeQuerySet,
    Period,
    Statement,
)

from . import drawing
from .activity import FOUNDED, Happening, happenings, number_rows, per_country, per_year

LATEST = 7
WAITING = 6
IN_MOTION = 7
#: A life-line begins to tell something with the third step.
STEPS_IN_MOTION = 3
HEAT_ROWS = 12
#: Least number of events of each shade of the heat map.
HEAT_STEPS = (1, 3, 6, 10, 16)
_ORDER_OF_KIND = {kind: index for index, kind in enumerate(EventKind)}


@dataclass(frozen=True)
class Figures:
    """How much is coded; events are those held. `as_of` is the last change to what is public."""

    events: int
    statements: int
    initiatives: int
    countries: int
    articles: int
    as_of: datetime | None


def figures(rows: list[Happening], standing: set[str]) -> Figures:
    """The figures; four queries beside the rows, for the records whose changes count."""
    totals = [
        records.aggregate(number=Count("pk"), changed=Max("changed_at"))
        for records in (
            Event.objects.published(),
            Statement.objects.published(),
            Initiative.objects.published(),
            Article.objects.published(),
        )
    ]
    _events, statements, initiatives, articles = (total["number"] for total in totals)
    return Figures(
        events=len(rows),
        statements=statements,
        initiatives=initiatives,
        countries=len(standing | set(per_country(rows))),
        articles=articles,
        as_of=max((total["changed"] for total in totals[:3] if total["changed"]), default=None),
    )


@dataclass(frozen=True)
class Column:
    """A year of the strata: the kinds of its events from the foot up, and what began in it."""

    year: int
    kinds: list[str]
    joined: list[Country]
    founding: bool


@dataclass(frozen=True)
class Years:
    """Events per year: marks while they fit, else bars; `before` lie before the founding."""

    columns: list[Column]
    bars: drawing.Bars | None
    numbers: list[Any]
    total: int
    before: int
    busiest: Column | None


def years(rows: list[Happening], periods: list[Period]) -> Years:
    """The chart of all years since the founding."""
    kinds: dict[int, list[str]] = defaultdict(list)
    for row in rows:
        kinds[row.year].append(row.kind)
    table = per_year(rows, first=FOUNDED)
    joined = accessions(periods)
    columns = [
        Column(
            year=year,
            kinds=sorted(kinds[year], key=_ORDER_OF_KIND.__getitem__),
            joined=[] if year == FOUNDED else joined.get(year, []),
            founding=year == FOUNDED,
        )
        for year in table
    ]
    total = sum(len(column.kinds) for column in columns)
    crowded = any(len(column.kinds) > drawing.MARKS_PER_YEAR for column in columns)
    return Years(
        columns=columns,
        bars=drawing.stacked(table) if crowded else None,
        numbers=number_rows(table),
        total=total,
        before=len(rows) - total,
        busiest=max(columns, key=lambda column: len(column.kinds), default=None),
    )


def accessions(periods: list[Period]) -> dict[int, list[Country]]:
    """The countries that became members, by year."""
    joined: dict[int, list[Country]] = defaultdict(list)
    for period in periods:
        if period.role == PeriodRole.MEMBER and period.earliest.year >= FOUNDED:
            joined[period.earliest.year].append(period.country)
    return joined


def standings() -> list[Period]:
    """Every standing of every country, chairmanships apart; one query."""
    return list(Period.objects.standings().select_related("country").oldest_first())


# What is new, announced, remembered ----------------------------------------------------------


def latest(events: EventQuerySet, number: int = LATEST) -> list[Event]:
    """The last events held, by their earliest day: a vague date never leads."""
    return list(events.with_related().newest_first()[:number])


@dataclass(frozen=True)
class Waiting:
    """What is announced: still to come, and past without a report; `count` is all of both."""

    to_come: list[Event]
    past: list[Event]
    count: int


def waiting(today: date) -> Waiting:
    """What is known only from announcements; two queries."""
    announced = Event.objects.published().in_states([EventState.ANNOUNCED])
    rows = list(announced.select_related("place").newest_first()[:WAITING])
    to_come = [event for event in rows if event.latest >= today]
    return Waiting(
        to_come=to_come[::-1],
        past=[event for event in rows if event.latest < today],
        count=announced.count(),
    )


def on_this_day(events: EventQuerySet, today: date) -> list[Event]:
    """What was held on this day of another year, dated to the day; oldest first."""
    rows = events.filter(earliest__month=today.month, earliest__day=today.day).oldest_first()
    return [
        event
        for event in rows
        if event.earliest != today and event.when and event.when.precision == "day"
    ]


# Initiatives in motion -----------------------------------------------------------------------


@dataclass(frozen=True)
class Motion:
    """An initiative with its life-line in small; `own` are the steps of a country, if asked."""

    initiative: Initiative
    stands_at: Any
    steps: int
    since: int | None
    longest_silence: int
    spark: drawing.Spark
    own: list[Any]


def in_motion() -> InitiativeQuerySet:
    """Initiatives with a life-line, the last moved first."""
    rows = Initiative.objects.published().annotate(number=Count("steps"))
    return rows.filter(number__gte=STEPS_IN_MOTION).by_last_movement()


def motion(
    initiatives: InitiativeQuerySet, today: date, *, of_country: str = "", number: int | None = None
) -> list[Motion]:
    """The life-lines of initiatives in the order given."""
    axis = drawing.axis_since(FOUNDED, today)
    rows = initiatives.for_row()
    if of_country:
        rows = rows.prefetch_related("steps__parties")
    return [_motion(row, axis, of_country) for row in rows[:number]]


def _motion(initiative: Initiative, axis: drawing.Axis, code: str) -> Motion:
    steps = list(initiative.steps.all())
    dated = [step for step in steps if step.date]
    own = [s for s in steps if any(p.country_id == code for p in s.parties.all())] if code else []
    return Motion(
        initiative=initiative,
        stands_at=drawing.stands_at(steps),
        steps=len(steps),
        since=dated[0].earliest.year if dated else None,
        longest_silence=max(drawing.silences(dated), default=0),
        spark=drawing.spark(dated, axis),
        own=own,
    )


# Heat map ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Cell:
    """How many events involve a country in a year, and their shade."""

    year: int
    number: int
    shade: int


@dataclass(frozen=True)
class HeatRow:
    """A country through the years."""

    country: Country
    total: int
    cells: list[Cell]


@dataclass(frozen=True)
class Heat:
    """Countries by years; `leader` is the country with the most events."""

    years: list[int]
    rows: list[HeatRow]
    total: int

    @property
    def leader(self) -> HeatRow | None:
        """The first row."""
        return self.rows[0] if self.rows else None


def heat(rows: list[Happening]) -> Heat:
    """The countries with the most events since the founding; one query."""
    recent = [row for row in rows if row.year >= FOUNDED]
    totals = per_country(recent)
    table: dict[str, Counter[int]] = defaultdict(Counter)
    for row in recent:
        for code in row.involved:
            table[code][row.year] += 1
    named = Country.objects.in_bulk(list(totals))
    order = sorted(totals, key=lambda code: (-totals[code], named[code].name_en))[:HEAT_ROWS]
    span = list(per_year(recent, first=FOUNDED))
    return Heat(
        years=span,
        rows=[HeatRow(named[code], totals[code], _cells(table[code], span)) for code in order],
        total=len(recent),
    )


def _cells(numbers: Counter[int], span: list[int]) -> list[Cell]:
    return [Cell(year, numbers[year], drawing.shade(numbers[year], HEAT_STEPS)) for year in span]


def held() -> EventQuerySet:
    """What every figure counts: published and held."""
    return Event.objects.published().held()


def held_happenings() -> list[Happening]:
    """The same, as the charts need it."""
    return happenings(held())
