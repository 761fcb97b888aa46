"""The figures of the desk, with exact numbers."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from events import models
from events.choices import Outcome, Status
from events.pages.desk.statistics import Share, Times, statistics_of, times_of
from events.templatetags.desk import minutes, percent
from tests import factories

pytestmark = pytest.mark.django_db
#: A Wednesday.
NOW = datetime(2026, 3, 18, 12, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def people(curator, reviewer):
    return {"ada": factories.user("ada", "Curators"), "bek": factories.user("bek", "Curators")}


def sitting(user, *, ago, took, records=1, article=None):
    end = NOW - ago
    return models.Sitting.objects.create(
        article=article or factories.article(),
        curator=user,
        opened_at=end - timedelta(minutes=took),
        submitted_at=end,
        records=records,
    )


def decided(subject, outcome, user, *, ago):
    return models.Decision.objects.create(subject=subject, outcome=outcome, by=user, at=NOW - ago)


def judged(user, kind, accepted, *, number, ago=DAY):
    passage = factories.paragraph()
    for start in range(number):
        models.Judgement.objects.create(
            paragraph=passage,
            start=start,
            end=start + 1,
            kind=kind,
            target="ac1",
            accepted=accepted,
            curator=user,
            decided_at=NOW - ago,
        )


@pytest.mark.parametrize(
    ("given", "n", "median", "ninetieth"),
    [
        ([], 0, None, None),
        ([7], 1, 7, 7),
        ([4, 2], 2, 3, 4),
        ([9, 1, 5], 3, 5, 9),
        (range(1, 11), 10, 5.5, 9),
        (range(1, 12), 11, 6, 10),
    ],
)
def test_median_is_the_middle_and_the_ninetieth_percentile_the_nearest_rank(
    given, n, median, ninetieth
):
    def time(number):
        return None if number is None else timedelta(minutes=number)

    found = times_of([timedelta(minutes=number) for number in given])
    assert found == Times(n, time(median), time(ninetieth))


def test_sittings_count_by_the_time_of_submission_and_open_ones_do_not(people):
    ada, bek = people["ada"], people["bek"]
    sitting(ada, ago=2 * DAY, took=10, records=3)
    sitting(ada, ago=3 * DAY, took=20, records=2)
    sitting(bek, ago=20 * DAY, took=90, records=4)
    sitting(bek, ago=40 * DAY, took=5, records=9)
    models.Sitting.objects.create(article=factories.article(), curator=ada)
    figures = statistics_of(NOW, weeks=4)
    assert figures.everybody.times == Times(3, timedelta(minutes=20), timedelta(minutes=90))
    assert (figures.everybody.articles, figures.everybody.records) == (3, 9)
    assert [(w.name, w.times.n, w.articles, w.records) for w in figures.curators] == [
        ("ada", 2, 2, 5),
        ("bek", 1, 1, 4),
    ]
    assert statistics_of(NOW, weeks=None).everybody.records == 18
    assert figures.since == date(2026, 2, 18)


def test_article_submitted_twice_is_one_article_and_two_times(people):
    article = factories.article()
    sitting(people["ada"], ago=2 * DAY, took=10, article=article)
    sitting(people["ada"], ago=DAY, took=4, article=article)
    work = statistics_of(NOW, weeks=4).everybody
    assert (work.articles, work.records, work.times.n) == (1, 2, 2)


def test_weeks_begin_on_monday_and_those_without_work_are_there(people):
    sitting(people["ada"], ago=2 * DAY, took=1, records=4)
    sitting(people["ada"], ago=3 * DAY, took=1, records=1)
    sitting(people["bek"], ago=16 * DAY, took=1, records=2)
    weeks = statistics_of(NOW, weeks=4).weeks
    assert [(w.monday, w.articles, w.records, w.breadth) for w in weeks] == [
        (date(2026, 3, 16), 1, 4, 100.0),
        (date(2026, 3, 9), 1, 1, 25.0),
        (date(2026, 3, 2), 1, 2, 50.0),
        (date(2026, 2, 23), 0, 0, 0.0),
        (date(2026, 2, 16), 0, 0, 0.0),
    ]


def test_all_time_lists_a_year_of_weeks_at_most(people):
    sitting(people["ada"], ago=800 * DAY, took=1)
    sitting(people["ada"], ago=DAY, took=1)
    assert len(statistics_of(NOW, weeks=None).weeks) == 52
    assert statistics_of(NOW, weeks=None).everybody.articles == 2


def test_returned_share_goes_to_whoever_had_submitted(people, reviewer):
    ada, bek = people["ada"], people["bek"]
    for subject, author in (("ev1", ada), ("ev2", ada), ("rv1", bek)):
        decided(subject, Outcome.SUBMITTED, author, ago=60 * DAY)
    decided("ev1", Outcome.RETURNED, reviewer, ago=3 * DAY)
    decided("ev1", Outcome.SUBMITTED, bek, ago=2 * DAY)
    decided("ev1", Outcome.PUBLISHED, reviewer, ago=DAY)
    decided("ev2", Outcome.PUBLISHED, reviewer, ago=50 * DAY)
    decided("rv1", Outcome.RETURNED, reviewer, ago=DAY)
    decided("ev3", Outcome.RETRACTED, reviewer, ago=DAY)
    figures = statistics_of(NOW, weeks=4)
    assert figures.everybody.returned == Share(2, 3)
    assert [(w.name, w.returned) for w in figures.curators] == [
        ("ada", Share(1, 1)),
        ("bek", Share(1, 2)),
    ]
    assert statistics_of(NOW, weeks=None).everybody.returned == Share(2, 4)


def test_suggestions_are_counted_by_kind_and_curator(people):
    ada, bek = people["ada"], people["bek"]
    judged(ada, "actor", True, number=3)
    judged(bek, "actor", False, number=1)
    judged(bek, "date", False, number=2)
    judged(bek, "date", True, number=5, ago=100 * DAY)
    figures = statistics_of(NOW, weeks=12)
    assert [(k.label, k.accepted) for k in figures.kinds] == [
        ("person or organisation", Share(3, 4)),
        ("date", Share(0, 2)),
    ]
    assert [(w.name, w.accepted.percent) for w in figures.curators] == [("ada", 100), ("bek", 0)]
    assert figures.everybody.accepted == Share(3, 6)


def test_coverage_is_of_the_passages_of_submitted_articles(people):
    article, other = factories.article(), factories.article()
    for number in (2, 3):
        models.Paragraph.objects.create(capture=article.captures.get(), number=number)
    factories.event(status=Status.DRAFT, source=factories.paragraph(article, 2))
    factories.event(status=Status.DRAFT, source=factories.paragraph(other))
    sitting(people["ada"], ago=DAY, took=1, article=article)
    assert statistics_of(NOW, weeks=4).everybody.coverage == Share(1, 3)


def test_figures_of_one_curator_leave_the_others_out(people):
    ada, bek = people["ada"], people["bek"]
    sitting(ada, ago=DAY, took=10, records=3)
    sitting(bek, ago=DAY, took=30, records=4)
    judged(bek, "date", True, number=2)
    figures = statistics_of(NOW, weeks=4, curator=ada.pk)
    assert (figures.everybody.records, [w.name for w in figures.curators]) == (3, ["ada"])
    assert (figures.weeks[0].records, figures.kinds) == (3, [])


def test_articles_submitted_last_are_listed_with_their_time(as_curator, people):
    ada, bek = people["ada"], people["bek"]
    rows = [sitting(ada, ago=n * DAY, took=n + 1, records=n) for n in range(22)]
    other = sitting(bek, ago=DAY / 2, took=7)
    latest = statistics_of(NOW, weeks=4).latest
    assert [row.article.pk for row in latest] == [
        s.article_id for s in (rows[0], other, *rows[1:19])
    ]
    assert (latest[1].curator, latest[1].took, latest[1].at, latest[1].records) == (
        "bek",
        timedelta(minutes=7),
        other.submitted_at,
        1,
    )
    only = statistics_of(NOW, weeks=4, curator=bek.pk).latest
    assert [row.article.pk for row in only] == [other.article_id]
    page = as_curator.get(reverse("desk:statistics") + "?weeks=all").content.decode()
    assert reverse("desk:article", args=[other.article_id]) in page
    assert "7 minutes" in page


def test_queues_are_those_of_now(people, curator):
    factories.article(triage="background")
    event = factories.event(status=Status.IN_REVIEW, author=curator)
    models.Event.objects.filter(pk=event.pk).update(changed_at=NOW - 5 * DAY)
    queues = statistics_of(NOW, weeks=4).queues
    assert (queues.states, queues.to_review, queues.oldest) == (
        [("new", 1), ("in progress", 0), ("coded", 0), ("background", 1), ("out of scope", 0)],
        1,
        5,
    )


def test_nothing_done_is_said_and_no_figure_is_made_up(as_curator):
    figures = statistics_of(NOW, weeks=4)
    assert (figures.is_empty, figures.everybody.times, figures.weeks) == (
        True,
        Times(0, None, None),
        [],
    )
    assert b"No work in this time" in as_curator.get(reverse("desk:statistics")).content


def test_page_takes_period_and_curator_and_ignores_what_it_cannot_read(as_curator, people):
    url = reverse("desk:statistics")
    models.Sitting.objects.create(
        article=factories.article(),
        curator=people["ada"],
        opened_at=NOW - timedelta(minutes=12),
        submitted_at=NOW,
        records=2,
    )
    page = as_curator.get(url, {"weeks": "all", "curator": people["ada"].pk})
    assert page.context["figures"].everybody.times.n == 1
    assert b"12 minutes" in page.content
    assert as_curator.get(url, {"weeks": "x", "curator": "y"}).status_code == 200


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (None, "–"),
        (59, "59 seconds"),
        (61, "1 minute"),
        (10_000, "167 minutes"),
        (90_000, "25 hours"),
    ],
)
def test_times_read_in_fitting_units(seconds, words):
    assert minutes(None if seconds is None else timedelta(seconds=seconds)) == words


def test_share_of_nothing_has_no_percentage():
    assert [percent(Share(0, 0)), percent(Share(1, 3)), percent(Share(1, 200))] == [
        "–",
        "33 %",
        "1 %",
    ]
