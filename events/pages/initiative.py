"""The page of an initiative: its life from the first proposal to today, silences included."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from events.choices import STAGE_OF_VERB, VerbStage
from events.models import Initiative, InitiativeStep, Statement
from events.models.dates import BEGINNING
from events.stats import LifeLine, Silence, life_line
from events.stats.lives import SILENCE

from . import drawing
from .footnotes import Claim, Footnotes, Mark, Source

FIELDS = ("name_en", "description", "kind", "topics")
SHOWN = 8
#: Heights of the four levels of the drawing; a halted step is still on the level of words.
LEVELS: dict[str, int] = {
    VerbStage.SAID: 34,
    VerbStage.NEGOTIATED: 74,
    VerbStage.DECIDED: 114,
    VerbStage.IN_BEING: 154,
    VerbStage.HALTED: 34,
}
STACKED = 13
LABELS = 8


@dataclass(frozen=True)
class Moment:
    """A step in the list; `silence` is the quiet that follows, None where the next came soon."""

    step: InitiativeStep
    marks: list[Mark]
    dating: Claim
    silence: Silence | None


@dataclass(frozen=True)
class Backer:
    """Who took steps: a state or an actor, with each verb and year."""

    party: Any
    steps: list[InitiativeStep] = field(default_factory=list)


@dataclass(frozen=True)
class Gap:
    """A silence in the drawing."""

    x: str
    width: str
    centre: str
    months: int


@dataclass(frozen=True)
class Piece:
    """A line of the drawing, level or from one level to another."""

    x1: str
    x2: str
    y1: int
    y2: int
    quiet: bool = False


@dataclass(frozen=True)
class Spot:
    """A mark of the drawing."""

    x: str
    y: int
    verb: str


@dataclass(frozen=True)
class Chart:
    """The life-line as drawn by the server."""

    gaps: list[Gap]
    pieces: list[Piece]
    spots: list[Spot]
    ticks: list[drawing.Tick]
    verbs: list[InitiativeStep]
    first_year: str
    last_year: str


@dataclass(frozen=True)
class Said:
    """Something said about it, with its marks."""

    statement: Statement
    marks: list[Mark]


@dataclass(frozen=True)
class InitiativePage:
    """Everything the page of an initiative shows."""

    claims: dict[str, Claim]
    moments: list[Moment]
    quiet: int | None
    words: int
    stands_at: InitiativeStep | None
    chart: Chart | None
    backers: list[Backer]
    said: list[Said]
    said_count: int
    sources: list[Source]
    confidence: str
    single_source: bool


def initiative_page(initiative: Initiative, *, today: date) -> InitiativePage:
    """The page of a published initiative from `for_page()`."""
    line = life_line(initiative, today)
    steps = line.steps
    words = Statement.objects.published().speaking_of([initiative.pk]).newest_first()
    said = list(words.for_row()[:SHOWN])
    parties = [party for step in steps for party in step.parties.all()]
    notes = Footnotes(initiative, *steps, *parties, *said)
    moments = _moments(line, notes)
    return InitiativePage(
        claims={name: notes.claim(initiative, name) for name in FIELDS},
        moments=moments,
        quiet=line.quiet if (line.quiet or 0) >= SILENCE else None,
        words=sum(STAGE_OF_VERB[step.verb] == VerbStage.SAID for step in steps),
        stands_at=drawing.stands_at(steps),
        chart=_chart(moments, today),
        backers=_backers(steps),
        said=[Said(row, notes.marks(row)) for row in said],
        said_count=words.count(),
        sources=notes.sources,
        confidence=_confidence(notes, initiative, steps),
        single_source=len(notes.supporting_articles(initiative, *steps)) == 1,
    )


def _confidence(notes: Footnotes, initiative: Initiative, steps: list[InitiativeStep]) -> str:
    """Of the initiative as such, else of its latest step that has any."""
    rows = [initiative, *reversed(steps)]
    return next((level for row in rows if (level := notes.confidence(row))), "")


def _moments(line: LifeLine, notes: Footnotes) -> list[Moment]:
    """Every step with the silence after it."""
    following: list[Any] = [*line.entries[1:], None]
    return [
        Moment(
            step=entry,
            marks=notes.marks(entry, *entry.parties.all()),
            dating=notes.claim(entry, "date"),
            silence=after if isinstance(after, Silence) else None,
        )
        for entry, after in zip(line.entries, following, strict=True)
        if isinstance(entry, InitiativeStep)
    ]


def _backers(steps: list[InitiativeStep]) -> list[Backer]:
    """States and actors with their steps, whoever began first coming first."""
    found: dict[Any, Backer] = {}
    for step in steps:
        named: set[Any] = {
            party.country or party.represents or party.actor for party in step.parties.all()
        }
        for party in sorted(filter(None, named), key=lambda row: row.label):
            found.setdefault(party, Backer(party)).steps.append(step)
    return list(found.values())


# The drawing ---------------------------------------------------------------------------------


def _chart(moments: list[Moment], today: date) -> Chart | None:
    """The drawing of the dated steps; None where there are fewer than two."""
    moments = [moment for moment in moments if moment.step.earliest != BEGINNING]
    if len(moments) < 2:
        return None
    steps = [moment.step for moment in moments]
    last = max(steps[-1].earliest, today)
    axis = drawing.Axis(date(steps[0].earliest.year, 1, 1), date(last.year, 12, 31))
    gaps: list[Gap] = []
    pieces: list[Piece] = []
    for moment, after in zip(moments, steps[1:], strict=False):
        pieces += _joined(axis, moment.step, after, quiet=moment.silence is not None)
        gaps += [_gap(axis, moment.silence)] if moment.silence else []
    verbs = list({step.verb: step for step in steps}.values())
    return Chart(
        gaps=gaps,
        pieces=pieces,
        spots=_spots(axis, steps),
        ticks=_ticks(axis),
        verbs=verbs,
        first_year=f"{steps[0].earliest.year:04}",
        last_year=f"{steps[-1].earliest.year:04}",
    )


def _at(axis: drawing.Axis, day: date) -> str:
    return drawing.percent(axis.at(day))


def _joined(axis: drawing.Axis, one: Any, two: Any, *, quiet: bool) -> list[Piece]:
    """Level as far as the next step, then up or down to where that one stands."""
    left, right = _at(axis, one.earliest), _at(axis, two.earliest)
    high, low = LEVELS[STAGE_OF_VERB[one.verb]], LEVELS[STAGE_OF_VERB[two.verb]]
    pieces = [Piece(left, right, high, high, quiet)]
    return [*pieces, Piece(right, right, high, low)] if high != low else pieces


def _gap(axis: drawing.Axis, silence: Silence) -> Gap:
    left, right = axis.at(silence.since) + 1, axis.at(silence.until) - 1
    width = max(right - left, 0)
    centre = left + width / 2
    return Gap(
        drawing.percent(left), drawing.percent(width), drawing.percent(centre), silence.months
    )


def _spots(axis: drawing.Axis, steps: list[InitiativeStep]) -> list[Spot]:
    """One mark a step; steps of one day and level stand on top of each other."""
    taken: dict[tuple[str, int], int] = {}
    spots = []
    for step in steps:
        place = (_at(axis, step.earliest), LEVELS[STAGE_OF_VERB[step.verb]])
        height = taken[place] = taken.get(place, -1) + 1
        spots.append(Spot(place[0], place[1] - STACKED * height, step.verb))
    return spots


def _ticks(axis: drawing.Axis) -> list[drawing.Tick]:
    """At most eight years below the axis, evenly chosen."""
    years = range(axis.first.year, axis.last.year + 1)
    every = -(-len(years) // LABELS)
    return [drawing.Tick(_at(axis, date(year, 1, 1)), year) for year in years[every // 2 :: every]]
