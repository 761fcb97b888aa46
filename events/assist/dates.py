"""Dates of a running text, as EDTF: stated ones, and those that hang on the day of writing."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from events import edtf
from events.choices import DateBasis

from .clock import ANY, FUTURE, PAST, Clock
from .date_words import (
    RULES,
    count,
    month_number,
    ordinal,
    season_number,
    shift,
    weekday_number,
)
from .reading import Passage

_FUTURE = re.compile(
    r"\b(?:will|shall|is to|are to|to be held|due|scheduled|plans?|planned|upcoming|expected to)\b"
    r"|\b(?:буд[еу]т|состоится|пройд[её]т|планиру\w+|запланирован\w*|предстоит|намечен\w*)\b"
    r"|将|定于|计划|拟于|即将"
)
_PAST = re.compile(
    r"\b(?:was|were|had|took|met|held|said|\w{3,}ed)\b"
    r"|\b[а-яё]{2,}(?:л|ла|ло|ли|лся|лась|лось|лись)\b|了|曾|已"
)
#: "Today" in the sense of nowadays.
_NOWADAYS = re.compile(
    r"(?:^|[.!?»”\"]\s+)Today,"
    r"|\btoday\b(?!['’])(?:\W+\w+){0,3}\W+(?:is|are|has|have|plays?|remains?|accounts?)\b"
    r"|\b(?:of|our|are|is|than)\b(?:\W+\w+){0,2}\W+today\b(?!['’])"
    r"|(?:^|[.!?»”\"]\s+)Сегодня,?\s+(?:\w+\W+){0,3}(?:является|являются|это|стала?|можно|нельзя)"
    r"|\bсегодня\W+(?:\w+\W+){0,3}(?:является|являются|становится|остаётся)"
)
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)
_WEEKDAY_GAP = re.compile(r"[\s,(（]{1,3}")
_WIDEST_YEARS = 10
#: Rules for whole days.
_DAYS = ("date", "span", "read")
#: dateparser reads Chinese counts in digits only.
_HAN_NUMBERS = str.maketrans(
    {**dict(zip("一二三四五六七八九", "123456789", strict=True)), "两": "2", "十": "10"}
)
_HAN_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
#: A capital name directly before a bare year: "Peace Mission 2021", «Индра-2019».
_NAME_BEFORE = re.compile(r"(?:\b[A-ZА-ЯЁ][\w’'-]+\s+|[\w»”\"]\s*[-–—]\s*|№\s*)$")
_NO_NAME_BEFORE = re.compile(
    r"(?:\b(?:In|Since|Until|By|From|During|The|Of|For|After|Before|Between|And|To|Year|В|С|До|По|"
    r"На"
    r"|К|За|После)\s+)$"
)
_UNIT_AFTER = re.compile(
    r"\s*(?:people|participants|delegates|km|kilomet|tons?|tonnes|million|billion|percent|soldiers"
    r"|troops|dollars|companies|observers|students|человек|тонн|км)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Dated:
    """A date in a passage."""

    start: int
    end: int
    edtf: str
    basis: str

    @property
    def words(self) -> str:
        """The date in the reader's language."""
        return edtf.words(self.edtf)


@dataclass(frozen=True)
class _Context:
    passage: Passage
    clock: Clock | None
    language: str

    def direction(self, place: int) -> int:
        """Whether the sentence speaks of what was or of what will be."""
        start, end = self.passage.sentence_of(place)
        sentence = self.passage.text[start:end]
        if _FUTURE.search(sentence):
            return FUTURE
        if self.language == "ru":
            return PAST if _PAST.search(sentence) else FUTURE
        return PAST if _PAST.search(sentence) else ANY


def find_dates(passage: Passage) -> list[Dated]:
    """All dates of a passage in order, the longest expression at each place."""
    clock = Clock(passage.base) if passage.base.day else None
    found = []
    for language in ("any", *sorted(passage.scripts)):
        context = _Context(passage, clock, language)
        for name, rule in RULES[language]:
            for match in rule.finditer(passage.text):
                made = _made(name, match, context)
                if made:
                    found.append(made)
    found.sort(key=lambda dated: (dated.start, -dated.end))
    kept: list[Dated] = []
    for dated in found:
        if kept and dated.start < kept[-1].end:
            if dated.end - dated.start > kept[-1].end - kept[-1].start:
                kept[-1] = dated
        else:
            kept.append(dated)
    return _joined(passage.text, [dated for dated in kept if dated.edtf])


def _joined(text: str, dates: list[Dated]) -> list[Dated]:
    """A weekday beside its own date is one expression: "Thursday, 4 July"."""
    joined: list[Dated] = []
    for dated in dates:
        last = joined[-1] if joined else None
        if last and last.edtf == dated.edtf and _WEEKDAY_GAP.fullmatch(text, last.end, dated.start):
            joined[-1] = Dated(last.start, dated.end, dated.edtf, dated.basis)
        else:
            joined.append(dated)
    return joined


