"""The search index: one row per public record, and the QuerySet verbs that ask it.

Both databases hold the same tokens (`events.tokens`) and answer the same question, so a search
gives the same rows in the same order on each. Relevance is therefore not a database's own
score but a class: whether all that was asked for stands in the title, in title and names, or
somewhere in the record.

Beside the table, migration 0002 makes what Django cannot describe: on SQLite an FTS5 table and
the triggers that keep it in step, on PostgreSQL generated tsvector columns under a GIN index.
A later migration that alters this model on SQLite rebuilds the table and has to make the
triggers anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import Any

from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.expressions import Func

from events import tokens

Term = tuple[str, bool]


class Relevance(IntEnum):
    """Where all terms of a query are found; the lower the better."""

    TITLE = 1
    NAMES = 2
    ANYWHERE = 3


class Found(Func):
    """Whether the index row with this id holds all terms within a scope.

    A term is a token and whether it is a prefix. Tokens hold letters, digits and vowel signs
    only (a test says so), and they travel as a parameter, quoted in the query language too.
    """

    output_field = models.BooleanField()
    conditional = True

    def __init__(self, expression: Any, terms: Sequence[Term], scope: Relevance) -> None:
        super().__init__(expression)
        self.terms = tuple(terms)
        self.scope = Relevance(scope)

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """SQLite: FTS5, its columns named by the scope."""
        columns = ("title", "names", "body")[: self.scope]
        terms = " AND ".join(f'"{token}"{"*" * is_prefix}' for token, is_prefix in self.terms)
        sql, params = compiler.compile(self.source_expressions[0])
        return (
            f"{sql} IN (SELECT rowid FROM events_searchentry_fts"
            " WHERE events_searchentry_fts MATCH %s)",
            [*params, f"{{{' '.join(columns)}}} : ({terms})"],
        )

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """PostgreSQL: the tsvector of the scope. The cast reads lexemes and parses no words."""
        terms = " & ".join(f"'{token}'{':*' * is_prefix}" for token, is_prefix in self.terms)
        sql, params = compiler.compile(self.source_expressions[0])
        return (
            f"{sql} IN (SELECT id FROM events_searchentry"
            f" WHERE {self.scope.name.lower()}_vector @@ %s::tsquery)",
            [*params, terms],
        )


class SearchEntryQuerySet(models.QuerySet):
    """Verbs of the index."""

    def of(self, model: type[models.Model]):
        """Keep the rows of one kind of record."""
        return self.filter(kind=model._meta.model_name)

    def holding(self, terms: Sequence[Term], *, within: Relevance):
        """Keep rows that hold all terms in the title, title and names, or anywhere."""
        return self.filter(Found(F("pk"), terms, within))

    def keys(self, model: type[models.Model]):
        """Their primary keys in the model's own table, as a subquery or a list."""
        return self.of(model).values_list(key_column(model), flat=True)


def key_column(model: type[models.Model]) -> str:
    """Which column holds the primary keys of a kind: numbers of records, codes of countries."""
    return "code" if isinstance(model._meta.pk, models.CharField) else "number"


class SearchEntry(models.Model):
    """What one public record is found by: its distinct tokens, parted by spaces."""

    kind = models.CharField(max_length=12)
    number = models.IntegerField(null=True)
    code = models.CharField(max_length=2, null=True)
    title = models.TextField()
    names = models.TextField()
    body = models.TextField()

    objects = SearchEntryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "number"], name="search_number_once"),
            models.UniqueConstraint(fields=["kind", "code"], name="search_code_once"),
            models.CheckConstraint(
                name="search_number_or_code",
                condition=Q(number__isnull=False, code__isnull=True)
                | Q(number__isnull=True, code__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.code or self.number}"


class SearchableQuerySet(models.QuerySet):
    """Verbs of everything that is in the index."""

    def search(self, text: str):
        """Keep what holds every word of the text, in any script and spelling; adds `relevance`.

        Nothing but published records is in the index. A text without a word finds nothing.
        """
        terms = tokens.terms(text)
        if not terms:
            return self.annotate(relevance=Value(Relevance.ANYWHERE)).none()
        title, names, anywhere = (
            Q(pk__in=SearchEntry.objects.holding(terms, within=scope).keys(self.model))
            for scope in Relevance
        )
        return self.filter(anywhere).annotate(
            relevance=Case(
                When(title, then=Value(Relevance.TITLE)),
                When(names, then=Value(Relevance.NAMES)),
                default=Value(Relevance.ANYWHERE),
                output_field=models.IntegerField(),
            )
        )

    def by_relevance(self):
        """Best first, then the latest, then the newest; after `search()`.

        Records without a date keep the order of their numbers.
        """
        dates = ("earliest", "latest")
        if all(name in {field.name for field in self.model._meta.fields} for name in dates):
            return self.order_by("relevance", "-earliest", "-latest", "-pk")
        return self.order_by("relevance", "pk")
