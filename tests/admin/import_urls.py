"""The site's addresses, but the import page asks this module instead of the network."""

from functools import partial

from django.contrib.admin import site
from django.urls import include, path

import sco_portal.urls
from events import intake
from events.admin.desk.importing import import_view
from events.choices import CaptureMethod

PAGE = """<!doctype html><html lang="en"><head><title>Made-up page</title>
<link rel="canonical" href="https://press.example/made-up-page"></head><body><article>
<h1>Made-up page</h1><p>{words}</p></article></body></html>"""


def read_locally(url: str) -> intake.Reading:
    """A page as it would come from an address."""
    page = PAGE.format(words="Made-up words of the fetched page. " * 12)
    return intake.read_html(page, url=url, method=CaptureMethod.FETCH)


_import = path("import/", site.admin_view(partial(import_view, reader=read_locally)))
urlpatterns = [path("admin/desk/", include([_import])), *sco_portal.urls.urlpatterns]
