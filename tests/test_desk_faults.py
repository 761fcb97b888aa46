"""The server killed while curators save: what was acknowledged is there, nothing is half there.

A real server process on a real database is killed with SIGKILL between and in the middle of
saves, started again, and asked again with the same keys.
"""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit, urlunsplit

import httpx
import psycopg
import pytest

from sco_portal.environment import BASE_DIR

TEXT = "Made-up passage: the presidents of two made-up states met."

PREPARE = """
import django; django.setup()
from tests import factories
from events import models
user = factories.user("made-up-curator", "Curators")
article = factories.article(headline="Made-up headline", assignee=user, triage="in-progress")
capture = models.Capture.objects.create(article=article, method="paste", sha256="0" * 64)
models.Paragraph.objects.create(capture=capture, number=0, kind="whole")
passage = models.Paragraph.objects.create(capture=capture, number=1, text={text!r})
factories.country("KG"); factories.country("CN")
print(article.public_id, passage.public_id)
"""

REPORT = """
import json
import django; django.setup()
from events.models import Event
print(json.dumps({
    event.title_en: [event.participations.count(), event.evidence.count()]
    for event in Event.objects.all()
}))
print(Event.objects.count())
"""


@pytest.fixture
def environment(tmp_path) -> Iterator[dict[str, str]]:
    """A database of its own, on the server that the suite runs against."""
    name = f"desk_{uuid.uuid4().hex}"
    server = os.environ.get("TEST_DATABASE_URL", "")
    url = f"sqlite:///{tmp_path / 'desk.sqlite3'}"
    if server:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}"')
        url = urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
    yield os.environ | {
        "DATABASE_URL": url,
        "ENV_FILE": "none",
        "DEBUG": "1",
        "DJANGO_SETTINGS_MODULE": "sco_portal.settings",
    }
    if server:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
def run(environment) -> Callable[[str], list[str]]:
    """Run Python with the database and return the lines it prints."""

    def lines(code: str) -> list[str]:
        done = subprocess.run(
            [sys.executable, "-c", code],
            cwd=BASE_DIR,
            env=environment,
            text=True,
            capture_output=True,
            check=True,
        )
        return done.stdout.splitlines()

    return lines


class Server:
    """One server process group, started and killed as often as a test wants."""

    def __init__(self, environment: dict[str, str]) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.environment = environment | {"SITE_URL": self.url}

    def start(self) -> None:
        command = [sys.executable, "-m", "gunicorn", "sco_portal.wsgi", "--no-control-socket"]
        options = ["--bind", f"127.0.0.1:{self.port}", "--threads", "4", "--log-level", "error"]
        self.process = subprocess.Popen(
            [*command, *options], cwd=BASE_DIR, env=self.environment, start_new_session=True
        )
        for _attempt in range(300):
            try:
                httpx.get(f"{self.url}/healthz", timeout=1)
                return
            except httpx.TransportError:
                time.sleep(0.1)
        pytest.fail("The server did not start within 30 seconds.")

    def kill(self) -> None:
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@pytest.fixture
def server(environment, run) -> Iterator[Server]:
    run(
        "import django; django.setup()\nfrom django.core.management import call_command\n"
        "call_command('migrate', interactive=False, verbosity=0)"
    )
    found = Server(environment)
    found.start()
    yield found
    found.kill()


class Curator:
    """A curator's browser, as far as saving goes."""

    def __init__(self, server: Server) -> None:
        self.client = httpx.Client(base_url=server.url, timeout=10)
        self.client.get("/admin/login/")
        entered = self.client.post(
            "/admin/login/?next=/admin/",
            data={
                "username": "made-up-curator",
                "password": "made-up",
                "csrfmiddlewaretoken": self.client.cookies["csrftoken"],
            },
        )
        assert entered.status_code == 302, entered.text[:500]

    def save(self, body: dict) -> httpx.Response:
        token = self.client.cookies["csrftoken"]
        return self.client.post(
            "/admin/desk/save/", json=body, headers={"X-CSRFToken": token, "Referer": "made-up"}
        )


def body(number: int, article: str, passage: str) -> dict:
    """A new event with two participants, each claim with its evidence."""
    event, first, second = "ev~1", "pa~1", "pa~2"

    def evidence(number: int, **claim: str) -> dict:
        return {
            "id": f"es~{number}",
            **claim,
            "paragraph": passage,
            "stance": "supports",
            "confidence": "high",
            "start": 0,
            "end": 7,
            "exact": TEXT[:7],
        }

    return {
        "key": str(uuid.uuid4()),
        "article": article,
        "table": "events",
        "id": event,
        "seen": "",
        "base": None,
        "document": {
            "events": [
                {
                    "id": event,
                    "title_en": f"Made-up event {number}",
                    "kind": "bilateral-meeting",
                    "date": "2024-07-04",
                }
            ],
            "participations": [
                {"id": first, "event": event, "role": "host", "country": "KG"},
                {"id": second, "event": event, "role": "guest", "country": "CN"},
            ],
            "evidence": [
                evidence(1, event=event),
                evidence(2, participation=first),
                evidence(3, participation=second),
            ],
        },
    }


def test_server_killed_between_and_in_saves_loses_and_doubles_nothing(server, run) -> None:
    article, passage = run(PREPARE.format(text=TEXT))[-1].split()
    bodies = [body(number, article, passage) for number in range(40)]
    acknowledged: set[str] = set()

    def send_all(part: list[dict]) -> None:
        try:
            curator = Curator(server)
            for one in part:
                if curator.save(one).status_code == 200:
                    acknowledged.add(one["key"])
        except httpx.TransportError:
            return  # killed: the rest is sent again below

    first = Curator(server).save(bodies[0])
    assert first.status_code == 200, first.text
    acknowledged.add(bodies[0]["key"])
    server.kill()
    server.start()

    senders = [threading.Thread(target=send_all, args=(bodies[n::2],)) for n in range(2)]
    for sender in senders:
        sender.start()
    while len(acknowledged) < 6:
        time.sleep(0.01)
    server.kill()
    for sender in senders:
        sender.join()
    before = json.loads(run(REPORT)[0])
    server.start()

    assert {f"Made-up event {n}" for n, one in enumerate(bodies) if one["key"] in acknowledged} <= (
        before.keys()
    )
    assert set(map(tuple, before.values())) == {(2, 1)}
    assert len(acknowledged) < len(bodies)

    curator = Curator(server)
    replies = [curator.save(one) for one in bodies]
    assert {reply.status_code for reply in replies} == {200}
    assert len({reply.json()["id"] for reply in replies}) == len(bodies)
    after, count = run(REPORT)
    assert json.loads(after) == {f"Made-up event {n}": [2, 1] for n in range(len(bodies))}
    assert int(count) == len(bodies)
