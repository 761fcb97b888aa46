"""A date in words, in the active language: "about May 2022", "10 или 11 июня 2009 года"."""

from django.utils.translation import get_language

from .languages import GRAMMARS, MONTH, NOMINATIVE, NOTHING, YEAR
from .parse import parse
from .value import Edtf, Point


def words(value: Edtf | str, *, omit_year: bool = False, omit_month: bool = False) -> str:
    """Say a date in English, Russian or Chinese; other languages get English.

    `omit_year` and `omit_month` leave out what a heading above gives, and only when every
    end of the date lies under that heading: 28 December 2020 to 3 January 2021 keeps both
    years below "2020". `omit_month` includes `omit_year`. Never empty.
    """
    value = parse(value) if isinstance(value, str) else value
    language = (get_language() or "en").split("-")[0]
    grammar = GRAMMARS.get(language, GRAMMARS["en"])
    heading = MONTH if omit_month else YEAR if omit_year else NOTHING
    sentence = _Sentence(grammar, min(heading, _told(value)))
    return sentence.set(value) if value.kind == "set" else sentence.span(*value.spans[0])


class _Sentence:
    """One saying of one date: the grammar, and what the heading above it tells already."""

    def __init__(self, grammar, told):
        self.grammar, self.told = grammar, told

    def span(self, first, last):
        """A date (both ends the same) or an interval."""
        grammar = self.grammar
        if not last.is_known:
            text = grammar.since(first.marks, self._say(first))
            return grammar.missing_end.format(text) if last.ending == "unknown" else text
        if not first.is_known:
            text = grammar.until(last.marks, self._say(last))
            return grammar.missing_start.format(text) if first.ending == "unknown" else text
        if first.text == last.text:
            return grammar.marked(first.marks, self._say(first))
        if first.marks == last.marks:
            return grammar.marked(first.marks, lambda case: self._joined(first, last, case))
        # Doubt about one end only is said behind that end: in front it would seem to cover both.
        return grammar.dash.join([self._noted(first), self._noted(last)])

    def set(self, value):
        """One of several: listed days, a stretch, or all before or after a day."""
        if all(first is last for first, last in value.spans):
            points = [first for first, _last in value.spans]
            texts = self._texts(points, [NOMINATIVE] * len(points))
        else:
            texts = [self._member(first, last) for first, last in value.spans]
        *others, last = texts
        if not others:
            return last
        return self.grammar.or_comma.join(others) + self.grammar.or_last + last

    def _member(self, first, last):
        if first is last:
            return self._say(first)(NOMINATIVE)
        if not first.is_known:
            return self.grammar.not_after(self._say(last))
        if not last.is_known:
            return self.grammar.not_before(self._say(first))
        return self.grammar.between(lambda *cases: self._texts([first, last], cases))

    def _say(self, point):
        return lambda case: self.grammar.point(point, self.told, case)

    def _joined(self, first, last, case):
        return self.grammar.joined(first, last, self._texts([first, last], [case, case]), case)

    def _noted(self, point):
        grammar, text = self.grammar, self._say(point)(NOMINATIVE)
        notes = [note for note, holds in zip(grammar.notes, point.marks, strict=True) if holds]
        return grammar.note.format(text, grammar.note_comma.join(notes)) if notes else text

    def _texts(self, points, cases):
        """Neighbouring dates, each less what it shares with the one that carries it."""
        shared = [_shared(one, two) for one, two in zip(points, points[1:], strict=False)]
        shared = [NOTHING, *shared] if self.grammar.shortens_last else [*shared, NOTHING]
        return [
            self.grammar.point(point, max(omit, self.told), case)
            for point, omit, case in zip(points, shared, cases, strict=True)
        ]


def _told(value: Edtf) -> int:
    """The most a heading above can say for this date.

    A year by itself, and a date with an open end, are never shortened: too little would stay.
    """
    points = [point for span in value.spans for point in span]
    if value.precision not in ("day", "month", "season") or value.open_start or value.open_end:
        return NOTHING
    return min(_shared(points[0], point) for point in points)


def _shared(one: Point, two: Point) -> int:
    """How much of two dates is the same: nothing, the year, or year and month.

    Two years or decades share the noun behind them ("2019–2021 годы"). Dates of different
    precision share nothing: "May – 5 July 2022" would hide the year of May.
    """
    if one.precision != two.precision:
        return NOTHING
    if two.precision in ("year", "decade"):
        return YEAR
    if one.earliest.year != two.earliest.year or two.earliest.year != two.latest.year:
        return NOTHING
    same_month = one.earliest.month == two.earliest.month
    return MONTH if two.precision == "day" and same_month else YEAR
