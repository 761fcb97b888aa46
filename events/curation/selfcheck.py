"""The self-check of an article: everything a reviewer would stumble over, before he does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events import dataset
from events.checks import (
    Problem,
    check,
    check_article,
    drafts_named,
    records_in,
    references,
    revisions_in,
)
from events.choices import RevisionState, Status
from events.dataset.world import DOCUMENT_TABLES
from events.models import Article, Record, Revision

from .base import record_id, record_of
from .revisions import Document, staged
from .vetting import at_row

_TABLE_OF_PREFIX = {
    str(getattr(table.model, "prefix", "")): table.name for table in DOCUMENT_TABLES
}
_TABLE_OF_PREFIX["pg"] = "paragraphs"
#: What is said to be in order where nothing was found: by the columns the faults would be in.
IN_ORDER = (
    (("evidence",), gettext_lazy("Every claim has a passage that bears it out.")),
    (("post",), gettext_lazy("Everybody held the office named, as far as terms are on record.")),
    (("country",), gettext_lazy("Every state had a standing in the organisation that day.")),
    (("state",), gettext_lazy("What was held is reported by a source that is not older.")),
    (("quotation", "quote"), gettext_lazy("Quotations are short and stand in the text.")),
    (
        ("digest", "text", "summary", "description", "note"),
        gettext_lazy("Digests and texts are in our own words."),
    ),
    (("value",), gettext_lazy("The sources give the values that the records have.")),
    (("title_en",), gettext_lazy("No event looks like one that is on record.")),
    (("set_aside",), gettext_lazy("Every passage is coded or set aside.")),
)


@dataclass(frozen=True)
class Line:
    """One line of the self-check, with the place it is about: error, warning or ok."""

    level: str
    message: str
    record: str = ""
    table: str = ""
    row: str = ""
    column: str = ""


@dataclass(frozen=True)
class Work:
    """What is coded from an article: records that are not revised, and open revisions."""

    records: list[Record]
    revisions: list[Revision]

    def of(self, user: Any) -> list[Record | Revision]:
        """The drafts and the open revisions not yet handed over that a user had a hand in."""
        drafts: list[Record | Revision] = [
            record for record in self.records if record.status == Status.DRAFT
        ]
        open_ = (RevisionState.DRAFT, RevisionState.RETURNED)
        subjects = drafts + [revision for revision in self.revisions if revision.state in open_]
        own = _by(user, subjects)
        return [subject for subject in subjects if subject.public_id in own]


def _by(user: Any, subjects: Iterable[Record | Revision]) -> set[str]:
    """Which of these a user had a hand in; one query a kind."""
    kinds: dict[Any, list[int]] = {}
    for subject in subjects:
        kinds.setdefault(type(subject), []).append(subject.pk)
    return {
        f"{kind.prefix}{number}"
        for kind, keys in kinds.items()
        for number in kind.objects.filter(pk__in=keys).by(user).values_list("pk", flat=True)
    }


def work_on(article: Article, user: Any) -> Work:
    """Everything coded from an article, and the user's own drafts that it names."""
    revisions = {revision.record: revision for revision in revisions_in(article)}
    records = {key: r for key, r in records_in(article).items() if key not in revisions}
    documents = [revision.document for revision in revisions.values()]
    documents += _documents(records.values())
    while documents:
        named = drafts_named(documents, user, known={*records, *revisions})
        records |= {record.public_id: record for record in named}
        documents = _documents(named)
    return Work(list(records.values()), list(revisions.values()))


def self_check(article: Article, user: Any) -> list[Line]:
    """What is wrong with an article's records, what deserves a look, what is in order.

    Public records that nobody is changing have been reviewed: they count for the article alone.
    """
    work = work_on(article, user)
    lines: list[Line] = []
    with staged():
        lines += _applied(work.revisions)
        ids = [r.public_id for r in work.records] + [r.record for r in work.revisions]
        changed = {revision.record for revision in work.revisions}
        changed |= {r.public_id for r in work.records if not r.is_published}
        records = [record_of(id) for id in ids if id in changed]
        for record in records:
            alongside = {*ids, *_open_references(record)}
            problems = check(record, alongside=alongside, closely=True)
            lines += [_line(problem, record.public_id) for problem in problems]
        owners = _owners(records)
        lines += [
            _line(problem, owners.get(problem.row, ""))
            for problem in check_article(article, records)
        ]
    if not records:
        # An article opened after another is not handed in by one key press too many.
        is_read = all(line.column != "set_aside" for line in lines)
        level = "warning" if is_read else "error"
        lines.append(Line(level, _("Nothing new is coded from this article.")))
    lines.sort(key=lambda line: line.level != "error")
    return [*lines, *(_in_order(lines) if records else ())]


def _applied(revisions: Iterable[Revision]) -> Iterator[Line]:
    """Make the rows what the revisions say; one that cannot be applied is an error."""
    for revision in revisions:
        try:
            dataset.apply(revision.document)
        except dataset.LoadError as refused:
            for refusal in refused.problems:
                yield _line(at_row(revision.document, refusal), revision.record)


def _open_references(record: Record) -> Iterator[str]:
    """Drafts and records in review that a record names: they are published with it."""
    for _field, other in references(record):
        if other.status in (Status.DRAFT, Status.IN_REVIEW):
            yield other.public_id


def _documents(records: Iterable[Record]) -> list[Document]:
    """The documents of records that are open, a few queries a kind."""
    kinds: dict[type[Record], list[Record]] = {}
    for record in records:
        if not record.is_published:
            kinds.setdefault(type(record), []).append(record)
    return [one for same in kinds.values() for one in dataset.documents(same).values()]


def _owners(records: Iterable[Record]) -> dict[str, str]:
    """The record that each child belongs to."""
    return {
        child.public_id: record.public_id for record in records for child in record.children()
    } | {record.public_id: record.public_id for record in records}


def _line(problem: Problem, record: str) -> Line:
    row = problem.row or record
    table = problem.table or _TABLE_OF_PREFIX.get(row[:2], "")
    return Line(problem.level, problem.message, record, table, row, problem.field)


def _in_order(lines: Iterable[Line]) -> Iterator[Line]:
    faulty = {line.column for line in lines}
    for columns, message in IN_ORDER:
        if faulty.isdisjoint(columns):
            yield Line("ok", str(message))


def refused_by(lines: Iterable[Line], subjects: Iterable[Record | Revision]) -> list[Line]:
    """The errors that keep these subjects, or the article, from review."""
    ids = set(map(record_id, subjects))
    return [line for line in lines if line.level == "error" and line.record in (*ids, "")]
