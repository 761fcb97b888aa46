"""What the index holds of each record.

One table, SOURCES, says which texts a record is found by. What is indexed, what is fetched for
that, and which rows must be written anew when something they name changes all follow from it.
The index holds public rows and public text only: captured text is never read here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Prefetch, QuerySet

from events import tokens
from events.choices import Status
from events.models import (
    CLAIMS,
    Actor,
    Article,
    Country,
    Document,
    Event,
    Evidence,
    Initiative,
    Paragraph,
    Statement,
)
from events.models.dates import BEGINNING, END


def spellings(thing: Any) -> list[str]:
    """All names of a record or vocabulary entry, aliases included; none of a record not public."""
    if getattr(thing, "status", Status.PUBLISHED) != Status.PUBLISHED:
        return []
    stem = getattr(thing, "name_stem", "name")
    names = [getattr(thing, f"{stem}_{suffix}", "") for suffix in ("en", "ru", "zh")]
    names.append(getattr(thing, "acronym", ""))
    if hasattr(thing, "aliases"):
        names += [alias.spelling for alias in thing.aliases.all()]
    return [name for name in names if name]


@dataclass(frozen=True)
class Source:
    """Where the texts of one kind of record come from, as paths from the record.

    title: its own names; names: things it names, each with all its spellings, or short texts;
    body: longer texts; also: what changes it though it takes no text from there.
    """

    model: type[Any]
    title: Callable[[Any], list[str]] = spellings
    names: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    also: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The kind, as in the index and in addresses: `event`."""
        return str(self.model._meta.model_name)

    def public(self) -> Any:
        """The rows that belong in the index; countries carry no status."""
        rows = self.model._default_manager.all()
        return rows if self.model is Country else rows.published()

    def fetched(self, rows: QuerySet) -> QuerySet:
        """The rows with everything `texts()` reads, in a fixed number of queries."""
        paths: dict[str, type[Model] | None] = (
            {"aliases": None} if hasattr(self.model, "aliases") else {}
        )
        for path in (*self.names, *self.body):
            for step in relations(self.model, path):
                target = target_of(self.model, step)
                paths[step] = target
                if hasattr(target, "aliases"):
                    paths[f"{step}__aliases"] = None
        return rows.prefetch_related(
            *(Prefetch(path, _slim(target)) for path, target in paths.items())
        )

    def texts(self, record: Any) -> Texts:
        """The public texts of a record."""
        return Texts(
            title=self.title(record),
            names=[text for path in self.names for text in _texts(record, path)] + _years(record),
            body=[text for path in self.body for text in _texts(record, path)],
        )


@dataclass(frozen=True)
class Texts:
    """What a record is found by."""

    title: list[str]
    names: list[str]
    body: list[str]

    def passage(self, query: str, label: str) -> list[tuple[str, bool]]:
        """The passage, or the names, in which most of the query stands, its words marked."""
        others = dict.fromkeys(name for name in self.title + self.names if name != label)
        named = " · ".join(name for name in others if tokens.hits(name, query))
        candidates = [*self.body, named]
        return tokens.passage(max(candidates, key=lambda t: len(tokens.hits(t, query))), query)


def _party(path: str) -> tuple[str, ...]:
    names = ("actor", "country", "represents", "post", "office")
    return tuple(f"{path}__{name}" for name in names)


SOURCES = (
    Source(
        Country,
        names=("iso2", "iso3", "capital_en", "capital_ru", "capital_zh"),
    ),
    Source(
        Actor,
        names=(
            "tenures__post",
            "tenures__post__country",
            "tenures__post__organisation",
            "parent",
            "seat",
        ),
        body=("tenures__note", "evidence__quote", "tenures__evidence__quote"),
    ),
    Source(
        Initiative,
        names=(*_party("steps__parties"), "topics"),
        body=(
            "description",
            "steps__note",
            "evidence__quote",
            "steps__evidence__quote",
            "steps__parties__evidence__quote",
        ),
    ),
    Source(
        Event,
        names=(*_party("participations"), "place", "place__country", "organ", "topics"),
        body=("summary", "evidence__quote", "participations__evidence__quote"),
    ),
    Source(
        Statement,
        title=lambda statement: [statement.text],
        names=(*_party("parties"), "event", "initiatives", "topics"),
        body=("quotation", "evidence__quote", "parties__evidence__quote"),
    ),
    Source(
        Document,
        names=("event", "place", "place__country", "topics"),
        body=("note", "evidence__quote"),
    ),
    Source(
        Article,
        title=lambda article: [article.headline] if article.headline_seen else [],
        names=("publisher__name",),
        body=("captures__paragraphs__digest", "captures__paragraphs__evidence__quote"),
        also=tuple(
            f"captures__paragraphs__evidence__{path or 'period__country'}"
            for path in CLAIMS.values()
        ),
    ),
)


def _texts(record: Any, path: str) -> list[str]:
    """The text at the end of a path, or all spellings of the things there."""
    found = _at(record, path)
    return [
        text
        for value in found
        for text in ([value] if isinstance(value, str) else spellings(value))
    ]


def _at(thing: Any, path: str) -> Iterator[Any]:
    name, _, rest = path.partition("__")
    value = getattr(thing, name)
    for one in value.all() if hasattr(value, "all") else [value]:
        if one not in (None, ""):
            if rest:
                yield from _at(one, rest)
            else:
                yield one


def _years(record: Any) -> list[str]:
    """The years a dated record begins and ends in, so that "summit 2024" finds it."""
    days = (getattr(record, "earliest", BEGINNING), getattr(record, "latest", END))
    return list(dict.fromkeys(str(day.year) for day in days if day not in (BEGINNING, END)))


def relations(model: type[Any], path: str) -> list[str]:
    """The relations on a path, each from the start: a__b__text gives a and a__b."""
    steps: list[str] = []
    for name in path.split("__"):
        relation = model._meta.get_field(name)
        if not relation.is_relation:
            break
        steps.append(f"{steps[-1]}__{name}" if steps else name)
        model = relation.related_model
    return steps


def target_of(model: type[Any], path: str) -> type[Any]:
    """The model at the end of a path of relations."""
    for name in path.split("__"):
        model = model._meta.get_field(name).related_model
    return model


def _slim(model: type[Model] | None) -> QuerySet | None:
    """Evidence of public claims alone, and neither it nor paragraphs with captured text."""
    if model is Evidence:
        return Evidence.objects.published().defer("exact", "before", "after")
    return Paragraph.objects.defer("text") if model is Paragraph else None
