"""Text attached to an article that is there, and evidence that keeps to its own capture."""

from dataclasses import replace

import pytest

from events import intake, models
from events.choices import CaptureMethod
from tests import factories

from .made_up import FIRST, SECOND, TEXT, reading

pytestmark = pytest.mark.django_db


@pytest.fixture
def curator():
    return factories.user("curator", "Curators")


@pytest.fixture
def bare():
    """An article of which only paragraph 0 is known."""
    row = factories.article()
    models.Paragraph.objects.filter(capture__article=row, number=1).delete()
    return row


def known_by_hash(found: intake.Reading, *, described: bool = True) -> models.Article:
    """An article as packages bring it: the hash of its text and digests, without the text."""
    row = models.Article.objects.create(publisher=factories.publisher(), language="en")
    capture = models.Capture.objects.create(article=row, sha256=found.sha256, method="file")
    models.Paragraph.objects.create(capture=capture, number=0, kind="whole", digest="Made up.")
    for passage in found.passages:
        models.Paragraph.objects.create(
            capture=capture, number=passage.number, digest="Made up." if described else ""
        )
    return row


def texts(capture: models.Capture) -> list[str]:
    return list(capture.paragraphs.order_by("number").values_list("text", flat=True))


def test_text_goes_into_the_capture_that_knows_its_hash(curator):
    found = reading()
    row = known_by_hash(found)
    before = row.changed_at
    capture = intake.correct(row, found, curator)
    assert capture == row.captures.get()
    assert texts(capture) == ["", *[passage.text for passage in found.passages]]
    assert {p.digest for p in capture.paragraphs.all()} == {"Made up."}
    assert models.Capture.objects.get().sketch == intake.sketch(TEXT)
    assert models.Article.objects.get().changed_at > before
    assert intake.has_text(row)


def test_text_of_an_article_that_somebody_else_codes_is_refused(curator, bare):
    bare.assignee = factories.user("other-curator", "Curators")
    bare.save()
    for change in (intake.correct, intake.describe):
        if change is intake.describe:
            bare.assignee = None
            bare.save()
            intake.correct(bare, reading(), curator)
            bare.assignee = factories.user("third-curator", "Curators")
            bare.save()
        with pytest.raises(intake.IntakeError) as caught:
            change(bare, reading(), curator)
        assert caught.value.problems == [("", f"{bare.assignee} holds this article.")]


def test_reviewer_may_correct_the_text_that_somebody_else_codes(curator, bare):
    bare.assignee = curator
    bare.save()
    reviewer = factories.user("reviewer", "Reviewers")
    assert intake.correct(bare, reading(), reviewer).article == bare


def test_kinds_are_filled_in_where_nobody_described_the_passage(curator):
    found = reading(f"{FIRST}\n\n13.01.2020\nMade-up other thing")
    known = intake.correct(known_by_hash(found), found, curator)
    assert [(p.kind, p.dated) for p in known.paragraphs.filter(number=2)] == [("body", "")]
    other = reading(f"{SECOND}\n\n13.01.2020\nMade-up other thing")
    empty = intake.correct(known_by_hash(other, described=False), other, curator)
    assert [(p.kind, p.dated) for p in empty.paragraphs.filter(number=2)] == [
        ("sidebar", "2020-01-13")
    ]


def test_passages_numbered_otherwise_are_refused(curator):
    found = reading()
    row = known_by_hash(found)
    shorter = replace(found, passages=found.passages[:2])
    with pytest.raises(intake.IntakeError) as refused:
        intake.correct(row, shorter, curator)
    capture = row.captures.get()
    assert refused.value.problems == [
        ("passages", f"{capture.public_id} has 4 passages, the text has 2.")
    ]
    assert set(texts(capture)) == {""}


def test_other_words_under_a_known_hash_are_refused(curator):
    found = reading()
    row = known_by_hash(found)
    changed = (*found.passages[:3], replace(found.passages[3], text="Made-up other words."))
    with pytest.raises(intake.IntakeError) as refused:
        intake.correct(row, replace(found, passages=changed), curator)
    assert refused.value.problems == [
        ("passages", "The passages do not hold the words of the text.")
    ]
    assert set(texts(row.captures.get())) == {""}


def test_offsets_of_published_evidence_get_their_words(curator):
    found = reading()
    row = known_by_hash(found)
    passage = models.Paragraph.objects.get(capture__article=row, number=2)
    start = FIRST.index("nothing at all")
    event = factories.event()
    evidence = factories.evidence(event, passage, start=start, end=start + len("nothing at all"))
    beyond = factories.evidence(event, passage, start=0, end=9_999)
    intake.correct(row, found, curator)
    evidence.refresh_from_db()
    beyond.refresh_from_db()
    assert (evidence.exact, evidence.before, evidence.after) == (
        "nothing at all",
        FIRST[start - 32 : start],
        FIRST[start + 14 : start + 46],
    )
    assert (beyond.exact, beyond.before, beyond.after) == ("", "", "")
    event.refresh_from_db()
    assert event.version == 1


def test_text_goes_into_the_capture_that_has_no_passages(bare, curator):
    before = bare.captures.get()
    found = replace(reading(), method=CaptureMethod.FILE)
    capture = intake.correct(bare, found, curator)
    stored = bare.captures.get()
    assert stored == before == capture
    assert (stored.sha256, stored.method, stored.sketch) == (
        found.sha256,
        "file",
        intake.sketch(TEXT),
    )
    assert stored.captured_at is not None
    assert texts(stored) == ["", *[passage.text for passage in found.passages]]


def test_passages_with_digests_stay_and_the_text_is_a_capture_beside(curator):
    row = factories.article()
    digests = row.captures.get()
    capture = intake.correct(row, reading(), curator)
    assert list(row.captures.order_by("pk")) == [digests, capture]
    assert (digests.paragraphs.count(), capture.paragraphs.count()) == (2, 5)


def test_correction_is_a_new_capture_and_evidence_stays_with_its_own(curator):
    row = intake.keep(reading(), curator)
    first = row.captures.get()
    evidence = factories.evidence(factories.event(), first.paragraphs.get(number=2))
    second = intake.correct(row, reading(TEXT.replace("Tuesday", "Monday")), curator)
    evidence.refresh_from_db()
    assert second != first
    assert evidence.paragraph.capture == first
    assert texts(first)[2] == FIRST
    assert intake.correct(row, reading(), curator) == first
    assert row.captures.count() == 2


def test_article_without_capture_gets_one(curator):
    row = models.Article.objects.create(publisher=factories.publisher(), language="en")
    assert intake.correct(row, reading(), curator) == row.captures.get()


def test_account_without_permission_attaches_nothing(bare):
    with pytest.raises(intake.IntakeError) as refused:
        intake.correct(bare, reading(), factories.user("nobody"))
    assert refused.value.problems == [("", "You may not do this.")]
    assert not intake.has_text(bare)
