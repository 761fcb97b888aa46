"""What is not fit to be kept: hidden characters, binary files, other encodings, too much text."""

import time
import unicodedata

import pytest

from events import intake
from events.intake import cleaning

from .made_up import CHINESE, FIRST, RUSSIAN, SECOND, TEXT

pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01"


def refusals(name: str, content: bytes) -> list[tuple[str, str]]:
    with pytest.raises(intake.IntakeError) as refused:
        intake.read_file(name, content)
    return refused.value.problems


def test_markup_typed_is_text_like_any_other():
    text = f"<script>alert('made up')</script> {FIRST}\n\n<img src=x onerror=alert(1)> {SECOND}"
    found = intake.read_text(text)
    assert "\n\n".join(passage.text for passage in found.passages) == text
    assert found.text == text


def test_direction_overrides_and_nulls_are_removed_and_counted():
    found = intake.read_text(f"\u202e{FIRST}\u2069\n\n{SECOND[:9]}\x00\x07{SECOND[9:]}\u2066")
    assert [p.text for p in found.passages] == [FIRST, SECOND]
    assert found.notes == ("5 hidden characters were removed.",)


def test_halves_of_surrogates_are_removed():
    assert intake.read_text(f"\ud800{FIRST}").text == FIRST


def test_text_is_normalised_and_its_lines_end_one_way():
    found = intake.read_text(f"\ufeff{unicodedata.normalize('NFD', RUSSIAN)}\r\n\r\n{SECOND}\r")
    assert found.text == f"{RUSSIAN}\n\n{SECOND}\n"


def test_marks_piled_on_a_letter_are_cut_in_reasonable_time():
    began = time.monotonic()
    found = intake.read_text(f"{FIRST}\n\nA" + "\u0301\u0323" * 200_000)
    assert time.monotonic() - began < 5
    assert len(found.text) <= len(FIRST) + 3 + 30


@pytest.mark.parametrize(
    "text",
    ["(" * 900_000, "x" + "-" * 900_000, "A\n13.01.2020\n" * 60_000, "a'" * 400_000],
    ids=["brackets", "dashes", "dates", "apostrophes"],
)
def test_hostile_text_is_read_or_refused_in_reasonable_time(text):
    began = time.monotonic()
    try:
        kept = intake.read_text(text).text == text
    except intake.IntakeError as refused:
        kept = refused.problems == [("text", "More than 1,000 passages: that is no article.")]
    assert kept
    assert time.monotonic() - began < 10


def test_five_megabytes_of_text_are_refused():
    problems = [("text", "More than 1 MB of text: that is no article.")]
    assert refusals("made-up.txt", b"Made up. " * 550_000) == problems
    with pytest.raises(intake.IntakeError) as refused:
        intake.read_text("Made up. " * 600_000)
    assert refused.value.problems == problems


def test_more_bytes_than_any_page_are_refused():
    content = b"<p>" + b"x" * cleaning.MAX_BYTES
    assert refusals("made-up.html", content) == [("file", "More than 5 MB: that is no article.")]


@pytest.mark.parametrize("text", ["", " \n\t\n", "\x00\u202e"])
def test_nothing_is_refused(text):
    with pytest.raises(intake.IntakeError) as refused:
        intake.read_text(text)
    assert refused.value.problems == [("text", "There is no text in it.")]


@pytest.mark.parametrize(
    ("content", "kind"),
    [(PNG, "PNG"), (b"%PDF-1.7\nmade up", "PDF"), (b"PK\x03\x04made up", "ZIP, DOCX")],
)
@pytest.mark.parametrize("name", ["made-up.txt", "made-up.html"])
def test_file_of_another_kind_is_refused_whatever_it_is_called(name, content, kind):
    problem = ("file", f"This is a file of another kind ({kind}), not text.")
    assert refusals(name, content) == [problem]


def test_binary_file_is_refused():
    content = bytes(range(256)) * 40
    assert refusals("made-up.txt", content) == [("file", "This is a binary file, not text.")]


def test_single_null_bytes_of_a_text_are_removed():
    found = intake.read_file("made-up.txt", FIRST.encode().replace(b"town", b"to\x00wn"))
    assert (found.text, found.notes) == (FIRST, ("1 hidden character was removed.",))


@pytest.mark.parametrize("name", ["made-up.exe", "made-up.pdf", "made-up", "txt"])
def test_other_endings_are_refused(name):
    assert refusals(name, TEXT.encode()) == [
        ("file", "Only .txt, .html, .htm and .xhtml files are read.")
    ]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (RUSSIAN, "utf-8-sig"),
        (RUSSIAN, "utf-16"),
        (RUSSIAN, "windows-1251"),
        (RUSSIAN, "koi8-r"),
        (CHINESE, "gb18030"),
        (CHINESE, "utf-8"),
    ],
)
def test_encoding_of_a_text_file_is_found(text, encoding):
    assert intake.read_file("made-up.TXT", text.encode(encoding)).text == text


@pytest.mark.parametrize(
    ("text", "language"), [(TEXT, "en"), (RUSSIAN, "ru"), (CHINESE, "zh"), ("Xyzzy plugh", "")]
)
def test_language_of_a_text_is_proposed(text, language):
    assert intake.read_text(text).language == language


def test_hash_is_that_of_the_text():
    found = intake.read_text("Made up.\r\n")
    assert found.sha256 == "85b7540a27308cd5f71b66a470b0805b72c782c235c1f90808cd495436c68c75"
