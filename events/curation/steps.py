"""Records from draft to public and back: submit, publish, return, retract."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from events import search
from events.checks import Problem, check, references
from events.choices import Outcome, RevisionState, Status
from events.models import (
    Actor,
    Child,
    Participation,
    Record,
    Revision,
    StatementParty,
    StepParty,
    Tenure,
    Tombstone,
)

from .base import (
    REVIEW,
    CurationError,
    authors_of,
    contribute,
    expect,
    in_review,
    keep_document,
    leave_tombstone,
    locked,
    permission,
    record_id,
    record_of,
    require,
    require_reason,
    set_status,
    withdraw_open,
)
from .journal import note
from .revisions import apply_revision, staged


@transaction.atomic
def changed(record: Record, user: Any) -> None:
    """Note that a user saved a draft; a record in review is a draft again.

    What a reviewer reads cannot change under his eyes.
    """
    contribute(record, user)
    if record.status == Status.IN_REVIEW:
        record.status_reason = ""
    set_status(record, Status.DRAFT)


@transaction.atomic
def submit(subject: Record | Revision, user: Any, comment: str = "") -> None:
    """Hand a draft record, or a draft or returned revision, to the reviewers."""
    subject = locked(subject)
    require(user, permission("change", subject))
    if isinstance(subject, Revision):
        expect(subject.state in (RevisionState.DRAFT, RevisionState.RETURNED))
        contribute(subject, user)
        subject.state = RevisionState.IN_REVIEW
        subject.comment = comment or subject.comment
        subject.save(update_fields=["state", "comment"])
    else:
        expect(subject.status == Status.DRAFT)
        contribute(subject, user)
        set_status(subject, Status.IN_REVIEW, status_reason=comment or subject.status_reason)
    note(subject, Outcome.SUBMITTED, user, comment=comment)


@transaction.atomic
def publish(subjects: Record | Revision | Iterable[Record | Revision], user: Any) -> None:
    """Publish what is in review: one subject or a bundle that may refer to each other."""
    require(user, REVIEW)
    bundle = [subjects] if isinstance(subjects, Record | Revision) else list(subjects)
    bundle = [locked(subject) for subject in bundle]
    for subject in bundle:
        expect(in_review(subject))
        if not authors_of(subject) and not subject.batch_id:
            raise CurationError(_("Nobody is named as its author; it has to be submitted again."))
        if user.pk in authors_of(subject):
            raise CurationError(_("The author of a change cannot publish it."))
    ids = set(map(record_id, bundle))
    records = [
        apply_revision(subject, user) if isinstance(subject, Revision) else subject
        for subject in bundle
    ]
    problems = [
        Problem(problem.field, f"{record.public_id}: {problem.message}")
        for record in records
        for problem in check(record, alongside=ids)
        if problem.is_error
    ]
    if problems:
        raise CurationError(problems)
    for subject, record in zip(bundle, records, strict=True):
        if isinstance(subject, Record):
            _publish_record(record, user)
        note(subject, Outcome.PUBLISHED, user)
    search.refresh(records)


def bundle_of(subjects: Iterable[Record | Revision]) -> list[Record | Revision]:
    """The subjects, and every record in review that they name, directly or by way of another."""
    bundle = list(subjects)
    for subject in bundle:  # grows while it is walked
        for record in _named_by(subject):
            if record.status == Status.IN_REVIEW and record not in bundle:
                bundle.append(record)
    return bundle


def _named_by(subject: Record | Revision) -> list[Record]:
    if isinstance(subject, Record):
        return [record for _field, record in references(subject)]
    with staged(subject.document):
        return [record for _field, record in references(record_of(subject.record))]


@transaction.atomic
def return_(
    subject: Record | Revision, user: Any, reason: str, field: str = "", row: str = ""
) -> None:
    """Send a subject in review back to its author with a reason.

    `field` says which column the reason is about, and `row` (a public id) of which child.
    """
    require(user, REVIEW)
    require_reason(reason)
    subject = locked(subject)
    expect(in_review(subject))
    if isinstance(subject, Revision):
        subject.state = RevisionState.RETURNED
        subject.reply = reason
        subject.decided_at = timezone.now()
        subject.save(update_fields=["state", "reply", "decided_at"])
    else:
        set_status(subject, Status.DRAFT, status_reason=reason)
    note(subject, Outcome.RETURNED, user, comment=reason, field=field, row=row)


@transaction.atomic
def retract(records: Record | Iterable[Record], user: Any, reason: str) -> None:
    """Take published records back; refused while other published records depend on them."""
    require(user, REVIEW)
    require_reason(reason)
    bundle = [records] if isinstance(records, Record) else list(records)
    bundle = [locked(record) for record in bundle]
    expect(all(record.is_published for record in bundle))
    named = {other for record in bundle for _field, other in references(record)}
    problems = [
        Problem("", _("%(id)s (%(label)s) depends on it.") % {"id": d.public_id, "label": d.label})
        for record in bundle
        for d in dependants(record)
        if d not in bundle
    ]
    if problems:
        raise CurationError(problems)
    for record in bundle:
        withdraw_open(record)
        set_status(record, Status.RETRACTED, status_reason=reason)
        note(record, Outcome.RETRACTED, user, comment=reason)
        leave_tombstone(record)
    orphans = [
        Problem(
            "evidence",
            _("%(id)s (%(label)s) would be left without evidence.")
            % {"id": other.public_id, "label": other.label},
        )
        for other in sorted(named - set(bundle), key=lambda r: r.public_id)
        if other.is_published and any(p.field == "evidence" for p in check(other))
    ]
    if orphans:
        raise CurationError(orphans)
    search.refresh(bundle)


def dependants(record: Record) -> list[Any]:
    """Published records, and periods of countries, that name the record or an office of it."""
    found: dict[str, Any] = {}
    rows = [row for model, name in _naming(record) for row in model.filter(**{name: record})]
    for row in rows:
        owner = row.record if isinstance(row, Child) else row
        if isinstance(owner, Record) and owner.is_published and owner != record:
            found[owner.public_id] = owner
        elif isinstance(row, Child) and not isinstance(owner, Record):
            found[row.public_id] = row
    return [found[key] for key in sorted(found)]


def _naming(record: Record) -> Iterator[tuple[Any, str]]:
    """Managers and look-ups of every way to name a record."""
    for relation in record._meta.related_objects:
        model = relation.related_model
        if relation.field.name != "merged_into" and issubclass(model, Record | Child):
            yield model._default_manager, relation.field.name
    if isinstance(record, Actor):
        for model in (Participation, StatementParty, StepParty, Tenure):
            yield model._default_manager, "post__organisation"


def _publish_record(record: Record, user: Any) -> None:
    record.reviewer = user
    if record.published_at is None:
        record.published_at = timezone.now()
    set_status(record, Status.PUBLISHED, status_reason="")
    Tombstone.objects.filter(id=record.public_id).delete()
    kept = Revision(record=record.public_id, author=record.author, batch=record.batch)
    keep_document(record, kept, user)
    names = Revision.contributors.through
    names._default_manager.bulk_create(
        names(revision=kept, user_id=key)
        for key in record.contributors.values_list("pk", flat=True)
    )
    record.contributors.clear()
