"""The rules that no single row can hold: for publishing, the loader, the desk and the audit."""

from .article import check_article
from .audit import QUOTED_WORDS_PER_ARTICLE, audit
from .coded import drafts_named, records_in, revisions_in
from .problem import Problem
from .rules import (
    TOLERANCE,
    actor_is_evidenced,
    check,
    in_office,
    references,
    source_day,
    terms_of,
)
from .wording import SHARED_WORDS, shares_words

__all__ = [
    "QUOTED_WORDS_PER_ARTICLE",
    "SHARED_WORDS",
    "TOLERANCE",
    "Problem",
    "actor_is_evidenced",
    "audit",
    "check",
    "check_article",
    "drafts_named",
    "in_office",
    "records_in",
    "references",
    "revisions_in",
    "shares_words",
    "source_day",
    "terms_of",
]
