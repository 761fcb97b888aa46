"""Facets, chips, sorting and paging: what a page says about its filter, and at what price."""

import pytest
from django.db import connection
from django.http import Http404, QueryDict
from django.test.utils import CaptureQueriesContext

from events.choices import Status
from events.filters import (
    ActorFilter,
    ArticleFilter,
    Chip,
    DocumentFilter,
    EventFilter,
    InitiativeFilter,
    StatementFilter,
    select,
)
from tests import factories, filter_rows

pytestmark = pytest.mark.django_db

LISTS = (
    EventFilter,
    StatementFilter,
    InitiativeFilter,
    DocumentFilter,
    ActorFilter,
    ArticleFilter,
)


def chosen(filterset, query):
    return select(filterset, QueryDict(query))


def facet(selection, name):
    found = next(facet for facet in selection.facets if facet.name == name)
    return [(option.value, option.count, option.checked) for option in found.options]


QUERIES = ("", "q=made-up", "country=KG", "country=CN&kind=summit", "topic=transport&year=2021")


def counts_and_lists(filterset, query):
    """Each count of a facet, and that of the list behind it."""
    start = chosen(filterset, query)
    for group in start.facets:
        for option in group.options:
            values = QueryDict(start.querystring, mutable=True)
            values.setlist(group.name, [option.value])
            yield (query, group.name, option.value), option.count, select(filterset, values).count


@pytest.mark.parametrize("filterset", LISTS)
def test_facet_count_is_the_count_after_choosing(filterset):
    filter_rows.tangle(5)
    found = [row for query in QUERIES for row in counts_and_lists(filterset, query)]
    assert len(found) >= 8
    assert [(key, count) for key, count, _ in found] == [(key, count) for key, _, count in found]


def test_facet_option_leads_to_the_list_with_it_toggled():
    filter_rows.tangle(4)
    selection = chosen(EventFilter, "country=KG&state=held&page=2")
    options = {o.value: o for f in selection.facets if f.name == "country" for o in f.options}
    assert options["CN"].querystring == "country=KG&country=CN&state=held"
    assert options["KG"].querystring == "state=held"
    assert options["KG"].checked is True


def test_country_facet_counts_among_the_results_when_together():
    factories.event(countries=["KG", "CN"], place=factories.place(of="RU"))
    factories.event(countries=["KG"], place=factories.place(of="RU"))
    factories.event(countries=["CN"])
    assert facet(chosen(EventFilter, "country=KG"), "country") == [
        ("CN", 2, False),
        ("KG", 2, True),
        ("RU", 2, False),
    ]
    together = chosen(EventFilter, "country=KG&together=1")
    assert facet(together, "country") == [("KG", 2, True), ("CN", 1, False)]


def test_chosen_value_without_rows_stays_in_its_facet():
    factories.event(countries=["KG"])
    factories.country("UZ")
    assert facet(chosen(EventFilter, "country=UZ"), "country") == [
        ("KG", 1, False),
        ("UZ", 0, True),
    ]


def test_facets_name_no_draft():
    hidden = filter_rows.organ("Made-up hidden", status=Status.DRAFT)
    factories.event(organ=hidden)
    factories.event(organ=filter_rows.organ("Made-up seen"))
    labels = [
        option.label
        for group in chosen(EventFilter, "").facets
        for option in group.options
        if group.name == "organ"
    ]
    assert labels == ["Made-up seen"]


def test_chips_remove_one_value_each_and_a_period_at_once():
    factories.country("KG")
    factories.country("CN")
    query = "country=KG&country=CN&together=1&since=2021&until=2022-05&state=held&q=made&sort=date"
    assert chosen(EventFilter, query).chips == [
        Chip(
            "“made”",
            "country=KG&country=CN&together=1&since=2021&until=2022-05&state=held&sort=date",
        ),
        Chip(
            "Kyrgyzstan",
            "q=made&country=CN&together=1&since=2021&until=2022-05&state=held&sort=date",
        ),
        Chip("China", "q=made&country=KG&together=1&since=2021&until=2022-05&state=held&sort=date"),
        Chip(
            "all of them at the same event",
            "q=made&country=KG&country=CN&since=2021&until=2022-05&state=held&sort=date",
        ),
        Chip("held", "q=made&country=KG&country=CN&together=1&since=2021&until=2022-05&sort=date"),
        Chip(
            "from 2021 to May 2022", "q=made&country=KG&country=CN&together=1&state=held&sort=date"
        ),
    ]


