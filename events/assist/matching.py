"""Events on record that an article may report, best first, with the reasons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Prefetch, Q

from events import edtf
from events.choices import Status
from events.models import Event, Participation

from .dates import Dated
from .mentions import Mention
from .names import Names
from .occasions import Occasion
from .patterns import ACTOR, COUNTRY, PLACE
from .reading import Passage, cut

#: An event lies at most so many days from a date of the article.
NEAR = timedelta(days=3)
#: Dates vaguer than this do not point to one event.
_LONGEST = timedelta(days=31)
#: An article speaks of a numbered meeting up to two years before and after.
_LATE = timedelta(days=7)
_NUMBERED = timedelta(days=800)
#: What is reported was within so many days; a span of more days is vague.
_NEWS_DAYS, _FEW_DAYS = 14, 5
_MOST_WINDOWS = 12
_MOST = 5
_LEAST = 0.3


@dataclass
class Evidence:
    """What was recognised in the article, as far as it tells events apart."""

    span: tuple[date, date] | None
    dates: list[tuple[Dated, float]]
    mentions: Sequence[Mention]
    occasions: Sequence[Occasion]
    stems: Counter[str] = field(default_factory=Counter)
    topics: frozenset[str] = frozenset()
    opening: Sequence[Passage] = ()

    @property
    def published(self) -> date | None:
        """The last day on which the article can have appeared."""
        return self.span[1] if self.span else None


@dataclass(frozen=True)
class Match:
    """An event on record and why it may be the one."""

    event: Any
    score: float
    reasons: dict[str, Any]


def find_matches(evidence: Evidence, names: Names) -> list[Match]:
    """The likely events; three queries."""
    windows = _windows(evidence)
    condition = Q()
    for since, until in windows:
        condition |= Q(earliest__lte=until, latest__gte=since)
    for occasion in evidence.occasions:
        if occasion.organ and occasion.organ_number:
            numbered = Q(organ=int(occasion.organ[2:]), organ_number=int(occasion.organ_number))
            if evidence.published:
                numbered &= Q(
                    earliest__lte=evidence.published + _NUMBERED,
                    latest__gte=evidence.published - _NUMBERED,
                )
            condition |= numbered
    if not condition:
        return []
    rows = (
        Event.objects.filter(condition)
        .exclude(status__in=(Status.RETRACTED, Status.MERGED))
        .prefetch_related(
            Prefetch("participations", Participation.objects.order_by("pk")), "topics"
        )
    )
    weights = _Weights(evidence, names)
    made = [weights.match(event) for event in rows if event.latest - event.earliest <= _LONGEST]
    made.sort(key=lambda match: (-match.score, match.event.pk))
    return [match for match in made if match.score >= _LEAST][:_MOST]


def _windows(evidence: Evidence) -> list[tuple[date, date]]:
    spans = []
    if evidence.span and evidence.span[1] - evidence.span[0] <= _LONGEST:
        # Reports may be late; such events need more than the day to speak for them.
        spans.append((max(evidence.span[0], date.min + _LATE) - _LATE, evidence.span[1]))
    for dated, _ in sorted(evidence.dates, key=lambda pair: -pair[1]):
        value = edtf.parse(dated.edtf)
        if value.latest - value.earliest <= _LONGEST:
            spans.append((value.earliest, value.latest))
    distinct = list(dict.fromkeys(spans))[:_MOST_WINDOWS]
    return [(max(date.min + NEAR, since) - NEAR, min(date.max - NEAR, until) + NEAR)
            for since, until in distinct]  # fmt: skip


class _Weights:
    """The article weighed against one event after the other."""

    def __init__(self, evidence: Evidence, names: Names) -> None:
        self.evidence = evidence
        self.names = names
        self.places = _shares(m for m in evidence.mentions if m.kind == PLACE)
        actors = [m for m in evidence.mentions if m.kind == ACTOR]
        persons = [m for m in actors if m.target in names.people.persons]
        # Who is named at the beginning is who the report is about.
        opening = [m for m in persons if m.passage in evidence.opening]
        self.people = _shares([*persons, *opening, *opening])
        self.bodies = _shares(m for m in actors if m.target not in names.people.persons)
        self.countries = _shares(m for m in evidence.mentions if m.kind == COUNTRY)
        self.first = evidence.occasions[0] if evidence.occasions else None

    def match(self, event: Event) -> Match:
        """How well an event fits."""
        reasons: dict[str, Any] = {"date": event.date, "place": "", "actors": []}
        score = 0.0
        score += self._date(event)
        if event.place_id and event.place_id in self.places:
            reasons["place"] = event.place_id
            score += 1.0 + 0.5 * self.places[event.place_id]
        elif event.place_id in self.names.countries_of_places and self.places:
            score -= 0.3
        score += self._organ(event, reasons)
        score += self._parties(event, reasons)
        score += self._title(event) + self._topics(event)
        score -= 0 if "organ_number" in reasons else self._stale(event)
        told = reasons["place"] or reasons["actors"] or reasons.keys() & {"organ", "kind"}
        if not told and self._title(event) + self._topics(event) < _LEAST:
            # The day alone is no reason: much happens in a week.
            score *= 0.5
        return Match(
            event, round(min(0.99, max(0.0, score) / (max(0.0, score) + 2.5) * 1.25), 2), reasons
        )

    def _date(self, event: Event) -> float:
        best = 0.0
        for dated, weight in self.evidence.dates:
            value = edtf.parse(dated.edtf)
            if value.latest - value.earliest > _LONGEST:
                continue
            gap = _gap(value.earliest, value.latest, event)
            if gap <= NEAR.days:
                near = 1.6 if gap == 0 else 0.7 - 0.1 * gap
                best = max(best, near * weight * self._is_news(value))
        if self.evidence.span and self.evidence.published:
            gap = (self.evidence.published - event.latest).days
            if event.latest >= self.evidence.span[0] - NEAR and 0 <= gap <= _LONGEST.days:
                best = max(best, 0.5)
            inside = event.earliest <= self.evidence.published <= event.latest
            if inside:
                best = max(best, 1.3)
            elif -NEAR.days <= gap <= NEAR.days:
                best = max(best, (1.1 if gap >= 0 else 0.5) - 0.1 * abs(gap))
        return best

    def _is_news(self, value: edtf.Edtf) -> float:
        """How much a date says: a day near the publication much, a month or history little."""
        share = 1.0 if (value.latest - value.earliest).days <= _FEW_DAYS else 0.4
        published = self.evidence.published
        if published is None:
            return share
        away = max((value.earliest - published).days, (published - value.latest).days, 0)
        return share * (1.0 if away <= _NEWS_DAYS else 0.35)

    def _organ(self, event: Event, reasons: dict[str, Any]) -> float:
        score = 0.0
        organ = self.names.reference(ACTOR, event.organ_id) if event.organ_id else ""
        for occasion in self.evidence.occasions:
            if organ and occasion.organ == organ:
                reasons["organ"] = organ
                same = occasion.organ_number == str(event.organ_number or "")
                if occasion.organ_number and same:
                    reasons["organ_number"] = occasion.organ_number
                    score = max(score, 2.5 * _sure(occasion))
                elif not occasion.organ_number:
                    score = max(score, 1.2 * _sure(occasion))
            if occasion.kind == event.kind:
                reasons["kind"] = event.kind
                score = max(score, 0) + (1.2 if occasion is self.first else 0.8) * _sure(occasion)
        if organ and organ in self.bodies:
            score += 0.3
        if self.first and self.first.kind != event.kind:
            score -= 0.3
        return score

    def _parties(self, event: Event, reasons: dict[str, Any]) -> float:
        persons, states = set(), set()
        for party in event.participations.all():
            if party.actor_id:
                persons.add(self.names.reference(ACTOR, party.actor_id))
            if party.country_id:
                states.add(party.country_id.lower())
        common = sorted(persons & self.people.keys())
        reasons["actors"] = common
        if not persons:
            shared = states & self.countries.keys()
            return 0.8 * len(shared) / max(1, len(states | self.countries.keys()))
        told = sum(self.people[person] for person in common)
        return (
            1.6 * len(common) / len(persons)
            + 1.0 * told
            - 0.4 * (len(persons - self.people.keys()) / len(persons))
        )

    def _stale(self, event: Event) -> float:
        """Reports are of the day; what lies far back is what they recall."""
        published = self.evidence.published
        if published is None:
            return 0.0
        first = self.evidence.span[0] if self.evidence.span else published
        away = max((event.earliest - published).days, (first - event.latest).days)
        return 1.8 if away > _NEWS_DAYS else 0.0

    def _topics(self, event: Event) -> float:
        """Topics in common."""
        own = {topic.pk for topic in event.topics.all()}
        return 0.8 * len(own & self.evidence.topics) / len(own) if own else 0.0

    def _title(self, event: Event) -> float:
        """Words that the titles of the event share with the article."""
        best = 0.0
        for title in (event.title_en, event.title_ru, event.title_zh):
            stems = {token.stem for token in cut(title)}
            if stems:
                best = max(best, sum(stem in self.evidence.stems for stem in stems) / len(stems))
        return 1.5 * best


def _sure(occasion: Occasion) -> float:
    return min(1.0, occasion.score)


def _gap(since: date, until: date, event: Event) -> int:
    if until < event.earliest:
        return (event.earliest - until).days
    return max(0, (since - event.latest).days)


def _shares(mentions: Iterable[Mention]) -> dict[str, float]:
    """What part of the mentions each target has."""
    counted = Counter(mention.target for mention in mentions)
    total = sum(counted.values())
    return {target: number / total for target, number in counted.items()}
