"""The page of a document: its titles, where and when it was adopted, what it did."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from events.models import Document, InitiativeStep

from .footnotes import Claim, Footnotes, Mark, Source

FIELDS = ("title_en", "date", "kind", "event", "place", "in_force", "url", "topics", "note")


@dataclass(frozen=True)
class Taken:
    """A step of an initiative that this text took."""

    step: InitiativeStep
    marks: list[Mark]


@dataclass(frozen=True)
class DocumentPage:
    """Everything the page of a document shows."""

    whole: Claim
    claims: dict[str, Claim]
    taken: list[Taken]
    sources: list[Source]
    confidence: str
    single_source: bool


def document_page(document: Document, **_context: Any) -> DocumentPage:
    """The page of a published document from `for_page()`."""
    steps = list(document.steps.published().with_initiative().oldest_first())
    notes = Footnotes(document, *steps)
    return DocumentPage(
        whole=notes.claim(document),
        claims={name: notes.claim(document, name) for name in FIELDS},
        taken=[Taken(step, notes.marks(step)) for step in steps],
        sources=notes.sources,
        confidence=notes.confidence(document),
        single_source=len(notes.supporting_articles(document)) == 1,
    )
