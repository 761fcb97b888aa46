"""Dumping: what each profile holds, and that nothing leaks that it should not hold."""

import json

import frictionless
import pytest

from events import dataset
from events.choices import ActorKind
from events.dataset import Profile
from events.models import Alias, Article, Event, Paragraph, Period, Revision, Tombstone, writing
from tests import factories
from tests.dataset.builders import empty_tables, example, mark_published, read_rows, write_package
from tests.dataset.test_load import actions

pytestmark = pytest.mark.django_db

#: Stands in every row, and in no other, that a public package must not hold.
SECRET = "Made-up secret"


@pytest.fixture
def leaky() -> Event:
    """A published event among drafts, which published rows name by every kind of reference."""
    curator = factories.user("made-up-curator")
    kyrgyzstan = factories.country()
    draft = factories.event(f"{SECRET} draft", status="draft", status_reason=SECRET)
    factories.event(f"{SECRET} in review", status="in-review")
    factories.event(f"{SECRET} retracted", status="retracted")
    person = factories.actor(f"{SECRET} person", status="draft")
    body = factories.actor("Made-up body", kind=ActorKind.ORGANISATION)
    hidden = factories.actor(f"{SECRET} body", kind=ActorKind.ORGANISATION, status="draft")
    proposal = factories.initiative(f"{SECRET} initiative", status="draft")
    office = factories.post(
        "made-up-secret", organisation=hidden, country=None, name_en=f"{SECRET} office"
    )
    holder = factories.actor()
    factories.tenure(holder, office, "2020")
    event = factories.event(
        countries=["KG", "CN"], parent=draft, author=curator, topics=[factories.topic()]
    )
    factories.participation(event, actor=person, country=kyrgyzstan)
    alone = factories.participation(event, actor=person, office=SECRET)
    factories.participation(event, actor=holder, country=kyrgyzstan, post=office)
    factories.evidence(alone, note=SECRET)
    factories.evidence(event, exact=SECRET, before=SECRET, after=SECRET)
    factories.statement(initiatives=[proposal], on_behalf_of="KG", event=draft)
    initiative = factories.initiative(countries=["KG"])
    factories.document(event=draft)
    with writing():
        initiative.steps.update(event=draft)
        Period.objects.create(country=kyrgyzstan, organ=body, role="member", event=draft)
        Period.objects.create(country=kyrgyzstan, organ=hidden, role="member", note=SECRET)
    Alias.objects.create(spelling=SECRET, actor=person)
    Alias.objects.create(spelling="Made-up spelling", country=kyrgyzstan)
    uncited = factories.article(headline=f"{SECRET} headline")
    Article.objects.exclude(pk=uncited.pk).update(duplicate_of=uncited)
    Paragraph.objects.update(text=SECRET)
    Tombstone.objects.create(id="ev3", status="retracted", reason="Made-up reason")
    Revision.objects.create(
        record=event.public_id,
        document=dataset.document(event),
        author=curator,
        comment=SECRET,
        state="in-review",
    )
    mark_published()
    return event


@pytest.fixture
def sound() -> Event:
    """Published records and drafts of every kind that name each other as they may."""
    curator, reviewer = factories.user("made-up-curator"), factories.user("made-up-reviewer")
    holder, office = factories.actor(), factories.post()
    factories.evidence(factories.tenure(holder, office, "2020"))
    parent = factories.event(place=factories.place(), topics=[factories.topic()])
    event = factories.event(
        countries=["KG", "CN"], parent=parent, batch=None, author=curator, reviewer=reviewer
    )
    factories.participation(event, actor=holder, country=factories.country(), post=office)
    factories.evidence(event, exact=SECRET, start=5, end=9)
    initiative = factories.initiative(countries=["KG"])
    factories.statement(initiatives=[initiative], on_behalf_of="KG", event=event)
    draft = factories.event("Made-up draft", status="draft", status_reason="Made up.", parent=event)
    draft.contributors.add(curator, reviewer)
    factories.statement(status="in-review", event=draft, speaker=factories.actor(status="draft"))
    with writing():
        Alias.objects.create(spelling="Made-up spelling", actor=holder)
    Paragraph.objects.update(text=SECRET)
    Tombstone.objects.create(id="ev77", status="merged", target=event.public_id)
    Revision.objects.create(
        record=event.public_id, document=dataset.document(event), author=curator, comment="Made up."
    )
    mark_published()
    return event


def text_of(folder) -> str:
    """Everything that a package says."""
    return "".join(path.read_text(encoding="utf-8") for path in sorted(folder.iterdir()))


def test_public_package_holds_no_draft_no_captured_text_and_no_curator(leaky, tmp_path):
    dataset.dump(tmp_path, Profile.PUBLIC)
    text = text_of(tmp_path)
    assert SECRET not in text
    assert "made-up-curator" not in text
    assert not (tmp_path / "revisions.csv").exists()
    assert not {"text", "exact", "before", "after", "author", "reviewer"} & set(
        read_rows(tmp_path, "paragraphs")[0]
        | read_rows(tmp_path, "evidence")[0]
        | read_rows(tmp_path, "events")[0]
    )


