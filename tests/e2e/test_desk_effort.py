"""Article 001 at the desk: how many presses it takes besides typed text; needs ARTICLES_DIR."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from playwright.sync_api import BrowserContext, Locator, Page, expect

from events import intake, models, search

from .desk_steps import Recorder, card, field, saved

MOST = 150
EVENT, ARTICLE = 320, 2
SPEAKER = "Adylbek Kasymaliev"
FIGURES = "Put the growth of trade with the members since 2020 at three and a half times."
CURRENCIES = "Wanted payments in national currencies and pressed for a bank of the organisation."
#: Initiative, letter of what happened, passage, sentence of it.
STEPS = {
    "SCO Development Bank": ("r", "reiterated", 6, 3),
    "China-Kyrgyzstan-Uzbekistan railway": ("u", "under-construction", 5, 2),
    "Settlements in national currencies": ("s", "supported", 6, 2),
}


def uncode(article: models.Article) -> None:
    """Take the evidence of an article away, and what stands on it alone."""
    with transaction.atomic(), models.writing():
        evidence = models.Evidence.objects.filter(paragraph__capture__article=article)
        claims = {(row.claim_name, row.claim.pk): row.claim for row in evidence}
        evidence.delete()
        for name in ("statement", "step"):
            for (kind, _pk), claim in claims.items():
                if kind != name or claim.evidence.exists():
                    continue
                if kind == "statement":
                    models.InitiativeStep.objects.filter(statement=claim).update(statement=None)
                claim.delete()
    search.rebuild()


@pytest.fixture
def article(articles_dir: Path, staff: None) -> models.Article:
    """The article with its text, held by the curator, as if nobody had coded it."""
    found = models.Article.objects.get(pk=ARTICLE)
    curator = User.objects.get(username="curator")
    uncode(found)
    source = next(articles_dir.glob("001_*.txt"))
    intake.correct(found, intake.read_file(source.name, source.read_bytes()), curator)
    found.triage, found.assignee, found.claimed_at = "in-progress", curator, timezone.now()
    found.save()
    return found


@pytest.fixture
def desk(article: models.Article, new_context: Callable[..., BrowserContext]) -> Page:
    """The desk with the article."""
    page = new_context(viewport={"width": 1440, "height": 900}).new_page()
    page.goto(f"/admin/login/?next=/admin/desk/{article.public_id}/")
    page.get_by_label("Username").fill("curator")
    page.get_by_label("Password").fill("made-up")
    page.get_by_role("button", name="Log in").click()
    expect(page.locator("[data-desk]")).to_have_attribute("aria-busy", "false")
    return page


def choose(hands: Recorder, typed: str, option: str) -> None:
    """Type a name where the focus is and take the first match."""
    hands.type(typed)
    listed = hands.page.get_by_role("option", name=option).first
    expect(listed).to_be_visible()
    hands.press("Enter")
    expect(listed).to_be_hidden()


def add_speaker(hands: Recorder, shown: Locator) -> None:
    """The head of the cabinet as a party, in the post he held that day."""
    hands.click(shown.get_by_role("button", name="Add a party", exact=True).last)
    choose(hands, "Kasymaliev", SPEAKER)
    expect(field(shown, "Post")).to_have_value("Chairman of the Cabinet of Ministers of Kyrgyzstan")


def add_to(hands: Recorder, shown: Locator, label: str, *names: str) -> None:
    """Entries of a field that takes several; the focus stays in it."""
    hands.click(shown.get_by_role("combobox", name=label, exact=True))
    for name in names:
        choose(hands, name, name)


def sentence(hands: Recorder, number: int, nth: int) -> None:
    """Select a sentence of a passage."""
    hands.click(hands.page.locator(f"#passage-{number} .number"))
    hands.press("Escape")
    hands.press("a", times=nth)


def attach(hands: Recorder) -> None:
    """The article becomes evidence of the meeting, which it reports as others do."""
    page = hands.page
    match = page.locator("#matches li").filter(has_text=f"ev{EVENT} ")
    hands.click(match.get_by_role("button", name="It is the same"))
    event = card(page, "event")
    hands.click(event.get_by_role("button", name="Add the evidence"))
    hands.click(page.get_by_role("button", name=f"Take: {SPEAKER}").first)
    saved(event)


def quoted_statement(hands: Recorder) -> None:
    """The figures: of three sentences in quotation marks the first, which is short enough."""
    sentence(hands, 9, 1)
    hands.press("v")  # past the mark of quotation
    hands.press("s")
    statement = card(hands.page, "statement")
    hands.type(FIGURES)
    hands.click(field(statement, "Quotation"))
    hands.click(statement.locator("[data-column=quotation] [data-use]"))
    hands.click(field(statement, "Kind"))
    hands.press("q")
    hands.press("Enter")
    expect(field(statement, "Kind")).to_have_value("quotation")
    add_speaker(hands, statement)
    add_to(hands, statement, "Topics", "Trade")
    saved(statement)


def paraphrase(hands: Recorder) -> None:
    """What he wanted of finance, in our words."""
    sentence(hands, 6, 2)
    hands.press("s")
    statement = card(hands.page, "statement")
    hands.type(CURRENCIES)
    add_speaker(hands, statement)
    bank, currencies = "SCO Development Bank", "Settlements in national currencies"
    add_to(hands, statement, "Initiatives spoken of", bank, currencies)
    add_to(hands, statement, "Topics", "Finance")
    saved(statement)


def step(hands: Recorder, name: str) -> None:
    """A step of an initiative that is on record, by the speaker."""
    letter, verb, number, nth = STEPS[name]
    sentence(hands, number, nth)
    hands.press("i")
    choose(hands, name, name)
    initiative = card(hands.page, "initiative")
    expect(field(initiative, "What happened")).to_be_focused()
    hands.press(letter)
    expect(field(initiative, "What happened")).to_have_value(verb)
    add_speaker(hands, initiative)
    saved(initiative)


def submit(hands: Recorder) -> None:
    """Hand in; warnings stop it once, to be read."""
    hands.press("Control+Enter")
    expect(hands.page.get_by_role("heading", name="Before it goes to review")).to_be_focused()
    expect(hands.page.locator("[data-check-lines] li.no")).to_have_count(0)
    hands.press("Control+Enter")
    expect(hands.page.get_by_role("heading", name="The queue is empty")).to_be_visible(
        timeout=20_000
    )


def test_article_001_takes_few_presses_and_no_page_load(
    desk: Page,
    article: models.Article,
    record_property: Callable[[str, object], None],
    capsys: pytest.CaptureFixture[str],
) -> None:
    loads: list[Page] = []
    desk.on("load", lambda page: loads.append(page))
    hands = Recorder(desk)
    attach(hands)
    quoted_statement(hands)
    paraphrase(hands)
    for name in STEPS:
        step(hands, name)
    submit(hands)
    counts = {"keys": hands.keys, "clicks": hands.clicks, "typed": hands.typed}
    for name, count in counts.items():
        record_property(f"article-001-{name}", count)
    with capsys.disabled():
        print(f"\nArticle 001 at the desk: {counts}, page loads {len(loads)}")
    assert loads == []
    assert hands.keys + hands.clicks <= MOST
    assert_coded(article)


def assert_coded(article: models.Article) -> None:
    """The listed set of records waits for its reviewer, each with its place in the text."""
    said = models.Statement.objects.filter(status="in-review").order_by("pk")
    assert [(row.kind, row.text, row.event_id) for row in said] == [
        ("quotation", FIGURES, EVENT),
        ("paraphrase", CURRENCIES, EVENT),
    ]
    quoted = said[0].quotation
    assert (quoted.split()[0], quoted.split()[-1], len(quoted.split())) == (
        *("Between", "3.5-fold.", 12),
    )
    posts = [[party.post_id for party in row.parties.all()] for row in said]
    assert posts == [["kg-cabinet-chairman"]] * 2
    revisions = models.Revision.objects.filter(state="in-review").order_by("pk")
    assert revisions[0].record == f"ev{EVENT}"
    steps = [revision.document["initiative_steps"][-1] for revision in revisions[1:]]
    assert [row["verb"] for row in steps] == [verb for _key, verb, *_place in STEPS.values()]
    anchored = [row for revision in revisions for row in revision.document["evidence"]]
    texts = models.Paragraph.objects.of_article(article).exclude(text="").in_bulk()
    mine = [row for row in anchored if int(row["paragraph"].removeprefix("pg")) in texts]
    assert len(mine) >= len(revisions)
