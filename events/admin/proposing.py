"""Saving a published record, or one of its children, keeps a revision instead.

The form saves inside a savepoint, the record's document is taken, and the savepoint is rolled
back. The public rows stay as they are until a reviewer publishes the revision.

A form of a draft, or of an open revision, that somebody else has saved meanwhile is tried on the
document it was opened on: so the three versions are known, and saving again merges them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib import messages
from django.db import models as db
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from events import curation, dataset, models, search
from events.dataset.documents import Document

from .forms import Standing, record_of, version_seen
from .versions import sealed, together, unsealed, versions

View = Callable[[dict[str, Any]], HttpResponse]


class _Saved(HttpResponse):
    """Stands for 'the form was valid and has saved'."""


@dataclass(frozen=True)
class _Hand:
    """A form in somebody's hand: the request, Django's view of it, what it is about."""

    request: Any
    object_id: str | None
    view: View
    context: dict[str, Any]
    record: Any
    revision: models.Revision | None

    @property
    def subject(self) -> Any:
        """What is edited: a draft, or the revision in hand."""
        return self.revision or self.record

    def document(self) -> Document:
        """What it says now."""
        return self.revision.document if self.revision else dataset.document(self.record)


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
        view = partial(super().changeform_view, request, object_id, form_url)  # type: ignore[misc]
        revision = self.revision_in_hand(request)
        context = {**(extra_context or {}), "revision": revision}
        record = curation.record_of(revision.record) if revision else self._record_of(object_id)
        if record is None:
            return view(context)
        hand = _Hand(request, object_id, view, context, record, revision)
        try:
            if not record.is_published or revision is not None:
                return self._open(hand)
            return self._proposed(hand) if request.method == "POST" else view(context)
        except curation.CurationError as refusal:
            for problem in refusal.problems:
                messages.error(request, problem.message)
            return HttpResponseRedirect(reverse("admin:events_revision_changelist"))

    def get_form(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """Tell the form where its record stands."""
        form = super().get_form(request, obj, **kwargs)  # type: ignore[misc]
        form.standing = getattr(request, "standing", None)
        return form

    def _open(self, hand: _Hand) -> HttpResponse:
        """The form of a draft, or of an open revision; what others saved since is not lost."""
        request, subject, now = hand.request, hand.subject, hand.document()
        standing = Standing(curation.stamp(subject), sealed(now, subject.public_id))
        request.standing = standing
        if request.method == "POST":
            began = unsealed(request.POST.get("opened", ""), subject.public_id)
            is_stale = request.POST.get("seen", "") != standing.seen
            if began is None and is_stale or began is not None and began != now:
                standing.opened = request.POST["opened"] if began is not None else standing.opened
                return self._settled(hand, began, now, is_stale=is_stale)
        return hand.view(hand.context) if hand.revision is None else self._proposed(hand)

    def _settled(
        self, hand: _Hand, began: Document | None, theirs: Document, *, is_stale: bool
    ) -> HttpResponse:
        """Show the versions to whoever typed before somebody else saved; then keep both."""
        on = theirs if began is None else began
        response, yours = self._tried(hand, on)
        if yours is None:
            return response
        if is_stale:
            hand.request.standing.is_stale = True
            hand.context["versions"] = versions(began, theirs, yours)
            with curation.staged(on):
                again: Any = hand.view(hand.context)
                return again.render()
        document = together(on, theirs, yours)
        if hand.revision is not None:
            curation.revise(hand.revision, document, hand.request.user)
        else:
            _keep_draft(hand, document)
        messages.success(hand.request, _("Saved, with what somebody else had changed in between."))
        return HttpResponseRedirect(hand.request.get_full_path())

    def _tried(self, hand: _Hand, on: Document | None) -> tuple[HttpResponse, Document | None]:
        """The answer to a form on top of a document, and what it would save; all is undone."""
        hand.request.proposing = True
        with curation.staged(on):
            if self._record_of(hand.object_id) != hand.record:
                raise Http404
            response = hand.view(hand.context)
            if hasattr(response, "render"):
                response.render()
            saved = isinstance(response, _Saved)
            return response, dataset.document(hand.record) if saved else None

    def _proposed(self, hand: _Hand) -> HttpResponse:
        """What is saved becomes a revision, or goes into the one in hand."""
        on = hand.revision.document if hand.revision else None
        response, document = self._tried(hand, on)
        if document is None:
            return response
        return self._kept(hand.request, hand.record, hand.revision, document)

    def revision_in_hand(self, request: HttpRequest) -> models.Revision | None:
        """The open revision that the page's address says is being edited."""
        number = request.GET.get("revision", "")
        if not number.isdecimal():
            return None
        return models.Revision.objects.open().filter(pk=min(int(number), 2**31 - 1)).first()

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Add the hidden stamp and copy of the record's state."""
        shown = super().get_fieldsets(request, obj)  # type: ignore[misc]
        return [*shown, (None, {"fields": ("seen", "opened"), "classes": ("hidden",)})]

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


def _keep_draft(hand: _Hand, document: Document) -> None:
    """Make a draft equal to a document, unless it was saved once more meanwhile."""
    try:
        curation.keep_draft(
            document,
            hand.request.user,
            table=dataset.TABLE_OF[type(hand.record)].name,
            id=hand.record.public_id,
            seen=hand.request.standing.seen,
        )
    except curation.Diverged as again:
        raise curation.CurationError(str(again)) from again
    search.refresh([curation.record_of(hand.record.public_id)])


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
