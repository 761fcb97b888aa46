"""The timeline: the page's events under years and months, and the years as a histogram."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.paginator import Page
from django.http import QueryDict
from django.utils.http import urlencode

from events.filters import Selection, select
from events.stats import YearCount, events_per_year
from events.timeline import Year, by_year_and_month

from . import drawing

#: Parameters that choose a stretch of time; the histogram is drawn without them.
TIME = ("since", "until", "year", "certainty")
BASE, TOP = 76, 8
TICK_YEARS = 5
#: So many years have room for the number of each.
FEW_YEARS = 8


@dataclass(frozen=True)
class Bar:
    """One year of the histogram; `chosen` where the list shows it, `query` to choose it."""

    year: int
    count: int
    x: str
    slot_x: str
    y: str
    height: str
    chosen: bool
    query: str


@dataclass(frozen=True)
class Histogram:
    """Events per year under the same filter, whatever the time; positions are percentages."""

    bars: list[Bar]
    width: str
    slot: str
    ticks: list[drawing.Tick]
    total: int
    brush: tuple[str, str] | None

    @property
    def numbers(self) -> list[Bar]:
        """The years with events, for the table of the same numbers."""
        return [bar for bar in self.bars if bar.count]


@dataclass(frozen=True)
class TimelinePage:
    """What the timeline shows beyond any list; no headings where the order is not by date."""

    years: list[Year]
    histogram: Histogram | None
    carried: list[tuple[str, str]]


def timeline_page(selection: Selection, page: Page) -> TimelinePage:
    """Group one page of a selection, and count the years around it."""
    counts = events_per_year(selection.queryset)
    totals = {row.year: row.count for row in counts}
    by_date = selection.sort != "relevance"
    return TimelinePage(
        years=by_year_and_month(page.object_list, totals) if by_date else [],
        histogram=histogram(selection, counts) if selection.is_valid else None,
        carried=selection.carried(*TIME),
    )


def histogram(selection: Selection, counts: list[YearCount]) -> Histogram | None:
    """The years of the same filter without its dates; None where nothing matches at all."""
    others = selection.carried(*TIME)
    is_timed = len(others) != len(selection.page_pairs)
    chosen = {row.year for row in counts if row.count}
    years = counts
    if is_timed:
        around = select(
            type(selection.filterset), QueryDict(urlencode(others)), pinned=selection.pinned
        )
        years = events_per_year(around.queryset)
    if not years:
        return None
    top = max(row.count for row in years)
    every = TICK_YEARS if len(years) > FEW_YEARS else 1
    slot = 100 / len(years)
    bars = [
        _bar(row, index, slot, top, chosen=is_timed and row.year in chosen, others=others)
        for index, row in enumerate(years)
    ]
    return Histogram(
        bars=bars,
        width=drawing.percent(slot * 0.82),
        slot=drawing.percent(slot),
        ticks=[
            drawing.Tick(drawing.percent(slot * (index + 0.5)), row.year)
            for index, row in enumerate(years)
            if row.year % every == 0
        ],
        total=sum(row.count for row in years),
        brush=_brush(bars, slot) if is_timed else None,
    )


def _bar(
    row: YearCount,
    index: int,
    slot: float,
    top: int,
    *,
    chosen: bool,
    others: Iterable[tuple[str, str]],
) -> Bar:
    height = (BASE - TOP) * row.count / top if top else 0
    return Bar(
        year=row.year,
        count=row.count,
        x=drawing.percent(slot * (index + 0.09)),
        slot_x=drawing.percent(slot * index),
        y=drawing.pixels(BASE - height),
        height=drawing.pixels(height),
        chosen=chosen,
        query=urlencode([*others, ("year", f"{row.year:04}")]),
    )


def _brush(bars: list[Bar], slot: float) -> tuple[str, str] | None:
    """Where the chosen stretch begins and ends."""
    chosen = [index for index, bar in enumerate(bars) if bar.chosen]
    if not chosen:
        return None
    return drawing.percent(slot * chosen[0]), drawing.percent(slot * (chosen[-1] + 1))
