"""The rows that names are made from, read in a fixed number of queries.

Aliases and vocabularies carry no time of change, so there is no cheap version to ask for: two
readings are compared row by row. That is exact, holds across processes, and costs little beside
the matcher that need not be built again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from events.choices import PlacePrecision, Status
from events.models import Actor, Alias, Country, Event, Initiative, Place, Post, Tenure, Topic

Triple = tuple[str, str, str]
_ALIAS = ("spelling", "script", "actor", "country", "place", "initiative", "post")
_NAMES = ("name_en", "name_ru", "name_zh")


@dataclass(frozen=True)
class Tables:
    """Rows as plain tuples; retracted records are left out."""

    actors: tuple[tuple, ...]
    aliases: tuple[tuple, ...]
    countries: tuple[tuple, ...]
    places: tuple[tuple, ...]
    initiatives: tuple[tuple, ...]
    posts: tuple[tuple, ...]
    tenures: tuple[tuple[int, str, date, date], ...]
    topics: tuple[tuple, ...]
    meetings: tuple[tuple[int, str, int], ...]
    subjects: tuple[tuple[int, str], ...]

    @classmethod
    def read(cls) -> Tables:
        """All of them, ten queries."""
        records = ("pk", *_NAMES, "merged_into")
        actors = Actor.objects.exclude(status=Status.RETRACTED)
        initiatives = Initiative.objects.exclude(status=Status.RETRACTED)
        # A place that is a whole country would double every mention of the country.
        places = Place.objects.exclude(precision=PlacePrecision.COUNTRY)
        meetings = Event.objects.exclude(organ=None).order_by("organ", "kind")
        return cls(
            actors=_rows(actors, *records, "kind", "acronym", "nationality", "parent"),
            aliases=_rows(Alias.objects, *_ALIAS),
            countries=_rows(Country.objects, "pk", *_NAMES),
            places=_rows(places, "pk", *_NAMES, "country"),
            initiatives=_rows(initiatives, *records),
            posts=_rows(Post.objects, "pk", *_NAMES, "level", "country", "organisation"),
            tenures=_rows(Tenure.objects, "actor", "post", "earliest", "latest"),
            topics=_rows(Topic.objects, "pk", *_NAMES),
            subjects=_rows(Initiative.topics.through.objects, "initiative", "topic"),
            meetings=tuple(
                meetings.values("organ", "kind")
                .annotate(number=Count("pk"))
                .values_list("organ", "kind", "number")
            ),
        )


def _rows(rows, *columns: str) -> tuple[tuple, ...]:
    return tuple(rows.order_by("pk").values_list(*columns))
