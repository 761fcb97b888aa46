"""Articles as work: what the queue of the desk asks of them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Case, Count, Exists, F, OuterRef, Q, Subquery, When
from django.db.models.functions import Cast, Coalesce


class QueueQuerySet(models.QuerySet):
    """Verbs of articles that wait for curators, are in their hands or done with."""

    def with_coverage(self):
        """Add `passages`, `settled` and `coverage`: how much curators have been through.

        Unlike the public figure it counts the evidence of drafts, and only passages that there
        is something to code in, of the capture that the desk shows; None where there are none.
        """
        shown = _model("Capture").objects.shown_of(OuterRef("pk")).values("pk")[:1]
        there = _model("Paragraph").objects.to_code().filter(capture=OuterRef("shown"))
        rows = self.annotate(shown=Subquery(shown)).annotate(
            passages=how_many(there, "capture"), settled=how_many(there.settled(), "capture")
        )
        share = Cast(F("settled"), models.FloatField()) / F("passages")
        return rows.annotate(coverage=Case(When(passages__gt=0, then=share)))

    def with_text_known(self):
        """Add `has_text`: whether its words were captured, or only digests written."""
        return self.annotate(has_text=Exists(_texts()))

    def for_queue(self):
        """With everything a row of the queue shows."""
        return self.select_related("publisher", "assignee").with_coverage().with_text_known()

    def in_triage(self, *states: str):
        """Keep these states of triage; all where none is named."""
        return self.filter(triage__in=states) if states else self

    def held_by(self, user: Any):
        """Keep those that a curator has claimed."""
        return self.filter(assignee=user)

    def free(self):
        """Keep those that nobody has claimed."""
        return self.filter(assignee=None)

    def added_before(self, moment: datetime):
        """Keep those that have been here since before a moment."""
        return self.filter(added_at__lt=moment)

    def from_publisher(self, publisher: Any):
        """Keep those of one publisher."""
        return self.filter(publisher=publisher)

    def in_language(self, code: str):
        """Keep those in one language (BCP 47)."""
        return self.filter(language=code)

    def having_text(self, *, there: bool):
        """Keep those whose words were captured, or those of which there are only digests."""
        return self.filter(Exists(_texts())) if there else self.exclude(Exists(_texts()))

    def covered(self, *, above: float | None = None, below: float | None = None):
        """Keep a coverage above or below a share; from `with_coverage()`."""
        rows = self if above is None else self.filter(coverage__gt=above)
        if below is None:
            return rows
        return rows.filter(Q(coverage__lt=below) | Q(coverage=None))

    def longest_waiting(self):
        """Those first that were added first."""
        return self.order_by("added_at", "pk")

    def least_covered(self):
        """Those first of which least is settled; from `with_coverage()`."""
        return self.order_by(F("coverage").asc(nulls_first=True), "added_at", "pk")

    def earliest_claimed(self):
        """Those first that were claimed first."""
        return self.order_by(F("claimed_at").asc(nulls_last=True), "pk")

    def latest_claimed(self):
        """Those first that were claimed last."""
        return self.order_by(F("claimed_at").desc(nulls_last=True), "-pk")

    def tally_triage(self) -> dict[str, int]:
        """How many there are in each state of triage."""
        rows = self.order_by().values_list("triage").annotate(number=Count("pk"))
        return dict(rows)

    def languages(self) -> list[str]:
        """Every language there is, by its code."""
        return list(self.order_by("language").values_list("language", flat=True).distinct())


def _model(name: str) -> Any:
    """A model that is declared after this one."""
    return apps.get_model("events", name)


def _texts() -> models.QuerySet:
    """The passages of the outer article whose words were captured."""
    rows: models.QuerySet = _model("Paragraph").objects.of_article(OuterRef("pk")).exclude(text="")
    return rows


def how_many(passages: models.QuerySet, of: str = "capture__article") -> Coalesce:
    """How many passages the outer row has, as a column."""
    counts = passages.order_by().values(of).annotate(number=Count("pk"))
    return Coalesce(Subquery(counts.values("number")), 0)
