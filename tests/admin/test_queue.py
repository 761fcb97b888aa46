"""The queue of articles and the start page: who sees what, and who may do what with it."""

from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from events import curation, dataset, models
from events.choices import Status, Triage
from events.pages.desk.queue import own_work, returned_to, state_counts
from tests import factories

from .conftest import logged_in

pytestmark = pytest.mark.django_db
QUEUE = "/admin/desk/"


def act(client, name, article, **data):
    return client.post(reverse(f"desk:{name}", args=[article.pk]), data, follow=True)


def texts(response):
    return [unescape(strip_tags(message)) for message in response.context["messages"]]


def ids(response):
    return [row.article.public_id for row in response.context["rows"]]


def stored(row):
    return type(row).objects.get(pk=row.pk)


def article_of(passages, *, days=0, text="", **fields):
    """An article with so many passages after its first, added so many days ago."""
    article = factories.article(**fields)
    capture = article.captures.get()
    for number in range(2, passages + 1):
        models.Paragraph.objects.create(capture=capture, number=number, text=text)
    added = timezone.now() - timedelta(days=days)
    models.Article.objects.filter(pk=article.pk).update(added_at=added)
    return stored(article)


@pytest.fixture
def other(db):
    return factories.user("other", "Curators")


# The list ----------------------------------------------------------------------------------------


def test_articles_to_be_done_stand_longest_waiting_first(as_curator):
    young, old = article_of(1, days=2), article_of(1, days=9)
    article_of(1, days=20, triage=Triage.CODED)
    answer = as_curator.get(QUEUE)
    assert ids(answer) == [old.public_id, young.public_id]
    assert [row.days for row in answer.context["rows"]] == [9, 2]


def test_states_are_counted_whatever_is_shown(as_curator):
    for state in (Triage.NEW, Triage.NEW, Triage.IN_PROGRESS, Triage.BACKGROUND):
        factories.article(triage=state)
    assert [(s.value, s.number) for s in state_counts("all")] == [
        ("", 3),
        ("new", 2),
        ("in-progress", 1),
        ("coded", 0),
        ("background", 1),
        ("out-of-scope", 0),
    ]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["held", "plain", "mine"]),
        ("state=all", ["held", "plain", "mine", "aside"]),
        ("state=background", ["aside"]),
        ("holder=me", ["mine"]),
        ("holder=nobody", ["plain"]),
        ("waiting=7", ["held"]),
        ("coverage=none", ["held", "plain"]),
        ("coverage=some", ["mine"]),
        ("publisher=made-up-agency", ["plain"]),
        ("language=ru", ["held"]),
        ("text=yes", ["mine"]),
        ("text=no", ["held", "plain"]),
        ("sort=coverage", ["held", "plain", "mine"]),
        ("sort=date", ["mine", "plain", "held"]),
        ("holder=me&coverage=none", []),
    ],
)
def test_filter_keeps_what_is_asked_for(as_curator, curator, other, query, found):
    rows = {
        "held": article_of(2, days=8, published="2020", assignee=other),
        "plain": article_of(2, days=3, published="2021"),
        "mine": article_of(2, days=2, published="2022", assignee=curator, text="Made-up text."),
        "aside": article_of(1, days=1, triage=Triage.BACKGROUND),
    }
    agency = models.Publisher.objects.create(slug="made-up-agency", name="Made-up", kind="news")
    models.Article.objects.filter(pk=rows["plain"].pk).update(publisher=agency)
    models.Article.objects.filter(pk=rows["held"].pk).update(language="ru")
    factories.event(status=Status.DRAFT, source=factories.paragraph(rows["mine"]))
    names = {row.public_id: name for name, row in rows.items()}
    assert [names[id] for id in ids(as_curator.get(f"{QUEUE}?{query}"))] == found


def test_filter_by_the_name_of_a_holder(as_curator, other):
    article = factories.article(assignee=other)
    factories.article()
    assert ids(as_curator.get(f"{QUEUE}?holder={other.pk}")) == [article.public_id]


def test_filter_that_cannot_be_read_shows_nothing_and_says_so(as_curator):
    factories.article()
    answer = as_curator.get(f"{QUEUE}?state=nonsense")
    assert (ids(answer), list(answer.context["filter"].form.errors)) == ([], ["state"])
    assert b"The filter could not be read" in answer.content


def test_coverage_counts_drafts_and_what_is_set_aside_of_the_articles_own_text():
    article = article_of(4)
    second = factories.paragraph(article, 2)
    factories.event(status=Status.DRAFT, source=second)
    models.Paragraph.objects.filter(capture__article=article, number=3).update(set_aside=True)
    models.Paragraph.objects.filter(capture__article=article, number=4).update(kind="boilerplate")
    row = models.Article.objects.for_queue().get(pk=article.pk)
    assert (row.settled, row.passages, round(row.coverage, 3)) == (2, 3, 0.667)


