"""New and corrected texts of known articles; hostile input; who may import."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from events import intake, models
from tests import factories

from .conftest import logged_in
from .import_forms import (
    IMPORT,
    OTHER,
    TEXT,
    filled,
    passage,
    problems,
    read,
    shown,
    tables,
    texts,
    upload,
)

SCRIPT = "<script>alert('made-up')</script>"
IMAGE = '"><img src=x onerror=alert(1)>'
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20

pytestmark = pytest.mark.django_db


@pytest.fixture
def publisher() -> models.Publisher:
    return factories.publisher()


# Texts of known articles --------------------------------------------------------------------------


@pytest.fixture
def article() -> models.Article:
    """An article with digests only."""
    return factories.article(url="https://press.example/first")


def page_of(article: models.Article) -> str:
    return f"/admin/desk/{article.public_id}/correct/"


def test_text_is_given_to_an_article_with_digests_only(as_curator, article) -> None:
    asked = as_curator.get(page_of(article))
    assert asked.context["form"]["url"].value() == article.url
    assert "publisher" not in asked.context["form"].fields
    found = as_curator.post(page_of(article), {"step": "read", "url": article.url, "text": TEXT})
    assert [kind for _number, kind, text in texts(article) if text] == []
    saved = as_curator.post(page_of(article), filled(found))
    assert (saved.status_code, saved["Location"]) == (
        302,
        reverse("desk:article", args=[article.pk]),
    )
    assert [text for _number, _kind, text in texts(article) if text] == [
        "Made-up mini",
        "2024-07-05",
        "The made-up ",
        "They agreed ",
    ]
    assert article.captures.last().sha256 == intake.read_text(TEXT).sha256


@pytest.fixture
def read_article(article) -> models.Article:
    """An article whose text is kept."""
    intake.correct(article, intake.read_text(OTHER), None)
    return article


def test_corrected_text_is_a_new_capture_beside_the_old(as_curator, read_article) -> None:
    found = as_curator.get(page_of(read_article))
    before = {row.pk: row.text for row in models.Paragraph.objects.all()}
    count = read_article.captures.count()
    changed = filled(found) | passage(1, "body", "Made-up correction.\n\nAnd another passage.")
    as_curator.post(page_of(read_article), changed)
    assert read_article.captures.count() == count + 1
    assert texts(read_article)[1:] == [
        (1, "heading", "Made-up word"),
        (2, "body", "Made-up corr"),
        (3, "body", "And another "),
    ]
    after = {row.pk: row.text for row in models.Paragraph.objects.all()}
    assert {key: after[key] for key in before} == before


def test_kind_that_is_corrected_makes_no_capture(as_curator, read_article) -> None:
    found = as_curator.get(page_of(read_article))
    before = tables()
    changed = filled(found) | {"passages-1-kind": "boilerplate", "passages-1-dated": "2024-07"}
    as_curator.post(page_of(read_article), changed)
    assert tables() == before
    row = models.Paragraph.objects.get(capture=read_article.captures.last(), number=2)
    assert (row.kind, row.dated) == ("boilerplate", "2024-07")


def test_text_that_is_taken_anew_is_asked_for(as_curator, read_article) -> None:
    asked = as_curator.get(f"{page_of(read_article)}?anew")
    assert "form" in asked.context
    two = [upload(TEXT, "a.txt"), upload(OTHER, "b.txt")]
    refused = as_curator.post(page_of(read_article), {"step": "read", "files": two, "url": ""})
    assert problems(refused) == ["One article has one text: give one file."]


def test_correction_keeps_what_was_typed_with_an_error(as_curator, read_article) -> None:
    found = as_curator.get(page_of(read_article))
    changed = filled(found) | {"passages-0-text": "typed anew", "passages-1-dated": "no date"}
    answer = as_curator.post(page_of(read_article), changed)
    assert answer.status_code == 200
    assert len(problems(answer)) == 1
    assert filled(answer)["passages-0-text"] == "typed anew"


def test_quotation_finds_its_passage_with_the_text(as_curator, curator, article) -> None:
    whole = factories.paragraph(article, 0)
    factories.paragraph(article, 1).delete()
    draft = factories.event(status="draft")
    row = factories.evidence(draft, whole, quote="to bring their deputies")
    found = as_curator.post(page_of(article), {"step": "read", "url": "", "text": TEXT})
    as_curator.post(page_of(article), filled(found))
    row.refresh_from_db()
    assert (row.paragraph.number > 0, "to bring their deputies" in row.paragraph.text) == (
        True,
        True,
    )


def test_passages_of_a_known_text_are_numbered_anew(as_curator, read_article) -> None:
    found = as_curator.get(page_of(read_article))
    data = filled(found, step="apply") | passage(1, "body", "One\n\nTwo")
    again = as_curator.post(page_of(read_article), data)
    rows = [row["text"] for row in again.context["correction"].passages.initial]
    assert rows == ["Made-up words on another matter", "One", "Two"]


def test_text_whose_passages_are_others_is_refused(as_curator, read_article) -> None:
    given = {"step": "read", "url": "", "text": OTHER}
    found = as_curator.post(page_of(read_article), given)
    merged = filled(found) | {"passages-1-join": "on"}
    answer = as_curator.post(page_of(read_article), merged)
    assert [text.endswith("has 2 passages, the text has 1.") for text in problems(answer)] == [True]


def test_known_text_that_got_lost_is_asked_for_again(as_curator, read_article) -> None:
    found = as_curator.get(page_of(read_article))
    answer = as_curator.post(page_of(read_article), filled(found, origin="{}"))
    assert "What was read got lost on the way" in shown(answer)


def test_blank_lines_cannot_make_too_many_passages(as_curator, publisher) -> None:
    found = read(as_curator, text=TEXT, publisher=publisher.pk)
    many = "Made-up\n\n" * 1_001
    for step in ("apply", "save"):
        data = filled(found, step=step) | {"passages-0-text": many}
        answer = as_curator.post(IMPORT, data)
        assert problems(answer) == ["More than 1,000 passages: that is no article."]
    assert models.Article.objects.count() == 0


def test_article_that_is_not_there_is_404(as_curator) -> None:
    assert as_curator.get("/admin/desk/ar999999/correct/").status_code == 404


# Hostile input ------------------------------------------------------------------------------------


def is_inert(answer) -> bool:
    """Whether nothing of the markup that was given is markup on the page."""
    return "<script>alert" not in shown(answer) and "<img src=x" not in shown(answer)


def test_markup_is_text_from_the_first_moment(as_curator, publisher) -> None:
    words = f"{SCRIPT} Made-up {IMAGE}\n\n{IMAGE} {SCRIPT} more made-up words of this text."
    found = read(as_curator, text=words, publisher=publisher.pk)
    assert is_inert(found)
    data = filled(found, headline=SCRIPT, note=IMAGE, language="en")
    again = as_curator.post(IMPORT, data | {"step": "apply"})
    assert is_inert(again)
    saved = as_curator.post(IMPORT, data)
    article = models.Article.objects.get()
    assert (article.headline, article.note) == (SCRIPT, IMAGE)
    assert SCRIPT in models.Paragraph.objects.get(capture__article=article, number=1).text
    for address in (saved["Location"], page_of(article)):
        answer = as_curator.get(address)
        assert (answer.status_code, is_inert(answer)) == (200, True)


def test_names_of_files_and_pages_are_text(as_curator, publisher) -> None:
    page = f"<title>{SCRIPT.replace('<', '&lt;')}</title><p>{'Made-up words of a page. ' * 20}</p>"
    files = [upload(page, f"{IMAGE}.html"), upload(TEXT, "b.txt"), upload(PNG, f"{IMAGE}.png")]
    assert is_inert(read(as_curator, files=files, publisher=publisher.pk))


def test_hidden_characters_are_removed_and_told(as_curator, publisher) -> None:
    words = TEXT.replace("rain", "\u202eniar\u202c\x00").replace("Made-up", "Made\x07-up", 1)
    found = read(as_curator, text=words, publisher=publisher.pk)
    assert "4 hidden characters were removed." in shown(found)
    typed = {"headline": "Made-up \u202eenildaeh", "note": "\u2066note", "language": "en"}
    data = filled(found, **typed) | {"passages-2-text": "typed \u202e\x00later"}
    as_curator.post(IMPORT, data)
    article = models.Article.objects.get()
    assert (article.headline, article.note) == ("Made-up enildaeh", "note")
    rows = models.Paragraph.objects.of_article(article)
    assert [row.text for row in rows if intake.read_text(row.text or "x").notes] == []
    assert "typed later" in [row.text for row in rows]


@pytest.mark.parametrize(
    ("content", "name", "message"),
    [
        (PNG, "made-up.png", "Only .txt, .html, .htm and .xhtml files are read."),
        (PNG, "made-up.txt", "This is a file of another kind (PNG), not text."),
        (bytes(range(32)) * 99, "made-up.txt", "This is a binary file, not text."),
        (b"x" * 5_000_001, "made-up.txt", "More than 5 MB: that is no article."),
        (b"made-up " * 130_000, "made-up.txt", "More than 1 MB of text: that is no article."),
        (b" \n\n ", "made-up.txt", "There is no text in it."),
        (
            b"<html><body><img src=a.png></body></html>",
            "a.html",
            "No article was found on the page.",
        ),
        (b"", "made-up.txt", "The submitted file is empty."),
    ],
)
def test_file_that_is_no_article_is_refused(
    as_curator, content: bytes, name: str, message: str
) -> None:
    before = tables()
    assert problems(read(as_curator, files=upload(content, name))) == [message]
    assert tables() == before


def test_five_megabytes_of_text_are_refused_in_one_sentence(as_curator, settings) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 12_000_000
    answer = read(as_curator, text="made-up " * 650_000)
    assert problems(answer) == ["More than 1 MB of text: that is no article."]
    assert models.Article.objects.count() == 0


def test_thousands_of_passages_are_refused(as_curator) -> None:
    words = "\n\n".join(f"Made-up passage number {number}." for number in range(1_200))
    assert problems(read(as_curator, text=words)) == [
        "More than 1,000 passages: that is no article."
    ]


def test_counts_that_were_tampered_with_are_refused(as_curator, publisher) -> None:
    found = read(as_curator, text=TEXT, publisher=publisher.pk)
    for count in ("", "-1", "1000000", "made-up", "0"):
        answer = as_curator.post(IMPORT, filled(found, **{"passages-TOTAL_FORMS": count}))
        assert answer.status_code == 200
    assert models.Article.objects.count() == 0


def test_waiting_files_that_were_tampered_with_are_left_out(as_curator) -> None:
    for step in ("clean", "open-0", "open-7", "open-²", "made-up"):
        answer = as_curator.post(IMPORT, {"step": step, "waiting": ["{}", "[", "null"]})
        assert answer.status_code == 200


# Who may ------------------------------------------------------------------------------------------


def test_import_needs_the_permissions(db) -> None:
    nobody = logged_in(factories.user("made-up-guest"))
    assert nobody.get(IMPORT).status_code == 403
    assert nobody.post(IMPORT, {"step": "read", "text": TEXT}).status_code == 403
    article = factories.article()
    assert nobody.get(page_of(article)).status_code == 403
    assert nobody.post(page_of(article), {"step": "read", "text": TEXT}).status_code == 403
    assert Client().get(IMPORT)["Location"] == f"/admin/login/?next={IMPORT}"


def test_new_publisher_needs_its_permission(db) -> None:
    user = factories.user("made-up-coder")
    codes = ("add_article", "add_capture", "add_paragraph")
    user.user_permissions.set(Permission.objects.filter(codename__in=codes))
    client = logged_in(user)
    new = {"publisher": "", "new_name": "Made-up Herald", "new_kind": "news"}
    answer = client.post(IMPORT, filled(read(client, text=TEXT), **new))
    assert problems(answer) == ["You may not add a publisher."]
    assert tables() == [0, 0, 0, 0]


def test_form_from_another_site_is_refused(curator) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(curator, backend="django.contrib.auth.backends.ModelBackend")
    assert client.post(IMPORT, {"step": "read", "text": TEXT}).status_code == 403
