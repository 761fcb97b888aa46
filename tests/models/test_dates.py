"""EDTF columns and terms."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from events import models
from tests import factories

pytestmark = pytest.mark.django_db


def dated(text):
    return factories.event(date=text, evidenced=False)


@pytest.mark.parametrize(
    "text, earliest, latest",
    [
        ("2021-09-17", date(2021, 9, 17), date(2021, 9, 17)),
        ("2025-11-17/2025-11-18", date(2025, 11, 17), date(2025, 11, 18)),
        ("2022-05~", date(2022, 5, 1), date(2022, 5, 31)),
        ("[..2022-06-01]", date(1, 1, 1), date(2022, 6, 1)),
        ("2024/..", date(2024, 1, 1), date(9999, 12, 31)),
    ],
)
def test_bounds_are_kept_beside_the_text(text, earliest, latest):
    event = models.Event.objects.get(pk=dated(text).pk)
    assert (event.date, event.earliest, event.latest) == (text, earliest, latest)


def test_bad_date_is_refused_from_the_shell():
    with pytest.raises(ValidationError), transaction.atomic():
        dated("2021-13")
    assert models.Event.objects.count() == 0


def test_bounds_in_wrong_order_are_refused_by_the_database():
    event = dated("2021")
    with pytest.raises(IntegrityError), models.writing(), transaction.atomic():
        models.Event.objects.filter(pk=event.pk).update(latest=date(2020, 1, 1))


def ids(rows):
    return sorted(row.title_en[-1] for row in rows)


@pytest.fixture
def three():
    factories.event("Made-up a", date="2021-06-01", evidenced=False)
    factories.event("Made-up b", date="2021~", evidenced=False)
    factories.event("Made-up c", date="2021-12-30/2022-01-02", evidenced=False)


def test_between_keeps_what_overlaps(three):
    found = models.Event.objects.between(date(2021, 12, 31), date(2022, 12, 31))
    assert ids(found) == ["b", "c"]


def test_between_certain_keeps_what_is_wholly_inside_and_unqualified(three):
    found = models.Event.objects.between(date(2021, 1, 1), date(2021, 12, 31), certain=True)
    assert ids(found) == ["a"]


def test_between_with_one_end_leaves_the_other_open(three):
    assert ids(models.Event.objects.between(date(2022, 1, 1), None)) == ["c"]
    assert ids(models.Event.objects.between(None, date(2021, 5, 31))) == ["b"]


def test_order_is_earliest_then_latest_then_id(three):
    titles = [event.title_en[-1] for event in models.Event.objects.oldest_first()]
    assert titles == ["b", "a", "c"]
    assert [e.title_en[-1] for e in models.Event.objects.newest_first()] == ["c", "a", "b"]


@pytest.mark.parametrize(
    "since, until, day, answer",
    [
        ("2013-03-14", "2018-03-14", date(2013, 3, 14), True),
        ("2013-03-14", "2018-03-14", date(2018, 3, 14), True),
        ("2013-03-14", "2018-03-14", date(2018, 3, 15), False),
        ("2013-03-14", "2018-03-14", date(2013, 3, 13), False),
        ("2013-03", "", date(2013, 3, 20), None),
        ("2013-03", "", date(2013, 3, 31), True),
        ("2013", "2015", date(2015, 6, 1), None),
        ("", "2015-01-01", date(2010, 6, 1), None),
        ("2020-01-01", "", date(2026, 1, 1), True),
    ],
)
def test_term_answers_yes_no_or_unknown(since, until, day, answer):
    tenure = factories.tenure(factories.actor(), factories.post(), since, until)
    assert tenure.on(day) is answer


def test_on_a_handover_day_both_answer_yes():
    office = factories.post()
    first = factories.tenure(factories.actor(), office, "2001-01-01", "2005-07-10")
    second = factories.tenure(factories.actor(), office, "2005-07-10", "2010-01-01")
    assert (first.on(date(2005, 7, 10)), second.on(date(2005, 7, 10))) == (True, True)


def test_of_two_standings_on_a_shared_day_the_later_counts():
    india = factories.country("IN")
    sco = factories.actor("Made-up SCO", kind="organisation")
    for role, since, until in (
        ("observer", "2005-07-05", "2017-06-09"),
        ("member", "2017-06-09", ""),
    ):
        models.Period.objects.create(country=india, organ=sco, role=role, since=since, until=until)
    assert india.standing_on(date(2017, 6, 9)).role == "member"
    assert india.standing_on(date(2017, 6, 8)).role == "observer"
    assert india.standing_on(date(2005, 7, 4)) is None
