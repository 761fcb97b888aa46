"""The page of an event: who took part, what was said, adopted and moved there, and the sources."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import Any

from events.models import Document, Event, InitiativeStep, Participation, Statement

from .footnotes import Claim, Footnotes, Mark, Source
from .offices import InOffice, Terms

#: The fields of an event that stand in the three columns: label, claim, evidence.
FIELDS = (
    "title_en",
    "date",
    "state",
    "place",
    "mode",
    "kind",
    "organ",
    "organ_number",
    "parent",
    "topics",
    "summary",
)


@dataclass(frozen=True)
class Person:
    """A line in the table of participants."""

    party: Participation
    in_office: InOffice
    marks: list[Mark]


@dataclass(frozen=True)
class Said:
    """A statement with its marks."""

    statement: Statement
    marks: list[Mark]


@dataclass(frozen=True)
class Moved:
    """A step of an initiative that was taken here."""

    step: InitiativeStep
    marks: list[Mark]


@dataclass(frozen=True)
class Adopted:
    """A document adopted here."""

    document: Document
    marks: list[Mark]


@dataclass(frozen=True)
class EventPage:
    """Everything the page of an event shows."""

    whole: Claim
    claims: dict[str, Claim]
    people: list[Person]
    said: list[Said]
    moved: list[Moved]
    adopted: list[Adopted]
    side_events: list[Event]
    sources: list[Source]
    confidence: str
    single_source: bool


def event_page(event: Event, **_context: Any) -> EventPage:
    """The page of a published event; the number of queries does not depend on its size."""
    parties = list(event.participations.for_page())
    said = list(event.statements.published().for_row().oldest_first())
    steps = list(event.steps.published().with_initiative().oldest_first())
    documents = list(event.documents.published().oldest_first())
    words = [row for statement in said for row in (statement, *statement.parties.all())]
    notes = Footnotes(event, *parties, *words, *steps, *documents)
    terms = Terms(parties)
    return EventPage(
        whole=notes.claim(event),
        claims={name: notes.claim(event, name) for name in FIELDS},
        people=[
            Person(party, terms.check(party, event.earliest, event.latest), notes.marks(party))
            for party in parties
        ],
        said=_in_order([Said(row, notes.marks(row, *row.parties.all())) for row in said]),
        moved=[Moved(step, notes.marks(step)) for step in steps],
        adopted=[Adopted(row, notes.marks(row)) for row in documents],
        side_events=list(event.side_events.published().with_related().oldest_first()),
        sources=notes.sources,
        confidence=notes.confidence(event),
        single_source=len(notes.supporting_articles(event, *parties)) == 1,
    )


def _in_order(said: list[Said]) -> list[Said]:
    """Statements as the sources report them: by source and paragraph, then by id."""

    def place(row: Said) -> tuple[int, int, int]:
        first = row.marks[0] if row.marks else None
        number, paragraph = (first.number, first.paragraph) if first else (sys.maxsize, 0)
        return number, paragraph, row.statement.pk

    return sorted(said, key=place)
