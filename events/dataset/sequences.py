"""Numbers of rows: each is given once, also after its row is gone."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.db import models as db
from django.db.models import Max

from . import cells
from .columns import TABLE, primary_key

#: One number for all that give out numbers, whatever else takes advisory locks.
_LOCK = 0x5C0_0001


def next_number(model: type[db.Model]) -> int:
    """The number that the next row of a model would get."""
    highest = model._default_manager.aggregate(highest=Max("pk"))["highest"] or 0
    return max(highest, _last_given(model)) + 1


def _last_given(model: type[db.Model]) -> int:
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
            row = cursor.fetchone()
            return int(row[0]) if row else 0
        cursor.execute(f"SELECT last_value, is_called FROM {_sequence(model)}")
        last, is_called = cursor.fetchone()
        return int(last) if is_called else int(last) - 1


def set_next_number(model: type[db.Model], number: int) -> None:
    """Let numbering go on at `number` at the least."""
    number = max(number, next_number(model))
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "UPDATE sqlite_sequence SET seq = %s WHERE name = %s", [number - 1, table]
            )
            if cursor.rowcount == 0:
                cursor.execute(
                    "INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, number - 1]
                )
        else:
            cursor.execute("SELECT setval(%s, %s, false)", [_sequence(model), number])


def _sequence(model: type[db.Model]) -> str:
    """The name of a PostgreSQL sequence, quoted where it has to be."""
    with connection.cursor() as cursor:
        quoted = connection.ops.quote_name(model._meta.db_table)
        cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [quoted, model._meta.pk.column])
        return str(cursor.fetchone()[0])


def _wait_for_others() -> None:
    """Let one transaction at a time give out numbers; SQLite has one that writes anyhow."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


class Numbers:
    """Gives out numbers during a load and keeps the database's counters ahead of them.

    Until the transaction ends nobody else's Numbers give out any.
    """

    def __init__(self) -> None:
        self._next: dict[type[db.Model], int] = {}

    def reserve(self, model: type[db.Model], number: int) -> None:
        """Give out no number below this one."""
        self._next[model] = max(self._upcoming(model), number)

    def take(self, model: type[db.Model]) -> int:
        """A number that no row has or had."""
        number = self._upcoming(model)
        self._next[model] = number + 1
        return number

    def store(self) -> None:
        """Move the database's counters past every number given out or reserved."""
        for model, number in self._next.items():
            set_next_number(model, number)

    def _upcoming(self, model: type[db.Model]) -> int:
        if not self._next:
            _wait_for_others()
        if model not in self._next:
            self._next[model] = next_number(model)
        return self._next[model]


def reserve(document: dict[str, list[dict[str, Any]]]) -> None:
    """Keep the numbers of a document's rows from being given to other rows.

    For documents taken from rows that are rolled back: SQLite rolls its counter back too.
    """
    for name, rows in document.items():
        model = TABLE[name].model
        key = TABLE[name].columns[0].name
        keys = [row[key] for row in rows if row.get(key)]
        numbers = [primary_key(model, k) for k in keys if not cells.PLACEHOLDER.fullmatch(k)]
        if numbers:
            set_next_number(model, max(numbers) + 1)
