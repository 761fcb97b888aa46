"""Hands at the desk: the same steps by the keyboard alone or by touch, every press counted."""

from __future__ import annotations

import re
from typing import Literal

from playwright.sync_api import Locator, Page, expect

SAVED = re.compile("^Saved at")
MOST_TABS = 250
#: Where the focus is, seen from an element: on it (0), before it (1) or behind it (-1).
WAY = """(wanted) => {
    const here = document.activeElement ?? document.body;
    if (here === wanted || (wanted.matches("[type=radio]") && here.name === wanted.name)) return 0;
    return here.compareDocumentPosition(wanted) & Node.DOCUMENT_POSITION_PRECEDING ? -1 : 1;
}"""
#: What the handles of a touch screen do, which no touch event can move: set the selection.
HANDLES = """([number, words]) => {
    const spot = document.querySelector(`#passage-${number} [data-spot]`);
    let units = spot.textContent.indexOf(words);
    const place = (units) => {
        const walker = document.createTreeWalker(spot, NodeFilter.SHOW_TEXT);
        let node = walker.nextNode();
        for (; units > node.length; node = walker.nextNode()) units -= node.length;
        return [node, units];
    };
    getSelection().setBaseAndExtent(...place(units), ...place(units + words.length));
}"""
LETTERS = {
    **{"event": "e", "party": "b", "statement": "s", "step": "i", "field": "f"},
    **{"nothing": "o", "digest": "g", "check": "c"},
}
TOOLS = {
    **{"event": "Event", "party": "Participant", "statement": "Statement", "step": "Step"},
    **{"field": "Field of a record", "check": "Check"},
}


class Recorder:
    """One page with a count of what its user does; typed text counts apart."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.keys = self.clicks = self.typed = 0

    def press(self, key: str, times: int = 1) -> None:
        """Press a key that is not typed text."""
        for _ in range(times):
            self.page.keyboard.press(key)
        self.keys += times

    def click(self, target: Locator) -> None:
        """Click on something."""
        target.click()
        self.clicks += 1

    def tap(self, target: Locator) -> None:
        """Touch something; counts as a click."""
        target.tap()
        self.clicks += 1

    def type(self, text: str) -> None:
        """Type text where the focus is."""
        self.page.keyboard.type(text)
        self.typed += len(text)

    def paste(self, text: str) -> None:
        """Enter text at once."""
        self.page.keyboard.insert_text(text)
        self.typed += len(text)

    def selected(self) -> str:
        """The words that are selected."""
        return str(self.page.evaluate("getSelection().toString()"))

    def select_words(self, words: str) -> None:
        """Select words of the passage in hand by v and w: the first, then up to the last."""
        for _ in range(MOST_TABS):
            self.press("v")
            if words.startswith(self.selected()):
                break
        for _ in range(MOST_TABS):
            if self.selected() == words:
                return
            self.press("w")
        raise AssertionError(f"{words!r} cannot be selected by words: {self.selected()!r}")


class Keyboard(Recorder):
    """Hands that know no pointer: everything is reached by Tab, arrows and letters."""

    means: Literal["keyboard", "touch"] = "keyboard"

    def reach(self, target: Locator) -> None:
        """Move the focus there by Tab."""
        expect(target).to_be_visible()
        for _ in range(MOST_TABS):
            way = target.evaluate(WAY)
            if not way:
                return
            self.press("Tab" if way > 0 else "Shift+Tab")
        raise AssertionError(f"Tab does not lead to {target}")

    def use(self, target: Locator) -> None:
        """Press a button, follow a link."""
        self.reach(target)
        self.press("Enter")

    def tick(self, target: Locator) -> None:
        """Tick a box."""
        self.reach(target)
        self.press("Space")
        expect(target).to_be_checked()

    def write(self, target: Locator, text: str) -> None:
        """Fill a field, whatever it held."""
        self.reach(target)
        self.press("Control+A")
        self.type(text)

    def pick(self, target: Locator, label: str) -> None:
        """Choose from a list by the first letters of its entry."""
        self.reach(target)
        self.type(label)
        expect(target.locator("option:checked")).to_have_text(label)

    def choose(self, target: Locator, text: str, option: str) -> None:
        """Find a name in a combobox and take it from the list."""
        self.reach(target)
        self.type(text)
        listed = target.page.get_by_role("option", name=re.compile(re.escape(option))).first
        expect(listed).to_be_visible()
        for _ in range(MOST_TABS):
            self.press("ArrowDown")
            if listed.get_attribute("aria-selected") == "true":
                break
        self.press("Enter")
        expect(listed).to_be_hidden()

    def kind(self, card: Locator, digit: str, label: str) -> None:
        """Choose the kind of an event by its digit."""
        self.reach(card.locator("[data-column=kind] input").first)
        self.press(digit)
        expect(card.get_by_label(label, exact=True)).to_be_checked()

    def passage(self, number: int) -> Locator:
        """Take a passage in hand: out of any field, then up or down."""
        found = self.page.locator(f"#passage-{number}")
        if not self.page.locator("[data-passages] > li:focus").count():
            self.press("Escape")
            expect(self.page.locator("[data-passages] > li:focus")).to_have_count(1)
        for _ in range(MOST_TABS):
            way = found.evaluate(WAY)
            if not way:
                return found
            self.press("j" if way > 0 else "k")
        raise AssertionError(f"Nothing leads to passage {number}")

    def select(self, number: int, words: str) -> None:
        """Select words of a passage."""
        self.passage(number)
        self.press("Escape")  # what was selected before
        self.select_words(words)

    def do(self, action: str) -> None:
        """A shortcut of the desk."""
        self.press(LETTERS[action])

    def use_selection(self, button: Locator) -> None:
        """The selection for the field in hand, by its own key: the button is no stop of Tab."""
        expect(button).to_be_visible()
        self.press("Alt+Enter")

    def submit(self) -> None:
        """Hand the article in."""
        self.press("Control+Enter")

    def publish(self) -> None:
        """Publish what is shown for review."""
        self.press("a")


class Touch(Recorder):
    """Fingers: everything is tapped; what is typed is typed after a tap into its field."""

    means: Literal["keyboard", "touch"] = "touch"

    def reach(self, target: Locator) -> None:
        self.tap(target)

    def use(self, target: Locator) -> None:
        self.tap(target)

    def tick(self, target: Locator) -> None:
        self.tap(target)
        expect(target).to_be_checked()

    def write(self, target: Locator, text: str) -> None:
        """A long press selects what is there, as the menu of any phone does."""
        self.tap(target)
        target.evaluate("field => field.select()")
        self.type(text)

    def pick(self, target: Locator, label: str) -> None:
        """The phone's own list, which is no part of the page."""
        self.tap(target)
        target.select_option(label=label)

    def choose(self, target: Locator, text: str, option: str) -> None:
        self.tap(target)
        self.type(text)
        listed = target.page.get_by_role("option", name=re.compile(re.escape(option))).first
        self.tap(listed)
        expect(listed).to_be_hidden()

    def kind(self, card: Locator, digit: str, label: str) -> None:
        self.tick(card.get_by_label(label, exact=True))

    def passage(self, number: int) -> Locator:
        found = self.page.locator(f"#passage-{number}")
        self.tap(found.locator(".number"))
        expect(found).to_have_attribute("aria-current", "true")
        return found

    def select(self, number: int, words: str) -> None:
        self.passage(number)  # a finger that rests there takes the focus with it
        self.page.evaluate(HANDLES, [number, words])
        expect(self.page.get_by_role("toolbar", name="What does it support?")).to_be_visible()

    def do(self, action: str) -> None:
        """The button of a shortcut: in the toolbar of a selection, at the passage, at the foot."""
        buttons = self.page.locator(f"[data-action={action}]").filter(visible=True)
        current = self.page.locator("[data-passages] > [aria-current=true]")
        at_passage = action in {"nothing", "digest"}
        place = current.locator(f"[data-action={action}]") if at_passage else buttons.first
        self.tap(place)

    def use_selection(self, button: Locator) -> None:
        self.tap(button)

    def submit(self) -> None:
        self.tap(self.page.locator(".foot-bar [data-action=submit]"))

    def publish(self) -> None:
        self.tap(self.page.get_by_role("button", name="Publish and open the next"))


