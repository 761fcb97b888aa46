"""Evidence: which passage supports or contradicts which claim."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.choices import Confidence, Stance

from .actor import Actor, Tenure
from .alias import exactly_one
from .article import Paragraph
from .base import Child, GuardedQuerySet
from .country import Period
from .document import Document
from .event import Event, Participation
from .initiative import Initiative, InitiativeStep, StepParty
from .quotation import quotation_too_long
from .statement import Statement, StatementParty

#: Foreign key of each claim -> path from the claim to the status that decides its visibility.
#: A period hangs on a country, which has no status: it is always public.
CLAIMS: dict[str, str | None] = {
    "event": "event",
    "participation": "participation__event",
    "statement": "statement",
    "statement_party": "statement_party__statement",
    "initiative": "initiative",
    "step": "step__initiative",
    "step_party": "step_party__step__initiative",
    "document": "document",
    "actor": "actor",
    "tenure": "tenure__actor",
    "period": None,
}


class EvidenceQuerySet(GuardedQuerySet):
    """Verbs of evidence."""

    def published(self):
        """Keep evidence of claims that are public."""
        # One subquery a kind of claim, not thirteen outer joins: PostgreSQL, where its statistics
        # are older than the rows, plans those as nested loops that run for minutes.
        visible = Q(period__isnull=False)
        for name, path in CLAIMS.items():
            if path:
                claims: Any = self.model._meta.get_field(name).related_model
                visible |= Q(**{f"{name}__in": claims._default_manager.published().values("pk")})
        return self.filter(visible)

    def guarded(self):
        """Evidence of public records; a country, and so a period, has no status."""
        return self.filter(period=None).published()

    def about(self, *claims: models.Model):
        """Keep evidence of these claims, record by record and child by child.

        The caller vouches that the claims are public: it got them from `published()`.
        """
        keys: dict[str, list[Any]] = {}
        for claim in claims:
            keys.setdefault(CLAIM_OF_MODEL[type(claim)], []).append(claim.pk)
        chosen = Q(pk__in=[])
        for name, values in keys.items():
            chosen |= Q(**{f"{name}__in": values})
        return self.filter(chosen).order_by("pk")

    def in_article(self, article: Any):
        """Keep what rests on an article, passage by passage."""
        return self.filter(paragraph__capture__article=article).order_by("paragraph__number", "pk")

    def with_claims(self):
        """With each claim and the record it belongs to at hand; captured text left out."""
        paths = [path for path in CLAIMS.values() if path]
        return self.select_related(*CLAIMS, *paths, "period__country").defer(
            "exact", "before", "after"
        )

    def supporting(self):
        """Keep evidence that bears its claim out."""
        return self.filter(stance=Stance.SUPPORTS)

    def with_source(self):
        """With passage, article and publisher at hand; captured text left in the database."""
        return self.select_related("paragraph__capture__article__publisher").defer(
            "paragraph__text", "exact", "before", "after"
        )


def _claim(model: type[models.Model]) -> models.ForeignKey:
    return models.ForeignKey(
        model, on_delete=models.CASCADE, null=True, blank=True, related_name="evidence"
    )


class Evidence(Child):
    """One passage for or against one claim (W3C Web Annotation with a text quote selector).

    `quote` is public; the selector's `exact`, `before` (prefix) and `after` (suffix) hold
    captured text and are for staff. Offsets count code points within the paragraph.
    """

    prefix = "es"

    event = _claim(Event)
    participation = _claim(Participation)
    statement = _claim(Statement)
    statement_party = _claim(StatementParty)
    initiative = _claim(Initiative)
    step = _claim(InitiativeStep)
    step_party = _claim(StepParty)
    document = _claim(Document)
    actor = _claim(Actor)
    tenure = _claim(Tenure)
    period = _claim(Period)
    field = models.CharField(
        _("field"),
        max_length=40,
        blank=True,
        help_text=_("Which field it is about, e.g. date; empty for the claim as a whole."),
    )
    paragraph = models.ForeignKey(
        Paragraph,
        on_delete=models.PROTECT,
        related_name="evidence",
        verbose_name=_("paragraph"),
    )
    stance = models.CharField(_("stance"), max_length=12, choices=Stance, default=Stance.SUPPORTS)
    value = models.CharField(
        _("value as reported"),
        max_length=300,
        blank=True,
        help_text=_("What this source gives for the field, where it differs or is stated."),
    )
    confidence = models.CharField(
        _("confidence"), max_length=8, choices=Confidence, default=Confidence.HIGH
    )
    quote = models.TextField(
        _("quotation"),
        blank=True,
        help_text=_("Public; at most 25 words (50 Chinese characters)."),
    )
    note = models.TextField(_("note"), blank=True, help_text=_("How we know; in our own words."))
    exact = models.TextField(_("selected text"), blank=True)
    before = models.TextField(_("text before"), blank=True)
    after = models.TextField(_("text after"), blank=True)
    start = models.PositiveIntegerField(_("start offset"), null=True, blank=True)
    end = models.PositiveIntegerField(_("end offset"), null=True, blank=True)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="evidence_of_exactly_one_claim",
                condition=exactly_one(tuple(CLAIMS)),
                violation_error_message=_("Evidence is about exactly one claim."),
            ),
            models.CheckConstraint(
                name="evidence_offsets_in_order",
                condition=Q(start__isnull=True, end__isnull=True)
                | Q(start__isnull=False, end__isnull=False, end__gt=models.F("start")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.public_id} {self.get_stance_display()}"

    def clean(self) -> None:
        """The field exists on the claim; the quotation keeps to its limit."""
        problems: dict[str, Any] = {}
        claim = self.claim
        if self.field and claim is not None and not hasattr(claim, self.field):
            problems["field"] = _("The claim has no field of this name.")
        if quotation_too_long(self.quote):
            problems["quote"] = _("A quotation has at most 25 words or 50 Chinese characters.")
        if problems:
            raise ValidationError(problems)

    @property
    def claim_name(self) -> str:
        """Which foreign key is filled."""
        return next((name for name in CLAIMS if getattr(self, f"{name}_id")), "")

    @property
    def claim(self) -> Any:
        """The record or child it is about, or None while a form is being filled."""
        return getattr(self, self.claim_name) if self.claim_name else None

    @property
    def record(self) -> Any:
        """The record its claim belongs to; a country for a period."""
        claim = self.claim
        return claim.record if isinstance(claim, Child) else claim

    @property
    def article(self) -> Any:
        """The article it comes from."""
        return self.paragraph.capture.article


#: The foreign key of each model that evidence can be about.
CLAIM_OF_MODEL: dict[type[models.Model], str] = {
    Event: "event",
    Participation: "participation",
    Statement: "statement",
    StatementParty: "statement_party",
    Initiative: "initiative",
    InitiativeStep: "step",
    StepParty: "step_party",
    Document: "document",
    Actor: "actor",
    Tenure: "tenure",
    Period: "period",
}
