"""Reading the gold and scoring suggestions against it. Pure: no Django, no database.

The format and the coding rules are those of benchmarks/gold/README.md.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

HALVES = ("development", "held-out")
KINDS = ("actor", "title", "country", "place", "date", "initiative", "quotation")
NAMES = ("actor", "country", "place")
# 97.5th percentile of the normal distribution: intervals hold 95 percent.
Z = 1.959963984540054
_MARK = re.compile(r"\[\[([^\[\]|]*)((?:\|[^\[\]|]+)+)\]\]")
_TARGET = re.compile(r"(?P<sign>[?~]?)(?P<kind>[a-z]+):(?P<target>.+)")


class GoldError(ValueError):
    """The gold cannot be read."""


@dataclass(frozen=True)
class Mark:
    """A stretch of a paragraph that means something; offsets count code points, end exclusive."""

    paragraph: int
    start: int
    end: int
    kind: str
    target: str
    optional: bool = False
    paraphrase: bool = False

    @property
    def group(self) -> tuple[int, str, str]:
        """What a gold mark and a suggestion must share: a title is an actor, countries fold."""
        kind = "actor" if self.kind == "title" else self.kind
        return self.paragraph, kind, self.target.casefold() if kind == "country" else self.target

    def overlap(self, other: Mark) -> int:
        """How many code points both cover."""
        return min(self.end, other.end) - max(self.start, other.start)

    @property
    def span(self) -> tuple[int, int]:
        """Where it stands in its paragraph."""
        return self.start, self.end


@dataclass(frozen=True)
class Passage:
    """One numbered paragraph."""

    number: int
    text: str
    kind: str = "body"
    dated: str = ""


@dataclass(frozen=True)
class Report:
    """One coded report."""

    id: str
    half: str
    language: str
    title: str
    note: str
    published: str
    publisher_country: str
    file: str
    passages: tuple[Passage, ...]
    marks: tuple[Mark, ...]
    event: Mapping[str, str]
    topics: tuple[str, ...]
    match: str


@dataclass(frozen=True)
class Tally:
    """Hits, false alarms and misses of one line of the table."""

    hits: int = 0
    alarms: int = 0
    misses: int = 0
    exact: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.hits + other.hits,
            self.alarms + other.alarms,
            self.misses + other.misses,
            self.exact + other.exact,
        )

    @property
    def precision(self) -> float | None:
        """Share of the suggestions that are right; None without suggestions."""
        return share(self.hits, self.hits + self.alarms)

    @property
    def recall(self) -> float | None:
        """Share of the marks that were found; None without marks."""
        return share(self.hits, self.hits + self.misses)


@dataclass
class Result:
    """The tallies of one report by line of the table, and what went wrong."""

    tallies: dict[str, Tally] = field(default_factory=dict)
    missed: list[Mark] = field(default_factory=list)
    false: list[Mark] = field(default_factory=list)

    def add(self, row: str, tally: Tally) -> None:
        """Count to a line."""
        self.tallies[row] = self.tallies.get(row, Tally()) + tally


def share(part: int, whole: int) -> float | None:
    """A proportion, if there is anything to divide by."""
    return part / whole if whole else None


def wilson(hits: int, trials: int) -> tuple[float, float]:
    """The 95 percent score interval of a proportion (Wilson 1927); all of [0, 1] without trials."""
    if not trials:
        return 0.0, 1.0
    rate, square = hits / trials, Z * Z
    centre = (rate + square / (2 * trials)) / (1 + square / trials)
    half = Z / (1 + square / trials)
    half *= math.sqrt(rate * (1 - rate) / trials + square / (4 * trials * trials))
    return max(0.0, centre - half), min(1.0, centre + half)


# --- reading -------------------------------------------------------------------------------------


def parse_inline(text: str, paragraph: int) -> tuple[str, list[Mark]]:
    """The plain text of a marked one, and its marks; inner marks are taken out first."""
    marks: list[Mark] = []
    while found := _MARK.search(text):
        start, inner = found.start(), found[1]
        # Marks taken out before lie inside this one or behind it: the text closes up around them.
        marks = [_moved(mark, found) for mark in marks]
        for written in found[2][1:].split("|"):
            marks.append(_mark(written, paragraph, start, start + len(inner)))
        text = text[:start] + inner + text[found.end() :]
    if "[[" in text or "]]" in text:
        raise GoldError(f"a mark is not closed or has no target: {text!r}")
    return text, sorted(marks, key=lambda mark: (mark.start, -mark.end))


def _moved(mark: Mark, found: re.Match[str]) -> Mark:
    """The mark after the brackets of `found` are gone."""
    shift_at_end = len(found[0]) - len(found[1])

    def moved(offset: int) -> int:
        if offset <= found.start():
            return offset
        return offset - 2 if offset < found.end() else offset - shift_at_end

    return replace(mark, start=moved(mark.start), end=moved(mark.end))


def _mark(written: str, paragraph: int, start: int, end: int) -> Mark:
    parts = _TARGET.fullmatch(written)
    if parts is None or parts["kind"] not in KINDS or start >= end:
        raise GoldError(f"no mark: {written!r}")
    sign = parts["sign"]
    return Mark(paragraph, start, end, parts["kind"], parts["target"], sign == "?", sign == "~")


def cut(article: str, lines_of: Mapping[str, Sequence[int]]) -> dict[int, str]:
    """The numbered paragraphs of an article, as tests/data/articles.json cuts it."""
    lines = article.split("\n")
    return {
        int(number): "\n".join(line for line in lines[first - 1 : last] if line.strip())
        for number, (first, last) in lines_of.items()
    }


def read_report(path: Path, texts: Mapping[str, Mapping[int, str]]) -> Report | None:
    """A coded report; None for one of an article whose text is not among `texts`."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        if data["half"] != path.parent.name:
            raise GoldError(f"says that its half is {data['half']}")
        if data.get("file") and data["file"] not in texts:
            return None
        passages, marks = _of_article(data, texts) if data.get("file") else _inline(data)
        return _report(data, passages, marks)
    except (GoldError, ValueError, KeyError, TypeError) as error:
        raise GoldError(f"{path.parent.name}/{path.name}: {error!r}") from None


