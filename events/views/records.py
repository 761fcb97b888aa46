"""The pages of single records, and what stands at the address of one that is gone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView, View

from events.choices import Status
from events.models import RECORD_OF_PREFIX, Article, Event, Tombstone
from events.pages.event import event_page

MODELS: dict[str, Any] = {**RECORD_OF_PREFIX, Article.prefix: Article}


def public_record(model: Any, number: int, *, for_page: bool = False) -> Any:
    """The record if the public may see it, else None."""
    rows = model.objects.published()
    rows = rows.for_page() if for_page else rows
    return rows.in_bulk([number]).get(number)


def departed(request: HttpRequest, public_id: str) -> HttpResponse:
    """The answer for a record that is not public: 301 when merged, 410 when retracted, else 404."""
    tombstone = Tombstone.objects.in_bulk([public_id]).get(public_id)
    if tombstone is None:
        raise Http404(public_id)
    if tombstone.status == Status.MERGED:
        survivor = Tombstone.objects.survivors([public_id])[public_id]
        return HttpResponsePermanentRedirect(address_of(survivor))
    return render(request, "410.html", {"tombstone": tombstone, "noindex": True}, status=410)


def address_of(public_id: str) -> str:
    """The page of a record by its public id, with the slug where it is public."""
    model, number = MODELS[public_id[:2]], int(public_id[2:])
    record = public_record(model, number)
    if record is not None:
        return str(record.get_absolute_url())
    return reverse(f"events:{model.url_name}", args=[public_id])


class RecordView(TemplateView):
    """The page of one public record; its address without or with a wrong slug redirects."""

    model: Any
    content: Callable[[Any], Any]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        record = public_record(self.model, kwargs["number"], for_page=True)
        if record is None:
            return departed(request, f"{self.model.prefix}{kwargs['number']}")
        if kwargs.get("slug", "") != record.slug:
            return HttpResponsePermanentRedirect(record.get_absolute_url())
        page = type(self).content(record)
        return self.render_to_response(
            {"record": record, "page": page, "today": timezone.localdate()}
        )


class EventView(RecordView):
    """An event."""

    model = Event
    content = event_page
    template_name = "events/event.html"


class ShortView(View):
    """`/ev12`: the permanent address of a record."""

    def get(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Lead to the page, or answer as the page would."""
        if public_record(MODELS[public_id[:2]], int(public_id[2:])) is None:
            return departed(request, public_id)
        return HttpResponsePermanentRedirect(address_of(public_id))
