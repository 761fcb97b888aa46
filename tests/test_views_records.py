"""The pages of statements, initiatives, documents, actors and articles."""

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


def party(statement, **fields):
    with models.writing():
        return models.StatementParty.objects.create(statement=statement, **fields)


# Statement -----------------------------------------------------------------------------------


def test_statement_page_says_who_for_whom_where_and_to_whom(client: Client) -> None:
    speaker, post = factories.actor("Made-up minister"), factories.post()
    factories.tenure(speaker, post, "2020-01-01", "2030-01-01")
    event = factories.event("Made-up occasion")
    bank = factories.initiative("Made-up bank")
    statement = factories.statement(
        "Made-up words about a bank.",
        event=event,
        initiatives=[bank],
        topics=[factories.topic()],
        quotation="made-up quotation",
        quotation_language="en",
    )
    party(statement, actor=speaker, post=post, office="Minister", country=factories.country("KG"))
    party(statement, role="on-behalf-of", country=factories.country("KZ"))
    party(
        statement,
        role="addressee",
        represents=factories.actor(
            "Made-up body", kind="organ", parent=factories.actor(kind="organisation")
        ),
    )
    with models.writing():
        bank.steps.update(statement=statement)
    page = open_page(client, statement)
    assert claims(page) == {
        "Said by": ("KG Made-up minister , Minister in office that day", ""),
        "On behalf of": ("KZ Kazakhstan", ""),
        "Addressed to": ("( Made-up body )", ""),
        "Date": ("Thursday, 4 July 2024", "1 ¶1 stated by a source"),
        "Where": ("Made-up occasion", "1 ¶1"),
        "Topics": ("Made-up topic made-up-topic", "1 ¶1"),
        "Initiatives spoken of": ("Made-up bank", "1 ¶1"),
        "Steps it took": ("proposed: Made-up bank", ""),
    }
    assert sections(page, r'<p class="lede">(.*?)</p>') == ["Made-up words about a bank. 1 ¶1"]
    assert sections(page, r"<blockquote[^>]*>(.*?)</blockquote>") == ["made-up quotation 1 ¶1"]
    assert sections(page, r"<h1>(.*?)</h1>") == ["Made-up minister: Made-up occasion"]


def test_statement_page_shows_its_neighbours_in_the_same_source(client: Client) -> None:
    article = factories.article()
    first, second = factories.paragraph(article, 0), factories.paragraph(article, 1)
    statement = factories.statement("Made-up words A.", source=first)
    factories.statement("Made-up words B.", source=second)
    factories.statement("Hidden words.", source=second, status="draft")
    factories.statement("Made-up words elsewhere.")
    page = open_page(client, statement)
    neighbours = between(page.content.decode(), 'id="h-n"', "</section>")
    assert re.findall(r">(Made-up words [^<]*|Hidden[^<]*)<", neighbours) == ["Made-up words B."]


# Initiative ----------------------------------------------------------------------------------


def bank_with_a_silence():
    bank = factories.initiative(
        "Made-up bank",
        name_ru="Выдуманный банк",
        description="A made-up lender.",
        steps=[("proposed", "2010-11-25"), ("supported", "2013-12~"), ("agreed", "2014-01-05")],
        countries=["CN"],
    )
    first, second, third = bank.steps.order_by("pk")
    with models.writing():
        models.InitiativeStep.objects.filter(pk=first.pk).update(
            event=factories.event("Made-up council"), note="Made-up first step."
        )
        models.StepParty.objects.create(step=third, country=factories.country("KG"), role="with")
    return bank


def test_initiative_page_lists_steps_and_silences(client: Client) -> None:
    page = open_page(client, bank_with_a_silence())
    life = between(page.content.decode(), '<ol class="life">', "</ol>")
    entries = [words(entry) for entry in re.findall(r"<li.*?</li>", life, re.DOTALL)]
    assert entries[:4] == [
        "Proposed by CN China 25 November 2010 Made-up first step. 1 ¶1 Made-up council",
        "quiet for 36 months",
        "Supported by CN China about December 2013 2 ¶1",
        "Agreed by CN China , with KG Kyrgyzstan 5 January 2014 3 ¶1",
    ]
    assert re.fullmatch(r"nothing coded since, \d+ months", entries[4])
    assert re.findall(r'<li class="(silence sil-\d)">', life) == ["silence sil-1", "silence sil-1"]
    assert sections(page, r'<p class="names">(.*?)</p>') == ["Выдуманный банк"]
    assert sections(page, r'<p class="kindline">(.*?)</p>') == ["Initiative institution agreed"]


