"""Saving at the desk: drafts, revisions, merges, refusals."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from events import curation, dataset, models
from events.choices import RevisionState, Status
from tests import factories

pytestmark = pytest.mark.django_db

TEXT = "Made-up guests met in the made-up hall. Made-up guests spoke of made-up trade."


@pytest.fixture
def article(curator):
    article = factories.article(headline="Made-up report")
    models.Paragraph.objects.filter(capture__article=article, number=1).update(text=TEXT)
    return curation.claim(article, curator)


@pytest.fixture
def passage(article):
    return factories.paragraph(article)


def posted(client, name, body):
    return client.post(reverse(f"desk:{name}"), body, content_type="application/json")


def new_event(passage, **anchor):
    row = {"id": "es~1", "event": "ev~1", "paragraph": passage.public_id, **anchor}
    return {
        "events": [{"id": "ev~1", "title_en": "Made-up talks", "kind": "visit", "date": "2024-07"}],
        "participations": [{"id": "pa~1", "event": "ev~1", "country": "KG"}],
        "evidence": [row],
    }


def save(client, article, document, *, id="ev~1", table="events", **more):
    body = {
        "key": str(uuid.uuid4()),
        "table": table,
        "id": id,
        "article": article.public_id,
        "document": document,
        **more,
    }
    return posted(client, "save", body)


def test_new_event_is_a_draft_of_its_curator(as_curator, curator, article, passage):
    factories.country("KG")
    anchor = {"start": 40, "end": 54, "exact": "Made-up guests"}
    answer = save(as_curator, article, new_event(passage, **anchor))
    assert answer.status_code == 200, answer.json()
    event = models.Event.objects.get()
    assert (event.status, event.author, event.title_en) == (
        Status.DRAFT,
        curator,
        "Made-up talks",
    )
    row = event.evidence.get()
    assert (row.exact, row.before, row.after) == (
        "Made-up guests",
        TEXT[8:40],
        TEXT[54 : 54 + 32],
    )
    body = answer.json()
    assert body["document"] == dataset.document(event)
    assert body["allotted"] == {
        "ev~1": event.public_id,
        "pa~1": event.participations.get().public_id,
        "es~1": row.public_id,
    }
    assert (body["status"], body["revision"], body["id"]) == ("draft", None, event.public_id)
    assert body["coverage"] == {"coded": [1], "set_aside": [], "left": [], "share": 1.0}


def draft(as_curator, article, passage):
    factories.country("KG")
    return save(as_curator, article, new_event(passage)).json()


def again(client, article, card, document, **more):
    more.setdefault("seen", card["seen"])
    return save(client, article, document, id=card["id"], base=card["document"], **more)


def with_cell(document, table, column, value, row=0):
    rows = [dict(r) for r in document[table]]
    rows[row][column] = value
    return {**document, table: rows}


def test_same_key_is_answered_once(as_curator, article, passage):
    factories.country("KG")
    key = str(uuid.uuid4())
    answers = [save(as_curator, article, new_event(passage), key=key).json() for _ in range(3)]
    assert answers[1:] == answers[:1] * 2
    assert models.Event.objects.count() == 1


def test_key_of_somebody_else_is_refused(as_curator, article, passage, reviewer):
    factories.country("KG")
    key = uuid.uuid4()
    models.Receipt.objects.create(key=key, curator=reviewer, reply={"id": "ev99"})
    answer = save(as_curator, article, new_event(passage), key=str(key))
    assert (answer.status_code, answer.json()["message"]) == (400, "This key is somebody else's.")


def test_receipts_of_last_week_are_thrown_away(as_curator, curator, article, passage):
    old = timezone.now() - timedelta(days=8)
    models.Receipt.objects.create(key=uuid.uuid4(), curator=curator, reply={}, at=old)
    draft(as_curator, article, passage)
    assert models.Receipt.objects.filter(at=old).count() == 0


def test_second_save_changes_the_draft_and_removes_rows(as_curator, article, passage):
    card = draft(as_curator, article, passage)
    document = with_cell(card["document"], "events", "title_en", "Made-up second title")
    body = again(as_curator, article, card, {**document, "participations": []}).json()
    event = models.Event.objects.get()
    assert (event.title_en, event.participations.count()) == ("Made-up second title", 0)
    assert body["document"] == dataset.document(event)
    assert body["seen"] == curation.stamp(event)


def test_table_left_out_stays_as_it_is(as_curator, article, passage):
    card = draft(as_curator, article, passage)
    answer = again(as_curator, article, card, {"events": card["document"]["events"]})
    assert answer.json()["document"] == card["document"]


def test_record_in_review_is_a_draft_again(as_curator, curator, article, passage):
    card = draft(as_curator, article, passage)
    curation.submit(models.Event.objects.get(), curator)
    answer = again(as_curator, article, card, card["document"])
    assert answer.json()["status"] == Status.DRAFT


def test_returned_record_stays_returned_until_it_is_handed_in(
    as_curator, curator, reviewer, article, passage
):
    card = draft(as_curator, article, passage)
    event = models.Event.objects.get()
    curation.submit(event, curator)
    curation.return_(event, reviewer, "Made-up reason.", field="date")
    body = again(as_curator, article, card, card["document"]).json()
    assert (body["status"], [r["field"] for r in body["remarks"]]) == ("returned", ["date"])


def test_two_who_change_different_things_are_merged(as_curator, article, passage, reviewer):
    card = draft(as_curator, article, passage)
    theirs = with_cell(card["document"], "events", "summary", "Made-up summary.")
    curation.keep_draft(theirs, reviewer, table="events", id=card["id"], seen=card["seen"])
    yours = with_cell(card["document"], "events", "title_en", "Made-up other title")
    answer = again(as_curator, article, card, yours)
    assert answer.status_code == 200
    event = models.Event.objects.get()
    assert (event.title_en, event.summary) == ("Made-up other title", "Made-up summary.")


def test_two_who_change_one_thing_see_three_versions(as_curator, article, passage, reviewer):
    card = draft(as_curator, article, passage)
    theirs = with_cell(card["document"], "events", "title_en", "Made-up theirs")
    kept = curation.keep_draft(theirs, reviewer, table="events", id=card["id"], seen=card["seen"])
    yours = with_cell(card["document"], "events", "title_en", "Made-up yours")
    answer = again(as_curator, article, card, yours)
    assert answer.status_code == 409
    body = answer.json()
    assert body["conflicts"] == [
        {
            "table": "events",
            "row": card["id"],
            "column": "title_en",
            "original": "Made-up talks",
            "theirs": "Made-up theirs",
            "yours": "Made-up yours",
        }
    ]
    assert body["theirs"] == kept.document
    assert models.Event.objects.get().title_en == "Made-up theirs"
    chosen = again(
        as_curator, article, {**card, "document": body["theirs"]}, body["merged"], seen=body["seen"]
    )
    assert chosen.status_code == 200
    assert models.Event.objects.get().title_en == "Made-up yours"


def test_row_that_somebody_else_removed_is_asked_about(as_curator, article, passage, reviewer):
    card = draft(as_curator, article, passage)
    theirs = {**card["document"], "participations": []}
    curation.keep_draft(theirs, reviewer, table="events", id=card["id"], seen=card["seen"])
    yours = with_cell(card["document"], "events", "summary", "Made-up summary.")
    answer = again(as_curator, article, card, yours)
    row = card["document"]["participations"][0]
    found = [(c["row"], c["original"], c["theirs"], c["yours"]) for c in answer.json()["conflicts"]]
    assert (answer.status_code, found) == (409, [(row["id"], row, None, row)])
    body = answer.json()
    chosen = again(
        as_curator, article, {**card, "document": body["theirs"]}, yours, seen=body["seen"]
    )
    assert (chosen.status_code, models.Participation.objects.count()) == (200, 1)


# Published records --------------------------------------------------------------------------------


def published(article, as_curator):
    event = factories.event("Made-up old", countries=["KG"])
    card = as_curator.get(reverse("desk:record", args=[event.public_id])).json()
    return event, card


def test_published_record_keeps_its_rows_and_gets_a_revision(as_curator, curator, article):
    event, card = published(article, as_curator)
    yours = with_cell(card["document"], "events", "title_en", "Made-up new")
    yours = {
        **yours,
        "participations": [
            *yours["participations"],
            {"id": "pa~1", "event": card["id"], "country": "KG"},
        ],
    }
    body = again(as_curator, article, card, yours).json()
    revision = models.Revision.objects.open().get()
    assert (body["status"], body["revision"]) == (RevisionState.DRAFT, revision.public_id)
    assert (revision.author, revision.document) == (curator, body["document"])
    assert [row["id"] for row in body["document"]["participations"]][1] == body["allotted"]["pa~1"]
    event.refresh_from_db()
    assert (event.title_en, event.participations.count()) == ("Made-up old", 1)
    third = with_cell(body["document"], "events", "title_en", "Made-up newer")
    assert again(as_curator, article, body, third).json()["revision"] == revision.public_id
    revision.refresh_from_db()
    assert revision.document["events"][0]["title_en"] == "Made-up newer"
    assert revision.document["participations"] == body["document"]["participations"]


def test_published_record_saved_unchanged_gets_no_revision(as_curator, article):
    _event, card = published(article, as_curator)
    body = again(as_curator, article, card, card["document"]).json()
    assert (body["status"], body["revision"], body["seen"]) == ("published", None, card["seen"])
    assert models.Revision.objects.open().count() == 0


def test_revision_of_two_curators_is_merged(as_curator, article, reviewer):
    _event, card = published(article, as_curator)
    first = with_cell(card["document"], "events", "title_en", "Made-up new")
    body = again(as_curator, article, card, first).json()
    theirs = with_cell(body["document"], "events", "summary", "Made-up summary.")
    curation.keep_draft(theirs, reviewer, table="events", id=card["id"], seen=body["seen"])
    yours = with_cell(body["document"], "events", "title_en", "Made-up newer")
    assert again(as_curator, article, body, yours).status_code == 200
    row = models.Revision.objects.open().get().document["events"][0]
    assert (row["title_en"], row["summary"]) == ("Made-up newer", "Made-up summary.")


def test_revision_follows_a_record_that_moved_on(as_curator, article, curator, reviewer):
    event, card = published(article, as_curator)
    body = again(
        as_curator, article, card, with_cell(card["document"], "events", "title_en", "Made-up new")
    ).json()
    other = curation.propose(
        event, with_cell(card["document"], "events", "summary", "Made-up summary."), curator
    )
    curation.submit(other, curator)
    curation.publish(other, reviewer)
    yours = with_cell(body["document"], "events", "title_en", "Made-up newer")
    answer = again(as_curator, article, body, yours)
    assert answer.status_code == 200
    revision = models.Revision.objects.open().get()
    row = revision.document["events"][0]
    assert (row["title_en"], row["summary"]) == ("Made-up newer", "Made-up summary.")
    assert revision.base_version == models.Event.objects.get().version
