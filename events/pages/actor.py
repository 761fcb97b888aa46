"""The page of an actor: offices over time, events, words, initiatives, people met most."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from events.choices import ActorKind
from events.models import Actor, Event, Initiative, InitiativeStep, Statement, Tenure

from .footnotes import Claim, Footnotes, Mark, Source
from .overview import motion

FIELDS = ("name_en", "acronym", "parent", "nationality", "founded", "seat")
SHOWN = 10


@dataclass(frozen=True)
class Office:
    """A term with its marks."""

    tenure: Tenure
    marks: list[Mark]


@dataclass(frozen=True)
class Shown:
    """The first rows of a list, and how many there are."""

    rows: list[Any]
    count: int


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


def actor_page(actor: Actor, *, today: date) -> ActorPage:
    """The page of a published actor from `for_page()`."""
    tenures = list(actor.tenures.all())
    is_body = actor.kind != ActorKind.PERSON
    holders = list(Tenure.objects.published().at(actor).with_related()) if is_body else []
    notes = Footnotes(actor, *tenures, *holders)
    steps = InitiativeStep.objects.with_actors([actor.pk])
    meetings = Event.objects.published().of_organs([actor.pk]) if is_body else None
    met = Actor.objects.published().met_with(actor)[:SHOWN] if not is_body else []
    return ActorPage(
        claims={name: notes.claim(actor, name) for name in FIELDS},
        offices=[Office(row, notes.marks(row)) for row in tenures],
        holders=[Office(row, notes.marks(row)) for row in holders],
        events=_shown(Event.objects.published().with_actors([actor.pk]).newest_first()),
        meetings=_shown(meetings.newest_first()) if meetings is not None else Shown([], 0),
        statements=_shown(Statement.objects.published().with_actors([actor.pk]).newest_first()),
        initiatives=_in_motion(Initiative.objects.published().with_steps(steps), today),
        met=list(met),
        sources=notes.sources,
        confidence=notes.confidence(actor),
        # Many records name an actor; their sources count, not those of its terms.
        single_source=False,
    )


def _shown(rows: Any) -> Shown:
    """The first rows and the count; three or more queries, always the same number."""
    return Shown(list(rows.for_row()[:SHOWN]), rows.count())


def _in_motion(rows: Any, today: date) -> Shown:
    """The initiatives that moved last, each with its life-line."""
    return Shown(motion(rows.by_last_movement(), today, number=SHOWN), rows.count())
