"""Loading: everything or nothing, once or many times, and the same in the end."""

import pytest

from events import dataset
from events.dataset import sheets
from events.dataset.sequences import next_number
from events.models import (
    Alias,
    Article,
    Capture,
    Event,
    Evidence,
    ImportBatch,
    Paragraph,
    Participation,
    SearchEntry,
    Topic,
)
from tests import factories
from tests.dataset.builders import example, read_rows, stored_rows, write_package

pytestmark = pytest.mark.django_db


def actions(report: dataset.Report) -> dict[str, str]:
    """What became of each row, those left as they were apart."""
    return {c.id: c.action for c in report.changes if c.action != "same"}


def test_load_adds_rows_with_bounds_names_topics_and_index(tmp_path):
    dataset.load(write_package(tmp_path, example()))
    event = Event.objects.get()
    assert (event.public_id, event.earliest.isoformat(), event.folded) == (
        "ev1",
        "2024-07-04",
        "made up event",
    )
    assert list(event.topics.values_list("pk", flat=True)) == ["made-up"]
    assert SearchEntry.objects.of(Event).count() == 1
    assert list(Event.objects.published().search("made-up event")) == [event]


def test_load_twice_changes_nothing(tmp_path):
    folder = write_package(tmp_path, example())
    dataset.load(folder)
    before = stored_rows()
    report = dataset.load(folder)
    assert actions(report) == {}
    assert stored_rows() == before


def test_dry_run_says_what_would_change_and_changes_nothing(tmp_path):
    folder = write_package(
        tmp_path,
        example(
            participations=[{"id": "", "event": "ev1", "role": "host", "country": "KG"}],
            evidence=[{"id": "es1", "event": "ev1", "paragraph": "pg1"}],
        ),
    )
    before = stored_rows()
    report = dataset.load(folder, dry_run=True)
    assert actions(report)["ev1"] == "added"
    assert stored_rows() == before
    assert read_rows(folder, "participations")[0]["id"] == ""


def test_load_says_old_and_new_of_each_changed_column(tmp_path):
    dataset.load(write_package(tmp_path, example()))
    changed = example()
    changed["countries"][0]["name_en"] = "Kyrgyz Republic"
    report = dataset.load(write_package(tmp_path, changed))
    (change,) = [c for c in report.changes if c.action != "same"]
    assert change == dataset.RowChange(
        "countries", "KG", "changed", {"name_en": ("Kyrgyzstan", "Kyrgyz Republic")}
    )
    assert report.counts()["countries"] == {"changed": 1, "same": 1}


def test_load_tells_a_watcher_how_far_it_is(tmp_path):
    seen = []

    def watch(items, what):
        seen.append(what)
        return items

    dataset.load(write_package(tmp_path, example()), progress=watch)
    assert seen == ["Reading", "Writing", "Checking"]


# The package is the whole truth for each record in it -----------------------------------------


def test_children_evidence_and_topics_that_are_absent_are_removed(tmp_path):
    dataset.load(write_package(tmp_path, example()))
    shorter = example()
    del shorter["participations"][1], shorter["evidence"][1]
    shorter["events"][0]["topics"] = "other"
    report = dataset.load(write_package(tmp_path, shorter))
    assert actions(report) == {"ev1": "changed", "pa2": "removed", "es2": "removed"}
    assert [p.public_id for p in Participation.objects.all()] == ["pa1"]
    assert [e.public_id for e in Evidence.objects.all()] == ["es1"]
    assert list(Event.objects.get().topics.values_list("pk", flat=True)) == ["other"]


def test_aliases_that_are_absent_are_removed_with_their_thing_in_the_package(tmp_path):
    aliases = [{"id": "al1", "spelling": "Kirgizia", "country": "KG"}]
    dataset.load(write_package(tmp_path, example(aliases=aliases)))
    assert Alias.objects.count() == 1
    dataset.load(
        write_package(
            tmp_path,
            example(
                aliases=[{"id": "al2", "spelling": "Киргизия", "script": "Cyrl", "country": "KG"}]
            ),
        )
    )
    assert [alias.public_id for alias in Alias.objects.all()] == ["al2"]


def test_evidence_of_a_removed_child_goes_also_without_a_file_of_evidence(tmp_path):
    dataset.load(write_package(tmp_path / "all", example()))
    part = {name: example()[name] for name in ("events", "participations")}
    del part["participations"][1]
    report = dataset.load(write_package(tmp_path / "part", part))
    assert {i: a for i, a in actions(report).items() if a == "removed"} == {
        "pa2": "removed",
        "es2": "removed",
    }


def test_tables_that_the_package_lacks_are_left_alone(tmp_path):
    dataset.load(write_package(tmp_path / "all", example()))
    dataset.load(write_package(tmp_path / "part", {"events": example()["events"]}))
    assert Participation.objects.count() == 2
    assert Evidence.objects.count() == 2


