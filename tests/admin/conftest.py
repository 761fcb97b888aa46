"""People who curate, logged in."""

import pytest
from django.test import Client

from tests import factories


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
