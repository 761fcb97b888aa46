"""The filterable lists: page, CSV and JSON of the same selection."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.http import urlencode
from django.views.generic import RedirectView, TemplateView, View

from events import filters
from events.exports import csv_response, json_response
from events.filters import ListFilter, select
from events.pages.overview import motion_of
from events.pages.timeline import timeline_page


class ListView(TemplateView):
    """A page of a list. The address is the view: every state of the form is a query string."""

    filterset: ClassVar[type[ListFilter]]
    name: ClassVar[str]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        selection = select(self.filterset, self.request.GET)
        page = selection.page()
        number = [("page", page.number)] if page.number > 1 else []
        return super().get_context_data(
            name=self.name,
            selection=selection,
            page=page,
            query=urlencode([*selection.pairs, *number]),
            noindex=not selection.is_valid or bool(selection.unknown),
            **kwargs,
        )


class ListDataView(View):
    """`.csv` and `.json` of a list; what a program asks wrongly is a 400 that names it."""

    filterset: type[ListFilter] = ListFilter
    name = ""

    def get(self, request: HttpRequest, suffix: str) -> HttpResponseBase:
        """The rows that the page of the same query string shows."""
        selection = select(self.filterset, request.GET)
        if suffix == "csv":
            return csv_response(selection, self.name)
        return json_response(selection, self.name, request)


class TimelineView(ListView):
    """Events by year and month."""

    filterset = filters.EventFilter
    name = "timeline"
    template_name = "events/timeline.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return {**context, "timeline": timeline_page(context["selection"], context["page"])}


class StatementsView(ListView):
    """Statements."""

    filterset = filters.StatementFilter
    name = "statements"
    template_name = "events/statements.html"


class InitiativesView(ListView):
    """Initiatives with their life-lines."""

    filterset = filters.InitiativeFilter
    name = "initiatives"
    template_name = "events/initiatives.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return {**context, "motion": motion_of(context["page"], timezone.localdate())}


class DocumentsView(ListView):
    """Documents."""

    filterset = filters.DocumentFilter
    name = "documents"
    template_name = "events/documents.html"


class ActorsView(ListView):
    """People, organisations and their organs."""

    filterset = filters.ActorFilter
    name = "actors"
    template_name = "events/actors.html"


class ArticlesView(ListView):
    """Articles that public records cite."""

    filterset = filters.ArticleFilter
    name = "articles"
    template_name = "events/articles.html"


class EventsRedirect(RedirectView):
    """`/events/` is the timeline."""

    pattern_name = "events:timeline"
    permanent = True
    query_string = True


LISTS: tuple[type[ListView], ...] = (
    TimelineView,
    StatementsView,
    InitiativesView,
    DocumentsView,
    ActorsView,
    ArticlesView,
)
