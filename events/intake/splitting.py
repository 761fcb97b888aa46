"""Plain text into passages of the right kind, by rules that know no particular site.

Blank lines separate blocks. Within a block every line is a passage, except where a date line
and a headline belong together and where prose was broken into lines of equal length.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from . import shapes
from .reading import refuse_too_many

#: Prose that was broken into lines: how long they are, and how even.
_WRAPPED = range(40, 121)
_EVEN = 0.6
#: How many dates and headlines in blocks of their own make a list.
_PAIRS = 2
#: How far a run of dates and headlines is followed.
_RUN = 200
#: At least one line in so many goes on in the middle of a sentence.
_RUNNING = 3
_HAN_TEXT = re.compile("[\u3400-\u9fff]")


@dataclass(frozen=True)
class Unit:
    """A passage before its kind is known.

    block: which block it stands in; dated: the day printed on it; order: "date" or "headline",
    whichever stands first in a pair of both, "alone" for a date without a headline.
    """

    text: str
    block: int
    dated: str = ""
    order: str = ""

    @property
    def headline(self) -> str:
        """Its text without the date line."""
        lines = self.text.split("\n")
        chosen = lines[1:] if self.order == "date" else lines[:1]
        return "\n".join(chosen) if self.order in ("date", "headline") else self.text


def units(text: str) -> list[Unit]:
    """Every line with text, once and in order, as passages."""
    lines = text.split("\n")
    found: list[Unit] = []
    blocks = itertools.groupby(lines, key=lambda line: bool(line.strip()))
    for number, (is_text, block) in enumerate(blocks):
        if is_text:
            found += units_of_lines(list(block), number)
            refuse_too_many(len(found))
    return _paired_apart(found)


def units_of_lines(lines: list[str], block: int) -> list[Unit]:
    """The passages of lines that stand together."""
    if is_wrapped(lines):
        return [Unit(_unwrapped(lines), block)]
    refuse_too_many(len(lines) // 2)
    return paired(lines, block)


def paired(lines: Sequence[str], block: int) -> list[Unit]:
    """Lines as passages, a date and its headline as one."""
    days = [shapes.stamp(line) for line in lines]
    found: list[Unit] = []
    at = 0
    while at < len(lines):
        order = _pairing(days, at)
        if order in ("date", "headline"):
            day = days[at] or days[at + 1]
            found.append(Unit("\n".join(lines[at : at + 2]), block, day, order))
            at += 2
        else:
            found.append(Unit(lines[at], block, days[at], order))
            at += 1
    return found


def _paired_apart(found: list[Unit]) -> list[Unit]:
    """Dates and headlines in turn, each in a block of its own, made pairs; two of them at least."""
    of_block = Counter(unit.block for unit in found)
    joined: list[Unit] = []
    at = 0
    while at < len(found):
        end = at
        while end < len(found) and _may_pair(found, at, end, of_block):
            end += 1
        # Of an odd number one stands apart: the label above, where headlines are at both ends.
        apart = (end - at) % 2
        if end - at - apart < _PAIRS * 2:
            joined.append(found[at])
            at += 1
            continue
        first = at + (apart if not found[at].order else 0)
        joined += found[at:first]
        for one, other in zip(found[first:end:2], found[first + 1 : end : 2], strict=False):
            order = "date" if one.order else "headline"
            text = f"{one.text}\n{other.text}"
            joined.append(Unit(text, one.block, one.dated or other.dated, order))
        at = end - ((end - first) % 2)
    return joined


def _may_pair(found: Sequence[Unit], start: int, at: int, of_block: Counter[int]) -> bool:
    """Whether a passage goes on with a run of dates and headlines in turn."""
    unit = found[at]
    if of_block[unit.block] > 1 or unit.order not in ("", "alone"):
        return False
    if at > start and bool(unit.order) == bool(found[at - 1].order):
        return False
    return bool(unit.order) or not shapes.is_prose(unit.text)


def _pairing(days: list[str], at: int) -> str:
    """How the line at a place goes together with the next one.

    A run of date and headline in turn that begins and ends with a headline is a label and then
    dates that stand above their headlines.
    """
    following = days[at + 1] if at + 1 < len(days) else None
    if days[at]:
        return "date" if following == "" else "alone"
    if not following:
        return ""
    end = at + 1
    while end + 1 < len(days) and end - at < _RUN and bool(days[end + 1]) != bool(days[end]):
        end += 1
    return "headline" if days[end] or end + 1 < len(days) else ""


def is_wrapped(lines: list[str]) -> bool:
    """Whether lines are one paragraph that was broken at a width."""
    if len(lines) < 2:
        return False
    bodies = [line.strip() for line in lines]
    if any(_HAN_TEXT.search(line) for line in bodies):
        widths = {len(line) for line in bodies[:-1]}
        even = max(widths) - min(widths) <= 1 and min(widths) >= 20
        return even and len(bodies[-1]) <= max(widths)
    longest = max(map(len, bodies))
    if longest not in _WRAPPED or min(map(len, bodies[:-1])) < longest * _EVEN:
        return False
    running = sum(second[:1].islower() for _first, second in itertools.pairwise(bodies))
    return running * _RUNNING >= len(bodies) - 1 and running > 0


def _unwrapped(lines: list[str]) -> str:
    bodies = [line.strip() for line in lines]
    return ("" if _HAN_TEXT.search(bodies[0]) else " ").join(bodies)
