"""Import batches, revisions of published records, tombstones of what was public."""

from __future__ import annotations

from collections.abc import Collection

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.choices import RevisionState, Status

from .authored import AuthoredQuerySet
from .base import Numbered


class ImportBatch(models.Model):
    """A set of rows published together by the loader, with what an audit of them found."""

    slug = models.SlugField(_("slug"), max_length=60, primary_key=True)
    title = models.CharField(_("title"), max_length=200)
    audit = models.TextField(
        _("audit"),
        blank=True,
        help_text=_("What a second reader checked and found; public."),
    )
    loaded_on = models.DateField(_("loaded on"), default=timezone.localdate)

    class Meta:
        verbose_name = _("import batch")
        verbose_name_plural = _("import batches")
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.title


#: The states of a revision that is not decided.
OPEN = (RevisionState.DRAFT, RevisionState.IN_REVIEW, RevisionState.RETURNED)


class RevisionQuerySet(AuthoredQuerySet):
    """Verbs of revisions."""

    def of(self, record):
        """Keep the revisions of a record."""
        return self.filter(record=record.public_id)

    def open(self):
        """Keep what is not decided."""
        return self.filter(state__in=OPEN)

    def in_review(self):
        """Keep what waits for a reviewer."""
        return self.filter(state=RevisionState.IN_REVIEW)

    def returned(self):
        """Keep what a reviewer has sent back."""
        return self.filter(state=RevisionState.RETURNED)

    def published(self):
        """Keep the published documents: the history, oldest first."""
        return self.filter(state=RevisionState.PUBLISHED).order_by("record", "version")


class Revision(Numbered):
    """One document of a record, its children and evidence, in the columns of `dataset/`.

    An open revision proposes a change to a published record; the published ones, in order of
    `version`, are the record's history. `record` is a public id such as `ev12`.
    """

    prefix = "rv"

    record = models.CharField(_("record"), max_length=16, db_index=True)
    state = models.CharField(
        _("state"),
        max_length=12,
        choices=RevisionState,
        default=RevisionState.DRAFT,
        db_index=True,
    )
    document = models.JSONField(_("document"))
    base_version = models.PositiveIntegerField(_("made from version"), default=0)
    version = models.PositiveIntegerField(_("became version"), null=True, blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="revisions",
        verbose_name=_("author"),
    )
    contributors = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        blank=True,
        related_name="+",
        verbose_name=_("contributors"),
    )
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("reviewer"),
    )
    batch = models.ForeignKey(
        ImportBatch,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="revisions",
        verbose_name=_("import batch"),
    )
    comment = models.TextField(_("comment"), blank=True, help_text=_("The author's reason."))
    reply = models.TextField(_("reply"), blank=True, help_text=_("The reviewer's reason."))
    created_at = models.DateTimeField(_("created"), default=timezone.now)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)

    objects = RevisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ["-id"]
        permissions = [("review", _("Can publish, return, retract and merge"))]
        constraints = [
            models.CheckConstraint(
                name="revision_published_has_version",
                condition=(Q(state=RevisionState.PUBLISHED) & Q(version__isnull=False))
                | (~Q(state=RevisionState.PUBLISHED) & Q(version__isnull=True)),
            ),
            models.UniqueConstraint(
                fields=["record", "version"],
                name="revision_version_once",
                condition=Q(version__isnull=False),
            ),
            models.CheckConstraint(
                name="revision_not_reviewed_by_author",
                condition=Q(author__isnull=True)
                | Q(reviewer__isnull=True)
                | ~Q(author=F("reviewer")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.public_id} ({self.record})"

    @property
    def is_open(self) -> bool:
        """Whether it can still be changed, submitted, published or withdrawn."""
        return self.state in OPEN


class TombstoneQuerySet(models.QuerySet):
    """Verbs of tombstones."""

    def survivors(self, ids: Collection[str]) -> dict[str, str]:
        """For each public id that was merged: the id of what it was merged into in the end."""
        found: dict[str, str] = {}
        asked = set(ids)
        while asked:
            merged = self.filter(id__in=asked, status=Status.MERGED).values_list("id", "target")
            step = {id: target for id, target in merged if id not in found}
            found |= step
            asked = set(step.values())
        return {id: self._last(id, found) for id in ids if id in found}

    def merged_into(self, public_id: str):
        """Keep the records that were merged into one, by their former ids."""
        return self.filter(target=public_id, status=Status.MERGED).order_by("id")

    @staticmethod
    def _last(id: str, merged: dict[str, str]) -> str:
        seen = {id}
        while (target := merged.get(id)) and target not in seen:
            seen.add(target)
            id = target
        return id


class Tombstone(models.Model):
    """What the world is told of a record that was public: retracted, or merged into another.

    It stands apart from the record's row, so that a public data package, which no longer
    holds the row, still answers 410 or redirects. `id` and `target` are public ids.
    """

    id = models.CharField(_("id"), max_length=16, primary_key=True)
    status = models.CharField(
        _("status"),
        max_length=12,
        choices=[(s.value, s.label) for s in (Status.RETRACTED, Status.MERGED)],
    )
    target = models.CharField(_("merged into"), max_length=16, blank=True)
    reason = models.TextField(_("reason"), blank=True)

    objects = TombstoneQuerySet.as_manager()

    class Meta:
        verbose_name = _("tombstone")
        verbose_name_plural = _("tombstones")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="tombstone_merged_has_target",
                condition=(Q(status=Status.MERGED) & ~Q(target=""))
                | (Q(status=Status.RETRACTED) & Q(target="") & ~Q(reason="")),
            )
        ]

    def __str__(self) -> str:
        return self.id
