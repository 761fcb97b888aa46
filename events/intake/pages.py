"""A web page into a reading: the article, and what stands around it, in the order of the page."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Any

import trafilatura
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events import edtf
from events.choices import CaptureMethod, ParagraphKind
from events.tokens import words

from . import kinds, metadata, proposals, shapes
from .blocks import Page, Piece, page_of, pairs
from .cleaning import decode, one_line, refuse_unfit, removed_note
from .problems import IntakeError
from .reading import Block, Reading, noted, numbered
from .splitting import Unit, paired

#: The most passages kept of what stands around the article.
MAX_AROUND = 200
#: Lines of furniture in a row that make one passage.
_MENU = 30
_RUN = 5
_SHARE = 0.8

# It reports pages without text as errors, which here are answers to the curator.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
logging.getLogger("htmldate").setLevel(logging.CRITICAL)


@dataclass(frozen=True)
class Extracted:
    """What the extraction library proposes."""

    text: str = ""
    title: str = ""
    date: str = ""
    site: str = ""


def read_html(
    page: bytes | str,
    *,
    url: str = "",
    method: CaptureMethod = CaptureMethod.FILE,
    charset: str = "",
) -> Reading:
    """A page's article with its passages, and what the page says about itself."""
    if isinstance(page, bytes):
        page = decode(page, declared=charset or metadata.declared_charset(page))
    parsed = page_of(page)
    found = extract(page, url)
    headline = one_line(found.title)
    blocks, notes = _blocks(parsed, found.text, headline)
    text = "\n\n".join(block.text for block in blocks)
    refuse_unfit(text)
    reading = Reading(text, numbered(blocks), method, headline=headline)
    address = metadata.page_address(parsed.tree, page, url)
    if parsed.has_hidden_parts:
        notes = (*notes, _("Parts of the page that readers do not see were left out."))
    reading = noted(reading, *removed_note(parsed.removed), *notes)
    return described(reading, parsed.tree, found, address)


def extract(page: str, url: str) -> Extracted:
    """What the library finds; nothing where it trips over a broken page."""
    try:
        found: Any = trafilatura.bare_extraction(
            page, url=url or None, with_metadata=True, include_comments=False
        )
    except Exception:  # whatever it trips over, the page's own pieces remain
        found = None
    if found is None:
        return Extracted()
    site = found.sitename or found.hostname or ""
    return Extracted(found.text or "", found.title or "", found.date or "", one_line(site, 200))


def described(reading: Reading, tree: Any, found: Extracted, address: str) -> Reading:
    """The reading with address, publisher, date and language, each only a proposal."""
    named = metadata.published_days(tree) or _printed(reading)
    published, dated = _published(named, found.date)
    language, spoken = _language(metadata.declared_language(tree), reading.main_text)
    proposed = {
        "url": address,
        "site": found.site,
        "publisher": proposals.publisher_of(address, found.site),
        "published": published,
        "language": language,
    }
    return noted(Reading(**{**vars(reading), **proposed}), dated, spoken)


def _printed(reading: Reading) -> list[str]:
    """The day that stands alone beside the headline."""
    passages = reading.passages
    title = next((at for at, p in enumerate(passages) if p.text == reading.headline), None)
    if title is None:
        return []
    beside = (*passages[title + 1 : title + 3], *passages[max(0, title - 1) : title])
    return [p.dated for p in beside if p.dated and p.kind == ParagraphKind.BOILERPLATE][:1]


def _published(named: list[str], guessed: str) -> tuple[str, str]:
    """The day of publication and a note where it has to be looked at."""
    if named:
        others = [day for day in dict.fromkeys((*named[1:], guessed)) if day and day != named[0]]
        if not others:
            return named[0], ""
        sentence = _("The page names %(day)s as its date; %(others)s was found too.")
        return named[0], sentence % {"day": named[0], "others": ", ".join(others)}
    if guessed and edtf.valid(guessed):
        sentence = _("The date %(day)s was guessed from the page: check it.")
        return guessed, sentence % {"day": guessed}
    return "", _("No date of publication was found.")


def _language(declared: str, text: str) -> tuple[str, str]:
    """The language, and a note where the page says another than its text."""
    heard = proposals.language_of(text)
    if declared and heard and declared != heard:
        sentence = _("The page says its language is %(declared)s; the text reads as %(heard)s.")
        return heard, sentence % {"declared": declared, "heard": heard}
    return declared or heard, ""


