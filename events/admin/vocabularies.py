"""Countries, places, topics and posts."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from events import models

from .base import AliasInline, ChildInline, NamedAdmin

NAMES = (_("Names"), {"fields": ("name_en", "name_ru", "name_zh")})


class VocabularyAdmin(NamedAdmin):
    """A vocabulary keyed by a slug or code, which is chosen once."""

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """A key stands in addresses and packages: it does not change."""
        return (self.model._meta.pk.name,) if obj else ()

    def view_on_site(self, row: Any) -> str | None:  # type: ignore[override]
        """The public page where the vocabulary has one."""
        return row.get_absolute_url() if hasattr(row, "get_absolute_url") else None


class PeriodInline(ChildInline):
    model = models.Period
    fields = (("organ", "role", "since", "until"), ("event", "note"))


@admin.register(models.Country)
class CountryAdmin(VocabularyAdmin):
    list_display = ("name_en", "iso2", "name_ru", "name_zh", "capital_en")
    inlines = (PeriodInline, AliasInline)
    fieldsets = (
        (_("Codes"), {"fields": ("iso2", "iso3", "numeric", "currency", "qid")}),
        NAMES,
        (
            _("Capital"),
            {
                "fields": (
                    "capital_en",
                    "capital_ru",
                    "capital_zh",
                    "timezone",
                    "latitude",
                    "longitude",
                )
            },
        ),
        (_("Note"), {"fields": ("note",)}),
    )


@admin.register(models.Place)
class PlaceAdmin(VocabularyAdmin):
    list_display = ("name_en", "slug", "country", "precision")
    list_filter = ("precision",)
    list_select_related = ("country",)
    inlines = (AliasInline,)
    fieldsets = (
        (_("Key"), {"fields": ("slug", "qid")}),
        NAMES,
        (_("Where"), {"fields": ("country", "latitude", "longitude", "precision")}),
    )


@admin.register(models.Topic)
class TopicAdmin(VocabularyAdmin):
    list_display = ("name_en", "slug", "parent", "name_ru", "name_zh")
    list_select_related = ("parent",)
    fieldsets = (
        (_("Key"), {"fields": ("slug", "parent")}),
        NAMES,
        (_("Definition"), {"fields": ("definition_en", "definition_ru", "definition_zh")}),
    )


@admin.register(models.Post)
class PostAdmin(VocabularyAdmin):
    list_display = ("name_en", "slug", "level", "country", "organisation")
    list_filter = ("level",)
    list_select_related = ("country", "organisation")
    inlines = (AliasInline,)
    fieldsets = (
        (_("Key"), {"fields": ("slug",)}),
        NAMES,
        (_("Of"), {"fields": ("level", "country", "organisation")}),
    )
