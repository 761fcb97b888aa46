"""Rows turned into objects, validated and written, many at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from django.db import models as db

from events.models import ImportBatch, Record
from events.models.dates import EdtfField
from events.models.names import FoldedField

from . import cells, rules
from .columns import TABLE, TABLE_OF, TABLES, Column, Kind, Table, primary_key
from .stored import CURATORS, CURATORS_AUDIT, CURATORS_TITLE, batch_of, chunks
from .world import RowChange, World

_MANY = (Kind.REFERENCES, Kind.USERS)
#: Wraps a list that takes long to go through; `tqdm(items, desc=what)` does.
Progress = Callable[[Iterable[Any], str], Iterable[Any]]


def silent(items: Iterable[Any], what: str) -> Iterable[Any]:
    """Progress that nobody watches."""
    return items


class Objects:
    """The objects of every row that is added or changed, by table and key."""

    def __init__(self, world: World, changes: Iterable[RowChange]) -> None:
        self.world = world
        self.changes = [c for c in changes if c.action in ("added", "changed")]
        self.built: dict[tuple[str, str], db.Model] = {}
        for change in self.changes:
            if not self._is_broken(change.table, change.id):
                self.built[change.table, change.id] = self._build(change)
        for (name, key), instance in self.built.items():
            self._connect(TABLE[name], world.wanted[name][key], instance)

    def _is_broken(self, name: str, key: str) -> bool:
        row = self.world.places.get((name, key))
        return row is not None and bool(row.broken)

    def _build(self, change: RowChange) -> db.Model:
        """An object of its own, with the stored values of what does not change."""
        table = TABLE[change.table]
        stored = self.world.stored(change.table).instances.get(change.id)
        kept = (
            {f.attname: getattr(stored, f.attname) for f in stored._meta.concrete_fields}
            if stored
            else {}
        )
        instance = table.model(**kept)
        values = self.world.wanted[change.table][change.id]
        names = change.columns if stored else values
        for column in table.columns:
            if column.name in names and column.kind not in _MANY:
                value = self._attribute(column, values[column.name])
                if value is not None or column.field.null:
                    setattr(instance, column.attname, value)
        if isinstance(instance, Record):
            instance.batch_id = batch_of(values)
        return instance

    def _attribute(self, column: Column, value: Any) -> Any:
        if column.kind is Kind.USER:
            return self.world.accounts.key(value) if value else None
        return cells.give(column, value)

    def _connect(self, table: Table, values: dict[str, Any], instance: db.Model) -> None:
        """Hand over the objects it names, so that `clean()` asks no query for each."""
        for column in table.columns:
            key = values[column.name]
            if column.kind is Kind.REFERENCE and key:
                name = TABLE_OF[column.target].name
                target = self.built.get((name, key)) or self.world.stored(name).instances.get(key)
                if target is not None:
                    column.field.set_cached_value(instance, target)

    def validate(self) -> None:
        """Note what the fields, `clean()` and the check constraints say against each row."""
        for (name, key), instance in self.built.items():
            if self._is_broken(name, key):
                continue
            known = {column.name for column in TABLE[name].columns}
            for field, reason in rules.unclean(instance):
                self.world.fault(name, key, field if field in known else "", reason)
            sheet = self.world.sheets.get(name)
            given = {column.name for column in sheet.columns} if sheet else known
            for columns, reason in rules.violated(instance):
                column = next((c for c in columns if c in given), columns[0])
                self.world.fault(name, key, column, reason)

    def write(self, progress: Progress = silent) -> None:
        """Remove, then add and change; call inside `writing()` and a transaction.

        Foreign keys are held at the end of the transaction, so the order of tables is free.
        """
        if any(getattr(row, "batch_id", "") == CURATORS for row in self.built.values()):
            ImportBatch.objects.get_or_create(
                slug=CURATORS, defaults={"title": CURATORS_TITLE, "audit": CURATORS_AUDIT}
            )
        for table in reversed(TABLES):
            self._remove(table, self.world.removed[table.name])
        per_table = defaultdict(list)
        for change in self.changes:
            per_table[change.table].append(change)
        for name in progress(list(per_table), "Writing"):
            self._write_table(TABLE[name], per_table[name])

    def _remove(self, table: Table, keys: Iterable[str]) -> None:
        for part in chunks(primary_key(table.model, key) for key in keys):
            rows = table.model._default_manager.filter(pk__in=part)
            rows._raw_delete(rows.db)

    def _write_table(self, table: Table, changes: list[RowChange]) -> None:
        instances = [self.built[table.name, change.id] for change in changes]
        # Two rows may swap a value that is unique, so these leave before they come back.
        unique = {n for names, _ in rules.unique_keys(table.model) for n in names}
        self._remove(
            table, [c.id for c in changes if c.action == "changed" and unique & c.columns.keys()]
        )
        for instance in instances:
            fill_derived(instance)
        rows = table.model._default_manager
        added = {change.id for change in changes if change.action == "added"}
        # A number that somebody else took meanwhile is an error; his row is not written over.
        rows.bulk_create(self.built[table.name, c.id] for c in changes if c.id in added)
        others = [f.name for f in table.model._meta.concrete_fields if not f.primary_key]
        rows.bulk_create(
            [self.built[table.name, c.id] for c in changes if c.id not in added],
            update_conflicts=True,
            unique_fields=[table.model._meta.pk.name],
            update_fields=others,
        )
        for column in table.columns:
            if column.kind in _MANY:
                self._write_many(column, [c for c in changes if column.name in c.columns])

    def _write_many(self, column: Column, changes: list[RowChange]) -> None:
        near = column.field.m2m_column_name()
        far = column.field.m2m_reverse_name()
        through = column.field.remote_field.through
        model = column.field.model
        for part in chunks(primary_key(model, c.id) for c in changes if c.action == "changed"):
            through.objects.filter(**{f"{near}__in": part}).delete()
        through.objects.bulk_create(
            through(**{near: primary_key(model, change.id), far: self._target(column, key)})
            for change in changes
            for key in change.columns[column.name][1]
        )

    def _target(self, column: Column, key: str) -> Any:
        if column.kind is Kind.USERS:
            return self.world.accounts.key(key)
        return primary_key(column.target, key)


def fill_derived(instance: db.Model) -> None:
    """Fill what a row keeps beside its columns: bounds of dates, folded names."""
    for field in instance._meta.concrete_fields:
        if isinstance(field, EdtfField | FoldedField):
            field.pre_save(instance, add=True)
