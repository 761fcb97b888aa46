"""axe finds nothing to blame on the main pages, in both themes, on a phone and on a desk."""

from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from .addresses import address

MAIN_PAGES = ("dashboard", "timeline", "event", "country", "initiative", "search")
THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
WIDTHS = (360, 1280)


@pytest.mark.parametrize("name", MAIN_PAGES)
def test_axe_finds_no_violation(page: Page, name: str) -> None:
    page.goto(address(name))
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        for theme in THEMES:
            page.emulate_media(color_scheme=theme)
            found = [
                (violation["id"], node["target"])
                for violation in Axe().run(page).response["violations"]
                for node in violation["nodes"]
            ]
            assert (width, theme, found) == (width, theme, [])
