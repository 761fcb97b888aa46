"""One FilterSet per list: which parameters it has and which verb of the queryset each means.

This is the one place that knows the names of parameters. A FilterSet narrows nothing itself:
`narrowed()` hands plain values to the verbs of the models' querysets.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any, ClassVar

import django_filters
from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _

from events.choices import (
    GROUP_OF_KIND,
    ActorKind,
    DocumentKind,
    EventGroup,
    EventKind,
    EventMode,
    EventState,
    InitiativeKind,
    PublisherKind,
    StatementKind,
    Verb,
)
from events.models import (
    Actor,
    Article,
    Document,
    Event,
    Initiative,
    InitiativeStep,
    Statement,
)
from events.models.tally import Tally

from . import fields
from .parameters import (
    CERTAIN,
    LAST_MOVED,
    NAME,
    NEWEST,
    OLDEST,
    RELEVANCE,
    FilterForm,
    Parameter,
    choices,
    countries,
    date_certainty,
    page_number,
    places,
    records,
    since_date,
    sorts,
    topics,
    until_date,
    words,
    years,
)


class ListFilter(django_filters.FilterSet):
    """The parameters of a list.

    model: what it lists; facets: the parameters whose values are shown with counts.
    """

    model: ClassVar[type[Model]]
    facets: ClassVar[tuple[str, ...]] = ("country", "kind", "topic")
    #: Verbs of the orders of `sort`.
    orders: ClassVar[dict[str, str]] = {
        "-date": "newest_first",
        "date": "oldest_first",
        "relevance": "by_relevance",
    }

    class Meta:
        form = FilterForm

    @cached_property
    def given(self) -> dict[str, Any]:
        """Each parameter's plain value: a list, or one value or None. Ask `is_valid()` first."""
        return {name: self._plain(name, value) for name, value in self.form.cleaned_data.items()}

    def _plain(self, name: str, value: Any) -> Any:
        field: Any = self.form.fields[name]
        if field.is_several:
            return [field.plain(item) for item in value]
        return None if value is None else field.plain(value)

    def labels(self, name: str) -> list[str]:
        """What the reader is told of a parameter's values."""
        field: Any = self.form.fields[name]
        value = self.form.cleaned_data.get(name)
        items: list[Any] = value or [] if field.is_several else [] if value is None else [value]
        return [field.said(item) for item in items]

    @property
    def order(self) -> str:
        """The effective sort: as given, else the first of the list's."""
        default: str = self.form.fields["sort"].choices[0][0]  # type: ignore[attr-defined]
        return str(self.given.get("sort") or default)

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        """The rows that match, in the order asked for."""
        rows = self.matching(queryset, self.given)
        return getattr(rows, self.orders[self.order])()

    def matching(self, rows: Any, given: dict[str, Any]) -> QuerySet:
        """The rows that match plain values."""
        found: QuerySet = self.narrowed(rows.search(given["q"]) if given["q"] else rows, given)
        return found

    def narrowed(self, rows: Any, given: dict[str, Any]) -> Any:
        """What each parameter but `q` means, as verbs of the queryset."""
        raise NotImplementedError

    def tally(self, name: str, rows: Any, given: dict[str, Any]) -> Tally:
        """The counts of a facet among rows that match everything else."""
        if name in ("country", "topic"):
            counts: Tally = getattr(
                rows, {"country": "tally_countries"}.get(name, "tally_topics")
            )()
            return counts
        return rows.tally(name)

    def without(self, name: str) -> dict[str, Any]:
        """The given values less those of a facet's own parameter."""
        return {**self.given, name: []}

    def bin(self, name: str, value: str) -> str:
        """The option of a facet that a counted value belongs to."""
        return value


def _dates(given: dict[str, Any]) -> dict[str, Any]:
    since, until = given["since"], given["until"]
    return {
        "since": since.earliest if since else None,
        "until": until.latest if until else None,
        "certain": given["certainty"] == CERTAIN,
    }


class EventFilter(ListFilter):
    """`/timeline/` and every list of events."""

    model = Event
    facets = ("country", "kind", "group", "topic", "organ", "state", "mode")

    q = words()
    country = countries()
    together = Parameter(fields.FlagField, _("all of them at the same event"))
    only = Parameter(fields.FlagField, _("and no other state"))
    place = places()
    since = since_date()
    until = until_date()
    year = years()
    certainty = date_certainty()
    kind = choices(EventKind, _("Kind"))
    group = choices(EventGroup, _("Group"))
    topic = topics()
    organ = records(Actor, _("Organ"))
    initiative = records(Initiative, _("Initiative"))
    actor = records(Actor, _("Person or organisation"))
    state = choices(EventState, _("State"))
    mode = choices(EventMode, _("Format"))
    sort = sorts(NEWEST, OLDEST, RELEVANCE)
    page = page_number()

    def narrowed(self, rows: Any, given: dict[str, Any]) -> Any:
        return (
            rows.involving(
                given["country"], together=bool(given["together"]), only=bool(given["only"])
            )
            .at_places(given["place"])
            .between(**_dates(given))
            .in_years(given["year"])
            .of_kinds(given["kind"])
            .in_groups(given["group"])
            .about(given["topic"])
            .of_organs(given["organ"])
            .moving(given["initiative"])
            .with_actors(given["actor"])
            .in_states(given["state"])
            .in_modes(given["mode"])
        )

    def tally(self, name: str, rows: Any, given: dict[str, Any]) -> Tally:
        if name == "country" and self._is_narrowing():
            counts: Tally = rows.tally_countries(represented=True)
            return counts
        return super().tally("kind" if name == "group" else name, rows, given)

    def without(self, name: str) -> dict[str, Any]:
        """With `together` or `only` another country narrows, so the chosen ones stay."""
        return self.given if name == "country" and self._is_narrowing() else super().without(name)

    def bin(self, name: str, value: str) -> str:
        return GROUP_OF_KIND[value] if name == "group" else value

    def _is_narrowing(self) -> bool:
        given = self.given
        return bool(given["country"] and (given["together"] or given["only"]))


