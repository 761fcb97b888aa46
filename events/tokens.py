"""Text into search tokens, the same for every database, and back into marked passages.

Everything searched is cut here, when it is indexed and when it is typed. A token holds
letters, digits and vowel signs only: no quotation mark, operator or control character of
any query language gets through, so none has to be escaped later.

Latin words are stemmed as English (Snowball) and Cyrillic words as Russian, whatever their
language: a stem only has to be the same on both sides. The Russian endings are our own list:
Snowball's takes names for verbs and finds no "Казахстан" in "Казахстане", no "Жапаров" in
"Жапаровым". Chinese has no spaces, so a run of Chinese characters becomes its overlapping
pairs; the dot inside a transcribed name is ignored.
"""

import itertools
import re
import threading
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

from snowballstemmer.english_stemmer import EnglishStemmer

MAX_QUERY = 1000
MAX_TOKEN = 40
MIN_PREFIX = 3
MIN_STEM_PREFIX = 5

_HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_HAN_JOINERS = "\u00b7\u2022\u2027\u2219\u22c5\u30fb\uff65\ufe00-\ufe0f"
# Apostrophes of every keyboard, the letters among them too (Uzbek, transliterated soft signs).
_APOSTROPHES = "'`\u00b4\u02b9\u02bb\u02bc\u02bd\u2018\u2019\u201b\u2032\uff07"
# Marks and invisible characters that may stand inside a word: Latin, Cyrillic, Arabic,
# Devanagari; the soft hyphen and zero-width joiners.
_INNER = (
    "\u00ad\u0300-\u036f\u0483-\u0487\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc"
    "\u0900-\u0903\u093a-\u094f\u0955-\u0957\u0962\u0963\u1ab0-\u1aff\u1dc0-\u1dff"
    "\u200b-\u200d\u2060\ufe20-\ufe2f\ufeff"
)
_LETTER = rf"[^\W_{_HAN}]"
_WORD = re.compile(
    rf"(?P<han>[{_HAN}](?:[{_HAN_JOINERS}]*[{_HAN}])*)"
    rf"|{_LETTER}(?:{_LETTER}|[{_INNER}]|[{_APOSTROPHES}](?={_LETTER}))*"
)
_IS_HAN = re.compile(f"[{_HAN}]")
_LATIN = re.compile("[a-z]+")
_CYRILLIC = re.compile("[\u0400-\u052f]+")
_ORDINAL = re.compile("([0-9]+)(?:st|nd|rd|th)")
_SPACE = re.compile(r"\s")

_APOSTROPHE_TABLE = dict.fromkeys(map(ord, _APOSTROPHES), "'")
# Letters that Unicode does not decompose but readers leave without their stroke or dot.
_PLAIN_LETTERS = str.maketrans(
    {"ё": "е", "ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe"}
)

_STOP_WORDS = (
    "a an and at by for from in of on or the to with "
    "без в во для до за и из или к ко на над о об от по под при с со у "
    # endings of numbers, as in 24-й, 24-го
    "я й е м х го му ми ый ой ая ое ом"
)

# Case endings of nouns and adjectives, in this order: those that hold a consonant leave at
# least three letters; so does "-ов" of a plural or a surname, but after a vowel it is always a
# surname (Токаев); the vowels of all the others ("-ий", "-ией", "-ью") go one by one.
_RUSSIAN_CASE = re.compile(
    "(?<=...)(?:[ыиая]ми|[ое]го|[ое]му|[ая]х|[ыи]х|[аяоеыи]м)$"
    "|(?<=..[^аеиоуыэюяьй])[ое]в$"
    "|(?<=..)[аеиоуыэюяьй]$"
)

# The stemmer keeps its position in itself and is not safe to share between threads.
_STEMMING = threading.Lock()
_ENGLISH = EnglishStemmer()

Segment = tuple[str, bool]


def tokens(text: str) -> list[str]:
    """All search tokens of a text, in order and with repetitions."""
    return [token for match in _WORD.finditer(text) for token in _word_tokens(match[0])]


