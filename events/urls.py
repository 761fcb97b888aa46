"""Every public address, read as a table of contents. `/` is the dashboard."""

from collections.abc import Iterator

from django.urls import URLPattern, path, re_path, register_converter

from events.converters import CONVERTERS
from events.views import about, countries, dashboard, lists, records, search, summits, topics

app_name = "events"

for name, converter in CONVERTERS.items():
    register_converter(converter, name)


def list_of(view: type[lists.ListView]) -> Iterator[URLPattern]:
    """`/actors/` and `/actors.csv`, `/actors.json`: one filter, one selection."""
    data = lists.ListDataView.as_view(filterset=view.filterset, name=view.name)
    yield path(f"{view.name}/", view.as_view(), name=view.name)
    yield re_path(rf"^{view.name}\.(?P<suffix>csv|json)$", data, name=f"{view.name}-data")


def pages_of(view: type[records.RecordView]) -> Iterator[URLPattern]:
    """`/actors/ac1/jane-doe/`; without its slug it redirects; `/actors/ac1.json` is the data."""
    one = view.model.url_name
    address = f"{one}s/<{view.model.prefix}:number>"
    data = records.RecordDataView.as_view(model=view.model)
    yield path(f"{address}.json", data, name=f"{one}-data")
    yield path(f"{address}/", view.as_view(), name=one)
    yield path(f"{address}/<str:slug>/", view.as_view(), name=one)


urlpatterns = [
    # The permanent short address of any record: /ev12
    path("<public_id:public_id>", records.ShortView.as_view(), name="short"),
    # Lists
    path("events/", lists.EventsRedirect.as_view(), name="events-redirect"),
    *list_of(lists.TimelineView),
    *list_of(lists.StatementsView),
    *list_of(lists.InitiativesView),
    *list_of(lists.DocumentsView),
    *list_of(lists.ActorsView),
    *list_of(lists.ArticlesView),
    # Records
    *pages_of(records.EventView),
    *pages_of(records.StatementView),
    *pages_of(records.InitiativeView),
    *pages_of(records.DocumentView),
    *pages_of(records.ActorView),
    *pages_of(records.ArticleView),
    # --- part 2: dashboard, countries, summits, topics, search, about ----------------------
    path("", dashboard.DashboardView.as_view(), name="dashboard"),
    path("countries/", countries.CountriesView.as_view(), name="countries"),
    path("countries/<str:iso2>/", countries.CountryView.as_view(), name="country"),
    path("countries/<str:iso2>/<str:other>/", countries.PairView.as_view(), name="pair"),
    path("summits/", summits.SummitsView.as_view(), name="summits"),
    path("topics/", topics.TopicsView.as_view(), name="topics"),
    path("topics/<slug:slug>/", topics.TopicView.as_view(), name="topic"),
    path("search/", search.SearchView.as_view(), name="search"),
    path("about/", about.AboutView.as_view(), name="about"),
    path("codebook/", about.CodebookView.as_view(), name="codebook"),
    # --- end of part 2 -----------------------------------------------------------------------
]
