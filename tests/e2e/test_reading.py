"""What a reader does: filter, share, follow evidence to its article; with keys, without script."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db.models import Exists, OuterRef
from django.http import QueryDict
from playwright.sync_api import BrowserContext, Page, expect

from events import filters, models

from .addresses import address

QUERY = "since=2021&until=2022-06&country=kg"


def titles(page: Page) -> list[str]:
    """The events that a timeline shows, in its order."""
    return page.locator(
        "#results .card .what a[href*='/events/']:not([href*='#'])"
    ).all_inner_texts()


def fill_filter(page: Page) -> None:
    """Ask for Kyrgyzstan from 2021 to June 2022 in the form beside the timeline."""
    form = page.locator("#filters")
    form.locator("[name=since]").fill("2021")
    form.locator("[name=until]").fill("2022-06")
    box = form.locator("[name=country][value=kg]")
    if not box.is_visible():
        box.locator("xpath=ancestor::details[1]").locator("summary").click()
    box.check()
    form.get_by_role("button", name="Apply the filter").click()
    page.wait_for_url(re.compile(r"since=2021"))


def found() -> Any:
    """The events that the filter itself finds for the same question."""
    return filters.select(filters.EventFilter, QueryDict(QUERY)).queryset


def expected() -> list[str]:
    """Their titles, as far as they fit on the first page."""
    return [event.title for event in found()[:50]]


def test_filtered_timeline_is_the_same_list_for_whoever_gets_its_address(
    page: Page, new_context: Callable[..., BrowserContext]
) -> None:
    page.goto("/timeline/")
    fill_filter(page)
    assert titles(page) == expected()
    other = new_context().new_page()
    other.goto(page.url)
    assert titles(other) == titles(page)


def test_evidence_mark_leads_to_its_source_and_on_to_the_article(page: Page) -> None:
    passages = models.Evidence.objects.filter(event=OuterRef("pk"), paragraph__number__gt=0)
    event = found().filter(Exists(passages))[0]
    page.goto(f"/timeline/?{QUERY}")
    page.get_by_role("link", name=event.title, exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(event.title)
    mark = page.locator("main a.ev").first
    anchor = str(mark.get_attribute("href"))
    mark.click()
    page.wait_for_url(f"**{anchor}")
    expect(page.locator(anchor)).to_be_in_viewport()
    # The mark names source and passage, "r2-5"; the source itself is "r2".
    source = page.locator(anchor.partition("-")[0])
    headline = source.locator("a").first.inner_text()
    source.get_by_role("link", name=re.compile("our digest|record of the article")).click()
    page.wait_for_url(re.compile("/articles/ar[0-9]+/"))
    expect(page.get_by_role("heading", level=1)).to_contain_text(headline)
    expect(page.get_by_role("link", name=event.title).first).to_be_visible()


def test_slash_goes_to_the_search_box(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("/")
    page.keyboard.type("bank")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=bank")


def test_skip_link_is_first_and_leads_to_the_content(page: Page) -> None:
    page.goto("/timeline/")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Skip to the content")
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()


def test_chosen_theme_is_kept_without_a_cookie_and_set_before_anything_is_drawn(page: Page) -> None:
    page.emulate_media(color_scheme="light")
    page.goto("/")
    paper = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(paper)
    page.get_by_role("button", name="Dark", exact=True).click()
    dark = page.evaluate(paper)
    # The script stands in the head: the theme is known before there is a body to draw.
    page.add_init_script(
        "new MutationObserver((_, me) => { if (document.body) { me.disconnect();"
        " window.themeAtBody = document.documentElement.dataset.theme; } })"
        ".observe(document, { childList: true, subtree: true })"
    )
    page.reload()
    assert (page.evaluate("window.themeAtBody"), page.evaluate(paper)) == ("dark", dark)
    assert light != dark
    page.get_by_role("button", name="Like my system").click()
    assert page.evaluate(paper) == light
    assert page.context.cookies() == []


@pytest.mark.parametrize("width", (360, 1280))
def test_filter_works_without_script(
    new_context: Callable[..., BrowserContext], width: int
) -> None:
    page = new_context(
        java_script_enabled=False, viewport={"width": width, "height": 800}
    ).new_page()
    page.goto("/timeline/")
    opener = page.locator("a.open-filters")
    if opener.is_visible():
        opener.click()
    fill_filter(page)
    assert titles(page) == expected()


@pytest.mark.parametrize("name", ("event", "initiative", "country"))
def test_language_link_leads_to_the_same_page(page: Page, name: str) -> None:
    page.goto(address(name))
    page.get_by_role("link", name="Русский", exact=True).click()
    page.wait_for_url(f"**{address(name, 'ru')}")
    expect(page.locator("html")).to_have_attribute("lang", "ru")
