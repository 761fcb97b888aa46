"""The front page."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.views.generic import TemplateView

from events import stats, timeline
from events.pages import overview


class DashboardView(TemplateView):
    """Search, figures, the years, what is new and what moves."""

    template_name = "events/dashboard.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """See the template."""
        today = timezone.localdate()
        held, years = overview.held(), overview.years(overview.held())
        return super().get_context_data(
            today=today,
            figures=stats.figures(),
            years=years,
            latest=overview.latest(held),
            waiting=overview.waiting(today),
            on_this_day=timeline.on_this_day(held, today),
            motion=overview.motion(overview.in_motion(), today, number=overview.IN_MOTION),
            heat=overview.heat(held, years.chart.total),
            **kwargs,
        )
