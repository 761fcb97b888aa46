"""Surnames and titles in made-up sentences, resolved by day, state and company."""

import pytest

from .conftest import Ask, targets


@pytest.mark.parametrize(
    ("texts", "published", "last"),
    [
        (["Sadyr Japarov arrived.", "Japarov spoke."], "2024-07-04", ("Japarov", "ac11")),
        (["Akylbek Japarov arrived.", "Japarov spoke."], "2024-07-04", ("Japarov", "ac12")),
        (["President Japarov spoke."], "2024-07-04", ("Japarov", "ac11")),
        (["Cabinet Chairman Japarov spoke."], "2024-07-04", ("Japarov", "ac12")),
        (["吉尔吉斯斯坦总统扎帕罗夫发言。"], "2024-07-04", ("扎帕罗夫", "ac11")),
        (["Japarov spoke."], "2025-07-04", ("Japarov", "ac11")),
        (["S. Japarov spoke."], "2024-07-04", ("S. Japarov", "ac11")),
        (["С.Н. Жапаров выступил."], "2024-07-04", ("С.Н. Жапаров", "ac11")),
        (["А. Жапаров выступил."], "2024-07-04", ("А. Жапаров", "ac12")),
        (["Встреча Токаева прошла."], "2024-07-04", ("Токаева", "ac14")),
        (["Chinese President Xi spoke."], "2024-07-04", ("Xi", "ac13")),
    ],
)
def test_surname_alone_is_resolved(ask: Ask, texts: list[str], published: str, last: tuple) -> None:
    assert targets(ask(*texts, published=published), "actor")[-1] == last


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("Bolot Japarov spoke.", "2024-07-04"),
        ("Then Bolot Tokayev spoke.", "2024-07-04"),
        ("B. Japarov spoke.", "2024-07-04"),
        ("Japarov spoke.", "2001-01-01"),
        ("An expert, Mr Xi, spoke.", "2024-07-04"),
    ],
)
def test_surname_of_somebody_else_is_left_alone(ask: Ask, text: str, published: str) -> None:
    assert targets(ask(text, published=published), "actor") == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The President of the Kyrgyz Republic spoke.",
         [("President of the Kyrgyz Republic", "ac11")]),
        ("The Kyrgyz President spoke.", [("Kyrgyz President", "ac11")]),
        ("Chairman of the Cabinet of Ministers of Kyrgyzstan spoke.",
         [("Chairman of the Cabinet of Ministers of Kyrgyzstan", "ac12")]),
        ("the head of the Kyrgyz cabinet spoke.", [("head of the Kyrgyz cabinet", "ac12")]),
        ("Президент Казахстана выступил.", [("Президент Казахстана", "ac14")]),
        ("中国国家主席发言。", [("中国国家主席", "ac13")]),
        ("Presidents of Kyrgyzstan spoke.", []),
        ("The Vice-President of Kyrgyzstan spoke.", []),
        ("The former President of Kyrgyzstan spoke.", []),
        ("The President of the made-up bank spoke.", []),
        ("President Ivan Madeup spoke.", []),
    ],
)  # fmt: skip
def test_title_with_its_state(ask: Ask, text: str, found: list) -> None:
    actors = [s for s in ask(text) if s.kind == "actor"]
    assert [(s.exact, s.target) for s in actors] == found
    assert all(s.detail["via"] == "title" and s.detail["post"] for s in actors)


@pytest.mark.parametrize(
    ("texts", "country", "last"),
    [
        (["Sadyr Japarov arrived.", "The head of state spoke."], "", ("head of state", "ac11")),
        (["Прибыл Касым-Жомарт Токаев.", "Глава государства выступил."], "",
         ("Глава государства", "ac14")),
        (["习近平抵达。", "国家主席发言。"], "", ("国家主席", "ac13")),
        (["Talks in Kyrgyzstan.", "The head of state spoke."], "KG", ("head of state", "ac11")),
        (["Kassym-Jomart Tokayev met Sadyr Japarov.", "The President spoke."], "KZ",
         ("President", "ac14")),
    ],
)  # fmt: skip
def test_bare_title_is_whoever_the_article_is_about(
    ask: Ask, texts: list[str], country: str, last: tuple
) -> None:
    assert targets(ask(*texts, country=country), "actor")[-1] == last


def test_title_follows_the_tenure_of_the_day(ask: Ask) -> None:
    text = "The President of Kyrgyzstan spoke."
    assert targets(ask(text, published="2024-07-04"), "actor") != []
    assert targets(ask(text, published="2019-07-04"), "actor") == []


def test_name_beside_its_title_carries_the_post(ask: Ask) -> None:
    [found] = [s for s in ask("President of Kyrgyzstan Sadyr Japarov spoke.") if s.kind == "actor"]
    assert (found.exact, found.detail) == (
        "Sadyr Japarov",
        {"post": "kg-president", "country": "kg", "via": "alias"},
    )
