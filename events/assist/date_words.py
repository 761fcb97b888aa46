"""How dates stand in running text: patterns of English, Russian and Chinese.

Groups: d, m, y day, month and year of the first (or only) date; e, n, z of the second; p and q
words for a year ("last year"), s a season, t a third of a month, w a weekday, r its "last",
"this" or "next", c a count of months. `dates` puts them together.
"""

from __future__ import annotations

import re

_Y = r"(?:19|20)\d\d(?!\d)"
_D = r"(?:[12]\d|3[01]|0?[1-9])(?!\d)"
_MONTH = {
    "en": r"(?:January|February|March|April|May|June|July|August|September|October|November|"
    r"December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)",
    "ru": r"(?:[Яя]нвар[еюьяё]м?|[Фф]еврал[еюья]м?|[Мм]арт(?:а|е|у|ом)?|[Аа]прел[еюья]м?|[Мм]а"
    r"(?:й|я|е|ю|ем)"
    r"|[Ии]юн[еюья]м?|[Ии]юл[еюья]м?|[Аа]вгуст(?:а|е|у|ом)?|[Сс]ентябр[еюья]м?|[Оо]ктябр[еюья]м?"
    r"|[Нн]оябр[еюья]м?|[Дд]екабр[еюья]м?)(?![а-яё])",
}
_EN_REL = r"(?:last|this|next|the (?:current|previous|following|same))\s+year"
_RU_REL = r"(?:прошл|минувш|прошедш|эт|нынешн|текущ|следующ|будущ|наступающ)(?:ого|его)\s+года"
_ZH_REL = r"(?:今年|去年|明年|前年|后年|本年)"
_EN_YEAR = rf"(?:,?\s+(?:of\s+)?(?:(?P<y>{_Y})|(?P<p>{_EN_REL})))"
_RU_G = r"(?:\s*(?:год(?:а|у|ом|е)?|гг?\.?)(?![а-яё]))"
_RU_YEAR = rf"(?:\s+(?:(?P<y>{_Y}){_RU_G}?|(?P<p>{_RU_REL})))"
_ZH_N = r"[0-9０-９]"
_ZH_YEAR = rf"(?:(?P<y>(?:19|20){_ZH_N}{{2}})\s?年|(?P<p>{_ZH_REL}))"
_TO = r"(?:\s*[-–—]\s*|\s+(?:to|and|through|till|until)\s+)"
_RU_TO = r"(?:\s*[-–—]\s*|\s+(?:по|и)\s+)"
_ZH_TO = r"\s?(?:[-–—－~～至到和]|——)\s?"
_ORD = r"(?:st|nd|rd|th)?"
_GO = r"(?:-?(?:го|е|ого))?"
_B, _E = r"(?<![\w.,-])", r"(?![\w])"

_SEASON_EN = r"(?P<s>spring|summer|autumn|fall|winter)"
_SEASON_RU = r"(?P<s>весн(?:а|ы|ой|у)|лет(?:о|а|ом)|осен(?:ь|и|ью)|зим(?:а|ы|ой|у))"
_SEASON_ZH = r"(?P<s>[春夏秋冬][天季])"
_COUNT_EN = r"(?P<c>\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|eleven)"
_COUNT_RU = (
    r"(?P<c>\d{1,2}|два|три|четыре|пять|шесть|семь|восемь|девять|десять|одиннадцать"
    r"|двух|тр[её]х|четыр[её]х|пяти|шести|семи|восьми|девяти|десяти)"
)
_WEEKDAY_EN = r"(?P<w>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
_WEEKDAY_RU = r"(?P<w>понедельник|вторник|сред[ауы]|четверг|пятниц[ауы]|суббот[ауы]|воскресень[ея])"
_NUMBERS_EN = r"(?:\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten)"
_NUMBERS_RU = (
    r"(?:(?:\d{1,3}|од(?:ин|ну)|дв[ае]|три|четыре|пять|шесть|семь|восемь|девять|десять)\s+)?"
)

