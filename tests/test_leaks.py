"""Nothing unpublished is seen at any public address, in any format, from any link.

The data could leak: a draft, a record in review, a retracted and a merged one of every kind,
a public record of every kind that names drafts wherever it can, and captured text.
"""

import re
from html import unescape
from urllib.parse import urljoin, urlsplit

import pytest
from django.urls import reverse

from events import models, search
from events.choices import Status
from tests import factories

pytestmark = pytest.mark.django_db

HIDDEN = "qqhiddenqq"
#: A word of hidden titles that may itself stand in an address or a search box.
BAIT = "Wunderkind"
LISTS = ("timeline", "statements", "initiatives", "documents", "actors", "articles")
PLAIN = (
    "dashboard",
    *LISTS,
    "countries",
    "summits",
    "topics",
    "search",
    "about",
    "codebook",
)
UNSEEN = (Status.DRAFT, Status.IN_REVIEW, Status.RETRACTED, Status.MERGED)
OTHER_LANGUAGES = ("/ru/", "/zh-hans/")


def hidden(build, status=Status.DRAFT, **fields):
    return build(f"{BAIT} {HIDDEN}", status=status, **fields)


@pytest.fixture
def shown():
    """One public record of every kind, each naming drafts wherever it can."""
    draft_event = hidden(factories.event)
    draft_actor = hidden(factories.actor)
    draft_body = hidden(factories.actor, kind="organisation")
    draft_words = hidden(factories.statement)
    draft_text = hidden(factories.document)
    draft_plan = hidden(factories.initiative)
    draft_organ = hidden(factories.actor, kind="organ", parent=draft_body)
    office = factories.post()
    draft_office = models.Post.objects.create(
        slug="made-up-office", name_en="Made-up office", level="other", organisation=draft_body
    )
    passage = factories.paragraph()
    models.Paragraph.objects.filter(pk=passage.pk).update(text=f"{BAIT} {HIDDEN}")
    topic = factories.topic()
    event = factories.event(
        "Made-up public event",
        countries=["KG", "CN"],
        place=factories.place(),
        organ=draft_organ,
        parent=draft_event,
        topics=[topic],
        source=passage,
    )
    factories.event("Made-up side event", parent=event, countries=["KG", "CN"])
    hidden(factories.event, parent=event)
    factories.participation(event, actor=draft_actor, country=factories.country("KG"))
    factories.participation(event, represents=draft_body, office="Made-up office")
    person = factories.actor("Made-up public person", nationality=factories.country("KG"))
    factories.participation(event, actor=person, country=factories.country("KG"), post=office)
    factories.tenure(person, office, "2020")
    factories.tenure(person, draft_office, "2021")
    factories.tenure(draft_actor, office, "2019", "2020")
    plan = factories.initiative(
        "Made-up public initiative",
        countries=["KG", "CN"],
        topics=[topic],
        steps=[("proposed", "2020-01-01"), ("agreed", "2024-07-04")],
    )
    words = factories.statement(
        "Made-up public words.",
        event=event,
        speaker=person,
        on_behalf_of="KG",
        initiatives=[plan, draft_plan],
        topics=[topic],
    )
    factories.statement(event=draft_event, speaker=draft_actor, on_behalf_of="CN")
    text = factories.document("Made-up public declaration", event=event, topics=[topic])
    factories.document("Made-up other declaration", event=draft_event)
    body = factories.actor("Made-up public body", kind="organisation", acronym="SCO")
    factories.evidence(body)
    organ = factories.actor("Made-up organ", kind="organ", parent=draft_body)
    factories.evidence(organ)
    hidden(factories.actor, kind="organ", parent=body)
    with models.writing():
        first, last = plan.steps.oldest_first()
        models.InitiativeStep.objects.filter(pk=first.pk).update(
            event=draft_event, statement=draft_words, document=draft_text
        )
        models.InitiativeStep.objects.filter(pk=last.pk).update(event=event, document=text)
        models.StepParty.objects.create(step=first, actor=draft_actor)
        models.StatementParty.objects.create(statement=words, role="addressee", actor=draft_actor)
        models.Evidence.objects.update(exact=HIDDEN, before=HIDDEN, after=HIDDEN)
    for iso2 in ("KG", "CN"):
        models.Period.objects.create(
            country=factories.country(iso2),
            organ=body,
            role="member",
            since="2001-06-15",
            event=draft_event,
        )
        models.Period.objects.create(
            country=factories.country(iso2), organ=draft_organ, role="chair", since="2024"
        )
    models.Revision.objects.create(
        record=event.public_id, document={"events": [{"title_en": HIDDEN}]}, comment=HIDDEN
    )
    return [event, words, plan, text, person, body, organ, passage.article]


