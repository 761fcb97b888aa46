"""Party: whoever takes part in an event, a statement or a step."""

from __future__ import annotations

from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.choices import ActorKind

from .actor import Actor, Post
from .base import Child, ChildQuerySet, naming_published
from .country import Country


class PartyQuerySet(ChildQuerySet):
    """Verbs of parties."""

    def with_related(self):
        """With everything a party's line shows."""
        return self.select_related("actor", "country", "represents", "post__organisation")

    def for_page(self):
        """With everything a public page shows of a party; unpublished actors read as None."""
        actors = Actor.objects.all()
        return (
            self.select_related("country", "post")
            .prefetch_related(
                naming_published("actor", actors), naming_published("represents", actors)
            )
            .order_by("pk")
        )

    def of_countries(self, codes: Collection[str]):
        """Keep parties that represent one of these states."""
        return self.filter(country__in=codes)

    def of_actors(self, actors: Collection[int]):
        """Keep parties that are one of these actors, or represent one."""
        return self.filter(Q(actor__in=actors) | Q(represents__in=actors))


class Party(Child):
    """An actor and/or a country, in a role.

    `country` is the state represented; an official of an organisation has `represents`
    instead, whatever his nationality. An unnamed ambassador is a country and an office.
    """

    actor = models.ForeignKey(
        Actor,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="%(class)ss",
        verbose_name=_("actor"),
    )
    country = models.ForeignKey(
        Country,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="%(class)ss",
        verbose_name=_("state represented"),
    )
    represents = models.ForeignKey(
        Actor,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="%(class)ss_for",
        verbose_name=_("organisation represented"),
        help_text=_("For officials of an organisation; then no state."),
    )
    post = models.ForeignKey(
        Post,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="%(class)ss",
        verbose_name=_("post"),
    )
    office = models.CharField(
        _("office as reported"),
        max_length=200,
        blank=True,
        help_text=_("In the source's words."),
    )

    objects = PartyQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="%(class)s_somebody",
                condition=Q(actor__isnull=False)
                | Q(country__isnull=False)
                | Q(represents__isnull=False),
                violation_error_message=_("Name an actor, a state or an organisation."),
            ),
            models.CheckConstraint(
                name="%(class)s_one_principal",
                condition=Q(country__isnull=True) | Q(represents__isnull=True),
                violation_error_message=_("A party represents a state or an organisation."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}: {self.label}"  # type: ignore[attr-defined]

    def clean(self) -> None:
        """A body is not the official of a body: `represents` is for persons and offices."""
        if self.represents and self.represents.kind == ActorKind.PERSON:
            raise ValidationError({"represents": _("Only an organisation can be represented.")})

    @property
    def label(self) -> str:
        """The person, else the office, else the state or organisation."""
        if self.actor:
            return str(self.actor)
        body = self.country or self.represents
        return f"{self.office}, {body}" if self.office else str(body)

    @property
    def office_label(self) -> str:
        """The office as reported, else the name of the post."""
        return self.office or (str(self.post) if self.post_id else "")
