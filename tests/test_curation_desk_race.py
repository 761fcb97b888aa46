"""Saves at the same moment, each with a connection of its own: none is lost, none done twice."""

import threading
import uuid
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db import connection, connections

from events import curation, models
from tests import factories

AT_ONCE = 12

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def shared_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A database that threads meet in: on SQLite a file, since the tests' own is in memory."""
    if connection.vendor != "sqlite":
        return
    file = tmp_path / "made-up.sqlite3"
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(file)])
    monkeypatch.setitem(connections.settings["default"], "NAME", str(file))


def all_at_once(act, tasks):
    start = threading.Barrier(len(tasks))

    def one(task):
        start.wait()
        try:
            return act(task)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(tasks)) as pool:
        return list(pool.map(one, tasks))


def in_the_pool(act):
    return all_at_once(lambda _task: act(), [None])[0]


def save(key, user):
    def act():
        row = {"id": "ev~1", "title_en": f"Made-up {key}", "kind": "visit", "date": "2024"}
        kept = curation.keep_draft({"events": [row]}, user, table="events", id="ev~1")
        return {"id": kept.record.public_id}

    return curation.once(key, user, act)


@pytest.fixture
def curator():
    # The groups of the migrations are gone in a test with real transactions.
    return factories.user("curator", superuser=True)


def test_one_key_sent_twelve_times_at_once_saves_once(request, curator):
    request.getfixturevalue("shared_database")
    key = uuid.uuid4()
    replies = all_at_once(lambda key: save(key, curator), [key] * AT_ONCE)
    assert replies == replies[:1] * AT_ONCE
    assert in_the_pool(models.Event.objects.count) == 1


def test_twelve_new_records_at_once_are_twelve(request, curator):
    request.getfixturevalue("shared_database")
    keys = [uuid.uuid4() for _ in range(AT_ONCE)]
    replies = all_at_once(lambda key: save(key, curator), keys)
    assert len({reply["id"] for reply in replies}) == AT_ONCE
    titles = in_the_pool(lambda: set(models.Event.objects.values_list("title_en", flat=True)))
    assert titles == {f"Made-up {key}" for key in keys}


def test_article_claimed_by_twelve_at_once_has_one_holder(request):
    article = factories.article()
    users = [factories.user(f"made-up-{n}", superuser=True) for n in range(AT_ONCE)]
    request.getfixturevalue("shared_database")

    def claim(user):
        try:
            return curation.claim(article, user).assignee.username
        except curation.CurationError:
            return ""

    holders = [name for name in all_at_once(claim, users) if name]
    stored = in_the_pool(lambda: models.Article.objects.get().assignee.username)
    assert holders == [stored]
