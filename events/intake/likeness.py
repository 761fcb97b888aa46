"""Whether an article is there already: by its address, by its text, by a text nearly the same."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from events.models import Article, Capture
from events.tokens import words

from .addresses import host_of, key_of
from .reading import Reading

#: Words (Chinese characters) in a run, runs in a sketch.
RUN, KEPT = 5, 128
#: Shorter texts are alike by their hash alone.
SHORTEST = 20
#: Texts are nearly the same where one holds this share of the other, and is not far longer.
NEAR, LONGER = 0.8, 2


@dataclass(frozen=True)
class Likeness:
    """An article that is there already, how that was seen, and how much of the text agrees."""

    article: Article
    how: Literal["url", "text", "near"]
    share: float = 1.0


def look_alikes(reading: Reading) -> list[Likeness]:
    """The articles that a reading may repeat, each once, the surest first."""
    found: dict[int, Likeness] = {}
    for likeness in (*_by_address(reading), *_by_hash(reading), *_by_sketch(reading)):
        found.setdefault(likeness.article.pk, likeness)
    return list(found.values())


def sketch(text: str) -> list[int]:
    """The smallest hashes of a text's runs of words, in order; none where it is short."""
    listed = list(words(text))
    if len(listed) < SHORTEST:
        return []
    runs = {" ".join(listed[at : at + RUN]) for at in range(len(listed) - RUN + 1)}
    # Six bytes: exact in every JSON reader.
    hashes = (hashlib.blake2b(run.encode(), digest_size=6).digest() for run in runs)
    return sorted(int.from_bytes(value, "big") for value in hashes)[:KEPT]


def resemblance(first: list[int], second: list[int]) -> float:
    """The share of the shorter text's runs that the other has too; 0 where sizes differ much.

    Below the smaller of their greatest hashes both sketches are complete, so what they share
    there is a fair sample of what the texts share.
    """
    if not first or not second:
        return 0.0
    limits = [hashes[-1] for hashes in (first, second) if len(hashes) >= KEPT]
    limit = min(limits, default=max(first[-1], second[-1]))
    one = {value for value in first if value <= limit}
    other = {value for value in second if value <= limit}
    fewer, more = sorted((len(one), len(other)))
    return len(one & other) / fewer if fewer and more <= fewer * LONGER else 0.0


def _by_address(reading: Reading) -> Iterator[Likeness]:
    if not reading.url:
        return
    wanted = key_of(reading.url)
    for article in Article.objects.filter(url__icontains=host_of(reading.url)).order_by("pk"):
        if key_of(article.url) == wanted:
            yield Likeness(article, "url")


def _by_hash(reading: Reading) -> Iterator[Likeness]:
    same = Article.objects.filter(captures__sha256=reading.sha256)
    yield from (Likeness(article, "text") for article in same.order_by("pk"))


def _by_sketch(reading: Reading) -> Iterator[Likeness]:
    own = sketch(reading.main_text)
    if not own:
        return
    stored = Capture.objects.exclude(sketch=[]).values_list("article", "sketch").order_by("pk")
    shares: dict[int, float] = {}
    for article, hashes in stored.iterator():
        share = resemblance(own, hashes)
        if share >= NEAR:
            shares[article] = max(share, shares.get(article, 0.0))
    rows = Article.objects.in_bulk(shares)
    for key in sorted(shares, key=lambda key: (-shares[key], key)):
        yield Likeness(rows[key], "near", round(shares[key], 3))