def test_public_rows_stand_without_what_they_may_not_name(leaky, tmp_path):
    rows = dataset.dump(tmp_path, Profile.PUBLIC)
    assert [(row["id"], row["parent"]) for row in rows["events"]] == [(leaky.public_id, None)]
    parties = [(row["country"], row["actor"], row["post"]) for row in rows["participations"]]
    holder = Event.objects.get(pk=leaky.pk).participations.last().actor
    assert parties == [
        ("KG", None, None),
        ("CN", None, None),
        ("KG", None, None),
        ("KG", holder.public_id, None),
    ]
    assert [row["initiatives"] for row in rows["statements"]] == [[]]
    assert [row["event"] for row in rows["statements"]] == [None]
    assert [row["event"] for row in rows["initiative_steps"]] == [None]
    assert [(row["organ"], row["event"]) for row in rows["periods"]] == [("ac2", None)]
    assert rows["tenures"] == []
    assert [row["spelling"] for row in rows["aliases"]] == ["Made-up spelling"]
    assert {row["duplicate_of"] for row in rows["articles"]} == {None}
    assert rows["tombstones"] == [
        {"id": "ev3", "status": "retracted", "target": "", "reason": "Made-up reason"}
    ]


@pytest.mark.parametrize("profile", list(Profile))
def test_package_loads_into_an_empty_database_as_it_was(sound, tmp_path, profile):
    rows = dataset.dump(tmp_path / "a", profile)
    empty_tables()
    report = dataset.load(tmp_path / "a")
    assert {change.action for change in report.changes} == {"added"}
    again = dataset.dump(tmp_path / "b", profile)
    # The history begins where nothing carried it, and the full profile shows it.
    known = len(rows.get("revisions", []))
    assert [*again.pop("revisions", [])][:known] == rows.pop("revisions", [])
    assert again == rows
    for file in (tmp_path / "a").glob("*.csv"):
        if file.name != "revisions.csv":
            assert (tmp_path / "b" / file.name).read_bytes() == file.read_bytes()
    assert actions(dataset.load(tmp_path / "b")) == {}


def test_full_package_brings_back_captured_text_names_and_history(sound, tmp_path):
    dataset.dump(tmp_path / "a", Profile.FULL)
    empty_tables()
    dataset.load(tmp_path / "a")
    event = Event.objects.get(pk=sound.pk)
    assert (event.author.username, event.reviewer.username, event.batch) == (
        "made-up-curator",
        "made-up-reviewer",
        None,
    )
    assert set(Paragraph.objects.values_list("text", flat=True)) == {SECRET}
    kept = Revision.objects.published().of(event).get()
    assert kept.document == dataset.document(event)
    dataset.dump(tmp_path / "b", Profile.FULL)
    empty_tables()
    dataset.load(tmp_path / "b")
    assert Revision.objects.published().of(event).get().document == kept.document


def test_public_package_over_the_full_database_changes_nothing(sound, tmp_path):
    dataset.dump(tmp_path, Profile.PUBLIC)
    assert actions(dataset.load(tmp_path)) == {}
    assert Event.objects.get(pk=sound.pk).reviewer.username == "made-up-reviewer"
    assert set(Paragraph.objects.values_list("text", flat=True)) == {SECRET}


def test_starter_package_holds_drafts_and_open_changes_without_captured_text(leaky, tmp_path):
    rows = dataset.dump(tmp_path, Profile.STARTER)
    assert [row["status"] for row in rows["events"]] == ["draft", "draft", "published"]
    assert rows["events"][0]["status_reason"] == SECRET
    assert rows["events"][2]["parent"] == "ev1"
    assert len(rows["articles"]) == Article.objects.count()
    assert [(r["state"], r["comment"]) for r in rows["revisions"]] == [("draft", SECRET)]
    proposed = rows["revisions"][0]["document"]["evidence"]
    assert [row.keys() & {"exact", "before", "after"} for row in proposed] == [set()] * len(
        proposed
    )
    text = text_of(tmp_path)
    assert '""exact""' not in text
    assert "made-up-curator" not in text
    assert "exact" not in read_rows(tmp_path, "evidence")[0]
    assert "text" not in read_rows(tmp_path, "paragraphs")[0]


def test_starter_package_leaves_out_the_history_and_records_taken_back(tmp_path):
    dataset.load(write_package(tmp_path / "a", example()))
    with writing():
        Event.objects.update(status="retracted", status_reason="Made up")
    rows = dataset.dump(tmp_path / "b", Profile.STARTER)
    assert rows["events"] == rows["participations"] == rows["evidence"] == []
    assert rows["revisions"] == []


def test_proposals_for_records_taken_back_stay_behind_with_them(tmp_path):
    kept, retracted = factories.event(), factories.event(status="retracted")
    merged = factories.event(status="merged", merged_into=kept)
    for event in (kept, retracted, merged):
        Revision.objects.create(record=event.public_id, document=dataset.document(event))
    rows = dataset.dump(tmp_path, Profile.STARTER)
    assert [row["record"] for row in rows["revisions"]] == [kept.public_id]
    empty_tables()
    dataset.load(tmp_path)
    assert list(Revision.objects.open().values_list("record", flat=True)) == [kept.public_id]


