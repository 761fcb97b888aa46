"""Each parameter of the list of events, alone: which of seven made-up events it keeps."""

import pytest
from django.http import QueryDict

from events import models, search
from events.choices import EventKind, EventState, Status, Verb
from events.filters import EventFilter, select
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def rows():
    """Four public events, and a draft, a retracted and a merged one like the first."""
    factories.country("UZ")
    transport = factories.topic("transport")
    rail = factories.topic("rail", parent=transport)
    body = factories.actor("Made-up body", kind="organisation", id=1)
    organ = factories.actor("Made-up organ", kind="organ", parent=body, id=2)
    person = factories.actor("Made-up person", id=3)
    first = {
        "date": "2021-09-17",
        "countries": ["KG", "CN"],
        "place": factories.place("made-up-north", of="KG"),
        "topics": [rail],
        "organ": organ,
        "mode": "in-person",
    }
    one = factories.event("Made-up railway summit", id=1, **first)
    factories.event(
        "Made-up visit",
        id=2,
        date="2022-05~",
        countries=["CN"],
        kind=EventKind.VISIT,
        state=EventState.ANNOUNCED,
        mode="video",
        topics=[transport],
    )
    three = factories.event(
        "Made-up council",
        id=3,
        date="2022-06-30/2022-07-01",
        countries=["KG", "CN", "RU"],
        kind=EventKind.COUNCIL_MEETING,
        place=factories.place("made-up-south", of="RU"),
    )
    factories.event(
        "Made-up conference",
        id=4,
        date="2023",
        kind=EventKind.CONFERENCE,
        state=EventState.CANCELLED,
        place=factories.place("made-up-north"),
    )
    for pk, status in ((5, Status.DRAFT), (6, Status.RETRACTED), (7, Status.MERGED)):
        more = {"merged_into": one} if status == Status.MERGED else {}
        factories.event("Made-up railway summit", id=pk, status=status, **first, **more)
    factories.participation(one, actor=person, country=factories.country("KG"))
    factories.participation(three, represents=body, office="Made-up office")
    plan = factories.initiative("Made-up plan", id=1, steps=())
    with models.writing():
        models.InitiativeStep.objects.create(
            initiative=plan, verb=Verb.PROPOSED, date="2021", event=one
        )
    factories.statement("Made-up words.", event=three, initiatives=[plan])
    search.rebuild()


def ids(query):
    selection = select(EventFilter, QueryDict(query))
    assert (selection.errors, selection.unknown) == ({}, [])
    return list(selection.queryset.values_list("pk", flat=True))


@pytest.mark.parametrize(
    "query, expected",
    [
        ("", [4, 3, 2, 1]),
        ("q=railway", [1]),
        ("q=made-up&sort=relevance", [4, 3, 2, 1]),
        ("q=%21%21%21", []),
        ("country=KG", [4, 3, 1]),
        ("country=kg", [4, 3, 1]),
        ("country=", [4, 3, 2, 1]),
        ("country=&country=RU", [3]),
        ("country=RU&country=CN", [3, 2, 1]),
        ("country=UZ", []),
        ("country=KG&together=1", [3, 1]),
        ("country=KG&together=0", [4, 3, 1]),
        ("country=KG&country=CN&together=1", [3, 1]),
        ("country=KG&country=CN&country=RU&together=1", [3]),
        ("country=CN&only=1", [2]),
        ("country=KG&country=CN&together=1&only=1", [1]),
        ("place=made-up-north", [4, 1]),
        ("place=made-up-north&place=made-up-south", [4, 3, 1]),
        ("since=2022-07", [4, 3]),
        ("since=2022-07-01", [4, 3]),
        ("since=2022-07-02", [4]),
        ("until=2021-09-16", []),
        ("until=2021-09-17", [1]),
        ("until=2022-05", [2, 1]),
        ("since=2022&until=2022", [3, 2]),
        ("since=2022-05-10&until=2022-05-11", [2]),
        ("since=2022-05-10&until=2022-05-11&certainty=possible", [2]),
        ("since=2022&until=2022&certainty=certain", [3]),
        ("since=2022-07&until=2022-07&certainty=certain", []),
        ("certainty=certain", [4, 3, 1]),
        ("year=2022", [3, 2]),
        ("year=2021&year=2023", [4, 1]),
        ("year=1999", []),
        ("kind=visit", [2]),
        ("kind=VISIT&kind=summit", [2, 1]),
        ("group=meetings", [2]),
        ("group=summits&group=councils", [3, 1]),
        ("group=summits&kind=visit", []),
        ("topic=transport", [2, 1]),
        ("topic=rail", [1]),
        ("organ=ac2", [1]),
        ("organ=AC2", [1]),
        ("organ=ac3", []),
        ("initiative=in1", [3, 1]),
        ("actor=ac3", [1]),
        ("actor=ac1", [3]),
        ("actor=ac1&actor=ac3", [3, 1]),
        ("state=held", [3, 1]),
        ("state=announced&state=cancelled", [4, 2]),
        ("mode=video", [2]),
        ("mode=in-person&country=cn", [1]),
        ("sort=date", [1, 2, 3, 4]),
        ("sort=-DATE", [4, 3, 2, 1]),
        ("page=1", [4, 3, 2, 1]),
        ("country=KG&year=2022&topic=rail", []),
    ],
)
def test_events_parameter(query, expected):
    assert ids(query) == expected


