"""What records and children share: public ids, names in three languages, editorial status."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, ClassVar

from django.conf import settings
from django.db import models, transaction
from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from events.choices import Status

from .authored import AuthoredQuerySet
from .index import SearchableQuerySet
from .tally import Tally, counted

_writing: ContextVar[bool] = ContextVar("writing", default=False)


class UnreviewedChange(RuntimeError):
    """A published row was about to change outside curation and the dataset loader."""


@contextmanager
def writing() -> Iterator[None]:
    """Allow writes to published rows; for `events.curation` and `events.dataset`.

    `events.intake` fills the staff's selectors of evidence within it, which say nothing public.
    """
    token = _writing.set(True)
    try:
        yield
    finally:
        _writing.reset(token)


def is_writing() -> bool:
    """Tell whether the caller runs inside `writing()`."""
    return _writing.get()


class Numbered(models.Model):
    """A row with a permanent public id: a two-letter prefix and the primary key."""

    prefix: ClassVar[str]

    class Meta:
        abstract = True

    @property
    def public_id(self) -> str:
        """The id that the world sees, e.g. `ev12`."""
        return f"{self.prefix}{self.pk}"


def record_address(record: Any) -> str:
    """The public page of anything with `url_name`, `public_id` and `slug`."""
    parts = [record.public_id, record.slug] if record.slug else [record.public_id]
    return reverse(f"events:{record.url_name}", args=parts)


def naming_published(path: str, rows: Any) -> models.Prefetch:
    """A prefetch for public pages: what is not published reads as None, or is left out."""
    return models.Prefetch(path, rows.published())


def is_under(row: Any, ancestor: Any) -> bool:
    """Whether a row is another one, or has it among its parents."""
    seen = set()
    while row is not None and row.pk not in seen:
        if row.pk == ancestor.pk and row.pk is not None:
            return True
        seen.add(row.pk)
        row = row.parent
    return False


class RecordQuerySet(AuthoredQuerySet, SearchableQuerySet):
    """Verbs of every record. Visibility is a verb, never a default manager."""

    def published(self):
        """Keep what the public may see."""
        return self.filter(status=Status.PUBLISHED)

    def open(self):
        """Keep what curators still work on: drafts and records in review."""
        return self.filter(status__in=(Status.DRAFT, Status.IN_REVIEW))

    def drafts(self):
        """Keep drafts."""
        return self.filter(status=Status.DRAFT)

    def in_review(self):
        """Keep what waits for a reviewer."""
        return self.filter(status=Status.IN_REVIEW)

    def of_kinds(self, kinds: Collection[str]):
        """Keep these kinds; all where none is named, as all verbs that take a collection."""
        return self.filter(kind__in=kinds) if kinds else self

    def tally(self, column: str, *, per_year: bool = False) -> Tally:
        """How many rows have each value of a column."""
        return [counted(self, column, per_year=per_year)]

    def _keys(self):
        return self.order_by().values("pk")

    def update(self, **kwargs: Any) -> int:
        """Refuse a change of status, and any change of public rows: that is curation's."""
        if not is_writing() and ("status" in kwargs or self.published().exists()):
            raise UnreviewedChange("Public rows and statuses change through events.curation.")
        return super().update(**kwargs)

    update.alters_data = True  # type: ignore[attr-defined]

    def bulk_create(self, objs: Any, *args: Any, **kwargs: Any) -> Any:
        """Refuse rows that would be public without review."""
        objs = list(objs)
        if not is_writing() and any(obj.status != Status.DRAFT for obj in objs):
            raise UnreviewedChange("Only drafts can be created in bulk outside the loader.")
        return super().bulk_create(objs, *args, **kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        """Delete drafts that were never public; ids of public records are never given up."""
        if not is_writing() and self.exclude(published_at=None).exists():
            raise UnreviewedChange("A record that was public is retracted, not deleted.")
        return super().delete()

    delete.alters_data = True  # type: ignore[attr-defined]
    delete.queryset_only = True  # type: ignore[attr-defined]


class Record(Numbered):
    """A record with a permanent public id and an editorial status."""

    name_stem: ClassVar[str] = "name"
    url_name: ClassVar[str]

    status = models.CharField(
        _("status"), max_length=12, choices=Status, default=Status.DRAFT, editable=False
    )
    status_reason = models.TextField(
        _("reason"),
        blank=True,
        help_text=_("Why it is still a draft, or why it was retracted or merged."),
    )
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="merged_from",
        verbose_name=_("merged into"),
    )
    batch = models.ForeignKey(
        "events.ImportBatch",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        verbose_name=_("import batch"),
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("author"),
    )
    contributors = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("contributors"),
        help_text=_("Everybody who changed it since it was last published."),
    )
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("reviewer"),
    )
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    changed_at = models.DateTimeField(
        _("last change"), default=timezone.now, editable=False, db_index=True
    )
    published_at = models.DateTimeField(_("first published"), null=True, blank=True, editable=False)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_published_is_reviewed",
                condition=~Q(status=Status.PUBLISHED)
                | Q(batch__isnull=False)
                | (Q(author__isnull=False) & Q(reviewer__isnull=False) & ~Q(author=F("reviewer"))),
                violation_error_message=_(
                    "Published means reviewed by somebody else, or part of an import batch."
                ),
            ),
            models.CheckConstraint(
                name="%(class)s_merged_has_target",
                condition=(Q(status=Status.MERGED) & Q(merged_into__isnull=False))
                | (~Q(status=Status.MERGED) & Q(merged_into__isnull=True)),
            ),
            models.CheckConstraint(
                name="%(class)s_not_merged_into_itself",
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")),
            ),
            models.CheckConstraint(
                name="%(class)s_retracted_has_reason",
                condition=~Q(status=Status.RETRACTED) | ~Q(status_reason=""),
            ),
        ]

    @classmethod
    def from_db(cls, db: Any, field_names: Any, values: Any) -> Any:
        instance = super().from_db(db, field_names, values)
        # Deferred: the status cannot be set without being read first.
        instance._stored_status = instance.__dict__.get("status", Status.DRAFT)
        return instance

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save a draft; everything public goes through `events.curation`.

        UnreviewedChange also where the row has got another status since this one was read.
        """
        if is_writing():
            super().save(*args, **kwargs)
        else:
            with transaction.atomic():
                self._refuse_if_not_a_draft()
                super().save(*args, **kwargs)
        self._stored_status = self.status

    def _refuse_if_not_a_draft(self) -> None:
        known = getattr(self, "_stored_status", Status.DRAFT)
        rows = type(self)._base_manager.select_for_update().filter(pk=self.pk)
        stored = rows.values_list("status", flat=True).first() if self.pk else None
        if (
            Status.PUBLISHED in (known, stored)
            or self.status != known
            or stored
            not in (
                None,
                known,
            )
        ):
            raise UnreviewedChange(
                f"{self._meta.verbose_name} {self.public_id}: a published record changes by a "
                "revision and a status by curation (events.curation)."
            )

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        """Delete a draft that was never public."""
        stored = type(self)._base_manager.filter(pk=self.pk)
        if not is_writing() and stored.exclude(published_at=None).exists():
            raise UnreviewedChange("A record that was public is retracted, not deleted.")
        return super().delete(*args, **kwargs)

    def children(self) -> Iterator[Child]:
        """Every row that belongs to it; evidence apart."""
        return iter(())

    @property
    def is_published(self) -> bool:
        """Whether the public may see it."""
        return self.status == Status.PUBLISHED

    @property
    def label(self) -> str:
        """What the record is called in the reader's language."""
        return str(getattr(self, self.name_stem))

    @property
    def slug(self) -> str:
        """The readable part of its address, from the English name; may be empty."""
        return slugify(getattr(self, f"{self.name_stem}_en"))[:80].strip("-")

    def get_absolute_url(self) -> str:
        """The public page."""
        return record_address(self)


