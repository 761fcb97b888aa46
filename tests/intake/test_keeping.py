"""A reading kept as an article: what is stored, what is refused, what counts as the same."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from events import intake, models
from events.choices import HeadlineBasis, Triage
from tests import factories

from .made_up import FIRST, SECOND, TEXT, THIRD, TITLE, reading

pytestmark = pytest.mark.django_db


def refused(found: intake.Reading, user=None, **options) -> intake.IntakeError:
    with pytest.raises(intake.IntakeError) as error:
        intake.keep(found, user, **options)
    return error.value


def test_article_is_kept_with_capture_and_passages():
    curator = factories.user("curator", "Curators")
    found = reading(url="https://press.example/7", published="2024-07-04")
    row = models.Article.objects.get(pk=intake.keep(found, curator).pk)
    capture = row.captures.get()
    assert (row.headline, row.headline_basis, row.url, row.published, row.language) == (
        TITLE,
        HeadlineBasis.SEEN,
        "https://press.example/7",
        "2024-07-04",
        "en",
    )
    assert (row.triage, row.assignee, row.duplicate_of) == (Triage.NEW, None, None)
    assert (capture.sha256, capture.method) == (found.sha256, "paste")
    assert timezone.now() - capture.captured_at < timedelta(minutes=1)
    assert capture.sketch == intake.sketch(TEXT)
    assert list(capture.paragraphs.values_list("number", "kind", "text", "digest")) == [
        (0, "whole", "", ""),
        (1, "heading", TITLE, ""),
        (2, "body", FIRST, ""),
        (3, "body", SECOND, ""),
        (4, "body", THIRD, ""),
    ]


def test_date_of_a_passage_is_kept_with_its_bounds():
    found = reading(f"{FIRST}\n\n13.01.2020\nMade-up other thing")
    passage = intake.keep(found, None).captures.get().paragraphs.get(number=2)
    assert (passage.kind, passage.dated, str(passage.earliest), str(passage.latest)) == (
        "sidebar",
        "2020-01-13",
        "2020-01-13",
        "2020-01-13",
    )


def test_article_without_headline_says_so():
    row = intake.keep(reading(FIRST), None)
    assert (row.headline, row.headline_basis) == ("", HeadlineBasis.NOT_SEEN)


@pytest.mark.parametrize(
    ("again", "how", "problems"),
    [
        ({"url": "http://www.press.example/7/"}, "url", [("url", "{} has this address already.")]),
        ({"url": ""}, "text", [("text", "{} has this very text already.")]),
        ({"text": f"{TEXT}\nMade up."}, "near", [("text", "{} has nearly the same text.")]),
    ],
)
def test_second_import_is_refused_with_the_first(again, how, problems):
    row = intake.keep(reading(url="https://press.example/7"), None)
    text = again.pop("text", TEXT if how == "text" else "Made-up other words.")
    text = f"{TEXT}\nMade up." if how == "near" else text
    error = refused(reading(text, **again))
    assert isinstance(error, intake.Duplicate)
    assert (error.likeness.article, error.likeness.how) == (row, how)
    assert error.problems == [(field, message.format(row.public_id)) for field, message in problems]
    assert models.Article.objects.count() == 1


def test_same_text_is_recorded_as_a_duplicate_without_being_stored_twice():
    row = intake.keep(reading(url="https://press.example/7"), None)
    copy = intake.keep(reading(url="https://other.example/7"), None, duplicate_of=row)
    assert (copy.duplicate_of, copy.captures.count()) == (row, 0)


def test_near_text_is_recorded_as_a_duplicate_with_its_own_text():
    row = intake.keep(reading(), None)
    copy = intake.keep(reading(f"{TEXT}\nMade up."), None, duplicate_of=row)
    assert (copy.duplicate_of, copy.captures.get().paragraphs.count()) == (row, 6)
    third = intake.keep(reading(f"{TEXT}\nMade up too."), None, duplicate_of=copy)
    assert third.duplicate_of == row


def test_near_text_may_be_another_article_s():
    intake.keep(reading(), None)
    other = intake.keep(reading(f"{TEXT}\nMade up."), None, apart=True)
    assert other.duplicate_of is None
    assert isinstance(refused(reading(), apart=True), intake.Duplicate)


def test_address_is_never_kept_twice():
    row = intake.keep(reading(url="https://press.example/7"), None)
    error = refused(reading("Made-up.", url="https://press.example/7"), duplicate_of=row)
    assert error.problems == [("url", f"{row.public_id} has this address already.")]


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"publisher": "nobody"}, "publisher"),
        ({"language": ""}, "language"),
        ({"published": "sometime"}, "published"),
        ({"headline": "x" * 401}, "headline"),
        ({"published_basis": "guessed"}, "published_basis"),
    ],
)
def test_bad_field_is_named(fields, field):
    error = refused(reading(**fields))
    assert [name for name, _message in error.problems] == [field]


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "https://press.example/" + "x" * 500, "made up"]
)
def test_bad_address_is_refused(url):
    error = refused(replace(reading(), url=url))
    assert [name for name, _message in error.problems] == ["url"]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"text": " "}, "There is no text in it."),
        ({"passages": ()}, "An article has between 1 and 1,000 passages."),
        (
            {"passages": (intake.Passage(2, "body", "Made up."),)},
            "Passages are numbered from 1 on.",
        ),
        (
            {"passages": (intake.Passage(1, "whole", "Made up."),)},
            "Passage 1 has no kind or no text.",
        ),
        (
            {"passages": (intake.Passage(1, "body", "Made up.", "sometime"),)},
            "The date of passage 1 is no EDTF date.",
        ),
        (
            {"passages": (intake.Passage(1, "body", "Made\u202e up."),)},
            "The text holds hidden characters.",
        ),
    ],
)
def test_reading_changed_into_nonsense_is_refused(change, message):
    assert [text for _field, text in refused(replace(reading(), **change)).problems] == [message]


@pytest.mark.parametrize("user", ["nobody", None])
def test_account_without_permission_is_refused(user):
    account = factories.user(user) if user else AnonymousUser()
    assert refused(reading(), account).problems == [("", "You may not do this.")]
    assert models.Article.objects.count() == 0


def test_new_publisher_is_added_once():
    rows = [
        intake.new_publisher(name, None, kind="news", language="en")
        for name in ("Made-up Gazette", "Made-up  gazette")
    ]
    assert [(row.slug, row.name, row.kind, row.language) for row in rows] == [
        ("made-up-gazette", "Made-up Gazette", "news", "en")
    ] * 2
    with pytest.raises(intake.IntakeError) as error:
        intake.new_publisher("虚构报", None, kind="news")
    assert "slug" in [field for field, _message in error.value.problems]
