"""The text side of the desk: selections, marks, keys, suggestions, digests, the next article."""

import re
from collections.abc import Callable
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from django.utils import timezone
from playwright.sync_api import BrowserContext, Locator, Page, expect

from events import models
from events.choices import CaptureMethod
from tests import factories

pytestmark = pytest.mark.usefixtures("staff")

THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
TEXTS = {
    1: "Made-up report 🤝: Sadyr Japarov met Xi Jinping. "
    "Later Sadyr Japarov spoke of made-up plans.",
    2: "Made-up talks in Bishke\u0301k; nothing else is made up here.",
    3: "虚构报道：习近平在比什凯克会见扎帕罗夫。他们谈了虚构的计划。",
    4: "Made-up list of other headlines",
}


def made_up(headline: str) -> models.Article:
    """A made-up article with text, held by the curator."""
    curator, now = User.objects.get(username="curator"), timezone.now()
    row = factories.article(
        headline=headline, triage="in-progress", assignee=curator, claimed_at=now
    )
    capture = models.Capture.objects.create(
        article=row, method=CaptureMethod.PASTE, sha256="0" * 64, captured_at=now
    )
    models.Paragraph.objects.create(capture=capture, number=0, kind="whole")
    for number, text in TEXTS.items():
        kind = "sidebar" if number == 4 else "body"
        models.Paragraph.objects.create(capture=capture, number=number, kind=kind, text=text)
    return row


@pytest.fixture
def article() -> models.Article:
    """The article that the desk opens."""
    return made_up("Made-up headline of the desk")


@pytest.fixture
def another(article: models.Article) -> models.Article:
    """The next one of the queue."""
    return made_up("Made-up headline of the next article")


@pytest.fixture
def opened(
    article: models.Article, new_context: Callable[..., BrowserContext]
) -> Callable[..., Page]:
    """The desk with the article, in a browser of its own."""

    def open_desk(**options: Any) -> Page:
        page = new_context(**({"viewport": WIDE} | options)).new_page()
        page.goto(f"/admin/login/?next=/admin/desk/{article.public_id}/")
        page.get_by_label("Username").fill("curator")
        page.get_by_label("Password").fill("made-up")
        page.get_by_role("button", name="Log in").click()
        expect(page.locator("[data-desk]")).to_have_attribute("aria-busy", "false")
        return page

    return open_desk


def passage(page: Page, number: int) -> Locator:
    return page.locator(f"#passage-{number}")


@pytest.fixture
def desk(opened: Callable[..., Page]) -> Page:
    """The same, at the usual width, with the first paragraph in hand."""
    page = opened()
    passage(page, 1).focus()
    return page


def select(page: Page, number: int, start: int, end: int) -> None:
    """Select as a pointer does: by places in UTF-16, whatever marks stand there."""
    page.evaluate(
        """([number, start, end]) => {
            const spot = document.querySelector(`#passage-${number} [data-spot]`);
            const place = (units) => {
                const walker = document.createTreeWalker(spot, NodeFilter.SHOW_TEXT);
                let node = walker.nextNode();
                for (; units > node.length; node = walker.nextNode()) units -= node.length;
                return [node, units];
            };
            getSelection().setBaseAndExtent(...place(start), ...place(end));
        }""",
        [number, start, end],
    )
    expect(page.get_by_role("toolbar", name="What does it support?")).to_be_visible()


def marked(page: Page, number: int) -> list[str]:
    """The words of the marks of what is coded."""
    return passage(page, number).locator(".coded-mark").all_inner_texts()


def evidence_of(page: Page) -> tuple[int | None, int | None, str]:
    """Where the one piece of evidence at the desk lies: made by the record side, saved or not."""
    page.get_by_label("Title, in our words").first.fill("Made-up event of the desk")
    page.locator("[data-column=kind] input").first.press("Space")
    page.get_by_label("Date, as you would say it").first.fill("4 July 2024")
    page.keyboard.press("Escape")
    expect(page.locator("#cards [data-state]").first).to_contain_text("Saved at")
    row = models.Evidence.objects.get(event__title_en="Made-up event of the desk")
    return row.start, row.end, row.exact


