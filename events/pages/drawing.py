"""Geometry of the charts the server draws: numbers in, positions and lengths as text out.

Horizontal positions are percentages, so that text and marks keep their size at every width;
vertical ones are pixels. All are text already, so that no language writes them with a comma.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from events.choices import STAGE_OF_VERB, EventGroup, VerbStage
from events.models.dates import BEGINNING, END
from events.stats.lives import SILENCE, months_between

#: Up to this many marks fit into one column of the strata.
MARKS_PER_YEAR = 45
TICK_YEARS = 5
#: A step whose day is less well known than this has no place on a line.
VAGUE_DAYS = 3 * 366
CHART_HEIGHT = 140
BASE_LINE = 120
TOP_LINE = 14
LABELS = 12


def percent(value: float) -> str:
    """A share of the width, in the notation of SVG."""
    return f"{value:.2f}".rstrip("0").rstrip(".") + "%"


def pixels(value: float) -> str:
    """A length in pixels, in the notation of SVG."""
    return f"{value:.1f}".rstrip("0").rstrip(".")


def shade(number: int, steps: Sequence[int]) -> int:
    """Which of the shades a number has: 0 for none, else the number of thresholds it reaches."""
    return sum(number >= step for step in steps)


@dataclass(frozen=True)
class Tick:
    """A year written below an axis."""

    x: str
    year: int


@dataclass(frozen=True)
class Block:
    """The part of a bar that one group makes up."""

    group: str
    count: int
    y: str
    height: str


@dataclass(frozen=True)
class Bar:
    """One year: its blocks from the foot up; `label_y` is empty where no number is written."""

    year: int
    total: int
    x: str
    centre: str
    width: str
    label_y: str
    blocks: list[Block]


@dataclass(frozen=True)
class Bars:
    """Years as stacked bars."""

    bars: list[Bar]
    ticks: list[Tick]
    height: int = CHART_HEIGHT
    base: int = BASE_LINE
    tick_y: int = CHART_HEIGHT - 5

    @property
    def slot(self) -> str:
        """The width of a year with its gap: the whole of it can be pressed."""
        return percent(100 / len(self.bars)) if self.bars else "0%"


def stacked(years: Mapping[int, Mapping[str, int]], groups: Sequence[str] = ()) -> Bars:
    """Bars for numbers by year and group; the groups stand in the order given."""
    if not years:
        return Bars([], [])
    groups = groups or [group.value for group in EventGroup]
    top = max(sum(numbers.values()) for numbers in years.values()) or 1
    unit = (BASE_LINE - TOP_LINE) / top
    slot = 100 / len(years)
    every = -(-len(years) // LABELS)
    bars = []
    for index, (year, numbers) in enumerate(sorted(years.items())):
        total = sum(numbers.values())
        labelled = total and (len(years) - 1 - index) % every == 0
        bars.append(
            Bar(
                year=year,
                total=total,
                x=percent(slot * (index + 0.1)),
                centre=percent(slot * (index + 0.5)),
                width=percent(slot * 0.8),
                label_y=pixels(BASE_LINE - unit * total - 4) if labelled else "",
                blocks=_blocks(numbers, groups, unit),
            )
        )
    return Bars(bars, [Tick(bar.centre, bar.year) for bar in bars if bar.year % TICK_YEARS == 0])


def _blocks(numbers: Mapping[str, int], groups: Sequence[str], unit: float) -> list[Block]:
    blocks, foot = [], float(BASE_LINE)
    for group in groups:
        count = numbers.get(group, 0)
        if count:
            foot -= unit * count
            blocks.append(Block(group, count, pixels(foot), pixels(max(unit * count - 1.5, 0.5))))
    return blocks


# Time as a line ------------------------------------------------------------------------------


@dataclass(frozen=True)
class Axis:
    """A stretch of days that fills the width."""

    first: date
    last: date

    def at(self, day: date) -> float:
        """Where a day lies, from 0 to 100; days outside lie on the edge."""
        length = max((self.last - self.first).days, 1)
        return min(max((day - self.first).days / length, 0.0), 1.0) * 100

    @property
    def ticks(self) -> list[Tick]:
        """Every fifth year inside."""
        years = range(self.first.year + 1, self.last.year + 1)
        return [
            Tick(percent(self.at(date(year, 1, 1))), year)
            for year in years
            if year % TICK_YEARS == 0
        ]


@dataclass(frozen=True)
class Line:
    """A piece of a life-line; `quiet` where nothing was heard for two years or more."""

    x1: str
    x2: str
    quiet: bool


@dataclass(frozen=True)
class Mark:
    """A step on a life-line."""

    x: str
    verb: str


@dataclass(frozen=True)
class Spark:
    """A life-line as small as a line of text."""

    lines: list[Line]
    marks: list[Mark]
    ticks: list[Tick]


def _has_a_place(step: Any) -> bool:
    return step.earliest != BEGINNING and (step.latest - step.earliest).days <= VAGUE_DAYS


def _is_quiet(one: Any, two: Any) -> bool:
    return months_between(one.latest, two.earliest) >= SILENCE


def spark(steps: Sequence[Any], axis: Axis) -> Spark:
    """The steps (oldest first, each `earliest`, `latest` and `verb`) along an axis.

    A step without a date, or with one that leaves years open, is left out. After the last step
    the line goes on to the end of the axis, dotted when two years have passed.
    """
    dated = [step for step in steps if _has_a_place(step)]
    lines = [
        _line(axis, one.earliest, two.earliest, quiet=_is_quiet(one, two))
        for one, two in zip(dated, dated[1:], strict=False)
    ]
    if dated and dated[-1].latest < axis.last:
        quiet = months_between(dated[-1].latest, axis.last) >= SILENCE
        lines.append(_line(axis, dated[-1].earliest, axis.last, quiet=quiet))
    marks = [Mark(percent(axis.at(step.earliest)), step.verb) for step in dated]
    return Spark(lines, marks, axis.ticks)


def _line(axis: Axis, first: date, last: date, *, quiet: bool) -> Line:
    return Line(percent(axis.at(first)), percent(axis.at(last)), quiet)


def stands_at(steps: Sequence[Any]) -> Any | None:
    """The step that says where an initiative stands: the latest beyond talk, else the latest."""
    beyond = [step for step in steps if STAGE_OF_VERB[step.verb] != VerbStage.SAID]
    return (beyond or list(steps) or [None])[-1]


# Terms as strips -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Piece:
    """A term on a strip; `css` says which kind it is."""

    css: str
    x: str
    width: str
    y: str
    height: str


#: Class -> (y, height) within a strip 18 high: the stronger the standing, the thicker.
STRIP = {"s-m": ("5", "8"), "s-o": ("6", "6"), "s-p": ("7", "4"), "s-5": ("6", "6")}


def strip(terms: Iterable[tuple[str, date, date]], axis: Axis) -> list[Piece]:
    """Terms (class, first day, last day) along an axis; what lies outside is left out."""
    pieces = []
    for css, first, last in terms:
        last = min(last, axis.last) if last != END else axis.last
        if first <= axis.last and last >= axis.first:
            x = axis.at(first)
            width = max(axis.at(last) - x, 0.6)
            y, height = STRIP[css]
            pieces.append(Piece(css, percent(x), percent(width), y, height))
    return pieces


def axis_since(year: int, today: date) -> Axis:
    """From a New Year's Day to some weeks past today, so that the last mark has room."""
    return Axis(date(year, 1, 1), today + timedelta(days=60))
