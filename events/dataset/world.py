"""What a package would make of the database: rows as they are, and as they are to be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from events.models import Record

from . import cells
from .columns import TABLE, TABLE_OF, TABLES, Column, Kind, Table
from .problems import Problems
from .sequences import Numbers
from .sheets import Row, Sheet
from .stored import Accounts, Stored, Values

#: Columns that say how a record stands, not what it says; documents do without them.
EDITORIAL = frozenset(
    (
        *("status", "status_reason", "batch", "version", "changed_at", "published_at"),
        *("merged_into", "author", "contributors", "reviewer", "created_at"),
    )
)
RECORD_TABLES: tuple[Table, ...] = tuple(t for t in TABLES if issubclass(t.model, Record))
#: Tables of rows that are part of a record's document.
DOCUMENT_TABLES: tuple[Table, ...] = tuple(
    t
    for t in TABLES
    if t in RECORD_TABLES or (t.owner and t.name not in ("captures", "paragraphs"))
)


def content(table: Table) -> tuple[Column, ...]:
    """The columns of a table that documents hold."""
    if table in RECORD_TABLES:
        return tuple(c for c in table.columns if c.name not in EDITORIAL)
    return table.columns


@dataclass
class World:
    """The rows of a package beside those of the database."""

    sheets: dict[str, Sheet]
    problems: Problems
    numbers: Numbers = field(default_factory=Numbers)
    accounts: Accounts = field(default_factory=Accounts)
    #: Which id was allotted for which placeholder.
    allotted: dict[str, str] = field(default_factory=dict)
    #: The rows as they are to be, by table and key: every row of the package.
    wanted: dict[str, dict[str, Values]] = field(default_factory=lambda: defaultdict(dict))
    #: Where each row of the package stands.
    places: dict[tuple[str, str], Row] = field(default_factory=dict)
    #: Stored rows that go, because the package holds their owner and not them.
    removed: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    _stored: dict[str, Stored] = field(default_factory=dict)

    def stored(self, name: str) -> Stored:
        """The stored rows of a table, as far as they were read."""
        if name not in self._stored:
            self._stored[name] = Stored(TABLE[name], self.accounts)
        return self._stored[name]

    def row(self, name: str, key: str) -> Values | None:
        """A row as it is to be; None where there is none."""
        if key in self.wanted[name]:
            return self.wanted[name][key]
        if key in self.removed[name]:
            return None
        return self.stored(name).read_keys([key]).rows.get(key)

    def fault(self, name: str, key: str, column: str, reason: object) -> None:
        """Note a problem at the place of a row; a row that is not in the package has none."""
        row = self.places.get((name, key))
        if row is None:
            self.problems.add(f"{name}.csv", 0, column, f"{key}: {reason}")
        elif column not in row.broken:
            self.problems.add(self.sheets[name].file, row.line, column, reason)

    def owner(self, name: str, values: Values) -> tuple[str, str] | None:
        """The table and key of the row that a row belongs to."""
        table = TABLE[name]
        for column_name in table.owner:
            if values.get(column_name):
                return TABLE_OF[table[column_name].target].name, values[column_name]
        return None

    def root(self, name: str, key: str, values: Values) -> tuple[str, str]:
        """The table and key of the record, country or article that a row is part of."""
        while owner := self.owner(name, values):
            name, key = owner
            found = self.row(*owner) or self.stored(name).rows.get(key)
            if found is None:
                break
            values = found
        return name, key


def allot(world: World) -> None:
    """Give every row its id: what is empty or a placeholder gets a number of its own."""
    for sheet in world.sheets.values():
        waiting = []
        for row in sheet.rows:
            if _is_open(sheet, row.key):
                waiting.append(row)
            else:
                _settle(world, sheet, row, row.key)
        for row in waiting:
            key = f"{sheet.table.model.prefix}{world.numbers.take(sheet.table.model)}"
            if row.key:
                if row.key in world.allotted:
                    world.problems.add(sheet.file, row.line, sheet.key.name, _twice(row.key))
                    row.broken.add(sheet.key.name)
                    continue
                world.allotted[row.key] = key
            _settle(world, sheet, row, key)


def _is_open(sheet: Sheet, key: str) -> bool:
    prefix = getattr(sheet.table.model, "prefix", None)
    if prefix is None:
        return False
    return not key or bool(cells.PLACEHOLDER.fullmatch(key) and key.startswith(prefix))


def _settle(world: World, sheet: Sheet, row: Row, key: str) -> None:
    try:
        row.key = cells.parse(sheet.key, key)
    except cells.CellError as error:
        world.problems.add(sheet.file, row.line, sheet.key.name, error)
        row.broken.add(sheet.key.name)
        return
    if (sheet.table.name, row.key) in world.places:
        world.problems.add(sheet.file, row.line, sheet.key.name, _twice(key))
        row.broken.add(sheet.key.name)
        return
    world.places[sheet.table.name, row.key] = row
    if hasattr(sheet.table.model, "prefix"):
        world.numbers.reserve(sheet.table.model, int(row.key[2:]) + 1)


def _twice(key: str) -> str:
    return f"“{key}” stands twice"


def read_cells(world: World) -> None:
    """Read the cells of every row, and lay them over the stored row where there is one."""
    for name, sheet in world.sheets.items():
        key_name = sheet.key.name
        for row in sheet.rows:
            if key_name in row.broken:
                continue
            row.values = {key_name: row.key}
            for column in sheet.columns[1:]:
                if column.name not in row.given:
                    continue
                try:
                    row.values[column.name] = cells.parse(
                        column, row.given[column.name], allotted=world.allotted
                    )
                except cells.CellError as error:
                    world.problems.add(sheet.file, row.line, column.name, error)
                    row.broken.add(column.name)
            base = world.stored(name).rows.get(row.key) or _defaults(sheet.table)
            world.wanted[name][row.key] = _laid_over(base, row.values, sheet.table)


def _defaults(table: Table) -> Values:
    """The values of a new row whose package gives no more."""
    return {column.name: _default(column) for column in table.columns}


def _default(column: Column) -> Any:
    try:
        return cells.parse(column, "")
    except cells.CellError:
        return ""


def _laid_over(base: Values, given: Values, table: Table) -> Values:
    """Given values over stored ones; what is to be allotted keeps the stored value."""
    merged = dict(base)
    for name, value in given.items():
        if value is None and not table[name].field.null:
            continue
        merged[name] = value
    return merged


def find_removed(world: World, tables: Iterable[Table] = TABLES) -> None:
    """Find the stored rows that go: their owner is in the package, or goes, and they are not."""
    for table in tables:
        if not table.owner:
            continue
        is_here = table.name in world.sheets
        stored = world.stored(table.name)
        for name in table.owner:
            column = table[name]
            owners = world.removed[TABLE_OF[column.target].name]
            stored.read_owned(column, owners)
            held = world.wanted[TABLE_OF[column.target].name] if is_here else {}
            for key, values in stored.rows.items():
                owner = values[name]
                is_gone = owner in owners or owner in held
                if not (owner and is_gone) or key in world.wanted[table.name]:
                    continue
                if not _holds_text(world, table.name, key):
                    world.removed[table.name].add(key)


def _holds_text(world: World, name: str, key: str) -> bool:
    """Whether a row holds captured text, which only a package that carries text may remove."""
    sheet = world.sheets.get("paragraphs")
    if name not in ("captures", "paragraphs"):
        return False
    if sheet and any(column.name == "text" for column in sheet.columns):
        return False
    stored = world.stored("paragraphs")
    if name == "paragraphs":
        return bool(stored.rows[key]["text"])
    rows = stored.read_owned(TABLE["paragraphs"]["capture"], [key]).rows
    return any(row["text"] for row in rows.values() if row["capture"] == key)


@dataclass
class RowChange:
    """What becomes of one row; `columns` says old and new value of each that differs."""

    table: str
    id: str
    action: str
    columns: dict[str, tuple[Any, Any]] = field(default_factory=dict)


def differences(world: World) -> Iterator[RowChange]:
    """What differs between the rows as they are and as they are to be, table by table."""
    for table in TABLES:
        stored = world.stored(table.name).rows
        for key, new in world.wanted[table.name].items():
            old = stored.get(key)
            if old is None:
                filled = {n: (None, v) for n, v in new.items() if v not in (None, "", [])}
                yield RowChange(table.name, key, "added", filled)
                continue
            columns = {n: (old[n], v) for n, v in new.items() if v != old[n]}
            yield RowChange(table.name, key, "changed" if columns else "same", columns)
        for key in sorted(world.removed[table.name], key=cells.sort_key):
            gone = {n: (v, None) for n, v in stored[key].items() if v not in (None, "", [])}
            yield RowChange(table.name, key, "removed", gone)


def roots_of(world: World, change: RowChange) -> set[tuple[str, str]]:
    """What a changed row is, or was, part of: its record, country, place or article."""
    versions = (
        world.stored(change.table).rows.get(change.id),
        world.wanted[change.table].get(change.id),
    )
    return {world.root(change.table, change.id, values) for values in versions if values}


def touched_records(world: World) -> set[tuple[str, str]]:
    """The records whose document differs: by a row of their own, a child's, or evidence."""
    names = {table.name for table in RECORD_TABLES}
    found = set()
    for change in differences(world):
        if TABLE[change.table] not in DOCUMENT_TABLES or change.action == "same":
            continue
        if change.table not in names or change.columns.keys() - EDITORIAL:
            found |= {root for root in roots_of(world, change) if root[0] in names}
    return found


def references(table: Table) -> Iterator[Column]:
    """The columns that name other rows."""
    return (c for c in table.columns if c.kind in (Kind.REFERENCE, Kind.REFERENCES))


def named(values: Values, column: Column) -> list[str]:
    """The keys that a row names in a column."""
    value = values.get(column.name)
    return value if isinstance(value, list) else [value] if value else []
