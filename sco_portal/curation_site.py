"""Django's admin with a start page of our own: first what a curator has to do.

It stands outside `events.admin`: whatever is registered there asks for the site, and a site
that is found by importing that package would be made twice.
"""

from __future__ import annotations

from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from events.pages.desk.queue import own_work


class CurationSite(AdminSite):
    """The site of curators and reviewers."""

    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The start page: the work of whoever looks at it, and below every model."""
        may_curate = request.user.has_perm("events.view_article")
        work = own_work(request.user, timezone.now()) if may_curate else None
        return super().index(request, {"work": work, **(extra_context or {})})
