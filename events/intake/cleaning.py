"""Bytes into text, and text into what may be kept: decoded, normalised, nothing hidden in it."""

from __future__ import annotations

import codecs
import re
import unicodedata

from charset_normalizer import from_bytes
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .problems import IntakeError

#: The most text that an article may have, in bytes of UTF-8.
MAX_TEXT = 1_000_000
#: The most bytes that a file or page may have; a page is mostly markup.
MAX_BYTES = 5_000_000
#: How many control characters in a hundred make a file something other than text.
_CONTROLS = 1
_SAMPLE = 65_536

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: How files begin that are often taken for text.
_SIGNATURES = (
    (b"%PDF-", "PDF"),
    (b"PK\x03\x04", "ZIP, DOCX"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"\xd0\xcf\x11\xe0", "DOC"),
    (b"\x1f\x8b", "GZIP"),
    (b"{\\rtf", "RTF"),
)
_NOT_TEXT = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
#: What old pages of the region are written in; others are left to the page to declare.
_GUESSES = ["cp1251", "koi8_r", "gb18030", "big5", "cp1252"]

# C0 controls (tab and newline apart), direction overrides and isolates, halves of surrogates.
_HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
#: More marks than any letter has, and where they may be.
_HIGHEST = 30
_PILE = re.compile(f"[^\\w\\s\x00-\x7f]{{{_HIGHEST + 1},}}")


def decode(content: bytes, *, declared: str = "") -> str:
    """The text of a file or page; IntakeError where it is too much, or no text at all.

    `declared` is the encoding that a page or its server names: it is believed after a byte
    order mark and after UTF-8, which other encodings are hardly ever mistaken for.
    """
    if len(content) > MAX_BYTES:
        raise IntakeError([("file", _("More than 5 MB: that is no article."))])
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return _decoded(content.removeprefix(codecs.BOM_UTF8), encoding)
    _refuse_binary(content)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return _decoded(content, _known(declared) or _guessed(content))


def clean(text: str) -> tuple[str, int]:
    """Normalised text (NFC, newlines) and how many hidden characters were taken out."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    shown = _PILE.sub(_unpiled, unhidden(text))
    return unicodedata.normalize("NFC", shown), len(text) - len(shown)


def unhidden(text: str) -> str:
    """A text without what nobody sees in it: controls, and what turns its direction around."""
    return _HIDDEN.sub("", text)


def _unpiled(match: re.Match[str]) -> str:
    """Marks piled on one letter without end: they hide the line above and take hours to sort."""
    kept: list[str] = []
    height = 0
    for character in match[0]:
        height = height + 1 if unicodedata.combining(character) else 0
        if height <= _HIGHEST:
            kept.append(character)
    return "".join(kept)


def one_line(text: str, longest: int = 400) -> str:
    """A headline or name: clean, in one line, cut where it is too long."""
    line = " ".join(clean(text)[0].split())
    return line if len(line) <= longest else f"{line[: longest - 1]}…"


def removed_note(count: int) -> tuple[str, ...]:
    """The note about hidden characters; none where there were none."""
    if not count:
        return ()
    sentence = ngettext(
        "%(count)d hidden character was removed.",
        "%(count)d hidden characters were removed.",
        count,
    )
    return (sentence % {"count": count},)


def refuse_unfit(text: str) -> None:
    """IntakeError where a text is empty or longer than an article can be."""
    if not text.strip():
        raise IntakeError([("text", _("There is no text in it."))])
    if len(text) > MAX_TEXT or len(text.encode(errors="surrogatepass")) > MAX_TEXT:
        raise IntakeError([("text", _("More than 1 MB of text: that is no article."))])


def _refuse_binary(content: bytes) -> None:
    for signature, name in _SIGNATURES:
        if content.startswith(signature):
            sentence = _("This is a file of another kind (%(kind)s), not text.")
            raise IntakeError([("file", sentence % {"kind": name})])
    sample = content[:_SAMPLE]
    if len(_NOT_TEXT.findall(sample)) * 100 > len(sample) * _CONTROLS:
        raise IntakeError([("file", _("This is a binary file, not text."))])


def _decoded(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        raise _unreadable() from None


def _known(declared: str) -> str:
    """The declared encoding as Python calls it, widened to what such pages really use."""
    try:
        name = codecs.lookup(declared.strip()).name if declared.strip() else ""
    except (LookupError, ValueError):
        return ""
    return {"gb2312": "gb18030", "gbk": "gb18030", "iso8859-1": "cp1252"}.get(name, name)


def _guessed(content: bytes) -> str:
    best = from_bytes(content, cp_isolation=_GUESSES).best()
    if best is None:
        raise _unreadable()
    return best.encoding


def _unreadable() -> IntakeError:
    return IntakeError([("file", _("The text cannot be decoded: save it as UTF-8."))])
