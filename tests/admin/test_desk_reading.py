"""What the desk reads: an article with its cards, look-ups, one record; and what it costs."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from events import curation, dataset, models
from events.choices import Outcome, Status, Triage
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(curator):
    factories.country("KG")
    article = factories.article(headline="Made-up report")
    passages = models.Paragraph.objects.filter(capture__article=article)
    passages.filter(number=1).update(text="Made-up guests met on 3 July 2024 in a made-up hall.")
    capture = article.captures.get()
    kinds = ("body", "sidebar", "boilerplate", "heading")
    for number, kind in enumerate(kinds, start=2):
        models.Paragraph.objects.create(
            capture=capture, number=number, kind=kind, text=f"Made-up passage {number}."
        )
    return curation.claim(article, curator)


def payload(client, article):
    answer = client.get(reverse("desk:data", args=[article.public_id]))
    assert answer.status_code == 200
    return answer.json()


def look(client, kind, text, **more):
    answer = client.get(reverse("desk:look"), {"kind": kind, "q": text, **more})
    assert answer.status_code == 200
    return answer.json()["results"]


def test_page_and_data_of_an_article(as_curator, article):
    page = as_curator.get(reverse("desk:article", args=[article.public_id]))
    assert page.status_code == 200
    config = page.context["config"]
    assert config["urls"]["data"] == reverse("desk:data", args=[article.public_id])
    assert config["urls"]["signIn"] == reverse("desk:sign_in") + "?user=curator"
    assert b"Made-up guests" not in page.content
    body = payload(as_curator, article)
    assert (body["article"]["mine"], body["article"]["assignee"]) == (True, "curator")
    assert [(p["number"], p["kind"]) for p in body["paragraphs"]] == [
        (0, "whole"),
        (1, "body"),
        (2, "body"),
        (3, "sidebar"),
        (4, "boilerplate"),
        (5, "heading"),
    ]
    assert body["paragraphs"][1]["text"] == "Made-up guests met on 3 July 2024 in a made-up hall."
    assert body["coverage"] == {"coded": [], "set_aside": [], "left": [1, 2, 5], "share": 0.0}
    assert (body["cards"], body["accepted_share"]) == ([], None)
    assert "2024-07-03" in [one["target"] for one in body["suggestions"]]


def test_article_that_is_not_there_is_unknown(as_curator):
    assert as_curator.get(reverse("desk:article", args=["ar999"])).status_code == 404
    assert as_curator.get(reverse("desk:data", args=["ar999"])).status_code == 404


def test_newest_capture_with_text_is_shown(as_curator, article):
    capture = models.Capture.objects.create(article=article, method="paste", sha256="a" * 64)
    newer = models.Paragraph.objects.create(capture=capture, number=1, text="Made-up newer text.")
    models.Capture.objects.create(article=article)
    body = payload(as_curator, article)
    assert [p["id"] for p in body["paragraphs"]] == [newer.public_id]
    assert len(body["captures"]) == 3


def test_cards_are_drafts_public_records_and_open_revisions(as_curator, curator, article):
    passage = factories.paragraph(article, 1)
    public = factories.event("Made-up public", source=passage)
    draft = factories.statement("Made-up draft.", status=Status.DRAFT, source=passage)
    factories.event("Made-up retracted", status=Status.RETRACTED, source=passage)
    other = factories.event("Made-up revised")
    document = dataset.document(other)
    row = {"id": "es~1", "event": other.public_id, "paragraph": passage.public_id}
    revision = curation.propose(
        other, {**document, "evidence": [*document["evidence"], row]}, curator
    )
    cards = {card["id"]: card for card in payload(as_curator, article)["cards"]}
    shown = {key: (card["table"], card["status"], card["revision"]) for key, card in cards.items()}
    assert shown == {
        public.public_id: ("events", "published", None),
        other.public_id: ("events", "draft", revision.public_id),
        draft.public_id: ("statements", "draft", None),
    }
    assert cards[public.public_id]["document"] == dataset.document(public)
    assert cards[public.public_id]["seen"] == curation.stamp(public)
    assert cards[other.public_id]["document"] == revision.document


def test_own_draft_that_a_card_names_has_a_card(as_curator, curator, reviewer, article):
    passage = factories.paragraph(article, 1)
    event = factories.event(status=Status.DRAFT, source=passage)
    body = factories.actor(kind="organisation", status=Status.DRAFT, author=curator)
    organ = factories.actor(kind="organ", parent=body, status=Status.DRAFT, author=curator)
    foreign = factories.actor(status=Status.DRAFT, author=reviewer)
    factories.participation(event, actor=organ)
    factories.participation(event, actor=foreign)
    ids = [card["id"] for card in payload(as_curator, article)["cards"]]
    assert ids == [event.public_id, body.public_id, organ.public_id]


def test_remarks_are_those_of_the_last_return(as_curator, curator, reviewer, article):
    event = factories.event(
        status=Status.DRAFT, source=factories.paragraph(article, 1), author=curator
    )
    curation.submit(event, curator)
    curation.return_(event, reviewer, "Made-up reason.", field="date", row=event.public_id)
    card = payload(as_curator, article)["cards"][0]
    assert card["status"] == "returned"
    assert [(r["field"], r["row"], r["comment"], r["by"]) for r in card["remarks"]] == [
        ("date", event.public_id, "Made-up reason.", "reviewer")
    ]
    curation.submit(event, curator)
    card = payload(as_curator, article)["cards"][0]
    assert (card["status"], card["remarks"]) == ("in-review", [])


def test_labels_name_everything_the_cards_refer_to(as_curator, article):
    person = factories.actor("Made-up Japarov")
    place, topic = factories.place("made-up-osh"), factories.topic()
    event = factories.event(
        "Made-up talks",
        countries=["KG"],
        place=place,
        topics=[topic],
        source=factories.paragraph(article, 1),
    )
    factories.participation(event, actor=person, post=factories.post())
    labels = payload(as_curator, article)["labels"]
    assert {key: labels[key] for key in labels if not key.startswith("pg")} == {
        event.public_id: "Made-up talks",
        person.public_id: "Made-up Japarov",
        "KG": "Kyrgyzstan",
        "made-up-osh": str(place),
        "made-up-topic": str(topic),
        "kg-made-up-president": "Made-up office kg-made-up-president",
    }


def test_coverage_counts_what_is_cited_or_set_aside(as_curator, curator, article):
    factories.event(status=Status.DRAFT, source=factories.paragraph(article, 1))
    factories.event(status=Status.DRAFT, source=factories.paragraph(article, 3))
    curation.set_aside(factories.paragraph(article, 2), curator, aside=True)
    assert payload(as_curator, article)["coverage"] == {
        "coded": [1, 3],
        "set_aside": [2],
        "left": [5],
        "share": 0.75,
    }


def test_judgements_stand_beside_the_suggestions(as_curator, curator, article):
    passage = factories.paragraph(article, 1)
    one = next(s for s in payload(as_curator, article)["suggestions"] if s["kind"] == "date")
    place = {name: one[name] for name in ("start", "end", "kind", "target")}
    curation.judge(passage, curator, accepted=True, **place)
    body = payload(as_curator, article)
    decided = {s["key"]: s["decided"] for s in body["suggestions"] if s["decided"]}
    assert (decided, body["accepted_share"]) == ({one["key"]: "accepted"}, 1.0)


def test_opening_a_claimed_article_begins_one_sitting(as_curator, as_reviewer, curator, article):
    for _ in range(2):
        payload(as_curator, article)
    assert payload(as_reviewer, article)["article"]["mine"] is False
    assert [(s.article, s.curator) for s in models.Sitting.objects.all()] == [(article, curator)]


def test_article_of_nobody_begins_no_sitting(as_curator):
    article = factories.article()
    assert payload(as_curator, article)["article"]["assignee"] is None
    assert models.Sitting.objects.count() == 0


def test_finished_article_begins_no_sitting(as_curator, curator, article):
    curation.triage(article, Triage.CODED, curator)
    payload(as_curator, article)
    assert models.Sitting.objects.count() == 0


def cost(client, article):
    client.get(reverse("desk:data", args=[article.public_id]))
    with CaptureQueriesContext(
        connection,
    ) as queries:
        client.get(reverse("desk:data", args=[article.public_id]))
    return len(queries)


def test_data_cost_the_same_with_three_cards_as_with_one(as_curator, curator, article):
    passage = factories.paragraph(article, 1)

    def add():
        person = factories.actor(status=Status.DRAFT, author=curator)
        event = factories.event(
            countries=["KG"], place=factories.place(), status=Status.DRAFT, source=passage
        )
        party = factories.participation(event, actor=person, post=factories.post())
        factories.evidence(party, passage)
        said = factories.statement(event=event, status=Status.DRAFT, source=passage, speaker=person)
        factories.evidence(said.parties.get(), passage)
        coded = factories.initiative(status=Status.DRAFT, countries=["KG"], source=passage)
        factories.evidence(coded.steps.get(), passage)
        revised = factories.event(source=passage)
        curation.propose(revised, dataset.document(revised), curator)

    add()
    first = cost(as_curator, article)
    add(), add()
    assert len(payload(as_curator, article)["cards"]) == 15
    assert cost(as_curator, article) == first


# Looking up ---------------------------------------------------------------------------------------


def test_actor_is_found_by_alias_with_the_posts_of_the_day(as_curator):
    person = factories.actor("Made-up Japarov", status=Status.DRAFT)
    models.Alias.objects.create(spelling="Жапаров", actor=person)
    factories.tenure(person, factories.post(), "2021-01-28")
    factories.tenure(person, factories.post("kg-made-up-other"), "2010-01-01", "2012-01-01")
    results = look(as_curator, "actor", "жапар", day="2024-07-04")
    assert results == [
        {
            "id": person.public_id,
            "label": "Made-up Japarov",
            "detail": "Made-up office kg-made-up-president",
            "status": "draft",
            "kind": "person",
            "posts": [
                {"id": "kg-made-up-president", "label": "Made-up office kg-made-up-president"}
            ],
            "country": "KG",
            "represents": None,
        }
    ]
    assert look(as_curator, "actor", person.public_id) != []


def test_official_of_an_organisation_represents_it(as_curator):
    body = factories.actor("Made-up organisation", kind="organisation")
    office = models.Post.objects.create(
        slug="made-up-secretary", name_en="Made-up secretary", level="other", organisation=body
    )
    person = factories.actor("Made-up Zhang")
    factories.tenure(person, office, "2022-01-01")
    found = look(as_curator, "actor", "zhang", day="2024-07-04")[0]
    assert (found["country"], found["represents"]) == (None, body.public_id)
    assert found["represents_label"] == "Made-up organisation"
    assert [r["id"] for r in look(as_curator, "organ", "made-up")] == [body.public_id]


def test_post_says_who_holds_it_that_day(as_curator):
    office, person = factories.post(), factories.actor("Made-up Japarov")
    factories.post("cn-made-up-president", of="CN")
    factories.tenure(person, office, "2021-01-28")
    results = look(as_curator, "post", "made-up office", day="2024-07-04", country="kg")
    assert [(r["id"], r["detail"]) for r in results] == [
        ("kg-made-up-president", "held by Made-up Japarov")
    ]
    assert results[0]["holders"] == [{"id": person.public_id, "label": "Made-up Japarov"}]


@pytest.mark.parametrize("typed", ["talks", "ev{}", "4 July 2024", "made-up-osh", "2024-07"])
def test_event_is_found_by_title_id_date_and_place(as_curator, typed):
    event = factories.event(
        "Made-up talks", place=factories.place("made-up-osh"), status=Status.DRAFT
    )
    factories.event("Made-up dinner", date="2020-01-01")
    factories.event("Made-up talks taken back", status=Status.RETRACTED)
    results = look(as_curator, "event", typed.format(event.pk))
    assert [(r["id"], r["status"]) for r in results] == [(event.public_id, "draft")]
    assert results[0]["detail"] == "4 July 2024, Made-up town made-up-osh"


def test_exact_name_comes_first_then_what_begins_with_it(as_curator):
    names = ["Made-up old Osh", "Osh", "Osh made-up region"]
    for number, name in enumerate(names):
        factories.place(f"made-up-{number}", name_en=name)
    assert [r["label"] for r in look(as_curator, "place", "osh")] == [
        "Osh",
        "Osh made-up region",
        "Made-up old Osh",
    ]


def test_other_kinds_are_found(as_curator):
    factories.country("KG"), factories.topic("made-up-trade")
    words = factories.statement("Made-up words on trade.")
    plan, text = factories.initiative("Made-up bank"), factories.document("Made-up charter")
    found = {
        kind: [r["id"] for r in look(as_curator, kind, typed)]
        for kind, typed in {
            "country": "кырг",
            "topic": "trade",
            "statement": "words trade",
            "initiative": "bank",
            "document": "charter",
        }.items()
    }
    assert found == {
        "country": ["KG"],
        "topic": ["made-up-trade"],
        "statement": [words.public_id],
        "initiative": [plan.public_id],
        "document": [text.public_id],
    }
    assert [r["id"] for r in look(as_curator, "country", "kg")] == ["KG"]


def test_at_most_twenty_are_found_in_few_queries(as_curator):
    for number in range(25):
        person = factories.actor(f"Made-up Aziz {number}")
        factories.tenure(person, factories.post(f"kg-made-up-{number}"), "2020")
    with CaptureQueriesContext(connection) as queries:
        results = look(as_curator, "actor", "aziz", day="2024-07-04")
    assert (len(results), len(queries) <= 8) == (20, True)


@pytest.mark.parametrize(
    "asked",
    [
        {"kind": "planet"},
        {},
        {"kind": "actor", "day": "soon"},
        {"kind": "actor", "day": "2024-13-01"},
    ],
)
def test_senseless_look_up_is_refused(as_curator, asked):
    answer = as_curator.get(reverse("desk:look"), asked)
    assert (answer.status_code, list(answer.json())) == (400, ["message"])


@pytest.mark.parametrize("typed", ["\0", "%", "ev99999999999999999999", "' OR 1=1", "x" * 5000, ""])
def test_strange_words_are_looked_up_without_an_error(as_curator, typed):
    for kind in ("actor", "organ", "post", "place", "event", "statement", "topic", "country"):
        assert len(look(as_curator, kind, typed, country="\0zz")) == 0


def test_date_is_read_with_the_days_it_lies_between(as_curator):
    answers = [
        as_curator.get(reverse("desk:read_date"), {"text": text}).json()
        for text in ("about May 2022", "soon")
    ]
    assert answers[0] == {
        "edtf": "2022-05~",
        "words": "about May 2022",
        "earliest": "2022-05-01",
        "latest": "2022-05-31",
    }
    assert list(answers[1]) == ["error"]


def test_record_is_a_card(as_curator, curator):
    event = factories.event(countries=["KG"])
    answer = as_curator.get(reverse("desk:record", args=[event.public_id])).json()
    assert answer["document"] == dataset.document(event)
    assert answer["labels"]["KG"] == "Kyrgyzstan"
    assert as_curator.get(reverse("desk:record", args=["ev999"])).status_code == 404


def test_journal_keeps_every_step(curator, reviewer):
    event = factories.event(status=Status.DRAFT, author=curator)
    curation.submit(event, curator, "Made-up comment.")
    curation.publish(event, reviewer)
    curation.retract(event, reviewer, "Made-up reason.")
    steps = models.Decision.objects.of(event.public_id).order_by("pk")
    assert [(d.outcome, d.by, d.comment) for d in steps] == [
        (Outcome.SUBMITTED, curator, "Made-up comment."),
        (Outcome.PUBLISHED, reviewer, ""),
        (Outcome.RETRACTED, reviewer, "Made-up reason."),
    ]
    assert timezone.now() - steps[0].at < timedelta(minutes=1)
