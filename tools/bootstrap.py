"""`make setup`: from a fresh clone to a checkout that runs. Standard library only.

Each step asks first whether it has anything to do, so a second run takes a second or two.
"""

import hashlib
import os
import secrets
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
VENV_PYTHON = VENV / "bin" / "python"
LOCK = ROOT / "requirements" / "development.txt"
STAMP = VENV / "installed-lock.sha256"
OLDEST_PYTHON = (3, 11)


def stop(message: str) -> None:
    """End with one line on standard error."""
    sys.exit(f"setup: {message}")


def stamp_text() -> str:
    """What the environment was made from: the lock's digest and the Python it was made for."""
    version = ".".join(str(number) for number in sys.version_info[:3])
    return f"{hashlib.sha256(LOCK.read_bytes()).hexdigest()} python {version}\n"


def make_environment() -> None:
    """The virtual environment, made anew where it is missing or its Python has gone."""
    works = VENV_PYTHON.exists() and subprocess.run([VENV_PYTHON, "-c", ""]).returncode == 0
    if works:
        return
    print("setup: making .venv", flush=True)
    try:
        venv.create(VENV, with_pip=True, clear=True)
    except (subprocess.CalledProcessError, ImportError):
        stop("this Python cannot make environments; on Debian: apt-get install python3-venv")


def install() -> None:
    """Install the lock, hash by hash, when it is not what is installed already."""
    if STAMP.is_file() and STAMP.read_text() == stamp_text():
        return
    count = sum("==" in line for line in LOCK.read_text().splitlines())
    print(f"setup: installing {count} packages of {LOCK.relative_to(ROOT)}", flush=True)
    # The lock is complete, so nothing is resolved; `tools.imports` finds what would be missing.
    options = ["--no-deps", "--require-hashes", "--no-input", "--disable-pip-version-check", "-qq"]
    command = [str(VENV_PYTHON), "-m", "pip", "install", *options, "-r", str(LOCK)]
    if subprocess.run(command).returncode:
        stop("the packages could not be installed; pip's reason stands above")
    if subprocess.run([VENV_PYTHON, "-m", "tools.imports"], cwd=ROOT).returncode:
        stop("an installed package cannot be imported; the reason stands above")
    STAMP.write_text(stamp_text())


def write_env() -> None:
    """A .env that only its owner can read, with a key of its own. An existing one stays."""
    path = ROOT / ".env"
    if path.exists():
        return
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write("# Settings of this checkout; .env.example lists all there are.\n")
        file.write(f"SECRET_KEY={secrets.token_urlsafe(50)}\n")
    print("setup: wrote .env with a random SECRET_KEY", flush=True)


def compile_catalogues() -> None:
    """Message catalogues newer than their compiled form, or without one."""
    if subprocess.run([VENV_PYTHON, "-m", "tools.messages", "compile"], cwd=ROOT).returncode:
        stop("a message catalogue could not be compiled; the reason stands above")


def check_vendored() -> None:
    """The committed files of other projects are the ones their checksums were taken from."""
    if subprocess.run([VENV_PYTHON, "-m", "tools.vendored", "check"], cwd=ROOT).returncode:
        stop("static/vendor/ differs from its list")


def make_folders() -> None:
    """Where the site writes; WhiteNoise remarks on a missing folder of static files."""
    (ROOT / "var" / "static").mkdir(parents=True, exist_ok=True)


def main() -> None:
    if sys.version_info < OLDEST_PYTHON:
        wanted = ".".join(str(number) for number in OLDEST_PYTHON)
        stop(f"Python {wanted} or newer is needed: make PYTHON=/path/to/python3 setup")
    make_environment()
    install()
    make_folders()
    write_env()
    compile_catalogues()
    check_vendored()


if __name__ == "__main__":
    main()
