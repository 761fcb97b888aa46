"""What a parsed date is: the value, the points it is made of, and the refusal."""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

MAX_LENGTH = 64

#: Finest first; the precision of an interval or a set is the coarsest of its ends.
PRECISIONS = ("day", "month", "season", "year", "decade", "century")

Kind = Literal["date", "interval", "set"]
Precision = Literal["day", "month", "season", "year", "decade", "century"]


class EdtfError(ValueError):
    """A text that is no date of ours.

    `message` is a lazy msgid and `params` its values, so that `reason` is spoken in the
    language of whoever asks, not of whoever parsed.
    """

    def __init__(self, message, **params):
        super().__init__(message, params)
        self.message = message
        self.params = params

    @property
    def reason(self) -> str:
        """Why the text was refused, in the active language."""
        return str(self.message) % self.params if self.params else str(self.message)

    def __str__(self) -> str:
        return self.reason


class NotUnderstood(EdtfError):
    """Free text with nothing more to say about it than that it is no date."""


@dataclass(frozen=True, slots=True)
class Point:
    """One end of a date: a day, month, season, year, decade or century, or no end at all.

    `ending` is "known", "open" (`..`) or "unknown" (blank). `blank` names the finest part that
    is written with X: "day" in 1985-04-XX and 1985-XX-XX, "month" in 2004-XX.
    """

    text: str
    precision: Precision
    earliest: date
    latest: date
    uncertain: bool = False
    approximate: bool = False
    blank: Literal["", "day", "month"] = ""
    ending: Literal["known", "open", "unknown"] = "known"

    @property
    def is_known(self) -> bool:
        """Whether there is a date here, and not an open or unknown end."""
        return self.ending == "known"

    @property
    def season(self) -> int:
        """The EDTF season, 21 (spring) to 24 (winter); 0 when this is no season."""
        return int(self.text[5:7]) if self.precision == "season" else 0

    @property
    def marks(self) -> tuple[bool, bool]:
        """(uncertain, approximate)."""
        return self.uncertain, self.approximate

    @property
    def iso(self) -> str:
        """The earliest bound at this precision, as HTML's <time> accepts it.

        HTML knows neither seasons nor decades: a season gives its first month, a decade or
        century its first year.
        """
        if not self.is_known:
            return ""
        length = {"day": 10, "month": 7, "season": 7}.get(self.precision, 4)
        return self.earliest.isoformat()[:length]


OPEN_START = Point("..", "day", date.min, date.min, ending="open")
OPEN_END = Point("..", "day", date.max, date.max, ending="open")
UNKNOWN_START = Point("", "day", date.min, date.min, ending="unknown")
UNKNOWN_END = Point("", "day", date.max, date.max, ending="unknown")


@dataclass(frozen=True)
class Edtf:
    """A date, an interval or a set; `earliest` and `latest` are inclusive and never empty.

    Open and unknown ends are 0001-01-01 and 9999-12-31. `spans` holds the pairs of ends the
    text is made of: one pair for a date or an interval, one for each member of a set.
    """

    text: str
    kind: Kind
    precision: Precision
    earliest: date
    latest: date
    uncertain: bool
    approximate: bool
    open_start: bool
    open_end: bool
    spans: tuple[tuple[Point, Point], ...] = field(repr=False, compare=False)

    def __str__(self) -> str:
        return self.text

    @property
    def qualified(self) -> bool:
        """Whether any part carries `?`, `~` or `%`."""
        return self.uncertain or self.approximate

    @property
    def is_day(self) -> bool:
        """Whether this is one single day, however doubtful."""
        return self.kind == "date" and self.precision == "day"

    @property
    def is_certain(self) -> bool:
        """Whether this is a day or a closed interval of days, with no doubt attached."""
        closed = not (self.open_start or self.open_end)
        return self.kind != "set" and self.precision == "day" and closed and not self.qualified

    @property
    def iso_start(self) -> str:
        """The `datetime` of a <time> element: the earliest end at its own precision."""
        return self.spans[0][0].iso
