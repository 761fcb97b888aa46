"""Documents: what a record says, applied and compared."""

import pytest
from django.utils import timezone

from events import dataset
from events.dataset.documents import without_staff
from events.models import (
    Alias,
    Event,
    Evidence,
    InitiativeStep,
    Participation,
    StepParty,
    Tenure,
    writing,
)
from tests import factories
from tests.dataset.builders import stored_rows

pytestmark = pytest.mark.django_db


def rows_of(document: dataset.documents) -> dict[str, list[str]]:
    """The ids in a document, by table."""
    return {name: [row["id"] for row in rows] for name, rows in document.items()}


@pytest.fixture
def event():
    topic = factories.topic()
    row = factories.event(countries=["KG", "CN"], topics=[topic], place=factories.place())
    factories.evidence(row.participations.first(), exact="Made-up text", quote="Made up.")
    factories.event(countries=["KZ"])
    return row


def test_document_holds_record_children_and_evidence_without_editorial_columns(event):
    document = dataset.document(event)
    assert rows_of(document) == {
        "events": ["ev1"],
        "participations": ["pa1", "pa2"],
        "evidence": ["es1", "es2"],
    }
    row = document["events"][0]
    assert (row["date"], row["place"], row["topics"]) == (
        "2024-07-04",
        "made-up-town",
        ["made-up-topic"],
    )
    assert not {"status", "batch", "version", "author", "created_at", "folded"} & row.keys()
    assert document["evidence"][1]["exact"] == "Made-up text"


def test_document_of_an_initiative_holds_steps_and_their_parties():
    initiative = factories.initiative(countries=["KG"])
    with writing():
        Alias.objects.create(spelling="Made-up spelling", initiative=initiative)
    assert rows_of(dataset.document(initiative)) == {
        "initiatives": ["in1"],
        "initiative_steps": ["sp1"],
        "step_parties": ["xp1"],
        "evidence": ["es1"],
        "aliases": ["al1"],
    }


def test_document_of_an_actor_holds_terms_and_other_names():
    actor = factories.actor()
    factories.evidence(factories.tenure(actor, factories.post(), "2020"))
    with writing():
        Alias.objects.create(spelling="Made-up spelling", actor=actor)
    assert rows_of(dataset.document(actor)) == {
        "actors": ["ac1"],
        "tenures": ["te1"],
        "evidence": ["es1"],
        "aliases": ["al1"],
    }


def test_documents_of_many_records_take_as_many_queries_as_of_one(event, django_assert_num_queries):
    both = list(Event.objects.order_by("pk"))
    # accounts, events, their topics and contributors, participations, evidence of both
    with django_assert_num_queries(7):
        assert list(dataset.documents([event])) == ["ev1"]
    with django_assert_num_queries(7):
        assert list(dataset.documents(both)) == ["ev1", "ev2"]


def test_applying_a_record_its_own_document_changes_nothing(event):
    before = stored_rows()
    assert dataset.apply(dataset.document(event)) == {}
    assert stored_rows() == before


def test_apply_is_undone_by_the_document_from_before(event):
    before = dataset.document(event)
    changed = dataset.document(event)
    changed["events"][0] |= {"title_en": "Made-up other title", "date": "2024-07", "topics": []}
    changed["participations"][1]["role"] = "guest"
    changed["evidence"][0]["note"] = "Made up."
    del changed["participations"][0], changed["evidence"][1]
    dataset.apply(changed)
    assert dataset.document(Event.objects.get(pk=1)) == changed
    assert Event.objects.get(pk=1).latest.isoformat() == "2024-07-31"
    assert Participation.objects.count() == 2
    dataset.apply(before)
    assert dataset.document(Event.objects.get(pk=1)) == before


def test_apply_leaves_status_version_and_history_alone(event):
    published_at = timezone.now()
    with writing():
        Event.objects.filter(pk=1).update(version=4, published_at=published_at)
    changed = dataset.document(event)
    changed["events"][0]["summary"] = "Made-up summary."
    dataset.apply(changed)
    event = Event.objects.get(pk=1)
    assert (event.status, event.version, event.batch_id, event.published_at) == (
        "published",
        4,
        "made-up",
        published_at,
    )


def test_apply_allots_placeholders_and_names_them(event):
    document = dataset.document(event)
    document["participations"].append(
        document["participations"][0] | {"id": "pa~1", "country": "KZ", "role": "guest"}
    )
    document["evidence"].append(document["evidence"][1] | {"id": "es~1", "participation": "pa~1"})
    assert dataset.apply(document) == {"pa~1": "pa4", "es~1": "es4"}
    assert Evidence.objects.get(pk=4).participation_id == 4


def test_apply_reaches_steps_and_their_parties():
    initiative = factories.initiative(countries=["KG"])
    document = dataset.document(initiative)
    document["initiative_steps"] = [document["initiative_steps"][0] | {"id": "sp~1"}]
    document["step_parties"] = [
        document["step_parties"][0] | {"id": "xp~1", "step": "sp~1", "country": "CN"}
    ]
    document["evidence"][0] |= {"id": "es~1", "step": "sp~1"}
    factories.country("CN")
    dataset.apply(document)
    assert [step.pk for step in InitiativeStep.objects.all()] == [2]
    assert [(p.step_id, p.country_id) for p in StepParty.objects.all()] == [(2, "CN")]


