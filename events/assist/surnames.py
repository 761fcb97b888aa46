"""A surname alone, an initial and a surname: whose, by the article, the titles and the day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from events import tokens
from events.choices import PostLevel

from .cast import Cast
from .mentions import Mention, Reading
from .names import Found
from .patterns import ACTOR
from .reading import Token, has_cyrillic, has_han
from .titles import Title, is_beside

_TITLE_WORDS = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "dr",
        "pm",
        "president",
        "premier",
        "minister",
        "chairman",
        "chairwoman",
        "secretary",
        "general",
        "ambassador",
        "leader",
        "director",
        "deputy",
        "prime",
        "speaker",
        "sheikh",
        "king",
        "emir",
        "comrade",
        "governor",
        "mayor",
        "г-н",
        "г-жа",
        "господин",
        "президент",
        "премьер",
        "министр",
        "председатель",
        "генсек",
        "секретарь",
        "посол",
        "глава",
        "лидер",
        "директор",
    ]
)
_OPENERS = frozenset(
    [
        "when",
        "as",
        "but",
        "and",
        "according",
        "on",
        "in",
        "after",
        "before",
        "earlier",
        "then",
        "while",
        "for",
        "also",
        "to",
        "with",
        "if",
        "meanwhile",
        "today",
        "yesterday",
        "at",
        "by",
        "from",
        "later",
        "both",
        "the",
        "he",
        "she",
        "his",
        "said",
        "however",
        "since",
        "thus",
        "so",
        "moreover",
        "когда",
        "как",
        "но",
        "и",
        "по",
        "на",
        "в",
        "после",
        "до",
        "затем",
        "пока",
        "для",
        "также",
        "к",
        "с",
        "если",
        "сегодня",
        "вчера",
        "при",
        "от",
        "из",
        "об",
        "о",
        "за",
        "у",
        "со",
        "во",
        "ранее",
        "позже",
        "а",
        "он",
        "она",
    ]
)
_INITIAL = re.compile(r"(?:\b[A-ZА-ЯЁ][a-z]?\.\s?){1,3}$")
_PATRONYMIC = re.compile(r"(?:ович|евич|ич|овн|евн|уулу|кызы)\w{0,3}$")
#: Adjectives of states and what begins a sentence without being a name: "Meeting Putin".
_NO_GIVEN_NAME = re.compile(r"(?:ian|ese|gyz|zakh|zbek|jik|kmen|ing|ed)$")
_SHORTEST_LONE, _SHORTEST_LONE_HAN = 4, 2


def find_surnames(
    reading: Reading, titles: list[Title], cast: Cast, day: date | None
) -> Iterator[Mention]:
    """The persons of a passage who are named by their surnames."""
    by_place: dict[tuple[int, int], list[Found]] = {}
    for found in reading.surnames:
        by_place.setdefault((found.start, found.end), []).append(found)
    named = [m for m in reading.mentions if cast.is_person(m)]
    for several in by_place.values():
        mention = _Surname(reading, several, titles, cast, day).mention()
        if mention and not any(other.overlaps(mention) for other in named):
            yield mention


class _Surname:
    """One surname at one place, and everybody who bears it."""

    def __init__(
        self,
        reading: Reading,
        several: list[Found],
        titles: list[Title],
        cast: Cast,
        day: date | None,
    ) -> None:
        self.reading, self.cast, self.day, self.titles = reading, cast, day, titles
        self.found = several[0]
        self.candidates = list(dict.fromkeys(found.pattern.target for found in several))

    def mention(self) -> Mention | None:
        """Who it is; None where the article does not tell."""
        text, start = self.reading.passage.text, self.found.start
        begin, given = self._extended()
        if given:
            self.candidates = [c for c in self.candidates if self._has_given(c, given)]
            if len(self.candidates) == 1:
                return self._made(self.candidates[0], begin, 0.95)
        if not self.candidates or (given and begin == start):
            return None
        titled = self._titled(begin)
        if len(titled) == 1:
            return self._made(titled[0], begin, 0.9)
        in_full = [c for c in self.candidates if c in self.cast.in_full]
        if in_full:
            latest = [c for c in self.cast.latest if c in in_full]
            target = latest[-1] if latest else in_full[0]
            return self._made(target, begin, 0.95 if len(in_full) == 1 else 0.8)
        people = self.cast.people
        written = text[start : self.found.end]
        # A short surname has too many bearers to be known by an office alone: "Li".
        is_told = has_han(written) or len(written) >= _SHORTEST_LONE
        holding = [c for c in self.candidates if people.persons[c].held_office(self.day)]
        if holding and is_told:
            return self._made(self._highest(holding), begin, 0.85 if len(holding) == 1 else 0.6)
        if len(self.candidates) == 1 and self._is_plausible(written, begin):
            return self._made(self.candidates[0], begin, 0.6)
        return None

    def _made(self, target: str, begin: int, score: float) -> Mention:
        return Mention(ACTOR, target, self.reading.passage, begin, self.found.end, score)

    def _titled(self, begin: int) -> list[str]:
        """The bearers whose office stands beside the name: "President Japarov"."""
        people = self.cast.people
        posts = [post for role in self._roles(begin) for post in people.offices_of(role)]
        return [
            c
            for c in self.candidates
            if any(
                post in posts and (self.day is None or since <= self.day <= until)
                for post, since, until in people.persons[c].terms
            )
        ]

    def _highest(self, holding: list[str]) -> str:
        """Of several in office the one of the highest rank."""
        people, levels = self.cast.people, list(PostLevel.values)

        def rank(person: str) -> int:
            post = people.post_of(person, self.day)
            return levels.index(people.offices[post].level) if post else len(levels)

        return min(holding, key=rank)

    def _is_plausible(self, written: str, begin: int) -> bool:
        """The only bearer of a surname, without a term on record: state or title tell."""
        country = self.cast.people.persons[self.candidates[0]].country
        shortest = _SHORTEST_LONE_HAN if has_han(written) else _SHORTEST_LONE
        if len(written) < shortest:
            return False
        return not country or self.cast.countries[country] > 0 or bool(self._roles(begin))

    def _roles(self, begin: int) -> set[str]:
        """The roles of titles beside the name."""
        place = begin, self.found.end
        return {
            title.role
            for title in self.titles
            if is_beside(self.reading.passage.text, (title.start, title.end), place)
        }

    def _has_given(self, target: str, given: list[str]) -> bool:
        own = self.cast.people.persons[target].given_names
        stems = {_stem(name) for name in own}
        return all(
            word in own
            or (len(word) <= 2 and any(name.startswith(word) for name in own))
            or _PATRONYMIC.search(word)
            or _stem(word) in stems
            for word in given
        )

    def _extended(self) -> tuple[int, list[str]]:
        """Where the name begins, and the given names or initials before the surname, folded.

        A capital word before it is a given name unless it is something else that is known.
        """
        passage, text = self.reading.passage, self.reading.passage.text
        start = self.found.start
        initial = _INITIAL.search(text, max(0, start - 12), start)
        if initial:
            # The second of two initials is a patronymic's, which the tables seldom have.
            letters = [t.word for t in passage.tokens if initial.start() <= t.start < start]
            return initial.start(), letters[:1]
        given: list[str] = []
        begin = start
        for token in reversed([t for t in passage.tokens if t.end <= start][-2:]):
            if text[token.end : begin] not in (" ", "\u00a0", "-") or not self._is_given(token):
                break
            given.insert(0, token.word)
            begin = token.start
        return begin, given

    def _is_given(self, token: Token) -> bool:
        passage = self.reading.passage
        written = passage.text[token.start : token.end]
        if not written[0].isupper() or written.isupper():
            return False
        if token.word in _TITLE_WORDS or token.word in _OPENERS or _NO_GIVEN_NAME.search(written):
            return False
        if any(m.start <= token.start < m.end for m in self.reading.mentions):
            return False
        # "Встреча Путина": before another case than the first a noun begins the sentence.
        opens = not passage.text[passage.sentence_of(token.start)[0] : token.start].strip(' «“"—–')
        is_declined = has_cyrillic(written) and not self.found.is_exact
        return not (opens and is_declined)


def _stem(word: str) -> str:
    return "".join(tokens.tokens(word))
