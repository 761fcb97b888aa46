"""The browser, the site it opens, and what every page must keep quiet about.

The site holds the starter dataset, loaded once. Its database is a file of its own, so these
tests run by themselves (`pytest tests/e2e`) and are skipped when collected with others.
"""

import os
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import setup_databases, teardown_databases
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer
from pytest_django.plugin import DjangoDbBlocker

from events import dataset
from tests import factories
from tools.browser import LAUNCH_ARGUMENTS, find_browser

HERE = Path(__file__).parent
#: Milliseconds; two browsers and two servers may share two slow cores.
PATIENCE = 20_000
expect.set_options(timeout=PATIENCE)

# The live server runs in a thread of a process whose main thread is Playwright's event loop.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave the browser out where other tests would share its database."""
    ours = [item for item in items if HERE in item.path.parents]
    if len(ours) < len(items):
        for item in ours:
            item.add_marker(pytest.mark.skip(reason="runs by itself: pytest tests/e2e"))


# --- the site ------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def database(
    django_test_environment: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[None]:
    """A database file, as in production: a browser's parallel requests lock one in memory.

    pytest-django's own is emptied after each test that a server takes part in.
    """
    if connection.vendor != "sqlite":
        pytest.fail("The browser tests take back what they write by copying a SQLite file.")
    connection.settings_dict["TEST"]["NAME"] = str(tmp_path_factory.mktemp("db") / "e2e.sqlite3")
    with django_db_blocker.unblock():
        made = setup_databases(0, False, aliases={"default"}, serialized_aliases=set())
        dataset.load(settings.BASE_DIR / "fixtures")
        yield
        teardown_databases(made, 0)


@pytest.fixture(scope="session")
def site(database: None) -> Iterator[LiveServer]:
    """The running site with the starter dataset."""
    server = LiveServer("localhost")
    yield server
    server.stop()


@pytest.fixture(scope="session")
def starter(site: LiveServer) -> Iterator[sqlite3.Connection]:
    """A copy of the database as it was loaded."""
    copy = sqlite3.connect(":memory:")
    connection.ensure_connection()
    connection.connection.backup(copy)
    yield copy
    copy.close()


@pytest.fixture
def writing(starter: sqlite3.Connection) -> Iterator[None]:
    """For tests that write: afterwards the database is as it was loaded."""
    yield
    connection.ensure_connection()
    starter.backup(connection.connection)


@pytest.fixture
def staff(writing: None) -> None:
    """The accounts `curator` and `reviewer`."""
    factories.user("curator", "Curators")
    factories.user("reviewer", "Reviewers")


@pytest.fixture(scope="session")
def base_url(site: LiveServer) -> str:
    """What the paths that tests open are relative to."""
    return site.url


# --- the browser ---------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The browser that `make test` found, or the first one on this machine."""
    found = find_browser()
    if found is None:
        pytest.fail("No browser: set CHROMIUM to one, or let `make test` install it.")
    return browser_type_launch_args | {
        "executable_path": str(found.path),
        "args": [*LAUNCH_ARGUMENTS, *found.arguments],
        "env": os.environ | found.environment,
    }


@pytest.fixture
def console() -> Iterator[list[str]]:
    """Every console error and uncaught exception of the test; non-empty fails it at the end."""
    heard: list[str] = []
    yield heard
    assert heard == []


@pytest.fixture
def new_context(
    console: list[str], new_context: Callable[..., BrowserContext]
) -> Callable[..., BrowserContext]:
    """pytest-playwright's, with every page listened to by ``console``."""

    def listen(page: Page) -> None:
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: console.append(f"{page.url}: {error}"))
        page.on(
            "console",
            lambda message: (
                console.append(f"{page.url}: {message.text}") if message.type == "error" else None
            ),
        )

    def opened(**options: Any) -> BrowserContext:
        context = new_context(**options)
        context.on("page", listen)
        return context

    return opened


@pytest.fixture
def shots(request: pytest.FixtureRequest) -> Path:
    """A folder for screenshots that people look at; never compared."""
    folder = Path(request.config.rootpath) / "var" / "shots"
    folder.mkdir(parents=True, exist_ok=True)
    return folder
