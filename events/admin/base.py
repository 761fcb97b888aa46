"""What every admin of ours shares: look-ups by alias, dates, evidence inlines."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.db import models as db
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    StreamingHttpResponse,
)
from django.urls import path
from django.utils.translation import gettext_lazy as _

from events import dataset, models, search
from events.dataset import tables
from events.models.dates import EdtfField

from .forms import (
    DatedForm,
    EdtfFormField,
    EdtfInput,
    KnownChoiceField,
    KnownLabelsSelect,
    KnownRowsFormSet,
)

FIELD_OVERRIDES = {
    EdtfField: {"form_class": EdtfFormField, "widget": EdtfInput},
    db.URLField: {"assume_scheme": "https"},
}
FACETS = admin.ShowFacets.ALWAYS
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class AutocompleteMixin:
    """Every foreign key is an autocomplete; selected rows cost one query a column."""

    def get_autocomplete_fields(self, request: HttpRequest) -> list[str]:
        options = self.model._meta  # type: ignore[attr-defined]
        return [
            field.name
            for field in (*options.fields, *options.many_to_many)
            if field.remote_field and field.editable
        ]

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if "widget" not in kwargs and db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = KnownLabelsSelect(db_field, self.admin_site)  # type: ignore[attr-defined]
            kwargs["form_class"] = KnownChoiceField
        return super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]


class TableAdmin(AutocompleteMixin, admin.ModelAdmin):
    """An admin of a table of the dataset: its list, as filtered, can be taken away as a file."""

    change_list_template = "admin/events/table_list.html"

    def get_urls(self) -> list[Any]:
        name = f"events_{self.model._meta.model_name}_download"
        view = self.admin_site.admin_view(self.download)
        return [path("download/<slug:form>/", view, name=name), *super().get_urls()]

    def download(self, request: HttpRequest, form: str) -> HttpResponseBase:
        """The rows of the list that the query string denotes, as CSV or XLSX; all its pages."""
        if form not in ("csv", "xlsx"):
            raise Http404
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        try:
            rows = self.get_changelist_instance(request).get_queryset(request)
        except IncorrectLookupParameters as error:
            raise Http404 from error
        name = f"{dataset.TABLE_OF[self.model].name}.{form}"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        if form == "xlsx":
            return HttpResponse(tables.as_xlsx(rows), content_type=XLSX, headers=headers)
        return StreamingHttpResponse(
            tables.as_csv(rows), content_type="text/csv; charset=utf-8", headers=headers
        )


class NamedAdmin(TableAdmin):
    """An admin whose search finds a row by any name or alias in any script."""

    form = DatedForm
    formfield_overrides = FIELD_OVERRIDES
    show_facets = FACETS
    list_per_page = 50
    # Names are looked up by `get_search_results`; Django wants some field named.
    search_fields = ("pk",)
    search_help_text = _("Any name or alias, in any script; or an id such as ev12.")

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:  # noqa: FBT001 - Django's
        """Bring the search index up to date with names and aliases."""
        super().save_related(request, form, formsets, change)
        search.refresh([form.instance])

    def get_search_results(
        self, request: HttpRequest, queryset: db.QuerySet, search_term: str
    ) -> tuple[db.QuerySet, bool]:
        term = search_term.strip()
        prefix = getattr(self.model, "prefix", "")
        if prefix and term.lower().startswith(prefix) and term[2:].isdecimal():
            return queryset.filter(pk=min(int(term[2:]), 2**31 - 1)), False
        return search.by_name(queryset, term), False


class CardInline(AutocompleteMixin, admin.StackedInline):
    """Rows as cards, each with a label for every field; narrow screens put fields in one column.

    addable: the fields beside which a missing row can be added in a window of its own.
    """

    template = "admin/events/cards.html"
    form = DatedForm
    formset = KnownRowsFormSet
    formfield_overrides = {
        **FIELD_OVERRIDES,
        db.TextField: {"widget": admin.widgets.AdminTextareaWidget(attrs={"rows": 2, "cols": 40})},
    }
    extra = 0
    addable: tuple[str, ...] = ()

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and isinstance(field.widget, admin.widgets.RelatedFieldWidgetWrapper):
            field.widget.can_add_related &= db_field.name in self.addable
            field.widget.can_change_related = False
            field.widget.can_delete_related = False
            field.widget.can_view_related = False
        return field


class ChildInline(CardInline):
    """Rows of a record, each with a link to its own page, where its evidence is."""

    show_change_link = True

    def get_queryset(self, request: HttpRequest) -> db.QuerySet:
        rows = super().get_queryset(request)
        rows = rows.with_related() if hasattr(rows, "with_related") else rows
        return rows.with_evidence_count() if hasattr(rows, "with_evidence_count") else rows


class PartyInline(ChildInline):
    """Who took part, and for whom."""

    fields = (("role", "actor", "country"), ("represents", "post", "office"))
    addable = ("actor", "post")


class EvidenceInline(CardInline):
    """The passages for and against a claim."""

    model = models.Evidence
    template = "admin/events/evidence_cards.html"
    fields = ("paragraph", ("stance", "confidence", "field", "value"), ("quote", "note"))
    verbose_name_plural = _("evidence")

    def get_queryset(self, request: HttpRequest) -> db.QuerySet:
        return super().get_queryset(request).with_source()

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        """Offer the fields that the claim has."""
        if db_field.name != "field":
            return super().formfield_for_dbfield(db_field, request, **kwargs)
        own = (*self.parent_model._meta.fields, *self.parent_model._meta.many_to_many)
        return forms.ChoiceField(
            label=db_field.verbose_name,
            help_text=db_field.help_text,
            required=False,
            choices=[("", "---------")]
            + [(field.name, field.verbose_name) for field in own if field.editable],
        )


class AliasInline(CardInline):
    """Other spellings of the name."""

    model = models.Alias
    fields = (("spelling", "script", "language"),)
