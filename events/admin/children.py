"""The own pages of parties, steps, terms and periods: the place of their evidence."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db import models as db
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from events import curation, models

from .base import FIELD_OVERRIDES, EvidenceInline, PartyInline, TableAdmin
from .forms import StampedForm
from .proposing import ProposingMixin

PARTY = (
    (_("Who"), {"fields": ("role", "actor", "country", "represents")}),
    (_("In which office"), {"fields": ("post", "office")}),
)


class ChildAdmin(ProposingMixin, TableAdmin):
    """A child of a record; reached from the record's page, not from the index."""

    form = StampedForm
    formfield_overrides = FIELD_OVERRIDES
    inlines: tuple[Any, ...] = (EvidenceInline,)
    change_form_template = "admin/events/child_change_form.html"
    search_fields = ("pk",)

    def get_model_perms(self, request: HttpRequest) -> dict[str, bool]:
        """Keep it out of the index."""
        return {}

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Children are added on the page of their record."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """And removed there."""
        return False

    def get_queryset(self, request: HttpRequest) -> db.QuerySet:
        rows = super().get_queryset(request)
        return rows.with_related() if hasattr(rows, "with_related") else rows

    def render_change_form(self, request: HttpRequest, context: Any, **kwargs: Any) -> Any:
        child = kwargs["obj"]
        context["owner"] = child.record
        context["owner_url"] = owner_url(child)
        return super().render_change_form(request, context, **kwargs)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:  # noqa: FBT001 - Django's
        super().save_related(request, form, formsets, change)
        record = form.instance.record
        if isinstance(record, models.Record) and not getattr(request, "proposing", False):
            curation.changed(record, request.user)

    def response_post_save_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        return HttpResponseRedirect(owner_url(obj))


def owner_url(child: models.Child) -> str:
    """The admin page of the record that a child belongs to."""
    record = child.record
    return reverse(f"admin:events_{record._meta.model_name}_change", args=[record.pk])


@admin.register(models.Participation, models.StatementParty, models.StepParty)
class PartyAdmin(ChildAdmin):
    fieldsets = PARTY


class StepPartyInline(PartyInline):
    model = models.StepParty


@admin.register(models.InitiativeStep)
class InitiativeStepAdmin(ChildAdmin):
    inlines = (StepPartyInline, EvidenceInline)
    fieldsets = (
        (_("What happened"), {"fields": ("verb", "note")}),
        (_("When"), {"fields": ("date", "date_basis")}),
        (_("Known from"), {"fields": ("event", "statement", "document")}),
    )


@admin.register(models.Tenure)
class TenureAdmin(ChildAdmin):
    fieldsets = (
        (_("Office"), {"fields": ("post", "acting")}),
        (_("Term"), {"fields": ("since", "until", "note")}),
    )


@admin.register(models.Period)
class PeriodAdmin(ChildAdmin):
    fieldsets = (
        (_("Standing"), {"fields": ("organ", "role")}),
        (_("Term"), {"fields": ("since", "until", "event", "note")}),
    )
