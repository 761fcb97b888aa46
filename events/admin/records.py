"""Events, statements, initiatives, documents and actors."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db import models as db
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path
from django.utils.translation import gettext_lazy as _

from events import checks, curation, edtf, models
from events.choices import Status

from .base import AliasInline, ChildInline, EvidenceInline, NamedAdmin, PartyInline
from .forms import StampedForm
from .proposing import ProposingMixin
from .steps import STEPS, CurateMixin, take

DATES = (_("When"), {"fields": ("date", "date_basis")})


class RecordAdmin(CurateMixin, ProposingMixin, NamedAdmin):
    """A record: its form, its evidence, and the steps of curation."""

    form = StampedForm
    change_form_template = "admin/events/record_change_form.html"
    actions = ("submit_selected", "publish_selected")
    list_display_links = ("name_shown",)
    date_hierarchy: str | None = "earliest"
    readonly_fields = ("status", "status_reason", "version", "changed_at", "author", "reviewer")
    editorial = (
        _("Editorial"),
        {"fields": readonly_fields, "classes": ("collapse",)},
    )

    @admin.display(description=_("date"), ordering="earliest")
    def when_shown(self, record: Any) -> str:
        """The date in words."""
        return edtf.words(record.when) if record.date else ""

    @admin.display(description=_("name"))
    def name_shown(self, record: Any) -> str:
        """The name in the curator's language."""
        return f"{record.public_id} {record.label}"

    def view_on_site(self, record: Any) -> str | None:  # type: ignore[override]
        """The public page, once there is one."""
        return record.get_absolute_url() if record.is_published else None

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Retracted and merged records are read, not changed."""
        if obj is not None and obj.status in (Status.RETRACTED, Status.MERGED):
            return False
        return super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Only a draft that was never public can be deleted."""
        if obj is None or obj.published_at is not None:
            return False
        return super().has_delete_permission(request, obj)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:  # noqa: FBT001 - Django's
        super().save_related(request, form, formsets, change)
        if not getattr(request, "proposing", False):
            curation.changed(form.instance, request.user)

    def render_change_form(self, request: HttpRequest, context: Any, **kwargs: Any) -> Any:
        record = kwargs.get("obj")
        if record is not None:
            context["steps"] = [s for s in STEPS.values() if s.offered(record, request.user)]
            context["problems"] = checks.check(record) if record.status in _UNDECIDED else []
            context["open_revisions"] = models.Revision.objects.of(record).open()
        return super().render_change_form(request, context, **kwargs)

    @admin.action(description=_("Submit the selected drafts"))
    def submit_selected(self, request: HttpRequest, queryset: db.QuerySet) -> None:
        """Submit each draft on its own."""
        done = sum(take(request, STEPS["submit"], [record]) for record in queryset)
        messages.info(request, _("%(n)d submitted.") % {"n": done})

    @admin.action(description=_("Publish the selected records together"))
    def publish_selected(self, request: HttpRequest, queryset: db.QuerySet) -> None:
        """Publish a bundle that may refer to each other."""
        take(request, STEPS["publish"], list(queryset))


_UNDECIDED = (Status.DRAFT, Status.IN_REVIEW)


class ParticipationInline(PartyInline):
    model = models.Participation


class StatementPartyInline(PartyInline):
    model = models.StatementParty


class InitiativeStepInline(ChildInline):
    model = models.InitiativeStep
    fields = (("verb", "date", "date_basis"), ("event", "statement", "document"), "note")


class TenureInline(ChildInline):
    model = models.Tenure
    fk_name = "actor"
    fields = (("post", "since", "until", "acting"), "note")
    addable = ("post",)


@admin.register(models.Event)
class EventAdmin(RecordAdmin):
    list_display = ("name_shown", "when_shown", "kind", "state", "place", "status")
    list_filter = ("status", "kind", "state", "mode", "topics")
    list_select_related = ("place",)
    inlines = (ParticipationInline, EvidenceInline)
    fieldsets = (
        (_("What"), {"fields": ("title_en", "title_ru", "title_zh", "kind", "state", "summary")}),
        DATES,
        (_("Where and how"), {"fields": ("place", "mode")}),
        (_("Meeting of"), {"fields": ("organ", "organ_number", "parent")}),
        (_("About"), {"fields": ("topics",)}),
        RecordAdmin.editorial,
    )

    def get_urls(self) -> list[Any]:
        reading = path("read-date/", self.admin_site.admin_view(read_date), name="events_read_date")
        return [reading, *super().get_urls()]


def read_date(request: HttpRequest) -> HttpResponse:
    """How a typed date is understood: {edtf, words} or {error}."""
    try:
        understood = edtf.read(request.GET.get("text", "")[:200])
    except edtf.EdtfError as error:
        return JsonResponse({"error": str(error.reason)})
    return JsonResponse({"edtf": understood.text, "words": edtf.words(understood)})


@admin.register(models.Statement)
class StatementAdmin(RecordAdmin):
    list_display = ("name_shown", "when_shown", "kind", "event", "status")
    list_filter = ("status", "kind", "topics")
    list_select_related = ("event",)
    search_fields = ("text", "quotation")
    inlines = (StatementPartyInline, EvidenceInline)
    fieldsets = (
        (_("Words"), {"fields": ("text", "kind", "quotation", "quotation_language")}),
        (_("When and where"), {"fields": ("date", "date_basis", "event")}),
        (_("About"), {"fields": ("topics", "initiatives")}),
        RecordAdmin.editorial,
    )

    def get_search_results(
        self, request: HttpRequest, queryset: db.QuerySet, search_term: str
    ) -> tuple[db.QuerySet, bool]:
        return admin.ModelAdmin.get_search_results(self, request, queryset, search_term)


@admin.register(models.Initiative)
class InitiativeAdmin(RecordAdmin):
    list_display = ("name_shown", "kind", "status")
    list_filter = ("status", "kind", "topics")
    date_hierarchy = "changed_at"
    inlines = (InitiativeStepInline, AliasInline, EvidenceInline)
    fieldsets = (
        (_("What"), {"fields": ("name_en", "name_ru", "name_zh", "kind", "description")}),
        (_("About"), {"fields": ("topics",)}),
        RecordAdmin.editorial,
    )


@admin.register(models.Document)
class DocumentAdmin(RecordAdmin):
    list_display = ("name_shown", "when_shown", "kind", "event", "status")
    list_filter = ("status", "kind", "topics")
    list_select_related = ("event",)
    inlines = (EvidenceInline,)
    fieldsets = (
        (_("What"), {"fields": ("title_en", "title_ru", "title_zh", "kind", "url", "note")}),
        (_("Adopted"), {"fields": ("date", "date_basis", "event", "place", "in_force")}),
        (_("About"), {"fields": ("topics",)}),
        RecordAdmin.editorial,
    )


@admin.register(models.Actor)
class ActorAdmin(RecordAdmin):
    list_display = ("name_shown", "kind", "acronym", "nationality", "parent", "status")
    list_filter = ("status", "kind")
    list_select_related = ("nationality", "parent")
    date_hierarchy = "changed_at"
    inlines = (TenureInline, AliasInline, EvidenceInline)
    fieldsets = (
        (_("Who"), {"fields": ("kind", "name_en", "name_ru", "name_zh", "acronym", "qid")}),
        (_("A person"), {"fields": ("nationality",)}),
        (
            _("An organisation or organ"),
            {"fields": ("parent", "classification", "founded", "seat")},
        ),
        RecordAdmin.editorial,
    )
