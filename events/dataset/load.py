"""Loading a package: all of it or nothing, and the same however often it is loaded."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import IntegrityError, connection, transaction

from events import search
from events.models import writing

from . import cells, sheets
from .columns import TABLE, TABLES, Kind, primary_key
from .history import keep_history
from .objects import Objects, Progress, silent
from .problems import Problems
from .publicity import bury, public_records, verify
from .scrutiny import drafts_named, scrutinise
from .standing import Standing
from .world import (
    RowChange,
    World,
    allot,
    differences,
    find_removed,
    read_cells,
    roots_of,
    touched_records,
)

#: Beyond this many changed rows the search index is quicker built anew.
_MANY_CHANGES = 500


@dataclass
class Report:
    """What a load did, or would do: one change a row, and the ids it gave out."""

    changes: list[RowChange] = field(default_factory=list)
    allotted: dict[str, str] = field(default_factory=dict)
    #: The public ids of the records whose document is another now.
    records: list[str] = field(default_factory=list)

    def counts(self) -> dict[str, Counter[str]]:
        """How many rows of each table were added, changed, removed or the same."""
        found: dict[str, Counter[str]] = {}
        for change in self.changes:
            found.setdefault(change.table, Counter())[change.action] += 1
        return found


def load(
    path: str | Path,
    *,
    dry_run: bool = False,
    force: bool = False,
    proposing: bool = False,
    progress: Progress | None = None,
    user: Any = None,
) -> Report:
    """Load a package in one transaction; LoadError names every fault, and nothing has changed.

    force: overwrite records of which the database holds a newer version, or that were taken
    back here; proposing: the caller rolls back and keeps what it saw as revisions, so the rules
    of what may be public, the history and the index are left to the day they are published;
    user: who is noted as the author of the history that is written.
    """
    folder = Path(path)
    problems = Problems()
    read = sheets.read_sheets(folder, problems)
    next_ids = _next_ids(folder, problems)
    if not read:
        problems.stop()
    with sheets.WriteBack(folder) as files:
        try:
            with transaction.atomic(), writing():
                world = World(read, problems)
                changes = _load(
                    world,
                    next_ids,
                    force=force,
                    proposing=proposing,
                    progress=progress or silent,
                    user=user,
                )
                if dry_run:
                    transaction.set_rollback(True)
                else:
                    world.numbers.store()
                    _write_back(files, world)
        except IntegrityError as error:
            problems.add(str(folder), 0, "", f"the database refuses it: {error}")
            problems.stop()
            raise
    files.put_in_place()
    touched = sorted({key for _name, key in touched_records(world)}, key=cells.sort_key)
    return Report(changes, world.allotted, touched)


def _load(
    world: World,
    next_ids: dict[str, int],
    *,
    force: bool,
    proposing: bool,
    progress: Progress,
    user: Any,
) -> list[RowChange]:
    for name, number in next_ids.items():
        world.numbers.reserve(TABLE[name].model, number)
    for name in progress(list(world.sheets), "Reading"):
        world.stored(name).read_all()
    allot(world)
    read_cells(world)
    find_removed(world)
    Standing(world, force=force).settle()
    changes = list(differences(world))
    objects = Objects(world, changes)
    scrutinise(world, objects)
    if not proposing:
        drafts_named(world)
    objects.validate()
    world.problems.stop()
    objects.write(progress)
    if proposing:
        return changes
    bury(world, changes)
    connection.check_constraints()
    public = public_records(changes)
    for record in progress(public, "Checking"):
        verify(world, record)
    world.problems.stop()
    keep_history(world, public, user)
    _index(changes, world)
    return changes


def _next_ids(folder: Path, problems: Problems) -> dict[str, int]:
    """The first number that the package has not given to a row, by table."""
    file = folder / "datapackage.json"
    if not file.exists():
        return {}
    try:
        resources = json.loads(file.read_text(encoding="utf-8"))["resources"]
        return {
            resource["name"]: int(resource["next_id"])
            for resource in resources
            if resource["name"] in TABLE and resource.get("next_id")
        }
    except (ValueError, KeyError, TypeError) as error:
        problems.add(file.name, 0, "", f"it is no descriptor of a data package: {error!r}")
        return {}


def _index(changes: list[RowChange], world: World) -> None:
    """Bring the search index up to date with every row that a change is part of."""
    different = [change for change in changes if change.action != "same"]
    if len(different) > _MANY_CHANGES:
        search.rebuild()
        return
    roots = {root for change in different for root in roots_of(world, change)}
    found: list[Any] = []
    for name in {name for name, _ in roots} - {"revisions", "tombstones", "import_batches"}:
        model = TABLE[name].model
        keys = [primary_key(model, key) for table, key in roots if table == name]
        found += model._default_manager.filter(pk__in=keys)
    search.refresh(found)


def _write_back(files: sheets.WriteBack, world: World) -> None:
    """Write anew the files that left ids open or versions behind.

    Before the commit: rows whose ids are not in the files would be loaded a second time.
    """
    for table in TABLES:
        sheet = world.sheets.get(table.name)
        if sheet is None:
            continue
        changed: dict[int, dict[str, str]] = {}
        for row in sheet.rows:
            texts = {sheet.key.name: row.key}
            for column in sheet.columns:
                is_number = column.name in ("version", "changed_at") and row.given[column.name]
                if is_number or "~" in row.given[column.name] and column.kind in _NAMING:
                    texts[column.name] = cells.write(column, row.values[column.name])
            texts = {name: text for name, text in texts.items() if text != row.given[name]}
            if texts:
                changed[row.line] = texts
        if changed:
            try:
                files.write(sheet.file, changed)
            except OSError as error:
                reason = f"allotted ids cannot be written into it: {error.strerror}"
                world.problems.add(sheet.file, 0, "", reason)
    world.problems.stop()


_NAMING = (Kind.REFERENCE, Kind.REFERENCES)
