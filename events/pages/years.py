"""The charts of events per year, from the numbers of `events.stats`."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from events import stats
from events.choices import EventGroup
from events.models.tally import Tally

from . import drawing

#: The year the organisation was founded; charts of everything begin here and say what lies before.
FOUNDED = 2001


@dataclass(frozen=True)
class NumberRow:
    """A year in the table below a chart: one number a group, in the order of EventGroup."""

    year: int
    numbers: list[int]
    total: int


@dataclass(frozen=True)
class YearChart:
    """Events per year and group: the bars, and the table of the same numbers."""

    bars: drawing.Bars
    rows: list[NumberRow]
    total: int

    @property
    def groups(self) -> list[tuple[str, Any]]:
        """The groups in the order in which bars stack them."""
        return list(EventGroup.choices)

    @property
    def last(self) -> NumberRow | None:
        """The last year with an event."""
        return self.rows[-1] if self.rows else None


def year_chart(events: Any, *, first: int | None = None) -> YearChart:
    """The chart of some events, from a year on; one query."""
    grid = stats.events_per_year_and_group(events)
    kept = [i for i, year in enumerate(grid.years) if first is None or year >= first]
    rows = [
        NumberRow(grid.years[i], [row.counts[i] for row in grid.rows], grid.totals[i]) for i in kept
    ]
    names = [row.key for row in grid.rows]
    table = {row.year: dict(zip(names, row.numbers, strict=True)) for row in rows}
    return YearChart(drawing.stacked(table), rows, sum(row.total for row in rows))


def summed(tally: Tally) -> Counter[str]:
    """The parts of a tally added up."""
    numbers: Counter[str] = Counter()
    for part in tally:
        for value, number in part:
            numbers[value] += number
    return numbers