def test_rows_with_natural_keys_and_other_records_are_never_removed(tmp_path):
    dataset.load(write_package(tmp_path, example()))
    other = factories.event(countries=["KZ"])
    fewer = example(topics=example()["topics"][:1])
    dataset.load(write_package(tmp_path, fewer))
    assert Topic.objects.filter(pk="other").exists()
    assert Event.objects.filter(pk=other.pk).exists()
    assert other.participations.count() == 1


def test_columns_that_the_package_lacks_keep_their_values(tmp_path):
    dataset.load(write_package(tmp_path, example()))
    Paragraph.objects.update(text="Made-up captured text.")
    changed = example()
    changed["paragraphs"][0]["digest"] = "Made up anew."
    dataset.load(write_package(tmp_path, changed))
    paragraph = Paragraph.objects.get()
    assert (paragraph.digest, paragraph.text) == ("Made up anew.", "Made-up captured text.")


def test_captured_text_is_not_removed_by_a_package_without_text(tmp_path):
    paragraphs = [
        *example()["paragraphs"],
        {"id": "pg2", "capture": "cp1", "number": "1", "kind": "body", "digest": "Made up."},
        {"id": "pg3", "capture": "cp1", "number": "2", "kind": "body", "digest": "Made up."},
    ]
    dataset.load(write_package(tmp_path, example(paragraphs=paragraphs)))
    Paragraph.objects.filter(pk=2).update(text="Made-up captured text.")
    dataset.load(write_package(tmp_path, example()))
    assert sorted(p.public_id for p in Paragraph.objects.all()) == ["pg1", "pg2"]


def test_values_that_are_unique_may_be_swapped(tmp_path):
    paragraphs = [
        *example()["paragraphs"],
        {"id": "pg2", "capture": "cp1", "number": "1", "kind": "body"},
        {"id": "pg3", "capture": "cp1", "number": "2", "kind": "body"},
    ]
    dataset.load(write_package(tmp_path, example(paragraphs=paragraphs)))
    paragraphs[1]["number"], paragraphs[2]["number"] = "2", "1"
    dataset.load(write_package(tmp_path, example(paragraphs=paragraphs)))
    assert dict(Paragraph.objects.values_list("pk", "number")) == {1: 0, 2: 2, 3: 1}


# Ids ------------------------------------------------------------------------------------------


def test_empty_ids_and_placeholders_are_allotted_and_written_back(tmp_path):
    package = example()
    package["events"][0]["id"] = "ev~new"
    for row in package["participations"]:
        row |= {"id": "", "event": "ev~new"}
    package["participations"][1]["id"] = "pa~china"
    package["evidence"][0] |= {"id": "es~1", "event": "ev~new"}
    package["evidence"][1] |= {"id": "", "participation": "pa~china"}
    folder = write_package(tmp_path, package)
    report = dataset.load(folder)
    assert report.allotted == {"ev~new": "ev1", "pa~china": "pa2", "es~1": "es1"}
    assert read_rows(folder, "events")[0]["id"] == "ev1"
    assert [row["event"] for row in read_rows(folder, "participations")] == ["ev1", "ev1"]
    assert [row["participation"] for row in read_rows(folder, "evidence")] == ["", "pa2"]
    assert actions(dataset.load(folder)) == {}


def open_ids() -> dict:
    """A package that leaves two tables' ids to the loader."""
    package = example()
    package["participations"][0]["id"] = ""
    package["evidence"][0]["id"] = ""
    return package


