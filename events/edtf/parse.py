"""EDTF text to its value: strict, quick, and specific about what it refuses.

Grammar: https://www.loc.gov/standards/datetime/ (Library of Congress, 2019).
"""

import re
from calendar import monthrange
from datetime import date
from functools import lru_cache

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .value import (
    MAX_LENGTH,
    OPEN_END,
    OPEN_START,
    PRECISIONS,
    UNKNOWN_END,
    UNKNOWN_START,
    Edtf,
    EdtfError,
    Point,
)

MARKED_SET = _(
    "A choice of dates is doubtful already: leave out “about” and “perhaps” (?, ~ or %)."
)

_POINT = re.compile(
    r"([0-9]{4}|[0-9]{3}X|[0-9]{2}XX)(?:-([0-9]{2}|XX)(?:-([0-9]{2}|XX))?)?([?~%]?)"
)

#: EDTF that exists but is not ours, and what to write in its place. The first match speaks.
_REFUSALS = tuple(
    (re.compile(pattern), message)
    for pattern, message in (
        (
            r"[0-9]T[0-9]|[0-9]:[0-9]",
            _("Times of day are not kept: give the day only."),
        ),
        (
            r"\{",
            _("A set in braces means all of its dates: give each a record of its own."),
        ),
        (
            r"[0-9]E[0-9]",
            _("Years with an exponent are not kept: years run from 0001 to 9999."),
        ),
        (
            r"[0-9]S[0-9]",
            _("Significant digits are not kept: write 201X for a decade."),
        ),
        (
            r"^Y-?[0-9]|/Y-?[0-9]",
            _("Long years are not kept: years run from 0001 to 9999."),
        ),
        (r"(?:^|[/\[,.])-[0-9]", _("Years before 0001 are not kept.")),
        (
            r"open|unknown|[0-9-]u",
            _("This is an old draft of EDTF: write .. for an open end and X for u."),
        ),
        (
            r"[?~%](?=[-0-9X])",
            _("A mark on one part of a date is not kept: put it at the end (?, ~ or %)."),
        ),
        (
            r"-(?:2[5-9]|3[0-9]|4[01])(?:[?~%]|$)",
            _("Only the seasons 21 to 24 are kept."),
        ),
        (
            r"[-0-9X]X|X[-0-9]",
            _("X may stand for the last digits of a year, a whole month or a whole day only."),
        ),
    )
)


def _refuse(text):
    for pattern, message in _REFUSALS:
        if pattern.search(text):
            return EdtfError(message)
    return EdtfError(_("“%(text)s” is not a date in EDTF, such as 2021-09-17."), text=text)


def _impossible(text):
    return EdtfError(_("“%(text)s” is not in the calendar."), text=text)


def _point(text):
    match = _POINT.fullmatch(text)
    if not match:
        raise _refuse(text)
    year, month, day, mark = match.groups()
    precision, blank, earliest, latest = _extent(text, year, month, day)
    return Point(text, precision, earliest, latest, mark in ("?", "%"), mark in ("~", "%"), blank)


def _extent(text, year, month, day):
    """(precision, blank, earliest, latest) of a point's parts."""
    first, last = int(year.replace("X", "0")), int(year.replace("X", "9"))
    if first == 0:
        raise EdtfError(_("Years run from 0001 to 9999."))
    if "X" in year:
        if month:
            raise _refuse(text)
        precision = "decade" if year[2] != "X" else "century"
        return precision, "", date(first, 1, 1), date(last, 12, 31)
    if month == "XX" or month is None:
        if day and day != "XX":
            raise _refuse(text)
        blank = "day" if day else "month" if month else ""
        return "year", blank, date(first, 1, 1), date(first, 12, 31)
    if int(month) > 12:
        return _season(text, first, int(month), day)
    return _within_month(text, first, int(month), day)


def _within_month(text, year, month, day):
    length = monthrange(year, month)[1] if month else 0
    if day is None or day == "XX":
        if not month:
            raise _impossible(text)
        return (
            "month",
            "day" if day else "",
            date(year, month, 1),
            date(year, month, length),
        )
    if not 1 <= int(day) <= length:
        raise _impossible(text)
    exact = date(year, month, int(day))
    return "day", "", exact, exact


def _season(text, year, season, day):
    if day or not 21 <= season <= 24:
        raise _refuse(text) if not day and 25 <= season <= 41 else _impossible(text)
    if season < 24:
        month = 3 * (season - 20)
        return (
            "season",
            "",
            date(year, month, 1),
            date(year, month + 2, monthrange(year, month + 2)[1]),
        )
    # Winter runs into the next year: December to February (design, section 2).
    if year == 9999:
        raise EdtfError(_("Years run from 0001 to 9999."))
    return (
        "season",
        "",
        date(year, 12, 1),
        date(year + 1, 2, monthrange(year + 1, 2)[1]),
    )


