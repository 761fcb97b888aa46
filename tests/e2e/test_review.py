"""Queue, review and statistics in a browser: by keys, by touch, and to everybody's eyes."""

from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth import get_user_model
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect

from events import curation, models
from events.choices import Status
from tests import factories

pytestmark = pytest.mark.usefixtures("staff")


@pytest.fixture
def as_user(new_context: Callable[..., BrowserContext]) -> Callable[..., Page]:
    """Log a user in to a browser of their own."""

    def logged_in(name: str, **options: object) -> Page:
        page = new_context(**({"viewport": {"width": 1280, "height": 900}} | options)).new_page()
        page.goto("/admin/login/?next=/admin/")
        page.get_by_label("Username").fill(name)
        page.get_by_label("Password").fill("made-up")
        page.get_by_role("button", name="Log in").click()
        page.wait_for_url("**/admin/")
        return page

    return logged_in


def submitted(title: str) -> models.Event:
    """An event of the curator's with a passage, in review."""
    passage = factories.paragraph()
    passage.text = "Made-up text: they met on 4 July in Nowhere."
    passage.save()
    event = factories.event(title, status=Status.DRAFT, countries=["KG", "CN"], evidenced=False)
    factories.evidence(event, passage, field="date", start=26, end=32, exact="4 July")
    factories.evidence(event, passage)
    curation.submit(event, get_user_model().objects.get(username="curator"))
    return event


def worked() -> None:
    """Something for the statistics to count."""
    curator, now = get_user_model().objects.get(username="curator"), timezone.now()
    article = factories.article()
    models.Sitting.objects.create(
        article=article, curator=curator, opened_at=now, submitted_at=now, records=3
    )
    models.Judgement.objects.create(
        paragraph=factories.paragraph(article),
        start=0,
        end=3,
        kind="date",
        target="2024-07-04",
        accepted=True,
        curator=curator,
    )


def status(event: models.Event) -> str:
    return models.Event.objects.get(pk=event.pk).status


def test_reviewer_publishes_and_returns_by_keys_alone(as_user: Callable[..., Page]) -> None:
    first, second = submitted("Made-up first meeting"), submitted("Made-up second meeting")
    page = as_user("reviewer")
    page.goto(f"/admin/desk/review/ev{first.pk}/")
    expect(page.locator(".proof mark")).to_have_text("4 July")
    claims = page.locator(".claim")
    for key, place in (("j", 0), ("j", 1), ("j", 2), ("k", 1)):
        page.keyboard.press(key)
        expect(claims.nth(place)).to_be_focused()
    page.keyboard.press("n")
    page.wait_for_url(f"**/ev{second.pk}/")
    page.keyboard.press("p")
    page.wait_for_url(f"**/ev{first.pk}/")
    page.keyboard.press("a")
    page.wait_for_url(f"**/ev{second.pk}/")
    assert status(first) == Status.PUBLISHED
    page.keyboard.press("r")
    expect(page.get_by_label("About")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.type("Made-up reason: a j n p are typed and do nothing.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/admin/desk/review/")
    kept = models.Decision.objects.of(second.public_id)[0]
    assert (kept.comment, status(second)) == (
        "Made-up reason: a j n p are typed and do nothing.",
        Status.DRAFT,
    )


def test_single_keys_can_be_switched_off_and_stay_off(as_user: Callable[..., Page]) -> None:
    event = submitted("Made-up meeting")
    page = as_user("reviewer")
    page.goto(f"/admin/desk/review/ev{event.pk}/")
    page.keyboard.press("?")
    page.get_by_label("Single keys do something").uncheck()
    page.get_by_role("button", name="Close").click()
    page.reload()
    page.keyboard.press("a")
    page.keyboard.press("?")
    expect(page.locator("dialog")).to_be_hidden()
    assert status(event) == Status.IN_REVIEW
    page.get_by_role("button", name="Keys").click()
    expect(page.get_by_label("Single keys do something")).not_to_be_checked()


def test_review_works_without_script_and_by_touch(as_user: Callable[..., Page]) -> None:
    event = submitted("Made-up meeting")
    phone = {"width": 360, "height": 800}
    page = as_user("reviewer", viewport=phone, has_touch=True, java_script_enabled=False)
    page.goto("/admin/desk/review/")
    page.get_by_role("link", name="Made-up meeting").tap()
    page.get_by_role("button", name="Publish and open the next").tap()
    expect(page.locator(".messagelist")).to_contain_text(f"Published: ev{event.pk}.")
    assert status(event) == Status.PUBLISHED


def test_two_curators_at_one_article_are_told_apart(as_user: Callable[..., Page]) -> None:
    factories.user("other", "Curators")
    article = factories.article(headline="Made-up headline of the queue")
    pages = [as_user(name) for name in ("curator", "other")]
    for page in pages:
        page.goto("/admin/desk/")
    for page in pages:
        page.get_by_role("button", name=f"Claim {article.public_id}").click()
    expect(pages[1].locator(".messagelist")).to_contain_text("curator holds it already.")


PAGES = ("/admin/", "/admin/desk/", "/admin/desk/review/", "{one}", "/admin/desk/statistics/")


@pytest.mark.parametrize("width", (390, 1440))
def test_pages_fit_the_screen_and_axe_finds_no_violation(
    as_user: Callable[..., Page], shots: Path, width: int
) -> None:
    event = submitted("Made-up meeting")
    worked()
    page = as_user("reviewer", viewport={"width": width, "height": 900})
    for path in PAGES:
        page.goto(path.format(one=f"/admin/desk/review/ev{event.pk}/"))
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
            name = path.strip("/{}").replace("/", "-")
            page.screenshot(path=shots / f"{name}-{width}-{theme}.png", full_page=True)
            # Django's own parts are its authors' to mend.
            found = Axe().run(page, context=".desk-page").response["violations"]
            told = [(v["id"], node["target"]) for v in found for node in v["nodes"]]
            assert (path, theme, told) == (path, theme, [])
        too_wide = page.evaluate("document.scrollingElement.scrollWidth > innerWidth")
        assert (path, too_wide) == (path, False)