def contents(folder) -> dict[str, bytes]:
    """Every file of a folder."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_load_whose_ids_cannot_be_written_back_changes_nothing(tmp_path):
    folder = write_package(tmp_path, open_ids())
    # The first file can be written, the second cannot: its place is taken by a folder.
    obstacle = folder / ".evidence.csv.part"
    obstacle.mkdir()
    rows, files = stored_rows(), contents(folder)
    with pytest.raises(dataset.LoadError) as caught:
        dataset.load(folder)
    assert caught.value.problems == [
        dataset.Problem(
            "evidence.csv", 0, "", "allotted ids cannot be written into it: Is a directory"
        )
    ]
    assert (stored_rows(), contents(folder)) == (rows, files)
    obstacle.rmdir()
    dataset.load(folder)
    assert actions(dataset.load(folder)) == {}
    assert Participation.objects.count() == 2
    assert [name for name in contents(folder) if name.startswith(".")] == []


def test_file_that_cannot_be_replaced_after_the_load_keeps_its_ids_beside_it(tmp_path):
    folder = write_package(tmp_path, open_ids())
    text = (folder / "participations.csv").read_bytes()
    with sheets.WriteBack(folder) as files:
        files.write("participations.csv", {2: {"id": "pa9"}})
        files.write("evidence.csv", {2: {"id": "es9"}})
    (folder / "participations.csv").unlink()
    (folder / "participations.csv").mkdir()
    with pytest.raises(OSError, match="Put each .part file in the place of its file"):
        files.put_in_place()
    assert read_rows(folder, "evidence")[0]["id"] == "es9"
    kept = (folder / ".participations.csv.part").read_bytes()
    assert kept == text.replace(b"\n,ev1", b"\npa9,ev1", 1)


def test_numbers_go_on_where_the_package_says(tmp_path):
    folder = write_package(tmp_path, example())
    (folder / "datapackage.json").write_text(
        '{"resources": [{"name": "events", "next_id": 57}, {"name": "other"}]}', encoding="utf-8"
    )
    dataset.load(folder)
    assert next_number(Event) == 57
    assert next_number(Participation) == 3
    assert factories.event().pk == 57


def test_number_of_a_removed_row_is_not_given_again(tmp_path):
    dataset.load(write_package(tmp_path, example()))
    shorter = example()
    del shorter["participations"][1], shorter["evidence"][1]
    dataset.load(write_package(tmp_path, shorter))
    shorter["events"] = read_rows(tmp_path, "events")
    shorter["participations"].append({"id": "", "event": "ev1", "role": "guest", "country": "CN"})
    folder = write_package(tmp_path, shorter)
    dataset.load(folder)
    assert read_rows(folder, "participations")[1]["id"] == "pa3"


def test_descriptor_that_cannot_be_read_is_refused(tmp_path):
    folder = write_package(tmp_path, example())
    (folder / "datapackage.json").write_text("{}", encoding="utf-8")
    with pytest.raises(dataset.LoadError) as caught:
        dataset.load(folder)
    assert caught.value.problems[0].file == "datapackage.json"


def test_file_from_a_spreadsheet_with_a_byte_order_mark_is_read(tmp_path):
    folder = write_package(tmp_path, example())
    file = folder / "topics.csv"
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())
    dataset.load(folder)
    assert Topic.objects.count() == 2


def test_full_package_brings_accounts_that_nobody_can_enter(tmp_path):
    package = example()
    package["events"][0] |= {"author": "made-up-author", "reviewer": "made-up-reviewer"}
    package["events"][0] |= {"contributors": "made-up-author;made-up-third", "batch": ""}
    dataset.load(write_package(tmp_path, package))
    event = Event.objects.get()
    assert (event.author.username, event.reviewer.username) == (
        "made-up-author",
        "made-up-reviewer",
    )
    assert event.batch is None
    assert not event.author.is_active
    assert not event.author.has_usable_password()
    assert sorted(u.username for u in event.contributors.all()) == [
        "made-up-author",
        "made-up-third",
    ]


def test_load_of_many_rows_takes_few_queries(tmp_path, django_assert_max_num_queries):
    package = example()
    for number in range(3, 303):
        package["participations"].append(
            {"id": f"pa{number}", "event": "ev1", "role": "guest", "country": "CN"}
        )
    folder = write_package(tmp_path, package)
    with django_assert_max_num_queries(260):
        dataset.load(folder)
    assert Participation.objects.count() == 302


def test_batch_and_article_are_stored_as_given(tmp_path):
    dataset.load(write_package(tmp_path, example()))
    assert ImportBatch.objects.get().title == "Made-up batch"
    assert Article.objects.get().changed_at.isoformat() == "2024-08-01T00:00:00+00:00"


def test_capture_with_text_is_not_removed_by_a_package_without_paragraphs(tmp_path):
    dataset.load(write_package(tmp_path / "a", example()))
    Paragraph.objects.update(text="Made-up captured text.")
    part = {"articles": example()["articles"], "captures": [{"id": "cp2", "article": "ar1"}]}
    dataset.load(write_package(tmp_path / "b", part))
    assert sorted(Capture.objects.values_list("pk", flat=True)) == [1, 2]
    assert Paragraph.objects.get().text == "Made-up captured text."


def test_index_is_built_anew_after_many_changes(tmp_path):
    package = example()
    package["topics"] += [
        {"slug": f"made-up-{number}", "name_en": "Made-up topic", "definition_en": "Made up."}
        for number in range(600)
    ]
    dataset.load(write_package(tmp_path, package))
    assert list(Event.objects.published().search("made-up event")) == [Event.objects.get()]


def test_index_follows_a_name_that_records_use(tmp_path):
    dataset.load(write_package(tmp_path, example()))
    changed = example()
    changed["countries"][0]["name_en"] = "Qirghizland"
    dataset.load(write_package(tmp_path, changed))
    assert list(Event.objects.published().search("Qirghizland")) == [Event.objects.get()]
