"""Which of the passages of a plain text are the article, and which stand around it."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from events.choices import ParagraphKind

from . import shapes
from .reading import Block
from .splitting import Unit

#: Words of a short line that still says something: a deck, or a headline in a list.
_TELLING = 5
#: Words of a last line that was cut off rather than added by the site.
_CUT_OFF = 12
#: Words of the longest heading inside the text.
_SUBHEADING = 20
#: An interview has at least two questions.
_QUESTIONS = 2


@dataclass(frozen=True)
class Sorted:
    """Passages with their kinds, and what they say about the article as a whole."""

    blocks: list[Block]
    headline: str = ""
    published: str = ""


def sort_units(found: Sequence[Unit]) -> Sorted:
    """Give every passage its kind; find the headline and the day printed with it."""
    prose = [at for at, unit in enumerate(found) if not unit.order and shapes.is_prose(unit.text)]
    if not prose:
        return Sorted([_without_prose(unit) for unit in found])
    first, last = prose[0], prose[-1]
    title = _title(found, first)
    blocks = [
        *(_before(unit, at, title) for at, unit in enumerate(found[:first])),
        *inside(found[first : last + 1]),
        *_after(found[last + 1 :]),
    ]
    headline = found[title].headline.strip() if title is not None else ""
    return Sorted(blocks, headline, _published(found, blocks, title, first))


def around(found: Sequence[Unit]) -> list[Block]:
    """Kinds of passages that are known to stand around an article, as on a page."""
    return [_beside(unit) for unit in found]


def _title(found: Sequence[Unit], first: int) -> int | None:
    """Where the headline stands: with a date of its own just above the text, or the longest."""
    runs = [list(run) for _order, run in itertools.groupby(found[:first], key=lambda u: u.order)]
    if runs and len(runs[-1]) == 1 and runs[-1][0].order in ("date", "headline"):
        return first - 1
    sizes = {
        at: shapes.size(unit.text)
        for at, unit in enumerate(found[:first])
        if not unit.order and not shapes.is_furniture(unit.text)
    }
    fitting = [at for at, words in sizes.items() if words >= shapes.HEADLINE]
    return max(fitting, key=lambda at: sizes[at], default=None)


def _before(unit: Unit, at: int, title: int | None) -> Block:
    if at == title:
        return Block(ParagraphKind.HEADING, unit.text, unit.dated)
    if unit.order in ("date", "headline"):
        return Block(ParagraphKind.SIDEBAR, unit.text, unit.dated)
    is_deck = (
        title is not None
        and at > title
        and not unit.order
        and not shapes.is_furniture(unit.text)
        and shapes.size(unit.text) >= _TELLING
    )
    kind = ParagraphKind.HEADING if is_deck else ParagraphKind.BOILERPLATE
    return Block(kind, unit.text, unit.dated)


def inside(found: Sequence[Unit]) -> list[Block]:
    """Kinds of the passages from the first sentence of an article to the last."""
    asked = {
        at
        for at, (unit, following) in enumerate(itertools.pairwise(found))
        if shapes.asks(unit.text) and not shapes.asks(following.text)
    }
    questions = asked if len(asked) >= _QUESTIONS else set()
    of_block = Counter(unit.block for unit in found)
    blocks = []
    for at, unit in enumerate(found):
        alone = of_block[unit.block] == 1
        kind = ParagraphKind.HEADING if at in questions else _kind_inside(unit, alone=alone)
        blocks.append(Block(kind, unit.text, unit.dated or shapes.labelled_day(unit.text)))
    return blocks


def _kind_inside(unit: Unit, *, alone: bool) -> ParagraphKind:
    if unit.order in ("date", "headline"):
        return ParagraphKind.SIDEBAR
    if unit.order or shapes.is_furniture(unit.text):
        return ParagraphKind.BOILERPLATE
    if shapes.is_prose(unit.text) or shapes.goes_on(unit.text) or not alone:
        return ParagraphKind.BODY
    is_heading = shapes.size(unit.text) <= _SUBHEADING
    return ParagraphKind.HEADING if is_heading else ParagraphKind.BODY


def _after(found: Sequence[Unit]) -> list[Block]:
    """What follows the last sentence: a text cut off, lists of headlines, the site's own."""
    telling = [unit for unit in found if not unit.order and not shapes.is_furniture(unit.text)]
    if len(telling) == 1 and shapes.size(telling[0].text) >= _CUT_OFF:
        return [
            Block(ParagraphKind.BODY, unit.text) if unit is telling[0] else _beside(unit)
            for unit in found
        ]
    return [_beside(unit) for unit in found]


def _beside(unit: Unit) -> Block:
    """A passage that is no part of the article: a headline of another, or furniture."""
    if unit.order in ("date", "headline"):
        return Block(ParagraphKind.SIDEBAR, unit.text, unit.dated)
    if unit.order or shapes.is_furniture(unit.text):
        return Block(ParagraphKind.BOILERPLATE, unit.text, unit.dated)
    day = shapes.day_beside(unit.text)
    is_telling = bool(day) or shapes.size(unit.text) >= _TELLING
    kind = ParagraphKind.SIDEBAR if is_telling else ParagraphKind.BOILERPLATE
    return Block(kind, unit.text, day)


def _without_prose(unit: Unit) -> Block:
    """A passage of a text without one sentence: kept as text, unless it is plainly furniture."""
    if unit.order or shapes.is_furniture(unit.text):
        return _beside(unit)
    return Block(ParagraphKind.BODY, unit.text)


def _published(found: Sequence[Unit], blocks: list[Block], title: int | None, first: int) -> str:
    """The day printed with the headline, at the head of the text, or alone above it."""
    if title is not None and found[title].dated:
        return found[title].dated
    if blocks[first].dated:
        return blocks[first].dated
    alone = [at for at, unit in enumerate(found[:first]) if unit.order == "alone"]
    nearest = min(alone, key=lambda at: abs(at - (first if title is None else title)), default=None)
    return found[nearest].dated if nearest is not None else ""
