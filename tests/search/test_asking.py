"""Searching everything at once, and names for curators."""

import pytest
from django.db import connection

from events import models, search
from events.models import SearchEntry
from tests.search.probes import Counter

pytestmark = pytest.mark.django_db


def test_everything_groups_counts_and_limits(world):
    groups = search.everything("Kyrgyzstan", per_kind=2)
    assert [(g.kind, g.count, [r.record.public_id for r in g.results]) for g in groups] == [
        ("country", 1, ["KG"]),
        ("actor", 1, ["ac1"]),
        ("event", 3, ["ev1", "ev4"]),
        ("statement", 1, ["st1"]),
    ]


def test_everything_marks_label_and_passage(world):
    (group,) = [g for g in search.everything("astana bank") if g.kind == "event"]
    (result,) = group.results
    assert result.label == [("Made-up summit in ", False), ("Astana", True)]
    assert result.passage == [
        ("The heads of state spoke of a development ", False),
        ("bank", True),
        (", it is made up.", False),
    ]


@pytest.mark.parametrize(
    "query, name", [("习近平", "习近平"), ("Цзиньпином", "Цзиньпин"), ("жапаров", "Жапаров")]
)
def test_everything_shows_the_name_that_was_found(world, query, name):
    (group,) = [g for g in search.everything(query) if g.kind == "actor"]
    assert [text for text, is_match in group.results[0].passage if is_match] == [name]


def test_everything_only_the_label_holds_the_query(world):
    (group,) = [g for g in search.everything("development") if g.kind == "initiative"]
    assert group.results[0].label[1] == ("Development", True)
    assert group.results[0].passage == []


def test_everything_stale_row_shows_nothing_unpublished(world):
    SearchEntry.objects.create(kind="event", number=5, title="bank", names="", body="")
    (group,) = [g for g in search.everything("bank") if g.kind == "event"]
    assert [result.record.pk for result in group.results] == [4, 3, 1]


def test_everything_query_count_does_not_grow(world):
    with connection.execute_wrapper(counter := Counter()):
        search.everything("talks", per_kind=1)
    one, counter.count = counter.count, 0
    with connection.execute_wrapper(counter):
        search.everything("talks", per_kind=2)
    assert counter.count == one


@pytest.mark.parametrize(
    "text, names",
    [
        ("japarov", ["Sadyr Japarov"]),
        ("JAP", ["Sadyr Japarov"]),
        ("zhap sad", []),
        ("jap sad", ["Sadyr Japarov"]),
        ("ЖАПАР", ["Sadyr Japarov"]),
        ("zhaparov", ["Sadyr Japarov"]),
        ("近平", ["Xi Jinping"]),
        ("draft", ["Made-up draft person"]),
        ("arov", []),
        ("j%", ["Sadyr Japarov", "Xi Jinping"]),
        ("absent", []),
        ("...", ["Made-up draft person", "Sadyr Japarov", "Xi Jinping"]),
    ],
)
def test_by_name_actors_drafts_too(world, text, names):
    rows = search.by_name(models.Actor.objects.order_by("name_en"), text)
    assert [row.name_en for row in rows] == names


@pytest.mark.parametrize(
    "model, text, names",
    [
        (models.Country, "КИРГ", ["Kyrgyzstan"]),
        (models.Place, "nur sul", ["Astana"]),
        (models.Post, "president", ["President of Kyrgyzstan"]),
        (models.Initiative, "银行", ["SCO Development Bank"]),
        (models.Topic, "made", []),
    ],
)
def test_by_name_vocabularies(world, model, text, names):
    assert [row.name_en for row in search.by_name(model.objects.all(), text)] == names


def test_by_name_event_titles_of_drafts(world):
    assert [row.pk for row in search.by_name(models.Event.objects.all(), "secret")] == [5]
