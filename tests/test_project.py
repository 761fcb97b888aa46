"""Middleware, probes and log-in throttling: what every answer of the site has in common."""

import gzip
import subprocess
import sys

import pytest
from django.conf.urls.i18n import i18n_patterns
from django.contrib.auth import get_user_model
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import path
from pytest_django.fixtures import Settings

from sco_portal.client import client_address
from sco_portal.environment import BASE_DIR


def long_page(request: HttpRequest) -> HttpResponse:
    """A made-up page, long enough to be compressed."""
    return HttpResponse("A made-up page. " * 100)


urlpatterns = i18n_patterns(path("", long_page), prefix_default_language=False)


@pytest.fixture
def _long_page(settings: Settings) -> None:
    settings.ROOT_URLCONF = __name__


@pytest.mark.usefixtures("_long_page")
def test_page_unchanged_answers_304_although_compressed(client: Client) -> None:
    first = client.get("/", HTTP_ACCEPT_ENCODING="gzip")
    assert gzip.decompress(first.content) == b"A made-up page. " * 100
    again = client.get("/", HTTP_ACCEPT_ENCODING="gzip", HTTP_IF_NONE_MATCH=first["ETag"])
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.usefixtures("_long_page")
def test_page_does_not_vary_by_language_or_cookie(client: Client) -> None:
    answer = client.get("/", HTTP_ACCEPT_LANGUAGE="ru")
    assert answer["Vary"] == "Accept-Encoding"
    assert answer["Content-Language"] == "en"
    assert answer.cookies == {}


@pytest.mark.usefixtures("_long_page")
def test_page_has_the_protective_headers(client: Client) -> None:
    answer = client.get("/")
    policy = sorted(answer["Content-Security-Policy"].split("; "))
    assert policy == [
        "base-uri 'self'",
        "default-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "object-src 'none'",
    ]
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert "camera=()" in answer["Permissions-Policy"].split(", ")


def test_healthz_answers_without_a_database(client: Client) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.django_db
def test_readyz_with_every_migration_is_ok(client: Client) -> None:
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


@pytest.mark.django_db
def test_readyz_with_a_migration_missing_is_503(client: Client) -> None:
    recorder = MigrationRecorder(connection)
    app, name = recorder.migration_qs.filter(app="events").values_list("app", "name").last()
    recorder.record_unapplied(app, name)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json() == {"status": "unavailable", "reason": "migrations"}


def test_readyz_without_a_database_is_503() -> None:
    code = (
        "import django; django.setup(); from django.test import Client;"
        "answer = Client(headers={'host': 'localhost'}).get('/readyz');"
        "print(answer.status_code, answer.content.decode())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=BASE_DIR,
        env={
            "ENV_FILE": "none",
            "DEBUG": "1",
            "LOG_LEVEL": "CRITICAL",
            "DATABASE_URL": "sqlite:////no-such-folder/made-up.sqlite3",
            "DJANGO_SETTINGS_MODULE": "sco_portal.settings",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout.strip(), done.stderr) == (
        '503 {"status": "unavailable", "reason": "database"}',
        "",
    )


def test_favicon_is_the_sites_own(client: Client) -> None:
    answer = client.get("/favicon.ico")
    assert (answer.status_code, answer["Location"]) == (302, "/static/img/favicon.svg")
    assert (BASE_DIR / "static" / "img" / "favicon.svg").is_file()


@pytest.mark.parametrize(
    "proxies, header, expected",
    [
        (0, "203.0.113.7", "198.51.100.1"),
        (1, "", "198.51.100.1"),
        (1, "203.0.113.7", "203.0.113.7"),
        (1, "192.0.2.66, 203.0.113.7", "203.0.113.7"),
        (2, "192.0.2.66, 203.0.113.7, 198.51.100.9", "203.0.113.7"),
        (2, "203.0.113.7", "198.51.100.1"),
        (1, "not an address", "198.51.100.1"),
    ],
)
def test_client_address_believes_only_our_proxies(
    settings: Settings, proxies: int, header: str, expected: str
) -> None:
    settings.TRUSTED_PROXIES = proxies
    request = RequestFactory().get(
        "/", headers={"x-forwarded-for": header}, REMOTE_ADDR="198.51.100.1"
    )
    assert client_address(request) == expected


def log_in(client: Client, name: str, password: str) -> int:
    form = {"username": name, "password": password}
    return client.post("/admin/login/?next=/admin/", form).status_code


@pytest.mark.django_db
def test_login_guessed_five_times_locks_that_name_at_that_address(
    client: Client, settings: Settings
) -> None:
    settings.AXES_ENABLED = True
    for name in ("guessed", "neighbour"):
        get_user_model().objects.create_user(name, password="right-made-up", is_staff=True)
    assert [log_in(client, "guessed", "wrong") for _ in range(5)] == [200, 200, 200, 200, 429]
    assert log_in(client, "guessed", "right-made-up") == 429
    assert log_in(client, "neighbour", "right-made-up") == 302
    elsewhere = Client(REMOTE_ADDR="198.51.100.9")
    assert log_in(elsewhere, "guessed", "right-made-up") == 302