# Selections --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "words", "nth", "start"),
    [
        (1, "Sadyr Japarov", 0, 18),
        (1, "Sadyr Japarov", 1, 54),
        (1, "🤝", 0, 15),
        (2, "Bishke\u0301k", 0, 17),
        (3, "习近平在比什凯克", 0, 5),
    ],
    ids=["after-emoji", "second-of-two", "emoji", "combining", "chinese"],
)
def test_selection_becomes_the_evidence_it_is(
    desk: Page, number: int, words: str, nth: int, start: int
) -> None:
    text = TEXTS[number]
    place = [match.start() for match in re.finditer(re.escape(words), text)][nth]
    units = len(text[:place].encode("utf-16-le")) // 2
    select(desk, number, units, units + len(words.encode("utf-16-le")) // 2)
    desk.keyboard.press("e")
    expect(passage(desk, number).locator(".coded-mark").first).to_be_visible()
    assert "".join(marked(desk, number)) == words
    assert evidence_of(desk) == (start, start + len(words), words)


def test_selection_over_marks_that_overlap_counts_every_character_once(desk: Page) -> None:
    for start, end, key in ((0, 20, "e"), (10, 48, "b")):
        select(desk, 1, start, end)
        desk.keyboard.press(key)
        desk.keyboard.press("Escape")
    spot = passage(desk, 1).locator("[data-spot]")
    assert spot.evaluate("element => element.textContent") == TEXTS[1]
    pieces = passage(desk, 1).locator(".coded-mark")
    joined = "".join(pieces.evaluate_all("marks => marks.map((mark) => mark.textContent)"))
    assert joined == TEXTS[1][:47].rstrip()
    shared = pieces.evaluate_all(
        "marks => marks.filter((m) => m.dataset.evidence.includes(' ')).map((m) => m.textContent)"
    )
    assert "".join(shared) == TEXTS[1][10:19]


def test_selection_over_two_paragraphs_is_cut_to_the_first(desk: Page) -> None:
    desk.evaluate(
        """() => {
            const spot = (n) => document.querySelector(`#passage-${n} [data-spot]`);
            const [one, two] = [spot(1), spot(2)];
            getSelection().setBaseAndExtent(one.lastChild, one.lastChild.length - 6, two, 1);
        }"""
    )
    expect(desk.locator("[data-live]")).to_contain_text("cut to ¶1")
    desk.keyboard.press("e")
    expect(passage(desk, 1).locator(".coded-mark")).to_have_text(["plans."])
    assert marked(desk, 2) == []


def test_words_dragged_over_by_the_pointer_are_evidence_without_their_spaces(desk: Page) -> None:
    select(desk, 2, 7, 14)
    box = desk.evaluate("getSelection().getRangeAt(0).getBoundingClientRect().toJSON()")
    desk.keyboard.press("Escape")
    desk.mouse.move(box["left"], box["top"] + 8)
    desk.mouse.down()
    desk.mouse.move(box["right"], box["top"] + 8, steps=3)
    desk.mouse.up()
    desk.get_by_role("toolbar").get_by_role("button", name="Event").click()
    expect(passage(desk, 2).locator(".coded-mark")).to_have_text(["talks"])


def test_offsets_are_code_points_in_every_script(desk: Page) -> None:
    found = desk.evaluate(
        """async () => {
            const { pieces, slice, toPoints } = await import("/static/js/desk/anchors.js");
            const spans = [{ start: 0, end: 3 }, { start: 1, end: 4 }];
            return {
                withinPair: [0, 1, 2, 3].map((units) => toPoints("🤝a", units)),
                slice: slice("a🤝é中", 1, 4),
                pieces: pieces(5, spans).map((one) => [one.start, one.end, one.spans.length]),
            };
        }"""
    )
    assert found == {
        "withinPair": [0, 0, 1, 2],
        "slice": "🤝é",
        "pieces": [[0, 1, 1], [1, 3, 2], [3, 4, 1], [4, 5, 0]],
    }


# The keyboard ------------------------------------------------------------------------------------


def test_keyboard_alone_selects_any_words(desk: Page) -> None:
    seen = []
    for key in ("a", "a", "v", "v", "w", "W", "W", "V", "A"):
        desk.keyboard.press(key)
        seen.append(desk.evaluate("getSelection().toString()"))
    assert seen == [
        "Made-up report 🤝: Sadyr Japarov met Xi Jinping.",
        "Later Sadyr Japarov spoke of made-up plans.",
        "Sadyr Japarov spoke of made-up plans.",
        "Japarov spoke of made-up plans.",
        "Japarov spoke of made-up plans.",
        "Japarov spoke of made-up plans",
        "Japarov spoke of made-up",
        "Sadyr Japarov spoke of made-up",
        TEXTS[1],
    ]


def test_letters_move_between_paragraphs_and_are_typed_in_fields(desk: Page) -> None:
    desk.keyboard.press("j")
    expect(passage(desk, 2)).to_be_focused()
    desk.keyboard.press("ArrowDown")
    expect(passage(desk, 3)).to_have_attribute("aria-current", "true")
    desk.keyboard.press("k")
    expect(passage(desk, 2)).to_be_focused()
    desk.keyboard.press("g")
    area = desk.get_by_label("Digest of ¶2, in our words")
    expect(area).to_be_focused()
    desk.keyboard.type("jk ?o")
    expect(area).to_have_value("jk ?o")
    desk.keyboard.press("Escape")
    expect(passage(desk, 2)).to_be_focused()


def test_help_lists_the_keys_and_switches_single_letters_off(desk: Page) -> None:
    desk.keyboard.press("?")
    dialog = desk.get_by_role("dialog", name="Keys of the desk")
    expect(dialog).to_be_visible()
    keys = dialog.locator("dt").all_inner_texts()
    assert keys[:4] == ["j", "k", "n", "p"]
    assert len(keys) == 27
    dialog.get_by_label("Single letters are shortcuts").uncheck()
    desk.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    for _visit in range(2):
        passage(desk, 1).focus()
        desk.keyboard.press("j")
        expect(passage(desk, 1)).to_be_focused()
        desk.reload()


def test_mark_and_claim_point_to_each_other(desk: Page) -> None:
    select(desk, 1, 19, 32)
    desk.keyboard.press("e")
    mark = passage(desk, 1).locator("mark[role=button]").first
    desk.keyboard.press("Escape")
    mark.focus()
    desk.keyboard.press("Enter")
    expect(desk.locator("#cards :focus")).to_have_count(1)
    passage(desk, 3).focus()
    desk.locator("#cards [data-evidence-id] [data-show]").first.click()
    expect(passage(desk, 1)).to_have_attribute("aria-current", "true")


# Suggestions, digests, progress ------------------------------------------------------------------


def judgements() -> list[tuple[str, bool]]:
    return list(models.Judgement.objects.order_by("pk").values_list("target", "accepted"))


def test_suggestion_is_taken_dismissed_and_undone_by_one_key(desk: Page) -> None:
    offer = desk.get_by_role("group", name="Suggestion")
    share = desk.locator("#suggestions [data-share]")
    desk.keyboard.press("e")
    desk.keyboard.press("Escape")
    desk.keyboard.press("n")
    expect(offer).to_be_visible()
    first = offer.locator("[data-offer-target]").inner_text()
    desk.keyboard.press("x")
    expect(share).to_have_text("suggestions taken: 0%")
    assert judgements() == [(first, False)]
    desk.keyboard.press("u")
    expect(offer.locator("[data-offer-target]")).to_have_text(first)
    expect(share).to_have_text("")
    assert judgements() == []
    desk.keyboard.press("y")
    expect(share).to_have_text("suggestions taken: 100%")
    assert judgements() == [(first, True)]


def test_paragraph_with_nothing_to_code_counts_as_done(desk: Page) -> None:
    progress = desk.get_by_role("progressbar")
    expect(progress).to_have_attribute("value", "0")
    desk.keyboard.press("o")
    expect(progress).to_have_attribute("value", "1")
    expect(passage(desk, 1).get_by_text("nothing to code", exact=True)).to_be_visible()
    assert models.Paragraph.objects.get(text=TEXTS[1]).set_aside
    desk.keyboard.press("o")
    expect(progress).to_have_attribute("value", "0")


def test_digest_is_kept_when_left_and_refused_where_it_copies(
    desk: Page, console: list[str]
) -> None:
    desk.keyboard.press("g")
    area = desk.get_by_label("Digest of ¶1, in our words")
    area.fill("A made-up digest.")
    desk.get_by_role("button", name="Keep the digest").click()
    expect(passage(desk, 1).locator("[data-digest-text]")).to_have_text("A made-up digest.")
    assert models.Paragraph.objects.get(text=TEXTS[1]).digest == "A made-up digest."
    desk.keyboard.press("g")
    area.fill(TEXTS[1])
    desk.get_by_role("button", name="Keep the digest").click()
    expect(passage(desk, 1).get_by_role("alert")).not_to_be_empty()
    desk.reload()
    expect(area).to_have_value(TEXTS[1])
    refused = [line for line in console if "400 (Bad Request)" in line]
    assert (len(refused), len(console)) == (1, 1)
    console.clear()


def test_other_article_opens_without_loading_a_page(another: models.Article, desk: Page) -> None:
    desk.evaluate("window.still = true")
    desk.locator("#desk-bar").get_by_role("link", name=re.compile("Next|Previous")).first.click()
    expect(desk.locator("#article-headline")).not_to_have_text("Made-up headline of the desk")
    desk.go_back()
    expect(desk.locator("#article-headline")).to_have_text("Made-up headline of the desk")
    assert desk.evaluate("window.still") is True


def test_submitting_opens_the_next_article(another: models.Article, desk: Page) -> None:
    desk.evaluate("window.still = true")
    desk.keyboard.press("e")
    evidence_of(desk)
    desk.keyboard.press("Control+Enter")
    expect(desk.locator("[data-live]")).to_contain_text("Submit again")
    desk.keyboard.press("Control+Enter")
    expect(desk.locator("#article-headline")).not_to_have_text("Made-up headline of the desk")
    event = models.Event.objects.get(title_en="Made-up event of the desk")
    assert (event.status, desk.evaluate("window.still")) == ("in-review", True)


# How it looks ------------------------------------------------------------------------------------


def test_phone_shows_one_pane_under_the_other(opened: Callable[..., Page]) -> None:
    # A page that still glides to the new record would carry the text away again.
    page = opened(viewport=PHONE, has_touch=True, reduced_motion="reduce")
    widths = page.evaluate("[document.scrollingElement.scrollWidth, innerWidth]")
    assert widths == [390, 390]
    text, records = page.locator("#article-text"), page.locator("#records")
    above, below = text.bounding_box(), records.bounding_box()
    assert above is not None
    assert below is not None
    assert above["y"] + above["height"] <= below["y"]
    select(page, 1, 19, 32)
    tools = page.get_by_role("toolbar", name="What does it support?")
    box, mark = tools.bounding_box(), passage(page, 1).bounding_box()
    assert box is not None
    assert mark is not None
    assert (box["x"], box["width"], mark["y"] + mark["height"] <= box["y"]) == (0, 390, True)
    tools.get_by_role("button", name="Event").tap()
    expect(passage(page, 1).locator(".coded-mark").first).to_be_visible()
    expect(page.get_by_label("Title, in our words", exact=True)).to_be_focused()
    page.get_by_role("link", name="Text", exact=True).tap()
    expect(passage(page, 1)).to_be_in_viewport()


@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["wide", "phone"])
def test_axe_finds_no_violation_at_the_desk(
    opened: Callable[..., Page], viewport: dict[str, int]
) -> None:
    page = opened(viewport=viewport)
    passage(page, 1).focus()
    select(page, 1, 19, 32)
    page.keyboard.press("e")
    page.keyboard.press("Escape")
    page.keyboard.press("n")
    for theme in THEMES:
        page.emulate_media(color_scheme=theme)
        page.wait_for_timeout(3_500)
        found = [
            (violation["id"], node["target"])
            for violation in Axe().run(page).response["violations"]
            for node in violation["nodes"]
        ]
        assert (theme, found) == (theme, [])
