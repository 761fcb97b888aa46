"""The page of an article: our digest by paragraph, and the records coded from each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from events.choices import Stance
from events.models import Article, Evidence, Paragraph


@dataclass
class Coded:
    """A record that a paragraph bears on; `parts` names the fields and kinds of children."""

    record: Any
    parts: list[str] = field(default_factory=list)
    contradicts: bool = False


@dataclass(frozen=True)
class Passage:
    """A paragraph: its digest, the records coded from it, what is quoted from it."""

    paragraph: Paragraph
    coded: list[Coded]
    quotes: list[str]


@dataclass(frozen=True)
class ArticlePage:
    """Everything the page of an article shows; `whole` stands for the article as one passage."""

    whole: Passage | None
    passages: list[Passage]
    records: int
    duplicate_of: Article | None
    duplicates: list[Article]
    confidence: str = ""
    single_source: bool = False


def article_page(article: Article, **_context: Any) -> ArticlePage:
    """The page of a public article from `for_page()`."""
    evidence: dict[int, list[Evidence]] = {}
    for row in Evidence.objects.published().in_article(article).with_claims():
        evidence.setdefault(row.paragraph_id, []).append(row)
    passages = [
        _passage(paragraph, evidence.get(paragraph.pk, []))
        for paragraph in Paragraph.objects.of_article(article).for_page()
    ]
    twins = Article.objects.published().with_related()
    return ArticlePage(
        whole=next((p for p in passages if p.paragraph.number == 0 and _says(p)), None),
        passages=[p for p in passages if p.paragraph.number],
        records=len({coded.record for passage in passages for coded in passage.coded}),
        duplicate_of=twins.in_bulk([article.duplicate_of_id]).get(article.duplicate_of_id),
        duplicates=list(twins.duplicates_of(article)),
    )


def _says(passage: Passage) -> bool:
    return bool(passage.coded or passage.quotes or passage.paragraph.digest)


def _passage(paragraph: Paragraph, rows: Iterable[Evidence]) -> Passage:
    coded: dict[Any, Coded] = {}
    quotes: list[str] = []
    for row in rows:
        entry = coded.setdefault(row.record, Coded(row.record))
        part = _part(row)
        if part and part not in entry.parts:
            entry.parts.append(part)
        entry.contradicts |= row.stance == Stance.CONTRADICTS
        if row.quote and row.quote not in quotes:
            quotes.append(row.quote)
    return Passage(paragraph, list(coded.values()), quotes)


def _part(row: Evidence) -> str:
    """What a piece of evidence is about: a field of the record, or one of its children."""
    claim = row.claim
    if row.field:
        fields = {f.name: f for f in claim._meta.get_fields() if hasattr(f, "verbose_name")}
        # "title (English)" stands for the title in every language.
        return str(fields[row.field].verbose_name).split(" (")[0] if row.field in fields else ""
    return "" if claim == row.record else str(claim._meta.verbose_name)
