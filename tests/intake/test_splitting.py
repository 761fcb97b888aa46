"""Plain text into passages and their kinds; the five articles are compared line by line."""

import csv
import json
from pathlib import Path

import pytest

from events import intake
from events.intake import kinds, splitting

from .made_up import CHINESE, FIRST, RUSSIAN, SECOND, THIRD, TITLE

ROOT = Path(__file__).parents[2]
PARAGRAPHS = json.loads((ROOT / "tests/data/articles.json").read_text())


def read(text: str) -> list[tuple[str, str, str]]:
    found = kinds.sort_units(splitting.units(text))
    return [(str(block.kind), block.text, block.dated) for block in found.blocks]


def table(name: str) -> list[dict[str, str]]:
    with (ROOT / f"fixtures/{name}.csv").open(newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(params=sorted(PARAGRAPHS))
def article(request, articles_dir):
    """The bytes of one of the five, and what the repository knows of it."""
    source = next(articles_dir.glob(f"{request.param}_*.txt"))
    return source, PARAGRAPHS[request.param]


@pytest.mark.django_db
def test_articles_are_split_as_in_the_dataset(article):
    source, known = article
    lines = source.read_text().split("\n")
    expected = [
        "\n".join(line for line in lines[first - 1 : last] if line.strip())
        for first, last in known["paragraphs"].values()
    ]
    found = intake.read_file(source.name, source.read_bytes())
    assert [passage.text for passage in found.passages] == expected
    assert [passage.number for passage in found.passages] == list(range(1, len(expected) + 1))
    assert found.sha256 == known["sha256"]


@pytest.mark.django_db
def test_articles_have_the_kinds_and_dates_of_the_dataset(article):
    source, known = article
    capture = next(row["id"] for row in table("captures") if row["sha256"] == known["sha256"])
    rows = {
        int(row["number"]): (row["kind"], row["dated"])
        for row in table("paragraphs")
        if row["capture"] == capture and row["number"] != "0"
    }
    found = intake.read_file(source.name, source.read_bytes())
    assert {p.number: (str(p.kind), p.dated) for p in found.passages} == rows


@pytest.mark.django_db
def test_publication_of_articles_is_read_where_it_is_printed(articles_dir):
    read_days = {
        source.name[:3]: intake.read_file(source.name, source.read_bytes()).published
        for source in sorted(articles_dir.glob("00?_*.txt"))
    }
    assert read_days == {
        "000": "",
        "001": "2025-11-19",
        "002": "",
        "003": "2011-04-14",
        "004": "",
    }


def test_text_without_headline_is_body():
    assert read(f"{FIRST}\n\n{SECOND}") == [("body", FIRST, ""), ("body", SECOND, "")]


def test_headline_above_the_text_is_heading():
    assert read(f"{TITLE}\n\n{FIRST}")[0] == ("heading", TITLE, "")


def test_short_line_between_sentences_is_heading():
    kinds_found = [kind for kind, _text, _day in read(f"{FIRST}\n\nTrade and money\n\n{SECOND}")]
    assert kinds_found == ["body", "heading", "body"]


def test_questions_of_an_interview_are_headings():
    text = f"Why is nothing happening?\n\n{FIRST}\n\nAnd when will it?\n\n{SECOND}"
    text = f"{THIRD}\n\n{text}"
    assert [kind for kind, _text, _day in read(text)] == [
        "body",
        "heading",
        "body",
        "heading",
        "body",
    ]


def test_items_of_a_list_are_body():
    text = f"{FIRST} They are:\n\n- trade of made-up goods;\n- roads\n\n{SECOND}"
    assert [kind for kind, _text, _day in read(text)] == ["body"] * 4


@pytest.mark.parametrize(
    "line",
    [
        "USD 84.79",
        "USD 84,79 EUR 98,85 RUB 1.19",
        "01:45Made-up Town",
        "Share",
        "Photo credit:",
        "© 2024 Made-up press. All rights reserved.",
        "Читайте также",
        "Версия для печати",
        "责任编辑：某某",
        "分享到微博",
    ],
)
def test_furniture_is_boilerplate_wherever_it_stands(line):
    text = f"{line}\n\n{FIRST}\n\n{line}\n\n{SECOND}\n\n{line}"
    assert [kind for kind, _text, _day in read(text)] == [
        "boilerplate",
        "body",
        "boilerplate",
        "body",
        "boilerplate",
    ]


def test_dates_above_headlines_make_pairs():
    lines = "13.01.2020 14:10\nMade-up thing one\n12.01.2020 09:00\nMade-up thing two"
    assert read(f"{FIRST}\n\n{lines}")[1:] == [
        ("sidebar", "13.01.2020 14:10\nMade-up thing one", "2020-01-13"),
        ("sidebar", "12.01.2020 09:00\nMade-up thing two", "2020-01-12"),
    ]


def test_dates_below_headlines_make_pairs():
    lines = "Made-up thing one\n13 January 2020\nMade-up thing two\n12 January 2020"
    assert [row[2] for row in read(f"{FIRST}\n\n{lines}")] == ["", "2020-01-13", "2020-01-12"]


def test_label_above_dated_headlines_takes_no_date():
    lines = "Latest news\n13.01.2020\nMade-up thing one\n12.01.2020\nMade-up thing two"
    assert [(kind, day) for kind, _text, day in read(f"{FIRST}\n\n{lines}")] == [
        ("body", ""),
        ("boilerplate", ""),
        ("sidebar", "2020-01-13"),
        ("sidebar", "2020-01-12"),
    ]


@pytest.mark.parametrize(
    ("lines", "days"),
    [
        (["13.01.2020", "Made-up one", "12.01.2020", "Made-up two"], ["2020-01-13", "2020-01-12"]),
        (["Made-up one", "13.01.2020", "Made-up two", "12.01.2020"], ["2020-01-13", "2020-01-12"]),
        (
            ["News", "13.01.2020", "Made-up one", "12.01.2020", "Made-up two"],
            ["", "2020-01-13", "2020-01-12"],
        ),
        (["Made-up one", "13.01.2020", "Share"], ["", "2020-01-13", ""]),
    ],
)
def test_blank_lines_between_dates_and_headlines_part_no_pair(lines, days):
    text = "\n\n".join([FIRST, *lines])
    assert [day for _kind, _text, day in read(text)] == ["", *days]


def test_headline_with_its_own_date_above_the_text_is_the_article_s():
    lines = "13.01.2020\nMade-up thing one\n12.01.2020\nMade-up thing two"
    found = kinds.sort_units(splitting.units(f"{lines}\n{TITLE}\n14.04.2011\n\n{FIRST}"))
    assert (found.headline, found.published) == (TITLE, "2011-04-14")
    assert [str(block.kind) for block in found.blocks] == ["sidebar", "sidebar", "heading", "body"]


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Published: 4 July 2024, 14:30", "2024-07-04"),
        ("Thursday, July 4, 2024", "2024-07-04"),
        ("Дата публикации: 4 июля 2024 года", "2024-07-04"),
        ("2024年7月4日 14:30", "2024-07-04"),
        ("01/02/2020", ""),
    ],
)
def test_date_line_above_the_text_is_the_publication(line, day):
    found = kinds.sort_units(splitting.units(f"{TITLE}\n\n{line}\n\n{FIRST}"))
    assert (found.headline, found.published) == (TITLE, day)


