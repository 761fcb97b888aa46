"""Change lists and forms cost the same number of queries at 10 and at 1,000 rows."""

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from events import models
from events.choices import Status
from tests import factories

pytestmark = pytest.mark.django_db

LISTED = [m for m in admin.site._registry if m._meta.app_label == "events"]


def cost(client, url):
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def fill(count):
    """This many drafts of every kind, with everything a list may show."""
    place, sco = factories.place(), factories.actor("Made-up SCO", kind="organisation")
    country = factories.country()
    for _number in range(count):
        article = factories.article()
        passage = factories.paragraph(article)
        event = factories.event(
            status=Status.DRAFT, place=place, organ=sco, source=passage, countries=["KG"]
        )
        person = factories.actor(status=Status.DRAFT, nationality=country)
        office = factories.post(f"made-up-{models.Post.objects.count()}")
        factories.tenure(person, office, "2020")
        factories.statement(status=Status.DRAFT, event=event, speaker=person, source=passage)
        factories.initiative(status=Status.DRAFT, countries=["KG"], source=passage)
        factories.document(status=Status.DRAFT, event=event, source=passage)
        models.Alias.objects.create(spelling=f"Made-up {person.pk}", actor=person)
        factories.topic(f"made-up-{models.Topic.objects.count()}")
        models.Period.objects.create(country=country, organ=sco, role="member", since="2001")
        models.Revision.objects.create(
            record=event.public_id, document={}, author=factories.user(f"u{person.pk}")
        )


@pytest.mark.parametrize("model", LISTED, ids=lambda m: m._meta.model_name)
def test_change_list_costs_the_same_with_ten_rows_as_with_two(model, as_reviewer):
    url = reverse(f"admin:events_{model._meta.model_name}_changelist")
    fill(2)
    few = cost(as_reviewer, url)
    fill(8)
    assert cost(as_reviewer, url) == few


def event_with(parties):
    event = factories.event(status=Status.DRAFT, organ=factories.actor(kind="organisation"))
    passages = [factories.paragraph(factories.article()) for _ in range(5)]
    rows = []
    with models.writing():
        for number in range(parties):
            rows.append(
                models.Participation(
                    event=event,
                    actor=factories.actor(),
                    country=factories.country("KG" if number % 2 else "CN"),
                    post=factories.post(f"made-up-{number % 7}"),
                )
            )
        models.Participation.objects.bulk_create(rows)
        models.Evidence.objects.bulk_create(
            models.Evidence(event=event, paragraph=passages[n % 5]) for n in range(parties)
        )
    return event


def test_event_form_costs_the_same_with_1000_parties_as_with_10(as_curator):
    small, large = event_with(10), event_with(1000)
    urls = [reverse("admin:events_event_change", args=[e.pk]) for e in (small, large)]
    assert cost(as_curator, urls[1]) == cost(as_curator, urls[0])


def test_event_list_costs_the_same_with_1000_rows_as_with_10(as_curator):
    url = reverse("admin:events_event_changelist")
    for _ in range(10):
        factories.event(status=Status.DRAFT, evidenced=False)
    few = cost(as_curator, url)
    models.Event.objects.bulk_create(
        models.Event(title_en=f"Made-up {n}", kind="summit", date="2024-07-04") for n in range(1000)
    )
    assert cost(as_curator, url) == few
