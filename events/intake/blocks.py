"""A web page as the pieces of text a reader sees, in the order of the page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext
from lxml import etree, html

from . import shapes
from .cleaning import clean
from .problems import IntakeError

#: More elements than any page has; what follows takes time for each.
MAX_ELEMENTS = 30_000
_HEADING = re.compile("h[1-6]")
#: Elements that begin and end a piece of text.
_BLOCK = re.compile(
    "h[1-6]|address|article|aside|blockquote|body|caption|center|d[dlt]|details|dialog|div"
    "|fieldset|figcaption|figure|footer|form|header|hr|legend|li|main|menu|nav|ol|p|pre|section"
    "|summary|table|tbody|t[dhr]|tfoot|thead|ul"
)
#: Elements whose text is no text of the page.
_UNSEEN = re.compile(
    "applet|audio|button|canvas|datalist|embed|head|iframe|input|map|math|noembed|noframes"
    "|noscript|object|option|script|select|style|svg|template|textarea|title|video"
)
_HIDDEN_STYLE = re.compile("display\\s*:\\s*none|visibility\\s*:\\s*hidden", re.IGNORECASE)
_PROLOG = re.compile("\\A\\s*<\\?xml[^>]*>")


@dataclass(frozen=True)
class Piece:
    """A line of the page; `path` numbers the elements it stands in, outermost first."""

    text: str
    tag: str
    path: tuple[int, ...] = ()

    @property
    def is_heading(self) -> bool:
        """Whether the page marks it as a heading."""
        return _HEADING.fullmatch(self.tag) is not None


@dataclass
class Page:
    """The pieces of a page and what was found while they were collected."""

    tree: Any
    pieces: list[Piece] = field(default_factory=list)
    removed: int = 0
    has_hidden_parts: bool = False


def page_of(text: str) -> Page:
    """Parse a page; nothing in it is run, fetched or kept as markup."""
    text = _PROLOG.sub("", text.replace("\x00", ""), count=1)
    parser = html.HTMLParser(remove_comments=True, remove_pis=True)
    try:
        tree = html.document_fromstring(text, parser=parser)
    except (etree.LxmlError, ValueError):
        tree = html.document_fromstring("<p></p>")
    if sum(1 for _element in tree.iter()) > MAX_ELEMENTS:
        raise IntakeError([("file", gettext("More than 30,000 elements: that is no article."))])
    page = Page(tree)
    for raw, tag, path in _lines(page):
        line, removed = clean(raw)
        page.removed += removed
        if line := " ".join(line.split()):
            page.pieces.append(Piece(line, tag, path))
    return page


def _lines(page: Page) -> Iterator[tuple[str, str, tuple[int, ...]]]:
    """(text, element, path) of every line, found without recursion: pages nest without end."""
    stack: list[tuple[int, str]] = []
    words: list[str] = []
    walk: Any = etree.iterwalk(page.tree, events=("start", "end"))
    for number, (event, element) in enumerate(walk):
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            if _is_unseen(element, tag, page):
                walk.skip_subtree()
                words.append(" ")
                continue
            if _BLOCK.fullmatch(tag):
                yield from _split(words, stack)
                stack.append((number, tag))
            words.append("\n" if tag == "br" else element.text or "")
            continue
        if _BLOCK.fullmatch(tag) and stack:
            yield from _split(words, stack)
            stack.pop()
        words.append(element.tail or "")
    yield from _split(words, stack)


def _is_unseen(element: Any, tag: str, page: Page) -> bool:
    if not tag or _UNSEEN.fullmatch(tag):
        return True
    if element.get("hidden") is None and not _HIDDEN_STYLE.search(element.get("style") or ""):
        return False
    page.has_hidden_parts = True
    return True


def _split(
    words: list[str], stack: list[tuple[int, str]]
) -> Iterator[tuple[str, str, tuple[int, ...]]]:
    """The lines collected so far; line breaks of the source are spaces, those of <br> count."""
    text = "".join(word if word == "\n" else word.replace("\n", " ") for word in words)
    words.clear()
    path = tuple(number for number, _tag in stack)
    tag = stack[-1][1] if stack else ""
    for line in text.split("\n"):
        if line.strip():
            yield line, tag, path


def pairs(pieces: list[Piece]) -> dict[int, int]:
    """Which date belongs to which headline: the two that share an element with no third."""
    holding = Counter(number for piece in pieces for number in piece.path)
    found: dict[int, int] = {}
    for at, piece in enumerate(pieces):
        if not shapes.stamp(piece.text):
            continue
        shared = next((number for number in reversed(piece.path) if holding[number] > 1), None)
        if shared is None or holding[shared] != 2:
            continue
        for other in (at + 1, at - 1):
            if 0 <= other < len(pieces) and shared in pieces[other].path:
                found[at] = other
    return found