def _report(data: dict[str, Any], passages: list[Passage], marks: list[Mark]) -> Report:
    for mark in marks:
        text = next(passage.text for passage in passages if passage.number == mark.paragraph)
        if mark.kind not in KINDS or not 0 <= mark.start < mark.end <= len(text):
            raise GoldError(f"{mark} does not lie within its paragraph")
    plain = ("id", "half", "language", "title", "note", "published", "publisher_country", "match")
    return Report(
        **{name: data[name] for name in plain},
        file=data.get("file", ""),
        passages=tuple(passages),
        marks=tuple(marks),
        event={name: data["event"][name] for name in ("kind", "organ", "organ_number")},
        topics=tuple(data["topics"]),
    )


def _inline(data: dict[str, Any]) -> tuple[list[Passage], list[Mark]]:
    passages, marks = [], []
    for number, given in enumerate(data["paragraphs"], start=1):
        about = {"text": given} if isinstance(given, str) else given
        text, found = parse_inline(about["text"], number)
        marks += found
        kind, dated = about.get("kind", "body"), about.get("dated", "")
        passages.append(Passage(number, text, kind, dated))
    return passages, marks


def _of_article(
    data: dict[str, Any], texts: Mapping[str, Mapping[int, str]]
) -> tuple[list[Passage], list[Mark]]:
    kinds, dated = data.get("kinds", {}), data.get("dated", {})
    passages = [
        Passage(number, text, kinds.get(str(number), "body"), dated.get(str(number), ""))
        for number, text in texts[data["file"]].items()
    ]
    return passages, [Mark(**row) for row in data["marks"]]


def read_gold(
    folder: Path, halves: Iterable[str], texts: Mapping[str, Mapping[int, str]]
) -> tuple[list[Report], list[str]]:
    """The reports of these halves, and the names of those whose text is missing."""
    reports, missing = [], []
    for half in halves:
        paths = sorted((folder / half).glob("*.json"))
        if not paths:
            raise GoldError(f"there is no gold in {half}")
        for path in paths:
            report = read_report(path, texts)
            if report is None:
                missing.append(f"{half}/{path.name}")
            else:
                reports.append(report)
    return reports, missing


# --- scoring -------------------------------------------------------------------------------------


def pairs(gold: Sequence[Mark], found: Sequence[Mark]) -> dict[int, int]:
    """Which mark each suggestion hits: positions in `found` to positions in `gold`.

    One to one; marks that count come before optional ones, long overlaps before short ones.
    """
    places: dict[tuple[int, str, str], list[int]] = {}
    for i, mark in enumerate(gold):
        places.setdefault(mark.group, []).append(i)
    candidates = []
    for j, suggestion in enumerate(found):
        for i in places.get(suggestion.group, ()):
            overlap = gold[i].overlap(suggestion)
            if overlap > 0:
                is_free = gold[i].optional or gold[i].paraphrase
                candidates.append((is_free, gold[i].span != suggestion.span, -overlap, i, j))
    hit: dict[int, int] = {}
    taken: set[int] = set()
    for *_order, i, j in sorted(candidates):
        if i not in taken and j not in hit:
            hit[j] = i
            taken.add(i)
    return hit


def score_marks(gold: Sequence[Mark], found: Sequence[Mark]) -> Result:
    """Tallies by kind; `names` adds actors, countries and places up, titles stand apart."""
    result = Result()
    hit = pairs(gold, found)
    for j, suggestion in enumerate(found):
        mark = gold[hit[j]] if j in hit else None
        if mark is None:
            result.add(suggestion.kind, Tally(alarms=1))
            result.false.append(suggestion)
        elif mark.paraphrase:
            result.add("initiative paraphrased", Tally(hits=1))
        elif not mark.optional:
            result.add(mark.kind, Tally(hits=1, exact=int(mark.span == suggestion.span)))
    for i in sorted(set(range(len(gold))) - set(hit.values())):
        if gold[i].paraphrase:
            result.add("initiative paraphrased", Tally(misses=1))
        elif not gold[i].optional:
            result.add(gold[i].kind, Tally(misses=1))
            result.missed.append(gold[i])
    for kind in NAMES:
        result.add("names", result.tallies.get(kind, Tally()))
    return result


def score_words(gold: Sequence[Mark], found: Sequence[Mark]) -> Tally:
    """Quotations by their words alone, whoever is taken for the speaker."""
    nobody = [
        [replace(mark, target="") for mark in marks if mark.kind == "quotation"]
        for marks in (gold, found)
    ]
    return score_marks(*nobody).tallies.get("quotation", Tally())


def score_value(expected: str, given: str) -> Tally:
    """One value that is either right, wrong (an alarm and a miss), missing or made up."""
    if expected == given:
        return Tally(hits=int(bool(expected)), exact=int(bool(expected)))
    return Tally(alarms=int(bool(given)), misses=int(bool(expected)))


def score_set(expected: Iterable[str], given: Iterable[str]) -> Tally:
    """Values without order."""
    wanted, got = set(expected), set(given)
    both = len(wanted & got)
    return Tally(both, len(got - wanted), len(wanted - got), both)
