"""The settings as the environment makes them: each start is a process of its own."""

import ast
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from sco_portal.environment import BASE_DIR, SettingsError, load_env_file
from sco_portal.settings import EXAMPLE_SECRET_KEY

KEY = "made-up-key-of-the-tests-0123456789-abcdefghijklmnopqrstuvwxyz"
SOURCES = ("sco_portal", "tools", "gunicorn.conf.py", "tests")


def start(code: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run code in a fresh Python that has these variables and no .env."""
    base = {"PATH": os.environ["PATH"], "ENV_FILE": "none", "SECRET_KEY": KEY}
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=BASE_DIR,
        env={name: value for name, value in (base | variables).items() if value != "(unset)"},
        capture_output=True,
        text=True,
        check=False,
    )


def read(*names: str, **variables: str) -> list[object]:
    """The values of some settings, as that environment makes them."""
    fields = ", ".join(f"s.{name}" for name in names)
    done = start(
        f"import json; import sco_portal.settings as s; print(json.dumps([{fields}], default=str))",
        **variables,
    )
    assert done.stderr == ""
    values: list[object] = json.loads(done.stdout)
    return values


def refusal(**variables: str) -> str:
    """The one line on which such a start ends."""
    done = start("import sco_portal.settings", **variables)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    return done.stderr.strip()


# Secret key


def test_secret_key_missing_stops_with_one_line() -> None:
    expected = "SECRET_KEY is not set: `make setup` writes a random one to .env."
    assert refusal(SECRET_KEY="(unset)") == expected
    assert refusal(SECRET_KEY="  ") == expected


@pytest.mark.parametrize(
    "key", ["short", EXAMPLE_SECRET_KEY, "x" * 80, "django-insecure-" + KEY, KEY[:49]]
)
def test_secret_key_weak_stops_with_one_line(key: str) -> None:
    assert refusal(SECRET_KEY=key) == (
        "SECRET_KEY is weak: take at least 50 random characters, as `make setup` does."
    )


def test_secret_key_missing_passes_while_debugging() -> None:
    assert read("DEBUG", SECRET_KEY="(unset)", DEBUG="1") == [True]


def test_secret_key_missing_stops_manage_without_traceback() -> None:
    done = subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=BASE_DIR,
        env={"PATH": os.environ["PATH"], "ENV_FILE": "none"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (
        1,
        "SECRET_KEY is not set: `make setup` writes a random one to .env.\n",
    )


# The public address

ADDRESS = ("SITE_URL", "ALLOWED_HOSTS", "CSRF_TRUSTED_ORIGINS")
HTTPS = (
    "SECURE_SSL_REDIRECT",
    "SESSION_COOKIE_SECURE",
    "CSRF_COOKIE_SECURE",
    "SECURE_HSTS_SECONDS",
    "TRUSTED_PROXIES",
    "SECURE_PROXY_SSL_HEADER",
)
LOOPBACK = ["127.0.0.1", "localhost", "[::1]"]


def test_site_url_follows_host_and_port_when_not_given() -> None:
    made = "http://127.0.0.1:8123"
    assert read(*ADDRESS, PORT="8123", HOST="0.0.0.0") == [made, LOOPBACK, [made]]
    assert read("SITE_URL", HOST="::1") == ["http://[::1]:8000"]


def test_site_url_on_http_asks_for_no_https() -> None:
    assert read(*HTTPS, SITE_URL="http://sco.example.org:8080/") == [
        False,
        False,
        False,
        0,
        0,
        None,
    ]


def test_site_url_on_https_secures_everything() -> None:
    url = "https://sco.example.org"
    assert read(*ADDRESS, SITE_URL=f"{url}/") == [url, ["sco.example.org"], [url]]
    header = ["HTTP_X_FORWARDED_PROTO", "https"]
    assert read(*HTTPS, SITE_URL=url) == [True, True, True, 31536000, 1, header]
    assert read("SECURE_HSTS_SECONDS", SITE_URL=url, HSTS_SECONDS="0") == [0]


@pytest.mark.parametrize(
    "url",
    [
        "sco.example.org",
        "ftp://sco.example.org",
        "https://sco.example.org/portal",
        "https://sco.example.org?x=1",
        "https://me@sco.example.org",
        "https://sco.example.org:port",
        "https://[::1",
        "https://",
    ],
)
def test_site_url_malformed_stops_with_one_line(url: str) -> None:
    assert refusal(SITE_URL=url) == (
        f"SITE_URL must be like https://sco.example.org, with no path, not {url!r}."
    )


def test_deploy_check_on_https_leaves_only_the_domain_owners_choices() -> None:
    done = start(
        "import django; from django.core import checks; django.setup();"
        "print(sorted(m.id for m in checks.run_checks(include_deployment_checks=True)))",
        SITE_URL="https://sco.example.org",
        DJANGO_SETTINGS_MODULE="sco_portal.settings",
    )
    # HSTS for subdomains and the preload list bind hosts that are not ours to decide about.
    assert done.stdout.strip() == "['security.W005', 'security.W021']"


# Database, cache, files, the rest


def test_database_default_is_sqlite_in_the_checkout() -> None:
    (database,) = read("DATABASES['default']")
    assert isinstance(database, dict)
    assert database["NAME"] == str(BASE_DIR / "var" / "db.sqlite3")
    assert database["OPTIONS"] == {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }


def test_database_postgres_has_a_pool_and_no_persistent_connections() -> None:
    url = "postgres://portal:made-up@db:5432/portal"
    (database,) = read("DATABASES['default']", DATABASE_URL=url, DATABASE_POOL="3")
    assert isinstance(database, dict)
    assert database["CONN_MAX_AGE"] == 0
    assert database["CONN_HEALTH_CHECKS"] is True
    assert database["OPTIONS"] == {"pool": {"min_size": 1, "max_size": 3, "timeout": 10}}


@pytest.mark.parametrize(
    "url, reason",
    [
        ("mysql://me:hidden@db/portal", "must begin with sqlite:// or postgres://."),
        ("oracle://me:hidden@db/portal", "must begin with sqlite:// or postgres://."),
        ("postgres://me:hidden@db:port/portal", "cannot be read as an address."),
        ("nonsense", "cannot be read as an address."),
    ],
)
def test_database_url_unusable_stops_without_showing_it(url: str, reason: str) -> None:
    assert refusal(DATABASE_URL=url) == f"DATABASE_URL {reason}"


@pytest.mark.parametrize(
    "url, backend, location",
    [
        ("", "locmem.LocMemCache", "portal"),
        ("db://", "db.DatabaseCache", "cache"),
        ("db://pages", "db.DatabaseCache", "pages"),
        ("redis://localhost:6379", "redis.RedisCache", "redis://localhost:6379"),
        ("dummy://", "dummy.DummyCache", ""),
    ],
)
def test_cache_url_chooses_the_backend(url: str, backend: str, location: str) -> None:
    expected = {"BACKEND": f"django.core.cache.backends.{backend}", "LOCATION": location}
    assert read("CACHES['default']", CACHE_URL=url) == [expected]


def test_static_files_are_hashed_unless_debugging() -> None:
    name = "STORAGES['staticfiles']['BACKEND']"
    hashed = "sco_portal.static_files.HashedStorage"
    assert read(name) == [hashed]
    plain = "django.contrib.staticfiles.storage.StaticFilesStorage"
    assert read(name, DEBUG="1") == [plain]


@pytest.mark.parametrize(
    "name, value, reason",
    [
        ("DEBUG", "maybe", "must be 1 or 0, not 'maybe'."),
        ("PORT", "0", "must be a whole number of at least 1, not '0'."),
        ("PORT", "http", "must be a whole number of at least 1, not 'http'."),
        ("TRUSTED_PROXIES", "-1", "must be a whole number of at least 0, not '-1'."),
        ("CACHE_URL", "file:///x", "must begin with locmem://, db://, redis:// or dummy://."),
        ("CONTACT", "nobody", "must be an e-mail address, not 'nobody'."),
        ("LOG_LEVEL", "loud", "must be DEBUG, INFO, WARNING, ERROR or CRITICAL, not 'LOUD'."),
        ("ENV_FILE", "no-such-file", "names 'no-such-file', and there is no such file."),
    ],
)
def test_setting_malformed_stops_with_one_line(name: str, value: str, reason: str) -> None:
    assert refusal(**{name: value}) == f"{name} {reason}"


# .env and its example


def test_env_file_keeps_what_the_environment_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "settings"
    file.write_text("# a remark\n\nMADE_UP_A = 'quoted = value'\nMADE_UP_B=from file\n")
    monkeypatch.setenv("MADE_UP_B", "from environment")
    # Registers the name, so that what the file sets is taken back at the end.
    monkeypatch.setenv("MADE_UP_A", "")
    monkeypatch.delenv("MADE_UP_A")
    load_env_file(file)
    assert os.environ["MADE_UP_A"] == "quoted = value"
    assert os.environ["MADE_UP_B"] == "from environment"


def test_env_file_malformed_names_the_line(tmp_path: Path) -> None:
    file = tmp_path / "settings"
    file.write_text("# a remark\nexport SECRET_KEY=x\n")
    with pytest.raises(SettingsError, match=r"^settings line 2 is not NAME=value\.$"):
        load_env_file(file)


def read_names() -> set[str]:
    """Every variable that the code asks for: through ``env`` or, in tests, from os.environ."""
    names = set()
    for source in SOURCES:
        path = BASE_DIR / source
        for file in [path] if path.is_file() else sorted(path.rglob("*.py")):
            for call in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(call, ast.Call) and call.args:
                    asked = ast.unparse(call.func)
                    first = call.args[0]
                    if asked in {"env", "os.environ.get"} and isinstance(first, ast.Constant):
                        names.add(str(first.value))
    return names


def test_env_example_lists_every_variable_that_is_read() -> None:
    text = (BASE_DIR / ".env.example").read_text(encoding="utf-8")
    listed = re.findall(r"^(?:# )?([A-Z][A-Z_]*)=", text, re.MULTILINE)
    assert len(listed) == len(set(listed))
    # The password is read by docker compose alone.
    assert set(listed) - {"POSTGRES_PASSWORD"} == read_names()


def test_env_example_shows_the_refused_key() -> None:
    text = (BASE_DIR / ".env.example").read_text(encoding="utf-8")
    assert f"\nSECRET_KEY={EXAMPLE_SECRET_KEY}\n" in text
