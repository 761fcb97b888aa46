"""Bringing articles in: an address, files or a text; what was found, for correction; saved.

Nothing is stored before the last step, and whatever was typed comes back with an error. Several
files are read at once: each can be corrected, and those without a question are imported together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import site
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events import intake, models
from events.choices import CaptureMethod
from events.curation.binding import bind_quotes
from events.intake.problems import IntakeError
from events.intake.reading import Passage, Reading

from .correction import Correction
from .found import Reader, Row, rows_of
from .readings import Carried, SourceForm, unpacked, waiting_in

ADD_TEXT = ("events.add_capture", "events.add_paragraph")
ADD_ARTICLE = ("events.add_article", *ADD_TEXT)


# Importing ----------------------------------------------------------------------------------------


def import_view(request: HttpRequest, *, reader: Reader = intake.read_url) -> HttpResponse:
    """The page of importing; `reader` reads an address."""
    _require(request, ADD_ARTICLE)
    if request.method != "POST":
        return _start(request, SourceForm())
    step, _dash, number = request.POST.get("step", "").partition("-")
    waiting = [Row.of(one) for one in waiting_in(request.POST.getlist("waiting"))]
    place = next((at for at in range(len(waiting)) if str(at) == number), None)
    if step == "clean":
        return _import_clean(request, waiting)
    opened = waiting.pop(place) if step == "open" and place is not None else None
    if opened is not None:
        return _correct(request, Correction.of(unpacked(opened.carried)), waiting)
    if step in {"apply", "save", "back"}:
        return _import_corrected(request, step, waiting)
    return _import_source(request, reader)


def _import_source(request: HttpRequest, reader: Reader) -> HttpResponse:
    """What was given is read: one reading is shown for correction, several as a table."""
    form = SourceForm(request.POST, request.FILES)
    rows = rows_of(form, reader)
    if len(rows) == 1 and rows[0].reading:
        return _correct(request, Correction.of(unpacked(rows[0].carried)), [])
    if len(rows) > 1 and not form.errors:
        return _table(request, rows)
    return _start(request, form)


def _import_corrected(request: HttpRequest, step: str, waiting: list[Row]) -> HttpResponse:
    """The corrected reading is shown anew, put back among the others, or saved."""
    try:
        correction = Correction.posted(request.POST)
    except forms.ValidationError as lost:
        messages.error(request, " ".join(lost.messages))
        return _start(request, SourceForm())
    if step == "apply":
        correction.renumber()
        return _correct(request, correction, waiting)
    if step == "back" and (carried := correction.put_back()):
        return _table(request, [Row.of(carried), *waiting])
    if step == "back" or not correction.is_valid():
        return _correct(request, correction, waiting)
    try:
        article = correction.keep(request.user)
    except IntakeError as refusal:
        correction.refuse(refusal)
        return _correct(request, correction, waiting)
    if waiting:
        return _table(request, waiting, saved=[article])
    return HttpResponseRedirect(f"{reverse('desk:import')}?saved={article.pk}")


def _import_clean(request: HttpRequest, waiting: list[Row]) -> HttpResponse:
    """All that can be saved without a question is; the others stay."""
    saved, left = [], []
    for row in waiting:
        try:
            if not row.is_clean or row.reading is None:
                left.append(row)
            else:
                said = {name: row.said.get(name, "") for name in ("headline_basis", "note")}
                saved.append(intake.keep(row.reading, request.user, **said))
        except IntakeError as refusal:
            row.problems += [message for _field, message in refusal.problems]
            left.append(row)
    left = [replace(row, likenesses=intake.look_alikes(row.reading)) for row in left if row.reading]
    return _table(request, left, saved=saved)


# A new text of a known article --------------------------------------------------------------------


def correct_view(
    request: HttpRequest, number: int, *, reader: Reader = intake.read_url
) -> HttpResponse:
    """Another text of an article, or the corrected one; what cites the article keeps its own."""
    _require(request, ADD_TEXT)
    article = get_object_or_404(models.Article, pk=number)
    if request.method != "POST":
        present = None if "anew" in request.GET else _present(article)
        if present is not None:
            return _correct(
                request, Correction.of(Carried("", present), of_known=True), [], article
            )
        return _start(request, SourceForm(initial={"url": article.url}, of_known=True), article)
    if request.POST.get("step") in {"apply", "save"}:
        return _correct_known(request, article)
    form = SourceForm(request.POST, request.FILES, of_known=True)
    rows = rows_of(form, reader)
    if len(rows) == 1 and rows[0].reading:
        correction = Correction.of(unpacked(rows[0].carried), of_known=True)
        return _correct(request, correction, [], article)
    if len(rows) > 1:
        form.add_error("files", _("One article has one text: give one file."))
    return _start(request, form, article)


def _present(article: models.Article) -> Reading | None:
    """The newest text of an article as a reading."""
    rows = intake.newest_text(article)
    if not rows:
        return None
    passages = tuple(Passage(row.number, row.kind, row.text, row.dated) for row in rows)
    # Without the text that came in, so that what the passages become is what is kept.
    return Reading("", passages, CaptureMethod(rows[0].capture.method))


def _correct_known(request: HttpRequest, article: models.Article) -> HttpResponse:
    try:
        correction = Correction.posted(request.POST, of_known=True)
    except forms.ValidationError as lost:
        messages.error(request, " ".join(lost.messages))
        return _start(request, SourceForm(of_known=True), article)
    if request.POST["step"] == "apply":
        correction.renumber()
        return _correct(request, correction, [], article)
    if not correction.is_valid():
        return _correct(request, correction, [], article)
    there = HttpResponseRedirect(reverse("desk:article", args=[article.pk]))
    reading = correction.reading()
    try:
        if intake.describe(article, reading, request.user):
            messages.success(request, _("The words are the same; kinds and dates were kept."))
            return there
        with transaction.atomic():
            capture = intake.correct(article, reading, request.user)
            bind_quotes(capture, request.user)
    except IntakeError as refusal:
        correction.refuse(refusal)
        return _correct(request, correction, [], article)
    messages.success(
        request, _("The text was kept as %(capture)s.") % {"capture": capture.public_id}
    )
    return there


# Pages --------------------------------------------------------------------------------------------


def _require(request: HttpRequest, permissions: tuple[str, ...]) -> None:
    if not request.user.has_perms(permissions):
        raise PermissionDenied


def _page(request: HttpRequest, name: str, title: str, **context: Any) -> HttpResponse:
    context = {**site.each_context(request), "title": title, **context}
    return TemplateResponse(request, f"admin/desk/{name}.html", context)


def _start(request: HttpRequest, form: SourceForm, article: Any = None) -> HttpResponse:
    saved = request.GET.get("saved", "")
    key = int(saved) if saved.isascii() and saved.isdigit() and len(saved) < 10 else 0
    return _page(
        request,
        "import",
        _("New text") if article else _("Import articles"),
        form=form,
        article=article,
        saved=list(models.Article.objects.in_bulk([key]).values()),
    )


def _correct(
    request: HttpRequest, correction: Correction, waiting: list[Row], article: Any = None
) -> HttpResponse:
    return _page(
        request,
        "import_correct",
        _("Correct the text") if article else _("Correct what was found"),
        correction=correction,
        waiting=waiting,
        article=article,
        media=correction.media,
    )


def _table(request: HttpRequest, rows: list[Row], saved: Sequence[Any] = ()) -> HttpResponse:
    for place, row in enumerate(row for row in rows if row.reading):
        row.place = place
    if saved:
        sentence = ngettext(
            "%(count)d article was imported.", "%(count)d articles were imported.", len(saved)
        )
        messages.success(request, sentence % {"count": len(saved)})
    return _page(request, "import_table", _("What was read"), rows=rows, saved=saved)


urlpatterns = [
    path("import/", site.admin_view(import_view), name="import"),
    path("<ar:number>/correct/", site.admin_view(correct_view), name="correct"),
]
