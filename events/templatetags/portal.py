"""Formatting for templates: dates in words, marks of kinds, numbers, addresses. Never a query."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.numbers import format_decimal
from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from events import edtf
from events.choices import STAGE_OF_VERB as STAGES
from events.choices import EventKind, EventState, Verb, VerbStage

register = template.Library()

#: Symbol in partials/_sprite.html and colour class in site.css of each kind of event.
MARKS: dict[str, tuple[str, str]] = {
    EventKind.SUMMIT: ("s1", "k-s"),
    EventKind.COUNCIL_MEETING: ("c1", "k-c"),
    EventKind.MINISTERIAL: ("c2", "k-c"),
    EventKind.BILATERAL_MEETING: ("m1", "k-m"),
    EventKind.VISIT: ("m2", "k-m"),
    EventKind.CONSULTATION: ("m3", "k-m"),
    EventKind.SIGNING: ("a1", "k-a"),
    EventKind.CONFERENCE: ("g1", "k-g"),
    EventKind.CULTURAL_EVENT: ("g2", "k-g"),
    EventKind.EXERCISE: ("f1", "k-f"),
    EventKind.OBSERVER_MISSION: ("f2", "k-f"),
    EventKind.PRESS_CONFERENCE: ("w1", "k-w"),
    EventKind.INTERVIEW: ("w2", "k-w"),
    EventKind.STATEMENT_RELEASE: ("w3", "k-w"),
    EventKind.OTHER: ("o1", "k-w"),
}
STEP_SYMBOLS: dict[str, str] = {
    Verb.PROPOSED: "p0",
    Verb.REITERATED: "p1",
    Verb.SUPPORTED: "p2",
    Verb.NEGOTIATED: "p3",
    Verb.AGREED: "p4",
    Verb.ADOPTED: "p4",
    Verb.SIGNED: "p5",
    Verb.RATIFIED: "p5",
    Verb.ENTERED_INTO_FORCE: "p6",
    Verb.LAUNCHED: "p6",
    Verb.ESTABLISHED: "p6",
    Verb.UNDER_CONSTRUCTION: "p7",
    Verb.COMPLETED: "p6",
    Verb.STALLED: "p8",
    Verb.REJECTED: "p8",
}
STEP_CLASSES: dict[str, str] = {
    VerbStage.SAID: "said",
    VerbStage.NEGOTIATED: "work",
    VerbStage.DECIDED: "dec",
    VerbStage.IN_BEING: "done",
    VerbStage.HALTED: "said",
}
STATE_CLASSES: dict[str, str] = {
    EventState.HELD: "held",
    EventState.ANNOUNCED: "said",
    EventState.CANCELLED: "clash",
}
NAME_LANGUAGES = (("en", "en"), ("ru", "ru"), ("zh-Hans", "zh"))
BABEL_LOCALES = {"en": "en_GB", "ru": "ru", "zh-hans": "zh_Hans_CN"}


def babel_locale() -> Locale:
    """The reader's language as Babel knows it."""
    return Locale.parse(BABEL_LOCALES.get(get_language() or "en", "en_GB"))


# Dates and numbers ---------------------------------------------------------------------------


def _time(parsed: edtf.Edtf, words: str, *classes: str) -> SafeString:
    css = " ".join(filter(None, classes))
    return format_html(
        "<time{}{}>{}</time>",
        format_html(' class="{}"', css) if css else "",
        format_html(' datetime="{}"', parsed.iso_start) if parsed.iso_start else "",
        words,
    )


@register.simple_tag
def when(value: Any, heading: str = "", css: str = "") -> SafeString:
    """A `<time>` with an EDTF date in words; italic (`soft`) when the day is not certain.

    `heading` is "year" or "month" where the line above says that much already. `datetime` is the
    earliest bound at its own precision. Nothing for an empty date.
    """
    if not value:
        return SafeString("")
    parsed = edtf.parse(value) if isinstance(value, str) else value
    words = edtf.words(parsed, omit_year=heading == "year", omit_month=heading == "month")
    return _time(parsed, words, "" if parsed.is_certain else "soft", css)


@register.filter
def edtf_words(value: Any) -> str:
    """An EDTF date in words, without markup."""
    return edtf.words(value) if value else ""


@register.filter
def weekday(value: Any) -> str:
    """The day of the week of a single certain day ("Friday"), else nothing."""
    if not value:
        return ""
    parsed = edtf.parse(value) if isinstance(value, str) else value
    if not parsed.is_day or parsed.qualified:
        return ""
    return format_date(parsed.earliest, "EEEE", locale=babel_locale())