def _plain(text):
    """A point without X: inside intervals and sets those are level 2, and never needed."""
    point = _point(text)
    if "X" in text:
        raise EdtfError(
            _("X cannot stand inside an interval or a set: write the outer dates in full.")
        )
    return point


def _in_order(first, last, text):
    if first.earliest > last.latest:
        raise EdtfError(_("“%(text)s” ends before it begins."), text=text)
    return first, last


def _interval(text):
    start, slash, end = text.partition("/")
    if "/" in end:
        raise EdtfError(_("An interval has one start and one end."))
    ends = {"..": (OPEN_START, OPEN_END), "": (UNKNOWN_START, UNKNOWN_END)}
    if start in ends and end in ends:
        raise EdtfError(_("An interval needs at least one known end."))
    first = ends[start][0] if start in ends else _plain(start)
    last = ends[end][1] if end in ends else _plain(end)
    return _build(text, "interval", (_in_order(first, last, text),))


def _member(text, *, is_first, is_last):
    """One member of a set: a date, or a stretch `a..b`, open at the outer sides only."""
    start, dots, end = text.partition("..")
    if not dots:
        point = _plain(text)
        return point, point
    if not (start or end) or (not start and not is_first) or (not end and not is_last):
        raise EdtfError(_("In a set only the first start and the last end may be open."))
    first = _plain(start) if start else OPEN_START
    last = _plain(end) if end else OPEN_END
    return _in_order(first, last, text)


def _set(text):
    if not text.endswith("]") or "[" in text[1:]:
        raise _refuse(text)
    members = [member.strip(" ") for member in text[1:-1].split(",")]
    if not all(members):
        raise EdtfError(_("A set needs a date between its commas."))
    if re.search("[?~%]", text):
        raise EdtfError(MARKED_SET)
    final = len(members) - 1
    found = {
        _member(member, is_first=index == 0, is_last=index == final)
        for index, member in enumerate(members)
    }
    # "One of" has no order, and one of one is that one: equal sets get equal texts.
    spans = tuple(sorted(found, key=_rank))
    if len(spans) == 1 and spans[0][0] == spans[0][1]:
        return _build(spans[0][0].text, "date", spans)
    written = (a.text if a == b else f"{_dotted(a)}..{_dotted(b)}" for a, b in spans)
    return _build(f"[{','.join(written)}]", "set", spans)


def _rank(span):
    first, last = span
    # Open ends stay outermost: the grammar has them nowhere else.
    sides = first.is_known, not last.is_known
    return *sides, first.earliest, last.latest, first.text, last.text


def _dotted(point):
    return point.text if point.is_known else ""


def _build(text, kind, spans):
    known = [point for span in spans for point in span if point.is_known]
    return Edtf(
        text=text,
        kind=kind,
        precision=max((point.precision for point in known), key=PRECISIONS.index),
        # Of the outer ends only: 2001-06-14/2001 begins on 14 June, however wide its end is.
        earliest=min(first.earliest for first, _last in spans),
        latest=max(last.latest for _first, last in spans),
        uncertain=any(point.uncertain for point in known),
        approximate=any(point.approximate for point in known),
        open_start=not spans[0][0].is_known,
        open_end=any(not last.is_known for _first, last in spans),
        spans=spans,
    )


@lru_cache(maxsize=16384)
def parse(text: str) -> Edtf:
    """The value of an EDTF text; raises EdtfError with a reason for anything else."""
    text = text.strip()
    if not text:
        raise EdtfError(_("A date is needed."))
    if len(text) > MAX_LENGTH:
        raise EdtfError(_("A date has at most %(limit)d characters."), limit=MAX_LENGTH)
    if text.startswith("["):
        return _set(text)
    if "/" in text:
        return _interval(text)
    point = _point(text)
    return _build(text, "date", ((point, point),))


def bounds(text: str) -> tuple[date, date]:
    """The first and last day a text may mean, inclusive."""
    value = parse(text)
    return value.earliest, value.latest


#: The key that sorts texts: earliest, then latest; callers add the id of the record.
order = bounds


def valid(text: str) -> bool:
    """Whether `parse` takes the text."""
    try:
        parse(text)
    except EdtfError:
        return False
    return True


def validate_edtf(value: str) -> None:
    """Django validator: ValidationError with the reason."""
    try:
        parse(value)
    except EdtfError as error:
        raise ValidationError(error.message, code="edtf", params=error.params or None) from error
