"""Evidence on a whole article finds the passage that it quotes once the text is attached."""

import pytest

from events import curation, intake, models
from events.choices import RevisionState, Status
from events.curation.binding import bind_quotes
from tests import factories

from .made_up import FIRST, TEXT, reading

pytestmark = pytest.mark.django_db
QUOTE = "nothing was expected to happen there"


@pytest.fixture
def curator():
    return factories.user("curator", "Curators")


@pytest.fixture
def whole():
    """Paragraph 0 of an article without any other."""
    row = factories.article()
    models.Paragraph.objects.filter(capture__article=row, number=1).delete()
    return factories.paragraph(row, 0)


def bound(whole, curator, text=TEXT):
    capture = intake.correct(whole.article, reading(text), curator)
    return bind_quotes(capture, curator)


def place(evidence):
    row = models.Evidence.objects.get(pk=evidence.pk)
    return row.paragraph.number, row.start, row.end, row.exact


START = FIRST.index(QUOTE)
FOUND = (2, START, START + len(QUOTE), QUOTE)
WHOLE = (0, None, None, "")


def test_evidence_of_a_draft_moves_to_the_passage(whole, curator):
    event = factories.event(status=Status.DRAFT)
    evidence = factories.evidence(event, whole, quote=QUOTE)
    assert bound(whole, curator) == []
    assert place(evidence) == FOUND
    row = models.Evidence.objects.get(pk=evidence.pk)
    assert (row.before, row.after) == (FIRST[START - 32 : START], FIRST[START + len(QUOTE) :][:32])
    assert list(models.Event.objects.get(pk=event.pk).contributors.all()) == [curator]


def test_evidence_of_a_record_in_review_makes_it_a_draft_again(whole, curator):
    event = factories.event(status=Status.DRAFT)
    evidence = factories.evidence(event, whole, quote=QUOTE)
    curation.submit(event, curator)
    assert bound(whole, curator) == []
    assert place(evidence) == FOUND
    assert models.Event.objects.get(pk=event.pk).status == Status.DRAFT


def test_evidence_of_a_published_record_is_proposed_once_a_record(whole, curator):
    event = factories.event()
    first = factories.evidence(event, whole, quote=QUOTE)
    second = factories.evidence(event, whole, quote="made-up minister of")
    revisions = bound(whole, curator)
    assert [(r.record, r.state, r.author) for r in revisions] == [
        (event.public_id, RevisionState.DRAFT, curator)
    ]
    assert (place(first), place(second)) == (WHOLE, WHOLE)
    capture = whole.capture
    assert bind_quotes(capture, curator) == []

    curation.submit(revisions[0], curator)
    curation.publish(revisions[0], factories.user("reviewer", "Reviewers"))
    assert place(first) == FOUND
    assert place(second)[0] == 2
    assert bind_quotes(capture, curator) == []


@pytest.mark.parametrize("quote", ["words that stand nowhere", "made-up"])
def test_quotation_that_stands_nowhere_or_twice_stays_with_the_whole(whole, curator, quote):
    evidence = factories.evidence(factories.event(status=Status.DRAFT), whole, quote=quote)
    assert bound(whole, curator) == []
    assert place(evidence) == WHOLE


def test_evidence_without_quotation_stays_with_the_whole(whole, curator):
    evidence = factories.evidence(factories.event(status=Status.DRAFT), whole)
    assert bound(whole, curator) == []
    assert place(evidence) == WHOLE


def test_retracted_record_is_left_alone(whole, curator):
    evidence = factories.evidence(factories.event(status=Status.RETRACTED), whole, quote=QUOTE)
    assert bound(whole, curator) == []
    assert place(evidence) == WHOLE


def test_nothing_is_bound_without_an_account_or_its_permission(whole, curator):
    evidence = factories.evidence(factories.event(status=Status.DRAFT), whole, quote=QUOTE)
    capture = intake.correct(whole.article, reading(), curator)
    assert bind_quotes(capture, None) == []
    assert bind_quotes(capture, factories.user("nobody")) == []
    assert place(evidence) == WHOLE
