"""Every address of the desk, under /admin/desk/."""

from django.urls import register_converter

from events.converters import CONVERTERS

# Before the modules below, whose addresses hold the ids of articles.
register_converter(CONVERTERS["ar"], "article")

from . import bulk, coding, finishing, importing, queue, reviewing, statistics  # noqa: E402

app_name = "desk"
urlpatterns = [
    *queue.urlpatterns,
    *importing.urlpatterns,
    *bulk.urlpatterns,
    *reviewing.urlpatterns,
    *statistics.urlpatterns,
    *finishing.urlpatterns,
    *coding.urlpatterns,
]
