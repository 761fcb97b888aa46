"""How records stand after a load: batches, versions, history, tombstones, what is refused."""

from datetime import UTC, datetime

import pytest

from events import dataset
from events.choices import RevisionState, Status
from events.models import Event, ImportBatch, Revision, SearchEntry, Tombstone, writing
from tests import factories
from tests.dataset.builders import example, read_rows, stored_rows, write_package
from tests.dataset.test_load import actions
from tests.dataset.test_refusals import refused

pytestmark = pytest.mark.django_db

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def load(folder, package, **options) -> Event:
    """Load a package and return its event."""
    dataset.load(write_package(folder, package), **options)
    return Event.objects.get(pk=1)


def history() -> list[tuple[str, int, str]]:
    """Every published document: record, version, batch."""
    return list(Revision.objects.published().values_list("record", "version", "batch"))


def package(**event) -> dict:
    """The example with other values in its event."""
    found = example()
    found["events"][0] |= event
    return found


def test_row_without_batch_and_reviewer_gets_the_batch_of_the_curators(tmp_path):
    event = load(tmp_path, package(batch=""))
    assert event.batch_id == "curators"
    assert ImportBatch.objects.get(pk="curators").title == (
        "Reviewed by curators of the exporting site"
    )
    assert actions(dataset.load(tmp_path)) == {}


def test_row_with_a_reviewer_in_the_database_keeps_him_and_gets_no_batch(tmp_path):
    event = load(tmp_path, package())
    with writing():
        event.batch = None
        event.author, event.reviewer = factories.user("author"), factories.user("reviewer")
        event.save()
    event = load(tmp_path, package(batch="", title_en="Made-up other title"))
    assert (event.title_en, event.batch_id, event.reviewer.username) == (
        "Made-up other title",
        None,
        "reviewer",
    )


def test_draft_has_no_batch_and_no_history(tmp_path):
    event = load(tmp_path, package(status="draft", batch="", published_at=""))
    assert (event.status, event.batch_id, event.published_at) == (Status.DRAFT, None, None)
    assert history() == []
    assert SearchEntry.objects.of(Event).count() == 0


def test_empty_version_and_times_are_allotted_and_stay(tmp_path):
    event = load(tmp_path, package(version="", changed_at="", published_at=""))
    assert event.version == 1
    assert event.changed_at == event.published_at
    # As if the first load had been long ago, and not perhaps within the same second.
    with writing():
        Event.objects.update(changed_at=LONG_AGO, published_at=LONG_AGO)
    assert actions(dataset.load(tmp_path)) == {}
    event = Event.objects.get()
    assert (event.changed_at, event.published_at) == (LONG_AGO, LONG_AGO)
    assert read_rows(tmp_path, "events")[0]["version"] == ""


def test_published_record_is_kept_in_the_history_once(tmp_path):
    event = load(tmp_path, package())
    dataset.load(tmp_path)
    revision = Revision.objects.get()
    assert history() == [("ev1", 1, "made-up")]
    assert revision.document == dataset.document(event)
    assert (revision.base_version, revision.decided_at) == (0, event.changed_at)


def test_author_of_the_history_is_who_loaded(tmp_path):
    user = factories.user("made-up-loader")
    load(tmp_path, package(), user=user)
    assert Revision.objects.get().author == user


@pytest.mark.parametrize("change", ["column", "child", "evidence", "topics"])
def test_changed_record_gets_the_next_version_everywhere(tmp_path, change):
    load(tmp_path, package())
    changed = package()
    if change == "column":
        changed["events"][0]["summary"] = "Made-up summary."
    elif change == "child":
        changed["participations"][0]["role"] = "guest"
    elif change == "evidence":
        changed["evidence"][1]["note"] = "Made up."
    else:
        changed["events"][0]["topics"] = "other"
    event = load(tmp_path, changed)
    assert event.version == 2
    assert history() == [("ev1", 1, "made-up"), ("ev1", 2, "made-up")]
    row = read_rows(tmp_path, "events")[0]
    assert (row["version"], row["changed_at"]) == (
        "2",
        event.changed_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
    )
    assert actions(dataset.load(tmp_path)) == {}


