"""Review: the list, one subject with its evidence, publishing and returning."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from events import curation, dataset, models
from events.choices import Outcome, RevisionState, Status
from tests import factories

pytestmark = pytest.mark.django_db
LIST = "/admin/desk/review/"
TEXT = "Made-up 🌍 town was told that Made-up people met there."


def stored(row):
    return type(row).objects.get(pk=row.pk)


def texts(response):
    return [strip_tags(message) for message in response.context["messages"]]


def address(subject, name="review_one"):
    return reverse(f"desk:{name}", args=[subject.public_id])


def submitted(user, build=factories.event, **fields):
    record = build(status=Status.DRAFT, **fields)
    curation.submit(record, user)
    return stored(record)


def proposed(record, user, **values):
    """A revision in review of a published record with some values of its own row changed."""
    document = dataset.document(record)
    table = dataset.TABLE_OF[type(record)].name
    document[table][0] |= values
    revision = curation.propose(record, document, user)
    curation.submit(revision, user)
    return stored(revision)


def claims(response):
    return response.context["found"].claims


def publish(client, subject):
    page = client.get(address(subject))
    return client.post(address(subject, "publish"), {"seen": page.context["found"].seen})


# The list ----------------------------------------------------------------------------------------


def test_list_holds_records_and_revisions_oldest_first(as_reviewer, curator):
    late = submitted(curator)
    early = proposed(factories.event(), curator, title_en="Made-up change")
    week = timezone.now() - timedelta(days=7)
    models.Decision.objects.filter(subject=early.public_id).update(at=week)
    rows = as_reviewer.get(LIST).context["rows"]
    assert [row.waiting.public_id for row in rows] == [early.public_id, late.public_id]
    assert [(r.waiting.is_revision, r.waiting.kind, r.waiting.names) for r in rows] == [
        (True, "event", "curator"),
        (False, "event", "curator"),
    ]
    assert rows[0].waiting.since == week


def test_list_counts_claims_and_names_what_waits_as_well(as_reviewer, curator):
    person = submitted(curator, factories.actor)
    event = submitted(curator, countries=["KG", "CN"])
    factories.participation(event, actor=person)
    rows = {row.waiting.public_id: row for row in as_reviewer.get(LIST).context["rows"]}
    assert (rows[event.public_id].claims, rows[event.public_id].named) == (4, [person.public_id])
    assert (rows[person.public_id].claims, rows[person.public_id].named) == (1, [])


def test_own_work_is_marked(as_reviewer, reviewer, curator):
    own = submitted(reviewer)
    submitted(curator)
    rows = as_reviewer.get(LIST).context["rows"]
    assert [(row.waiting.public_id, row.is_own) for row in rows][0] == (own.public_id, True)
    assert b"yours: somebody else decides" in as_reviewer.get(LIST).content


def test_list_costs_the_same_with_3_rows_of_a_kind_as_with_1(as_reviewer, curator):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            assert as_reviewer.get(LIST).status_code == 200
        return len(queries)

    def more(number):
        for index in range(number):
            submitted(factories.user(f"u{number}{index}", "Curators"), countries=["KG"])
            proposed(factories.event(), curator, title_en="Made-up change")

    more(1)
    cost()
    one = cost()
    more(2)
    assert cost() == one


def test_empty_list_says_so(as_reviewer):
    assert b"Nothing waits for review" in as_reviewer.get(LIST).content


# One subject --------------------------------------------------------------------------------------


def test_new_record_is_shown_value_by_value_with_the_evidence_for_each(as_reviewer, curator):
    passage = factories.paragraph()
    passage.text = TEXT
    passage.save()
    event = factories.event("Made-up meeting", status=Status.DRAFT, date="2024-07-04")
    factories.evidence(
        event, passage, field="date", start=8, end=14, exact="🌍 town", quote="Made-up quote"
    )
    curation.submit(event, curator)
    claim = claims(as_reviewer.get(address(event)))[0]
    values = {value.column: value for value in claim.values}
    assert values["title_en"].new == [("", "Made-up meeting")]
    (proof,) = values["date"].proofs
    assert (proof.before, proof.selected, proof.after) == (TEXT[:8], "🌍 town", TEXT[14:])
    assert (proof.state, proof.lost, proof.quote) == ("added", False, "Made-up quote")
    assert [p.field for p in claim.proofs] == [""]


def test_passage_without_captured_text_shows_its_digest(as_reviewer, curator):
    event = submitted(curator)
    (proof,) = claims(as_reviewer.get(address(event)))[0].proofs
    assert (proof.has_text, proof.passage.digest) == (False, "Made-up passage.")
    assert b"Made-up passage." in as_reviewer.get(address(event)).content


def test_words_that_are_not_at_their_place_are_told_and_not_searched_for(as_reviewer, curator):
    passage = factories.paragraph()
    passage.text = TEXT
    passage.save()
    event = factories.event(status=Status.DRAFT, evidenced=False)
    factories.evidence(event, passage, start=0, end=4, exact="town")
    curation.submit(event, curator)
    (proof,) = claims(as_reviewer.get(address(event)))[0].proofs
    assert (proof.lost, proof.selected, proof.before) == (True, "", TEXT)


def test_markup_in_captured_text_stays_text(as_reviewer, curator):
    passage = factories.paragraph()
    passage.text = "Made-up <script>alert(1)</script>"
    passage.save()
    event = submitted(curator, source=passage)
    page = as_reviewer.get(address(event)).content.decode()
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page


def test_revision_shows_what_changes_and_nothing_else(as_reviewer, curator):
    event = factories.event("Made-up before", countries=["KG"], summary="Made-up summary.")
    revision = proposed(event, curator, title_en="Made-up after")
    (claim,) = claims(as_reviewer.get(address(revision)))
    assert [(v.column, v.old, v.new) for v in claim.values] == [
        ("title_en", [("", "Made-up before")], [("", "Made-up after")])
    ]
    assert [proof.state for proof in claim.proofs] == [""]


def test_row_whose_evidence_alone_changes_is_shown_with_it(as_reviewer, curator):
    event = factories.event("Made-up meeting", countries=["KG"])
    part = event.participations.get()
    document = dataset.document(event)
    old = document["evidence"][0]
    new = {**old, "id": "es~1", "event": None, "participation": part.public_id}
    document["evidence"].append({**new, "stance": "contradicts", "value": "China"})
    revision = curation.propose(event, document, curator)
    curation.submit(revision, curator)
    (claim,) = claims(as_reviewer.get(address(revision)))
    assert (claim.id, claim.values, claim.is_disputed) == (part.public_id, [], True)
    assert [(p.state, p.contradicts, p.value) for p in claim.proofs] == [("added", True, "China")]
    assert ("State represented", "Kyrgyzstan") in claim.context


def test_removed_evidence_is_shown_as_taken_away(as_reviewer, curator):
    event = factories.event()
    factories.evidence(event, note="Made-up note")
    document = dataset.document(event)
    document["evidence"].pop()
    revision = curation.propose(event, document, curator)
    curation.submit(revision, curator)
    (claim,) = claims(as_reviewer.get(address(revision)))
    assert sorted(proof.state for proof in claim.proofs) == ["", "removed"]


def test_errors_of_the_checks_forbid_publishing(as_reviewer, curator):
    event = submitted(curator, evidenced=False)
    found = as_reviewer.get(address(event)).context["found"]
    assert ([p.message for p in found.problems], found.blocked) == (
        ["It has no supporting evidence."],
        True,
    )


def test_bundle_is_shown_and_published_together(as_reviewer, curator):
    person = submitted(curator, factories.actor)
    event = factories.event(status=Status.DRAFT)
    factories.participation(event, actor=person)
    curation.submit(event, curator)
    page = as_reviewer.get(address(event))
    assert [s.public_id for s in page.context["found"].bundle] == [
        event.public_id,
        person.public_id,
    ]
    publish(as_reviewer, event)
    assert [stored(r).status for r in (event, person)] == [Status.PUBLISHED] * 2


def test_subject_costs_the_same_with_3_pieces_of_evidence_as_with_1(as_reviewer, reviewer, curator):
    def cost(number):
        event = factories.event(status=Status.DRAFT, evidenced=False, countries=["KG"])
        for _index in range(number):
            factories.evidence(event, factories.paragraph())
        curation.submit(event, curator)
        with CaptureQueriesContext(connection) as queries:
            assert as_reviewer.get(address(event)).status_code == 200
        curation.return_(stored(event), reviewer, "Made-up")
        return len(queries)

    cost(1)
    assert cost(3) == cost(1)


def test_what_waits_no_longer_leads_back_to_the_list(as_reviewer):
    event = factories.event()
    answer = as_reviewer.get(address(event), follow=True)
    assert texts(answer) == [f"{event.public_id} does not wait for review any more."]
    assert as_reviewer.get("/admin/desk/review/xx1/").status_code == 404
    assert as_reviewer.get("/admin/desk/review/ev999999/").status_code == 404
    assert as_reviewer.get("/admin/desk/review/ev99999999999/").status_code == 404


# Deciding -----------------------------------------------------------------------------------------


def test_publishing_opens_the_next_that_is_not_ones_own(as_reviewer, reviewer, curator):
    first, _own, third = submitted(curator), submitted(reviewer), submitted(curator)
    answer = publish(as_reviewer, first)
    assert (stored(first).status, answer["Location"]) == (Status.PUBLISHED, address(third))
    assert publish(as_reviewer, third)["Location"] == LIST


def test_publishing_a_bundle_does_not_lead_to_a_part_of_it(as_reviewer, curator):
    event = factories.event(status=Status.DRAFT)
    person = factories.actor(status=Status.DRAFT)
    factories.participation(event, actor=person)
    for record in (event, person):
        curation.submit(record, curator)
    assert publish(as_reviewer, stored(event))["Location"] == LIST


def test_subject_that_changed_since_it_was_opened_is_shown_anew(as_reviewer, curator):
    event = submitted(curator)
    seen = as_reviewer.get(address(event)).context["found"].seen
    curation.changed(stored(event), curator)
    draft = stored(event)
    draft.title_en = "Made-up other title"
    draft.save()
    curation.submit(draft, curator)
    answer = as_reviewer.post(address(event, "publish"), {"seen": seen}, follow=True)
    assert texts(answer) == [
        "It was changed after you opened it. Look at it anew before you decide."
    ]
    assert (stored(event).status, answer.status_code) == (Status.IN_REVIEW, 200)


def test_bundle_that_changed_since_it_was_opened_is_not_published(as_reviewer, curator):
    person = submitted(curator, factories.actor)
    event = factories.event(status=Status.DRAFT)
    factories.participation(event, actor=person)
    curation.submit(event, curator)
    seen = as_reviewer.get(address(event)).context["found"].seen
    models.Actor.objects.filter(pk=person.pk).update(name_en="Made-up other name")
    as_reviewer.post(address(event, "publish"), {"seen": seen})
    assert [stored(r).status for r in (event, person)] == [Status.IN_REVIEW] * 2


def test_revision_published_is_the_record(as_reviewer, curator):
    event = factories.event("Made-up before")
    revision = proposed(event, curator, title_en="Made-up after")
    publish(as_reviewer, revision)
    assert (stored(event).title_en, stored(revision).state) == (
        "Made-up after",
        RevisionState.PUBLISHED,
    )


def test_return_keeps_comment_and_place_and_opens_the_next(as_reviewer, reviewer, curator):
    event = submitted(curator, countries=["KG"])
    other = submitted(curator)
    part = event.participations.get()
    answer = as_reviewer.post(
        address(event, "return"), {"about": f"{part.public_id}.post", "comment": "Made-up reason"}
    )
    kept = models.Decision.objects.with_outcome(Outcome.RETURNED).get()
    assert (kept.subject, kept.row, kept.field, kept.comment, kept.by) == (
        event.public_id,
        part.public_id,
        "post",
        "Made-up reason",
        reviewer,
    )
    assert (stored(event).status, answer["Location"]) == (Status.DRAFT, address(other))


def test_comment_on_the_records_own_field_names_no_row(as_reviewer, curator):
    event = submitted(curator)
    as_reviewer.post(
        address(event, "return"), {"about": f"{event.public_id}.date", "comment": "Made-up"}
    )
    kept = models.Decision.objects.with_outcome(Outcome.RETURNED).get()
    assert (kept.row, kept.field) == ("", "date")


@pytest.mark.parametrize(
    ("data", "wrong"),
    [({"about": ""}, "comment"), ({"about": "ev1.nonsense", "comment": "Made-up"}, "about")],
)
def test_return_without_comment_or_about_nothing_there_is_refused(
    as_reviewer, curator, data, wrong
):
    event = submitted(curator)
    answer = as_reviewer.post(address(event, "return"), data)
    assert list(answer.context["form"].errors) == [wrong]
    assert stored(event).status == Status.IN_REVIEW


def test_curator_reads_what_waits_and_decides_nothing(as_curator, curator):
    event = submitted(factories.user("other", "Curators"))
    page = as_curator.get(address(event))
    assert b"Publish and open the next" not in page.content
    posts = [as_curator.post(address(event, name)) for name in ("publish", "return")]
    assert [answer.status_code for answer in posts] == [403, 403]


def test_earlier_returns_are_told(as_reviewer, reviewer, curator):
    event = submitted(curator)
    curation.return_(event, reviewer, "Made-up reason")
    curation.submit(stored(event), curator)
    assert b"Made-up reason" in as_reviewer.get(address(event)).content


# How it will look ---------------------------------------------------------------------------------


@pytest.mark.parametrize("build", ["event", "statement", "initiative", "document", "actor"])
def test_preview_shows_the_public_page_of_a_draft_and_publishes_nothing(as_curator, build):
    record = getattr(factories, build)("Made-up draft words", status=Status.DRAFT)
    answer = as_curator.get(address(record, "preview"))
    page = answer.content.decode()
    assert (answer.status_code, answer["X-Robots-Tag"]) == (200, "noindex")
    assert "Preview, not public" in page
    assert "Made-up draft words" in page
    assert '<meta name="robots" content="noindex">' in page
    assert (stored(record).status, models.ImportBatch.objects.count()) == (Status.DRAFT, 0)


def test_preview_of_a_revision_shows_what_it_proposes_with_the_drafts_it_names(as_curator, curator):
    event = factories.event("Made-up before", countries=["KG"])
    person = factories.actor("Made-up draft person", status=Status.DRAFT)
    document = dataset.document(event)
    document["events"][0]["title_en"] = "Made-up after"
    document["participations"][0]["actor"] = person.public_id
    revision = curation.propose(event, document, curator)
    page = as_curator.get(address(revision, "preview")).content.decode()
    assert "Made-up after" in page
    assert "Made-up draft person" in page
    assert (stored(event).title_en, stored(person).status) == ("Made-up before", Status.DRAFT)


def test_preview_is_for_staff_and_for_what_is_not_decided(as_curator, client):
    draft, public = factories.event(status=Status.DRAFT), factories.event()
    assert client.get(address(draft, "preview")).status_code == 302
    assert as_curator.get(address(public, "preview")).status_code == 404
