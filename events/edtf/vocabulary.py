"""The words of dates in English, Russian and Chinese, each as a token of one letter.

Letters: y year, m month, d day, n a bare number of one or two digits, s season, e a date
complete in itself; x early, mid or late; `-` to, `|` or, `&` and; `~` about, `?` perhaps,
A and Q the same said behind a date; f from, u until, o "по", q "до", b no later than,
B before, g no earlier than, a after, w between, p "в период"; v, V, l, L, c, k the Chinese
words that stand behind a date; D and M some day and some month; E and S the unknown ends. A
blank is noise.
"""

import re
from dataclasses import dataclass

from .languages import month_names

EARLY, MID, LATE = 1, 2, 3

#: Where a word begins and ends: digits may touch it ("2001г.", "17сентября").
START, END = r"(?<![^\W\d_])", r"(?![^\W\d_])"


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a date: its letter and, for numbers, months and the like, what it says."""

    letter: str
    value: int | str = 0


#: letter: English and Russian, whole words only.
_WORDS = {
    "~": r"about|around|circa|ca?\.|approximately|approx\.?|около|ок\.|примерно|приблизительно",
    "?": r"(?:perhaps|possibly|probably|maybe|возможно|вероятно|предположительно),?",
    "b": r"by|(?:no|not) later than|on or before|не (?:позднее|позже)",
    "B": r"before|earlier than|prior to|раньше|ранее",
    "g": r"(?:no|not) earlier than|not before|on or after|не (?:ранее|раньше)",
    "a": r"after|later than|после|позднее|позже",
    "w": r"between|между",
    "p": r"в период",
    "f": r"from|since|со?",
    "u": r"until|till?",
    "o": r"по",
    "q": r"до",
    "-": r"to|through",
    "|": r"or|или",
    "&": r"and|и",
    "D": r"some day in|(?:один|одного) из дней",
    "M": r"some month in|(?:один|одного) из месяцев",
    " ": r"the|of|года|году|годы|годов|год|гг?\.?",
}

#: letter: Chinese, which has no spaces, and signs. Longer alternatives come first.
_SIGNS = {
    "E": ", ?(?:end unknown|окончание неизвестно|结束时间不详)",
    "S": ", ?(?:start unknown|начало неизвестно|开始时间不详)",
    "?": r"可能是|可能为|可能|或许是|或许|也许是|也许|\(\?\)|\?",
    "~": "大约|大概|约为|约|左右|前后|~",
    "b": "不晚于|不迟于",
    "g": "不早于",
    "v": "[或及](?:之前|以前|更早)",
    "l": "[或及](?:之后|以后|更晚)",
    "V": "之前",
    "L": "之后",
    "c": "之间",
    "u": "截至|截止|直到|直至",
    "f": "自|从",
    "k": "起",
    "-": "[-\u2010-\u2015\u2212]|至|到",
    "|": "或",
    "&": "和|与",
    "D": "某日",
    "M": "某月",
    ",": "[,、]",
    "/": "/",
}

_NOTES = {
    r"\((?:uncertain|предположительно|存疑)\)": "Q",
    r"\((?:approximate|приблизительно|约)\)": "A",
    r"\((?:uncertain, ?approximate|предположительно, ?приблизительно|存疑、约)\)": "QA",
}

_SEASONS = {
    "spring|весн[аыуе]|春季|春天|春": 21,
    "summer|лет[оае]|夏季|夏天|夏": 22,
    "autumn|fall|осен[ьи]|秋季|秋天|秋": 23,
    "winter|зим[аыуе]|冬季|冬天|冬": 24,
}

#: Thirds of a month, as Chinese divides it (上旬, 中旬, 下旬): 1-10, 11-20, 21 to the end.
_THIRDS = {
    rf"{START}(?:early|(?:в )?начал[оае]){END}-?|上旬": EARLY,
    rf"{START}(?:mid(?:dle)?|(?:в )?середин[аеу]){END}-?|中旬": MID,
    rf"{START}(?:late|(?:в )?кон(?:ец|це|ца)){END}-?|下旬": LATE,
}

_SHORT_MONTHS = (
    "jan|янв",
    "feb|февр|фев",
    "mar|мар",
    "apr|апр",
    "may|мая",
    "jun|июн",
    "jul|июл",
    "aug|авг",
    "sept|sep|сент|сен",
    "oct|окт",
    "nov|ноя",
    "dec|дек",
)


def _month_patterns():
    """{pattern: number} of every spelling of every month."""
    patterns = {}
    for number, short in enumerate(_SHORT_MONTHS, start=1):
        names = {month_names("en")[number], month_names("ru")[number]}
        names |= {month_names("ru", context="stand-alone")[number]}
        full = "|".join(sorted(name.lower() for name in names))
        patterns[rf"{START}(?:{full}|(?:{short})\.?){END}"] = number
    return patterns


def _fixed_patterns():
    """[(pattern, tokens)] of everything that always says the same."""
    fixed = [(pattern, [Token(letter) for letter in notes]) for pattern, notes in _NOTES.items()]
    fixed += [(pattern, [Token("x", third)]) for pattern, third in _THIRDS.items()]
    for pattern, season in _SEASONS.items():
        latin, chinese = pattern.split("|")[:-3], pattern.split("|")[-3:]
        words = rf"{START}(?:{'|'.join(latin)}){END}|{'|'.join(chinese)}"
        fixed.append((words, [Token("s", season)]))
    fixed += [(pattern, [Token("m", number)]) for pattern, number in _month_patterns().items()]
    fixed += [(rf"{START}(?:{words}){END}", [Token(key)]) for key, words in _WORDS.items()]
    fixed += [(signs, [Token(key)]) for key, signs in _SIGNS.items()]
    return [(re.compile(pattern), tokens) for pattern, tokens in fixed]


FIXED = _fixed_patterns()
