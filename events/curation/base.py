"""What every step of curation shares: permissions, locks, statuses, history."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models as db
from django.utils import timezone
from django.utils.translation import gettext as _

from events import dataset
from events.checks import Problem
from events.choices import RevisionState, Status
from events.dataset.columns import primary_key
from events.models import RECORD_OF_PREFIX, Record, Revision, Tombstone, writing

REVIEW = "events.review"


class CurationError(Exception):
    """A step was refused; `problems` say why, each with the field it is about."""

    def __init__(self, problems: Iterable[Problem] | str) -> None:
        if isinstance(problems, str):
            problems = [Problem("", problems)]
        self.problems = list(problems)
        super().__init__(" ".join(problem.message for problem in self.problems))


def record_of(public_id: str) -> Record:
    """The record of a public id; CurationError where there is none."""
    model = RECORD_OF_PREFIX.get(public_id[:2])
    record = by_public_id(model, public_id) if model else None
    if record is None:
        raise CurationError(_("There is no record %(id)s.") % {"id": public_id})
    return record


def by_public_id(model: Any, public_id: str) -> Any:
    """The row of a model that a public id names; None where it is no id of it or nothing has it."""
    try:
        number = primary_key(model, public_id)
    except ValueError:
        return None
    return model._default_manager.filter(pk=number).first()


def record_id(subject: Record | Revision) -> str:
    """The public id of the record that a subject is, or is a revision of."""
    return str(subject.record if isinstance(subject, Revision) else subject.public_id)


def authors_of(subject: Record | Revision) -> set[int]:
    """The keys of everybody whose change in the subject is not published yet."""
    authors = set(subject.contributors.values_list("pk", flat=True))
    return authors | ({subject.author_id} if subject.author_id else set())


def contribute(subject: Record | Revision, user: Any) -> None:
    """Note that a user changed a draft, a record in review or an open revision."""
    if subject.author_id is None:
        rows: Any = type(subject)._default_manager
        rows.filter(pk=subject.pk).update(author=user)
        subject.author = user
    subject.contributors.add(user)


def set_status(record: Record, status: Status, **fields: Any) -> None:
    for name, value in fields.items():
        setattr(record, name, value)
    record.status = status
    record.changed_at = timezone.now()
    with writing():
        record.save()


def next_version(record: Record, *, user: Any, revision: Revision | None = None) -> None:
    base = record.version
    with writing():
        record.version = base + 1
        record.changed_at = timezone.now()
        record.save()
    kept = revision or Revision(record=record.public_id)
    kept.base_version = base
    keep_document(record, kept, user)


def keep_document(record: Record, kept: Revision, user: Any) -> None:
    """Write the published document of a record into its history."""
    kept.document = dataset.document(record)
    kept.version = record.version
    kept.state = RevisionState.PUBLISHED
    kept.reviewer = user
    kept.decided_at = timezone.now()
    kept.save()


def leave_tombstone(record: Record) -> None:
    """Tell the world what became of a record that was public, from its new status."""
    target = record.merged_into.public_id if record.merged_into else ""
    Tombstone.objects.update_or_create(
        id=record.public_id,
        defaults={"status": record.status, "target": target, "reason": record.status_reason},
    )


def withdraw_open(record: Record) -> None:
    """Give up what is proposed for a record that is no longer public."""
    Revision.objects.of(record).open().update(
        state=RevisionState.WITHDRAWN, decided_at=timezone.now()
    )


def locked(subject: Any) -> Any:
    """The subject as the database has it, locked until the transaction ends.

    A revision is locked after its record, whoever asks: two who decide do not wait for each other.
    """
    if isinstance(subject, Revision):
        locked(record_of(subject.record))
    found = type(subject).objects.select_for_update().filter(pk=subject.pk).first()
    if found is None:
        raise CurationError(_("It is not there any more."))
    return found


def in_review(subject: Record | Revision) -> bool:
    if isinstance(subject, Revision):
        return subject.state == RevisionState.IN_REVIEW
    return subject.status == Status.IN_REVIEW


def permission(action: str, subject: Record | Revision | db.Model) -> str:
    if isinstance(subject, Revision):
        subject = record_of(subject.record)
    return f"events.{action}_{subject._meta.model_name}"


def require(user: Any, permission: str) -> None:
    if not user.has_perm(permission):
        raise CurationError(_("You may not do this."))


def require_reason(reason: str) -> None:
    if not reason.strip():
        raise CurationError([Problem("reason", _("Give a reason."))])


def refuse(problems: Iterable[Problem]) -> None:
    """Refuse a step for every error among problems."""
    if errors := [problem for problem in problems if problem.is_error]:
        raise CurationError(errors)


def expect(fits: bool) -> None:  # noqa: FBT001 - a bare condition, like assert
    if not fits:
        raise CurationError(_("Its status does not allow this step."))
