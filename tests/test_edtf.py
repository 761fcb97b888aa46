"""Parsing EDTF: bounds, precision, doubt, and what is refused. Made-up dates throughout."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from events import edtf

START, END = date.min, date.max


def day(text):
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    "text, precision, earliest, latest",
    [
        ("2021-09-17", "day", "2021-09-17", "2021-09-17"),
        ("2020-02-29", "day", "2020-02-29", "2020-02-29"),
        ("2021-09", "month", "2021-09-01", "2021-09-30"),
        ("1900-02", "month", "1900-02-01", "1900-02-28"),
        ("2021", "year", "2021-01-01", "2021-12-31"),
        ("0001", "year", "0001-01-01", "0001-12-31"),
        ("9999", "year", "9999-01-01", "9999-12-31"),
        ("201X", "decade", "2010-01-01", "2019-12-31"),
        ("20XX", "century", "2000-01-01", "2099-12-31"),
        ("2004-XX", "year", "2004-01-01", "2004-12-31"),
        ("1985-04-XX", "month", "1985-04-01", "1985-04-30"),
        ("1985-XX-XX", "year", "1985-01-01", "1985-12-31"),
        ("2021-21", "season", "2021-03-01", "2021-05-31"),
        ("2021-22", "season", "2021-06-01", "2021-08-31"),
        ("2021-23", "season", "2021-09-01", "2021-11-30"),
        ("2021-24", "season", "2021-12-01", "2022-02-28"),
        ("2023-24", "season", "2023-12-01", "2024-02-29"),
    ],
)
def test_parse_date(text, precision, earliest, latest):
    value = edtf.parse(text)
    assert (value.kind, value.precision) == ("date", precision)
    assert (value.earliest, value.latest) == (day(earliest), day(latest))
    assert not value.qualified


@pytest.mark.parametrize(
    "text, precision, earliest, latest",
    [
        ("2001-06-14/2001-06-15", "day", "2001-06-14", "2001-06-15"),
        ("2001-06-14/2001", "year", "2001-06-14", "2001-12-31"),
        ("2001-06-14/2001-06", "month", "2001-06-14", "2001-06-30"),
        ("2021-21/2021-24", "season", "2021-03-01", "2022-02-28"),
    ],
)
def test_parse_interval(text, precision, earliest, latest):
    value = edtf.parse(text)
    assert (value.kind, value.precision) == ("interval", precision)
    assert (value.earliest, value.latest) == (day(earliest), day(latest))
    assert (value.open_start, value.open_end) == (False, False)


@pytest.mark.parametrize(
    "text, earliest, latest, open_start, open_end",
    [
        ("2004-06/..", day("2004-06-01"), END, False, True),
        ("2004-06/", day("2004-06-01"), END, False, True),
        ("../2004-06", START, day("2004-06-30"), True, False),
        ("/2004-06", START, day("2004-06-30"), True, False),
        ("[..2022-06-01]", START, day("2022-06-01"), True, False),
        ("[2022-06-01..]", day("2022-06-01"), END, False, True),
        ("[..1999,2001,2005..]", START, END, True, True),
    ],
)
def test_parse_open_end(text, earliest, latest, open_start, open_end):
    value = edtf.parse(text)
    assert (value.earliest, value.latest) == (earliest, latest)
    assert (value.open_start, value.open_end) == (open_start, open_end)
    assert value.text == text
    assert not value.is_certain


@pytest.mark.parametrize(
    "text, canonical, kind",
    [
        ("[2025-06-11,2025-06-10]", "[2025-06-10,2025-06-11]", "set"),
        ("[2025-06-10, 2025-06-11]", "[2025-06-10,2025-06-11]", "set"),
        ("[2025-06-10,2025-06-10]", "2025-06-10", "date"),
        ("[2025-06-10]", "2025-06-10", "date"),
        ("[2025-06-10..2025-06-10]", "2025-06-10", "date"),
        ("[1667,1668,1670..1672]", "[1667,1668,1670..1672]", "set"),
        ("[..0005,0001]", "[..0005,0001]", "set"),
        ("[9999,2021..]", "[9999,2021..]", "set"),
        (" 2025-06-10 ", "2025-06-10", "date"),
        ("2004-06/", "2004-06/", "interval"),
        ("2004-06/..", "2004-06/..", "interval"),
    ],
)
def test_parse_canonical_text(text, canonical, kind):
    value = edtf.parse(text)
    assert (value.text, value.kind) == (canonical, kind)
    assert edtf.parse(value.text) == value


@pytest.mark.parametrize(
    "text, uncertain, approximate",
    [
        ("2022-05", False, False),
        ("2022-05?", True, False),
        ("2022-05~", False, True),
        ("2022-05%", True, True),
        ("2021-24~", False, True),
        ("201X?", True, False),
        ("2022-05?/2022-06", True, False),
        ("2022-05/2022-06~", False, True),
        ("2022-05?/2022-06~", True, True),
        ("../2022-06%", True, True),
    ],
)
def test_parse_marks_keep_bounds(text, uncertain, approximate):
    value = edtf.parse(text)
    assert (value.uncertain, value.approximate) == (uncertain, approximate)
    assert value.qualified == (uncertain or approximate)
    assert edtf.bounds(text) == edtf.bounds(text.translate({ord(mark): "" for mark in "?~%"}))


@pytest.mark.parametrize(
    "text, is_certain, is_day",
    [
        ("2021-09-17", True, True),
        ("2021-09-17?", False, True),
        ("2021-09-17/2021-09-18", True, False),
        ("2021-09-17/2021-09-18~", False, False),
        ("2021-09-17/..", False, False),
        ("2021-09", False, False),
        ("2021-09-XX", False, False),
        ("[2021-09-17,2021-09-18]", False, False),
    ],
)
def test_is_certain_and_is_day(text, is_certain, is_day):
    value = edtf.parse(text)
    assert (value.is_certain, value.is_day) == (is_certain, is_day)


@pytest.mark.parametrize(
    "text, iso",
    [
        ("2021-09-17?", "2021-09-17"),
        ("2021-09~", "2021-09"),
        ("2021", "2021"),
        ("0988", "0988"),
        ("201X", "2010"),
        ("20XX", "2000"),
        ("2021-24", "2021-12"),
        ("1985-04-XX", "1985-04"),
        ("1985-XX-XX", "1985"),
        ("2021/2021-05-03", "2021"),
        ("2021-05-03/2022", "2021-05-03"),
        ("[2021-05-03,2021-05-04]", "2021-05-03"),
        ("2021-05/..", "2021-05"),
        ("../2021-05", ""),
        ("/2021-05", ""),
        ("[..2021-05-03]", ""),
    ],
)
def test_iso_start(text, iso):
    assert edtf.parse(text).iso_start == iso


NOT_EDTF = "“{}” is not a date in EDTF, such as 2021-09-17."
NO_SUCH_DAY = "“{}” is not in the calendar."
BACKWARDS = "“{}” ends before it begins."
YEARS = "Years run from 0001 to 9999."
SET_MARK = "A choice of dates is doubtful already: leave out “about” and “perhaps” (?, ~ or %)."
PARTIAL_MARK = "A mark on one part of a date is not kept: put it at the end (?, ~ or %)."
X_PLACE = "X may stand for the last digits of a year, a whole month or a whole day only."
X_INSIDE = "X cannot stand inside an interval or a set: write the outer dates in full."
OUTER = "In a set only the first start and the last end may be open."
DRAFT = "This is an old draft of EDTF: write .. for an open end and X for u."


@pytest.mark.parametrize(
    "text, reason",
    [
        ("", "A date is needed."),
        ("   ", "A date is needed."),
        ("[" + "2021," * 12 + "2022]", "A date has at most 64 characters."),
        ("17.09.2021", NOT_EDTF.format("17.09.2021")),
        ("2021-9-17", NOT_EDTF.format("2021-9-17")),
        ("٢٠٢١", NOT_EDTF.format("٢٠٢١")),
        ("201x", NOT_EDTF.format("201x")),
        ("2021-02-29", NO_SUCH_DAY.format("2021-02-29")),
        ("2021-00", NO_SUCH_DAY.format("2021-00")),
        ("2021-13", NO_SUCH_DAY.format("2021-13")),
        ("2021-04-31", NO_SUCH_DAY.format("2021-04-31")),
        ("2021-04-00", NO_SUCH_DAY.format("2021-04-00")),
        ("2021-21-01", NO_SUCH_DAY.format("2021-21-01")),
        ("0000", YEARS),
        ("000X", YEARS),
        ("00XX", YEARS),
        ("9999-24", YEARS),
        ("-0044", "Years before 0001 are not kept."),
        ("../-0044", "Years before 0001 are not kept."),
        ("Y17000", "Long years are not kept: years run from 0001 to 9999."),
        ("Y-17000", "Long years are not kept: years run from 0001 to 9999."),
        ("Y17E7", "Years with an exponent are not kept: years run from 0001 to 9999."),
        ("1950S2", "Significant digits are not kept: write 201X for a decade."),
        ("2021-09-17T10:00:00Z", "Times of day are not kept: give the day only."),
        (
            "{2021,2022}",
            "A set in braces means all of its dates: give each a record of its own.",
        ),
        ("2021-25", "Only the seasons 21 to 24 are kept."),
        ("2021-41?", "Only the seasons 21 to 24 are kept."),
        ("2021?-09", PARTIAL_MARK),
        ("?2021-09", PARTIAL_MARK),
        ("2021-~09-17", PARTIAL_MARK),
        ("2XXX", X_PLACE),
        ("20X1", X_PLACE),
        ("201X-05", X_PLACE),
        ("2021-XX-05", X_PLACE),
        ("2021-1X", X_PLACE),
        ("2004-06-uu", DRAFT),
        ("2004-06/open", DRAFT),
        ("unknown/2004", DRAFT),
        ("2022/2021", BACKWARDS.format("2022/2021")),
        ("2021-09-18/2021-09-17", BACKWARDS.format("2021-09-18/2021-09-17")),
        ("[2022..2021]", BACKWARDS.format("2022..2021")),
        ("../..", "An interval needs at least one known end."),
        ("/", "An interval needs at least one known end."),
        ("2021/2022/2023", "An interval has one start and one end."),
        ("2004-06-XX/2004-07", X_INSIDE),
        ("[201X,2021]", X_INSIDE),
        ("[2021?,2022]", SET_MARK),
        ("[2021,2022]?", NOT_EDTF.format("[2021,2022]?")),
        ("[2021,]", "A set needs a date between its commas."),
        ("[]", "A set needs a date between its commas."),
        ("[..]", OUTER),
        ("[2021..,2023]", OUTER),
        ("[2021,..2023]", OUTER),
    ],
)
def test_parse_refused_with_reason(text, reason):
    with pytest.raises(edtf.EdtfError) as refusal:
        edtf.parse(text)
    assert refusal.value.reason == reason
    assert str(refusal.value) == reason
    assert not edtf.valid(text)


def test_order_is_by_earliest_then_latest():
    texts = ["2021-09", "2021-09-17", "2021", "../2020", "2021-09-01", "2020/.."]
    in_order = ["../2020", "2020/..", "2021", "2021-09-01", "2021-09", "2021-09-17"]
    assert sorted(texts, key=edtf.order) == in_order


def test_validate_edtf_raises_validation_error_with_reason():
    with pytest.raises(ValidationError) as refusal:
        edtf.validate_edtf("2021-02-30")
    assert refusal.value.messages == ["“2021-02-30” is not in the calendar."]
    assert refusal.value.code == "edtf"


def test_validate_edtf_accepts_date():
    assert edtf.validate_edtf("2021-09-17~") is None


def test_reason_without_values_keeps_percent_sign():
    with pytest.raises(ValidationError) as refusal:
        edtf.validate_edtf("[2021?,2022]")
    assert refusal.value.messages == [SET_MARK]


def test_parse_cached_value_is_the_same_in_every_language():
    with override("ru"):
        russian = edtf.parse("2021-09-17")
    assert edtf.parse("2021-09-17") is russian
