"""Every meeting of heads of state, heads of government and the Shanghai Five, and who came."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch, Q, TextChoices
from django.utils.translation import gettext_lazy as _

from events.choices import EventKind, EventRole, EventState, PostLevel
from events.models import Country, Document, Event, EventQuerySet, Participation, Tenure

from .roster import SHANGHAI_FIVE

HEADS_OF_STATE = "CHS"
HEADS_OF_GOVERNMENT = "CHG"


class Attendance(TextChoices):
    """At what level a state was at a meeting, as far as the coded sources say."""

    HEAD = "head", _("head of state or government")
    OTHER = "other", _("other rank")
    DELEGATION = "delegation", _("delegation, rank not coded")
    NOT_CODED = "not-coded", _("not in the sources")


#: The best level of a delegation counts.
RANKS = (Attendance.HEAD, Attendance.OTHER, Attendance.DELEGATION)
LEADERS = (PostLevel.HEAD_OF_STATE, PostLevel.HEAD_OF_GOVERNMENT)


@dataclass(frozen=True)
class Level:
    """How many states came at a level."""

    attendance: Attendance
    number: int


@dataclass(frozen=True)
class Meeting:
    """A row of the table."""

    event: Event
    chairs: list[Participation]
    hosts: list[Country]
    documents: list[Document]
    states: int
    levels: list[Level]

    @property
    def number(self) -> int | None:
        """Its number in the series of its organ."""
        return self.event.organ_number


@dataclass(frozen=True)
class Series:
    """One table; `key` is its anchor."""

    key: str
    title: Any
    organ: Any
    meetings: list[Meeting]

    @property
    def held(self) -> int:
        """How many took place."""
        return sum(row.event.state == EventState.HELD for row in self.meetings)


def series() -> list[Series]:
    """The four tables, each oldest first; a fixed number of queries."""
    rows = list(_with_everything(Event.objects.published().filter(_is_top())).oldest_first())
    kept = (
        ("heads-of-state", _("Councils of Heads of State"), HEADS_OF_STATE),
        ("heads-of-government", _("Councils of Heads of Government"), HEADS_OF_GOVERNMENT),
        ("shanghai-five", _("Summits of the Shanghai Five"), SHANGHAI_FIVE),
        ("special", _("Special and joint summits"), ""),
    )
    tables = []
    for key, title, name in kept:
        events = [event for event in rows if _series_of(event) == name]
        organ = next((event.organ for event in events if event.organ_number), None)
        tables.append(Series(key, title, organ, [_meeting(event) for event in events]))
    return tables


def heads_of_state() -> EventQuerySet:
    """The councils of heads of state, oldest first."""
    return Event.objects.published().filter(organ__acronym=HEADS_OF_STATE).oldest_first()


def _is_top() -> Q:
    named = Q(organ__acronym__in=(HEADS_OF_STATE, HEADS_OF_GOVERNMENT))
    return named | Q(organ__name_en=SHANGHAI_FIVE) | Q(kind=EventKind.SUMMIT)


def _series_of(event: Event) -> str:
    """A meeting of these bodies without a number is a special one."""
    if event.organ is None or event.organ_number is None:
        return ""
    known = (HEADS_OF_STATE, HEADS_OF_GOVERNMENT)
    if event.organ.acronym in known:
        return str(event.organ.acronym)
    return SHANGHAI_FIVE if event.organ.name_en == SHANGHAI_FIVE else ""


def _with_parties(events: EventQuerySet) -> EventQuerySet:
    """With what the level of each state is read from."""
    terms = Tenure.objects.published().for_page()
    parties = Participation.objects.for_page().prefetch_related(Prefetch("actor__tenures", terms))
    return events.prefetch_related(Prefetch("participations", parties))


def _with_everything(events: EventQuerySet) -> EventQuerySet:
    documents = Document.objects.published().oldest_first()
    return _with_parties(events).select_related("organ", "place__country").prefetch_related(
        Prefetch("documents", documents, to_attr="public_documents")
    )


def _meeting(event: Event) -> Meeting:
    parties = list(event.participations.all())
    levels = attendance(event)
    chairs = [party for party in parties if party.role == EventRole.CHAIR]
    hosts = {p.country_id: p.country for p in parties if p.role == EventRole.HOST and p.country}
    return Meeting(
        event=event,
        chairs=chairs,
        hosts=list(hosts.values()),
        documents=event.public_documents,  # type: ignore[attr-defined]
        states=len(levels),
        levels=[
            Level(rank, number)
            for rank in RANKS
            if (number := sum(level == rank for level in levels.values()))
        ],
    )


def attendance(event: Event) -> dict[str, Attendance]:
    """The level of each state at an event, by ISO code; asks nothing of the database.

    The office is the one coded with the participation, else one the person held that day by the
    terms on record.
    """
    levels: dict[str, Attendance] = {}
    for party in event.participations.all():
        if party.country_id:
            rank = _rank(party, event)
            known = levels.get(party.country_id, Attendance.DELEGATION)
            levels[party.country_id] = min(rank, known, key=RANKS.index)
    return levels


def _rank(party: Participation, event: Event) -> Attendance:
    if party.post_id:
        return Attendance.HEAD if party.post.level in LEADERS else Attendance.OTHER
    if party.actor:
        held = [
            term
            for term in party.actor.tenures.all()
            if term.post.country_id == party.country_id and term.on(event.earliest)
        ]
        if any(term.post.level in LEADERS for term in held):
            return Attendance.HEAD
        return Attendance.OTHER if held or party.office else Attendance.DELEGATION
    return Attendance.OTHER if party.office else Attendance.DELEGATION


# The matrix of a country's page --------------------------------------------------------------


@dataclass(frozen=True)
class MatrixRow:
    """A meeting and the level of each state of the columns; None before it had a standing."""

    event: Event
    cells: list[Attendance | None]


@dataclass(frozen=True)
class Matrix:
    """Meetings by states."""

    countries: list[Country]
    rows: list[MatrixRow]


def matrix(countries: Sequence[Country]) -> Matrix:
    """Who came at what level to each council of heads of state held; a fixed number of queries.

    The countries come with their periods prefetched.
    """
    held: Iterable[Event] = _with_parties(heads_of_state().held()).select_related("place")
    rows = []
    for event in held:
        levels = attendance(event)
        rows.append(MatrixRow(event, [_cell(levels, c, event.earliest) for c in countries]))
    return Matrix(list(countries), rows)


def _cell(levels: dict[str, Attendance], country: Country, day: date) -> Attendance | None:
    expected = Attendance.NOT_CODED if country.standing_on(day) else None
    return levels.get(country.iso2, expected)
