"""Judging, digests, the self-check, handing in and logging in again at the desk."""

import json
import uuid

import pytest
from django.test import Client
from django.urls import reverse

from events import curation, dataset, models
from events.choices import RevisionState, Status, Triage
from tests import factories
from tests.admin.conftest import logged_in

pytestmark = pytest.mark.django_db

TEXT = "Made-up guests of a made-up minister met in the made-up hall on the fourth of July."


@pytest.fixture
def article(curator):
    factories.country("KG")
    article = factories.article(headline="Made-up report")
    models.Paragraph.objects.filter(capture__article=article, number=1).update(text=TEXT)
    return curation.claim(article, curator)


@pytest.fixture
def passage(article):
    return factories.paragraph(article)


def post(client, name, body):
    if not isinstance(body, str | bytes):
        body = json.dumps(body)
    return client.post(reverse(f"desk:{name}"), body, content_type="application/json")


def submit(client, article, key=""):
    body = {"article": article.public_id, "key": key or str(uuid.uuid4())}
    return post(client, "submit", body)


def judged(client, passage, **more):
    place = {"start": 8, "end": 14, "kind": "actor", "target": "ac1", "accepted": True}
    return post(client, "judge", {"paragraph": passage.public_id, **place, **more})


# Judging and passages -----------------------------------------------------------------------------


def test_suggestion_is_taken_dismissed_and_undone(as_curator, passage):
    shares = [judged(as_curator, passage).json()["accepted_share"]]
    shares.append(judged(as_curator, passage, end=15, accepted=False).json()["accepted_share"])
    shares.append(judged(as_curator, passage, accepted=False).json()["accepted_share"])
    shares += [
        judged(as_curator, passage, end=end, accepted=None).json()["accepted_share"]
        for end in (14, 15)
    ]
    assert shares == [1.0, 0.5, 0.0, 0.0, None]
    assert models.Judgement.objects.count() == 0


@pytest.mark.parametrize(
    "more", [{"kind": "planet"}, {"start": 14}, {"end": 999}, {"accepted": 1}, {"start": -1}]
)
def test_senseless_judgement_is_refused(as_curator, passage, more):
    assert judged(as_curator, passage, **more).status_code == 400
    assert models.Judgement.objects.count() == 0


def test_passage_is_set_aside_and_taken_back(as_curator, passage):
    shares = [
        post(as_curator, "set_aside", {"paragraph": passage.public_id, "set_aside": aside}).json()[
            "coverage"
        ]["share"]
        for aside in (True, False)
    ]
    assert shares == [1.0, 0.0]


def test_digest_is_kept_and_found_by_readers(as_curator, client, article, passage):
    factories.event(source=passage)
    body = {"paragraph": passage.public_id, "digest": " Quixotic made-up digest. "}
    answer = post(as_curator, "digest", body)
    assert (answer.status_code, answer.json()) == (200, {})
    passage.refresh_from_db()
    assert passage.digest == "Quixotic made-up digest."
    found = client.get(reverse("events:search"), {"q": "quixotic"})
    assert article.get_absolute_url() in found.content.decode()


def test_digest_in_the_words_of_the_text_is_refused(as_curator, passage):
    body = {"paragraph": passage.public_id, "digest": TEXT[:60]}
    answer = post(as_curator, "digest", body)
    assert answer.status_code == 400
    assert answer.json()["problems"] == [
        {
            "table": "",
            "row": passage.public_id,
            "column": "digest",
            "message": "It shares eight words in a row with the text; say it in your own words.",
        }
    ]
    passage.refresh_from_db()
    assert passage.digest == "Made-up passage."


def test_article_of_somebody_else_is_read_only(as_reviewer, article, passage):
    key = str(uuid.uuid4())
    place = {"paragraph": passage.public_id}
    bodies = {
        "save": {"key": key, "table": "events", "id": "ev~1", "article": article.public_id},
        "submit": {"key": key, "article": article.public_id},
        "set_aside": {**place, "set_aside": True},
        "digest": {**place, "digest": "Made-up."},
    }
    answers = {name: post(as_reviewer, name, body) for name, body in bodies.items()}
    message = {"message": "curator holds this article."}
    assert {name: (a.status_code, a.json()) for name, a in answers.items()} == dict.fromkeys(
        bodies, (403, message)
    )
    assert judged(as_reviewer, passage).status_code == 403
    curation.release(article, models.Article.objects.get(pk=article.pk).assignee)
    answer = post(as_reviewer, "set_aside", bodies["set_aside"])
    assert answer.json() == {"message": "Nobody holds this article; claim it first."}


