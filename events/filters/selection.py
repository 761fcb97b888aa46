"""What a query string selects: the rows, and everything a page says about the filter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, QueryDict
from django.utils.text import Truncator
from django.utils.translation import gettext, ngettext

from .describe import Sentence, describe, period
from .facets import Facet, facets_of
from .fields import MAX_PAGE, MAX_PAGE_SIZE, NumberField
from .filtersets import ListFilter
from .parameters import CERTAIN

PAGE_SIZE = 50
#: Parameters of the machine formats; pages name them as unknown.
SIZE = "page_size"
Pair = tuple[str, str]


@dataclass(frozen=True)
class Chip:
    """One value in use; `remove` is the query string without it."""

    label: str
    remove: str


@dataclass(frozen=True)
class Order:
    """One way to sort."""

    value: str
    label: str
    chosen: bool
    querystring: str


@dataclass(frozen=True)
class Wider:
    """The filter without one of its values, and what it would find."""

    label: str
    querystring: str
    count: int


def select(
    filterset: type[ListFilter],
    data: QueryDict,
    *,
    pinned: Mapping[str, str | Iterable[str]] | None = None,
) -> Selection:
    """Apply a query string to a list. `pinned` fixes parameters, as a country's page does.

    Pinned parameters are not accepted from the query string, have no chips and no facets, and
    stand in `querystring` alone: links within the page go without them.
    """
    return Selection(filterset, data, pinned or {})


class Selection:
    """The result of one query string on one list."""

    def __init__(
        self,
        filterset: type[ListFilter],
        data: QueryDict,
        pinned: Mapping[str, str | Iterable[str]],
    ) -> None:
        self.pinned = {
            name: [value] if isinstance(value, str) else list(value)
            for name, value in pinned.items()
        }
        names = [name for name in filterset.base_filters if name not in self.pinned]
        self.unknown = [Truncator(name).chars(80) for name in data if name not in names]
        self.size = data.get(SIZE, "")
        self.data = QueryDict(mutable=True)
        for name in names:
            if values := [value for value in data.getlist(name) if value.strip()]:
                self.data.setlist(name, values)
        for name, values in self.pinned.items():
            self.data.setlist(name, values)
        self.rows: QuerySet = filterset.model._default_manager.published()  # type: ignore[attr-defined]
        self.filterset = filterset(self.data, queryset=self.rows)

    # The rows ------------------------------------------------------------------------------

    @property
    def form(self) -> Any:
        """The bound form: native controls for what is no facet."""
        return self.filterset.form

    @cached_property
    def is_valid(self) -> bool:
        """Whether every parameter could be read; asked here and nowhere else."""
        return bool(self.filterset.is_valid())

    @cached_property
    def errors(self) -> dict[str, list[str]]:
        """What is wrong with which parameter; unknown ones are in `unknown`."""
        return {name: [str(e) for e in errors] for name, errors in self.form.errors.items()}

    @cached_property
    def machine_errors(self) -> dict[str, list[str]]:
        """Why a machine format refuses: the errors, and parameters that nobody knows."""
        unknown = {
            name: [gettext("There is no parameter of this name here.")]
            for name in self.unknown
            if name != SIZE
        }
        try:
            _ = self.page_size
        except ValidationError as error:
            unknown[SIZE] = error.messages
        return {**self.errors, **unknown}

    @property
    def page_size(self) -> int:
        """What a program asked for, or 50; ValidationError where that is no size."""
        return NumberField(most=MAX_PAGE_SIZE).clean(self.size) or PAGE_SIZE

    @cached_property
    def queryset(self) -> Any:
        """Published rows that match, in order; none where a parameter cannot be read."""
        if not self.is_valid:
            return self.rows.none()
        return self.filterset.filter_queryset(self.rows)

    @cached_property
    def count(self) -> int:
        """How many rows match."""
        return int(self.queryset.count())

    def page(self, size: int = PAGE_SIZE) -> Page:
        """The page asked for, with everything its rows show; Http404 beyond the last."""
        number = (self.filterset.given["page"] or 1) if self.is_valid else 1
        paginator = Paginator(self.queryset.for_row(), size)
        paginator.count = self.count  # counted once, for page and heading
        if number > min(paginator.num_pages, MAX_PAGE):
            last = min(paginator.num_pages, MAX_PAGE)
            message = ngettext("There is only %(last)s page.", "The last page is %(last)s.", last)
            raise Http404(message % {"last": last})
        return paginator.page(number)

    # Addresses -----------------------------------------------------------------------------

    @cached_property
    def pairs(self) -> list[Pair]:
        """Parameters and values in canonical form and order; neither defaults nor the page."""
        if not self.is_valid:
            return [(n, v) for n, values in self.data.lists() for v in values if n != "page"]
        pairs: list[Pair] = []
        cleaned, given = self.form.cleaned_data, self.filterset.given
        for name, field in self.form.fields.items():
            items = cleaned[name] if field.is_several else [cleaned[name]]
            pairs += [(name, field.key(item)) for item in items if item is not None]
        silent = {"page"}
        if given.get("certainty") != CERTAIN:
            silent.add("certainty")
        if self.sort == self._orders[0][0]:
            silent.add("sort")
        if not given.get("country"):
            silent |= {"together", "only"}
        return [(name, key) for name, key in pairs if name not in silent]

    @property
    def querystring(self) -> str:
        """The same rows in the list itself, pinned parameters included."""
        return urlencode(self.pairs)

    @property
    def page_pairs(self) -> list[Pair]:
        """The pairs without those that the page pins."""
        return [pair for pair in self.pairs if pair[0] not in self.pinned]

    @property
    def page_querystring(self) -> str:
        """The same rows on this very page: without what it pins."""
        return self._address(self.pairs)

    def carried(self, *shown: str) -> list[Pair]:
        """The pairs a form must carry along for parameters it does not show."""
        return [(name, value) for name, value in self.page_pairs if name not in shown]

    def _address(self, pairs: Iterable[Pair]) -> str:
        kept = [pair for pair in pairs if pair[0] not in self.pinned]
        if not any(name == "country" for name, _value in kept):
            kept = [pair for pair in kept if pair[0] not in ("together", "only")]
        if not any(name == "q" for name, _value in kept):
            kept = [pair for pair in kept if pair != ("sort", "relevance")]
        # One address for the same filter, in whatever order it was put together.
        names = list(self.form.fields)
        return urlencode(sorted(kept, key=lambda pair: names.index(pair[0])))

    def _less(self, *removed: Pair) -> str:
        return self._address(pair for pair in self.pairs if pair not in removed)

    # What is said about it -----------------------------------------------------------------

    @cached_property
    def sentence(self) -> Sentence:
        """The filter in words, pinned parameters included."""
        return describe(self.filterset)

    @cached_property
    def chips(self) -> list[Chip]:
        """One for each value in use; `since` and `until` make one."""
        return [Chip(label, self._less(*pairs)) for label, pairs in self._chosen()]

    def _chosen(self) -> list[tuple[str, list[Pair]]]:
        """Labels of the values in use, each with the pairs that make it up."""
        chosen: list[tuple[str, list[Pair]]] = []
        for name in dict.fromkeys(name for name, _value in self.pairs):
            pairs = [pair for pair in self.pairs if pair[0] == name]
            if name in self.pinned or name in ("sort", "until"):
                continue
            if not self.is_valid:
                chosen += [self._broken(*pair) for pair in pairs]
            elif name in ("together", "only"):
                chosen.append((str(self.form.fields[name].label), pairs))
            elif name != "since":
                labels = self.filterset.labels(name)
                quoted = [f"“{label}”" for label in labels] if name == "q" else labels
                chosen += [(label, [pair]) for label, pair in zip(quoted, pairs, strict=True)]
        return chosen + self._chosen_period()

    def _broken(self, name: str, value: str) -> tuple[str, list[Pair]]:
        """A value as it was typed, where the filter cannot be read."""
        label = f"{self.form.fields[name].label}: {Truncator(value).chars(40)}"
        return label, [(name, value)]

    def _chosen_period(self) -> list[tuple[str, list[Pair]]]:
        pairs = [pair for pair in self.pairs if pair[0] in ("since", "until")]
        if not pairs or not self.is_valid:
            return [self._broken(*pair) for pair in pairs if pair[0] == "until"]
        ends = (self.form.cleaned_data[name] for name in ("since", "until"))
        return [("".join(text for text, _marked in period(*ends)), pairs)]

    @property
    def _orders(self) -> list[tuple[str, Any]]:
        return list(self.form.fields["sort"].choices)

    @property
    def sort(self) -> str:
        """The order in effect."""
        return self.filterset.order if self.is_valid else self._orders[0][0]

    @property
    def orders(self) -> list[Order]:
        """The ways to sort; by relevance only where there are words to search for."""
        kept = [pair for pair in self.pairs if pair[0] != "sort"]
        has_words = any(name == "q" for name, _value in kept)
        return [
            Order(value, str(label), value == self.sort, self._address([*kept, ("sort", value)]))
            for value, label in self._orders
            if has_words or value != "relevance"
        ]

    @cached_property
    def wider(self) -> list[Wider]:
        """Where nothing matches: what there is without one of the values, nearest first."""
        if not self.is_valid or self.count:
            return []
        found = []
        for label, pairs in self._chosen():
            address = self._less(*pairs)
            less = select(type(self.filterset), QueryDict(address), pinned=self.pinned)
            if less.count:
                found.append(Wider(label, address, less.count))
        return sorted(found, key=lambda wider: wider.count)

    @cached_property
    def facets(self) -> list[Facet]:
        """The values that rows have, with counts, most frequent first."""
        return facets_of(self)

    def toggled(self, name: str, key: str) -> str:
        """The query string with a value chosen, or no longer chosen."""
        if (name, key) in self.pairs:
            return self._less((name, key))
        return self._address([*self.pairs, (name, key)])