def test_version_and_time_that_the_package_gives_are_kept(tmp_path):
    load(tmp_path, package())
    event = load(
        tmp_path, package(version="7", changed_at="2024-09-01T00:00:00Z", summary="Made up.")
    )
    assert (event.version, event.changed_at.isoformat()) == (7, "2024-09-01T00:00:00+00:00")
    assert history() == [("ev1", 1, "made-up"), ("ev1", 7, "made-up")]


def test_child_without_its_record_in_the_package_gives_the_record_a_version(tmp_path):
    load(tmp_path / "all", package())
    row = package()["participations"][0] | {"office": "Made-up office"}
    report = dataset.load(write_package(tmp_path / "part", {"participations": [row]}))
    assert actions(report) == {"pa1": "changed", "ev1": "changed"}
    assert Event.objects.get().version == 2
    assert history() == [("ev1", 1, "made-up"), ("ev1", 2, "made-up")]


def test_draft_that_changes_keeps_its_version(tmp_path):
    draft = {"status": "draft", "batch": "", "published_at": ""}
    load(tmp_path, package(**draft))
    event = load(tmp_path, package(**draft, summary="Made-up summary."))
    assert (event.version, history()) == (1, [])


def test_draft_that_is_published_enters_history_and_index(tmp_path):
    load(tmp_path, package(status="draft", batch="", published_at=""))
    event = load(tmp_path, package())
    assert (event.status, event.version) == (Status.PUBLISHED, 1)
    assert history() == [("ev1", 1, "made-up")]
    assert SearchEntry.objects.of(Event).count() == 1


def newer(tmp_path) -> None:
    """Bring the event to version 2 in the database."""
    load(tmp_path, package())
    load(tmp_path, package(version="2", summary="Made-up newer summary."))


def test_newer_record_in_the_database_is_not_overwritten(tmp_path):
    newer(tmp_path)
    assert refused(write_package(tmp_path, package(summary="Made-up older summary."))) == [
        dataset.Problem(
            "events.csv", 2, "version", "the database holds version 2, the package version 1"
        )
    ]


def test_newer_record_is_overwritten_by_force_as_the_next_version(tmp_path):
    newer(tmp_path)
    event = load(tmp_path, package(summary="Made-up older summary."), force=True)
    assert (event.summary, event.version) == ("Made-up older summary.", 3)
    assert read_rows(tmp_path, "events")[0]["version"] == "3"


def test_older_version_with_the_same_content_changes_nothing(tmp_path):
    newer(tmp_path)
    before = stored_rows()
    dataset.load(write_package(tmp_path, package(summary="Made-up newer summary.")))
    assert stored_rows() == before


def test_published_record_does_not_become_a_draft_again(tmp_path):
    load(tmp_path, package())
    (problem,) = refused(write_package(tmp_path, package(status="draft")))
    assert problem == dataset.Problem(
        "events.csv", 2, "status", "it is published here; what was public is retracted or merged"
    )


def retracted(tmp_path) -> None:
    """Retract the event by a package."""
    load(tmp_path, package())
    load(tmp_path, package(status="retracted", status_reason="Made-up reason"))


def test_record_that_a_package_retracts_leaves_a_tombstone_and_the_index(tmp_path):
    retracted(tmp_path)
    assert Event.objects.get().status == Status.RETRACTED
    assert list(Tombstone.objects.values_list("id", "status", "reason")) == [
        ("ev1", "retracted", "Made-up reason")
    ]
    assert SearchEntry.objects.of(Event).count() == 0


