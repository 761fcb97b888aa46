"""How the index is kept: rows written anew when what they say or name changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.db import transaction
from django.db.models import Model

from events import tokens
from events.models import Alias, Article, SearchEntry
from events.models.index import key_column

from .sources import SOURCES, Source, relations, target_of

CHUNK = 500


def refresh(changed: Iterable[Any]) -> None:
    """Bring the index up to date after rows were published, retracted, merged or renamed.

    Call it inside the same transaction, with records and with countries, places, posts, topics,
    publishers or aliases. What names a changed row is written anew with it.
    """
    keys: dict[type[Model], set[Any]] = {}
    for row in changed:
        subject = row.target if isinstance(row, Alias) else row
        keys.setdefault(type(subject), set()).add(subject.pk)
    with transaction.atomic():
        for source in SOURCES:
            own = keys.get(source.model, set()) | _naming(source, keys)
            for chunk in _chunks(own):
                rows = SearchEntry.objects.of(source.model)
                rows.filter(**{f"{key_column(source.model)}__in": chunk}).delete()
                _add(source, chunk)
        # An article stops being public when its last citation goes, and names nothing that left.
        cited = Article.objects.published().values("pk")
        SearchEntry.objects.of(Article).exclude(number__in=cited).delete()


def rebuild(*, on_progress: Callable[[int], Any] | None = None) -> int:
    """Write the whole index anew in one transaction; returns the number of rows.

    `on_progress` is told the number of rows each time some were written.
    """
    done = 0
    with transaction.atomic():
        SearchEntry.objects.all().delete()
        for source in SOURCES:
            for chunk in _chunks(source.public().values_list("pk", flat=True)):
                added = _add(source, chunk)
                done += added
                if on_progress:
                    on_progress(added)
    return done


def expected_size() -> int:
    """How many rows the index should have."""
    return sum(source.public().count() for source in SOURCES)


def _naming(source: Source, keys: dict[type[Model], set[Any]]) -> set[Any]:
    """Primary keys of the rows of a kind that name something that changed."""
    naming: set[Any] = set()
    for path in (*source.names, *source.also):
        steps = relations(source.model, path)
        changed = keys.get(target_of(source.model, steps[-1]), set()) if steps else set()
        for chunk in _chunks(changed):
            rows = source.model._default_manager.filter(**{f"{steps[-1]}__in": chunk})
            naming.update(rows.values_list("pk", flat=True))
    return naming


def _add(source: Source, keys: list[Any]) -> int:
    """Write the rows of those that are public; returns how many."""
    entries = [
        _entry(source, record) for record in source.fetched(source.public().filter(pk__in=keys))
    ]
    # Two curators may publish at once: the later one then writes over the row of the other.
    SearchEntry.objects.bulk_create(
        entries,
        update_conflicts=True,
        unique_fields=["kind", key_column(source.model)],
        update_fields=["title", "names", "body"],
    )
    return len(entries)


def _entry(source: Source, record: Any) -> SearchEntry:
    texts = source.texts(record)
    return SearchEntry(
        kind=source.name,
        title=_distinct(texts.title),
        names=_distinct(texts.names),
        body=_distinct(texts.body),
        **{key_column(source.model): record.pk},
    )


def _distinct(texts: Iterable[str]) -> str:
    return " ".join(dict.fromkeys(token for text in texts for token in tokens.tokens(text)))


def _chunks(keys: Iterable[Any]) -> Iterator[list[Any]]:
    ordered = sorted(keys)
    for start in range(0, len(ordered), CHUNK):
        yield ordered[start : start + CHUNK]
