"""The front page: the years, what is announced, what moves, who takes part."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count

from events import stats
from events.choices import EventKind, EventState, PeriodRole
from events.models import Country, Event, EventQuerySet, Initiative, InitiativeQuerySet, Period

from . import drawing
from .years import FOUNDED, YearChart, year_chart

LATEST = 7
WAITING = 6
IN_MOTION = 7
#: A life-line begins to tell something with the third step.
STEPS_IN_MOTION = 3
HEAT_ROWS = 12
#: Least number of events of each shade of the heat map.
HEAT_STEPS = (1, 3, 6, 10, 16)


def held() -> EventQuerySet:
    """What every figure counts: published and held."""
    return Event.objects.published().held()


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
    crowded: bool
    chart: YearChart
    before: int
    busiest: Column | None

    @property
    def kinds(self) -> list[tuple[str, Any]]:
        """The kinds in the order in which columns stack them."""
        return list(EventKind.choices)


def years(events: EventQuerySet) -> Years:
    """The chart of all years since the founding; a fixed number of queries."""
    grid = stats.events_per_year_and_kind(events)
    chart = year_chart(events, first=FOUNDED)
    joined = _accessions()
    columns = [
        Column(
            year=year,
            kinds=[row.key for row in grid.rows for _mark in range(row.counts[index])],
            joined=[] if year == FOUNDED else joined[year],
            founding=year == FOUNDED,
        )
        for index, year in enumerate(grid.years)
        if year >= FOUNDED
    ]
    return Years(
        columns=columns,
        crowded=any(len(column.kinds) > drawing.MARKS_PER_YEAR for column in columns),
        chart=chart,
        before=sum(grid.totals) - chart.total,
        busiest=max(columns, key=lambda column: len(column.kinds), default=None),
    )


def _accessions() -> dict[int, list[Country]]:
    """The countries that became members, by year."""
    joined: dict[int, list[Country]] = defaultdict(list)
    for period in Period.objects.standings().select_related("country").oldest_first():
        if period.role == PeriodRole.MEMBER:
            joined[period.earliest.year].append(period.country)
    return joined


def latest(events: EventQuerySet, number: int = LATEST) -> list[Event]:
    """The last events, by their earliest day: a vague date never leads."""
    return list(events.with_related().newest_first()[:number])


@dataclass(frozen=True)
class Waiting:
    """What is announced: still to come, and past without a report; `count` is all of both."""

    to_come: list[Event]
    past: list[Event]
    count: int


def waiting(today: date) -> Waiting:
    """What is known only from announcements; a fixed number of queries."""
    announced = Event.objects.published().in_states([EventState.ANNOUNCED]).select_related("place")
    to_come = list(announced.upcoming(today)[:WAITING])
    shown = {event.pk for event in to_come}
    past = [row for row in announced.newest_first()[: 2 * WAITING] if row.pk not in shown]
    return Waiting(
        to_come=to_come,
        past=[event for event in past if event.latest < today][: WAITING - len(to_come)],
        count=announced.count(),
    )


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
    rows = initiatives.for_row()
    if of_country:
        rows = rows.prefetch_related("steps__parties")
    return motion_of(rows[:number], today, of_country=of_country)


def motion_of(rows: Iterable[Initiative], today: date, *, of_country: str = "") -> list[Motion]:
    """The life-lines of initiatives fetched by `for_row()`, all along the same axis."""
    axis = drawing.axis_since(FOUNDED, today)
    return [_motion(row, axis, today, of_country) for row in rows]


def _motion(initiative: Initiative, axis: drawing.Axis, today: date, code: str) -> Motion:
    life = stats.life_line(initiative, today)
    steps: list[Any] = life.steps
    dated = [step for step in steps if step.date]
    own = [s for s in steps if any(p.country_id == code for p in s.parties.all())] if code else []
    return Motion(
        initiative=initiative,
        stands_at=drawing.stands_at(steps),
        steps=len(steps),
        since=dated[0].earliest.year if dated else None,
        longest_silence=life.longest.months if life.longest else 0,
        spark=drawing.spark(dated, axis),
        own=own,
    )


# Heat map ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class HeatRow:
    """A country through the years: a pair (number, shade) for each."""

    country: Country
    total: int
    cells: list[tuple[int, int]]


@dataclass(frozen=True)
class Heat:
    """Countries by years, the most involved first."""

    years: list[int]
    rows: list[HeatRow]
    total: int

    @property
    def scale(self) -> list[str]:
        """What each shade stands for."""
        ends = [f"–{step - 1}" for step in HEAT_STEPS[1:]]
        return [f"{step}{end}" for step, end in zip(HEAT_STEPS, [*ends, " +"], strict=True)]

    @property
    def leader(self) -> HeatRow | None:
        """The country in most events."""
        return self.rows[0] if self.rows else None


def heat(events: EventQuerySet, total: int) -> Heat:
    """The countries with the most events since the founding, of `total` events in all."""
    grid = stats.heat(events)
    kept = [index for index, year in enumerate(grid.years) if year >= FOUNDED]
    rows = []
    for row in grid.rows:
        numbers = [row.counts[index] for index in kept]
        cells = [(number, drawing.shade(number, HEAT_STEPS)) for number in numbers]
        rows.append(HeatRow(row.item, sum(numbers), cells))
    rows.sort(key=lambda row: (-row.total, row.country.label))
    return Heat([grid.years[index] for index in kept], rows[:HEAT_ROWS], total)
