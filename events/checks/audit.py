"""What contradicts itself or the rules in everything that is public."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from events.models import RECORDS, Article, Event, Evidence, Paragraph, Record
from events.models.quotation import quoted_words

from .closely import LONGEST_SPAN
from .problem import Problem
from .rules import check
from .wording import shares_words

QUOTED_WORDS_PER_ARTICLE = 100


def audit() -> Iterator[tuple[Record | Article, Problem]]:
    """Everything in the published data that contradicts itself or the rules."""
    for model in RECORDS:
        records: Any = model._default_manager
        for record in records.published().order_by("pk"):
            for problem in check(record):
                yield record, problem
    yield from _same_day_same_parties()
    yield from _quoted_too_much()
    yield from _too_close_to_the_text()


def _same_day_same_parties() -> Iterator[tuple[Event, Problem]]:
    """Pairs of events whose days overlap and whose persons, or principals and kind, are the same.

    Dates vaguer than a month are left out, and an event beside its own side event.
    """
    open_: list[tuple[Event, Any, Any]] = []
    rows = Event.objects.published().oldest_first().prefetch_related("participations")
    for event in rows:
        if (event.latest - event.earliest).days > LONGEST_SPAN:
            continue
        parties = list(event.participations.all())
        people = frozenset(p.actor_id for p in parties if p.actor_id)
        principals = frozenset((p.country_id, p.represents_id) for p in parties)
        open_ = [row for row in open_ if row[0].latest >= event.earliest]
        for other, their_people, their_principals in open_:
            related = event.parent_id == other.pk or other.parent_id == event.pk
            same_people = people and people == their_people
            same_kind = event.kind == other.kind and event.organ_id == other.organ_id
            same_states = principals and principals == their_principals and same_kind
            if not related and (same_people or (same_states and not (people and their_people))):
                yield event, _twins(other)
        open_.append((event, people, principals))


def _twins(other: Event) -> Problem:
    return Problem(
        "participations",
        _("Same day and same main parties as %(other)s (%(title)s).")
        % {"other": other.public_id, "title": other.title},
        level="warning",
    )


def _quoted_too_much() -> Iterator[tuple[Article, Problem]]:
    quoted: dict[Article, set[str]] = defaultdict(set)
    rows = Evidence.objects.published().exclude(quote="").with_source()
    for evidence in rows:
        quoted[evidence.article].add(evidence.quote)
    for article, quotes in quoted.items():
        total = sum(quoted_words(quote) for quote in quotes)
        if total > QUOTED_WORDS_PER_ARTICLE:
            yield (
                article,
                Problem("quote", _("%(total)d words are quoted from it.") % {"total": total}),
            )


def _too_close_to_the_text() -> Iterator[tuple[Article, Problem]]:
    for paragraph in (
        Paragraph.objects.exclude(text="")
        .exclude(digest="")
        .select_related("capture__article__publisher")
    ):
        if shares_words(paragraph.digest, paragraph.text):
            yield (
                paragraph.article,
                Problem(
                    "digest",
                    _("The digest of paragraph %(number)d shares eight words with the text.")
                    % {"number": paragraph.number},
                ),
            )
