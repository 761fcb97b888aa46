"""The author of a change does not publish it, whichever way it is tried; nothing changes then."""

from contextlib import suppress

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from events import curation, dataset, models
from events.choices import RevisionState, Status
from events.curation.bulk import upload
from tests import factories

from .conftest import logged_in

pytestmark = pytest.mark.django_db
AUTHOR = "The author of a change cannot publish it."


def stored(row):
    return type(row).objects.get(pk=row.pk)


def everything():
    """What publishing would change: records, revisions, tombstones."""
    found = {
        model.__name__: list(
            model.objects.order_by("pk").values_list(
                "pk", "status", "version", "published_at", "reviewer", "merged_into"
            )
        )
        for model in models.RECORDS
    }
    columns = ("pk", "state", "version", "reviewer", "decided_at")
    found["Revision"] = list(models.Revision.objects.order_by("pk").values_list(*columns))
    found["Tombstone"] = list(models.Tombstone.objects.values_list("pk"))
    return found


def submitted(user, build=factories.event, **fields):
    record = build(status=Status.DRAFT, **fields)
    curation.submit(record, user)
    return stored(record)


def proposed(user, title="Made-up change"):
    event = factories.event("Made-up before")
    document = dataset.document(event)
    document["events"][0]["title_en"] = title
    revision = curation.propose(event, document, user)
    curation.submit(revision, user)
    return stored(revision)


def texts(response):
    return [str(message) for message in response.context["messages"]]


@pytest.fixture(params=["reviewer", "superuser"])
def decider(request, db):
    """Somebody who may publish the work of others."""
    if request.param == "superuser":
        return factories.user("root", superuser=True)
    return factories.user("both", "Curators", "Reviewers")


@pytest.fixture(params=["record", "revision", "contributor", "reviser", "bundle"])
def own(request, decider):
    """Something in review that the decider had a hand in, in each of the ways there are."""
    other = factories.user("other", "Curators")
    if request.param == "record":
        return submitted(decider)
    if request.param == "revision":
        return proposed(decider)
    if request.param == "contributor":
        event = submitted(other)
        curation.changed(event, decider)
        curation.submit(stored(event), other)
        return stored(event)
    if request.param == "reviser":
        revision = proposed(other)
        curation.revise(revision, revision.document, decider)
        curation.submit(stored(revision), other)
        return stored(revision)
    person = submitted(decider, factories.actor)
    event = factories.event(status=Status.DRAFT)
    factories.participation(event, actor=person)
    curation.submit(event, other)
    return stored(event)


@pytest.fixture
def client(decider):
    return logged_in(decider)


def test_by_curation_itself(decider, own):
    before = everything()
    with pytest.raises(curation.CurationError) as refused:
        curation.publish(curation.bundle_of([own]), decider)
    assert [problem.message for problem in refused.value.problems] == [AUTHOR]
    assert everything() == before


def test_by_the_page_of_review(client, own):
    page = client.get(reverse("desk:review_one", args=[own.public_id]))
    assert page.context["is_own"] or page.context["own_in_bundle"]
    before = everything()
    answer = client.post(
        reverse("desk:publish", args=[own.public_id]),
        {"seen": page.context["found"].seen},
        follow=True,
    )
    assert texts(answer) == [AUTHOR]
    assert everything() == before


def test_by_the_page_of_review_without_its_button(client, own):
    page = client.get(reverse("desk:review_one", args=[own.public_id])).content.decode()
    button = page.split('id="publish-form"')[1].split("</form>")[0]
    assert '<button type="submit" class="main-button" disabled' in button


def test_by_the_step_of_the_admin(client, own):
    before = everything()
    name = f"admin:events_{own._meta.model_name}_curate"
    answer = client.post(reverse(name, args=[own.pk, "publish"]))
    assert texts(answer) == [AUTHOR]
    assert everything() == before


def test_by_the_action_of_the_list(client, decider):
    event = submitted(decider)
    before = everything()
    data = {"action": "publish_selected", "_selected_action": [event.pk]}
    answer = client.post(reverse("admin:events_event_changelist"), data, follow=True)
    assert texts(answer) == [AUTHOR]
    assert everything() == before


def test_by_hiding_it_among_the_work_of_others(decider):
    theirs, mine = submitted(factories.user("other", "Curators")), submitted(decider)
    before = everything()
    with pytest.raises(curation.CurationError, match=AUTHOR):
        curation.publish([theirs, mine], decider)
    assert everything() == before


def test_by_submitting_what_somebody_else_had_written(decider):
    event = factories.event(status=Status.DRAFT, author=factories.user("other", "Curators"))
    curation.submit(event, decider)
    before = everything()
    with pytest.raises(curation.CurationError, match=AUTHOR):
        curation.publish(stored(event), decider)
    assert everything() == before


def test_by_bringing_somebody_elses_revision_up_to_date(decider):
    other = factories.user("other", "Curators")
    revision = proposed(other)
    curation.rebase(revision, decider)
    curation.submit(stored(revision), other)
    with pytest.raises(curation.CurationError, match=AUTHOR):
        curation.publish(stored(revision), decider)
    assert stored(revision).state == RevisionState.IN_REVIEW


