"""Numbering begins at 1 in every test: the tests name the ids that they will get."""

import pytest

from tests.numbering import restart_numbers


@pytest.fixture(autouse=True)
def first_numbers(request: pytest.FixtureRequest) -> None:
    """Restart the numbering before the tests that use the database."""
    if request.node.get_closest_marker("django_db") is None:
        return
    request.getfixturevalue("db")
    restart_numbers()
