"""How a draft or a revision will look: its public page, for staff alone, before it is public."""

from __future__ import annotations

from typing import Any

from django.contrib.admin import site
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, resolve
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from events import curation
from events.checks import references
from events.choices import Status
from events.models import ImportBatch, Record, Revision

from .subjects import subject_of

#: A batch stands in for the reviewer there is not yet; it is gone when the page is made.
BATCH = "preview-of-the-desk"
_OPEN = (Status.DRAFT, Status.IN_REVIEW)


@require_GET
def preview(request: HttpRequest, public_id: str) -> HttpResponse:
    """The public page as it would be, drafts that it names included; all is undone."""
    if not request.user.has_perm("events.view_revision"):  # type: ignore[union-attr]
        raise PermissionDenied
    subject = subject_of(public_id)
    is_revision = isinstance(subject, Revision)
    if is_revision and not subject.is_open or not is_revision and subject.status not in _OPEN:
        raise Http404
    with curation.staged(subject.document if is_revision else None):
        record = curation.record_of(subject.record) if is_revision else subject
        batch = ImportBatch.objects.create(slug=BATCH, title=_("Preview"))
        for named in _open_records(record):
            named.status, named.batch = Status.PUBLISHED, batch
            named.save()
        shown = curation.record_of(record.public_id)
        found = resolve(shown.get_absolute_url())
        response: Any = found.func(request, *found.args, **found.kwargs)
        response.context_data |= {
            "public_page": response.template_name[0],
            "noindex": True,
            "subject": subject,
        }
        response.template_name = "admin/desk/preview.html"
        response.render()
    response["X-Robots-Tag"] = "noindex"
    return response


def _open_records(record: Record) -> list[Record]:
    """The record and all it names that is not public yet, by way of others too."""
    found = [record] if record.status in _OPEN else []
    for one in found or [record]:  # grows while it is walked
        for _field, other in references(one):
            if other.status in _OPEN and other not in found:
                found.append(other)
    return found


urlpatterns = [
    path("preview/<slug:public_id>/", site.admin_view(preview), name="preview"),
]