class GuardedQuerySet(models.QuerySet):
    """Refuses to change rows of public records in bulk, outside curation and the loader."""

    def guarded(self) -> Any:
        """Those that belong to public records."""
        return self.published()  # type: ignore[attr-defined]

    def _refuse_if_public(self) -> None:
        if not is_writing() and self.guarded().exists():
            raise UnreviewedChange("Rows of published records change by a revision.")

    def update(self, **kwargs: Any) -> int:
        """Change rows of drafts."""
        self._refuse_if_public()
        return super().update(**kwargs)

    update.alters_data = True  # type: ignore[attr-defined]

    def delete(self) -> tuple[int, dict[str, int]]:
        """Delete rows of drafts."""
        self._refuse_if_public()
        return super().delete()

    delete.alters_data = True  # type: ignore[attr-defined]
    delete.queryset_only = True  # type: ignore[attr-defined]

    def bulk_create(self, objs: Any, *args: Any, **kwargs: Any) -> Any:
        """Create rows of drafts."""
        objs = list(objs)
        if not is_writing():
            for obj in objs:
                obj.refuse_if_public()
        return super().bulk_create(objs, *args, **kwargs)


class ChildQuerySet(GuardedQuerySet):
    """Verbs of rows that belong to one record."""

    def published(self):
        """Keep the children of published records."""
        model: Any = self.model
        return self.filter(**{f"{model.owner_path}__status": Status.PUBLISHED})

    def with_evidence_count(self):
        """Add `evidence_count`: how many passages speak for or against each."""
        return self.annotate(evidence_count=Count("evidence", distinct=True))


class GuardedRow(Numbered):
    """A row that hangs on a record and changes with it alone."""

    class Meta:
        abstract = True

    @property
    def record(self) -> Any:
        """The record, or the vocabulary row, that it hangs on."""
        raise NotImplementedError

    def refuse_if_public(self) -> None:
        """UnreviewedChange where the record it belongs to, or belonged to, is published."""
        if is_writing():
            return
        stored = type(self)._base_manager.filter(pk=self.pk).first() if self.pk else None
        for row in (self, stored):
            if row is not None and getattr(row.record, "status", None) == Status.PUBLISHED:
                raise UnreviewedChange(
                    f"{self._meta.verbose_name}: its record is published and changes by a revision."
                )

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, unless the record it belongs to is public."""
        self.refuse_if_public()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        """Delete, unless the record it belongs to is public."""
        self.refuse_if_public()
        return super().delete(*args, **kwargs)


class Child(GuardedRow):
    """A row that belongs to one record; it has an id and evidence, no status of its own."""

    owner_path: ClassVar[str]

    class Meta:
        abstract = True

    @property
    def record(self) -> Any:
        """The record it belongs to."""
        owner = self
        for step in self.owner_path.split("__"):
            owner = getattr(owner, step)
        return owner
