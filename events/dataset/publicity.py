"""What a load makes public or takes back: checked as publishing is, with tombstones to match."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import models as db

from events.checks import check
from events.choices import Status
from events.models import Child, Evidence, Post, Record, Tombstone

from .columns import TABLE_OF, primary_key
from .stored import chunks
from .world import RECORD_TABLES, RowChange, World

_GONE = (Status.RETRACTED, Status.MERGED)


def public_records(changes: list[RowChange]) -> list[Record]:
    """The published records that a load added or changed; all, when it took one back."""
    keys: dict[str, set[str]] = {table.name: set() for table in RECORD_TABLES}
    is_taken_back = False
    for change in changes:
        if change.table in keys and change.action in ("added", "changed"):
            keys[change.table].add(change.id)
            old, new = change.columns.get("status", (None, None))
            is_taken_back |= old == Status.PUBLISHED and new != old
    found: list[Record] = []
    for table in RECORD_TABLES:
        rows = table.model.objects.published().order_by("pk")
        if is_taken_back:
            wanted = list(rows)
        else:
            parts = chunks(primary_key(table.model, key) for key in keys[table.name])
            wanted = [record for part in parts for record in rows.filter(pk__in=part)]
        db.prefetch_related_objects(wanted, *_named_by(table.model))
        found += wanted
    return found


def _named_by(model: type[db.Model]) -> Iterator[str]:
    """Paths to everything a check follows from a record: children, and the records they name."""
    for field in model._meta.get_fields():
        target = field.related_model
        if field.name == "merged_into" or not isinstance(target, type):
            continue
        if field.auto_created:
            if _is_owned(target, field):
                name = field.get_accessor_name()
                yield from (name, *(f"{name}__{path}" for path in _named_by(target)))
        elif issubclass(target, Record):
            yield field.name
        elif target is Post:
            yield f"{field.name}__organisation"


def _is_owned(model: type[db.Model], relation: Any) -> bool:
    """Whether the rows at the other end are children of this one, evidence apart."""
    if not issubclass(model, Child) or model is Evidence:
        return False
    return model.owner_path.split("__")[0] == relation.field.name


def verify(world: World, record: Record) -> None:
    """Note what forbids a record to be public."""
    name = TABLE_OF[type(record)].name
    for problem in check(record):
        if problem.is_error:
            world.fault(name, record.public_id, problem.field, problem.message)


def bury(world: World, changes: list[RowChange]) -> None:
    """Keep tombstones of what was taken back, and none of what is public."""
    stones = []
    back = []
    names = {table.name for table in RECORD_TABLES}
    for change in changes:
        if change.table not in names or "status" not in change.columns:
            continue
        values = world.wanted[change.table][change.id]
        if values["status"] == Status.PUBLISHED:
            back.append(change.id)
        elif values["status"] in _GONE and values["published_at"]:
            stones.append(
                Tombstone(
                    id=change.id,
                    status=values["status"],
                    target=values["merged_into"] or "",
                    reason=values["status_reason"],
                )
            )
    for part in chunks(back):
        Tombstone.objects.filter(id__in=part).delete()
    Tombstone.objects.bulk_create(stones, ignore_conflicts=True)