@pytest.mark.parametrize("profile", list(Profile))
def test_package_is_a_valid_frictionless_data_package(leaky, tmp_path, profile):
    dataset.dump(tmp_path, profile)
    report = frictionless.validate(str(tmp_path / "datapackage.json"))
    assert report.flatten(["type", "note"]) == []
    assert len(report.tasks) == len(list(tmp_path.glob("*.csv")))


def test_descriptor_says_schema_keys_choices_codebook_licence_and_numbers(tmp_path):
    dataset.load(write_package(tmp_path / "a", example()))
    Event.objects.create(title_en="Made-up event", kind="visit", date="2024").delete()
    dataset.dump(tmp_path / "b", Profile.PUBLIC)
    package = json.loads((tmp_path / "b" / "datapackage.json").read_text(encoding="utf-8"))
    assert package["licenses"][0]["name"] == "CC-BY-4.0"
    resources = {resource["name"]: resource for resource in package["resources"]}
    assert resources["events"]["next_id"] == 3
    assert "next_id" not in resources["countries"]
    schema = resources["events"]["schema"]
    assert schema["primaryKey"] == ["id"]
    assert {
        "fields": ["parent"],
        "reference": {"resource": "", "fields": ["id"]},
    } in schema["foreignKeys"]
    fields = {field["name"]: field for field in schema["fields"]}
    assert fields["state"]["constraints"]["enum"] == ["announced", "held", "postponed", "cancelled"]
    assert fields["state"]["labels"]["held"] == "held"
    assert fields["organ"]["description"] == "The council or body that met."
    assert fields["date"]["description"].startswith("EDTF, e.g. 2021-09-17")
    assert fields["title_en"]["constraints"] == {"required": True, "maxLength": 250}
    assert fields["id"]["constraints"]["pattern"] == "ev[1-9][0-9]*"


def test_rows_stand_in_the_order_of_their_numbers(tmp_path):
    package = example()
    package["participations"] += [
        {"id": f"pa{number}", "event": "ev1", "role": "guest", "country": "CN"}
        for number in (10, 9, 100)
    ]
    dataset.load(write_package(tmp_path / "a", package))
    dataset.dump(tmp_path / "b")
    ids = [row["id"] for row in read_rows(tmp_path / "b", "participations")]
    assert ids == ["pa1", "pa2", "pa9", "pa10", "pa100"]


def test_file_is_readable_in_a_diff(tmp_path):
    dataset.load(write_package(tmp_path / "a", example()))
    dataset.dump(tmp_path / "b")
    assert (tmp_path / "b" / "topics.csv").read_bytes() == (
        b"slug,name_en,name_ru,name_zh,definition_en,definition_ru,definition_zh,parent\n"
        b"made-up,Made-up topic,,,Made up.,,,\n"
        b"other,Made-up other topic,,,Made up.,,,\n"
    )


def test_reviewed_record_leaves_without_batch_and_without_names(tmp_path):
    package = example()
    package["events"][0]["batch"] = ""
    dataset.load(write_package(tmp_path / "a", package))
    rows = dataset.dump(tmp_path / "b")
    assert rows["events"][0]["batch"] is None
    assert [row["slug"] for row in rows["import_batches"]] == ["made-up"]


def test_dump_replaces_an_earlier_package_and_leaves_other_files(leaky, tmp_path):
    dataset.dump(tmp_path, Profile.FULL)
    (tmp_path / "README.md").write_text("Made up.", encoding="utf-8")
    dataset.dump(tmp_path, Profile.PUBLIC)
    assert SECRET not in text_of(tmp_path)
    assert (tmp_path / "README.md").read_text(encoding="utf-8") == "Made up."
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_dump_that_fails_leaves_the_earlier_package(tmp_path):
    dataset.load(write_package(tmp_path / "a", example()))
    dataset.dump(tmp_path / "b")
    before = text_of(tmp_path / "b")

    def fail(items, what):
        yield from list(items)[:3]
        raise RuntimeError(what)

    with writing():
        Event.objects.update(summary="Made-up summary.")
    with pytest.raises(RuntimeError):
        dataset.dump(tmp_path / "b", progress=fail)
    assert text_of(tmp_path / "b") == before


@pytest.mark.parametrize("profile, numbers", [(Profile.STARTER, None), (Profile.FULL, 2)])
def test_numbers_of_the_history_are_told_by_the_full_profile_alone(tmp_path, profile, numbers):
    dataset.load(write_package(tmp_path / "a", example()))
    dataset.dump(tmp_path / "b", profile)
    package = json.loads((tmp_path / "b" / "datapackage.json").read_text(encoding="utf-8"))
    (revisions,) = [r for r in package["resources"] if r["name"] == "revisions"]
    assert revisions.get("next_id") == numbers
