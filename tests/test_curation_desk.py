"""Articles claimed and finished, documents kept, returns with a place: the desk's curation."""

from datetime import timedelta

import pytest
from django.utils import timezone

from events import curation, dataset, models
from events.choices import RevisionState, Status, Triage
from events.curation import CurationError
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def curator():
    return factories.user("curator", "Curators")


@pytest.fixture
def other():
    return factories.user("other", "Curators")


@pytest.fixture
def reviewer():
    return factories.user("reviewer", "Reviewers")


@pytest.fixture
def article():
    return factories.article()


def state(article):
    article.refresh_from_db()
    return article.assignee and article.assignee.username, article.triage


def test_article_that_somebody_holds_cannot_be_claimed(article, curator, other):
    stale = models.Article.objects.get(pk=article.pk)
    assert curation.claim(article, curator).claimed_at is not None
    with pytest.raises(CurationError, match="curator holds it already."):
        curation.claim(stale, other)
    assert state(article) == ("curator", Triage.IN_PROGRESS)
    assert curation.claim(stale, curator).assignee == curator


def test_released_article_waits_as_new(article, curator, other, reviewer):
    curation.claim(article, curator)
    curation.open_at_desk(article_of(article), curator)
    with pytest.raises(CurationError, match="You may not do this."):
        curation.release(article, other)
    curation.release(article, curator)
    assert (state(article), article.claimed_at) == ((None, Triage.NEW), None)
    assert models.Sitting.objects.count() == 0
    curation.claim(article, other)
    curation.release(article, reviewer)
    assert state(article) == (None, Triage.NEW)


def article_of(article):
    return models.Article.objects.get(pk=article.pk)


def test_reviewer_assigns_to_anybody_and_a_curator_to_himself(article, curator, other, reviewer):
    with pytest.raises(CurationError):
        curation.assign(article, other, curator)
    curation.assign(article, curator, curator)
    assert state(article) == ("curator", Triage.IN_PROGRESS)
    curation.assign(article, other, reviewer)
    assert state(article) == ("other", Triage.IN_PROGRESS)
    with pytest.raises(CurationError, match="other holds it already."):
        curation.assign(article, curator, curator)
    with pytest.raises(CurationError, match="reader may not code articles."):
        curation.assign(article, factories.user("reader"), reviewer)
    curation.assign(article, None, reviewer)
    assert state(article) == (None, Triage.NEW)


def test_triage_is_the_holders_and_reviewers(article, curator, other, reviewer):
    curation.claim(article, curator)
    with pytest.raises(CurationError):
        curation.triage(article, Triage.BACKGROUND, other)
    with pytest.raises(CurationError, match="There is no such state."):
        curation.triage(article, "burnt", curator)
    curation.triage(article, Triage.BACKGROUND, reviewer)
    assert state(article) == (None, Triage.BACKGROUND)


def test_who_may_not_code_may_not_hold(article):
    stranger = factories.user("stranger")
    for act in (curation.claim, curation.release):
        with pytest.raises(CurationError):
            act(article, stranger)
    assert state(article) == (None, Triage.NEW)


def test_finished_article_closes_its_sitting_and_a_save_opens_another(article, curator):
    article = curation.claim(article, curator)
    sitting = curation.open_at_desk(article, curator)
    assert curation.open_at_desk(article, curator) == sitting
    article = curation.finish(article, Triage.CODED, curator, records=2)
    sitting.refresh_from_db()
    assert (sitting.records, sitting.submitted_at >= sitting.opened_at) == (2, True)
    assert curation.open_at_desk(article, curator) is None
    curation.take_up_again(article, curator)
    assert state(article) == ("curator", Triage.IN_PROGRESS)
    assert models.Sitting.objects.open().count() == 1


def test_only_the_holder_finishes(article, curator, other):
    curation.claim(article, curator)
    with pytest.raises(CurationError):
        curation.finish(article, Triage.CODED, other)


def test_next_article_is_the_oldest_new_one(article, curator, other):
    now = timezone.now()
    for number, days in enumerate((1, 3, 2)):
        factories.article(headline=f"Made-up {number}", added_at=now - timedelta(days=days))
    assert curation.next_article(curator, after=article).headline == "Made-up 1"
    assert curation.next_article(other, after=article).headline == "Made-up 2"
    assert curation.next_article(curator).headline == "Made-up 1"
    models.Article.objects.update(triage=Triage.CODED)
    assert curation.next_article(curator) is None


