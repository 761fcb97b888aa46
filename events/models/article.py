"""Publishers, articles, their captures and numbered paragraphs."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.text import Truncator, slugify
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from events.choices import (
    OWN_TEXT,
    CaptureMethod,
    DateBasis,
    HeadlineBasis,
    ParagraphKind,
    PublisherKind,
    Triage,
)

from .base import Numbered, record_address
from .citing import articles_of, tally_articles
from .country import Country
from .dates import BEGINNING, END, DatedQuerySet, EdtfField, bound
from .index import SearchableQuerySet
from .queue import QueueQuerySet, how_many
from .tally import Tally, counted


class Publisher(models.Model):
    """Who publishes articles."""

    slug = models.SlugField(_("slug"), max_length=80, primary_key=True)
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=24, choices=PublisherKind)
    country = models.ForeignKey(
        Country,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="publishers",
        verbose_name=_("country"),
    )
    language = models.CharField(_("language"), max_length=10, blank=True, help_text=_("BCP 47"))

    class Meta:
        verbose_name = _("publisher")
        verbose_name_plural = _("publishers")
        ordering = ["name", "slug"]

    def __str__(self) -> str:
        return self.name


class ArticleQuerySet(QueueQuerySet, DatedQuerySet, SearchableQuerySet):
    """Verbs of articles; their date is that of publication."""

    date_column = "published"

    def concerning(self, codes: Collection[str]):
        """Keep articles cited by a record of one of these countries (ISO codes)."""
        return self.filter(pk__in=articles_of(codes)) if codes else self

    def of_publisher_kinds(self, kinds: Collection[str]):
        """Keep these kinds of publisher: official, news and so on."""
        return self.filter(publisher__kind__in=kinds) if kinds else self

    def tally_countries(self) -> Tally:
        """How many articles are cited by records of each country."""
        return tally_articles(self)

    def tally_publisher_kinds(self) -> Tally:
        """How many articles come from each kind of publisher."""
        return [counted(self, "publisher__kind")]

    def published(self):
        """Keep articles that a published record cites."""
        evidence = apps.get_model("events", "Evidence")
        return self.filter(
            pk__in=evidence.objects.published().values("paragraph__capture__article")
        )

    def with_related(self):
        """With everything a list row shows."""
        return self.select_related("publisher__country")

    def duplicates_of(self, article: Article):
        """Keep articles that repeat another."""
        return self.filter(duplicate_of=article).newest_first()

    def for_page(self):
        """With everything its page shows."""
        return self.for_row()

    def for_row(self):
        """With everything a public row shows, how much of it is coded included."""
        return self.with_related().with_coding()

    def with_coding(self):
        """Add `paragraph_count` and `coded_count`: its numbered passages, and those cited."""
        cited = apps.get_model("events", "Evidence").objects.published().values("paragraph")
        passages = Paragraph.objects.filter(capture__article=OuterRef("pk"), number__gt=0)
        return self.annotate(
            paragraph_count=how_many(passages),
            coded_count=how_many(passages.filter(pk__in=cited)),
        )


class Article(Numbered):
    """A page that records are coded from. Public while a published record cites it."""

    prefix = "ar"
    url_name = "article"

    publisher = models.ForeignKey(
        Publisher,
        on_delete=models.PROTECT,
        related_name="articles",
        verbose_name=_("publisher"),
    )
    headline = models.CharField(_("headline"), max_length=400, blank=True)
    headline_basis = models.CharField(
        _("headline basis"),
        max_length=10,
        choices=HeadlineBasis,
        default=HeadlineBasis.SEEN,
    )
    url = models.URLField(_("address"), max_length=500, blank=True)
    archive_url = models.URLField(_("archived copy"), max_length=500, blank=True)
    published = EdtfField(
        pgettext_lazy("date", "published"), bounds=("earliest", "latest"), blank=True
    )
    published_basis = models.CharField(
        _("basis of the date"),
        max_length=24,
        choices=DateBasis,
        default=DateBasis.STATED,
    )
    earliest = bound(_("earliest day"), BEGINNING)
    latest = bound(_("latest day"), END)
    language = models.CharField(_("language"), max_length=10, help_text=_("BCP 47, e.g. en."))
    triage = models.CharField(_("triage"), max_length=12, choices=Triage, default=Triage.NEW)
    duplicate_of = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="duplicates",
        verbose_name=_("duplicate of"),
    )
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="articles",
        verbose_name=_("assignee"),
    )
    claimed_at = models.DateTimeField(_("claimed"), null=True, blank=True, editable=False)
    note = models.TextField(_("note"), blank=True)
    added_at = models.DateTimeField(_("added"), default=timezone.now, editable=False)
    changed_at = models.DateTimeField(_("last change"), default=timezone.now, editable=False)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering = ["-earliest", "-latest", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["url"], name="article_url_once", condition=~Q(url="")),
            models.CheckConstraint(
                name="article_not_its_own_duplicate",
                condition=Q(duplicate_of__isnull=True) | ~Q(duplicate_of=models.F("id")),
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def headline_seen(self) -> bool:
        """Whether the headline may be shown as the page's own."""
        return self.headline_basis == HeadlineBasis.SEEN and bool(self.headline)

    @property
    def label(self) -> str:
        """The headline where it was seen, else publisher and date."""
        if self.headline_seen:
            return self.headline
        return f"{self.publisher}, {self.published}" if self.published else str(self.publisher)

    @property
    def slug(self) -> str:
        """The readable part of its address."""
        return slugify(self.headline)[:80].strip("-") if self.headline_seen else ""

    def get_absolute_url(self) -> str:
        """The public page."""
        return record_address(self)


