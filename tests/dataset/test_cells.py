"""Cells: what is read is written again; what is no value is refused with the reason."""

import json
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.dataset import cells
from events.dataset.columns import TABLE, Column


def column(path: str) -> Column:
    table, name = path.split(".")
    return TABLE[table][name]


@pytest.mark.parametrize(
    "path, text, value",
    [
        ("events.id", "ev12", "ev12"),
        ("countries.iso2", "KG", "KG"),
        ("events.title_en", "A “made-up” title;\nin two lines", None),
        ("events.kind", "summit", "summit"),
        ("events.date", "2025-11-17/2025-11-18", None),
        ("events.organ_number", "24", 24),
        ("countries.latitude", "42.87", 42.87),
        ("tenures.acting", "true", True),
        ("import_batches.loaded_on", "2026-11-21", "2026-11-21"),
        ("events.changed_at", "2026-11-21T09:30:00Z", None),
        ("events.place", "bishkek", "bishkek"),
        ("events.parent", "ev9", "ev9"),
        ("events.topics", "security;trade", ["security", "trade"]),
        ("statements.initiatives", "in9;in10", ["in9", "in10"]),
        ("events.author", "made-up", "made-up"),
        ("events.contributors", "a;b", ["a", "b"]),
        ("revisions.document", '{"a":[1,"я"],"b":null}', {"a": [1, "я"], "b": None}),
    ],
)
def test_cell_is_written_as_it_was_read(path, text, value):
    read = cells.parse(column(path), text)
    assert read == (text if value is None else value)
    assert cells.write(column(path), read) == text


@pytest.mark.parametrize(
    "path, text, reason",
    [
        ("events.id", "12", "“12” is no id of this kind: ev1, ev2 ..."),
        ("events.id", "ev012", "“ev012” is no id of this kind: ev1, ev2 ..."),
        ("events.id", "ev99999999999", "“ev99999999999” is no id of this kind: ev1, ev2 ..."),
        ("events.id", "st1", "“st1” is no id of this kind: ev1, ev2 ..."),
        ("events.parent", "st~1", "“st~1” is no id of this kind: ev1, ev2 ..."),
        ("events.parent", "ev~1", "no row of the package has the id “ev~1”"),
        ("events.title_en", "", "it is required"),
        ("events.title_en", "a\0b", "it holds a NUL character, which no database keeps"),
        ("tenures.acting", "yes", "“yes” is neither true nor false"),
        ("events.organ_number", "24th", "“24th” is no whole number"),
        ("events.organ_number", "٢٤", "“٢٤” is no whole number"),
        ("countries.latitude", "42,87", "“42,87” is no number"),
        ("countries.latitude", "nan", "“nan” is no number"),
        ("import_batches.loaded_on", "21.11.2026", "“21.11.2026” is no day such as 2024-07-04"),
        (
            "events.changed_at",
            "2026-11-21 09:30",
            "“2026-11-21 09:30” is no time such as 2024-07-04T09:30:00Z",
        ),
        ("events.topics", "security;security", "“security;security” names something twice"),
        ("revisions.document", '{"a":"\\u0000"}', None),
        ("revisions.document", '{"a":"\\ud800"}', None),
        ("revisions.document", '{"a":NaN}', "it is no JSON: NaN is no JSON number"),
        ("revisions.document", "{", None),
        (
            "tenures.acting",
            "True",
            "“True” is neither true nor false",
        ),
    ],
)
def test_cell_that_is_no_value_is_refused_with_the_reason(path, text, reason):
    with pytest.raises(cells.CellError) as caught:
        cells.parse(column(path), text)
    assert reason is None or str(caught.value) == reason


def test_choice_that_is_unknown_lists_the_choices():
    with pytest.raises(cells.CellError) as caught:
        cells.parse(column("events.state"), "planned")
    assert str(caught.value) == (
        "“planned” is not a choice; choices are announced, held, postponed, cancelled"
    )


def test_bad_date_gives_the_reason_of_the_parser():
    with pytest.raises(cells.CellError) as caught:
        cells.parse(column("events.date"), "2024-13")
    assert str(caught.value).startswith("“2024-13” is no EDTF date: ")


@pytest.mark.parametrize(
    "path, value",
    [
        ("events.summary", ""),
        ("events.place", None),
        ("events.topics", []),
        ("events.state", "held"),
        ("events.version", None),
        ("events.changed_at", None),
        ("tenures.acting", False),
        ("tenures.until", ""),
    ],
)
def test_empty_cell_is_nothing_or_the_default(path, value):
    assert cells.parse(column(path), "") == value


def test_line_ends_of_every_system_are_read_alike():
    assert cells.parse(column("events.summary"), "a\r\nb\rc\nd") == "a\nb\nc\nd"
    assert cells.take(column("events.summary"), "a\r\nb\rc\nd") == "a\nb\nc\nd"


@pytest.mark.parametrize("value", [{"a": 1}, ["a", 1]])
def test_value_of_another_type_is_not_written(value):
    with pytest.raises(cells.CellError):
        cells.write(column("events.topics"), value)
    with pytest.raises(cells.CellError):
        cells.write(column("events.title_en"), value)


def test_keys_are_sorted_as_people_count():
    keys = ["ev10", "ev9", "ev100", "bishkek", "ev1"]
    assert sorted(keys, key=cells.sort_key) == ["bishkek", "ev1", "ev9", "ev10", "ev100"]


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0\r"), min_size=1))
def test_any_text_survives_its_cell(text):
    summary = column("events.summary")
    assert cells.parse(summary, cells.write(summary, text)) == text


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_any_number_survives_its_cell(number):
    latitude = column("countries.latitude")
    assert cells.parse(latitude, cells.write(latitude, number)) == number


@given(st.datetimes(datetime(1, 1, 2), datetime(9999, 12, 30), timezones=st.just(UTC)), st.dates())
def test_any_time_survives_its_cell(time: datetime, day: date):
    changed_at, loaded_on = column("events.changed_at"), column("import_batches.loaded_on")
    text = cells.write(changed_at, cells.take(changed_at, time))
    assert cells.give(changed_at, cells.parse(changed_at, text)) == time.replace(microsecond=0)
    text = cells.write(loaded_on, cells.take(loaded_on, day))
    assert cells.give(loaded_on, cells.parse(loaded_on, text)) == day


@given(
    st.recursive(
        st.none()
        | st.booleans()
        | st.integers(-(2**53), 2**53)
        | st.text(st.characters(codec="utf-8", exclude_characters="\0")),
        lambda inner: st.lists(inner) | st.dictionaries(st.just("ключ") | st.just("key"), inner),
    ).filter(lambda value: value is not None)
)
def test_any_document_survives_its_cell(value):
    document = column("revisions.document")
    text = cells.write(document, value)
    assert cells.parse(document, text) == value
    assert "\n" not in text
    assert json.loads(text) == value
