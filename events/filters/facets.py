"""Facets: the values that rows have, with the number of rows that have them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import CharField, QuerySet, Value

from events.models.tally import Tally

if TYPE_CHECKING:
    from .selection import Selection

Counts = dict[str, Counter[str]]


@dataclass(frozen=True)
class Option:
    """One value of a facet; `querystring` is the list with it chosen, or no longer chosen."""

    value: str
    label: str
    count: int
    checked: bool
    querystring: str


@dataclass(frozen=True)
class Facet:
    """The values of one parameter among the rows that match all other parameters."""

    name: str
    label: str
    options: list[Option]


def facets_of(selection: Selection) -> list[Facet]:
    """The facets of a list in its order, options by count; one query counts for all of them.

    A facet's counts leave its own parameter aside. Values in use are shown in any case.
    """
    names = [name for name in selection.filterset.facets if name not in selection.pinned]
    if not selection.is_valid:
        return []
    counts = _counts(selection, names)
    return [_facet(selection, name, counts[name]) for name in names]


def _counts(selection: Selection, names: list[str]) -> Counts:
    counts: Counts = {name: Counter() for name in names}
    queries = []
    for name in names:
        for part in _tally(selection, name):
            if isinstance(part, QuerySet):
                tagged = part.annotate(facet=Value(name, output_field=CharField()))
                queries.append(tagged.values_list("facet", "value", "n"))
            else:
                counts[name].update(dict(part))
    if queries:
        for name, value, number in queries[0].union(*queries[1:], all=True):
            counts[name][selection.filterset.bin(name, value)] += number
    return counts


def _tally(selection: Selection, name: str) -> Tally:
    filterset = selection.filterset
    given = filterset.without(name)
    return filterset.tally(name, filterset.matching(selection.rows, given), given)


def _facet(selection: Selection, name: str, counts: Counter[str]) -> Facet:
    field: Any = selection.form.fields[name]
    items = {field.key(item): (item, 0) for item in selection.form.cleaned_data[name]}
    checked = set(items)
    for value, item in field.counted(list(counts)).items():
        items[field.key(item)] = (item, counts[value])
    options = [
        Option(key, field.said(item), count, key in checked, selection.toggled(name, key))
        for key, (item, count) in items.items()
    ]
    options.sort(key=lambda option: (-option.count, option.label))
    return Facet(name, str(field.label), options)
