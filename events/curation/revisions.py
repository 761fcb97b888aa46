"""Revisions: changes proposed to published records, and their way onto the record."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from events import dataset
from events.checks import Problem
from events.choices import Outcome, RevisionState, Status
from events.models import Record, Revision, writing

from .base import (
    REVIEW,
    CurationError,
    authors_of,
    contribute,
    expect,
    keep_document,
    locked,
    next_version,
    permission,
    record_of,
    require,
)
from .journal import note

Document = dict[str, list[dict[str, Any]]]


@transaction.atomic
def propose(record: Record, document: Document, user: Any, comment: str = "") -> Revision:
    """Keep a changed document of a published record as a draft revision."""
    require(user, permission("change", record))
    expect(record.status == Status.PUBLISHED)
    dataset.reserve(document)
    if not Revision.objects.of(record).filter(version=record.version).exists():
        kept = Revision(record=record.public_id, author=record.author, batch=record.batch)
        keep_document(record, kept, record.reviewer)
    revision = Revision.objects.create(
        record=record.public_id,
        document=document,
        author=user,
        comment=comment,
        base_version=record.version,
    )
    revision.contributors.add(user)
    return revision


@transaction.atomic
def revise(revision: Revision, document: Document, user: Any) -> None:
    """Keep a newer document in an open revision; whoever changes it is among its authors."""
    revision = locked(revision)
    require(user, permission("change", revision))
    expect(revision.is_open)
    dataset.reserve(document)
    revision.document = document
    revision.state = RevisionState.DRAFT
    revision.save(update_fields=["document", "state"])
    contribute(revision, user)


def is_outdated(revision: Revision) -> bool:
    """Whether the record has moved on since the revision was made."""
    return record_of(revision.record).version > revision.base_version


@transaction.atomic
def rebase(revision: Revision, user: Any) -> list[Any]:
    """Carry an open revision over to the present version; return what both changed.

    Where both changed one thing, the revision keeps its own value and the reviewer decides.
    """
    revision = locked(revision)
    require(user, permission("change", revision))
    expect(revision.is_open)
    record = record_of(revision.record)
    revision.document, conflicts = rebased(record, revision.document, revision.base_version)
    revision.base_version = record.version
    revision.state = RevisionState.DRAFT
    revision.save(update_fields=["document", "base_version", "state"])
    contribute(revision, user)
    return conflicts


def rebased(record: Record, document: Document, version: int) -> tuple[Document, list[Any]]:
    """A document made from an older version, on top of the present one, and the conflicts."""
    if version == record.version:
        return document, []
    base = Revision.objects.of(record).filter(version=version).first()
    if base is None:
        raise CurationError(
            _("Version %(version)d of %(id)s is not on record.")
            % {"version": version, "id": record.public_id}
        )
    return dataset.rebase(base.document, dataset.document(record), document)


@transaction.atomic
def withdraw(revision: Revision, user: Any) -> None:
    """Give up an open revision."""
    revision = locked(revision)
    if user.pk not in authors_of(revision):
        require(user, REVIEW)
    expect(revision.is_open)
    revision.state = RevisionState.WITHDRAWN
    revision.decided_at = timezone.now()
    revision.save(update_fields=["state", "decided_at"])
    note(revision, Outcome.WITHDRAWN, user)


@contextmanager
def staged(document: Document | None = None) -> Iterator[None]:
    """Inside, the database is as if the document were published; all is undone at the end."""
    with transaction.atomic():
        point = transaction.savepoint()
        try:
            with writing():
                if document is not None:
                    _apply(document)
                yield
        finally:
            transaction.savepoint_rollback(point)


def _apply(document: Document) -> None:
    """Make the rows equal to a document, whose faults are problems like any other."""
    try:
        dataset.apply(document)
    except dataset.LoadError as refused:
        raise CurationError(
            Problem(p.column, f"{p.file} {p.row}: {p.reason}") for p in refused.problems
        ) from refused


def apply_revision(revision: Revision, user: Any) -> Record:
    record = locked(record_of(revision.record))
    expect(record.status == Status.PUBLISHED)
    if revision.base_version != record.version:
        raise CurationError(
            _(
                "%(id)s has moved on to version %(now)d; the revision was made from %(base)d."
                " Bring it up to date first."
            )
            % {"id": record.public_id, "now": record.version, "base": revision.base_version}
        )
    with writing():
        _apply(revision.document)
        record = record_of(revision.record)
        record.author, record.reviewer, record.batch = revision.author, user, revision.batch
    next_version(record, user=user, revision=revision)
    return record
