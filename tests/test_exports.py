"""CSV and JSON: the same rows as the page, in shapes that programs rely on."""

import csv
import io
import itertools
import json

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from events import exports, models
from events.choices import Status
from events.filters import (
    ActorFilter,
    ArticleFilter,
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


def as_csv(filterset, query=""):
    response = exports.csv_response(select(filterset, QueryDict(query)), "list")
    assert response.status_code == 200
    text = "".join(part.decode() for part in response.streaming_content)
    return list(csv.DictReader(io.StringIO(text)))


def as_json(filterset, query="", status=200):
    request = RequestFactory().get(f"/list.json?{query}")
    response = exports.json_response(select(filterset, request.GET), "list", request)
    assert response.status_code == status
    return json.loads(response.content)


PARTS = {
    EventFilter: (
        ("", "country=KG", "country=cn&country=ru", "country=KG&country=CN&together=1"),
        ("", "state=held", "kind=summit&kind=visit", "group=councils", "mode=video"),
        (
            "",
            "since=2021",
            "year=2021&year=2022",
            "until=2022&certainty=certain",
            "topic=transport",
        ),
        ("", "q=made-up&sort=relevance", "sort=date"),
    ),
    StatementFilter: (("", "country=KG"), ("", "topic=trade", "year=2021"), ("", "sort=date")),
    InitiativeFilter: (("", "country=KG"), ("", "verb=signed", "since=2021"), ("", "sort=-date")),
    DocumentFilter: (("", "country=KG"), ("", "kind=declaration"), ("", "sort=date")),
    ActorFilter: (("", "country=UZ"), ("", "kind=person"), ("", "q=made-up&sort=relevance")),
    ArticleFilter: (("", "country=KG"), ("", "kind=news"), ("", "sort=date")),
}


@pytest.mark.parametrize("filterset", LISTS)
def test_same_query_string_means_the_same_rows_everywhere(filterset):
    filter_rows.tangle(5)
    seen = 0
    for parts in itertools.product(*PARTS[filterset]):
        query = "&".join(filter(None, parts))
        page = [row.public_id for row in select(filterset, QueryDict(query)).page(500)]
        assert [row["id"] for row in as_csv(filterset, query)] == page, query
        results = as_json(filterset, f"{query}&page_size=500")
        assert ([row["id"] for row in results["results"]], results["count"]) == (page, len(page))
        seen += 1
    assert seen == {EventFilter: 300, ActorFilter: 8, ArticleFilter: 8, DocumentFilter: 8}.get(
        filterset, 12
    )


def test_csv_has_the_columns_of_the_dataset_and_what_is_computed():
    event = factories.event(
        "Made-up summit", date="2021-09~", countries=["KG", "CN"], topics=[factories.topic()]
    )
    row = as_csv(EventFilter)[0]
    assert list(row)[:4] == ["id", "title_en", "title_ru", "title_zh"]
    assert list(row)[-6:] == [
        "earliest",
        "latest",
        "countries",
        "participants",
        "sources",
        "permalink",
    ]
    assert (row["id"], row["date"], row["topics"]) == (event.public_id, "2021-09~", "made-up-topic")
    assert (row["earliest"], row["latest"], row["countries"]) == (
        "2021-09-01",
        "2021-09-30",
        "CN;KG",
    )
    assert (row["participants"], row["sources"]) == ("2", "1")
    assert row["permalink"].endswith(f"/{event.public_id}")
    assert "author" not in row
    assert "merged_into" not in row


def test_csv_without_rows_is_its_header():
    response = exports.csv_response(select(ActorFilter, QueryDict("")), "actors")
    assert b"".join(response.streaming_content).decode().splitlines() == [
        ",".join(exports.header(models.Actor))
    ]
    assert response["Content-Disposition"] == 'attachment; filename="actors.csv"'


def test_csv_takes_the_sting_out_of_formulas_in_texts_alone():
    for title in ("=1+1 made-up", "@made-up", "-made-up", "+made-up", "made-up = fine"):
        factories.event(title)
    assert {row["title_en"] for row in as_csv(EventFilter)} == {
        "'=1+1 made-up",
        "'@made-up",
        "'-made-up",
        "'+made-up",
        "made-up = fine",
    }
    place = factories.place("made-up-south", latitude=-1.5, longitude=-2.5)
    assert next(exports.rows(models.Place.objects.filter(pk=place.pk)))["latitude"] == -1.5
    assert as_json(EventFilter, "q=")["results"][0]["title_en"] == "made-up = fine"


def test_open_ends_are_never_shown():
    undated = factories.paragraph(factories.article(published=""))
    factories.event(date="2021/..", source=undated)
    row = as_json(EventFilter)["results"][0]
    assert (row["earliest"], row["latest"]) == ("2021-01-01", None)
    undated = as_json(ArticleFilter)["results"][0]
    assert (undated["earliest"], undated["latest"]) == (None, None)


def test_json_pages_and_links():
    for number in range(5):
        factories.event(date=f"202{number}", evidenced=False, id=number + 1)
    first = as_json(EventFilter, "since=2020&page_size=2")
    assert [row["id"] for row in first["results"]] == ["ev5", "ev4"]
    assert (first["count"], first["count_basis"], first["previous"]) == (5, "exact", None)
    assert first["next"] == "http://testserver/list.json?since=2020&page_size=2&page=2"
    last = as_json(EventFilter, "since=2020&page_size=2&page=3")
    assert [row["id"] for row in last["results"]] == ["ev1"]
    assert last["previous"] == "http://testserver/list.json?since=2020&page_size=2&page=2"
    assert as_json(EventFilter, "page_size=2&page=4", 404) == {
        "errors": {"page": ["The last page is 3."]}
    }


@pytest.mark.parametrize(
    "query, parameter",
    [
        ("country=XX", "country"),
        ("contry=KG", "contry"),
        ("page_size=1001", "page_size"),
        ("page_size=0", "page_size"),
        ("page_size=%00", "page_size"),
        ("page=x", "page"),
        ("format=xml", "format"),
    ],
)
def test_machine_formats_refuse_and_name_the_parameter(query, parameter):
    assert list(as_json(EventFilter, query, 400)["errors"]) == [parameter]
    response = exports.csv_response(select(EventFilter, QueryDict(query)), "timeline")
    assert (response.status_code, response["Content-Type"]) == (400, "text/plain; charset=utf-8")
    assert response.content.decode().startswith(f"{parameter}: ")


def test_references_to_what_is_not_public_are_empty():
    hidden = {"status": Status.DRAFT}
    secret = factories.event(f"Made-up {filter_rows.HIDDEN}", **hidden)
    plan = factories.initiative(f"Made-up {filter_rows.HIDDEN}", **hidden)
    shown = factories.initiative()
    event = factories.event(parent=secret, organ=filter_rows.organ(**hidden))
    factories.statement(event=secret, initiatives=[plan, shown])
    factories.document(event=secret)
    person = factories.actor(f"Made-up {filter_rows.HIDDEN}", **hidden)
    factories.participation(event, actor=person, country=factories.country("KG"))
    row = as_json(EventFilter)["results"][0]
    assert (row["parent"], row["organ"]) == (None, None)
    row = as_json(StatementFilter)["results"][0]
    assert (row["event"], row["initiatives"]) == (None, [shown.public_id])
    assert as_csv(DocumentFilter)[0]["event"] == ""
    assert exports.record_json(event)["participations"][0]["actor"] is None
    dump = json.dumps([as_json(filterset) for filterset in LISTS])
    assert filter_rows.HIDDEN not in dump


def test_duplicate_of_an_article_that_nobody_cites_is_not_named():
    uncited = factories.article()
    copy = factories.article(duplicate_of=uncited)
    factories.event(source=factories.paragraph(copy))
    assert as_json(ArticleFilter)["results"][0]["duplicate_of"] is None
    factories.event(source=factories.paragraph(uncited))
    rows = {row["id"]: row for row in as_json(ArticleFilter)["results"]}
    assert rows[copy.public_id]["duplicate_of"] == uncited.public_id


def test_record_json_holds_children_and_evidence_beside_their_claims():
    source = factories.paragraph()
    factories.place()
    event = factories.event("Made-up summit", countries=["KG"], source=source)
    part = event.participations.get()
    factories.evidence(part, source, quote="Made-up quote", exact="Made-up captured text")
    record = exports.record_json(event)
    assert (record["id"], record["title_en"]) == (event.public_id, "Made-up summit")
    assert [row["paragraph"] for row in record["evidence"]] == [source.public_id]
    child = record["participations"][0]
    assert (child["id"], child["country"]) == (part.public_id, "KG")
    assert child["evidence"][0]["quote"] == "Made-up quote"
    assert "captured" not in json.dumps(record)


def test_record_json_of_an_initiative_nests_parties_in_steps():
    plan = factories.initiative("Made-up plan", countries=["KG", "CN"])
    step = exports.record_json(plan)["initiative_steps"][0]
    assert [party["country"] for party in step["step_parties"]] == ["KG", "CN"]
    assert len(step["evidence"]) == 1


def test_record_json_of_an_article_has_claims_by_paragraph_but_no_text():
    source = factories.paragraph()
    models.Paragraph.objects.filter(pk=source.pk).update(text="Made-up captured text")
    event = factories.event(source=source)
    factories.event(status=Status.DRAFT, source=source)
    record = exports.record_json(source.article)
    paragraphs = record["captures"][0]["paragraphs"]
    claims = [row["event"] for passage in paragraphs for row in passage["evidence"]]
    assert claims == [event.public_id]
    assert "captured text" not in json.dumps(record)


@pytest.mark.parametrize("filterset", LISTS)
def test_export_costs_the_same_for_few_rows_and_many(filterset):
    def price():
        with CaptureQueriesContext(connection) as context:
            rows = len(as_csv(filterset))
        return rows, len(context)

    filter_rows.tangle(1)
    few, cost = price()
    filter_rows.tangle(3)
    many, same_cost = price()
    assert many > few > 0
    assert (cost, cost <= 4) == (same_cost, True)


def test_articles_own_address_stands_beside_the_permanent_one(client):
    article = factories.article(url="https://press.example/made-up")
    factories.event(source=factories.paragraph(article))
    row = client.get("/articles.json").json()["results"][0]
    assert row["url"] == "https://press.example/made-up"
    assert row["permalink"].endswith(f"/{article.public_id}")
