"""What several of these files look with."""

from events import models


def alias(spelling, **of):
    """Another spelling of something's name."""
    with models.writing():
        return models.Alias.objects.create(spelling=spelling, **of)


def found(model, query):
    """Public ids of what is found, best first."""
    return " ".join(row.public_id for row in model.objects.search(query).by_relevance())


class Counter:
    """Counts the queries that pass through it."""

    count = 0

    def __call__(self, execute, sql, params, many, context):
        self.count += 1
        return execute(sql, params, many, context)