def test_chips_of_a_broken_filter_remove_what_is_broken():
    assert chosen(EventFilter, "kind=party&until=soon").chips == [
        Chip("Kind: party", "until=soon"),
        Chip("Until: soon", "kind=party"),
    ]


def test_last_country_takes_together_along_and_words_take_relevance_along():
    factories.country("KG")
    chips = chosen(EventFilter, "country=KG&only=1&q=made&sort=relevance").chips
    assert [chip.remove for chip in chips] == [
        "country=KG&only=1",
        "q=made&sort=relevance",
        "q=made&country=KG&sort=relevance",
    ]


def test_canonical_query_string_drops_blanks_defaults_case_and_page():
    factories.country("KG")
    query = "state=HELD&country=&country=kg&country=KG&sort=-date&certainty=possible&page=1&q="
    assert chosen(EventFilter, query).querystring == "country=KG&state=held"


def test_orders_offer_relevance_only_with_words():
    assert [o.value for o in chosen(EventFilter, "").orders] == ["-date", "date"]
    orders = chosen(EventFilter, "q=made&sort=date").orders
    assert [(o.value, o.chosen) for o in orders] == [
        ("-date", False),
        ("date", True),
        ("relevance", False),
    ]


def test_carried_pairs_are_those_the_form_does_not_show():
    factories.event(id=1, countries=["KG"])
    selection = chosen(EventFilter, "country=KG&state=held&year=2024")
    assert selection.carried("country") == [("year", "2024"), ("state", "held")]


def test_wider_filter_is_offered_where_nothing_matches():
    factories.event(date="2021", countries=["KG"])
    factories.event(date="2022", countries=["CN"])
    factories.event(date="2022", countries=["CN"])
    selection = chosen(EventFilter, "country=KG&year=2022")
    assert [(w.label, w.querystring, w.count) for w in selection.wider] == [
        ("2022", "country=KG", 1),
        ("Kyrgyzstan", "year=2022", 2),
    ]
    assert chosen(EventFilter, "country=KG").wider == []


def test_page_beyond_the_last_is_not_found():
    factories.event()
    assert [event.pk for event in chosen(EventFilter, "page=1").page(1)] != []
    with pytest.raises(Http404, match="There is only 1 page"):
        chosen(EventFilter, "page=2").page()
    with pytest.raises(Http404):
        chosen(EventFilter, "page=99999999999999999999").page()


def test_page_number_above_200_is_not_found():
    for _number in range(2):
        factories.event(evidenced=False)
    selection = chosen(EventFilter, "page=201")
    selection.count = 1000
    with pytest.raises(Http404, match="The last page is 200"):
        selection.page(1)


@pytest.mark.parametrize(
    "filterset, query, queries",
    [
        # rows, participations, topics; count; facets; labels of countries, topics, organs
        (EventFilter, "", 8),
        # the same, and the values of country, topic and organ
        (EventFilter, "country=KG&topic=transport&state=held&q=made", 10),
        # rows, and what each row shows; count; facets; labels
        (StatementFilter, "", None),
        (InitiativeFilter, "", None),
        (DocumentFilter, "", None),
        (ActorFilter, "", None),
        (ArticleFilter, "", None),
    ],
)
def test_list_costs_the_same_for_one_row_and_for_three(filterset, query, queries):
    def price():
        selection = chosen(filterset, query)
        with CaptureQueriesContext(connection) as context:
            shown = len(selection.page())
            _ = (selection.facets, selection.chips, str(selection.sentence), selection.orders)
        return shown, len(context)

    filter_rows.tangle(2)
    few, cost = price()
    filter_rows.tangle(6)
    many, same_cost = price()
    assert many > few > 0
    assert same_cost == cost
    assert cost <= 12
    assert queries in (None, cost)
