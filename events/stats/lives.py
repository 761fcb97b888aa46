"""The lives of initiatives: their steps, and how long nothing was heard between them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from events.models import Country, Initiative, InitiativeStep
from events.models.dates import BEGINNING, END

#: From here on nothing heard is a silence that is drawn.
SILENCE = 24


@dataclass(frozen=True)
class Silence:
    """Months of which no step is known, between two days."""

    months: int
    since: date
    until: date

    is_silence = True

    @property
    def degree(self) -> int:
        """1 from two years on, 2 from four, 3 from eight: how loudly it is drawn."""
        return 1 + (self.months >= 2 * SILENCE) + (self.months >= 4 * SILENCE)


@dataclass(frozen=True)
class LifeLine:
    """An initiative's steps with the silences between them.

    entries: InitiativeStep and Silence in order; quiet: whole months since the last step, None
    while a step is still going on or none is known.
    """

    initiative: Initiative
    entries: list[InitiativeStep | Silence]
    quiet: int | None

    @property
    def steps(self) -> list[InitiativeStep]:
        """The steps alone, oldest first."""
        return [entry for entry in self.entries if isinstance(entry, InitiativeStep)]

    @property
    def silences(self) -> list[Silence]:
        """The silences alone."""
        return [entry for entry in self.entries if isinstance(entry, Silence)]

    @property
    def last(self) -> InitiativeStep | None:
        """Where it stands."""
        return self.steps[-1] if self.steps else None

    @property
    def longest(self) -> Silence | None:
        """The longest silence between two steps."""
        return max(self.silences, key=lambda silence: silence.months, default=None)


@dataclass(frozen=True)
class Support:
    """What a country did for an initiative, and where the initiative stands."""

    initiative: Initiative
    steps: list[InitiativeStep]
    standing: InitiativeStep


def life_line(initiative: Initiative, today: date) -> LifeLine:
    """The life of one initiative, fetched by `for_row()` or `for_page()`.

    A silence runs from the latest day the steps before it allow to the earliest day of the
    next, so that a vague date never makes it longer than it was.
    """
    steps = list(initiative.steps.all())
    entries: list[InitiativeStep | Silence] = []
    heard = BEGINNING
    for step in steps:
        if entries:
            months = months_between(heard, step.earliest)
            if months >= SILENCE:
                entries.append(Silence(months, heard, step.earliest))
        heard = max(heard, step.latest)
        entries.append(step)
    quiet = months_between(heard, today) if steps and heard != END else None
    return LifeLine(initiative, entries, quiet)


def in_motion(initiatives: Any, today: date, limit: int = 7) -> list[LifeLine]:
    """The lives of the initiatives that moved last."""
    rows = initiatives.by_last_movement().for_row()[:limit]
    return [life_line(initiative, today) for initiative in rows]


def support(initiatives: Any, country: Country) -> list[Support]:
    """What a country proposed or supported, latest movement of its own first."""
    found = []
    steps = InitiativeStep.objects.with_countries([country.pk])
    for initiative in initiatives.with_steps(steps).for_page():
        lived = list(initiative.steps.all())
        own = [step for step in lived if _is_party(step, country)]
        found.append(Support(initiative, own, lived[-1]))
    return sorted(found, key=lambda item: item.steps[-1].earliest, reverse=True)


def months_between(since: date, until: date) -> int:
    """Whole months from one day to a later one; 0 where it is not later."""
    months = (until.year - since.year) * 12 + until.month - since.month
    return max(0, months - (until.day < since.day))


def _is_party(step: InitiativeStep, country: Country) -> bool:
    return any(party.country_id == country.pk for party in step.parties.all())