def test_coverage_is_that_of_the_newest_capture_with_text():
    article = article_of(2)
    newer = models.Capture.objects.create(article=article)
    for number in (1, 2, 3):
        models.Paragraph.objects.create(capture=newer, number=number, text="Made-up text.")
    models.Capture.objects.create(article=article)
    row = models.Article.objects.for_queue().get(pk=article.pk)
    assert (row.shown, row.passages, row.has_text) == (newer.pk, 3, True)


def test_article_without_passages_has_no_coverage_and_comes_before_the_rest():
    empty = article_of(0)
    models.Paragraph.objects.filter(capture__article=empty, number=1).delete()
    full = article_of(1, days=5)
    rows = models.Article.objects.for_queue().least_covered()
    assert [(row.pk, row.coverage) for row in rows] == [(empty.pk, None), (full.pk, 0.0)]


def test_queue_costs_the_same_with_3_rows_as_with_1(as_curator, curator):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            as_curator.get(QUEUE)
        return len(queries)

    factories.article(assignee=curator)
    cost()
    one = cost()
    for number in range(2):
        publisher = factories.publisher(f"made-up-{number}")
        factories.article(assignee=factories.user(f"u{number}"), publisher=publisher)
    assert cost() == one


def test_pages_keep_the_filter(as_curator):
    for _number in range(51):
        factories.article()
    answer = as_curator.get(f"{QUEUE}?holder=nobody&page=2")
    assert len(ids(answer)) == 1
    assert 'href="?holder=nobody"' in answer.content.decode()


def test_staff_without_permission_sees_no_queue(db):
    client = logged_in(factories.user("nobody"))
    answers = [client.get(QUEUE), client.get("/admin/desk/review/")]
    assert [answer.status_code for answer in answers] == [403, 403]


# What can be done ---------------------------------------------------------------------------------


def test_claim_opens_the_desk(as_curator, curator):
    article = factories.article()
    answer = as_curator.post(reverse("desk:claim", args=[article.pk]))
    assert answer["Location"] == reverse("desk:article", args=[article.pk])
    assert (stored(article).assignee, stored(article).triage) == (curator, Triage.IN_PROGRESS)


def test_second_claim_is_told_who_holds_it(as_curator, other):
    article = factories.article()
    curation.claim(article, other)
    answer = act(as_curator, "claim", article)
    assert texts(answer) == [f"{article.public_id}: other holds it already."]
    assert stored(article).assignee == other


def test_released_article_is_free_again(as_curator, curator, other):
    article = curation.claim(factories.article(), curator)
    theirs = curation.claim(factories.article(), other)
    assert texts(act(as_curator, "release", article)) == [f"{article.public_id} is free again."]
    assert texts(act(as_curator, "release", theirs)) == [
        f"{theirs.public_id}: You may not do this."
    ]
    assert [stored(a).assignee for a in (article, theirs)] == [None, other]


def test_reviewer_assigns_and_curator_does_not(as_reviewer, as_curator, other):
    article = factories.article()
    act(as_curator, "assign", article, to=other.pk)
    assert stored(article).assignee is None
    answer = act(as_reviewer, "assign", article, to=other.pk)
    assert (texts(answer), stored(article).assignee) == (
        [f"{article.public_id} is other's now."],
        other,
    )
    assert texts(act(as_reviewer, "assign", article, to="99999")) == [
        f"{article.public_id}: Choose who is to code it."
    ]


@pytest.mark.parametrize("state", [Triage.BACKGROUND, Triage.OUT_OF_SCOPE])
def test_article_put_aside_comes_back_by_undo_to_whoever_held_it(as_curator, curator, state):
    article = curation.claim(factories.article(), curator)
    answer = act(as_curator, "triage", article, state=state)
    assert (stored(article).triage, stored(article).assignee) == (state, None)
    undo = answer.context["undo"]
    assert (undo["article"], undo["back_to"], undo["mine"]) == (article, "in-progress", True)
    act(as_curator, "triage", article, state=undo["back_to"], mine="1")
    assert (stored(article).triage, stored(article).assignee) == (Triage.IN_PROGRESS, curator)
    assert as_curator.get(QUEUE).context["undo"] is None


def test_article_of_another_comes_back_by_undo_as_new(as_reviewer, curator):
    article = curation.claim(factories.article(), curator)
    answer = act(as_reviewer, "triage", article, state=Triage.BACKGROUND)
    undo = answer.context["undo"]
    assert (undo["back_to"], undo["mine"]) == ("in-progress", False)
    act(as_reviewer, "triage", article, state=undo["back_to"])
    assert (stored(article).triage, stored(article).assignee) == (Triage.NEW, None)


