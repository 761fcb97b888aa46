"""What goes in and what comes out: passages of an article, and what was recognised in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from events import edtf


@dataclass(frozen=True)
class Source:
    """The article: its passages as (number, text, kind, dated), and what is known about it.

    `published` and `dated` are EDTF, `publisher_country` is an ISO code.
    """

    passages: Sequence[tuple[int, str, str, str]]
    published: str = ""
    language: str = ""
    publisher_country: str = ""


@dataclass(frozen=True)
class Suggestion:
    """One thing recognised, with its place: `exact` is `text[start:end]` of the paragraph."""

    kind: str
    paragraph: int
    start: int
    end: int
    exact: str
    target: str
    label: str
    detail: dict[str, Any] = field(default_factory=dict)
    score: float = 1.0


@dataclass(frozen=True)
class Base:
    """The day that "yesterday" counts from: a passage's own date or the publication date."""

    text: str = ""

    @property
    def day(self) -> date | None:
        """The last day it can be; None where nothing is known."""
        return edtf.parse(self.text).latest if self.text else None

    @property
    def span(self) -> tuple[date, date] | None:
        """The first and the last day it can be."""
        return edtf.bounds(self.text) if self.text else None

    @property
    def exact_day(self) -> date | None:
        """The day, where it is one and no estimate."""
        if not self.text:
            return None
        value = edtf.parse(self.text)
        return value.latest if value.earliest == value.latest and not value.qualified else None
