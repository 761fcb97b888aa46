"""Saving a published record, or one of its children, keeps a revision instead.

The form saves inside a savepoint, the record's document is taken, and the savepoint is rolled
back. The public rows stay as they are until a reviewer publishes the revision.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.db import models as db
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from events import curation, dataset, models

from .forms import record_of, version_seen


class _Saved(HttpResponse):
    """Stands for 'the form was valid and has saved'."""


class ProposingMixin:
    """For admins of records and of their children."""

    model: type[db.Model]

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        view = super().changeform_view  # type: ignore[misc]
        revision = self.revision_in_hand(request)
        context = {**(extra_context or {}), "revision": revision}
        if revision is None:
            record = self._record_of(object_id)
            if record is None or not record.is_published or request.method != "POST":
                return view(request, object_id, form_url, context)
        else:
            record = curation.record_of(revision.record)
        request.proposing = True  # type: ignore[attr-defined]
        try:
            with curation.staged(revision.document if revision else None):
                if self._record_of(object_id) != record:
                    raise Http404
                response = view(request, object_id, form_url, context)
                if hasattr(response, "render"):
                    response.render()
                saved = isinstance(response, _Saved)
                document = dataset.document(record) if saved else None
            if document is None:
                return response
            return self._kept(request, record, revision, document)
        except curation.CurationError as refusal:
            for problem in refusal.problems:
                messages.error(request, problem.message)
            return HttpResponseRedirect(reverse("admin:events_revision_changelist"))

    def revision_in_hand(self, request: HttpRequest) -> models.Revision | None:
        """The open revision that the page's address says is being edited."""
        number = request.GET.get("revision", "")
        if not number.isdecimal():
            return None
        return models.Revision.objects.open().filter(pk=min(int(number), 2**31 - 1)).first()

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Add the hidden stamp of the record's state."""
        shown = super().get_fieldsets(request, obj)  # type: ignore[misc]
        return [*shown, (None, {"fields": ("seen",), "classes": ("hidden",)})]

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        """Tell `changeform_view` that everything, inlines included, is saved."""
        if getattr(request, "proposing", False):
            return _Saved()
        return super().response_change(request, obj)  # type: ignore[misc]

    def _record_of(self, object_id: str | None) -> models.Record | None:
        if object_id is None or not object_id.isdecimal():
            return None
        row: Any = self.model._default_manager.filter(pk=min(int(object_id), 2**31 - 1)).first()
        return record_of(row) if row is not None else None

    def _kept(
        self, request: HttpRequest, record: Any, revision: models.Revision | None, document: Any
    ) -> HttpResponse:
        if revision is None:
            seen = version_seen(request.POST.get("seen", "")) or record.version
            document, conflicts = curation.rebased(record, document, seen)
            tell_conflicts(request, conflicts)
            if document == dataset.document(record):
                messages.info(request, _("Nothing was changed."))
                return HttpResponseRedirect(request.get_full_path())
            revision = curation.propose(record, document, request.user)
        else:
            curation.revise(revision, document, request.user)
        if "_continue" in request.POST:
            messages.success(request, _("Kept in revision %s.") % revision.public_id)
            return HttpResponseRedirect(f"{request.path}?revision={revision.pk}")
        messages.success(
            request,
            _("Kept as a revision; the public page stays as it is until a reviewer publishes it."),
        )
        return HttpResponseRedirect(reverse("admin:events_revision_change", args=[revision.pk]))


def tell_conflicts(request: HttpRequest, conflicts: Iterable[dataset.Change]) -> None:
    """Name what somebody else has changed too; the proposal keeps its own value."""
    for change in conflicts:
        messages.warning(
            request,
            _("%(row)s %(column)s was changed by somebody else to “%(old)s”; yours is “%(new)s”.")
            % {
                "row": change.id,
                "column": change.column,
                "old": change.old,
                "new": change.new,
            },
        )
