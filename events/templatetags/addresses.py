"""Addresses for templates: other languages, permanent ids, data of records. Never a query."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from babel.dates import format_date
from django import template
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse, translate_url
from django.utils.translation import get_language

from events import edtf

from .portal import babel_locale

register = template.Library()


@dataclass(frozen=True)
class LanguageLink:
    """The same page in another language."""

    code: str
    tag: str
    name: str
    path: str
    current: bool


def _language_tag(code: str) -> str:
    """BCP 47 writes the script with a capital: zh-Hans."""
    head, _, script = code.partition("-")
    return f"{head}-{script.title()}" if script else head


@register.simple_tag
def language_tag() -> str:
    """The active language as `<html lang>` wants it."""
    return _language_tag(get_language() or "en")


@register.simple_tag(takes_context=True)
def language_links(context: Any, query: str | None = None) -> list[LanguageLink]:
    """This page in every language; the query string is kept.

    Where the address leads nowhere (error pages) the links go to the front pages.
    """
    request: HttpRequest | None = context.get("request")
    path = request.path if request else "/"
    tail = query if query is not None else (request.META.get("QUERY_STRING", "") if request else "")
    found = bool(request and request.resolver_match)
    links = []
    for code, name in settings.LANGUAGES:
        target = translate_url(path, code) if found else translate_url("/", code)
        links.append(
            LanguageLink(
                code=code,
                tag=_language_tag(code),
                name=name,
                path=f"{target}?{tail}" if tail and found else target,
                current=code == (get_language() or "en"),
            )
        )
    return links


@register.simple_tag
def absolute(path: str) -> str:
    """An address of the site with its host, for links that are read elsewhere."""
    return f"{settings.SITE_URL}{path}"


@register.simple_tag
def short_address(record: Any) -> str:
    """The permanent address of a record: https://host/ev12, whatever the language."""
    return f"{settings.SITE_URL}/{record.public_id}"


@register.simple_tag
def record_json(record: Any) -> str:
    """The address of a record's data."""
    return reverse(f"events:{record.url_name}-data", args=[record.public_id])


@dataclass(frozen=True)
class Crumb:
    """One step of the way to a page."""

    label: str
    query: str


@register.simple_tag
def curators_address(record: Any) -> str:
    """The record's page in the admin; the same link for everybody, since pages are cached."""
    return reverse(f"admin:events_{record._meta.model_name}_change", args=[record.pk])


@register.simple_tag
def crumb_dates(text: str) -> list[Crumb]:
    """Year and month of an EDTF date, with the filter that shows what else happened in each."""
    value = edtf.parse(text) if text else None
    if value is None or value.open_start:
        return []
    first = value.earliest
    year = f"{first.year:04}"
    crumbs = [Crumb(year, urlencode({"year": year}))]
    if value.precision in ("day", "month") and first.month == value.latest.month:
        name = format_date(first, "LLLL", locale=babel_locale())
        month = f"{year}-{first.month:02}"
        crumbs.append(Crumb(name, urlencode({"since": month, "until": month})))
    return crumbs


@register.simple_tag
def contact() -> str:
    """The address behind "report an error", or nothing."""
    return str(settings.CONTACT)


@register.simple_tag(takes_context=True)
def section(context: Any) -> str:
    """The name of the address being shown, so that the masthead can mark it."""
    request = context.get("request")
    match = request.resolver_match if request else None
    return match.url_name if match else ""