#: What the rules are called decides how their groups are put together.
_RULES: dict[str, tuple[tuple[str, str], ...]] = {
    "any": (
        ("read", r"(?<![\w.-])(?P<all>\d{4}-\d{2}-\d{2}|\d{1,2}\.\d{1,2}\.\d{4}|"
                 r"\d{4}[./]\d{1,2}[./]\d{1,2})(?![\w-])"),
    ),
    "en": (
        ("span", rf"{_B}(?P<d>{_D}){_ORD}(?:\s+(?P<m>{_MONTH['en']})(?:,?\s+(?P<y>{_Y}))?)?{_TO}"
                 rf"(?P<e>{_D}){_ORD}\s+(?:of\s+)?(?P<n>{_MONTH['en']})(?:,?\s+(?:of\s+)?(?:"
                 rf"(?P<z>{_Y})|(?P<p>{_EN_REL})))?"),
        ("span", rf"\b(?P<m>{_MONTH['en']})\s+(?P<d>{_D}){_ORD}{_TO}(?:(?P<n>{_MONTH['en']})\s+)?"
                 rf"(?P<e>{_D}){_ORD}(?:,?\s+(?:of\s+)?(?:(?P<z>{_Y})|(?P<p>{_EN_REL})))?"),
        ("date", rf"{_B}(?P<d>{_D}){_ORD}\s+(?:of\s+)?(?P<m>{_MONTH['en']}){_EN_YEAR}?"),
        ("date", rf"\b(?P<m>{_MONTH['en']})\s+(?P<d>{_D}){_ORD}(?![:.]\d){_EN_YEAR}?"),
        ("third", rf"\b(?P<t>[Ee]arly|[Mm]id|[Ll]ate|(?:[Tt]he\s+)?(?:[Bb]eginning|[Mm]iddle|"
                  rf"[Ee]nd)\s+of)[-\s]+(?P<m>{_MONTH['en']}){_EN_YEAR}?"),
        ("months", rf"\b(?P<m>{_MONTH['en']})(?:\s+(?P<y>{_Y}))?{_TO}(?P<n>{_MONTH['en']}),?\s+"
                   rf"(?P<z>{_Y})"),
        ("month", rf"\b(?P<m>{_MONTH['en']}){_EN_YEAR}"),
        ("month", rf"(?<=\b[Ii]n )(?P<m>{_MONTH['en']})(?!\s+\d){_E}"),
        ("month", rf"\b(?:(?<=[Ss]ince )|(?<=[Uu]ntil )|(?<=[Bb]y )|(?<=[Ff]rom )|(?<=[Ff]or ))"
                  rf"(?P<m>{_MONTH['en']})(?!\s+\d){_E}"),
        ("last month named", rf"\b(?P<r>[Ll]ast|[Tt]his|[Nn]ext)\s+(?P<m>{_MONTH['en']}){_E}"),
        ("season", rf"(?:\b(?P<r>[Ll]ast|[Tt]his|[Nn]ext)\s+)?(?i:{_SEASON_EN})(?:\s+of)?(?:\s+"
                   rf"(?P<y>{_Y})|,?\s+(?P<p>{_EN_REL}))?{_E}"),
        ("first months", rf"(?i:\bfirst\s+{_COUNT_EN}\s+months)(?:\s+of\s+(?:(?P<y>{_Y})|"
                         rf"(?P<p>{_EN_REL})|the\s+year))?"),
        ("half", rf"(?i:\b(?P<h>first|second)\s+half)\s+of\s+(?:(?P<y>{_Y})|(?P<p>{_EN_REL}))"),
        ("quarter", rf"(?i:\b(?P<h>first|second|third|fourth)\s+quarter)\s+of\s+(?:(?P<y>{_Y})|"
                    rf"(?P<p>{_EN_REL}))"),
        ("years", rf"(?<=[Bb]etween )(?P<y>{_Y})\s+and\s+(?P<z>{_Y})"),
        ("years", rf"(?<=[Ff]rom )(?P<y>{_Y})\s+(?:to|until|till|through)\s+(?P<z>{_Y})"),
        ("years", rf"(?<![\w.,$€-])(?P<y>{_Y})\s*[-–—/]\s*(?P<z>{_Y}|\d\d(?!\d))(?![\w-])"),
        ("decade", r"\b(?P<all>(?:19|20)\d0s)\b"),
        ("year", rf"(?<![\w.,$€/-])(?P<y>{_Y})(?![\w%/]|[.,]\d|-\d)"),
        ("relative year", r"\b(?P<p>(?:[Ll]ast|[Tt]his|[Nn]ext|[Tt]he (?:current|previous|"
                          r"following))\s+year)\b(?!\s+of)"),
        ("relative month", r"\b(?P<r>[Ll]ast|[Tt]his|[Nn]ext)\s+month\b"),
        ("relative week", r"\b(?P<r>[Ll]ast|[Tt]his|[Nn]ext)\s+week\b"),
        ("weekday", rf"\b(?:(?P<r>[Ll]ast|[Tt]his|[Nn]ext|[Cc]oming)\s+)?{_WEEKDAY_EN}\b"),
        ("today", r"\b(?:[Tt]oday|[Tt]his\s+(?:morning|afternoon|evening)|[Tt]onight)\b"),
        ("-2", r"\b[Tt]he\s+day\s+before\s+yesterday\b"),
        ("-1", r"\b(?:[Yy]esterday|[Ll]ast\s+night)\b"),
        ("2", r"\b[Tt]he\s+day\s+after\s+tomorrow\b"),
        ("1", r"\b[Tt]omorrow\b"),
        ("ago", rf"\b(?P<all>(?i:{_NUMBERS_EN})\s+(?:days?|weeks?|months?|years?)\s+ago)\b"),
    ),
    "ru": (
        ("span", rf"{_B}(?P<d>{_D}){_GO}(?:\s+(?P<m>{_MONTH['ru']})(?:\s+"
                 rf"(?P<y>{_Y}){_RU_G}?)?)?{_RU_TO}"
                 rf"(?P<e>{_D}){_GO}\s+(?P<n>{_MONTH['ru']})(?:\s+(?:(?P<z>{_Y}){_RU_G}?|"
                 rf"(?P<p>{_RU_REL})))?"),
        ("date", rf"{_B}(?P<d>{_D}){_GO}\s+(?P<m>{_MONTH['ru']}){_RU_YEAR}?"),
        ("third", rf"(?<!\w)(?P<t>[Нн]ачал[еоа]|[Сс]ередин[еау]|[Кк]он(?:ец|це|ца))\s+"
                  rf"(?P<m>{_MONTH['ru']}){_RU_YEAR}?"),
        ("months", rf"(?<!\w)(?P<m>{_MONTH['ru']})(?:\s+(?P<y>{_Y}){_RU_G}?)?{_RU_TO}"
                   rf"(?P<n>{_MONTH['ru']})\s+(?P<z>{_Y}){_RU_G}?"),
        ("month", rf"(?<!\w)(?P<m>{_MONTH['ru']}){_RU_YEAR}"),
        ("month", rf"(?<=\b[Вв] )(?P<m>{_MONTH['ru']})(?!\s+\d)"),
        ("month", rf"\b(?:(?<=[Сс] )|(?<=[Дд]о )|(?<=[Кк] )|(?<=[Нн]а ))(?P<m>{_MONTH['ru']})(?!"
                  rf"\s+\d)"),
        ("last month named", rf"(?<!\w)(?P<r>прошл|минувш|эт|нынешн|следующ|будущ)(?:ом|ем|его|"
                             rf"ого)\s+(?P<m>{_MONTH['ru']})"),
        ("season", rf"(?<!\w)(?i:{_SEASON_RU}){_RU_YEAR}(?!\w)"),
        ("season", r"(?<!\w)(?P<s>[Вв]есной|[Лл]етом|[Оо]сенью|[Зз]имой)(?!\w)"),
        ("first months", rf"(?<!\w)(?i:перв(?:ые|ых)\s+{_COUNT_RU}\s+месяц(?:а|ев)){_RU_YEAR}?"),
        ("first months", rf"(?<!\w)(?P<c>\d{{1,2}})\s+месяц(?:а|ев){_RU_YEAR}"),
        ("half", rf"(?<!\w)(?i:(?P<h>перв|втор)\w+\s+полугоди\w){_RU_YEAR}?"),
        ("half", rf"(?<!\w)(?i:(?P<h>перв|втор)\w+\s+половин\w){_RU_YEAR}"),
        ("quarter", rf"(?<!\w)(?i:(?P<h>перв|втор|треть|четв[её]рт)\w*\s+квартал\w*){_RU_YEAR}?"),
        ("years", rf"(?<![\w.,-])(?P<y>{_Y})\s*[-–—]\s*(?P<z>{_Y})(?:-?(?:го|м|х|е))?(?:\s*(?:год"
                  rf"(?:ы|ов|ам|ах|а|у)|гг?\.?))?(?![\w-])"),
        ("years", rf"(?<=[Сс] )(?P<y>{_Y})(?:{_RU_G})?\s+(?:по|до)\s+(?P<z>{_Y}){_RU_G}?"),
        ("decade", r"(?<!\w)(?P<all>(?:19|20)\d0-[ех](?:\s+год(?:ы|ов|ах))?)(?!\w)"),
        ("year", rf"(?<![\w.,$€/-])(?P<y>{_Y})(?:-?(?:го|м|й)(?!\w))?{_RU_G}"),
        ("year", rf"(?<=[Вв] )(?P<y>{_Y})(?:-м)?(?![\w%-]|[.,]\d)"),
        ("relative year", r"(?<!\w)(?P<p>(?:прошл|минувш|прошедш|эт|нынешн|текущ|следующ|будущ|"
                          r"наступающ)(?:ого|его|ом|ем|ый|ий|от)\s+год(?:а|у|ом)?)(?!\w)"),
        ("relative month", r"(?<!\w)(?P<r>прошл|минувш|прошедш|эт|нынешн|текущ|следующ|будущ)"
                           r"(?:ого|его|ом|ем|ый|ий|от)\s+месяц(?:а|е|ем)?(?!\w)"),
        ("relative week", r"(?<!\w)(?P<r>прошл|минувш|прошедш|эт|нынешн|текущ|следующ|будущ)(?:ой|"
                          r"ей|ую|юю|ая)\s+недел(?:е|и|ю|я)(?!\w)"),
        ("weekday", rf"(?<!\w)(?P<r>[Пп]рошл|[Мм]инувш|[Пп]рошедш|[Ээ]т|[Сс]ледующ|[Бб]удущ|"
                    rf"[Бб]лижайш)(?:ую|ий|ый|ее|ее|ое|от|у)\s+{_WEEKDAY_RU}(?!\w)"),
        ("weekday", rf"(?:(?<=\b[Вв] )|(?<=\b[Вв]о )){_WEEKDAY_RU}(?!\w)"),
        ("today", r"(?<!\w)[Сс]егодня(?!\w)"),
        ("-2", r"(?<!\w)[Пп]озавчера(?!\w)"),
        ("-1", r"(?<!\w)[Вв]чера(?!\w)"),
        ("2", r"(?<!\w)[Пп]ослезавтра(?!\w)"),
        ("1", r"(?<!\w)[Зз]автра(?!\w)"),
        ("ago", rf"(?<!\w)(?P<all>{_NUMBERS_RU}(?:день|дн(?:я|ей)|недел[юиь]|месяц(?:а|ев)?|год"
                rf"(?:а)?|лет)\s+назад)(?!\w)"),
    ),
    "zh": (
        ("span", rf"(?:{_ZH_YEAR}\s?)?(?:(?P<m>{_ZH_N}{{1,2}})\s?月|(?P<o>本月|上个?月|下个?月))?"
                 rf"(?<![0-9０-９])(?P<d>{_ZH_N}{{1,2}})\s?[日号]?{_ZH_TO}"
                 rf"(?:(?P<n>{_ZH_N}{{1,2}})\s?月)?(?P<e>{_ZH_N}{{1,2}})\s?[日号]"),
        ("date", rf"{_ZH_YEAR}\s?(?P<m>{_ZH_N}{{1,2}})\s?月\s?(?P<d>{_ZH_N}{{1,2}})\s?[日号]"),
        ("date", rf"(?<!{_ZH_N})(?P<m>{_ZH_N}{{1,2}})\s?月\s?(?P<d>{_ZH_N}{{1,2}})\s?[日号]"),
        ("date", rf"(?P<o>本月|上个?月|下个?月)(?P<d>{_ZH_N}{{1,2}})[日号]"),
        ("day", rf"(?<![0-9０-９月.])(?P<d>{_ZH_N}{{1,2}})日(?![本元圆])"),
        ("third", rf"(?:{_ZH_YEAR})?(?P<m>{_ZH_N}{{1,2}})月(?P<t>上旬|中旬|下旬|初|底|中)"),
        ("months", rf"{_ZH_YEAR}(?P<m>{_ZH_N}{{1,2}})月?{_ZH_TO}(?P<n>{_ZH_N}{{1,2}})月"),
        ("month", rf"{_ZH_YEAR}\s?(?P<m>{_ZH_N}{{1,2}})\s?月"),
        ("month", rf"(?<!{_ZH_N})(?P<m>{_ZH_N}{{1,2}})\s?月(?!{_ZH_N}|个)"),
        ("season", rf"(?:{_ZH_YEAR})?{_SEASON_ZH}"),
        ("first months", rf"(?:{_ZH_YEAR})?前(?P<c>{_ZH_N}{{1,2}}"
                         rf"|[二三四五六七八九十两]|十一)个月"),
        ("half", rf"(?:{_ZH_YEAR})?(?P<h>[上下])半年"),
        ("quarter", rf"(?:{_ZH_YEAR})?第?(?P<h>[一二三四])季度"),
        ("years", rf"(?<!{_ZH_N})(?P<y>(?:19|20){_ZH_N}{{2}})年?{_ZH_TO}(?P<z>(?:19|"
                  rf"20){_ZH_N}{{2}})年"),
        ("year", rf"(?<!{_ZH_N})(?P<y>(?:19|20){_ZH_N}{{2}})\s?年(?!代)"),
        ("relative year", rf"(?P<p>{_ZH_REL})"),
        ("relative month", r"(?P<r>本|上个?|下个?|这个)月(?![0-9０-９初底])"),
        ("relative week", r"(?P<r>本|上|下|这)个?(?:周|星期)(?![一二三四五六日天末])"),
        ("weekday", r"(?P<r>本|上|下|这)?个?(?:周|星期|礼拜)(?P<w>[一二三四五六日天])(?![边年期])"),
        ("today", r"(?:今天|今日|今早|今晨|今晚)"),
        ("-2", r"前天"),
        ("-1", r"(?:昨天|昨日|昨晚)"),
        ("2", r"后天"),
        ("1", r"(?:明天|明日)"),
        ("ago", r"(?P<all>(?:\d{1,3}|[一二三四五六七八九十两])\s?(?:天|周|个星期|个月|年)前)"),
    ),
}  # fmt: skip