@register.simple_tag
def day(value: date | None, *, access: bool = False) -> SafeString:
    """A `<time>` with a plain day or moment of our own records, written out.

    access: the day of reading; static/js/site.js sets it anew where the page is an old copy.
    """
    if value is None:
        return SafeString("")
    iso, words = f"{value:%Y-%m-%d}", format_date(value, "long", locale=babel_locale())
    if access:
        return format_html('<time datetime="{}" data-today>{}</time>', iso, words)
    return format_html('<time datetime="{}">{}</time>', iso, words)


@register.filter
def year(value: int) -> str:
    """A year without separators of thousands; nothing for an open beginning."""
    return f"{value:04}" if value > 1 else ""


@register.simple_tag
def other_names(record: Any) -> list[tuple[str, str]]:
    """The names that the page does not show already: (language tag or nothing, name)."""
    stem = record.name_stem
    named = [(tag, getattr(record, f"{stem}_{suffix}")) for tag, suffix in NAME_LANGUAGES]
    aliases = getattr(record, "aliases", None)
    named += [(alias.language, alias.spelling) for alias in aliases.all()] if aliases else []
    once = {name: tag for tag, name in reversed(named) if name and name != record.label}
    return [(once.pop(name), name) for _tag, name in named if name in once]


@register.filter
def number(value: Any) -> str:
    """A number as the reader's language writes it: 1,234 or 1 234."""
    return format_decimal(value, locale=babel_locale()) if value is not None else ""


# Marks ---------------------------------------------------------------------------------------


@register.simple_tag
def kind_mark(kind: str) -> SafeString:
    """The mark of a kind of event: hue and shape; the word stands beside it."""
    symbol, css = MARKS[kind]
    return format_html('<svg class="m {}" aria-hidden="true"><use href="#{}"/></svg>', css, symbol)


@register.simple_tag
def step_mark(verb: str, css: str = "") -> SafeString:
    """The mark of a step in a life-line; the verb stands beside it."""
    return format_html(
        '<svg class="{}st {}" aria-hidden="true"><use href="#{}"/></svg>',
        f"{css} " if css else "",
        STEP_CLASSES[STAGES[verb]],
        STEP_SYMBOLS[verb],
    )


@register.filter
def kind_class(kind: str) -> str:
    """The colour class of a kind of event."""
    return MARKS[kind][1]


@register.filter
def kind_symbol(kind: str) -> str:
    """The symbol of a kind of event in the sprite."""
    return MARKS[kind][0]


@register.filter
def step_class(verb: str) -> str:
    """The look of a step by how far it goes."""
    return STEP_CLASSES[STAGES[verb]]


@register.filter
def step_symbol(verb: str) -> str:
    """The symbol of a step in the sprite."""
    return STEP_SYMBOLS[verb]


@register.filter
def state_label(event: Any) -> str:
    """The state of an event; an announcement whose day has passed says that nobody confirmed."""
    if event.state == EventState.ANNOUNCED and event.latest < timezone.localdate():
        return gettext("announced, not confirmed")
    return str(event.get_state_display())


@register.filter
def state_class(event: Any) -> str:
    """The badge class of an event's state."""
    return STATE_CLASSES.get(event.state, "")


@register.simple_tag
def countries_of(parties: Iterable[Any]) -> list[Any]:
    """The states represented, each once, in the order given."""
    seen = {}
    for party in parties:
        if party.country_id and party.country_id not in seen:
            seen[party.country_id] = party.country
    return list(seen.values())


@register.simple_tag
def term(value: Any) -> SafeString:
    """A term in words: "1 May 2019 – 2 June 2021", "since 1 May 2019", "term not known"."""
    if not value.since and not value.until:
        return format_html("{}", gettext("term not known"))
    try:
        parsed = edtf.parse(f"{value.since}/{value.until or '..'}")
    except edtf.EdtfError:
        # Each end stands for itself where the two make no interval (a set of days).
        return format_html("{} – {}", when(value.since), when(value.until))
    # Still in office is no doubt about the dates.
    return _time(parsed, edtf.words(parsed), "soft" if parsed.qualified else "")


@register.filter
def language_name(code: str) -> str:
    """A language in the reader's own: "Russian"; the code where it is not known."""
    try:
        name = Locale.parse(code, sep="-").get_display_name(babel_locale())
    except (ValueError, UnknownLocaleError):
        name = None
    return name or code
