"""What somebody said, where, and about which initiatives."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.text import Truncator, slugify
from django.utils.translation import gettext_lazy as _

from events.choices import StatementKind, StatementRole

from .base import Child, Record, naming_published
from .dates import Dated, DatedQuerySet
from .event import Event
from .initiative import Initiative, InitiativeStep
from .party import Party
from .place import Topic, TopicalQuerySet
from .quotation import quotation_too_long
from .tally import Tally, counted


class StatementQuerySet(DatedQuerySet, TopicalQuerySet):
    """Verbs of statements."""

    def concerning(self, codes: Collection[str]):
        """Keep what was said on behalf of one of these states (ISO codes), or to it.

        A speaker's own state counts as the one he speaks for.
        """
        if not codes:
            return self
        parties = StatementParty.objects.filter(statement=OuterRef("pk"))
        return self.filter(Exists(parties.of_countries(codes)))

    def with_actors(self, actors: Collection[int]):
        """Keep statements to which one of these actors, or its official, is a party."""
        if not actors:
            return self
        parties = StatementParty.objects.filter(statement=OuterRef("pk"))
        return self.filter(Exists(parties.of_actors(actors)))

    def speaking_of(self, initiatives: Collection[int]):
        """Keep what speaks of one of these initiatives, or is the source of a step of it."""
        if not initiatives:
            return self
        named = Statement.initiatives.through._default_manager.filter(
            statement=OuterRef("pk"), initiative__in=initiatives
        )
        steps = InitiativeStep.objects.filter(statement=OuterRef("pk"), initiative__in=initiatives)
        return self.filter(Exists(named) | Exists(steps))

    def tally_countries(self) -> Tally:
        """How many statements concern each country."""
        parties = StatementParty.objects.filter(statement__in=self._keys())
        return [counted(parties, "country", "statement")]

    def with_related(self):
        """With everything a statement's row shows."""
        return self.select_related("event").prefetch_related(
            models.Prefetch("parties", StatementParty.objects.with_related().order_by("pk")),
            "topics",
            "initiatives",
        )

    def beside(self, statement: Statement, articles: Collection[int]):
        """Keep the other statements that these articles support."""
        evidence = apps.get_model("events", "Evidence").objects.supporting()
        sources = evidence.filter(
            statement=OuterRef("pk"), paragraph__capture__article__in=articles
        )
        return self.exclude(pk=statement.pk).filter(Exists(sources))

    def for_row(self):
        """With everything a public row shows; unpublished records read as None or are left out."""
        return self.prefetch_related(
            models.Prefetch("parties", StatementParty.objects.for_page()),
            naming_published("event", Event.objects.all()),
        )

    def for_page(self):
        """With everything its page shows, in the same way."""
        return (
            self.for_row()
            .select_related("batch")
            .prefetch_related("topics", naming_published("initiatives", Initiative.objects.all()))
        )


class Statement(Dated, Record):
    """What somebody said, in our own words, with at most one short quotation."""

    prefix = "st"
    url_name = "statement"
    name_stem = "text"

    event = models.ForeignKey(
        Event,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="statements",
        verbose_name=_("event"),
    )
    kind = models.CharField(
        _("kind"),
        max_length=12,
        choices=StatementKind,
        default=StatementKind.PARAPHRASE,
    )
    text = models.TextField(_("what was said"), help_text=_("In our own words."))
    quotation = models.TextField(
        _("quotation"),
        blank=True,
        help_text=_("At most 25 words (50 Chinese characters)."),
    )
    quotation_language = models.CharField(
        _("language of the quotation"),
        max_length=10,
        blank=True,
        help_text=_("BCP 47, e.g. en."),
    )
    topics = models.ManyToManyField(
        Topic, blank=True, related_name="statements", verbose_name=_("topics")
    )
    initiatives = models.ManyToManyField(
        Initiative,
        blank=True,
        related_name="statements",
        verbose_name=_("initiatives spoken of"),
    )

    objects = StatementQuerySet.as_manager()

    class Meta:
        verbose_name = _("statement")
        verbose_name_plural = _("statements")
        ordering = ["-earliest", "-latest", "-id"]
        constraints = [*Record.Meta.constraints, *Dated.Meta.constraints]

    def __str__(self) -> str:
        return Truncator(self.text).words(14)

    def clean(self) -> None:
        """The quotation keeps to its limit and says its language."""
        problems = {}
        if quotation_too_long(self.quotation):
            problems["quotation"] = _("A quotation has at most 25 words or 50 Chinese characters.")
        if self.quotation and not self.quotation_language:
            problems["quotation_language"] = _("Say in which language the quotation is.")
        if problems:
            raise ValidationError(problems)

    @property
    def label(self) -> str:
        """The beginning of the text."""
        return str(self)

    @property
    def slug(self) -> str:
        """The first words of the text."""
        return slugify(Truncator(self.text).words(8, truncate=""))[:80].strip("-")

    def children(self) -> Iterator[Child]:
        """Every row that belongs to it; evidence apart."""
        return iter(self.parties.with_related())

    def _parties(self, role: str) -> list[StatementParty]:
        return [party for party in self.parties.all() if party.role == role]

    @property
    def speakers(self) -> list[StatementParty]:
        """Who spoke."""
        return self._parties(StatementRole.SPEAKER)

    @property
    def addressees(self) -> list[StatementParty]:
        """Who was spoken to."""
        return self._parties(StatementRole.ADDRESSEE)

    @property
    def principals(self) -> list[StatementParty]:
        """On whose behalf."""
        return self._parties(StatementRole.ON_BEHALF_OF)


class StatementParty(Party):
    """Speaker, principal or addressee of a statement."""

    prefix = "sr"
    owner_path = "statement"

    statement = models.ForeignKey(
        Statement,
        on_delete=models.CASCADE,
        related_name="parties",
        verbose_name=_("statement"),
    )
    role = models.CharField(
        _("role"), max_length=14, choices=StatementRole, default=StatementRole.SPEAKER
    )

    class Meta(Party.Meta):
        verbose_name = _("party of a statement")
        verbose_name_plural = _("parties of a statement")