Hands = Keyboard | Touch


def log_in(hands: Hands, name: str, path: str) -> None:
    """Open a page of the administration as somebody."""
    page = hands.page
    page.goto(f"/admin/login/?next={path}")
    hands.write(page.get_by_label("Username"), name)
    hands.write(page.get_by_label("Password"), "made-up")
    hands.use(page.get_by_role("button", name="Log in"))
    page.wait_for_url(f"**{path}")


def card(page: Page, kind: str) -> Locator:
    """The newest card of a kind."""
    return page.locator(f"[data-card][data-kind={kind}]").last


def saved(shown: Locator) -> None:
    """Wait until a card is on the server."""
    expect(shown.locator("[data-state-text]")).to_have_text(SAVED, timeout=12_000)


def field(shown: Locator, label: str) -> Locator:
    """The visible field of a card by its label."""
    return shown.get_by_label(label, exact=True).filter(visible=True)


def add_party(hands: Hands, shown: Locator, button: str, typed: str, name: str) -> None:
    """A party by any of its names; its post is filled in."""
    hands.use(shown.get_by_role("button", name=button, exact=True))
    hands.choose(field(shown, "Who"), typed, name)
    expect(field(shown, "Post")).not_to_have_value("")


def quote(hands: Hands, shown: Locator) -> None:
    """Fill the quotation of a statement with the words that are selected in the text."""
    hands.reach(field(shown, "Quotation"))
    hands.use_selection(shown.locator("[data-column=quotation] [data-use]"))
    expect(field(shown, "Quotation")).not_to_have_value("")


def digest(hands: Hands, number: int, text: str) -> None:
    """Write what readers get of a passage."""
    passage = hands.passage(number)
    hands.do("digest")
    hands.write(hands.page.get_by_label(f"Digest of ¶{number}, in our words"), text)
    hands.use(passage.get_by_role("button", name="Keep the digest"))
    expect(passage.locator("[data-digest-text]")).to_have_text(text)
