"""The rules of editorial status hold from the shell."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from events import models
from events.choices import Status
from tests import factories

pytestmark = pytest.mark.django_db


def draft(**fields):
    return factories.event("Made-up draft", status=Status.DRAFT, evidenced=False, **fields)


def test_public_id_is_prefix_and_key():
    event = draft()
    assert event.public_id == f"ev{event.pk}"


@pytest.mark.parametrize("model", models.RECORDS)
def test_published_keeps_nothing_else(model):
    build = getattr(factories, model._meta.model_name)
    shown = build()
    into = {"merged_into": shown}
    for status in (Status.DRAFT, Status.IN_REVIEW, Status.RETRACTED):
        build(status=status)
    build(status=Status.MERGED, **into)
    assert list(model.objects.published()) == [shown]


def test_save_of_published_record_is_refused():
    event = factories.event("Made-up summit")
    event.title_en = "Made-up other title"
    with pytest.raises(models.UnreviewedChange):
        event.save()
    event.refresh_from_db()
    assert event.title_en == "Made-up summit"


def test_save_with_new_status_is_refused():
    event = draft()
    event.status = Status.PUBLISHED
    with pytest.raises(models.UnreviewedChange):
        event.save()


def test_create_of_published_record_is_refused():
    with pytest.raises(models.UnreviewedChange):
        models.Event.objects.create(
            title_en="Made-up", kind="summit", date="2024", status=Status.PUBLISHED
        )
    assert models.Event.objects.count() == 0


def test_update_of_status_is_refused():
    event = draft()
    with pytest.raises(models.UnreviewedChange):
        models.Event.objects.update(status=Status.PUBLISHED)
    event.refresh_from_db()
    assert event.status == Status.DRAFT


def test_bulk_update_of_status_is_refused():
    event = draft()
    event.status = Status.PUBLISHED
    with pytest.raises(models.UnreviewedChange):
        models.Event.objects.bulk_update([event], ["status"])


def test_bulk_create_of_published_rows_is_refused():
    row = models.Event(title_en="Made-up", kind="summit", date="2024", status=Status.PUBLISHED)
    with pytest.raises(models.UnreviewedChange):
        models.Event.objects.bulk_create([row])


def test_child_of_published_record_cannot_be_saved_or_deleted():
    event = factories.event(countries=["KG"])
    part = event.participations.get()
    part.office = "Made-up office"
    with pytest.raises(models.UnreviewedChange):
        part.save()
    with pytest.raises(models.UnreviewedChange):
        part.delete()
    with pytest.raises(models.UnreviewedChange):
        event.evidence.get().delete()
    assert event.participations.get().office == ""


def test_child_of_draft_can_be_saved_and_deleted():
    event = draft(countries=["KG"])
    part = event.participations.get()
    part.office = "Made-up office"
    part.save()
    part.delete()
    assert event.participations.count() == 0


def test_record_that_was_public_cannot_be_deleted():
    event = factories.event(status=Status.DRAFT, published_at=timezone.now(), evidenced=False)
    with pytest.raises(models.UnreviewedChange):
        event.delete()
    with pytest.raises(models.UnreviewedChange):
        models.Event.objects.all().delete()
    assert models.Event.objects.get() == event


def test_draft_that_was_never_public_can_be_deleted():
    draft().delete()
    assert models.Event.objects.count() == 0


def refused(**fields):
    """Whether the database itself refuses a row, the models' own guards opened."""
    with pytest.raises(IntegrityError), models.writing(), transaction.atomic():
        models.Event.objects.create(
            **{"title_en": "Made-up", "kind": "summit", "date": "2024"} | fields
        )


def test_published_without_review_or_batch_is_refused_by_the_database():
    author = factories.user("author")
    refused(status=Status.PUBLISHED)
    refused(status=Status.PUBLISHED, author=author)
    refused(status=Status.PUBLISHED, author=author, reviewer=author)


def test_published_with_another_reviewer_is_accepted():
    with models.writing():
        event = models.Event.objects.create(
            title_en="Made-up",
            kind="summit",
            date="2024",
            status=Status.PUBLISHED,
            author=factories.user("author"),
            reviewer=factories.user("reviewer"),
        )
    assert models.Event.objects.published().get() == event


def test_merged_without_target_is_refused_by_the_database():
    refused(status=Status.MERGED)
    refused(status=Status.DRAFT, merged_into=draft())


def test_retracted_without_reason_is_refused_by_the_database():
    refused(status=Status.RETRACTED)


def test_number_without_organ_is_refused_by_the_database():
    refused(organ_number=24)


def test_title_falls_back_to_english():
    event = draft(title_ru="Вымышленный саммит")
    with translation.override("ru"):
        assert event.title == "Вымышленный саммит"
    with translation.override("zh-hans"):
        assert event.title == "Made-up draft"


def test_address_has_id_and_slug():
    event = draft()
    assert event.get_absolute_url() == f"/events/ev{event.pk}/made-up-draft/"


def test_address_without_slug_has_the_id_alone():
    event = factories.event("上合组织", status=Status.DRAFT, evidenced=False)
    assert event.get_absolute_url() == f"/events/ev{event.pk}/"


def test_row_read_before_its_publication_cannot_be_saved_over_it():
    event = draft()
    stale = models.Event.objects.get(pk=event.pk)
    with models.writing():
        event.status, event.batch = Status.PUBLISHED, factories.batch()
        event.published_at = timezone.now()
        event.save()
    stale.title_en = "Made-up stale title"
    with pytest.raises(models.UnreviewedChange):
        stale.save()
    with pytest.raises(models.UnreviewedChange):
        stale.delete()
    assert models.Event.objects.get().title_en == "Made-up draft"


def test_child_cannot_be_moved_away_from_a_published_record():
    part = factories.event(countries=["KG"]).participations.get()
    part.event = draft()
    with pytest.raises(models.UnreviewedChange):
        part.save()


@pytest.mark.parametrize(
    "change",
    [
        lambda event: event.participations.all().delete(),
        lambda event: event.participations.update(office="Made-up"),
        lambda event: event.evidence.all().delete(),
        lambda event: models.Participation.objects.bulk_create(
            [models.Participation(event=event, country_id="KG")]
        ),
        lambda event: models.Event.objects.filter(pk=event.pk).update(title_en="Made-up"),
        lambda event: models.Alias.objects.create(spelling="Made-up", actor=event.organ),
    ],
)
def test_bulk_change_of_published_rows_is_refused(change):
    event = factories.event(countries=["KG"], organ=factories.actor(kind="organisation"))
    with pytest.raises(models.UnreviewedChange):
        change(event)


def test_organ_of_itself_by_a_detour_is_refused():
    first = factories.actor(kind="organ", parent=factories.actor(kind="organisation"))
    second = factories.actor(kind="organ", parent=first)
    first.parent = second
    with pytest.raises(ValidationError) as refusal:
        first.clean()
    assert list(refusal.value.message_dict) == ["parent"]
