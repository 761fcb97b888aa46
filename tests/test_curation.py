"""Submit, publish, return, retract, merge, propose: who may, when, and what stays behind."""

import copy

import pytest

from events import curation, dataset, models
from events.choices import RevisionState, Status
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def curator():
    return factories.user("curator", "Curators")


@pytest.fixture
def reviewer():
    return factories.user("reviewer", "Reviewers")


def stored(record):
    return type(record).objects.get(pk=record.pk)


def submitted(curator, build=factories.event, **fields):
    record = build(status=Status.DRAFT, **fields)
    curation.submit(record, curator)
    return stored(record)


def refusal(step, *args, **kwargs):
    """The sentences with which curation refuses a step."""
    with pytest.raises(curation.CurationError) as refused:
        step(*args, **kwargs)
    return [problem.message for problem in refused.value.problems]


def test_submit_names_the_author_and_hands_over(curator):
    event = submitted(curator)
    assert (event.status, event.author) == (Status.IN_REVIEW, curator)
    assert list(event.contributors.all()) == [curator]


def test_submit_without_permission_is_refused():
    event = factories.event(status=Status.DRAFT)
    nobody = factories.user("nobody")
    assert refusal(curation.submit, event, nobody) == ["You may not do this."]
    assert stored(event).status == Status.DRAFT


def test_publish_makes_public_and_keeps_the_document(curator, reviewer):
    event = submitted(curator, countries=["KG"])
    curation.publish(event, reviewer)
    event = stored(event)
    kept = models.Revision.objects.get(record=event.public_id)
    assert (event.status, event.reviewer, event.version) == (Status.PUBLISHED, reviewer, 1)
    assert event.published_at is not None
    assert (kept.state, kept.version, kept.author) == (RevisionState.PUBLISHED, 1, curator)
    assert kept.document == dataset.document(event)


@pytest.mark.parametrize("build", ["event", "statement", "initiative", "document"])
def test_every_kind_of_record_can_be_published(build, curator, reviewer):
    record = submitted(curator, getattr(factories, build))
    curation.publish(record, reviewer)
    assert stored(record).status == Status.PUBLISHED


def test_author_cannot_publish(curator):
    curator.groups.add(*factories.Group.objects.filter(name="Reviewers"))
    event = submitted(factories.User.objects.get(pk=curator.pk))
    assert refusal(curation.publish, event, factories.User.objects.get(pk=curator.pk)) == [
        "The author of a change cannot publish it."
    ]


def test_superuser_cannot_publish_own_change():
    root = factories.user("root", superuser=True)
    event = submitted(root)
    assert refusal(curation.publish, event, root) == ["The author of a change cannot publish it."]


def test_contributor_cannot_publish(curator, reviewer):
    event = submitted(curator)
    curation.contribute(event, reviewer)
    assert refusal(curation.publish, event, reviewer) == [
        "The author of a change cannot publish it."
    ]


def test_curator_may_not_publish(curator):
    event = submitted(factories.user("other", "Curators"))
    assert refusal(curation.publish, event, curator) == ["You may not do this."]


def test_draft_cannot_be_published_before_it_is_submitted(reviewer):
    event = factories.event(status=Status.DRAFT)
    assert refusal(curation.publish, event, reviewer) == ["Its status does not allow this step."]


def test_publish_without_evidence_is_refused_and_changes_nothing(curator, reviewer):
    event = submitted(curator, evidenced=False)
    assert refusal(curation.publish, event, reviewer) == [
        f"{event.public_id}: It has no supporting evidence."
    ]
    assert stored(event).status == Status.IN_REVIEW
    assert models.Revision.objects.count() == 0


def test_publish_names_the_draft_that_is_missing(curator, reviewer):
    actor = factories.actor("Made-up person", status=Status.DRAFT)
    event = submitted(curator)
    factories.participation(event, actor=actor)
    assert refusal(curation.publish, event, reviewer) == [
        f"{event.public_id}: It names {actor.public_id} (Made-up person), which is not published."
    ]


def test_publish_takes_a_bundle_that_refers_to_itself(curator, reviewer):
    actor = submitted(curator, factories.actor)
    event = submitted(curator)
    factories.participation(event, actor=actor)
    curation.publish([event, actor], reviewer)
    assert [stored(r).status for r in (event, actor)] == [Status.PUBLISHED] * 2


def test_bundle_holds_what_is_named_in_review_and_nothing_else(curator):
    person = submitted(curator, factories.actor)
    draft = factories.actor(status=Status.DRAFT)
    event = submitted(curator)
    words = submitted(curator, factories.statement, event=event, speaker=person)
    factories.participation(event, actor=draft)
    assert curation.bundle_of([words]) == [words, event, person]


