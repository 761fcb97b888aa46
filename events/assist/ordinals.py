"""Ordinals of meetings in English, Russian and Chinese: 24th, двадцать четвёртое, 第二十四次."""

from __future__ import annotations

import re

_UNITS_EN = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"),
    *("tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth"),
    *("seventeenth", "eighteenth", "nineteenth"),
)
_UNITS_RU = (
    *("перв", "втор", "трет", "четв[её]рт", "пят", "шест", "седьм", "восьм", "девят", "десят"),
    *("одиннадцат", "двенадцат", "тринадцат", "четырнадцат", "пятнадцат", "шестнадцат"),
    *("семнадцат", "восемнадцат", "девятнадцат"),
)
#: Endings of ordinals; "пять" and "двадцати" count.
_CASE = "(?:ый|ий|ой|ое|ая|ого|ому|ым|ом|ую|ье|ья|ьего|ьему|ьим|ьем|ьей|ью)"
_UNITS_ZH = "一二三四五六七八九"
_TENS_EN = {"twent": 20, "thirt": 30}
_TENS_RU = {"двадцат": 20, "тридцат": 30}


def _any(words: tuple[str, ...]) -> str:
    """The longest alternative first."""
    return "|".join(sorted(words, key=len, reverse=True))


ORDINAL = re.compile(
    r"(?<![\w.,])(?P<digits>\d{1,2})(?:st|nd|rd|th|-?(?:е|го|м|й|ом|ое|ого|ем))(?!\w)"
    rf"|(?<!\w)(?P<en>(?:twenty-|thirty-)?(?:{_any(_UNITS_EN)}|twentieth|thirtieth))(?!\w)"
    rf"|(?<!\w)(?P<ru>(?:двадцать |тридцать )?(?:{_any(_UNITS_RU)}|двадцат|тридцат){_CASE})(?!\w)"
    r"|第\s?(?P<zh>\d{1,2}|[一二三四五六七八九十]{1,3})\s?次",
    re.IGNORECASE,
)


def number_of(match: re.Match[str]) -> int:
    """The value of an ordinal found; 0 where it is none after all."""
    if match["digits"]:
        return int(match["digits"])
    if match["en"]:
        return _english(match["en"].lower())
    if match["ru"]:
        return _russian(match["ru"].lower().replace("ё", "е"))
    return _chinese(match["zh"])


def _english(text: str) -> int:
    if text in _UNITS_EN:
        return _UNITS_EN.index(text) + 1
    tens = next(value for start, value in _TENS_EN.items() if text.startswith(start))
    unit = text.split("-")[-1]
    return tens + (_UNITS_EN.index(unit) + 1 if unit in _UNITS_EN else 0)


def _russian(text: str) -> int:
    first, *rest = text.split()
    tens = next((value for start, value in _TENS_RU.items() if first.startswith(start)), 0)
    word = rest[0] if rest else "" if tens else first
    fitting = [(len(u), n) for n, u in enumerate(_UNITS_RU, start=1) if re.match(u, word)]
    return tens + (max(fitting)[1] if fitting else 0)


def _chinese(text: str) -> int:
    if text.isdigit():
        return int(text)
    before, ten, units = text.rpartition("十")
    unit = _UNITS_ZH.find(units) + 1 if units else 0
    return 10 * (_UNITS_ZH.find(before) + 1 if before else 1) + unit if ten else unit
