"""Numbering from 1: PostgreSQL's sequences do not roll back with the rows of earlier tests."""

from django.core.management.color import no_style
from django.db import connection

from events.dataset.columns import TABLES
from events.models.base import Numbered


def restart_numbers() -> None:
    """Let the next row of each table without rows be number 1."""
    sequences = [
        {"table": table.model._meta.db_table, "column": "id"}
        for table in TABLES
        if issubclass(table.model, Numbered)
    ]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_by_name_sql(no_style(), sequences):
            cursor.execute(statement)