def test_retract_of_an_event_that_decided_a_standing_names_the_standing(reviewer):
    event = factories.event()
    period = models.Period.objects.create(
        country=factories.country("KG"),
        organ=factories.actor(kind="organisation"),
        role="member",
        since="2001-06-15",
        event=event,
    )
    assert refusal(curation.retract, event, reviewer, "Made-up reason") == [
        f"{period.public_id} (Kyrgyzstan, member) depends on it."
    ]


def test_return_gives_the_reason_and_needs_one(curator, reviewer):
    event = submitted(curator)
    assert refusal(curation.return_, event, reviewer, " ") == ["Give a reason."]
    curation.return_(event, reviewer, "Made-up reason")
    event = stored(event)
    assert (event.status, event.status_reason) == (Status.DRAFT, "Made-up reason")


# Revisions -----------------------------------------------------------------------------------


def proposed(record, user, **changes):
    """A submitted revision that changes columns of the record's own row."""
    document = copy.deepcopy(dataset.document(record))
    table = dataset.TABLE_OF[type(record)].name
    document[table][0].update(changes)
    revision = curation.propose(record, document, user, comment="Made-up comment")
    curation.submit(revision, user)
    return stored(revision)


def test_public_row_stays_until_the_revision_is_published(curator, reviewer):
    event = factories.event("Made-up old title", countries=["KG"])
    revision = proposed(event, curator, title_en="Made-up new title", date="2024-07")
    assert stored(event).title_en == "Made-up old title"
    curation.publish(revision, reviewer)
    event, revision = stored(event), stored(revision)
    assert (event.title_en, event.version) == ("Made-up new title", 2)
    assert event.latest.isoformat() == "2024-07-31"
    assert (revision.state, revision.version) == (RevisionState.PUBLISHED, 2)
    assert (event.author, event.reviewer) == (curator, reviewer)
    assert revision.document == dataset.document(event)


def test_revision_from_an_older_version_is_refused(curator, reviewer):
    event = factories.event("Made-up title")
    first = proposed(event, curator, title_en="Made-up first")
    second = proposed(event, curator, title_en="Made-up second")
    curation.publish(first, reviewer)
    assert refusal(curation.publish, second, reviewer) == [
        f"{event.public_id} has moved on to version 2; the revision was made from 1."
        " Bring it up to date first."
    ]
    assert stored(event).title_en == "Made-up first"


def test_revision_is_brought_up_to_date_and_published(curator, reviewer):
    event = factories.event("Made-up title")
    first = proposed(event, curator, title_en="Made-up first")
    second = proposed(event, curator, summary="Made-up summary")
    curation.publish(first, reviewer)
    assert curation.is_outdated(second) is True
    assert curation.rebase(second, curator) == []
    curation.submit(stored(second), curator)
    curation.publish(stored(second), reviewer)
    event = stored(event)
    assert (event.title_en, event.summary, event.version) == (
        "Made-up first",
        "Made-up summary",
        3,
    )


def test_what_both_changed_is_named_and_the_revision_keeps_its_own(curator, reviewer):
    event = factories.event("Made-up title")
    first = proposed(event, curator, title_en="Made-up first")
    second = proposed(event, curator, title_en="Made-up second")
    curation.publish(first, reviewer)
    conflicts = curation.rebase(second, curator)
    assert [(c.column, c.old, c.new) for c in conflicts] == [
        ("title_en", "Made-up first", "Made-up second")
    ]
    assert stored(second).document["events"][0]["title_en"] == "Made-up second"


def test_author_cannot_publish_own_revision():
    root = factories.user("root", superuser=True)
    revision = proposed(factories.event(), root, summary="Made-up")
    assert refusal(curation.publish, revision, root) == [
        "The author of a change cannot publish it."
    ]


def test_revision_that_breaks_a_rule_changes_nothing(curator, reviewer):
    event = factories.event("Made-up title")
    document = dataset.document(event)
    document["evidence"] = []
    revision = curation.propose(event, document, curator)
    curation.submit(revision, curator)
    assert refusal(curation.publish, revision, reviewer) == [
        f"{event.public_id}: It has no supporting evidence."
    ]
    assert stored(event).evidence.count() == 1


def test_revision_with_a_broken_document_is_refused_in_words(curator, reviewer):
    event = factories.event("Made-up title")
    revision = proposed(event, curator, kind="made-up-kind")
    messages = refusal(curation.publish, revision, reviewer)
    assert len(messages) == 1
    assert messages[0].startswith("events 1: ")
    assert stored(event).version == 1


