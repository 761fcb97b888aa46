"""An article at the desk: its passages, and a card for each record coded from it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from events import dataset
from events.checks import drafts_named, records_in, revisions_in
from events.choices import (
    OWN_TEXT,
    UNFINISHED,
    Outcome,
    ParagraphKind,
    RevisionState,
    Status,
    Triage,
)
from events.models import (
    RECORD_OF_PREFIX,
    RECORDS,
    Article,
    Capture,
    Decision,
    Evidence,
    Paragraph,
    Record,
    Revision,
)

Document = dict[str, list[dict[str, Any]]]


@dataclass(frozen=True)
class Coverage:
    """How much of an article is coded, by numbers of paragraphs."""

    coded: list[int]
    set_aside: list[int]
    left: list[int]

    @property
    def share(self) -> float:
        """The part of the passages that were dealt with; 0 where there is none."""
        done = len(self.coded) + len(self.set_aside)
        return done / (done + len(self.left)) if done else 0.0


@dataclass(frozen=True)
class Remark:
    """What a reviewer asked for when the record was last returned."""

    field: str
    row: str
    comment: str
    by: str
    at: Any


@dataclass(frozen=True)
class Card:
    """One record at the desk: where it stands, its document, what a reviewer asked for."""

    record: Record
    revision: Revision | None
    document: Document
    remarks: list[Remark] = field(default_factory=list)

    @property
    def id(self) -> str:
        """The record's public id."""
        return self.record.public_id

    @property
    def table(self) -> str:
        """The table of the record."""
        return dataset.TABLE_OF[type(self.record)].name

    @property
    def status(self) -> str:
        """Where the record, or the open revision of it, stands."""
        if self.revision is not None:
            return str(self.revision.state)
        is_returned = self.record.status == Status.DRAFT and self.remarks
        return str(RevisionState.RETURNED if is_returned else self.record.status)


@dataclass(frozen=True)
class DeskArticle:
    """Everything the desk shows of an article."""

    article: Article
    paragraphs: list[Paragraph]
    captures: list[Capture]
    cards: list[Card]
    coverage: Coverage
    previous: Article | None = None
    next: Article | None = None


def desk_article(article: Article, user: Any) -> DeskArticle:
    """An article for the desk, its captured text included: for staff alone."""
    captures = list(article.captures.all())
    shown = shown_capture(article)
    paragraphs = list(Paragraph.objects.filter(capture=shown).order_by("number")) if shown else []
    cards = cards_of(article, user)
    own = Article.objects.held_by(user).exclude(pk=article.pk)
    finished = [state for state in Triage if state not in UNFINISHED]
    return DeskArticle(
        article,
        paragraphs,
        captures,
        cards,
        coverage_of(paragraphs, cited_in_rows(article) | cited_in(c.document for c in cards)),
        previous=own.in_triage(*finished).latest_claimed().first(),
        next=own.in_triage(*UNFINISHED).earliest_claimed().first(),
    )


def shown_capture(article: Article) -> Capture | None:
    """The newest reading with text; where none has text, the newest."""
    shown: Capture | None = Capture.objects.shown_of(article).first()
    return shown


def coverage_of(paragraphs: Iterable[Paragraph], cited: Collection[str]) -> Coverage:
    """What is coded, set aside and left of some passages; `cited` names the coded ones.

    The article's own text is to be coded; a sidebar counts once it is, boilerplate never.
    """
    coded, aside, left = [], [], []
    for paragraph in paragraphs:
        if paragraph.kind not in (*OWN_TEXT, ParagraphKind.SIDEBAR):
            continue
        if paragraph.public_id in cited:
            coded.append(paragraph.number)
        elif paragraph.kind == ParagraphKind.SIDEBAR:
            continue
        elif paragraph.set_aside:
            aside.append(paragraph.number)
        else:
            left.append(paragraph.number)
    return Coverage(coded, aside, left)


