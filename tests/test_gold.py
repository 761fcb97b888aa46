"""The gold of the suggestions is sound, and scoring counts right. Reports are made up."""

import csv
import hashlib
import json
import re
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks import scoring
from benchmarks.scoring import GoldError, Mark, Tally
from events import edtf
from events.choices import EventKind, ParagraphKind

ROOT = Path(__file__).parent.parent
GOLD = ROOT / "benchmarks" / "gold"
CUTS = json.loads((ROOT / "tests/data/articles.json").read_text())
FILES = sorted(GOLD.glob("*/*.json"))
# Cut as the articles are, but blank: what can be asked of a file-based report without its text.
BLANK = {
    name: {int(number): " " * 20_000 for number in about["paragraphs"]}
    for name, about in CUTS.items()
}
REPORTS, MISSING = scoring.read_gold(GOLD, scoring.HALVES, BLANK)
MADE_UP = [report for report in REPORTS if not report.file]


def ids(table, column="id"):
    with (ROOT / f"fixtures/{table}.csv").open(newline="") as file:
        return {row[column] for row in csv.DictReader(file)}


@pytest.fixture(scope="module")
def targets():
    """Every target there is, by kind of mark."""
    actors = ids("actors")
    return {
        "actor": actors,
        "title": actors,
        "quotation": actors,
        "country": {code.casefold() for code in ids("countries", "iso2")},
        "place": ids("places", "slug"),
        "initiative": ids("initiatives"),
    }


# --- the gold ------------------------------------------------------------------------------------


def test_gold_is_read_whole():
    assert MISSING == []
    assert len(REPORTS) == len(FILES)
    assert len({report.id for report in REPORTS}) == len(REPORTS)


def test_gold_has_the_five_articles_and_twenty_reports():
    assert sorted(report.file for report in REPORTS if report.file) == sorted(CUTS)
    counts = Counter(report.language for report in MADE_UP)
    assert counts >= Counter(en=8, ru=6, zh=6)


@pytest.mark.parametrize("half", scoring.HALVES)
def test_half_has_every_language_and_some_articles(half):
    reports = [report for report in REPORTS if report.half == half]
    assert {report.language for report in reports} == {"en", "ru", "zh"}
    assert sum(bool(report.file) for report in reports) >= 2
    assert len(reports) >= 12


@pytest.mark.parametrize("report", MADE_UP, ids=lambda report: report.id)
def test_made_up_report_says_so(report):
    assert report.title.startswith("Made-up report: ")
    assert "invented for measuring" in report.note
    assert "not facts" in report.note


@pytest.mark.parametrize("report", MADE_UP, ids=lambda report: report.id)
def test_made_up_report_is_short_news(report):
    text = " ".join(passage.text for passage in report.passages)
    # A Chinese word is about 1.7 characters.
    words = len(re.findall(r"[\u4e00-\u9fff]", text)) / 1.7 + len(re.findall(r"[^\W\d_]+", text))
    han = re.findall(r"[\u4e00-\u9fff]+", text)
    assert 80 <= words - len(han) <= 260


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.id)
def test_targets_of_marks_exist(report, targets):
    unknown = [
        mark
        for mark in report.marks
        if mark.kind != "date" and mark.group[2] not in targets[mark.kind]
    ]
    assert unknown == []


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.id)
def test_dates_are_canonical_edtf(report):
    dates = [mark.target for mark in report.marks if mark.kind == "date"]
    assert [date for date in dates if not edtf.valid(date)] == []
    assert edtf.valid(report.published)


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.id)
def test_report_is_coded_in_the_terms_of_the_dataset(report):
    organ, number = report.event["organ"], report.event["organ_number"]
    assert report.event["kind"] in EventKind.values
    assert organ == "" or organ in ids("actors")
    assert number == "" or organ
    assert set(report.topics) <= ids("topics", "slug")
    assert 1 <= len(report.topics) <= 4
    assert report.match == "" or report.match in ids("events")
    assert {passage.kind for passage in report.passages} <= set(ParagraphKind.values)


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.id)
def test_boilerplate_is_not_coded(report):
    unread = {passage.number for passage in report.passages if passage.kind == "boilerplate"}
    assert [mark for mark in report.marks if mark.paragraph in unread] == []


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.id)
def test_nothing_is_marked_twice(report):
    marks = [(mark.group, mark.span) for mark in report.marks]
    assert len(set(marks)) == len(marks)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_file_based_report_holds_no_text(path):
    data = json.loads(path.read_text())
    if data.get("file"):
        assert "paragraphs" not in data
        keys = {key for mark in data["marks"] for key in mark}
        plain = {"paragraph", "start", "end", "kind", "target", "optional", "paraphrase"}
        assert keys <= plain


