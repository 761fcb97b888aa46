"""Which states were involved in which events: the ground of every count and chart.

"Involved" is what the parameter `country` of the timeline means: represented, or the place of
the event. So a number here and the list behind its link are the same.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from events.choices import GROUP_OF_KIND, EventGroup
from events.models import EventQuerySet, Participation

#: The year the organisation was founded; charts begin here and say what lies before.
FOUNDED = 2001


@dataclass(frozen=True)
class Happening:
    """An event as the charts need it; `year` is that of its earliest day."""

    pk: int
    year: int
    kind: str
    represented: frozenset[str]
    involved: frozenset[str]

    @property
    def group(self) -> str:
        """The family of its kind."""
        return GROUP_OF_KIND[self.kind]


def happenings(events: EventQuerySet) -> list[Happening]:
    """The events with the states involved, oldest first; two queries."""
    rows = events.oldest_first().values_list("pk", "earliest", "kind", "place__country")
    keys = events.order_by().values("pk")
    parties = Participation.objects.filter(event__in=keys, country__isnull=False)
    represented: dict[int, set[str]] = defaultdict(set)
    for event, country in parties.order_by().values_list("event", "country"):
        represented[event].add(country)
    return [
        Happening(
            pk=pk,
            year=earliest.year,
            kind=kind,
            represented=frozenset(represented[pk]),
            involved=frozenset(represented[pk] | {place} - {None}),
        )
        for pk, earliest, kind, place in rows
    ]


def with_state(rows: Iterable[Happening], code: str) -> list[Happening]:
    """Keep what involves a state."""
    return [row for row in rows if code in row.involved]


def per_country(rows: Iterable[Happening]) -> Counter[str]:
    """How many events involve each state."""
    return Counter(code for row in rows for code in row.involved)


def per_year(rows: Collection[Happening], *, first: int | None = None) -> dict[int, Counter[str]]:
    """Events by year and group; every year from the first to the last has its entry."""
    years = [row.year for row in rows if first is None or row.year >= first]
    if not years:
        return {}
    table: dict[int, Counter[str]] = {
        year: Counter() for year in range(first or min(years), max(years) + 1)
    }
    for row in rows:
        if row.year in table:
            table[row.year][row.group] += 1
    return table


@dataclass(frozen=True)
class NumberRow:
    """A year in the table below a chart: one number a group, in the order of EventGroup."""

    year: int
    numbers: list[int]
    total: int


def number_rows(years: dict[int, Counter[str]]) -> list[NumberRow]:
    """The table of the same numbers as the chart."""
    return [
        NumberRow(year, [counts[group] for group in EventGroup], sum(counts.values()))
        for year, counts in sorted(years.items())
    ]
