"""Packages of made-up rows, written as a person would write them."""

import csv
from pathlib import Path
from typing import Any

from django.apps import apps
from django.utils import timezone

from events.dataset.columns import TABLES
from events.models import RECORDS, writing

Rows = list[dict[str, Any]]

#: A package that loads: one event of two states, read in one passage.
EXAMPLE: dict[str, Rows] = {
    "import_batches": [{"slug": "made-up", "title": "Made-up batch"}],
    "countries": [
        {"iso2": "KG", "iso3": "KGZ", "numeric": "417", "name_en": "Kyrgyzstan"},
        {"iso2": "CN", "iso3": "CHN", "numeric": "156", "name_en": "China"},
    ],
    "topics": [
        {"slug": "made-up", "name_en": "Made-up topic", "definition_en": "Made up."},
        {"slug": "other", "name_en": "Made-up other topic", "definition_en": "Made up."},
    ],
    "publishers": [{"slug": "press", "name": "Made-up press", "kind": "news"}],
    "articles": [
        {
            "id": "ar1",
            "publisher": "press",
            "headline": "Made-up headline",
            "url": "https://press.example/package",
            "published": "2024-07-05",
            "language": "en",
            "changed_at": "2024-08-01T00:00:00Z",
        }
    ],
    "captures": [{"id": "cp1", "article": "ar1"}],
    "paragraphs": [
        {"id": "pg1", "capture": "cp1", "number": "0", "kind": "whole", "digest": "Made up."}
    ],
    "events": [
        {
            "id": "ev1",
            "title_en": "Made-up event",
            "kind": "summit",
            "date": "2024-07-04",
            "topics": "made-up",
            "status": "published",
            "batch": "made-up",
            "version": "1",
            "changed_at": "2024-08-01T00:00:00Z",
            "published_at": "2024-08-01T00:00:00Z",
        }
    ],
    "participations": [
        {"id": "pa1", "event": "ev1", "role": "host", "country": "KG"},
        {"id": "pa2", "event": "ev1", "role": "participant", "country": "CN"},
    ],
    "evidence": [
        {"id": "es1", "event": "ev1", "participation": "", "paragraph": "pg1"},
        {"id": "es2", "event": "", "participation": "pa2", "paragraph": "pg1"},
    ],
}


def example(**tables: Rows) -> dict[str, Rows]:
    """The example, some tables replaced by others."""
    return {**{name: [dict(row) for row in rows] for name, rows in EXAMPLE.items()}, **tables}


def write_package(folder: Path, tables: dict[str, Rows]) -> Path:
    """Write rows as CSV files; the header is every column that a row of the table has."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in tables.items():
        header = list(dict.fromkeys(column for row in rows for column in row))
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, header, restval="", lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
    return folder


def read_rows(folder: Path, name: str) -> Rows:
    """The rows of a file, as texts."""
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def mark_published() -> None:
    """Give published rows of the factories the time that curation would have given them."""
    with writing():
        for model in RECORDS:
            model.objects.published().update(published_at=timezone.now())


def empty_tables() -> None:
    """Take every row of every table out, so that a package meets an empty database."""
    with writing():
        for table in reversed(TABLES):
            for column in table.columns:
                if column.field.many_to_many:
                    column.field.remote_field.through.objects.all().delete()
            rows = table.model._default_manager.all()
            rows._raw_delete(rows.db)


def stored_rows() -> dict[str, list[dict[str, Any]]]:
    """Every value in the tables of the site, to compare before and after."""
    return {
        model._meta.label: list(model._default_manager.order_by("pk").values())
        for model in apps.get_app_config("events").get_models(include_auto_created=True)
    }
