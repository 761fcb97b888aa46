"""Dumping the dataset as a package: one CSV file a table, and what describes them."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.db import transaction

from . import sheets
from .columns import TABLES, Profile, Table
from .objects import Progress, silent
from .package import describe
from .selection import Selection


def tables_in(profile: Profile) -> tuple[Table, ...]:
    """The tables that a profile writes."""
    return tuple(table for table in TABLES if not table.starter or profile is not Profile.PUBLIC)


def dump(
    path: str | Path, profile: Profile = Profile.PUBLIC, *, progress: Progress | None = None
) -> dict[str, list[dict[str, Any]]]:
    """Write a package into a folder and return its rows by table.

    Files of an earlier package are replaced when every new one is written; files that are none
    of a package stay.
    """
    folder = Path(path)
    profile = Profile(profile)
    tables = tables_in(profile)
    with transaction.atomic():
        selection = Selection(profile)
        rows = {table.name: selection.rows(table) for table in tables}
        description = describe(tables, profile)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".package-") as name:
        part = Path(name)
        for table in (progress or silent)(tables, "Writing"):
            columns = table.visible(profile)
            sheets.write_sheet(part / f"{table.name}.csv", columns, rows[table.name])
        text = json.dumps(description, ensure_ascii=False, indent=2)
        (part / "datapackage.json").write_text(f"{text}\n", encoding="utf-8")
        _replace(part, folder, (table for table in TABLES if table not in tables))
    return rows


def _replace(part: Path, folder: Path, left_out: Iterable[Table]) -> None:
    for file in sorted(part.iterdir()):
        os.replace(file, folder / file.name)
    for table in left_out:
        (folder / f"{table.name}.csv").unlink(missing_ok=True)
