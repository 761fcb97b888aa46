"""The whole path, by the keyboard alone and by touch: from a pasted text to the public pages."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Locator, expect

from events import models

from .desk_steps import (
    Hands,
    Keyboard,
    Touch,
    add_party,
    card,
    digest,
    field,
    log_in,
    quote,
    saved,
)

pytestmark = pytest.mark.usefixtures("staff")

HEADLINE = "Made-up report: three men met in Bishkek"
PASSAGES = {
    2: "On 12 March 2024 Sadyr Japarov, Xi Jinping and Zhang Ming met in Bishkek for talks that "
    "never were.",
    3: "“These words were made up for a browser test,” said Sadyr Japarov.",
    4: "Xi Jinping answered: “No bank of ours was ever this invented.” He spoke up for the SCO "
    "Development Bank.",
    5: "The weather of that invented day need not be coded by anybody.",
}
DIGESTS = {
    2: "Made-up digest: who is said to have come together, where and when.",
    3: "Made-up digest: the Kyrgyz president on his own sentence.",
    4: "Made-up digest: the Chinese president on an institution for lending.",
}
TITLE = "Made-up meeting of the whole path"
SAID = {
    3: ("Called his own sentence an invention.", "These words were made up for a browser test"),
    4: ("Denied that such an institution exists.", "No bank of ours was ever this invented"),
}
BANK = "SCO Development Bank"
NOTE = "Spoken up for at a made-up meeting."
PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "has_touch": True,
    "is_mobile": True,
}
#: A pointer that a keyboard would not have made; a click by Enter has no pointer before it.
POINTER = """for (const name of ["mousedown", "mousemove", "touchstart"]) {
    addEventListener(name, (event) => pointed(`${name} ${event.target.outerHTML}`), true);
}"""


@pytest.fixture
def pointed() -> list[str]:
    """What a pointer did on the pages of the test."""
    return []


@pytest.fixture(params=["keyboard", "touch"])
def somebody(
    request: pytest.FixtureRequest,
    new_context: Callable[..., BrowserContext],
    pointed: list[str],
) -> Callable[[], Hands]:
    """A browser of its own for each who takes part, and the hands to use it.

    They are quicker than a page that glides: no motion, so that each press finds it at rest.
    """
    calm: dict[str, Any] = {"reduced_motion": "reduce"}

    def made() -> Hands:
        if request.param == "touch":
            return Touch(new_context(**PHONE, **calm).new_page())
        page = new_context(viewport={"width": 1440, "height": 900}, **calm).new_page()
        page.expose_function("pointed", lambda told: pointed.append(told))
        page.add_init_script(POINTER)
        return Keyboard(page)

    return made


# Curator ------------------------------------------------------------------------------------------


def import_text(hands: Hands) -> models.Article:
    """Paste the text, correct what was found, save."""
    page = hands.page
    hands.reach(page.locator("#id_text"))
    hands.paste("\n\n".join([HEADLINE, *PASSAGES.values(), "Made-up line to be left out."]))
    hands.use(page.get_by_role("button", name="Read it"))
    expect(page.locator("#id_headline")).to_have_value(HEADLINE)
    hands.write(page.locator("#id_headline"), f"{HEADLINE}, corrected")
    hands.write(page.locator("#id_published"), "2024-03-13")
    hands.pick(page.locator("#id_publisher"), "24.kg")
    hands.tick(page.get_by_role("group", name="Passage 6").get_by_label("Leave out"))
    hands.use(page.get_by_role("button", name="Save", exact=True))
    expect(page.get_by_role("region", name="Imported")).to_contain_text(f"{HEADLINE}, corrected")
    return models.Article.objects.get(headline=f"{HEADLINE}, corrected")


def claim(hands: Hands, article: models.Article) -> None:
    """Take the article from the queue and open it at the desk."""
    page = hands.page
    hands.use(page.get_by_role("navigation", name="Desk").get_by_role("link", name="Queue"))
    hands.use(page.get_by_role("button", name=f"Claim {article.public_id}"))
    expect(page.locator("[data-desk]")).to_have_attribute("aria-busy", "false")


def code_event(hands: Hands) -> None:
    """The event with its three participants, each by another of its names."""
    hands.select(2, "On 12 March 2024 Sadyr Japarov, Xi Jinping and Zhang Ming met in Bishkek")
    hands.do("event")
    event = card(hands.page, "event")
    hands.write(field(event, "Title, in our words"), TITLE)
    hands.kind(event, "3", "Bilateral meeting")
    hands.write(field(event, "Date, as you would say it"), "12 March 2024")
    hands.choose(field(event, "Place"), "Бишкек", "Bishkek")
    aliases = {"Sadyr Japarov": "Садыр Жапаров", "Xi Jinping": "习近平", "Zhang Ming": "Zhang M"}
    for name, alias in aliases.items():
        hands.select(2, name)
        hands.do("party")
        hands.choose(field(event, "Who"), alias, name)
        expect(field(event, "Post")).not_to_have_value("")
    saved(event)


def code_statement(hands: Hands, number: int, speaker: str) -> None:
    """What somebody said, with the words themselves from the text."""
    text, quotation = SAID[number]
    hands.select(number, quotation)
    hands.do("statement")
    statement = card(hands.page, "statement")
    hands.write(field(statement, "What was said, in our words"), text)
    quote(hands, statement)
    expect(field(statement, "Quotation")).to_have_value(quotation)
    hands.pick(field(statement, "Kind"), "quotation")
    add_party(hands, statement, "Add a party", speaker, speaker)
    saved(statement)


def code_step(hands: Hands) -> None:
    """A step of an initiative that is on record, found by another of its names."""
    hands.select(4, "spoke up for the SCO Development Bank")
    hands.do("step")
    names = hands.page.get_by_role("combobox", name="Which one: any of its names")
    hands.choose(names, "上海合作组织开发银行", BANK)
    initiative = card(hands.page, "initiative")
    hands.pick(field(initiative, "What happened"), "supported")
    add_party(hands, initiative, "Add a party", "Xi Jinping", "Xi Jinping")
    hands.write(field(initiative, "Note"), NOTE)
    saved(initiative)


def finish(hands: Hands) -> None:
    """Digests, the paragraph that holds nothing, the check, and off to review."""
    page = hands.page
    for number, text in DIGESTS.items():
        digest(hands, number, text)
    passage = hands.passage(5)
    hands.do("nothing")
    expect(passage.get_by_text("nothing to code", exact=True)).to_be_visible()
    hands.do("check")
    expect(page.get_by_role("heading", name="Before it goes to review")).to_be_focused()
    expect(page.locator("[data-check-lines] li.no")).to_have_count(0)
    expect(page.locator("[data-check-lines] li.hm")).to_contain_text("¶1")
    hands.submit()
    expect(page.get_by_role("heading", name="The queue is empty")).to_be_visible(timeout=20_000)


# Reviewer -----------------------------------------------------------------------------------------


def publish_all(hands: Hands) -> None:
    """Open the first of what waits; publish it and each that follows."""
    page = hands.page
    rows = page.locator("table.as-cards tbody tr")
    expect(rows).to_have_count(4)
    hands.use(rows.first.get_by_role("link").first)
    for _ in range(4):
        page.wait_for_url(re.compile("/review/(ev|st|rv)[0-9]+/$"))
        before = page.url
        expect(page.locator(".proof mark").first).to_be_visible()
        hands.publish()
        page.wait_for_url(lambda url, before=before: url != before)
    expect(page.get_by_role("heading", name="Nothing waits for review")).to_be_visible()


# Reader -------------------------------------------------------------------------------------------


def find_event(hands: Hands) -> None:
    """The event on the timeline, by country and date."""
    page = hands.page
    page.goto("/timeline/")
    if hands.means == "touch":
        hands.use(page.get_by_role("link", name="Filter", exact=True))
    form = page.locator("#filters")
    hands.write(form.locator("[name=since]"), "2024-03-12")
    hands.write(form.locator("[name=until]"), "2024-03-12")
    hands.tick(form.locator("[name=country][value=kg]"))
    hands.use(form.get_by_role("button", name="Apply the filter"))
    page.wait_for_url(re.compile("country=kg"))
    hands.use(page.locator("#results").get_by_role("link", name=TITLE, exact=True))
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)


def behind(hands: Hands, mark: Locator, number: int) -> None:
    """Follow an evidence mark to its paragraph: our digest of it, never the text itself."""
    page = hands.page
    anchor = str(mark.get_attribute("href"))
    hands.use(mark)
    page.wait_for_url(f"**{anchor}")
    passage = page.locator(anchor)
    expect(passage).to_be_in_viewport()
    expect(passage).to_contain_text(f"¶{number}")
    expect(passage).to_contain_text(DIGESTS[number])
    shown = page.content()
    assert [text for text in PASSAGES.values() if text in shown] == []


def read_all(hands: Hands) -> None:
    """Event, statements and step: each with the paragraph behind it."""
    page = hands.page
    people = page.locator("table.people tbody tr")
    offices = ("President of Kyrgyzstan", "President of China", "Secretary-General")
    expect(people).to_have_count(3)
    for row, office in zip(people.all(), offices, strict=True):
        expect(row).to_contain_text(office)
        expect(row.locator("a.ev")).to_have_count(1)
    event = page.url
    behind(hands, page.locator("main a.ev").first, 2)
    for number, (text, quotation) in SAID.items():
        page.goto(event)
        hands.use(page.get_by_role("link", name=text, exact=True))
        expect(page.locator("main blockquote").first).to_contain_text(quotation)
        behind(hands, page.locator("main header a.ev, main .lede a.ev").first, number)
    page.goto(event)
    hands.use(page.get_by_role("link", name=BANK, exact=True).first)
    step = page.locator("ol.life > li").filter(has_text=NOTE)
    expect(step).to_contain_text("Xi Jinping")
    behind(hands, step.locator("a.ev").first, 4)


def test_article_goes_from_its_text_to_the_public_pages(
    somebody: Callable[[], Hands], pointed: list[str]
) -> None:
    curator = somebody()
    log_in(curator, "curator", "/admin/desk/import/")
    claim(curator, import_text(curator))
    code_event(curator)
    code_statement(curator, 3, "Sadyr Japarov")
    code_statement(curator, 4, "Xi Jinping")
    code_step(curator)
    finish(curator)
    event = models.Event.objects.get(title_en=TITLE)
    posts = [row.post_id for row in event.participations.order_by("pk")]
    assert posts == ["kg-president", "cn-president", "sco-secretary-general"]

    reader = somebody()
    reader.page.goto("/timeline/?country=kg&since=2024-03-12&until=2024-03-12")
    expect(reader.page.get_by_role("link", name=TITLE)).to_have_count(0)

    reviewer = somebody()
    log_in(reviewer, "reviewer", "/admin/desk/review/")
    publish_all(reviewer)

    find_event(reader)
    read_all(reader)
    assert pointed == []
