"""Events and who took part in them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from events.choices import (
    GROUP_OF_KIND,
    KINDS_OF_GROUP,
    EventKind,
    EventMode,
    EventRole,
    EventState,
)

from .actor import Actor
from .base import Child, Record, is_under, naming_published
from .country import Period
from .dates import Dated, DatedQuerySet
from .names import FoldedField, Localized
from .party import Party
from .place import Place, Topic, TopicalQuerySet
from .tally import Tally, counted


class EventQuerySet(DatedQuerySet, TopicalQuerySet):
    """Verbs of events."""

    def involving(self, countries: Iterable[str], *, together: bool = False, only: bool = False):
        """Keep events with these states (ISO codes) represented, or held in them.

        together: every one of them represented; only: no other state represented.
        """
        codes = sorted({code.upper() for code in countries})
        if not codes:
            return self
        at = Participation.objects.filter(event=OuterRef("pk"))
        rows = self
        if together:
            for code in codes:
                rows = rows.filter(Exists(at.filter(country=code)))
        else:
            rows = rows.filter(Exists(at.filter(country__in=codes)) | Q(place__country__in=codes))
        if only:
            rows = rows.filter(~Exists(at.exclude(country=None).exclude(country__in=codes)))
        return rows

    def in_groups(self, groups: Collection[str]):
        """Keep the kinds of these families."""
        return self.of_kinds([kind for group in groups for kind in KINDS_OF_GROUP[group]])

    def in_states(self, states: Collection[str]):
        """Keep these states: held, announced and so on."""
        return self.filter(state__in=states) if states else self

    def in_modes(self, modes: Collection[str]):
        """Keep these formats: in person, by video and so on."""
        return self.filter(mode__in=modes) if modes else self

    def at_places(self, places: Collection[str]):
        """Keep what happened in these places (slugs)."""
        return self.filter(place__in=places) if places else self

    def of_organs(self, organs: Collection[int]):
        """Keep meetings of these organs."""
        return self.filter(organ__in=organs) if organs else self

    def with_actors(self, actors: Collection[int]):
        """Keep events in which one of these actors took part, or was represented."""
        if not actors:
            return self
        parts = Participation.objects.filter(event=OuterRef("pk")).of_actors(actors)
        return self.filter(Exists(parts))

    def moving(self, initiatives: Collection[int]):
        """Keep events with a step of one of these initiatives, or public words about it."""
        if not initiatives:
            return self
        steps = apps.get_model("events", "InitiativeStep").objects.published()
        words = apps.get_model("events", "Statement").objects.published().speaking_of(initiatives)
        return self.filter(
            Exists(steps.filter(event=OuterRef("pk"), initiative__in=initiatives))
            | Exists(words.filter(event=OuterRef("pk")))
        )

    def tally_countries(self, *, represented: bool = False, per_year: bool = False) -> Tally:
        """How many events involve each country.

        represented: leave out states that only lent the place.
        """
        at = Participation.objects.filter(event__in=self._keys())
        parts: Tally = [counted(at, "country", "event", per_year=per_year)]
        if not represented:
            own = Participation.objects.filter(
                event=OuterRef("pk"), country=OuterRef("place__country")
            )
            placed = self.model._default_manager.filter(~Exists(own), pk__in=self._keys())
            parts.append(counted(placed, "place__country", per_year=per_year))
        return parts

    def of_few(self, most: int):
        """Keep events with at most so many states represented: meetings, visits, talks."""
        states = Participation.objects.filter(event=OuterRef("pk"), country__isnull=False)
        number = _number(states, "event", Count("country", distinct=True))
        return self.annotate(state_count=number).filter(state_count__lte=most)

    def summits(self):
        """Keep meetings of the organs that have members and chairs of their own.

        These are the heads of state, the heads of government and the Shanghai Five.
        """
        return self.filter(organ__in=Period.objects.values("organ"))

    def past(self, today: date):
        """Keep what has begun by a day."""
        return self.filter(earliest__lte=today)

    def beginning_on(self, day: date):
        """Keep what may have begun on this day of any year; ask `when` how well that is known."""
        return self.filter(earliest__month=day.month, earliest__day=day.day)

    def with_attendance(self):
        """With what the table of summits shows: offices, and the documents adopted."""
        return self.select_related("place__country", "organ").prefetch_related(
            models.Prefetch(
                "participations",
                Participation.objects.select_related("country", "post").order_by("pk"),
            ),
            models.Prefetch(
                "documents",
                apps.get_model("events", "Document").objects.published().order_by("pk"),
            ),
        )

    def held(self):
        """Keep what took place."""
        return self.filter(state=EventState.HELD)

    def upcoming(self, today: date):
        """Keep what is announced and not yet over, soonest first."""
        return self.filter(state=EventState.ANNOUNCED, latest__gte=today).oldest_first()

    def with_related(self):
        """With everything an event card shows."""
        return (
            self.with_counts()
            .select_related("place__country", "organ")
            .prefetch_related(
                models.Prefetch(
                    "participations",
                    Participation.objects.select_related("country").order_by("pk"),
                ),
                "topics",
            )
        )

    def for_row(self):
        """With everything a public row shows: the card names nothing that could be a draft."""
        return self.with_related()

    def for_page(self):
        """With what the head of an event's page names; unpublished records read as None."""
        return self.select_related("place__country", "batch").prefetch_related(
            naming_published("organ", Actor.objects.all()),
            naming_published("parent", Event.objects.all()),
            "topics",
        )

    def with_counts(self):
        """With `source_count` (articles that support or contradict it) and `party_count`."""
        evidence = apps.get_model("events", "Evidence").objects
        articles = Count("paragraph__capture__article", distinct=True)
        return self.annotate(
            source_count=_number(evidence.filter(event=OuterRef("pk")), "event", articles),
            party_count=_number(
                Participation.objects.filter(event=OuterRef("pk")), "event", Count("pk")
            ),
        )


