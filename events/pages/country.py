"""The page of a country, and of two countries."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from events.choices import EventGroup, PeriodRole, PostLevel, StatementRole
from events.models import (
    Country,
    Event,
    EventQuerySet,
    Initiative,
    InitiativeStep,
    Period,
    Statement,
    StatementParty,
    StatementQuerySet,
    Tenure,
    Topic,
)

from . import drawing
from .activity import FOUNDED, Happening

LATEST = 10
TOPICS = 9
TOPIC_YEARS = 5
TOPIC_STEPS = (1, 2, 5, 10, 20)
LEADERS = (PostLevel.HEAD_OF_STATE, PostLevel.HEAD_OF_GOVERNMENT)


# Counterparts --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Counterpart:
    """Another state and how often the two met; `width` is the share of the largest number."""

    country: Country
    meetings: int
    width: str


def counterparts(rows: Iterable[Happening], code: str) -> list[Counterpart]:
    """Who a state met most in meetings, visits and talks of the two alone; one query.

    The numbers are those of `bilateral()` on the page of the two.
    """
    met: Counter[str] = Counter()
    for row in rows:
        sides = row.represented
        if row.group == EventGroup.MEETING and code in sides and len(sides) == 2:
            met.update(sides - {code})
    named = Country.objects.in_bulk(list(met))
    top = max(met.values(), default=1)
    order = sorted(met, key=lambda other: (-met[other], named[other].name_en))
    return [
        Counterpart(named[other], met[other], drawing.percent(met[other] / top * 100))
        for other in order
    ]


# Topics over time ----------------------------------------------------------------------------


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
    """The topics a set of events is about; two queries."""
    links = events.order_by().values_list("pk", "earliest", "topics", "topics__parent")
    found: dict[str, set[tuple[int, int]]] = defaultdict(set)
    for pk, earliest, topic, parent in links:
        if topic and earliest.year >= FOUNDED:
            for slug in filter(None, (topic, parent)):
                found[slug].add((pk, earliest.year))
    years = [year for pairs in found.values() for _pk, year in pairs]
    last = max(years, default=FOUNDED)
    spans = [
        (first, first + TOPIC_YEARS - 1)
        for first in range(FOUNDED, last + 1, TOPIC_YEARS)
        if years
    ]
    named = Topic.objects.in_bulk(list(found))
    order = sorted(found, key=lambda slug: (-len(found[slug]), slug))[:TOPICS]
    return TopicTable(
        spans, [TopicRow(named[s], len(found[s]), _cells(found[s], spans)) for s in order]
    )


def _cells(
    pairs: set[tuple[int, int]], spans: list[tuple[int, int]]
) -> list[tuple[int, int]]:
    numbers = [sum(first <= year <= last for _pk, year in pairs) for first, last in spans]
    return [(number, drawing.shade(number, TOPIC_STEPS)) for number in numbers]


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
    """When two states last met by themselves, and how long they went without."""

    last: Event | None
    months_since: int
    longest: int
    before: Event | None
    after: Event | None


def bilateral(events: EventQuerySet, codes: list[str]) -> EventQuerySet:
    """Meetings, visits and talks of these states and no other, at summits included."""
    return events.involving(codes, together=True, only=True).in_groups([EventGroup.MEETING])


def gaps(meetings: list[Event], today: date) -> Gaps:
    """The silence since the last of some meetings (newest first), and the longest between two."""
    if not meetings:
        return Gaps(None, 0, 0, None, None)
    ordered = sorted(meetings, key=lambda event: (event.earliest, event.latest, event.pk))
    pairs = list(zip(ordered, ordered[1:], strict=False))
    longest = max(pairs, key=lambda pair: pair[1].earliest - pair[0].latest, default=None)
    last = ordered[-1]
    return Gaps(
        last=last,
        months_since=max(drawing.months_between(last.latest, today), 0),
        longest=drawing.months_between(longest[0].latest, longest[1].earliest) if longest else 0,
        before=longest[0] if longest else None,
        after=longest[1] if longest else None,
    )


def shared_initiatives(codes: list[str]) -> Any:
    """Initiatives to which each of these states is a party, by whatever steps."""
    rows = Initiative.objects.published()
    for code in codes:
        rows = rows.with_steps(InitiativeStep.objects.with_countries([code]))
    return rows.by_last_movement()


def to_one_another(one: str, other: str) -> StatementQuerySet:
    """Statements of one of two states addressed to the other."""
    rows = Statement.objects.published()
    return rows.filter(pk__in=_said(one, other)) | rows.filter(pk__in=_said(other, one))


def _said(by: str, to: str) -> Any:
    addressed = StatementParty.objects.filter(role=StatementRole.ADDRESSEE).of_countries([to])
    speaking = StatementParty.objects.exclude(role=StatementRole.ADDRESSEE).of_countries([by])
    return speaking.filter(statement__in=addressed.values("statement")).values("statement")


