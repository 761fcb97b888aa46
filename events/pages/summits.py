"""Every meeting of heads of state, heads of government and the Shanghai Five, and who came."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, TextChoices
from django.utils.translation import gettext_lazy as _

from events import stats
from events.choices import EventKind, EventRole, EventState
from events.models import Actor, Country, Document, Event, EventQuerySet, Participation
from events.stats import Level

from .roster import SHANGHAI_FIVE

HEADS_OF_STATE = "CHS"
HEADS_OF_GOVERNMENT = "CHG"
SPECIAL = "special"


class Attendance(TextChoices):
    """At what level a state was at a meeting, as far as the coded sources say."""

    HEAD = "head", _("head of state or government")
    OTHER = "other", _("other rank")
    DELEGATION = "delegation", _("delegation, rank not coded")
    NOT_CODED = "not-coded", _("not in the sources")


_SHORT = {
    Level.HEAD_OF_STATE: Attendance.HEAD,
    Level.HEAD_OF_GOVERNMENT: Attendance.HEAD,
    Level.MINISTER: Attendance.OTHER,
    Level.OTHER: Attendance.OTHER,
    Level.UNKNOWN: Attendance.DELEGATION,
    Level.ABSENT: Attendance.NOT_CODED,
}


@dataclass(frozen=True)
class Meeting:
    """A row of the table; `levels` are pairs (level, number of states), highest first."""

    event: Event
    chairs: list[Participation]
    chair_countries: list[Country]
    documents: list[Document]
    states: int
    levels: list[tuple[Level, int]]


@dataclass(frozen=True)
class Series:
    """One table; `key` is its anchor, `organ` the body whose meetings are numbered."""

    key: str
    title: Any
    organ: Actor | None
    meetings: list[Meeting]

    @property
    def numbered(self) -> bool:
        """Whether its meetings have numbers."""
        return self.key != SPECIAL

    @property
    def held(self) -> int:
        """How many took place."""
        return sum(row.event.state == EventState.HELD for row in self.meetings)


SERIES = (
    ("heads-of-state", _("Councils of Heads of State"), HEADS_OF_STATE),
    ("heads-of-government", _("Councils of Heads of Government"), HEADS_OF_GOVERNMENT),
    ("shanghai-five", _("Summits of the Shanghai Five"), SHANGHAI_FIVE),
    (SPECIAL, _("Special and joint summits"), ""),
)


def series() -> list[Series]:
    """The four tables, each oldest first; a fixed number of queries."""
    top = Event.objects.published().filter(_is_top())
    chairs = _chairs(top)
    found: dict[str, list[Meeting]] = defaultdict(list)
    for row in reversed(stats.attendance(top).rows):
        found[_series_of(row.event)].append(_meeting(row, chairs[row.event.pk]))
    return [Series(key, title, _organ(found[name]), found[name]) for key, title, name in SERIES]


def _organ(meetings: list[Meeting]) -> Actor | None:
    """The body of numbered meetings, where the public may see it."""
    organs = (row.event.organ for row in meetings if row.event.organ_number)
    organ = next(organs, None)
    return organ if organ and organ.is_published else None


def heads_of_state() -> EventQuerySet:
    """The councils of heads of state."""
    return Event.objects.published().filter(organ__acronym=HEADS_OF_STATE)


def _is_top() -> Q:
    named = Q(organ__acronym__in=(HEADS_OF_STATE, HEADS_OF_GOVERNMENT))
    return named | Q(organ__name_en=SHANGHAI_FIVE) | Q(kind=EventKind.SUMMIT)


def _series_of(event: Event) -> str:
    """A meeting of these bodies without a number is a special one."""
    if event.organ is None or event.organ_number is None:
        return ""
    names = (event.organ.acronym, event.organ.name_en)
    return next((name for _key, _title, name in SERIES if name and name in names), "")


def _chairs(events: EventQuerySet) -> dict[int, list[Participation]]:
    """Who was in the chair, by event; unpublished people read as None."""
    rows = Participation.objects.filter(event__in=events.order_by().values("pk"))
    found: dict[int, list[Participation]] = defaultdict(list)
    for party in rows.filter(role=EventRole.CHAIR).for_page():
        found[party.event_id].append(party)
    return found


def _meeting(row: stats.Summit, chairs: list[Participation]) -> Meeting:
    present: Counter[Level] = Counter(level for level in row.levels if level != Level.ABSENT)
    return Meeting(
        event=row.event,
        chairs=[party for party in chairs if party.actor],
        chair_countries=row.chairs,
        documents=row.documents,
        states=sum(present.values()),
        levels=[(level, present[level]) for level in Level if present[level]],
    )


# The matrix of a country's page --------------------------------------------------------------


@dataclass(frozen=True)
class MatrixRow:
    """A meeting and pairs (level, state) of the columns; None before it had a standing."""

    event: Event
    pairs: list[tuple[Attendance | None, Country]]


@dataclass(frozen=True)
class Matrix:
    """Meetings by states."""

    countries: list[Country]
    rows: list[MatrixRow]

    @property
    def levels(self) -> list[tuple[str, Any]]:
        """The levels for the key."""
        return list(Attendance.choices)


def matrix(countries: Sequence[Country]) -> Matrix:
    """Who came at what level to each council of heads of state held, oldest first.

    The countries come with their periods prefetched; a fixed number of queries.
    """
    table = stats.attendance(heads_of_state().held(), countries)
    rows = []
    for row in reversed(table.rows):
        pairs = zip(table.countries, row.levels, strict=True)
        cells = [(_cell(country, level, row.event), country) for country, level in pairs]
        rows.append(MatrixRow(row.event, cells))
    return Matrix(table.countries, rows)


def _cell(country: Country, level: Level, event: Event) -> Attendance | None:
    if level == Level.ABSENT and not country.standing_on(event.earliest):
        return None
    return _SHORT[level]
