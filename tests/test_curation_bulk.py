"""Uploads of tables: drafts, revisions of what is public, and nothing that nobody reviewed."""

import csv

import pytest

from events import curation, dataset
from events.curation import bulk
from events.models import Event, Initiative, Place, Revision, Statement, Topic
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def curator():
    return factories.user("made-up-curator", "Curators")


@pytest.fixture
def package(tmp_path):
    """A function that writes tables, each a list of rows, as files of a package."""

    def write(**tables):
        for name, rows in tables.items():
            with (tmp_path / f"{name}.csv").open("w", newline="") as file:
                writer = csv.DictWriter(file, list(rows[0]))
                writer.writeheader()
                writer.writerows(rows)
        return tmp_path

    return write


def row_of(record, **changes):
    """The columns that a table of events or statements cannot do without, with changes."""
    kept = {name: getattr(record, name) for name in ("kind", "date")}
    words = "text" if isinstance(record, Statement) else "title_en"
    return {"id": record.public_id, words: getattr(record, words), **kept, **changes}


NEW = {"id": "ev~1", "title_en": "Made-up event of a table", "kind": "summit", "date": "2024-07-04"}


def test_new_record_is_a_draft_of_who_uploaded_it(package, curator):
    outcome = bulk.upload(package(events=[NEW]), curator)
    event = Event.objects.get()
    assert (event.status, event.author, outcome.drafts) == ("draft", curator, [event.public_id])
    assert [(row.table, row.action) for row in outcome.rows] == [("events", "added")]


def test_dry_run_tells_the_same_and_changes_nothing(package, curator):
    outcome = bulk.upload(package(events=[NEW]), curator, dry_run=True)
    assert [(row.table, row.action) for row in outcome.rows] == [("events", "added")]
    assert Event.objects.count() == 0


def test_change_of_a_published_record_is_a_revision(package, curator):
    event = factories.event()
    old, country = event.title_en, factories.country("KG")
    folder = package(
        events=[row_of(event, title_en="Made-up better title")],
        participations=[
            {"id": "pa~1", "event": event.public_id, "role": "host", "country": country.pk}
        ],
    )
    outcome = bulk.upload(folder, curator)
    event.refresh_from_db()
    revision = Revision.objects.open().get()
    assert (event.title_en, event.version, event.status) == (old, 1, "published")
    assert (revision.record, revision.author, revision.state) == (
        event.public_id,
        curator,
        "draft",
    )
    assert revision.document["events"][0]["title_en"] == "Made-up better title"
    assert [row["role"] for row in revision.document["participations"]] == ["host"]
    assert (outcome.revisions, outcome.drafts) == ([event.public_id], [])


def test_revision_from_a_table_is_published_by_another(package, curator):
    event = factories.event()
    bulk.upload(package(events=[row_of(event, title_en="Made-up better title")]), curator)
    revision = Revision.objects.open().get()
    curation.submit(revision, curator)
    with pytest.raises(curation.CurationError):
        curation.publish(revision, curator)
    curation.publish(revision, factories.user("made-up-reviewer", "Reviewers"))
    event.refresh_from_db()
    assert event.title_en == "Made-up better title"


def test_published_record_may_name_a_new_draft_in_its_revision(package, curator):
    initiative = factories.initiative()
    outcome = bulk.upload(
        package(
            events=[NEW],
            initiative_steps=[
                {
                    "id": "sp~1",
                    "initiative": initiative.public_id,
                    "verb": "supported",
                    "date": "2024-07-04",
                    "event": "ev~1",
                }
            ],
        ),
        curator,
    )
    event = Event.objects.get(status="draft")
    document = Revision.objects.open().get().document
    assert [r["event"] for r in document["initiative_steps"] if r["event"]] == [event.public_id]
    assert (outcome.drafts, outcome.revisions) == ([event.public_id], [initiative.public_id])
    assert Initiative.objects.get().steps.filter(event=event).count() == 0


def test_draft_in_review_is_a_draft_again(package, curator):
    event = factories.event(status="draft")
    curation.submit(event, curator)
    bulk.upload(package(events=[row_of(event, title_en="Made-up other")]), curator)
    event.refresh_from_db()
    assert (event.status, event.title_en) == ("draft", "Made-up other")


def test_fault_names_file_row_and_column_and_changes_nothing(package, curator):
    folder = package(events=[NEW, {**NEW, "id": "ev~2", "date": "yesterday-ish"}])
    with pytest.raises(dataset.LoadError) as caught:
        bulk.upload(folder, curator)
    problem = caught.value.problems[0]
    assert (problem.file, problem.row, problem.column) == ("events.csv", 3, "date")
    assert Event.objects.count() == 0


def test_table_that_curators_may_not_write_is_refused(package, curator):
    topic = factories.topic()
    with pytest.raises(curation.CurationError):
        bulk.upload(
            package(
                events=[NEW],
                topics=[{"slug": "made-up-new", "name_en": "Made up", "definition_en": "Made up."}],
            ),
            factories.user("made-up-nobody"),
        )
    assert (Topic.objects.get(), Event.objects.count()) == (topic, 0)


def test_place_is_written_at_once(package, curator):
    country = factories.country()
    rows = [
        {
            "id": "made-up-place",
            "name_en": "Made-up place",
            "country": country.pk,
            "precision": "city",
        }
    ]
    key = dataset.TABLE_OF[Place].columns[0].name
    rows = [{key: row.pop("id"), **row} for row in rows]
    bulk.upload(package(places=rows), curator)
    assert [place.name_en for place in Place.objects.all()] == ["Made-up place"]


def test_record_taken_back_does_not_change(package, curator):
    statement = factories.statement()
    reviewer = factories.user("made-up-reviewer", "Reviewers")
    curation.retract(statement, reviewer, "Made-up reason")
    with pytest.raises(curation.CurationError):
        bulk.upload(package(statements=[row_of(statement, text="Made-up words")]), curator)
    assert Statement.objects.get().text == statement.text


def test_uploading_what_is_there_changes_nothing(package, curator):
    event = factories.event()
    outcome = bulk.upload(package(events=[row_of(event)]), curator)
    assert (outcome.rows, outcome.same, outcome.revisions) == ([], 1, [])
    assert Revision.objects.open().count() == 0