class ImmutableCapture(RuntimeError):
    """A capture was about to change; a correction is a new capture."""


class CaptureQuerySet(models.QuerySet):
    """Verbs of captures."""

    def shown_of(self, article: Any):
        """The captures of an article, first the one to code from: the newest with text."""
        texts = Paragraph.objects.filter(capture=OuterRef("pk")).exclude(text="")
        rows = self.filter(article=article).annotate(has_text=Exists(texts))
        return rows.order_by("-has_text", "-pk")


class Capture(Numbered):
    """One reading of an article's text; immutable."""

    prefix = "cp"

    article = models.ForeignKey(
        Article,
        on_delete=models.PROTECT,
        related_name="captures",
        verbose_name=_("article"),
    )
    sha256 = models.CharField(
        _("SHA-256 of the text"),
        max_length=64,
        blank=True,
        help_text=_("Empty where only digests were written."),
    )
    captured_at = models.DateTimeField(_("captured at"), null=True, blank=True)
    method = models.CharField(
        _("method"), max_length=8, choices=CaptureMethod, default=CaptureMethod.DIGEST
    )
    sketch = models.JSONField(
        _("sketch"),
        default=list,
        blank=True,
        editable=False,
        help_text=_("The smallest hashes of its runs of five words; like texts share them."),
    )

    objects = CaptureQuerySet.as_manager()

    class Meta:
        verbose_name = _("capture")
        verbose_name_plural = _("captures")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "sha256"],
                name="capture_text_once",
                condition=~Q(sha256=""),
            )
        ]

    def __str__(self) -> str:
        return f"{self.public_id} ({self.get_method_display()})"

    @classmethod
    def from_db(cls, db: Any, field_names: Any, values: Any) -> Capture:
        instance = super().from_db(db, field_names, values)
        instance._stored_sha256 = instance.__dict__.get("sha256", "")
        return instance

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the text's hash as first stored; a correction is a new capture."""
        stored = getattr(self, "_stored_sha256", "")
        if stored and stored != self.sha256:
            raise ImmutableCapture("A capture is immutable; a correction is a new capture.")
        super().save(*args, **kwargs)
        self._stored_sha256 = self.sha256


