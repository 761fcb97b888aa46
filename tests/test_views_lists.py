"""The list pages: what they show, what they say when nothing matches, what they cost."""

import re

import pytest
from django.test import Client

from events import search
from tests import factories
from tests.page_text import between, sections, text_of

pytestmark = pytest.mark.django_db

LISTS = ("timeline", "statements", "initiatives", "documents", "actors", "articles")


# The timeline --------------------------------------------------------------------------------


def test_timeline_groups_by_year_and_month(client: Client) -> None:
    factories.event("Made-up event A", date="2023-05-02")
    factories.event("Made-up event B", date="2024-07-04")
    factories.event("Made-up event C", date="2024-07-01/2024-07-02")
    factories.event("Made-up event D", date="2024?")
    page = client.get("/timeline/")
    assert sections(page, r'<h2 class="year">(.*?)</h2>') == ["2024 3 events", "2023 1 event"]
    months = sections(page, r'<h3 class="month">(.*?)</h3>')
    assert months == ["July", "Month not known", "May"]
    assert sections(page, r"<h4>(.*?)</h4>") == [
        "Made-up event B",
        "Made-up event C",
        "Made-up event D",
        "Made-up event A",
    ]
    dates = sections(page, r'<p class="when">(.*?)</p>')
    assert dates == ["4 July", "1–2 July", "perhaps 2024", "2 May"]


def test_event_card_shows_kind_place_states_topics_and_sources(client: Client) -> None:
    factories.event(
        "Made-up card",
        date="2024-07-04",
        countries=["CN", "KG"],
        place=factories.place(of="KG"),
        mode="video",
        topics=[factories.topic()],
    )
    page = client.get("/timeline/")
    assert sections(page, r'<p class="meta">(.*?)</p>') == [
        "Summit , by video Made-up town made-up-town CN KG Made-up topic made-up-topic 1 source"
    ]
    assert '<abbr class="cc host" title="Kyrgyzstan, host">KG</abbr>' in page.content.decode()
    assert '<abbr class="cc" title="China">CN</abbr>' in page.content.decode()


@pytest.mark.parametrize(
    ("state", "date", "words"),
    [
        ("announced", "2020-01-01", ["announced, not confirmed"]),
        ("announced", "2999-01-01", ["announced"]),
        ("cancelled", "2020-01-01", ["cancelled"]),
        ("held", "2020-01-01", []),
    ],
)
def test_event_card_says_every_state_but_held(client: Client, state, date, words) -> None:
    factories.event(state=state, date=date)
    assert sections(client.get("/timeline/"), r'<span class="badge[^>]*>(.*?)</span>') == words


def test_timeline_sorted_by_relevance_has_no_years(client: Client) -> None:
    event = factories.event("Made-up Zebrawood")
    search.rebuild()
    page = client.get("/timeline/?q=zebrawood&sort=relevance")
    assert sections(page, r'<h2 class="year">(.*?)</h2>') == []
    assert sections(page, r"<h3>(.*?)</h3>") == [event.title]


def test_histogram_counts_years_beyond_the_chosen_ones(client: Client) -> None:
    for date in ("2021-01-01", "2023-01-01", "2023-02-02"):
        factories.event(date=date, countries=["KG"])
    factories.event(date="2022-01-01", countries=["CN"])
    page = client.get("/timeline/?country=kg&since=2023")
    assert sections(page, r"<title>(\d+: \d+)</title>") == ["2021: 1", "2022: 0", "2023: 2"]
    assert "2 of 3 in the selection" in text_of(page)
    table = sections(page, r'<th scope="row">(.*?)</td>')
    assert table == ["2021 1", "2023 2"]
    assert 'href="?country=KG&amp;year=2021"' in page.content.decode()
    form = between(page.content.decode(), 'class="brushform"', "</form>")
    assert re.findall(r'name="(\w+)" value="([^"]*)"', form) == [
        ("country", "KG"),
        ("since", "2023"),
        ("until", ""),
    ]


