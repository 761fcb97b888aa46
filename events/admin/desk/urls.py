"""Every address of the desk, under /admin/desk/."""

from . import bulk, coding, finishing, importing, queue, reviewing, statistics

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