def test_labelled_date_at_the_head_of_the_text_is_the_publication():
    found = kinds.sort_units(splitting.units(f" date 2025-11-19 {FIRST}"))
    assert found.published == "2025-11-19"
    assert found.blocks[0].text == f" date 2025-11-19 {FIRST}"


def test_day_that_a_sentence_begins_with_is_not_the_publication():
    assert kinds.sort_units(splitting.units(f"17.11.2025 {FIRST}")).published == ""


def test_prose_broken_into_lines_is_one_passage():
    words = FIRST.split()
    broken = [" ".join(words[at : at + 9]) for at in range(0, len(words), 9)]
    assert read("\n".join(broken)) == [("body", FIRST, "")]


def test_russian_and_chinese_are_split_alike():
    assert [kind for kind, *_ in read(f"Вымышленный заголовок о том же\n\n{RUSSIAN}")] == [
        "heading",
        "body",
    ]
    assert [kind for kind, *_ in read(f"虚构的新闻标题没有内容\n\n{CHINESE}")] == [
        "heading",
        "body",
    ]


def test_text_without_a_sentence_is_kept_as_body():
    assert read("Made-up words") == [("body", "Made-up words", "")]


def test_cut_off_last_line_stays_in_the_text():
    cut = "And then the made-up minister went on to say that in the long run"
    assert read(f"{FIRST}\n\n{cut}\n\nShare")[1:] == [
        ("body", cut, ""),
        ("boilerplate", "Share", ""),
    ]
