"""What the site is, and what its terms mean."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.views.generic import TemplateView

from events.pages import codebook, coverage


class AboutView(TemplateView):
    """Scope, coverage, corrections, licence."""

    template_name = "events/about.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """See the template."""
        return super().get_context_data(
            coverage=coverage.coverage(), today=timezone.localdate(), **kwargs
        )


class CodebookView(TemplateView):
    """Every vocabulary, topic and column."""

    template_name = "events/codebook.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """See the template."""
        return super().get_context_data(codebook=codebook.codebook(), **kwargs)
