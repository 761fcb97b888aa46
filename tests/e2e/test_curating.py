"""What curators and reviewers do in the admin, and what the public sees of it."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from events import models
from tests import factories

pytestmark = pytest.mark.usefixtures("staff")


@pytest.fixture
def as_user(new_context: Callable[..., BrowserContext]) -> Callable[[str], Page]:
    """Log a user in to a browser of their own."""

    def logged_in(name: str) -> Page:
        page = new_context(viewport={"width": 1280, "height": 900}).new_page()
        page.goto("/admin/login/?next=/admin/")
        page.get_by_label("Username").fill(name)
        page.get_by_label("Password").fill("made-up")
        page.get_by_role("button", name="Log in").click()
        page.wait_for_url("**/admin/")
        return page

    return logged_in


def pick(page: Page, field: str, typed: str, choice: str) -> None:
    """Choose in an autocomplete by typing."""
    page.locator(f"#id_{field} + .select2-container").click()
    page.locator(".select2-container--open .select2-search__field").fill(typed)
    page.get_by_role("option", name=re.compile(re.escape(choice))).first.click()


def take_step(page: Page, name: str) -> None:
    """Follow a step of curation and confirm it."""
    page.locator("ul.steps").get_by_role("link", name=name).click()
    page.get_by_role("button", name=name).click()
    page.wait_for_url("**/change/")


def saved(page: Page, button: str = "Save and continue editing") -> None:
    page.get_by_role("button", name=button, exact=True).click()
    expect(page.locator(".messagelist .success")).to_have_count(1)


def test_added_event_reaches_the_timeline_by_curator_and_reviewer(
    as_user: Callable[[str], Page], page: Page
) -> None:
    article = factories.article(published="2021-09-18", headline="Made-up headline of a meeting")
    curator = as_user("curator")
    curator.goto("/admin/events/event/add/")
    curator.get_by_label("Title (English)").fill("Made-up meeting of a browser test")
    curator.get_by_label("Kind").select_option("bilateral-meeting")
    date = curator.get_by_label("Date:", exact=True)
    date.press_sequentially("17 September 2021")
    reading = curator.locator(".field-date .edtf-reading")
    expect(reading).to_have_text("17 September 2021 (2021-09-17)")
    expect(date).to_have_value("17 September 2021")
    date.press("Tab")
    expect(date).to_have_value("2021-09-17")
    people = {"Жапаров": "Sadyr Japarov", "Xi Jin": "Xi Jinping"}
    for number, (typed, name) in enumerate(people.items()):
        curator.get_by_role("button", name="Add another Participation").click()
        pick(curator, f"participations-{number}-actor", typed, name)
    pick(curator, "participations-0-country", "Киргизия", "Kyrgyzstan")
    pick(curator, "participations-1-country", "中国", "China")
    curator.get_by_role("button", name="Add another Evidence").click()
    pick(curator, "evidence-0-paragraph", "Made-up headline", "Made-up press: Made-up headline")
    saved(curator)
    take_step(curator, "Submit")
    event = models.Event.objects.get(title_en="Made-up meeting of a browser test")
    address = "/timeline/?country=kg&since=2021-09-17&until=2021-09-17"
    link = page.get_by_role("link", name=event.title, exact=True)
    page.goto(address)
    expect(link).to_have_count(0)

    reviewer = as_user("reviewer")
    reviewer.goto("/admin/events/event/?status__exact=in-review")
    reviewer.get_by_role("link", name=event.title).click()
    take_step(reviewer, "Publish")
    expect(reviewer.locator(".curation")).to_contain_text("published")
    page.goto(address)
    link.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(event.title)
    kept = [part.actor.name_en for part in event.participations.order_by("pk")]
    assert kept == list(people.values())
    expect(page.locator("main")).to_contain_text(article.headline)


def test_change_of_a_public_event_waits_for_its_reviewer(
    as_user: Callable[[str], Page], page: Page
) -> None:
    event = factories.event("Made-up meeting before", countries=["KG"], summary="Made-up old.")
    heading = page.get_by_role("heading", level=1)
    curator = as_user("curator")
    curator.goto(f"/admin/events/event/{event.pk}/change/")
    curator.get_by_label("Title (English)").fill("Made-up meeting after")
    curator.get_by_role("button", name="Add another Participation").click()
    pick(curator, "participations-1-country", "Uzbek", "Uzbekistan")
    saved(curator, "Save")
    take_step(curator, "Submit")
    page.goto(event.get_absolute_url())
    expect(heading).to_have_text("Made-up meeting before")

    reviewer = as_user("reviewer")
    reviewer.goto("/admin/events/revision/?state__exact=in-review")
    reviewer.get_by_role("link", name=models.Revision.objects.order_by("-pk")[0].public_id).click()
    difference = reviewer.locator("table.difference tbody tr")
    expect(difference).to_have_count(2)
    assert difference.nth(0).locator("td").all_inner_texts() == [
        "Title (English)",
        "Made-up meeting before",
        "Made-up meeting after",
    ]
    expect(difference.nth(1)).to_contain_text("State represented: Uzbekistan")
    page.reload()
    expect(heading).to_have_text("Made-up meeting before")
    take_step(reviewer, "Publish")
    page.goto(f"/ev{event.pk}")
    expect(heading).to_have_text("Made-up meeting after")
    expect(page.locator("main")).to_contain_text("Uzbekistan")


def test_autocompletes_and_dates_have_names(as_user: Callable[[str], Page]) -> None:
    page = as_user("curator")
    page.goto("/admin/events/event/add/")
    for button in ("Add another Participation", "Add another Evidence"):
        page.get_by_role("button", name=button).click()
    for name in ("Place", "Actor", "State represented", "Organisation represented", "Paragraph"):
        expect(page.get_by_role("combobox", name=name, exact=True)).to_have_count(1)
    page.get_by_role("combobox", name="Actor", exact=True).click()
    expect(page.get_by_role("searchbox", name="Actor")).to_be_focused()


@pytest.mark.parametrize("width", (360, 1280))
def test_forms_of_the_admin_fit_the_screen(as_user: Callable[[str], Page], width: int) -> None:
    page = as_user("curator")
    page.set_viewport_size({"width": width, "height": 900})
    for kind in ("event", "statement", "initiative", "document", "actor", "country", "article"):
        model = models.Event._meta.apps.get_model("events", kind)
        row = model.objects.order_by("pk")[0]
        page.goto(f"/admin/events/{kind}/{row.pk}/change/")
        wider = page.evaluate(
            "document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth"
        )
        assert (kind, wider) == (kind, 0)
