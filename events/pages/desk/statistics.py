"""The figures of the desk: time an article takes, work done, what reviewers send back.

Everything is computed in Python from plain columns, so both databases give the same numbers.
"""

from __future__ import annotations

import math
import statistics
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.utils import timezone

from events.choices import Outcome, SuggestionKind, Triage
from events.models import Article, Decision, Judgement, Sitting

from .review import waiting

#: Weeks that are listed where everything is asked for.
MOST_WEEKS = 52
#: Articles submitted last that are listed one by one.
SHOWN = 20
WEEK = timedelta(weeks=1)


@dataclass(frozen=True)
class Times:
    """How long articles took, from opening to submitting; None where none was submitted."""

    n: int
    median: timedelta | None
    ninetieth: timedelta | None


@dataclass(frozen=True)
class Share:
    """A part of a whole; no percentage where the whole is nothing."""

    part: int
    whole: int

    @property
    def percent(self) -> int | None:
        """In whole percent, halves rounded up."""
        return math.floor(self.part / self.whole * 100 + 0.5) if self.whole else None


@dataclass(frozen=True)
class Week:
    """What was submitted in a week; it begins on a Monday. `breadth` is for its bar, in percent."""

    monday: date
    articles: int
    records: int
    breadth: float = 0


@dataclass(frozen=True)
class Work:
    """The figures of one curator, or of all together (no name)."""

    name: str
    times: Times
    articles: int
    records: int
    coverage: Share
    returned: Share
    accepted: Share


@dataclass(frozen=True)
class Kind:
    """A kind of suggestion and how many of it were taken."""

    label: str
    accepted: Share


@dataclass(frozen=True)
class Queues:
    """What waits now: articles by state, and for reviewers; the oldest, in days."""

    states: list[tuple[str, int]]
    to_review: int
    oldest: int | None


@dataclass(frozen=True)
class Submitted:
    """One article handed over by one curator: when, how long it took, how many records."""

    article: Article
    curator: str
    at: datetime
    took: timedelta
    records: int


@dataclass(frozen=True)
class Statistics:
    """Everything the page of statistics shows."""

    since: date | None
    everybody: Work
    curators: list[Work]
    weeks: list[Week]
    kinds: list[Kind]
    queues: Queues
    latest: list[Submitted]

    @property
    def is_empty(self) -> bool:
        """Whether nothing was submitted, decided or judged in this time."""
        work = self.everybody
        return not (work.articles or work.returned.whole or work.accepted.whole)


def statistics_of(now: datetime, *, weeks: int | None, curator: int | None = None) -> Statistics:
    """The figures of the last so many weeks, of all time where None; of one curator or all."""
    since = now - weeks * WEEK if weeks else None
    sittings = list(Sitting.objects.submitted_since(since))
    decided = _decided(since)
    judged = Judgement.objects.since(since).tally()
    people = {s.curator_id for s in sittings} | {who for who, _o in decided if who is not None}
    people |= {who for _kind, who, _accepted, _n in judged}
    coverage = _coverage({sitting.article_id for sitting in sittings})

    def work(name: str, keys: Collection[int] | None) -> Work:
        return _work(name, keys, sittings, decided, judged, coverage)

    names = {user.pk: str(user) for user in get_user_model().objects.in_bulk(people).values()}
    shown = [curator] if curator in names else sorted(names, key=lambda key: names[key].lower())
    only = {curator} if curator is not None else None
    own = [s for s in sittings if only is None or s.curator_id in only]
    return Statistics(
        since=timezone.localdate(since) if since else None,
        everybody=work("", only),
        curators=[work(names[key], {key}) for key in shown],
        weeks=_weeks(own, since, now),
        kinds=_kinds([row for row in judged if only is None or row[1] in only]),
        queues=_queues(now),
        latest=_latest(own, names),
    )


