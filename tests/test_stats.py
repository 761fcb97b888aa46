"""Numbers of charts, and that each equals the list behind it."""

from datetime import date

import pytest
from django.http import QueryDict

from events import models, stats
from events.choices import EventKind, EventRole, EventState, PostLevel, Status, Verb
from events.filters import EventFilter, select
from events.models import Event, Initiative
from tests import factories, filter_rows

pytestmark = pytest.mark.django_db

TODAY = date(2025, 11, 21)


def public():
    return Event.objects.published()


def numbers(grid):
    return {row.key: row.counts for row in grid.rows if any(row.counts)}


def test_years_without_events_count_nought():
    for when in ("2019-12-31/2020-01-01", "2022", "2022-05~", "../2020"):
        factories.event(date=when)
    factories.event(date="2018", status=Status.DRAFT)
    assert [(y.year, y.count) for y in stats.events_per_year(public())] == [
        (2019, 1),
        (2020, 0),
        (2021, 0),
        (2022, 2),
    ]
    assert stats.events_per_year(public().held().of_kinds(["visit"])) == []


def test_events_per_year_by_group_and_by_kind():
    factories.event(date="2021", kind=EventKind.VISIT)
    factories.event(date="2022", kind=EventKind.BILATERAL_MEETING)
    factories.event(date="2022", kind=EventKind.SUMMIT)
    by_group = stats.events_per_year_and_group(public())
    assert (by_group.years, len(by_group.rows)) == ([2021, 2022], 7)
    assert numbers(by_group) == {"meetings": [1, 1], "summits": [0, 1]}
    assert (by_group.totals, by_group.peak) == ([1, 2], 1)
    by_kind = stats.events_per_year_and_kind(public())
    assert [(row.key, row.label, row.counts) for row in by_kind.rows] == [
        ("summit", "Summit", [0, 1]),
        ("bilateral-meeting", "Bilateral meeting", [0, 1]),
        ("visit", "Visit", [1, 0]),
    ]


def test_heat_map_ranks_countries_and_equals_the_lists_behind_it():
    filter_rows.tangle(5)
    grid = stats.heat(public().held())
    cells = {
        (row.key, year): number
        for row in grid.rows
        for year, number in zip(grid.years, row.counts, strict=True)
    }
    assert len(cells) >= 10
    assert cells == {
        (code, year): select(EventFilter, QueryDict(f"country={code}&year={year}&state=held")).count
        for code, year in cells
    }
    assert [row.total for row in grid.rows] == sorted((r.total for r in grid.rows), reverse=True)


def test_topics_per_year_count_those_below_too_and_fold_into_spans():
    transport = factories.topic("transport")
    rail = factories.topic("rail", parent=transport)
    factories.event(date="2020", topics=[rail])
    factories.event(date="2022", topics=[rail, transport])
    grid = stats.topics_per_year(public())
    assert numbers(grid) == {"transport": [1, 0, 1], "rail": [1, 0, 1]}
    assert grid.by_span(2) == [(2020, 2021, [1, 1]), (2022, 2022, [1, 1])]


def test_figures_count_what_is_public():
    factories.event(date="2024-07-04", countries=["KG"], place=factories.place(of="RU"))
    factories.event(date="2025", state=EventState.ANNOUNCED, countries=["CN"])
    factories.event(date="2025", status=Status.DRAFT, countries=["UZ"])
    last = factories.statement()
    found = stats.figures()
    assert (found.events, found.statements, found.initiatives, found.documents) == (1, 1, 0, 0)
    assert (found.countries, found.articles, found.coded_up_to) == (2, 3, date(2024, 7, 4))
    assert found.changed_at == last.changed_at


def test_figures_of_an_empty_portal():
    found = stats.figures()
    assert (found.events, found.coded_up_to, found.changed_at) == (0, None, None)


