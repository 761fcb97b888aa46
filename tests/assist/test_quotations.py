"""Quoted words and their speakers in made-up sentences."""

import pytest

from events.assist.quotations import clause
from events.models.quotation import quotation_too_long

from .conftest import Ask


def quoted(ask: Ask, *texts: str) -> list[tuple[str, str]]:
    return [(s.exact, s.detail["speaker"]) for s in ask(*texts) if s.kind == "quotation"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("«We need this bank very soon,» Sadyr Japarov said.",
         [("We need this bank very soon", "ac11")]),
        ("Sadyr Japarov said: “We need this bank very soon.” The guests left.",
         [("We need this bank very soon", "ac11")]),
        ("Sadyr Japarov met Xi Jinping. \"We need this bank very soon,\" he added.",
         [("We need this bank very soon", "ac13")]),
        ("Sadyr Japarov thanked Xi Jinping and noted: \"We need this bank very soon.\"",
         [("We need this bank very soon", "ac11")]),
        ("“我们需要尽快建立这家银行。”习近平强调。", [("我们需要尽快建立这家银行", "ac13")]),
        ("«Нам очень нужен этот банк», — сказал Садыр Жапаров.",
         [("Нам очень нужен этот банк", "ac11")]),
        ("习近平表示：“我们需要尽快建立这家银行。”", [("我们需要尽快建立这家银行", "ac13")]),
        ("The forum “A made-up road to trust” opened.", []),
        ("They spoke of the «SCO family» again.", []),
    ],
)  # fmt: skip
def test_quotation_with_its_speaker(ask: Ask, text: str, found: list) -> None:
    assert quoted(ask, text) == found


def test_pronoun_points_to_an_earlier_paragraph(ask: Ask) -> None:
    texts = ("Sadyr Japarov arrived.", "“We need this bank very soon,” he said.")
    assert quoted(ask, *texts) == [("We need this bank very soon", "ac11")]


@pytest.mark.parametrize(
    "text", ["word " * 40, "one two three four five, " + "more " * 30, "字" * 80, "字，" * 40]
)
def test_offered_quote_is_short_enough_and_begins_the_words(text: str) -> None:
    assert not quotation_too_long(clause(text.strip()))
    assert text.startswith(clause(text.strip()))


def test_offered_quote_ends_with_a_clause() -> None:
    text = "one two three four five, " + "more " * 30
    assert clause(text.strip()) == "one two three four five"
