"""The record side of the desk: cards that save themselves and lose nothing that is typed."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.utils import timezone
from playwright.sync_api import BrowserContext, Locator, Page, expect

from events import models
from events.choices import CaptureMethod
from tests import factories

pytestmark = pytest.mark.usefixtures("staff")

THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
SAVED = re.compile("^Saved at")
TEXTS = (
    "Made-up report: Sadyr Japarov, Xi Jinping and Zhang Ming met in Bishkek on 3 July 2024.",
    "“These words were made up for a test,” said Sadyr Japarov.",
)
TITLE, DATE = "Title, in our words", "Date, as you would say it"
WORDS = "What was said, in our words"


def made_up() -> models.Article:
    """A made-up article with text, held by the curator."""
    held = {"assignee": User.objects.get(username="curator"), "claimed_at": timezone.now()}
    row = factories.article(headline="Made-up headline of cards", triage="in-progress", **held)
    capture = models.Capture.objects.create(
        article=row, method=CaptureMethod.PASTE, sha256="1" * 64, captured_at=timezone.now()
    )
    models.Paragraph.objects.create(capture=capture, number=0, kind="whole")
    for number, text in enumerate(TEXTS, start=1):
        models.Paragraph.objects.create(capture=capture, number=number, kind="body", text=text)
    return row


@pytest.fixture
def article() -> models.Article:
    """The article that the desk opens."""
    return made_up()


def opener(article: models.Article, new_context: Any) -> Callable[..., Page]:
    """Opens the desk with an article, in a browser of its own."""

    def open_desk(**options: Any) -> Page:
        wide = {"viewport": {"width": 1440, "height": 900}}
        page = new_context(**(wide | options)).new_page()
        page.goto(f"/admin/login/?next=/admin/desk/{article.public_id}/")
        page.get_by_label("Username").fill("curator")
        page.get_by_label("Password").fill("made-up")
        page.get_by_role("button", name="Log in").click()
        expect(page.locator("[data-desk]")).to_have_attribute("aria-busy", "false")
        return page

    return open_desk


@pytest.fixture
def opened(
    article: models.Article, new_context: Callable[..., BrowserContext]
) -> Callable[..., Page]:
    """The desk with the article, in a browser of its own."""
    return opener(article, new_context)


@pytest.fixture
def desk(opened: Callable[..., Page]) -> Page:
    """The same, at the usual width."""
    return opened()


def card(page: Page, kind: str) -> Locator:
    return page.locator(f"[data-card][data-kind={kind}]")


def new(page: Page, key: str) -> None:
    """Start a record from the first paragraph by its key."""
    page.locator("#passage-1").focus()
    page.keyboard.press(key)


def saved(shown: Locator) -> None:
    expect(shown.locator("[data-state-text]")).to_have_text(SAVED, timeout=12_000)


def new_event(page: Page, title: str = "Made-up meeting of cards") -> Locator:
    """An event by the keyboard alone: title, kind by its digit, date."""
    new(page, "e")
    expect(page.get_by_label(TITLE, exact=True)).to_be_focused()
    page.keyboard.type(title)
    for key in ("Tab", "Tab", "3", "Tab"):
        page.keyboard.press(key)
    page.keyboard.type("3 July 2024")
    return card(page, "event")


def choose(page: Page, label: str, typed: str) -> None:
    """Type a name and take the first match, without waiting for the list."""
    page.get_by_role("combobox", name=label, exact=True).and_(
        page.locator(":visible")
    ).first.focus()
    page.keyboard.type(typed)
    page.keyboard.press("Enter")


# Coding ------------------------------------------------------------------------------------------


def test_event_with_three_participants_is_kept_as_a_draft(desk: Page) -> None:
    event = new_event(desk)
    for name in ("Жапаров Садыр", "Xi Jinping", "Zhang Ming"):
        event.get_by_role("button", name="Add a participant").press("Enter")
        choose(desk, "Who", name)
        expect(event.get_by_role("combobox", name="Post", exact=True).last).not_to_have_value("")
    event.get_by_label("Role", exact=True).first.select_option("host")
    choose(desk, "Place", "Бишкек")
    saved(event)
    kept = models.Event.objects.get(title_en="Made-up meeting of cards")
    parties = [
        (row.role, row.actor.name_en, row.country_id, row.post_id)
        for row in kept.participations.order_by("pk")
    ]
    assert (kept.status, kept.kind, kept.date, kept.place_id) == (
        *("draft", "bilateral-meeting", "2024-07-03", "bishkek"),
    )
    assert parties == [
        ("host", "Sadyr Japarov", "KG", "kg-president"),
        ("participant", "Xi Jinping", "CN", "cn-president"),
        ("participant", "Zhang Ming", None, "sco-secretary-general"),
    ]
    assert [row.exact for row in kept.evidence.all()] == [TEXTS[0]]


def test_statement_with_quotation_takes_the_event_and_its_day(desk: Page) -> None:
    event = new_event(desk)
    saved(event)
    desk.locator("#passage-2").focus()
    desk.keyboard.press("v")
    for _ in range(6):
        desk.keyboard.press("w")
    desk.keyboard.press("s")
    statement = card(desk, "statement")
    desk.keyboard.type("Spoke of made-up words.")
    desk.keyboard.press("Tab")
    expect(statement.get_by_label("Quotation", exact=True)).to_be_focused()
    desk.keyboard.press("Alt+Enter")
    expect(statement.get_by_text("7 of 25 words")).to_be_visible()
    statement.get_by_role("button", name="Add a party").press("Enter")
    choose(desk, "Who", "Sadyr Japarov")
    saved(statement)
    kept = models.Statement.objects.get(text="Spoke of made-up words.")
    assert (kept.date, kept.event.title_en, kept.quotation_language) == (
        *("2024-07-03", "Made-up meeting of cards", "en"),
    )
    assert kept.quotation == "These words were made up for a"
    assert [row.field for row in kept.evidence.order_by("pk")] == ["", "quotation"]
    assert kept.parties.get().post_id == "kg-president"


def test_step_on_a_public_initiative_waits_as_a_revision(desk: Page) -> None:
    initiative = factories.initiative("Made-up bank of cards", status="published")
    steps = initiative.steps.count()
    new(desk, "i")
    choose(desk, "Which one: any of its names", "Made-up bank of cards")
    shown = card(desk, "initiative")
    expect(shown.get_by_label("What happened", exact=True)).to_be_focused()
    shown.get_by_label("What happened", exact=True).select_option("supported")
    shown.get_by_label(DATE, exact=True).fill("July 2024")
    saved(shown)
    revision = models.Revision.objects.of(initiative).open().get()
    rows = revision.document["initiative_steps"]
    assert (initiative.steps.count(), len(rows)) == (steps, steps + 1)
    assert (rows[-1]["verb"], rows[-1]["date"]) == ("supported", "2024-07")


@pytest.mark.parametrize(
    ("keys", "kind"),
    [("1", "summit"), ("33", "visit"), ("777", "statement-release"), ("si", "signing")],
)
def test_kind_is_chosen_by_digits_and_letters(desk: Page, keys: str, kind: str) -> None:
    new(desk, "e")
    desk.keyboard.press("Tab")
    desk.keyboard.press("Tab")
    for key in keys:
        desk.keyboard.press(key)
    expect(card(desk, "event").locator(f"input[value={kind}]")).to_be_checked()


def test_date_typed_as_said_is_read_aloud_and_stored(desk: Page) -> None:
    event = new_event(desk)
    date = event.get_by_label(DATE, exact=True)
    date.fill("about May 2022")
    expect(event.locator("[data-reading]").first).to_contain_text("2022-05~")
    expect(date).to_have_value("about May 2022")
    event.get_by_label(TITLE, exact=True).focus()
    saved(event)
    expect(date).to_have_value("2022-05~")
    assert models.Event.objects.get(title_en="Made-up meeting of cards").date == "2022-05~"


def test_value_that_differs_is_kept_as_a_contradiction(desk: Page) -> None:
    event = factories.event("Made-up event on record", date="2024-07-01")
    desk.evaluate("getSelection().removeAllRanges()")
    desk.locator("#passage-1").focus()
    desk.keyboard.press("f")
    choose(desk, "Which one: any of its names", event.public_id)
    shown = card(desk, "event")
    shown.get_by_label("For the field", exact=True).select_option(label=DATE)
    shown.get_by_label("Value as reported", exact=True).fill("3 July 2024")
    expect(shown.get_by_text("Differs from the record")).to_be_visible()
    shown.get_by_label("Value as reported", exact=True).press("Enter")
    saved(shown)
    document = models.Revision.objects.of(event).open().get().document
    assert document["events"][0]["date"] == "2024-07-01"
    row = document["evidence"][-1]
    assert (row["field"], row["stance"], row["value"]) == ("date", "contradicts", "3 July 2024")


def test_name_that_is_unknown_becomes_a_draft_of_its_own(desk: Page) -> None:
    event = new_event(desk)
    event.get_by_role("button", name="Add a participant").press("Enter")
    desk.keyboard.type("Made-up unknown person")
    desk.get_by_role("option", name="Create “Made-up unknown person”").click()
    saved(event)
    person = models.Actor.objects.get(name_en="Made-up unknown person")
    assert (person.status, person.kind, person.participations.count()) == ("draft", "person", 1)


def test_taken_suggestions_fill_the_card_and_can_be_taken_back(desk: Page) -> None:
    event = new_event(desk)
    saved(event)
    parties = event.locator("[data-party]")
    for name in ("Xi Jinping", "Zhang Ming"):
        offer = desk.locator("#suggestions li").filter(has_text=name)
        offer.get_by_role("button", name="Take").first.click()
        expect(parties.filter(has_text=name)).to_have_count(1)
    expect(parties.first.locator("[data-office]")).to_contain_text("filled in from the offices")
    saved(event)
    offer = desk.locator("#suggestions li").filter(has_text="Zhang Ming")
    offer.get_by_role("button", name="Undo").first.click()
    expect(parties).to_have_count(1)
    expect(event.locator("[data-state-text]")).to_have_text("Changes not saved yet")
    saved(event)
    kept = models.Event.objects.get(title_en="Made-up meeting of cards").participations.get()
    assert (kept.post_id, [row.exact for row in kept.evidence.all()]) == (
        *("cn-president", ["Xi Jinping"]),
    )


def test_removed_row_comes_back_with_its_evidence(desk: Page) -> None:
    event = new_event(desk)
    desk.locator("#passage-1").focus()
    desk.keyboard.press("b")
    desk.keyboard.type("Xi Jinping")
    desk.keyboard.press("Enter")
    rows = event.locator("[data-party]")
    expect(rows).to_contain_text("President of China")
    event.get_by_role("button", name="Remove Xi Jinping").click()
    expect(rows).to_have_count(0)
    event.get_by_role("button", name="Undo").click()
    expect(rows.locator(".mark")).to_have_count(1)
    event.get_by_role("button", name="Remove", exact=True).first.click()
    event.get_by_role("button", name="Remove it").click()
    expect(event).to_have_count(0)
    expect(desk.get_by_role("heading", name="Nothing coded yet")).to_be_visible()


# Faults ------------------------------------------------------------------------------------------


def test_work_without_a_connection_is_sent_once_it_is_back(desk: Page, console: list[str]) -> None:
    event = new_event(desk)
    saved(event)
    desk.context.set_offline(True)
    event.get_by_label(TITLE, exact=True).fill("Made-up title without a connection")
    expect(desk.get_by_text("No connection.")).to_be_visible(timeout=8_000)
    assert models.Event.objects.filter(title_en="Made-up title without a connection").count() == 0
    desk.context.set_offline(False)
    saved(event)
    assert models.Event.objects.filter(title_en="Made-up title without a connection").count() == 1
    console.clear()


def test_card_that_is_not_complete_is_restored_after_a_reload(desk: Page) -> None:
    new(desk, "e")
    desk.keyboard.type("Made-up event without a day")
    state = card(desk, "event").locator("[data-state-text]")
    expect(state).to_have_text("Not saved yet: missing kind, date (kept in this browser)")
    desk.reload()
    expect(card(desk, "event").get_by_label(TITLE, exact=True)).to_have_value(
        "Made-up event without a day"
    )
    card(desk, "event").get_by_label(DATE, exact=True).fill("2 July 2024")
    card(desk, "event").locator("input[value=summit]").check()
    saved(card(desk, "event"))
    assert models.Event.objects.filter(title_en="Made-up event without a day").count() == 1
    assert desk.evaluate("Object.keys(localStorage).filter((key) => /^desk:cur/.test(key))") == []


def test_session_that_expires_in_mid_form_loses_nothing(desk: Page, console: list[str]) -> None:
    event = new_event(desk)
    Session.objects.all().delete()
    dialog = desk.get_by_role("dialog", name="Log in again")
    expect(dialog).to_be_visible(timeout=8_000)
    dialog.get_by_label("User name", exact=True).fill("curator")
    dialog.get_by_label("Password", exact=True).fill("wrong")
    desk.keyboard.press("Enter")
    expect(dialog.get_by_role("alert")).not_to_be_empty()
    dialog.get_by_label("Password", exact=True).fill("made-up")
    desk.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    saved(event)
    assert models.Event.objects.filter(title_en="Made-up meeting of cards").count() == 1
    console.clear()


def test_two_browsers_on_one_record_show_three_versions(
    opened: Callable[..., Page], console: list[str]
) -> None:
    one = opened()
    saved(new_event(one, "Made-up original"))
    other = opened()
    card(other, "event").locator("[data-fold]").click()
    card(one, "event").get_by_label(TITLE, exact=True).fill("Made-up title of one")
    one.keyboard.press("Tab")
    expect(card(one, "event").locator("[data-badge]")).to_have_text("draft")
    saved(card(one, "event"))
    card(other, "event").get_by_label(TITLE, exact=True).fill("Made-up title of the other")
    dialog = other.get_by_role("dialog", name="Two people changed this record")
    expect(dialog).to_be_visible(timeout=8_000)
    cells = dialog.get_by_role("row").filter(has_text="Made-up original").get_by_role("cell")
    assert [text.strip() for text in cells.all_inner_texts()] == [
        *("Made-up original", "Made-up title of one", "Made-up title of the other"),
    ]
    other.keyboard.press("Escape")
    expect(card(other, "event").get_by_label(TITLE, exact=True)).to_have_value(
        "Made-up title of the other"
    )
    card(other, "event").get_by_role("button", name="Choose values").press("Enter")
    expect(dialog.get_by_role("radio", name="Yours")).to_be_focused()
    dialog.get_by_role("button", name="Save these values").click()
    saved(card(other, "event"))
    assert models.Event.objects.filter(title_en="Made-up title of the other").count() == 1
    console.clear()


def test_what_the_server_refuses_is_said_at_the_field(desk: Page, console: list[str]) -> None:
    new(desk, "s")
    statement = card(desk, "statement")
    statement.get_by_label("What was said, in our words", exact=True).fill(
        "Said too much, made up."
    )
    statement.get_by_label(DATE, exact=True).fill("3 July 2024")
    quotation = statement.get_by_label("Quotation", exact=True)
    quotation.fill(" ".join(["made-up"] * 26))
    expect(statement.get_by_text("26 of 25 words")).to_be_visible()
    expect(quotation).to_have_attribute("aria-invalid", "true", timeout=8_000)
    expect(quotation).to_have_accessible_description(re.compile("at most 25 words"))
    statement.get_by_role("button", name=re.compile("^Quotation: ")).click()
    expect(quotation).to_be_focused()
    quotation.fill("made-up words")
    saved(statement)
    expect(quotation).not_to_have_attribute("aria-invalid", "true")
    console.clear()


# Looks -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", (390, 1440))
def test_axe_finds_no_violation_in_the_cards(
    opened: Callable[..., Page], shots: Path, width: int
) -> None:
    page = opened(viewport={"width": width, "height": 900})
    saved(new_event(page))
    event = card(page, "event")
    event.get_by_role("button", name="Add a participant").press("Enter")
    choose(page, "Who", "Sadyr Japarov")
    new(page, "s")
    for fold in page.locator("[data-fold][aria-expanded=false]").all():
        fold.click()
    assert page.evaluate("document.scrollingElement.scrollWidth - innerWidth") <= 0
    for theme in THEMES:
        page.emulate_media(color_scheme=theme)
        page.locator("#cards").screenshot(path=shots / f"desk-cards-{width}-{theme}.png")
        found = [
            (violation["id"], node["target"])
            for violation in Axe().run(page).response["violations"]
            for node in violation["nodes"]
        ]
        assert (theme, found) == (theme, [])
