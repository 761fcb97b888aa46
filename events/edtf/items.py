"""The dates inside a free text, and what each borrows from its neighbours.

"14–15 June 2001" is two items, `14` and `15 June 2001`; the first borrows month and year from
the second. In "2001年6月14日至15日" the second borrows from the first.
"""

import re
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from .value import EdtfError, NotUnderstood

WINTER = 24

#: What one date may look like, as token letters; "June 14, 2001" has lost its comma by then.
_ITEM = re.compile(
    r"([~?]*)"
    r"(?:D?(?:my|ym)|(?:ym|my|y)D|D?y|My|yM|[nd]m?y?|m[nd]?|m[nd]y|ym[nd]|xmy?|y?mx|e|sy?|ys)"
    r"([~?]*|[QA]*)"
)


@dataclass(slots=True)
class Item:
    """One date as far as it was written; `whole` is EDTF that needs nothing more."""

    whole: str = ""
    year: int | None = None
    month: int | None = None
    day: int | None = None
    season: int | None = None
    third: int | None = None
    blank: str = ""
    uncertain: bool = False
    approximate: bool = False
    marked_in_front: bool = False
    marked_behind: bool = False

    @property
    def is_marked(self):
        """Whether "about" or "perhaps" was said of it."""
        return self.uncertain or self.approximate

    @property
    def is_bare_year(self):
        """Whether it is a year and nothing else."""
        return self.year is not None and (self.month, self.season, self.day) == (None,) * 3

    def borrow_month(self, other):
        """Take the month of a neighbouring day, unless each has a year of its own."""
        both_dated = self.year is not None and other.year is not None
        lacking = self.day is not None and self.month is None
        if lacking and other.day is not None and not both_dated:
            self.month = other.month

    def borrow_year(self, other):
        """Take the year of a neighbour at least as precise."""
        needs = "day" if self.day is not None else "season" if self.season else "month"
        if self.year is None and not self.whole and getattr(other, needs) is not None:
            self.year = other.year

    def text(self) -> str:
        """This item in EDTF; parse() judges whether the calendar has it."""
        if self.day is not None and self.month is None:
            raise NotUnderstood(_("The month is missing."))
        if not self.whole and self.year is None:
            raise EdtfError(_("The year is missing."))
        if self.season == WINTER:
            raise EdtfError(_("A winter lies in two years: write “winter 2021–2022”."))
        mark = {(0, 0): "", (1, 0): "?", (0, 1): "~", (1, 1): "%"}
        return self._date() + mark[self.uncertain, self.approximate]

    def _date(self):
        if self.whole:
            return self.whole
        # A zero is kept: dropping it would turn 2021-09-00 into a month nobody wrote.
        parts = [part for part in (self.season, self.month, self.day) if part is not None]
        date = "-".join([f"{self.year:04d}", *(f"{part:02d}" for part in parts)])
        return date + {"": "", "M": "-XX", "D": "-XX" if parts else "-XX-XX"}[self.blank]


_FIELDS = {"y": "year", "m": "month", "d": "day", "n": "day", "s": "season", "x": "third"}


def read_item(tokens) -> Item:
    """The item a run of tokens spells."""
    letters = "".join(token.letter for token in tokens)
    match = _ITEM.fullmatch(letters)
    if not match:
        if "x" in letters:
            raise EdtfError(_("Early, mid and late are understood of months only."))
        raise NotUnderstood(_("This was not understood as a date."))
    item = Item(marked_in_front=bool(match[1]), marked_behind=bool(set(match[2]) & set("~?")))
    for token in tokens:
        if token.letter in _FIELDS:
            setattr(item, _FIELDS[token.letter], token.value)
        elif token.letter == "e":
            item.whole = token.value
        elif token.letter in "DM":
            item.blank = token.letter
        else:
            item.uncertain |= token.letter in "?Q"
            item.approximate |= token.letter in "~A"
    return item


def complete(items: list[Item], *, spread: bool) -> list[Item]:
    """Let items borrow from each other, nearest first: forwards only what is behind lacks.

    `spread`: a mark in front of the first covers all, if no other has one of its own.
    """
    pairs = list(zip(items, items[1:], strict=False))
    for one, two in reversed(pairs):
        one.borrow_month(two)
    for one, two in pairs:
        two.borrow_month(one)
    for one, two in reversed(pairs):
        one.borrow_year(two)
    for one, two in pairs:
        two.borrow_year(one)
    _refuse_unclear(items)
    if spread and items[0].marked_in_front and not any(item.is_marked for item in items[1:]):
        for item in items[1:]:
            item.uncertain, item.approximate = items[0].uncertain, items[0].approximate
    return items


def _refuse_unclear(items):
    """What has a meaning by itself only: "from mid-June" is no span of whole days."""
    behind = len(items) > 1 and any(item.marked_behind for item in items)
    years = any(item.season for item in items) and any(item.is_bare_year for item in items)
    if behind or years or any(item.third or item.blank for item in items):
        raise NotUnderstood(_("This was not understood as a date."))
