"""datapackage.json: a Frictionless data package that describes every table and column.

Titles and descriptions are the models' own names and help texts, in English; so the codebook,
the forms and the package say the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models as db
from django.utils import translation

from events.models.base import Numbered

from .columns import TABLE_OF, Column, Kind, Profile, Table
from .sequences import next_number

_TYPES: dict[Kind, dict[str, Any]] = {
    Kind.INTEGER: {"type": "integer"},
    Kind.NUMBER: {"type": "number"},
    Kind.BOOLEAN: {"type": "boolean", "trueValues": ["true"], "falseValues": ["false"]},
    Kind.DATE: {"type": "date"},
    Kind.DATETIME: {"type": "datetime"},
    Kind.JSON: {"type": "object"},
}
_FORMS = {
    Kind.EDTF: "An EDTF date (ISO 8601-2), levels 0 and 1, or one of a set.",
    Kind.REFERENCES: "Ids, parted by semicolons.",
    Kind.USERS: "Names of accounts, parted by semicolons.",
}
_PROFILES = {
    Profile.PUBLIC: "Published records with their evidence and sources; no captured text.",
    Profile.STARTER: (
        "Published records with their evidence and sources, drafts with their reasons and"
        " proposed changes; no captured text."
    ),
    Profile.FULL: "Everything, captured text and names of curators included. For staff only.",
}


def describe(tables: Iterable[Table], profile: Profile) -> dict[str, Any]:
    """The descriptor of a package of these tables; `next_id` is the next free number."""
    tables = tuple(tables)
    with translation.override("en"):
        return {
            "profile": "tabular-data-package",
            "name": f"sco-{profile.value}",
            "title": "The diplomatic life of the Shanghai Cooperation Organisation",
            "description": _PROFILES[profile],
            "licenses": [
                {
                    "name": "CC-BY-4.0",
                    "title": "Creative Commons Attribution 4.0 International",
                    "path": "https://creativecommons.org/licenses/by/4.0/",
                }
            ],
            "resources": [_resource(table, tables, profile) for table in tables],
        }


def _resource(table: Table, tables: tuple[Table, ...], profile: Profile) -> dict[str, Any]:
    columns = table.visible(profile)
    resource: dict[str, Any] = {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": f"{table.name}.csv",
        "title": str(table.model._meta.verbose_name_plural),
        "description": " ".join((table.model.__doc__ or "").split("\n\n")[0].split()),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"lineTerminator": "\n", "delimiter": ",", "quoteChar": '"'},
        "schema": {
            "fields": [_field(column) for column in columns],
            "missingValues": [""],
            "primaryKey": [columns[0].name],
            "foreignKeys": [_foreign_key(c, table) for c in columns if _is_key(c, tables)],
        },
    }
    # The history is each site's own, so its numbers are none of a package without it.
    has_numbers = not table.starter or profile is Profile.FULL
    if issubclass(table.model, Numbered) and has_numbers:
        resource["next_id"] = next_number(table.model)
    return resource


def _field(column: Column) -> dict[str, Any]:
    field: Any = column.field
    described: dict[str, Any] = {
        "name": column.name,
        **_TYPES.get(column.kind, {"type": "string"}),
        "title": str(getattr(field, "verbose_name", column.name)),
    }
    texts = [str(field.help_text), _FORMS.get(column.kind, "")]
    if description := " ".join(text for text in texts if text):
        described["description"] = description
    if constraints := _constraints(column):
        described["constraints"] = constraints
    if column.kind is Kind.CHOICE:
        described["labels"] = {value: str(label) for value, label in field.flatchoices}
    return described


def _constraints(column: Column) -> dict[str, Any]:
    field: Any = column.field
    constraints: dict[str, Any] = {}
    if column.kind is Kind.ID or column.required:
        constraints["required"] = True
    if field.unique and column.kind is not Kind.ID:
        constraints["unique"] = True
    if column.kind is Kind.ID and issubclass(field.model, Numbered):
        constraints["pattern"] = f"{field.model.prefix}[1-9][0-9]*"
    if column.kind is Kind.CHOICE:
        constraints["enum"] = [value for value, _ in field.flatchoices]
    elif field.max_length and column.kind in (Kind.TEXT, Kind.EDTF):
        constraints["maxLength"] = field.max_length
    if isinstance(field, db.PositiveIntegerField | db.PositiveSmallIntegerField):
        constraints["minimum"] = 0
    return constraints


def _is_key(column: Column, tables: tuple[Table, ...]) -> bool:
    return column.kind is Kind.REFERENCE and TABLE_OF[column.target] in tables


def _foreign_key(column: Column, table: Table) -> dict[str, Any]:
    target = TABLE_OF[column.target]
    return {
        "fields": [column.name],
        "reference": {
            "resource": "" if target is table else target.name,
            "fields": [target.columns[0].name],
        },
    }
