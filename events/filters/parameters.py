"""The parameters of the lists, and what holds across them."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from events.models import Country, Place, Topic

from . import fields

POSSIBLE, CERTAIN = "possible", "certain"


class Parameter(django_filters.Filter):
    """One parameter: its field and its label. What it means stands in `narrowed()`."""

    def __init__(self, field_class: type[forms.Field], label: Any, **extra: Any) -> None:
        super().__init__(label=label, **extra)
        self.field_class = field_class


def words() -> Parameter:
    """`q`."""
    return Parameter(fields.WordsField, _("Words, any script"))


def countries() -> Parameter:
    """`country`: ISO 3166-1 alpha-2 codes."""
    return Parameter(fields.RowsField, _("Country"), rows=Country.objects.all, fold=str.upper)


def topics() -> Parameter:
    """`topic`: slugs."""
    return Parameter(fields.RowsField, _("Topic"), rows=Topic.objects.all)


def places() -> Parameter:
    """`place`: slugs."""
    return Parameter(fields.RowsField, _("Place"), rows=Place.objects.all)


def records(model: type[Any], label: Any) -> Parameter:
    """Public ids of a kind of record."""
    return Parameter(fields.RecordsField, label, model=model)


def choices(vocabulary: type[TextChoices], label: Any) -> Parameter:
    """Values of a vocabulary."""
    return Parameter(fields.ChoicesField, label, choices=vocabulary)


def since_date() -> Parameter:
    """`since`."""
    return Parameter(fields.DateField, _("Since"))


def until_date() -> Parameter:
    """`until`."""
    return Parameter(fields.DateField, _("Until"))


def years() -> Parameter:
    """`year`: the year of the earliest day, as charts and headings bin it."""
    return Parameter(fields.YearsField, _("Year"))


def date_certainty() -> Parameter:
    """`certainty`: whether a vague date that only may lie in the range counts."""
    options = [(POSSIBLE, _("possibly")), (CERTAIN, _("certainly"))]
    return Parameter(fields.OptionField, _("Within the dates"), choices=options)


def sorts(*options: tuple[str, Any]) -> Parameter:
    """`sort`; the first option is the default."""
    return Parameter(fields.OptionField, _("Order"), choices=options)


NEWEST = ("-date", _("newest first"))
OLDEST = ("date", _("oldest first"))
RELEVANCE = ("relevance", _("best match first"))
NAME = ("name", _("by name"))
LAST_MOVED = ("-date", _("last movement first"))


class FilterForm(forms.Form):
    """What all lists check across parameters."""

    def clean(self) -> dict[str, Any]:
        """Single parameters stand once; since is not after until; relevance needs words,
        `together` and `only` need countries.
        """
        given: dict[str, Any] = super().clean() or {}
        fields: dict[str, Any] = self.fields
        data: Any = self.data
        for name, field in fields.items():
            if not field.is_several and len(set(filter(None, data.getlist(name)))) > 1:
                self.add_error(name, ValidationError(_("Give this once."), code="once"))
        since, until = given.get("since"), given.get("until")
        if since and until and since.earliest > until.latest:
            self.add_error("since", ValidationError(_("“Since” lies after “until”."), code="order"))
        if given.get("sort") == RELEVANCE[0] and not given.get("q"):
            error = ValidationError(_("Sorting by relevance needs words to search for."))
            self.add_error("sort", error)
        for name in ("together", "only"):
            if given.get(name) and not given.get("country") and "country" not in self.errors:
                self.add_error(name, ValidationError(_("Choose a country too."), code="alone"))
        return given


def page_number() -> Parameter:
    """`page`."""
    return Parameter(fields.NumberField, _("Page"))