RULES = {
    language: tuple((name, re.compile(rule)) for name, rule in rules)
    for language, rules in _RULES.items()
}

_MONTH_STARTS = (
    ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"),
    ("янв", "фев", "мар", "апр", "ма", "июн", "июл", "авг", "сен", "окт", "ноя", "дек"),
)
_SEASONS = (("spring", "весн", "春"), ("summer", "лет", "夏"), ("autumn", "осен", "秋"))
_SEASONS_MORE = {"fall": 23, "winter": 24, "зим": 24, "冬": 24}
_WEEKDAYS = (
    ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
    ("понед", "вторн", "сред", "четв", "пятн", "субб", "воскр"),
    ("一", "二", "三", "四", "五", "六", "日"),
)
_NUMBER_STARTS = {
    2: ("two", "дв", "二", "两"), 3: ("three", "тр", "三"), 4: ("four", "чет", "四"),
    5: ("five", "пят", "五"), 6: ("six", "шес", "六"), 7: ("seven", "сем", "七"),
    8: ("eight", "вос", "八"), 9: ("nine", "дев", "九"), 10: ("ten", "деся", "十"),
    11: ("eleven", "один", "十一"),
}  # fmt: skip


def month_number(text: str) -> int:
    """1 to 12 of a month's name or number."""
    if text[0].isdigit():
        return int(text)
    text = text.lower()
    # март before май: both begin with "ма".
    for starts in _MONTH_STARTS:
        for number, start in enumerate(starts, start=1):
            if text.startswith(start):
                return number
    raise ValueError(text)


