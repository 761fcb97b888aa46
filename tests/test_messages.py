"""The Russian and the Chinese catalogue say all that the code and the templates say."""

import os
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from django.test import Client

from sco_portal.environment import BASE_DIR
from tests import factories
from tools.messages import (
    LOCALE,
    compile_catalogues,
    extracted,
    messages,
    placeholders,
    problems,
    python_text,
    read,
    write,
)

CATALOGUES = [LOCALE / name / "LC_MESSAGES" / "django.po" for name in ("ru", "zh_Hans")]


# The catalogues of the site


@pytest.fixture(scope="module")
def wanted() -> Catalog:
    """Every message of the site."""
    return extracted()


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parent.parent.name)
def test_catalogue_is_complete(path: Path, wanted: Catalog) -> None:
    assert problems(path, wanted) == []


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parent.parent.name)
def test_catalogue_as_committed_is_what_update_writes(
    path: Path, wanted: Catalog, tmp_path: Path
) -> None:
    copy = tmp_path / path.relative_to(LOCALE)
    copy.parent.mkdir(parents=True)
    copy.write_bytes(path.read_bytes())
    write(copy, wanted)
    assert copy.read_text(encoding="utf-8") == path.read_text(encoding="utf-8")


def test_header_has_neither_dates_nor_paths() -> None:
    for path in CATALOGUES:
        header = path.read_text(encoding="utf-8").split("\n\n")[0]
        names = [line.split(":")[0].strip('"') for line in header.splitlines()[3:]]
        assert names == [
            "Language",
            "MIME-Version",
            "Content-Type",
            "Content-Transfer-Encoding",
            "Plural-Forms",
        ]
        assert str(BASE_DIR) not in path.read_text(encoding="utf-8")


# Extraction

TEMPLATE = """{% load i18n %}
  {% translate "made-up title" %}
    <p>{% translate "made-up" context "place" as word %}{{ word }}, {{ _("made-up constant") }}</p>
{% blocktranslate count n=rows|length trimmed %}
      {{ n }} made-up
      row
    {% plural %}
      {{ n }} made-up rows
  {% endblocktranslate %}
{% blocktranslate with what=thing %}100 % of {{ what }}{% endblocktranslate %}
"""
MODULE = """
from django.utils.translation import gettext_lazy as _, ngettext, pgettext_lazy
LABEL = _("made-up " "label")
STATE = pgettext_lazy("state", "made-up")
ROWS = ngettext("%(n)d made-up leaf", "%(n)d made-up leaves", 2)
"""


def project(root: Path) -> Path:
    """A made-up checkout with one module and one template; its migrations say nothing new."""
    for name, text in (
        ("events/module.py", MODULE),
        ("events/migrations/0001_initial.py", '_("made-up migration")'),
        ("templates/events/page.html", TEMPLATE),
    ):
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def test_messages_of_python_and_templates_are_found(tmp_path: Path) -> None:
    found = messages(extracted(project(tmp_path)))
    assert {name: message.id for name, message in found.items()} == {
        ("made-up title", ""): "made-up title",
        ("made-up", "place"): "made-up",
        ("made-up constant", ""): "made-up constant",
        ("%(n)s made-up row", ""): ("%(n)s made-up row", "%(n)s made-up rows"),
        ("100 %% of %(what)s", ""): "100 %% of %(what)s",
        ("made-up label", ""): "made-up label",
        ("made-up", "state"): "made-up",
        ("%(n)d made-up leaf", ""): ("%(n)d made-up leaf", "%(n)d made-up leaves"),
    }


def test_template_lines_lose_their_indentation(tmp_path: Path) -> None:
    path = project(tmp_path) / "templates" / "events" / "page.html"
    assert {line[:1].isspace() for line in python_text(path).splitlines()} == {False}


# Update and check


def catalogue(root: Path, body: str = "") -> Path:
    """A made-up Russian catalogue with these entries."""
    path = root / "locale" / "ru" / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True)
    forms = "nplurals=3; plural=(n%10==1 ? 0 : n%10>=2 && n%10<=4 ? 1 : 2);"
    header = f'"Content-Type: text/plain; charset=UTF-8\\n"\n"Plural-Forms: {forms}\\n"'
    path.write_text(f'msgid ""\nmsgstr ""\n{header}\n\n{body}', encoding="utf-8")
    return path