def test_histogram_without_a_match_in_the_chosen_years_has_no_brush(client: Client) -> None:
    factories.event(date="2021-01-01")
    body = client.get("/timeline/?year=2023").content.decode()
    assert 'class="brush"' not in body
    assert "without 2023: 1" in body


# Filter form, chips, order, pages ------------------------------------------------------------


def test_filter_form_shows_facets_with_counts_and_keeps_the_rest(client: Client) -> None:
    place = factories.place()
    factories.event(countries=["KG", "CN"], place=place)
    factories.event(countries=["CN"], kind="visit", place=place)
    page = client.get(f"/timeline/?country=cn&kind=summit&place={place.pk}&sort=date")
    form = between(page.content.decode(), 'id="filters"', "</section>")
    assert re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form) == [
        ("place", "made-up-town"),
        ("sort", "date"),
    ]
    boxes = re.findall(r'name="(country|kind)" value="([^"]*)" id="[^"]*"( checked)?', form)
    assert boxes == [
        ("country", "cn", " checked"),
        ("country", "kg", ""),
        ("kind", "summit", " checked"),
        ("kind", "visit", ""),
    ]
    assert sections(page, r'<li class="chip">(.*?)</li>') == [
        "China ×",
        f"{place.name} ×",
        "Summit ×",
    ]


def test_sentence_marks_its_values(client: Client) -> None:
    factories.country("KG")
    page = client.get("/timeline/?country=kg&since=2021&until=2025")
    heading = between(page.content.decode(), '<h1 class="sentence">', "</h1>")
    assert heading == (
        "Events involving <mark>Kyrgyzstan</mark> from <mark>2021</mark> to <mark>2025</mark>"
    )


def test_pages_keep_the_query_string(client: Client) -> None:
    for _number in range(51):
        factories.event(countries=["KG"])
    first = client.get("/timeline/?country=kg&sort=date")
    pager = between(first.content.decode(), 'class="pager"', "</nav>")
    assert re.findall(r'rel="(\w+)" href="([^"]*)"', pager) == [
        ("next", "?country=KG&amp;sort=date&amp;page=2")
    ]
    second = client.get("/timeline/?country=kg&sort=date&page=2")
    pager = between(second.content.decode(), 'class="pager"', "</nav>")
    assert re.findall(r'rel="(\w+)" href="([^"]*)"', pager) == [
        ("prev", "?country=KG&amp;sort=date")
    ]
    assert "51–51 of 51" in text_of(second)
    assert len(re.findall(r'<li class="card', second.content.decode())) == 1
    assert '<link rel="canonical" href="http://127.0.0.1:8000/timeline/?country=KG&amp;' in (
        second.content.decode()
    )


@pytest.mark.parametrize("page", ["2", "201"])
def test_page_beyond_the_last_is_404_and_says_so(client: Client, page) -> None:
    response = client.get(f"/timeline/?page={page}")
    assert response.status_code == 404
    assert "There is only 1 page." in text_of(response)


def test_list_offers_its_files_with_the_same_query_string(client: Client) -> None:
    factories.event(countries=["KG"])
    page = client.get("/timeline/?country=kg&page=1")
    files = re.findall(r'href="(/timeline\.\w+[^"]*)"', page.content.decode())
    assert files == ["/timeline.csv?country=KG", "/timeline.json?country=KG"]


# Nothing found, nothing understood -----------------------------------------------------------


def test_empty_list_offers_the_nearest_wider_filters(client: Client) -> None:
    for _number in range(3):
        factories.event(countries=["KG"], kind="visit")
    factories.event(countries=["CN"], kind="exercise")
    page = client.get("/timeline/?country=kg&kind=exercise")
    assert page.status_code == 200
    empty = between(page.content.decode(), '<div class="empty">', "</div>")
    offers = re.findall(r'<li><a href="([^"]*)">(.*?)</a></li>', empty)
    assert offers == [
        ("?kind=exercise", "without Kyrgyzstan: 1"),
        ("?country=KG", "without Exercise: 3"),
        ("/timeline/", "Everything, without a filter"),
    ]


