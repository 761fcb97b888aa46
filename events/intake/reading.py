"""What was read of an article before anything is saved: shown to the curator for correction."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from events import edtf
from events.choices import OWN_TEXT, CaptureMethod, DateBasis

from .problems import IntakeError

#: More passages than any article has.
MAX_PASSAGES = 1_000


@dataclass(frozen=True)
class Passage:
    """One numbered passage; `dated` is EDTF, printed on that very passage."""

    number: int
    kind: str
    text: str
    dated: str = ""


@dataclass(frozen=True)
class Reading:
    """A text with its passages, and proposals for what the page says about itself."""

    text: str
    passages: tuple[Passage, ...]
    method: CaptureMethod
    headline: str = ""
    url: str = ""
    publisher: str = ""
    site: str = ""
    published: str = ""
    published_basis: str = DateBasis.STATED
    language: str = ""
    notes: tuple[str, ...] = ()

    @property
    def sha256(self) -> str:
        """The hash that stands for the text."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @property
    def is_verbatim(self) -> bool:
        """Whether the passages hold the words of the text, all of them and no others."""
        written = "".join(passage.text for passage in self.passages)
        return "".join(written.split()) == "".join(self.text.split())

    @property
    def main_text(self) -> str:
        """The article itself, without what stands around it; all of it where nothing is."""
        return "\n".join(p.text for p in self.passages if p.kind in OWN_TEXT) or self.text


@dataclass(frozen=True)
class Block:
    """A passage before it has its number."""

    kind: str
    text: str
    dated: str = ""


def refuse_too_many(passages: int) -> None:
    """IntakeError where there are more passages than an article has."""
    if passages > MAX_PASSAGES:
        raise IntakeError([("text", _("More than 1,000 passages: that is no article."))])


def numbered(blocks: list[Block]) -> tuple[Passage, ...]:
    """Passages from 1 on, at most as many as an article has."""
    refuse_too_many(len(blocks))
    return tuple(
        Passage(number, block.kind, block.text, block.dated)
        for number, block in enumerate(blocks, start=1)
    )


def noted(reading: Reading, *notes: str) -> Reading:
    """The same reading with more notes, each of them once."""
    return replace(reading, notes=tuple(dict.fromkeys((*reading.notes, *filter(None, notes)))))


def day_of(text: str) -> str:
    """The one day that a text means, as EDTF; empty where it means none or more than that."""
    try:
        value = edtf.read(text)
    except edtf.EdtfError:
        return ""
    return value.text if len(value.text) == len("2025-11-18") and value.is_day else ""