def _number(rows: models.QuerySet, owner: str, number: Count) -> Coalesce:
    counts = rows.order_by().values(owner).annotate(number=number).values("number")
    return Coalesce(Subquery(counts), 0)


class Event(Dated, Record):
    """Something that happened or was announced."""

    prefix = "ev"
    url_name = "event"
    name_stem = "title"

    title_en = models.CharField(_("title (English)"), max_length=250)
    title_ru = models.CharField(_("title (Russian)"), max_length=250, blank=True)
    title_zh = models.CharField(_("title (Chinese)"), max_length=250, blank=True)
    folded = FoldedField(_("folded titles"), sources=("title_en", "title_ru", "title_zh"))
    kind = models.CharField(_("kind"), max_length=20, choices=EventKind, db_index=True)
    organ = models.ForeignKey(
        Actor,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="meetings",
        verbose_name=_("organ"),
        help_text=_("The council or body that met."),
    )
    organ_number = models.PositiveSmallIntegerField(
        _("number"), null=True, blank=True, help_text=_("24 for its 24th meeting.")
    )
    state = models.CharField(
        _("state"),
        max_length=12,
        choices=EventState,
        default=EventState.HELD,
        db_index=True,
    )
    mode = models.CharField(
        _("format"), max_length=12, choices=EventMode, default=EventMode.UNKNOWN
    )
    place = models.ForeignKey(
        Place,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="events",
        verbose_name=_("place"),
    )
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="side_events",
        verbose_name=_("part of"),
    )
    topics = models.ManyToManyField(
        Topic, blank=True, related_name="events", verbose_name=_("topics")
    )
    summary = models.TextField(
        _("summary"),
        blank=True,
        help_text=_("In our own words; never copied from a source."),
    )

    title = Localized("title")
    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["-earliest", "-latest", "-id"]
        indexes = [models.Index(fields=["status", "earliest", "latest", "id"])]
        constraints = [
            *Record.Meta.constraints,
            *Dated.Meta.constraints,
            models.CheckConstraint(
                name="event_not_its_own_parent",
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
            ),
            models.CheckConstraint(
                name="event_number_needs_organ",
                condition=Q(organ_number__isnull=True) | Q(organ__isnull=False),
                violation_error_message=_("A number needs the organ that counts its meetings."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.title)

    def children(self) -> Iterator[Child]:
        """Every row that belongs to it; evidence apart."""
        return iter(self.participations.with_related())

    def clean(self) -> None:
        """An event is not, by any way round, a part of itself."""
        if self.parent and is_under(self.parent, self):
            raise ValidationError({"parent": _("It would be a part of itself.")})

    @property
    def group(self) -> str:
        """The family of its kind, an EventGroup value."""
        return GROUP_OF_KIND[self.kind]


class Participation(Party):
    """Somebody's part in an event."""

    prefix = "pa"
    owner_path = "event"

    event = models.ForeignKey(
        Event,
        on_delete=models.CASCADE,
        related_name="participations",
        verbose_name=_("event"),
    )
    role = models.CharField(
        _("role"), max_length=12, choices=EventRole, default=EventRole.PARTICIPANT
    )

    class Meta(Party.Meta):
        verbose_name = _("participation")
        verbose_name_plural = _("participations")
