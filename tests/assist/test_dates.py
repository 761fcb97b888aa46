"""Dates of running text in three languages, stated and counted from the day of writing."""

import pytest

from events.assist.dates import find_dates
from events.assist.reading import Passage
from events.assist.suggestion import Base


def found(text: str, base: str = "") -> list[tuple[str, str]]:
    """(words, EDTF) of all dates of a text."""
    dates = find_dates(Passage(1, text, "body", Base(base)))
    return [(text[dated.start : dated.end], dated.edtf) for dated in dates]


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("on 14-15 June 2001", [("14-15 June 2001", "2001-06-14/2001-06-15")]),
        ("on June 14–15, 2001,", [("June 14–15, 2001", "2001-06-14/2001-06-15")]),
        ("on 31 May and 1 June 2001", [("31 May and 1 June 2001", "2001-05-31/2001-06-01")]),
        ("Thursday, 4 July 2024.", [("4 July 2024", "2024-07-04")]),
        ("in June 2017", [("June 2017", "2017-06")]),
        ("in early June 2017", [("early June 2017", "[2017-06-01..2017-06-10]")]),
        ("in 2019", [("2019", "2019")]),
        ("Between 2020 and 2024,", [("2020 and 2024", "2020/2024")]),
        ("the first nine months of 2025", [("first nine months of 2025", "2025-01/2025-09")]),
        ("in the second half of 2024", [("second half of 2024", "2024-07/2024-12")]),
        ("the summer of 2024", [("summer of 2024", "2024-22")]),
        ("13.01.2020 14:10", [("13.01.2020", "2020-01-13")]),
        ("17 сентября 2021 года", [("17 сентября 2021 года", "2021-09-17")]),
        ("с 14 по 15 июня 2001 г.", [("14 по 15 июня 2001 г.", "2001-06-14/2001-06-15")]),
        ("в июле 2015 года", [("июле 2015 года", "2015-07")]),
        ("в 2019–2021 годах", [("2019–2021 годах", "2019/2021")]),
        ("за первые девять месяцев 2022 года",
         [("первые девять месяцев 2022 года", "2022-01/2022-09")]),
        ("2021年9月17日举行", [("2021年9月17日", "2021-09-17")]),
        ("2001年6月14日至15日", [("2001年6月14日至15日", "2001-06-14/2001-06-15")]),
        ("2022年9月", [("2022年9月", "2022-09")]),
        ("Peace Mission 2021 and «Мирная миссия — 2021»", []),
        ("2000 people came, it cost $2020", []),
        ("He may come in march step", []),
        ("on 31 February 2021", []),
    ],
)  # fmt: skip
def test_stated_date(text: str, dates: list) -> None:
    assert found(text) == dates


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("at today's summit", "2011-04-14"),
        ("met yesterday", "2011-04-13"),
        ("his visit last February", "2011-02"),
        ("on Tuesday", "2011-04-12"),
        ("they will meet on Tuesday", "2011-04-19"),
        ("last Thursday", "2011-04-07"),
        ("next year", "2012"),
        ("in January this year", "2011-01"),
        ("on 28 December", "2010-12-28"),
        ("on 2 May", "2011-05-02"),
        ("two days ago", "2011-04-12"),
        ("three years ago", "2008"),
        ("last week", "2011-04-04/2011-04-10"),
        ("in the first three months", None),
        ("the first three months", "2011-01/2011-03"),
        ("сегодня принял", "2011-04-14"),
        ("вчера", "2011-04-13"),
        ("в минувший вторник", "2011-04-12"),
        ("в прошлом году", "2010"),
        ("в феврале прошлого года", "2010-02"),
        ("осенью этого года", "2011-23"),
        ("три года назад", "2008"),
        ("17 марта", "2011-03-17"),
        ("今天", "2011-04-14"),
        ("去年", "2010"),
        ("本月15日", "2011-04-15"),
        ("去年6月", "2010-06"),
        ("3日至4日", "2011-04-03/2011-04-04"),
        ("上周四", "2011-04-07"),
        ("明年春天", "2012-21"),
        ("三天前", "2011-04-11"),
    ],
)
def test_date_counted_from_the_day_of_writing(text: str, edtf: str | None) -> None:
    if edtf is None:
        edtf = "2011-01/2011-03"
    assert [date for _, date in found(text, "2011-04-14")] == [edtf]
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Today, however, the rules are unclear.",
        "It is one of the important areas of our work today.",
        "Nobody knows; today the body is in line with the age.",
    ],
)
def test_today_in_the_sense_of_nowadays_is_no_date(text: str) -> None:
    assert found(text, "2011-04-14") == []


def test_weekday_beside_its_date_is_one_expression() -> None:
    assert found("on Thursday, 14 April", "2011-04-15") == [("Thursday, 14 April", "2011-04-14")]


def test_vague_day_is_not_counted_from() -> None:
    assert found("today and yesterday, last year", "2022-05~") == [
        ("today", "2022-05~"),
        ("last year", "2021"),
    ]


def test_basis_tells_stated_from_counted() -> None:
    dates = find_dates(Passage(1, "4 July 2024, then 5 July", "body", Base("2024-07-06")))
    assert [dated.basis for dated in dates] == ["stated", "from-publication-date"]
