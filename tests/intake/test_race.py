"""A hundred imports of one article at once, each with a connection of its own, leave one."""

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db import connection, connections

from events import intake, models

from .made_up import reading

AT_ONCE = 100

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


def imported(found: intake.Reading, start: threading.Barrier) -> str:
    start.wait()
    try:
        return intake.keep(found, None).public_id
    except intake.Duplicate as duplicate:
        return f"{duplicate.likeness.how} {duplicate.likeness.article.public_id}"
    finally:
        connection.close()


def counted() -> tuple[int, int, int]:
    try:
        rows = (models.Article, models.Capture, models.Paragraph)
        articles, captures, paragraphs = (row._default_manager.count() for row in rows)
        return articles, captures, paragraphs
    finally:
        connection.close()


@pytest.mark.parametrize(("url", "how"), [("https://press.example/7", "url"), ("", "text")])
def test_a_hundred_imports_at_once_leave_one_article(request, url, how):
    found = reading(url=url)
    request.getfixturevalue("shared_database")
    start = threading.Barrier(AT_ONCE)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = list(pool.map(imported, [found] * AT_ONCE, [start] * AT_ONCE))
        assert pool.submit(counted).result() == (1, 1, 5)
    kept = [answer for answer in answers if answer.startswith("ar")]
    assert len(kept) == 1
    assert sorted(answers) == sorted([*kept, *[f"{how} {kept[0]}"] * (AT_ONCE - 1)])