def test_record_retracted_without_the_time_of_publication_keeps_it_and_its_tombstone(tmp_path):
    before = load(tmp_path, package())
    gone = {"status": "retracted", "status_reason": "Made-up reason", "published_at": ""}
    event = load(tmp_path, package(**gone))
    assert event.published_at == before.published_at
    assert list(Tombstone.objects.values_list("id", flat=True)) == ["ev1"]


def test_retracted_record_is_published_again_by_force_alone(tmp_path):
    retracted(tmp_path)
    assert refused(write_package(tmp_path, package())) == [
        dataset.Problem("events.csv", 2, "status", "it is retracted here")
    ]
    event = load(tmp_path, package(), force=True)
    assert (event.status, Tombstone.objects.count()) == (Status.PUBLISHED, 0)


def test_record_and_tombstone_in_one_package_are_refused(tmp_path):
    stone = {"id": "ev1", "status": "retracted", "reason": "Made-up reason"}
    assert refused(write_package(tmp_path, package() | {"tombstones": [stone]})) == [
        dataset.Problem("events.csv", 2, "status", "the package holds a tombstone of it too")
    ]


@pytest.mark.parametrize(
    "status, target, merged_into", [("retracted", "", None), ("merged", "ev2", 2)]
)
def test_tombstone_takes_back_the_record_that_stands_here(tmp_path, status, target, merged_into):
    load(tmp_path, package())
    factories.event("Made-up survivor")
    stone = {"id": "ev1", "status": status, "target": target, "reason": "Made-up reason"}
    dataset.load(write_package(tmp_path / "stones", {"tombstones": [stone]}))
    event = Event.objects.get(pk=1)
    assert (event.status, event.status_reason, event.merged_into_id) == (
        status,
        "Made-up reason",
        merged_into,
    )


def test_record_that_others_name_is_not_taken_back(tmp_path):
    load(tmp_path, package())
    other = factories.event(parent=Event.objects.get())
    stone = {"id": "ev1", "status": "retracted", "reason": "Made-up reason"}
    (problem,) = refused(write_package(tmp_path / "stones", {"tombstones": [stone]}))
    assert (problem.file, problem.column) == ("events.csv", "parent")
    assert problem.reason.startswith(f"{other.public_id}: It names ev1")


def test_open_revision_is_loaded_as_it_is(tmp_path):
    document = (
        '{"events":[{"id":"ev1","summary":"Made-up proposal."}],'
        '"participations":[{"id":"pa~1","event":"ev1"}]}'
    )
    revision = {
        "id": "rv1",
        "record": "ev1",
        "state": "returned",
        "document": document,
        "base_version": "1",
        "comment": "Made up.",
        "created_at": "2024-08-02T00:00:00Z",
    }
    load(tmp_path, package() | {"revisions": [revision]})
    proposed = Revision.objects.get(pk=1)
    assert (proposed.state, proposed.comment) == (RevisionState.RETURNED, "Made up.")
    assert proposed.document["events"] == [{"id": "ev1", "summary": "Made-up proposal."}]
    assert Event.objects.get().summary == ""
    assert history() == [("ev1", 1, "made-up")]
    assert actions(dataset.load(tmp_path)) == {}


def test_history_that_the_package_carries_is_not_written_twice(tmp_path):
    revision = {
        "id": "rv5",
        "record": "ev1",
        "state": "published",
        "document": '{"events":[{"id":"ev1"}]}',
        "version": "1",
        "batch": "made-up",
    }
    load(tmp_path, package() | {"revisions": [revision]})
    assert [(r.public_id, r.version) for r in Revision.objects.all()] == [("rv5", 1)]


def test_revision_with_the_id_of_another_is_refused(tmp_path):
    load(tmp_path, package())
    revision = {"id": "rv1", "record": "ev1", "state": "draft", "document": '{"events":[]}'}
    problems = refused(write_package(tmp_path, package() | {"revisions": [revision]}))
    assert problems[0] == dataset.Problem(
        "revisions.csv",
        2,
        "id",
        "rv1 is another revision here; leave the id empty to get a new one",
    )
