"""What is coded from an article: records of every status, and open revisions."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from typing import Any

from events.choices import Status
from events.models import (
    CLAIMS,
    RECORD_OF_PREFIX,
    RECORDS,
    Article,
    Evidence,
    Paragraph,
    Record,
    Revision,
)

Document = dict[str, list[dict[str, Any]]]
_ID = re.compile(rf"({'|'.join(RECORD_OF_PREFIX)})([1-9][0-9]{{0,8}})")
_GONE = (Status.RETRACTED, Status.MERGED)


def records_in(article: Article) -> dict[str, Record]:
    """The records with evidence in an article, by public id, in the order of their kinds."""
    rows = Evidence.objects.in_article(article).order_by()
    found: dict[str, Record] = {}
    keys: dict[type[Record], set[int]] = {model: set() for model in RECORDS}
    paths = {name: path for name, path in CLAIMS.items() if path}
    for values in rows.values(*(f"{path}__pk" for path in paths.values())):
        for path in paths.values():
            if number := values[f"{path}__pk"]:
                keys[_model(path)].add(number)
    for model, numbers in keys.items():
        if numbers:
            living = model._default_manager.filter(pk__in=numbers).exclude(status__in=_GONE)
            found |= {record.public_id: record for record in living.order_by("pk")}
    return found


def _model(path: str) -> type[Record]:
    model: Any = Evidence
    for name in path.split("__"):
        model = model._meta.get_field(name).related_model
    return model


def revisions_in(article: Article) -> list[Revision]:
    """Open revisions whose documents have evidence in an article, oldest first."""
    keys = Paragraph.objects.of_article(article).values_list("pk", flat=True)
    passages = {f"{Paragraph.prefix}{key}" for key in keys}
    return [
        revision
        for revision in Revision.objects.open().order_by("pk")
        if any(row.get("paragraph") in passages for row in revision.document.get("evidence", []))
    ]


def drafts_named(
    documents: Iterable[Document], user: Any, *, known: Collection[str] = ()
) -> list[Record]:
    """A user's own drafts that documents name: a person who was new, say, and has no evidence."""
    keys: dict[type[Record], set[int]] = {}
    for document in documents:
        for name in _named(document):
            if name not in known and (match := _ID.fullmatch(name)):
                keys.setdefault(RECORD_OF_PREFIX[match[1]], set()).add(int(match[2]))
    found: list[Record] = []
    for model, numbers in keys.items():
        rows: Any = model._default_manager.filter(pk__in=numbers)
        found += rows.drafts().by(user).order_by("pk")
    return found


def _named(document: Document) -> Iterable[str]:
    for rows in document.values():
        for row in rows:
            for column, value in row.items():
                if column == "id":
                    continue
                for part in value if isinstance(value, list) else [value]:
                    if isinstance(part, str):
                        yield part
