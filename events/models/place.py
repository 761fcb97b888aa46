"""Places and topics: vocabularies keyed by a slug."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from events.choices import PlacePrecision

from .base import RecordQuerySet
from .country import Country
from .names import Localized, Named
from .tally import Tally, counted


class Place(Named):
    """A city, venue or region where something happened."""

    slug = models.SlugField(_("slug"), max_length=60, primary_key=True)
    country = models.ForeignKey(
        Country,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="places",
        verbose_name=_("country"),
    )
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    precision = models.CharField(
        _("precision"),
        max_length=10,
        choices=PlacePrecision,
        default=PlacePrecision.CITY,
    )
    qid = models.CharField(_("Wikidata id"), max_length=16, blank=True)

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        ordering = ["name_en", "slug"]
        constraints = [
            models.CheckConstraint(
                name="place_has_both_coordinates",
                condition=models.Q(latitude__isnull=True, longitude__isnull=True)
                | models.Q(
                    latitude__isnull=False,
                    latitude__range=(-90, 90),
                    longitude__isnull=False,
                    longitude__range=(-180, 180),
                ),
            )
        ]

    @property
    def label(self) -> str:
        """Its name in the reader's language."""
        return str(self.name)


class TopicQuerySet(models.QuerySet):
    """Verbs of topics."""

    def with_descendants(self):
        """These topics and every topic below them, as slugs.

        The tree is two levels deep at most (`Topic.clean`).
        """
        slugs = self.values("slug")
        return Topic.objects.filter(models.Q(slug__in=slugs) | models.Q(parent__in=slugs))


class Topic(Named):
    """A subject of the SCO's work, with its definition; a tree of two levels."""

    slug = models.SlugField(_("slug"), max_length=60, primary_key=True)
    definition_en = models.TextField(_("definition (English)"))
    definition_ru = models.TextField(_("definition (Russian)"), blank=True)
    definition_zh = models.TextField(_("definition (Chinese)"), blank=True)
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("parent topic"),
    )

    definition = Localized("definition")
    objects = TopicQuerySet.as_manager()

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["name_en", "slug"]
        constraints = [
            models.CheckConstraint(
                name="topic_not_its_own_parent",
                condition=models.Q(parent__isnull=True) | ~models.Q(parent=models.F("slug")),
            )
        ]

    @property
    def label(self) -> str:
        """Its name in the reader's language."""
        return str(self.name)

    def get_absolute_url(self) -> str:
        """The public page."""
        return reverse("events:topic", args=[self.slug])


class TopicalQuerySet(RecordQuerySet):
    """Verbs of records with topics."""

    def about(self, topics: Collection[str]):
        """Keep what has one of these topics (slugs), or one below them."""
        if not topics:
            return self
        named = Topic.objects.filter(pk__in=topics).with_descendants()
        link = self._topic_links().filter(**{self._topic_owner: OuterRef("pk")}, topic__in=named)
        return self.filter(Exists(link))

    def tally_topics(self, *, per_year: bool = False) -> Tally:
        """How many rows each topic has; a topic at the top counts those below it too."""
        links = self._topic_links().filter(**{f"{self._topic_owner}__in": self._keys()})
        below = links.filter(topic__parent__isnull=False)
        top = Coalesce("topic__parent", "topic")
        return [
            counted(below, "topic", self._topic_owner, per_year=per_year),
            counted(links, top, self._topic_owner, per_year=per_year),
        ]

    @property
    def _topic_owner(self) -> str:
        topics: Any = self.model._meta.get_field("topics")
        return str(topics.m2m_field_name())

    def _topic_links(self):
        model: Any = self.model
        return model.topics.through._default_manager.all()
