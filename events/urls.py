"""Every public address, read as a table of contents. `/` is the dashboard."""

from django.http import Http404
from django.urls import path, register_converter

from events.converters import CONVERTERS
from events.views import records

app_name = "events"

for name, converter in CONVERTERS.items():
    register_converter(converter, name)


def _later(request, **kwargs):
    """A page of part 2 that is not written yet."""
    raise Http404


urlpatterns = [
    path("<public_id:public_id>", records.ShortView.as_view(), name="short"),
    path("timeline/", _later, name="timeline"),
    path("statements/", _later, name="statements"),
    path("initiatives/", _later, name="initiatives"),
    path("documents/", _later, name="documents"),
    path("actors/", _later, name="actors"),
    path("articles/", _later, name="articles"),
    # Records: the address without a slug leads to the one with it.
    path("events/<ev:number>.json", _later, name="event-data"),
    path("events/<ev:number>/", records.EventView.as_view(), name="event"),
    path("events/<ev:number>/<str:slug>/", records.EventView.as_view(), name="event"),
    path("statements/<st:number>.json", _later, name="statement-data"),
    path("statements/<st:number>/", _later, name="statement"),
    path("statements/<st:number>/<str:slug>/", _later, name="statement"),
    path("initiatives/<in:number>.json", _later, name="initiative-data"),
    path("initiatives/<in:number>/", _later, name="initiative"),
    path("initiatives/<in:number>/<str:slug>/", _later, name="initiative"),
    path("documents/<do:number>.json", _later, name="document-data"),
    path("documents/<do:number>/", _later, name="document"),
    path("documents/<do:number>/<str:slug>/", _later, name="document"),
    path("actors/<ac:number>.json", _later, name="actor-data"),
    path("actors/<ac:number>/", _later, name="actor"),
    path("actors/<ac:number>/<str:slug>/", _later, name="actor"),
    path("articles/<ar:number>.json", _later, name="article-data"),
    path("articles/<ar:number>/", _later, name="article"),
    path("articles/<ar:number>/<str:slug>/", _later, name="article"),
    # --- part 2: dashboard, countries, summits, topics, search, about ----------------------
    path("", _later, name="dashboard"),
    path("countries/", _later, name="countries"),
    path("countries/<str:iso2>/", _later, name="country"),
    path("countries/<str:iso2>/<str:other>/", _later, name="pair"),
    path("summits/", _later, name="summits"),
    path("topics/", _later, name="topics"),
    path("topics/<slug:slug>/", _later, name="topic"),
    path("search/", _later, name="search"),
    path("about/", _later, name="about"),
    path("codebook/", _later, name="codebook"),
    # --- end of part 2 -----------------------------------------------------------------------
]