def test_initiative_page_draws_its_life_line(client: Client) -> None:
    body = open_page(client, bank_with_a_silence()).content.decode()
    chart = between(body, '<figure class="chart">', "</figure>")
    assert words(between(chart, "<h2>", "</h2>")) == "3 steps, 2 of words, 2010 to 2014"
    drawn = re.findall(r'<svg class="st (\w+)" x="[\d.]+%" y="(\d+)"><use href="#(p\d)"', chart)
    assert drawn == [("said", "34", "p0"), ("said", "34", "p2"), ("dec", "114", "p4")]
    lines = re.findall(
        r'<line class="(ll-\w+)" x1="[\d.]+%" x2="[\d.]+%" y1="(\d+)" y2="(\d+)"', chart
    )
    assert lines == [("ll-quiet", "34", "34"), ("ll-line", "34", "34"), ("ll-line", "34", "114")]
    assert re.findall(r'<text class="mid big" x="[\d.]+%" y="135">(\d+)</text>', chart) == ["36"]


def test_initiative_page_says_who_stands_behind_it(client: Client) -> None:
    page = open_page(client, bank_with_a_silence())
    table = between(page.content.decode(), 'id="h-sup"', "</table>")
    rows = [words(row) for row in re.findall(r"<tr>(.*?)</tr>", table, re.DOTALL)][1:]
    assert rows == [
        "CN China proposed 2010 , supported 2013 , agreed 2014",
        "KG Kyrgyzstan agreed 2014",
    ]


def test_initiative_page_holds_what_was_said_about_it(client: Client) -> None:
    bank = factories.initiative("Made-up bank")
    factories.statement("Made-up words.", initiatives=[bank], speaker=factories.actor("Made-up A"))
    factories.statement("Hidden words.", initiatives=[bank], status="draft")
    page = open_page(client, bank)
    said = between(page.content.decode(), '<h2 id="h-said">', "</section>")
    assert words(said) == ("What was said about it All 1 Made-up A 4 July 2024 Made-up words. 2 ¶1")
    assert f'href="/statements/?initiative={bank.public_id}"' in said
    assert "<figure" not in page.content.decode()


# Document ------------------------------------------------------------------------------------


def test_document_page_shows_titles_adoption_force_and_steps(client: Client) -> None:
    event = factories.event("Made-up summit")
    bank = factories.initiative("Made-up bank")
    document = factories.document(
        "Made-up charter",
        title_ru="Выдуманная хартия",
        date="2002-06-07",
        event=event,
        place=factories.place(),
        in_force="2003-09-19",
        url="https://text.example/charter",
        topics=[factories.topic()],
        note="A made-up text.",
    )
    with models.writing():
        bank.steps.update(document=document)
    page = open_page(client, document)
    assert claims(page) == {
        "Adopted": ("7 June 2002", "1 ¶1 stated by a source"),
        "Adopted at": ("Made-up summit", "1 ¶1"),
        "Place": ("Made-up town made-up-town, Kyrgyzstan", "1 ¶1"),
        "In force since": ("19 September 2003", "1 ¶1"),
        "Text": ("https://text.example/charter", "1 ¶1"),
        "Topics": ("Made-up topic made-up-topic", "1 ¶1"),
    }
    assert sections(page, r'<ul class="steps">(.*?)</ul>') == [
        "proposed 4 July 2024 Made-up bank 2 ¶1"
    ]
    assert sections(page, r'<p class="names">(.*?)</p>') == ["Выдуманная хартия"]


def test_document_without_entry_into_force_says_so(client: Client) -> None:
    page = open_page(client, factories.document())
    assert claims(page)["In force since"] == ("not coded", "")


# Actor ---------------------------------------------------------------------------------------


def test_person_page_shows_offices_events_words_and_people_met(client: Client) -> None:
    person = factories.actor(
        "Made-up person", name_ru="Выдуманное лицо", nationality=factories.country("KG"), qid="Q1"
    )
    with models.writing():
        models.Alias.objects.create(actor=person, spelling="Made-up Persohn")
    post = factories.post()
    tenure = factories.tenure(person, post, "2020-01-01")
    factories.evidence(tenure, factories.paragraph(), field="since")
    other = factories.actor("Made-up other")
    for number in range(2):
        event = factories.event(f"Made-up event {'AB'[number]}", date=f"202{number}-01-01")
        factories.participation(event, actor=person)
        factories.participation(event, actor=other)
    factories.statement("Made-up words.", speaker=person, on_behalf_of="KG")
    bank = factories.initiative("Made-up bank")
    with models.writing():
        models.StepParty.objects.create(step=bank.steps.get(), actor=person)
    page = open_page(client, person)
    assert claims(page) == {"Nationality": ("KG Kyrgyzstan", ""), "Wikidata": ("Q1", "")}
    assert sections(page, r'<p class="names">(.*?)</p>') == ["Выдуманное лицо Made-up Persohn"]
    assert table_rows(page)[1:] == [[post.name, "KG Kyrgyzstan", "from 1 January 2020", "", "1 ¶1"]]
    text = text_of(page)
    assert "Events All 2" in text
    assert "Statements All 1" in text
    assert "Initiatives All 1" in text
    assert sections(page, r"<h3>(.*?)</h3>") == [
        "Made-up event B",
        "Made-up event A",
        "Made-up bank",
    ]
    assert sections(page, r'<ul class="terms">(.*?)</ul>') == ["Made-up other 2 events"]
    links = re.findall(r'class="more" href="([^"]*)"', page.content.decode())
    assert links == [
        f"/{name}/?actor={person.public_id}" for name in ("timeline", "statements", "initiatives")
    ]


