"""The message catalogues, with Babel instead of the gettext programs a machine may lack.

`update` brings locale/*/LC_MESSAGES/django.po in step with the code: new messages come in empty,
translations stay, what nobody says any more goes. `check` names what is missing, empty, fuzzy,
obsolete or has other placeholders; `compile` makes the files that Django reads, as `update`
does at its end.
"""

import ast
import re
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

from sco_portal.environment import BASE_DIR

LOCALE = BASE_DIR / "locale"
# Nothing in a header changes from run to run: no date, no path, no name.
HEADER = """\
# Messages of the portal; `make messages` keeps this file in step with the code.
msgid ""
msgstr ""
"Language: {catalog.locale}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {catalog.plural_forms}\\n"

"""
# Which arguments of Django's functions are messages, and which is the context ("c").
SINGULAR, PLURAL = None, (1, 2)
IN_CONTEXT, PLURAL_IN_CONTEXT = ((1, "c"), 2), ((1, "c"), 2, 3)
KEYWORDS = {
    "_": SINGULAR,
    "gettext": SINGULAR,
    "gettext_lazy": SINGULAR,
    "gettext_noop": SINGULAR,
    "ngettext": PLURAL,
    "ngettext_lazy": PLURAL,
    "pgettext": IN_CONTEXT,
    "pgettext_lazy": IN_CONTEXT,
    "npgettext": PLURAL_IN_CONTEXT,
    "npgettext_lazy": PLURAL_IN_CONTEXT,
}
PLACEHOLDER = re.compile(r"%%|%\(\w+\)[a-z]|%[a-z]|\{\w*\}")
# A filter's sentence may say both ends of a range in one phrase (events/filters/describe.py).
ENDS, RANGE = {"{since}", "{until}"}, "{range}"


def sources(root: Path) -> list[Path]:
    """The files that may hold messages; migrations only repeat those of the models."""
    modules = [path for app in ("events", "sco_portal") for path in (root / app).rglob("*.py")]
    modules = [path for path in modules if "migrations" not in path.parts]
    return sorted([*modules, *(root / "templates").rglob("*.html")])


def python_text(path: Path) -> str:
    """A file as Python text: of a template its messages, each in a call of gettext."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".html":
        return text
    # The lines keep the template's indentation, which means nothing and would be an error.
    return "\n".join(line.lstrip() for line in templatize(text, str(path)).splitlines())


def glosses(path: Path) -> Iterator[str]:
    """The docstrings of the vocabularies: the codebook shows them to readers, in one line."""
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    for node in ast.parse(text).body:
        if isinstance(node, ast.ClassDef) and (words := ast.get_docstring(node)):
            yield " ".join(words.split())


def extracted(root: Path = BASE_DIR) -> Catalog:
    """Every message of the code and the templates, with the comments for translators."""
    catalog = Catalog()
    for path in sources(root):
        text = BytesIO(python_text(path).encode())
        for _line, message, comments, context in extract(
            "python", text, keywords=KEYWORDS, comment_tags=["Translators:"]
        ):
            catalog.add(message, auto_comments=comments, context=context)
    for gloss in glosses(root / "events" / "choices.py"):
        catalog.add(gloss, auto_comments=["Codebook: what a vocabulary is and where it is from"])
    return catalog


def read(path: Path) -> Catalog:
    """One catalogue; the folder above says its language."""
    with path.open("rb") as file:
        return read_po(file, locale=path.parent.parent.name)


def parts(text: object) -> list[str]:
    """The forms of a message or a translation, which Babel gives as one text or several."""
    several = text if isinstance(text, (list, tuple)) else [text]
    return [str(form or "") for form in several]


def key(message: Message) -> tuple[str, str]:
    """What makes two messages the same: the (singular) text and the context."""
    return parts(message.id)[0], message.context or ""


def messages(catalog: Catalog) -> dict[tuple[str, str], Message]:
    """The messages without the header."""
    return {key(message): message for message in catalog if message.id}


def write(path: Path, wanted: Catalog) -> None:
    """The wanted messages, each with the translation that the file had for it."""
    locale = path.parent.parent.name
    kept = messages(read(path)) if path.exists() else {}
    catalog = Catalog(locale=locale)
    for name, message in messages(wanted).items():
        old = kept.get(name)
        catalog.add(
            message.id,
            old.string if old and old.pluralizable == message.pluralizable else None,
            auto_comments=message.auto_comments,
            context=message.context,
            flags=old.flags & {"fuzzy"} if old else (),
        )
    body = BytesIO()
    write_po(body, catalog, width=100, no_location=True, omit_header=True, sort_output=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(HEADER.format(catalog=catalog) + body.getvalue().decode(), encoding="utf-8")


def placeholders(text: str) -> list[str]:
    """What the code fills in, sorted; word order is the translator's."""
    return sorted(PLACEHOLDER.findall(text))


def _same_places(source: str, translation: str) -> bool:
    given, found = placeholders(source), placeholders(translation)
    if RANGE in found:
        given = sorted([RANGE, *(place for place in given if place not in ENDS)])
    return given == found


def _faults(message: Message, plurals: int) -> Iterator[str]:
    """What is wrong with the translation of one message."""
    if message.fuzzy:
        yield "is fuzzy"
    strings, forms = parts(message.string), plurals if message.pluralizable else 1
    if len(strings) != forms:
        yield f"has {len(strings)} forms of {forms}"
    if not all(strings):
        yield "is not translated"
    # The form for 1 says the number too where it stands for 21, so the plural is the measure.
    source = parts(message.id)[-1]
    if any(string and not _same_places(source, string) for string in strings):
        yield "has other placeholders than its translation"


def problems(path: Path, wanted: Catalog) -> list[str]:
    """All that is wrong with one catalogue, as sentences."""
    catalog = read(path)
    there, needed = messages(catalog), messages(wanted)
    found = [f"{text!r} is missing" for text, _context in sorted(needed.keys() - there.keys())]
    found += [
        f"{text!r} is in no source" for text, _context in sorted(there.keys() - needed.keys())
    ]
    found += [f"{key(message)[0]!r} is obsolete" for message in catalog.obsolete.values()]
    for name in sorted(needed.keys() & there.keys()):
        if there[name].id != needed[name].id:
            found.append(f"{name[0]!r} has another plural in the source")
        found += [f"{name[0]!r} {fault}" for fault in _faults(there[name], catalog.num_plurals)]
    return found


def compile_catalogues(locale: Path = LOCALE) -> None:
    """Make each .mo that is missing or older than its .po."""
    for source in sorted(locale.glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        catalog = read(source)
        with target.open("wb") as file:
            write_mo(file, catalog)


def main(arguments: list[str]) -> int:
    if arguments not in (["update"], ["check"], ["compile"]):
        sys.exit("usage: python -m tools.messages update | check | compile")
    if arguments == ["compile"]:
        compile_catalogues()
        return 0
    wanted, found = extracted(), []
    for path in sorted(LOCALE.glob("*/LC_MESSAGES/django.po")):
        if arguments == ["update"]:
            write(path, wanted)
        found += [f"{path.relative_to(BASE_DIR)}: {line}" for line in problems(path, wanted)]
    if arguments == ["update"]:
        compile_catalogues()
    print(*found, sep="\n", end="\n" if found else "", file=sys.stderr)
    return 1 if found and arguments == ["check"] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
