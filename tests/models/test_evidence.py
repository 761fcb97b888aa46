"""Evidence, articles, captures, aliases."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from events import models
from events.choices import Status
from tests import factories

pytestmark = pytest.mark.django_db


def test_evidence_of_two_claims_is_refused():
    event, statement = factories.event(), factories.statement()
    with pytest.raises(IntegrityError), models.writing(), transaction.atomic():
        models.Evidence.objects.create(
            event=event, statement=statement, paragraph=factories.paragraph()
        )


def test_evidence_of_nothing_is_refused():
    with pytest.raises(IntegrityError), models.writing(), transaction.atomic():
        models.Evidence.objects.bulk_create([models.Evidence(paragraph=factories.paragraph())])


def test_evidence_knows_claim_record_and_article():
    passage = factories.paragraph()
    event = factories.event(countries=["KG"], evidenced=False)
    evidence = factories.evidence(event.participations.get(), passage)
    assert evidence.claim_name == "participation"
    assert evidence.record == event
    assert evidence.article == passage.capture.article


def test_evidence_for_an_unknown_field_is_refused():
    evidence = factories.evidence(factories.event())
    evidence.field = "colour"
    with pytest.raises(ValidationError) as refusal:
        evidence.clean()
    assert list(refusal.value.message_dict) == ["field"]


@pytest.mark.parametrize(
    "quote, refused",
    [("word " * 25, False), ("word " * 26, True), ("字" * 50, False), ("字" * 51, True)],
)
def test_quotation_has_at_most_25_words_or_50_characters(quote, refused):
    evidence = models.Evidence(quote=quote)
    if refused:
        with pytest.raises(ValidationError) as refusal:
            evidence.clean()
        assert list(refusal.value.message_dict) == ["quote"]
    else:
        evidence.clean()


def test_published_evidence_belongs_to_published_records():
    shown = factories.event().evidence.get()
    factories.event(status=Status.DRAFT)
    assert list(models.Evidence.objects.published()) == [shown]


def test_article_is_public_while_a_published_record_cites_it():
    cited, uncited = factories.article(), factories.article()
    factories.event(source=factories.paragraph(cited))
    factories.event(source=factories.paragraph(uncited), status=Status.DRAFT)
    assert list(models.Article.objects.published()) == [cited]


def test_article_url_is_unique_where_present():
    factories.article(url="")
    factories.article(url="")
    factories.article(url="https://press.example/same")
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.article(url="https://press.example/same")


def test_headline_not_seen_is_not_shown():
    article = factories.article(headline_basis="rebuilt", headline="Made-up rebuilt headline")
    assert article.label == "Made-up press, 2024-07-05"


def test_capture_keeps_its_hash():
    capture = models.Capture.objects.create(article=factories.article(), sha256="a" * 64)
    capture = models.Capture.objects.get(pk=capture.pk)
    capture.sha256 = "b" * 64
    with pytest.raises(models.ImmutableCapture):
        capture.save()


def test_paragraph_zero_and_no_other_is_the_whole_article():
    capture = models.Capture.objects.create(article=factories.article())
    for number, kind in ((0, "body"), (3, "whole")):
        with pytest.raises(IntegrityError), transaction.atomic():
            models.Paragraph.objects.create(capture=capture, number=number, kind=kind)


def test_alias_of_two_things_is_refused():
    with pytest.raises(IntegrityError), models.writing(), transaction.atomic():
        models.Alias.objects.create(
            spelling="Made-up", actor=factories.actor(), country=factories.country()
        )


def test_alias_is_folded():
    alias = models.Alias.objects.create(
        spelling="ЖАПАРОВ Садыр", actor=factories.actor(status=Status.DRAFT)
    )
    assert alias.folded == "жапаров садыр"


def test_one_offset_without_the_other_is_refused():
    event = factories.event()
    with pytest.raises(IntegrityError), models.writing(), transaction.atomic():
        models.Evidence.objects.create(event=event, paragraph=factories.paragraph(), start=3)


def test_one_coordinate_without_the_other_is_refused():
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.place(latitude=42.87)