def _made(name: str, match: re.Match[str], context: _Context) -> Dated | None:
    groups = {key: value for key, value in match.groupdict().items() if value}
    try:
        answer = _BUILDERS.get(name, _shifted(name))(groups, match, context)
        if not answer:
            return None
        text, basis = answer
        value = edtf.parse(text) if name not in ("read", "decade") else edtf.read(text)
    except (edtf.EdtfError, ValueError, OverflowError):
        # A day that no calendar has is not read as its month either.
        return Dated(*match.span(), "", "") if name in _DAYS else None
    if value.latest.year - value.earliest.year > _WIDEST_YEARS:
        return None
    start, end = match.span()
    while end > start and context.passage.text[end - 1] in " ,":
        end -= 1
    return Dated(start, end, value.text, basis)


Answer = tuple[str, str] | None
STATED, FROM_BASE = str(DateBasis.STATED), str(DateBasis.FROM_PUBLICATION_DATE)


def _year(groups: dict[str, str], context: _Context, *keys: str) -> tuple[int, str] | None:
    """(year, basis) from digits or from words; None where nothing is said of it."""
    for key in keys:
        if key in groups:
            return int(groups[key].translate(_HAN_DIGITS)), STATED
    if "p" in groups and context.clock:
        return int(context.clock.year(shift(groups["p"]))), FROM_BASE
    return None


def _number(text: str) -> int:
    return month_number(text.translate(_HAN_DIGITS))


def _date(groups: dict[str, str], match: re.Match[str], context: _Context) -> Answer:
    day = int(groups["d"].translate(_HAN_DIGITS))
    if "o" in groups:
        return _in_relative_month(groups["o"], day, context)
    month = _number(groups["m"])
    year = _year(groups, context, "y") or _inferred(month, day, match, context)
    return (f"{year[0]:04d}-{month:02d}-{day:02d}", year[1]) if year else None


def _in_relative_month(word: str, day: int, context: _Context) -> Answer:
    if context.clock is None:
        return None
    return f"{context.clock.month(shift(word))}-{day:02d}", FROM_BASE


def _inferred(month: int, day: int, match: re.Match[str], context: _Context):
    if context.clock is None:
        return None
    direction = context.direction(match.start())
    return context.clock.nearest_year(month, day, direction=direction), FROM_BASE


def _span(groups: dict[str, str], match: re.Match[str], context: _Context) -> Answer:
    first, last = (int(groups[key].translate(_HAN_DIGITS)) for key in "de")
    if "o" in groups or not ("m" in groups or "n" in groups):
        if context.clock is None:
            return None
        month = context.clock.month(shift(groups.get("o", "本月")))
        return f"{month}-{first:02d}/{month}-{last:02d}", FROM_BASE
    begins = _number(groups.get("m") or groups["n"])
    ends = _number(groups.get("n") or groups["m"])
    year = _year(groups, context, "z", "y") or _inferred(ends, last, match, context)
    if year is None:
        return None
    of_first = int(groups["y"].translate(_HAN_DIGITS)) if "y" in groups else year[0]
    if "z" not in groups and "y" not in groups and begins > ends:
        of_first -= 1
    if "y" in groups and "z" not in groups and begins > ends:
        year = (year[0] + 1, year[1])
    text = f"{of_first:04d}-{begins:02d}-{first:02d}/{year[0]:04d}-{ends:02d}-{last:02d}"
    return text, year[1]


def _month(groups: dict[str, str], match: re.Match[str], context: _Context) -> Answer:
    month = _number(groups["m"])
    year = _year(groups, context, "y") or _inferred(month, 0, match, context)
    return (f"{year[0]:04d}-{month:02d}", year[1]) if year else None


def _months(groups: dict[str, str], match: re.Match[str], context: _Context) -> Answer:
    begins, ends = _number(groups["m"]), _number(groups["n"])
    last = _year(groups, context, "z", "y")
    if last is None:
        return None
    first = int(groups["y"].translate(_HAN_DIGITS)) if "y" in groups else last[0]
    return f"{first:04d}-{begins:02d}/{last[0]:04d}-{ends:02d}", last[1]


def _named_month(groups: dict[str, str], match: re.Match[str], context: _Context) -> Answer:
    """ "Last February" is the last one there was."""
    if context.clock is None:
        return None
    month, today = _number(groups["m"]), context.clock.today
    which = shift(groups["r"])
    year = today.year
    if which < 0:
        year -= month >= today.month
    elif which > 0:
        year += month <= today.month
    return f"{year:04d}-{month:02d}", FROM_BASE


def _third(groups: dict[str, str], match: re.Match[str], context: _Context) -> Answer:
    answer = _month(groups, match, context)
    if answer is None:
        return None
    year, month = answer[0].split("-")
    word = groups["t"].lower()
    early = ("early", "beginning", "the beginning", "начал", "上旬", "初")
    middle = ("mid", "the mid", "серед", "中")
    name = "early" if word.startswith(early) else "mid" if word.startswith(middle) else "late"
    return edtf.read(f"{name} {_MONTHS[int(month) - 1]} {year}").text, answer[1]