# Documents ----------------------------------------------------------------------------------------


def keep(record, document, user, **more):
    table = dataset.TABLE_OF[type(record)].name
    return curation.keep_draft(document, user, table=table, id=record.public_id, **more)


def test_whoever_saves_a_draft_is_among_its_authors(curator, other):
    event = factories.event(status=Status.DRAFT, author=curator)
    kept = keep(event, dataset.document(event), other, seen=curation.stamp(event))
    assert curation.authors_of(kept.record) == {curator.pk, other.pk}
    assert (kept.record.author, kept.record.version) == (curator, 1)


def test_stale_document_without_its_base_is_asked_about(curator):
    event = factories.event("Made-up stored", status=Status.DRAFT, author=curator)
    document = dataset.document(event)
    document["events"][0]["title_en"] = "Made-up new"
    with pytest.raises(curation.Diverged) as refused:
        keep(event, document, curator)
    found = [(c.column, c.theirs, c.yours) for c in refused.value.conflicts]
    assert found == [("title_en", "Made-up stored", "Made-up new")]


def test_revision_named_by_its_stamp_is_revised_by_somebody_else(curator, other):
    event = factories.event("Made-up old")
    revision = curation.propose(event, dataset.document(event), curator)
    document = dataset.document(event)
    document["events"][0]["title_en"] = "Made-up new"
    kept = keep(event, document, other, seen=curation.stamp(revision))
    assert kept.revision == revision
    assert curation.authors_of(revision) == {curator.pk, other.pk}
    without = keep(event, document, factories.user("third", "Curators"), seen=curation.stamp(event))
    assert without.revision not in (None, revision)


def test_returned_revision_is_a_draft_again_after_a_save(curator, reviewer):
    event = factories.event()
    revision = curation.propose(event, dataset.document(event), curator)
    curation.submit(revision, curator)
    curation.return_(revision, reviewer, "Made-up reason.", field="title_en", row=event.public_id)
    decision = models.Decision.objects.of(revision.public_id).first()
    assert (decision.outcome, decision.field, decision.row, decision.comment) == (
        "returned",
        "title_en",
        event.public_id,
        "Made-up reason.",
    )
    revision.refresh_from_db()
    kept = keep(event, revision.document, curator, seen=curation.stamp(revision))
    assert kept.revision.state == RevisionState.DRAFT


def test_author_cannot_publish_what_he_kept(curator):
    curator.groups.set(factories.Group.objects.all())
    event = factories.event(status=Status.DRAFT)
    keep(event, dataset.document(event), curator, seen=curation.stamp(event))
    curation.submit(event, curator)
    with pytest.raises(CurationError, match="The author of a change cannot publish it."):
        curation.publish(event, curator)


def test_every_kind_of_record_can_be_begun(curator):
    factories.country("KG")
    passage = factories.paragraph().public_id
    new = {
        "statements": {"id": "st~1", "text": "Made-up words.", "date": "2024"},
        "documents": {"id": "do~1", "title_en": "Made-up", "kind": "treaty", "date": "2024"},
        "actors": {"id": "ac~1", "name_en": "Made-up", "kind": "person"},
    }
    for table, row in new.items():
        claim = table.removesuffix("s")
        proof = {"id": "es~1", claim: row["id"], "paragraph": passage}
        document = {table: [row], "evidence": [proof]}
        kept = curation.keep_draft(document, curator, table=table, id=row["id"])
        assert kept.document == dataset.document(kept.record)
        assert (kept.record.status, kept.record.author) == (Status.DRAFT, curator)
    document = {
        "initiatives": [{"id": "in~1", "name_en": "Made-up", "kind": "mechanism"}],
        "initiative_steps": [
            {"id": "sp~1", "initiative": "in~1", "verb": "proposed", "date": "2024"}
        ],
        "step_parties": [{"id": "xp~1", "step": "sp~1", "country": "KG"}],
        "evidence": [
            {"id": "es~1", "step": "sp~1", "paragraph": passage},
            {"id": "es~2", "step_party": "xp~1", "paragraph": passage},
        ],
        "aliases": [{"id": "al~1", "initiative": "in~1", "spelling": "Made-up alias"}],
    }
    kept = curation.keep_draft(document, curator, table="initiatives", id="in~1")
    assert sorted(kept.allotted) == ["al~1", "es~1", "es~2", "in~1", "sp~1", "xp~1"]
    assert models.Evidence.objects.filter(step_party__step__initiative=kept.record).count() == 1
