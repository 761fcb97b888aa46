"""The page of a statement: the words, who said them for whom, and what was said beside them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from events.choices import StatementRole
from events.models import InitiativeStep, Statement, StatementParty

from .footnotes import Claim, Footnotes, Mark, Source
from .offices import InOffice, Terms

FIELDS = ("date", "kind", "event", "text", "quotation", "topics", "initiatives")
NEIGHBOURS = 10


@dataclass(frozen=True)
class Voice:
    """Speaker, principal or addressee, with the check of the office and the marks."""

    party: StatementParty
    in_office: InOffice
    marks: list[Mark]


@dataclass(frozen=True)
class StatementPage:
    """Everything the page of a statement shows."""

    whole: Claim
    claims: dict[str, Claim]
    speakers: list[Voice]
    principals: list[Voice]
    addressees: list[Voice]
    steps: list[InitiativeStep]
    neighbours: list[Statement]
    sources: list[Source]
    confidence: str
    single_source: bool


def statement_page(statement: Statement, **_context: Any) -> StatementPage:
    """The page of a published statement from `for_page()`."""
    parties = list(statement.parties.all())
    steps = list(statement.steps.published().with_initiative().oldest_first())
    notes = Footnotes(statement, *parties)
    terms = Terms(parties)
    voices = [
        Voice(row, terms.check(row, statement.earliest, statement.latest), notes.marks(row))
        for row in parties
    ]
    articles = notes.supporting_articles(statement, *parties)
    neighbours = Statement.objects.published().beside(statement, articles).oldest_first()

    def in_role(role: str) -> list[Voice]:
        return [voice for voice in voices if voice.party.role == role]

    return StatementPage(
        whole=notes.claim(statement),
        claims={name: notes.claim(statement, name) for name in FIELDS},
        speakers=in_role(StatementRole.SPEAKER),
        principals=in_role(StatementRole.ON_BEHALF_OF),
        addressees=in_role(StatementRole.ADDRESSEE),
        steps=steps,
        neighbours=list(neighbours.for_row()[:NEIGHBOURS]),
        sources=notes.sources,
        confidence=notes.confidence(statement),
        single_source=len(articles) == 1,
    )
