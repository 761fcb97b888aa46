"""The persons of an article: by name, by surname, by the title that stands for them."""

from __future__ import annotations

import re
from datetime import date

from .cast import Cast
from .mentions import Mention, Reading
from .names import Names
from .patterns import ACTOR, COUNTRY
from .people import HEAD_OF_ORGANISATION
from .reading import Passage
from .surnames import find_surnames
from .titles import Title, find_titles, is_beside

_OF = re.compile(r"\s+of\s+(?:the\s+)?|\s+", re.IGNORECASE)
_OF_SOMETHING = re.compile(r"\s+of\s+(?:the\s+)?\w", re.IGNORECASE)
_BEFORE_TITLE = re.compile(r"(?:['’]?s)?[\s-]*|国家|的")
_CAPITAL_WORD = re.compile(r"\s([A-ZА-ЯЁ][\w’'-]+)")


def resolve(reading: Reading, cast: Cast) -> list[Mention]:
    """Persons by surname and by title; those by name get their posts."""
    passage = reading.passage
    day = passage.base.day
    titles = find_titles(passage)
    cast.here = set()
    surnames = list(find_surnames(reading, titles, cast, day))
    named = [m for m in reading.mentions if cast.is_person(m)] + surnames
    made = list(surnames)
    for title, mention in _in_order(titles, named):
        if mention:
            _note(mention, titles, reading, cast, day)
        elif title:
            found = _Titled(title, reading, named, cast, day).mention()
            if found:
                made.append(found)
    return made


def _in_order(
    titles: list[Title], named: list[Mention]
) -> list[tuple[Title | None, Mention | None]]:
    places: list[tuple[int, Title | None, Mention | None]] = [
        *((title.start, title, None) for title in titles),
        *((mention.start, None, mention) for mention in named),
    ]
    places.sort(key=lambda place: place[0])
    return [(title, mention) for _, title, mention in places]


def _note(
    mention: Mention, titles: list[Title], reading: Reading, cast: Cast, day: date | None
) -> None:
    """Remember a person, and complete the mention with post and country."""
    text, target, place = reading.passage.text, mention.target, (mention.start, mention.end)
    cast.note(target, in_heading=reading.passage.kind == "heading")
    for title in titles:
        if is_beside(text, (title.start, title.end), place):
            cast.play(target, title.role)
    beside = (f.pattern.target for f in reading.posts if is_beside(text, (f.start, f.end), place))
    post = next(beside, "") or cast.people.post_of(target, day)
    mention.detail = _detail(cast, target, "alias", post)


def _detail(cast: Cast, target: str, via: str, post: str) -> dict[str, str]:
    office = cast.people.offices.get(post)
    country = office.country if office else cast.people.persons[target].country
    return {"post": post, "country": country, "via": via}


class _Titled:
    """A title at a place and whom it can mean."""

    def __init__(
        self, title: Title, reading: Reading, named: list[Mention], cast: Cast, day: date | None
    ) -> None:
        self.title, self.reading, self.named = title, reading, named
        self.cast, self.day = cast, day

    def mention(self) -> Mention | None:
        """The person; None beside the own name, and where nobody is known."""
        title, passage = self.title, self.reading.passage
        inside = (m for m in self.reading.mentions if not self.cast.is_person(m))
        if any(m.start <= title.start < m.end for m in inside):
            return None
        owner = self._owner()
        start, end = title.start, title.end
        if owner is not None:
            start, end = min(start, owner.start), max(end, owner.end)
        elif _OF_SOMETHING.match(passage.text, title.end):
            return None
        if any(is_beside(passage.text, (start, end), (m.start, m.end)) for m in self.named):
            return None
        if _is_of_somebody_else(passage, end):
            return None
        answer = self._owned(owner) if owner else self._known() or self._unnamed()
        if answer is None:
            return None
        target, post, score = answer
        self.cast.note(target)
        self.cast.play(target, title.role)
        detail = _detail(self.cast, target, "title", post)
        return Mention(ACTOR, target, passage, start, end, score, detail)

    def _owner(self) -> Mention | None:
        """The state or organisation that the title belongs to by its place in the sentence."""
        text, title = self.reading.passage.text, self.title
        bodies = [
            m
            for m in self.reading.mentions
            if m.kind == COUNTRY or (m.kind == ACTOR and not self.cast.is_person(m))
        ]
        for m in bodies:
            if m.start == title.end or (
                m.start > title.end and _OF.fullmatch(text[title.end : m.start])
            ):
                return m
            if title.inside and m.start == title.inside[0]:
                return Mention(m.kind, m.target, m.passage, title.start, title.end)
        return next(
            (
                m
                for m in bodies
                if m.end <= title.start and _BEFORE_TITLE.fullmatch(text[m.end : title.start])
            ),
            None,
        )

    def _owned(self, owner: Mention) -> tuple[str, str, float] | None:
        """The holder of the day, or somebody of that state who was called so in the article."""
        people, role = self.cast.people, self.title.role
        is_state = owner.kind == COUNTRY
        if is_state == (role == HEAD_OF_ORGANISATION):
            return None
        posts = (
            people.offices_of(role, country=owner.target)
            if is_state
            else people.offices_of(role, organisation=owner.target)
        )
        held = people.holder(posts, self.day)
        if held:
            return *held, 0.9
        called = [
            p
            for p in self.cast.latest
            if is_state
            and role in self.cast.roles.get(p, ())
            and people.persons[p].country in ("", owner.target)
        ]
        return (called[-1], "", 0.7) if called else None

    def _known(self) -> tuple[str, str, float] | None:
        """Whom of those named so far the article is about, among those in such an office."""
        people, role = self.cast.people, self.title.role
        posts = people.offices_of(role)
        fitting = [p for p in self.cast.latest if self.cast.holds(p, role, posts, self.day)]
        if not fitting:
            return None
        best = max(fitting, key=self.cast.weight)
        return best, people.post_of(best, self.day), 0.8

    def _unnamed(self) -> tuple[str, str, float] | None:
        """Nobody in such an office was named: the publisher's state, or the article's."""
        people, role, countries = self.cast.people, self.title.role, self.cast.countries
        if role == HEAD_OF_ORGANISATION:
            return None
        posts = people.offices_of(role)
        only = {people.offices[post].country for post in posts}
        own = self.cast.publisher_country
        states = [*only] if len(only) == 1 else [own] if own in countries else []
        states += [country for country, _ in countries.most_common(1)]
        for state in [*states, own]:
            held = state and people.holder(people.offices_of(role, country=state), self.day)
            if held:
                return *held, 0.6
        return None


def _is_of_somebody_else(passage: Passage, end: int) -> bool:
    """Whether a capital word follows right away: the title of a person we do not know."""
    match = _CAPITAL_WORD.match(passage.text, end)
    return match is not None and not match[1].isupper()


def persons_of(mentions: list[Mention], names: Names) -> list[Mention]:
    """The persons among some mentions."""
    return [m for m in mentions if m.kind == ACTOR and m.target in names.people.persons]
