"""Countries and their standing in the SCO."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from events.choices import PeriodRole

from .base import Child
from .dates import Term
from .index import SearchableQuerySet
from .names import Localized, Named


class CountryQuerySet(SearchableQuerySet):
    """Verbs of countries."""

    def by_name(self):
        """In the order of their English names (a stored key, the same on every database)."""
        return self.order_by("name_en")

    def with_standing(self):
        """With periods, organs and deciding events at hand."""
        return self.prefetch_related("periods__organ", "periods__event")


class Country(Named):
    """A state, keyed by its ISO 3166-1 alpha-2 code in capitals."""

    iso2 = models.CharField(_("ISO 3166-1 alpha-2"), max_length=2, primary_key=True)
    iso3 = models.CharField(_("ISO 3166-1 alpha-3"), max_length=3, unique=True)
    numeric = models.CharField(_("ISO 3166-1 numeric"), max_length=3, unique=True)
    capital_en = models.CharField(_("capital (English)"), max_length=100, blank=True)
    capital_ru = models.CharField(_("capital (Russian)"), max_length=100, blank=True)
    capital_zh = models.CharField(_("capital (Chinese)"), max_length=100, blank=True)
    timezone = models.CharField(
        _("IANA time zone"), max_length=40, blank=True, help_text=_("Of the capital.")
    )
    latitude = models.FloatField(_("latitude of the capital"), null=True, blank=True)
    longitude = models.FloatField(_("longitude of the capital"), null=True, blank=True)
    currency = models.CharField(_("ISO 4217 currency"), max_length=3, blank=True)
    qid = models.CharField(_("Wikidata id"), max_length=16, blank=True)
    note = models.TextField(_("note"), blank=True)

    capital = Localized("capital")
    objects = CountryQuerySet.as_manager()

    class Meta:
        verbose_name = _("country")
        verbose_name_plural = _("countries")
        ordering = ["name_en"]

    @property
    def public_id(self) -> str:
        """Its ISO code."""
        return self.iso2

    @property
    def label(self) -> str:
        """Its name in the reader's language."""
        return str(self.name)

    def get_absolute_url(self) -> str:
        """The public page."""
        return reverse("events:country", args=[self.iso2.lower()])

    def standing_on(self, day: date) -> Period | None:
        """Its period in the SCO proper on a day; of two on a shared day the later counts."""
        return standing_on(self.periods.all(), day)


class PeriodQuerySet(models.QuerySet):
    """Verbs of periods."""

    def chairs(self):
        """Keep chairmanships."""
        return self.filter(role=PeriodRole.CHAIR)

    def standings(self):
        """Keep everything but chairmanships."""
        return self.exclude(role=PeriodRole.CHAIR)

    def oldest_first(self):
        """In order of time."""
        return self.order_by("earliest", "latest", "pk")


class Period(Term, Child):
    """A country's standing in an organ: membership, partnership, chairmanship.

    Countries carry no editorial status, so a period is public when it is saved.
    """

    prefix = "pe"
    owner_path = "country"

    country = models.ForeignKey(
        Country,
        on_delete=models.PROTECT,
        related_name="periods",
        verbose_name=_("country"),
    )
    organ = models.ForeignKey(
        "events.Actor",
        on_delete=models.PROTECT,
        related_name="periods",
        verbose_name=_("organ"),
        help_text=_("Shanghai Five, SCO, heads of state or heads of government."),
    )
    role = models.CharField(_("role"), max_length=20, choices=PeriodRole)
    event = models.ForeignKey(
        "events.Event",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="periods_decided",
        verbose_name=_("deciding event"),
    )
    note = models.TextField(_("note"), blank=True)

    objects = PeriodQuerySet.as_manager()

    class Meta(Term.Meta):
        verbose_name = _("period")
        verbose_name_plural = _("periods")
        ordering = ["earliest", "latest", "id"]

    @property
    def label(self) -> str:
        """Whose standing it is, in the reader's language."""
        return f"{self.country}, {self.get_role_display()}"

    def __str__(self) -> str:
        return f"{self.country_id} {self.get_role_display()} {self.since}/{self.until}"


def standing_on(periods: models.QuerySet | list[Period], day: date) -> Period | None:
    """The standing, chairmanships apart, that counts on a day; the later `since` wins."""
    covering = [p for p in periods if p.role != PeriodRole.CHAIR and p.on(day)]
    return max(covering, key=lambda p: (p.earliest, p.pk), default=None)