@pytest.mark.parametrize(
    "since, until, months",
    [
        (date(2011, 11, 7), date(2014, 7, 31), 32),
        (date(2011, 11, 7), date(2014, 7, 6), 31),
        (date(2020, 1, 31), date(2020, 2, 29), 0),
        (date(2020, 5, 1), date(2019, 5, 1), 0),
    ],
)
def test_months_between_are_whole(since, until, months):
    assert stats.months_between(since, until) == months


def life(*steps):
    row = factories.initiative(steps=steps)
    return stats.life_line(Initiative.objects.for_row().get(pk=row.pk), TODAY)


def test_life_line_draws_silences_of_two_years():
    line = life(
        (Verb.PROPOSED, "2010-11-25"),
        (Verb.SUPPORTED, "2012-11-24"),
        (Verb.REITERATED, "2014-11-24"),
        (Verb.AGREED, "2025-09-01"),
    )
    assert [getattr(entry, "months", "step") for entry in line.entries] == [
        "step",
        "step",
        24,
        "step",
        129,
        "step",
    ]
    assert ([silence.degree for silence in line.silences], line.quiet) == ([1, 3], 2)
    assert (line.last.verb, line.longest.months) == (Verb.AGREED, 129)


def test_life_line_measures_from_the_latest_to_the_earliest_day():
    line = life((Verb.PROPOSED, "2015"), (Verb.SUPPORTED, "2018"), (Verb.AGREED, "2019-06"))
    assert [silence.months for silence in line.silences] == [24]
    assert line.silences[0].since == date(2015, 12, 31)


def test_life_line_of_something_still_going_on_is_not_quiet():
    line = life((Verb.UNDER_CONSTRUCTION, "2015/.."), (Verb.SUPPORTED, "2020"))
    assert (line.silences, line.quiet, line.longest) == ([], None, None)
    empty = life()
    assert (empty.entries, empty.last, empty.quiet) == ([], None, None)


def test_initiatives_in_motion_are_those_that_moved_last():
    factories.initiative("Made-up old", steps=[(Verb.PROPOSED, "2010")])
    factories.initiative("Made-up new", steps=[(Verb.PROPOSED, "2005"), (Verb.SIGNED, "2024")])
    factories.initiative("Made-up without steps", steps=[])
    rows = stats.in_motion(Initiative.objects.published(), TODAY, limit=2)
    assert [line.initiative.name_en for line in rows] == ["Made-up new", "Made-up old"]


def test_support_lists_a_countrys_own_steps_and_where_it_stands():
    plan = factories.initiative("Made-up plan", steps=[(Verb.PROPOSED, "2010")], countries=["KG"])
    with models.writing():
        models.InitiativeStep.objects.create(initiative=plan, verb=Verb.AGREED, date="2020")
    factories.initiative("Made-up later", steps=[(Verb.SUPPORTED, "2015")], countries=["KG"])
    factories.initiative("Made-up other", countries=["CN"])
    rows = stats.support(Initiative.objects.published(), factories.country("KG"))
    assert [
        (row.initiative.name_en, [step.verb for step in row.steps], row.standing.verb)
        for row in rows
    ] == [
        ("Made-up later", [Verb.SUPPORTED], Verb.SUPPORTED),
        ("Made-up plan", [Verb.PROPOSED], Verb.AGREED),
    ]


def test_counterparts_rank_by_meetings_of_few():
    factories.event(countries=["KG", "CN", "RU", "KZ", "UZ"])
    factories.event(countries=["KG", "CN", "RU", "KZ"])
    factories.event(countries=["KG", "UZ"])
    factories.event(countries=["CN", "RU"])
    factories.event(countries=["CN"], place=factories.place(of="KG"))
    rows = stats.counterparts(public(), factories.country("KG"))
    assert [(row.country.pk, row.meetings, row.events) for row in rows] == [
        ("UZ", 1, 2),
        ("CN", 0, 2),
        ("KZ", 0, 2),
        ("RU", 0, 2),
    ]


