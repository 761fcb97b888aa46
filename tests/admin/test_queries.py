"""Change lists and forms cost the same number of queries at 10 and at 1,000 rows."""

import copy

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
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


@pytest.fixture(autouse=True)
def warm(as_curator, as_reviewer):
    """Permissions and content types are asked for once per process."""
    for client in (as_curator, as_reviewer):
        client.get(reverse("admin:events_event_changelist"))


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


#: What has to differ between copies of a row, made from the copy's number.
UNIQUE = {
    "country": lambda n: {"iso2": chr(0x4E00 + n), "iso3": f"{n:03}", "numeric": chr(n + 999)},
    "importbatch": lambda n: {"slug": f"made-up-{n}"},
    "place": lambda n: {"slug": f"made-up-copy-{n}"},
    "post": lambda n: {"slug": f"made-up-copy-{n}"},
    "publisher": lambda n: {"slug": f"made-up-copy-{n}"},
    "topic": lambda n: {"slug": f"made-up-copy-{n}"},
    "tombstone": lambda n: {"id": f"ev{n + 10_000}"},
    "alias": lambda n: {"spelling": f"Made-up copy {n}"},
    "article": lambda n: {"url": ""},
    "paragraph": lambda n: {"number": n + 10},
}


def multiply(model, rows):
    """Copy the last row of a model until it has this many."""
    last = model.objects.order_by("pk").last()
    copies = []
    for number in range(rows - model.objects.count()):
        row = copy.copy(last)
        row._state = copy.copy(last._state)
        row.pk, row._state.adding = None, True
        for name, value in UNIQUE.get(model._meta.model_name, lambda n: {})(number).items():
            setattr(row, name, value)
        copies.append(row)
    with models.writing():
        model.objects.bulk_create(copies)


def test_change_lists_cost_the_same_with_1000_rows_as_with_10(as_reviewer):
    urls = {m: reverse(f"admin:events_{m._meta.model_name}_changelist") for m in LISTED}
    fill(10)
    models.Tombstone.objects.create(id="ev9999", status="retracted", reason="Made up")
    few = {model: cost(as_reviewer, url) for model, url in urls.items()}
    for model in LISTED:
        multiply(model, 1000)
    assert {model: model.objects.count() >= 1000 for model in LISTED} == dict.fromkeys(LISTED, True)
    assert {model: cost(as_reviewer, url) for model, url in urls.items()} == few


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
            models.Evidence(event=event, paragraph=passages[n % 5]) for n in range(parties // 5)
        )
    return event


def test_event_form_costs_the_same_with_1000_parties_as_with_10(as_curator):
    small, large = event_with(10), event_with(1000)
    urls = [reverse("admin:events_event_change", args=[e.pk]) for e in (small, large)]
    as_curator.get(urls[0])  # the content type of events is asked for once per process
    # The copy that the form carries is read in portions of some hundred rows.
    assert cost(as_curator, urls[1]) - cost(as_curator, urls[0]) == 1


def test_event_list_costs_the_same_with_1000_rows_as_with_10(as_curator):
    url = reverse("admin:events_event_changelist")
    for _ in range(10):
        factories.event(status=Status.DRAFT, evidenced=False)
    few = cost(as_curator, url)
    models.Event.objects.bulk_create(
        models.Event(title_en=f"Made-up {n}", kind="summit", date="2024-07-04") for n in range(1000)
    )
    assert cost(as_curator, url) == few
