"""Three documents merged into one: what both sides changed, and what they changed differently."""

from copy import deepcopy

import pytest

from events import dataset
from events.dataset import Change
from tests import factories

PARTY = {"event": "ev1", "role": "participant", "actor": None}
EVIDENCE = {"event": None, "participation": None, "paragraph": "pg1", "note": ""}

BASE = {
    "events": [
        {
            "id": "ev1",
            "title_en": "Made-up event",
            "summary": "",
            "date": "2024-07-04",
            "topics": ["energy", "trade"],
        }
    ],
    "participations": [
        {"id": "pa1", **PARTY, "country": "KG"},
        {"id": "pa2", **PARTY, "country": "CN"},
    ],
    "evidence": [
        {"id": "es1", **EVIDENCE, "event": "ev1"},
        {"id": "es2", **EVIDENCE, "participation": "pa2"},
    ],
}


def changed(*, without=(), **rows) -> dict:
    """The base with other values in rows, rows added, and rows taken out: `pa1={...}`."""
    names = {"ev": "events", "pa": "participations", "es": "evidence"}
    document = {
        name: [row for row in found if row["id"] not in without]
        for name, found in deepcopy(BASE).items()
    }
    for key, values in rows.items():
        key = key.replace("_", "~")
        found = document[names[key[:2]]]
        row = next((row for row in found if row["id"] == key), None)
        if row is None:
            found.append(row := {"id": key})
        row |= values
    return document


def test_identical_documents_stay_as_they_are_and_are_not_shared():
    merged, conflicts = dataset.rebase(BASE, changed(), changed())
    assert (merged, conflicts) == (BASE, [])
    merged["events"][0]["topics"].append("other")
    assert BASE["events"][0]["topics"] == ["energy", "trade"]


def test_changes_of_both_sides_in_different_places_are_both_taken():
    current = changed(ev1={"title_en": "Made-up newer title"}, pa1={"role": "host"})
    proposed = changed(ev1={"summary": "Made up."}, pa2={"role": "guest"})
    assert dataset.rebase(BASE, current, proposed) == (
        changed(
            ev1={"title_en": "Made-up newer title", "summary": "Made up."},
            pa1={"role": "host"},
            pa2={"role": "guest"},
        ),
        [],
    )


@pytest.mark.parametrize("side", ["current", "proposed"])
def test_changes_of_one_side_are_taken_whole(side):
    pa_1 = {**PARTY, "country": "KZ"}
    one = changed(ev1={"date": "2024-07", "topics": []}, pa_1=pa_1, without=["pa2", "es2"])
    documents = (one, changed()) if side == "current" else (changed(), one)
    assert dataset.rebase(BASE, *documents) == (one, [])


def test_same_change_on_both_sides_is_no_conflict():
    same = changed(ev1={"date": "2024-07"}, without=["es1"])
    assert dataset.rebase(BASE, same, deepcopy(same)) == (same, [])


def test_cell_that_both_changed_differently_is_a_conflict_and_taken_from_the_proposal():
    current = changed(ev1={"date": "2024-07"}, es1={"note": "Made-up note."})
    proposed = changed(ev1={"date": "2024-07-05"}, es1={"note": "Made-up other note."})
    assert dataset.rebase(BASE, current, proposed) == (
        proposed,
        [
            Change("events", "ev1", "date", "2024-07", "2024-07-05"),
            Change("evidence", "es1", "note", "Made-up note.", "Made-up other note."),
        ],
    )


def test_row_changed_in_one_and_removed_in_the_other_is_a_conflict():
    current = changed(pa1={"role": "host"}, without=["es2"])
    proposed = changed(es2={"note": "Made up."}, without=["pa1"])
    assert dataset.rebase(BASE, current, proposed) == (
        proposed,
        [
            Change("participations", "pa1", "", current["participations"][0], None),
            Change("evidence", "es2", "", None, proposed["evidence"][1]),
        ],
    )


def test_row_removed_in_one_and_unchanged_in_the_other_is_removed():
    merged, conflicts = dataset.rebase(BASE, changed(without=["pa1"]), changed(without=["es2"]))
    assert (merged, conflicts) == (changed(without=["pa1", "es2"]), [])


