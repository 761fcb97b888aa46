"""The pages of single records, and what stands at the address of one that is gone."""

from __future__ import annotations

from typing import Any

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    JsonResponse,
)
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from events.choices import Status
from events.exports import record_json
from events.models import (
    RECORD_OF_PREFIX,
    Actor,
    Article,
    Document,
    Event,
    Initiative,
    Statement,
    Tombstone,
)
from events.pages.actor import actor_page
from events.pages.article import article_page
from events.pages.document import document_page
from events.pages.event import event_page
from events.pages.initiative import initiative_page
from events.pages.statement import statement_page

MODELS: dict[str, Any] = {**RECORD_OF_PREFIX, Article.prefix: Article}


def public_record(model: Any, number: int, *, for_page: bool = False) -> Any:
    """The record if the public may see it, else None."""
    rows = model.objects.published()
    rows = rows.for_page() if for_page else rows
    return rows.in_bulk([number]).get(number)


def departed(request: HttpRequest, public_id: str, *, as_data: bool = False) -> HttpResponse:
    """The answer for a record that is not public: 301 when merged, 410 when retracted, else 404.

    as_data: for programs, which are sent on to data and told reasons as JSON.
    """
    tombstone = Tombstone.objects.in_bulk([public_id]).get(public_id)
    if tombstone is None:
        raise Http404(_("There is no public record %(id)s.") % {"id": public_id})
    if tombstone.status == Status.MERGED:
        survivor = Tombstone.objects.survivors([public_id])[public_id]
        data = reverse(f"events:{MODELS[survivor[:2]].url_name}-data", args=[survivor])
        return HttpResponsePermanentRedirect(data if as_data else address_of(survivor))
    if as_data:
        gone = {"id": public_id, "status": tombstone.status, "reason": tombstone.reason}
        return JsonResponse(gone, status=410)
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
    content: Any

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        record = public_record(self.model, kwargs["number"], for_page=True)
        if record is None:
            return departed(request, f"{self.model.prefix}{kwargs['number']}")
        if kwargs.get("slug", "") != record.slug:
            return HttpResponsePermanentRedirect(record.get_absolute_url())
        today = timezone.localdate()
        return self.render_to_response(
            {
                "record": record,
                "page": self.content(record, today=today),
                "today": today,
                "former": [row.pk for row in Tombstone.objects.merged_into(record.public_id)],
            }
        )


class EventView(RecordView):
    """An event."""

    model = Event
    content = staticmethod(event_page)
    template_name = "events/event.html"


class StatementView(RecordView):
    """A statement."""

    model = Statement
    content = staticmethod(statement_page)
    template_name = "events/statement.html"


class InitiativeView(RecordView):
    """An initiative."""

    model = Initiative
    content = staticmethod(initiative_page)
    template_name = "events/initiative.html"


class DocumentView(RecordView):
    """A document."""

    model = Document
    content = staticmethod(document_page)
    template_name = "events/document.html"


class ActorView(RecordView):
    """A person, an organisation or an organ."""

    model = Actor
    content = staticmethod(actor_page)
    template_name = "events/actor.html"


class ArticleView(RecordView):
    """An article that public records cite."""

    model = Article
    content = staticmethod(article_page)
    template_name = "events/article.html"


class RecordDataView(View):
    """The data of one public record: its row, children, evidence and aliases."""

    model: Any = None

    def get(self, request: HttpRequest, number: int) -> HttpResponse:
        """JSON; 410 with the reason where it was retracted, 301 where it was merged."""
        record = public_record(self.model, number)
        if record is not None:
            return JsonResponse(record_json(record), json_dumps_params={"ensure_ascii": False})
        return departed(request, f"{self.model.prefix}{number}", as_data=True)


class ShortView(View):
    """`/ev12`: the permanent address of a record."""

    def get(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Lead to the page, or answer as the page would."""
        if public_record(MODELS[public_id[:2]], int(public_id[2:])) is None:
            return departed(request, public_id)
        return HttpResponsePermanentRedirect(address_of(public_id))