def query_tokens(text: str, *, limit: int = 12) -> list[str]:
    """The distinct tokens of what a reader typed, at most `limit` of them.

    Only the first MAX_QUERY characters are read. Words such as "of" are left out unless
    there is nothing else. An empty list means that the text holds nothing to search for.
    """
    distinct = list(dict.fromkeys(tokens(text[:MAX_QUERY])))
    telling = [token for token in distinct if token not in _stop_tokens()]
    return (telling or distinct)[:limit]


def terms(text: str, *, limit: int = 12) -> list[tuple[str, bool]]:
    """The query tokens, each with whether it stands for all words that begin with it.

    The last one does, because the reader may still be typing it, unless little was left of it
    by stemming: "Токио" is not to find "токарь". A lone Chinese character does, because the
    index holds it only as half of a pair.
    """
    found = query_tokens(text, limit=limit)
    typed = set(words(text[:MAX_QUERY]))
    prefixes = {token for token in found if _is_lone_han(token)}
    prefixes.update(
        token
        for token in found[-1:]
        if len(token) >= (MIN_PREFIX if token in typed else MIN_STEM_PREFIX)
    )
    return [(token, token in prefixes) for token in found]


def fold(text: str) -> str:
    """A name reduced to what must agree when two spellings are compared.

    Case, marks, punctuation and repeated spaces are gone; words stay whole and unstemmed.
    Folding twice changes nothing.
    """
    return " ".join(word for match in _WORD.finditer(text) for word in _folded_words(match[0]))


def words(text: str) -> Iterator[str]:
    """The folded words in order; each Chinese character counts as one word."""
    for match in _WORD.finditer(text):
        for word in _folded_words(match[0]):
            if _IS_HAN.match(word):
                yield from word
            else:
                yield word


def is_chinese(word: str) -> bool:
    """Whether a folded word is a run of Chinese characters."""
    return _IS_HAN.match(word) is not None


def hits(text: str, query: str) -> set[str]:
    """Which of the query's tokens the text holds."""
    return {term for _, _, term in _hits(text, terms(query))}


def highlight(text: str, query: str) -> list[Segment]:
    """The text in segments, each with whether it matches; joined they are the text."""
    return _segments(text, [(start, end) for start, end, _ in _hits(text, terms(query))])


def passage(text: str, query: str, *, width: int = 200) -> list[Segment]:
    """The stretch of about `width` characters that holds most of the query, marked.

    Runs of white space become one space, an ellipsis stands for what is cut off. Without a
    match it is the beginning of the text.
    """
    text = " ".join(text.split())
    hits = _hits(text, terms(query))
    start = _cut(text, _best_start(hits, width), width)
    stop = _cut(text, start + width, width) if start + width < len(text) else len(text)
    inside = [
        (max(left, start) - start, min(right, stop) - start)
        for left, right, _ in hits
        if left < stop and right > start
    ]
    shown = _segments(text[start:stop], inside)
    before = [("… ", False)] if start else []
    after = [(" …", False)] if stop < len(text) else []
    return before + shown + after


@lru_cache(maxsize=50_000)
def _folded_words(raw: str) -> tuple[str, ...]:
    """One word of the text, folded. Compatibility characters may unfold into several."""
    text = unicodedata.normalize("NFKC", raw).casefold().translate(_APOSTROPHE_TABLE)
    text = unicodedata.normalize("NFKC", text)
    text = "".join(map(_bare, text)).translate(_PLAIN_LETTERS)
    text = unicodedata.normalize("NFC", text)
    found = []
    for match in _WORD.finditer(text):
        word = re.sub(f"[{_HAN_JOINERS}]", "", match[0]) if match["han"] else match[0]
        found.append(word.removesuffix("'s").replace("'", ""))
    return tuple(found)


def _bare(character: str) -> str:
    """A character without marks; й keeps its own, since it is a letter to its readers."""
    if character == "й":
        return character
    return "".join(
        part
        for part in unicodedata.normalize("NFD", character)
        if not unicodedata.combining(part) and unicodedata.category(part) != "Cf"
    )


