"""A revision's difference in words: names instead of ids, labels instead of column names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from events import edtf
from events.dataset.columns import TABLE, Column, Kind, Table, primary_key
from events.dataset.documents import Change, Document

#: The first of these that a row has is what people would call it.
NAMING = ("actor", "country", "represents", "post", "paragraph", "spelling", "verb")


@dataclass(frozen=True)
class Line:
    """One line for the reviewer: whose value, which one, and lists of (label, text)."""

    row: str
    id: str
    column: str
    old: list[tuple[str, str]]
    new: list[tuple[str, str]]


def lines(changes: Iterable[Change], *documents: Document) -> list[Line]:
    """Word the changes between two documents; one query for each kind of row they name."""
    changes = list(changes)
    rows = {
        (name, row[TABLE[name].columns[0].name]): row
        for document in documents
        for name, found in document.items()
        for row in found
    }
    words = _Words(changes, rows)
    return [_line(change, rows.get((change.table, change.id), {}), words) for change in changes]


def _line(change: Change, row: dict[str, Any], words: _Words) -> Line:
    table = TABLE[change.table]
    name = next((words.of(table[n], row[n]) for n in NAMING if row.get(n)), "")
    kind = capfirst(str(table.model._meta.verbose_name))
    whose = f"{kind}: {name}" if name else kind
    if change.column:
        column = table[change.column]
        pair = [[("", words.of(column, value))] for value in (change.old, change.new)]
        return Line(whose, change.id, _label(column), *pair)
    old, new = (list(words.all_of(table, value)) for value in (change.old, change.new))
    return Line(whose, change.id, _("added") if change.new else _("removed"), old, new)


def _label(column: Column) -> str:
    return capfirst(str(column.field.verbose_name))


class _Words:
    """How values read; the rows that they point to are fetched once, kind by kind."""

    def __init__(self, changes: list[Change], rows: dict[tuple[str, str], dict[str, Any]]):
        wanted: dict[Any, set[Any]] = defaultdict(set)
        for change in changes:
            table = TABLE[change.table]
            row = rows.get((change.table, change.id), {})
            for column in table.columns:
                values = [row.get(column.name)]
                if column.name == change.column:
                    values += [change.old, change.new]
                for key in _keys(column, values):
                    wanted[column.target].add(key)
        self._names = {
            (model, pk): str(found)
            for model, keys in wanted.items()
            for pk, found in _fetched(model).in_bulk(keys).items()
        }

    def of(self, column: Column, value: Any) -> str:
        """One value as people read it."""
        if value in (None, "", []):
            return ""
        if column.kind in (Kind.REFERENCE, Kind.REFERENCES):
            several = value if isinstance(value, list) else [value]
            return "; ".join(self._name(column, key) for key in several)
        if column.kind is Kind.CHOICE:
            return str(dict(column.field.flatchoices).get(value, value))
        if column.kind is Kind.EDTF:
            return f"{edtf.words(edtf.parse(value))} ({value})"
        if column.kind is Kind.BOOLEAN:
            return _("yes") if value else _("no")
        return str(value)

    def all_of(self, table: Table, row: dict[str, Any] | None) -> Iterator[tuple[str, str]]:
        """Every filled column of a whole row, without its own id and that of its owner."""
        for column in table.columns[1:]:
            text = self.of(column, (row or {}).get(column.name))
            if text and column.name not in table.owner:
                yield _label(column), text

    def _name(self, column: Column, key: str) -> str:
        pk = next(iter(_keys(column, [key])), None)
        return self._names.get((column.target, pk), key)


def _keys(column: Column, values: Iterable[Any]) -> Iterator[Any]:
    """The primary keys among a column's values; a placeholder has none yet."""
    if column.kind not in (Kind.REFERENCE, Kind.REFERENCES):
        return
    for value in values:
        for key in value if isinstance(value, list) else [value or ""]:
            try:
                if key:
                    yield primary_key(column.target, key)
            except ValueError:
                continue


def _fetched(model: Any) -> Any:
    rows = model._default_manager.all()
    return rows.with_source() if hasattr(rows, "with_source") else rows
