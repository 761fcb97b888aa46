"""Merging and retracting where records are entangled."""

import pytest

from events import checks, curation, models
from events.choices import RevisionState, Status
from tests import factories
from tests.test_curation import refusal, stored

pytestmark = pytest.mark.django_db


@pytest.fixture
def reviewer():
    return factories.user("reviewer", "Reviewers")


def errors(record):
    return [problem.message for problem in checks.check(stored(record)) if problem.is_error]


def test_two_spellings_of_one_person_in_one_event_become_one_party(reviewer):
    kept, twin = factories.actor("Made-up Japarov"), factories.actor("Made-up Zhaparov")
    event = factories.event()
    kg = factories.country("KG")
    first = factories.participation(event, actor=kept, country=kg)
    second = factories.participation(event, actor=twin, country=kg, office="Made-up president")
    factories.evidence(second)
    curation.merge(twin, kept, reviewer)
    part = event.participations.get()
    assert (part.pk, part.actor, part.office) == (first.pk, kept, "Made-up president")
    assert part.evidence.count() == 1


def test_one_person_in_two_offices_stays_two_parties(reviewer):
    kept, twin = factories.actor("Made-up Japarov"), factories.actor("Made-up Zhaparov")
    event = factories.event()
    factories.participation(event, actor=kept, post=factories.post("made-up-one"))
    factories.participation(event, actor=twin, post=factories.post("made-up-two"))
    curation.merge(twin, kept, reviewer)
    assert [p.post_id for p in event.participations.order_by("pk")] == [
        "made-up-one",
        "made-up-two",
    ]


def test_equal_terms_become_one(reviewer):
    kept, twin, office = factories.actor(), factories.actor(), factories.post()
    for holder in (kept, twin):
        factories.participation(factories.event(), actor=holder)
        factories.tenure(holder, office, "2020", "2024")
    curation.merge(twin, kept, reviewer)
    assert [(t.since, t.until) for t in kept.tenures.all()] == [("2020", "2024")]


def test_merge_that_would_name_a_draft_is_refused(reviewer):
    kept = factories.event("Made-up kept")
    twin = factories.event(status=Status.DRAFT)
    factories.participation(twin, actor=factories.actor("Made-up person", status=Status.DRAFT))
    messages = refusal(curation.merge, twin, kept, reviewer)
    assert [message.split(" (")[1] for message in messages] == [
        "Made-up person), which is not published."
    ]
    assert errors(kept) == []
    assert stored(twin).status == Status.DRAFT


def test_merge_of_a_draft_without_evidence_is_refused(reviewer):
    twin = factories.event(status=Status.DRAFT, countries=["KG"], evidenced=False)
    assert refusal(curation.merge, twin, factories.event(), reviewer) == [
        "It has no supporting evidence."
    ]


def test_retracted_record_cannot_be_merged(reviewer):
    twin = factories.event(status=Status.RETRACTED)
    assert refusal(curation.merge, twin, factories.event(), reviewer) == [
        "Its status does not allow this step."
    ]


def test_merge_of_an_event_into_its_side_event_is_refused(reviewer):
    parent = factories.event()
    side = factories.event(parent=parent)
    message = ["One of the two belongs to the other; settle that first."]
    assert refusal(curation.merge, parent, side, reviewer) == message
    assert refusal(curation.merge, side, parent, reviewer) == message


def test_retract_of_a_body_whose_office_is_named_is_refused(reviewer):
    body = factories.actor("Made-up body", kind="organisation")
    office = models.Post.objects.create(
        slug="made-up-head", name_en="Made-up head", level="other", organisation=body
    )
    event = factories.event("Made-up event")
    factories.participation(event, actor=factories.actor(), post=office)
    assert refusal(curation.retract, body, reviewer, "Made-up reason") == [
        f"{event.public_id} (Made-up event) depends on it."
    ]


@pytest.mark.parametrize("step", ["retract", "merge"])
def test_open_revisions_are_withdrawn_with_their_record(step, reviewer):
    event = factories.event()
    revision = models.Revision.objects.create(record=event.public_id, document={})
    if step == "retract":
        curation.retract(event, reviewer, "Made-up reason")
    else:
        curation.merge(event, factories.event(), reviewer)
    assert stored(revision).state == RevisionState.WITHDRAWN


def test_record_without_an_author_is_not_published(reviewer):
    event = factories.event(status=Status.IN_REVIEW)
    assert refusal(curation.publish, event, reviewer) == [
        "Nobody is named as its author; it has to be submitted again."
    ]


def test_record_changed_in_review_is_a_draft_again(reviewer):
    curator = factories.user("curator", "Curators")
    event = factories.event(status=Status.DRAFT)
    curation.submit(event, curator)
    curation.changed(stored(event), curator)
    assert stored(event).status == Status.DRAFT
