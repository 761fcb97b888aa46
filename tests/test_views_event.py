"""The page of an event: claims with their evidence, people, words, outcomes, sources."""

import re

import pytest
from django.test import Client

from events import models
from tests import factories
from tests.page_text import between, claims, sections, table_rows, text_of, words

pytestmark = pytest.mark.django_db


def open_page(client: Client, record):
    response = client.get(record.get_absolute_url())
    assert response.status_code == 200
    return response


def test_event_page_puts_evidence_beside_each_claim(client: Client) -> None:
    whole, dated = factories.article(), factories.article()
    event = factories.event(
        "Made-up council",
        date="2024-07-04",
        place=factories.place(),
        mode="hybrid",
        organ=factories.actor("Made-up organ", kind="organisation"),
        organ_number=24,
        topics=[factories.topic()],
        summary="Made-up summary.",
        source=factories.paragraph(whole, 0),
    )
    passage = factories.paragraph(dated, 1)
    factories.evidence(event, passage, field="date", value="2024-07-04", note="Made-up reason.")
    page = open_page(client, event)
    assert claims(page) == {
        "Date": (
            "Thursday, 4 July 2024",
            "2 ¶1 stated by a source 2 ¶1: “4 July 2024”. Made-up reason.",
        ),
        "State": ("held", "1"),
        "Place": ("Made-up town made-up-town , Kyrgyzstan", "1"),
        "Format": ("partly by video", "1"),
        "Organ": ("Made-up organ , meeting no. 24", "1"),
        "Topics": ("Made-up topic made-up-topic", "1"),
        "Outcomes": ("No document adopted here is coded.", ""),
    }
    assert sections(page, r'<p class="lede">(.*?)</p>') == ["Made-up summary. 1"]
    assert sections(page, r"<h1>(.*?)</h1>") == ["Made-up council"]


def test_event_page_lists_numbered_sources_with_cited_paragraphs(client: Client) -> None:
    article = factories.article(headline="Made-up report", archive_url="https://archive.example/1")
    event = factories.event(source=factories.paragraph(article, 1))
    other = factories.article(headline="Made-up guess", headline_basis="not-seen")
    factories.evidence(event, factories.paragraph(other, 0), quote="made-up quotation")
    page = open_page(client, event)
    body = page.content.decode()
    assert re.findall(r'<li id="(r[\d-]+)">', body) == ["r1", "r1-1", "r2"]
    sources = words(between(body, '<ol class="refs">', "</section>"))
    assert sources == (
        "Made-up report Made-up press news 5 July 2024 1 of 1 paragraphs coded our digest"
        " archived copy ¶1 Made-up passage."
        " Made-up press, 5 July 2024 headline not seen Made-up press news 5 July 2024"
        " coded as a whole our digest made-up quotation"
    )
    marks = set(re.findall(r'<a class="(ev[^"]*)" href="#(r[\d-]+)"', body))
    assert marks == {("ev", "r1-1"), ("ev q", "r2")}


def test_sources_that_disagree_stand_side_by_side(client: Client) -> None:
    event = factories.event(date="1996-04-26")
    factories.evidence(
        event,
        factories.paragraph(),
        field="date",
        stance="contradicts",
        value="1996-04-25/1996-04-26",
    )
    factories.evidence(event, factories.paragraph(), stance="contradicts", note="Never took place.")
    page = open_page(client, event)
    assert sections(page, r'<div class="differ">(.*?)</div>') == [
        "sources differ Never took place.: 3 ¶1",
        "sources differ 26 April 1996: 1 ¶1 25–26 April 1996: 2 ¶1",
    ]
    assert 'class="ev no" href="#r2-1"' in page.content.decode()


def test_people_stand_with_office_and_its_check(client: Client) -> None:
    post = factories.post()
    event = factories.event(date="2024-07-04", place=factories.place())
    holder, former, unknown = (
        factories.actor(f"Made-up person {name}") for name in ("A", "B", "C")
    )
    factories.tenure(holder, post, "2020-01-01", "2030-01-01")
    factories.tenure(former, post, "2010-01-01", "2019-12-31")
    body = factories.actor("Made-up body", kind="organisation", acronym="MUB")
    state = factories.country("KG")
    parts = [
        {"actor": holder, "post": post, "office": "President", "country": state, "role": "chair"},
        {"actor": former, "post": post, "country": state},
        {"actor": unknown, "office": "Envoy", "represents": body},
        {"office": "Ambassador", "country": state},
        {"country": factories.country("CN")},
    ]
    for part in parts:
        factories.evidence(factories.participation(event, **part), factories.paragraph())
    page = open_page(client, event)
    assert table_rows(page)[1:] == [
        ["Made-up person A chair", "KG Kyrgyzstan", "President", "in office that day", "2 ¶1"],
        [
            "Made-up person B",
            "KG Kyrgyzstan",
            "Made-up office kg-made-up-president",
            "not in that office by the terms on record",
            "3 ¶1",
        ],
        ["Made-up person C", "org MUB", "Envoy", "no tenure on record", "4 ¶1"],
        ["not named", "KG Kyrgyzstan", "Ambassador", "", "5 ¶1"],
        ["China", "CN China", "", "", "6 ¶1"],
    ]


