"""Words between quotation marks that somebody says, and who says them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from events.models.quotation import MAX_QUOTE_WORDS, quotation_too_long, quoted_words

from .mentions import Mention
from .reading import HAN, Passage

_PAIRS = {"«": "»", "“": "”", "„": "“”", "「": "」", "『": "』", "‘": "’"}
_FEWEST_WORDS, _FEWEST_HAN = 4, 6
_IS_HAN = re.compile(f"[{HAN}]")
_SPEECH = re.compile(
    r"\b(?:said|says|saying|told|noted|notes|added|adds|stressed|emphasi[sz]ed|stated|declared|"
    r"underlined"
    r"|explained|remarked|answered|replied|pointed\s+out|concluded|announced|asked|warned|"
    r"recalled|believes"
    r"|according\s+to|in\s+the\s+words\s+of|called|quoted|observed|argued|wrote|writes|promised|"
    r"urged)\b"
    r"|(?<!\w)(?:сказал|отметил|заявил|подчеркнул|добавил|сообщил|напомнил|пояснил|указал|ответил|"
    r"призвал"
    r"|считает|уверен|объяснил|спросил|написал|обратил|выразил|предупредил|пообещал|констатировал|"
    r"резюмировал"
    r"|говорит|говорится|цитирует|по\s+(?:его|её|ее|словам|мнению)|процитировал)\w{0,3}(?!\w)"
    r"|说|表示|指出|强调|称|认为|宣布|道|回答|补充|介绍|呼吁|提到|重申",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"\b(?:he|she)\b|(?<!\w)(?:он|она|его|её|ему)(?!\w)|他|她", re.IGNORECASE)
_NAME_WORD = re.compile(
    r"(?:initiative|forum|slogan|motto|theme|titled|entitled|called|named|concept|programme|program"
    r"|инициатив\w+|форум\w*|девиз\w*|темой|тем[ае]|концепци\w+|под\s+названием|проект\w*"
    r"|主题|题为|名为|口号|倡议)\s*[:：]?\s*(?:of\s+|—\s*|为)?$",
    re.IGNORECASE,
)
_CLAUSE_END = re.compile(r"[,;:.!?，；：。！？]|\s[–—]\s")
#: The words before open the quotation: "he said:".
_OPENED = re.compile(r"[:：,，]\s*[«“\"‘「『„]?$")
_AND_VERB = re.compile(r".{0,80}?(?:\b(?:and|и|а\s+также)\s+(?:\w+ly\s+)?|并|,\s*)", re.IGNORECASE)
_ONLY_SAID = 60
_ENDS = ".!?,。！？，"
_OPENING = re.compile(r"[:：«“‘「『]")
_REACH = 160


@dataclass(frozen=True)
class Quotation:
    """Quoted words, without the marks, and their speaker where one is found."""

    start: int
    end: int
    text: str
    quote: str
    speaker: str
    score: float


def find_quotations(passage: Passage, persons: list[Mention], earlier: str) -> Iterator[Quotation]:
    """The quotations of a passage; `earlier` is whoever was named last before it."""
    outside = _spans(passage.text)
    for start, end in outside:
        text = passage.text[start:end]
        if not _is_long_enough(text) or _is_name(passage, start, end):
            continue
        speaker, is_said = _speaker(passage, start, end, persons, outside, earlier)
        if is_said or _is_sentence(passage.text, start, end):
            yield Quotation(start, end, text, clause(text), speaker, 0.9 if is_said else 0.6)


def _spans(text: str) -> list[tuple[int, int]]:
    """Inner spans of outermost quotation marks; straight ones open and close in turn."""
    spans: list[tuple[int, int]] = []
    opened: tuple[int, str] | None = None
    depth = 0
    for place, character in enumerate(text):
        if opened is None:
            if character == '"':
                opened, depth = (place, '"'), 0
            elif character in _PAIRS and not _is_apostrophe(text, place):
                opened, depth = (place, _PAIRS[character]), 0
        elif character in opened[1] and not _is_apostrophe(text, place):
            if depth and character != '"':
                depth -= 1
            else:
                spans.append((opened[0] + 1, place))
                opened = None
        elif character == text[opened[0]] and character != '"':
            depth += 1
    return [_trimmed(text, start, end) for start, end in spans]


def _is_apostrophe(text: str, place: int) -> bool:
    """A right single quotation mark between letters is an apostrophe."""
    near = text[max(0, place - 1) : place + 2]
    return text[place] in "‘’" and len(near) == 3 and near[0].isalpha() and near[2].isalpha()


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",，.。"):
        end -= 1
    return start, end


def _is_long_enough(text: str) -> bool:
    han = len(_IS_HAN.findall(text))
    return han >= _FEWEST_HAN or len(_IS_HAN.sub(" ", text).split()) >= _FEWEST_WORDS


def _is_name(passage: Passage, start: int, end: int) -> bool:
    """The name of something in quotation marks, after the word for what it is."""
    return _NAME_WORD.search(passage.text, max(0, start - 40), start - 1) is not None


def _is_sentence(text: str, start: int, end: int) -> bool:
    before = text[max(0, start - 3) : start - 1].strip()
    closing = text[max(0, end - 1) : end + 2].strip(" ”»\"'」")[-1:]
    is_whole = closing in _ENDS and bool(closing)
    return before.endswith((":", "：")) or (
        is_whole and (text[start].isupper() or _IS_HAN.match(text[start]) is not None)
    )


def _speaker(
    passage: Passage,
    start: int,
    end: int,
    persons: list[Mention],
    quotes: list[tuple[int, int]],
    earlier: str,
) -> tuple[str, bool]:
    """(speaker, whether a verb of saying stands by): behind the words, then before them."""
    text = passage.text
    outer = [p for p in persons if not any(a <= p.start and p.end <= b for a, b in quotes)]
    last_named = next((p.target for p in reversed(outer) if p.end <= start), earlier)
    opening, stop = _surroundings(passage, start, end, quotes)
    ahead, behind = text[opening:start], text[end:stop]
    inside = [p for p in outer if opening <= p.start and p.end <= start]
    after = [p for p in outer if end <= p.start and p.end <= stop]
    is_introduced, said = bool(_SPEECH.search(ahead)), _SPEECH.search(behind)
    subject = _subject(text, inside, opening, start) if is_introduced and inside else last_named
    if is_introduced and _OPENED.search(ahead):
        return subject, True
    if said and not _is_over(text, end):
        pronoun = _PRONOUN.search(behind)
        is_named = after and not (pronoun and pronoun.start() < after[0].start - end)
        return (after[0].target if is_named else last_named), True
    if is_introduced:
        return subject, True
    # "“……。”X强调。": a sentence of its own that only says who spoke.
    if after and said and len(behind.strip()) <= _ONLY_SAID and not _OPENING.search(behind):
        return after[0].target, True
    return last_named, False


def _surroundings(
    passage: Passage, start: int, end: int, quotes: list[tuple[int, int]]
) -> tuple[int, int]:
    """Where the sentence around quoted words begins and ends, other quotations left out."""
    next_quote = min((a for a, _ in quotes if a > end), default=len(passage.text))
    last_quote = max((b for _, b in quotes if b < start), default=0)
    begins = passage.sentence_of(max(0, start - 2))[0]
    return (
        max(last_quote, begins, start - _REACH),
        min(_sentence_end(passage, end), next_quote, end + _REACH),
    )


def _is_over(text: str, end: int) -> bool:
    """Whether the sentence ends with the quoted words, so that the next speaks for itself."""
    closing = re.compile(r"[.。…]?\s?[»”\"’」』]+[.。]?").match(text, end)
    if closing is None or not set(closing[0]) & set(".。…"):
        return False
    following = text[closing.end() :].lstrip()
    return not following or not (following[0].islower() or following[0] in ",，—–-")


def _subject(text: str, inside: list[Mention], opening: int, start: int) -> str:
    """Of several persons before the words the one who says them: the nearest before the verb."""
    verb = list(_SPEECH.finditer(text, opening, start))[-1]
    before = [p for p in inside if p.end <= verb.start() + 1] or inside
    # "X thanked Y and noted": the second verb has the subject of the first.
    same = _AND_VERB.fullmatch(text[before[-1].end : verb.start()])
    return (before[0] if same else before[-1]).target


def _sentence_end(passage: Passage, place: int) -> int:
    """The end of the sentence that goes on behind quoted words."""
    text = passage.text
    rest = place
    while rest < len(text) and (text[rest] in '»”"’」』.,!?，。！？… \u00a0'):
        rest += 1
    return passage.sentence_of(min(rest, len(text) - 1))[1]


def clause(text: str) -> str:
    """As much of a quotation as may be public, cut at the end of a clause."""
    if not quotation_too_long(text):
        return text
    ends = [match.start() for match in _CLAUSE_END.finditer(text)]
    fitting = [end for end in ends if 0 < quoted_words(text[:end]) <= MAX_QUOTE_WORDS]
    if fitting and quoted_words(text[: fitting[-1]]) >= _FEWEST_WORDS:
        return text[: fitting[-1]]
    if _IS_HAN.search(text):
        return text[: 2 * MAX_QUOTE_WORDS]
    last = list(re.finditer(r"\S+", text))[MAX_QUOTE_WORDS - 1]
    return text[: last.end()]
