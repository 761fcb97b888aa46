"""The page of two countries."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from events import models
from events.choices import EventKind, Status
from events.filters import EventFilter, select
from events.pages import country as parts
from tests import factories

pytestmark = pytest.mark.django_db


def behind(filterset, query):
    """How many rows the list of a link has."""
    return select(filterset, QueryDict(query)).count


def meeting(day, *codes, **fields):
    return factories.event(
        date=day, kind=EventKind.BILATERAL_MEETING, countries=codes or ("CN", "KG"), **fields
    )


def test_pair_parts_meetings_of_the_two_from_events_with_both(client):
    summit = factories.event(date="2024-07-04", countries=["CN", "KG", "KZ"])
    aside = meeting("2024-07-04", parent=summit)
    meeting("2023-01-01", "CN", "KG", "KZ")
    meeting("2022-01-01", status=Status.DRAFT)
    factories.event(date="2021-01-01", countries=["CN"], place=factories.place(of="KG"))
    page = client.get("/countries/cn/kg/").context["page"]
    assert page.together == 3
    assert page.meetings == [aside]
    assert page.sidelines == {summit.pk: summit}
    both = "country=cn&country=kg&together=1&state=held"
    alone = f"{both}&only=1&group=meetings"
    assert behind(EventFilter, both) == page.together
    assert behind(EventFilter, alone) == len(page.meetings)


def test_pair_hides_an_unpublished_summit_behind_a_meeting(client):
    draft = factories.event("Made-up hidden summit", status=Status.DRAFT)
    meeting("2024-07-04", parent=draft)
    response = client.get("/countries/cn/kg/")
    assert response.context["page"].sidelines == {}
    assert "Made-up hidden summit" not in response.content.decode()


def test_gaps_run_from_the_end_of_one_meeting_to_the_next():
    days = ("2010-01-01", "2015-03-01", "2016-03-01")
    first, second, third = (meeting(day) for day in days)
    gaps = parts.gaps([third, second, first], date(2017, 5, 2))
    assert (gaps.last, gaps.months_since) == (third, 14)
    assert (gaps.longest, gaps.before, gaps.after) == (62, first, second)


def test_longest_gap_is_the_present_one_where_that_is_longer(client):
    first, second = meeting("2010-01-01"), meeting("2010-06-01")
    gaps = parts.gaps([second, first], date(2017, 5, 2))
    assert gaps == parts.Gaps(second, 83, 83, second, None)
    assert parts.gaps([first], date(2010, 3, 1)) == parts.Gaps(first, 2, 2, first, None)
    assert "the present one" in client.get("/countries/cn/kg/").content.decode()


def test_gaps_without_a_meeting_are_none():
    assert parts.gaps([], date(2017, 5, 2)) == parts.Gaps(None, 0, 0, None, None)


def test_pair_shares_initiatives_of_both_only(client):
    shared = factories.initiative(countries=["CN", "KG"])
    factories.initiative(countries=["CN"])
    motion = client.get("/countries/cn/kg/").context["page"].motion
    assert [row.initiative for row in motion] == [shared]


def test_pair_statements_are_those_to_one_another(client):
    for iso2 in ("CN", "KG", "KZ"):
        factories.country(iso2)
    said = factories.statement(on_behalf_of="CN", date="2024-01-01")
    back = factories.statement(on_behalf_of="KG", date="2024-02-01")
    other = factories.statement(on_behalf_of="CN")
    for row, to in ((said, "KG"), (back, "CN"), (other, "KZ")):
        with models.writing():
            row.parties.create(role="addressee", country_id=to)
    page = client.get("/countries/cn/kg/").context["page"]
    assert page.statements == [back, said]


def test_pair_without_a_meeting_says_that_this_shows_nothing(client):
    for iso2 in ("CN", "KG"):
        factories.country(iso2)
    body = client.get("/countries/cn/kg/").content.decode()
    assert "That does not mean that they did not meet." in body


def test_pair_queries_do_not_grow(client):
    # two countries with periods 2 each; meetings with parties and topics 3, summits of theirs 1;
    # count 1, latest with parties and topics 3, years 1; initiatives with steps 2;
    # statements with parties, actors and events 4.
    counts = []
    for number in (1, 3):
        for index in range(number):
            summit = factories.event(date=f"20{10 + index}-05-02", countries=["CN", "KG", "KZ"])
            meeting(f"20{10 + index}-05-01", parent=summit, topics=[factories.topic()])
            factories.initiative(countries=["CN", "KG"])
            said = factories.statement(speaker=factories.actor(), on_behalf_of="CN", event=summit)
            with models.writing():
                said.parties.create(role="addressee", country_id="KG")
        with CaptureQueriesContext(connection) as queries:
            client.get("/countries/cn/kg/")
        counts.append(len(queries))
    assert counts == [19, 19]
