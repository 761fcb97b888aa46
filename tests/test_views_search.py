"""One box over everything."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from events import search, tokens
from events.choices import Status
from events.filters import ActorFilter, select
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    """Somebody with names in three scripts, at an event; and somebody nobody may see."""
    person = factories.actor(
        "Made-up Wunderkind", name_ru="Вымышленный Вундеркинд", name_zh="虚构神童"
    )
    event = factories.event(countries=["KG"])
    factories.participation(event, actor=person, country=factories.country("KG"))
    factories.actor("Made-up Wunderkind hidden", status=Status.DRAFT)
    search.rebuild()
    return person


def found(response):
    return {group.kind: [r.record.pk for r in group.results] for group, _ in groups(response)}


def groups(response):
    return response.context["groups"]


@pytest.mark.parametrize("words", ["wunderkind", "Вундеркинда", "虚构神童"])
def test_search_finds_a_person_in_any_script(client, people, words):
    response = client.get("/search/", {"q": words})
    assert found(response)["actor"] == [people.pk]
    assert response.cookies == {}


def test_search_marks_the_passage_and_leads_to_the_whole_list(client, people):
    response = client.get("/search/", {"q": "Вундеркинд"})
    body = response.content.decode()
    assert '<mark class="hit">Вундеркинд</mark>' in body
    assert f'href="/actors/?q={quote("Вундеркинд")}&amp;sort=relevance"' in body
    (actors,) = [group for group, name in groups(response) if name == "actors"]
    assert actors.count == select(ActorFilter, QueryDict("q=Вундеркинд&sort=relevance")).count == 1


def test_search_escapes_what_was_typed(client, people):
    body = client.get("/search/", {"q": '"><script>x</script>'}).content.decode()
    assert "<script>x" not in body


def test_search_finds_countries_which_have_no_list(client, people):
    response = client.get("/search/", {"q": "Kyrgyzstan"})
    assert [name for group, name in groups(response) if group.kind == "country"] == [""]
    assert 'href="/countries/kg/"' in response.content.decode()


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("", "One box over countries, people and organisations"),
        ("   ", "One box over countries, people and organisations"),
        ("!?", "There is no word in this to search for."),
        ("made-up-nothing-like-it", "No published record holds all of"),
        ("x" * 10_000, f"at most {tokens.MAX_QUERY} characters"),
    ],
)
def test_search_without_a_find_says_why(client, words, message):
    response = client.get("/search/", {"q": words})
    body = response.content.decode()
    assert response.status_code == 200
    assert message in body
    assert groups(response) == []
    assert '<meta name="robots" content="noindex">' in body


def test_search_offers_the_words_one_by_one(client, people):
    body = client.get("/search/", {"q": "wunderkind nothing"}).content.decode()
    assert 'href="?q=wunderkind"' in body


def test_search_queries_do_not_grow(client):
    # as many as the search itself asks, for one find of a kind as for three.
    counts = []
    for number in (1, 2):
        for _row in range(number):
            factories.initiative("Made-up wunderkind plan", countries=["KG"])
        search.rebuild()
        with CaptureQueriesContext(connection) as queries:
            client.get("/search/", {"q": "wunderkind"})
        with CaptureQueriesContext(connection) as asked:
            search.everything("wunderkind")
        counts.append((len(queries), len(asked)))
    assert counts[0] == counts[1]
    assert counts[0][0] == counts[0][1]
