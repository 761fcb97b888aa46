"""One spelling of one name as the matcher knows it, and whether it really stands in a text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .reading import HAN, Passage, Token, cut, has_han

ACTOR, COUNTRY, PLACE, INITIATIVE, POST = "actor", "country", "place", "initiative", "post"
#: A surname alone, an adjective of a country, a cue of a topic; settled by their context.
SURNAME, ADJECTIVE, CUE = "surname", "adjective", "cue"

#: Kinds whose short names begin with a capital letter wherever their spelling does.
_CAPITAL = (ACTOR, COUNTRY, PLACE, SURNAME, ADJECTIVE)

_QUOTES = "«»“”„\"'‘’「」《》"
_LONGEST_ACRONYM = 8
#: Names of so many words are those of bodies, whose later words are often written small.
_LONG_NAME = 4
#: Stems so short that other words share them: "го" of Гоа.
_SHORT_STEM = 3
#: Russian names that end in these are not declined: Баку, Дели, Мале.
_UNDECLINED = re.compile("[еиоуэю]$")
#: What a case may change at the end of a Russian name: all before it stays ("Хано-й", not "Хан").
_RUSSIAN_ENDING = re.compile("(?:ий|ый|ая|яя|ое|ее|ие|ые|[аеиоуыэюяьй])$")
#: Chinese words that hold a name by chance: developing countries, "at once together".
_HAN_TRAPS = re.compile(
    "发展中国家|其中国[内外]|印度洋|内蒙古|[马以网线路]上合[作并计理适]|加上合|以上合|马上合|关上合"
)
_GAP = re.compile(
    rf"[\s\u00b7\u2022\-\u2010-\u2015\u2212/&{_QUOTES}]*"
    rf"(?:\b(?:the|a|an)\b[\s{_QUOTES}]*)?",
    re.IGNORECASE,
)
_HAN_GAP = re.compile(rf"[\u00b7\u2022\u2027\u30fb\-\u2010-\u2015—{_QUOTES}]*")
_HAN_LIST_GAP = re.compile(rf"[\u00b7\-—、，,:：()（）{_QUOTES}]*")
_INITIAL_GAP = re.compile(r"\.?[\s\u00a0]*")
_LIST_GAP = re.compile(r"[,，、:;()（）]?[\s\-\u2010-\u2015]*(?:\b(?:the|a|an)\s+)?", re.IGNORECASE)
_LONGEST_GAP = 9
_IS_HAN = re.compile(f"[{HAN}]")


@dataclass(frozen=True, slots=True)
class Pattern:
    """A spelling: its stems, and how strictly a text has to agree with it."""

    kind: str
    target: str
    spelling: str
    stems: tuple[str, ...]
    words: tuple[str, ...]
    capitals: tuple[bool, ...]
    is_acronym: bool
    is_list: bool

    def fits(self, passage: Passage, found: list[Token]) -> bool:
        """Whether tokens with these stems are this name: case, endings, what stands between."""
        return (
            all(self._agrees(passage, place, token) for place, token in enumerate(found))
            and all(
                self._joined(passage.text[one.end : two.start], one, two)
                for one, two in zip(found, found[1:], strict=False)
                if two.start >= one.end
            )
            and self._stands_alone(passage, found)
        )

    def _agrees(self, passage: Passage, place: int, token: Token) -> bool:
        written = passage.text[token.start : token.end]
        if self.is_acronym:
            # A case ending may follow in small letters: "ШОСа".
            return written[:2].isupper() or written == self.spelling
        if self.capitals[place] and not written[0].isupper():
            return False
        word = self.words[place]
        if token.word == word or _IS_HAN.match(word):
            return True
        is_russian = "\u0400" <= word[0] <= "\u052f"
        if is_russian and len(self.words) == 1 and self.kind != CUE and _UNDECLINED.search(word):
            return False
        if is_russian and self.kind in _CAPITAL[:-1]:
            return token.word.startswith(_RUSSIAN_ENDING.sub("", word))
        if len(token.stem) < _SHORT_STEM:
            return len(token.word) >= len(word) and token.word.startswith(word[:-1])
        return True

    def is_exact(self, found: list[Token]) -> bool:
        """Whether it stands there as it is spelt, without another ending."""
        return all(token.word == word for token, word in zip(found, self.words, strict=True))

    def _joined(self, gap: str, one: Token, two: Token) -> bool:
        if len(gap) > _LONGEST_GAP or gap.count("\n") > 1:
            return False
        if _IS_HAN.match(one.word) and _IS_HAN.match(two.word):
            allowed = _HAN_LIST_GAP if self.is_list else _HAN_GAP
            return allowed.fullmatch(gap) is not None
        if _GAP.fullmatch(gap):
            return True
        if len(one.word) <= 2 and _INITIAL_GAP.fullmatch(gap):
            return True
        return self.is_list and _LIST_GAP.fullmatch(gap) is not None

    def _stands_alone(self, passage: Passage, found: list[Token]) -> bool:
        """Not part of an address, "sco.int", nor Chinese letters of other words."""
        if _IS_HAN.match(found[0].word):
            around = passage.text[max(0, found[0].start - 2) : found[-1].end + 2]
            trap = _HAN_TRAPS.search(around)
            return trap is None or len(self.words) > _LONG_NAME
        after = passage.text[found[-1].end : found[-1].end + 2]
        return not (len(after) == 2 and after[0] in ".@" and after[1].islower())


def pattern(kind: str, target: str, spelling: str) -> Pattern | None:
    """A pattern of a spelling; None where it holds no word."""
    words = cut(spelling)
    if not words:
        return None
    # Long names of organs are written small as often as not; cues are no names at all.
    strict = len(words) == 1 if kind == INITIATIVE else kind in _CAPITAL
    everywhere = len(words) < _LONG_NAME
    return Pattern(
        kind=kind,
        target=target,
        spelling=spelling,
        stems=tuple(word.stem for word in words),
        words=tuple(word.word for word in words),
        capitals=tuple(
            strict and (everywhere or place == 0) and spelling[word.start].isupper()
            for place, word in enumerate(words)
        ),
        is_acronym=len(words) == 1
        and 1 < len(spelling) <= _LONGEST_ACRONYM
        and spelling.isupper()
        and not has_han(spelling),
        is_list=any(mark in spelling for mark in ",，、:;(（"),
    )
