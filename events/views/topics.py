"""The subjects of the SCO's work."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.utils import timezone
from django.views.generic import TemplateView

from events.pages import topics


class TopicsView(TemplateView):
    """All topics with what is on record for each."""

    template_name = "events/topics.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """See the template."""
        return super().get_context_data(tree=topics.tree(), **kwargs)


class TopicView(TemplateView):
    """One topic."""

    template_name = "events/topic.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """See the template."""
        topic = topics.topic_of(kwargs.pop("slug"))
        if topic is None:
            raise Http404
        return super().get_context_data(
            topic=topic, page=topics.topic_page(topic, timezone.localdate()), **kwargs
        )