def test_by_withdrawing_and_proposing_it_anew_as_somebody_elses(decider):
    revision = proposed(decider)
    curation.withdraw(revision, decider)
    before = everything()
    with pytest.raises(curation.CurationError):
        curation.publish(stored(revision), decider)
    assert everything() == before


def test_by_merging_it_into_a_public_record(client, decider):
    mine, public = submitted(decider), factories.event()
    before = everything()
    url = reverse("admin:events_event_curate", args=[mine.pk, "merge"])
    seen = f"{public.public_id} {curation.stamp(public)} {curation.stamp(mine)}"
    asked = {"target": public.pk, "reason": "Made-up reason"}
    answers = [client.post(url, asked), client.post(url, {**asked, "seen": seen})]
    assert [texts(answer) for answer in answers] == [[AUTHOR], [AUTHOR]]
    assert everything() == before


def test_by_saving_the_row(decider):
    event = submitted(decider)
    before = everything()
    event.status, event.reviewer = Status.PUBLISHED, factories.user("nobody")
    with pytest.raises(models.UnreviewedChange):
        event.save()
    with pytest.raises(models.UnreviewedChange):
        models.Event.objects.create(
            title_en="Made-up", kind="summit", date="2024", status="published"
        )
    assert everything() == before


def test_by_an_update_in_bulk(decider):
    event = submitted(decider)
    before = everything()
    rows = models.Event.objects.in_review()
    for values in ({"status": Status.PUBLISHED}, {"status": "published", "reviewer": decider}):
        with pytest.raises(models.UnreviewedChange):
            rows.update(**values)
    copies = [models.Event(title_en="Made-up", kind="summit", date="2024", status="published")]
    with pytest.raises(models.UnreviewedChange):
        models.Event.objects.bulk_create(copies)
    assert (everything(), stored(event).status) == (before, Status.IN_REVIEW)


def test_by_writing_past_curation_the_database_refuses(decider):
    """Author and reviewer in one person is against a constraint, inside `writing()` too."""
    event = submitted(decider)
    event.status, event.reviewer = Status.PUBLISHED, decider
    with pytest.raises(IntegrityError), transaction.atomic(), models.writing():
        event.save()
    assert stored(event).status == Status.IN_REVIEW


def test_by_the_form_of_the_admin(client, decider):
    """The status is no field of the form; what is posted for it is not read."""
    event = submitted(decider)
    url = reverse("admin:events_event_change", args=[event.pk])
    client.post(url, {"status": "published", "reviewer": decider.pk, "_save": "1"})
    assert stored(event).status == Status.IN_REVIEW


def test_by_saving_a_document_at_the_desk(decider):
    event = submitted(decider)
    document = dataset.document(event)
    document["events"][0]["status"] = "published"
    before = everything()
    with pytest.raises(curation.CurationError):
        curation.keep_draft(
            document, decider, table="events", id=event.public_id, seen=curation.stamp(event)
        )
    assert everything() == before


def test_by_saving_and_submitting_as_somebody_elses_at_the_desk(decider):
    """Whoever saves is among the authors, and a record that was saved has to be submitted anew."""
    event = submitted(factories.user("other", "Curators"))
    document = dataset.document(event)
    document["events"][0]["summary"] = "Made-up summary."
    curation.keep_draft(
        document, decider, table="events", id=event.public_id, seen=curation.stamp(event)
    )
    assert stored(event).status == Status.DRAFT
    curation.submit(stored(event), factories.User.objects.get(username="other"))
    before = everything()
    with pytest.raises(curation.CurationError, match=AUTHOR):
        curation.publish(stored(event), decider)
    assert everything() == before


@pytest.mark.parametrize("row", ["status\n{id},published", "status,batch\n{id},published,made-up"])
def test_by_uploading_a_table(decider, row, tmp_path):
    event = submitted(decider)
    factories.batch()
    folder = tmp_path / "tables"
    folder.mkdir()
    (folder / "events.csv").write_text(f"id,{row.format(id=event.public_id)}\n")
    before = everything()
    with suppress(curation.CurationError, dataset.LoadError):
        upload(folder, decider)
    assert stored(event).status != Status.PUBLISHED
    assert everything()["Event"] == before["Event"]


def test_a_third_person_publishes_what_two_had_a_hand_in(own, decider):
    third = factories.user("third", "Reviewers")
    curation.publish(curation.bundle_of([own]), third)
    is_revision = isinstance(own, models.Revision)
    assert (stored(own).state if is_revision else stored(own).status) == "published"


def test_a_record_published_once_is_open_to_its_author_as_reviewer_of_others(decider):
    """Authorship ends with publication: a later change by somebody else is his to decide on."""
    event = submitted(decider)
    curation.publish(event, factories.user("third", "Reviewers"))
    document = dataset.document(stored(event))
    document["events"][0]["summary"] = "Made-up summary."
    revision = curation.propose(stored(event), document, factories.user("other", "Curators"))
    curation.submit(revision, factories.User.objects.get(username="other"))
    curation.publish(stored(revision), decider)
    assert stored(event).summary == "Made-up summary."
