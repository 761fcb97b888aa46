"""What kind of event an article reports, of which organ, and the number of the meeting."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from events.choices import EventKind

from .mentions import Mention
from .names import Names
from .ordinals import ORDINAL, number_of
from .patterns import ACTOR
from .reading import Passage

_K = EventKind
#: Kind, weight, cue. The heavier says more by itself.
_CUES: tuple[tuple[str, float, str], ...] = (
    (_K.SUMMIT, 1.0, r"\bsummit\b|\b(?:meeting|session)\s+of\s+(?:the\s+)?(?:SCO\s+)?(?:heads\s+of"
                     r"\s+state|leaders)\b|(?<!\w)(?:встреч|заседани)\w{1,2}\s+(?:глав"
                     r"\s+государств|лидеров)|元首会晤|(?<!\w)саммит\w{0,2}(?!\w)|峰会|元首会议"),
    (_K.COUNCIL_MEETING, 1.0, r"\bcouncil(?:['’]s?)?\s+(?:meeting|session|sitting)\b|\b(?:meeting|"
                              r"session|sitting)\s+of\s+the\s+(?:[A-Z]+\s+)?Council\b"
     r"|заседани\w{1,2}\s+(?:Совета|СМИД|СГП|СГГ|СНК)|理事会[^，。]{0,6}(?:会议|会晤)|理事会第|外长会"),
    (_K.MINISTERIAL, 0.9, r"\b(?:meeting|conference|session)\s+of\s+(?:the\s+)?(?:SCO\s+)?"
                          r"(?:[\w’'-]+\s+){0,3}?(?:ministers|heads\s+of\s+(?!state|"
                          r"government)\w+)"
     r"|\b(?:defen[cs]e|trade|transport|culture|education|energy|justice|health|agriculture|"
     r"interior)\s+ministers|ministerial\s+meeting"
     r"|(?:совещани|встреч|заседани)\w{1,3}\s+(?:министров|руководителей|глав\s+(?:ведомств|"
     r"министерств))|部长(?:级)?会[议晤]|(?:部门|机构)领导人会议"),
    (_K.BILATERAL_MEETING, 0.8, r"\b(?:received|met\s+with|met|meets|meets\s+with|held\s+talks|"
                                r"talks\s+with|a\s+talk|bilateral\s+meeting)\b"
     r"|(?<!\w)(?:принял(?!а?\s+участие)|приняла(?!\s+участие)|встретился|встретилась|встретились|"
     r"встреча\s+с|переговоры\s+с|провел\w?\s+(?:встречу|переговоры))(?!\w)|会见|会晤|会谈"),
    (_K.VISIT, 0.7, r"\b(?:state|official|working)\s+visit\b|\bpaid\s+a\s+visit\b|\bvisited\b|"
                    r"\barrived\s+(?:in|on)\b"
     r"|(?<!\w)(?:государственн|официальн|рабоч)\w+\s+визит\w*|(?<!\w)(?:посетил|прибыл)\w?(?!\w)|"
     r"国事访问|正式访问|工作访问|抵达"),
    (_K.CONSULTATION, 0.7, r"\bconsultations?\b|\bnational\s+coordinators\b|\bround\s+of"
                           r"\s+talks\b|(?<!\w)консультаци\w+|национальных\s+координаторов|磋商|协调员"),
    (_K.SIGNING, 0.7, r"\bsign(?:ed|ing)\s+(?:a|an|the|of)\b|\bsigning\s+ceremony\b|(?<!\w)"
                      r"(?:подписал\w?|подписан\w*|церемони\w+\s+подписания)|签署|签字仪式"),
    (_K.CONFERENCE, 0.8, r"\b(?:conference|forum|symposium|seminar|round\s+table|congress)\b|"
                         r"(?<!\w)(?:конференци|форум|симпозиум|семинар|кругл\w+\s+стол)\w*|论坛|大会|"
                         r"研讨会|座谈会"),
    (_K.CULTURAL_EVENT, 0.8, r"\b(?:festival|exhibition|concert|film\s+week|marathon|gala)\b|"
                             r"(?<!\w)(?:фестивал|выставк|концерт|марафон)\w*|艺术节|展览|音乐会|电影节|马拉松|"
                             r"文化节"),
    (_K.EXERCISE, 0.9, r"\b(?:exercises?|drills?|manoeuvres|war\s+games)\b|(?<!\w)(?:учени(?:я|й|"
                       r"ях|ями)|манёвр\w*|маневр\w*)(?!\w)|演习|军演"),
    (_K.OBSERVER_MISSION, 0.9, r"\bobserver\s+mission|mission\s+of\s+observers|\belection"
                               r"\s+observers\b|observed\s+the\s+(?:election|vote|referendum)"
     r"|мисси\w+\s+наблюдателей|наблюдател\w+\s+от\s+ШОС|наблюдал\w*\s+за\s+выборами|观察员?团"),
    (_K.PRESS_CONFERENCE, 0.9, r"\bpress\s+conference\b|\bbriefing\b|\btold\s+(?:reporters|"
                               r"journalists)\b|пресс-конференци\w+|брифинг\w*|заявил\w?"
                               r"\s+журналистам|记者会|新闻发布会|吹风会"),
    (_K.INTERVIEW, 0.9, r"\binterview\b|(?<!\w)интервью(?!\w)|专访|采访"),
    (_K.STATEMENT_RELEASE, 0.7, r"\b(?:issued|released|published)\s+a\s+(?:joint\s+)?statement\b|"
                                r"\bstatement\s+by\b|(?<!\w)(?:опубликовал\w?|распространил\w?)"
                                r"\s+заявление|发表(?:联合)?声明|发布声明"),
    (_K.OTHER, 0.6, r"\b(?:launch(?:ing)?|opening|ground-?breaking|inauguration)\s+ceremony\b|"
                    r"(?<!\w)церемони\w+\s+(?:открыт|запуск|начал|заклад)\w+"
     r"|(?:启动|开工|揭牌|落成|开幕)仪式"),
)  # fmt: skip
_COMPILED = tuple((kind, weight, re.compile(cue, re.IGNORECASE)) for kind, weight, cue in _CUES)

_MEETING_AFTER = re.compile(
    r"\s*(?:(?:[\w’'-]+)\s+){0,4}?(?:meeting|session|summit|sitting|заседани|саммит|совещани|"
    r"встреч|сесси)"
    r"|(?:会议|会晤|峰会|正式会议|例会)",
    re.IGNORECASE,
)
#: Paragraphs that are questions make an interview.
_QUESTION = re.compile(r"[?？]$")
_FEWEST_QUESTIONS, _LONGEST_QUESTION = 2, 300
#: What an article reports is said by then; later passages name other events.
_CUED_PASSAGES = 8
_MEETING = re.compile(
    r"meeting|session|summit|sitting|conference|\bmet\b|gather|convene|заседани|саммит|совещани|встреч|сесси|конференци"
    r"|会议|会晤|峰会|长会|собрал",
    re.IGNORECASE,
)
_MINISTERS = re.compile(r"ministers|министр(?:ы|ов|ам|ами|ах)|部长", re.IGNORECASE)
_AROUND = 60
_SUMMIT_GAP = 12
_FIRST_PASSAGES = 3
#: Another event than the one reported: the eve of it, its margins, its preparation.
_ASIDE = re.compile(
    r"\b(?:eve|ahead|sidelines|margins|outcomes?|results?|preparations?|before|after|next|"
    r"previous|last"
    r"|upcoming|papers\s+for|decisions?)\b"
    r"|(?<!\w)(?:накануне|в\s+преддверии|на\s+полях|по\s+итогам|итог\w*|подготовк\w+|перед|после|"
    r"следующ\w+"
    r"|предстоящ\w+|прошл\w+)(?!\w)|期间|筹备|前夕|下届|即将|前往",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Occasion:
    """A kind of event with its cue in a passage."""

    kind: str
    passage: Passage
    start: int
    end: int
    score: float
    organ: str = ""
    organ_number: str = ""


def find_occasions(
    passages: list[Passage], mentions: dict[int, list[Mention]], names: Names
) -> list[Occasion]:
    """The event an article reports, best first; one of each kind."""
    best: dict[str, Occasion] = {}
    for place, passage in enumerate(passages):
        weight = _weight_of(passage, place)
        named = mentions.get(passage.number, [])
        for occasion in (
            *_by_organ(passage, named, names, weight),
            *_by_ministers(passage, names, weight),
            *(_by_cue(passage, weight, named, names) if place < _CUED_PASSAGES else ()),
        ):
            known = best.get(occasion.kind)
            best[occasion.kind] = _better(known, occasion) if known else occasion
    questions = [
        p for p in passages if _QUESTION.search(p.text.strip()) and len(p.text) < _LONGEST_QUESTION
    ]
    if len(questions) >= _FEWEST_QUESTIONS:
        asked = questions[0]
        best[_K.INTERVIEW] = Occasion(_K.INTERVIEW, asked, 0, len(asked.text), 0.95)
    found = sorted(best.values(), key=lambda occasion: -occasion.score)
    return [
        occasion if place == 0 else _lowered(occasion, found[0])
        for place, occasion in enumerate(found)
    ][:4]


def _better(one: Occasion, two: Occasion) -> Occasion:
    """Of two cues for one kind the stronger; an organ is kept from either."""
    first, second = sorted((one, two), key=lambda o: (-o.score, not o.organ))
    if first.organ or not second.organ or second.score < first.score / 2:
        return first
    return replace(second, score=first.score)


def _lowered(occasion: Occasion, first: Occasion) -> Occasion:
    score = round(min(occasion.score, first.score * 0.9), 2)
    return replace(occasion, score=score)


def _weight_of(passage: Passage, place: int) -> float:
    if passage.kind == "heading":
        return 1.1
    return 1.0 if place < _FIRST_PASSAGES - 1 else 0.75 if place < _FIRST_PASSAGES else 0.5


def _by_organ(
    passage: Passage, mentions: Iterable[Mention], names: Names, weight: float
) -> Iterable[Occasion]:
    for mention in mentions:
        kind = names.kinds_of_organs.get(mention.target) if mention.kind == ACTOR else None
        if not kind or mention.target not in names.organs:
            continue
        first, last = passage.sentence_of(mention.start)
        numbered = _number_near(passage, mention, first, last)
        start, end, number = numbered or (mention.start, mention.end, "")
        around = passage.text[max(first, mention.start - _AROUND) : mention.end + _AROUND]
        # A body at work is no meeting of it.
        told = 1.0 if number else 0.75 if _MEETING.search(around) else 0.35
        yield Occasion(
            kind,
            passage,
            min(start, mention.start),
            max(end, mention.end),
            round(weight * told * 1.2 / 1.4, 2),
            mention.target,
            number,
        )


def _by_ministers(passage: Passage, names: Names, weight: float) -> Iterable[Occasion]:
    """Meetings of ministers without the name of the meeting: "SCO defence ministers met"."""
    for hit in names.loose_organs.find(passage):
        kind = names.kinds_of_organs.get(hit.target)
        around = passage.text[max(0, hit.start - _AROUND) : hit.end + _AROUND]
        written = passage.text[hit.start : hit.end]
        if kind and _MEETING.search(around) and _MINISTERS.search(written):
            score = round(weight * hit.share * 0.7, 2)
            yield Occasion(kind, passage, hit.start, hit.end, score, hit.target)


def _number_near(
    passage: Passage, mention: Mention, first: int, last: int
) -> tuple[int, int, str] | None:
    """The number of the meeting: "24th meeting of the Council", 理事会第二十四次会议."""
    for match in ORDINAL.finditer(passage.text, first, last):
        number = number_of(match)
        ends = match.end()
        if not number or min(abs(mention.start - ends), abs(match.start() - mention.end)) > 60:
            continue
        meeting = _MEETING_AFTER.match(passage.text, ends)
        inside = mention.start <= match.end() + 1 <= mention.end
        if (
            meeting
            or inside
            or (ends < mention.start and not passage.text[ends : mention.start].strip())
        ):
            return match.start(), meeting.end() if meeting else ends, str(number)
    return None


def _by_cue(
    passage: Passage, weight: float, mentions: list[Mention], names: Names
) -> Iterable[Occasion]:
    persons = [m for m in mentions if m.kind == ACTOR and m.target in names.people.persons]
    for kind, share, cue in _COMPILED:
        ranked: list[tuple[float, int, int, str, str]] = []
        for match in cue.finditer(passage.text):
            first, last = passage.sentence_of(match.start())
            score = weight * share * 0.75 * (1.0 if first == 0 else 0.85)
            before = passage.text[max(first, match.start() - 60) : match.start()]
            if _ASIDE.search(before):
                score *= 0.5
            if kind == _K.BILATERAL_MEETING and _between(persons, match, first, last):
                score *= 1.45
            organ = number = ""
            if kind == _K.SUMMIT:
                organ, number = _of_summit(passage, match, mentions, names)
                score *= 1.15 if number else 1.0
            ranked.append((round(min(score, 0.95), 2), -match.start(), match.end(), organ, number))
        if ranked:
            score, start, end, organ, number = max(ranked)
            yield Occasion(kind, passage, -start, end, score, organ, number)


def _of_summit(
    passage: Passage, match: re.Match[str], mentions: list[Mention], names: Names
) -> tuple[str, str]:
    """The organ whose meetings are an organisation's summits, and the number: "23rd SCO summit"."""
    for mention in mentions:
        gap = min(abs(mention.start - match.end()), abs(match.start() - mention.end))
        organ = names.summit_organs.get(mention.target, "") if mention.kind == ACTOR else ""
        if organ and gap <= _SUMMIT_GAP:
            for ordinal in ORDINAL.finditer(passage.text, max(0, match.start() - 30), match.end()):
                if ordinal.end() <= match.start() or "zh" in passage.scripts:
                    return organ, str(number_of(ordinal) or "")
            return organ, ""
    return "", ""


def _between(persons: list[Mention], match: re.Match[str], first: int, last: int) -> bool:
    """Whether two different persons stand in the sentence, one before the verb or after it."""
    here = [m for m in persons if first <= m.start < last]
    return len({m.target for m in here}) > 1 and any(m.end <= match.start() for m in here)
