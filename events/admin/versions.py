"""Two people at one record: what each made of it, and both together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core import signing

from events import dataset
from events.dataset.columns import TABLE
from events.dataset.documents import Change, Document

from .differences import lines

Texts = list[tuple[str, str]]


@dataclass(frozen=True)
class Version:
    """A value that somebody else changed: as it was when the form was opened, theirs, yours.

    is_disputed: both changed it; saving again takes yours. Else theirs stays.
    """

    row: str
    id: str
    column: str
    original: Texts
    theirs: Texts
    yours: Texts
    is_disputed: bool


def sealed(document: Document, owner: str) -> str:
    """A document as one text that a form can carry, readable for us alone by its seal."""
    return signing.dumps(document, salt=f"opened {owner}", compress=True)


def unsealed(text: str, owner: str) -> Document | None:
    """The document in a sealed text; None where it is none of ours, or another record's."""
    try:
        found: Document = signing.loads(text, salt=f"opened {owner}")
    except signing.BadSignature:
        return None
    return found


def versions(began: Document | None, theirs: Document, yours: Document) -> list[Version]:
    """The three versions of everything that somebody else changed, in words.

    Where it is not known what the form was opened on, of everything that the two differ in.
    """
    base = theirs if began is None else began
    changes = dataset.difference(*((theirs, yours) if began is None else (began, theirs)))
    if began is None:
        changes = [Change(c.table, c.id, c.column, None, c.old) for c in changes]
    mine = [Change(c.table, c.id, c.column, c.new, _value(yours, c)) for c in changes]
    worded = lines([*changes, *mine], base, theirs, yours)
    pairs = zip(changes, mine, worded, worded[len(changes) :], strict=False)
    return [
        Version(
            row=first.row,
            id=first.id,
            column=first.column,
            original=first.old,
            theirs=first.new,
            yours=second.new,
            is_disputed=began is None or own.new not in (change.old, change.new),
        )
        for change, own, first, second in pairs
    ]


def _value(document: Document, change: Change) -> Any:
    key = TABLE[change.table].columns[0].name
    row = next((r for r in document.get(change.table, []) if r[key] == change.id), None)
    return row.get(change.column) if row and change.column else row


def together(began: Document, theirs: Document, yours: Document) -> Document:
    """Both sides' changes in one document, yours where both changed one thing."""
    merged, _conflicts = dataset.rebase(began, theirs, yours)
    known = {
        row[TABLE[name].columns[0].name]
        for document in (began, theirs)
        for name, rows in document.items()
        for row in rows
    }
    return dataset.placeholders(merged, known)
