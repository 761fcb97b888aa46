"""Documents: a record with its children, evidence and aliases, as rows of the tables."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import count
from typing import Any

from events.models import Record

from . import cells
from .columns import TABLE, TABLE_OF, TABLES, Column, Kind, Table
from .stored import Accounts, Stored
from .world import DOCUMENT_TABLES, content

Document = dict[str, list[dict[str, Any]]]


@cache
def tables_of(record_table: str) -> tuple[Table, ...]:
    """The tables of a record's document: its own, its children's, evidence, aliases."""
    found = [TABLE[record_table]]
    for table in DOCUMENT_TABLES:
        if any(TABLE_OF[table[name].target] in found for name in table.owner):
            found.append(table)
    return tuple(found)


def document(record: Record) -> Document:
    """The document of one record."""
    return documents([record])[record.public_id]


def documents(records: Iterable[Record]) -> dict[str, Document]:
    """The documents of records of one kind, by public id; a few queries for all of them."""
    kinds = {record.public_id: TABLE_OF[type(record)].name for record in records}
    if not kinds:
        return {}
    keys = list(kinds)
    tables = tables_of(kinds[keys[0]])
    accounts = Accounts()
    root_of: dict[tuple[str, str], str] = {}
    found: dict[str, Document] = {key: {table.name: [] for table in tables} for key in keys}
    for table in tables:
        stored = Stored(table, accounts)
        if table is tables[0]:
            stored.read_keys(keys)
        for name in table.owner:
            target = TABLE_OF[table[name].target].name
            stored.read_owned(table[name], [key for owner, key in root_of if owner == target])
        for key in sorted(stored.rows, key=cells.sort_key):
            values = stored.rows[key]
            owners = [
                (TABLE_OF[table[name].target].name, values[name])
                for name in table.owner
                if values[name]
            ]
            root = root_of[owners[0]] if owners else key
            root_of[table.name, key] = root
            found[root][table.name].append({c.name: values[c.name] for c in content(table)})
    return found


def placeholders(document: Document, known: Collection[str]) -> Document:
    """Replace ids of rows that are not in `known` by placeholders, also where they are named."""
    renamed: dict[str, str] = {}
    for table in TABLES:
        keys = [row.get(table.columns[0].name) for row in document.get(table.name, [])]
        names = (f"{getattr(table.model, 'prefix', '')}~{number}" for number in count(1))
        free = (name for name in names if name not in keys)
        for key in keys:
            if key and key not in known and not cells.PLACEHOLDER.fullmatch(key):
                renamed[key] = next(free)
    return {
        name: [_renamed(TABLE[name], row, renamed) for row in rows]
        for name, rows in document.items()
    }


def _renamed(table: Table, row: dict[str, Any], renamed: dict[str, str]) -> dict[str, Any]:
    changed = dict(row)
    for column in table.columns:
        value = row.get(column.name)
        if column.kind in (Kind.ID, Kind.REFERENCE) and value:
            changed[column.name] = renamed.get(value, value)
        elif column.kind is Kind.REFERENCES and value:
            changed[column.name] = [renamed.get(key, key) for key in value]
    return changed


@dataclass(frozen=True)
class Change:
    """One value that differs between two documents; a whole row has no column."""

    table: str
    id: str
    column: str
    old: Any
    new: Any


def difference(old: Document, new: Document) -> list[Change]:
    """What differs between two documents of a record, in the order of tables and ids."""
    changes = []
    for table in TABLES:
        key_name = table.columns[0].name
        before = {row[key_name]: row for row in old.get(table.name, [])}
        after = {row[key_name]: row for row in new.get(table.name, [])}
        for key in sorted({**before, **after}, key=cells.sort_key):
            first, second = before.get(key), after.get(key)
            if first is None or second is None:
                changes.append(Change(table.name, key, "", first, second))
                continue
            changes += [
                Change(table.name, key, column.name, first.get(column.name), second[column.name])
                for column in table.columns
                if column.name in second and first.get(column.name) != second[column.name]
            ]
    return changes


def without_staff(document: Document) -> Document:
    """A document without captured text, fit for packages that leave the house."""
    staff = {table.name: {c.name for c in table.columns if c.staff} for table in TABLES}
    return {
        name: [{k: v for k, v in row.items() if k not in staff.get(name, ())} for row in rows]
        for name, rows in document.items()
    }


def faults_of(document: Any) -> Iterator[str]:
    """What makes a value no document: shape, tables, columns, cells."""
    if not isinstance(document, dict):
        yield "a document is an object of tables"
        return
    for name, rows in document.items():
        if name not in TABLE or not isinstance(rows, list):
            yield f"“{name}” is no table with a list of rows"
            continue
        known = {column.name: column for column in content(TABLE[name])}
        for number, row in enumerate(rows):
            where = f"{name}[{number}]"
            if not isinstance(row, dict):
                yield f"{where} is no object"
                continue
            for column_name, value in row.items():
                if column_name not in known:
                    yield f"{where}.{column_name}: unknown column"
                    continue
                if reason := _fault(known[column_name], value):
                    yield f"{where}.{column_name}: {reason}"


class _AnyPlaceholder(dict[str, str]):
    """Lets placeholders stand: a document gets its ids when it is applied."""

    def __missing__(self, key: str) -> str:
        return key

    def __contains__(self, key: object) -> bool:
        return True


def _fault(column: Column, value: Any) -> str:
    try:
        cells.parse(column, cells.write(column, value), allotted=_AnyPlaceholder())
    except cells.CellError as error:
        return str(error)
    return ""
