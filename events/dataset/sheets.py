"""The CSV files of a package, read and written: UTF-8, LF, a header, one row a line."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from . import cells
from .columns import TABLE, TABLES, Column, Kind, Table
from .problems import Problems

csv.field_size_limit(2**30)


@dataclass
class Row:
    """One row: its key (empty until allotted), its values, and the line where it begins.

    `given` holds the text of every cell; `broken` the columns whose cell could not be read.
    """

    key: str
    line: int
    given: dict[str, str] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)


@dataclass
class Sheet:
    """The rows that a package holds of one table, with the columns that it gives."""

    table: Table
    file: str
    columns: tuple[Column, ...]
    rows: list[Row]

    @property
    def key(self) -> Column:
        """The column of ids or natural keys."""
        return self.table.columns[0]


def read_sheets(folder: Path, problems: Problems) -> dict[str, Sheet]:
    """Read every file of a package that is one of our tables, in the order of the tables."""
    names = {path.stem for path in folder.glob("*.csv")}
    for name in sorted(names - TABLE.keys()):
        problems.add(f"{name}.csv", 0, "", "there is no table of this name")
    if not names & TABLE.keys():
        problems.add(str(folder), 0, "", "there is no file of a table, such as events.csv, in it")
    sheets = {}
    for table in TABLES:
        if table.name in names:
            sheet = _read_sheet(table, folder / f"{table.name}.csv", problems)
            if sheet:
                sheets[table.name] = sheet
    return sheets


class FileError(ValueError):
    """A file is no CSV in UTF-8; says in which line."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line = line


def read_lines(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Each row of a file with the number of the line where it begins; the header is line 1."""
    return parse_lines(path.read_bytes())


def parse_lines(raw: bytes) -> Iterator[tuple[int, list[str]]]:
    """The same of the bytes of a file; FileError says in which line it is no CSV in UTF-8."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileError(raw.count(b"\n", 0, error.start) + 1, "it is not UTF-8") from None
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    begins = 1
    try:
        for row in reader:
            if row:
                yield begins, row
            begins = reader.line_num + 1
    except csv.Error as error:
        raise FileError(begins, f"it is no CSV: {error}") from None


def _read_sheet(table: Table, path: Path, problems: Problems) -> Sheet | None:
    try:
        lines = list(read_lines(path))
    except FileError as error:
        problems.add(path.name, error.line, "", error)
        return None
    header = lines[0][1] if lines else []
    columns = _header(table, path.name, header, problems)
    if columns is None:
        return None
    sheet = Sheet(table, path.name, columns, [])
    for line, texts in lines[1:]:
        if len(texts) != len(header):
            reason = f"{len(texts)} cells under {len(header)} columns"
            problems.add(path.name, line, "", reason)
            continue
        given = dict(zip(header, texts, strict=True))
        sheet.rows.append(Row(given[table.columns[0].name], line, given))
    return sheet


def _header(
    table: Table, file: str, header: list[str], problems: Problems
) -> tuple[Column, ...] | None:
    known = {column.name for column in table.columns}
    for name in header:
        if name not in known:
            problems.add(file, 1, name, "unknown column")
        elif header.count(name) > 1:
            problems.add(file, 1, name, "the column stands twice")
    missing = [
        column.name
        for column in table.columns
        if column.name not in header and (column.kind is Kind.ID or column.required)
    ]
    for name in missing:
        problems.add(file, 1, name, "missing required column")
    if missing or len(set(header)) < len(header):
        return None
    return tuple(column for column in table.columns if column.name in header)


def write_sheet(path: Path, columns: Iterable[Column], rows: Iterable[dict[str, Any]]) -> None:
    """Write rows as they come."""
    columns = tuple(columns)
    texts = ([cells.write(column, row[column.name]) for column in columns] for row in rows)
    _write(path, [column.name for column in columns], texts)


def drop_rows(folder: Path, keys: Container[str]) -> None:
    """Take the rows of these ids out of the files of a package."""
    for file in sorted(folder.glob("*.csv")):
        (_, header), *rows = read_lines(file)
        place = header.index(TABLE[file.stem].columns[0].name)
        _write(file, header, [texts for _, texts in rows if texts[place] not in keys])


class WriteBack:
    """Changed files of a package, kept beside the old ones until they may take their place.

    Leaving the `with` block by an exception removes them.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._parts: dict[Path, Path] = {}

    def __enter__(self) -> WriteBack:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is not None:
            for part in self._parts:
                part.unlink(missing_ok=True)

    def write(self, file: str, cells_of_line: dict[int, dict[str, str]]) -> None:
        """Put texts into cells of a file, by line and column; the rest stays as it was."""
        lines = list(read_lines(self.folder / file))
        header = lines[0][1]
        for line, texts in lines[1:]:
            for name, text in cells_of_line.get(line, {}).items():
                texts[header.index(name)] = text
        part = self.folder / f".{file}.part"
        part.open("w").close()
        self._parts[part] = self.folder / file
        _write(part, header, (texts for _, texts in lines[1:]))

    def put_in_place(self) -> None:
        """Replace the old files; what cannot be replaced keeps its new version beside it."""
        failed: list[OSError] = []
        for part, file in self._parts.items():
            try:
                os.replace(part, file)
            except OSError as error:
                failed.append(error)
        if failed:
            raise OSError(
                "The rows are loaded, but their ids are not in the files. Put each .part file in "
                "the place of its file before the package is loaded again: "
                + "; ".join(map(str, failed))
            )


def _write(path: Path, header: list[str], rows: Iterable[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
