"""Rows as the database holds them, in the form in which they are compared."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import islice
from typing import Any

from django.contrib.auth.models import User
from django.db import models as db

from events.choices import Status

from . import cells
from .columns import Column, Kind, Table, primary_key, public_id

#: The batch of records that people reviewed, in packages that do not say who.
CURATORS = "curators"
CURATORS_TITLE = "Reviewed by curators of the exporting site"
CURATORS_AUDIT = "Names are not part of public packages."
_AT_A_TIME = 500
_MANY = (Kind.REFERENCES, Kind.USERS)

Values = dict[str, Any]


def chunks(items: Iterable[Any], size: int = _AT_A_TIME) -> Iterator[list[Any]]:
    """Cut into lists short enough for one query."""
    iterator = iter(items)
    while part := list(islice(iterator, size)):
        yield part


def batch_of(values: Values) -> str | None:
    """The batch to store for a record: `curators` where it names neither batch nor reviewer."""
    is_published = values["status"] == Status.PUBLISHED
    if is_published and not values["batch"] and not values["reviewer"]:
        return CURATORS
    return values["batch"]


class Accounts:
    """Names of accounts by key and back, read once."""

    def __init__(self) -> None:
        self.name_of = dict(User.objects.values_list("pk", "username"))
        self.key_of = {name: key for key, name in self.name_of.items()}

    def key(self, name: str) -> Any:
        """The account of a name; a name without one gets an account that nobody can enter."""
        if name not in self.key_of:
            user = User(username=name, is_active=False)
            user.set_unusable_password()
            user.save()
            self.key_of[name] = user.pk
            self.name_of[user.pk] = name
        return self.key_of[name]


class Stored:
    """The stored rows of one table, as far as they were asked for, by key."""

    def __init__(self, table: Table, accounts: Accounts) -> None:
        self.table = table
        self.accounts = accounts
        self.rows: dict[str, Values] = {}
        self.instances: dict[str, db.Model] = {}
        self.is_complete = False

    def read_all(self) -> Stored:
        """Read every row."""
        self._read(self.table.model._default_manager.all())
        self.is_complete = True
        return self

    def read_keys(self, keys: Iterable[str]) -> Stored:
        """Read the rows of these keys that exist and were not read yet."""
        if self.is_complete:
            return self
        missing = [primary_key(self.table.model, key) for key in keys if key not in self.rows]
        for part in chunks(dict.fromkeys(missing)):
            self._read(self.table.model._default_manager.filter(pk__in=part))
        return self

    def read_owned(self, column: Column, owners: Collection[str]) -> Stored:
        """Read the rows that hang on these owners through one foreign key."""
        if self.is_complete:
            return self
        for part in chunks(primary_key(column.target, key) for key in owners):
            self._read(self.table.model._default_manager.filter(**{f"{column.name}__in": part}))
        return self

    def _read(self, queryset: db.QuerySet) -> None:
        fresh = {public_id(self.table.model, obj.pk): obj for obj in queryset.order_by("pk")}
        many = {
            column.name: self._many(column, fresh)
            for column in self.table.columns
            if column.kind in _MANY
        }
        for key, instance in fresh.items():
            self.instances[key] = instance
            self.rows[key] = {
                column.name: many[column.name].get(instance.pk, [])
                if column.kind in _MANY
                else self._value(column, instance)
                for column in self.table.columns
            }

    def _value(self, column: Column, instance: db.Model) -> Any:
        value = getattr(instance, column.attname)
        if column.kind is Kind.USER:
            return self.accounts.name_of.get(value)
        if column.name == "batch" and value == CURATORS:
            return None
        return cells.take(column, value)

    def _many(self, column: Column, fresh: dict[str, db.Model]) -> dict[Any, list[str]]:
        """Keys of what each row points to, by primary key."""
        near, far = column.field.m2m_column_name(), column.field.m2m_reverse_name()
        through = column.field.remote_field.through
        found: dict[Any, list[str]] = {}
        for part in chunks(instance.pk for instance in fresh.values()):
            pairs = through.objects.filter(**{f"{near}__in": part}).values_list(near, far)
            for owner, target in pairs:
                name = (
                    self.accounts.name_of[target]
                    if column.kind is Kind.USERS
                    else public_id(column.target, target)
                )
                found.setdefault(owner, []).append(name)
        return {owner: sorted(keys, key=cells.sort_key) for owner, keys in found.items()}
