"""The front page: figures, the years, what is announced, what moves."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from events.choices import EventKind, EventState, Status, Verb
from events.filters import EventFilter, select
from events.pages import drawing, overview
from tests import factories

pytestmark = pytest.mark.django_db


def page(client, address="/"):
    response = client.get(address)
    assert response.status_code == 200
    assert response.cookies == {}
    return response


def rows(number):
    """So many of everything that the page lists, none of it in this month of another year."""
    month = timezone.localdate().month % 12 + 1
    for index in range(number):
        factories.event(date=f"20{index + 10}-{month:02}-01", countries=["KG", "CN"])
        factories.event(date=f"2022-02-0{index + 1}", state=EventState.ANNOUNCED)
        factories.initiative(
            steps=((Verb.PROPOSED, "2010"), (Verb.AGREED, "2015"), (Verb.SIGNED, "2016"))
        )


def test_dashboard_counts_what_was_held_and_published(client):
    factories.event(date="2024-05-01", countries=["KG"])
    factories.event(date="2024-05-02", countries=["CN"], state=EventState.ANNOUNCED)
    factories.event(date="2024-05-03", countries=["RU"], status=Status.DRAFT)
    factories.statement()
    factories.statement(status=Status.DRAFT)
    figures = page(client).context["figures"]
    assert (figures.events, figures.statements, figures.initiatives) == (1, 1, 0)
    assert figures.countries == 1


def test_dashboard_years_equal_the_lists_behind_them(client):
    factories.event(date="1999-08-25", kind=EventKind.SUMMIT)
    factories.event(date="2001-06-15", kind=EventKind.VISIT)
    factories.event(date="2001-06-16", kind=EventKind.SUMMIT)
    factories.event(date="2003-05-29", kind=EventKind.EXERCISE)
    factories.event(date="2003-06-29", state=EventState.POSTPONED)
    response = page(client)
    years = response.context["years"]
    assert [(column.year, column.kinds) for column in years.columns] == [
        (2001, ["summit", "visit"]),
        (2002, []),
        (2003, ["exercise"]),
    ]
    assert (years.chart.total, years.before, years.crowded) == (3, 1, False)
    for row in years.chart.rows:
        found = select(EventFilter, QueryDict(f"year={row.year}&state=held"))
        assert (row.year, row.total) == (row.year, found.count)
    assert select(EventFilter, QueryDict("until=2000&state=held")).count == years.before
    assert 'href="/timeline/?year=2003&amp;state=held"' in response.content.decode()


def test_dashboard_draws_bars_when_marks_no_longer_fit(client):
    for _number in range(drawing.MARKS_PER_YEAR + 1):
        factories.event(date="2024-05-01", evidenced=False)
    response = page(client)
    assert response.context["years"].crowded is True
    assert 'class="strata"' not in response.content.decode()


def test_dashboard_tells_who_joined_but_not_the_founders(client):
    sco = factories.actor("Made-up SCO", kind="organisation")
    for iso2, since in (("KG", "2001-06-15"), ("IN", "2017-06-09")):
        factories.country(iso2).periods.create(organ=sco, role="member", since=since)
    factories.event(date="2001-06-15")
    factories.event(date="2017-06-09")
    columns = page(client).context["years"].columns
    assert [(c.year, [str(x) for x in c.joined]) for c in columns if c.joined] == [
        (2017, ["India"])
    ]
    assert [column.year for column in columns if column.founding] == [2001]


def test_dashboard_parts_announcements_to_come_from_past_ones(client):
    today = timezone.localdate()
    later = factories.event(date=f"{today.year + 1}-05-01", state=EventState.ANNOUNCED)
    past = factories.event(date="2020-05-01", state=EventState.ANNOUNCED)
    factories.event(date="2020-05-02", state=EventState.ANNOUNCED, status=Status.DRAFT)
    response = page(client)
    waiting = response.context["waiting"]
    assert (waiting.to_come, waiting.past, waiting.count) == ([later], [past], 2)
    assert response.content.decode().count("announced, not confirmed") == 1


def test_dashboard_remembers_this_day_of_other_years_only():
    event = factories.event(date="2010-11-21")
    factories.event(date="2011-11")
    factories.event(date="2012-11-22")
    day = date(2024, 11, 21)
    assert [row.pk for row in overview.held().beginning_on(day)] == [event.pk]


def test_motion_says_where_an_initiative_stands_and_how_long_it_was_quiet():
    factories.initiative(
        steps=(
            (Verb.PROPOSED, "2010-05-01"),
            (Verb.AGREED, "2014-06-01"),
            (Verb.REITERATED, "2014-09-01"),
        )
    )
    (row,) = overview.motion(overview.in_motion(), date(2024, 1, 1))
    assert (row.stands_at.verb, row.steps, row.since, row.longest_silence) == (
        Verb.AGREED,
        3,
        2010,
        49,
    )
    assert [line.quiet for line in row.spark.lines] == [True, False, True]


def test_motion_leaves_out_initiatives_of_one_step():
    factories.initiative()
    assert overview.motion(overview.in_motion(), date(2024, 1, 1)) == []


def test_heat_counts_host_and_participants_once():
    factories.event(date="2010-05-01", countries=["KG", "CN"], place=factories.place(of="KG"))
    factories.event(date="2011-05-01", countries=["CN"], place=factories.place(of="KG"))
    heat = overview.heat(overview.held(), 2)
    assert heat.years == [2010, 2011]
    assert [(row.country.iso2, row.total, row.cells) for row in heat.rows] == [
        ("CN", 2, [(1, 1), (1, 1)]),
        ("KG", 2, [(1, 1), (1, 1)]),
    ]
    assert heat.scale == ["1–2", "3–5", "6–9", "10–15", "16 +"]


def test_dashboard_of_an_empty_database_says_so(client):
    response = page(client)
    body = response.content.decode()
    assert "Nothing has been published yet." in body
    assert "Nothing is waiting." in body
    assert response.context["years"].columns == []


@pytest.mark.parametrize("prefix", ["", "/ru", "/zh-hans"])
def test_dashboard_speaks_every_language(client, prefix):
    rows(1)
    body = page(client, f"{prefix}/").content.decode()
    assert f'href="{prefix}/timeline/?state=held"' in body


def test_dashboard_queries_do_not_grow(client):
    # years by kind and group 2, accessions 1; figures: countries 2, last event 1, last change of
    # five kinds 5, numbers of five 5; latest with parties and topics 3; announced: to come, past
    # and number 3; this day 1; initiatives with steps 2; heat 2, its countries 1.
    counts = []
    for number in (1, 2):
        rows(number)
        with CaptureQueriesContext(connection) as queries:
            page(client)
        counts.append(len(queries))
    assert counts == [28, 28]
