"""Which of the patterns found in a text are mentions: longest names, countries, places, bodies."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from . import demonyms
from .loosely import Hit
from .names import Found, Names
from .patterns import ACTOR, ADJECTIVE, COUNTRY, INITIATIVE, PLACE, POST, SURNAME
from .reading import Passage, Token, cut

#: What makes a longer proper name of a place or country: "Astana Declaration".
_LONGER_NAME = re.compile(
    r"\s+(?:(?:[A-Z][\w-]+\s+){0,3}(?:University|Institute|Declaration|Convention|Spirit|Process|"
    r"Treaty"
    r"|Agreements?|Academy|Film|Festival|Marathon|Airport|Times|Daily|Post|Olympics?|Games|Theatre"
    r"|Museum|Palace|Park|Accords?|Communiqu[eé]|Consensus|Today|Telegraph|Ocean|Street|Avenue))\b"
)
_LONGER_HAN = re.compile(
    r"(?:国立|国际|理工|师范|外国语|交通|财经|政法)*(?:大学|学院|精神|宣言|公约|进程|时报|日报|晚报"
    r"|机场|奥运会|倡议|公报|时间|马拉松)"
)
#: So many strange words inside a loose name make it a paraphrase.
_PARAPHRASED = 2
_SIDE = {token.stem for token in cut(demonyms.SIDES)}
_NOT_THE_STATE = {token.stem for token in cut(demonyms.NOT_THE_STATE)}
_HAN_PHRASES = tuple(re.compile(phrase) for phrase in demonyms.HAN_PHRASES)


@dataclass
class Mention:
    """Something named at a place of a passage."""

    kind: str
    target: str
    passage: Passage
    start: int
    end: int
    score: float = 1.0
    detail: dict[str, Any] = field(default_factory=dict)

    def holds(self, start: int, end: int) -> bool:
        """Whether a stretch lies in it and is shorter."""
        return self.start <= start and end <= self.end and end - start < self.end - self.start

    def overlaps(self, other: Mention) -> bool:
        """Whether two mentions of one passage share a character."""
        return self.start < other.end and other.start < self.end


@dataclass
class Reading:
    """What one passage names, before persons are told apart."""

    passage: Passage
    mentions: list[Mention]
    surnames: list[Found]
    posts: list[Found]


def read(passage: Passage, names: Names) -> tuple[Reading, list[Found]]:
    """The mentions of a passage, and the cues of topics in it."""
    found = names.find(passage)
    cues = [f for f in found if f.pattern.kind == "cue"]
    posts = [f for f in found if f.pattern.kind == POST]
    named = [f for f in found if f.pattern.kind in (ACTOR, COUNTRY, PLACE, INITIATIVE, SURNAME)]
    named = [f for f in named if not _is_part_of_unknown(passage, f)]
    # "Гани" is Ghani, although Гана has such a case too.
    spelt = {(f.start, f.end) for f in named if f.is_exact}
    named = [f for f in named if f.is_exact or (f.start, f.end) not in spelt]
    loose = _chosen(names.loose.find(passage))
    kept = _longest(named, loose)
    mentions = [
        Mention(f.pattern.kind, f.pattern.target, passage, f.start, f.end)
        for f in kept
        if f.pattern.kind != SURNAME
    ]
    mentions += _loose_mentions(passage, loose, mentions)
    mentions += _adjectives(passage, found, mentions)
    if "zh" in passage.scripts:
        mentions += _han_short(passage, names, mentions)
    mentions.sort(key=lambda mention: (mention.start, -mention.end))
    surnames = [f for f in kept if f.pattern.kind == SURNAME]
    return Reading(passage, mentions, surnames, posts), cues


def _is_part_of_unknown(passage: Passage, found: Found) -> bool:
    if found.pattern.kind not in (PLACE, COUNTRY):
        return False
    text = passage.text
    if _LONGER_NAME.match(text, found.end) or _LONGER_HAN.match(text, found.end):
        return True
    # 南京 ends another name, 中国 begins 中国梦; here only what the tables cannot know.
    return (
        found.pattern.kind == PLACE
        and text[found.start : found.end] == "上海"
        and (text.startswith("合作", found.end))
    )


def _longest(named: list[Found], loose: Iterable[Hit]) -> list[Found]:
    """Names that no longer name holds; of one kind no two overlap."""
    words = {token.start: hit for hit in loose for token in hit.words}
    kept: list[Found] = []
    # Where the names kept so far stand: no shorter one overlaps them but at one of its ends.
    at: dict[int, list[Found]] = defaultdict(list)
    for found in sorted(named, key=lambda f: (-f.length, f.start)):
        near = [*at[found.start], *at[found.end - 1]]
        if any(_shadows(other, found) for other in near) or _is_in_loose(found, words):
            continue
        kept.append(found)
        for place in range(found.start, found.end):
            at[place].append(found)
    return kept


def _shadows(other: Found, found: Found) -> bool:
    """Whether a name kept leaves no room for another one that overlaps it."""
    longer = other.length > found.length
    if other.pattern.kind == found.pattern.kind:
        return longer or other.pattern.target == found.pattern.target
    is_inside = other.start <= found.start and found.end <= other.end
    is_surname = found.pattern.kind == SURNAME and other.pattern.kind == ACTOR
    return is_inside and (longer or is_surname)


def _is_in_loose(found: Found, words: dict[int, Hit]) -> bool:
    """Whether all of a name are words by which a longer one was recognised.

    In "create computing facilities in Kyrgyzstan" the initiative is paraphrased: the country is
    named beside it. In "Anti-Drug Centre in Dushanbe" the town is part of the name.
    """
    if found.pattern.kind == INITIATIVE:
        return False
    inside = [words[place] for place in range(found.start, found.end) if place in words]
    is_longer = any(hit.end - hit.start > found.length for hit in inside)
    is_named = all(hit.strangers < _PARAPHRASED for hit in inside)
    is_geography = found.pattern.kind in (PLACE, COUNTRY)
    return len(inside) == len(found.pattern.stems) and is_longer and (is_named or not is_geography)


def _chosen(hits: list[Hit]) -> list[Hit]:
    """Of loose mentions that overlap the best: most of its words there, then most words."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda h: (-len(h.words) * h.share, h.start)):
        if not any(hit.start < other.end and other.start < hit.end for other in kept):
            kept.append(hit)
    return kept


