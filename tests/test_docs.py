"""The documentation says what the code does: settings, commands, parameters, tables, links."""

from __future__ import annotations

import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from events import filters
from events.dataset.columns import TABLES
from sco_portal.environment import BASE_DIR

DOCS = [BASE_DIR / "README.md", BASE_DIR / "CHANGELOG.md", *sorted(BASE_DIR.glob("docs/*.md"))]
LISTS = {
    "timeline": filters.EventFilter,
    "statements": filters.StatementFilter,
    "initiatives": filters.InitiativeFilter,
    "documents": filters.DocumentFilter,
    "actors": filters.ActorFilter,
    "articles": filters.ArticleFilter,
}


def read(name: str) -> str:
    return (BASE_DIR / name).read_text(encoding="utf-8")


def rows(name: str, heading: str) -> list[list[str]]:
    """The rows of the first table under a heading of a document, cell by cell."""
    table = read(name).partition(f" {heading}\n")[2].partition("\n|")[2].partition("\n\n")[0]
    lines = [line.strip().strip("|") for line in table.splitlines()]
    return [[cell.strip() for cell in line.split("|")] for line in lines[2:]]


def codes(text: str) -> list[str]:
    """Everything set as code."""
    return re.findall(r"`([^`]+)`", text)


# README --------------------------------------------------------------------------------------


def test_every_setting_is_in_the_table_of_the_readme() -> None:
    listed = re.findall(r"^(?:# )?([A-Z][A-Z_]*)=", read(".env.example"), re.MULTILINE)
    told = [name for row in rows("README.md", "Settings") for name in codes(row[0])]
    assert sorted(told) == sorted(listed)


def test_every_parameter_is_in_the_table_of_the_readme_with_its_lists() -> None:
    told: dict[str, set[str]] = {}
    for names, _meaning, lists in rows("README.md", "Filtering"):
        for name in codes(names):
            told[name] = set(LISTS) if lists == "all" else set(lists.split(", "))
    known = {
        name: {where for where, filterset in LISTS.items() if name in filterset.base_filters}
        for filterset in LISTS.values()
        for name in filterset.base_filters
    }
    assert told == known


def test_every_list_has_a_filter_and_is_named() -> None:
    filtersets = {getattr(filters, name) for name in filters.__all__ if name.endswith("Filter")}
    assert filtersets - {filters.ListFilter} == set(LISTS.values())
    assert [name for name in LISTS if f"`/{name}/`" not in read("README.md")] == []


def test_every_target_of_the_makefile_is_in_the_readme() -> None:
    targets = re.findall(r"^([a-z]+):", read("Makefile"), re.MULTILINE)
    assert [name for name in targets if f"`make {name}`" not in read("README.md")] == []


def test_every_command_of_ours_is_in_the_readme() -> None:
    commands = {path.stem for path in BASE_DIR.glob("events/management/commands/[a-z]*.py")}
    told = {row[0].split()[0].strip("`") for row in rows("README.md", "Commands")}
    assert told == commands


def test_screenshot_is_small_enough_to_load() -> None:
    shot = BASE_DIR / "docs" / "screenshots" / "timeline.png"
    assert shot.read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"
    assert shot.stat().st_size < 400_000


# docs/ ---------------------------------------------------------------------------------------


def test_every_table_and_column_of_the_dataset_is_in_its_document() -> None:
    told = {}
    for names, _content, columns in rows("docs/dataset.md", "Tables"):
        told[codes(names)[0]] = codes(columns)
    assert told == {table.name: [column.name for column in table.columns] for table in TABLES}


def test_every_module_is_in_the_architecture() -> None:
    events = BASE_DIR / "events"
    modules = {path.stem for path in events.glob("[a-z]*.py")}
    modules |= {path.parent.name for path in events.glob("*/__init__.py")}
    text = read("docs/architecture.md")
    assert {name for name in modules if not re.search(rf"`{name}(\.py|/)?`", text)} == set()


def test_every_dependency_has_its_reason() -> None:
    project = tomllib.loads(read("pyproject.toml"))["project"]
    asked = [*project["dependencies"], *sum(project["optional-dependencies"].values(), [])]
    names = {re.split(r"[\[<>=~]", line)[0] for line in asked}
    told = {name for row in rows("docs/decisions.md", "Dependencies") for name in codes(row[0])}
    assert told == names


def test_changelog_has_the_version_of_the_project() -> None:
    version = tomllib.loads(read("pyproject.toml"))["project"]["version"]
    assert re.search(rf"^## \[(Unreleased\] {version}$|{version}\])", read("CHANGELOG.md"), re.M)


def anchors(path: Path) -> set[str]:
    """The anchors that headings of a document get."""
    headings = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    plain = (re.sub(r"[^\w\- ]", "", heading.lower()) for heading in headings)
    return {heading.strip().replace(" ", "-") for heading in plain}


def links() -> Iterator[tuple[str, Path, str]]:
    """Each relative link of the documents: as written, its file, its anchor."""
    for document in DOCS:
        text = re.sub(r"^```.*?^```", "", document.read_text(encoding="utf-8"), flags=re.M | re.S)
        for target in re.findall(r"\]\(([^)\s]+)\)", text):
            if not re.match(r"[a-z]+:", target):
                name, _, anchor = target.partition("#")
                file = (document.parent / name).resolve() if name else document
                yield f"{document.name}: {target}", file, anchor


def test_relative_links_of_documents_lead_somewhere() -> None:
    broken = [
        link
        for link, file, anchor in links()
        if not file.exists() or anchor and anchor not in anchors(file)
    ]
    assert broken == []


# Every text ----------------------------------------------------------------------------------

#: What tells of one machine, or of where packages came from there.
LOCAL = re.compile(
    r"(?<![\w./:@-])/(?:work|root|workspace|home/\w+|Users/\w+)/"
    r"|pypi\.org|pythonhosted\.org|registry\.npmjs|registry\.yarnpkg"
    r"|(?:extra-)?index-url[ =]|--[t]rusted-host|/simple/?(?=[\s\"'])"
)


def tracked() -> Iterator[tuple[str, str]]:
    """Every text that is, or is about to be, in the repository."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=BASE_DIR, capture_output=True, check=True).stdout
    for name in filter(None, listed.decode().split("\0")):
        path = BASE_DIR / name
        if path.is_file() and b"\0" not in (raw := path.read_bytes()):
            yield name, raw.decode("utf-8")


def test_no_text_names_a_machine_or_a_registry() -> None:
    found = [
        f"{name}:{text[: match.start()].count(chr(10)) + 1}: {match[0]}"
        for name, text in tracked()
        for match in LOCAL.finditer(text)
    ]
    assert found == []


@pytest.mark.parametrize(
    ("text", "is_local"),
    [
        ("see /" + "root/x", True),
        ("'/" + "home/somebody/x'", True),
        ("--index" + "-url=https://example.org", True),
        ("https://example.org/home/news/", False),
        ("/usr/bin/env", False),
        ("simple/", False),
    ],
)
def test_local_pattern_tells_machines_from_addresses(text: str, *, is_local: bool) -> None:
    assert bool(LOCAL.search(text)) is is_local
