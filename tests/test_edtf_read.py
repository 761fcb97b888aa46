"""Dates as curators type them. Made-up dates throughout."""

from datetime import date

import pytest

from events import edtf


@pytest.mark.parametrize(
    "typed, text",
    [
        ("2021-09-17~", "2021-09-17~"),
        ("[2025-06-11,2025-06-10]", "[2025-06-10,2025-06-11]"),
        ("17 September 2021", "2021-09-17"),
        ("17th of September, 2021", "2021-09-17"),
        ("Sept. 17, 2021", "2021-09-17"),
        ("  SEPTEMBER   17 2021 ", "2021-09-17"),
        ("17 сентября 2021", "2021-09-17"),
        ("17 сент. 2021 г.", "2021-09-17"),
        ("17-го сентября 2021 года", "2021-09-17"),
        ("17сентября 2021г.", "2021-09-17"),
        ("2021年9月17日", "2021-09-17"),
        ("２０２１年９月１７日", "2021-09-17"),
        ("2021 年 9 月 17 号", "2021-09-17"),
        ("17.09.2021", "2021-09-17"),
        ("17.9.2021", "2021-09-17"),
        ("2021/9/17", "2021-09-17"),
        ("2021.09.17", "2021-09-17"),
        ("17/09/2021", "2021-09-17"),
        ("09/17/2021", "2021-09-17"),
        ("05/05/2021", "2021-05-05"),
        ("September 2021", "2021-09"),
        ("сентябрь 2021", "2021-09"),
        ("2021年9月", "2021-09"),
        ("spring 2020", "2020-21"),
        ("осень 2020 года", "2020-23"),
        ("2020年夏", "2020-22"),
        ("winter 2020–21", "2020-24"),
        ("winter 1999/2000", "1999-24"),
        ("зима 2020/21", "2020-24"),
        ("the 2010s", "201X"),
        ("2010-х", "201X"),
        ("2010年代", "201X"),
    ],
)
def test_read_date(typed, text):
    assert edtf.read(typed).text == text


@pytest.mark.parametrize(
    "typed, text",
    [
        ("about May 2022", "2022-05~"),
        ("c. 2022", "2022~"),
        ("about 2022-05", "2022-05~"),
        ("ок. мая 2022", "2022-05~"),
        ("около мая 2022", "2022-05~"),
        ("大约2022年5月", "2022-05~"),
        ("2022年5月左右", "2022-05~"),
        ("perhaps September 2025", "2025-09?"),
        ("September 2025 (?)", "2025-09?"),
        ("возможно, сентябрь 2025", "2025-09?"),
        ("可能是2025年9月", "2025-09?"),
        ("perhaps about 2025", "2025%"),
        ("about 14-15 June 2001", "2001-06-14~/2001-06-15~"),
        ("May 2022 – about June 2022", "2022-05/2022-06~"),
        ("from about May 2022 to June 2022", "2022-05~/2022-06"),
    ],
)
def test_read_doubt(typed, text):
    assert edtf.read(typed).text == text


@pytest.mark.parametrize(
    "typed, text",
    [
        ("14-15 June 2001", "2001-06-14/2001-06-15"),
        ("June 14-15, 2001", "2001-06-14/2001-06-15"),
        ("June 14 - July 2, 2001", "2001-06-14/2001-07-02"),
        ("14–15 июня 2001 года", "2001-06-14/2001-06-15"),
        ("с 14 по 15 июня 2001", "2001-06-14/2001-06-15"),
        ("2001年6月14日至15日", "2001-06-14/2001-06-15"),
        ("从2001年6月14日到7月2日", "2001-06-14/2001-07-02"),
        ("14-15.06.2001", "2001-06-14/2001-06-15"),
        ("31.08-01.09.2025", "2025-08-31/2025-09-01"),
        ("31 August - 1 September 2025", "2025-08-31/2025-09-01"),
        ("2025-08-31 to 2025-09-01", "2025-08-31/2025-09-01"),
        ("28 December 2020 - 3 January 2021", "2020-12-28/2021-01-03"),
        ("April–June 2020", "2020-04/2020-06"),
        ("2019-2021", "2019/2021"),
        ("2019—2021 гг.", "2019/2021"),
        ("winter 2019–2020 – spring 2020", "2019-24/2020-21"),
        ("until 1 June 2022", "../2022-06-01"),
        ("по 1 июня 2022", "../2022-06-01"),
        ("截至2022年6月1日", "../2022-06-01"),
        ("since 2019", "2019/.."),
        ("со 2 июня 2021", "2021-06-02/.."),
        ("自2021年6月起", "2021-06/.."),
    ],
)
def test_read_span(typed, text):
    assert edtf.read(typed).text == text


