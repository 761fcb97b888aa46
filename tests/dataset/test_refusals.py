"""Every kind of fault names file, row, column and reason, and nothing changes."""

import csv

import pytest
from django.db import connection

from events import dataset
from events.dataset.problems import MOST_PROBLEMS
from events.models import Event, Evidence, Tombstone, writing
from tests import factories
from tests.dataset.builders import example, stored_rows, write_package

pytestmark = pytest.mark.django_db

DRAFT = {
    "id": "ev2",
    "title_en": "Made-up draft",
    "kind": "visit",
    "date": "2024",
    "status": "draft",
}


def refused(folder, **options) -> list[dataset.Problem]:
    """The problems of a package that is refused, once it is sure that nothing changed."""
    before = stored_rows()
    with pytest.raises(dataset.LoadError) as caught:
        dataset.load(folder, **options)
    assert stored_rows() == before
    assert str(caught.value) == "\n".join(str(problem) for problem in caught.value.problems)
    return caught.value.problems


@pytest.mark.parametrize(
    "table, row, column, value, reason",
    [
        ("events", 0, "id", "EV1", "“EV1” is no id of this kind: ev1, ev2 ..."),
        ("events", 0, "id", "st~1", "“st~1” is no id of this kind: ev1, ev2 ..."),
        ("participations", 1, "id", "pa1", "“pa1” stands twice"),
        ("countries", 1, "iso2", "KG", "“KG” stands twice"),
        ("events", 0, "title_en", "", "it is required"),
        ("participations", 0, "event", "", "it is required"),
        ("events", 0, "place", "nowhere", "“nowhere” is not there: it is unknown"),
        ("events", 0, "topics", "made-up;unheard-of", "“unheard-of” is not there: it is unknown"),
        ("participations", 0, "represents", "ac77", "“ac77” is not there: it is unknown"),
        ("evidence", 0, "event", "ev77", "“ev77” is not there: it is unknown"),
        ("events", 0, "parent", "ev~x", "no row of the package has the id “ev~x”"),
        (
            "events",
            0,
            "state",
            "planned",
            "“planned” is not a choice; choices are announced, held, postponed, cancelled",
        ),
        ("events", 0, "organ_number", "-1", "Ensure this value is greater than or equal to 0."),
        ("events", 0, "organ_number", "24", "A number needs the organ that counts its meetings."),
        ("events", 0, "parent", "ev1", "it cannot be part of itself"),
        ("participations", 0, "country", "", "Name an actor, a state or an organisation."),
        ("paragraphs", 0, "number", "1", "Paragraph 0, and no other, is the whole article."),
        ("evidence", 0, "event", "", "Evidence is about exactly one claim."),
        ("evidence", 1, "field", "colour", "The claim has no field of this name."),
        ("evidence", 0, "end", "5", "start and end go together, and start comes first"),
        (
            "evidence",
            0,
            "quote",
            "made up " * 13,
            "A quotation has at most 25 words or 50 Chinese characters.",
        ),
        ("countries", 1, "iso3", "KGZ", "KG has the same iso3"),
        ("countries", 0, "latitude", "42,9", "“42,9” is no number"),
        (
            "topics",
            0,
            "slug",
            "made up",
            "Enter a valid “slug” consisting of letters, numbers, underscores or hyphens.",
        ),
        ("events", 0, "status", "retracted", "a retracted record says why"),
    ],
)
def test_cell_is_refused_at_its_place(tmp_path, table, row, column, value, reason):
    package = example()
    for other in package[table]:
        other.setdefault(column, "")
    package[table][row][column] = value
    problems = refused(write_package(tmp_path, package))
    assert dataset.Problem(f"{table}.csv", row + 2, column, reason) in problems


def test_bad_date_is_refused_with_the_reason_of_the_parser(tmp_path):
    package = example()
    package["events"][0]["date"] = "2024-02-30"
    (problem,) = refused(write_package(tmp_path, package))
    assert (problem.file, problem.row, problem.column) == ("events.csv", 2, "date")
    assert problem.reason.startswith("“2024-02-30” is no EDTF date: ")


def test_row_after_a_cell_of_two_lines_is_numbered_as_an_editor_does(tmp_path):
    package = example()
    package["countries"][0]["note"] = "Made up,\nin two lines."
    package["countries"][1]["latitude"] = "north"
    (problem,) = refused(write_package(tmp_path, package))
    assert (problem.row, problem.column) == (4, "latitude")


