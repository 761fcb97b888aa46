"""Our words beside those of a source."""

from __future__ import annotations

from events.tokens import words

SHARED_WORDS = 8


def shares_words(ours: str, theirs: str, *, length: int = SHARED_WORDS) -> bool:
    """Whether two texts have this many consecutive words in common."""
    return not _runs(ours, length).isdisjoint(_runs(theirs, length))


def _runs(text: str, length: int) -> set[tuple[str, ...]]:
    listed = list(words(text))
    return {tuple(listed[i : i + length]) for i in range(len(listed) - length + 1)}
