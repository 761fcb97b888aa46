"""What a page says about itself in its head: address, date, language. Read by our own rules."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from .addresses import canonical, host_of
from .problems import IntakeError
from .reading import day_of

#: Names of meta tags that hold the day of publication, the surest first.
_DATES = (
    "article:published_time",
    "datepublished",
    "og:article:published_time",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date",
    "pubdate",
    "publishdate",
    "publish_date",
    "date",
)
_JSON_DATE = re.compile('"datePublished"\\s*:\\s*"([^"]{4,40})"')
_ISO_DAY = re.compile("\\s*([0-9]{4}-[0-9]{2}-[0-9]{2})(?![0-9])")
_SAVED_FROM = re.compile("<!--\\s*saved from url=\\([0-9]+\\)(\\S+)\\s*-->")
_LANGUAGE = re.compile("([a-z]{2,3})(?:[-_].*)?", re.IGNORECASE)
_HEAD = 4_000


def published_days(tree: Any) -> list[str]:
    """The days of publication that a page names, EDTF, the surest first and each once."""
    written = (_ISO_DAY.match(text) for text in _dates(tree))
    days = [day_of(match[1]) for match in written if match]
    return list(dict.fromkeys(day for day in days if day))


def _dates(tree: Any) -> Iterator[str]:
    tags = [(_meta_name(tag), tag.get("content") or "") for tag in tree.iter("meta")]
    for wanted in _DATES:
        yield from (content for name, content in tags if name == wanted)
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or ""):
            yield from _JSON_DATE.findall(script.text or "")
    for element in tree.iter("time", "span", "abbr", "div", "p"):
        if (element.get("itemprop") or "").lower() == "datepublished":
            yield element.get("datetime") or element.get("content") or ""


def _meta_name(tag: Any) -> str:
    return (tag.get("property") or tag.get("name") or tag.get("itemprop") or "").strip().lower()


def declared_language(tree: Any) -> str:
    """The language a page is marked with, as its first subtag."""
    marks = [tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or ""]
    for tag in tree.iter("meta"):
        if (tag.get("http-equiv") or "").lower() == "content-language" or (
            _meta_name(tag) in ("og:locale", "language", "dc.language")
        ):
            marks.append(tag.get("content") or "")
    read = (_LANGUAGE.fullmatch(mark.strip()) for mark in marks)
    return next((match[1].lower() for match in read if match), "")


def page_address(tree: Any, text: str, url: str) -> str:
    """The canonical address of a page: its own word for it where it stays on the host.

    Without an address (a saved file): what the browser wrote into it, or the page's own word.
    """
    if not url and (saved := _SAVED_FROM.search(text[:_HEAD])):
        url = saved[1]
    for own in _own_addresses(tree):
        if not url or host_of(own) == host_of(url):
            address = _canonical(own)
            if address and (not url or not _is_front_page(address)):
                return address
    return _canonical(url)


def _own_addresses(tree: Any) -> Iterator[str]:
    for link in tree.iter("link"):
        if "canonical" in (link.get("rel") or "").lower().split():
            yield link.get("href") or ""
    for tag in tree.iter("meta"):
        if _meta_name(tag) == "og:url":
            yield tag.get("content") or ""


def _canonical(url: str) -> str:
    try:
        return canonical(url)
    except IntakeError:
        return ""


def _is_front_page(url: str) -> bool:
    """Whether it is a site's front page, which careless templates name on every page."""
    return url.split("://", 1)[-1].rstrip("/").count("/") == 0


def declared_charset(content: bytes) -> str:
    """The encoding that a page declares in its first bytes."""
    match = re.search(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]+)", content[:_HEAD])
    match = match or re.search(rb"<\?xml[^>]*encoding=[\"']([A-Za-z0-9_.:-]+)", content[:_HEAD])
    return match[1].decode("ascii") if match else ""
