"""Dates in words in three languages. Made-up dates throughout."""

import pytest
from django.utils.translation import override

from events import edtf

SAID = [
    ("2021-09-17", "17 September 2021", "17 сентября 2021 года", "2021年9月17日"),
    ("2021-09", "September 2021", "сентябрь 2021 года", "2021年9月"),
    ("2021", "2021", "2021 год", "2021年"),
    ("2020-21", "spring 2020", "весна 2020 года", "2020年春季"),
    ("2021-24", "winter 2021–2022", "зима 2021–2022 годов", "2021—2022年冬季"),
    ("201X", "2010s", "2010-е годы", "2010年代"),
    ("20XX", "some year in 2000–2099", "один из годов 2000–2099", "2000—2099年间某年"),
    ("2004-XX", "some month in 2004", "один из месяцев 2004 года", "2004年某月"),
    ("1985-04-XX", "some day in April 1985", "один из дней апреля 1985 года", "1985年4月某日"),
    ("1985-XX-XX", "some day in 1985", "один из дней 1985 года", "1985年某日"),
    ("2022-05~", "about May 2022", "около мая 2022 года", "约2022年5月"),
    ("2022-05-02~", "about 2 May 2022", "около 2 мая 2022 года", "约2022年5月2日"),
    ("2022~", "about 2022", "около 2022 года", "约2022年"),
    ("201X~", "about 2010s", "около 2010-х годов", "约2010年代"),
    ("2025-09?", "perhaps September 2025", "возможно, сентябрь 2025 года", "可能是2025年9月"),
    ("2025-09%", "perhaps about September 2025", "возможно, около сентября 2025 года",
     "可能约为2025年9月"),
    ("2001-06-14/2001-06-15", "14–15 June 2001", "14–15 июня 2001 года",
     "2001年6月14日至15日"),
    ("2025-08-31/2025-09-01", "31 August – 1 September 2025",
     "31 августа — 1 сентября 2025 года", "2025年8月31日至9月1日"),
    ("2020-12-28/2021-01-03", "28 December 2020 – 3 January 2021",
     "28 декабря 2020 года — 3 января 2021 года", "2020年12月28日至2021年1月3日"),
    ("2022-05/2022-06", "May–June 2022", "май — июнь 2022 года", "2022年5月至6月"),
    ("2022-05~/2022-06~", "about May–June 2022", "около мая — июня 2022 года",
     "约2022年5月至6月"),
    ("2019/2021", "2019–2021", "2019–2021 годы", "2019年至2021年"),
    ("2019~/2021~", "about 2019–2021", "около 2019–2021 годов", "约2019年至2021年"),
    ("2021-06-14/2022", "14 June 2021 – 2022", "14 июня 2021 года — 2022 год",
     "2021年6月14日至2022年"),
    ("2004-06-14?/2004-06-15", "14 June 2004 (uncertain) – 15 June 2004",
     "14 июня 2004 года (предположительно) — 15 июня 2004 года",
     "2004年6月14日（存疑）至2004年6月15日"),
    ("2021-06-02/..", "from 2 June 2021", "со 2 июня 2021 года", "自2021年6月2日起"),
    ("2021-06/", "from June 2021, end unknown", "с июня 2021 года, окончание неизвестно",
     "自2021年6月起，结束时间不详"),
    ("../2020-24", "until winter 2020–2021", "по зиму 2020–2021 годов", "截至2020—2021年冬季"),
    ("../2022-06-01", "until 1 June 2022", "по 1 июня 2022 года", "截至2022年6月1日"),
    ("/2022-06%", "until perhaps about June 2022, start unknown",
     "возможно, примерно по июнь 2022 года, начало неизвестно",
     "截至可能约为2022年6月，开始时间不详"),
    ("[2009-06-10,2009-06-11]", "10 or 11 June 2009", "10 или 11 июня 2009 года",
     "2009年6月10日或11日"),
    ("[2009-05-31,2009-06-01,2009-06-02]", "31 May, 1 or 2 June 2009",
     "31 мая, 1 или 2 июня 2009 года", "2009年5月31日、6月1日或2日"),
    ("[2009,2010]", "2009 or 2010", "2009 или 2010 год", "2009年或2010年"),
    ("[..2022-06-01]", "no later than 1 June 2022", "не позднее 1 июня 2022 года",
     "不晚于2022年6月1日"),
    ("[2022-06..]", "no earlier than June 2022", "не ранее июня 2022 года", "不早于2022年6月"),
    ("[2022-06-01..2022-06-05]", "between 1 and 5 June 2022",
     "в период с 1 по 5 июня 2022 года", "2022年6月1日至5日之间"),
    ("[2022-05..2022-06]", "between May and June 2022", "в период с мая по июнь 2022 года",
     "2022年5月至6月之间"),
]  # fmt: skip

#: Said in full, but more than the free text reader follows: a set that mixes days and stretches.
MIXED = "[1667,1668,1670..1672]"


@pytest.mark.parametrize("text, english, russian, chinese", SAID)
def test_words_in_each_language(text, english, russian, chinese):
    said = []
    for language in ("en", "ru", "zh-hans"):
        with override(language):
            said.append(edtf.words(text))
    assert said == [english, russian, chinese]


@pytest.mark.parametrize("language", ["en", "ru", "zh-hans"])
@pytest.mark.parametrize("text", [row[0] for row in SAID])
def test_words_read_back_in_each_language(text, language):
    with override(language):
        assert edtf.read(edtf.words(text)).text == text


def test_words_mixed_set_is_said_in_full():
    assert edtf.words(MIXED) == "1667, 1668 or between 1670 and 1672"


def test_words_other_language_is_english():
    with override("de"):
        assert edtf.words("2021-09-17") == "17 September 2021"
    with override(None):
        assert edtf.words("2021-09-17") == "17 September 2021"


def test_words_takes_value():
    assert edtf.words(edtf.parse("2021-09-17")) == "17 September 2021"


@pytest.mark.parametrize(
    "text, without_year, without_month",
    [
        ("2021-09-17", "17 September", "17"),
        ("2021-09-17?", "perhaps 17 September", "perhaps 17"),
        ("2001-06-14/2001-06-15", "14–15 June", "14–15"),
        ("[2009-06-10,2009-06-11]", "10 or 11 June", "10 or 11"),
        ("2025-08-31/2025-09-01", "31 August – 1 September", "31 August – 1 September"),
        ("2020-12-28/2021-01-03",) + ("28 December 2020 – 3 January 2021",) * 2,
        ("2021-09", "September", "September"),
        ("1985-04-XX", "some day in April", "some day in April"),
        ("2020-21", "spring", "spring"),
        ("2021-24", "winter 2021–2022", "winter 2021–2022"),
        ("2021", "2021", "2021"),
        ("201X", "2010s", "2010s"),
        ("2021-06-02/..", "from 2 June 2021", "from 2 June 2021"),
        ("[..2022-06-01]", "no later than 1 June 2022", "no later than 1 June 2022"),
    ],
)
def test_words_below_a_heading(text, without_year, without_month):
    assert edtf.words(text, omit_year=True) == without_year
    assert edtf.words(text, omit_month=True) == without_month


@pytest.mark.parametrize(
    "language, without_year, without_month",
    [
        ("ru", "14–15 июня", "14–15"),
        ("zh-hans", "6月14日至15日", "14日至15日"),
    ],
)
def test_words_below_a_heading_in_other_languages(language, without_year, without_month):
    with override(language):
        assert edtf.words("2001-06-14/2001-06-15", omit_year=True) == without_year
        assert edtf.words("2001-06-14/2001-06-15", omit_month=True) == without_month
