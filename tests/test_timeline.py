"""Years, months and days as headings."""

from datetime import date

import pytest
from django.utils import translation

from events import timeline
from events.choices import EventState, Status
from events.models import Event
from tests import factories

pytestmark = pytest.mark.django_db

TODAY = date(2025, 11, 21)


def outline(years):
    return [
        (year.year, year.count, [(m.month, m.label, [e.pk for e in m.events]) for m in year.months])
        for year in years
    ]


def public():
    return Event.objects.published()


def test_events_stand_under_the_month_of_their_earliest_day():
    for pk, when in enumerate(
        ("2025-11-17/2025-11-18", "2025-11", "2025?", "2024-12-30/2025-01-02", "../2020"), start=1
    ):
        factories.event(date=when, id=pk, evidenced=False)
    years = timeline.by_year_and_month(public().newest_first())
    assert outline(years) == [
        (2025, 3, [(11, "November", [1, 2]), (0, "Month not known", [3])]),
        (2024, 1, [(12, "December", [4])]),
        (0, 1, [(0, "Month not known", [5])]),
    ]
    assert [year.label for year in years] == ["2025", "2024", "Beginning not known"]


def test_month_split_by_a_vague_date_stays_one_heading():
    for pk, when in enumerate(("2025-01-05", "2025", "2025-01-01"), start=1):
        factories.event(date=when, id=pk, evidenced=False)
    years = timeline.by_year_and_month(public().newest_first())
    assert outline(years) == [(2025, 3, [(1, "January", [1, 3]), (0, "Month not known", [2])])]


def test_year_shows_the_total_of_the_whole_list_where_given():
    factories.event(date="2025-01-05", evidenced=False)
    assert timeline.by_year_and_month(public(), {2025: 40})[0].count == 40


def test_months_are_named_in_the_language_of_the_reader():
    factories.event(date="2025-01-05", evidenced=False)
    with translation.override("ru"):
        year = timeline.by_year_and_month(public())[0]
    assert (year.label, year.months[0].label) == ("2025 год", "Январь")


def test_on_this_day_needs_the_very_day():
    for pk, when in enumerate(
        (
            "2022-11-21",
            "2023-11-21/2023-11-23",
            "2025-11-21",
            "2024-11-21?",
            "[2021-11-21,2021-11-22]",
            "2020-11-22",
        ),
        start=1,
    ):
        factories.event(date=when, id=pk, evidenced=False)
    assert [e.pk for e in timeline.on_this_day(public(), TODAY)] == [1, 2]


def test_on_this_day_counts_every_day_of_a_longer_event():
    for pk, when in enumerate(
        (
            "2023-11-20/2023-11-21",
            "2022-11-20/2022-11-22",
            "2020-12-30/2021-01-02",
            "2021-11",
            "2025-11-20/2025-11-22",
            "2019-11-22/2019-11-23",
            "2018-10/2018-11-30",
        ),
        start=1,
    ):
        factories.event(date=when, id=pk, evidenced=False)
    assert [e.pk for e in timeline.on_this_day(public(), TODAY)] == [2, 1]
    assert [e.pk for e in timeline.on_this_day(public(), date(2025, 1, 1))] == [3]


def test_first_of_january_is_not_the_day_of_a_whole_year():
    factories.event(date="2020", evidenced=False)
    factories.event(date="2020/2021", evidenced=False)
    assert timeline.on_this_day(public(), date(2025, 1, 1)) == []


def test_latest_and_upcoming():
    announced = EventState.ANNOUNCED
    factories.event(date="2025-11-20", id=1)
    factories.event(date="2025-11-22", id=2)
    factories.event(date="2025-11-01", id=3, state=announced)
    factories.event(date="2026-09", id=4, state=announced)
    factories.event(date="2025-11", id=5, state=announced)
    factories.event(date="2025-01", id=6)
    factories.event(date="2025-02", id=7, status=Status.DRAFT)
    assert [e.pk for e in timeline.latest(public(), TODAY)] == [1, 6]
    assert [e.pk for e in timeline.latest(public(), TODAY, limit=1)] == [1]
    assert [e.pk for e in timeline.upcoming(public(), TODAY)] == [5, 4]
