"""What rows say about each other: references, publicity, ownership, uniqueness."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import models as db

from events.choices import Status
from events.models import RECORD_OF_PREFIX, Record

from . import rules
from .columns import TABLE, TABLE_OF, TABLES, Table, primary_key
from .objects import Objects
from .world import RECORD_TABLES, World, named, references

_RECORD_NAMES = {table.name for table in RECORD_TABLES}


def scrutinise(world: World, objects: Objects) -> None:
    """Note every problem between rows."""
    _read_named(world)
    _unknown_references(world)
    _protected(world)
    _moved(world)
    _changed_captures(world)
    _not_unique(world, objects)


def _read_named(world: World) -> None:
    """Read the stored rows that the package names, a few queries for all of them."""
    for table in TABLES:
        for column in references(table):
            keys = {
                key for values in world.wanted[table.name].values() for key in named(values, column)
            }
            world.stored(TABLE_OF[column.target].name).read_keys(keys)


def _unknown_references(world: World) -> None:
    for table, key, values in _wanted(world):
        for column in references(table):
            target = TABLE_OF[column.target].name
            for name in named(values, column):
                if world.row(target, name) is None:
                    where = "it is taken out" if name in world.removed[target] else "it is unknown"
                    world.fault(table.name, key, column.name, f"“{name}” is not there: {where}")
                    world.places[table.name, key].broken.add(column.name)


def _wanted(world: World) -> Iterator[tuple[Table, str, dict[str, Any]]]:
    for table in TABLES:
        for key, values in world.wanted[table.name].items():
            yield table, key, values


def drafts_named(world: World) -> None:
    """Note each row of something public that names a record which is not."""
    for table, key, values in _wanted(world):
        columns = [c for c in references(table) if issubclass(c.target, Record)]
        columns = [c for c in columns if c.name not in (*table.owner, "merged_into")]
        if not columns or not _is_public(world, table, key, values):
            continue
        for column in columns:
            for name in named(values, column):
                other = world.row(TABLE_OF[column.target].name, name)
                if other and other["status"] != Status.PUBLISHED:
                    reason = f"“{name}” is not published ({other['status']}), and this row is"
                    world.fault(table.name, key, column.name, reason)


def _is_public(world: World, table: Table, key: str, values: dict[str, Any]) -> bool:
    """Whether a row is part of a published record, or a country's standing."""
    name, root_key = world.root(table.name, key, values)
    if name not in _RECORD_NAMES:
        return table.name == "periods"
    root = world.row(name, root_key)
    return root is not None and root["status"] == Status.PUBLISHED


def _protected(world: World) -> None:
    """A row that goes may not be named by one that stays."""
    for table in TABLES:
        gone = world.removed[table.name]
        if not gone:
            continue
        for relation in table.model._meta.related_objects:
            naming = TABLE_OF.get(relation.related_model)
            if naming is None or relation.many_to_many:
                continue
            column = naming[relation.field.name]
            stored = world.stored(naming.name).read_owned(column, gone)
            for key, values in stored.rows.items():
                stays = (
                    key not in world.wanted[naming.name] and key not in world.removed[naming.name]
                )
                if stays and values[column.name] in gone:
                    world.fault(
                        table.name,
                        values[column.name],
                        table.columns[0].name,
                        f"it is not in the package, but {key} names it",
                    )


def _moved(world: World) -> None:
    """A row may leave its owner only when the package holds that owner."""
    for table, key, values in _wanted(world):
        old = world.stored(table.name).rows.get(key) if table.owner else None
        if old is None:
            continue
        before, after = world.owner(table.name, old), world.owner(table.name, values)
        if before != after and before and before not in world.places:
            reason = f"{key} belongs to {before[1]}, which is not in the package"
            column = next((name for name in table.owner if values[name]), "")
            world.fault(table.name, key, column, reason)


def _changed_captures(world: World) -> None:
    for key, values in world.wanted["captures"].items():
        old = world.stored("captures").rows.get(key)
        if old and old["sha256"] and old["sha256"] != values["sha256"]:
            world.fault("captures", key, "sha256", "a capture never changes; add a new one")


def _not_unique(world: World, objects: Objects) -> None:
    for name in {name for name, _ in objects.built}:
        table = TABLE[name]
        rows = {
            key: instance
            for key, instance in world.stored(name).instances.items()
            if key not in world.removed[name]
        }
        built = {key: instance for (n, key), instance in objects.built.items() if n == name}
        for columns, condition in rules.unique_keys(table.model):
            _not_unique_in(world, table, {**rows, **built}, columns, condition)


def _not_unique_in(
    world: World,
    table: Table,
    rows: dict[str, db.Model],
    columns: tuple[str, ...],
    condition: Any,
) -> None:
    seen: dict[tuple[Any, ...], str] = {}
    fields = [table.model._meta.get_field(name) for name in columns]
    for key, instance in rows.items():
        values = tuple(getattr(instance, field.attname) for field in fields)
        if None in values or (condition and not rules.holds(condition, instance)):
            continue
        first = seen.setdefault(values, key)
        if first != key:
            reason = f"{first} has the same {' and '.join(columns)}"
            world.fault(table.name, key, columns[-1], reason)


def record_exists(world: World, key: str) -> bool:
    """Whether a public id is that of a record, here or in the package."""
    model = RECORD_OF_PREFIX.get(key[:2])
    if model is None:
        return False
    try:
        primary_key(model, key)
    except ValueError:
        return False
    return world.row(TABLE_OF[model].name, key) is not None
