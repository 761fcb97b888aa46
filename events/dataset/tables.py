"""Tables as people send and take them: CSV, XLSX with a sheet a table, or a zipped package.

What comes in is written as the CSV files of a package, so that the loader alone reads it.
What says how a record stands is left out: uploads propose, and reviewers publish.
"""

from __future__ import annotations

import csv
import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import Path, PurePosixPath
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.utils.exceptions import InvalidFileException

from . import cells, sheets
from .columns import TABLE, TABLE_OF, Column, Kind, Table
from .problems import LoadError, Problem
from .stored import Accounts, Stored, chunks
from .world import EDITORIAL, RECORD_TABLES

#: Far beyond the dataset; bounds what a small archive may unfold to.
MOST_BYTES = 200 * 1024 * 1024
MOST_ROWS = 100_000
MOST_COLUMNS = 100
#: Made by curation and the loader, so never by hand.
NOT_BY_HAND = ("import_batches", "revisions", "tombstones")
#: A spreadsheet runs a text that begins like this, so it is written behind an apostrophe.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_ACCOUNTS = (Kind.USER, Kind.USERS)
#: What unpacking a damaged archive, or one with a password, may end in.
_NO_ARCHIVE = (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError)


def columns_of(table: Table) -> tuple[Column, ...]:
    """The columns that uploads and downloads hold: all that a person may write."""
    left_out = EDITORIAL if table in RECORD_TABLES else ()
    return tuple(c for c in table.columns if c.name not in left_out and c.kind not in _ACCOUNTS)


# In -------------------------------------------------------------------------------------------


def unpack(name: str, content: bytes, folder: Path, *, table: str = "") -> list[str]:
    """Write an upload into a folder as CSV files; return which tables it holds.

    `table` names the table of a single one whose name does not tell. LoadError says what is
    wrong with the file; ids, values and references are the loader's to check.
    """
    ending = PurePosixPath(name).suffix.lower()
    readers = {".csv": _from_csv, ".xlsx": _from_xlsx, ".zip": _from_zip}
    if ending not in readers:
        raise _refusal(name, _("Send a CSV or XLSX table, or a data package as a ZIP archive."))
    found = []
    for title, rows in readers[ending](name, content):
        known = title if title in TABLE else table
        if known not in TABLE:
            raise _refusal(name, _("“%(title)s” is the name of no table.") % {"title": title})
        if known in NOT_BY_HAND:
            if ending == ".zip":
                continue
            raise _refusal(name, _("%(table)s is not written by hand.") % {"table": known})
        if known in found:
            raise _refusal(name, _("%(table)s stands in it twice.") % {"table": known})
        _write(folder / f"{known}.csv", TABLE[known], rows)
        found.append(known)
    if not found:
        raise _refusal(name, _("There is no table in it."))
    return found


def _refusal(name: str, reason: str, row: int = 0) -> LoadError:
    return LoadError([Problem(name, row, "", reason)])


def _write(path: Path, table: Table, rows: list[list[str]]) -> None:
    """Leave out what only curation writes; unknown columns stay, for the loader to name."""
    shown = {column.name for column in columns_of(table)}
    hidden = {column.name for column in table.columns} - shown
    header = rows[0] if rows else []
    kept = [index for index, title in enumerate(header) if title not in hidden]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        for row in rows:
            writer.writerow([row[index] if index < len(row) else "" for index in kept])


def _from_csv(name: str, content: bytes) -> Iterator[tuple[str, list[list[str]]]]:
    yield PurePosixPath(name).stem, _read_csv(name, content)


def _read_csv(name: str, content: bytes) -> list[list[str]]:
    try:
        lines = list(sheets.parse_lines(content))
    except sheets.FileError as error:
        raise _refusal(name, str(error), error.line) from None
    width = len(lines[0][1]) if lines else 0
    for line, row in lines:
        if len(row) != width:
            reason = _("%(cells)d cells under %(columns)d columns.")
            raise _refusal(name, reason % {"cells": len(row), "columns": width}, line)
    return [[_plain(text) for text in row] for _line, row in lines]


def _plain(text: str) -> str:
    """Take away the apostrophe that `_guarded` puts before what looks like a formula."""
    return text[1:] if text.startswith("'") and text[1:].startswith(("'", *_FORMULA)) else text


