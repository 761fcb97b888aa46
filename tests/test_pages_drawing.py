"""The geometry of charts."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest
from django.utils.translation import override

from events.choices import Verb
from events.models.dates import BEGINNING, END
from events.pages import drawing


def step(verb, first, last=None):
    earliest = date.fromisoformat(first)
    latest = date.fromisoformat(last or first)
    return SimpleNamespace(verb=verb, earliest=earliest, latest=latest)


@pytest.mark.parametrize(
    ("value", "text"), [(0, "0%"), (100, "100%"), (12.5, "12.5%"), (33.3333, "33.33%")]
)
def test_percent_is_written_as_svg_wants_it(value, text):
    with override("ru"):
        assert drawing.percent(value) == text


@pytest.mark.parametrize(("number", "shade"), [(0, 0), (1, 1), (2, 1), (3, 2), (16, 5), (99, 5)])
def test_shade_is_the_highest_step_reached(number, shade):
    assert drawing.shade(number, (1, 3, 6, 10, 16)) == shade


def test_stacked_bars_fill_the_height_by_the_highest_year():
    bars = drawing.stacked({2001: {"summits": 1, "words": 1}, 2002: {}, 2003: {"words": 1}})
    assert [(bar.year, bar.total) for bar in bars.bars] == [(2001, 2), (2002, 0), (2003, 1)]
    assert [(b.group, b.y, b.height) for b in bars.bars[0].blocks] == [
        ("summits", "67", "51.5"),
        ("words", "14", "51.5"),
    ]
    assert [bar.label_y for bar in bars.bars] == ["10", "", "63"]
    assert (bars.slot, bars.ticks) == ("33.33%", [])


def test_stacked_bars_label_some_years_when_there_are_many():
    years = {year: {"words": 1} for year in range(2001, 2027)}
    bars = drawing.stacked(years)
    assert [bar.year for bar in bars.bars if bar.label_y][-2:] == [2023, 2026]
    assert [tick.year for tick in bars.ticks] == [2005, 2010, 2015, 2020, 2025]


def test_stacked_bars_of_nothing_are_none():
    assert drawing.stacked({}).bars == []
    assert drawing.stacked({}).slot == "0%"


def test_spark_dots_silences_of_two_years_and_the_end():
    axis = drawing.Axis(date(2010, 1, 1), date(2020, 1, 1))
    spark = drawing.spark(
        [
            step(Verb.PROPOSED, "2010-01-01"),
            step(Verb.SUPPORTED, "2011-12-31"),
            step(Verb.AGREED, "2014-01-01"),
        ],
        axis,
    )
    assert [line.quiet for line in spark.lines] == [False, True, True]
    assert [mark.verb for mark in spark.marks] == ["proposed", "supported", "agreed"]
    assert (spark.marks[0].x, spark.lines[-1].x2) == ("0%", "100%")
    assert [tick.year for tick in spark.ticks] == [2015, 2020]


def test_spark_leaves_out_what_has_no_place_on_the_line():
    axis = drawing.Axis(date(2001, 1, 1), date(2020, 1, 1))
    vague = step(Verb.PROPOSED, "2001-06-15", "2019-11-18")
    undated = SimpleNamespace(verb=Verb.AGREED, earliest=BEGINNING, latest=END)
    assert drawing.spark([vague, undated], axis) == drawing.Spark([], [], axis.ticks)


@pytest.mark.parametrize(
    ("verbs", "stands"),
    [
        ((Verb.PROPOSED, Verb.REITERATED), Verb.REITERATED),
        ((Verb.PROPOSED, Verb.AGREED, Verb.REITERATED), Verb.AGREED),
        ((Verb.AGREED, Verb.STALLED), Verb.STALLED),
    ],
)
def test_initiative_stands_at_its_latest_step_beyond_talk(verbs, stands):
    steps = [step(verb, f"20{10 + index}-01-01") for index, verb in enumerate(verbs)]
    assert drawing.stands_at(steps).verb == stands


def test_initiative_without_steps_stands_nowhere():
    assert drawing.stands_at([]) is None


def test_strip_cuts_terms_to_the_axis():
    axis = drawing.Axis(date(2000, 1, 1), date(2010, 1, 1))
    terms = [
        ("s-m", date(1990, 1, 1), date(2005, 1, 1)),
        ("s-o", date(2005, 1, 1), END),
        ("s-p", date(1980, 1, 1), date(1990, 1, 1)),
    ]
    pieces = drawing.strip(terms, axis)
    assert [(piece.css, piece.x, piece.width) for piece in pieces] == [
        ("s-m", "0%", "50.01%"),
        ("s-o", "50.01%", "49.99%"),
    ]