@pytest.mark.parametrize(
    ("date", "words"),
    [
        ("2024-07-04/2024-07-05", "in office that day"),
        ("2024", "term not certain for that day"),
        ("2019-05-01", "no tenure on record"),
    ],
)
def test_office_is_checked_on_both_ends_of_a_date(client: Client, date, words) -> None:
    person = factories.actor()
    factories.tenure(person, factories.post(), "2024-06-01", "2030-01-01")
    event = factories.event(date=date)
    factories.participation(event, actor=person, office="President")
    assert table_rows(open_page(client, event))[1][3] == words


def test_term_with_a_vague_end_leaves_the_office_unsure(client: Client) -> None:
    person, post = factories.actor(), factories.post()
    factories.tenure(person, post, "2020-01-01", "2024")
    event = factories.event(date="2024-07-04")
    factories.participation(event, actor=person, post=post)
    assert table_rows(open_page(client, event))[1][3] == "term not certain for that day"


def test_event_whose_beginning_is_not_known_has_a_page(client: Client) -> None:
    event = factories.event("Made-up event", date="../2022-05")
    page = open_page(client, event)
    assert sections(page, r'<ol class="crumb"[^>]*>(.*?)</ol>') == ["Timeline"]
    assert claims(page)["Date"][0] == "until May 2022"


def test_event_page_holds_words_outcomes_steps_and_side_events(client: Client) -> None:
    event = factories.event("Made-up summit")
    factories.document("Made-up declaration A", event=event)
    speaker = factories.actor("Made-up speaker")
    factories.statement("Made-up words.", speaker=speaker, on_behalf_of="KG", event=event)
    bank = factories.initiative("Made-up bank")
    with models.writing():
        bank.steps.update(event=event, note="Made-up note")
    factories.event("Made-up sideline", parent=event)
    page = open_page(client, event)
    assert claims(page)["Outcomes"] == ("Made-up declaration A 4 ¶1", "")
    assert sections(page, r'<ol class="says ev3">(.*?)</ol>') == [
        "KG Made-up speaker Made-up words. 2 ¶1"
    ]
    assert sections(page, r'<ul class="steps">(.*?)</ul>') == [
        "proposed Made-up bank . Made-up note 3 ¶1"
    ]
    assert sections(page, r"<h3>(.*?)</h3>") == ["Made-up sideline"]


def test_words_stand_in_the_order_of_their_paragraphs(client: Client) -> None:
    article, event = factories.article(headline="Made-up report"), factories.event("Made-up event")
    first = factories.paragraph(article)
    for number in (5, 2):
        paragraph = models.Paragraph.objects.create(capture=first.capture, number=number)
        speaker = factories.actor(f"Made-up speaker {number}")
        factories.statement(f"Words {number}.", speaker=speaker, event=event, source=paragraph)
    page = open_page(client, event)
    assert sections(page, r'<p class="own" lang="en">(.*?)</p>') == ["Words 2.", "Words 5."]


def test_two_speakers_stand_on_lines_of_their_own(client: Client) -> None:
    event, body = factories.event("Made-up event"), factories.actor("Made-up body")
    said = factories.statement(speaker=factories.actor("Made-up A"), event=event)
    with models.writing():
        said.parties.create(actor=factories.actor("Made-up B"), represents=body)
    page = open_page(client, event)
    (who,) = re.findall(r'<p class="who">(.*?)</p>', page.content.decode(), re.DOTALL)
    assert words(who.replace("<br>", "/")) == "Made-up A / org Made-up B"


