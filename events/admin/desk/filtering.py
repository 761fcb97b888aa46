"""The filter of the queue.

It stands here and not in `events.filters`: those are the lists of the public site, whose
parameters are documented, translated into sentences and served as data. Curators' parameters
(who holds it, how far it is) are none of the public's business.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import django_filters
from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.choices import UNFINISHED, Triage
from events.models import Article, Publisher
from events.pages.coverage import language_name

ALL, MINE, NOBODY = "all", "me", "nobody"
AGES = {"7": _("a week"), "30": _("a month"), "90": _("three months")}
COVERAGES = [("none", _("nothing")), ("some", _("a part")), ("full", _("everything"))]
ORDERS = {"age": "longest_waiting", "coverage": "least_covered", "date": "newest_first"}


def _holders() -> Iterator[tuple[str, Any]]:
    yield MINE, _("me")
    yield NOBODY, _("nobody")
    holding = get_user_model().objects.filter(articles__isnull=False).distinct()
    for user in holding.order_by("username"):
        yield str(user.pk), str(user)


def _languages() -> list[tuple[str, str]]:
    return [(code, language_name(code)) for code in Article.objects.languages()]


def _choice(label: Any, choices: Any, empty: Any) -> django_filters.ChoiceFilter:
    return django_filters.ChoiceFilter(label=label, choices=choices, empty_label=empty)


class QueueFilter(django_filters.FilterSet):
    """Which articles the queue shows, and in which order; what each means are verbs of articles."""

    state = _choice(_("State"), [*Triage.choices, (ALL, _("all"))], _("to be done"))
    holder = _choice(_("Held by"), _holders, _("anybody"))
    waiting = _choice(_("Waiting longer than"), list(AGES.items()), _("any time"))
    coverage = _choice(_("Coded"), COVERAGES, _("any part"))
    publisher = django_filters.ModelChoiceFilter(
        label=_("Publisher"), queryset=Publisher.objects.order_by("name"), empty_label=_("any")
    )
    language = _choice(_("Language"), _languages, _("any"))
    text = _choice(
        _("Text"), [("yes", _("captured")), ("no", _("digests only"))], _("there or not")
    )
    sort = _choice(
        _("Order"),
        [("coverage", _("least coded first")), ("date", _("newest publication first"))],
        _("longest waiting first"),
    )

    class Meta:
        model = Article
        fields: tuple[str, ...] = ()

    @property
    def given(self) -> dict[str, Any]:
        """The values that could be read."""
        return self.form.cleaned_data if self.form.is_valid() else {}

    @property
    def narrows(self) -> bool:
        """Whether anything but the order is asked for."""
        return any(value for name, value in self.given.items() if name != "sort")

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        """The articles asked for; none where the question cannot be read."""
        if not self.form.is_valid():
            return queryset.none()
        given, rows = self.given, queryset
        state = given["state"]
        if state != ALL:
            rows = rows.in_triage(*([state] if state else UNFINISHED))  # type: ignore[attr-defined]
        rows = _of_holder(rows, given["holder"], self.request.user)
        if given["waiting"]:
            rows = rows.added_before(_days_ago(int(given["waiting"])))
        rows = rows.covered(**_SHARES.get(given["coverage"], {}))
        if given["publisher"]:
            rows = rows.from_publisher(given["publisher"])
        if given["language"]:
            rows = rows.in_language(given["language"])
        if given["text"]:
            rows = rows.having_text(there=given["text"] == "yes")
        ordered: QuerySet = getattr(rows, ORDERS[given["sort"] or "age"])()
        return ordered


#: Shares of doubles: the whole is more than 0.9999 of it.
_SHARES: dict[str, dict[str, float]] = {
    "none": {"below": 0.0001},
    "some": {"above": 0.0001, "below": 0.9999},
    "full": {"above": 0.9999},
}


def _of_holder(rows: Any, holder: str, user: Any) -> Any:
    if holder == MINE:
        return rows.held_by(user)
    if holder == NOBODY:
        return rows.free()
    return rows.held_by(int(holder)) if holder else rows


def _days_ago(days: int) -> datetime:
    return timezone.now() - timedelta(days=days)
