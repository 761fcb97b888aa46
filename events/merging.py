"""Carrying what one record has over to another of its kind."""

from __future__ import annotations

from typing import Any

from django.db import models as db

from events.models import Alias, Child, Evidence, Party, Record

#: Rows of the merged record that have an equal among the survivor's are not carried over twice.
_SAME_PARTY = ("role", "actor_id", "country_id", "represents_id")


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
        twin = _twin(row, name, into)
        if twin is not None:
            _move_evidence(row, twin)
            continue
        setattr(row, name, into)
        if isinstance(row, Alias) and _spelled(row, name, into):
            row.delete()
            continue
        row.save()
        owner = row.record if isinstance(row, Child) else row
        if isinstance(owner, Record):
            touched.add(owner)
    return touched


def _twin(row: Any, name: str, into: Record) -> Any:
    """The survivor's own row that says the same as this child of the merged record."""
    if not isinstance(row, Party) or name != row.owner_path:
        return None
    same = {key: getattr(row, key) for key in _SAME_PARTY}
    return type(row)._default_manager.filter(**{name: into}, **same).first()


def _move_evidence(row: Any, twin: Any) -> None:
    claim = next(f for f in Evidence._meta.fields if f.related_model is type(row)).name
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
