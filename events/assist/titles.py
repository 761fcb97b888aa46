"""Titles that stand for a person: "the head of state", "премьер-министр", "国家主席".

A title is a role; the state or organisation beside it, or else the article, says whose. Plurals
and deputies, and those who held an office once, are no titles of today's holder.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from .people import (
    CHAIRMAN,
    FOREIGN_MINISTER,
    HEAD_OF_GOVERNMENT,
    HEAD_OF_ORGANISATION,
    HEAD_OF_STATE,
    PRESIDENT,
    PRESIDENT_NOT_CHAIRMAN,
)
from .reading import Passage

_ADJ = r"(?:(?P<inside>[A-Z]\w+)\s+)?"
_ADJ_RU = r"(?:(?P<inside>[а-яё]+(?:ск|цк)(?:ого|ой))\s+)?"
_TITLES: tuple[tuple[str, str], ...] = (
    (HEAD_OF_STATE, r"\b(?i:head\s+of\s+(?:the\s+)?state)\b"),
    (HEAD_OF_STATE, r"(?<!\w)[Гг]лав(?:а|ы|е|у|ой)\s+" + _ADJ_RU + r"государства(?!\w)"),
    (HEAD_OF_STATE, r"国家元首(?!理事会|会议|峰会)"),
    (PRESIDENT, r"(?<![-–\w])[Pp]resident\b(?![-–](?:elect|in))"),
    (PRESIDENT, r"(?<![-–\w])[Пп]резидент(?:а|у|ом|е)?(?!\w)"),
    (PRESIDENT_NOT_CHAIRMAN, r"(?<![副前原])总统(?!选举|府|大选|助理|特使|候选)"),
    (CHAIRMAN, r"国家主席(?!团)"),
    (CHAIRMAN, r"(?<!\w)[Пп]редседател(?:ь|я|ю|ем|е)\s+(?:КНР|Китая)(?!\w)"),
    (HEAD_OF_GOVERNMENT, r"(?<![-–\w])(?:[Pp]rime\s+[Mm]inister|[Pp]remier(?:\s+of\s+the\s+State"
                         r"\s+Council)?)\b(?!\s+(?:[Ll]eague))"),
    (HEAD_OF_GOVERNMENT, r"\b(?i:head\s+of\s+(?:the\s+)?)" + _ADJ
     + r"(?i:government|cabinet(?:\s+of\s+ministers)?)\b"),
    (HEAD_OF_GOVERNMENT, r"\b(?:[Cc]hair(?:man|person)?\s+of\s+(?:the\s+)?)" + _ADJ
     + r"[Cc]abinet(?:\s+of\s+[Mm]inisters)?\b"),
    (HEAD_OF_GOVERNMENT, r"\b[Cc]abinet\s+(?:[Cc]hair(?:man|person)?|[Hh]ead)\b"),
    (HEAD_OF_GOVERNMENT, r"(?<![-–\w])[Пп]ремьер(?:-министр)?(?:а|у|ом|е)?(?:\s+(?:Госсовета|"
                         r"Государственного\s+совета))?(?![\w-])"),
    (HEAD_OF_GOVERNMENT, r"(?<!\w)[Гг]лав(?:а|ы|е|у|ой)\s+" + _ADJ_RU
     + r"(?:правительства|кабмина|[Кк]абинета\s+министров|кабинета)(?!\w)"),
    (HEAD_OF_GOVERNMENT, r"(?<!\w)[Пп]редседател(?:ь|я|ю|ем|е)\s+(?:[Пп]равительства|[Кк]абинета"
                         r"\s+министров|[Кк]абмина)(?!\w)"),
    (HEAD_OF_GOVERNMENT, r"(?:国务院)?(?<![副前原])总理(?!理事会|级|会[议晤])"
     r"|政府首脑(?!（|\(|理事会|会议|和)|部长会议主席|内阁主席"),
    (FOREIGN_MINISTER, r"\b(?:[Ff]oreign\s+[Mm]inister|[Mm]inister\s+(?:of|for)\s+(?:Foreign|"
                       r"External)\s+Affairs)\b"),
    (FOREIGN_MINISTER, r"(?<!\w)(?:[Мм]инистр(?:а|у|ом|е)?\s+иностранных\s+дел|[Гг]лав(?:а|ы|е|у|"
                       r"ой)\s+МИД)(?!\w)"),
    (FOREIGN_MINISTER, r"(?:外交部部?长|外长)(?!理事会|会议|会|们)"),
    (HEAD_OF_ORGANISATION, r"(?<![-–\w])[Ss]ecretary[-\s]+[Gg]eneral\b"),
    (HEAD_OF_ORGANISATION, r"(?<!\w)(?:[Гг]енеральн(?:ый|ого|ому|ым|ом)\s+секретар(?:ь|я|ю|ем|е)|"
                           r"[Гг]енсек(?:а|у|ом|е)?)(?!\w)"),
    (HEAD_OF_ORGANISATION, r"(?<!副)秘书长(?!会议|会)"),
    (HEAD_OF_ORGANISATION, r"\b[Dd]irector\b(?=\s+of\s+(?:the\s+)?(?:Executive\s+Committee\s+of"
                           r"\s+)?(?:the\s+)?(?:SCO\s+)?(?:RATS|Regional\s+Anti))"),
    (HEAD_OF_ORGANISATION, r"(?<!\w)[Дд]иректор(?:а|у|ом|е)?(?=\s+(?:Исполкома|Исполнительного"
                           r"\s+комитета)?\s*РАТС)"),
)  # fmt: skip
TITLES = tuple((role, re.compile(rule)) for role, rule in _TITLES)

#: What stands before a title that is not the office itself.
_NOT_HELD = re.compile(
    r"(?:\b(?:[Vv]ice|[Dd]eputy|[Ff]ormer|[Ee]x|[Ff]irst|[Tt]hen|[Ff]uture|[Ii]ncoming|"
    r"[Oo]utgoing|[Aa]ssistant"
    r"|[Uu]nder|[Ll]ate|[Aa]ide\s+to\s+the|[Oo]ffice\s+of\s+the|[Aa]dministration\s+of\s+the"
    r"|(?:post|position|office|duties|election|election\s+as|elected|appointed(?:\s+as)?)\s+(?:of"
    r"\s+)?(?:the)?"
    r"|[Rr]epresentative\s+of\s+the|[Ee]nvoy\s+of\s+the)[-\s]+"
    r"|(?<!\w)(?:[Вв]ице|[Ээ]кс)-|(?<!\w)(?:заместител\w+|зам|бывш\w+|перв\w+|пост\w{0,2}|"
    r"должност\w+|экс|помощник\w*|администраци\w"
    r"|пресс-служб\w|советник\w*|спецпредставител\w*|представител\w*)\s+|第一副|前任|原|前|副|与会|各国|成员国|"
    r"各位|多国|外国)$",
    re.IGNORECASE,
)
_PLURAL_OR_RACE = re.compile(
    r"\s+(?:election|elections|candidate|candidates|palace|office|guard)\b"
)


@dataclass(frozen=True)
class Title:
    """A title in a passage, and the role it names."""

    role: str
    start: int
    end: int
    inside: tuple[int, int] | None = None


def find_titles(passage: Passage) -> list[Title]:
    """All titles of a passage, the longest at each place."""
    found = []
    for role, rule in TITLES:
        for match in rule.finditer(passage.text):
            before = passage.text[max(0, match.start() - 40) : match.start()]
            if _NOT_HELD.search(before) or _PLURAL_OR_RACE.match(passage.text, match.end()):
                continue
            inside = match.span("inside") if match.groupdict().get("inside") else None
            found.append(Title(role, *match.span(), inside))
    found.sort(key=lambda title: (title.start, -title.end))
    kept: list[Title] = []
    for title in found:
        if not kept or title.start >= kept[-1].end:
            kept.append(title)
    return kept


_BETWEEN = re.compile(r"(?:\s*,)?\s*(?:(?:Mr|Mrs|Ms|Dr|г-н|господин)\.?\s+)?")
#: Chinese puts the title behind the name without a sign: 普京总统.
_BEHIND = re.compile(r",\s*(?:the\s+)?|（|")


def is_beside(text: str, title: tuple[int, int], name: tuple[int, int]) -> bool:
    """Whether a title stands right before a name, or right behind it after a comma."""
    if title[1] <= name[0]:
        return _BETWEEN.fullmatch(text[title[1] : name[0]]) is not None
    return name[1] <= title[0] and _BEHIND.fullmatch(text[name[1] : title[0]]) is not None
