"""Which rows a profile holds, and what of them: nothing public names what is not."""

from __future__ import annotations

from collections.abc import Iterable

from events.choices import RevisionState, Status
from events.models import Record

from . import cells, rules
from .columns import TABLE_OF, TABLES, Kind, Profile, Table
from .documents import without_staff
from .stored import CURATORS, Accounts, Stored, Values
from .world import RECORD_TABLES

_STATUSES = {
    Profile.PUBLIC: (Status.PUBLISHED,),
    Profile.STARTER: (Status.PUBLISHED, Status.DRAFT, Status.IN_REVIEW),
}
_OPEN = (RevisionState.DRAFT, RevisionState.IN_REVIEW, RevisionState.RETURNED)
#: Follow from what cites them, so they are chosen after evidence.
_SOURCES = ("articles", "captures", "paragraphs")

Rows = dict[str, Values]


class Selection:
    """The rows of one profile, by table and key."""

    def __init__(self, profile: Profile) -> None:
        accounts = Accounts()
        self.profile = profile
        self.stored = {table.name: Stored(table, accounts).read_all() for table in TABLES}
        self.kept: dict[str, Rows] = {table.name: {} for table in TABLES}
        if profile is Profile.FULL:
            self.kept = {name: dict(stored.rows) for name, stored in self.stored.items()}
        else:
            self._select()
        self.kept["import_batches"].pop(CURATORS, None)

    def rows(self, table: Table) -> list[Values]:
        """The rows of a table, in order, with the columns of the profile and no others."""
        kept, columns = self.kept[table.name], table.visible(self.profile)
        return [
            {column.name: kept[key][column.name] for column in columns}
            for key in sorted(kept, key=cells.sort_key)
        ]

    def _select(self) -> None:
        for table in TABLES:
            if table.name not in (*_SOURCES, "revisions"):
                self.kept[table.name] = self._settled(table, self._chosen(table))
        if self.profile is Profile.STARTER:
            self._select_revisions()
        self._select_sources()

    def _chosen(self, table: Table) -> Rows:
        """The rows of a table that may be shown: records by status, children with their owners."""
        rows = self.stored[table.name].rows
        if issubclass(table.model, Record):
            statuses = _STATUSES[self.profile]
            return {
                key: _unsubmitted(row, "status", Status)
                for key, row in rows.items()
                if row["status"] in statuses
            }
        return dict(rows)

    def _settled(self, table: Table, rows: Rows) -> Rows:
        """Rows without names of what is left out; a row that cannot do without one goes too."""
        while True:
            settled = {
                key: cut for key, row in rows.items() if (cut := self._cut(table, row, rows))
            }
            if settled == rows:
                return rows
            rows = settled

    def _cut(self, table: Table, row: Values, rows: Rows) -> Values | None:
        """A row without names of rows that are left out, or None where it makes no sense."""
        cut = dict(row)
        for column in table.columns:
            if column.kind not in (Kind.REFERENCE, Kind.REFERENCES):
                continue
            target = TABLE_OF[column.target]
            if target.name in _SOURCES and table.name not in _SOURCES or not row[column.name]:
                continue
            held = rows if target is table else self.kept[target.name]
            if column.kind is Kind.REFERENCES:
                cut[column.name] = [key for key in row[column.name] if key in held]
            elif row[column.name] not in held:
                if column.name in table.owner or not column.field.null:
                    return None
                cut[column.name] = None
        return cut if cut == row or self._makes_sense(table, cut) else None

    def _makes_sense(self, table: Table, row: Values) -> bool:
        instance = table.model()
        for column in table.columns:
            if column.kind in (Kind.REFERENCES, Kind.USERS, Kind.USER):
                continue
            setattr(instance, column.attname, cells.give(column, row[column.name]))
        return all("status" in columns for columns, _ in rules.violated(instance))

    def _select_revisions(self) -> None:
        """Open revisions of records that the package holds."""
        held = {key for table in RECORD_TABLES for key in self.kept[table.name]}
        for key, row in self.stored["revisions"].rows.items():
            if row["state"] in _OPEN and row["record"] in held:
                row = _unsubmitted(row, "state", RevisionState)
                document = without_staff(row["document"])
                self.kept["revisions"][key] = row | {"document": document}

    def _select_sources(self) -> None:
        """Articles that are cited, whole; in the starter profile every article."""
        paragraphs, captures = self.stored["paragraphs"].rows, self.stored["captures"].rows
        articles = self.stored["articles"].rows
        if self.profile is Profile.PUBLIC:
            cited = {row["paragraph"] for row in self.kept["evidence"].values()}
            named = {captures[paragraphs[key]["capture"]]["article"] for key in cited}
            articles = _only(articles, named)
        for name, rows in (
            ("articles", articles),
            ("captures", captures),
            ("paragraphs", paragraphs),
        ):
            table = next(table for table in TABLES if table.name == name)
            self.kept[name] = self._settled(table, rows)


def _unsubmitted(row: Values, column: str, states: type[Status] | type[RevisionState]) -> Values:
    """A row in review as a draft: without its author's name nobody could review it rightly."""
    return row | {column: states.DRAFT.value} if row[column] == states.IN_REVIEW else row


def _only(rows: Rows, keys: Iterable[str]) -> Rows:
    return {key: rows[key] for key in keys}
