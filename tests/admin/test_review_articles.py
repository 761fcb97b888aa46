"""Review within one article, its closer look, and the wording of its dates."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse
from django.utils.translation import override

from events import curation, dataset, models
from events.choices import Status
from events.templatetags.desk import day_words, moment_words
from tests import factories

pytestmark = pytest.mark.django_db
LIST = "/admin/desk/review/"
NOON = datetime(2026, 11, 21, 23, 5, tzinfo=UTC)


def stored(row):
    return type(row).objects.get(pk=row.pk)


def address(subject, name="review_one", article=None):
    query = f"?article={article.public_id}" if article else ""
    return reverse(f"desk:{name}", args=[subject.public_id]) + query


@pytest.fixture
def article():
    return factories.article()


@pytest.fixture
def waiting(article, curator):
    """A person, an event that names him, a revision, all of one article; an event of another."""
    person = factories.actor(status=Status.DRAFT)
    event = factories.event(status=Status.DRAFT, source=factories.paragraph(article))
    factories.participation(event, actor=person)
    elsewhere = factories.event(status=Status.DRAFT)
    public = factories.event("Made-up before", source=factories.paragraph(article))
    document = dataset.document(public)
    document["events"][0]["title_en"] = "Made-up after"
    revision = curation.propose(public, document, curator)
    for subject in (elsewhere, person, event, revision):
        curation.submit(subject, curator)
    return {
        "person": stored(person),
        "event": stored(event),
        "revision": stored(revision),
        "elsewhere": stored(elsewhere),
    }


def listed(client, query):
    return [row.waiting.public_id for row in client.get(LIST + query).context["rows"]]


def test_list_keeps_to_an_article_with_the_new_persons_it_names(as_reviewer, article, waiting):
    ids = {name: subject.public_id for name, subject in waiting.items()}
    own = [ids["person"], ids["event"], ids["revision"]]
    assert listed(as_reviewer, f"?article={article.public_id}") == own
    assert listed(as_reviewer, "?article=nonsense") == [ids["elsewhere"], *own]
    other = factories.article()
    assert listed(as_reviewer, f"?article={other.public_id}") == []


def test_next_and_previous_stay_within_the_article(as_reviewer, article, waiting):
    page = as_reviewer.get(address(waiting["person"], article=article))
    assert (page.context["previous"], page.context["following"]) == (
        "",
        waiting["event"].public_id,
    )
    assert address(waiting["event"], article=article) in page.content.decode()


def test_decisions_stay_within_the_article(as_reviewer, article, waiting):
    url = address(waiting["revision"], article=article)
    seen = as_reviewer.get(url).context["found"].seen
    answer = as_reviewer.post(address(waiting["revision"], "publish", article), {"seen": seen})
    assert answer["Location"] == address(waiting["person"], article=article)
    for name, onwards in (("person", "event"), ("event", None)):
        answer = as_reviewer.post(
            address(waiting[name], "return", article), {"about": "", "comment": "Made-up"}
        )
        there = f"{LIST}?article={article.public_id}"
        expected = address(waiting[onwards], article=article) if onwards else there
        assert answer["Location"] == expected


def test_subject_links_to_everything_of_its_article(as_reviewer, article, waiting):
    page = as_reviewer.get(address(waiting["event"]))
    assert [a.pk for a in page.context["articles"]] == [article.pk]
    assert f'href="{LIST}?article={article.public_id}"' in page.content.decode()


def test_closer_look_is_shown_before_anything_is_in_order(as_reviewer, curator):
    event = factories.event(status=Status.DRAFT, countries=["KG"])
    curation.submit(event, curator)
    page = as_reviewer.get(address(event))
    found = page.context["found"]
    assert ([p.level for p in found.problems], found.blocked) == (["warning"], False)
    assert b"In order:" not in page.content
    part = event.participations.get()
    factories.evidence(part)
    assert b"In order:" in as_reviewer.get(address(event)).content


def test_statement_of_nobody_with_words_from_nowhere_is_not_in_order(as_reviewer, curator):
    passage = factories.paragraph()
    models.Paragraph.objects.filter(pk=passage.pk).update(text="Made-up words.")
    statement = factories.statement(
        status=Status.DRAFT, kind="quotation", quotation="Other words", source=passage
    )
    curation.submit(statement, curator)
    found = as_reviewer.get(address(statement)).context["found"]
    assert [(p.field, p.level) for p in found.problems] == [
        ("parties", "error"),
        ("quotation", "error"),
    ]


@pytest.mark.parametrize(
    ("language", "day", "moment"),
    [
        ("en", "21 November 2026", "21 November 2026, 23:05"),
        ("ru", "21 ноября 2026\u202fг.", "21 ноября 2026\u202fг., 23:05"),
        ("zh-hans", "2026年11月21日", "2026年11月21日, 23:05"),
    ],
)
def test_moments_are_worded_as_on_the_public_pages(language, day, moment):
    with override(language):
        assert (day_words(NOON), day_words(NOON.date()), moment_words(NOON)) == (day, day, moment)