@pytest.mark.parametrize("path", [path for path in FILES if path.stem.startswith("a")])
def test_marks_of_an_article_lie_within_its_text(path, articles_dir):
    name = json.loads(path.read_text())["file"]
    source = next(articles_dir.glob(f"{name}_*.txt")).read_bytes()
    assert hashlib.sha256(source).hexdigest() == CUTS[name]["sha256"]
    texts = {name: scoring.cut(source.decode(), CUTS[name]["paragraphs"])}
    report = scoring.read_report(path, texts)
    paragraphs = {passage.number: passage.text for passage in report.passages}
    words = [paragraphs[mark.paragraph][mark.start : mark.end] for mark in report.marks]
    # No mark begins or ends in the middle of a word, but for an "s" that lost its apostrophe.
    ends = [paragraphs[mark.paragraph][mark.end :][:2] for mark in report.marks]
    starts = [paragraphs[mark.paragraph][: mark.start][-1:] for mark in report.marks]
    assert [word for word in words if word != word.strip()] == []
    assert [end for end in ends if re.match(r"[^\Ws]|s\w", end)] == []
    assert [start for start in starts if re.match(r"\w", start)] == []


# --- reading -------------------------------------------------------------------------------------


def test_inline_marks_are_taken_out_with_their_offsets():
    text = (
        "The [[head of the [[Kyrgyz|country:kg]] state|title:ac1]] in [[Иссык|place:x|?actor:y]]."
    )
    plain, marks = scoring.parse_inline(text, 3)
    assert plain == "The head of the Kyrgyz state in Иссык."
    assert marks == [
        Mark(3, 4, 28, "title", "ac1"),
        Mark(3, 16, 22, "country", "kg"),
        Mark(3, 32, 37, "place", "x"),
        Mark(3, 32, 37, "actor", "y", optional=True),
    ]


def test_inline_neighbours_inside_a_quotation_keep_their_offsets():
    text = "«[[a [[b|place:b]] [[𝒸|place:c]]|quotation:q]]» [[d|~initiative:in1]]"
    plain, marks = scoring.parse_inline(text, 1)
    assert plain == "«a b 𝒸» d"
    assert [(mark.span, plain[mark.start : mark.end]) for mark in marks] == [
        ((1, 6), "a b 𝒸"),
        ((3, 4), "b"),
        ((5, 6), "𝒸"),
        ((8, 9), "d"),
    ]


@pytest.mark.parametrize(
    "text", ["[[Astana]]", "[[Astana|town:x]]", "[[Astana|place:x", "x]]", "[[|place:x]]"]
)
def test_inline_mark_that_is_broken_is_refused(text):
    with pytest.raises(GoldError):
        scoring.parse_inline(text, 1)


