"""The table of contents: probes and admin outside the languages, every page under them."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

from sco_portal.health import healthz, readyz

# First, since it names the converters of ids in addresses, which the desk's addresses use.
public_pages = i18n_patterns(path("", include("events.urls")), prefix_default_language=False)

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    # Browsers ask for this on pages that name no icon, the admin's among them.
    path("favicon.ico", RedirectView.as_view(url=f"{settings.STATIC_URL}img/favicon.svg")),
    path("admin/desk/", include("events.admin.desk.urls")),
    path("admin/", admin.site.urls),
    *public_pages,
]
