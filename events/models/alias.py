"""Other spellings under which a name is found."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.choices import Script, Status

from .actor import Actor, Post
from .base import GuardedQuerySet, GuardedRow
from .country import Country
from .initiative import Initiative
from .names import FoldedField
from .place import Place

TARGETS = ("actor", "country", "place", "initiative", "post")


def exactly_one(names: tuple[str, ...]) -> Q:
    """The condition that exactly one of these foreign keys is filled."""
    condition = Q()
    for filled in names:
        condition |= Q(**{f"{name}__isnull": name != filled for name in names})
    return condition


class AliasQuerySet(GuardedQuerySet):
    """Verbs of aliases."""

    def published(self):
        """Keep the aliases of public records."""
        return self.filter(
            Q(actor__status=Status.PUBLISHED) | Q(initiative__status=Status.PUBLISHED)
        )


class Alias(GuardedRow):
    """A spelling of somebody's or something's name: Nur-Sultan is Astana."""

    prefix = "al"

    spelling = models.CharField(_("spelling"), max_length=200)
    folded = FoldedField(_("folded spelling"), sources=("spelling",))
    script = models.CharField(_("script"), max_length=4, choices=Script, default=Script.LATIN)
    language = models.CharField(
        _("language"), max_length=10, blank=True, help_text=_("BCP 47, e.g. ky.")
    )
    actor = models.ForeignKey(
        Actor, on_delete=models.CASCADE, null=True, blank=True, related_name="aliases"
    )
    country = models.ForeignKey(
        Country, on_delete=models.CASCADE, null=True, blank=True, related_name="aliases"
    )
    place = models.ForeignKey(
        Place, on_delete=models.CASCADE, null=True, blank=True, related_name="aliases"
    )
    initiative = models.ForeignKey(
        Initiative,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="aliases",
    )
    post = models.ForeignKey(
        Post, on_delete=models.CASCADE, null=True, blank=True, related_name="aliases"
    )

    objects = AliasQuerySet.as_manager()

    class Meta:
        verbose_name = _("alias")
        verbose_name_plural = _("aliases")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="alias_of_exactly_one",
                condition=exactly_one(TARGETS),
                violation_error_message=_("An alias belongs to exactly one thing."),
            )
        ] + [
            models.UniqueConstraint(
                fields=[target, "spelling"],
                name=f"alias_once_per_{target}",
                condition=Q(**{f"{target}__isnull": False}),
            )
            for target in TARGETS
        ]

    def __str__(self) -> str:
        return self.spelling

    @property
    def target(self) -> Any:
        """What it names."""
        return next(getattr(self, t) for t in TARGETS if getattr(self, f"{t}_id"))

    @property
    def record(self) -> Any:
        """What it names: an actor's or an initiative's aliases change by a revision."""
        return self.target
