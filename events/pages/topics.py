"""The subjects of the SCO's work and how much is on record for each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from events.models import Document, Event, Initiative, Statement, Topic

from . import overview
from .years import YearChart, summed, year_chart

STATEMENTS = 5
EVENTS = 10
DOCUMENTS = 10


@dataclass(frozen=True)
class TopicCounts:
    """A topic with those below it, and how many records each list has for it."""

    topic: Topic
    children: list[TopicCounts]
    events: int
    statements: int
    initiatives: int
    documents: int


def lists() -> dict[str, Any]:
    """The four lists that a topic leads to; events are those held."""
    return {
        "events": overview.held(),
        "statements": Statement.objects.published(),
        "initiatives": Initiative.objects.published(),
        "documents": Document.objects.published(),
    }


def tree() -> list[TopicCounts]:
    """The topics at the top with those below them; a fixed number of queries.

    A topic counts what has a topic below it too, as the parameter `topic` does.
    """
    counts = {name: summed(rows.tally_topics()) for name, rows in lists().items()}
    topics = list(Topic.objects.order_by("name_en", "slug"))

    def counted(topic: Topic) -> TopicCounts:
        below = [counted(other) for other in topics if other.parent_id == topic.pk]
        numbers = {name: counter[topic.pk] for name, counter in counts.items()}
        return TopicCounts(topic, below, **numbers)

    return [counted(topic) for topic in topics if topic.parent_id is None]


@dataclass(frozen=True)
class TopicPage:
    """Everything the page of a topic shows."""

    children: list[Topic]
    totals: dict[str, int]
    chart: YearChart
    latest: list[Event]
    statements: list[Statement]
    motion: list[overview.Motion]
    documents: list[Document]


def topic_of(slug: str) -> Topic | None:
    """The topic of a slug, with its parent."""
    return Topic.objects.select_related("parent").in_bulk([slug]).get(slug)


def topic_page(topic: Topic, today: date) -> TopicPage:
    """The page of a topic, those below it included; a fixed number of queries."""
    rows = {name: records.about([topic.pk]) for name, records in lists().items()}
    return TopicPage(
        children=list(topic.children.order_by("name_en", "slug")),
        totals={name: records.count() for name, records in rows.items()},
        chart=year_chart(rows["events"]),
        latest=overview.latest(rows["events"], EVENTS),
        statements=list(rows["statements"].for_row().newest_first()[:STATEMENTS]),
        motion=overview.motion(rows["initiatives"].by_last_movement(), today),
        documents=list(rows["documents"].for_row().newest_first()[:DOCUMENTS]),
    )
