"""Every parameter name of the lists, what it means, and the filter said as a sentence.

`select(EventFilter, request.GET)` is the one way from a query string to rows; pages, CSV, JSON
and whatever comes later read the same Selection. `year=` bins by the year of the earliest day,
as charts and headings do, while `since` and `until` keep whatever may overlap.
"""

from .describe import Segment, Sentence, describe
from .facets import Facet, Option
from .fields import MAX_PAGE, MAX_PAGE_SIZE
from .filtersets import (
    ActorFilter,
    ArticleFilter,
    DocumentFilter,
    EventFilter,
    InitiativeFilter,
    ListFilter,
    StatementFilter,
)
from .selection import PAGE_SIZE, Chip, Order, Selection, Wider, select

__all__ = [
    "MAX_PAGE",
    "MAX_PAGE_SIZE",
    "PAGE_SIZE",
    "ActorFilter",
    "ArticleFilter",
    "Chip",
    "DocumentFilter",
    "EventFilter",
    "Facet",
    "InitiativeFilter",
    "ListFilter",
    "Option",
    "Order",
    "Segment",
    "Selection",
    "Sentence",
    "StatementFilter",
    "Wider",
    "describe",
    "select",
]
