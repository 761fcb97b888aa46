"""Suggestions for the desk: what an article names, when, by whom it is said, what it reports.

`suggest(Source(...))` reads the passages of one article and proposes; a curator decides. Built on
a multi-pattern matcher over the project's own alias tables, a date parser and rules in English,
Russian and Chinese; no model, nothing is learnt from the texts and nothing of them is kept.
"""

from .names import Names
from .suggesting import suggest
from .suggestion import Source, Suggestion

__all__ = ["Names", "Source", "Suggestion", "suggest"]
