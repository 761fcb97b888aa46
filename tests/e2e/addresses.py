"""Every public HTML address, with the fullest row of the starter dataset where one is shown."""

from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import override

from events import models, urls

LANGUAGES = ("en", "ru", "zh-hans")
#: Addresses that answer with data or lead elsewhere.
NO_PAGE = {"short", "events-redirect"}
RECORDS: dict[str, type[Any]] = {
    "event": models.Event,
    "statement": models.Statement,
    "initiative": models.Initiative,
    "document": models.Document,
    "actor": models.Actor,
}
OTHERS: dict[str, list[str]] = {"country": ["kg"], "pair": ["cn", "kg"], "topic": ["security"]}


def names() -> list[str]:
    """The names of the addresses that show a page, each once."""
    found = {pattern.name for pattern in urls.urlpatterns}
    return sorted(name for name in found - NO_PAGE if not name.endswith("-data"))


def fullest(name: str) -> Any:
    """The public record with the most evidence, or the article most cited."""
    if name == "article":
        cited = Count("captures__paragraphs__evidence")
        return models.Article.objects.published().alias(n=cited).order_by("-n", "pk")[0]
    rows = RECORDS[name].objects.published()
    return rows.alias(n=Count("evidence")).order_by("-n", "pk")[0]


def address(name: str, language: str = "en") -> str:
    """The address of a page; the search asks for something that it finds."""
    with override(language):
        if name in RECORDS or name == "article":
            return str(fullest(name).get_absolute_url())
        found = reverse(f"events:{name}", args=OTHERS.get(name, []))
        return f"{found}?q=bank" if name == "search" else found
