"""The page of an actor: offices over time, events, words, initiatives, people met most."""

from __future__ import annotations

from dataclasses import dataclass

from events.choices import ActorKind
from events.models import Actor, Event, Initiative, Statement, Tenure

from .footnotes import Claim, Footnotes, Mark, Source

FIELDS = ("name_en", "acronym", "parent", "nationality", "founded", "seat")
SHOWN = 10


@dataclass(frozen=True)
class Office:
    """A term with its marks."""

    tenure: Tenure
    marks: list[Mark]


@dataclass(frozen=True)
class Shown[Row]:
    """The first rows of a list, and how many there are."""

    rows: list[Row]
    count: int

    @property
    def more(self) -> bool:
        """Whether the list holds more than is shown."""
        return self.count > len(self.rows)


@dataclass(frozen=True)
class ActorPage:
    """Everything the page of an actor shows."""

    claims: dict[str, Claim]
    offices: list[Office]
    holders: list[Office]
    events: Shown
    meetings: Shown
    statements: Shown
    initiatives: Shown
    met: list[Actor]
    sources: list[Source]
    confidence: str
    single_source: bool