# Removing -----------------------------------------------------------------------------------------


def test_draft_is_removed_by_its_author(as_curator, as_reviewer, curator):
    other = logged_in(factories.user("other", "Curators"))
    event = factories.event(status=Status.DRAFT, author=curator)
    assert post(other, "remove", {"id": event.public_id}).status_code == 400
    assert post(as_curator, "remove", {"id": event.public_id}).json() == {}
    assert models.Event.objects.count() == 0


def test_draft_that_something_names_and_public_record_stay(as_curator, curator):
    event = factories.event(status=Status.DRAFT, author=curator)
    factories.statement(event=event, status=Status.DRAFT)
    public = factories.event(author=curator)
    for id in (event.public_id, public.public_id, "ev999", "zz1", "rv999", ""):
        assert post(as_curator, "remove", {"id": id}).status_code == 400
    assert models.Event.objects.count() == 2


def test_open_revision_is_withdrawn(as_curator, curator):
    event = factories.event()
    revision = curation.propose(event, dataset.document(event), curator)
    assert post(as_curator, "remove", {"id": revision.public_id}).json() == {}
    revision.refresh_from_db()
    assert revision.state == RevisionState.WITHDRAWN


# Handing in ---------------------------------------------------------------------------------------


def test_everything_own_is_submitted_and_the_next_article_opens(
    as_curator, curator, reviewer, article, passage
):
    waiting = factories.article(headline="Made-up next")
    event = factories.event(status=Status.DRAFT, source=passage, author=curator)
    person = factories.actor(status=Status.DRAFT, author=curator)
    factories.participation(event, actor=person, country=factories.country("KG"))
    foreign = factories.event("Made-up foreign", status=Status.DRAFT, source=passage)
    curation.contribute(foreign, reviewer)
    public = factories.event(source=passage)
    revision = curation.propose(public, dataset.document(public), curator)
    as_curator.get(reverse("desk:data", args=[article.public_id]))
    key = str(uuid.uuid4())
    answer = submit(as_curator, article, key)
    assert answer.status_code == 200, answer.json()
    assert answer.json() == {
        "next": waiting.public_id,
        "submitted": [event.public_id, person.public_id, public.public_id],
    }
    assert submit(as_curator, article, key).json() == answer.json()
    states = [type(row).objects.get(pk=row.pk).status for row in (event, person, foreign)]
    assert states == [Status.IN_REVIEW, Status.IN_REVIEW, Status.DRAFT]
    assert models.Revision.objects.get(pk=revision.pk).state == RevisionState.IN_REVIEW
    sitting = models.Sitting.objects.submitted().get()
    assert (sitting.article, sitting.curator, sitting.records) == (article, curator, 3)
    article.refresh_from_db(), waiting.refresh_from_db()
    assert (article.triage, article.assignee) == (Triage.CODED, curator)
    assert (waiting.triage, waiting.assignee) == (Triage.IN_PROGRESS, curator)


def test_article_that_nothing_is_coded_from_is_not_handed_in(as_curator, curator, article, passage):
    answer = submit(as_curator, article)
    article.refresh_from_db()
    assert (answer.status_code, article.triage) == (409, "in-progress")
    assert [line["message"] for line in answer.json()["lines"] if line["level"] == "error"] == [
        "Nothing new is coded from this article."
    ]


def test_errors_refuse_submission_and_nothing_changes(as_curator, curator, article, passage):
    event = factories.event(status=Status.DRAFT, source=passage, author=curator, date="2030-01-01")
    answer = submit(as_curator, article)
    assert answer.status_code == 409
    errors = [line for line in answer.json()["lines"] if line["level"] == "error"]
    message = "Held, but every source is older than the event; they support only 'announced'."
    assert errors == [
        {
            "level": "error",
            "message": message,
            "record": event.public_id,
            "table": "events",
            "row": event.public_id,
            "column": "state",
        }
    ]
    event.refresh_from_db(), article.refresh_from_db()
    assert (event.status, article.triage) == (Status.DRAFT, Triage.IN_PROGRESS)