def _loose_mentions(passage: Passage, loose: list[Hit], mentions: list[Mention]) -> list[Mention]:
    exact = [mention for mention in mentions if mention.kind == INITIATIVE]
    made = []
    for hit in loose:
        inside = [m for m in exact if m.start < hit.end and hit.start < m.end]
        if not inside and not any(m.holds(hit.start, hit.end) for m in mentions):
            made.append(
                Mention(
                    INITIATIVE, hit.target, passage, hit.start, hit.end, round(0.9 * hit.share, 2)
                )
            )
    return made


def _adjectives(passage: Passage, found: list[Found], mentions: list[Mention]) -> list[Mention]:
    """Countries by adjective: "the Kyrgyz side" whole, no language, no longer name."""
    made: list[Mention] = []
    words = passage.tokens
    at = {token.start: place for place, token in enumerate(words)}
    covering: dict[int, list[Mention]] = defaultdict(list)
    for m in mentions:
        for character in range(m.start, m.end):
            covering[character].append(m)
    for one in found:
        if one.pattern.kind != ADJECTIVE or any(
            one.end <= m.end and (m.kind != ACTOR or m.holds(one.start, one.end))
            for m in covering[one.start]
        ):
            continue
        place = at[one.start]
        last = place + len(one.pattern.stems) - 1
        after = words[last + 1] if last + 1 < len(words) else None
        before = words[place - 1] if place else None
        if _is_language(passage, one, before, after) or _LONGER_NAME.match(passage.text, one.end):
            continue
        end = one.end
        if after and after.stem in _SIDE and passage.text[end : after.start].isspace():
            end = after.end
        mention = Mention(COUNTRY, one.pattern.target, passage, one.start, end, 0.9)
        if not made or made[-1] != mention:
            made.append(mention)
    return made


def _is_language(passage: Passage, one: Found, before: Token | None, after: Token | None) -> bool:
    text = passage.text
    if after and after.stem in _NOT_THE_STATE and len(text[one.end : after.start]) <= 2:
        return True
    if _RUSSIAN_LANGUAGES.match(text, one.end):
        return True
    follows = text[one.end : one.end + 12]
    alone = (
        not follows
        or not re.match(r"\s+[\w]", follows)
        or re.match(r"\s+(?:and|or|by|at)\b", follows)
    )
    if before and before.word in demonyms.LANGUAGE_PREPOSITIONS and alone:
        return True
    # "in Russian and Chinese": the second of a pair of languages.
    return bool(
        alone
        and re.search(
            r"\b(?:in|into|from)\s+[A-Z]\w+(?:,\s+[A-Z]\w+)*,?\s+(?:and|or)\s+$",
            text[max(0, one.start - 80) : one.start],
        )
    )


_RUSSIAN_LANGUAGES = re.compile(r"(?:,?\s+(?:и\s+)?[а-яё]+(?:ск|цк)\w+)*\s+язык")


def _han_short(passage: Passage, names: Names, mentions: list[Mention]) -> list[Mention]:
    """Chinese one-character names of states in their set phrases."""
    made: list[Mention] = []
    for phrase in _HAN_PHRASES:
        for match in phrase.finditer(passage.text):
            whole = match[0].endswith("方")
            for place, character in enumerate(match[1], start=match.start(1)):
                code = demonyms.HAN.get(character, "").lower()
                end = place + 2 if whole else place + 1
                mention = Mention(COUNTRY, code, passage, place, end, 0.85)
                if code in names.labels and not any(
                    other.overlaps(mention) for other in (*mentions, *made)
                ):
                    made.append(mention)
    return made
