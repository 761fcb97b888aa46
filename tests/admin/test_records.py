"""Curating in the admin: drafts in place, published records by revision."""

import pytest
from django.urls import reverse

from events import models
from events.admin.differences import Line
from events.choices import RevisionState, Status
from tests import factories

from .conftest import logged_in
from .forms import posted

pytestmark = pytest.mark.django_db


def address(record, action="change"):
    return reverse(f"admin:events_{record._meta.model_name}_{action}", args=[record.pk])


def step(record, slug):
    name = f"admin:events_{record._meta.model_name}_curate"
    return reverse(name, args=[record.pk, slug])


def stored(record):
    return type(record).objects.get(pk=record.pk)


def texts(response):
    return [str(message) for message in response.context["messages"]]


def added(client, **changes):
    """An event added through the form with two parties and one piece of evidence."""
    url = reverse("admin:events_event_add")
    kg, cn = factories.country("KG").pk, factories.country("CN").pk
    data = {
        **posted(client.get(url)),
        "title_en": "Made-up meeting",
        "kind": "summit",
        "state": "held",
        "mode": "in-person",
        "date": "2024-07-04",
        "date_basis": "stated",
        "participations-TOTAL_FORMS": "2",
        "participations-0-role": "host",
        "participations-0-country": kg,
        "participations-1-role": "guest",
        "participations-1-country": cn,
        "evidence-TOTAL_FORMS": "1",
        "evidence-0-paragraph": factories.paragraph().pk,
        "evidence-0-stance": "supports",
        "evidence-0-confidence": "high",
        **changes,
    }
    return client.post(url, data, follow=True)


def test_added_event_is_a_draft_of_its_curator(as_curator, curator):
    added(as_curator)
    event = models.Event.objects.get()
    assert (event.status, event.author, event.title_en) == (
        Status.DRAFT,
        curator,
        "Made-up meeting",
    )
    assert [p.country_id for p in event.participations.order_by("pk")] == ["KG", "CN"]
    assert event.evidence.count() == 1


def test_free_text_date_is_shown_back_and_then_saved(as_curator):
    answer = added(as_curator, date="17 сентября 2021")
    form = answer.context["adminform"].form
    assert form.errors["date"] == [
        "Understood as 17 September 2021 (2021-09-17). Save again if that is right."
    ]
    assert form["date"].value() == "2021-09-17"
    assert models.Event.objects.count() == 0
    as_curator.post(reverse("admin:events_event_add"), {**posted(answer)}, follow=True)
    assert models.Event.objects.get().date == "2021-09-17"


def test_bad_date_is_refused_with_the_reason(as_curator):
    answer = added(as_curator, date="2021-13-01")
    assert len(answer.context["adminform"].form.errors["date"]) == 1
    assert models.Event.objects.count() == 0


def test_reading_of_a_date_is_served(as_curator):
    url = reverse("admin:events_read_date")
    answer = as_curator.get(url, {"text": "14-15 June 2001"})
    assert answer.json() == {"edtf": "2001-06-14/2001-06-15", "words": "14–15 June 2001"}
    assert list(as_curator.get(url, {"text": "soon"}).json()) == ["error"]


def test_submit_and_publish_by_two_people(as_curator, as_reviewer):
    added(as_curator)
    event = models.Event.objects.get()
    as_curator.post(step(event, "submit"))
    assert stored(event).status == Status.IN_REVIEW
    as_reviewer.post(step(event, "publish"))
    assert stored(event).status == Status.PUBLISHED


def test_publish_by_the_author_is_refused_with_a_message(as_curator, curator):
    curator.groups.set(factories.Group.objects.all())
    added(as_curator)
    event = models.Event.objects.get()
    as_curator.post(step(event, "submit"))
    answer = as_curator.post(step(event, "publish"), follow=True)
    assert texts(answer)[-1] == "The author of a change cannot publish it."
    assert stored(event).status == Status.IN_REVIEW


def test_return_asks_a_reason(as_curator, as_reviewer):
    added(as_curator)
    event = models.Event.objects.get()
    as_curator.post(step(event, "submit"))
    assert list(as_reviewer.post(step(event, "return")).context["form"].errors) == ["reason"]
    as_reviewer.post(step(event, "return"), {"reason": "Made-up reason"})
    event = stored(event)
    assert (event.status, event.status_reason) == (Status.DRAFT, "Made-up reason")


def test_retract_asks_a_reason(as_reviewer):
    event = factories.event()
    assert list(as_reviewer.post(step(event, "retract")).context["form"].errors) == ["reason"]
    as_reviewer.post(step(event, "retract"), {"reason": "Made-up reason"})
    assert stored(event).status == Status.RETRACTED


def test_merge_asks_for_the_survivor(as_reviewer):
    event, kept = factories.event(), factories.event()
    answer = as_reviewer.post(step(event, "merge"), {"reason": "Made-up reason"})
    assert list(answer.context["form"].errors) == ["target"]
    asked = {"reason": "Made-up reason", "target": kept.pk}
    shown = as_reviewer.post(step(event, "merge"), asked)
    assert stored(event).merged_into is None
    as_reviewer.post(step(event, "merge"), {**asked, "seen": shown.context["preview"].seen})
    assert stored(event).merged_into == kept