@lru_cache(maxsize=50_000)
def _word_tokens(raw: str) -> tuple[str, ...]:
    found: list[str] = []
    for word in _folded_words(raw):
        if not _IS_HAN.match(word):
            found.append(_stem(word)[:MAX_TOKEN])
        elif len(word) == 1:
            found.append(word)
        else:
            found.extend(_pairs(word))
    return tuple(found)


def _pairs(run: str) -> list[str]:
    return [first + second for first, second in itertools.pairwise(run)]


def _stem(word: str) -> str:
    if _LATIN.fullmatch(word):
        with _STEMMING:
            return _ENGLISH.stemWord(word)
    if _CYRILLIC.fullmatch(word):
        return _russian_stem(word)
    ordinal = _ORDINAL.fullmatch(word)
    return ordinal[1] if ordinal else word


def _russian_stem(word: str) -> str:
    """What all cases of a word have in common.

    Endings are taken off until none is left, because a name may end like a case does: only
    then do "режим" and "режима" agree.
    """
    stem, shorter = "", word
    while shorter != stem:
        stem, shorter = shorter, _RUSSIAN_CASE.sub("", shorter, count=1)
    return stem


@lru_cache(maxsize=1)
def _stop_tokens() -> frozenset[str]:
    return frozenset(tokens(_STOP_WORDS))


def _is_lone_han(token: str) -> bool:
    return len(token) == 1 and is_chinese(token)


def _hits(text: str, wanted: list[tuple[str, bool]]) -> list[tuple[int, int, str]]:
    """Where the terms stand in the text: start, end and the term, in order of start."""
    return [hit for match in _WORD.finditer(text) for hit in _word_hits(match, wanted)]


def _word_hits(
    match: re.Match[str], wanted: list[tuple[str, bool]]
) -> Iterator[tuple[int, int, str]]:
    if match["han"] is None:
        term = _term_of(_word_tokens(match[0]), wanted)
        if term is not None:
            yield match.start(), match.end(), term
        return
    places = [
        place for place in range(match.start(), match.end()) if _IS_HAN.match(match.string[place])
    ]
    run = "".join(_folded_words(match[0]))
    for place, character in enumerate(run):
        if (character, True) in wanted:
            yield places[place], places[place] + 1, character
        elif place + 1 < len(run) and (run[place : place + 2], False) in wanted:
            yield places[place], places[place + 1] + 1, run[place : place + 2]


def _term_of(found: Iterable[str], wanted: list[tuple[str, bool]]) -> str | None:
    for token in found:
        for term, is_prefix in wanted:
            if token == term or (is_prefix and token.startswith(term)):
                return term
    return None


def _segments(text: str, spans: list[tuple[int, int]]) -> list[Segment]:
    segments: list[Segment] = []
    done = 0
    for start, end in _joined(spans):
        if start > done:
            segments.append((text[done:start], False))
        segments.append((text[start:end], True))
        done = end
    if done < len(text):
        segments.append((text[done:], False))
    return segments


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans in order with those that touch made one, as pairs of Chinese characters do."""
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _best_start(hits: list[tuple[int, int, str]], width: int) -> int:
    """Where a passage should begin: the first window with most distinct terms in it."""
    best, best_count = 0, 0
    for place, (start, _, _) in enumerate(hits):
        inside = {
            term for _, end, term in hits[place : place + width] if end <= start + width * 3 // 4
        }
        if len(inside) > best_count:
            best, best_count = start, len(inside)
    # A quarter of the width goes before the first match, so that it has its context.
    return max(0, best - width // 4)


def _cut(text: str, place: int, width: int) -> int:
    """The nearest earlier end of a word; the place itself where none is near (Chinese)."""
    if place <= 0:
        return 0
    for candidate in range(place, max(0, place - width // 8), -1):
        if _SPACE.match(text, candidate - 1):
            return candidate
    return place
