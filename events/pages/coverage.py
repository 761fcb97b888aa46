"""What is in the record and what is not: by year, by language, by kind of publisher."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from babel import Locale, UnknownLocaleError
from django.db.models import Count
from django.db.models.functions import ExtractYear
from django.utils.translation import get_language

from events.choices import EventState, PublisherKind
from events.models import Article, Event, ImportBatch, Statement
from events.models.dates import BEGINNING


@dataclass(frozen=True)
class Year:
    """How much is coded of a year; events held, announced only or otherwise, statements."""

    year: int
    held: int
    other: int
    statements: int
    articles: int


@dataclass(frozen=True)
class Share:
    """A value and how many articles have it."""

    value: str
    label: str
    number: int


@dataclass(frozen=True)
class Coverage:
    """The numbers of the about page."""

    years: list[Year]
    languages: list[Share]
    publishers: list[Share]
    batches: list[ImportBatch]

    @property
    def events(self) -> int:
        """Events held, of all years."""
        return sum(year.held for year in self.years)

    @property
    def articles(self) -> int:
        """Articles, dated or not."""
        return sum(share.number for share in self.languages)


def coverage() -> Coverage:
    """Everything public, counted by the year of its earliest day; a fixed number of queries."""
    events = Event.objects.published()
    held = _per_year(events.held())
    everything = _per_year(events)
    statements = _per_year(Statement.objects.published())
    articles = _per_year(Article.objects.published())
    found = sorted(set(everything) | set(statements))
    span = range(found[0], found[-1] + 1) if found else []
    return Coverage(
        years=[
            Year(year, held[year], everything[year] - held[year], statements[year], articles[year])
            for year in span
        ],
        languages=_languages(),
        publishers=_publishers(),
        batches=list(ImportBatch.objects.order_by("slug")),
    )


def _per_year(rows) -> Counter[int]:
    dated = rows.exclude(earliest=BEGINNING).order_by().annotate(of=ExtractYear("earliest"))
    return Counter(dict(dated.values_list("of").annotate(number=Count("pk"))))


def _languages() -> list[Share]:
    rows = Article.objects.published().order_by().values_list("language")
    numbers = rows.annotate(number=Count("pk"))
    shares = [Share(code, language_name(code), number) for code, number in numbers]
    return sorted(shares, key=lambda share: (-share.number, share.value))


def _publishers() -> list[Share]:
    rows = Article.objects.published().order_by().values_list("publisher__kind")
    numbers = rows.annotate(number=Count("pk"))
    labels = dict(PublisherKind.choices)
    shares = [Share(kind, str(labels[kind]), number) for kind, number in numbers]
    return sorted(shares, key=lambda share: (-share.number, share.value))


def language_name(code: str) -> str:
    """A language in the reader's own; the code where it has no name."""
    try:
        locale = Locale.parse(code, sep="-")
    except (UnknownLocaleError, ValueError):
        return code
    reader = (get_language() or "en").split("-")[0]
    return str(locale.get_display_name(reader) or code)


#: What a year's row is linked to besides what was held.
OTHER_STATES = [state.value for state in EventState if state != EventState.HELD]
