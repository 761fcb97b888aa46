"""Fixtures that any test may ask for. The database is chosen in tests/settings.py."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.utils import translation
from hypothesis import HealthCheck, settings

# Every run tries the same examples; `make prove` tries many more and new ones each time.
settings.register_profile(
    "suite",
    derandomize=True,
    deadline=None,
    max_examples=100,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
settings.register_profile(
    "prove", settings.get_profile("suite"), derandomize=False, max_examples=1_000, print_blob=True
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "suite"))


@pytest.fixture
def articles_dir(record_property: Callable[[str, object], None]) -> Path:
    """The folder of the five source articles, whose text is not ours to keep in the repository.

    Marks the test in the report, so that the closing lines can say how many of these ran.
    """
    given = os.environ.get("ARTICLES_DIR", "").strip()
    if not given:
        pytest.skip("ARTICLES_DIR is not set")
    folder = Path(given)
    assert folder.is_dir(), "ARTICLES_DIR names no folder"
    record_property("articles", "ran")
    return folder


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """A request leaves its language behind in the thread; no test inherits another's."""
    with translation.override("en"):
        yield
