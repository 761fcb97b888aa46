"""Revisions with their difference to what is public; import batches; tombstones."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import Http404, HttpRequest
from django.urls import reverse

from events import curation, dataset, models

from .base import FACETS
from .differences import lines
from .steps import STEPS, CurateMixin


class ReadOnlyAdmin(admin.ModelAdmin):
    """Rows that are made by curation and the loader."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(models.ImportBatch)
class ImportBatchAdmin(ReadOnlyAdmin):
    list_display = ("title", "slug", "loaded_on")


@admin.register(models.Tombstone)
class TombstoneAdmin(ReadOnlyAdmin):
    list_display = ("id", "status", "target", "reason")
    list_filter = ("status",)
    show_facets = FACETS


@admin.register(models.Revision)
class RevisionAdmin(CurateMixin, ReadOnlyAdmin):
    """Proposed changes; the page of one shows the difference and offers the next step."""

    list_display = ("public_id", "record", "state", "author", "comment", "created_at")
    list_filter = ("state",)
    list_select_related = ("author",)
    search_fields = ("record", "comment")
    date_hierarchy = "created_at"
    show_facets = FACETS
    change_form_template = "admin/events/revision_change_form.html"
    fields = ("record", "state", "base_version", "version", "author", "comment", "reply", "batch")

    def render_change_form(self, request: HttpRequest, context: Any, **kwargs: Any) -> Any:
        revision = kwargs["obj"]
        try:
            record = curation.record_of(revision.record)
        except curation.CurationError as missing:
            raise Http404 from missing
        context["subject"] = record
        context["record_url"] = reverse(
            f"admin:events_{record._meta.model_name}_change", args=[record.pk]
        )
        base = base_of(revision, record)
        changes = dataset.difference(base, revision.document)
        context["changes"] = lines(changes, base, revision.document)
        context["steps"] = [s for s in STEPS.values() if s.offered(revision, request.user)]
        context["editable"] = revision.is_open
        context["decided"] = revision.version is not None
        return super().render_change_form(request, context, **kwargs)


def base_of(revision: models.Revision, record: models.Record) -> dict[str, Any]:
    """What a revision is compared with: the version before it, else what is public now."""
    if revision.version is None:
        return dataset.document(record)
    earlier = models.Revision.objects.filter(
        record=revision.record, version=revision.version - 1
    ).first()
    return earlier.document if earlier else {}
