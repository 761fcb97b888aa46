"""The browser, its database, and what every page it opens must keep quiet about."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import BrowserContext, Page

from tools.browser import LAUNCH_ARGUMENTS, find_browser

# The live server runs in a thread of a process whose main thread is Playwright's event loop.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A database file, as in production: a browser's parallel requests lock one in memory."""
    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        database.setdefault("TEST", {})["NAME"] = str(tmp_path_factory.mktemp("db") / "e2e.sqlite3")


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
def console(context: BrowserContext) -> Iterator[list[str]]:
    """Every console error and uncaught exception of the test; non-empty fails it at the end."""
    heard: list[str] = []

    def listen(page: Page) -> None:
        page.on("pageerror", lambda error: heard.append(f"{page.url}: {error}"))
        page.on(
            "console",
            lambda message: (
                heard.append(f"{page.url}: {message.text}") if message.type == "error" else None
            ),
        )

    context.on("page", listen)
    yield heard
    assert heard == []


@pytest.fixture
def page(console: list[str], page: Page) -> Page:
    """pytest-playwright's page, listened to by ``console``."""
    return page


@pytest.fixture
def shots(request: pytest.FixtureRequest) -> Path:
    """A folder for screenshots that people look at; never compared."""
    folder = Path(request.config.rootpath) / "var" / "shots"
    folder.mkdir(parents=True, exist_ok=True)
    return folder
