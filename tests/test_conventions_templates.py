"""House rules of templates as tests: what a page may hold, how partials are named and given."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from sco_portal.environment import BASE_DIR
from tests.test_conventions import place

TEMPLATES = BASE_DIR / "templates"

TAG = re.compile(r"<([a-zA-Z][\w-]*)((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>")
ATTRIBUTE = re.compile(r"([^\s\"'=<>/]+)(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'>]+))?")
COMMENT = re.compile(r"\{#.*?#\}|\{% comment .*?%\}.*?\{% endcomment %\}|<!--.*?-->", re.DOTALL)
DYNAMIC = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
INCLUDE = re.compile(r"\{%\s*include\s+[\"']([^\"']+)[\"'][^%]*%\}")
UNESCAPED = re.compile(r"\|\s*safe\b|\|\s*safeseq\b|autoescape\s+off")


def templates() -> list[Path]:
    return sorted(TEMPLATES.rglob("*.html"))


def blanked(pattern: re.Pattern[str], text: str) -> str:
    """The text without what matches, its line breaks kept so that line numbers stay right."""
    return pattern.sub(lambda match: " " + "\n" * match[0].count("\n"), text)


def inlined(text: str) -> list[str]:
    """Scripts, styles and handlers that a strict policy would block, as `line: what`."""
    text = blanked(DYNAMIC, blanked(COMMENT, text))
    found = []
    for tag in TAG.finditer(text):
        line = text[: tag.start()].count("\n") + 1
        attributes = {match[1].lower() for match in ATTRIBUTE.finditer(tag[2])}
        name = tag[1].lower()
        if name == "style" or name == "script" and "src" not in attributes:
            found.append(f"{line}: <{name}>")
        handlers = {a for a in attributes if a == "style" or re.match(r"on[a-z]+$|hx-on", a)}
        found += [f"{line}: {attribute}" for attribute in sorted(handlers)]
        if "javascript:" in tag[2].lower():
            found.append(f"{line}: javascript:")
    return found


def test_templates_hold_no_inline_script_or_style() -> None:
    breaches = [
        f"{place(path)}:{line}"
        for path in templates()
        for line in inlined(path.read_text(encoding="utf-8"))
    ]
    assert breaches == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("<p\n style='x'>", ["1: style"]),
        ('\n<a href="x" onclick="y()">', ["2: onclick"]),
        ("<script>x</script><style></style>", ["1: <script>", "1: <style>"]),
        ('<a href="javascript:x">', ["1: javascript:"]),
        ('<i {% if a > b %}class="c"{% endif %} hx-on:click="x">', ["1: hx-on:click"]),
        ('<script src="a.js" defer></script>{{ x|json_script:"y" }}', []),
        ('{# <style> #}<option value="{{ onclick }}" data-style="x">on=1</option>', []),
    ],
)
def test_inline_check_tells_breaches_from_what_is_fine(text: str, found: list[str]) -> None:
    assert inlined(text) == found


def included() -> Iterator[tuple[str, str, str]]:
    """Where, the tag, and the template of ours that it includes."""
    for path in templates():
        text = blanked(COMMENT, path.read_text(encoding="utf-8"))
        for tag in INCLUDE.finditer(text):
            if (TEMPLATES / tag[1]).is_file():
                yield f"{place(path)}:{text[: tag.start()].count(chr(10)) + 1}", tag[0], tag[1]


def test_partials_are_named_with_an_underscore() -> None:
    breaches = [where for where, _tag, name in included() if not Path(name).name.startswith("_")]
    breaches += [
        place(path)
        for path in templates()
        if path.parent.name == "partials" and not path.name.startswith("_")
    ]
    assert breaches == []


def test_partials_are_given_what_they_show_and_nothing_else() -> None:
    assert [where for where, tag, _name in included() if not re.search(r"\sonly\s*%\}$", tag)] == []


def test_templates_escape_everything() -> None:
    breaches = [
        f"{place(path)}:{text[: match.start()].count(chr(10)) + 1}"
        for path in templates()
        for text in [blanked(COMMENT, path.read_text(encoding="utf-8"))]
        for match in UNESCAPED.finditer(text)
    ]
    assert breaches == []


def test_templates_know_no_names_of_parameters() -> None:
    texts = {place(path): path.read_text(encoding="utf-8") for path in templates()}
    assert [name for name, text in texts.items() if "request.GET" in text] == []
