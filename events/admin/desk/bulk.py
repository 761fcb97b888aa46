"""Bulk work: a table or a package looked over row by row, then applied as drafts and revisions."""

from __future__ import annotations

import hashlib
import json
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import site
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events import curation, dataset
from events.curation.bulk import Outcome, upload
from events.dataset import tables
from events.dataset.columns import TABLE, TABLES, Kind
from events.models import Upload

MOST_BYTES = 10 * 1024 * 1024
_KEPT = timedelta(days=1)
#: More changed rows than this are counted, not shown.
MOST_ROWS = 500
_RECORDS_FIRST = [table for table in TABLES if table.name not in tables.NOT_BY_HAND]


class UploadForm(forms.Form):
    """The file, and which table it is where its name does not say."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("CSV or XLSX, or a data package as a ZIP archive; at most 10 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx,.zip"}),
    )
    table = forms.ChoiceField(
        label=gettext_lazy("Table"),
        required=False,
        help_text=gettext_lazy("Only where the name of the file, or of its sheet, is no table's."),
        choices=lambda: [
            ("", "---------"),
            *((table.name, table.model._meta.verbose_name_plural) for table in _RECORDS_FIRST),
        ],
    )

    def clean_file(self) -> Any:
        """A file of bearable size."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("The file is larger than 10 MB."))
        return file


def bulk(request: HttpRequest) -> HttpResponse:
    """Take a file and show what it would change; nothing is changed."""
    _allow(request)
    form = UploadForm(request.POST or None, request.FILES or None)
    if not form.is_valid():
        return _page(request, form=form)
    file = form.cleaned_data["file"]
    Upload.objects.forgotten(before=timezone.now() - _KEPT).delete()
    kept = Upload.objects.create(
        curator=request.user,
        name=Path(file.name).name[:200],
        table=form.cleaned_data["table"],
        content=file.read(),
    )
    return HttpResponseRedirect(reverse("desk:bulk_one", args=[kept.key]))


def bulk_one(request: HttpRequest, key: Any) -> HttpResponse:
    """The dry run of a file, row by row; a POST that has seen this very run applies it."""
    _allow(request)
    kept = Upload.objects.filter(pk=key).first()
    if kept is None:
        messages.info(request, _("This file was applied already, or was sent too long ago."))
        return HttpResponseRedirect(reverse("desk:bulk"))
    if kept.curator_id != request.user.pk:
        raise Http404
    try:
        if request.method == "POST":
            seen, done = _applied(request, kept)
        else:
            seen, done = _run(kept, request.user, dry_run=True), None
    except dataset.LoadError as refusal:
        return _page(request, kept=kept, refusal=refusal, form=UploadForm())
    except curation.CurationError as refusal:
        for problem in refusal.problems:
            messages.error(request, problem.message)
        return _page(request, kept=kept, form=UploadForm())
    if done is None:
        return _page(request, kept=kept, outcome=seen, form=UploadForm())
    messages.success(request, _("Applied."))
    return _page(request, kept=kept, done=done, form=UploadForm())


@transaction.atomic
def _applied(request: HttpRequest, kept: Upload) -> tuple[Outcome, Outcome | None]:
    """What a file would do, and what it did where that is what was seen; a file does it once."""
    get_object_or_404(Upload.objects.select_for_update(), pk=kept.pk)
    seen = _run(kept, request.user, dry_run=True)
    if not _is_same(request, seen):
        return seen, None
    done = _run(kept, request.user, dry_run=False)
    kept.delete()
    return seen, done


def _allow(request: HttpRequest) -> None:
    if not request.user.has_perm("events.change_event"):  # type: ignore[union-attr]
        raise PermissionDenied


def _run(kept: Upload, user: Any, *, dry_run: bool) -> Outcome:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        tables.unpack(kept.name, bytes(kept.content), folder, table=kept.table)
        return upload(folder, user, dry_run=dry_run)


def _is_same(request: HttpRequest, outcome: Outcome) -> bool:
    if request.POST.get("seen") == fingerprint(outcome):
        return True
    messages.warning(request, _("Something has changed since. Look again before you apply it."))
    return False


def fingerprint(outcome: Outcome) -> str:
    """Tells two dry runs apart, save by numbers of new rows and by the time of the run itself."""
    added = [row.id for row in outcome.rows if row.action == "added"]
    named = {key: f"+{number}" for number, key in enumerate(added)}

    def same(value: Any) -> Any:
        if isinstance(value, list):
            return [named.get(one, one) for one in value]
        return named.get(value, value) if isinstance(value, str) else value

    rows = [
        (
            row.table,
            same(row.id),
            row.action,
            {
                name: list(map(same, values))
                for name, values in row.columns.items()
                if TABLE[row.table][name].kind is not Kind.DATETIME
            },
        )
        for row in outcome.rows
    ]
    return hashlib.sha256(json.dumps(rows, sort_keys=True, default=str).encode()).hexdigest()


def _page(request: HttpRequest, **context: Any) -> HttpResponse:
    outcome = context.get("outcome")
    if outcome:
        context |= {
            "seen": fingerprint(outcome),
            "rows": [_shown(row, outcome.named) for row in outcome.rows[:MOST_ROWS]],
            "unshown": max(0, len(outcome.rows) - MOST_ROWS),
        }
    context |= {
        **site.each_context(request),
        "title": _("Bulk work"),
        "page": "bulk",
    }
    return TemplateResponse(request, "admin/desk/bulk.html", context)


def _shown(change: dataset.RowChange, named: dict[str, str]) -> dict[str, Any]:
    """One row of the dry run: what it is, what becomes of it, the values that differ.

    `named` tells new ids by the placeholders of the file; they get their numbers on applying.
    """
    return {
        "table": TABLE[change.table].model._meta.verbose_name,
        "id": named.get(change.id, change.id),
        "action": _ACTIONS[change.action],
        "kind": change.action,
        "values": [
            {"column": name, "old": _text(old, named), "new": _text(new, named)}
            for name, (old, new) in change.columns.items()
            if name not in ("version", "changed_at", "created_at", "status")
        ],
    }


_ACTIONS = {
    "added": gettext_lazy("added"),
    "changed": gettext_lazy("changed"),
    "removed": gettext_lazy("removed"),
}


def _text(value: Any, named: dict[str, str]) -> str:
    if isinstance(value, list):
        return ", ".join(_text(one, named) for one in value)
    return "" if value is None else named.get(value, str(value))


urlpatterns = [
    path("bulk/", site.admin_view(bulk), name="bulk"),
    path("bulk/<uuid:key>/", site.admin_view(bulk_one), name="bulk_one"),
]
