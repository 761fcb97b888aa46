"""Countries as of a day, and the page of one country."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from events import models
from events.choices import EventState, PeriodRole, PostLevel, Status
from events.filters import EventFilter, InitiativeFilter, StatementFilter, select
from events.pages import country as parts
from events.pages import overview, profile, roster
from tests import factories

pytestmark = pytest.mark.django_db

FOUNDERS = ("CN", "KG", "KZ", "RU", "TJ", "UZ")


@pytest.fixture
def sco():
    return factories.actor("Made-up SCO", kind="organisation")


@pytest.fixture
def standings(sco):
    """Five states before, six from 2001, a seventh from 2017 that observed since 2005."""
    five = factories.actor(roster.SHANGHAI_FIVE, kind="organisation")
    for iso2 in FOUNDERS:
        country = factories.country(iso2)
        if iso2 != "UZ":
            country.periods.create(
                organ=five, role=PeriodRole.MEMBER, since="1996-04-26", until="2001-06-15"
            )
        country.periods.create(organ=sco, role=PeriodRole.MEMBER, since="2001-06-15")
    india = factories.country("IN")
    india.periods.create(
        organ=sco, role=PeriodRole.OBSERVER, since="2005-07-05", until="2017-06-09"
    )
    india.periods.create(organ=sco, role=PeriodRole.MEMBER, since="2017-06-09")
    return sco


def behind(filterset, query):
    """How many rows the list of a link has."""
    return select(filterset, QueryDict(query)).count


def groups(response):
    return {
        (group.role, bool(group.forum)): [entry.country.iso2 for entry in group.entries]
        for group in response.context["roster"].groups
    }


# Countries -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "members", "observers"),
    [
        ("2001-06-14", 0, 0),
        ("2001-06-15", 6, 0),
        ("2001-07-01", 6, 0),
        ("2005-07-05", 6, 1),
        ("2017-06-08", 6, 1),
        ("2017-06-09", 7, 0),
    ],
)
def test_roster_follows_the_day(client, standings, day, members, observers):
    response = client.get("/countries/", {"on": day})
    found = groups(response)
    assert len(found.get(("member", False), [])) == members
    assert len(found.get(("observer", False), [])) == observers
    assert response.cookies == {}


def test_roster_keeps_the_shanghai_five_apart(client, standings):
    found = groups(client.get("/countries/", {"on": "1999-01-01"}))
    assert found == {("member", True): ["CN", "KZ", "KG", "RU", "TJ"]}


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("soon", "Give a day as year-month-day, for example 2001-07-01."),
        ("2001-02-30", "Give a day as year-month-day, for example 2001-07-01."),
        ("1990-01-01", "The Shanghai Five first met on 26 April 1996"),
    ],
)
def test_roster_of_a_bad_day_is_an_error_of_the_field(client, standings, given, message):
    response = client.get("/countries/", {"on": given})
    body = response.content.decode()
    assert response.status_code == 200
    assert message in body
    assert "roster" not in response.context
    assert '<meta name="robots" content="noindex">' in body
    assert f'value="{given}"' in body


def test_roster_of_a_long_day_does_not_repeat_it(client):
    assert "x" * 41 not in client.get("/countries/", {"on": "x" * 10_000}).context["typed"]


def test_roster_counts_equal_the_lists_behind_them(client, standings):
    factories.event(countries=["KG", "CN"], place=factories.place(of="KG"))
    factories.event(countries=["CN"], place=factories.place(of="KG"))
    factories.event(countries=["KG"], state=EventState.ANNOUNCED)
    factories.event(countries=["KG"], status=Status.DRAFT)
    response = client.get("/countries/")
    (members,) = response.context["roster"].groups
    for entry in members.entries:
        pinned = f"country={entry.country.iso2.lower()}&state=held"
        assert (entry.country.iso2, entry.events) == (
            entry.country.iso2,
            behind(EventFilter, pinned),
        )
    assert response.context["total"] == 2
    assert response.context["roster"].leader.events == 2


def test_roster_lists_states_with_events_but_no_standing(client, standings):
    factories.event(countries=["TM"])
    others = client.get("/countries/").context["roster"].others
    assert [(entry.country.iso2, entry.events) for entry in others] == [("TM", 1)]


def test_roster_names_states_of_uncertain_standing(client, sco):
    factories.country("KG").periods.create(organ=sco, role=PeriodRole.MEMBER, since="2001")
    unsure = client.get("/countries/", {"on": "2001-07-01"}).context["roster"].unsure
    assert [country.iso2 for country in unsure] == ["KG"]


def test_growth_counts_the_end_of_each_year(standings):
    growth = roster.growth(roster.countries(), date(2018, 3, 1))
    assert growth.rows[0] == (2001, [6, 0, 0])
    assert growth.rows[4] == (2005, [6, 1, 0])
    assert growth.rows[-1] == (2018, [7, 0, 0])
    assert (growth.first, growth.last) == (6, 7)


def test_turning_points_are_accessions(standings):
    turns = roster.turning_points(roster.countries())
    assert [(turn.day, turn.role, len(turn.countries)) for turn in turns] == [
        (date(2001, 6, 15), "member", 6),
        (date(2017, 6, 9), "member", 1),
    ]


@pytest.mark.parametrize(
    ("zone", "text", "offset"),
    [
        ("Asia/Bishkek", "18:00", "UTC+6"),
        ("Asia/Kolkata", "17:30", "UTC+5:30"),
        ("America/New_York", "07:00", "UTC−5"),
        ("UTC", "12:00", "UTC"),
    ],
)
def test_clock_is_that_of_the_capital(zone, text, offset):
    clock = roster.clock(models.Country(timezone=zone), datetime(2025, 11, 21, 12, tzinfo=UTC))
    assert (clock.text, clock.offset) == (text, offset)


def test_clock_without_a_zone_is_none():
    assert roster.clock(models.Country(), datetime(2025, 11, 21, 12, tzinfo=UTC)) is None


def test_countries_of_an_empty_database_say_so(client):
    assert "No country has a standing on record." in client.get("/countries/").content.decode()


def test_countries_queries_do_not_grow(client, sco):
    # countries 1, their periods 1 with organs 1; events by country 2 and in all 1.
    counts = []
    for codes in (("KG",), ("CN", "RU")):
        for iso2 in codes:
            factories.country(iso2).periods.create(organ=sco, role="member", since="2001-06-15")
            factories.event(countries=[iso2])
        with CaptureQueriesContext(connection) as queries:
            client.get("/countries/")
        counts.append(len(queries))
    assert counts == [6, 6]


# One country ---------------------------------------------------------------------------------


def full(number, sco):
    """So many of everything that the page of Kyrgyzstan lists."""
    council = models.Actor.objects.filter(acronym="CHS").first() or factories.actor(
        "Made-up council", kind="organ", parent=sco, acronym="CHS"
    )
    office = factories.post()
    for index in range(number):
        person = factories.actor()
        event = factories.event(
            date=f"20{10 + index}-05-01",
            countries=["CN"],
            organ=council,
            topics=[factories.topic(f"made-up-{index}")],
        )
        factories.participation(event, country=factories.country("KG"), actor=person, post=office)
        factories.statement(speaker=person, on_behalf_of="KG", event=event)
        factories.initiative(countries=["KG"])
        factories.document(event=event)
        factories.tenure(person, office, f"20{10 + index}-01-01")
        period = factories.country("KG").periods.create(
            organ=council, role=PeriodRole.CHAIR, since=f"20{10 + index}-01-01"
        )
        factories.evidence(period)


def test_country_page_equals_the_lists_behind_it(client, standings):
    full(2, standings)
    factories.event(countries=["KG"], state=EventState.ANNOUNCED)
    factories.statement(on_behalf_of="KG", status=Status.DRAFT)
    page = client.get("/countries/kg/").context["page"]
    assert page.totals == {
        "events": behind(EventFilter, "country=kg&state=held"),
        "statements": behind(StatementFilter, "country=kg"),
        "initiatives": behind(InitiativeFilter, "country=kg"),
        "documents": 2,
    }
    assert (page.totals["events"], page.totals["statements"]) == (2, 2)
    assert page.chart.total == 2
    assert len(page.latest) == len(page.motion) == len(page.statements) == 2


def test_country_links_are_pinned(client):
    factories.event(date="2024-05-01", countries=["KG"])
    body = client.get("/countries/kg/").content.decode()
    assert 'href="/timeline/?country=kg&amp;year=2024&amp;state=held"' in body
    assert 'href="/timeline/?country=kg&amp;state=held"' in body
    assert "&amp;amp;" not in body


@pytest.mark.parametrize(
    ("address", "status", "location"),
    [
        ("/countries/KG/", 301, "/countries/kg/"),
        ("/ru/countries/Kg/", 301, "/ru/countries/kg/"),
        ("/countries/zz/", 404, None),
        ("/countries/kyrgyzstan/", 404, None),
        ("/countries/CN/kg/", 301, "/countries/cn/kg/"),
        ("/countries/kg/cn/", 301, "/countries/cn/kg/"),
        ("/countries/kg/kg/", 404, None),
        ("/countries/kg/zz/", 404, None),
    ],
)
def test_country_addresses_are_small_and_alphabetical(client, address, status, location):
    for iso2 in ("KG", "CN"):
        factories.country(iso2)
    response = client.get(address)
    assert (response.status_code, response.headers.get("Location")) == (status, location)


def test_country_office_holders_are_public_people(sco):
    office, ministry = factories.post(), factories.post("kg-made-up-minister", level="minister")
    known = factories.actor()
    factories.tenure(known, office, "2010", "2015")
    factories.tenure(known, ministry, "2008", "2010")
    factories.tenure(factories.actor(status=Status.DRAFT), office, "2015")
    offices = parts.offices(factories.country("KG"), date(2024, 1, 1))
    assert [(post.level, len(terms)) for post, terms in offices.leaders] == [
        (PostLevel.HEAD_OF_STATE, 1)
    ]
    assert [tenure.post for tenure in offices.others] == [ministry]


def test_country_matrix_tells_rank_delegation_and_silence(client, standings):
    council = factories.actor("Made-up council", kind="organ", parent=standings, acronym="CHS")
    event = factories.event(date="2010-06-11", countries=["KZ"], organ=council)
    factories.participation(event, country=factories.country("KG"), post=factories.post())
    ministry = factories.post("cn-made-up-minister", of="CN", level=PostLevel.MINISTER)
    factories.participation(event, country=factories.country("CN"), post=ministry)
    factories.event(date="2002-06-07", organ=council)
    before, row = client.get("/countries/kg/").context["page"].matrix.rows
    assert [country.iso2 for cell, country in before.pairs if cell is None] == ["IN"]
    assert {country.iso2: str(cell) for cell, country in row.pairs} == {
        "CN": "other",
        "KG": "head",
        "KZ": "delegation",
        "RU": "not-coded",
        "TJ": "not-coded",
        "UZ": "not-coded",
        "IN": "not-coded",
    }


def test_country_topics_are_counted_in_stretches_of_five_years():
    parent = factories.topic("made-up-parent")
    child = factories.topic("made-up-child", parent=parent)
    factories.event(date="2001-05-01", topics=[child])
    factories.event(date="2007-05-01", topics=[child, parent])
    factories.event(date="1999-05-01", topics=[parent])
    table = parts.topics_over_time(overview.held())
    assert table.spans == [(2001, 2005), (2006, 2010)]
    assert [(row.topic.slug, row.cells) for row in table.rows] == [
        ("made-up-child", [(1, 1), (1, 1)]),
        ("made-up-parent", [(1, 1), (1, 1)]),
    ]


def test_country_without_anything_says_so(client):
    factories.country("TM")
    body = client.get("/countries/tm/").content.decode()
    assert "No standing in the organisation is on record." in body
    assert "No event with this country is coded yet." in body


def test_country_queries_do_not_grow(client, standings):
    # the country with periods and organs 3; their evidence 1; four totals 4; years 1; latest with
    # parties and topics 3; counterparts 2, their countries 1; topics 2, their names 1; initiatives
    # with steps and parties 3; statements with parties, actors and events 4; all countries with
    # periods and organs 3; councils with parties and documents 3; terms 1.
    counts = []
    for number in (1, 3):
        full(number, standings)
        with CaptureQueriesContext(connection) as queries:
            client.get("/countries/kg/")
        counts.append(len(queries))
    assert counts == [32, 32]


def test_country_page_in_the_chair_today(standings):
    country = factories.country("KG")
    council = factories.actor("Made-up council", kind="organ", parent=standings, acronym="CHS")
    country.periods.create(organ=council, role="chair", since="2025-09-01", until="2026-09-01")
    now = datetime(2025, 11, 21, 12, tzinfo=UTC)
    page = profile.country_page(factories.country("KG"), now)
    assert page.in_the_chair.period.since == "2025-09-01"


def test_country_head_gives_names_currency_and_sources(client, standings):
    country = factories.country("KG")
    country.capital_en, country.currency, country.timezone = "Bishkek", "KGS", "Asia/Bishkek"
    country.save()
    period = country.periods.standings().oldest_first().last()
    factories.evidence(period, stance="contradicts", value="2001-06-14")
    body = client.get("/countries/kg/").content.decode()
    assert '<span lang="zh-Hans">吉尔吉斯斯坦</span>' in body
    assert "Kyrgystani Som, KGS" in body
    assert 'data-zone="Asia/Bishkek"' in body
    assert "Made-up press: 2001-06-14</a>" in body
