"""What public ids and keys in documents are called; one query a model for all of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from events.dataset.columns import TABLE, Kind, primary_key, public_id
from events.models import Evidence, Paragraph

Document = dict[str, list[dict[str, Any]]]


def labels_of(documents: Iterable[Document]) -> dict[str, str]:
    """The label of everything the rows name, by id or key; what is not there has none.

    Evidence names its claim, a row of the same document, which needs none.
    """
    wanted: dict[Any, set[str]] = {}
    for document in documents:
        for name, rows in document.items():
            for column in TABLE[name].columns:
                if TABLE[name].model is Evidence and column.name in TABLE[name].owner:
                    continue
                if column.kind is Kind.REFERENCE:
                    keys = {row.get(column.name) for row in rows}
                elif column.kind is Kind.REFERENCES:
                    keys = {key for row in rows for key in row.get(column.name) or ()}
                else:
                    continue
                wanted.setdefault(column.target, set()).update(key for key in keys if key)
    return labels(wanted)


def labels(wanted: dict[Any, set[str]]) -> dict[str, str]:
    """The labels of rows of several models, each given by its ids or keys."""
    found: dict[str, str] = {}
    for model, keys in wanted.items():
        numbers = list(_numbers(model, keys))
        if not numbers:
            continue
        rows = model._default_manager.filter(pk__in=numbers)
        if model in (Paragraph, Evidence):
            rows = rows.with_source()
        for row in rows:
            found[public_id(model, row.pk)] = str(getattr(row, "label", row))
    return found


def _numbers(model: Any, keys: Iterable[str]) -> Iterable[Any]:
    for key in keys:
        try:
            yield primary_key(model, key)
        except ValueError:
            continue  # a placeholder
