"""What is wrong with a record, and where."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """What is wrong with a record: the field, a sentence, and whether it forbids publication.

    `table` and `row` (a public id) say where it stands if that is not the record's own row.
    """

    field: str
    message: str
    level: str = "error"
    row: str = ""
    table: str = ""

    @property
    def is_error(self) -> bool:
        """Whether it forbids publication."""
        return self.level == "error"
