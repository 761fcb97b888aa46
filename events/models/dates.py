"""EDTF columns: the text, and its inclusive bounds kept beside it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from events import edtf
from events.choices import DateBasis

BEGINNING = date(1, 1, 1)
END = date(9999, 12, 31)


class EdtfField(models.CharField):
    """An EDTF date of at most 64 characters that fills its bounds whenever it is written.

    `bounds` names the columns for the earliest and the latest day (either may be None).
    An empty text has open bounds. Bad text raises ValidationError, also from the shell.
    """

    def __init__(
        self,
        *args: Any,
        bounds: tuple[str | None, str | None] = (None, None),
        **kwargs: Any,
    ) -> None:
        kwargs.setdefault("max_length", 64)
        self.bounds = tuple(bounds)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        if self.bounds != (None, None):
            kwargs["bounds"] = self.bounds
        return name, path, args, kwargs

    def to_python(self, value: Any) -> Any:
        value = super().to_python(value)
        if not value:
            return value
        try:
            return edtf.parse(value.strip()).text
        except edtf.EdtfError as error:
            raise ValidationError(error.reason, code="edtf") from error

    def set_bounds(self, instance: models.Model) -> None:
        """Fill the bound columns of an instance from its text."""
        text = getattr(instance, self.attname)
        earliest, latest = edtf.bounds(text) if text else (BEGINNING, END)
        for name, value in zip(self.bounds, (earliest, latest), strict=True):
            if name:
                setattr(instance, name, value)

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:  # noqa: FBT001 - Django's
        text = self.to_python(getattr(model_instance, self.attname))
        setattr(model_instance, self.attname, text)
        self.set_bounds(model_instance)
        return text


def bound(verbose_name: Any, default: date) -> models.DateField:
    """A NOT NULL bound column; open ends hold the first or last day of the calendar."""
    return models.DateField(verbose_name, default=default, editable=False, db_index=True)


class DatedQuerySet(models.QuerySet):
    """Verbs of rows with `earliest` and `latest`."""

    date_column = "date"

    def between(self, since: date | None, until: date | None, *, certain: bool = False):
        """Keep dates that overlap since..until (inclusive); certain: wholly inside, unqualified.

        A row without any date lies in no range.
        """
        rows = self.exclude(**{self.date_column: ""}) if since or until or certain else self
        if certain:
            for mark in "?~%":
                rows = rows.exclude(**{f"{self.date_column}__contains": mark})
            if since:
                rows = rows.filter(earliest__gte=since)
            return rows.filter(latest__lte=until) if until else rows
        if since:
            rows = rows.filter(latest__gte=since)
        return rows.filter(earliest__lte=until) if until else rows

    def in_years(self, years: Collection[int]):
        """Keep dates whose earliest day lies in one of these years, as charts bin them."""
        beginning = Q()
        for year in years:
            beginning |= Q(earliest__year=year)
        return self.filter(beginning) if years else self

    def oldest_first(self):
        """The one order of dates: earliest, latest, id."""
        return self.order_by("earliest", "latest", "pk")

    def newest_first(self):
        """The same order, turned round."""
        return self.order_by("-earliest", "-latest", "-pk")


class Dated(models.Model):
    """A row with one EDTF date, its bounds and the basis of our knowing it."""

    date = EdtfField(
        _("date"),
        bounds=("earliest", "latest"),
        help_text=_("EDTF, e.g. 2021-09-17, 2025-11-17/2025-11-18, 2022-05~, 2025-09?"),
    )
    date_basis = models.CharField(
        _("date basis"), max_length=24, choices=DateBasis, default=DateBasis.STATED
    )
    earliest = bound(_("earliest day"), BEGINNING)
    latest = bound(_("latest day"), END)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_earliest_before_latest",
                condition=Q(earliest__lte=F("latest")),
            )
        ]

    @property
    def when(self) -> edtf.Edtf | None:
        """The parsed date, or None where the date is not known."""
        return edtf.parse(self.date) if self.date else None


class Term(models.Model):
    """A time in an office or a standing; both ends inclusive, each an EDTF date or empty."""

    since = EdtfField(_("since"), bounds=("earliest", None), blank=True)
    until = EdtfField(_("until"), bounds=(None, "latest"), blank=True)
    earliest = bound(_("earliest day"), BEGINNING)
    latest = bound(_("latest day"), END)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_earliest_before_latest",
                condition=Q(earliest__lte=F("latest")),
            )
        ]

    def on(self, day: date) -> bool | None:
        """Whether the term covers a day: True, False, or None where the sources do not tell."""
        if not self.earliest <= day <= self.latest:
            return False
        if not self.since or day < edtf.parse(self.since).latest:
            return None
        if self.until and edtf.parse(self.until).earliest < day:
            return None
        return True
