"""People who curate, logged in."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.utils.translation import override

from tests import factories


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """A request of an earlier test leaves its language behind in the thread."""
    with override("en"):
        yield


@pytest.fixture
def curator(db):
    return factories.user("curator", "Curators")


@pytest.fixture
def reviewer(db):
    return factories.user("reviewer", "Reviewers")


def logged_in(user):
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def as_curator(curator):
    return logged_in(curator)


@pytest.fixture
def as_reviewer(reviewer):
    return logged_in(reviewer)
