"""How the index is asked for everything at once, and how curators find things by name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from events import tokens
from events.models import Alias
from events.tokens import Segment

from .sources import SOURCES, Source


@dataclass(frozen=True)
class Result:
    """A record found, with its label and the best passage in marked segments."""

    record: Any
    label: list[Segment]
    passage: list[Segment]


@dataclass(frozen=True)
class Group:
    """What was found of one kind: its name, its plural for readers, how many, the first few."""

    kind: str
    plural: Any
    count: int
    results: list[Result]


def everything(query: str, *, per_kind: int = 5) -> list[Group]:
    """Search all kinds at once; kinds without a match are left out.

    Up to one query a kind for the count, and for a kind with matches a fixed number more.
    """
    groups = []
    for source in SOURCES:
        rows = source.public().search(query).by_relevance()
        count = rows.count()
        if count:
            found = source.fetched(rows)[:per_kind]
            results = [_result(source, record, query) for record in found]
            groups.append(
                Group(source.name, source.model._meta.verbose_name_plural, count, results)
            )
    return groups


def by_name(rows: QuerySet, text: str) -> QuerySet:
    """Keep rows one of whose names or aliases holds words beginning with every word typed.

    For the choices of curators, so drafts are found too. The index knows public rows only and
    knows stems, not beginnings; the `folded` column of every named row and alias is written
    with the row, holds the same on both databases and needs no index at this size.
    Chinese characters match anywhere in a name. Without a word in the text nothing is left out.
    """
    wanted = tokens.fold(text[: tokens.MAX_QUERY]).split()[:12]
    if not wanted:
        return rows
    own = _begins(wanted)
    if not hasattr(rows.model, "aliases"):
        return rows.filter(own)
    link = rows.model._meta.get_field("aliases").field.name
    return rows.filter(own | Exists(Alias.objects.filter(own, **{link: OuterRef("pk")})))


def _begins(wanted: Iterable[str]) -> Q:
    """In the folded column words are parted by spaces and names by line ends."""
    condition = Q()
    for word in wanted:
        if tokens.is_chinese(word):
            condition &= Q(folded__contains=word)
        else:
            condition &= (
                Q(folded__startswith=word)
                | Q(folded__contains=f" {word}")
                | Q(folded__contains=f"\n{word}")
            )
    return condition


def _result(source: Source, record: Any, query: str) -> Result:
    label = str(record.label)
    return Result(
        record,
        tokens.highlight(label, query),
        source.texts(record).passage(query, label),
    )
