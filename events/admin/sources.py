"""Publishers, articles, captures and paragraphs."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db import models as db
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events import models, search

from .base import FACETS, FIELD_OVERRIDES, CardInline, ChildInline, TableAdmin
from .forms import DatedForm


class SourceAdmin(TableAdmin):
    """A source or part of one: what readers can search is indexed when it is saved."""

    show_facets = FACETS

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:  # noqa: FBT001 - Django's
        super().save_related(request, form, formsets, change)
        search.refresh([self.searched(form.instance)])

    def searched(self, row: Any) -> Any:
        """The row of the index that the saved row stands in."""
        return row


@admin.register(models.Publisher)
class PublisherAdmin(SourceAdmin):
    list_display = ("name", "kind", "country", "language")
    list_filter = ("kind",)
    list_select_related = ("country",)
    search_fields = ("name", "slug")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("slug",) if obj else ()


class AddedForm(forms.ModelForm):
    """A row that was added counts as filled in, also where every default was left."""

    def has_changed(self) -> bool:
        return self.instance.pk is None or super().has_changed()


class CaptureInline(CardInline):
    model = models.Capture
    form = AddedForm
    fields = (("method", "sha256", "captured_at"),)
    readonly_fields = ("sha256", "captured_at")
    show_change_link = True
    can_delete = False


@admin.register(models.Article)
class ArticleAdmin(SourceAdmin):
    form = DatedForm
    formfield_overrides = FIELD_OVERRIDES
    list_display = ("label", "published", "publisher", "language", "triage", "assignee")
    list_filter = ("triage", "headline_basis", "language")
    list_select_related = ("publisher", "assignee")
    list_per_page = 50
    date_hierarchy = "earliest"
    search_fields = ("headline", "url", "publisher__name")
    inlines = (CaptureInline,)
    fieldsets = (
        (_("Page"), {"fields": ("publisher", "headline", "headline_basis", "language")}),
        (_("Addresses"), {"fields": ("url", "archive_url")}),
        (_("Published"), {"fields": ("published", "published_basis")}),
        (_("Work"), {"fields": ("triage", "assignee", "duplicate_of", "note")}),
    )

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:  # noqa: FBT001 - Django's
        obj.changed_at = timezone.now()
        super().save_model(request, obj, form, change)


class ParagraphInline(ChildInline):
    model = models.Paragraph
    fields = (("number", "kind", "dated"), ("digest", "text"))
    can_delete = False


@admin.register(models.Capture)
class CaptureAdmin(SourceAdmin):
    """One reading of an article with its numbered paragraphs."""

    list_display = ("__str__", "article", "captured_at")
    list_select_related = ("article__publisher",)
    search_fields = ("article__headline", "article__url")
    inlines = (ParagraphInline,)
    readonly_fields = ("sha256", "captured_at")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """A capture is immutable; its digests are not part of it."""
        return ("article", "method", *self.readonly_fields) if obj else self.readonly_fields

    def searched(self, row: Any) -> Any:
        return row.article

    def get_model_perms(self, request: HttpRequest) -> dict[str, bool]:
        """Reached from the article."""
        return {}


@admin.register(models.Paragraph)
class ParagraphAdmin(SourceAdmin):
    """For look-ups of passages: by headline, address, publisher or digest."""

    form = DatedForm
    formfield_overrides = FIELD_OVERRIDES
    search_fields = (
        "capture__article__headline",
        "capture__article__url",
        "capture__article__publisher__name",
        "digest",
    )
    ordering = ("-capture__article", "capture", "number")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Captured text stays as it was captured."""
        return ("capture", "number", "text") if obj and obj.text else ()

    def searched(self, row: Any) -> Any:
        return row.article

    def get_queryset(self, request: HttpRequest) -> db.QuerySet:
        return super().get_queryset(request).with_source()

    def get_model_perms(self, request: HttpRequest) -> dict[str, bool]:
        """Reached from the capture."""
        return {}
