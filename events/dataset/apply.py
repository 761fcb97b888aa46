"""Documents applied: the database made equal to one of them."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from events.models import writing

from . import cells
from .columns import TABLE_OF, Table
from .documents import Document, tables_of
from .objects import Objects
from .problems import Problems
from .scrutiny import scrutinise
from .sheets import Row, Sheet
from .world import (
    DOCUMENT_TABLES,
    RECORD_TABLES,
    World,
    allot,
    content,
    differences,
    find_removed,
    read_cells,
)


def apply(document: Document) -> dict[str, str]:
    """Make the database equal to a document; return which id each placeholder got.

    Rows of the record that the document does not hold are removed. A column that a row does
    not give keeps its stored value. LoadError names table, row and column of every fault, and
    then nothing has changed. Status, version and history are the caller's.
    """
    problems = Problems()
    world = World(_sheets(document, problems), problems)
    problems.stop()
    with transaction.atomic(), writing():
        allot(world)
        _read_stored(world)
        read_cells(world)
        find_removed(world, DOCUMENT_TABLES)
        objects = Objects(world, list(differences(world)))
        scrutinise(world, objects)
        objects.validate()
        problems.stop()
        objects.write()
        world.numbers.store()
    return world.allotted


def _read_stored(world: World) -> None:
    """Read the rows of the document, and those that hang on them, as the database has them."""
    for name, sheet in world.sheets.items():
        stored = world.stored(name)
        stored.read_keys(row.key for row in sheet.rows if sheet.key.name not in row.broken)
        for owner in sheet.table.owner:
            column = sheet.table[owner]
            above = TABLE_OF[column.target].name
            if above in world.sheets:
                stored.read_owned(column, world.stored(above).rows.keys())


def _sheets(document: Document, problems: Problems) -> dict[str, Sheet]:
    records = [table for table in RECORD_TABLES if document.get(table.name)]
    if len(records) != 1 or len(document[records[0].name]) != 1:
        problems.add("document", 0, "", "a document holds one record")
        return {}
    tables = tables_of(records[0].name)
    for name in sorted(document.keys() - {table.name for table in tables}):
        problems.add(name, 0, "", "no table of this kind of record")
    return {table.name: _sheet(table, document.get(table.name, []), problems) for table in tables}


def _sheet(table: Table, rows: list[dict[str, Any]], problems: Problems) -> Sheet:
    sheet = Sheet(table, table.name, content(table), [])
    known = {column.name: column for column in sheet.columns}
    for line, values in enumerate(rows, start=1):
        row = Row(values.get(sheet.key.name) or "", line)
        for name, value in values.items():
            if name not in known:
                problems.add(table.name, line, name, "unknown column")
                continue
            try:
                row.given[name] = cells.write(known[name], value)
            except cells.CellError as error:
                problems.add(table.name, line, name, error)
        for column in sheet.columns[1:]:
            if column.required and column.name not in row.given:
                problems.add(table.name, line, column.name, "it is required")
        sheet.rows.append(row)
    return sheet