def test_returned_revision_can_be_submitted_again(curator, reviewer):
    revision = proposed(factories.event(), curator, summary="Made-up")
    curation.return_(revision, reviewer, "Made-up reason")
    revision = stored(revision)
    assert (revision.state, revision.reply) == (RevisionState.RETURNED, "Made-up reason")
    curation.submit(revision, curator)
    assert stored(revision).state == RevisionState.IN_REVIEW


def test_withdrawn_revision_cannot_be_published(curator, reviewer):
    revision = proposed(factories.event(), curator, summary="Made-up")
    curation.withdraw(revision, curator)
    assert refusal(curation.publish, revision, reviewer) == ["Its status does not allow this step."]


def test_draft_is_changed_itself_not_by_a_revision(curator):
    event = factories.event(status=Status.DRAFT)
    assert refusal(curation.propose, event, dataset.document(event), curator) == [
        "Its status does not allow this step."
    ]


# Retracting and merging ----------------------------------------------------------------------


def test_retract_leaves_a_tombstone_with_the_reason(reviewer):
    event = factories.event()
    assert refusal(curation.retract, event, reviewer, "") == ["Give a reason."]
    curation.retract(event, reviewer, "Made-up reason")
    tomb = models.Tombstone.objects.get(id=event.public_id)
    assert stored(event).status == Status.RETRACTED
    assert (tomb.status, tomb.target, tomb.reason) == (Status.RETRACTED, "", "Made-up reason")


def test_retract_lists_dependants_and_refuses(reviewer):
    parent = factories.event("Made-up parent")
    side = factories.event("Made-up side event", parent=parent)
    assert refusal(curation.retract, parent, reviewer, "Made-up reason") == [
        f"{side.public_id} (Made-up side event) depends on it."
    ]
    assert stored(parent).status == Status.PUBLISHED


def test_retract_of_a_named_actor_is_refused(reviewer):
    actor = factories.actor()
    event = factories.event("Made-up event")
    factories.participation(event, actor=actor)
    assert refusal(curation.retract, actor, reviewer, "Made-up reason") == [
        f"{event.public_id} (Made-up event) depends on it."
    ]


def test_retract_that_leaves_an_actor_without_evidence_is_refused(reviewer):
    actor = factories.actor("Made-up person")
    event = factories.event()
    factories.participation(event, actor=actor)
    assert refusal(curation.retract, event, reviewer, "Made-up reason") == [
        f"{actor.public_id} (Made-up person) would be left without evidence."
    ]


def test_retract_takes_a_bundle_that_depends_on_itself(reviewer):
    actor, event = factories.actor(), factories.event()
    factories.participation(event, actor=actor)
    curation.retract([event, actor], reviewer, "Made-up reason")
    assert [stored(r).status for r in (event, actor)] == [Status.RETRACTED] * 2


def test_merge_moves_evidence_children_and_references(reviewer):
    kept, twin = (
        factories.event("Made-up kept", countries=["KG"]),
        factories.event("Made-up twin", countries=["KG", "CN"]),
    )
    side = factories.event(parent=twin)
    words = factories.statement(event=twin)
    curation.merge(twin, kept, reviewer, "Made-up reason")
    kept, twin = stored(kept), stored(twin)
    assert (twin.status, twin.merged_into) == (Status.MERGED, kept)
    assert sorted(p.country_id for p in kept.participations.all()) == ["CN", "KG"]
    assert kept.evidence.count() == 2
    assert (stored(side).parent, stored(words).event) == (kept, kept)
    tomb = models.Tombstone.objects.get(id=twin.public_id)
    assert (tomb.status, tomb.target) == (Status.MERGED, kept.public_id)
    assert [stored(r).version for r in (kept, side, words)] == [2, 2, 2]


def test_merged_actor_stays_findable_by_its_name(reviewer):
    kept, twin = factories.actor("Made-up Japarov"), factories.actor("Made-up Zhaparov")
    event = factories.event()
    factories.participation(event, actor=twin)
    factories.participation(factories.event(), actor=kept)
    curation.merge(twin, kept, reviewer)
    assert event.participations.get().actor == kept
    assert [alias.spelling for alias in kept.aliases.all()] == ["Made-up Zhaparov"]


def test_merge_into_itself_or_another_kind_is_refused(reviewer):
    event = factories.event()
    message = ["Merge a record into another one of its kind."]
    assert refusal(curation.merge, event, event, reviewer) == message
    assert refusal(curation.merge, event, factories.document(), reviewer) == message


def test_merge_into_a_draft_is_refused(reviewer):
    event, draft = factories.event(), factories.event(status=Status.DRAFT)
    assert refusal(curation.merge, event, draft, reviewer) == [
        "Only a published record can be the survivor."
    ]