def test_event_page_names_no_unpublished_record(client: Client) -> None:
    draft = {"status": "draft"}
    event = factories.event(
        organ=factories.actor("Hidden organ", kind="organisation", **draft),
        parent=factories.event("Hidden parent", **draft),
    )
    factories.event("Hidden sideline", parent=event, **draft)
    factories.document("Hidden text", event=event, **draft)
    factories.statement("Hidden words.", event=event, **draft)
    bank = factories.initiative("Hidden bank", **draft)
    with models.writing():
        bank.steps.update(event=event)
    factories.participation(
        event, actor=factories.actor("Hidden person", **draft), country=factories.country("KG")
    )
    factories.statement(
        "Made-up words.", speaker=factories.actor("Hidden speaker", **draft), event=event
    )
    page = open_page(client, event)
    assert "Hidden" not in page.content.decode()
    assert table_rows(page)[1][:2] == ["Kyrgyzstan", "KG Kyrgyzstan"]


def test_captured_text_stays_away(client: Client) -> None:
    article = factories.article()
    passage = factories.paragraph(article)
    with models.writing():
        models.Paragraph.objects.update(text="Captured words")
    event = factories.event(source=passage)
    with models.writing():
        models.Evidence.objects.update(
            exact="Captured exact", before="Captured b", after="Captured a"
        )
    for record in (event, article):
        assert "Captured" not in open_page(client, record).content.decode()


# What ends every record page -----------------------------------------------------------------


def test_record_says_how_sure_how_old_and_how_to_cite(client: Client, settings) -> None:
    event = factories.event("Made-up event", date="2024-07-04")
    with models.writing():
        models.Evidence.objects.update(confidence="medium")
    with models.writing():
        models.Event.objects.update(version=3, changed_at="2025-11-21T12:00:00Z")
    with models.writing():
        models.ImportBatch.objects.update(title="Made-up batch", audit="A made-up audit.")
    page = open_page(client, event)
    text = text_of(page)
    assert sections(page, r'<p class="kindline">(.*?)</p>') == [
        "Summit 4 July 2024 held single source"
    ]
    address = f"http://127.0.0.1:8000/{event.public_id}"
    cited = between(text, "“Made-up event”", "(accessed")
    assert cited == (
        f", 4 July 2024. SCO portal, record {event.public_id}, version 3,"
        f" 21 November 2025 . {address}"
    )
    assert sections(page, r'<ul class="facts">(.*?)</ul>') == [
        f"Permanent address: {address} Version 3 last change 21 November 2025"
        " Confidence: medium single source"
    ]
    assert (
        "Published as part of an import, “Made-up batch”, and not reviewed one by one."
        " A made-up audit." in text
    )
    link = f'href="mailto:errors@example.org?subject=Error%20in%20{event.public_id}"'
    assert link in page.content.decode()


def test_record_without_a_contact_leads_to_the_about_page(client: Client, settings) -> None:
    settings.CONTACT = ""
    page = open_page(client, factories.event())
    assert "mailto:" not in page.content.decode()
    assert page.content.decode().count('<a href="/about/#corrections">Report an error</a>') == 2


def test_survivor_of_a_merger_names_its_former_ids(client: Client) -> None:
    event = factories.event()
    models.Tombstone.objects.create(id="ev999", status="merged", target=event.public_id)
    assert "also known as ev999" in text_of(open_page(client, event))


# What it costs -------------------------------------------------------------------------------


def grow(event) -> None:
    """One more of everything that an event's page shows."""
    article = factories.article()
    person = factories.actor()
    factories.tenure(person, factories.post(), "2020-01-01")
    organisation = factories.actor(kind="organisation")
    part = factories.participation(event, actor=person, post=factories.post())
    factories.evidence(part, factories.paragraph(article))
    factories.participation(event, actor=factories.actor(), represents=organisation)
    factories.statement(speaker=person, on_behalf_of="KG", event=event)
    factories.document(event=event)
    bank = factories.initiative()
    with models.writing():
        bank.steps.update(event=event)
    side = factories.event(parent=event, countries=["KG"], topics=[factories.topic()])
    assert side.parent_id == event.pk


def test_event_page_costs_the_same_however_much_it_shows(
    client: Client, django_assert_num_queries
) -> None:
    event = factories.event(
        organ=factories.actor(kind="organisation"),
        parent=factories.event(),
        place=factories.place(),
        topics=[factories.topic()],
    )
    grow(event)
    # The event, its organ, its parent, its topics (4); parties, their actors, organisations they
    # represent (3); statements, their parties, the speakers (3); steps; documents; evidence; how
    # much of each article is coded; terms (5); side events, their parties, their
    # topics (3); ids merged into it (1).
    with django_assert_num_queries(19):
        open_page(client, event)
    grow(event)
    grow(event)
    with django_assert_num_queries(19):
        open_page(client, event)
