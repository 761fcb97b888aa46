"""The tokeniser: names are real words, sentences and people are made up."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.tokens import (
    MAX_QUERY,
    MAX_TOKEN,
    fold,
    highlight,
    passage,
    query_tokens,
    terms,
    tokens,
    words,
)


def marked(segments):
    """What is marked, one string per marked segment."""
    return [text for text, is_match in segments if is_match]


def joined(segments):
    return "".join(text for text, _ in segments)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("  ,;  \n", []),
        ("\u02bb", []),
        ("Meetings of the Councils", ["meet", "of", "the", "council"]),
        ("АСТАНА, Астане", ["астан", "астан"]),
        ("Ёлка и елка", ["елк", "и", "елк"]),
        ("Чолпон-Ата", ["чолпон", "ат"]),
        ("Erdoğan IŞIK Łódź", ["erdogan", "isik", "lodz"]),
        ("Сады́р", ["садыр"]),
        ("Өзбек ӯзбек", ["өзбек", "узбек"]),
        ("Xi's visit to Xi’an", ["xi", "visit", "to", "xian"]),
        ("O‘zbekiston Oʻzbekiston O'zbekiston", ["ozbekiston"] * 3),
        ("24th Council, 24 councils", ["24", "council", "24", "council"]),
        ("ＳＣＯ ①", ["sco", "1"]),
        ("G20 in 2025年", ["g20", "in", "2025", "年"]),
        ("习近平", ["习近", "近平"]),
        ("习", ["习"]),
        ("萨德尔·扎帕罗夫", ["萨德", "德尔", "尔扎", "扎帕", "帕罗", "罗夫"]),
        ("上海Shanghai合作", ["上海", "shanghai", "合作"]),
        ("बैठक भारत", ["बैठक", "भारत"]),
        ("ایران می‌شود", ["ایران", "میشود"]),
        ("hy\u00adphen\u200bate", ["hyphen"]),
    ],
)
def test_tokens_text(text, expected):
    assert tokens(text) == expected


def test_tokens_short_i_is_a_letter_composed_or_not():
    assert tokens("Йемен") == tokens("И\u0306емен") == ["йемен"]
    assert fold("Юри\u0439") == fold("Юри\u0438\u0306") == "юрий"
    assert fold("Юрии") == "юрии"


def test_tokens_ё_and_е_are_one_letter():
    assert tokens("Королёв") == tokens("королев")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("initiative", "Initiatives"),
        ("develop", "developing"),
        ("Kyrgyzstan", "Kyrgyzstan's"),
    ],
)
def test_tokens_inflected_word_has_the_same_stem(one, other):
    assert tokens(one) == tokens(other)


@pytest.mark.parametrize(
    "cases",
    [
        "Казахстан Казахстана Казахстану Казахстаном Казахстане",
        "Китай Китая Китаю Китаем Китае",
        "Россия России Россию Россией",
        "Беларусь Беларуси Беларусью",
        "Астана Астаны Астане Астану Астаной",
        "Жапаров Жапарова Жапарову Жапаровым Жапарове",
        "Токаев Токаева Токаеву Токаевым Токаеве",
        "Лавров Лаврова Лаврову Лавровым",
        "Путин Путина Путину Путиным Путине",
        "Цзиньпин Цзиньпина Цзиньпину Цзиньпином",
        "Сергей Сергея Сергею Сергеем",
        "саммит саммита саммиту саммитом саммите саммиты саммитов саммитам саммитами саммитах",
        "организация организации организацию организацией организаций организациями",
        "режим режима режиму режимом режимы режимов режимам",
        "глава главы главе главу главой глав главам главами главах",
        "секретарь секретаря секретарю секретарём секретари секретарей",
        "развитие развития развитию развитием развитии",
        "шанхайский шанхайская шанхайского шанхайской шанхайскому шанхайские шанхайскими",
        "Ош Оша Оше",
        "заявил заявила заявили",
    ],
)
def test_tokens_russian_cases_of_a_word_are_one_token(cases):
    assert len(set(tokens(cases))) == 1


def test_tokens_russian_words_stay_apart():
    assert tokens("Токаев Токио ток таможня Ташкент") == [
        "токаев",
        "ток",
        "ток",
        "таможн",
        "ташкент",
    ]


def test_tokens_endless_word_is_cut():
    assert tokens("1" * 10_000) == ["1" * MAX_TOKEN]


@given(st.text(max_size=60))
def test_tokens_any_text_holds_nothing_a_query_language_reads(text):
    for token in tokens(text):
        assert 0 < len(token) <= MAX_TOKEN
        assert not re.search(r"[\x00-\x2f\x3a-\x60\x7b-\xbf\s]", token)


@given(st.text(max_size=60))
def test_fold_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=60))
def test_fold_case_makes_no_difference_to_casefolded_text(text):
    assert fold(text.casefold()) == fold(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nur-Sultan", "nur sultan"),
        ("  NUR   SULTAN ", "nur sultan"),
        ("Нұр-Сұлтан", "нұр сұлтан"),
        ("Xi’an", "xian"),
        ("Заседания", "заседания"),
        ("萨德尔·扎帕罗夫", "萨德尔扎帕罗夫"),
        ("…", ""),
    ],
)
def test_fold_name(text, expected):
    assert fold(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("Council of the Heads", ["council", "head"]),
        ("24-й саммит в Астане", ["24", "саммит", "астан"]),
        ("of the", ["of", "the"]),
        ("bank Bank BANKS", ["bank"]),
        ('"bank" OR b* NEAR(x) \x00 -- \'; DROP', ["bank", "b", "near", "x", "drop"]),
        (" ".join(f"w{number}" for number in range(50)), [f"w{number}" for number in range(12)]),
    ],
)
def test_query_tokens_text(text, expected):
    assert query_tokens(text) == expected


def test_query_tokens_limit():
    assert query_tokens("one two three", limit=2) == ["one", "two"]


def test_query_tokens_long_query_is_cut():
    assert query_tokens(" " * MAX_QUERY + "bank") == []
    assert query_tokens("习近" * 5_000) == ["习近", "近习"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("development bank", [("develop", False), ("bank", True)]),
        ("bank of xi", [("bank", False), ("xi", False)]),
        ("initiatives", [("initi", True)]),
        ("Токио", [("ток", False)]),
        ("ток", [("ток", True)]),
        ("习 bank", [("习", True), ("bank", True)]),
        ("习近平", [("习近", False), ("近平", False)]),
    ],
)
def test_terms_last_word_or_lone_character_is_a_prefix(text, expected):
    assert terms(text) == expected


def test_words_mixed_scripts():
    assert list(words("Ёлка's, 24-й ШОС 习近·平")) == ["елка", "24", "й", "шос", "习", "近", "平"]


def test_highlight_stem_in_other_inflection():
    assert highlight("Banks are developing.", "development bank") == [
        ("Banks", True),
        (" are ", False),
        ("developing", True),
        (".", False),
    ]


def test_highlight_cyrillic_in_other_case():
    assert marked(highlight("Встреча с Жапаровым в Бишкеке", "жапаров бишкек")) == [
        "Жапаровым",
        "Бишкеке",
    ]


@pytest.mark.parametrize(
    ("text", "query", "expected"),
    [
        ("国家主席习近平发表讲话", "习近平", ["习近平"]),
        ("国家主席习近平发表讲话", "近平发", ["近平发"]),
        ("习主席和学习", "习", ["习", "习"]),
        ("习", "习", ["习"]),
        ("总统萨德尔·扎帕罗夫", "萨德尔扎帕罗夫", ["萨德尔·扎帕罗夫"]),
        ("国家主席习近平", "平近习", []),
    ],
)
def test_highlight_chinese(text, query, expected):
    assert marked(highlight(text, query)) == expected


@pytest.mark.parametrize("query", ["", "the", "...", "absent"])
def test_highlight_without_match_is_one_segment(query):
    assert highlight("A made-up bank", query) == [("A made-up bank", False)]


def test_highlight_empty_text():
    assert highlight("", "bank") == []


def test_highlight_beginning_of_a_word():
    assert marked(highlight("Kazakhstan and Kyrgyzstan", "kazakh")) == ["Kazakhstan"]


@given(st.text(max_size=60), st.text(max_size=20))
def test_highlight_segments_joined_are_the_text(text, query):
    assert joined(highlight(text, query)) == text


def test_passage_short_text_is_whole():
    assert passage("The  bank\nmeets", "bank") == [
        ("The ", False),
        ("bank", True),
        (" meets", False),
    ]


def test_passage_prefers_the_window_with_most_of_the_query():
    text = "bank " + "filler " * 60 + "a development bank for all " + "ending " * 60
    found = passage(text, "development bank", width=80)
    assert marked(found) == ["development", "bank"]
    assert found[0] == ("… ", False)
    assert found[-1] == (" …", False)
    assert len(joined(found)) <= 80 + len("…  …") + 80 // 8


def test_passage_words_are_not_cut():
    found = joined(passage("word " * 200 + "bank " + "word " * 200, "bank", width=60))
    assert set(found.split()) == {"…", "word", "bank"}


def test_passage_without_match_is_the_beginning():
    assert joined(passage("word " * 100, "absent", width=20)) == "word word word word  …"


def test_passage_chinese_without_spaces():
    found = passage("会" * 500 + "习近平" + "议" * 500, "习近平", width=40)
    assert marked(found) == ["习近平"]
    assert len(joined(found)) == 40 + len("…  …")


@given(st.text(max_size=300), st.text(max_size=20), st.integers(20, 100))
def test_passage_any_text_is_bounded(text, query, width):
    assert len(joined(passage(text, query, width=width))) <= width + len("…  …") + width // 8
