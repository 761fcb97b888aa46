"""Every change of editorial status: submit, publish, return, retract, merge, propose.

Each function is one transaction. A record is a draft, in review, published, retracted or
merged; a change to a published record is a revision that is proposed, submitted and published
in the same way. The reviewer is never among the authors, superusers included.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import models as db
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from events import dataset, search
from events.checks import Problem, check, references
from events.choices import RevisionState, Status
from events.merging import carry_over
from events.models import (
    RECORD_OF_PREFIX,
    Child,
    Record,
    Revision,
    Tombstone,
    writing,
)

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
    record = model.objects.filter(pk=int(public_id[2:])).first() if model else None
    if record is None:
        raise CurationError(_("There is no record %(id)s.") % {"id": public_id})
    return record


def authors_of(subject: Record | Revision) -> set[int]:
    """The keys of everybody whose change in the subject is not published yet."""
    authors = set(subject.contributors.values_list("pk", flat=True))
    return authors | ({subject.author_id} if subject.author_id else set())


def contribute(subject: Record | Revision, user: Any) -> None:
    """Note that a user changed a draft, a record in review or an open revision."""
    if subject.author_id is None:
        type(subject).objects.filter(pk=subject.pk).update(author=user)
        subject.author = user
    subject.contributors.add(user)


@transaction.atomic
def submit(subject: Record | Revision, user: Any, comment: str = "") -> None:
    """Hand a draft record, or a draft or returned revision, to the reviewers."""
    subject = _locked(subject)
    _require(user, _permission("change", subject))
    if isinstance(subject, Revision):
        _expect(subject.state in (RevisionState.DRAFT, RevisionState.RETURNED))
        contribute(subject, user)
        subject.state = RevisionState.IN_REVIEW
        subject.comment = comment or subject.comment
        subject.save(update_fields=["state", "comment"])
        return
    _expect(subject.status == Status.DRAFT)
    contribute(subject, user)
    _set_status(subject, Status.IN_REVIEW, status_reason=comment or subject.status_reason)


@transaction.atomic
def publish(subjects: Record | Revision | Iterable[Record | Revision], user: Any) -> None:
    """Publish what is in review: one subject or a bundle that may refer to each other."""
    _require(user, REVIEW)
    bundle = [subjects] if isinstance(subjects, Record | Revision) else list(subjects)
    bundle = [_locked(subject) for subject in bundle]
    for subject in bundle:
        _expect(_in_review(subject))
        if user.pk in authors_of(subject):
            raise CurationError(_("The author of a change cannot publish it."))
    ids = {
        subject.record if isinstance(subject, Revision) else subject.public_id for subject in bundle
    }
    records = [
        _apply_revision(subject, user) if isinstance(subject, Revision) else subject
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
    search.refresh(records)


@transaction.atomic
def return_(subject: Record | Revision, user: Any, reason: str) -> None:
    """Send a subject in review back to its author with a reason."""
    _require(user, REVIEW)
    _require_reason(reason)
    subject = _locked(subject)
    _expect(_in_review(subject))
    if isinstance(subject, Revision):
        subject.state = RevisionState.RETURNED
        subject.reply = reason
        subject.decided_at = timezone.now()
        subject.save(update_fields=["state", "reply", "decided_at"])
    else:
        _set_status(subject, Status.DRAFT, status_reason=reason)


@transaction.atomic
def withdraw(revision: Revision, user: Any) -> None:
    """Give up an open revision."""
    revision = _locked(revision)
    if user.pk not in authors_of(revision):
        _require(user, REVIEW)
    _expect(revision.state not in (RevisionState.PUBLISHED, RevisionState.WITHDRAWN))
    revision.state = RevisionState.WITHDRAWN
    revision.decided_at = timezone.now()
    revision.save(update_fields=["state", "decided_at"])


@transaction.atomic
def propose(
    record: Record,
    document: dict[str, list[dict[str, Any]]],
    user: Any,
    comment: str = "",
    base_version: int | None = None,
) -> Revision:
    """Keep a changed document of a published record as a draft revision."""
    _require(user, _permission("change", record))
    _expect(record.status == Status.PUBLISHED)
    dataset.reserve(document)
    revision = Revision.objects.create(
        record=record.public_id,
        document=document,
        author=user,
        comment=comment,
        base_version=record.version if base_version is None else base_version,
    )
    revision.contributors.add(user)
    return revision


@transaction.atomic
def revise(revision: Revision, document: dict[str, list[dict[str, Any]]], user: Any) -> None:
    """Keep a newer document in an open revision; whoever changes it is among its authors."""
    revision = _locked(revision)
    _require(user, _permission("change", revision))
    _expect(revision.state not in (RevisionState.PUBLISHED, RevisionState.WITHDRAWN))
    dataset.reserve(document)
    revision.document = document
    revision.state = RevisionState.DRAFT
    revision.save(update_fields=["document", "state"])
    contribute(revision, user)


@contextmanager
def staged(document: dict[str, list[dict[str, Any]]] | None = None) -> Iterator[None]:
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


@transaction.atomic
def retract(records: Record | Iterable[Record], user: Any, reason: str) -> None:
    """Take published records back; refused while other published records depend on them."""
    _require(user, REVIEW)
    _require_reason(reason)
    bundle = [records] if isinstance(records, Record) else list(records)
    bundle = [_locked(record) for record in bundle]
    _expect(all(record.is_published for record in bundle))
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
        _set_status(record, Status.RETRACTED, status_reason=reason)
        Tombstone.objects.update_or_create(
            id=record.public_id,
            defaults={"status": Status.RETRACTED, "target": "", "reason": reason},
        )
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


@transaction.atomic
def merge(record: Record, into: Record, user: Any, reason: str = "") -> None:
    """Make `record` a redirect to `into`: evidence and children move, references follow."""
    _require(user, REVIEW)
    record, into = _locked(record), _locked(into)
    if type(record) is not type(into) or record.pk == into.pk:
        raise CurationError(_("Merge a record into another one of its kind."))
    _expect(into.status == Status.PUBLISHED and record.status != Status.MERGED)
    if user.pk in authors_of(record):
        raise CurationError(_("The author of a change cannot publish it."))
    was_public = record.published_at is not None
    with writing():
        touched = carry_over(record, into)
    record.merged_into = into
    _set_status(record, Status.MERGED, status_reason=reason)
    if was_public:
        Tombstone.objects.update_or_create(
            id=record.public_id,
            defaults={"status": Status.MERGED, "target": into.public_id, "reason": reason},
        )
    public = [into, *(r for r in touched if r.is_published and r != into)]
    for changed in public:
        _next_version(changed, user=user)
    search.refresh([record, *public])


def dependants(record: Record) -> list[Record]:
    """Published records, and periods of countries, that name the record."""
    found: dict[str, Any] = {}
    for relation in record._meta.related_objects:
        model = relation.related_model
        if relation.field.name == "merged_into" or not issubclass(model, Record | Child):
            continue
        for row in model.objects.filter(**{relation.field.name: record}):
            owner = row.record if isinstance(row, Child) else row
            if isinstance(owner, Record) and owner.is_published and owner != record:
                found[owner.public_id] = owner
            elif isinstance(row, Child) and not isinstance(owner, Record):
                found[row.public_id] = row
    return [found[key] for key in sorted(found)]


# Inner steps ---------------------------------------------------------------------------------


def _apply(document: dict[str, list[dict[str, Any]]]) -> None:
    """Make the rows equal to a document, whose faults are problems like any other."""
    try:
        dataset.apply(document)
    except dataset.LoadError as refused:
        raise CurationError(
            Problem(p.column, f"{p.file} {p.row}: {p.reason}") for p in refused.problems
        ) from refused


def _apply_revision(revision: Revision, user: Any) -> Record:
    record = _locked(record_of(revision.record))
    _expect(record.status == Status.PUBLISHED)
    if revision.base_version != record.version:
        raise CurationError(
            _("%(id)s has moved on to version %(now)d; the revision was made from %(base)d.")
            % {"id": record.public_id, "now": record.version, "base": revision.base_version}
        )
    with writing():
        _apply(revision.document)
        record = record_of(revision.record)
        record.author, record.reviewer, record.batch = revision.author, user, revision.batch
    _next_version(record, user=user, revision=revision)
    return record


def _publish_record(record: Record, user: Any) -> None:
    record.reviewer = user
    if record.published_at is None:
        record.published_at = timezone.now()
    _set_status(record, Status.PUBLISHED, status_reason="")
    Tombstone.objects.filter(id=record.public_id).delete()
    kept = Revision(record=record.public_id, author=record.author, batch=record.batch)
    _keep_document(record, kept, user)
    kept.contributors.set(record.contributors.all())
    record.contributors.clear()


def _next_version(record: Record, *, user: Any, revision: Revision | None = None) -> None:
    base = record.version
    with writing():
        record.version = base + 1
        record.changed_at = timezone.now()
        record.save()
    kept = revision or Revision(record=record.public_id)
    kept.base_version = base
    _keep_document(record, kept, user)


def _keep_document(record: Record, kept: Revision, user: Any) -> None:
    """Write the published document of a record into its history."""
    kept.document = dataset.document(record)
    kept.version = record.version
    kept.state = RevisionState.PUBLISHED
    kept.reviewer = user
    kept.decided_at = timezone.now()
    kept.save()


def _set_status(record: Record, status: Status, **fields: Any) -> None:
    for name, value in fields.items():
        setattr(record, name, value)
    record.status = status
    record.changed_at = timezone.now()
    with writing():
        record.save()


def _locked(subject: Any) -> Any:
    """The subject as the database has it, locked until the transaction ends."""
    found = type(subject).objects.select_for_update().filter(pk=subject.pk).first()
    if found is None:
        raise CurationError(_("It is not there any more."))
    return found


def _in_review(subject: Record | Revision) -> bool:
    if isinstance(subject, Revision):
        return subject.state == RevisionState.IN_REVIEW
    return subject.status == Status.IN_REVIEW


def _permission(action: str, subject: Record | Revision | db.Model) -> str:
    if isinstance(subject, Revision):
        subject = record_of(subject.record)
    return f"events.{action}_{subject._meta.model_name}"


def _require(user: Any, permission: str) -> None:
    if not user.has_perm(permission):
        raise CurationError(_("You may not do this."))


def _require_reason(reason: str) -> None:
    if not reason.strip():
        raise CurationError([Problem("reason", _("Give a reason."))])


def _expect(fits: bool) -> None:  # noqa: FBT001 - a bare condition, like assert
    if not fits:
        raise CurationError(_("Its status does not allow this step."))
