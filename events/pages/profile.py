"""The pages of a country and of two countries, put together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from events.choices import PeriodRole
from events.models import (
    Country,
    Document,
    Event,
    Evidence,
    Initiative,
    InitiativeStep,
    Period,
    Statement,
    standing_on,
)

from . import country as parts
from . import drawing, overview, roster, summits
from .years import YearChart, year_chart

STATEMENTS = 5


@dataclass(frozen=True)
class Standing:
    """A period other than a chairmanship, whether in the forum before the SCO, and its sources."""

    period: Period
    forum: bool
    evidence: list[Evidence]


@dataclass(frozen=True)
class CountryPage:
    """Everything the page of a country shows."""

    today: date
    clock: roster.Clock | None
    standing: Period | None
    standings: list[Standing]
    strip: list[drawing.Piece]
    chairs: list[parts.Chairmanship]
    chair_evidence: list[Evidence]
    totals: dict[str, int]
    chart: YearChart
    latest: list[Event]
    counterparts: list[parts.Counterpart]
    topics: parts.TopicTable
    motion: list[overview.Motion]
    statements: list[Statement]
    matrix: summits.Matrix
    offices: parts.Offices

    @property
    def in_the_chair(self) -> parts.Chairmanship | None:
        """The chairmanship that covers today."""
        return next((chair for chair in self.chairs if chair.current), None)


def country_page(country: Country, now: datetime) -> CountryPage:
    """The page of a country (with its periods); a fixed number of queries."""
    code, today = country.iso2, now.date()
    events = overview.held().involving([code])
    statements = Statement.objects.published().concerning([code])
    initiatives = Initiative.objects.published().with_steps(
        InitiativeStep.objects.with_countries([code])
    )
    evidence = roster.evidence_of(country)
    standings, chairs = _standings(country, evidence), parts.chairmanships(country, today)
    return CountryPage(
        today=today,
        clock=roster.clock(country, now),
        standing=country.standing_on(today),
        standings=standings,
        strip=roster.strip(country, drawing.Axis(date(roster.BEGINNING.year, 1, 1), today)),
        chairs=chairs,
        chair_evidence=_each_article_once(
            row for chair in chairs for row in evidence.get(chair.period.pk, [])
        ),
        totals={
            "events": events.count(),
            "statements": statements.count(),
            "initiatives": initiatives.count(),
            "documents": Document.objects.published().concerning([code]).count(),
        },
        chart=year_chart(events),
        latest=overview.latest(events, parts.LATEST),
        counterparts=parts.counterparts(overview.held(), country),
        topics=parts.topics_over_time(events),
        motion=overview.motion(initiatives.by_last_movement(), today, of_country=code),
        statements=list(statements.for_row().newest_first()[:STATEMENTS]),
        matrix=summits.matrix(_columns(country, today)),
        offices=parts.offices(country, today),
    )


def _standings(country: Country, evidence: dict[int, list[Evidence]]) -> list[Standing]:
    return [
        Standing(period, roster.is_forum(period), _each_article_once(evidence.get(period.pk, [])))
        for period in country.periods.all()
        if period.role != PeriodRole.CHAIR
    ]


def _each_article_once(rows: Any) -> list[Evidence]:
    return list({(row.article.pk, row.stance): row for row in rows}.values())


def _columns(country: Country, today: date) -> list[Country]:
    """The members of today by the length of their membership, and the country itself."""
    found = []
    for other in roster.countries():
        standing = standing_on(other.periods.all(), today)
        if standing and standing.role == PeriodRole.MEMBER:
            found.append((standing.earliest, other.name_en, other))
    members = [other for _since, _name, other in sorted(found, key=lambda row: row[:2])]
    return members if country in members else [country, *members]


@dataclass(frozen=True)
class PairPage:
    """Everything the page of two countries shows."""

    together: int
    latest: list[Event]
    meetings: list[Event]
    sidelines: dict[int, Event]
    gaps: parts.Gaps
    chart: YearChart
    motion: list[overview.Motion]
    statements: list[Statement]


def pair_page(one: Country, other: Country, today: date) -> PairPage:
    """The page of two countries; a fixed number of queries."""
    codes = [one.iso2, other.iso2]
    events = overview.held().involving(codes, together=True)
    meetings = list(parts.bilateral(overview.held(), codes).with_related().newest_first())
    parents = {event.parent_id for event in meetings if event.parent_id}
    shared = Initiative.objects.published().shared_by(codes).by_last_movement()
    return PairPage(
        together=events.count(),
        latest=overview.latest(events, parts.LATEST),
        meetings=meetings,
        sidelines=Event.objects.published().in_bulk(list(parents)),
        gaps=parts.gaps(meetings, today),
        chart=year_chart(events),
        motion=overview.motion(shared, today),
        statements=list(parts.to_one_another(*codes).for_row().newest_first()),
    )
