"""The models, each beside its QuerySet."""

from .actor import Actor, ActorQuerySet, Post, Tenure
from .alias import Alias
from .article import (
    Article,
    ArticleQuerySet,
    Capture,
    ImmutableCapture,
    Paragraph,
    Publisher,
)
from .base import Child, Record, UnreviewedChange, is_writing, writing
from .country import Country, Period, standing_on
from .document import Document, DocumentQuerySet
from .event import Event, EventQuerySet, Participation
from .evidence import CLAIMS, Evidence
from .index import SearchEntry
from .initiative import Initiative, InitiativeQuerySet, InitiativeStep, StepParty
from .party import Party
from .place import Place, Topic
from .revision import ImportBatch, Revision, Tombstone
from .statement import Statement, StatementParty, StatementQuerySet
from .work import Decision, Judgement, Receipt, Sitting, Upload

#: The five kinds of record, in the order of the dataset.
RECORDS: tuple[type[Record], ...] = (Event, Document, Initiative, Statement, Actor)
RECORD_OF_PREFIX: dict[str, type[Record]] = {model.prefix: model for model in RECORDS}

__all__ = [
    "CLAIMS",
    "RECORDS",
    "RECORD_OF_PREFIX",
    "Actor",
    "ActorQuerySet",
    "Alias",
    "Article",
    "ArticleQuerySet",
    "Capture",
    "Child",
    "Country",
    "Decision",
    "Document",
    "DocumentQuerySet",
    "Event",
    "EventQuerySet",
    "Evidence",
    "ImmutableCapture",
    "ImportBatch",
    "Initiative",
    "InitiativeQuerySet",
    "InitiativeStep",
    "Judgement",
    "Paragraph",
    "Participation",
    "Party",
    "Period",
    "Place",
    "Post",
    "Publisher",
    "Receipt",
    "Record",
    "Revision",
    "SearchEntry",
    "Sitting",
    "Statement",
    "StatementParty",
    "StatementQuerySet",
    "StepParty",
    "Tenure",
    "Tombstone",
    "Topic",
    "UnreviewedChange",
    "Upload",
    "is_writing",
    "standing_on",
    "writing",
]
