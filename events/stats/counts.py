"""How many, per year and by what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Max

from events.choices import GROUP_OF_KIND, EventGroup, EventKind
from events.models import (
    RECORDS,
    Article,
    Country,
    Document,
    Event,
    Initiative,
    Statement,
    Topic,
)
from events.models.dates import BEGINNING
from events.models.tally import Tally

#: (value, year) -> number of events.
Cells = Counter[tuple[str, int]]


@dataclass(frozen=True)
class YearCount:
    """One year and its number of events."""

    year: int
    count: int


@dataclass(frozen=True)
class GridRow:
    """One row of a table by year: the value for links, its label, a number for each year.

    `total` counts each event once for the row; `item` is the country, topic or None.
    """

    key: str
    label: str
    counts: list[int]
    total: int
    item: Any = None


@dataclass(frozen=True)
class Grid:
    """A table by year, without gaps between the first and the last year."""

    years: list[int]
    rows: list[GridRow]

    @property
    def totals(self) -> list[int]:
        """The sum of each year; the number of events only where rows exclude each other."""
        return [sum(row.counts[i] for row in self.rows) for i in range(len(self.years))]

    @property
    def peak(self) -> int:
        """The highest number in the table."""
        return max((number for row in self.rows for number in row.counts), default=0)

    def by_span(self, span: int) -> list[tuple[int, int, list[int]]]:
        """Columns of several years: (first year, last year, a number for each row)."""
        starts = range(0, len(self.years), span)
        return [
            (
                self.years[i],
                self.years[min(i + span, len(self.years)) - 1],
                [sum(row.counts[i : i + span]) for row in self.rows],
            )
            for i in starts
        ]


@dataclass(frozen=True)
class Figures:
    """The figures of the front page; `events` are those held."""

    events: int
    statements: int
    initiatives: int
    documents: int
    countries: int
    articles: int
    coded_up_to: date | None
    changed_at: datetime | None


def figures() -> Figures:
    """How much the portal holds, and as of when."""
    held = Event.objects.published().held()
    involved = {code for part in held.tally_countries() for code, _number in part}
    last = held.newest_first().first()
    changes = [
        model._default_manager.published().aggregate(last=Max("changed_at"))["last"]  # type: ignore[attr-defined]
        for model in RECORDS
    ]
    return Figures(
        events=held.count(),
        statements=Statement.objects.published().count(),
        initiatives=Initiative.objects.published().count(),
        documents=Document.objects.published().count(),
        countries=len(involved),
        articles=Article.objects.published().count(),
        coded_up_to=last.earliest if last else None,
        changed_at=max(filter(None, changes), default=None),
    )


def events_per_year(events: Any) -> list[YearCount]:
    """The number of events of each year from the first to the last, zeros included."""
    totals: Counter[int] = Counter()
    for (_kind, year), number in _cells(events.tally("kind", per_year=True)).items():
        totals[year] += number
    return [YearCount(year, totals[year]) for year in _years(totals)]


def events_per_year_and_group(events: Any) -> Grid:
    """Events per year and family of kinds, all seven families in their order."""
    cells: Cells = Counter()
    for (kind, year), number in _cells(events.tally("kind", per_year=True)).items():
        cells[GROUP_OF_KIND[kind], year] += number
    return _grid(cells, dict(EventGroup.choices))


def events_per_year_and_kind(events: Any) -> Grid:
    """Events per year and kind, in the order of the codebook, without kinds that do not occur."""
    cells = _cells(events.tally("kind", per_year=True))
    found = {kind for kind, _year in cells}
    return _grid(cells, {value: label for value, label in EventKind.choices if value in found})


def heat(events: Any) -> Grid:
    """Events per country and year, the most involved country first."""
    cells = _cells(events.tally_countries(per_year=True))
    return _ranked(cells, Country.objects.in_bulk({code for code, _year in cells}))


def topics_per_year(events: Any) -> Grid:
    """Events per topic (with those below it) and year, the most frequent topic first."""
    cells = _cells(events.tally_topics(per_year=True))
    return _ranked(cells, Topic.objects.in_bulk({slug for slug, _year in cells}))


def _cells(tally: Tally) -> Cells:
    """Sum the parts of a tally; events whose beginning is not known belong to no year."""
    cells: Cells = Counter()
    for part in tally:
        for value, year, number in part:
            if year != BEGINNING.year:
                cells[value, year] += number
    return cells


def _years(years: Iterable[int]) -> list[int]:
    found = list(years)
    return list(range(min(found), max(found) + 1)) if found else []


def _grid(cells: Cells, labels: Mapping[str, Any], items: Mapping[str, Any] | None = None) -> Grid:
    years = _years(year for _value, year in cells)
    rows = []
    for key, label in labels.items():
        counts = [cells[key, year] for year in years]
        rows.append(GridRow(key, str(label), counts, sum(counts), (items or {}).get(key)))
    return Grid(years, rows)


def _ranked(cells: Cells, items: Mapping[str, Any]) -> Grid:
    grid = _grid(cells, {key: item.label for key, item in items.items()}, items)
    return Grid(grid.years, sorted(grid.rows, key=lambda row: (-row.total, row.label)))
