"""The browser itself: it starts, speaks to the site, and hears what a console says."""

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

pytestmark = pytest.mark.django_db(transaction=True)


def test_log_in_page_opens_without_a_console_error(live_server: LiveServer, page: Page) -> None:
    page.goto(f"{live_server.url}/admin/login/")
    assert page.get_by_role("button", name="Log in").count() == 1


def test_console_error_is_heard(live_server: LiveServer, page: Page, console: list[str]) -> None:
    page.goto(f"{live_server.url}/healthz")
    page.evaluate("console.error('made-up error')")
    assert console == [f"{live_server.url}/healthz: made-up error"]
    console.clear()
