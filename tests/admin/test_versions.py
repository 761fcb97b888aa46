"""Two people at one record: the second save shows the three versions and loses nothing."""

import pytest
from django.urls import reverse
from zeal import zeal_ignore

from events import curation, dataset, models
from events.admin.versions import sealed, unsealed, versions
from events.choices import Status
from tests import factories

from .conftest import logged_in
from .forms import posted

pytestmark = pytest.mark.django_db
STALE = (
    "Somebody else saved this record after you opened it. What you typed is kept below."
    " Compare the versions, and save again to decide."
)


def address(record, query=""):
    name = f"admin:events_{record._meta.model_name}_change"
    return reverse(name, args=[record.pk]) + query


def stored(row):
    return type(row).objects.get(pk=row.pk)


def said(version):
    return (
        version.column,
        *(text[0][1] if text else "" for text in (version.original, version.theirs, version.yours)),
        version.is_disputed,
    )


@pytest.fixture(autouse=True)
def _run_twice():
    """A form that came too late is tried and then shown: its queries run twice, not per row."""
    with zeal_ignore():
        yield


@pytest.fixture
def as_other(db):
    return logged_in(factories.user("other", "Curators"))


@pytest.fixture
def event():
    return factories.event("Made-up old", status=Status.DRAFT, countries=["KG"])


CONFLICT = b"Changed by somebody else while you were typing"


@pytest.mark.parametrize("name", ["event", "statement", "initiative", "document", "actor"])
def test_form_without_a_conflict_shows_no_versions(as_curator, name):
    public, draft = (getattr(factories, name)(status=s) for s in (Status.PUBLISHED, Status.DRAFT))
    fresh = reverse(f"admin:events_{name}_add")
    pages = [as_curator.get(url) for url in (fresh, address(public), address(draft))]
    assert [(page.status_code, CONFLICT in page.content) for page in pages] == [(200, False)] * 3


def test_form_of_a_child_without_a_conflict_shows_no_versions(as_curator, event):
    page = as_curator.get(address(event.participations.get()))
    assert (page.status_code, CONFLICT in page.content) == (200, False)


def test_second_save_shows_original_theirs_and_yours_with_what_was_typed(
    as_curator, as_other, event
):
    early = as_curator.get(address(event))
    as_other.post(
        address(event),
        posted(as_other.get(address(event)), title_en="Made-up theirs", summary="Made-up summary."),
    )
    answer = as_curator.post(address(event), posted(early, title_en="Made-up yours"))
    form = answer.context["adminform"].form
    assert form.non_field_errors() == [STALE]
    assert form["title_en"].value() == "Made-up yours"
    assert [said(version) for version in answer.context["versions"]] == [
        ("Title (English)", "Made-up old", "Made-up theirs", "Made-up yours", True),
        ("Summary", "", "Made-up summary.", "", False),
    ]
    assert stored(event).title_en == "Made-up theirs"


def test_saving_again_takes_yours_where_both_changed_and_keeps_the_rest_of_theirs(
    as_curator, as_other, event
):
    early = as_curator.get(address(event))
    as_other.post(
        address(event),
        posted(as_other.get(address(event)), title_en="Made-up theirs", summary="Made-up summary."),
    )
    answer = as_curator.post(address(event), posted(early, title_en="Made-up yours"))
    as_curator.post(address(event), posted(answer))
    event = stored(event)
    assert (event.title_en, event.summary) == ("Made-up yours", "Made-up summary.")
    assert {user.username for user in event.contributors.all()} == {"curator", "other"}


def test_rows_added_by_both_are_both_there(as_curator, as_other, event):
    def adding(client, page, country):
        rows = {
            "participations-TOTAL_FORMS": "2",
            "participations-1-role": "guest",
            "participations-1-country": factories.country(country).pk,
        }
        return client.post(address(event), posted(page, **rows))

    early = as_curator.get(address(event))
    adding(as_other, as_other.get(address(event)), "CN")
    answer = adding(as_curator, early, "KZ")
    assert [(v.row, v.column) for v in answer.context["versions"]] == [
        ("Participation: China", "added")
    ]
    as_curator.post(address(event), posted(answer))
    assert sorted(p.country_id for p in event.participations.all()) == ["CN", "KG", "KZ"]


def test_row_removed_by_the_other_stays_away_unless_it_was_changed(as_curator, as_other, event):
    early = as_curator.get(address(event))
    removing = {"participations-0-DELETE": "on"}
    as_other.post(address(event), posted(as_other.get(address(event)), **removing))
    answer = as_curator.post(address(event), posted(early, title_en="Made-up yours"))
    assert [(v.row, v.column) for v in answer.context["versions"]] == [
        ("Participation: Kyrgyzstan", "removed")
    ]
    as_curator.post(address(event), posted(answer))
    assert (stored(event).title_en, event.participations.count()) == ("Made-up yours", 0)


def test_third_change_before_the_decision_is_shown_as_well(as_curator, as_other, event):
    early = as_curator.get(address(event))
    for title in ("Made-up first", "Made-up second"):
        page = as_other.get(address(event))
        as_other.post(address(event), posted(page, title_en=title))
        answer = as_curator.post(address(event), posted(early, title_en="Made-up yours"))
        early = answer
        assert [said(version) for version in answer.context["versions"]] == [
            ("Title (English)", "Made-up old", title, "Made-up yours", True)
        ]
    as_curator.post(address(event), posted(answer))
    assert stored(event).title_en == "Made-up yours"


