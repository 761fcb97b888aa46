"""The hash-pinned locks: `compile` makes them with pip-compile, `check` asks no network.

The check walks the dependency graph of what is installed, from pyproject.toml on, and demands
that each lock holds exactly the packages the walk met, in versions that every dependant accepts.
"""

import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from sco_portal.environment import BASE_DIR

LOCKS = {
    "runtime": BASE_DIR / "requirements" / "runtime.txt",
    "development": BASE_DIR / "requirements" / "development.txt",
}
PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^ \\;]+)")


def pins(lock: Path) -> dict[str, str]:
    """The version of each package, by canonical name."""
    found = (PIN.match(line) for line in lock.read_text(encoding="utf-8").splitlines())
    return {canonicalize_name(pin[1]): pin[2] for pin in found if pin}


def wanted(name: str) -> list[Requirement]:
    """What pyproject.toml asks for: the runtime's list, and for development the other on top."""
    project = tomllib.loads((BASE_DIR / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = list(project["dependencies"])
    if name == "development":
        lines += project["optional-dependencies"]["dev"]
    return [Requirement(line) for line in lines]


def _applies(requirement: Requirement, extras: set[str]) -> bool:
    marker = requirement.marker
    return marker is None or any(marker.evaluate({"extra": extra}) for extra in extras | {""})


def walk(requirements: list[Requirement], locked: dict[str, str]) -> Iterator[str]:
    """Yield a sentence for each package the lock lacks, holds too old or new, or for nothing."""
    queue, done = list(requirements), set()
    while queue:
        requirement = queue.pop()
        name: str = canonicalize_name(requirement.name)
        version = locked.get(name)
        if version is None:
            yield f"{name} is needed and not pinned"
            continue
        if not requirement.specifier.contains(version, prereleases=True):
            yield f"{name} is pinned to {version}, wanted is {requirement.specifier}"
        key = (name, frozenset(requirement.extras))
        if key in done:
            continue
        done.add(key)
        try:
            lines = distribution(name).requires or []
        except PackageNotFoundError:
            yield f"{name} is not installed: run `make setup`"
            continue
        children = (Requirement(line) for line in lines)
        queue += [child for child in children if _applies(child, set(requirement.extras))]
    for name in sorted(set(locked) - {name for name, _ in done}):
        yield f"{name} is pinned and nothing needs it"


def problems(name: str) -> list[str]:
    """All that is wrong with one lock, as sentences."""
    lock = LOCKS[name]
    text, locked = lock.read_text(encoding="utf-8"), pins(lock)
    found = sorted(set(walk(wanted(name), locked)))
    blocks = re.split(r"\n(?=[A-Za-z0-9])", text)
    found += [
        f"{pin[1]} has no hash"
        for pin in map(PIN.match, blocks)
        if pin and "--hash=sha256:" not in pin.string
    ]
    if "://" in text or re.search(r"^\s*-(i|f|-index|-extra|-find|-trusted)", text, re.MULTILINE):
        found.append("the lock names where packages come from")
    if name == "runtime":
        development = pins(LOCKS["development"])
        found += [
            f"{package} is {version} here and {development.get(package)} in development"
            for package, version in locked.items()
            if development.get(package) != version
        ]
    return found


def compile_locks() -> int:
    """Pin everything anew; what is pinned already and still fits stays."""
    options = [
        *("--quiet", "--generate-hashes", "--allow-unsafe", "--strip-extras", "--no-header"),
        *("--no-emit-index-url", "--no-emit-find-links", "--no-emit-trusted-host"),
    ]
    runtime = LOCKS["runtime"].relative_to(BASE_DIR)  # it is written into the other one
    extras = {"runtime": [], "development": ["--extra=dev", f"--constraint={runtime}"]}
    for name, lock in LOCKS.items():
        command = [sys.executable, "-m", "piptools", "compile", *options, *extras[name]]
        relative = lock.relative_to(BASE_DIR)
        done = subprocess.run([*command, "-o", str(relative), "pyproject.toml"], cwd=BASE_DIR)
        if done.returncode:
            return done.returncode
    return 0


def main(arguments: list[str]) -> int:
    if arguments == ["compile"]:
        return compile_locks()
    if arguments != ["check"]:
        sys.exit("usage: python -m tools.lock check | compile")
    found = [f"requirements/{name}.txt: {line}" for name in LOCKS for line in problems(name)]
    print(*found, sep="\n", end="\n" if found else "", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