@pytest.fixture
def unseen(shown):
    """A record of every kind in every state the public may not see."""
    rows = []
    for model in models.RECORDS:
        build = getattr(factories, model._meta.model_name)
        target = build("Made-up survivor")
        if model is models.Actor:
            factories.participation(shown[0], actor=target)
        for status in UNSEEN:
            into = {"merged_into": target} if status == Status.MERGED else {}
            row = hidden(build, status, **into)
            rows.append(row)
            if status == Status.RETRACTED:
                models.Tombstone.objects.create(
                    id=row.public_id, status=status, reason="Made-up public reason"
                )
            if status == Status.MERGED:
                models.Tombstone.objects.create(
                    id=row.public_id, status=status, target=target.public_id
                )
    article = factories.article(headline=f"{BAIT} {HIDDEN}")
    hidden(factories.event, source=factories.paragraph(article))
    search.rebuild()
    return [*rows, article]


def roots():
    for name in PLAIN:
        yield reverse(f"events:{name}")
    for name in LISTS:
        path = reverse(f"events:{name}")
        for query in ("country=kg", "year=2024", f"q={BAIT}", "q=made-up", "sort=date"):
            yield f"{path}?{query}"
        for ending in (".csv", ".json"):
            yield path.rstrip("/") + ending
    yield reverse("events:search") + f"?q={BAIT}"
    yield reverse("events:search") + "?q=made-up"
    yield reverse("events:pair", args=["cn", "kg"])
    for iso2 in ("kg", "cn"):
        yield reverse("events:country", args=[iso2])
    yield "/healthz"
    for language in OTHER_LANGUAGES:
        for name in PLAIN:
            yield language.rstrip("/") + reverse(f"events:{name}")


def links(address, body):
    """Every link within the site, but combinations of filters and the other languages.

    Those are the same views: one parameter at a time, and each plain page and public record in
    every language, are walked from the start.
    """
    for target in re.findall(r'href="([^"#]+)', body):
        parts = urlsplit(urljoin(f"http://testserver{address}", unescape(target)))
        if parts.netloc != "testserver" or parts.query.count("=") > 1:
            continue
        if not parts.path.startswith(("/static/", "/admin/", *OTHER_LANGUAGES)):
            yield parts.path + (f"?{parts.query}" if parts.query else "")


def body_of(response):
    content = b"".join(response) if response.streaming else response.content
    return content.decode()


def test_walk_of_every_public_address_meets_nothing_hidden(client, shown, unseen):
    queue, visited = [*roots(), *(row.get_absolute_url() for row in shown)], {}
    queue += [f"/{row.public_id}" for row in shown]
    queue += [
        language.rstrip("/") + a for language in OTHER_LANGUAGES for a in queue[-2 * len(shown) :]
    ]
    while queue:
        address = queue.pop(0)
        if address in visited:
            continue
        response = client.get(address)
        body = body_of(response)
        visited[address] = response.status_code
        assert HIDDEN not in body, address
        assert HIDDEN not in response.headers.get("Location", ""), address
        if response.status_code in (301, 302):
            queue.append(response.headers["Location"])
        elif "html" in response.headers.get("Content-Type", ""):
            queue += links(address, body)
    broken = {address: status for address, status in visited.items() if status >= 400}
    assert broken == {}
    assert len(visited) > 200
    assert {row.get_absolute_url() for row in shown} <= visited.keys()


@pytest.mark.parametrize("ending", ["", ".json"])
def test_own_address_of_the_unseen(client, unseen, ending):
    answers = {
        Status.DRAFT: 404,
        Status.IN_REVIEW: 404,
        Status.RETRACTED: 410,
        Status.MERGED: 301,
    }
    for row in unseen:
        address = row.get_absolute_url()
        if ending:
            name = f"events:{row.url_name}-data"
            address = reverse(name, args=[row.public_id])
        response = client.get(address)
        body = body_of(response)
        assert response.status_code == answers.get(getattr(row, "status", None), 404), address
        assert HIDDEN not in body
        if response.status_code == 410:
            assert "Made-up public reason" in body
        if response.status_code == 301:
            assert HIDDEN not in response.headers["Location"]


def test_short_address_of_the_unseen(client, unseen):
    for row in unseen:
        response = client.get(f"/{row.public_id}", follow=True)
        assert HIDDEN not in body_of(response)
        expected = {Status.RETRACTED: 410, Status.MERGED: 200}
        assert response.status_code == expected.get(getattr(row, "status", None), 404)


@pytest.mark.parametrize("name", LISTS)
def test_list_counts_published_rows_alone(client, unseen, name):
    model = {"timeline": models.Event}.get(name) or next(
        m for m in (*models.RECORDS, models.Article) if f"{m.url_name}s" == name
    )
    path = reverse(f"events:{name}").rstrip("/")
    answer = client.get(f"{path}.json?page_size=1000").json()
    expected = sorted(row.public_id for row in model.objects.published())
    assert sorted(row["id"] for row in answer["results"]) == expected
    assert answer["count"] == len(expected)
    rows = body_of(client.get(f"{path}.csv")).splitlines()
    assert sorted(row.split(",")[0] for row in rows[1:]) == expected
