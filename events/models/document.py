"""Treaties, declarations and the other texts that the SCO adopts."""

from __future__ import annotations

from collections.abc import Collection

from django.apps import apps
from django.db import models
from django.utils.translation import gettext_lazy as _

from events.choices import DocumentKind

from .base import Record, naming_published
from .dates import Dated, DatedQuerySet, EdtfField
from .event import Event
from .names import FoldedField, Localized
from .place import Place, Topic, TopicalQuerySet
from .tally import Link, Tally, counted, linked, tally_linked

#: The countries of a document: represented where it was adopted, moving it, or its place.
COUNTRIES = (
    Link("event__participations__country", ("event",)),
    Link("place__country"),
    Link("steps__parties__country", ("steps__initiative",)),
)


class DocumentQuerySet(DatedQuerySet, TopicalQuerySet):
    """Verbs of documents."""

    def concerning(self, codes: Collection[str]):
        """Keep documents of these countries (ISO codes), see COUNTRIES."""
        return self.filter(linked(self.model, COUNTRIES, codes)) if codes else self

    def of_organs(self, organs: Collection[int]):
        """Keep what these organs adopted at their meetings."""
        if not organs:
            return self
        return self.filter(event__in=Event.objects.published().of_organs(organs).values("pk"))

    def of_initiatives(self, initiatives: Collection[int]):
        """Keep documents that a step of one of these initiatives names."""
        if not initiatives:
            return self
        return self.filter(pk__in=self._named_by_steps(initiatives))

    def tally_countries(self) -> Tally:
        """How many documents each country has."""
        return tally_linked(self, COUNTRIES)

    def tally_organs(self) -> Tally:
        """How many documents each organ adopted."""
        rows = self.model._default_manager.filter(pk__in=self._keys())
        return [counted(rows.filter(event__in=Event.objects.published()), "event__organ")]

    def _named_by_steps(self, initiatives: Collection[int]):
        steps = apps.get_model("events", "InitiativeStep").objects.published()
        named = steps.filter(initiative__in=initiatives, document__isnull=False)
        return named.values("document")

    def with_related(self):
        """With everything a list row shows."""
        return self.select_related("event", "place__country").prefetch_related("topics")

    def for_row(self):
        """With everything a public row shows; an unpublished event reads as None."""
        return self.select_related("place__country").prefetch_related(
            naming_published("event", Event.objects.all()), "topics"
        )

    def for_page(self):
        """With everything its page shows, in the same way."""
        return self.for_row().select_related("batch")


class Document(Dated, Record):
    """A text adopted or signed; its date is the day of adoption."""

    prefix = "do"
    url_name = "document"
    name_stem = "title"

    title_en = models.CharField(_("title (English)"), max_length=300)
    title_ru = models.CharField(_("title (Russian)"), max_length=300, blank=True)
    title_zh = models.CharField(_("title (Chinese)"), max_length=300, blank=True)
    folded = FoldedField(_("folded titles"), sources=("title_en", "title_ru", "title_zh"))
    kind = models.CharField(_("kind"), max_length=12, choices=DocumentKind)
    event = models.ForeignKey(
        Event,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="documents",
        verbose_name=_("adopted at"),
    )
    place = models.ForeignKey(
        Place,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="documents",
        verbose_name=_("place of adoption"),
    )
    in_force = EdtfField(_("in force since"), blank=True)
    url = models.URLField(_("address of the text"), max_length=500, blank=True)
    topics = models.ManyToManyField(
        Topic, blank=True, related_name="documents", verbose_name=_("topics")
    )
    note = models.TextField(_("note"), blank=True)

    title = Localized("title")
    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["-earliest", "-latest", "-id"]
        constraints = [*Record.Meta.constraints, *Dated.Meta.constraints]

    def __str__(self) -> str:
        return str(self.title)
