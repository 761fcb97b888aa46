"""Merging one record into another: a redirect, and everything it had carried over."""

from __future__ import annotations

from typing import Any

from django.db import models as db
from django.db import transaction
from django.utils.translation import gettext as _

from events import search
from events.checks import Problem, check
from events.choices import Status
from events.models import (
    Alias,
    Child,
    Participation,
    Party,
    Record,
    StatementParty,
    StepParty,
    Tenure,
    writing,
)
from events.models.evidence import CLAIM_OF_MODEL

from .base import (
    REVIEW,
    CurationError,
    authors_of,
    expect,
    leave_tombstone,
    locked,
    next_version,
    refuse,
    require,
    set_status,
    withdraw_open,
)

PARTIES = (Participation, StatementParty, StepParty)

#: Children of one owner that agree in these say the same, unless their posts differ.
_SAME: dict[type[db.Model], tuple[str, ...]] = {
    **dict.fromkeys(PARTIES, ("role", "actor_id", "country_id", "represents_id")),
    Tenure: ("post_id", "since", "until", "acting"),
}
_FILLED: dict[type[db.Model], tuple[str, ...]] = {
    **dict.fromkeys(PARTIES, ("post_id", "office")),
    Tenure: ("note",),
}
_MERGEABLE = (Status.DRAFT, Status.IN_REVIEW, Status.PUBLISHED)


@transaction.atomic
def merge(record: Record, into: Record, user: Any, reason: str = "") -> None:
    """Make `record` a redirect to `into`: evidence and children move, references follow."""
    require(user, REVIEW)
    record, into = locked(record), locked(into)
    if type(record) is not type(into) or record.pk == into.pk:
        raise CurationError(_("Merge a record into another one of its kind."))
    if into.status != Status.PUBLISHED:
        raise CurationError([Problem("target", _("Only a published record can be the survivor."))])
    expect(record.status in _MERGEABLE)
    if user.pk in authors_of(record):
        raise CurationError(_("The author of a change cannot publish it."))
    if _name_each_other(record, into):
        raise CurationError(_("One of the two belongs to the other; settle that first."))
    was_public = record.published_at is not None
    if not was_public:
        refuse(check(record))
    with writing():
        touched = carry_over(record, into)
    withdraw_open(record)
    record.merged_into = into
    set_status(record, Status.MERGED, status_reason=reason)
    if was_public:
        leave_tombstone(record)
    public = [into, *(r for r in touched if r.is_published and r != into)]
    refuse(problem for changed in public for problem in check(changed))
    for changed in public:
        next_version(changed, user=user)
    search.refresh([record, *public])


def _name_each_other(record: Record, other: Record) -> bool:
    """Whether one of two records of a kind is the parent of the other."""
    return record.pk == getattr(other, "parent_id", None) or other.pk == getattr(
        record, "parent_id", None
    )


def carry_over(record: Record, into: Record) -> set[Record]:
    """Move evidence, children, aliases and references; return every other record changed.

    Call inside `writing()` and a transaction.
    """
    touched: set[Record] = set()
    for relation in record._meta.related_objects:
        field = relation.field
        if field.name == "merged_into":
            continue
        if relation.many_to_many:
            touched |= _move_many(relation, record, into)
        else:
            touched |= _move_rows(relation.related_model, field.name, record, into)
    _keep_names(record, into)
    touched.discard(record)
    touched.discard(into)
    return touched


def _move_rows(model: type[db.Model], name: str, record: Record, into: Record) -> set[Record]:
    touched: set[Record] = set()
    for row in list(model._default_manager.filter(**{name: record})):
        setattr(row, name, into)
        if isinstance(row, Alias) and _spelled(row, name, into):
            row.delete()
            continue
        row.save()
        owner = row.record if isinstance(row, Child) else row
        if isinstance(owner, Record):
            touched.add(owner)
        if model in _SAME:
            _collapse(row)
    return touched


def _collapse(row: Any) -> None:
    """Make one of a moved child and an equal one of the same owner; nothing it said is lost."""
    owner = row.owner_path.split("__")[0]
    same = {name: getattr(row, name) for name in (f"{owner}_id", *_SAME[type(row)])}
    others = type(row)._default_manager.filter(**same).exclude(pk=row.pk).order_by("pk")
    for twin in others:
        if isinstance(row, Party) and row.post_id and twin.post_id not in (None, row.post_id):
            continue
        kept, gone = sorted((row, twin), key=lambda child: child.pk)
        for name in _FILLED[type(row)]:
            setattr(kept, name, getattr(kept, name) or getattr(gone, name))
        kept.save()
        _move_evidence(gone, kept)
        gone.delete()
        return


def _move_evidence(row: Any, twin: Any) -> None:
    claim = CLAIM_OF_MODEL[type(row)]
    for evidence in row.evidence.all():
        setattr(evidence, claim, twin)
        evidence.save()


def _move_many(relation: Any, record: Record, into: Record) -> set[Record]:
    touched = set()
    for owner in relation.related_model._default_manager.filter(**{relation.field.name: record}):
        manager = getattr(owner, relation.field.name)
        manager.remove(record)
        manager.add(into)
        touched.add(owner)
    return touched


def _spelled(alias: Alias, name: str, into: Record) -> bool:
    return Alias.objects.filter(**{name: into}, spelling=alias.spelling).exists()


def _keep_names(record: Record, into: Record) -> None:
    """The merged record's own names stay findable as aliases of the survivor."""
    target = record._meta.model_name
    if not hasattr(record, "aliases"):
        return
    for suffix, script in (("en", "Latn"), ("ru", "Cyrl"), ("zh", "Hans")):
        spelling = getattr(record, f"name_{suffix}")
        if spelling and spelling != getattr(into, f"name_{suffix}"):
            Alias.objects.get_or_create(
                **{str(target): into, "spelling": spelling},
                defaults={"script": script, "language": suffix},
            )