def test_body_page_shows_organs_holders_and_meetings(client: Client) -> None:
    body = factories.actor("Made-up body", kind="organisation", founded="2001-06-15")
    organ = factories.actor("Made-up organ", kind="organ", parent=body)
    factories.actor("Hidden organ", kind="organ", parent=body, status="draft")
    post = factories.post("made-up-secretary", organisation=body, country=None)
    factories.tenure(factories.actor("Made-up secretary"), post, "2020-01-01", "2021-01-01")
    factories.tenure(factories.actor("Hidden person", status="draft"), post, "2019")
    factories.event("Made-up meeting", organ=organ)
    page = open_page(client, body)
    assert claims(page) == {
        "Organs": ("Made-up organ", ""),
        "Founded": ("15 June 2001", ""),
    }
    assert table_rows(page)[1:] == [
        ["Made-up secretary", post.name, "1 January 2020 – 1 January 2021", "", ""]
    ]
    assert "Hidden" not in page.content.decode()
    page = open_page(client, organ)
    assert claims(page) == {"Organ of": ("Made-up body", "")}
    assert sections(page, r"<h3>(.*?)</h3>") == ["Made-up meeting"]


# Article -------------------------------------------------------------------------------------


def test_article_page_lists_paragraphs_with_the_records_coded(client: Client) -> None:
    article = factories.article(headline="Made-up headline", archive_url="https://archive.example/")
    event = factories.event(
        "Made-up event", source=factories.paragraph(article, 1), countries=["KG"]
    )
    factories.evidence(event.participations.get(), factories.paragraph(article, 1))
    factories.evidence(event, factories.paragraph(article, 1), field="title_en")
    factories.statement("Made-up words.", source=factories.paragraph(article, 0))
    factories.event("Hidden event", source=factories.paragraph(article, 1), status="draft")
    twin = factories.article(headline="Made-up copy", duplicate_of=article)
    factories.event(source=factories.paragraph(twin))
    page = open_page(client, article)
    assert claims(page) == {
        "Original": (article.url, "archived copy"),
        "Publisher": ("Made-up press", "news"),
        "Published": ("5 July 2024", "stated by a source"),
        "Language": ("English", ""),
        "Coded": ("1 of 1 paragraphs", "2 records coded from it"),
        "The same report": ("Made-up copy", ""),
    }
    passages = re.findall(r'<li id="(p\d)">(.*?)</ol>', page.content.decode(), re.DOTALL)
    assert [(anchor, words(text)) for anchor, text in passages] == [
        ("p0", "Made up. Made-up words."),
        ("p1", "¶1 Made-up passage. Made-up event (participation, title)"),
    ]
    assert "Hidden" not in page.content.decode()


def test_article_whose_headline_was_not_seen_is_called_by_publisher_and_date(
    client: Client,
) -> None:
    article = factories.article(
        headline="Made-up guess", headline_basis="rebuilt", published="2024-07~"
    )
    factories.event(source=factories.paragraph(article))
    page = open_page(client, article)
    assert article.get_absolute_url() == f"/articles/{article.public_id}/"
    assert sections(page, r"<h1>(.*?)</h1>") == ["Made-up press, about July 2024"]
    assert "Made-up guess" not in page.content.decode()


def test_article_page_names_the_country_of_a_period_and_what_is_contradicted(
    client: Client,
) -> None:
    article = factories.article()
    passage = factories.paragraph(article)
    organ = factories.actor("Made-up organ", kind="organisation")
    period = models.Period.objects.create(
        country=factories.country("KG"), organ=organ, role="member", since="2001-06-15"
    )
    factories.evidence(period, passage, quote="made-up quotation")
    event = factories.event("Made-up event")
    factories.evidence(event, passage, field="date", stance="contradicts", quote="made-up words")
    factories.evidence(event, passage, field="date", stance="contradicts", quote="made-up words")
    page = open_page(client, article)
    passages = re.findall(r'<li id="p1">(.*?)</ol>', page.content.decode(), re.DOTALL)
    assert [words(text) for text in passages] == [
        "¶1 Made-up passage. made-up quotation made-up words"
        " Kyrgyzstan (period) contradicts Made-up event (date)"
    ]
