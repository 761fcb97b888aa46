"""The one door to environment variables, used by the settings, gunicorn and the tools.

Standard library only: the tools that prepare a fresh checkout read it before anything is
installed. A test lists every name that passes through ``env`` and holds it against .env.example.
"""

import os
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent

TRUE = {"1", "true", "yes", "on"}
FALSE = {"", "0", "false", "no", "off"}


class SettingsError(SystemExit):
    """A setting that cannot be used: stops the start with one line and no traceback."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name} {reason}")


def env(name: str, default: str = "") -> str:
    """The variable's value without surrounding space; a blank one counts as not set."""
    return os.environ.get(name, "").strip() or default


def as_bool(name: str, value: str) -> bool:
    """Read a switch; anything but a plain yes or no stops the start."""
    lowered = value.lower()
    if lowered not in TRUE | FALSE:
        raise SettingsError(name, f"must be 1 or 0, not {value!r}.")
    return lowered in TRUE


def as_int(name: str, value: str, *, least: int = 0) -> int:
    """Read a whole number of at least ``least``."""
    if not value.isascii() or not value.isdigit() or int(value) < least:
        raise SettingsError(name, f"must be a whole number of at least {least}, not {value!r}.")
    return int(value)


def load_env_file(path: Path) -> None:
    """Take NAME=value lines from a file; what the real environment says stays.

    Blank lines and lines that begin with # are skipped, one pair of quotes round a value is
    taken off, and nothing is expanded, so a key may hold any character.
    """
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        name, equals, value = line.partition("=")
        name, value = name.strip(), value.strip()
        if not equals or not name.isidentifier():
            raise SettingsError(path.name, f"line {number} is not NAME=value.")
        if len(value) >= 2 and value[0] == value[-1] and value[0] in "\"'":
            value = value[1:-1]
        os.environ.setdefault(name, value)


def load_environment() -> None:
    """Read the checkout's .env, or the file ENV_FILE names; ``ENV_FILE=none`` reads no file."""
    chosen = env("ENV_FILE", ".env")
    if chosen == "none":
        return
    path = BASE_DIR / chosen
    if path.is_file():
        load_env_file(path)
    elif chosen != ".env":
        raise SettingsError("ENV_FILE", f"names {chosen!r}, and there is no such file.")
