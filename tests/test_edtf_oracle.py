"""Properties of dates, and our bounds held against the strict bounds of the edtf library.

The library parses in milliseconds, so examples are few; `make prove` tries many more.
"""

import re
from calendar import monthrange
from datetime import date

import pytest
from django.utils.translation import override
from edtf import parse_edtf
from edtf.parser.edtf_exceptions import EDTFParseException
from hypothesis import assume, given
from hypothesis import strategies as st

from events import edtf

marks = st.sampled_from(["", "", "?", "~", "%"])
years = st.integers(1, 9998).map("{:04d}".format)
late_years = st.integers(1000, 9998).map(str)


@st.composite
def months(draw, years=years):
    return f"{draw(years)}-{draw(st.integers(1, 12)):02d}"


@st.composite
def days(draw, years=years):
    month = draw(months(years))
    return f"{month}-{draw(st.integers(1, monthrange(int(month[:4]), int(month[5:]))[1])):02d}"


seasons = st.tuples(years, st.integers(21, 24)).map("{0[0]}-{0[1]}".format)
blanks = st.one_of(
    st.integers(1, 999).map("{:03d}X".format),
    st.integers(1, 99).map("{:02d}XX".format),
    years.map("{}-XX".format),
    years.map("{}-XX-XX".format),
    months().map("{}-XX".format),
)
plain = st.one_of(days(), months(), years, seasons)
points = st.tuples(st.one_of(plain, blanks), marks).map("".join)


@st.composite
def intervals(draw):
    first, last = sorted([draw(plain), draw(plain)], key=edtf.bounds)
    shape = draw(st.sampled_from(["{}/{}", "{}/{}", "{}/..", "../{}", "{}/", "/{}"]))
    if shape.count("{}") == 2:
        assume(edtf.bounds(first)[0] <= edtf.bounds(last)[1])
    return shape.format(first + draw(marks), last + draw(marks))


@st.composite
def sets(draw):
    members = sorted(set(draw(st.lists(plain, min_size=2, max_size=4))), key=edtf.bounds)
    shape = draw(st.sampled_from(["[{}]", "[{}]", "[..{}]", "[{}..]", "range"]))
    if shape == "range":
        return f"[{members[0]}..{members[-1]}]"
    return shape.format(",".join(members))


texts = st.one_of(points, intervals(), sets())


#: A stretch whose ends are not both years, both months or both days.
UNEVEN = (
    r"(?<![\d-])(?!\d{4}\.\.\d{4}[],]|\d{4}-\d\d\.\.\d{4}-\d\d[],]"
    r"|\d{4}-\d\d-\d\d\.\.\d{4}-\d\d-\d\d[],])\d[\d-]*\.\.\d"
)

#: Errors of edtf 5.0: name, texts it concerns, an example, why the library is wrong.
#: Each is left out of the comparison, and watched below: one that is mended must leave here.
LIBRARY_ERRORS = [
    ("winter", r"\d-24", "2021-24", "season 24 is December only; ours ends with February"),
    ("blank end", r"/$|^/", "2004-06/", "a blank end is read as ten years; ours is unknown"),
    ("marked season", r"\d{4}-2[1-4][?~%]", "2021-21~", "a mark on a season is refused"),
    ("season in a set", r"^\[.*\d-2[1-4](?!-)", "[2021-21,2021-22]", "refused"),
    ("uneven stretch", UNEVEN, "[2001-05..2002]", "a stretch between unequal parts is refused"),
    ("set of one", r"^\[[^,.]*\]$", "[2025-06-10]", "refused; ours is that one date"),
]
#: And one that our strategy never makes: a reversed interval is taken, "2005/2004".


def library_bounds(text):
    """(earliest, latest) by the library; its infinite ends are the ends of our calendar."""
    value = parse_edtf(text)
    earliest, latest = value.lower_strict(), value.upper_strict()
    return (
        date.min if earliest == float("-inf") else date(*earliest[:3]),
        date.max if latest == float("inf") else date(*latest[:3]),
    )


def library_errors(text):
    return [name for name, pattern, _text, _why in LIBRARY_ERRORS if re.search(pattern, text)]


@given(texts)
def test_bounds_equal_library(text):
    assume(len(text) <= edtf.MAX_LENGTH and not library_errors(text))
    assert edtf.bounds(text) == library_bounds(text)


@pytest.mark.parametrize("name, pattern, text, why", LIBRARY_ERRORS, ids=lambda value: value[:16])
def test_library_error_is_still_there(name, pattern, text, why):
    assert name in library_errors(text)
    try:
        theirs = library_bounds(text)
    except EDTFParseException:
        theirs = None
    assert theirs != edtf.bounds(text)


def test_library_takes_reversed_interval():
    assert library_bounds("2005/2004") == (date(2005, 1, 1), date(2004, 12, 31))
    assert not edtf.valid("2005/2004")


@given(texts)
def test_parse_is_ordered_and_canonical(text):
    assume(len(text) <= edtf.MAX_LENGTH)
    value = edtf.parse(text)
    assert value.earliest <= value.latest
    assert edtf.parse(value.text) == value
    assert edtf.read(value.text) == value


@given(texts, st.sampled_from(["en", "ru", "zh-hans"]), st.booleans(), st.booleans())
def test_words_never_empty(text, language, omit_year, omit_month):
    assume(len(text) <= edtf.MAX_LENGTH)
    with override(language):
        said = edtf.words(text, omit_year=omit_year, omit_month=omit_month)
    assert said.strip() == said != ""


@st.composite
def day_ranges(draw):
    first, last = sorted([draw(days(late_years)), draw(days(late_years))])
    assume(first != last)
    mark = draw(marks)
    return f"{first}{mark}/{last}{mark}"


@given(
    st.one_of(
        st.tuples(st.one_of(days(late_years), months(late_years), late_years), marks).map("".join),
        day_ranges(),
    ),
    st.sampled_from(["en", "ru", "zh-hans"]),
)
def test_words_read_back(text, language):
    with override(language):
        assert edtf.read(edtf.words(text)) == edtf.parse(text)


WORDS = st.sampled_from(
    ["14", "15", "2001", "2002", "June", "июня", "6月", "15日", "2001年", "-", "–", "to", "or"]
    + ["и", "and", ",", "about", "?", "perhaps", "until", "до", "по", "с", "from", "between"]
    + [
        "mid-",
        "early",
        "winter",
        "зима",
        "spring",
        "2010s",
        "之前",
        "或之前",
        "起",
        "/",
        ".",
        "года",
    ]
)
hostile = st.one_of(
    st.text(max_size=80),
    st.text(alphabet="0129X-/.,[]{}?~%TYES: ", max_size=24),
    st.lists(WORDS, max_size=8).map(" ".join),
)


@given(hostile, st.sampled_from([edtf.parse, edtf.read]))
def test_any_text_is_understood_or_refused(text, understand):
    try:
        value = understand(text)
    except edtf.EdtfError as error:
        outcome = bool(error.reason)
    else:
        outcome = edtf.parse(value.text) == value
    assert outcome is True
