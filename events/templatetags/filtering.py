"""What the filter form and the lists need in templates. Never a query."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import template
from django.http import QueryDict
from django.urls import reverse

register = template.Library()

#: How many values of a facet are shown before the rest folds.
OPEN_OPTIONS = 10


@dataclass(frozen=True)
class FilterFields:
    """The native controls of a filter form; what it does not show is carried along."""

    words: Any
    since: Any
    until: Any
    certainty: Any
    chosen_certainty: str
    flags: list[Any]
    carried: list[tuple[str, str]]


@register.simple_tag
def filter_fields(selection: Any) -> FilterFields:
    """The controls that a list's form has."""
    form = selection.form

    def field(name: str) -> Any:
        return form[name] if name in form.fields else None

    single = ("q", "since", "until", "certainty", "together", "only")
    certainty = field("certainty")
    return FilterFields(
        words=field("q"),
        since=field("since"),
        until=field("until"),
        certainty=certainty,
        chosen_certainty=(certainty.value() or "possible") if certainty else "",
        flags=[form[name] for name in ("together", "only") if name in form.fields],
        carried=selection.carried(*single, *(facet.name for facet in selection.facets)),
    )


@register.filter
def in_plain_words(sentence: Iterable[tuple[str, bool]]) -> str:
    """The filter in words, without marks and without space around: for titles."""
    return "".join(str(text) for text, _marked in sentence).strip()


@register.filter
def has_checked(facet: Any) -> bool:
    """Whether one of its values is in use."""
    return any(option.checked for option in facet.options)


@register.simple_tag
def facet_parts(facet: Any) -> tuple[list[Any], list[Any]]:
    """The values to show, and those that fold: those in use are always shown."""
    shown = [o for i, o in enumerate(facet.options) if i < OPEN_OPTIONS or o.checked]
    return shown, [option for option in facet.options if option not in shown]


@register.simple_tag
def list_address(name: str) -> str:
    """The page of a list."""
    return reverse(f"events:{name}")


@register.simple_tag
def list_file(name: str, suffix: str, querystring: str) -> str:
    """The CSV or JSON of a list under the same filter."""
    path = reverse(f"events:{name}-data", args=[suffix])
    return f"{path}?{querystring}" if querystring else path


@register.simple_tag
def page_query(querystring: str, page: int) -> str:
    """The query string of a list with another page number; page 1 goes without."""
    query = QueryDict(querystring, mutable=True)
    query.pop("page", None)
    if page > 1:
        query["page"] = str(page)
    return f"?{query.urlencode()}" if query else "?"
