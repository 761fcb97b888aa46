"""The rules about an article as a whole, and all that is coded from it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from events.models import Article, Capture, Evidence, Paragraph, Record, Statement
from events.models.quotation import quotation_too_long, quoted_words
from events.tokens import fold

from .audit import QUOTED_WORDS_PER_ARTICLE
from .problem import Problem
from .wording import SHARED_WORDS, shares_words

#: Columns of records and children that hold our own words.
OWN_WORDS = ("text", "summary", "description", "note")


def check_article(article: Article, records: Iterable[Record]) -> list[Problem]:
    """What is wrong with what is coded from an article; `row` says where, if not in general.

    The quota of quotations counts everything coded from it, drafts included; the words of
    `records` are compared with its text.
    """
    listed = list(records)
    passages = list(Paragraph.objects.of_article(article).order_by("capture", "number"))
    quoted = list(Evidence.objects.in_article(article).exclude(quote=""))
    problems = [*_quoted_too_much(article, quoted), *_too_close(listed, passages)]
    problems += _left(article)
    return problems


def _quoted_too_much(article: Article, quoted: list[Evidence]) -> Iterator[Problem]:
    for row in quoted:
        if quotation_too_long(row.quote):
            message = _("The quotation is longer than 25 words or 50 characters.")
            yield Problem("quote", message, row=row.public_id)
    words = {fold(row.quote): row.quote for row in quoted}
    cited = Evidence.objects.in_article(article).order_by().values("statement")
    spoken = Statement.objects.filter(pk__in=cited.exclude(statement=None)).exclude(quotation="")
    words |= {fold(text): text for text in spoken.values_list("quotation", flat=True)}
    total = sum(map(quoted_words, words.values()))
    if total > QUOTED_WORDS_PER_ARTICLE:
        message = _("%(total)d words are quoted from this article; at most %(most)d may be.")
        yield Problem("quote", message % {"total": total, "most": QUOTED_WORDS_PER_ARTICLE})


def _too_close(records: Iterable[Record], passages: list[Paragraph]) -> Iterator[Problem]:
    for passage in passages:
        if passage.digest and passage.text and shares_words(passage.digest, passage.text):
            message = _("The digest of paragraph %(number)d shares eight words with the text.")
            yield Problem("digest", message % {"number": passage.number}, row=passage.public_id)
    source = "\n".join(passage.text for passage in passages if passage.text)
    if not source:
        return
    for record in records:
        for row in (record, *record.children()):
            for column in OWN_WORDS:
                ours = getattr(row, column, "")
                if isinstance(ours, str) and shares_words(ours, source):
                    message = _("It shares %(number)d words in a row with the article.")
                    words = message % {"number": SHARED_WORDS}
                    yield Problem(column, words, level="warning", row=_id(row))


def _left(article: Article) -> Iterator[Problem]:
    """Passages that nobody has coded or set aside, of the reading that the desk shows."""
    shown = Capture.objects.shown_of(article).first()
    left = list(Paragraph.objects.filter(capture=shown).to_code().left().order_by("number"))
    if left:
        numbers = ", ".join(f"¶{passage.number}" for passage in left)
        yield Problem(
            "set_aside",
            _("Neither coded nor set aside: %(numbers)s.") % {"numbers": numbers},
            level="warning",
            row=left[0].public_id,
        )


def _id(row: Any) -> str:
    return str(row.public_id)
