"""The rows of curators' work: sittings, judgements, decisions, receipts."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction

from events.models import Decision, Judgement, Sitting
from tests import factories

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def curator():
    return User.objects.create(username="made-up-curator")


@pytest.fixture
def paragraph():
    return factories.paragraph()


def test_sitting_took_the_time_from_opening_to_submitting(curator, paragraph):
    Sitting.objects.create(
        article=paragraph.article,
        curator=curator,
        opened_at=NOON,
        submitted_at=NOON + timedelta(minutes=4),
    )
    assert [row.took for row in Sitting.objects.submitted()] == [timedelta(minutes=4)]


def test_sitting_that_is_open_is_not_among_the_submitted(curator, paragraph):
    Sitting.objects.create(article=paragraph.article, curator=curator)
    assert (Sitting.objects.submitted().count(), Sitting.objects.open().count()) == (0, 1)


def test_second_open_sitting_of_one_curator_is_refused(curator, paragraph):
    Sitting.objects.create(article=paragraph.article, curator=curator)
    with pytest.raises(IntegrityError), transaction.atomic():
        Sitting.objects.create(article=paragraph.article, curator=curator)


def test_sitting_submitted_before_it_was_opened_is_refused(curator, paragraph):
    with pytest.raises(IntegrityError), transaction.atomic():
        Sitting.objects.create(
            article=paragraph.article,
            curator=curator,
            opened_at=NOON,
            submitted_at=NOON - timedelta(seconds=1),
        )


def judge(curator, paragraph, target, *, accepted):
    return Judgement.objects.create(
        paragraph=paragraph,
        start=0,
        end=4,
        kind="actor",
        target=target,
        accepted=accepted,
        curator=curator,
    )


def test_share_accepted_is_unknown_before_anything_was_judged():
    assert Judgement.objects.share_accepted() is None


def test_share_accepted_counts_taken_among_judged(curator, paragraph):
    for target, accepted in (("ac1", True), ("ac2", True), ("ac3", False), ("ac4", True)):
        judge(curator, paragraph, target, accepted=accepted)
    assert Judgement.objects.of_article(paragraph.article).share_accepted() == 0.75


def test_suggestion_is_judged_once(curator, paragraph):
    judge(curator, paragraph, "ac1", accepted=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        judge(curator, paragraph, "ac1", accepted=False)


def test_decisions_of_a_subject_come_newest_first(curator):
    for hours, outcome in enumerate(("submitted", "returned", "submitted")):
        Decision.objects.create(
            subject="ev1", outcome=outcome, by=curator, at=NOON + timedelta(hours=hours)
        )
    Decision.objects.create(subject="ev12", outcome="published", by=curator, at=NOON)
    found = Decision.objects.of("ev1")
    assert [row.outcome for row in found] == ["submitted", "returned", "submitted"]
    assert found.first().at == NOON + timedelta(hours=2)
    assert Decision.objects.with_outcome("published").get().subject == "ev12"
