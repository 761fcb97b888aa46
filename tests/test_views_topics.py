"""All topics, and one topic."""

from __future__ import annotations

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from events.choices import EventState, Status
from events.filters import DocumentFilter, EventFilter, InitiativeFilter, StatementFilter, select
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def topics():
    """A topic and one below it."""
    above = factories.topic("made-up-above")
    return above, factories.topic("made-up-below", parent=above)


def full(number, topic, *, start=2010):
    for index in range(number):
        day = f"{start + index}-05-01"
        event = factories.event(date=day, countries=["KG"], topics=[topic])
        factories.statement(
            date=day, topics=[topic], event=event, speaker=factories.actor(), on_behalf_of="KG"
        )
        factories.initiative(topics=[topic])
        factories.document(date=day, topics=[topic], event=event)


def behind(slug):
    """The numbers of the lists that a topic leads to."""
    return {
        "events": select(EventFilter, QueryDict(f"topic={slug}&state=held")).count,
        "statements": select(StatementFilter, QueryDict(f"topic={slug}")).count,
        "initiatives": select(InitiativeFilter, QueryDict(f"topic={slug}")).count,
        "documents": select(DocumentFilter, QueryDict(f"topic={slug}")).count,
    }


def test_topics_count_what_their_lists_hold(client, topics):
    above, below = topics
    full(2, below)
    full(1, above)
    factories.event(topics=[above], state=EventState.ANNOUNCED)
    factories.statement(topics=[above], status=Status.DRAFT)
    (node,) = client.get("/topics/").context["tree"]
    numbers = (node.events, node.statements, node.initiatives, node.documents)
    assert numbers == (3, 3, 3, 3) == tuple(behind("made-up-above").values())
    (child,) = node.children
    assert (child.topic, child.events, child.documents) == (below, 2, 2)


def test_topic_page_equals_the_lists_behind_it(client, topics):
    above, below = topics
    full(2, below)
    factories.event(topics=[below], state=EventState.CANCELLED)
    page = client.get("/topics/made-up-above/").context["page"]
    assert page.totals == behind("made-up-above")
    assert page.totals["events"] == page.chart.total == len(page.latest) == 2
    assert page.children == [below]
    assert len(page.statements) == len(page.motion) == len(page.documents) == 2


def test_topic_page_links_to_what_it_belongs_to(client, topics):
    body = client.get("/topics/made-up-below/").content.decode()
    assert 'href="/topics/made-up-above/"' in body
    assert 'href="/codebook/#topic-made-up-below"' in body
    assert "No event on this topic is coded yet." in body


def test_topic_of_unknown_name_is_not_found(client):
    assert client.get("/topics/made-up-nothing/").status_code == 404


def test_topics_of_an_empty_database_say_so(client):
    response = client.get("/topics/")
    assert "No topic is defined yet." in response.content.decode()
    assert response.cookies == {}


def test_topics_queries_do_not_grow(client):
    # two for each of four lists; the topics 1.
    counts = []
    for number in (1, 2):
        for index in range(number):
            topic = factories.topic(f"made-up-{number}-{index}")
            full(1, topic)
        with CaptureQueriesContext(connection) as queries:
            client.get("/topics/")
        counts.append(len(queries))
    assert counts == [9, 9]


def test_topic_queries_do_not_grow(client, topics):
    # the topic 1, those below it 1; four totals 4; years 1; latest with parties and topics 3;
    # statements with parties, actors and events 4; initiatives with steps 2; documents
    # with events and topics 3.
    counts = []
    for number in (1, 2):
        full(number, topics[1], start=2010 + number)
        with CaptureQueriesContext(connection) as queries:
            client.get("/topics/made-up-above/")
        counts.append(len(queries))
    assert counts == [19, 19]
