"""What is in the index, after which change."""

import io

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from events import models, search
from events.models import SearchEntry
from tests import factories
from tests.search.probes import Counter, alias, found

pytestmark = pytest.mark.django_db


def indexed():
    """Every row of the index."""
    columns = ("kind", "number", "code", "title", "names", "body")
    return set(SearchEntry.objects.values_list(*columns))


def test_search_draft_retracted_and_merged_are_never_indexed(world):
    kept = factories.event("Made-up kept talks", id=20)
    factories.event("Made-up merged talks", id=21, status="merged", merged_into=kept)
    search.rebuild()
    numbers = SearchEntry.objects.of(models.Event).values_list("number", flat=True)
    assert sorted(numbers) == [1, 2, 3, 4, 20]


def test_search_published_record_does_not_give_away_the_name_of_a_draft():
    hidden = factories.actor("Made-up hidden person", status="draft")
    event = factories.event("Made-up talks", id=30)
    factories.participation(event, actor=hidden, country=factories.country("KG"))
    search.refresh([event])
    assert found(models.Event, "hidden") == ""
    assert found(models.Event, "kyrgyzstan") == "ev30"


def test_refresh_takes_out_what_is_no_longer_public(world):
    event = models.Event.objects.get(pk=3)
    with models.writing():
        event.status, event.status_reason = "retracted", "Made-up reason"
        event.save()
    search.refresh([event])
    assert found(models.Event, "bank") == "ev4 ev1"


def test_refresh_takes_out_an_article_when_its_last_citation_goes():
    row = factories.article(id=40, headline="Made-up cited headline")
    event = factories.event(source=factories.paragraph(row))
    search.refresh([event])
    assert found(models.Article, "cited") == "ar40"
    with models.writing():
        event.evidence.all().delete()
    search.refresh([event])
    assert found(models.Article, "cited") == ""


@pytest.mark.parametrize(
    "model, key, column, queries",
    [
        (models.Actor, 1, "name_en", {models.Event: "ev1", models.Statement: "st1"}),
        (models.Country, "KG", "name_en", {models.Event: "ev1 ev4 ev3", models.Actor: "ac1"}),
        (models.Place, "astana", "name_en", {models.Event: "ev2 ev1", models.Document: "do1"}),
        (models.Post, "kg-president", "name_en", {models.Event: "ev1", models.Actor: "ac1"}),
        (models.Initiative, 1, "name_en", {models.Statement: "st1", models.Initiative: "in1"}),
        (models.Event, 1, "title_en", {models.Document: "do1", models.Event: "ev1"}),
    ],
)
def test_refresh_rewrites_what_names_the_changed_row(world, model, key, column, queries):
    row = model.objects.get(pk=key)
    setattr(row, column, "Renamedium")
    with models.writing():
        row.save()
    search.refresh([row])
    assert {kind: found(kind, "renamedium") for kind in queries} == queries
    refreshed = indexed()
    search.rebuild()
    assert indexed() == refreshed


def test_refresh_country_brings_in_the_source_of_its_standing():
    row, country = factories.article(id=50, headline="Made-up accession"), factories.country("KG")
    organ = factories.actor("Made-up body", kind="organisation")
    with models.writing():
        standing = models.Period.objects.create(
            country=country, organ=organ, role="observer", since="2004"
        )
    factories.evidence(standing, factories.paragraph(row))
    search.refresh([country])
    assert found(models.Article, "accession") == "ar50"


def test_refresh_new_alias_is_found(world):
    search.refresh([alias("Жээнбеков", actor_id=1)])
    assert found(models.Actor, "жээнбеков") == "ac1"
    assert found(models.Event, "жээнбекову") == "ev1"


def test_refresh_twice_changes_nothing(world):
    before = indexed()
    search.refresh(models.Event.objects.all())
    assert indexed() == before


def test_refresh_query_count_does_not_grow():
    talks = [factories.event(countries=["KG"]) for _ in range(3)]
    with connection.execute_wrapper(counter := Counter()):
        search.refresh(talks[:1])
    one, counter.count = counter.count, 0
    with connection.execute_wrapper(counter):
        search.refresh(talks)
    assert counter.count == one


def test_rebuild_says_how_many_rows(world):
    progress = []
    assert search.rebuild(on_progress=progress.append) == search.expected_size()
    assert sum(progress) == SearchEntry.objects.count() == search.expected_size()


def test_rebuild_after_rows_were_lost_restores_them(world):
    before = indexed()
    SearchEntry.objects.filter(number=1).delete()
    assert found(models.Event, "summit") == ""
    search.rebuild()
    assert indexed() == before
    assert found(models.Event, "summit") == "ev1"


def test_rebuild_search_command_reports(world):
    out = io.StringIO()
    call_command("rebuild_search", stdout=out, stderr=io.StringIO())
    assert out.getvalue() == f"The search index has {search.expected_size()} rows.\n"


def test_rebuild_search_command_can_be_silent(world):
    out, errors = io.StringIO(), io.StringIO()
    call_command("rebuild_search", verbosity=0, stdout=out, stderr=errors)
    assert (out.getvalue(), errors.getvalue()) == ("", "")


def test_index_row_is_of_one_kind_of_key(world):
    with pytest.raises(IntegrityError), transaction.atomic():
        SearchEntry.objects.create(kind="event", number=1, code="KG")
    with pytest.raises(IntegrityError), transaction.atomic():
        SearchEntry.objects.create(kind="event", number=1)
    assert str(SearchEntry.objects.get(code="KG")) == "country KG"


def test_index_holds_each_token_of_a_column_once(world):
    for row in SearchEntry.objects.all():
        for text in (row.title, row.names, row.body):
            assert " ".join(dict.fromkeys(text.split())) == text