def article_coverage(article: Article) -> Coverage:
    """The coverage of an article by evidence of records of any status and open revisions."""
    shown = shown_capture(article)
    passages = Paragraph.objects.filter(capture=shown).defer("text").order_by("number")
    cited = cited_in_rows(article) | cited_in(r.document for r in revisions_in(article))
    return coverage_of(passages, cited)


def cited_in_rows(article: Article) -> set[str]:
    """The passages of an article that evidence names, whatever it is about."""
    keys = Evidence.objects.in_article(article).values_list("paragraph", flat=True)
    return {f"{Paragraph.prefix}{key}" for key in keys}


def cited_in(documents: Iterable[Document]) -> set[str]:
    """The passages that evidence in documents names."""
    return {
        row["paragraph"]
        for document in documents
        for row in document.get("evidence", [])
        if row.get("paragraph")
    }


def cards_of(article: Article, user: Any) -> list[Card]:
    """A card for every record, and every open revision, with evidence in an article.

    Also for drafts of the user's own that these name: a person who was new, say.
    """
    cited, touching = records_in(article), revisions_in(article)
    revised = _records(r.record for r in touching if r.record not in cited)
    found = cards({**cited, **revised}.values(), user, others=touching)
    fresh = found
    while fresh:
        known = {card.id for card in found}
        named = drafts_named((card.document for card in fresh), user, known=known)
        fresh = cards(named, user)
        found = [*found, *fresh]
    return sorted(found, key=lambda card: (_rank(card.record), card.record.pk))


def cards(records: Iterable[Record], user: Any, *, others: Iterable[Revision] = ()) -> list[Card]:
    """The cards of some records, each with the user's own open revision where there is one.

    A record of which only somebody else's revision is among `others` shows that one.
    """
    by_id = {record.public_id: record for record in records}
    if not by_id:
        return []
    revisions: dict[str, Revision] = {}
    listed = list(others)
    own = Revision.objects.open().filter(author=user, record__in=by_id).order_by("pk")
    published = {key for key, record in by_id.items() if record.is_published}
    for revision in [*listed, *own]:
        if revision.record in published:
            revisions[revision.record] = revision
    plain = [record for key, record in by_id.items() if key not in revisions]
    documents = _documents(plain) | {r.record: r.document for r in revisions.values()}
    subjects = {key: (revisions[key].public_id if key in revisions else key) for key in by_id}
    remarks = remarks_on(subjects.values())
    return [
        Card(by_id[key], revisions.get(key), documents[key], remarks.get(subjects[key], []))
        for key in sorted(by_id, key=lambda key: (_rank(by_id[key]), by_id[key].pk))
    ]


def remarks_on(subjects: Iterable[str]) -> dict[str, list[Remark]]:
    """What reviewers asked for, by record or revision, where a return is the last step."""
    found: dict[str, list[Remark]] = {}
    closed: set[str] = set()
    for decision in Decision.objects.of(*subjects).select_related("by"):
        if decision.subject in closed:
            continue
        if decision.outcome != Outcome.RETURNED:
            closed.add(decision.subject)
            continue
        found.setdefault(decision.subject, []).append(
            Remark(decision.field, decision.row, decision.comment, str(decision.by), decision.at)
        )
    return found


def _rank(record: Record) -> int:
    return RECORDS.index(type(record))


def _documents(records: Iterable[Record]) -> dict[str, Document]:
    kinds: dict[type[Record], list[Record]] = {}
    for record in records:
        kinds.setdefault(type(record), []).append(record)
    found: dict[str, Document] = {}
    for same in kinds.values():
        found |= dataset.documents(same)
    return found


def _records(ids: Iterable[str]) -> dict[str, Record]:
    """Records by public id; one query a kind."""
    kinds: dict[type[Record], list[int]] = {}
    for id in ids:
        kinds.setdefault(RECORD_OF_PREFIX[id[:2]], []).append(int(id[2:]))
    rows = [
        row for model, keys in kinds.items() for row in model._default_manager.filter(pk__in=keys)
    ]
    return {row.public_id: row for row in rows}
