"""What the site is, how well it covers each year, and what its terms mean."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.db.models import TextChoices
from django.test.utils import CaptureQueriesContext

from events import choices
from events.choices import EventState, Status
from events.dataset import columns
from events.pages import codebook, coverage
from tests import factories

pytestmark = pytest.mark.django_db


def test_about_counts_each_year_by_state(client):
    factories.event(date="2010-05-01")
    factories.event(date="2010-12-31/2011-01-01")
    factories.event(date="2012-05-01", state=EventState.ANNOUNCED)
    factories.event(date="2013-05-01", status=Status.DRAFT)
    factories.statement(date="2012")
    found = client.get("/about/").context["coverage"]
    assert [(row.year, row.held, row.other, row.statements) for row in found.years] == [
        (2010, 2, 0, 0),
        (2011, 0, 0, 0),
        (2012, 0, 1, 1),
    ]
    assert found.events == 2


def test_about_leaves_articles_out_that_no_public_record_cites(client):
    factories.event(source=factories.paragraph(factories.article(published="2010")))
    factories.event(
        status=Status.DRAFT, source=factories.paragraph(factories.article(published="2011"))
    )
    found = coverage.coverage()
    assert [(share.value, share.label, share.number) for share in found.languages] == [
        ("en", "English", 1)
    ]
    assert [(share.value, share.number) for share in found.publishers] == [("news", 1)]
    assert found.articles == 1


@pytest.mark.parametrize(
    ("code", "name"), [("ru", "Russian"), ("zh-Hans", "Chinese (Simplified)"), ("qq-qq", "qq-qq")]
)
def test_language_is_named_or_stays_a_code(code, name):
    assert coverage.language_name(code) == name


def test_about_gives_the_audit_of_every_import(client):
    batch = factories.batch()
    batch.audit = "Made-up audit: 60 rows checked."
    batch.save()
    assert "Made-up audit: 60 rows checked." in client.get("/about/").content.decode()


def test_about_says_how_to_report_an_error_and_under_which_licence(client):
    response = client.get("/about/")
    body = response.content.decode()
    assert 'href="mailto:errors@example.org"' in body
    assert 'href="https://creativecommons.org/licenses/by/4.0/"' in body
    assert "Nothing has been published yet." in body
    for anchor in ("scope", "coverage", "absence", "corrections", "licence", "cite"):
        assert f'id="{anchor}"' in body
    assert response.cookies == {}


def test_about_without_a_contact_says_so(client, settings):
    settings.CONTACT = ""
    body = client.get("/about/").content.decode()
    assert "The operator of this site has not given an address yet." in body
    assert "Every record has a link" not in body


def test_about_queries_do_not_grow(client):
    # events held, all events, statements and articles by year 4; languages 1; publishers 1;
    # batches 1.
    counts = []
    for number in (1, 2):
        for _row in range(number):
            factories.event()
            factories.statement()
        with CaptureQueriesContext(connection) as queries:
            client.get("/about/")
        counts.append(len(queries))
    assert counts == [7, 7]


def test_codebook_holds_every_vocabulary():
    classes = {
        name
        for name, value in vars(choices).items()
        if isinstance(value, type) and issubclass(value, TextChoices) and value is not TextChoices
    }
    of_work_not_data = {"Outcome", "SuggestionKind"}
    assert classes - of_work_not_data == set(codebook.TITLES)


def test_codebook_has_one_anchor_for_each_term_and_column(client):
    factories.topic("made-up-topic")
    body = client.get("/codebook/").content.decode()
    ids = re.findall(r'\bid="([^"]+)"', body)
    assert len(ids) == len(set(ids))
    terms = {term.anchor for row in codebook.vocabularies() for term in row.terms}
    named = {column.anchor for table in codebook.tables() for column in table.columns}
    assert terms | named | {"topic-made-up-topic", "event-kind-summit"} <= set(ids)
    targets = set(re.findall(r'href="#([^"]+)"', body))
    assert targets - {"main"} <= set(ids)


def test_codebook_cites_where_terms_come_from():
    (states,) = [row for row in codebook.vocabularies() if row.anchor == "event-state"]
    assert "RFC 5545" in states.about
    assert [(term.value, term.label) for term in states.terms][:2] == [
        ("announced", "announced"),
        ("held", "held"),
    ]


def test_codebook_says_which_group_a_kind_belongs_to():
    kinds = codebook.vocabularies()[0]
    assert {term.value: term.group for term in kinds.terms}["visit"] == "Meetings and visits"


def test_codebook_lists_public_columns_with_their_terms_and_targets():
    tables = {table.name: {c.name: c for c in table.columns} for table in codebook.tables()}
    assert "text" not in tables["paragraphs"]
    assert "revisions" not in tables
    assert tables["events"]["kind"].vocabulary == "event-kind"
    assert tables["events"]["place"].target == "places"
    assert tables["events"]["date"].kind == columns.Kind.EDTF


def test_codebook_queries_do_not_grow(client):
    # topics: two for each of four lists, and the topics 1.
    counts = []
    for number in (1, 3):
        for index in range(number):
            factories.event(topics=[factories.topic(f"made-up-{number}-{index}")])
        with CaptureQueriesContext(connection) as queries:
            client.get("/codebook/")
        counts.append(len(queries))
    assert counts == [9, 9]