def test_unknown_doubled_and_missing_columns_are_refused(tmp_path):
    package = example()
    package["events"][0]["colour"] = "red"
    del package["topics"][0]["definition_en"], package["topics"][1]["definition_en"]
    folder = write_package(tmp_path, package)
    with (folder / "publishers.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["slug", "name", "name", "kind"], ["a", "b", "c", "news"]])
    problems = [
        dataset.Problem("topics.csv", 1, "definition_en", "missing required column"),
        dataset.Problem("publishers.csv", 1, "name", "the column stands twice"),
        dataset.Problem("events.csv", 1, "colour", "unknown column"),
    ]
    assert [p for p in refused(folder) if p.row == 1] == problems


def test_unknown_file_is_refused(tmp_path):
    folder = write_package(tmp_path, example())
    (folder / "event.csv").write_text("id\n", encoding="utf-8")
    assert refused(folder) == [
        dataset.Problem("event.csv", 0, "", "there is no table of this name")
    ]


def test_folder_without_tables_is_refused(tmp_path):
    (problem,) = refused(tmp_path / "missing")
    assert problem.reason == "there is no file of a table, such as events.csv, in it"


@pytest.mark.parametrize(
    "content, row, reason",
    [
        (b"slug,name_en,definition_en\na,\xff,b\n", 2, "it is not UTF-8"),
        (b"slug,name_en,definition_en\na,b\n", 2, "2 cells under 3 columns"),
        (b'slug,name_en,definition_en\na,"b"c,d\n', 2, None),
        (b"", 1, "missing required column"),
    ],
)
def test_file_that_is_no_table_is_refused(tmp_path, content, row, reason):
    folder = write_package(tmp_path, {})
    (folder / "topics.csv").write_bytes(content)
    problem = refused(folder)[0]
    assert (problem.file, problem.row) == ("topics.csv", row)
    assert reason is None or problem.reason == reason


def test_all_problems_are_told_together(tmp_path):
    package = example()
    package["events"][0] |= {"kind": "sumit", "date": "4 July"}
    package["participations"][0]["country"] = "XX"
    package["evidence"][1]["paragraph"] = "pg9"
    problems = refused(write_package(tmp_path, package))
    assert [(p.file, p.row, p.column) for p in problems] == [
        ("events.csv", 2, "kind"),
        ("events.csv", 2, "date"),
        ("participations.csv", 2, "country"),
        ("evidence.csv", 3, "paragraph"),
    ]


def test_more_problems_than_anybody_reads_are_counted(tmp_path):
    package = example()
    package["participations"] = [
        {"id": f"pa{n}", "event": "ev1", "role": "no", "country": "KG"} for n in range(1, 251)
    ]
    with pytest.raises(dataset.LoadError) as caught:
        dataset.load(write_package(tmp_path, package))
    assert len(caught.value.problems) == MOST_PROBLEMS
    assert str(caught.value).endswith(f"... and {caught.value.unlisted} more problems")


# Between rows ---------------------------------------------------------------------------------


@pytest.mark.parametrize("column", ["parent"])
def test_published_row_that_names_a_draft_is_refused(tmp_path, column):
    package = example()
    package["events"].append(DRAFT)
    package["events"][0][column] = "ev2"
    assert refused(write_package(tmp_path, package)) == [
        dataset.Problem("events.csv", 2, column, "“ev2” is not published (draft), and this row is")
    ]


def test_child_and_period_that_name_a_draft_of_the_database_are_refused(tmp_path):
    person = factories.actor(status="draft")
    package = example()
    package["participations"][1]["actor"] = person.public_id
    package["periods"] = [
        {"id": "pe1", "country": "KG", "organ": person.public_id, "role": "member"}
    ]
    problems = refused(write_package(tmp_path, package))
    assert [(p.file, p.row, p.column) for p in problems] == [
        ("participations.csv", 3, "actor"),
        ("periods.csv", 2, "organ"),
    ]


def test_draft_may_name_a_draft(tmp_path):
    package = example()
    package["events"] += [DRAFT, DRAFT | {"id": "ev3", "parent": "ev2"}]
    dataset.load(write_package(tmp_path, package))
    assert Event.objects.get(pk=3).parent_id == 2


def test_published_record_without_evidence_is_refused_by_the_common_check(tmp_path):
    package = example()
    del package["evidence"][0]
    assert refused(write_package(tmp_path, package)) == [
        dataset.Problem("events.csv", 2, "evidence", "It has no supporting evidence.")
    ]


def test_event_held_after_its_only_report_is_refused_by_the_common_check(tmp_path):
    package = example()
    package["articles"][0]["published"] = "2024-06-01"
    (problem,) = refused(write_package(tmp_path, package))
    assert (problem.file, problem.row, problem.column) == ("events.csv", 2, "state")


def test_paragraph_that_is_cited_elsewhere_cannot_go(tmp_path):
    package = example()
    package["paragraphs"].append({"id": "pg2", "capture": "cp1", "number": "1", "kind": "body"})
    dataset.load(write_package(tmp_path, package))
    other = factories.event()
    with writing():
        evidence = Evidence.objects.create(event=other, paragraph_id=2)
    assert refused(write_package(tmp_path, example())) == [
        dataset.Problem(
            "paragraphs.csv",
            0,
            "id",
            f"pg2: it is not in the package, but {evidence.public_id} names it",
        )
    ]


def test_row_that_is_taken_out_cannot_be_named(tmp_path):
    dataset.load(write_package(tmp_path, example()))
    package = example()
    del package["participations"][1]
    assert refused(write_package(tmp_path, package)) == [
        dataset.Problem("evidence.csv", 3, "participation", "“pa2” is not there: it is taken out")
    ]


def test_row_of_a_record_that_the_package_lacks_cannot_move(tmp_path):
    dataset.load(write_package(tmp_path, example()))
    other = factories.event(countries=["KZ"])
    child = other.participations.get()
    package = example()
    package["participations"].append(
        {"id": child.public_id, "event": "ev1", "role": "guest", "country": "CN"}
    )
    (problem,) = refused(write_package(tmp_path, package))
    assert problem == dataset.Problem(
        "participations.csv",
        4,
        "event",
        f"{child.public_id} belongs to {other.public_id}, which is not in the package",
    )


def test_capture_never_changes(tmp_path):
    package = example()
    package["captures"][0]["sha256"] = "a" * 64
    dataset.load(write_package(tmp_path, package))
    package["captures"][0]["sha256"] = "b" * 64
    assert refused(write_package(tmp_path, package)) == [
        dataset.Problem("captures.csv", 2, "sha256", "a capture never changes; add a new one")
    ]


def test_two_rows_with_one_address_are_refused(tmp_path):
    package = example()
    package["articles"].append(package["articles"][0] | {"id": "ar2"})
    assert refused(write_package(tmp_path, package)) == [
        dataset.Problem("articles.csv", 3, "url", "ar1 has the same url")
    ]


@pytest.mark.parametrize(
    "stone, column, reason",
    [
        (
            {"id": "xx1", "status": "retracted", "reason": "Made up"},
            "id",
            "“xx1” is no id of a record",
        ),
        ({"id": "ev9", "status": "merged", "target": "ev8"}, "target", "“ev8” is not there"),
        (
            {"id": "ev9", "status": "retracted"},
            "status",
            "merged names its target; retracted names its reason alone",
        ),
    ],
)
def test_tombstone_that_leads_nowhere_is_refused(tmp_path, stone, column, reason):
    problems = refused(write_package(tmp_path, example(tombstones=[stone])))
    assert problems == [dataset.Problem("tombstones.csv", 2, column, reason)]
    assert Tombstone.objects.count() == 0


@pytest.mark.parametrize(
    "document, reason",
    [
        ("[1]", "a document is an object of tables"),
        ('{"colours":[]}', "“colours” is no table with a list of rows"),
        ('{"events":[1]}', "events[0] is no object"),
        ('{"events":[{"id":"ev1","status":"draft"}]}', "events[0].status: unknown column"),
        ('{"events":[{"kind":"sumit"}]}', None),
        (
            '{"participations":[{"id":"pa~1","actor":["ac1"]}]}',
            "participations[0].actor: it is no single value",
        ),
    ],
)
def test_revision_with_a_bad_document_is_refused(tmp_path, document, reason):
    revisions = [{"id": "rv1", "record": "ev1", "state": "draft", "document": document}]
    (problem,) = refused(write_package(tmp_path, example(revisions=revisions)))
    assert (problem.file, problem.row, problem.column) == ("revisions.csv", 2, "document")
    assert reason is None or problem.reason == reason


@pytest.mark.parametrize("record", ["ev7", "evil", "KG"])
def test_revision_of_no_record_is_refused(tmp_path, record):
    revisions = [{"id": "rv1", "record": record, "state": "draft", "document": '{"events":[]}'}]
    assert refused(write_package(tmp_path, example(revisions=revisions))) == [
        dataset.Problem("revisions.csv", 2, "record", f"“{record}” is no record")
    ]


def test_placeholder_of_two_rows_is_refused(tmp_path):
    package = example()
    for row in package["participations"]:
        row["id"] = "pa~1"
    package["evidence"][1] |= {"participation": "pa~1"}
    assert refused(write_package(tmp_path, package)) == [
        dataset.Problem("participations.csv", 3, "id", "“pa~1” stands twice")
    ]


def test_what_the_database_alone_refuses_is_told_too(tmp_path):
    with connection.cursor() as cursor:
        cursor.execute("CREATE UNIQUE INDEX made_up ON events_topic (definition_en)")
    (problem,) = refused(write_package(tmp_path, example()))
    assert (problem.row, problem.column) == (0, "")
    assert problem.reason.startswith("the database refuses it: ")
