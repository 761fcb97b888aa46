"""People, organisations and organs; posts and who held them when."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Count, F, Q
from django.utils.translation import gettext_lazy as _

from events.choices import ActorKind, PostLevel

from .base import Child, ChildQuerySet, Record, RecordQuerySet, is_under, naming_published
from .country import Country
from .dates import EdtfField, Term
from .names import FoldedField, Named
from .place import Place
from .tally import Link, Tally, linked, tally_linked

#: The states an actor has stood for: by an office, at an event, in words, in a step.
REPRESENTED = (
    Link("tenures__post__country"),
    Link("participations__country", ("participations__event",)),
    Link("statementpartys__country", ("statementpartys__statement",)),
    Link("steppartys__country", ("steppartys__step__initiative",)),
)


class ActorQuerySet(RecordQuerySet):
    """Verbs of actors."""

    def representing(self, codes: Collection[str]):
        """Keep those who ever represented one of these states (ISO codes), see REPRESENTED."""
        return self.filter(linked(self.model, REPRESENTED, codes)) if codes else self

    def tally_countries(self) -> Tally:
        """How many actors represented each country."""
        return tally_linked(self, REPRESENTED)

    def by_name(self):
        """In the order of their English names."""
        return self.order_by("name_en", "pk")

    def people(self):
        """Keep persons."""
        return self.filter(kind=ActorKind.PERSON)

    def with_related(self):
        """With what a list row shows: terms and their posts."""
        return self.select_related("parent").prefetch_related(
            "tenures__post__country", "tenures__post__organisation"
        )

    def for_row(self):
        """With everything a public row shows; an unpublished parent reads as None."""
        return self.select_related("nationality").prefetch_related(
            naming_published("parent", Actor.objects.all()),
            models.Prefetch("tenures", Tenure.objects.for_page()),
        )

    def met_with(self, actor: Actor):
        """People who took part in the same public events that were held, most often first.

        Adds `meeting_count`, the number of those events.
        """
        shared = apps.get_model("events", "Event").objects.published().held()
        together = Q(participations__event__in=shared.with_actors([actor.pk]).values("pk"))
        return (
            self.people()
            .exclude(pk=actor.pk)
            .annotate(meeting_count=Count("participations__event", filter=together, distinct=True))
            .exclude(meeting_count=0)
            .order_by("-meeting_count", "name_en", "pk")
        )

    def for_page(self):
        """With everything its page shows, in the same way."""
        return (
            self.for_row()
            .select_related("batch", "seat__country")
            .prefetch_related("aliases", naming_published("organs", Actor.objects.all()))
        )


class Actor(Named, Record):
    """A person, an organisation, or an organ of one (Popolo Person and Organization)."""

    prefix = "ac"
    url_name = "actor"

    kind = models.CharField(_("kind"), max_length=12, choices=ActorKind)
    acronym = models.CharField(_("acronym"), max_length=30, blank=True)
    nationality = models.ForeignKey(
        Country,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="nationals",
        verbose_name=_("nationality"),
        help_text=_("Of a person. Lists never filter on it: who is represented counts."),
    )
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="organs",
        verbose_name=_("organ of"),
    )
    classification = models.CharField(
        _("classification"),
        max_length=80,
        blank=True,
        help_text=_("Popolo `classification`, e.g. intergovernmental organization."),
    )
    founded = EdtfField(_("founded"), blank=True)
    seat = models.ForeignKey(
        Place,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="seated",
        verbose_name=_("seat"),
    )
    qid = models.CharField(_("Wikidata id"), max_length=16, blank=True)
    folded = FoldedField(_("folded names"), sources=("name_en", "name_ru", "name_zh", "acronym"))

    objects = ActorQuerySet.as_manager()

    class Meta:
        verbose_name = _("actor")
        verbose_name_plural = _("actors")
        ordering = ["name_en", "id"]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="actor_nationality_of_persons_only",
                condition=Q(kind=ActorKind.PERSON) | Q(nationality__isnull=True),
            ),
            models.CheckConstraint(
                name="actor_parent_of_bodies_only",
                condition=~Q(kind=ActorKind.PERSON) | Q(parent__isnull=True),
            ),
            models.CheckConstraint(
                name="actor_organ_has_parent",
                condition=~Q(kind=ActorKind.ORGAN) | Q(parent__isnull=False),
            ),
            models.CheckConstraint(
                name="actor_not_its_own_parent",
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
            ),
        ]

    def clean(self) -> None:
        """An organ is not, by any way round, an organ of itself."""
        if self.parent and is_under(self.parent, self):
            raise ValidationError({"parent": _("It would be an organ of itself.")})

    @property
    def is_person(self) -> bool:
        """Whether it is a person, not an organisation or organ."""
        return self.kind == ActorKind.PERSON

    def children(self) -> Iterator[Child]:
        """Every row that belongs to it; evidence apart."""
        return iter(self.tenures.with_related())


class Post(Named):
    """An office that somebody holds (Popolo Post), of a country or of an organisation."""

    slug = models.SlugField(_("slug"), max_length=80, primary_key=True)
    level = models.CharField(_("level"), max_length=32, choices=PostLevel)
    country = models.ForeignKey(
        Country,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="posts",
        verbose_name=_("country"),
    )
    organisation = models.ForeignKey(
        Actor,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="posts",
        verbose_name=_("organisation"),
    )

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        ordering = ["name_en", "slug"]
        constraints = [
            models.CheckConstraint(
                name="post_of_one_body",
                condition=Q(country__isnull=True, organisation__isnull=False)
                | Q(country__isnull=False, organisation__isnull=True),
                violation_error_message=_("A post belongs to a country or to an organisation."),
            )
        ]


class TenureQuerySet(ChildQuerySet):
    """Verbs of tenures."""

    def with_related(self):
        """With holder and post at hand."""
        return self.select_related("actor", "post__country", "post__organisation")

    def for_page(self):
        """With post and country at hand, latest first. A post's name stands for its body."""
        return self.select_related("post__country").newest_first()

    def at(self, body: Actor):
        """Keep terms in the posts of an organisation, latest first."""
        return self.filter(post__organisation=body).newest_first()

    def bearing_on(self, actors: Collection[int], posts: Collection[str]):
        """Keep the terms of these people, and of everybody else in these posts."""
        return self.filter(Q(actor__in=actors) | Q(post__in=posts))

    def newest_first(self):
        """Latest holder first."""
        return self.order_by("-earliest", "-latest", "-pk")

    def oldest_first(self):
        """In order of time."""
        return self.order_by("earliest", "latest", "pk")


class Tenure(Term, Child):
    """A person's time in a post (Popolo Membership)."""

    prefix = "te"
    owner_path = "actor"

    actor = models.ForeignKey(
        Actor, on_delete=models.CASCADE, related_name="tenures", verbose_name=_("actor")
    )
    post = models.ForeignKey(
        Post, on_delete=models.PROTECT, related_name="tenures", verbose_name=_("post")
    )
    acting = models.BooleanField(_("acting"), default=False)
    note = models.TextField(_("note"), blank=True)

    objects = TenureQuerySet.as_manager()

    class Meta(Term.Meta):
        verbose_name = _("tenure")
        verbose_name_plural = _("tenures")
        ordering = ["earliest", "latest", "id"]

    def __str__(self) -> str:
        return f"{self.post} {self.since}/{self.until}"
