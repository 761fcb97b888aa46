"""What waits at the desk: the articles of the queue, and what is on a curator's own table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from events.choices import PUT_ASIDE, UNFINISHED, Outcome, Triage
from events.dataset.columns import TABLES
from events.models import RECORDS, Article, Decision, Revision

from .resting import desk_articles, documents_of
from .review import Waiting, records_of, waiting

#: How many entries a list of the start page shows.
SHOWN = 5


@dataclass(frozen=True)
class QueueRow:
    """An article in the queue: how long it has waited, how much of it is settled, in percent."""

    article: Article
    days: int
    percent: int | None
    is_mine: bool

    @property
    def is_free(self) -> bool:
        """Whether nobody holds it."""
        return self.article.assignee_id is None

    @property
    def is_put_aside(self) -> bool:
        """Whether it was decided that nothing is coded from it."""
        return self.article.triage in PUT_ASIDE


@dataclass(frozen=True)
class StateCount:
    """A state of triage and how many articles are in it; no value stands for what is to do."""

    value: str
    label: str
    number: int


@dataclass(frozen=True)
class Returned:
    """What a reviewer has sent back: the record or revision, the comment, who and when.

    about: the field that the comment is about; article: where it is put right at the desk.
    """

    subject: Any
    record: Any
    comment: str
    by: str
    at: datetime | None
    about: str = ""
    article: int | None = None


@dataclass(frozen=True)
class OwnWork:
    """A curator's table: articles in hand, what came back, what waits for a decision."""

    articles: list[QueueRow]
    returned: list[Returned]
    to_review: list[Waiting]
    to_review_count: int
    in_review_count: int
    new_count: int


def queue_rows(articles: Iterable[Article], user: Any, now: datetime) -> list[QueueRow]:
    """Articles from `for_queue()` as rows of the queue."""
    return [_row(article, user, now) for article in articles]


def _row(article: Any, user: Any, now: datetime) -> QueueRow:
    share = article.coverage
    return QueueRow(
        article=article,
        days=max(0, (now - article.added_at).days),
        # Rounded down: 100 percent says that nothing is left.
        percent=None if share is None else int(share * 100 + 1e-9),
        is_mine=article.assignee_id is not None and article.assignee_id == user.pk,
    )


def state_counts(todo: str) -> list[StateCount]:
    """Every state of triage with its number; first, under its own name, what is to be done."""
    numbers = Article.objects.tally_triage()
    states = [StateCount(s.value, str(s.label), numbers.get(s.value, 0)) for s in Triage]
    return [StateCount("", todo, sum(numbers.get(s, 0) for s in UNFINISHED)), *states]


def own_work(user: Any, now: datetime) -> OwnWork:
    """What the start page tells a curator or reviewer; a fixed number of queries."""
    held = Article.objects.held_by(user).in_triage(*UNFINISHED).for_queue().latest_claimed()
    everything = waiting()
    others = [entry for entry in everything if user.pk not in entry.authors]
    numbers = Article.objects.tally_triage()
    return OwnWork(
        articles=queue_rows(held[:SHOWN], user, now),
        returned=returned_to(user),
        to_review=others[:SHOWN],
        to_review_count=len(others),
        in_review_count=len(everything) - len(others),
        new_count=numbers.get(Triage.NEW, 0),
    )


def returned_to(user: Any) -> list[Returned]:
    """Drafts and revisions of a user whose last decision was a return, newest first."""
    kinds: list[Any] = list(RECORDS)
    drafts = [row for kind in kinds for row in kind.objects.drafts().by(user)]
    revisions = list(Revision.objects.returned().by(user))
    subjects = [*drafts, *revisions]
    last = Decision.objects.newest_of([s.public_id for s in subjects])
    came_back = {key for key, row in last.items() if row.outcome == Outcome.RETURNED}
    records = records_of(revisions)
    told = [s for s in subjects if s.public_id in came_back or isinstance(s, Revision)]
    articles = desk_articles(documents_of(told), user)
    found = [
        _returned(s, records.get(s.record) if isinstance(s, Revision) else s, last, articles)
        for s in told
    ]
    return sorted(found, key=lambda row: row.at.timestamp() if row.at else 0, reverse=True)


def _returned(
    subject: Any, record: Any, last: dict[str, Decision], articles: dict[str, int]
) -> Returned:
    decision = last.get(subject.public_id)
    fallback = subject.reply if isinstance(subject, Revision) else subject.status_reason
    return Returned(
        subject=subject,
        record=record,
        comment=(decision.comment if decision else "") or fallback,
        by=str(decision.by) if decision else "",
        at=decision.at if decision else subject.decided_at,
        about=_about(decision, record) if decision else "",
        article=articles.get(subject.public_id),
    )


def _about(decision: Decision, record: Any) -> str:
    """The field that a comment is about, in words, with its row where that is a child."""
    place = decision.row or (record.public_id if record is not None else "")
    prefix = place.rstrip("~0123456789")
    columns = {
        column.name: str(column.field.verbose_name)
        for table in TABLES
        if getattr(table.model, "prefix", "") == prefix
        for column in table.columns
    }
    named = columns.get(decision.field, decision.field)
    return " ".join(part for part in (named, decision.row and f"({decision.row})") if part)
