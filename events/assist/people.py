"""Who holds which office on which day, and what a person is called for short."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from events import tokens
from events.choices import ActorKind, PostLevel

from .reading import has_han
from .tables import Tables

#: Where the surname stands first (persons of these nationalities, written in any script).
SURNAME_FIRST = frozenset({"CN", "KR", "VN"})
_DOTS = "·•・‧"
_SHORTEST_SURNAME = 2


@dataclass
class Person:
    """A person of the tables: the state, the spellings, the terms."""

    target: str
    country: str = ""
    spellings: list[str] = field(default_factory=list)
    terms: list[tuple[str, date, date]] = field(default_factory=list)

    @property
    def given_names(self) -> set[str]:
        """Everything but the surname, folded, from all spellings."""
        return {
            word
            for spelling in self.spellings
            for word in tokens.words(spelling)
            if word not in tokens.words(short_name(spelling, self.country))
        }

    def held_office(self, day: date | None) -> bool:
        """Whether any term covers the day; without a day, whether there is any term."""
        return any(day is None or since <= day <= until for _, since, until in self.terms)


@dataclass(frozen=True)
class Office:
    """A post of the tables."""

    slug: str
    level: str
    country: str
    organisation: str
    is_presidency: bool


class People:
    """Persons and posts by public id and slug."""

    def __init__(self, tables: Tables, reference: Callable[[str, Any], str]) -> None:
        self.persons: dict[str, Person] = {}
        self._persons_by_key: dict[int, Person] = {}
        for row in tables.actors:
            if row[5] == ActorKind.PERSON:
                target = reference("actor", row[0])
                person = self.persons.setdefault(target, Person(target))
                person.country = person.country or str(row[7] or "").lower()
                person.spellings += [name for name in row[1:4] if name]
                self._persons_by_key[row[0]] = person
        for row in tables.aliases:
            if row[2] in self._persons_by_key:
                self._persons_by_key[row[2]].spellings.append(row[0])
        self.offices = {
            row[0]: Office(
                row[0],
                row[4],
                str(row[5] or "").lower(),
                reference("actor", row[6]) if row[6] else "",
                row[1].startswith("President"),
            )
            for row in tables.posts
        }
        self._terms: dict[str, list[tuple[str, date, date]]] = defaultdict(list)
        for actor, post, since, until in tables.tenures:
            known = self._persons_by_key.get(actor)
            if known:
                known.terms.append((post, since, until))
                self._terms[post].append((known.target, since, until))

    def is_surname_only(self, key: Any, spelling: str) -> bool:
        """A Chinese name without its dot: of a foreigner it is the surname alone."""
        person = self._persons_by_key.get(key)
        return (
            person is not None
            and has_han(spelling)
            and not any(dot in spelling for dot in _DOTS)
            and person.country.upper() not in SURNAME_FIRST
        )

    def holder(self, offices: Iterable[str], day: date | None) -> tuple[str, str] | None:
        """(person, post) of whoever holds one of these posts on a day; the later term wins."""
        if day is None:
            return None
        held = [
            (since, person, post)
            for post in offices
            for person, since, until in self._terms.get(post, ())
            if since <= day <= until
        ]
        return max(held)[1:] if held else None

    def offices_of(self, role: str, *, country: str = "", organisation: str = "") -> list[str]:
        """The posts that a title can mean, of one state or organisation or of all."""
        return [
            slug
            for slug, office in self.offices.items()
            if _plays(office, role)
            and (not country or office.country == country)
            and (not organisation or office.organisation == organisation)
        ]

    def post_of(self, person: str, day: date | None) -> str:
        """A post that a person holds on a day, the highest one; empty where none is known."""
        known = self.persons.get(person)
        if known is None or day is None:
            return ""
        held = [post for post, since, until in known.terms if since <= day <= until]
        levels = list(PostLevel.values)
        return min(held, key=lambda post: levels.index(self.offices[post].level), default="")


PRESIDENT_NOT_CHAIRMAN = "president in Chinese"
HEAD_OF_STATE, PRESIDENT, CHAIRMAN = "head of state", "president", "state chairman"
HEAD_OF_GOVERNMENT, FOREIGN_MINISTER = "head of government", "foreign minister"
HEAD_OF_ORGANISATION = "head of an organisation"


def _plays(office: Office, role: str) -> bool:
    is_state = office.level == PostLevel.HEAD_OF_STATE
    if role == HEAD_OF_STATE:
        return is_state or office.is_presidency and bool(office.country)
    if role == PRESIDENT:
        return bool(office.country) and (office.is_presidency or is_state)
    if role == PRESIDENT_NOT_CHAIRMAN:
        return _plays(office, PRESIDENT) and office.country.upper() != "CN"
    if role == CHAIRMAN:
        return is_state and office.country.upper() == "CN"
    if role == HEAD_OF_GOVERNMENT:
        return office.level == PostLevel.HEAD_OF_GOVERNMENT and not office.is_presidency
    if role == FOREIGN_MINISTER:
        return office.slug.endswith("foreign-minister") and office.level == PostLevel.MINISTER
    return office.level == PostLevel.HEAD_OF_ORGANISATION


def short_name(spelling: str, country: str) -> str:
    """The surname of a spelling; a Chinese one after its dot."""
    if has_han(spelling):
        for dot in _DOTS:
            spelling = spelling.split(dot)[-1]
        return spelling
    words = spelling.split()
    return words[0] if country.upper() in SURNAME_FIRST else words[-1]


def surnames(people: People) -> dict[str, set[str]]:
    """{surname: persons} of all spellings with more than a surname."""
    found: dict[str, set[str]] = defaultdict(set)
    for person in people.persons.values():
        for spelling in person.spellings:
            short = short_name(spelling, person.country)
            parted = any(mark in spelling.strip() for mark in (" ", *_DOTS))
            if parted and len(short) >= _SHORTEST_SURNAME and "." not in short:
                found[short].add(person.target)
    return found