def _blocks(page: Page, main: str, headline: str) -> tuple[list[Block], tuple[str, ...]]:
    """The passages of a page in its order, and notes about what was cut."""
    chosen = _main(page.pieces, main, headline)
    if not any(shapes.is_prose(page.pieces[at].text) for at in chosen):
        if not any(shapes.is_prose(piece.text) for piece in page.pieces):
            raise IntakeError([("text", _("No article was found on the page."))])
        lines = [Unit(piece.text, at) for at, piece in enumerate(page.pieces)]
        note = _("The article could not be told from the rest of the page: check the passages.")
        return kinds.sort_units(lines).blocks, (note,)
    order = sorted(chosen)
    kept = dict(zip(order, _inside([page.pieces[at] for at in order]), strict=True))
    return _in_order(page.pieces, kept)


def _main(pieces: list[Piece], main: str, headline: str) -> set[int]:
    """Which pieces are the article: those whose words the library gives, and the headline."""
    lines = {tuple(words(line)) for line in main.split("\n")}
    title = tuple(words(headline))
    runs = {run for line in lines for run in _runs(line)}
    runs |= _runs(tuple(words(main)))
    chosen: dict[tuple[str, ...], int] = {}
    for at, piece in enumerate(pieces):
        own = tuple(words(piece.text))
        of_piece = _runs(own)
        is_title = bool(title) and own == title
        shared = len(of_piece & runs) >= _SHARE * len(of_piece) if of_piece else own in lines
        if not own or not (shared or is_title):
            continue
        # What a page says twice, as a headline and its crumb, is the article's once.
        if own not in chosen or (piece.is_heading and not pieces[chosen[own]].is_heading):
            chosen[own] = at
    return set(chosen.values())


def _runs(listed: tuple[str, ...]) -> set[tuple[str, ...]]:
    return {listed[at : at + _RUN] for at in range(len(listed) - _RUN + 1)}


def _inside(pieces: list[Piece]) -> list[Block]:
    """Kinds of the article's own pieces; what the page marks as heading or item is that."""
    units = [
        Unit(piece.text, at, day := shapes.stamp(piece.text), "alone" if day else "")
        for at, piece in enumerate(pieces)
    ]
    return [
        Block(ParagraphKind.HEADING, block.text, block.dated)
        if piece.is_heading and block.kind == ParagraphKind.BODY
        else Block(ParagraphKind.BODY, block.text, block.dated)
        if piece.tag == "li" and block.kind == ParagraphKind.HEADING
        else block
        for piece, block in zip(pieces, kinds.inside(units), strict=True)
    ]


def _in_order(pieces: list[Piece], kept: dict[int, Block]) -> tuple[list[Block], tuple[str, ...]]:
    """The article's passages among those around it, of which there may be too many."""
    together = pairs(pieces)
    found: list[Block] = []
    waiting: list[int] = []
    room, cut = MAX_AROUND, 0
    for at in range(len(pieces) + 1):
        if at < len(pieces) and at not in kept:
            waiting.append(at)
            continue
        around = _around(pieces, waiting, together)
        waiting = []
        found += around[:room]
        cut += max(0, len(around) - room)
        room = max(0, room - len(around))
        if at in kept:
            found.append(kept[at])
    if not cut:
        return found, ()
    sentence = ngettext(
        "%(count)d passage around the article was left out.",
        "%(count)d passages around the article were left out.",
        cut,
    )
    return found, (sentence % {"count": cut},)


def _around(pieces: list[Piece], waiting: list[int], together: dict[int, int]) -> list[Block]:
    """Passages of what stands together around the article; menus as one passage each."""
    couples: dict[int, Unit] = {}
    seconds: set[int] = set()
    for date, line in together.items():
        if {date, line} <= set(waiting):
            first, second = sorted((date, line))
            text = f"{pieces[first].text}\n{pieces[second].text}"
            order = "date" if first == date else "headline"
            couples[first] = Unit(text, 0, shapes.stamp(pieces[date].text), order)
            seconds.add(second)
    units: list[Unit] = []
    loose: list[str] = []
    for at in waiting:
        if at in couples:
            units += [*paired(loose, 0), couples[at]]
            loose = []
        elif at not in seconds:
            loose.append(pieces[at].text)
    return _merged(kinds.around([*units, *paired(loose, 0)]))


def _merged(blocks: list[Block]) -> list[Block]:
    """Furniture in a row as one passage, line by line."""
    found: list[Block] = []
    for block in blocks:
        last = found[-1] if found else None
        plain = block.kind == ParagraphKind.BOILERPLATE and not block.dated
        follows = last and last.kind == block.kind and not last.dated
        if last and plain and follows and last.text.count("\n") + 1 < _MENU:
            found[-1] = Block(block.kind, f"{last.text}\n{block.text}")
        else:
            found.append(block)
    return found