def test_update_keeps_translations_and_drops_what_nobody_says(tmp_path: Path) -> None:
    kept = 'msgid "made-up label"\nmsgstr "выдуманная подпись"\n\n'
    path = catalogue(tmp_path, f'{kept}msgid "made-up and gone"\nmsgstr "ушло"\n')
    wanted = extracted(project(tmp_path))
    write(path, wanted)
    written = messages(read(path))
    assert written.keys() == messages(wanted).keys()
    assert written["made-up label", ""].string == "выдуманная подпись"
    assert written["made-up title", ""].string == ""
    first = path.read_text(encoding="utf-8")
    assert "nplurals=3" in first
    write(path, wanted)
    assert path.read_text(encoding="utf-8") == first


def test_check_names_each_fault(tmp_path: Path) -> None:
    entries = [
        'msgid "made-up title"\nmsgstr ""',
        'msgctxt "place"\nmsgid "made-up"\nmsgstr "выдуманное"',
        '#, fuzzy\nmsgid "made-up constant"\nmsgstr "выдуманное"',
        'msgid "100 %% of %(what)s"\nmsgstr "100 %% от %(who)s"',
        'msgid "%(n)s made-up row"\nmsgid_plural "%(n)s made-up rows"\n'
        'msgstr[0] "%(n)s"\nmsgstr[1] "%(n)s"\nmsgstr[2] "без числа"',
        'msgid "%(n)d made-up leaf"\nmsgid_plural "%(n)d made-up other leaves"\n'
        'msgstr[0] "%(n)d"\nmsgstr[1] "%(n)d"\nmsgstr[2] "%(n)d"',
        'msgid "made-up and gone"\nmsgstr "ушло"',
        '#~ msgid "made-up and put aside"\n#~ msgstr "отложено"',
    ]
    path = catalogue(tmp_path, "\n\n".join(entries) + "\n")
    assert problems(path, extracted(project(tmp_path))) == [
        "'made-up' is missing",
        "'made-up label' is missing",
        "'made-up and gone' is in no source",
        "'made-up and put aside' is obsolete",
        "'%(n)d made-up leaf' has another plural in the source",
        "'%(n)s made-up row' has other placeholders than its translation",
        "'100 %% of %(what)s' has other placeholders than its translation",
        "'made-up constant' is fuzzy",
        "'made-up title' is not translated",
    ]


def test_range_may_stand_for_both_ends(tmp_path: Path) -> None:
    root = project(tmp_path)
    (root / "events" / "module.py").write_text('_("from {since} to {until}")\n_("on {day}")\n')
    (root / "templates" / "events" / "page.html").unlink()
    ends = 'msgid "from {since} to {until}"\nmsgstr "{range}"\n\n'
    path = catalogue(tmp_path, f'{ends}msgid "on {{day}}"\nmsgstr "{{range}}"\n')
    assert problems(path, extracted(root)) == [
        "'on {day}' has other placeholders than its translation"
    ]


def test_placeholders_of_both_styles_are_found() -> None:
    text = "%(name)s of {total}, 5 %% and %d"
    assert placeholders(text) == ["%%", "%(name)s", "%d", "{total}"]


# Compiling


def test_catalogues_are_compiled_when_newer(tmp_path: Path) -> None:
    source = catalogue(tmp_path, 'msgid "made-up"\nmsgstr "выдуманное"\n')
    target = source.with_suffix(".mo")
    compile_catalogues(tmp_path / "locale")
    assert "выдуманное".encode() in target.read_bytes()
    target.write_bytes(b"kept")
    os.utime(source, (1, 1))
    compile_catalogues(tmp_path / "locale")
    assert target.read_bytes() == b"kept"


# Pages

SENTENCES = {
    "/": "Events involving Kyrgyzstan from 2021 to 2022",
    "/ru/": "События: страна — Кыргызстан; период — 2021–2022 годы",
    "/zh-hans/": "涉及吉尔吉斯斯坦，2021年至2022年的事件",
}


@pytest.mark.django_db
@pytest.mark.parametrize("prefix", SENTENCES)
def test_page_speaks_the_language_of_its_address(client: Client, prefix: str) -> None:
    factories.country("KG")
    query = {"country": "KG", "since": "2021", "until": "2022"}
    page = client.get(f"{prefix}timeline/", query).content.decode()
    assert page.partition("<title>")[2].partition(" · ")[0].strip() == SENTENCES[prefix]