def _work(
    name: str,
    keys: Collection[int] | None,
    sittings: Iterable[Any],
    decided: Iterable[tuple[int | None, str]],
    judged: Iterable[tuple[str, int, bool, int]],
    coverage: dict[int, tuple[int, int]],
) -> Work:
    own = [s for s in sittings if keys is None or s.curator_id in keys]
    outcomes = [outcome for who, outcome in decided if keys is None or who in keys]
    taken = Counter[bool]()
    for _kind, who, accepted, number in judged:
        if keys is None or who in keys:
            taken[accepted] += number
    articles = {sitting.article_id for sitting in own}
    return Work(
        name=name,
        times=times_of([sitting.took for sitting in own]),
        articles=len(articles),
        records=sum(sitting.records for sitting in own),
        coverage=Share(
            sum(coverage[a][0] for a in articles), sum(coverage[a][1] for a in articles)
        ),
        returned=Share(outcomes.count(Outcome.RETURNED), len(outcomes)),
        accepted=Share(taken[True], taken.total()),
    )


def _latest(sittings: Sequence[Any], names: dict[int, str]) -> list[Submitted]:
    """The articles submitted last, the last one first."""
    shown = sittings[: -SHOWN - 1 : -1]
    articles: Any = Article.objects.in_bulk({sitting.article_id for sitting in shown})
    return [
        Submitted(
            article=articles[sitting.article_id],
            curator=names[sitting.curator_id],
            at=sitting.submitted_at,
            took=sitting.took,
            records=sitting.records,
        )
        for sitting in shown
    ]


def times_of(took: Sequence[timedelta]) -> Times:
    """Median, and the time within which nine of ten are done (nearest rank)."""
    if not took:
        return Times(0, None, None)
    ordered = sorted(took)
    middle = statistics.median(time.total_seconds() for time in ordered)
    ninetieth = ordered[math.ceil(0.9 * len(ordered)) - 1]
    return Times(len(ordered), timedelta(seconds=middle), ninetieth)


def _decided(since: datetime | None) -> list[tuple[int | None, str]]:
    """Who had handed over what was published or returned, and which of the two, since a moment."""
    by: dict[str, int] = {}
    found: list[tuple[int | None, str]] = []
    for subject, outcome, who, at in Decision.objects.journal():
        if outcome == Outcome.SUBMITTED:
            by[subject] = who
        elif outcome in (Outcome.PUBLISHED, Outcome.RETURNED) and (since is None or at >= since):
            found.append((by.get(subject), outcome))
    return found


def _coverage(keys: Collection[int]) -> dict[int, tuple[int, int]]:
    """Settled passages and all, of some articles."""
    rows: Any = Article.objects.with_coverage().in_bulk(keys)
    return {key: (row.settled, row.passages) for key, row in rows.items()}


def _monday(moment: datetime) -> date:
    day = timezone.localdate(moment)
    return day - timedelta(days=day.weekday())


def _weeks(sittings: Sequence[Any], since: datetime | None, now: datetime) -> list[Week]:
    """Every week from the first to this one, also those without work; newest first."""
    if not sittings:
        return []
    articles: dict[date, set[int]] = defaultdict(set)
    records = Counter[date]()
    for sitting in sittings:
        week = _monday(sitting.submitted_at)
        articles[week].add(sitting.article_id)
        records[week] += sitting.records
    last = _monday(now)
    first = _monday(since) if since else max(min(articles), last - (MOST_WEEKS - 1) * WEEK)
    mondays = [last - n * WEEK for n in range((last - first).days // 7 + 1)]
    most = max((records[monday] for monday in mondays), default=0)
    return [
        Week(m, len(articles[m]), records[m], round(100 * records[m] / most, 1) if most else 0)
        for m in mondays
    ]


def _kinds(judged: Iterable[tuple[str, int, bool, int]]) -> list[Kind]:
    counted: dict[str, Counter[bool]] = defaultdict(Counter)
    for kind, _who, accepted, number in judged:
        counted[kind][accepted] += number
    return [
        Kind(str(kind.label), Share(counted[kind][True], counted[kind].total()))
        for kind in SuggestionKind
        if kind.value in counted
    ]


def _queues(now: datetime) -> Queues:
    numbers = Article.objects.tally_triage()
    entries = waiting()
    return Queues(
        states=[(str(state.label), numbers.get(state.value, 0)) for state in Triage],
        to_review=len(entries),
        oldest=(now - entries[0].since).days if entries else None,
    )
