"""Importing articles in the admin: each way in, correction, duplicates, several files."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from events import intake, models
from events.choices import CaptureMethod, ParagraphKind
from tests import factories

from .import_forms import (
    IMPORT,
    OTHER,
    TEXT,
    choices,
    filled,
    passage,
    problems,
    read,
    shown,
    tables,
    texts,
    upload,
)
from .import_urls import PAGE

pytestmark = pytest.mark.django_db


@pytest.fixture
def publisher() -> models.Publisher:
    return factories.publisher()


# Ways in ------------------------------------------------------------------------------------------


def test_import_page_asks_for_address_files_and_text(as_curator) -> None:
    answer = as_curator.get(IMPORT)
    assert answer.status_code == 200
    assert [name for name in ("url", "files", "text") if f'name="{name}"' in shown(answer)] == [
        "url",
        "files",
        "text",
    ]


def test_text_becomes_an_article(as_curator, publisher) -> None:
    before = tables()
    found = read(as_curator, text=TEXT, publisher=publisher.pk)
    assert tables() == before
    assert found.context["correction"].about["headline"].value() == (
        "Made-up ministers meet in a made-up town"
    )
    saved = as_curator.post(IMPORT, filled(found, note="Made-up note", headline_basis="rebuilt"))
    article = models.Article.objects.get()
    assert (saved.status_code, saved["Location"]) == (302, f"{IMPORT}?saved={article.pk}")
    assert (article.headline, article.language) == (
        "Made-up ministers meet in a made-up town",
        "en",
    )
    assert (article.note, article.headline_basis) == ("Made-up note", "rebuilt")
    assert article.publisher == publisher
    capture = article.captures.get()
    assert (capture.method, capture.sha256) == (
        CaptureMethod.PASTE,
        intake.read_text(TEXT).sha256,
    )
    after = shown(as_curator.get(saved["Location"]))
    assert f"/admin/events/article/{article.pk}/change/" in after
    assert f"/admin/desk/{article.public_id}/" in after


def test_file_becomes_an_article(as_curator, publisher) -> None:
    found = read(as_curator, files=upload(TEXT), url="http://press.example/one#top")
    as_curator.post(IMPORT, filled(found, publisher=publisher.pk))
    article = models.Article.objects.get()
    assert article.captures.get().method == CaptureMethod.FILE
    assert article.url.endswith("://press.example/one")


def test_saved_page_becomes_an_article(as_curator, publisher) -> None:
    page = PAGE.format(words="Made-up words of the page. " * 12)
    found = read(as_curator, files=upload(page, "made-up.html"))
    as_curator.post(IMPORT, filled(found, publisher=publisher.pk))
    assert models.Article.objects.get().url == "https://press.example/made-up-page"


@pytest.mark.urls("tests.admin.import_urls")
def test_address_becomes_an_article(as_curator, publisher) -> None:
    found = read(as_curator, url="https://press.example/made-up-page")
    as_curator.post(IMPORT, filled(found, publisher=publisher.pk))
    article = models.Article.objects.get()
    assert article.url == "https://press.example/made-up-page"
    assert article.captures.get().method == CaptureMethod.FETCH


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("http://169.254.169.254/", "169.254.169.254 is not on the public internet"),
        ("http://localhost/", "localhost is not on the public internet"),
        ("file:///etc/passwd", "Only http and https addresses are fetched."),
        ("https://press.example:8443/", "Only the ports 80 and 443"),
        ("javascript:alert(1)", "Only http and https addresses are fetched."),
        ("127.0.0.1/made-up", "127.0.0.1 is not on the public internet"),
    ],
)
def test_address_that_is_refused_says_why(as_curator, url: str, message: str) -> None:
    answer = read(as_curator, url=url)
    assert [text.startswith(message) for text in problems(answer)] == [True]
    assert answer.context["form"]["url"].value() == url


def test_nothing_given_is_told(as_curator) -> None:
    assert problems(read(as_curator)) == ["Give an address, a file or a text."]


def test_two_sources_are_told_and_the_text_comes_back(as_curator) -> None:
    answer = read(as_curator, text=TEXT, files=upload(TEXT))
    assert problems(answer) == ["Give files or a text, one of the two."]
    assert answer.context["form"]["text"].value() == TEXT


# Correction ---------------------------------------------------------------------------------------


def test_passages_are_split_joined_left_out_and_renamed(as_curator, publisher) -> None:
    found = read(as_curator, text=OTHER, publisher=publisher.pk)
    data = filled(found) | {
        "passages-TOTAL_FORMS": "5",
        **passage(0, "heading", "Made-up one"),
        **passage(1, "body", "Second\n\nThird\n\n\nFourth", dated="2024-07-05"),
        **passage(2, "body", "joined", join="on"),
        **passage(3, "sidebar", "Fifth"),
        **passage(4, "body", "gone", drop="on"),
    }
    again = as_curator.post(IMPORT, data | {"step": "apply"})
    rows = [
        (row["kind"], row["dated"], row["text"])
        for row in again.context["correction"].passages.initial
    ]
    assert rows == [
        ("heading", "", "Made-up one"),
        ("body", "2024-07-05", "Second"),
        ("body", "", "Third"),
        ("body", "", "Fourth\njoined"),
        ("sidebar", "", "Fifth"),
    ]
    as_curator.post(IMPORT, data)
    article = models.Article.objects.get()
    assert texts(article) == [
        (0, ParagraphKind.WHOLE, ""),
        (1, ParagraphKind.HEADING, "Made-up one"),
        (2, ParagraphKind.BODY, "Second"),
        (3, ParagraphKind.BODY, "Third"),
        (4, ParagraphKind.BODY, "Fourth\njoine"),
        (5, ParagraphKind.SIDEBAR, "Fifth"),
    ]
    # What came in is known again, whatever was made of it.
    assert article.captures.get().sha256 == intake.read_text(OTHER).sha256


def test_date_in_words_is_read_back_before_saving(as_curator, publisher) -> None:
    found = read(as_curator, text=TEXT, publisher=publisher.pk)
    again = as_curator.post(
        IMPORT, filled(found, published="5 July 2024", url="https://press.example/x")
    )
    assert not models.Article.objects.exists()
    about = again.context["correction"].about
    assert about["published"].value() == "2024-07-05"
    assert about["url"].value() == "https://press.example/x"
    as_curator.post(IMPORT, filled(again))
    assert models.Article.objects.get().published == "2024-07-05"


def test_new_publisher_is_added_with_the_article(as_curator) -> None:
    found = read(as_curator, text=TEXT)
    changes = {"publisher": "", "new_name": "Made-up Herald", "new_kind": "news"}
    as_curator.post(IMPORT, filled(found, **changes))
    row = models.Article.objects.get().publisher
    assert (row.slug, row.name, row.kind) == ("made-up-herald", "Made-up Herald", "news")


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"publisher": ""}, "Choose the publisher, or name a new one."),
        ({"publisher": "", "new_name": "Made-up"}, "Say what kind of publisher it is."),
        (
            {"publisher": "", "new_name": "报", "new_kind": "news"},
            "Write the name in Latin letters.",
        ),
        ({"url": "javascript:alert(1)"}, "Enter a valid URL."),
        ({"language": ""}, "This field is required."),
    ],
)
def test_error_keeps_everything_typed_and_stores_nothing(
    as_curator, publisher, changes: dict[str, str], message: str
) -> None:
    before = tables()
    found = read(as_curator, text=TEXT, publisher=publisher.pk)
    given = filled(found, note="Made-up note", **{"passages-1-text": "typed anew", **changes})
    answer = as_curator.post(IMPORT, given)
    assert problems(answer) == [message]
    assert tables() == before
    assert {name: value for name, value in filled(answer).items() if given[name] != value} == {}


def test_reading_that_got_lost_is_told(as_curator, publisher) -> None:
    found = read(as_curator, text=TEXT, publisher=publisher.pk)
    for lost in ("", "{}", "[1]", '{"text": 1}', "[" * 10_000):
        answer = as_curator.post(IMPORT, filled(found, origin=lost))
        assert "What was read got lost on the way" in shown(answer)
    assert not models.Article.objects.exists()


def test_halves_of_characters_and_absurd_numbers_are_no_error(as_curator, publisher) -> None:
    found = read(as_curator, text=TEXT, publisher=publisher.pk)
    whole = json.loads(filled(found)["origin"])
    half = json.dumps({**whole, "name": "made-up\ud800.txt", "notes": ["\udfff"]})
    answer = as_curator.post(IMPORT, filled(found, step="apply", origin=half))
    assert answer.context["correction"].name == "made-up.txt"
    asked = {"step": f"open-{'9' * 5_000}", "waiting": [half]}
    assert as_curator.post(IMPORT, asked).status_code == 200
    assert not models.Article.objects.exists()


# Duplicates ---------------------------------------------------------------------------------------


@pytest.fixture
def existing(publisher) -> models.Article:
    """An article whose text is kept."""
    reading = intake.read_text(TEXT, url="https://press.example/first")
    return intake.keep(with_publisher(reading, publisher), None)


def with_publisher(reading: Any, publisher: models.Publisher) -> Any:
    return replace(reading, publisher=publisher.pk)


def test_same_address_is_shown_with_its_article(as_curator, publisher, existing) -> None:
    found = read(
        as_curator, text=OTHER, url="http://www.press.example/first/", publisher=publisher.pk
    )
    assert "the same address" in shown(found)
    assert f"/admin/desk/{existing.public_id}/" in shown(found)
    assert choices(found) == [f"attach-{existing.pk}"]
    before = tables()
    refused = as_curator.post(IMPORT, filled(found))
    assert problems(refused) == ["Say what shall become of it."]
    assert tables() == before


def test_same_text_can_be_recorded_as_a_duplicate(as_curator, publisher, existing) -> None:
    found = read(as_curator, text=TEXT, publisher=publisher.pk)
    assert "the very same text" in shown(found)
    assert choices(found) == [f"duplicate-{existing.pk}"]
    as_curator.post(IMPORT, filled(found, choice=f"duplicate-{existing.pk}"))
    assert [row.headline for row in existing.duplicates.all()] == [existing.headline]


def test_article_with_this_very_text_leaves_nothing_to_do(as_curator, publisher, existing) -> None:
    found = read(as_curator, text=TEXT, url=existing.url, publisher=publisher.pk)
    assert "nothing is left to be done" in shown(found)
    assert choices(found) == []
    before = tables()
    assert as_curator.post(IMPORT, filled(found, choice=f"attach-{existing.pk}")).status_code == 200
    assert tables() == before


def test_nearly_the_same_text_can_be_imported_anyway(as_curator, publisher, existing) -> None:
    found = read(as_curator, text=TEXT.replace("rain", "snow"), publisher=publisher.pk)
    assert "nearly the same text" in shown(found)
    assert choices(found)[-1] == "anyway"
    assert as_curator.post(IMPORT, filled(found, choice="anyway")).status_code == 302
    assert models.Article.objects.count() == 2


def test_choice_that_was_not_offered_is_refused(as_curator, publisher, existing) -> None:
    found = read(as_curator, text=TEXT, publisher=publisher.pk)
    for choice in ("anyway", "attach-999", "duplicate-999", "made-up"):
        assert as_curator.post(IMPORT, filled(found, choice=choice)).status_code == 200
    assert models.Article.objects.count() == 1


def test_text_is_attached_to_an_article_with_digests_only(as_curator, publisher) -> None:
    article = factories.article(url="https://press.example/first")
    found = read(as_curator, text=TEXT, url=article.url)
    # What the page says about itself is known already and need not be filled in.
    as_curator.post(IMPORT, filled(found, choice=f"attach-{article.pk}", publisher=""))
    assert models.Article.objects.count() == 1
    assert sum(bool(text) for _n, _k, text in texts(article)) == len(
        intake.read_text(TEXT).passages
    )


def test_article_saved_meanwhile_is_shown(as_curator, publisher) -> None:
    found = read(as_curator, text=TEXT, publisher=publisher.pk)
    data = filled(found)
    assert as_curator.post(IMPORT, data).status_code == 302
    again = as_curator.post(IMPORT, data)
    assert again.status_code == 200
    assert "the very same text" in shown(again)
    assert models.Article.objects.count() == 1


# Several files ------------------------------------------------------------------------------------


def test_clean_files_are_imported_together(as_curator, publisher, existing) -> None:
    files = [
        upload(TEXT, "known.txt"),
        upload(OTHER, "new.txt"),
        upload(b"\x89PNG\r\n\x1a\n", "x.png"),
    ]
    before = tables()
    found = read(as_curator, files=files, publisher=publisher.pk)
    assert tables() == before
    rows = found.context["rows"]
    assert [(row.name, row.is_clean) for row in rows] == [
        ("known.txt", False),
        ("new.txt", True),
        ("x.png", False),
    ]
    assert "the very same text" in shown(found)
    waiting = [row.carried for row in rows if row.reading]
    after = as_curator.post(IMPORT, {"step": "clean", "waiting": waiting})
    assert [row.name for row in after.context["rows"]] == ["known.txt"]
    assert [row.headline for row in after.context["saved"]] == ["Made-up words on another matter"]


def test_one_of_several_files_is_corrected_and_put_back(as_curator, publisher) -> None:
    found = read(as_curator, files=[upload(TEXT, "a.txt"), upload(OTHER, "b.txt")])
    waiting = [row.carried for row in found.context["rows"]]
    opened = as_curator.post(IMPORT, {"step": "open-1", "waiting": waiting})
    assert opened.context["correction"].name == "b.txt"
    assert [row.name for row in opened.context["waiting"]] == ["a.txt"]
    data = filled(opened, publisher=publisher.pk, headline="Made-up title")
    back = as_curator.post(IMPORT, data | {"step": "back"})
    assert [(row.name, row.is_clean) for row in back.context["rows"]] == [
        ("b.txt", True),
        ("a.txt", False),
    ]
    saved = as_curator.post(IMPORT, data)
    assert [row.headline for row in saved.context["saved"]] == ["Made-up title"]
    assert [row.name for row in saved.context["rows"]] == ["a.txt"]


def test_file_that_is_put_back_keeps_what_was_said_of_it(as_curator, publisher, existing) -> None:
    found = read(as_curator, files=[upload(TEXT, "a.txt"), upload(OTHER, "b.txt")])
    waiting = [row.carried for row in found.context["rows"]]
    opened = as_curator.post(IMPORT, {"step": "open-1", "waiting": waiting})
    data = filled(opened, step="back", note="Made-up note", headline_basis="rebuilt")
    # A date that is not understood would be lost, so the file stays open.
    stays = as_curator.post(IMPORT, data | {"published": "no date"})
    assert stays.context["correction"].about["published"].value() == "no date"
    back = as_curator.post(IMPORT, data | {"publisher": publisher.pk})
    # What resembles an article can be put back undecided.
    undecided = [row.carried for row in back.context["rows"]]
    again = as_curator.post(IMPORT, {"step": "open-1", "waiting": undecided})
    assert again.context["correction"].name == "a.txt"
    table = as_curator.post(IMPORT, filled(again, step="back"))
    assert [row.name for row in table.context["rows"]] == ["a.txt", "b.txt"]
    last = [row.carried for row in table.context["rows"]]
    as_curator.post(IMPORT, {"step": "clean", "waiting": last})
    article = models.Article.objects.exclude(pk=existing.pk).get()
    assert (article.note, article.headline_basis) == ("Made-up note", "rebuilt")


def test_more_text_than_one_form_holds_is_refused(as_curator) -> None:
    long = "\n".join(f"Made-up line {number}" for number in range(900))
    files = [upload(f"{number} {long}{'x' * 700_000}", f"{number}.txt") for number in range(3)]
    assert problems(read(as_curator, files=files)) == [
        "That is more text than fits one form: take fewer files at once."
    ]


def test_too_many_files_are_refused(as_curator) -> None:
    files = [upload(TEXT, f"{number}.txt") for number in range(21)]
    assert problems(read(as_curator, files=files)) == [
        "At most 20 files at once; the command import_article takes more."
    ]