def _season(groups: dict[str, str], match: re.Match[str], context: _Context) -> Answer:
    season = season_number(groups["s"])
    year = _year(groups, context, "y")
    if year is None and context.clock is None:
        return None
    if year is None and context.clock:
        if context.language == "en" and "r" not in groups:
            return None
        which = shift(groups.get("r", ""))
        direction = which or context.direction(match.start())
        year = context.clock.nearest_season(season, direction=direction), FROM_BASE
    return (f"{year[0]:04d}-{season}", year[1]) if year else None


def _part(months: Callable[[dict[str, str]], tuple[int, int]]):
    def build(groups: dict[str, str], match: re.Match[str], context: _Context) -> Answer:
        first, last = months(groups)
        year = _year(groups, context, "y")
        if year is None and context.clock:
            # A part of a year that is not over is rather that of the year before.
            today = context.clock.today
            year = today.year - (last > today.month), FROM_BASE
        return (f"{year[0]:04d}-{first:02d}/{year[0]:04d}-{last:02d}", year[1]) if year else None

    return build


def _years(groups: dict[str, str], match: re.Match[str], context: _Context) -> Answer:
    first, last = groups["y"].translate(_HAN_DIGITS), groups["z"].translate(_HAN_DIGITS)
    if len(last) == 2:
        last = first[:2] + last
    return (f"{first}/{last}", STATED) if first < last else None


def _bare_year(groups: dict[str, str], match: re.Match[str], context: _Context) -> Answer:
    text = context.passage.text
    before, after = text[max(0, match.start() - 40) : match.start()], text[match.end() :]
    if context.language != "zh":
        named = _NAME_BEFORE.search(before) and not _NO_NAME_BEFORE.search(before)
        if named or _UNIT_AFTER.match(after):
            return None
    return groups["y"].translate(_HAN_DIGITS), STATED


def _relative(unit: str):
    def build(groups: dict[str, str], match: re.Match[str], context: _Context) -> Answer:
        if context.clock is None:
            return None
        which = shift(groups["p"] if unit == "year" else groups["r"])
        return getattr(context.clock, unit)(which), FROM_BASE

    return build


def _weekday(groups: dict[str, str], match: re.Match[str], context: _Context) -> Answer:
    if context.clock is None:
        return None
    number, word = weekday_number(groups["w"]), groups.get("r", "")
    if context.language == "zh" and word:
        return context.clock.weekday_of_week(number, shift(word)), FROM_BASE
    which = {-1: "last", 0: "this", 1: "next"}[shift(word)] if word else ""
    direction = context.direction(match.start())
    if context.language == "ru" and not _FUTURE.search(
        context.passage.text[slice(*context.passage.sentence_of(match.start()))]
    ):
        direction = PAST
    return context.clock.weekday(number, which=which, direction=direction), FROM_BASE


def _today(groups: dict[str, str], match: re.Match[str], context: _Context) -> Answer:
    start, end = context.passage.sentence_of(match.start())
    for nowadays in _NOWADAYS.finditer(context.passage.text, start, end):
        if nowadays.start() <= match.start() < nowadays.end():
            return None
    return (context.clock.day(0), FROM_BASE) if context.clock else None


def _ago(groups: dict[str, str], match: re.Match[str], context: _Context) -> Answer:
    if context.clock is None:
        return None
    words = groups["all"].translate(_HAN_NUMBERS)
    return context.clock.ago(words, context.language), FROM_BASE


def _lone_day(groups: dict[str, str], match: re.Match[str], context: _Context) -> Answer:
    """A day of the month alone, as Chinese agencies write it: of this month, or the last."""
    if context.clock is None:
        return None
    day, today = int(groups["d"].translate(_HAN_DIGITS)), context.clock.today
    later = day > today.day and context.direction(match.start()) != FUTURE
    return f"{context.clock.month(-1 if later else 0)}-{day:02d}", FROM_BASE


def _shifted(name: str):
    def build(groups: dict[str, str], match: re.Match[str], context: _Context) -> Answer:
        return (context.clock.day(int(name)), FROM_BASE) if context.clock else None

    return build


def _read(groups: dict[str, str], match: re.Match[str], context: _Context) -> Answer:
    return groups["all"], STATED


_BUILDERS: dict[str, Callable[[dict[str, str], re.Match[str], Any], Answer]] = {
    "read": _read,
    "decade": _read,
    "date": _date,
    "day": _lone_day,
    "span": _span,
    "third": _third,
    "month": _month,
    "months": _months,
    "last month named": _named_month,
    "season": _season,
    "first months": _part(lambda groups: (1, count(groups["c"].translate(_HAN_DIGITS)))),
    "half": _part(lambda groups: (6 * ordinal(groups["h"]) - 5, 6 * ordinal(groups["h"]))),
    "quarter": _part(lambda groups: (3 * ordinal(groups["h"]) - 2, 3 * ordinal(groups["h"]))),
    "years": _years,
    "year": _bare_year,
    "relative year": _relative("year"),
    "relative month": _relative("month"),
    "relative week": _relative("week"),
    "weekday": _weekday,
    "today": _today,
    "ago": _ago,
}
