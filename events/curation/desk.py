"""Documents kept from the desk: as a draft where the record is not public, else as a revision."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError, RestrictedError
from django.utils.translation import gettext as _

from events import dataset
from events.choices import Status
from events.dataset.cells import PLACEHOLDER
from events.models import RECORDS, Record, Revision, writing

from .base import (
    REVIEW,
    CurationError,
    authors_of,
    by_public_id,
    expect,
    locked,
    permission,
    record_of,
    require,
)
from .revisions import is_outdated, propose, rebased, revise, staged, withdraw
from .steps import changed
from .vetting import Document, at_row, by_id, vetted


@dataclass(frozen=True)
class Kept:
    """What became of a document: the record, its open revision, what it says now, new ids."""

    record: Record
    revision: Revision | None
    document: Document
    allotted: dict[str, str] = field(default_factory=dict)

    @property
    def seen(self) -> str:
        """The stamp that the next save has to bring along."""
        return stamp(self.revision or self.record)


@dataclass(frozen=True)
class Conflict:
    """What two people made of one value or row: as it was, theirs, yours; None is removed."""

    table: str
    row: str
    column: str
    original: Any
    theirs: Any
    yours: Any


class Diverged(Exception):
    """Somebody else saved in between, and the two do not go together without a decision."""

    def __init__(
        self, conflicts: list[Conflict], *, merged: Document, theirs: Document, seen: str
    ) -> None:
        self.conflicts, self.merged, self.theirs, self.seen = conflicts, merged, theirs, seen
        super().__init__(_("Somebody else saved this record after you opened it."))


def _digest(document: Document) -> str:
    plain = json.dumps(document, sort_keys=True, ensure_ascii=True)
    return sha256(plain.encode()).hexdigest()[:16]


def stamp(subject: Record | Revision) -> str:
    """What tells one state of a record or an open revision from the next."""
    if isinstance(subject, Revision):
        return f"{subject.public_id} {subject.base_version} {_digest(subject.document)}"
    return f"{subject.version} {subject.changed_at.isoformat()}"


@transaction.atomic
def keep_draft(
    document: Any, user: Any, *, table: str, id: str, seen: str = "", base: Any = None
) -> Kept:
    """Keep a document: a new draft, a draft saved anew, or a revision of a published record.

    `seen` is the stamp and `base` the document that the curator began with. Where somebody
    saved since, both are merged; Diverged where that needs a decision, CurationError where the
    document is refused, and then nothing has changed.
    """
    if PLACEHOLDER.fullmatch(id):
        return _keep_new(document, user, table=table, id=id)
    record = locked(_record(table, id))
    require(user, permission("change", record))
    if record.status == Status.PUBLISHED:
        return _keep_revision(record, document, user, seen=seen, base=base)
    expect(record.status in (Status.DRAFT, Status.IN_REVIEW))
    stored = dataset.document(record)
    wanted = _wanted(document, stored, base, table=table, id=id, seen=seen, now=stamp(record))
    with writing():
        allotted = _applied(wanted)
    record = record_of(id)
    changed(record, user)
    return Kept(record, None, dataset.document(record), allotted)


@transaction.atomic
def remove(id: str, user: Any) -> None:
    """Delete a draft that never was public, or give up an open revision."""
    if id.startswith(Revision.prefix):
        revision = by_public_id(Revision, id)
        if revision is None:
            raise CurationError(_("It is not there any more."))
        withdraw(revision, user)
        return
    record = locked(record_of(id))
    require(user, permission("change", record))
    if user.pk not in authors_of(record):
        require(user, REVIEW)
    if record.published_at is not None or record.status != Status.DRAFT:
        raise CurationError(_("Only a draft that never was public can be removed."))
    try:
        with transaction.atomic():
            record.delete()
    except (ProtectedError, RestrictedError) as error:
        raise CurationError(_("Something else names it; change that first.")) from error


def _keep_new(document: Any, user: Any, *, table: str, id: str) -> Kept:
    model: Any = next((m for m in RECORDS if dataset.TABLE_OF[m].name == table), None)
    if model is None or not id.startswith(model.prefix):
        raise CurationError(_("There is no such kind of record."))
    require(user, f"events.add_{model._meta.model_name}")
    wanted = vetted(document, None, table=table, id=id)
    with writing():
        allotted = _applied(wanted)
    record = record_of(allotted[id])
    changed(record, user)
    return Kept(record, None, dataset.document(record), allotted)


def _keep_revision(record: Record, document: Any, user: Any, *, seen: str, base: Any) -> Kept:
    """Only what the curator says goes into a revision; the public rows stay as they are."""
    table, id = dataset.TABLE_OF[type(record)].name, record.public_id
    public = dataset.document(record)
    revision = open_revision(record, user, seen=seen)
    stored = public
    if revision is not None:
        revision = locked(revision)
        stored = revision.document
        if is_outdated(revision):
            # Where both changed one thing the revision keeps its own; the reviewer decides.
            stored, _conflicts = rebased(record, stored, revision.base_version)
            seen = ""
    now = stamp(revision or record)
    wanted = _wanted(document, stored, base, table=table, id=id, seen=seen, now=now)
    with staged():
        allotted = _applied(wanted)
        fresh = dataset.document(record_of(id))
    if revision is None:
        if fresh != public:
            revision = propose(record, fresh, user)
        return Kept(record, revision, fresh, allotted)
    revise(revision, fresh, user)
    Revision.objects.filter(pk=revision.pk).update(base_version=record.version)
    return Kept(record, Revision.objects.get(pk=revision.pk), fresh, allotted)


def open_revision(record: Record, user: Any, *, seen: str = "") -> Revision | None:
    """The open revision that a stamp names, else the user's own newest one."""
    named = by_public_id(Revision, seen.split(" ")[0])
    if named is not None and named.record == record.public_id and named.is_open:
        return named
    revisions: Any = Revision.objects.of(record).open()
    return revisions.filter(author=user).order_by("-pk").first()


