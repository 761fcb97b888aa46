"""Whole made-up articles: events, topics, matches, offsets, order, cost."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from events.assist import Names, Source, suggest
from tests import factories

from .conftest import Ask, targets


def best(suggestions: list, kind: str) -> Any:
    return max((s for s in suggestions if s.kind == kind), key=lambda s: s.score, default=None)


@pytest.fixture
def summits(world: None) -> None:
    """Two numbered meetings of the council and a meeting of two presidents."""
    for number, (day, town) in enumerate((("2023-07-04", "bishkek"), ("2024-07-04", "astana")), 23):
        factories.event(
            f"Made-up summit {number}",
            id=number,
            date=day,
            organ_id=2,
            organ_number=number,
            place_id=town,
        )
    talk = factories.event(
        "Made-up talk", id=7, date="2024-07-03", kind="bilateral-meeting", place_id="astana"
    )
    for actor in (11, 13):
        factories.participation(talk, actor_id=actor)


@pytest.mark.parametrize(
    ("text", "kind", "organ", "number"),
    [
        ("Astana hosted the 24th meeting of the Council of Heads of State of the SCO.",
         "summit", "ac2", "24"),
        ("The twenty-fourth session of the SCO Council of Heads of State opened.",
         "summit", "ac2", "24"),
        ("24-е заседание Совета глав государств прошло в Астане.", "summit", "ac2", "24"),
        ("上海合作组织成员国元首理事会第二十四次会议举行。", "summit", "ac2", "24"),
        ("The 24th SCO summit opened in Astana.", "summit", "ac2", "24"),
        ("Sadyr Japarov received Xi Jinping in Bishkek.", "bilateral-meeting", "", ""),
        ("Садыр Жапаров принял Си Цзиньпина в Бишкеке.", "bilateral-meeting", "", ""),
        ("An observer mission watched the vote.", "observer-mission", "", ""),
    ],
)  # fmt: skip
def test_event_of_an_article(
    summits: None, ask: Ask, text: str, kind: str, organ: str, number: str
) -> None:
    detail = best(ask(text), "event").detail
    assert (detail["kind"], detail["organ"], detail["organ_number"]) == (kind, organ, number)


def test_questions_make_an_interview(ask: Ask) -> None:
    found = ask("What is a made-up answer?", "It is this one.", "And why so?", "Because of that.")
    assert best(found, "event").target == "interview"


@pytest.mark.parametrize(
    ("texts", "published", "first"),
    [
        (["The 24th meeting of the Council of Heads of State opened."], "2024-07-05", "ev24"),
        (["The 23rd meeting of the Council of Heads of State opened."], "2023-07-05", "ev23"),
        (["Sadyr Japarov met Xi Jinping in Astana yesterday."], "2024-07-04", "ev7"),
        (["The summit in Astana ended today."], "2024-07-04", "ev24"),
    ],
)
def test_likely_event_comes_first(
    summits: None, ask: Ask, texts: list[str], published: str, first: str
) -> None:
    match = best(ask(*texts, published=published), "match")
    assert match.target == first
    assert match.detail["score"] == match.score


def test_event_of_another_year_is_no_match(summits: None, ask: Ask) -> None:
    found = ask("Sadyr Japarov met Xi Jinping in Astana.", published="2019-01-01")
    assert targets(found, "match") == []


def test_topic_has_the_place_of_its_cue(ask: Ask) -> None:
    found = ask("The railway and the road need new lorries.", "A railway is transport.")
    assert targets(found, "topic") == [("railway", "transport")]


def test_boilerplate_is_passed_over_and_a_sidebar_needs_its_date(ask: Ask) -> None:
    text = "Sadyr Japarov spoke yesterday."
    assert ask(text, kind="boilerplate") == []
    assert ask(text, kind="sidebar") == []
    found = ask(text, kind="sidebar", dated="2022-03-02")
    assert targets(found, "actor") == [("Sadyr Japarov", "ac11")]
    assert targets(found, "date") == [("yesterday", "2022-03-01")]
    assert {s.kind for s in found} == {"actor", "date"}


def test_label_is_in_the_readers_language(ask: Ask) -> None:
    with translation.override("ru"):
        assert [s.label for s in ask("In Astana.") if s.kind == "place"] == ["Астана"]


def test_empty_article_gives_nothing(ask: Ask) -> None:
    assert ask() == []
    assert ask("", "   ", "…") == []


_PIECES = st.sampled_from(
    [
        "Sadyr Japarov",
        "Жапарова",
        "习近平",
        "扎帕罗夫",
        "the Kyrgyz side",
        "Кыргызстана",
        "Астане",
        "the head of state",
        "Президент Казахстана",
        "国家主席",
        "«Нам нужен этот банк очень», — сказал",
        "“We need this bank very soon,” he said",
        "говорит: «Ёлки у нас ещё стоят ўчера»",
        "14-15 June",
        "сегодня",
        "本月15日",
        "上合组织开发银行",
        "the 24th meeting of the Council of Heads of State",
        "été",
        "Жапаро́в",
        "Ўзбекистон ёлка",
        "😀👩\u200d👩\u200d👧",
        "\xa0",
        "\n",
        ". ",
        ", ",
        " ",
        "ﬁnance",
        "㍿",
        "İstanbul",
        "ß",
        "\u200d",
        "SCO’s",
        "Xi",
        "中方",
        '"',
        "»",
        "„",
    ]
)


@given(
    pieces=st.lists(_PIECES, max_size=14), published=st.sampled_from(["", "2024-07-04", "2022~"])
)
def test_exact_stands_at_its_offsets(
    made_up_names: Names, pieces: list[str], published: str
) -> None:
    text = "".join(pieces)
    source = Source([(3, text, "body", "")], published=published, publisher_country="KG")
    found = suggest(source, names=made_up_names)
    for suggestion in found:
        assert suggestion.paragraph == 3
        assert 0 <= suggestion.start < suggestion.end <= len(text)
        assert text[suggestion.start : suggestion.end] == suggestion.exact
        assert 0 < suggestion.score <= 1
    places = [(s.paragraph, s.start) for s in found]
    assert places == sorted(places)


@pytest.fixture
def made_up_names(summits: None) -> Names:
    return Names.load()


def test_longer_article_asks_no_more_queries(summits: None) -> None:
    names = Names.load()
    paragraph = "Sadyr Japarov met Xi Jinping in Astana on 3 July 2024 at the 24th SCO summit."

    def queries(times: int) -> int:
        passages = [(number, paragraph, "body", "") for number in range(1, times + 1)]
        with CaptureQueriesContext(connection) as asked:
            suggest(Source(passages, published="2024-07-04"), names=names)
        return len(asked)

    assert (queries(1), queries(30)) == (3, 3)


def test_loading_names_takes_a_fixed_number_of_queries(world: None) -> None:
    with CaptureQueriesContext(connection) as asked:
        Names.load()
    assert len(asked) == 10
