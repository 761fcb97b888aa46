"""The statistics of the desk."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib.admin import site
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from events.pages.desk.statistics import statistics_of

DEFAULT_WEEKS = 4


def _curators() -> Iterator[tuple[str, Any]]:
    yield "", _("everybody")
    people = get_user_model().objects.filter(sittings__isnull=False).distinct()
    for user in people.order_by("username"):
        yield str(user.pk), str(user)


class PeriodForm(forms.Form):
    """Of which time, and of whom."""

    weeks = forms.ChoiceField(
        label=gettext_lazy("Time"),
        required=False,
        choices=[
            ("", gettext_lazy("last 4 weeks")),
            ("12", gettext_lazy("last 12 weeks")),
            ("all", gettext_lazy("all")),
        ],
    )
    curator = forms.ChoiceField(label=gettext_lazy("Curator"), required=False, choices=_curators)


@require_GET
def statistics(request: HttpRequest) -> HttpResponse:
    """How the work goes; what cannot be read in the address counts as not said."""
    if not request.user.has_perm("events.view_article"):  # type: ignore[union-attr]
        raise PermissionDenied
    form = PeriodForm(request.GET)
    form.is_valid()
    chosen = form.cleaned_data.get("weeks", "")
    weeks = None if chosen == "all" else int(chosen or DEFAULT_WEEKS)
    curator = form.cleaned_data.get("curator", "")
    context = {
        **site.each_context(request),
        "title": _("Statistics"),
        "form": form,
        "figures": statistics_of(
            timezone.now(), weeks=weeks, curator=int(curator) if curator else None
        ),
    }
    return TemplateResponse(request, "admin/desk/statistics.html", context)


urlpatterns = [path("statistics/", site.admin_view(statistics), name="statistics")]
