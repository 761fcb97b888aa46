"""`make run` and `make serve`: bring the database up to date, say where to look, serve.

Everything here asks first whether it is needed, so a second start loses nothing.
"""

import hashlib
import os
import socket
import sys
from operator import itemgetter

import django
from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

from sco_portal.environment import BASE_DIR, as_int, env, load_environment

# Any of these in the database means that it is not a fresh one.
RECORDS = ("Event", "Statement", "Initiative", "Document", "Actor", "Article")
FIXTURES = BASE_DIR / "fixtures"


def check_free(host: str, port: int) -> None:
    """One line now, instead of a trace-back after the data have been loaded."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            sys.exit(f"{host}:{port} cannot be served: {error.strerror}. Choose another PORT.")


def is_empty() -> bool:
    """No record of any kind yet."""
    return not any(apps.get_model("events", name).objects.exists() for name in RECORDS)


def prepare_database() -> None:
    """Tables, the shared cache's table where one is configured, and the starter dataset."""
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    if FIXTURES.is_dir() and is_empty():
        print("Loading the starter dataset into an empty database ...", flush=True)
        call_command("load_dataset", str(FIXTURES))


def collect_static() -> None:
    """Hash and compress the static files, when any was added, changed or removed."""
    stamp = settings.STATIC_ROOT.with_suffix(".sha256")
    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in sorted(finder.list([]), key=itemgetter(0)):
            digest.update(f"{name} {storage.size(name)} {storage.get_modified_time(name)}".encode())
    collected = (settings.STATIC_ROOT / "staticfiles.json").is_file()
    if collected and stamp.is_file() and stamp.read_text() == digest.hexdigest():
        return
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(digest.hexdigest())


def announce() -> None:
    print(f"\nPortal: {settings.SITE_URL}/\nLog-in: {settings.SITE_URL}/admin/")
    if env("HOST") in {"0.0.0.0", "::"} and not env("SITE_URL"):
        print("Only this machine is answered: set SITE_URL to the address that others type.")
    print("Ctrl-C ends the server.\n", flush=True)


def main(arguments: list[str]) -> None:
    """`run` for development, `serve` for gunicorn; `--no-accounts` leaves those to the operator."""
    mode, flags = arguments[0] if arguments else "", set(arguments[1:])
    if mode not in {"run", "serve"} or not flags <= {"--no-accounts"}:
        sys.exit("usage: python -m tools.launch run | serve [--no-accounts]")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sco_portal.settings")
    if mode == "serve":
        os.environ["DEBUG"] = "0"
    else:
        os.environ.setdefault("DEBUG", "1")
    load_environment()
    django.setup()
    host, port = env("HOST", "127.0.0.1"), as_int("PORT", env("PORT", "8000"), least=1)
    check_free(host, port)
    prepare_database()
    if mode == "serve":
        collect_static()
    if "--no-accounts" not in flags:
        call_command("create_accounts")
    announce()
    address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    command = ["manage.py", "runserver", address]
    if mode == "serve":
        command = ["-m", "gunicorn", "--config", "gunicorn.conf.py", "sco_portal.wsgi"]
    os.chdir(BASE_DIR)
    os.execv(sys.executable, [sys.executable, *command])


if __name__ == "__main__":
    main(sys.argv[1:])