class StatementFilter(ListFilter):
    """`/statements/`."""

    model = Statement

    q = words()
    country = countries()
    since = since_date()
    until = until_date()
    year = years()
    certainty = date_certainty()
    kind = choices(StatementKind, _("Kind"))
    topic = topics()
    actor = records(Actor, _("Person or organisation"))
    initiative = records(Initiative, _("Initiative"))
    sort = sorts(NEWEST, OLDEST, RELEVANCE)
    page = page_number()

    def narrowed(self, rows: Any, given: dict[str, Any]) -> Any:
        return (
            rows.concerning(given["country"])
            .between(**_dates(given))
            .in_years(given["year"])
            .of_kinds(given["kind"])
            .about(given["topic"])
            .with_actors(given["actor"])
            .speaking_of(given["initiative"])
        )


class InitiativeFilter(ListFilter):
    """`/initiatives/`. Everything about steps has to hold for one and the same step.

    So `country=KG&verb=supported` are the initiatives that Kyrgyzstan supported, and not those
    that it proposed and somebody else supported.
    """

    model = Initiative
    facets = ("country", "kind", "topic", "verb")
    orders = {"name": "by_name", "-date": "by_last_movement", "relevance": "by_relevance"}
    OF_STEPS = ("country", "actor", "verb", "since", "until", "year")

    q = words()
    country = countries()
    since = since_date()
    until = until_date()
    year = years()
    certainty = date_certainty()
    kind = choices(InitiativeKind, _("Kind"))
    topic = topics()
    verb = choices(Verb, _("Step"))
    actor = records(Actor, _("Person or organisation"))
    sort = sorts(NAME, LAST_MOVED, RELEVANCE)
    page = page_number()

    def narrowed(self, rows: Any, given: dict[str, Any]) -> Any:
        rows = rows.of_kinds(given["kind"]).about(given["topic"])
        about_steps = any(given[name] for name in self.OF_STEPS) or _dates(given)["certain"]
        return rows.with_steps(self._steps(given)) if about_steps else rows

    def _steps(self, given: dict[str, Any]) -> Any:
        return (
            InitiativeStep.objects.with_verbs(given["verb"])
            .with_countries(given["country"])
            .with_actors(given["actor"])
            .between(**_dates(given))
            .in_years(given["year"])
        )

    def tally(self, name: str, rows: Any, given: dict[str, Any]) -> Tally:
        if name in ("country", "verb"):
            steps = self._steps(given).within(rows)
            counts: Tally = steps.tally_verbs() if name == "verb" else steps.tally_countries()
            return counts
        return super().tally(name, rows, given)


class DocumentFilter(ListFilter):
    """`/documents/`."""

    model = Document
    facets = ("country", "kind", "topic", "organ")

    q = words()
    country = countries()
    since = since_date()
    until = until_date()
    year = years()
    certainty = date_certainty()
    kind = choices(DocumentKind, _("Kind"))
    topic = topics()
    organ = records(Actor, _("Adopted by"))
    initiative = records(Initiative, _("Initiative"))
    sort = sorts(NEWEST, OLDEST, RELEVANCE)
    page = page_number()

    def narrowed(self, rows: Any, given: dict[str, Any]) -> Any:
        return (
            rows.concerning(given["country"])
            .between(**_dates(given))
            .in_years(given["year"])
            .of_kinds(given["kind"])
            .about(given["topic"])
            .of_organs(given["organ"])
            .of_initiatives(given["initiative"])
        )

    def tally(self, name: str, rows: Any, given: dict[str, Any]) -> Tally:
        if name == "organ":
            counts: Tally = rows.tally_organs()
            return counts
        return super().tally(name, rows, given)


class ActorFilter(ListFilter):
    """`/actors/`."""

    model = Actor
    facets = ("country", "kind")
    orders = {"name": "by_name", "relevance": "by_relevance"}

    q = words()
    country = countries()
    kind = choices(ActorKind, _("Kind"))
    sort = sorts(NAME, RELEVANCE)
    page = page_number()

    def narrowed(self, rows: Any, given: dict[str, Any]) -> Any:
        return rows.representing(given["country"]).of_kinds(given["kind"])


class ArticleFilter(ListFilter):
    """`/articles/`; dates are those of publication, kinds those of publishers."""

    model = Article
    facets = ("country", "kind")

    q = words()
    country = countries()
    since = since_date()
    until = until_date()
    year = years()
    certainty = date_certainty()
    kind = choices(PublisherKind, _("Kind of publisher"))
    sort = sorts(NEWEST, OLDEST, RELEVANCE)
    page = page_number()

    def narrowed(self, rows: Any, given: dict[str, Any]) -> Any:
        return (
            rows.concerning(given["country"])
            .between(**_dates(given))
            .in_years(given["year"])
            .of_publisher_kinds(given["kind"])
        )

    def tally(self, name: str, rows: Any, given: dict[str, Any]) -> Tally:
        if name == "kind":
            counts: Tally = rows.tally_publisher_kinds()
            return counts
        return super().tally(name, rows, given)