@pytest.mark.parametrize("name", LISTS)
def test_list_without_rows_says_that_nothing_is_published(client: Client, name) -> None:
    assert "Nothing is published here yet" in text_of(client.get(f"/{name}/"))


def test_invalid_filter_is_an_empty_page_that_names_the_field(client: Client) -> None:
    factories.event()
    page = client.get("/timeline/?since=2021-13&nonsense=1")
    body = page.content.decode()
    assert page.status_code == 200
    assert '<meta name="robots" content="noindex">' in body
    assert 'rel="canonical"' not in body
    assert sections(page, r'<ul class="errorlist"[^>]*>(.*?)</ul>') == [
        "since: “2021-13” is not in the calendar."
        " nonsense: there is no filter of this name here; it was left aside."
    ]
    assert sections(page, r'<p class="err" id="e-since">(.*?)</p>') == [
        "“2021-13” is not in the calendar."
    ]
    assert 'value="2021-13" type="text" inputmode="numeric" aria-invalid="true"' in body
    assert 'class="card' not in body


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize(
    "query",
    [
        "q=" + "x" * 10_000,
        "q=%00",
        "q=%ff%fe",
        "page=0",
        "page=99999999999999999999",
        "page=-1",
        "country=" + "&country=".join(["zz"] * 200),
        "since=9999-99-99&until=0000",
        "%00=1&[]=2",
        "sort=%27%3B--",
    ],
)
def test_nonsense_is_answered_with_a_page(client: Client, name, query) -> None:
    response = client.get(f"/{name}/?{query}")
    assert response.status_code in {200, 404}
    assert "SCO portal" in text_of(response)


# Rows of the other lists ---------------------------------------------------------------------


def test_statement_row_names_speaker_office_and_event(client: Client) -> None:
    speaker = factories.actor("Made-up speaker")
    event = factories.event("Made-up occasion")
    factories.statement(
        "Made-up words.",
        speaker=speaker,
        on_behalf_of="KG",
        event=event,
        quotation="made up",
        quotation_language="en",
    )
    page = client.get("/statements/")
    assert sections(page, r'<ol class="says ev3">(.*?)</ol>') == [
        "KG Made-up speaker Made-up words. made up 4 July 2024 Made-up occasion"
    ]


def test_document_row_names_kind_date_and_event(client: Client) -> None:
    event = factories.event("Made-up occasion")
    factories.document("Made-up text", event=event, place=factories.place())
    page = client.get("/documents/")
    assert sections(page, r'<ol class="rows">(.*?)</ol>') == [
        "Made-up text declaration 4 July 2024 Made-up town made-up-town Made-up occasion"
    ]


def test_initiative_row_draws_its_life_line(client: Client) -> None:
    factories.initiative("Made-up bank", steps=[("proposed", "2010-01-01"), ("agreed", "2024")])
    page = client.get("/initiatives/")
    row = between(page.content.decode(), '<ol class="motion">', '<li class="ax"')
    assert re.findall(r'<use href="#(\w+)"', row) == ["p0", "p4"]
    assert re.findall(r'class="(ll-\w+)"', row)[0] == "ll-quiet"
    words = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", row)).strip()
    assert words == "Made-up bank Agreed 2024, 2 steps since 2010. Longest silence: 168 months."


def test_actor_row_names_latest_office(client: Client) -> None:
    person = factories.actor("Made-up person")
    factories.tenure(person, factories.post(), "2020-01-01", "2021-05-01")
    page = client.get("/actors/")
    assert sections(page, r'<ol class="rows">(.*?)</ol>') == [
        "Made-up person person KG Made-up office kg-made-up-president, 1 January 2020 – 1 May 2021"
    ]