def test_own_unfinished_article_comes_before_a_new_one(as_curator, curator, article):
    factories.article(headline="Made-up waiting")
    begun = curation.claim(factories.article(headline="Made-up begun"), curator)
    models.Paragraph.objects.of_article(article).update(set_aside=True)
    assert submit(as_curator, article).json()["next"] == begun.public_id


def test_check_lists_what_is_in_order(as_curator, curator, article, passage):
    factories.event("Made-up talks", status=Status.DRAFT, source=passage, author=curator)
    lines = post(as_curator, "check", {"article": article.public_id}).json()["lines"]
    assert {line["level"] for line in lines} == {"ok"}
    assert "Every passage is coded or set aside." in [line["message"] for line in lines]


def test_check_passes_over_public_records_that_nobody_changes(as_curator, article, passage):
    factories.event("Made-up talks", source=passage, countries=["KG"])
    lines = post(as_curator, "check", {"article": article.public_id}).json()["lines"]
    assert [(line["level"], line["record"]) for line in lines] == [("warning", "")]
    assert lines[0]["message"] == "Nothing new is coded from this article."


def test_check_sees_a_revision_as_if_it_were_published(as_curator, curator, article, passage):
    event = factories.event(source=passage)
    document = dataset.document(event)
    document["events"][0]["date"] = "2030-01-01"
    curation.propose(event, document, curator)
    lines = post(as_curator, "check", {"article": article.public_id}).json()["lines"]
    found = [(line["record"], line["column"]) for line in lines if line["level"] == "error"]
    assert found == [(event.public_id, "state")]
    event.refresh_from_db()
    assert event.date == "2024-07-04"


# Logging in again ---------------------------------------------------------------------------------


def sign_in(client, username, password="made-up", opened_by="curator"):
    url = f"{reverse('desk:sign_in')}?user={opened_by}"
    body = {"username": username, "password": password}
    return client.post(url, json.dumps(body), content_type="application/json")


def test_expired_session_answers_401_and_signing_in_goes_on(client, curator, article):
    address = reverse("desk:data", args=[article.public_id])
    answer = client.get(address)
    assert (answer.status_code, answer.json()) == (401, {"sign_in": True})
    answer = sign_in(client, "curator")
    assert (answer.status_code, list(answer.json())) == (200, ["token"])
    assert client.get(address).status_code == 200


def test_token_of_signing_in_is_good_for_the_next_save(curator, article, passage):
    client = Client(enforce_csrf_checks=True)
    page = logged_in(curator).get(reverse("desk:article", args=[article.public_id]))
    client.cookies["csrftoken"] = page.cookies["csrftoken"].value
    headers = {"X-CSRFToken": page.context["config"]["token"]}
    url = f"{reverse('desk:sign_in')}?user=curator"
    body = json.dumps({"username": "curator", "password": "made-up"})
    assert client.post(url, body, content_type="application/json").status_code == 403
    answer = client.post(url, body, content_type="application/json", headers=headers)
    body = json.dumps({"paragraph": passage.public_id, "set_aside": True})
    url = reverse("desk:set_aside")
    assert client.post(url, body, content_type="application/json").status_code == 403
    headers = {"X-CSRFToken": answer.json()["token"]}
    answer = client.post(url, body, content_type="application/json", headers=headers)
    assert answer.status_code == 200


def test_wrong_password_and_another_person_are_refused(client, curator, reviewer):
    assert sign_in(client, "curator", "wrong").status_code == 400
    answer = sign_in(client, "reviewer")
    assert (answer.status_code, answer.json()["message"]) == (
        403,
        "This page is curator's. Open the desk anew to work as somebody else.",
    )
    assert "_auth_user_id" not in client.session


def test_somebody_who_is_no_staff_cannot_sign_in(client):
    user = factories.user("reader")
    user.is_staff = False
    user.save()
    assert sign_in(client, "reader", opened_by="reader").status_code == 400


def test_guessing_passwords_is_throttled(client, curator, settings):
    settings.AXES_ENABLED = True
    codes = [sign_in(client, "curator", f"wrong {n}").status_code for n in range(6)]
    assert (codes[0], codes[-1]) == (400, 429)
    assert sign_in(client, "curator").status_code == 429
