"""What the desk sends, looked at before it is applied: its shape, its owners, its anchors.

A document may change the rows of its own record and no others. What is for staff, it takes
from what is stored: the words at an anchor are the text's, never the sender's.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.backends.base.operations import BaseDatabaseOperations
from django.utils.translation import gettext as _

from events import dataset
from events.checks import Problem
from events.dataset.cells import PLACEHOLDER
from events.dataset.columns import TABLE, TABLE_OF, Column, Kind, Table, primary_key
from events.dataset.documents import tables_of
from events.dataset.world import RECORD_TABLES, content
from events.models import Paragraph

from .base import CurationError

Row = dict[str, Any]
Document = dict[str, list[Row]]

#: How much of the text before and after an anchor is kept with it.
CONTEXT = 32
#: What the dataset says of a cell, in words for the desk.
_REQUIRED = "it is required"
SELECTOR = ("exact", "before", "after")
_RANGES = BaseDatabaseOperations.integer_field_ranges


def vetted(
    document: Any, stored: Document | None, *, table: str, id: str, base: Document | None = None
) -> Document:
    """A document as it may be applied; CurationError says what is wrong with the one given.

    `stored` is what the record or its revision says now, None for a new record; `base` what it
    said when the document was begun. A table that the document leaves out stays as it is stored;
    a row that was removed since and is not in `base` comes back as a new one.
    """
    refuse_all(_misshapen(document, table, id))
    held = stored or {}
    whole = {
        part.name: [dict(row) for row in document.get(part.name, held.get(part.name, []))]
        for part in tables_of(table)
    }
    refuse_all([*_strangers(whole, held), *_homeless(whole), *_too_large(whole)])
    refuse_all(_anchor(whole.get("evidence", []), by_id(held, "evidence")))
    return dataset.placeholders(whole, {*_ids(held), *_ids(base or {}), id})


def refuse_all(problems: Any) -> None:
    """Raise what was found, if anything."""
    if found := list(problems):
        raise CurationError(found)


def at_row(document: Document, problem: dataset.Problem) -> Problem:
    """What the dataset refuses in a document, at its row and column there."""
    table = problem.file.removesuffix(".csv")
    rows = document.get(table, [])
    is_there = 0 < problem.row <= len(rows)
    row = rows[problem.row - 1].get(TABLE[table].columns[0].name) or "" if is_there else ""
    message = _("It is required.") if problem.reason == _REQUIRED else problem.reason
    return Problem(problem.column, message, row=row, table=table)


def by_id(document: Document, table: str) -> dict[str, Row]:
    """The rows of one table of a document by their id."""
    key = TABLE[table].columns[0].name
    return {row[key]: row for row in document.get(table, []) if row.get(key)}


def _misshapen(document: Any, table: str, id: str) -> Iterator[Problem]:
    if table not in {one.name for one in RECORD_TABLES}:
        yield Problem("", _("There is no such kind of record."))
        return
    if not isinstance(document, dict):
        yield Problem("", _("A document is an object of tables."), table=table)
        return
    tables = {one.name: one for one in tables_of(table)}
    for name, rows in document.items():
        if name not in tables or not isinstance(rows, list):
            yield Problem("", _("A document of this kind has no such table."), table=str(name)[:40])
            continue
        for row in rows:
            yield from _misshapen_row(tables[name], row)
    roots = document.get(table)
    if not isinstance(roots, list) or len(roots) != 1 or not isinstance(roots[0], dict):
        yield Problem("", _("A document holds one record."), table=table)
    elif roots[0].get("id") != id:
        yield Problem("id", _("The document is of another record."), table=table, row=id)


def _misshapen_row(table: Table, row: Any) -> Iterator[Problem]:
    if not isinstance(row, dict):
        yield Problem("", _("A row is an object of columns."), table=table.name)
        return
    key = row.get("id")
    if not isinstance(key, str | None):
        yield Problem("id", _("An id is a text."), table=table.name)
        return
    known = {column.name: column for column in content(table)}
    for name, value in row.items():
        if name not in known:
            message = _("There is no column %(name)s to be filled.") % {"name": name[:40]}
            yield Problem(name[:40], message, table=table.name, row=key or "")
        elif not _fits(known[name], value):
            message = _("This is not a value of this column.")
            yield Problem(name, message, table=table.name, row=key or "")


def _fits(column: Column, value: Any) -> bool:
    if column.kind is Kind.REFERENCES:
        return value is None or (
            isinstance(value, list) and all(isinstance(part, str) for part in value)
        )
    return not isinstance(value, list | dict)


def _strangers(document: Document, stored: Document) -> Iterator[Problem]:
    """Rows that are there already, but belong to something else."""
    own = _ids(stored)
    for name, rows in document.items():
        table, asked = TABLE[name], {}
        for row in rows:
            key = row.get("id") or ""
            if key and key not in own and not PLACEHOLDER.fullmatch(key):
                try:
                    asked[primary_key(table.model, key)] = key
                except ValueError:
                    yield Problem("id", _("This is not an id."), table=name, row=key[:40])
        taken = table.model._default_manager.filter(pk__in=asked).values_list("pk", flat=True)
        for number in taken if asked else ():
            message = _("%(id)s belongs to another record.") % {"id": asked[number]}
            yield Problem("id", message, table=name, row=asked[number])


def _homeless(document: Document) -> Iterator[Problem]:
    """Children whose owner is not a row of the document."""
    for name, rows in document.items():
        table = TABLE[name]
        for row in rows:
            if not table.owner:
                continue
            owners = [(column, row[column]) for column in table.owner if row.get(column)]
            if len(owners) != 1 or not _is_there(document, table, *owners[0]):
                column = owners[0][0] if owners else table.owner[0]
                message = _("It has to belong to this record or to one of its rows.")
                yield Problem(column, message, table=name, row=row.get("id") or "")


def _is_there(document: Document, table: Table, column: str, key: Any) -> bool:
    target = TABLE_OF[table[column].target].name
    return any(row.get("id") == key for row in document.get(target, []))


def _too_large(document: Document) -> Iterator[Problem]:
    """Whole numbers that one of the databases cannot keep."""
    for name, rows in document.items():
        numbers = [column for column in content(TABLE[name]) if column.kind is Kind.INTEGER]
        for row in rows:
            for column in numbers:
                value = row.get(column.name)
                least, most = _RANGES[column.field.get_internal_type()]
                if isinstance(value, int) and not least <= value <= most:
                    message = _("The number is too small or too large.")
                    yield Problem(column.name, message, table=name, row=row.get("id") or "")


def _anchor(rows: list[Row], stored: dict[str, Row]) -> Iterator[Problem]:
    """Check the anchors of evidence against the text, and fill in the words at each."""
    fresh = [row for row in rows if not _is_kept(row, stored.get(row.get("id") or ""))]
    texts = _texts(row.get("paragraph") for row in fresh if row.get("start") is not None)
    for row in fresh:
        start: Any
        end: Any
        start, end, given = row.get("start"), row.get("end"), row.get("exact")
        row.update(dict.fromkeys(SELECTOR, ""))
        if start is None and end is None:
            continue
        text = texts.get(str(row.get("paragraph")), "")
        place = {"table": "evidence", "row": row.get("id") or ""}
        if not text:
            yield Problem("paragraph", _("This passage has no text to point at."), **place)
        elif not _is_within(start, end, text):
            yield Problem("start", _("The text has no such place."), **place)
        elif text[start:end] != given:
            yield Problem("exact", _("The selected words do not stand at this place."), **place)
        else:
            row["exact"] = given
            row["before"] = text[max(0, start - CONTEXT) : start]
            row["after"] = text[end : end + CONTEXT]


def _is_kept(row: Row, old: Row | None) -> bool:
    """Whether an anchor is the stored one; its words are then taken from there."""
    anchor = ("paragraph", "start", "end")
    if old is None or any(row.get(name, old.get(name)) != old.get(name) for name in anchor):
        return False
    row.update({name: old.get(name) for name in SELECTOR})
    return True


def _is_within(start: Any, end: Any, text: str) -> bool:
    if not all(isinstance(place, int) and not isinstance(place, bool) for place in (start, end)):
        return False
    return bool(0 <= start < end <= len(text))


def _texts(ids: Iterator[Any]) -> dict[str, str]:
    keys = []
    for key in set(filter(None, map(str, ids))):
        try:
            keys.append(primary_key(Paragraph, key))
        except ValueError:
            continue
    rows = Paragraph.objects.filter(pk__in=keys).values_list("pk", "text") if keys else ()
    return {f"{Paragraph.prefix}{key}": text for key, text in rows}


def _ids(document: Document) -> set[str]:
    return {row["id"] for rows in document.values() for row in rows if row.get("id")}
