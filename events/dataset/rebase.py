"""A proposal carried over to what a record says by now: three documents merged into one."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from . import cells
from .columns import TABLE, TABLE_OF, TABLES, Kind, Table
from .documents import Change, Document

Row = dict[str, Any]
Rows = dict[str, Row]

_MANY = (Kind.REFERENCES, Kind.USERS)
#: The value of a column that a row does not give.
_ABSENT: Any = object()


def rebase(base: Document, current: Document, proposed: Document) -> tuple[Document, list[Change]]:
    """Apply to `current` what `proposed` changed against `base`; return that and the conflicts.

    A conflict is a cell that both changed to different values, or a row that one changed and
    the other removed (no column). It says the value of `current` as old and that of `proposed`
    as new, which the merged document takes. Cells of several values are merged as sets and
    never conflict. A column that a row does not give counts as unchanged. Changing what hangs
    on a row (its evidence, its parties) counts as changing the row. Conflicts come in the
    order of tables and ids.
    """
    merge = _Merge(base, current, proposed)
    return merge.document(), merge.conflicts()


class _Merge:
    """The rows of three documents by table and id, and what becomes of them."""

    def __init__(self, *documents: Document) -> None:
        self.names = list(dict.fromkeys(name for document in documents for name in document))
        self.base, self.current, self.proposed = map(_by_id, documents)
        self.unnamed = {name: _without_id(name, documents[2]) for name in self.names}
        self.found: list[Change] = []
        self.rows: dict[str, Rows] = {name: self._rows(TABLE[name]) for name in self.names}
        tables = [table for table in TABLES if table.name in self.names]
        # Upwards and then downwards: a row comes back with all that it hangs on, and goes
        # with all that hangs on it.
        for table in reversed(tables):
            self._bring_back_owners(table)
        for table in tables:
            self._remove_orphans(table)

    def document(self) -> Document:
        """The merged document; it shares no value with the three."""
        return deepcopy(
            {name: [*self.rows[name].values(), *self.unnamed[name]] for name in self.names}
        )

    def conflicts(self) -> list[Change]:
        """What both sides changed, in the order of tables and ids."""
        order = list(TABLE)
        return sorted(self.found, key=lambda c: (order.index(c.table), cells.sort_key(c.id)))

    def _rows(self, table: Table) -> Rows:
        base = self.base.get(table.name, {})
        current, proposed = self.current.get(table.name, {}), self.proposed.get(table.name, {})
        merged: Rows = {}
        for key in {**current, **proposed}:
            old, theirs, mine = base.get(key), current.get(key), proposed.get(key)
            if mine is not None and theirs is not None:
                merged[key] = self._row(table, key, old or {}, theirs, mine)
                continue
            left = mine or current[key]
            if not _differs(table, old, left):
                continue
            if old is None or mine is not None:
                merged[key] = left
            if old is not None:
                self._conflict(table, key, theirs, mine)
        return merged

    def _conflict(
        self, table: Table, key: str, current: Any, proposed: Any, column: str = ""
    ) -> None:
        change = Change(table.name, key, column, deepcopy(current), deepcopy(proposed))
        self.found.append(change)

    def _row(self, table: Table, key: str, base: Row, current: Row, proposed: Row) -> Row:
        merged: Row = {}
        for name in dict.fromkeys((*current, *proposed)):
            old = base.get(name, _ABSENT)
            theirs, mine = current.get(name, old), proposed.get(name, old)
            merged[name], agrees = _cell(table, name, old, theirs, mine)
            if not agrees:
                self._conflict(table, key, theirs, mine, name)
        # One of these columns is filled and no other, so they are taken together.
        if any(_differs_in(table, name, base, proposed) for name in table.owner):
            merged |= {name: proposed[name] for name in table.owner if name in proposed}
        return merged

    def _owner(self, table: Table, row: Row) -> tuple[Table, str] | None:
        """The row that a row hangs on, where the documents have its table."""
        for name in table.owner:
            if row.get(name):
                owner = TABLE_OF[table[name].target]
                return (owner, row[name]) if owner.name in self.names else None
        return None

    def _bring_back_owners(self, table: Table) -> None:
        for row in [*self.rows[table.name].values(), *self.unnamed[table.name]]:
            if (found := self._owner(table, row)) is None:
                continue
            owner, key = found
            held, proposed = self.rows[owner.name], self.proposed.get(owner.name, {})
            if key in proposed and key not in held:
                held[key] = proposed[key]
                self._conflict(owner, key, None, proposed[key])

    def _remove_orphans(self, table: Table) -> None:
        for key, row in list(self.rows[table.name].items()):
            owner = self._owner(table, row)
            if owner and owner[1] not in self.rows[owner[0].name]:
                del self.rows[table.name][key]
                old = self.base.get(table.name, {}).get(key)
                if _differs(table, old, row):
                    self._conflict(table, key, row, None)


def _by_id(document: Document) -> dict[str, Rows]:
    return {
        name: {row[key]: row for row in rows if row.get(key)}
        for name, rows in document.items()
        for key in [TABLE[name].columns[0].name]
    }


def _without_id(name: str, document: Document) -> list[Row]:
    """Rows that wait for an id and have no placeholder: always new."""
    key = TABLE[name].columns[0].name
    return [row for row in document.get(name, []) if not row.get(key)]


def _differs(table: Table, old: Row | None, new: Row) -> bool:
    """Whether a row is new, or a column that both rows give has another value."""
    return old is None or any(_differs_in(table, name, old, new) for name in new)


def _differs_in(table: Table, name: str, old: Row, new: Row) -> bool:
    if name not in old or name not in new:
        return False
    return bool(_plain(table, name, old[name]) != _plain(table, name, new[name]))


def _cell(table: Table, name: str, old: Any, theirs: Any, mine: Any) -> tuple[Any, bool]:
    """The merged value, and whether the two sides agree on it."""
    base, current, proposed = (_plain(table, name, value) for value in (old, theirs, mine))
    if proposed == base and theirs is not _ABSENT:
        return theirs, True
    if current in (base, proposed):
        return mine, True
    if not _is_many(table, name):
        return mine, False
    gone, added = base - proposed, proposed - base
    keys = sorted((current - gone) | added, key=cells.sort_key)
    return (cells.SEPARATOR.join(keys) if isinstance(mine, str) else keys), True


def _is_many(table: Table, name: str) -> bool:
    return any(column.name == name and column.kind in _MANY for column in table.columns)


def _plain(table: Table, name: str, value: Any) -> Any:
    """A value as it is compared: those of several as sets, whatever their order and form."""
    if not _is_many(table, name):
        return value
    if value is _ABSENT or not value:
        return frozenset()
    parts = value.split(cells.SEPARATOR) if isinstance(value, str) else value
    return frozenset(part.strip() for part in parts)
