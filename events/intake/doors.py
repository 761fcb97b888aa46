"""The ways in: pasted text, a file, an address. Whatever comes in is text from here on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from email.message import Message
from pathlib import PurePath

from django.utils.translation import gettext as _

from events.choices import CaptureMethod

from . import fetching, kinds, proposals, splitting
from .addresses import canonical
from .cleaning import clean, decode, one_line, refuse_unfit, removed_note
from .pages import read_html
from .problems import IntakeError
from .reading import Reading, noted, numbered

_TEXT, _PAGES = {".txt"}, {".html", ".htm", ".xhtml"}


def read_text(text: str, *, method: CaptureMethod = CaptureMethod.PASTE, url: str = "") -> Reading:
    """A plain text with its passages; markup in it is text like any other."""
    refuse_unfit(text)
    text, removed = clean(text)
    refuse_unfit(text)
    found = kinds.sort_units(splitting.units(text))
    reading = Reading(
        text,
        numbered(found.blocks),
        method,
        headline=one_line(found.headline),
        url=canonical(url),
        publisher=proposals.publisher_of(url, ""),
        published=found.published,
    )
    return noted(_spoken(reading), *removed_note(removed))


def read_file(name: str, content: bytes) -> Reading:
    """A text file or a saved page; IntakeError for any other kind of file."""
    ending = PurePath(name).suffix.lower()
    if ending in _PAGES:
        return read_html(content, method=CaptureMethod.FILE)
    if ending in _TEXT:
        return read_text(decode(content), method=CaptureMethod.FILE)
    raise IntakeError([("file", _("Only .txt, .html, .htm and .xhtml files are read."))])


def read_url(url: str, *, fetch: Callable[[str], fetching.Fetched] = fetching.fetch) -> Reading:
    """The page at an address, fetched safely; IntakeError says why there is none."""
    fetched = fetch(url)
    sent = Message()
    sent["content-type"] = fetched.content_type or "text/html"
    charset = str(sent.get_param("charset", "") or "")
    if sent.get_content_type() == "text/plain":
        text = decode(fetched.body, declared=charset)
        reading = read_text(text, method=CaptureMethod.FETCH, url=fetched.url)
    else:
        reading = read_html(
            fetched.body, url=fetched.url, method=CaptureMethod.FETCH, charset=charset
        )
    return _as_answered(reading, fetched.url)


def _as_answered(reading: Reading, address: str) -> Reading:
    """Keep http for a site that answered over it and did not send us on to https."""
    if address.startswith("http://") and reading.url.startswith("https://"):
        return replace(reading, url=f"http://{reading.url.removeprefix('https://')}")
    return reading


def _spoken(reading: Reading) -> Reading:
    return replace(reading, language=proposals.language_of(reading.main_text))
