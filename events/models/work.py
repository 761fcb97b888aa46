"""The work of curators at the desk: none of it is data, so no package and no public page has it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.choices import Outcome, SuggestionKind

from .article import Article, Paragraph


def _curator(related_name: str = "+", on_delete: Any = models.CASCADE) -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=on_delete,
        related_name=related_name,
        verbose_name=_("curator"),
    )


class SittingQuerySet(models.QuerySet):
    """Verbs of sittings."""

    def open(self):
        """Keep those that have not led to a submission yet."""
        return self.filter(submitted_at=None)

    def submitted(self):
        """Keep those that have, with `took`: the time from opening to submitting."""
        return self.exclude(submitted_at=None).annotate(took=F("submitted_at") - F("opened_at"))

    def submitted_since(self, moment: datetime | None):
        """Keep those submitted at or after a moment, oldest first."""
        rows = self.submitted().order_by("submitted_at", "pk")
        return rows.filter(submitted_at__gte=moment) if moment else rows


class Sitting(models.Model):
    """One curator's work on one article, from opening it at the desk to submitting its records."""

    article = models.ForeignKey(
        Article, on_delete=models.CASCADE, related_name="sittings", verbose_name=_("article")
    )
    curator = _curator("sittings")
    opened_at = models.DateTimeField(_("opened"), default=timezone.now)
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True)
    records = models.PositiveSmallIntegerField(_("records"), default=0)

    objects = SittingQuerySet.as_manager()

    class Meta:
        verbose_name = _("sitting")
        verbose_name_plural = _("sittings")
        ordering = ["-opened_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "curator"],
                name="sitting_open_once",
                condition=Q(submitted_at=None),
            ),
            models.CheckConstraint(
                name="sitting_opened_first",
                condition=Q(submitted_at=None) | Q(submitted_at__gte=F("opened_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article_id} {self.opened_at:%Y-%m-%d %H:%M}"


class JudgementQuerySet(models.QuerySet):
    """Verbs of judgements."""

    def of_article(self, article: Article):
        """Keep those on an article's passages."""
        return self.filter(paragraph__capture__article=article)

    def since(self, moment: datetime | None):
        """Keep those of a moment or later."""
        return self.filter(decided_at__gte=moment) if moment else self

    def tally(self) -> list[tuple[str, int, bool, int]]:
        """Kind, curator, whether taken, and how many."""
        rows = self.order_by().values_list("kind", "curator", "accepted")
        return list(rows.annotate(number=models.Count("pk")))

    def share_accepted(self) -> float | None:
        """The part of the suggestions judged that were taken; None before there is one."""
        found: dict[str, Any] = self.aggregate(
            all=models.Count("pk"), taken=models.Count("pk", filter=Q(accepted=True))
        )
        return found["taken"] / found["all"] if found["all"] else None


class Judgement(models.Model):
    """A suggestion that a curator took or dismissed: the lasting measure of the suggestions."""

    paragraph = models.ForeignKey(
        Paragraph, on_delete=models.CASCADE, related_name="judgements", verbose_name=_("paragraph")
    )
    start = models.PositiveIntegerField(_("start offset"))
    end = models.PositiveIntegerField(_("end offset"))
    kind = models.CharField(_("kind"), max_length=12, choices=SuggestionKind)
    target = models.CharField(_("target"), max_length=80)
    accepted = models.BooleanField(_("accepted"))
    curator = _curator()
    decided_at = models.DateTimeField(_("decided"), default=timezone.now)

    objects = JudgementQuerySet.as_manager()

    class Meta:
        verbose_name = _("judgement of a suggestion")
        verbose_name_plural = _("judgements of suggestions")
        ordering = ["-decided_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["paragraph", "start", "end", "kind", "target"], name="judgement_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.target}"


class DecisionQuerySet(models.QuerySet):
    """Verbs of decisions."""

    def of(self, *subjects: str):
        """Keep what was decided about records or revisions, by public id; newest first."""
        return self.filter(subject__in=subjects).order_by("-at", "-pk")

    def with_people(self):
        """With who decided at hand."""
        return self.select_related("by")

    def newest_of(self, subjects: Iterable[str], *outcomes: str) -> dict[str, Decision]:
        """The last decision on each subject, among these outcomes where some are named."""
        rows: Any = self.filter(subject__in=list(subjects)).with_people()
        rows = rows.with_outcome(*outcomes) if outcomes else rows
        return {row.subject: row for row in rows.order_by("at", "pk")}

    def journal(self) -> list[tuple[str, str, int, datetime]]:
        """Subject, outcome, who and when of every decision, oldest first."""
        rows = self.order_by("at", "pk")
        return list(rows.values_list("subject", "outcome", "by", "at"))

    def with_outcome(self, *outcomes: str):
        """Keep these outcomes."""
        return self.filter(outcome__in=outcomes)


class Decision(models.Model):
    """An editorial step in the journal: what was done with a record or a revision, by whom.

    The contents are the revisions'; this holds who handed over what when, and what a reviewer
    asked for. `subject` is a public id such as ev12 or rv3; `row` and `field` say what a
    comment is about, `row` being the public id of a child where it is not the record itself.
    """

    subject = models.CharField(_("subject"), max_length=16, db_index=True)
    outcome = models.CharField(_("outcome"), max_length=12, choices=Outcome)
    row = models.CharField(_("row"), max_length=16, blank=True)
    field = models.CharField(_("field"), max_length=40, blank=True)
    comment = models.TextField(_("comment"), blank=True)
    by = _curator(on_delete=models.PROTECT)
    at = models.DateTimeField(_("at"), default=timezone.now, db_index=True)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.subject} {self.get_outcome_display()}"


class Receipt(models.Model):
    """The reply to a save that carried a key: a retry is answered by it and saves nothing twice."""

    key = models.UUIDField(_("key"), primary_key=True)
    curator = _curator()
    reply = models.JSONField(_("reply"))
    at = models.DateTimeField(_("at"), default=timezone.now, db_index=True)

    class Meta:
        verbose_name = _("receipt")
        verbose_name_plural = _("receipts")

    def __str__(self) -> str:
        return str(self.key)


class UploadQuerySet(models.QuerySet):
    """Verbs of uploads."""

    def forgotten(self, *, before: Any):
        """Keep those from before a moment."""
        return self.filter(at__lt=before)


class Upload(models.Model):
    """A file that a curator looks over before it is applied; kept for a day."""

    key = models.UUIDField(_("key"), primary_key=True, default=uuid.uuid4)
    curator = _curator()
    name = models.CharField(_("name"), max_length=200)
    table = models.CharField(_("table"), max_length=40, blank=True)
    content = models.BinaryField(_("content"))
    at = models.DateTimeField(_("at"), default=timezone.now, db_index=True)

    objects = UploadQuerySet.as_manager()

    class Meta:
        verbose_name = _("upload")
        verbose_name_plural = _("uploads")

    def __str__(self) -> str:
        return self.name
