"""`manage.py import_article`: many at once, one bad file stops no other."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from events import models
from tests import factories

from .made_up import ARTICLE, FIRST, TEXT, TITLE, page, reading
from .test_correcting import known_by_hash

pytestmark = pytest.mark.django_db


def run(*arguments, **options):
    """(lines of output, lines of complaints, the last word)."""
    out, err = StringIO(), StringIO()
    try:
        call_command("import_article", *map(str, arguments), stdout=out, stderr=err, **options)
    except CommandError as error:
        return out.getvalue().splitlines(), err.getvalue().splitlines(), str(error)
    return out.getvalue().splitlines(), err.getvalue().splitlines(), ""


@pytest.fixture
def text(tmp_path):
    file = tmp_path / "made-up.txt"
    file.write_text(TEXT)
    return file


def test_files_become_articles(tmp_path, text):
    press = factories.publisher()
    other = tmp_path / "other.html"
    other.write_text(page(ARTICLE.replace("Tuesday", "Monday").replace("made-up", "invented")))
    given = {"publisher": press.slug, "published": "4 July 2024", "language": "en"}
    out, err, last = run(text, other, **given)
    first, second = models.Article.objects.order_by("pk")
    assert out == [
        f"{text}: {first.public_id} imported: 4 paragraphs",
        f"{other}: {second.public_id} imported: 4 paragraphs",
    ]
    assert (err, last) == ([], "")
    assert {(row.publisher, row.published, row.language) for row in (first, second)} == {
        (press, "2024-07-04", "en")
    }
    assert [row.captures.get().method for row in (first, second)] == ["file", "file"]


def test_bad_file_is_named_and_stops_no_other(tmp_path, text):
    binary, missing = tmp_path / "made-up.bin", tmp_path / "missing.txt"
    binary.write_bytes(b"\x00" * 100)
    out, err, last = run(binary, missing, text, publisher=factories.publisher().slug)
    row = models.Article.objects.get()
    assert out == [f"{text}: {row.public_id} imported: 4 paragraphs"]
    assert err == [
        f"{binary}: file: Only .txt, .html, .htm and .xhtml files are read.",
        f"{missing}: file: No such file or directory",
    ]
    assert last == "2 of 3 failed."


def test_duplicate_is_named_with_what_is_the_same(tmp_path, text):
    press = factories.publisher()
    near = tmp_path / "near.txt"
    near.write_text(TEXT * 2 + "Made-up words at the end of it.")
    run(text, publisher=press.slug)
    out, err, last = run(text, near, publisher=press.slug)
    row = models.Article.objects.get()
    assert out == [
        f"{text}: duplicate of {row.public_id} (same text)",
        f"{near}: duplicate of {row.public_id} (100% the same text)",
    ]
    assert (err, last) == ([], "")


def test_text_of_an_article_known_by_its_hash_is_attached(text):
    row = known_by_hash(reading())
    out, _err, last = run(text)
    assert (out, last) == ([f"{text}: {row.public_id} has its text: 4 paragraphs"], "")
    assert factories.paragraph(row, 2).text == FIRST


def test_dry_run_says_what_was_found_and_saves_nothing(text):
    out, err, last = run(text, dry_run=True)
    assert out[:3] == [
        f"{text}: headline: {TITLE}",
        f"{text}: url: -",
        f"{text}: publisher: -",
    ]
    assert out[6] == f"{text}: 1 heading: {TITLE}"
    assert len(out) == 10
    assert (err, last, models.Article.objects.count()) == ([], "", 0)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"publisher": "nobody"}, "There is no publisher “nobody”."),
        ({"published": "sometime"}, "“sometime” was not understood."),
        ({"user": "nobody"}, "There is no account “nobody”."),
    ],
)
def test_bad_option_stops_before_anything_is_read(text, options, message):
    assert run(text, **options) == ([], [], message)


def test_account_without_permission_imports_nothing(text):
    factories.user("nobody")
    out, err, last = run(text, user="nobody", publisher=factories.publisher().slug)
    assert (out, err, last) == ([], [f"{text}: You may not do this."], "1 of 1 failed.")


def test_unknown_publisher_is_asked_for(text):
    _out, err, _last = run(text)
    assert err == [f"{text}: publisher: Name the publisher, or add a new one."]
