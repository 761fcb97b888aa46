"""The persons of an article as they come up: who was named, how often, in which office."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from .mentions import Mention, Reading
from .names import Names
from .patterns import ACTOR, COUNTRY
from .people import People

_OFTEN = 4


@dataclass
class Cast:
    """What is known of the persons of an article up to a place in it."""

    names: Names
    publisher_country: str = ""
    in_full: set[str] = field(default_factory=set)
    countries: Counter[str] = field(default_factory=Counter)
    mentioned: Counter[str] = field(default_factory=Counter)
    headed: set[str] = field(default_factory=set)
    latest: list[str] = field(default_factory=list)
    roles: dict[str, set[str]] = field(default_factory=dict)
    here: set[str] = field(default_factory=set)

    @property
    def people(self) -> People:
        """Persons and posts of the tables."""
        return self.names.people

    def prepare(self, readings: Iterable[Reading]) -> None:
        """Note who is named in full and which states come up, anywhere in the article."""
        for reading in readings:
            for mention in reading.mentions:
                if self.is_person(mention):
                    self.in_full.add(mention.target)
                elif mention.kind == COUNTRY:
                    self.countries[mention.target] += 1

    def is_person(self, mention: Mention) -> bool:
        """Whether a mention is one of a person."""
        return mention.kind == ACTOR and mention.target in self.people.persons

    def note(self, person: str, *, in_heading: bool = False) -> None:
        """Remember that somebody was named or meant here."""
        self.mentioned[person] += 1
        self.here.add(person)
        if in_heading:
            self.headed.add(person)
        if person in self.latest:
            self.latest.remove(person)
        self.latest.append(person)

    def play(self, person: str, role: str) -> None:
        """Remember that somebody was called by a title."""
        self.roles.setdefault(person, set()).add(role)

    def holds(self, person: str, role: str, posts: list[str], day: date | None) -> bool:
        """Whether a person has a post of this role on the day, or was called so."""
        terms = self.people.persons[person].terms
        if any(p in posts and day and since <= day <= until for p, since, until in terms):
            return True
        return role in self.roles.get(person, ())

    def weight(self, person: str) -> float:
        """How much the article is about a person, up to here."""
        country = self.people.persons[person].country
        return (
            min(self.mentioned[person], _OFTEN)
            + 1.6 * (country == self.publisher_country and bool(country))
            + 1.2 * (person in self.headed)
            + 0.5 * (self.latest[-1] == person)
            + 0.8 * (person in self.here)
        )