def season_number(text: str) -> int:
    """21 (spring) to 24 (winter)."""
    text = text.lower()
    for number, starts in enumerate(_SEASONS, start=21):
        if text.startswith(starts):
            return number
    return next(n for start, n in _SEASONS_MORE.items() if text.startswith(start))


def weekday_number(text: str) -> int:
    """0 (Monday) to 6."""
    text = text.lower().replace("天", "日")
    return next(
        number for days in _WEEKDAYS for number, start in enumerate(days) if text.startswith(start)
    )


def count(text: str) -> int:
    """A number of months, in digits or words."""
    if text.isdigit():
        return int(text)
    text = text.lower()
    fitting = [
        (max(len(start) for start in starts if text.startswith(start)), number)
        for number, starts in _NUMBER_STARTS.items()
        if text.startswith(starts)
    ]
    return max(fitting)[1]


_ORDINALS = (
    ("first", "перв", "一", "上"),
    ("second", "втор", "二", "下"),
    ("third", "трет", "三"),
    ("fourth", "четв", "四"),
)


def ordinal(text: str) -> int:
    """1 to 4 of a half or a quarter."""
    text = text.lower()
    return next(n for n, starts in enumerate(_ORDINALS, start=1) if text.startswith(starts))


_LAST = ("last", "previous", "the previous", "прошл", "минувш", "прошедш", "去", "上")
_NEXT = (
    "next",
    "coming",
    "following",
    "the following",
    "следующ",
    "будущ",
    "наступающ",
    "ближайш",
    "明",
    "下",
)


def shift(text: str) -> int:
    """-2 to 2: the year before last, last, this, next."""
    text = text.lower()
    if text.startswith("前"):
        return -2
    if text.startswith("后"):
        return 2
    return -1 if text.startswith(_LAST) else 1 if text.startswith(_NEXT) else 0