def test_pair_counts_meetings_and_the_gap_since_the_last():
    factories.event(date="2024-07-04", countries=["KG", "CN", "RU"])
    last = factories.event(date="2025-10-21", countries=["KG", "CN"])
    factories.event(date="2025-12-01", countries=["KG", "CN"], state=EventState.ANNOUNCED)
    factories.event(date="2025-11-01", countries=["KG", "CN"], status=Status.DRAFT)
    plan = factories.initiative(countries=["KG", "CN"])
    factories.initiative(countries=["KG"])
    found = stats.pair(public().held(), factories.country("KG"), factories.country("CN"), TODAY)
    assert (found.events, found.bilateral, found.last) == (2, 1, last)
    assert (found.days, found.months, found.initiatives) == (31, 1, [plan])


def test_pair_that_never_met():
    found = stats.pair(public(), factories.country("KG"), factories.country("IN"), TODAY)
    assert (found.events, found.last, found.days, found.months) == (0, None, None, None)


def office(level, code):
    return factories.post(f"made-up-{level}-{code.lower()}", of=code, level=level)


def test_attendance_takes_the_highest_office_and_says_what_is_not_known():
    organ = filter_rows.organ()
    models.Period.objects.create(country=factories.country("KG"), organ=organ, role="member")
    summit = factories.event(date="2021", organ=organ, organ_number=20, countries=["RU"])
    for code, level, role in (
        ("KG", PostLevel.MINISTER, EventRole.CHAIR),
        ("KG", PostLevel.HEAD_OF_STATE, EventRole.CHAIR),
        ("CN", PostLevel.AMBASSADOR, EventRole.HOST),
        ("KZ", PostLevel.HEAD_OF_GOVERNMENT, EventRole.PARTICIPANT),
    ):
        factories.participation(
            summit, country=factories.country(code), post=office(level, code), role=role
        )
    text = factories.document(event=summit)
    factories.document(event=summit, status=Status.DRAFT)
    factories.event(date="2022", organ=organ, countries=["KG"])
    factories.event(date="2023", organ=filter_rows.organ("Made-up other"))
    countries = [factories.country(code) for code in ("KG", "CN", "KZ", "RU", "IN")]
    table = stats.attendance(public().summits(), countries)
    assert [row.event.earliest.year for row in table.rows] == [2022, 2021]
    assert table.rows[1].levels == [
        stats.Level.HEAD_OF_STATE,
        stats.Level.OTHER,
        stats.Level.HEAD_OF_GOVERNMENT,
        stats.Level.UNKNOWN,
        stats.Level.ABSENT,
    ]
    assert [country.pk for country in table.rows[1].chairs] == ["KG"]
    assert table.rows[1].documents == [text]
    column = table.of(factories.country("KG"))
    assert [level for _event, level in column] == [stats.Level.UNKNOWN, stats.Level.HEAD_OF_STATE]
    absent = stats.attendance(public().summits()).of(factories.country("IN"))
    assert {level for _event, level in absent} == {stats.Level.ABSENT}


def test_host_stands_in_where_no_chair_is_named():
    event = factories.event(countries=["CN"])
    factories.participation(event, country=factories.country("RU"), role=EventRole.HOST)
    row = stats.attendance(public()).rows[0]
    assert [country.pk for country in row.chairs] == ["RU"]


def test_statistics_cost_a_fixed_number_of_queries(django_assert_num_queries):
    filter_rows.tangle(2)
    country = factories.country("KG")
    with django_assert_num_queries(2):  # one each
        stats.events_per_year(public())
        stats.events_per_year_and_group(public())
    with django_assert_num_queries(3):  # represented, places, countries
        stats.heat(public())
    with django_assert_num_queries(3):  # in all events, in meetings of few, countries
        stats.counterparts(public(), country)
    with django_assert_num_queries(3):  # events with place, parties with posts, documents
        stats.attendance(public())
