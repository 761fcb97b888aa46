"""Evidence as numbered marks: beside each claim a mark, below the page the list of sources.

Sources are numbered in the order in which the page's claims first cite them; their anchors are
`r1`, those of paragraphs `r3-6`. Captured text is never read here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils.translation import gettext

from events import edtf
from events.choices import Confidence, Stance
from events.models import Article, Evidence

WHOLE = 0
#: Fields whose reported values may be written in EDTF.
DATES = ("date", "in_force", "founded", "since", "until")


@dataclass(frozen=True)
class Mark:
    """One piece of evidence beside a claim: `3 ¶6`, leading to the passage below."""

    number: int
    paragraph: int
    evidence: Evidence

    @property
    def anchor(self) -> str:
        """The element it leads to."""
        return f"r{self.number}-{self.paragraph}" if self.paragraph else f"r{self.number}"

    @property
    def text(self) -> str:
        """Number of the source and of the paragraph."""
        return f"{self.number} ¶{self.paragraph}" if self.paragraph else str(self.number)

    @property
    def contradicts(self) -> bool:
        """Whether the passage speaks against the claim."""
        return self.evidence.stance == Stance.CONTRADICTS

    @property
    def css(self) -> str:
        """How the mark looks: contradicting, with a quotation, or plain."""
        return "no" if self.contradicts else "q" if self.evidence.quote else ""

    @property
    def title(self) -> str:
        """What a pointer resting on it is told: the source and how sure the coder was."""
        return gettext("%(source)s; %(stance)s; confidence: %(confidence)s") % {
            "source": self.evidence.article.label,
            "stance": self.evidence.get_stance_display(),
            "confidence": self.evidence.get_confidence_display(),
        }


@dataclass(frozen=True)
class Reading:
    """One reading of a field where sources differ; `value` is empty for the record's own."""

    value: str
    marks: list[Mark]


@dataclass(frozen=True)
class Claim:
    """What stands beside one claim: its marks, remarks on them, and readings that differ."""

    marks: list[Mark] = field(default_factory=list)
    remarks: list[tuple[Mark, str]] = field(default_factory=list)
    readings: list[Reading] = field(default_factory=list)


@dataclass
class Passage:
    """A cited paragraph of a source: its digest and the quotations taken from it."""

    number: int
    digest: str
    quotes: list[str] = field(default_factory=list)


@dataclass
class Source:
    """An article in the list of sources; `total` and `coded` count its numbered paragraphs.

    `digested` tells whether a cited passage has a digest of ours.
    """

    number: int
    article: Article
    total: int = 0
    coded: int = 0
    digested: bool = False
    passages: dict[int, Passage] = field(default_factory=dict)
    quotes: list[str] = field(default_factory=list)

    @property
    def as_whole(self) -> bool:
        """Whether it was coded as a whole and not paragraph by paragraph."""
        return not self.coded

    @property
    def listed(self) -> list[Passage]:
        """The cited paragraphs in their order."""
        return [self.passages[number] for number in sorted(self.passages)]


class Footnotes:
    """The numbered sources of one page and the marks of its claims.

    Costs two queries: the evidence, and how much of each article is coded.
    """

    def __init__(self, *claims: models.Model) -> None:
        rows = list(Evidence.objects.about(*claims).with_source())
        order = {(type(claim), claim.pk): place for place, claim in enumerate(claims)}
        rows.sort(key=lambda row: order[self._claim_key(row)])
        self._sources: dict[int, Source] = {}
        self._marks: dict[tuple[Any, int], list[Mark]] = {}
        for row in rows:
            self._marks.setdefault(self._claim_key(row), []).append(self._mark(row))
        articles = Article.objects.with_coding().in_bulk(list(self._sources))
        for key, source in self._sources.items():
            source.total = articles[key].paragraph_count
            source.coded = articles[key].coded_count

    @property
    def sources(self) -> list[Source]:
        """The sources in their order of number."""
        return list(self._sources.values())

    def marks(self, *claims: models.Model) -> list[Mark]:
        """The marks of claims, for and against, each passage once."""
        every = [mark for claim in claims for mark in self._of(claim)]
        return _once(every)

    def claim(self, row: models.Model, name: str = "") -> Claim:
        """What stands beside one field of a claim.

        A field without evidence of its own shows what supports the claim as a whole.
        """
        own = [mark for mark in self._of(row) if mark.evidence.field == name]
        supporting = [mark for mark in own if not mark.contradicts]
        against = [mark for mark in own if mark.contradicts]
        if not supporting and name:
            supporting = [
                mark for mark in self._of(row) if not mark.evidence.field and not mark.contradicts
            ]
        remarks = [(mark, note) for mark in _once(supporting) if (note := _remark(mark, name))]
        return Claim(_once(supporting), remarks, _readings(against))

    def confidence(self, row: models.Model) -> str:
        """The best confidence among what supports a claim as a whole, as people read it."""
        given = {m.evidence.confidence for m in self._of(row) if not m.contradicts}
        best = next((level for level in Confidence if level in given), None)
        return str(best.label) if best else ""

    def supporting_articles(self, *rows: models.Model) -> set[int]:
        """The articles that support any of these claims."""
        marks = (mark for row in rows for mark in self._of(row) if not mark.contradicts)
        return {mark.evidence.article.pk for mark in marks}

    def _of(self, row: models.Model) -> list[Mark]:
        return self._marks.get((type(row), row.pk), [])

    @staticmethod
    def _claim_key(row: Evidence) -> tuple[Any, int]:
        name = row.claim_name
        model = Evidence._meta.get_field(name).related_model
        return model, getattr(row, f"{name}_id")

    def _mark(self, row: Evidence) -> Mark:
        paragraph, article = row.paragraph, row.article
        source = self._sources.setdefault(
            article.pk, Source(number=len(self._sources) + 1, article=article)
        )
        source.digested |= bool(paragraph.digest)
        quotes = source.quotes
        if paragraph.number != WHOLE:
            passage = source.passages.setdefault(
                paragraph.number, Passage(paragraph.number, paragraph.digest)
            )
            quotes = passage.quotes
        if row.quote and row.quote not in quotes:
            quotes.append(row.quote)
        return Mark(source.number, paragraph.number, row)


def _once(marks: Iterable[Mark]) -> list[Mark]:
    """Each passage once, the first mark of it."""
    seen: dict[str, Mark] = {}
    for mark in marks:
        seen.setdefault(f"{mark.anchor}{mark.css}", mark)
    return list(seen.values())


def _remark(mark: Mark, name: str) -> str:
    """What is said beside a mark: the value as reported, and how we know."""
    if mark.evidence.field != name:
        return ""
    value, note = _reported(mark.evidence), mark.evidence.note
    if value and note:
        return gettext("“%(value)s”. %(note)s") % {"value": value, "note": note}
    return value or note


def _reported(evidence: Evidence) -> str:
    """The value as a source gives it; a date in the notation of the record is put into words."""
    is_date = evidence.field in DATES and edtf.valid(evidence.value)
    return edtf.words(evidence.value) if is_date else evidence.value


def _readings(marks: Iterable[Mark]) -> list[Reading]:
    """Contradicting passages grouped by what they give instead."""
    grouped: dict[str, list[Mark]] = {}
    for mark in marks:
        reading = _reported(mark.evidence) or mark.evidence.note or gettext("contradicts")
        grouped.setdefault(reading, []).append(mark)
    return [Reading(value, _once(group)) for value, group in grouped.items()]
