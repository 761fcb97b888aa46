"""The browser itself: it starts, speaks to the site, and hears what a console says."""

from playwright.sync_api import Page


def test_log_in_page_opens_without_a_console_error(page: Page) -> None:
    page.goto("/admin/login/")
    assert page.get_by_role("button", name="Log in").count() == 1


def test_console_error_is_heard(page: Page, console: list[str], base_url: str) -> None:
    page.goto("/healthz")
    page.evaluate("console.error('made-up error')")
    assert console == [f"{base_url}/healthz: made-up error"]
    console.clear()
