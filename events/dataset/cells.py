"""One cell in its three forms: the text in a file, the JSON value in a row, the attribute.

A row is `{column: JSON value}`: this is what documents hold and what is compared. References
are public ids or natural keys, days and times ISO 8601 texts, many-to-many columns sorted lists.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from django.db import models as db

from events import edtf
from events.models.base import Numbered

from .columns import Column, Kind, primary_key, public_id

#: A placeholder is an id that is allotted when the row is written: `ev~new`, `pa~1`.
PLACEHOLDER = re.compile(r"[a-z]{2}~[\w.-]+")
SEPARATOR = ";"
_TIME = "%Y-%m-%dT%H:%M:%SZ"
_WHOLE = re.compile(r"-?[0-9]+")


class CellError(ValueError):
    """A text is no value of its column; the message says why."""


def sort_key(key: str) -> tuple[str, int, str]:
    """Order keys as people do: ev9 before ev10, slugs by alphabet."""
    number = key[2:]
    if number.isascii() and number.isdigit() and len(number) < 12:
        return key[:2], int(number), ""
    return key, 0, ""


# Text in a file -> JSON value -----------------------------------------------------------------


def parse(column: Column, text: str, *, allotted: Mapping[str, str] | None = None) -> Any:
    """Read a cell; `allotted` says which id each placeholder stands for.

    An empty cell is None, or an empty text, or the column's default; None also where the
    value is to be allotted on writing (times, versions).
    """
    if "\0" in text:
        raise CellError("it holds a NUL character, which no database keeps")
    if text == "":
        return _empty(column)
    return _PARSERS[column.kind](column, text, {} if allotted is None else allotted)


def _empty(column: Column) -> Any:
    if column.kind in (Kind.REFERENCES, Kind.USERS):
        return []
    field = column.field
    if field.null or column.name == "version":
        return None
    if field.has_default():
        return None if callable(field.default) else field.get_default()
    if column.required:
        raise CellError("it is required")
    return ""


def _parse_id(column: Column, text: str, allotted: Mapping[str, str]) -> str:
    return _key(column.field.model, text, allotted)


def _parse_reference(column: Column, text: str, allotted: Mapping[str, str]) -> str:
    return _key(column.target, text, allotted)


def _parse_references(column: Column, text: str, allotted: Mapping[str, str]) -> list[str]:
    keys = [_key(column.target, part.strip(), allotted) for part in text.split(SEPARATOR)]
    if len(set(keys)) < len(keys):
        raise CellError(f"“{text}” names something twice")
    return sorted(keys, key=sort_key)


def _key(model: type[db.Model], text: str, allotted: Mapping[str, str]) -> str:
    """Check an id of a model; a placeholder becomes the id it stands for."""
    if issubclass(model, Numbered) and PLACEHOLDER.fullmatch(text):
        if not text.startswith(model.prefix):
            raise CellError(f"“{text}” is no id of this kind: {model.prefix}1, {model.prefix}2 ...")
        if text not in allotted:
            raise CellError(f"no row of the package has the id “{text}”")
        return allotted[text]
    try:
        primary_key(model, text)
    except ValueError:
        prefix = getattr(model, "prefix", "")
        raise CellError(f"“{text}” is no id of this kind: {prefix}1, {prefix}2 ...") from None
    return text


def _parse_text(column: Column, text: str, allotted: Mapping[str, str]) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _parse_choice(column: Column, text: str, allotted: Mapping[str, str]) -> str:
    values = [value for value, _label in column.field.flatchoices]
    if text not in values:
        raise CellError(f"“{text}” is not a choice; choices are {', '.join(values)}")
    return text


def _parse_edtf(column: Column, text: str, allotted: Mapping[str, str]) -> str:
    try:
        return str(edtf.parse(text.strip()).text)
    except edtf.EdtfError as error:
        raise CellError(f"“{text}” is no EDTF date: {error.reason}") from None


def _parse_integer(column: Column, text: str, allotted: Mapping[str, str]) -> int:
    if not _WHOLE.fullmatch(text) or len(text) > 18:
        raise CellError(f"“{text}” is no whole number")
    return int(text)


def _parse_number(column: Column, text: str, allotted: Mapping[str, str]) -> float:
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise CellError(f"“{text}” is no number")
    return number


def _parse_boolean(column: Column, text: str, allotted: Mapping[str, str]) -> bool:
    if text not in ("true", "false"):
        raise CellError(f"“{text}” is neither true nor false")
    return text == "true"


def _parse_date(column: Column, text: str, allotted: Mapping[str, str]) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise CellError(f"“{text}” is no day such as 2024-07-04") from None


def _parse_datetime(column: Column, text: str, allotted: Mapping[str, str]) -> str:
    try:
        return _time(datetime.strptime(text, _TIME).replace(tzinfo=UTC))
    except ValueError:
        raise CellError(f"“{text}” is no time such as 2024-07-04T09:30:00Z") from None


def _time(value: datetime) -> str:
    # Not strftime, which writes the year 999 in three digits.
    return value.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _parse_users(column: Column, text: str, allotted: Mapping[str, str]) -> list[str]:
    return sorted(set(text.split(SEPARATOR)))


def _parse_json(column: Column, text: str, allotted: Mapping[str, str]) -> Any:
    try:
        value = json.loads(text, parse_constant=_no_number)
        # What no database keeps may hide behind an escape: NUL, halves of a character.
        plain = json.dumps(value, ensure_ascii=False).encode()
    except ValueError as error:
        raise CellError(f"it is no JSON: {error}") from None
    if b"\\u0000" in plain:
        raise CellError("it holds a NUL character, which no database keeps")
    return value


def _no_number(name: str) -> None:
    raise ValueError(f"{name} is no JSON number")


_PARSERS = {
    Kind.ID: _parse_id,
    Kind.TEXT: _parse_text,
    Kind.CHOICE: _parse_choice,
    Kind.EDTF: _parse_edtf,
    Kind.INTEGER: _parse_integer,
    Kind.NUMBER: _parse_number,
    Kind.BOOLEAN: _parse_boolean,
    Kind.DATE: _parse_date,
    Kind.DATETIME: _parse_datetime,
    Kind.REFERENCE: _parse_reference,
    Kind.REFERENCES: _parse_references,
    Kind.USER: _parse_text,
    Kind.USERS: _parse_users,
    Kind.JSON: _parse_json,
}


# JSON value -> text in a file -----------------------------------------------------------------


def write(column: Column, value: Any) -> str:
    """Write a value as the text of a cell; CellError where it is of another type."""
    if value is None:
        return ""
    if column.kind is Kind.JSON:
        return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    if column.kind in (Kind.REFERENCES, Kind.USERS):
        if not isinstance(value, list) or not all(isinstance(part, str) for part in value):
            raise CellError("it is no list of texts")
        return SEPARATOR.join(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    if not isinstance(value, str):
        raise CellError("it is no single value")
    return value


# Attribute -> JSON value and back -------------------------------------------------------------


def take(column: Column, value: Any) -> Any:
    """Turn a stored value (not many-to-many, not a user) into the value of a row."""
    if column.kind is Kind.TEXT and isinstance(value, str) and "\r" in value:
        return value.replace("\r\n", "\n").replace("\r", "\n")
    if value is None or value == "":
        return value
    if column.kind is Kind.ID:
        return public_id(column.field.model, value)
    if column.kind is Kind.REFERENCE:
        return public_id(column.target, value)
    if column.kind is Kind.DATETIME:
        return _time(value)
    if column.kind is Kind.DATE:
        return value.isoformat()
    if column.kind is Kind.CHOICE:
        return str(value)
    return value


def give(column: Column, value: Any) -> Any:
    """Turn the value of a row into the attribute (not many-to-many, not a user)."""
    if value is None or value == "":
        return value
    if column.kind is Kind.ID:
        return primary_key(column.field.model, value)
    if column.kind is Kind.REFERENCE:
        return primary_key(column.target, value)
    if column.kind is Kind.DATETIME:
        return datetime.strptime(value, _TIME).replace(tzinfo=UTC)
    if column.kind is Kind.DATE:
        return date.fromisoformat(value)
    return value
