"""A passage cut into words that keep their place in the original text.

Folding and stemming change lengths, so every token carries the offsets, in code points, of the
letters it was made of. Chinese characters are tokens one by one. English is brought to one
spelling before it is stemmed ("centre" and "center" are one word), on both sides alike.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import NamedTuple

from events import tokens

from .suggestion import Base

HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_APOSTROPHES = "'`\u00b4\u02b9\u02bb\u02bc\u02bd\u2018\u2019\u201b\u2032\uff07"
#: Marks and invisible characters that may stand inside a word.
_INNER = (
    "\u00ad\u0300-\u036f\u0483-\u0487\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0903\u093a-\u094f"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u200b-\u200d\u2060\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f\ufeff"
)
_LETTER = rf"[^\W_{HAN}]"
_WORD = re.compile(
    rf"(?P<han>[{HAN}])|(?P<plus>[+＋])"
    rf"|{_LETTER}(?:{_LETTER}|[{_INNER}]|[{_APOSTROPHES}](?={_LETTER}))*"
)
#: The plural of an acronym, or its possessive with the apostrophe lost: "SCOs".
_ACRONYMS_S = re.compile(r"[A-Z]{2,}s$")
_POSSESSIVE = re.compile(rf"[{_APOSTROPHES}][sS]$")
_HAS_HAN = re.compile(f"[{HAN}]")
_HAS_CYRILLIC = re.compile("[\u0400-\u052f]")
_HAS_LATIN = re.compile("[A-Za-z]")
_SENTENCE_END = re.compile(
    r"[。！？!?…]+[»”\"」』)]*"
    r"|(?<![A-ZА-ЯЁ])(?<!\bSt)(?<!\bMr)(?<!\bDr)(?<!\bг)\.[»”\"’)]*(?=\s+[^a-zа-яё\s]|\s*$)|\n+"
)
_ARTICLES = {"the", "a", "an"}
_SPELLINGS = (
    (re.compile(r"(?<=[a-z]{3})is(?=(?:e|ed|es|er|ers|ing|ation|ations)$)"), "iz"),
    (re.compile(r"(?<=[a-z]{2})our(?=[a-z]*$)"), "or"),
    (re.compile(r"(?<=[a-z]{2})tre(?=s?$)"), "ter"),
    (re.compile(r"(?<=[a-z]{2})ogue(?=s?$)"), "og"),
    (re.compile(r"(?<=program)me(?=s?$)"), ""),
    (re.compile(r"(?<=defen)ce(?=s?$)"), "se"),
)


class Token(NamedTuple):
    """A word: its stem, its folded form and where it stands in the text."""

    stem: str
    word: str
    start: int
    end: int


@lru_cache(maxsize=100_000)
def _stems(raw: str) -> tuple[tuple[str, str], ...]:
    """(stem, folded word) of one word of a text; compatibility characters may make several."""
    return tuple((_stem(word), word) for word in tokens.words(raw))


def _stem(word: str) -> str:
    for pattern, spelling in _SPELLINGS:
        word = pattern.sub(spelling, word)
    return "".join(tokens.tokens(word))


def cut(text: str) -> list[Token]:
    """All words of a text in order, articles left out."""
    return [token for token in _cut(text) if token.word not in _ARTICLES]


def _cut(text: str) -> Iterator[Token]:
    for match in _WORD.finditer(text):
        start, end = match.span()
        if match["plus"]:
            yield Token("+", "+", start, end)
            continue
        if match["han"] is None:
            possessive = _POSSESSIVE.search(match[0])
            end -= len(possessive[0]) if possessive else 0
            end -= bool(_ACRONYMS_S.match(text, start, end))
        for stem, word in _stems(text[start:end]):
            yield Token(stem, word, start, end)


@dataclass
class Passage:
    """A paragraph with its words, its sentences and the day it counts from."""

    number: int
    text: str
    kind: str = "body"
    base: Base = field(default_factory=Base)

    @cached_property
    def tokens(self) -> list[Token]:
        """Its words."""
        return cut(self.text)

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        """Where its sentences begin and end."""
        ends = [match.end() for match in _SENTENCE_END.finditer(self.text)]
        if not ends or ends[-1] < len(self.text):
            ends.append(len(self.text))
        return list(zip([0, *ends], ends, strict=False))

    def sentence_of(self, place: int) -> tuple[int, int]:
        """The sentence around a place."""
        ends = self._ends
        return self.sentences[min(bisect_right(ends, place), len(ends) - 1)]

    @cached_property
    def _ends(self) -> list[int]:
        return [end for _, end in self.sentences]

    @property
    def scripts(self) -> set[str]:
        """The languages its letters allow: en, ru, zh."""
        found = (("en", _HAS_LATIN), ("ru", _HAS_CYRILLIC), ("zh", _HAS_HAN))
        return {language for language, pattern in found if pattern.search(self.text)}

    def is_capital(self, token: Token) -> bool:
        """Whether a word is written with a capital letter."""
        return self.text[token.start].isupper()


def has_han(text: str) -> bool:
    """Whether a text holds Chinese characters."""
    return _HAS_HAN.search(text) is not None


def has_cyrillic(text: str) -> bool:
    """Whether a text holds Cyrillic letters."""
    return _HAS_CYRILLIC.search(text) is not None
