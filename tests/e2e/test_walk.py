"""Every public page in every language: quiet console, no cookie, nothing to scroll sideways."""

import pytest
from playwright.sync_api import Page

from .addresses import LANGUAGES, address, names

WIDER = "document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth"
TAGS = {"en": "en", "ru": "ru", "zh-hans": "zh-Hans"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_public_pages_are_quiet_and_fit_a_phone(
    page: Page, console: list[str], language: str
) -> None:
    page.set_viewport_size({"width": 360, "height": 800})
    seen = {}
    for name in names():
        answer = page.goto(address(name, language))
        assert answer is not None
        seen[name] = (
            answer.status,
            page.locator("html").get_attribute("lang"),
            page.evaluate(WIDER),
        )
    assert seen == dict.fromkeys(names(), (200, TAGS[language], 0))
    assert console == []
    assert page.context.cookies() == []