def test_submission_in_between_changes_no_value_and_asks_nothing(as_curator, as_other, event):
    early = as_curator.get(address(event))
    curation.submit(event, factories.User.objects.get(username="other"))
    as_curator.post(address(event), posted(early, title_en="Made-up yours"))
    assert (stored(event).title_en, stored(event).status) == ("Made-up yours", Status.DRAFT)


def test_form_with_a_mistake_is_shown_with_the_mistake_first(as_curator, as_other, event):
    early = as_curator.get(address(event))
    as_other.post(address(event), posted(as_other.get(address(event)), title_en="Made-up theirs"))
    answer = as_curator.post(address(event), posted(early, date="2021-13-01"))
    assert list(answer.context["adminform"].form.errors) == ["date"]
    assert stored(event).title_en == "Made-up theirs"


def test_copy_that_is_not_ours_is_not_read(as_curator, as_other, event):
    early = as_curator.get(address(event))
    as_other.post(address(event), posted(as_other.get(address(event)), title_en="Made-up theirs"))
    data = posted(early, title_en="Made-up yours", opened="nonsense")
    answer = as_curator.post(address(event), data)
    assert [said(version) for version in answer.context["versions"]] == [
        ("Title (English)", "", "Made-up theirs", "Made-up yours", True)
    ]
    as_curator.post(address(event), posted(answer))
    assert stored(event).title_en == "Made-up yours"


def test_two_at_one_revision_are_told_apart_like_two_at_a_draft(as_curator, as_other):
    event = factories.event("Made-up old")
    as_curator.post(address(event), posted(as_curator.get(address(event)), title_en="Made-up one"))
    revision = models.Revision.objects.open().get()
    url = address(event, f"?revision={revision.pk}")
    early = as_curator.get(url)
    as_other.post(url, posted(as_other.get(url), title_en="Made-up theirs", summary="Made-up."))
    answer = as_curator.post(url, posted(early, title_en="Made-up yours"))
    assert [said(version) for version in answer.context["versions"]] == [
        ("Title (English)", "Made-up one", "Made-up theirs", "Made-up yours", True),
        ("Summary", "", "Made-up.", "", False),
    ]
    assert stored(revision).document["events"][0]["title_en"] == "Made-up theirs"
    as_curator.post(url, posted(answer))
    row = stored(revision).document["events"][0]
    assert (row["title_en"], row["summary"]) == ("Made-up yours", "Made-up.")


def test_child_on_its_own_page_is_told_apart_too(as_curator, as_other, event):
    part = event.participations.get()
    early = as_curator.get(address(part))
    as_other.post(address(part), posted(as_other.get(address(part)), role="host"))
    answer = as_curator.post(address(part), posted(early, role="guest"))
    labels = [
        str(models.Participation(role=r).get_role_display()) for r in (part.role, "host", "guest")
    ]
    assert [said(version) for version in answer.context["versions"]] == [("Role", *labels, True)]
    as_curator.post(address(part), posted(answer))
    assert stored(part).role == "guest"


def test_copy_of_one_record_is_no_copy_of_another(event):
    text = sealed(dataset.document(event), event.public_id)
    assert unsealed(text, event.public_id) == dataset.document(event)
    assert unsealed(text, "ev999999") is None


def test_value_that_both_changed_alike_is_not_disputed(event):
    began = dataset.document(event)
    same = {**began, "events": [{**began["events"][0], "summary": "Made-up."}]}
    assert [version.is_disputed for version in versions(began, same, same)] == [False]


def test_merger_is_shown_before_it_is_done(as_reviewer, curator):
    kept = factories.event("Made-up kept")
    gone = factories.event(status=Status.DRAFT, countries=["KG"])
    curation.submit(gone, curator)
    url = reverse("admin:events_event_curate", args=[gone.pk, "merge"])
    asked = {"target": kept.pk, "reason": "Made-up reason"}
    answer = as_reviewer.post(url, asked)
    preview = answer.context["preview"]
    assert [(line.row.split(":")[0], line.column) for line in preview.changes] == [
        ("Participation", "added"),
        ("Evidence", "added"),
    ]
    assert (stored(gone).status, kept.participations.count()) == (Status.IN_REVIEW, 0)
    as_reviewer.post(url, {**asked, "seen": preview.seen})
    assert (stored(gone).merged_into, kept.participations.count()) == (kept, 1)


def test_merger_is_shown_anew_where_one_of_the_two_has_changed(as_reviewer, curator):
    kept, gone = factories.event(), factories.event(status=Status.DRAFT)
    url = reverse("admin:events_event_curate", args=[gone.pk, "merge"])
    asked = {"target": kept.pk, "reason": "Made-up reason"}
    seen = as_reviewer.post(url, asked).context["preview"].seen
    curation.submit(gone, curator)
    answer = as_reviewer.post(url, {**asked, "seen": seen})
    assert answer.context["preview"].seen != seen
    assert stored(gone).status == Status.IN_REVIEW
