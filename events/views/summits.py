"""Every summit and council of heads."""

from __future__ import annotations

from typing import Any

from django.views.generic import TemplateView

from events.pages import summits


class SummitsView(TemplateView):
    """The table people look up most."""

    template_name = "events/summits.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """See the template."""
        series = summits.series()
        total = sum(len(table.meetings) for table in series)
        return super().get_context_data(series=series, total=total, **kwargs)
