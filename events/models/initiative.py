"""Initiatives and the steps of their lives."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.apps import apps
from django.db import models
from django.db.models import Exists, F, OuterRef, Subquery
from django.utils.translation import gettext_lazy as _

from events.choices import STAGE_OF_VERB, InitiativeKind, StepRole, Verb

from .base import Child, ChildQuerySet, Record, naming_published
from .dates import Dated, DatedQuerySet
from .document import Document
from .event import Event
from .names import Named
from .party import Party
from .place import Topic, TopicalQuerySet
from .tally import Tally, counted


class InitiativeQuerySet(TopicalQuerySet):
    """Verbs of initiatives."""

    def with_steps(self, steps: InitiativeStepQuerySet):
        """Keep initiatives with one of these steps."""
        return self.filter(Exists(steps.filter(initiative=OuterRef("pk"))))

    def shared_by(self, codes: Collection[str]):
        """Keep initiatives to which each of these states is a party, in whichever steps."""
        rows = self
        for code in codes:
            rows = rows.with_steps(InitiativeStep.objects.with_countries([code]))
        return rows

    def by_name(self):
        """In the order of their English names."""
        return self.order_by("name_en", "pk")

    def by_last_movement(self):
        """Latest step first, by its earliest day; those without a step last."""
        steps = InitiativeStep.objects.filter(initiative=OuterRef("pk")).newest_first()
        moved = self.annotate(last_moved=Subquery(steps.values("earliest")[:1]))
        return moved.order_by(F("last_moved").desc(nulls_last=True), "-pk")

    def with_related(self):
        """With everything a life-line shows."""
        return self.prefetch_related(
            "topics",
            models.Prefetch("steps", InitiativeStep.objects.with_related().oldest_first()),
        )

    def for_row(self):
        """With what a public row draws: the dated steps of its life."""
        steps = InitiativeStep.objects.oldest_first()
        return self.prefetch_related(models.Prefetch("steps", steps))

    def for_page(self):
        """With everything its page shows; unpublished records read as None."""
        return self.select_related("batch").prefetch_related(
            "topics", "aliases", models.Prefetch("steps", InitiativeStep.objects.for_page())
        )


class Initiative(Named, Record):
    """A proposal that lives over years."""

    prefix = "in"
    url_name = "initiative"

    description = models.TextField(_("description"), blank=True, help_text=_("In our own words."))
    kind = models.CharField(_("kind"), max_length=16, choices=InitiativeKind)
    topics = models.ManyToManyField(
        Topic, blank=True, related_name="initiatives", verbose_name=_("topics")
    )

    objects = InitiativeQuerySet.as_manager()

    class Meta:
        verbose_name = _("initiative")
        verbose_name_plural = _("initiatives")
        ordering = ["name_en", "id"]
        constraints = [*Record.Meta.constraints]

    def children(self) -> Iterator[Child]:
        """Every row that belongs to it; evidence apart."""
        for step in self.steps.with_related():
            yield step
            yield from step.parties.all()


class InitiativeStepQuerySet(DatedQuerySet, ChildQuerySet):
    """Verbs of steps."""

    def with_verbs(self, verbs: Collection[str]):
        """Keep these verbs."""
        return self.filter(verb__in=verbs) if verbs else self

    def with_countries(self, codes: Collection[str]):
        """Keep steps to which one of these states (ISO codes) is a party."""
        parties = StepParty.objects.filter(step=OuterRef("pk"))
        return self.filter(Exists(parties.of_countries(codes))) if codes else self

    def with_actors(self, actors: Collection[int]):
        """Keep steps to which one of these actors, or its official, is a party."""
        parties = StepParty.objects.filter(step=OuterRef("pk"))
        return self.filter(Exists(parties.of_actors(actors))) if actors else self

    def within(self, initiatives: InitiativeQuerySet):
        """Keep steps of these initiatives."""
        return self.filter(initiative__in=initiatives.order_by().values("pk"))

    def tally_verbs(self) -> Tally:
        """How many initiatives have each verb among these steps."""
        return [counted(self, "verb", "initiative")]

    def tally_countries(self) -> Tally:
        """How many initiatives each country is a party to by one of these steps."""
        parties = StepParty.objects.filter(step__in=self.order_by().values("pk"))
        return [counted(parties, "country", "step__initiative")]

    def with_related(self):
        """With parties and what the step refers to."""
        return self.select_related("event", "statement", "document").prefetch_related(
            models.Prefetch("parties", StepParty.objects.with_related().order_by("pk"))
        )

    def for_page(self):
        """With everything a public page shows of a step; unpublished records read as None."""
        return self.oldest_first().prefetch_related(
            models.Prefetch("parties", StepParty.objects.for_page()),
            naming_published("event", Event.objects.all()),
            naming_published("document", Document.objects.all()),
            naming_published("statement", apps.get_model("events", "Statement").objects.all()),
        )

    def with_initiative(self):
        """With the initiative at hand."""
        return self.select_related("initiative")


class InitiativeStep(Dated, Child):
    """One dated step in the life of an initiative."""

    prefix = "sp"
    owner_path = "initiative"

    initiative = models.ForeignKey(
        Initiative,
        on_delete=models.CASCADE,
        related_name="steps",
        verbose_name=_("initiative"),
    )
    verb = models.CharField(_("verb"), max_length=20, choices=Verb)
    event = models.ForeignKey(
        Event,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="steps",
        verbose_name=_("event"),
    )
    statement = models.ForeignKey(
        "events.Statement",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="steps",
        verbose_name=_("statement"),
    )
    document = models.ForeignKey(
        Document,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="steps",
        verbose_name=_("document"),
    )
    note = models.TextField(_("note"), blank=True, help_text=_("In our own words."))

    objects = InitiativeStepQuerySet.as_manager()

    class Meta:
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        ordering = ["earliest", "latest", "id"]
        constraints = [*Dated.Meta.constraints]

    def __str__(self) -> str:
        return f"{self.get_verb_display()} {self.date}"

    @property
    def stage(self) -> str:
        """The VerbStage of its verb."""
        return STAGE_OF_VERB[self.verb]


class StepParty(Party):
    """By whom, or with whom, a step was taken."""

    prefix = "xp"
    owner_path = "step__initiative"

    step = models.ForeignKey(
        InitiativeStep,
        on_delete=models.CASCADE,
        related_name="parties",
        verbose_name=_("step"),
    )
    role = models.CharField(_("role"), max_length=8, choices=StepRole, default=StepRole.BY)

    class Meta(Party.Meta):
        verbose_name = _("party of a step")
        verbose_name_plural = _("parties of a step")