def _wanted(
    document: Any, stored: Document, base: Any, *, table: str, id: str, seen: str, now: str
) -> Document:
    """A document as it is to be applied, with what others saved since it was begun."""
    if seen == now:
        return vetted(document, stored, table=table, id=id)
    began = _began(base, table=table, id=id)
    return _merged(began, stored, vetted(document, stored, table=table, id=id, base=began), now)


def _began(base: Any, *, table: str, id: str) -> Document:
    """The document that the curator began with; without one everything counts as changed."""
    if base is None:
        return {}
    # Its rows may be gone by now, so only its shape is looked at.
    return vetted(base, base if isinstance(base, dict) else None, table=table, id=id)


def _merged(base: Document, theirs: Document, yours: Document, seen: str) -> Document:
    """Both sides' changes in one document; Diverged where they touch the same thing."""
    merged, changes = dataset.rebase(base, theirs, yours)
    conflicts = [
        Conflict(c.table, c.id, c.column, _original(base, c), c.old, c.new) for c in changes
    ]
    told = {(conflict.table, conflict.row) for conflict in conflicts}
    for table in base:
        before, now, mine = (by_id(document, table) for document in (base, theirs, yours))
        conflicts += [
            Conflict(table, key, "", before[key], None, mine[key])
            for key in before
            if key in mine and key not in now and (table, key) not in told
        ]
    if conflicts:
        raise Diverged(conflicts, merged=merged, theirs=theirs, seen=seen)
    return merged


def _original(base: Document, change: dataset.Change) -> Any:
    row = by_id(base, change.table).get(change.id)
    return row.get(change.column) if row and change.column else row


def _applied(document: Document) -> dict[str, str]:
    """Make the rows equal to a document; its faults are named by row and column."""
    try:
        return dataset.apply(document)
    except dataset.LoadError as refused:
        raise CurationError(at_row(document, problem) for problem in refused.problems) from refused


def _record(table: str, id: str) -> Record:
    model: Any = next((m for m in RECORDS if dataset.TABLE_OF[m].name == table), None)
    record = by_public_id(model, id) if model else None
    if record is None:
        raise CurationError(_("There is no record %(id)s.") % {"id": id[:40]})
    return record
