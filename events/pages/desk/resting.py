"""Which articles the work of curators rests on, by the passages of its evidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from events import dataset
from events.dataset.columns import primary_key
from events.dataset.documents import Document
from events.models import Article, Paragraph, Record, Revision


def documents_of(subjects: Iterable[Any]) -> dict[str, Document]:
    """The documents of records and revisions, by public id; a few queries a kind of record."""
    found: dict[str, Document] = {}
    records: dict[type[Record], list[Any]] = defaultdict(list)
    for subject in subjects:
        if isinstance(subject, Revision):
            found[subject.public_id] = subject.document
        else:
            records[type(subject)].append(subject)
    for rows in records.values():
        found |= dataset.documents(rows)
    return found


def paragraph_key(row: dict[str, Any]) -> int:
    """The key of the passage of a piece of evidence; 0, which none has, where it is no id."""
    try:
        return int(primary_key(Paragraph, row.get("paragraph") or ""))
    except ValueError:
        return 0


def articles_of(documents: dict[str, Document]) -> dict[str, list[int]]:
    """The keys of the articles that each document's evidence stands in, newest evidence first."""
    passages = {
        key: [paragraph_key(row) for row in reversed(document.get("evidence", []))]
        for key, document in documents.items()
    }
    wanted = {number for numbers in passages.values() for number in numbers if number}
    rows = Paragraph.objects.defer("text").select_related("capture").in_bulk(wanted)
    return {
        key: list(dict.fromkeys(rows[n].capture.article_id for n in numbers if n in rows))
        for key, numbers in passages.items()
    }


def desk_articles(documents: dict[str, Document], user: Any) -> dict[str, int]:
    """The article at which a user goes on with each document: one he holds, else the newest."""
    found = articles_of(documents)
    named = {key for keys in found.values() for key in keys}
    held = {
        key for key, row in Article.objects.in_bulk(named).items() if row.assignee_id == user.pk
    }
    return {
        key: next((number for number in numbers if number in held), numbers[0])
        for key, numbers in found.items()
        if numbers
    }
