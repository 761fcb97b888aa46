"""Bulk work in the admin: lists taken away as files, files looked over and applied."""

import csv
import io
import time
import zipfile
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from events.models import Event, Revision, Upload
from tests import factories

pytestmark = pytest.mark.django_db

HEADER = "id,title_en,kind,date\n"
NEW = f"{HEADER}ev~1,Made-up event of a table,summit,2024-07-04\n"


@pytest.fixture
def curator(client):
    user = factories.user("made-up-bulk-curator", "Curators")
    client.force_login(user)
    return user


def send(client, content, name="events.csv", **fields):
    file = SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)
    return client.post(reverse("desk:bulk"), {"file": file, **fields}, follow=True)


def apply(client, page):
    kept = page.context["kept"]
    seen = {"seen": page.context["seen"]}
    return client.post(reverse("desk:bulk_one", args=[kept.key]), seen)


def test_file_is_shown_row_by_row_and_writes_nothing(client, curator):
    page = send(client, NEW)
    assert [(row["id"], row["kind"]) for row in page.context["rows"]] == [("ev~1", "added")]
    assert {value["column"]: value["new"] for value in page.context["rows"][0]["values"]}[
        "title_en"
    ] == "Made-up event of a table"
    assert Event.objects.count() == 0


def test_applied_file_is_a_draft_of_the_curator(client, curator):
    page = apply(client, send(client, NEW))
    event = Event.objects.get()
    assert (event.status, event.author) == ("draft", curator)
    assert page.context["done"].drafts == [event.public_id]
    assert Upload.objects.count() == 0


def test_file_is_applied_however_long_it_was_looked_at(client, curator):
    page = send(client, NEW)
    time.sleep(1.1)  # rows are stamped to the second
    apply(client, page)
    assert Event.objects.get().title_en == "Made-up event of a table"


def test_file_is_applied_once(client, curator):
    page = send(client, NEW)
    assert [apply(client, page).status_code for _ in range(2)] == [200, 302]
    assert Event.objects.count() == 1


def test_file_is_not_applied_where_something_changed_since(client, curator):
    event = factories.event(status="draft")
    page = send(client, f"{HEADER}{event.public_id},Made-up other title,summit,2024-07-04\n")
    Event.objects.filter(pk=event.pk).update(title_en="Made-up title of somebody else")
    again = apply(client, page)
    event.refresh_from_db()
    assert event.title_en == "Made-up title of somebody else"
    assert again.context["seen"] != page.context["seen"]


def test_published_record_gets_a_revision(client, curator):
    event = factories.event()
    row = f"{event.public_id},Made-up other title,{event.kind},{event.date}\n"
    page = apply(client, send(client, HEADER + row))
    assert page.context["done"].revisions == [event.public_id]
    assert Revision.objects.open().get().author == curator
    assert Event.objects.get().title_en == event.title_en


def test_pending_revision_of_the_same_record_is_named(client, curator):
    event = factories.event()
    row = f"{HEADER}{event.public_id},Made-up other title,{event.kind},{event.date}\n"
    apply(client, send(client, row))
    revision = Revision.objects.open().get()
    assert send(client, row).context["outcome"].pending == [revision.public_id]


def test_faults_are_listed_by_file_row_and_column(client, curator):
    page = send(client, f"{HEADER}ev~1,Made up,summit,never\n")
    (problem,) = page.context["refusal"].problems
    assert (problem.file, problem.row, problem.column) == ("events.csv", 2, "date")
    assert Event.objects.count() == 0


def test_markup_in_a_file_is_shown_as_text(client, curator):
    page = send(client, f"{HEADER}ev~1,<script>made up</script>,summit,2024-07-04\n")
    assert "<script>made up" not in page.content.decode()
    assert "&lt;script&gt;made up" in page.content.decode()


def test_file_of_another_curator_is_not_there(client, curator):
    kept = send(client, NEW).context["kept"]
    client.force_login(factories.user("made-up-other-curator", "Curators"))
    assert client.get(reverse("desk:bulk_one", args=[kept.key])).status_code == 404


def test_staff_without_permission_may_not_send(client):
    client.force_login(factories.user("made-up-onlooker"))
    assert client.get(reverse("desk:bulk")).status_code in (302, 403)
    assert send(client, NEW).status_code in (200, 403)
    assert Upload.objects.count() == 0


def test_files_of_yesterday_are_forgotten(client, curator):
    old = send(client, NEW).context["kept"]
    Upload.objects.filter(pk=old.pk).update(at=timezone.now() - timedelta(days=2))
    new = send(client, NEW).context["kept"]
    assert list(Upload.objects.all()) == [new]


def test_list_is_downloaded_as_it_is_filtered(client, curator):
    factories.event(kind="summit")
    draft = factories.event(status="draft", kind="visit")
    address = reverse("admin:events_event_download", args=["csv"])
    text = client.get(address, {"status__exact": "draft"}).getvalue().decode()
    header, row = csv.reader(io.StringIO(text))
    assert (header[0], row[0]) == ("id", draft.public_id)


def test_downloaded_list_can_be_sent_back(client, curator):
    factories.event()
    factories.event(status="draft")
    address = reverse("admin:events_event_download", args=["csv"])
    page = send(client, client.get(address).getvalue())
    assert (page.context["rows"], page.context["outcome"].same) == ([], 2)


def test_list_is_downloaded_as_a_workbook(client, curator):
    event = factories.event()
    content = client.get(reverse("admin:events_event_download", args=["xlsx"])).content
    rows = list(load_workbook(io.BytesIO(content))["events"].values)
    assert (rows[0][0], rows[1][0]) == ("id", event.public_id)
    page = send(client, content, "list.xlsx")
    assert (page.context["rows"], page.context["outcome"].same) == ([], 1)


def test_list_links_to_its_files_with_its_filter(client, curator):
    page = client.get(reverse("admin:events_event_changelist"), {"status__exact": "draft"})
    address = reverse("admin:events_event_download", args=["csv"])
    assert f'href="{address}?status__exact=draft"' in page.content.decode()


def test_list_is_not_downloaded_without_permission(client):
    user = factories.user("made-up-onlooker")
    user.is_staff = True
    user.save()
    client.force_login(user)
    address = reverse("admin:events_event_download", args=["csv"])
    assert client.get(address).status_code == 403


@pytest.mark.parametrize("name", ["made-up.zip", "events.xlsx"])
def test_damaged_archive_is_refused_in_words(client, curator, name):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for entry in ("events.csv", "[Content_Types].xml"):
            archive.writestr(entry, f"{HEADER}" + "ev~1,Made-up event,summit,2024\n" * 50)
    damaged = bytearray(content.getvalue())
    for start in (damaged.index(b"PK\x03\x04", at) for at in (0, 4)):
        body = start + 30 + damaged[start + 26]
        damaged[body : body + 8] = b"\xff" * 8
    page = send(client, bytes(damaged), name=name)
    reasons = [problem.reason for problem in page.context["refusal"].problems]
    wanted = {
        "made-up.zip": "It cannot be read as a ZIP archive.",
        "events.xlsx": "It cannot be read as an XLSX workbook.",
    }
    assert (page.status_code, reasons) == (200, [wanted[name]])