def test_state_that_there_is_none_of_is_refused(as_curator):
    article = factories.article()
    answer = act(as_curator, "triage", article, state="nonsense")
    assert texts(answer) == [f"{article.public_id}: There is no such state."]


def test_buttons_lead_back_to_the_filter_and_nowhere_else(as_curator, curator):
    article = curation.claim(factories.article(), curator)
    url = reverse("desk:release", args=[article.pk])
    assert as_curator.post(url, {"next": "/admin/desk/?holder=me"})["Location"] == (
        "/admin/desk/?holder=me"
    )
    assert as_curator.post(url, {"next": "https://elsewhere.example/"})["Location"] == QUEUE


@pytest.mark.parametrize("name", ["claim", "release", "assign", "triage"])
def test_nothing_happens_by_following_a_link(as_curator, name):
    assert as_curator.get(reverse(f"desk:{name}", args=[factories.article().pk])).status_code == 405


def test_coding_leads_to_the_article_claimed_last(as_curator, curator):
    answer = as_curator.get("/admin/desk/next/", follow=True)
    assert texts(answer) == ["You hold no article. Claim one from the queue."]
    for _number in range(2):
        article = curation.claim(factories.article(), curator)
    assert as_curator.get("/admin/desk/next/")["Location"] == f"/admin/desk/{article.public_id}/"


# The start page -----------------------------------------------------------------------------------


def test_start_page_tells_what_is_mine_what_waits_and_what_came_back(as_curator, curator, reviewer):
    article = curation.claim(factories.article(), curator)
    factories.article()
    mine, back = (factories.event(status=Status.DRAFT) for _number in range(2))
    theirs = factories.event(status=Status.DRAFT)
    author = factories.user("author", "Curators")
    for event, user in ((mine, curator), (back, curator), (theirs, author)):
        curation.submit(event, user)
    curation.return_(back, reviewer, "Made-up reason")
    work = own_work(curator, timezone.now())
    assert [row.article for row in work.articles] == [article]
    assert [(r.record, r.comment, r.by) for r in work.returned] == [
        (back, "Made-up reason", "reviewer")
    ]
    assert [entry.record for entry in work.to_review] == [theirs]
    assert (work.to_review_count, work.in_review_count) == (1, 1)
    assert work.new_count == models.Article.objects.free().count() == 4
    page = as_curator.get("/admin/").content.decode()
    assert "Made-up reason" in page
    assert "Records and sources" in page


def test_what_came_back_opens_its_article_and_names_the_field(as_curator, curator, reviewer):
    first, held = factories.article(), factories.article(assignee=curator)
    event = factories.event(status=Status.DRAFT, countries=["KG"], source=factories.paragraph(held))
    factories.evidence(event, factories.paragraph(first))
    document_of = factories.event(source=factories.paragraph(first))
    document = dataset.document(document_of)
    document["events"][0]["title_en"] = "Made-up change"
    revision = curation.propose(document_of, document, curator)
    bare = factories.actor(status=Status.DRAFT)
    part = event.participations.get()
    for subject, field, row in (
        (bare, "", ""),
        (revision, "title_en", ""),
        (event, "post", part.public_id),
    ):
        curation.submit(subject, curator)
        curation.return_(stored(subject), reviewer, "Made-up reason", field, row)
    told = {r.subject.public_id: (r.article, r.about) for r in returned_to(curator)}
    assert told == {
        event.public_id: (held.pk, f"post ({part.public_id})"),
        revision.public_id: (first.pk, "title (English)"),
        bare.public_id: (None, ""),
    }
    page = as_curator.get("/admin/").content.decode()
    assert f'href="{reverse("desk:article", args=[first.pk])}"' in page
    assert f'href="{reverse("admin:events_actor_change", args=[bare.pk])}"' in page


def test_refusal_keeps_the_id_as_it_is(as_curator):
    article = factories.article(assignee=factories.user("other", "Curators"))
    page = act(as_curator, "claim", article).content.decode()
    assert f"<span>{article.public_id}: other holds it already.</span>" in page


def test_return_that_was_answered_is_no_longer_told(curator, reviewer):
    event = factories.event(status=Status.DRAFT)
    curation.submit(event, curator)
    curation.return_(event, reviewer, "Made-up reason")
    curation.submit(stored(event), curator)
    assert own_work(curator, timezone.now()).returned == []


def test_start_page_of_staff_without_permission_is_djangos_own(db):
    answer = logged_in(factories.user("nobody")).get("/admin/")
    assert (answer.status_code, answer.context["work"]) == (200, None)