def test_gold_that_cannot_be_parsed_ends_with_1(tmp_path):
    for half in scoring.HALVES:
        (tmp_path / half).mkdir()
        (tmp_path / half / "g01.json").write_text('{"half": "' + half + '"}')
    command = [sys.executable, "-m", "benchmarks.assist", "--gold", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr.startswith("The gold cannot be read: development/g01.json")


def test_article_without_text_is_named_and_left_out():
    reports, missing = scoring.read_gold(GOLD, scoring.HALVES, {})
    assert len(reports) == len(MADE_UP)
    assert missing == [
        f"{half}/{path.name}" for half in scoring.HALVES for path in sorted(GOLD.glob(f"{half}/a*"))
    ]


# --- scoring -------------------------------------------------------------------------------------

GOLDEN = [
    Mark(1, 0, 6, "country", "kg"),
    Mark(1, 10, 20, "actor", "ac1"),
    Mark(1, 30, 40, "title", "ac2"),
    Mark(2, 0, 10, "date", "2025"),
]


def test_perfect_suggestions_score_everything():
    result = scoring.score_marks(GOLDEN, GOLDEN)
    assert result.tallies["names"] == Tally(hits=2, exact=2)
    assert result.tallies["title"] == Tally(hits=1, exact=1)
    assert result.tallies["date"] == Tally(hits=1, exact=1)
    assert (result.missed, result.false) == ([], [])


def test_no_suggestions_miss_everything():
    result = scoring.score_marks(GOLDEN, [])
    assert result.tallies["names"] == Tally(misses=2)
    assert result.tallies["names"].recall == 0
    assert result.tallies["names"].precision is None
    assert result.missed == GOLDEN


def test_suggestions_in_an_unmarked_paragraph_are_false_alarms():
    stray = Mark(7, 0, 6, "country", "kg")
    result = scoring.score_marks(GOLDEN, [stray])
    assert result.tallies["country"] == Tally(alarms=1, misses=1)
    assert result.false == [stray]


def test_partial_suggestions_count_by_overlap_and_target():
    wider, wrong = replace(GOLDEN[0], start=2, end=9, target="KG"), replace(GOLDEN[1], target="ac9")
    result = scoring.score_marks(GOLDEN, [wider, wrong])
    assert result.tallies["country"] == Tally(hits=1)
    assert result.tallies["actor"] == Tally(alarms=1, misses=1)
    assert result.tallies["names"] == Tally(hits=1, alarms=1, misses=1)


def test_touching_spans_do_not_hit():
    result = scoring.score_marks(GOLDEN[:1], [replace(GOLDEN[0], start=6, end=9)])
    assert result.tallies["country"] == Tally(alarms=1, misses=1)


def test_second_suggestion_of_one_mark_is_a_false_alarm():
    result = scoring.score_marks(GOLDEN[:1], [GOLDEN[0], replace(GOLDEN[0], end=4)])
    assert result.tallies["country"] == Tally(hits=1, alarms=1, exact=1)


def test_title_found_by_name_counts_as_the_title():
    result = scoring.score_marks(GOLDEN[2:3], [replace(GOLDEN[2], kind="actor")])
    assert result.tallies["title"] == Tally(hits=1, exact=1)
    assert result.tallies["names"] == Tally()


def test_title_that_nobody_marked_is_no_false_name():
    result = scoring.score_marks([], GOLDEN[2:3])
    assert result.tallies["title"] == Tally(alarms=1)
    assert result.tallies["names"] == Tally()


def test_optional_mark_is_neither_missed_nor_a_false_alarm():
    free = [replace(GOLDEN[0], optional=True)]
    assert scoring.score_marks(free, []).tallies["names"] == Tally()
    assert scoring.score_marks(free, GOLDEN[:1]).tallies["names"] == Tally()


def test_mark_that_counts_is_hit_before_an_optional_one():
    name = Mark(1, 10, 14, "actor", "ac1")
    gold = [Mark(1, 0, 9, "title", "ac1", optional=True), name]
    result = scoring.score_marks(gold, [Mark(1, 0, 14, "actor", "ac1")])
    assert result.tallies["actor"] == Tally(hits=1)
    assert result.missed == []


def test_paraphrase_counts_on_a_line_of_its_own():
    gold = [Mark(1, 0, 9, "initiative", "in1", paraphrase=True)]
    hit = scoring.score_marks(gold, [Mark(1, 2, 9, "initiative", "in1")])
    assert hit.tallies["initiative paraphrased"] == Tally(hits=1)
    missed = scoring.score_marks(gold, [])
    assert missed.tallies["initiative paraphrased"] == Tally(misses=1)
    assert "initiative" not in hit.tallies
    assert "initiative" not in missed.tallies


def test_quotation_with_the_wrong_speaker_has_the_right_words():
    gold, found = [Mark(1, 0, 9, "quotation", "ac1")], [Mark(1, 0, 9, "quotation", "ac2")]
    assert scoring.score_marks(gold, found).tallies["quotation"] == Tally(alarms=1, misses=1)
    assert scoring.score_words(gold, found) == Tally(hits=1, exact=1)


@pytest.mark.parametrize(
    ("expected", "given", "tally"),
    [
        ("ev1", "ev1", Tally(hits=1, exact=1)),
        ("ev1", "ev2", Tally(alarms=1, misses=1)),
        ("ev1", "", Tally(misses=1)),
        ("", "ev2", Tally(alarms=1)),
        ("", "", Tally()),
    ],
)
def test_single_value_is_right_wrong_missing_or_made_up(expected, given, tally):
    assert scoring.score_value(expected, given) == tally


def test_set_of_values_counts_each():
    assert scoring.score_set({"a", "b"}, {"b", "c", "d"}) == Tally(1, 2, 1, 1)


def test_tallies_add_up():
    total = Tally(8, 2, 0, 4) + Tally(1, 0, 3, 1)
    assert total == Tally(9, 2, 3, 5)
    assert (total.precision, total.recall) == (9 / 11, 9 / 12)


@pytest.mark.parametrize(
    ("hits", "trials", "low", "high"),
    [
        # Newcombe 1998 (Statistics in Medicine 17), table I, method 3.
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_interval_has_the_published_figures(hits, trials, low, high):
    found = scoring.wilson(hits, trials)
    assert [round(bound, 4) for bound in found] == [low, high]


def test_wilson_interval_is_mirrored_and_open_without_trials():
    low, high = scoring.wilson(28, 29)
    assert (round(1 - high, 4), round(1 - low, 4)) == (0.0061, 0.1718)
    assert scoring.wilson(29, 29)[1] == 1.0
    assert scoring.wilson(0, 0) == (0.0, 1.0)
