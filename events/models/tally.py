"""Counting rows by what they name: the numbers beside the choices of a filter.

A tally is a list of parts, each giving pairs (value, number of rows), or triples (value, year,
number) where asked `per_year`; a value that stands in several parts is summed. Parts that are
QuerySets can be joined into one query.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Count, Q, QuerySet
from django.db.models.functions import Cast, ExtractYear

from events.choices import Status

Tally = list[Iterable[tuple[Any, ...]]]


def counted(rows: QuerySet, value: Any, owner: str = "pk", *, per_year: bool = False) -> QuerySet:
    """Pairs (value, number of distinct owners); `value` is a column or an expression.

    Values are cast to text, so that parts of different tallies fit into one query. Years are
    those of the owner's earliest day.
    """
    given = rows.order_by().annotate(value=Cast(value, CharField())).filter(value__isnull=False)
    columns = ["value"]
    if per_year:
        earliest = "earliest" if owner == "pk" else f"{owner}__earliest"
        given = given.annotate(year=ExtractYear(earliest))
        columns.append("year")
    numbered = given.values(*columns).annotate(n=Count(owner, distinct=True))
    return numbered.values_list(*columns, "n")


@dataclass(frozen=True)
class Link:
    """A way from a row to countries, over records that must be public themselves.

    path: lookup of the country; through: lookups of the records in between.
    """

    path: str
    through: tuple[str, ...] = ()

    @property
    def public(self) -> dict[str, Any]:
        """The condition that everything in between is published."""
        return {f"{record}__status": Status.PUBLISHED for record in self.through}


def linked(model: Any, links: Iterable[Link], codes: Collection[str]) -> Q:
    """The condition that some link leads to one of these countries."""
    condition = Q()
    for link in links:
        rows = model._default_manager.filter(**link.public, **{f"{link.path}__in": codes})
        condition |= Q(pk__in=rows.values("pk"))
    return condition


def tally_linked(rows: QuerySet, links: Iterable[Link]) -> Tally:
    """How many rows each country is linked to, by whichever link; one query.

    Links overlap, so the distinct pairs are counted here: meant for tables of some thousand
    rows, not for events.
    """
    keys = rows.order_by().values("pk")
    parts = [
        rows.model._default_manager.order_by()
        .filter(**link.public, **{f"{link.path}__isnull": False}, pk__in=keys)
        .values_list("pk", link.path)
        for link in links
    ]
    pairs = parts[0].union(*parts[1:])
    return [list(Counter(country for _pk, country in pairs).items())]
