"""How records stand after a load: status, batch, version and times, and what may not be done."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from events.choices import RevisionState, Status
from events.models import RECORD_OF_PREFIX

from .columns import TABLE_OF, Table
from .documents import faults_of, without_staff
from .scrutiny import record_exists
from .stored import Values
from .world import RECORD_TABLES, World, touched_records

_GONE = (Status.RETRACTED, Status.MERGED)


class Standing:
    """Settles the editorial columns of every record that a package holds or touches."""

    def __init__(self, world: World, *, force: bool = False) -> None:
        self.world = world
        self.force = force
        self.now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        self.touched = touched_records(world)

    def settle(self) -> None:
        """Fill and check the editorial columns; revisions and tombstones with them."""
        self._bury()
        for table in RECORD_TABLES:
            for key in list(self.world.wanted[table.name]):
                self._settle_record(table, key)
        for name, key in sorted(self.touched):
            if key not in self.world.wanted[name]:
                self._settle_touched(name, key)
        self._settle_revisions()

    def _settle_record(self, table: Table, key: str) -> None:
        new = self.world.wanted[table.name][key]
        old = self.world.stored(table.name).rows.get(key)
        row = self.world.places.get((table.name, key))
        given = row.values if row else {}
        self._keep_author(table.name, key, "status", Status)
        self._refuse(table, key, old, new)
        has_changed = old is None or (table.name, key) in self.touched
        stored, version = (old or {}).get("version", 0), given.get("version")
        if version is not None and version < stored and has_changed and not self.force:
            reason = f"the database holds version {stored}, the package version {version}"
            self.world.fault(table.name, key, "version", reason)
        self._number(old, new, given, has_changed=has_changed)
        # An empty cell is no news: when a record was first public never changes.
        new["published_at"] = new["published_at"] or (old or {}).get("published_at")
        if new["status"] == Status.PUBLISHED:
            new["published_at"] = new["published_at"] or self.now
        if new["created_at"] is None:
            new["created_at"] = self.now
        for name in ("version", "changed_at"):
            if row and row.given.get(name) and given.get(name) != new[name]:
                row.values[name] = new[name]

    def _keep_author(
        self, name: str, key: str, column: str, states: type[Status] | type[RevisionState]
    ) -> None:
        """Let nothing be in review whose author nobody knows; he could publish it himself.

        A package without names of curators knows drafts alone, so a draft in it is no word
        against a review of the same content here.
        """
        sheet = self.world.sheets.get(name)
        if sheet is None or any(shown.name == "author" for shown in sheet.columns):
            return
        new, old = self.world.wanted[name][key], self.world.stored(name).rows.get(key)
        if new[column] == states.IN_REVIEW and not new["author"]:
            new[column] = states.DRAFT.value
        elif new[column] == states.DRAFT and old and old[column] == states.IN_REVIEW:
            is_same = new | {column: old[column]} == old and (name, key) not in self.touched
            if is_same and old["author"]:
                new[column] = old[column]

    def _number(
        self, old: Values | None, new: Values, given: dict[str, Any], *, has_changed: bool
    ) -> None:
        version, changed_at = given.get("version") or 0, given.get("changed_at")
        if old is None:
            new["version"], new["changed_at"] = version or 1, changed_at or self.now
        elif not has_changed and old["status"] == new["status"]:
            if version < old["version"] or not changed_at:
                new["changed_at"] = old["changed_at"]
            new["version"] = max(version, old["version"])
        else:
            is_next = has_changed and old["status"] == Status.PUBLISHED
            new["version"] = max(version, old["version"] + is_next)
            is_told = changed_at and changed_at != old["changed_at"] and version >= old["version"]
            new["changed_at"] = changed_at if is_told else self.now

    def _refuse(self, table: Table, key: str, old: Values | None, new: Values) -> None:
        before = old["status"] if old else None
        if before == Status.PUBLISHED and new["status"] in (Status.DRAFT, Status.IN_REVIEW):
            reason = "it is published here; what was public is retracted or merged"
            self.world.fault(table.name, key, "status", reason)
        if before in _GONE and new["status"] != before and not self.force:
            self.world.fault(table.name, key, "status", f"it is {before} here")
        if new["status"] == Status.PUBLISHED and key in self.world.wanted["tombstones"]:
            reason = "the package holds a tombstone of it too"
            self.world.fault(table.name, key, "status", reason)

    def _settle_touched(self, name: str, key: str) -> None:
        """A record that the package holds only rows of: it gets the next version too."""
        old = self.world.stored(name).read_keys([key]).rows.get(key)
        if old is None:
            return
        new = dict(old)
        new["changed_at"] = self.now
        if old["status"] == Status.PUBLISHED:
            new["version"] = old["version"] + 1
        self.world.wanted[name][key] = new

    def _bury(self) -> None:
        """Tombstones: their records, where they stand here and not in the package, follow."""
        for key, stone in self.world.wanted["tombstones"].items():
            model = RECORD_OF_PREFIX.get(key[:2])
            target = stone["target"]
            if model is None:
                self.world.fault("tombstones", key, "id", f"“{key}” is no id of a record")
                continue
            if target and not (
                record_exists(self.world, target) or target in self.world.wanted["tombstones"]
            ):
                self.world.fault("tombstones", key, "target", f"“{target}” is not there")
            name = TABLE_OF[model].name
            if key in self.world.wanted[name] or not record_exists(self.world, key):
                continue
            old = self.world.row(name, key) or {}
            if old["status"] == Status.PUBLISHED:
                self.world.wanted[name][key] = old | {
                    "status": stone["status"],
                    "status_reason": stone["reason"],
                    "merged_into": target or None,
                }

    def _settle_revisions(self) -> None:
        for key, new in self.world.wanted["revisions"].items():
            old = self.world.stored("revisions").rows.get(key)
            if new["created_at"] is None:
                new["created_at"] = self.now
            if not record_exists(self.world, new["record"]):
                reason = f"“{new['record']}” is no record"
                self.world.fault("revisions", key, "record", reason)
            for reason in faults_of(new["document"]):
                self.world.fault("revisions", key, "document", reason)
            if old and new["document"] == without_staff(old["document"]):
                new["document"] = old["document"]
            self._keep_author("revisions", key, "state", RevisionState)
            if old is None:
                continue
            is_history = old["state"] == RevisionState.PUBLISHED and new != old
            if is_history or old["record"] != new["record"]:
                reason = f"{key} is another revision here; leave the id empty to get a new one"
                self.world.fault("revisions", key, "id", reason)
