"""A revision's difference in words."""

import pytest
from django.utils.translation import override

from events import dataset
from events.admin.differences import Line, lines
from tests import factories

pytestmark = pytest.mark.django_db


def worded(old, new):
    return lines(dataset.difference(old, new), old, new)


def changed(document, table, **values):
    row = document[table][0]
    return {**document, table: [{**row, **values}, *document[table][1:]]}


@pytest.fixture
def event():
    return factories.event("Made-up meeting", countries=["KG"], place=None)


def test_date_choice_and_reference_read_as_on_the_form(event):
    place = factories.place("made-up-town")
    old = dataset.document(event)
    new = changed(old, "events", date="2024-07?", kind="conference", place="made-up-town")
    assert [(line.column, line.old, line.new) for line in worded(old, new)] == [
        ("Kind", [("", "Summit")], [("", "Conference")]),
        ("Date", [("", "4 July 2024 (2024-07-04)")], [("", "perhaps July 2024 (2024-07?)")]),
        ("Place", [("", "")], [("", str(place))]),
    ]


def test_several_references_are_named_one_by_one(event):
    factories.topic("made-up-a"), factories.topic("made-up-b")
    old = dataset.document(event)
    new = changed(old, "events", topics=["made-up-a", "made-up-b"])
    named = "Made-up topic made-up-a; Made-up topic made-up-b"
    assert [line.new for line in worded(old, new)] == [[("", named)]]


def test_added_row_shows_its_filled_columns_under_the_name_of_its_party(event):
    actor = factories.actor("Made-up Japarov")
    old = dataset.document(event)
    row = {**old["participations"][0], "id": "pa~1", "actor": actor.public_id, "country": None}
    new = {**old, "participations": [*old["participations"], row]}
    role = event.participations.get().get_role_display()
    assert worded(old, new) == [
        Line(
            "Participation: Made-up Japarov",
            "pa~1",
            "added",
            [],
            [("Role", role), ("Actor", "Made-up Japarov")],
        )
    ]


def test_removed_evidence_names_its_passage(event):
    old = dataset.document(event)
    passage = str(event.evidence.get().paragraph)
    line = worded(old, {**old, "evidence": []})[0]
    assert (line.row, line.column) == (f"Evidence: {passage}", "removed")
    assert (line.old[0], line.new) == (("Paragraph", passage), [])


def test_placeholder_of_a_row_not_yet_stored_stands_for_itself(event):
    old = dataset.document(event)
    new = changed(old, "participations", actor="ac~1")
    assert [line.new for line in worded(old, new)] == [[("", "ac~1")]]


def test_yes_and_no_are_words_of_the_reader():
    term = factories.tenure(factories.actor("Made-up holder"), factories.post(), "2020", "2021")
    old = dataset.document(term.actor)
    with override("ru"):
        line = worded(old, changed(old, "tenures", acting=True))[0]
    assert (line.old, line.new) == ([("", "нет")], [("", "да")])


def test_passage_is_named_by_publisher_headline_number_and_words():
    article = factories.article(headline="Made-up headline")
    assert str(factories.paragraph(article)) == (
        "Made-up press: Made-up headline ¶1 – Made-up passage."
    )
    unseen = factories.article(
        headline="Made-up guess", headline_basis="not-seen", published="2022"
    )
    assert str(factories.paragraph(unseen, 0)) == "Made-up press, 2022 – Made up."
