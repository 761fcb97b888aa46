"""Every summit and council of heads: the tables, and who came at what level."""

from __future__ import annotations

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from events.choices import EventKind, EventMode, EventRole, EventState, PostLevel, Status
from events.filters import EventFilter, select
from events.pages.roster import SHANGHAI_FIVE
from events.stats import Level
from events.templatetags.charts import LEVEL_COUNTS
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def organs():
    sco = factories.actor("Made-up SCO", kind="organisation")
    return {
        "CHS": factories.actor("Made-up heads of state", kind="organ", parent=sco, acronym="CHS"),
        "CHG": factories.actor(
            "Made-up heads of government", kind="organ", parent=sco, acronym="CHG"
        ),
        "five": factories.actor(SHANGHAI_FIVE, kind="organisation"),
    }


def council(organ, number, date, **fields):
    return factories.event(
        date=date, organ=organ, organ_number=number, kind=EventKind.COUNCIL_MEETING, **fields
    )


def tables(client):
    response = client.get("/summits/")
    assert response.status_code == 200
    assert response.cookies == {}
    return {table.key: table for table in response.context["series"]}


def test_summits_stand_in_their_series_by_date(client, organs):
    second = council(organs["CHS"], 2, "2002-06-07")
    first = council(organs["CHS"], 1, "2001-06-14/2001-06-15")
    government = council(organs["CHG"], 1, "2001-09-14")
    five = council(organs["five"], 1, "1996-04-26")
    joint = factories.event("Made-up joint summit", date="2015-07-09", kind=EventKind.SUMMIT)
    extra = council(organs["CHG"], None, "2003-01-01")
    factories.event(kind=EventKind.MINISTERIAL)
    council(organs["CHS"], 3, "2003-05-29", status=Status.DRAFT)
    found = {key: [row.event for row in table.meetings] for key, table in tables(client).items()}
    assert found == {
        "heads-of-state": [first, second],
        "heads-of-government": [government],
        "shanghai-five": [five],
        "special": [extra, joint],
    }


def test_summits_link_equals_the_list_behind_it(client, organs):
    council(organs["CHS"], 1, "2001-06-15")
    council(organs["CHS"], 2, "2030-06-15", state=EventState.ANNOUNCED)
    table = tables(client)["heads-of-state"]
    query = QueryDict(f"organ={organs['CHS'].public_id}&state=held")
    assert (table.held, len(table.meetings)) == (select(EventFilter, query).count, 2)
    assert table.held == 1


def test_summits_say_what_is_only_announced(client, organs):
    council(organs["CHS"], 1, "2010-06-15", state=EventState.ANNOUNCED)
    assert "announced, not confirmed" in client.get("/summits/").content.decode()


def test_summits_count_states_by_the_best_rank_of_each(client, organs):
    event = council(organs["CHS"], 1, "2010-06-11", countries=["KZ", "KG"])
    country = factories.country("KG")
    minister = factories.post("kg-made-up-minister", level=PostLevel.MINISTER)
    factories.participation(event, country=country, post=minister)
    factories.participation(event, country=country, post=factories.post())
    factories.participation(event, represents=factories.actor(kind="organisation"))
    (row,) = tables(client)["heads-of-state"].meetings
    assert row.states == 2
    said = client.get("/summits/").content.decode()
    assert "1 head of state; 1 represented, rank not coded" in said
    assert [(level.value, number) for level, number in row.levels] == [
        ("head-of-state", 1),
        ("unknown", 1),
    ]


def test_every_level_of_a_state_that_came_has_its_words():
    assert set(LEVEL_COUNTS) == {level.value for level in Level} - {Level.ABSENT.value}


def test_summits_name_chair_place_and_documents(client, organs):
    chair = factories.actor("Made-up chairwoman")
    event = council(organs["CHS"], 1, "2010-06-11", place=factories.place())
    factories.participation(
        event, actor=chair, country=factories.country("KG"), role=EventRole.CHAIR
    )
    text = factories.document(event=event)
    factories.document("Made-up hidden declaration", event=event, status=Status.DRAFT)
    (row,) = tables(client)["heads-of-state"].meetings
    assert [party.actor for party in row.chairs] == [chair]
    assert [country.iso2 for country in row.chair_countries] == ["KG"]
    assert row.documents == [text]


def test_summits_do_not_name_an_unpublished_chair(client, organs):
    event = council(organs["CHS"], 1, "2010-06-11", mode=EventMode.VIDEO)
    hidden = factories.actor("Made-up hidden chair", status=Status.DRAFT)
    factories.participation(
        event, actor=hidden, country=factories.country("KG"), role=EventRole.CHAIR
    )
    body = client.get("/summits/").content.decode()
    assert "Made-up hidden chair" not in body
    assert 'href="/countries/kg/"' in body
    assert "by video" in body


def test_summits_of_an_empty_database_say_so(client):
    assert "No summit has been published yet." in client.get("/summits/").content.decode()


def test_summits_queries_do_not_grow(client, organs):
    # chairs with their people 2; meetings, their parties, their documents 3.
    counts = []
    for number in (1, 2):
        for index in range(number):
            event = council(organs["CHS"], None, f"20{10 + number}-06-1{index}", countries=["KG"])
            chair = {"actor": factories.actor(), "role": EventRole.CHAIR}
            factories.participation(event, country=factories.country("CN"), **chair)
            factories.document(event=event)
        with CaptureQueriesContext(connection) as queries:
            tables(client)
        counts.append(len(queries))
    assert counts == [5, 5]
