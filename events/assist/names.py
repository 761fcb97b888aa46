"""The alias tables as a matcher: every name of everything, found in one pass over a text.

The matcher (pyahocorasick) runs over stems, not letters: so a name is found in every case of
Russian, and a word is matched whole or not at all.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, ClassVar, NamedTuple

import ahocorasick

from events.choices import ActorKind, EventKind

from . import demonyms
from .cues import CUES
from .loosely import Loose
from .patterns import (
    ACTOR,
    ADJECTIVE,
    COUNTRY,
    CUE,
    INITIATIVE,
    PLACE,
    POST,
    SURNAME,
    Pattern,
    pattern,
)
from .people import People, surnames
from .reading import Passage, cut, has_cyrillic, has_han
from .tables import Tables, Triple

_UNKNOWN = 0
_PLACE_BEHIND = re.compile(r"\s(?:in|of|в|во)\s(\w+)$")
_MINISTERS = re.compile(r"ministers|министров|部长", re.IGNORECASE)
_MEETING_WORD = re.compile(
    r"\b(?:meeting|council|affairs)\b|(?<!\w)(?:совещание|заседание|совет)(?!\w)|会议|会晤|理事会",
    re.IGNORECASE,
)
_PARENTHESES = re.compile(r"\s*[（(][^()（）]*[)）]\s*")
_TARGETS = ((2, ACTOR), (3, COUNTRY), (4, PLACE), (5, INITIATIVE), (6, POST))
_PREFIX = {ACTOR: "ac", INITIATIVE: "in"}
#: Words on membership that reports leave out of the names of organs.
_MEMBER_STATES = ("государств — членов ", "成员国", "государств-членов ")


class Found(NamedTuple):
    """A pattern at a place of a passage."""

    pattern: Pattern
    start: int
    end: int
    is_exact: bool = True

    @property
    def length(self) -> int:
        """How many characters it covers."""
        return self.end - self.start


@dataclass(eq=False)
class Names:
    """Everything suggestions need to know of the data, apart from events on record."""

    tables: Tables
    labels: dict[str, Triple] = field(default_factory=dict)
    countries_of_places: dict[str, str] = field(default_factory=dict)

    _loaded: ClassVar[Names | None] = None

    @classmethod
    def load(cls) -> Names:
        """The names as they are stored now; built anew only where a row differs."""
        tables = Tables.read()
        kept = cls._loaded
        if kept is None or kept.tables != tables:
            kept = cls(tables)
            # One assignment: another thread sees the old names or the new ones.
            cls._loaded = kept
        return kept

    def __post_init__(self) -> None:
        self._vocabulary: dict[str, int] = {}
        self._by_stems: dict[tuple[str, ...], list[Pattern]] = defaultdict(list)
        self._survivors = {
            (kind, row[0]): row[4]
            for kind, rows in ((ACTOR, self.tables.actors), (INITIATIVE, self.tables.initiatives))
            for row in rows
        }
        self.people = People(self.tables, self.reference)
        self._add_names()
        self._add_words_of_our_own()
        self.loose = Loose(self._initiatives(), self._towns_and_states)
        self.loose_organs = Loose(self._meetings(), frozenset())
        self._automaton = self._built()

    def reference(self, kind: str, key: Any) -> str:
        """The public id of a row; a merged record stands for its survivor."""
        if kind in _PREFIX:
            seen = set()
            while self._survivors.get((kind, key)) and key not in seen:
                seen.add(key)
                key = self._survivors[kind, key]
            return f"{_PREFIX[kind]}{key}"
        return str(key).lower() if kind == COUNTRY else str(key)

    def find(self, passage: Passage) -> list[Found]:
        """All patterns in a passage, overlapping ones too."""
        words = passage.tokens
        vocabulary = self._vocabulary
        numbers = tuple(vocabulary.get(word.stem, _UNKNOWN) for word in words)
        found = []
        for last, stems in self._automaton.iter(numbers) if numbers else ():
            part = words[last - len(stems) + 1 : last + 1]
            found += [
                Found(candidate, part[0].start, part[-1].end, candidate.is_exact(part))
                for candidate in self._by_stems[stems]
                if candidate.fits(passage, part)
            ]
        return found

    @cached_property
    def kinds_of_organs(self) -> dict[str, str]:
        """The kind that most meetings of an organ are coded as."""
        best: dict[int, tuple[int, str]] = {}
        for organ, kind, number in self.tables.meetings:
            best[organ] = max(best.get(organ, (0, "")), (number, kind))
        return {self.reference(ACTOR, organ): kind for organ, (_, kind) in best.items()}

    @cached_property
    def summit_organs(self) -> dict[str, str]:
        """The organ of an organisation that meets in summits, by the organisation."""
        return {
            self.reference(ACTOR, row[8]): self.reference(ACTOR, row[0])
            for row in self.tables.actors
            if row[8]
            and self.kinds_of_organs.get(self.reference(ACTOR, row[0])) == EventKind.SUMMIT
        }

    @cached_property
    def topics_of_initiatives(self) -> dict[str, list[str]]:
        """What an initiative is about, by its public id."""
        found: dict[str, list[str]] = defaultdict(list)
        for initiative, topic in self.tables.subjects:
            found[self.reference(INITIATIVE, initiative)].append(topic)
        return found

    @cached_property
    def organs(self) -> frozenset[str]:
        """The public ids of organs of organisations."""
        return frozenset(
            self.reference(ACTOR, row[0]) for row in self.tables.actors if row[5] == ActorKind.ORGAN
        )

    def _built(self) -> Any:
        automaton = ahocorasick.Automaton(ahocorasick.STORE_ANY, ahocorasick.KEY_SEQUENCE)
        for stems in self._by_stems:
            for stem in stems:
                self._vocabulary.setdefault(stem, len(self._vocabulary) + 1)
            automaton.add_word(tuple(self._vocabulary[stem] for stem in stems), stems)
        automaton.make_automaton()
        return automaton

    def _add(self, kind: str, target: str, spelling: str) -> None:
        made = pattern(kind, target, spelling)
        if made and not any(
            (made.kind, made.target, made.spelling) == (p.kind, p.target, p.spelling)
            for p in self._by_stems[made.stems]
        ):
            self._by_stems[made.stems].append(made)

    def _add_names(self) -> None:
        for kind, key, spelling in self._spellings():
            target = self.reference(kind, key)
            if kind == ACTOR and self.people.is_surname_only(key, spelling):
                self._add(SURNAME, target, spelling)
                continue
            placeless = self._placeless(spelling) if kind == INITIATIVE else spelling
            for variant in self._variants(kind, spelling) | self._variants(kind, placeless):
                self._add(kind, target, variant)
        for surname, targets in surnames(self.people).items():
            for target in targets:
                self._add(SURNAME, target, surname)

    def _initiatives(self) -> Iterator[tuple[str, str]]:
        """(public id, spelling) of initiatives, also without the town or country at the end."""
        for kind, key, spelling in self._spellings():
            if kind == INITIATIVE:
                for variant in {
                    spelling,
                    _PARENTHESES.sub(" ", spelling),
                    self._placeless(spelling),
                }:
                    yield self.reference(kind, key), variant

    def _meetings(self) -> Iterator[tuple[str, str]]:
        """(public id, name) of meetings of ministers, less the word for a meeting."""
        for kind, key, spelling in self._spellings():
            if kind == ACTOR and _MINISTERS.search(spelling):
                yield self.reference(kind, key), _MEETING_WORD.sub(" ", spelling)

    @cached_property
    def _towns_and_states(self) -> frozenset[str]:
        rows = (*self.tables.places, *self.tables.countries)
        return frozenset(stem for row in rows for name in row[1:3] for stem in _stems_of(name)[:1])

    def _placeless(self, spelling: str) -> str:
        """A name without "in Bishkek", "of Kyrgyzstan", "в Душанбе" behind it."""
        match = _PLACE_BEHIND.search(spelling)
        if match and set(_stems_of(match[1])) & self._towns_and_states:
            return spelling[: match.start()]
        return spelling

    def _spellings(self) -> Iterator[tuple[str, Any, str]]:
        tables = self.tables
        for kind, rows in (
            (ACTOR, tables.actors),
            (COUNTRY, tables.countries),
            (PLACE, tables.places),
            (INITIATIVE, tables.initiatives),
            (POST, tables.posts),
        ):
            for row in rows:
                self.labels[self.reference(kind, row[0])] = (row[1], row[2], row[3])
                yield from ((kind, row[0], name) for name in row[1:4] if name)
        for row in tables.actors:
            if row[6]:
                yield ACTOR, row[0], row[6]
        for row in tables.places:
            self.countries_of_places[row[0]] = str(row[4] or "").lower()
        for row in tables.aliases:
            for column, kind in _TARGETS:
                if row[column]:
                    yield kind, row[column], row[0]

    @cached_property
    def _organisations(self) -> list[tuple[str, list[str]]]:
        """(acronym or short name, longer names) of organisations, to exchange in other names."""
        by_actor: dict[int, list[str]] = defaultdict(list)
        for row in self.tables.actors:
            if row[5] == ActorKind.ORGANISATION:
                by_actor[row[0]] = [name for name in (*row[1:4], row[6]) if name]
        for row in self.tables.aliases:
            if row[2] in by_actor:
                by_actor[row[2]].append(row[0])
        return [
            (short, [n for n in names if n != short and _script(n) == _script(short)])
            for names in by_actor.values()
            for short in names
            if short.isupper() and (" " not in short or has_han(short))
        ]

    def _variants(self, kind: str, spelling: str) -> set[str]:
        """Ways to write a name: without what stands in brackets, the organisation in full."""
        variants = {spelling, _PARENTHESES.sub(" ", spelling).strip()}
        if kind not in (ACTOR, INITIATIVE, POST):
            return variants - {""}
        for words in _MEMBER_STATES:
            variants |= {v.replace(words, "") for v in variants if v.strip() != words.strip()}
        if kind in (INITIATIVE, ACTOR, POST):
            for written, others in (*_HAN_SHORT, *self._organisations):
                for variant in [v for v in variants if written in v]:
                    parts = re.split(rf"(?<!\w){re.escape(written)}(?!\w)", variant)
                    if has_han(written):
                        parts = variant.split(written)
                    if len(parts) == 2 and any(part.strip() for part in parts):
                        variants |= {other.join(parts) for other in others}
        if kind == ACTOR:
            variants |= {v for v in map(_without_organisation, variants) if v}
        return {variant for variant in variants if variant.strip()}

    def _add_words_of_our_own(self) -> None:
        codes = {row[0] for row in self.tables.countries}
        for code, (english, russian) in demonyms.WORDS.items():
            if code in codes:
                for word in (*english.split(), *russian.split()):
                    self._add(ADJECTIVE, code.lower(), word)
        topics = {row[0] for row in self.tables.topics}
        for row in self.tables.topics:
            self.labels[row[0]] = (row[1], row[2], row[3])
            for name in row[1:4]:
                for part in re.split(r" and | и |与", name):
                    self._add(CUE, row[0], part)
        for slug, cues in CUES.items():
            if slug in topics:
                for cue in cues:
                    self._add(CUE, slug, cue)


#: The organisation is written in full in the tables and short in most Chinese news.
_HAN_SHORT = (("上海合作组织", ["上合组织", "上合"]), ("上合组织", ["上海合作组织", "上合"]))


def _without_organisation(name: str) -> str:
    """ "Исполком РАТС ШОС" less its last acronym, where another one still tells whose it is."""
    words = name.split()
    shorter = words[:-1] if words[-1] == "ШОС" else words[1:] if words[0] == "SCO" else []
    told = any(len(word) > 2 and word.isupper() for word in shorter)
    return " ".join(shorter) if len(shorter) > 1 and told else ""


def _stems_of(text: str) -> list[str]:
    return [token.stem for token in cut(text)]


def _script(text: str) -> str:
    return "han" if has_han(text) else "cyrillic" if has_cyrillic(text) else "latin"
