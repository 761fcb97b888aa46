"""The page of a country, and of two countries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from events import stats
from events.choices import EventGroup, PeriodRole, PostLevel, StatementRole
from events.models import (
    Country,
    Event,
    EventQuerySet,
    Period,
    Statement,
    StatementParty,
    StatementQuerySet,
    Tenure,
    Topic,
)

from . import drawing
from .years import FOUNDED

LATEST = 10
COUNTERPARTS = 10
TOPICS = 9
TOPIC_YEARS = 5
TOPIC_STEPS = (1, 2, 5, 10, 20)
LEADERS = (PostLevel.HEAD_OF_STATE, PostLevel.HEAD_OF_GOVERNMENT)


# Counterparts and topics ---------------------------------------------------------------------


@dataclass(frozen=True)
class Counterpart:
    """Another state: events of two or three states with both, all events with both.

    `width` is the share of the largest number of events.
    """

    country: Country
    meetings: int
    events: int
    width: str


def counterparts(events: EventQuerySet, country: Country) -> list[Counterpart]:
    """Whom a state met most, first in small company, then in any."""
    found = stats.counterparts(events, country)[:COUNTERPARTS]
    top = max((one.events for one in found), default=1)
    return [
        Counterpart(one.country, one.meetings, one.events, drawing.percent(one.events / top * 100))
        for one in found
    ]


@dataclass(frozen=True)
class TopicRow:
    """A topic, and pairs (number, shade) of its events in each stretch of years."""

    topic: Topic
    total: int
    cells: list[tuple[int, int]]


@dataclass(frozen=True)
class TopicTable:
    """Events by topic in stretches of five years; a topic counts those below it."""

    spans: list[tuple[int, int]]
    rows: list[TopicRow]


def topics_over_time(events: EventQuerySet) -> TopicTable:
    """The topics that a set of events is about, since the founding."""
    grid = stats.topics_per_year(events)
    last = max(grid.years, default=FOUNDED - 1)
    spans = [(first, first + TOPIC_YEARS - 1) for first in range(FOUNDED, last + 1, TOPIC_YEARS)]
    rows = []
    for row in grid.rows:
        by_year = dict(zip(grid.years, row.counts, strict=True))
        numbers = [
            sum(number for year, number in by_year.items() if first <= year <= until)
            for first, until in spans
        ]
        cells = [(number, drawing.shade(number, TOPIC_STEPS)) for number in numbers]
        rows.append(TopicRow(row.item, sum(numbers), cells))
    rows.sort(key=lambda row: (-row.total, row.topic.label))
    return TopicTable(spans, [row for row in rows[:TOPICS] if row.total])


# Standing and office -------------------------------------------------------------------------


@dataclass(frozen=True)
class Chairmanship:
    """A country in the chair; whether it is today."""

    period: Period
    current: bool


def chairmanships(country: Country, today: date) -> list[Chairmanship]:
    """Its chairmanships, from its prefetched periods."""
    return [
        Chairmanship(period, bool(period.on(today)))
        for period in country.periods.all()
        if period.role == PeriodRole.CHAIR
    ]


@dataclass(frozen=True)
class Term:
    """A term in office and its strip."""

    tenure: Tenure
    strip: list[drawing.Piece]


@dataclass(frozen=True)
class Offices:
    """Who held which office: leaders by office with strips, then everybody else."""

    leaders: list[tuple[Any, list[Term]]]
    others: list[Tenure]


def offices(country: Country, today: date) -> Offices:
    """The terms of people in offices of a state; one query."""
    tenures = Tenure.objects.published().filter(post__country=country).for_page()
    axis = drawing.Axis(date(1991, 1, 1), today)
    leaders: dict[Any, list[Term]] = {}
    others = []
    for tenure in tenures.select_related("actor"):
        if tenure.post.level in LEADERS:
            css = "s-o" if tenure.acting else "s-m"
            strip = drawing.strip([(css, tenure.earliest, tenure.latest)], axis)
            leaders.setdefault(tenure.post, []).append(Term(tenure, strip))
        else:
            others.append(tenure)
    order = sorted(leaders.items(), key=lambda item: LEADERS.index(item[0].level))
    return Offices(order, sorted(others, key=lambda tenure: (tenure.post_id, tenure.earliest)))


# Two countries -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Gaps:
    """When two states last met by themselves, and how long they went without.

    `after` is None where the longest gap is the present one.
    """

    last: Event | None
    months_since: int
    longest: int
    before: Event | None
    after: Event | None


def bilateral(events: EventQuerySet, codes: list[str]) -> EventQuerySet:
    """Meetings, visits and talks of these states and no other, on the sidelines of summits too."""
    return events.involving(codes, together=True, only=True).in_groups([EventGroup.MEETING])


def gaps(meetings: list[Event], today: date) -> Gaps:
    """The silence since the last of some meetings, and the longest, which may be the same."""
    if not meetings:
        return Gaps(None, 0, 0, None, None)
    ordered = sorted(meetings, key=lambda event: (event.earliest, event.latest, event.pk))
    pairs = list(zip(ordered, ordered[1:], strict=False))
    longest = max(pairs, key=lambda pair: pair[1].earliest - pair[0].latest, default=None)
    last = ordered[-1]
    running = stats.months_between(last.latest, today)
    between = stats.months_between(longest[0].latest, longest[1].earliest) if longest else 0
    if longest is None or running > between:
        return Gaps(last, running, running, last, None)
    return Gaps(last, running, between, *longest)


def to_one_another(one: str, other: str) -> StatementQuerySet:
    """Statements of one of two states addressed to the other."""
    rows = Statement.objects.published()
    return rows.filter(pk__in=_said(one, other)) | rows.filter(pk__in=_said(other, one))


def _said(by: str, to: str) -> Any:
    addressed = StatementParty.objects.filter(role=StatementRole.ADDRESSEE).of_countries([to])
    speaking = StatementParty.objects.exclude(role=StatementRole.ADDRESSEE).of_countries([by])
    return speaking.filter(statement__in=addressed.values("statement")).values("statement")
