"""What the tags put into words."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.utils import translation

from events.templatetags import addresses, filtering, portal


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.mark.parametrize(
    ("text", "heading", "element"),
    [
        ("2021-09-17", "", '<time datetime="2021-09-17">17 September 2021</time>'),
        ("2021-09-17", "year", '<time datetime="2021-09-17">17 September</time>'),
        ("2021-09-17", "month", '<time datetime="2021-09-17">17</time>'),
        ("2024-07", "", '<time class="soft" datetime="2024-07">July 2024</time>'),
        ("2025-09?", "", '<time class="soft" datetime="2025-09">perhaps September 2025</time>'),
        ("../2022-05", "", '<time class="soft">until May 2022</time>'),
        ("", "", ""),
        (None, "", ""),
    ],
)
def test_when_says_a_date_and_its_doubt(text, heading, element) -> None:
    assert portal.when(text, heading) == element


@pytest.mark.parametrize(
    ("since", "until", "element"),
    [
        ("", "", "term not known"),
        ("2020-01-01", "", '<time datetime="2020-01-01">from 1 January 2020</time>'),
        ("", "2021", "<time>until 2021, start unknown</time>"),
        (
            "2020-01~",
            "2021",
            '<time class="soft" datetime="2020-01">January 2020 (approximate) – 2021</time>',
        ),
        (
            "[2020-01-01,2020-01-02]",
            "2021",
            '<time class="soft" datetime="2020-01-01">1 or 2 January 2020</time>'
            ' – <time class="soft" datetime="2021">2021</time>',
        ),
    ],
)
def test_term_says_both_ends(since, until, element) -> None:
    assert portal.term(SimpleNamespace(since=since, until=until)) == element


@pytest.mark.parametrize(
    ("value", "name"),
    [("2024-07-04", "Thursday"), ("2024-07-04?", ""), ("2024-07", ""), ("", "")],
)
def test_weekday_is_that_of_a_certain_day(value, name) -> None:
    assert portal.weekday(value) == name


def test_day_of_our_own_records() -> None:
    day = date(2025, 11, 21)
    assert portal.day(day) == '<time datetime="2025-11-21">21 November 2025</time>'
    assert portal.day(day, access=True) == (
        '<time datetime="2025-11-21" data-today>21 November 2025</time>'
    )
    assert portal.day(None) == ""


@pytest.mark.parametrize(
    ("language", "text"), [("en", "12,345"), ("ru", "12\xa0345"), ("zh-hans", "12,345")]
)
def test_number_as_the_language_writes_it(language, text) -> None:
    with translation.override(language):
        assert portal.number(12345) == text


@pytest.mark.parametrize(
    ("code", "language", "name"),
    [
        ("ru", "en", "Russian"),
        ("zh-Hans", "en", "Chinese (Simplified)"),
        ("en", "ru", "английский"),
        ("not a code", "en", "not a code"),
        ("qqq", "en", "qqq"),
    ],
)
def test_language_is_named_in_the_readers(code, language, name) -> None:
    with translation.override(language):
        assert portal.language_name(code) == name


def test_marks_have_a_symbol_and_a_class() -> None:
    assert portal.kind_mark("summit") == (
        '<svg class="m k-s" aria-hidden="true"><use href="#s1"/></svg>'
    )
    assert portal.step_mark("agreed", "m") == (
        '<svg class="m st dec" aria-hidden="true"><use href="#p4"/></svg>'
    )
    assert portal.step_mark("agreed") == (
        '<svg class="st dec" aria-hidden="true"><use href="#p4"/></svg>'
    )


@pytest.mark.parametrize(
    ("text", "crumbs"),
    [
        ("2021-09-17", [("2021", "year=2021"), ("September", "since=2021-09&until=2021-09")]),
        ("2021-09-30/2021-10-01", [("2021", "year=2021")]),
        ("2021", [("2021", "year=2021")]),
        ("../2021", []),
        ("", []),
    ],
)
def test_crumbs_lead_to_year_and_month(text, crumbs) -> None:
    assert [(c.label, c.query) for c in addresses.crumb_dates(text)] == crumbs


@pytest.mark.parametrize(
    ("given", "page", "query"),
    [
        ("country=KG&page=3", 2, "?country=KG&page=2"),
        ("country=KG", 1, "?country=KG"),
        ("page=2", 1, "?"),
    ],
)
def test_page_query_keeps_everything_else(given, page, query) -> None:
    assert filtering.page_query(given, page) == query


def test_facet_shows_ten_values_and_every_one_in_use() -> None:
    options = [SimpleNamespace(value=number, checked=number == 12) for number in range(14)]
    shown, folded = filtering.facet_parts(SimpleNamespace(options=options))
    assert shown == [*options[:10], options[12]]
    assert folded == [options[10], options[11], options[13]]