def test_unknown_step_is_forbidden(as_reviewer):
    assert as_reviewer.get(step(factories.event(), "explode")).status_code == 403


def test_saving_a_published_record_keeps_a_revision_and_the_public_row(as_curator, curator):
    event = factories.event("Made-up old", countries=["KG"])
    page = as_curator.get(address(event))
    as_curator.post(address(event), posted(page, title_en="Made-up new"), follow=True)
    revision = models.Revision.objects.open().get()
    assert stored(event).title_en == "Made-up old"
    assert (revision.record, revision.state, revision.author) == (
        event.public_id,
        RevisionState.DRAFT,
        curator,
    )
    assert revision.document["events"][0]["title_en"] == "Made-up new"


def test_saving_without_a_change_keeps_no_revision(as_curator):
    event = factories.event(countries=["KG"])
    answer = as_curator.post(address(event), posted(as_curator.get(address(event))), follow=True)
    assert texts(answer) == ["Nothing was changed."]
    assert models.Revision.objects.count() == 0


def test_reviewer_sees_the_difference_and_publishes_it(as_curator, as_reviewer):
    event = factories.event("Made-up old")
    page = as_curator.get(address(event))
    as_curator.post(address(event), posted(page, title_en="Made-up new"))
    revision = models.Revision.objects.open().get()
    as_curator.post(step(revision, "submit"))
    changes = as_reviewer.get(address(revision)).context["changes"]
    assert changes == [
        Line(
            "Event",
            event.public_id,
            "Title (English)",
            [("", "Made-up old")],
            [("", "Made-up new")],
        )
    ]
    as_reviewer.post(step(revision, "publish"))
    event = stored(event)
    assert (event.title_en, event.version) == ("Made-up new", 2)


def test_party_added_to_a_published_record_appears_with_the_revision(as_curator, as_reviewer):
    event = factories.event(countries=["KG"])
    cn = factories.country("CN").pk
    data = posted(
        as_curator.get(address(event)),
        **{
            "participations-TOTAL_FORMS": "2",
            "participations-1-role": "guest",
            "participations-1-country": cn,
        },
    )
    as_curator.post(address(event), data)
    assert [p.country_id for p in event.participations.all()] == ["KG"]
    factories.participation(factories.event(), country=factories.country("UZ"))
    revision = models.Revision.objects.open().get()
    as_curator.post(step(revision, "submit"))
    as_reviewer.post(step(revision, "publish"))
    assert [p.country_id for p in event.participations.order_by("pk")] == ["KG", "CN"]


def test_revision_can_be_edited_further(as_curator):
    event = factories.event("Made-up old", countries=["KG"])
    page = as_curator.get(address(event))
    as_curator.post(address(event), posted(page, title_en="Made-up new"))
    revision = models.Revision.objects.open().get()
    url = f"{address(event)}?revision={revision.pk}"
    page = as_curator.get(url)
    assert page.context["adminform"].form["title_en"].value() == "Made-up new"
    as_curator.post(url, posted(page, title_en="Made-up newer"))
    revision = models.Revision.objects.open().get()
    assert revision.document["events"][0]["title_en"] == "Made-up newer"
    assert stored(event).title_en == "Made-up old"


def test_evidence_of_a_party_is_edited_on_its_own_page(as_curator):
    event = factories.event(countries=["KG"], status=Status.DRAFT)
    part = event.participations.get()
    data = posted(
        as_curator.get(address(part)),
        **{
            "evidence-TOTAL_FORMS": "1",
            "evidence-0-paragraph": factories.paragraph().pk,
            "evidence-0-stance": "supports",
            "evidence-0-confidence": "medium",
        },
    )
    as_curator.post(address(part), data)
    assert part.evidence.get().confidence == "medium"


def test_evidence_of_a_published_party_is_a_revision_of_its_record(as_curator):
    event = factories.event(countries=["KG"])
    part = event.participations.get()
    data = posted(as_curator.get(address(part)), office="Made-up office")
    as_curator.post(address(part), data)
    revision = models.Revision.objects.open().get()
    assert revision.record == event.public_id
    assert revision.document["participations"][0]["office"] == "Made-up office"
    assert event.participations.get().office == ""


def test_retracted_record_is_read_only(as_reviewer):
    event = factories.event(status=Status.RETRACTED)
    page = as_reviewer.get(address(event))
    assert page.context["has_change_permission"] is False


def test_public_record_cannot_be_deleted_and_a_draft_of_superusers_can():
    client = logged_in(factories.user("root", superuser=True))
    event, draft = factories.event(), factories.event(status=Status.DRAFT, evidenced=False)
    assert client.post(address(event, "delete"), {"post": "yes"}).status_code == 403
    client.post(address(draft, "delete"), {"post": "yes"})
    assert list(models.Event.objects.all()) == [event]


def test_page_links_to_the_public_page_once_there_is_one(as_curator):
    event, draft = factories.event(), factories.event(status=Status.DRAFT)
    assert event.get_absolute_url() in as_curator.get(address(event)).content.decode()
    assert draft.get_absolute_url() not in as_curator.get(address(draft)).content.decode()


