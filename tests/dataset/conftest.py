"""Numbering begins at 1 in every test: PostgreSQL's sequences do not roll back with the rows."""

import pytest
from django.core.management.color import no_style
from django.db import connection

from events.dataset.columns import TABLES
from events.models.base import Numbered


@pytest.fixture(autouse=True)
def first_numbers(request: pytest.FixtureRequest) -> None:
    """Let the tests that use the database name the ids that they will get."""
    if request.node.get_closest_marker("django_db") is None:
        return
    request.getfixturevalue("db")
    sequences = [
        {"table": table.model._meta.db_table, "column": "id"}
        for table in TABLES
        if issubclass(table.model, Numbered)
    ]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_by_name_sql(no_style(), sequences):
            cursor.execute(statement)