def test_column_that_a_document_does_not_give_keeps_its_value(event):
    document = without_staff(dataset.document(event))
    assert "exact" not in document["evidence"][1]
    document["evidence"][1]["note"] = "Made up."
    dataset.apply(document)
    evidence = Evidence.objects.get(pk=2)
    assert (evidence.note, evidence.exact) == ("Made up.", "Made-up text")


@pytest.mark.parametrize(
    "table, column, value, reason",
    [
        ("events", "date", "soon", None),
        ("events", "colour", "red", "unknown column"),
        ("events", "status", "draft", "unknown column"),
        ("events", "title_en", "", "it is required"),
        ("events", "place", "nowhere", "“nowhere” is not there: it is unknown"),
        ("participations", "actor", {}, "it is no single value"),
        ("participations", "country", None, "Name an actor, a state or an organisation."),
        ("participations", "id", "pa3", "pa3 belongs to ev2, which is not in the package"),
        ("evidence", "end", 1, "start and end go together, and start comes first"),
    ],
)
def test_apply_of_a_bad_document_is_refused_at_its_place(event, table, column, value, reason):
    document = dataset.document(event)
    document[table][0][column] = value
    before = stored_rows()
    with pytest.raises(dataset.LoadError) as caught:
        dataset.apply(document)
    found = [p for p in caught.value.problems if (p.file, p.row) == (table, 1)]
    assert reason in (None, *(problem.reason for problem in found))
    assert found
    assert stored_rows() == before


@pytest.mark.parametrize("document", [{}, {"events": []}, {"countries": [{"iso2": "KG"}]}])
def test_apply_of_no_record_is_refused(document):
    with pytest.raises(dataset.LoadError) as caught:
        dataset.apply(document)
    assert caught.value.problems[0].reason == "a document holds one record"


def test_apply_of_a_table_of_another_kind_is_refused(event):
    document = dataset.document(event) | {"tenures": []}
    with pytest.raises(dataset.LoadError) as caught:
        dataset.apply(document)
    assert str(caught.value) == "tenures:0: : no table of this kind of record"


def test_unknown_ids_become_placeholders_wherever_they_are_named(event):
    document = dataset.document(event)
    known = {"ev1", "pa2", "es1"}
    renamed = dataset.placeholders(document, known)
    assert rows_of(renamed) == {
        "events": ["ev1"],
        "participations": ["pa~1", "pa2"],
        "evidence": ["es1", "es~1"],
    }
    assert renamed["evidence"][1]["participation"] == "pa~1"
    assert dataset.placeholders(renamed, known) == renamed
    assert rows_of(document)["participations"] == ["pa1", "pa2"]


def test_new_placeholders_keep_clear_of_those_in_use(event):
    document = dataset.document(event)
    document["participations"][1]["id"] = "pa~1"
    renamed = dataset.placeholders(document, {"ev1"})
    assert rows_of(renamed)["participations"] == ["pa~2", "pa~1"]


def test_topics_and_initiatives_are_renamed_in_lists():
    initiative = factories.initiative()
    statement = factories.statement(initiatives=[initiative])
    document = dataset.document(statement) | {"initiatives": [{"id": "in1"}]}
    renamed = dataset.placeholders(document, set())
    assert renamed["statements"][0]["initiatives"] == ["in~1"]


def test_difference_names_every_value_and_every_row(event):
    old = dataset.document(event)
    new = dataset.document(event)
    new["events"][0]["topics"] = []
    added = new["participations"][1] | {"id": "pa~1"}
    new["participations"] = [new["participations"][0], added]
    assert dataset.difference(old, new) == [
        dataset.Change("events", "ev1", "topics", ["made-up-topic"], []),
        dataset.Change("participations", "pa2", "", old["participations"][1], None),
        dataset.Change("participations", "pa~1", "", None, added),
    ]
    assert dataset.difference(old, old) == []


def test_removed_term_takes_its_evidence_along():
    actor = factories.actor()
    factories.evidence(factories.tenure(actor, factories.post(), "2020"))
    document = dataset.document(actor) | {"tenures": [], "evidence": []}
    dataset.apply(document)
    assert (Tenure.objects.count(), Evidence.objects.count()) == (0, 0)


def test_apply_of_a_row_without_a_required_column_is_refused(event):
    document = dataset.document(event)
    del document["participations"][1]["event"]
    with pytest.raises(dataset.LoadError) as caught:
        dataset.apply(document)
    assert str(caught.value) == "participations:2: event: it is required"


def test_no_records_have_no_documents(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert dataset.documents([]) == {}


def test_reserved_numbers_of_a_document_go_to_no_other_row(event):
    document = dataset.document(event)
    document["participations"][0]["id"] = "pa40"
    document["participations"].append({"id": "pa~1", "event": "ev1"})
    dataset.reserve(document)
    assert factories.participation(event, country=factories.country()).pk == 41
    assert factories.event().pk == 3
