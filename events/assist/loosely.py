"""Initiatives by shortened, reordered and stretched names.

"The Universal Centre for Countering Challenges" lacks words of the name, "developing an SCO
energy club" moves them, "high-speed railway express Astana-Almaty" turns them round. The words
that tell a name from others have to stand close together in one sentence; the longer the name,
the more may be missing, but never all that it has for itself. In Chinese the name without the
organisation has to stand there, whole or with one gap.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from .reading import Passage, Token, cut, has_han

#: Words that stand in names without telling them apart; compared by stems.
_STOP = (
    "of on for in and to with by at into from over within between under among until or their "
    "и в на по для с со до за от к о об при между или их "
    "year год года against combating combatting countering counter fighting fight the "
    "SCO member state country international regional special joint initiative project system conce"
    "pt "
    "idea "
    "борьба против противодействие "
    "ШОС государство член страна международный специальный совместный инициатива проект система "
    "концепция"
)
#: Heads of names so common that two words are no name without the organisation.
_HEADS = (
    "centre council programme strategy forum agreement plan group university structure body "
    "exercise area centres hub transport centr центр совет программа стратегия форум соглашение пл"
    "ан "
    "группа университет структура учения"
)
_ORGANISATION = re.compile(
    r"Shanghai Cooperation Organi[sz]ation|Шанхайск\w+ организаци\w+ сотрудничества", re.IGNORECASE
)
_LONG, _VERY_LONG = 4, 7
_OWNERS = re.compile(
    r"上海合作组织|上合组织|上合|成员国|中国[—-]|[“”（）()]|框架内的?|政府间|关于|国际"
)
_SHORTEST_HAN, _SHORTEST_WITH_GAP = 4, 6
#: Before the rest of a Chinese name: somebody else's bank or university.
_OF_OTHERS = re.compile(r"(?:亚洲|欧亚|欧洲|非洲|世界|伊斯兰|国家|新|联合国|东盟|金砖国家)$")
_OTHERS = (
    *("asian", "eurasian", "european", "african", "islamic", "new", "world", "nation", "british"),
    *("american", "азиатск", "евразийск", "европейск", "исламск", "нов", "всемирн", "миров"),
    *("национальн", "государственн"),
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_YEAR_BEHIND = re.compile(
    r"(?:[\s,(]+(?:of|the|SCO|until|to|till|for|up|by|in|period|ШОС|до|на|период|года?|г\.|"
    r"Shanghai|Cooperation|Organi[sz]ation))*[\s,(]+(?P<year>(?:19|20)\d\d)(?:\s*(?:года?|г\.))?"
)


@dataclass(frozen=True)
class Bag:
    """The telling words of a name, how many of them are needed, and what else is."""

    target: str
    stems: frozenset[str]
    needed: int
    own: frozenset[str]
    needs_organisation: bool
    is_plain: bool
    year: str


@dataclass(frozen=True)
class Hit:
    """A loose mention: its span and the words that were recognised."""

    target: str
    start: int
    end: int
    words: tuple[Token, ...]
    share: float
    #: How many telling words of the text stand between those of the name.
    strangers: int = 0


class Loose:
    """All bags, found by their rarest words. `spellings` are (public id, name)."""

    def __init__(self, spellings: Iterable[tuple[str, str]], geography: frozenset[str]) -> None:
        self._geography = geography
        self._heads = {token.stem for token in cut(_HEADS)}
        self._stop = stop = {token.stem for token in cut(_STOP)}
        self._organisation = {token.stem for token in cut("SCO ШОС")}
        self._rests: dict[str, str] = {}
        named: list[tuple[str, str, frozenset[str]]] = []
        for target, spelling in spellings:
            if has_han(spelling):
                self._add_rests(target, spelling)
                continue
            stems = frozenset(
                token.stem
                for token in cut(_ORGANISATION.sub(" ", spelling))
                if token.stem not in stop and not token.stem.isdigit() and len(token.stem) > 1
            )
            if len(stems) > 1:
                named.append((target, spelling, stems))
        bearers = {stem: set() for _, _, stems in named for stem in stems}  # type: dict[str, set[str]]
        for target, _, stems in named:
            for stem in stems:
                bearers[stem].add(target)
        self._frequency = Counter({stem: len(targets) for stem, targets in bearers.items()})
        self._by_stem: dict[str, list[Bag]] = defaultdict(list)
        self._bags = list(dict.fromkeys(self._bag(*one) for one in named))
        for bag in self._bags:
            # Enough anchors that one stands there whichever words are missing.
            rarest = sorted(bag.stems, key=lambda stem: (self._frequency[stem], stem))
            for stem in rarest[: len(bag.stems) - bag.needed + 1]:
                self._by_stem[stem].append(bag)

    def _bag(self, target: str, spelling: str, stems: frozenset[str]) -> Bag:
        own = frozenset(stem for stem in stems if self._frequency[stem] == 1)
        size = len(stems)
        local = bool(stems & self._geography)
        spare = 0 if size < _LONG or not (own or local) else 1 if size < _VERY_LONG else 2
        year = _YEAR.search(spelling)
        plain = size == 2 and not own
        return Bag(
            target,
            stems,
            size - spare,
            own,
            plain and bool(stems & self._heads),
            plain,
            year[0] if year else "",
        )

    def _is_telling(self, bag: Bag, there: set[str]) -> bool:
        """Whether what is there can be no other initiative's name."""
        if len(there) == len(bag.stems) or there & (bag.own - self._geography):
            return True
        spare = len(bag.stems) - bag.needed
        plain = len(there - self._geography) >= max(1, len(bag.stems - self._geography) - spare)
        return bool(plain and there & self._geography) and not any(
            there <= other.stems for other in self._bags if other.target != bag.target
        )

    def _add_rests(self, target: str, spelling: str) -> None:
        rest = _OWNERS.sub("", spelling).strip()
        if len(rest) >= _SHORTEST_HAN:
            self._rests[rest] = target
        for length in range(2, len(rest) // 3 + 1):
            for place in range(2, len(rest) - length - 1):
                shorter = rest[:place] + rest[place + length :]
                if len(shorter) >= _SHORTEST_WITH_GAP:
                    self._rests.setdefault(shorter, target)

    @cached_property
    def _han(self) -> re.Pattern[str] | None:
        rests = sorted(self._rests, key=len, reverse=True)
        return re.compile("|".join(map(re.escape, rests))) if rests else None

    def find(self, passage: Passage) -> list[Hit]:
        """The loose mentions of a passage; several of one place are left to the caller."""
        return [*self._chinese(passage), *self._others(passage)]

    def _chinese(self, passage: Passage) -> Iterator[Hit]:
        if self._han is None or "zh" not in passage.scripts:
            return
        for match in self._han.finditer(passage.text):
            if not _OF_OTHERS.search(passage.text[max(0, match.start() - 6) : match.start()]):
                words = tuple(
                    t for t in passage.tokens if match.start() <= t.start and t.end <= match.end()
                )
                yield Hit(self._rests[match[0]], match.start(), match.end(), words, 1.0)

    def _others(self, passage: Passage) -> Iterator[Hit]:
        words = passage.tokens
        starts = [word.start for word in words]
        seen = set()
        for place, word in enumerate(words):
            for bag in self._by_stem.get(word.stem, ()):
                first, last = passage.sentence_of(word.start)
                reach = len(bag.stems) + _slack(bag)
                low = max(bisect_left(starts, first), place - reach)
                high = min(bisect_left(starts, last), place + reach + 1)
                hit = self._closest(bag, words[low:high])
                if hit is None or (bag, hit.start) in seen:
                    continue
                seen.add((bag, hit.start))
                if not _is_of_others(words, starts, hit):
                    whole = _with_year(passage, bag, hit)
                    if whole and self._is_whose(bag, hit, whole, words[low:high]):
                        yield whole

    def _is_whose(self, bag: Bag, hit: Hit, whole: Hit, window: list[Token]) -> bool:
        """Common words need the organisation near them, or the year that belongs to the name."""
        return (
            not bag.needs_organisation
            or whole.end > hit.end
            or any(token.stem in self._organisation for token in window)
        )

    def _closest(self, bag: Bag, window: list[Token]) -> Hit | None:
        """The shortest stretch with as many of the words as are there, if these are enough."""
        telling = [(place, token) for place, token in enumerate(window) if token.stem in bag.stems]
        there = {token.stem for _, token in telling}
        if len(there) < bag.needed or not self._is_telling(bag, there):
            return None
        best: list[tuple[int, Token]] = []
        for begin in range(len(telling)):
            got: set[str] = set()
            for end in range(begin, len(telling)):
                got.add(telling[end][1].stem)
                if len(got) == len(there):
                    part = telling[begin : end + 1]
                    if not best or part[-1][0] - part[0][0] < best[-1][0] - best[0][0]:
                        best = part
                    break
        if best[-1][0] - best[0][0] + 1 > len(there) + _slack(bag):
            return None
        if bag.is_plain and best[-1][0] - best[0][0] > 1:
            return None
        words = tuple(token for _, token in best)
        share = len(there) / len(bag.stems)
        between = window[best[0][0] : best[-1][0]]
        strangers = sum(t.stem not in bag.stems and t.stem not in self._stop for t in between)
        return Hit(bag.target, words[0].start, words[-1].end, words, share, strangers)


def _slack(bag: Bag) -> int:
    """How many other words may stand between the first and the last."""
    size = len(bag.stems)
    return 2 if size == 2 else _LONG if size < _VERY_LONG - 1 else size


def _with_year(passage: Passage, bag: Bag, hit: Hit) -> Hit | None:
    """The year behind a name belongs to it and tells one strategy from the next."""
    inside = _YEAR.search(passage.text, hit.start, hit.end)
    if bag.year and inside and inside[0] != bag.year:
        return None
    match = _YEAR_BEHIND.match(passage.text, hit.end)
    if not bag.year or match is None:
        return hit
    if match["year"] != bag.year:
        return None
    words = tuple(t for t in passage.tokens if hit.end < t.start and t.end <= match.end())
    return Hit(hit.target, hit.start, match.end(), (*hit.words, *words), hit.share, hit.strangers)


def _is_of_others(words: list[Token], starts: list[int], hit: Hit) -> bool:
    """Whether somebody else's stands before it: "the Asian Development Bank"."""
    place = bisect_left(starts, hit.start)
    return place > 0 and words[place - 1].stem.startswith(_OTHERS)