@pytest.mark.parametrize(
    "typed, text",
    [
        ("10 or 11 June 2009", "[2009-06-10,2009-06-11]"),
        ("June 10, 11 or 12, 2009", "[2009-06-10,2009-06-11,2009-06-12]"),
        ("31 мая или 1 июня 2009", "[2009-05-31,2009-06-01]"),
        ("2009年6月10日或11日", "[2009-06-10,2009-06-11]"),
        ("early June 2017", "[2017-06-01..2017-06-10]"),
        ("mid-June 2017", "[2017-06-11..2017-06-20]"),
        ("late June 2017", "[2017-06-21..2017-06-30]"),
        ("late February 2020", "[2020-02-21..2020-02-29]"),
        ("в середине июня 2017 года", "[2017-06-11..2017-06-20]"),
        ("конец июня 2017", "[2017-06-21..2017-06-30]"),
        ("2017年6月上旬", "[2017-06-01..2017-06-10]"),
        ("2017年6月下旬", "[2017-06-21..2017-06-30]"),
        ("between 14 and 20 June 2001", "[2001-06-14..2001-06-20]"),
        ("by 1 June 2022", "[..2022-06-01]"),
        ("не позднее июня 2022", "[..2022-06]"),
        ("2022年6月1日或之前", "[..2022-06-01]"),
        ("before 1 June 2022", "[..2022-05-31]"),
        ("before January 2022", "[..2021-12]"),
        ("ранее 2022 года", "[..2021]"),
        ("before spring 2022", "[..2022-02-28]"),
        ("2022年6月1日之前", "[..2022-05-31]"),
        ("after 31 December 2021", "[2022-01-01..]"),
        ("после 2021 года", "[2022..]"),
        ("on or after 2021", "[2021..]"),
    ],
)
def test_read_one_unknown_day(typed, text):
    assert edtf.read(typed).text == text


@pytest.mark.parametrize("typed", ["today", "Сегодня", "今天"])
def test_read_today_counts_from_given_day(typed):
    assert edtf.read(typed, today=date(2026, 3, 1)).text == "2026-03-01"


@pytest.mark.parametrize("typed", ["yesterday", "вчера", "昨天"])
def test_read_yesterday_counts_from_given_day(typed):
    assert edtf.read(typed, today=date(2026, 3, 1)).text == "2026-02-28"


TWO_DAYS = "“{}” may be two different days: write the month as a word."
NOT_A_DATE = "This was not understood as a date."
IS_SET = "A choice of dates is doubtful already: leave out “about” and “perhaps” (?, ~ or %)."
WINTER = "A winter lies in two years: write “winter 2021–2022”."
AND = "Write “–” between the ends of a span and “or” between single days."
THIRDS = "Early, mid and late are understood of months only."
YEARS = "Years run from 0001 to 9999."


@pytest.mark.parametrize(
    "typed, reason",
    [
        ("", "A date is needed."),
        ("03/04/2021", TWO_DAYS.format("03/04/2021")),
        ("03-04-2021", TWO_DAYS.format("03-04-2021")),
        ("17.09.21", "“17.09.21”: write the year with four digits."),
        ("17 September", "The year is missing."),
        ("May", "The year is missing."),
        ("17", "The month is missing."),
        ("5 - June 2022", "The month is missing."),
        ("14 and 15 June 2001", AND),
        ("winter 2020", WINTER),
        ("2020年冬", WINTER),
        ("winter 2020–2022", NOT_A_DATE),
        ("spring 2020–2021", NOT_A_DATE),
        ("early 2017", THIRDS),
        ("about mid-June 2017", IS_SET),
        ("before about June 2017", IS_SET),
        ("perhaps 10 or 11 June 2009", IS_SET),
        ("mid-June – July 2020", NOT_A_DATE),
        ("from mid-June 2017", NOT_A_DATE),
        ("by late June 2017", NOT_A_DATE),
        ("before some day in April 1985", NOT_A_DATE),
        ("0 June 2021", "“2021-06-00” is not in the calendar."),
        ("2021/0/17", "“2021-00-17” is not in the calendar."),
        ("June 0-2, 2021", "“2021-06-00” is not in the calendar."),
        (
            "до 1 июня 2022",
            "«до» may include the date or not: write «по», «не позднее» or «раньше».",
        ),
        ("before 0001", YEARS),
        ("after 9999", YEARS),
        ("30 February 2021", "“2021-02-30” is not in the calendar."),
        ("28 December – 3 January 2021", "“2021-12-28/2021-01-03” ends before it begins."),
        ("15 June 2021 2022", NOT_A_DATE),
        ("June 2021 summit", "“summit” was not understood."),
        ("Friday, 17 September 2021", "“friday, 17 september 2021” was not understood."),
        ("17 September 12021", "“12021” was not understood."),
        ("-", NOT_A_DATE),
        ("June " * 50, "This is too long for a date."),
    ],
)
def test_read_refused_with_reason(typed, reason):
    with pytest.raises(edtf.EdtfError) as refusal:
        edtf.read(typed)
    assert refusal.value.reason == reason


@pytest.mark.parametrize(
    "typed",
    [
        "2021-13",
        "2021-09-00",
        "2021-00",
        "2021-02-30",
        "2019-20",
        "2004-06-uu",
        "Y17E7",
        "{2021}",
        "2021-XX-05",
    ],
)
def test_read_bad_edtf_has_the_reason_of_parse(typed):
    with pytest.raises(edtf.EdtfError) as strict:
        edtf.parse(typed)
    with pytest.raises(edtf.EdtfError) as refusal:
        edtf.read(typed)
    assert refusal.value.reason == strict.value.reason
