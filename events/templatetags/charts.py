"""Formatting for charts: classes and textures of the groups, marks of attendance, texts."""

from __future__ import annotations

from datetime import date
from typing import Any

from babel.numbers import get_currency_name
from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext_lazy

from events import edtf
from events.choices import EventGroup

register = template.Library()

#: Colour class and texture of each group; a plain fill where there is no texture.
GROUPS: dict[str, tuple[str, str]] = {
    EventGroup.SUMMIT: ("k-s", ""),
    EventGroup.COUNCIL: ("k-c", ""),
    EventGroup.MEETING: ("k-m", "t-m"),
    EventGroup.SIGNING: ("k-a", "t-a"),
    EventGroup.CONFERENCE: ("k-g", "t-g"),
    EventGroup.FIELD: ("k-f", "t-f"),
    EventGroup.WORDS: ("k-w", ""),
}
#: Symbol of each level of attendance (events.pages.summits.Attendance).
ATTENDANCE: dict[str, str] = {
    "head": "at1",
    "other": "at2",
    "delegation": "at3",
    "not-coded": "at4",
}
#: How many states were represented at a level (events.stats.Level).
LEVEL_COUNTS: dict[str, Any] = {
    "head-of-state": ngettext_lazy(
        "%(number)s head of state", "%(number)s heads of state", "number"
    ),
    "head-of-government": ngettext_lazy(
        "%(number)s head of government", "%(number)s heads of government", "number"
    ),
    "minister": ngettext_lazy("%(number)s minister", "%(number)s ministers", "number"),
    "other": ngettext_lazy("%(number)s of other rank", "%(number)s of other rank", "number"),
    "unknown": ngettext_lazy(
        "%(number)s represented, rank not coded",
        "%(number)s represented, rank not coded",
        "number",
    ),
}
STANDINGS: dict[str, str] = {"member": "s-m", "observer": "s-o", "partner": "s-p"}


@register.simple_tag
def level_count(level: str, number: int) -> str:
    """How many states were represented at a level: "2 heads of state"."""
    return str(LEVEL_COUNTS[level] % {"number": number})


@register.simple_tag
def group_paint(group: str) -> SafeString:
    """The class and the fill of an area of a group."""
    if group in STANDINGS:
        return format_html('class="{}"', STANDINGS[group])
    css, texture = GROUPS[group]
    if texture:
        return format_html('fill="url(#{})" class="area {}"', texture, css)
    return format_html('class="area seg {}"', css)


@register.filter
def attendance_symbol(attendance: str) -> str:
    """The symbol of a level of attendance."""
    return ATTENDANCE[attendance]


@register.filter
def short_year(year: int) -> str:
    """The last two figures of a year."""
    return f"{year % 100:02}"


@register.filter
def century(year: int) -> str:
    """The first two figures of a year."""
    return f"{year // 100:02}"


@register.simple_tag
def day_and_month(value: date) -> str:
    """A day of any year: "21 November"."""
    return edtf.words(value.isoformat(), omit_year=True)


@register.simple_tag
def pair_address(one: Any, other: Any) -> str:
    """The page of two countries, in the order of their codes."""
    return reverse("events:pair", args=sorted((one.iso2.lower(), other.iso2.lower())))


@register.simple_tag
def currency(code: str) -> str:
    """A currency by its name in the reader's language, and its code."""
    reader = (get_language() or "en").partition("-")[0]
    return f"{get_currency_name(code, locale=reader)}, {code}"
