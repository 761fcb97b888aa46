"""Slips at the desk that cost nothing: stray keys, stray evidence, drafts nobody asked for."""

import re
from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import BrowserContext, Page, expect

from events import models

from . import test_desk_cards as cards
from .test_desk_cards import TEXTS, TITLE, card, new, new_event, saved

pytestmark = pytest.mark.usefixtures("staff")


@pytest.fixture
def article() -> models.Article:
    """A made-up article with text, held by the curator."""
    return cards.made_up()


@pytest.fixture
def opened(
    article: models.Article, new_context: Callable[..., BrowserContext]
) -> Callable[..., Page]:
    """The desk with the article, in a browser of its own."""
    return cards.opener(article, new_context)


@pytest.fixture
def desk(opened: Callable[..., Page]) -> Page:
    """The same, at the usual width."""
    return opened()


def test_letters_typed_in_a_card_are_never_shortcuts(desk: Page) -> None:
    new(desk, "s")
    statement = card(desk, "statement")
    desk.locator("#passage-2").focus()
    desk.keyboard.press("a")
    quotation = statement.get_by_label("Quotation", exact=True)
    quotation.focus()
    expect(statement.locator("[data-column=quotation] [data-use]")).to_be_visible()
    desk.keyboard.press("Tab")
    expect(statement.get_by_label("Language of the quotation", exact=True)).to_be_focused()
    statement.get_by_role("button", name="Add a party").focus()
    for key in ("e", "o", "b", "y"):
        desk.keyboard.press(key)
    expect(desk.locator("[data-card]")).to_have_count(1)
    expect(desk.locator("[data-aside]:visible, [data-party]")).to_have_count(0)
    desk.keyboard.press("Escape")
    expect(desk.locator("#passage-2")).to_be_focused()
    desk.keyboard.press("o")
    expect(desk.locator("#passage-2 [data-aside]")).to_be_visible()


def test_participant_without_a_selection_stands_where_its_event_does(desk: Page) -> None:
    event = new_event(desk)
    desk.locator("#passage-2").focus()
    desk.keyboard.press("b")
    expect(desk.locator("[data-live]")).to_have_text("New party; its evidence is ¶1.")
    desk.keyboard.type("Kazakhstan")
    states = desk.locator("[role=listbox]:visible [role=option]")
    expect(states.first).to_contain_text("Kazakhstan")
    desk.keyboard.press("Enter")
    expect(event.get_by_role("combobox", name="For the country")).to_have_value("Kazakhstan")
    saved(event)
    party = models.Participation.objects.get(event__title_en="Made-up meeting of cards")
    cited = [row.paragraph.number for row in party.evidence.all()]
    assert (party.actor, party.country_id, cited) == (None, "KZ", [1])


def test_enter_alone_makes_no_draft_of_an_unknown_name(desk: Page) -> None:
    new_event(desk).get_by_role("button", name="Add a participant").press("Enter")
    desk.keyboard.type("Made-up unknown person")
    options = desk.locator("[role=listbox]:visible [role=option]")
    expect(options).to_have_text([re.compile("Nothing found"), re.compile("^Create ")])
    desk.keyboard.press("Enter")
    expect(card(desk, "actor")).to_have_count(0)
    desk.keyboard.press("ArrowDown")
    desk.keyboard.press("Enter")
    expect(card(desk, "actor")).to_have_count(1)


def test_article_of_somebody_else_is_read_and_not_coded(
    article: models.Article, opened: Callable[..., Page], console: list[str]
) -> None:
    saved(new_event(opened()))
    models.Article.objects.update(assignee=User.objects.exclude(username="curator").first())
    page = opened()
    expect(page.get_by_text("holds this article: it can be read here")).to_be_visible()
    new(page, "s")
    expect(page.locator("[data-card]")).to_have_count(1)
    expect(page.get_by_role("group", name="Add to the records")).to_be_hidden()
    card(page, "event").locator("[data-fold]").click()
    expect(card(page, "event").get_by_label(TITLE, exact=True)).not_to_be_editable()
    models.Article.objects.update(assignee=None, triage="coded")
    page.reload()
    page.get_by_role("button", name="Claim").click()
    expect(page.locator("[data-desk]")).to_have_attribute("aria-busy", "false")
    expect(page.get_by_role("group", name="Add to the records")).to_be_visible()
    console.clear()


def select(page: Page, number: int) -> None:
    """Select a whole passage as a pointer does."""
    page.evaluate(
        "(spot) => getSelection().selectAllChildren(spot)",
        page.locator(f"#passage-{number} [data-spot]").element_handle(),
    )


def test_same_words_selected_again_bring_the_tools_again(desk: Page) -> None:
    tools = desk.get_by_role("toolbar", name="What does it support?")
    desk.locator("#passage-2").focus()
    select(desk, 2)
    expect(tools).to_be_visible()
    tools.get_by_role("button", name="Field of a record").click()
    expect(tools).to_be_hidden()
    desk.locator("[data-find] [data-cancel]").click()
    select(desk, 1)  # the browser tells of a change only
    select(desk, 2)
    expect(tools).to_be_visible()


def test_refused_digest_is_a_line_of_the_check_that_leads_to_it(
    desk: Page, console: list[str]
) -> None:
    desk.locator("#passage-1").focus()
    desk.keyboard.press("g")
    area = desk.get_by_label("Digest of ¶1, in our words")
    area.fill(TEXTS[0])
    desk.keyboard.press("Escape")
    desk.keyboard.press("c")
    line = desk.locator("[data-check-lines] li").filter(has_text="Digest of ¶1: It shares eight")
    line.get_by_role("button").click()
    expect(area).to_be_focused()
    area.fill("Made-up talks, in our words.")
    desk.keyboard.press("Escape")
    expect(line).to_have_count(0)
    console.clear()