@pytest.mark.parametrize("typed", ["Жапаров", "zhapar", "Made-up Japarov", "扎帕罗夫"])
def test_autocomplete_finds_an_actor_by_alias_in_any_script(as_curator, typed):
    actor = factories.actor("Made-up Japarov", name_zh="萨德尔·扎帕罗夫", status=Status.DRAFT)
    for spelling in ("Садыр Жапаров", "Zhaparov"):
        models.Alias.objects.create(spelling=spelling, actor=actor)
    answer = as_curator.get(
        reverse("admin:autocomplete"),
        {
            "app_label": "events",
            "model_name": "participation",
            "field_name": "actor",
            "term": typed,
        },
    )
    assert [row["id"] for row in answer.json()["results"]] == [str(actor.pk)]


def test_revision_of_another_record_is_not_edited_here(as_curator):
    event, other = factories.event("Made-up old"), factories.event("Made-up other")
    page = as_curator.get(address(event))
    as_curator.post(address(event), posted(page, title_en="Made-up new"))
    revision = models.Revision.objects.open().get()
    assert as_curator.get(f"{address(other)}?revision={revision.pk}").status_code == 404


def test_revision_whose_document_no_longer_fits_is_refused_in_words(as_curator):
    event = factories.event("Made-up old")
    page = as_curator.get(address(event))
    as_curator.post(address(event), posted(page, title_en="Made-up new"))
    revision = models.Revision.objects.open().get()
    revision.document["events"][0]["kind"] = "made-up-kind"
    revision.save()
    answer = as_curator.get(f"{address(event)}?revision={revision.pk}", follow=True)
    assert texts(answer)[-1].startswith("events 1: ")


def test_form_opened_before_a_publication_loses_nothing_of_it(as_curator, as_reviewer):
    event = factories.event("Made-up old")
    early = as_curator.get(address(event))
    as_curator.post(address(event), posted(early, title_en="Made-up new"))
    revision = models.Revision.objects.open().get()
    as_curator.post(step(revision, "submit"))
    as_reviewer.post(step(revision, "publish"))
    as_curator.post(address(event), posted(early, summary="Made-up summary"))
    revision = models.Revision.objects.open().get()
    row = revision.document["events"][0]
    assert (row["title_en"], row["summary"]) == ("Made-up new", "Made-up summary")
    assert revision.base_version == 2


def test_child_cannot_be_deleted_on_its_own_page(as_reviewer):
    part = factories.event(countries=["KG"]).participations.get()
    assert as_reviewer.post(address(part, "delete"), {"post": "yes"}).status_code == 403


@pytest.mark.parametrize("slug", ["merge", "retract"])
def test_step_of_records_is_not_taken_on_a_revision(as_curator, as_reviewer, slug):
    event = factories.event("Made-up old", countries=["KG"])
    as_curator.post(address(event), posted(as_curator.get(address(event)), title_en="Made-up new"))
    revision = models.Revision.objects.open().get()
    offered = [s.slug for s in as_reviewer.get(address(revision)).context["steps"]]
    assert offered == ["submit", "withdraw"]
    answer = as_reviewer.get(step(revision, slug), follow=True)
    assert texts(answer) == ["This step does not lead on from here any more."]


@pytest.mark.parametrize("language", ["ru", "zh-hans", "de"])
def test_admin_speaks_the_language_of_the_browser(as_curator, language):
    url = reverse("admin:events_event_add")
    answer = as_curator.get(url, headers={"accept-language": language})
    shown = {"de": "en"}.get(language, language)
    assert f'<html lang="{shown}"' in answer.content.decode()
    assert answer["Content-Language"] == shown


def test_evidence_for_a_field_that_the_claim_lacks_is_refused(as_curator):
    answer = added(as_curator, **{"evidence-0-field": "nonsense"})
    assert list(answer.context["inline_admin_formsets"][1].formset.errors[0]) == ["field"]
    assert models.Event.objects.count() == 0


def test_event_is_published_with_the_new_person_it_names(as_curator, as_reviewer):
    person = factories.actor("Made-up new person", status=Status.DRAFT)
    event = factories.event(status=Status.DRAFT)
    factories.participation(event, actor=person)
    for record in (person, event):
        as_curator.post(step(record, "submit"))
    assert list(as_reviewer.get(step(event, "publish")).context["bundle"]) == [stored(person)]
    as_reviewer.post(step(event, "publish"))
    assert [stored(r).status for r in (person, event)] == [Status.PUBLISHED] * 2


def test_step_of_reviewers_is_not_shown_to_a_curator(as_curator):
    assert as_curator.get(step(factories.event(), "retract")).status_code == 403


def test_capture_with_its_defaults_is_added_to_an_article(as_curator):
    article = factories.article()
    url = reverse("admin:events_article_change", args=[article.pk])
    data = posted(
        as_curator.get(url),
        **{
            "captures-TOTAL_FORMS": "2",
            "captures-1-article": article.pk,
            "captures-1-method": "digest",
        },
    )
    as_curator.post(url, data)
    assert article.captures.count() == 2
