"""Searching one kind of record.

The whole file runs on SQLite and on PostgreSQL; the ids in it are literal, so both databases
find the same records in the same order.
"""

import pytest

from events import models, search, tokens
from events.models.index import Relevance
from tests import factories
from tests.search.probes import found

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "query, ids",
    [
        # Title before names before the rest; then the latest, then the newest.
        ("bank", "ev4 ev3 ev1"),
        ("banks Kyrgyzstan", "ev4 ev3 ev1"),
        ("Astana", "ev1 ev2"),
        ("talks", "ev4 ev3"),
        # Names of parties in any script, any case, any spelling.
        ("Xi Jinping", "ev2 ev1"),
        ("СИ ЦЗИНЬПИНА", "ev2 ev1"),
        ("习近平", "ev2 ev1"),
        ("习", "ev2 ev1"),
        ("zhaparov", "ev1"),
        ("Жапаровым", "ev1"),
        ("扎帕罗夫", "ev1"),
        # States, places and offices, by alias too; an unnamed chairman by his office.
        ("киргизии", "ev1 ev4 ev3"),
        ("nur-sultan", "ev2 ev1"),
        ("阿斯塔纳", "ev1 ev2"),
        ("Казахстане", "ev2 ev1 ev3"),
        ("chairman", "ev2"),
        ("president", "ev1"),
        # Words of title, names and body together; a year.
        ("summit japarov development", "ev1"),
        ("talks 2023 kazakhstan", "ev3"),
        # The last word may be unfinished, no other.
        ("made-up sum", "ev1"),
        ("sum made-up", ""),
        # The order of words and words like "of" make no difference.
        ("astana of the summits", "ev1"),
        ("近习", ""),
        ("absent", ""),
    ],
)
def test_search_events_in_order(world, query, ids):
    assert found(models.Event, query) == ids


@pytest.mark.parametrize(
    "model, query, ids",
    [
        (models.Actor, "жапаров", "ac1"),
        (models.Actor, "Zhaparov", "ac1"),
        (models.Actor, "president", "ac1"),
        (models.Actor, "习近", "ac2"),
        (models.Actor, "draft", ""),
        (models.Country, "кыргызстан", "KG"),
        (models.Country, "KGZ", "KG"),
        (models.Country, "中国", "CN"),
        (models.Initiative, "开发银行", "in1"),
        (models.Initiative, "банка развития", "in1"),
        (models.Initiative, "Китай", "in1"),
        (models.Statement, "development bank", "st1"),
        (models.Statement, "железная дорога", "st1"),
        (models.Document, "astana summit", "do1"),
    ],
)
def test_search_other_kinds(world, model, query, ids):
    assert found(model, query) == ids


def test_search_article_by_headline_digest_and_quotation():
    row = factories.article(id=7, headline="Made-up railway headline")
    passage = factories.paragraph(row)
    passage.digest = "Made-up digest about a tunnel."
    passage.text = "Captured words about a viaduct."
    passage.save()
    event = factories.event(evidenced=False)
    factories.evidence(event, passage, quote="Made-up quotation of a bridge", exact="an aqueduct")
    factories.article(id=8, headline="Made-up uncited railway headline")
    search.refresh([event])
    queries = ("railway", "tunnel", "bridge", "made press", "viaduct", "aqueduct")
    assert [found(models.Article, query) for query in queries] == ["ar7"] * 4 + ["", ""]


def test_search_article_headline_not_seen_is_not_found():
    row = factories.article(headline="Made-up guessed headline", headline_basis="rebuilt")
    search.refresh([factories.event(source=factories.paragraph(row))])
    assert found(models.Article, "guessed") == ""


def test_search_relevance_is_a_class(world):
    rows = models.Event.objects.search("bank").order_by("pk")
    assert list(rows.values_list("pk", "relevance")) == [
        (1, Relevance.ANYWHERE),
        (3, Relevance.TITLE),
        (4, Relevance.TITLE),
    ]
    names = models.Event.objects.search("bank kyrgyzstan").order_by("pk")
    assert list(names.values_list("pk", "relevance")) == [
        (1, Relevance.ANYWHERE),
        (3, Relevance.NAMES),
        (4, Relevance.NAMES),
    ]


def test_search_narrows_what_it_is_asked_on(world):
    held_by_kazakhstan = models.Event.objects.published().involving(["KZ"])
    assert [row.pk for row in held_by_kazakhstan.search("bank").by_relevance()] == [3, 1]
    assert models.Event.objects.search("bank").search("talks").count() == 2


@pytest.mark.parametrize(
    "query, plain",
    [
        ('"bank"', "bank"),
        ("bank*", "bank"),
        ("bank'", "bank"),
        ("(bank", "bank"),
        ("bank OR", "bank"),
        ("AND bank NOT", "bank not"),
        ("NEAR(bank, 2)", "near bank 2"),
        ("title:bank", "title bank"),
        ("{title} : bank", "title bank"),
        ("^bank", "bank"),
        ("bank:*A", "bank"),
        ("!bank & ", "bank"),
        ("bank <-> bank", "bank"),
        ("bank\x00", "bank"),
        ("bank\\", "bank"),
        ("bank;--", "bank"),
        ("%bank_%s", "bank s"),
        ("\ud800bank", "bank"),
    ],
)
def test_search_signs_of_a_query_language_are_no_signs(world, query, plain):
    assert tokens.query_tokens(query) == tokens.query_tokens(plain)
    assert found(models.Event, query) == found(models.Event, plain)


@pytest.mark.parametrize("query", ["", "   ", "!!!", "\x00", "*", '"', "…", "\u0301"])
def test_search_without_a_word_finds_nothing(world, query):
    assert list(models.Event.objects.search(query).by_relevance()) == []
    assert search.everything(query) == []


def test_search_ten_thousand_characters_are_harmless(world):
    assert found(models.Event, "bank " * 2_000) == "ev4 ev3 ev1"
    assert found(models.Event, "习近平" * 3_000) == ""
    assert found(models.Event, "x" * 10_000) == ""
    assert found(models.Event, "'\"\\" * 3_000 + "bank") == ""


def test_search_longest_token_is_found_again():
    endless = "1" * 3_000
    search.refresh([factories.event(id=9, summary=f"Made-up {endless}")])
    assert found(models.Event, endless) == "ev9"