class ParagraphQuerySet(models.QuerySet):
    """Verbs of paragraphs."""

    def with_source(self):
        """With article and publisher at hand; captured text left in the database."""
        return self.select_related("capture__article__publisher").defer("text")

    def of_article(self, article: Article):
        """Keep the passages of an article, every capture of it."""
        return self.filter(capture__article=article)

    def to_code(self):
        """Keep the passages that count as the article's own text, and sidebars once cited."""
        own = Q(kind__in=OWN_TEXT)
        return self.filter(own | Q(kind=ParagraphKind.SIDEBAR, pk__in=_cited()), number__gt=0)

    def settled(self):
        """Keep those that a draft or a record cites, and those set aside."""
        return self.filter(Q(set_aside=True) | Q(pk__in=_cited()))

    def left(self):
        """Keep those that nobody has coded or set aside."""
        return self.exclude(Q(set_aside=True) | Q(pk__in=_cited()))

    def for_review(self):
        """With source and captured text: a reviewer reads what a claim rests on."""
        return self.select_related("capture__article__publisher")

    def for_page(self):
        """Without the captured text, in the order of the page; the whole article first."""
        return self.defer("text").order_by("capture", "number")


def _cited() -> models.QuerySet:
    """The keys of all passages that some record, a draft too, rests on."""
    rows: models.QuerySet = apps.get_model("events", "Evidence").objects.values("paragraph")
    return rows


class Paragraph(Numbered):
    """A numbered passage of a capture; number 0 is the whole article."""

    prefix = "pg"

    capture = models.ForeignKey(
        Capture,
        on_delete=models.PROTECT,
        related_name="paragraphs",
        verbose_name=_("capture"),
    )
    number = models.PositiveSmallIntegerField(_("number"))
    kind = models.CharField(
        _("kind"), max_length=12, choices=ParagraphKind, default=ParagraphKind.BODY
    )
    dated = EdtfField(
        _("dated"),
        bounds=("earliest", "latest"),
        blank=True,
        help_text=_("The date printed on this very passage, where it has one."),
    )
    earliest = bound(_("earliest day"), BEGINNING)
    latest = bound(_("latest day"), END)
    digest = models.TextField(
        _("digest"), blank=True, help_text=_("What it says, in our own words; public.")
    )
    text = models.TextField(
        _("original text"), blank=True, help_text=_("For staff only; never published.")
    )
    set_aside = models.BooleanField(
        _("set aside"),
        default=False,
        help_text=_("Read, and nothing in it is to be coded."),
    )

    objects = ParagraphQuerySet.as_manager()

    class Meta:
        verbose_name = _("paragraph")
        verbose_name_plural = _("paragraphs")
        ordering = ["capture", "number"]
        constraints = [
            models.UniqueConstraint(fields=["capture", "number"], name="paragraph_number_once"),
            models.CheckConstraint(
                name="paragraph_zero_is_whole",
                condition=(Q(number=0) & Q(kind=ParagraphKind.WHOLE))
                | (Q(number__gt=0) & ~Q(kind=ParagraphKind.WHOLE)),
                violation_error_message=_("Paragraph 0, and no other, is the whole article."),
            ),
        ]

    def __str__(self) -> str:
        article = self.article
        named = f"{article.publisher}: {article.label}" if article.headline_seen else article.label
        place = f"{named} ¶{self.number}" if self.number else named
        return f"{place} – {Truncator(self.digest).chars(90)}" if self.digest else place

    @classmethod
    def from_db(cls, db: Any, field_names: Any, values: Any) -> Paragraph:
        instance = super().from_db(db, field_names, values)
        instance._stored_text = instance.__dict__.get("text", "")
        return instance

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep captured text as it was captured; it can be added where there was none."""
        stored = getattr(self, "_stored_text", "")
        if stored and stored != self.__dict__.get("text", stored):
            raise ImmutableCapture("Captured text does not change; a correction is a new capture.")
        super().save(*args, **kwargs)
        self._stored_text = self.__dict__.get("text", stored)

    @property
    def article(self) -> Article:
        """The article it belongs to."""
        return self.capture.article