def _from_zip(name: str, content: bytes) -> Iterator[tuple[str, list[list[str]]]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _bounded(name, archive)
            for entry in archive.infolist():
                path = PurePosixPath(entry.filename)
                if path.suffix.lower() == ".csv" and not path.name.startswith("."):
                    yield path.stem, _read_csv(path.name, archive.read(entry))
    except _NO_ARCHIVE as error:
        raise _refusal(name, _("It cannot be read as a ZIP archive.")) from error


def _bounded(name: str, archive: zipfile.ZipFile) -> None:
    if sum(entry.file_size for entry in archive.infolist()) > MOST_BYTES:
        raise _refusal(name, _("It unfolds to more than 200 MB."))


def _from_xlsx(name: str, content: bytes) -> Iterator[tuple[str, list[list[str]]]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _bounded(name, archive)
        book = load_workbook(io.BytesIO(content), read_only=True)
        for sheet in book.worksheets:
            rows = _rows_of_sheet(name, sheet)
            if rows:
                yield sheet.title.strip(), rows
    except (*_NO_ARCHIVE, InvalidFileException, LookupError, ValueError, SyntaxError) as error:
        raise _refusal(name, _("It cannot be read as an XLSX workbook.")) from error


def _rows_of_sheet(name: str, sheet: Any) -> list[list[str]]:
    """The rows with something in them; one cell far below or aside must not fill the memory."""
    rows = []
    for number, cells_ in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS)):
        if number > MOST_ROWS:
            reason = _("%(sheet)s has more than %(most)d rows.")
            raise _refusal(name, reason % {"sheet": sheet.title, "most": MOST_ROWS})
        row = [_cell_text(name, sheet.title, cell) for cell in cells_]
        while row and not row[-1]:
            row.pop()
        if row:
            rows.append(row)
        if len(row) > len(rows[0] if rows else row):
            reason = _("%(cells)d cells under %(columns)d columns.")
            words = {"cells": len(row), "columns": len(rows[0])}
            raise _refusal(name, reason % words, number + 1)
    return rows


def _cell_text(name: str, title: str, cell: Any) -> str:
    """What a cell holds, as the package writes it."""
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "f":
        place = f"{title}!{cell.coordinate}"
        raise _refusal(name, _("%(cell)s is a formula; write its value.") % {"cell": place})
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        is_day = value.time() == value.min.time()
        return value.date().isoformat() if is_day else f"{value.isoformat(timespec='seconds')}Z"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


# Out ------------------------------------------------------------------------------------------


def as_csv(queryset: QuerySet) -> Iterator[str]:
    """Lines of a table that `unpack` reads back; texts like formulas behind an apostrophe."""
    writer = csv.writer(_Echo(), lineterminator="\n")
    for row in _rows(queryset):
        yield writer.writerow([_guarded(text) for text in row])


def as_xlsx(queryset: QuerySet) -> bytes:
    """The same as a workbook with one sheet; every cell is a text, so nothing is calculated."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(TABLE_OF[queryset.model].name)
    for row in _rows(queryset):
        sheet.append(_xlsx_cells(sheet, row))
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _xlsx_cells(sheet: Any, row: Iterable[str]) -> list[Any]:
    made = []
    for text in row:
        cell = WriteOnlyCell(sheet, value=ILLEGAL_CHARACTERS_RE.sub("", text) or None)
        if cell.data_type == "f":
            cell.data_type = "s"
        made.append(cell)
    return made


def _rows(queryset: QuerySet) -> Iterator[list[str]]:
    """The header, then every row, a few queries for each five hundred."""
    table = TABLE_OF[queryset.model]
    columns = columns_of(table)
    yield [column.name for column in columns]
    accounts = Accounts()
    keys = list(queryset.values_list("pk", flat=True))
    for part in chunks(keys):
        stored = Stored(table, accounts)
        named = [cells.take(table.columns[0], key) for key in part]
        stored.read_keys(named)
        for key in named:
            values = stored.rows[key]
            yield [cells.write(column, values[column.name]) for column in columns]


def _guarded(text: str) -> str:
    return f"'{text}" if text.startswith(("'", *_FORMULA)) and not _is_number(text) else text


def _is_number(text: str) -> bool:
    return text[:1] == "-" and text[1:].replace(".", "", 1).isdecimal()


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        return text