def test_rows_added_on_both_sides_are_kept():
    pa3, pa_1 = {**PARTY, "country": "KZ"}, {**PARTY, "country": "UZ"}
    es3 = {**EVIDENCE, "participation": "pa3"}
    es_1 = {**EVIDENCE, "participation": "pa~1"}
    assert dataset.rebase(BASE, changed(pa3=pa3, es3=es3), changed(pa_1=pa_1, es_1=es_1)) == (
        changed(pa3=pa3, pa_1=pa_1, es3=es3, es_1=es_1),
        [],
    )


def test_added_row_without_an_id_is_kept():
    proposed = changed()
    proposed["participations"] += [{**PARTY, "country": "KZ"}, {**PARTY, "country": "UZ"}]
    assert dataset.rebase(BASE, changed(), proposed) == (proposed, [])


@pytest.mark.parametrize(
    "current, proposed, merged",
    [
        (["energy", "security", "trade"], ["trade"], ["security", "trade"]),
        (["energy"], ["culture", "energy", "trade"], ["culture", "energy"]),
        (["culture", "trade"], ["security", "trade"], ["culture", "security", "trade"]),
        ([], ["culture", "energy", "trade"], ["culture"]),
        (["trade", "energy"], ["energy", "trade"], ["trade", "energy"]),
        ("energy;security;trade", "trade", "security;trade"),
    ],
)
def test_topics_are_merged_as_sets(current, proposed, merged):
    documents = changed(ev1={"topics": current}), changed(ev1={"topics": proposed})
    assert dataset.rebase(BASE, *documents) == (changed(ev1={"topics": merged}), [])


def test_column_that_a_document_does_not_give_counts_as_unchanged():
    current = changed(es1={"note": "Made up.", "exact": "Made-up text"})
    proposed = changed(ev1={"summary": "Made up."})
    del proposed["evidence"][0]["note"], proposed["events"][0]["topics"]
    assert dataset.rebase(BASE, current, proposed) == (
        changed(ev1={"summary": "Made up."}, es1=current["evidence"][0]),
        [],
    )


def test_new_evidence_of_a_party_that_was_removed_brings_the_party_back_as_a_conflict():
    es_1 = {**EVIDENCE, "participation": "pa2"}
    merged, conflicts = dataset.rebase(BASE, changed(without=["pa2", "es2"]), changed(es_1=es_1))
    assert merged == changed(es_1=es_1, without=["es2"])
    assert conflicts == [Change("participations", "pa2", "", None, BASE["participations"][1])]


def test_new_evidence_of_a_party_that_the_proposal_removes_goes_with_it_as_a_conflict():
    current = changed(es3={**EVIDENCE, "participation": "pa2"})
    proposed = changed(without=["pa2", "es2"])
    assert dataset.rebase(BASE, current, proposed) == (
        proposed,
        [Change("evidence", "es3", "", current["evidence"][2], None)],
    )


def test_evidence_that_both_sides_moved_stays_with_one_claim():
    current = changed(es2={"participation": None, "event": "ev1"})
    proposed = changed(es2={"participation": "pa1"})
    assert dataset.rebase(BASE, current, proposed) == (
        proposed,
        [Change("evidence", "es2", "participation", None, "pa1")],
    )


@pytest.mark.django_db
def test_merged_document_of_stored_records_can_be_applied():
    event = factories.event(countries=["KG", "CN"], topics=[factories.topic("energy")])
    base = dataset.document(event)
    current = deepcopy(base)
    current["events"][0] |= {"summary": "Made up.", "topics": []}
    dataset.apply(current)
    proposed = deepcopy(base)
    factories.topic("trade")
    proposed["events"][0]["topics"] = ["energy", "trade"]
    proposed["participations"][1] = proposed["participations"][1] | {"id": "pa~1"}
    merged, conflicts = dataset.rebase(base, dataset.document(event), proposed)
    assert (dataset.apply(merged), conflicts) == ({"pa~1": "pa3"}, [])
    found = dataset.document(event)
    assert (found["events"][0]["summary"], found["events"][0]["topics"]) == ("Made up.", ["trade"])
    assert [row["id"] for row in found["participations"]] == ["pa1", "pa3"]