@pytest.mark.parametrize(
    "query, parameter",
    [
        ("country=XX", "country"),
        ("together=1", "together"),
        ("only=1", "only"),
        ("country=KG,CN", "country"),
        ("country=%00", "country"),
        ("place=no-such-place", "place"),
        ("kind=party", "kind"),
        ("group=summit", "group"),
        ("topic=no-such-topic", "topic"),
        ("topic=%00", "topic"),
        ("organ=ac99", "organ"),
        ("actor=99999999999999999999", "actor"),
        ("actor=ac99999999999999999999", "actor"),
        ("actor=ac2147483648", "actor"),
        ("actor=ac0", "actor"),
        ("actor=ac%D9%A3", "actor"),
        ("actor=ev1", "actor"),
        ("initiative=in99", "initiative"),
        ("state=happened", "state"),
        ("mode=remote", "mode"),
        ("since=2021-13", "since"),
        ("since=17.09.2021", "since"),
        ("since=2021~", "since"),
        ("since=0000", "since"),
        ("since=2023&until=2021", "since"),
        ("until=2021-02-30", "until"),
        ("until=2021&until=2022", "until"),
        ("year=21", "year"),
        ("year=2021-09", "year"),
        ("year=0000", "year"),
        ("certainty=perhaps", "certainty"),
        ("together=maybe", "together"),
        ("only=2", "only"),
        ("sort=name", "sort"),
        ("sort=relevance", "sort"),
        ("page=0", "page"),
        ("page=-1", "page"),
        ("page=two", "page"),
        ("q=%00", "q"),
        ("q=" + "a" * 10_000, "q"),
        ("&".join(f"year={year}" for year in range(1900, 1960)), "year"),
    ],
)
def test_events_bad_value_is_an_error_and_no_row(query, parameter):
    selection = select(EventFilter, QueryDict(query))
    assert list(selection.errors) == [parameter]
    assert (selection.is_valid, selection.count, selection.facets) == (False, 0, [])
    assert list(selection.page()) == []


def test_unknown_parameters_are_named():
    selection = select(EventFilter, QueryDict("contry=KG&verb=signed&country=KG&page_size=5"))
    assert selection.unknown == ["contry", "verb", "page_size"]
    assert list(selection.machine_errors) == ["contry", "verb"]


def test_merged_actor_means_its_survivor():
    survivor = models.Actor.objects.get(pk=3)
    middle = factories.actor(id=8, status=Status.MERGED, merged_into=survivor)
    factories.actor(id=9, status=Status.MERGED, merged_into=middle)
    models.Tombstone.objects.create(id="ac8", status=Status.MERGED, target="ac3")
    models.Tombstone.objects.create(id="ac9", status=Status.MERGED, target="ac8")
    selection = select(EventFilter, QueryDict("actor=ac9&actor=ac3"))
    assert [event.pk for event in selection.queryset] == [1]
    assert selection.querystring == "actor=ac3"


def test_draft_actor_is_as_unknown_as_none():
    factories.actor("Made-up secret", id=8, status=Status.DRAFT)
    drafted = select(EventFilter, QueryDict("actor=ac8")).errors
    missing = select(EventFilter, QueryDict("actor=ac9")).errors
    assert drafted["actor"][0].replace("ac8", "ac9") == missing["actor"][0]


def test_pinned_parameter_is_not_for_the_query_string():
    selection = select(
        EventFilter, QueryDict("country=CN&year=2022&state=held"), pinned={"country": "kg"}
    )
    assert selection.unknown == ["country"]
    assert [event.pk for event in selection.queryset] == [3]
    assert selection.querystring == "country=KG&year=2022&state=held"
    assert selection.page_querystring == "year=2022&state=held"
    assert [chip.label for chip in selection.chips] == ["2022", "held"]
    assert "country" not in [facet.name for facet in selection.facets]
