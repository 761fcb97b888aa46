"""What an article is about: words that speak of a topic, and initiatives that belong to one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .mentions import Mention
from .names import Found, Names
from .patterns import INITIATIVE
from .reading import Passage

_MOST = 4
#: A topic has to weigh this share of the strongest one, and so much at all.
_SHARE, _LEAST = 0.4, 1.5
_HEADING, _OPENING = 2.0, 1.5
_PHRASE, _OF_INITIATIVE = 1.5, 0.8
_OFTEN = 4


@dataclass(frozen=True)
class Subject:
    """A topic with the place of its strongest cue."""

    topic: str
    passage: Passage
    start: int
    end: int
    score: float


@dataclass(frozen=True)
class _Sign:
    topic: str
    said: object
    weight: float
    passage: Passage
    start: int
    end: int


def find_topics(
    cues: list[tuple[Passage, list[Found]]], mentions: Iterable[Mention], names: Names
) -> list[Subject]:
    """The topics of an article, the strongest first."""
    weights: dict[str, float] = defaultdict(float)
    best: dict[str, tuple[float, _Sign]] = {}
    times: Counter[tuple[str, object]] = Counter()
    for sign in (*_of_cues(cues), *_of_initiatives(mentions, names)):
        times[sign.topic, sign.said] += 1
        count = times[sign.topic, sign.said]
        if count > _OFTEN:
            continue
        # The same word again says less than another one.
        weight = sign.weight / count
        weights[sign.topic] += weight
        if sign.topic not in best or best[sign.topic][0] < weight:
            best[sign.topic] = (weight, sign)
    top = max(weights.values(), default=0.0)
    ranked = sorted(weights, key=lambda topic: (-weights[topic], topic))
    return [
        Subject(
            topic,
            best[topic][1].passage,
            best[topic][1].start,
            best[topic][1].end,
            round(min(0.95, weights[topic] / (top + 1)), 2),
        )
        for topic in ranked[:_MOST]
        if weights[topic] >= max(_LEAST, _SHARE * top)
    ]


def _of_cues(cues: list[tuple[Passage, list[Found]]]) -> Iterator[_Sign]:
    for place, (passage, found) in enumerate(cues):
        where = _HEADING if passage.kind == "heading" else _OPENING if place < 2 else 1.0
        for cue in _longest(found):
            stems = cue.pattern.stems
            weight = where * (_PHRASE if len(stems) > 1 else 1.0)
            yield _Sign(cue.pattern.target, stems, weight, passage, cue.start, cue.end)


def _of_initiatives(mentions: Iterable[Mention], names: Names) -> Iterator[_Sign]:
    for mention in mentions:
        if mention.kind == INITIATIVE:
            for topic in names.topics_of_initiatives.get(mention.target, ()):
                yield _Sign(
                    topic,
                    mention.target,
                    _OF_INITIATIVE,
                    mention.passage,
                    mention.start,
                    mention.end,
                )


def _longest(found: list[Found]) -> list[Found]:
    kept: list[Found] = []
    for cue in sorted(found, key=lambda f: (-f.length, f.start)):
        same = (
            other.start < cue.end and cue.start < other.end
            for other in kept
            if other.pattern.target == cue.pattern.target
        )
        if not any(same):
            kept.append(cue)
    return sorted(kept, key=lambda cue: cue.start)