def test_article_row_says_how_much_is_coded(client: Client) -> None:
    article = factories.article(headline="Made-up headline")
    factories.event(source=factories.paragraph(article))
    unseen = factories.article(headline="Made-up guess", headline_basis="rebuilt")
    factories.event(source=factories.paragraph(unseen, 0))
    page = client.get("/articles/")
    assert sections(page, r'<ol class="rows">(.*?)</ol>') == [
        "Made-up press, 5 July 2024 headline not seen Made-up press news 5 July 2024 English"
        " coded as a whole at the publisher"
        " Made-up headline Made-up press news 5 July 2024 English"
        " 1 of 1 paragraphs coded at the publisher"
    ]


def test_titles_are_plain_text(client: Client) -> None:
    article = factories.article(headline="Made-up <headline>")
    factories.event(source=factories.paragraph(article))
    head = client.get("/timeline/").content.decode()
    assert re.findall("<title>(.*?)</title>", head)[0] == "Events · SCO portal"
    assert '<meta name="description" content="Events: 1 entry">' in head
    page = client.get(article.get_absolute_url()).content.decode()
    assert re.findall("<title>(.*?)</title>", page) == ["Made-up &lt;headline&gt; · SCO portal"]


def test_histogram_names_every_year_of_a_few_and_every_fifth_of_many(client: Client) -> None:
    for year in (2021, 2023):
        factories.event(date=str(year))
    ticks = client.get("/timeline/").context["timeline"].histogram.ticks
    assert [tick.year for tick in ticks] == [2021, 2022, 2023]
    factories.event(date="2011")
    ticks = client.get("/timeline/").context["timeline"].histogram.ticks
    assert [tick.year for tick in ticks] == [2015, 2020]


@pytest.mark.parametrize("method", ("post", "put"))
def test_writing_to_a_public_page_is_refused_in_words(method) -> None:
    response = getattr(Client(enforce_csrf_checks=True), method)("/timeline/")
    assert response.status_code == 403
    assert "This form was not accepted" in response.content.decode()


# What the lists cost -------------------------------------------------------------------------

#: Queries of each list, whatever the number of rows.
COSTS = {
    # Count; years of headings and histogram; rows with their counts; parties; topics of the
    # rows; one tally for all facets; names of countries; names of topics.
    "timeline": 8,
    # Count; facets; names of countries and of topics; rows; parties; their actors; events.
    "statements": 8,
    # Count; rows; steps; facets; names of countries and of topics.
    "initiatives": 6,
    # Count; countries by party or place; facets; names of countries and of topics; rows; events;
    # topics of the rows.
    "documents": 8,
    # Count; countries by term or participation; facets; names of countries; rows; parents; terms.
    "actors": 7,
    # Count; the facet of countries (4: articles, countries of records, citations, periods); rows
    # with their numbers of paragraphs; one tally for the other facets.
    "articles": 7,
}


def rows(name: str) -> None:
    """One row more on a list, with everything that a row names."""
    topic = factories.topic()
    if name == "timeline":
        factories.event(countries=["KG", "CN"], place=factories.place(), topics=[topic])
    elif name == "statements":
        factories.statement(
            speaker=factories.actor(), on_behalf_of="KG", event=factories.event(), topics=[topic]
        )
    elif name == "initiatives":
        steps = [("proposed", "2010-01-01"), ("agreed", "2024")]
        factories.initiative(countries=["KG"], steps=steps, topics=[topic])
    elif name == "documents":
        factories.document(event=factories.event(), place=factories.place(), topics=[topic])
    elif name == "actors":
        body = factories.actor(kind="organisation")
        factories.tenure(factories.actor(), factories.post(), "2020-01-01")
        factories.actor(kind="organ", parent=body)
    else:
        factories.event(source=factories.paragraph(factories.article()))


@pytest.mark.parametrize("name", LISTS)
def test_list_costs_the_same_with_one_row_and_with_three(
    client: Client, django_assert_num_queries, name
) -> None:
    rows(name)
    with django_assert_num_queries(COSTS[name]):
        client.get(f"/{name}/")
    rows(name)
    rows(name)
    with django_assert_num_queries(COSTS[name]):
        client.get(f"/{name}/")
