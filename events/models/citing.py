"""Which countries an article is about: those of the public records it is cited by.

Claims hang on records in eleven ways, so the questions are put as many small subqueries and
never as one query with a join for each way: where PostgreSQL's statistics are older than the
rows, such a query may run for minutes.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection
from typing import Any

from django.apps import apps
from django.db.models import CharField, Q, QuerySet, Value

from .actor import REPRESENTED, Actor
from .country import Period
from .document import COUNTRIES, Document
from .event import Event
from .initiative import Initiative
from .statement import Statement
from .tally import Link, Tally, linked

_ARTICLE = "paragraph__capture__article"
#: Each kind of record: the paths from evidence to it, and the ways from it to countries.
_RECORDS: tuple[tuple[type[Any], tuple[str, ...], tuple[Link, ...]], ...] = (
    (
        Event,
        ("event", "participation__event"),
        (Link("participations__country"), Link("place__country")),
    ),
    (Statement, ("statement", "statement_party__statement"), (Link("parties__country"),)),
    (
        Initiative,
        ("initiative", "step__initiative", "step_party__step__initiative"),
        (Link("steps__parties__country"),),
    ),
    (Document, ("document",), COUNTRIES),
    (Actor, ("actor", "tenure__actor"), REPRESENTED),
)


def articles_of(codes: Collection[str]) -> QuerySet:
    """Keys of the articles that public records of these countries (ISO codes) cite."""
    evidence: Any = apps.get_model("events", "Evidence")
    wanted = Q(period__in=Period.objects.filter(country__in=codes).values("pk"))
    for model, paths, links in _RECORDS:
        records = model.objects.published().filter(linked(model, links, codes)).values("pk")
        for path in paths:
            claim, _, owner = path.partition("__")
            claims = records
            if owner:
                children: Any = evidence._meta.get_field(claim).related_model
                claims = children.objects.filter(**{f"{owner}__in": records}).values("pk")
            wanted |= Q(**{f"{claim}__in": claims})
    found: QuerySet = evidence.objects.filter(wanted).values(_ARTICLE)
    return found


def tally_articles(rows: QuerySet) -> Tally:
    """How many of these articles each country has; four queries, however many articles."""
    wanted = set(rows.order_by().values_list("pk", flat=True))
    countries = _countries_of_records()
    pairs = {
        (article, country)
        for article, kind, record in _citations()
        for country in countries[kind, record]
    }
    periods: Any = apps.get_model("events", "Evidence").objects.exclude(period=None)
    pairs.update(periods.order_by().values_list(_ARTICLE, "period__country"))
    found = Counter(country for article, country in pairs if article in wanted)
    return [list(found.items())]


def _countries_of_records() -> dict[tuple[str, int], set[str]]:
    """The countries of every public record, by (kind, primary key)."""
    parts = [
        model.objects.published()
        .order_by()
        .filter(**link.public, **{f"{link.path}__isnull": False})
        .annotate(of_kind=_text(model))
        .values_list("of_kind", "pk", link.path)
        for model, _paths, links in _RECORDS
        for link in links
    ]
    found: dict[tuple[str, int], set[str]] = defaultdict(set)
    for kind, record, country in parts[0].union(*parts[1:]):
        found[kind, record].add(country)
    return found


def _citations() -> QuerySet:
    """(article, kind, primary key of a record) for every record that cites an article."""
    evidence: Any = apps.get_model("events", "Evidence")
    parts = [
        evidence.objects.order_by()
        .filter(**{f"{path.partition('__')[0]}__isnull": False})
        .annotate(of_kind=_text(model))
        .values_list(_ARTICLE, "of_kind", path)
        for model, paths, _links in _RECORDS
        for path in paths
    ]
    return parts[0].union(*parts[1:])


def _text(model: type[Any]) -> Value:
    return Value(str(model._meta.model_name), output_field=CharField())
