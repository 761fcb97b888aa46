"""The five source articles against the dataset: needs ARTICLES_DIR, their text is not kept here."""

import csv
import hashlib
import json
from pathlib import Path

import pytest

from events.models.quotation import quotation_too_long
from events.tokens import words

ROOT = Path(__file__).parent.parent
PARAGRAPHS = json.loads((ROOT / "tests/data/articles.json").read_text())
SHARED = 8


def table(name):
    with (ROOT / f"fixtures/{name}.csv").open(newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def captures():
    return {row["sha256"]: row for row in table("captures") if row["sha256"]}


@pytest.fixture(params=sorted(PARAGRAPHS))
def article(request, articles_dir):
    """The bytes, the numbered paragraphs' texts and the capture's hash of one article."""
    source = next(articles_dir.glob(f"{request.param}_*.txt")).read_bytes()
    lines = source.decode().split("\n")
    numbered = {
        int(number): "\n".join(line for line in lines[first - 1 : last] if line.strip())
        for number, (first, last) in PARAGRAPHS[request.param]["paragraphs"].items()
    }
    return source, numbered, PARAGRAPHS[request.param]["sha256"]


def evidence_of(captures, sha256):
    """(row of evidence, number of its paragraph) for one article."""
    capture = captures[sha256]["id"]
    numbers = {
        row["id"]: int(row["number"]) for row in table("paragraphs") if row["capture"] == capture
    }
    return [
        (row, numbers[row["paragraph"]]) for row in table("evidence") if row["paragraph"] in numbers
    ]


def test_capture_has_the_hash_of_the_file(article, captures):
    source, _numbered, sha256 = article
    assert hashlib.sha256(source).hexdigest() == sha256
    assert sha256 in captures


def test_every_line_with_text_belongs_to_a_paragraph(article):
    source, numbered, _sha256 = article
    written = [line for line in source.decode().split("\n") if line.strip()]
    kept = [line for text in numbered.values() for line in text.split("\n")]
    assert kept == written


def test_paragraphs_of_the_dataset_are_those_of_the_file(article, captures):
    _source, numbered, sha256 = article
    rows = [r for r in table("paragraphs") if r["capture"] == captures[sha256]["id"]]
    assert sorted(int(row["number"]) for row in rows) == [0, *sorted(numbered)]
    assert all(row["digest"] for row in rows)


def test_offsets_lie_within_their_paragraph_and_quotations_stand_there(article, captures):
    _source, numbered, sha256 = article
    for row, number in evidence_of(captures, sha256):
        text = numbered.get(number, "")
        if row["start"]:
            assert 0 <= int(row["start"]) < int(row["end"]) <= len(text), row["id"]
        if row["quote"]:
            assert row["quote"] in text, row["id"]
            assert not quotation_too_long(row["quote"]), row["id"]


def test_at_most_100_words_are_quoted(article, captures):
    _source, _numbered, sha256 = article
    quotes = {row["quote"] for row, _number in evidence_of(captures, sha256) if row["quote"]}
    assert sum(len(quote.split()) for quote in quotes) <= 100


def test_nothing_in_the_fixtures_repeats_eight_words_of_the_text(article):
    """Quotations, headlines and titles apart: these are marked as somebody else's words."""
    source, _numbered, _sha256 = article
    theirs = runs(source.decode())
    own_words = {
        "paragraphs": ("digest",),
        "events": ("summary",),
        "statements": ("text",),
        "initiatives": ("description",),
        "initiative_steps": ("note",),
        "evidence": ("note",),
        "documents": ("note",),
    }
    close = [
        (name, row["id"], column)
        for name, columns in own_words.items()
        for row in table(name)
        for column in columns
        if runs(row[column]) & theirs
    ]
    assert close == []


def runs(text):
    listed = list(words(text))
    return {tuple(listed[i : i + SHARED]) for i in range(len(listed) - SHARED + 1)}
