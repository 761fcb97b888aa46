"""What is in review and leaves in a package without names: nobody may review his own work."""

import pytest

from events import curation, dataset
from events.choices import RevisionState, Status
from events.dataset import Profile
from events.models import Event, Revision
from tests import factories
from tests.dataset.builders import empty_tables, mark_published, stored_rows, write_package
from tests.dataset.test_load import actions
from tests.dataset.test_standing import package

pytestmark = pytest.mark.django_db

PROPOSAL = {
    "id": "rv1",
    "record": "ev1",
    "state": "in-review",
    "document": '{"events":[{"id":"ev1","summary":"Made-up proposal."}]}',
    "base_version": "1",
    "comment": "Made-up reason.",
    "created_at": "2024-08-02T00:00:00Z",
}


@pytest.fixture
def author():
    """A curator who may review too."""
    return factories.user("made-up-author", "Curators", "Reviewers")


@pytest.fixture
def submitted(author):
    """A record and a proposal that their author handed to the reviewers."""
    published = factories.event("Made-up event", countries=["KG"])
    mark_published()
    record = factories.event("Made-up new event", status="draft")
    curation.submit(record, author, "Made-up reason.")
    document = dataset.document(published)
    document["events"][0]["summary"] = "Made-up proposal."
    curation.submit(curation.propose(published, document, author, "Made-up comment."), author)
    return record


def standing() -> tuple[tuple, tuple]:
    """Status, reason and author of the record and of the proposal."""
    record = Event.objects.get(title_en="Made-up new event")
    proposal = Revision.objects.open().get()
    return (
        (record.status, record.status_reason, record.author_id),
        (proposal.state, proposal.comment, proposal.author_id),
    )


def test_review_leaves_a_starter_package_as_a_draft_and_comes_back_as_one(submitted, tmp_path):
    rows = dataset.dump(tmp_path / "a", Profile.STARTER)
    empty_tables()
    dataset.load(tmp_path / "a")
    assert standing() == (
        (Status.DRAFT, "Made-up reason.", None),
        (RevisionState.DRAFT, "Made-up comment.", None),
    )
    assert dataset.dump(tmp_path / "b", Profile.STARTER) == rows


def test_what_came_back_is_published_after_a_new_submission_by_others_alone(
    submitted, author, tmp_path
):
    dataset.dump(tmp_path, Profile.STARTER)
    empty_tables()
    dataset.load(tmp_path)
    reviewer = factories.user("made-up-reviewer", "Reviewers")
    for subject in (Event.objects.get(title_en="Made-up new event"), Revision.objects.open().get()):
        curation.submit(subject, author)
        with pytest.raises(curation.CurationError, match="author of a change cannot publish"):
            curation.publish(subject, author)
        curation.publish(subject, reviewer)
    found = Event.objects.published().order_by("title_en")
    assert [(e.title_en, e.author, e.reviewer, e.summary) for e in found] == [
        ("Made-up event", author, reviewer, "Made-up proposal."),
        ("Made-up new event", author, reviewer, ""),
    ]


def test_starter_package_over_its_own_database_leaves_reviews_alone(submitted, tmp_path):
    dataset.dump(tmp_path, Profile.STARTER)
    dataset.load(tmp_path)
    before = stored_rows()
    assert actions(dataset.load(tmp_path)) == {}
    assert stored_rows() == before
    assert [status for status, *_ in standing()] == ["in-review", "in-review"]


def test_changed_content_takes_a_record_out_of_review(submitted, author, tmp_path):
    row = {
        "id": submitted.public_id,
        "title_en": "Made-up new event",
        "kind": "summit",
        "date": "2024-07",
        "status": "draft",
        "status_reason": "Made-up reason.",
    }
    dataset.load(write_package(tmp_path, {"events": [row]}))
    assert standing()[0] == (Status.DRAFT, "Made-up reason.", author.pk)


def test_full_package_brings_reviews_back_with_their_authors(submitted, tmp_path):
    dataset.dump(tmp_path, Profile.FULL)
    empty_tables()
    dataset.load(tmp_path)
    assert [status for status, *_ in standing()] == ["in-review", "in-review"]
    record, proposal = Event.objects.get(pk=submitted.pk), Revision.objects.open().get()
    assert [row.author.username for row in (record, proposal)] == ["made-up-author"] * 2
    assert [
        list(row.contributors.values_list("username", flat=True)) for row in (record, proposal)
    ] == [["made-up-author"]] * 2


def test_package_that_says_in_review_without_names_loads_drafts_with_their_reasons(tmp_path):
    draft = {"id": "ev2", "title_en": "Made-up new event", "status": "in-review", "batch": ""}
    tables = package()
    tables["events"].append(
        tables["events"][0] | draft | {"published_at": "", "status_reason": "Made-up reason."}
    )
    dataset.load(write_package(tmp_path, tables | {"revisions": [PROPOSAL]}))
    assert standing() == (
        (Status.DRAFT, "Made-up reason.", None),
        (RevisionState.DRAFT, "Made-up reason.", None),
    )
    assert actions(dataset.load(tmp_path)) == {}


def test_record_in_review_whose_author_is_known_here_stays_in_review(submitted, author, tmp_path):
    row = {
        "id": submitted.public_id,
        "title_en": "Made-up new event",
        "kind": "summit",
        "date": "2024-07",
        "status": "in-review",
    }
    dataset.load(write_package(tmp_path, {"events": [row]}))
    assert standing()[0] == (Status.IN_REVIEW, "Made-up reason.", author.pk)
