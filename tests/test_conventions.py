"""House rules as tests: the order of imports, sizes and names, what views may say."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from sco_portal.environment import BASE_DIR
from tools.vendored import VENDOR, problems

EVENTS = BASE_DIR / "events"
MOST_LINES = 400

# Imports -------------------------------------------------------------------------------------

#: Who may import whom: a module imports from the lines above its own, and from no other.
ORDER = (
    ("choices", "edtf", "tokens"),
    ("models",),
    ("search", "checks"),
    ("filters", "timeline", "stats", "dataset", "converters"),
    ("curation", "intake", "assist", "exports", "pages"),
    ("views", "feeds", "sitemaps", "api", "admin", "management"),
    ("urls",),
)
LAYER = {module: layer for layer, modules in enumerate(ORDER) for module in modules}
#: Templates are given what they show; tags only put it into words.
LAYER["templatetags"] = 1
#: Started by Django before anything is there to import.
LAYER["apps"] = 0
#: Imports within one line, each with its reason.
SIDEWAYS: dict[tuple[str, str], str] = {}
#: Frozen by Django and imported by nobody.
NOT_WALKED = {"migrations", "__init__"}


def sources(*folders: str) -> list[Path]:
    """Every Python file of some folders of the checkout, migrations left out."""
    files = [path for folder in folders for path in sorted((BASE_DIR / folder).rglob("*.py"))]
    return [path for path in files if "migrations" not in path.parts]


def place(path: Path) -> str:
    return path.relative_to(BASE_DIR).as_posix()


def imported(tree: ast.AST, package: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    """Line and dotted name of every import; `from events import x` is an import of events.x."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            module = (*base, *([node.module] if node.module else []))
            for alias in node.names:
                yield node.lineno, ".".join((*module, alias.name))


def against_order(code: str, package: tuple[str, ...], module: str) -> list[str]:
    """Imports of a module of events/ that the order forbids, as `line: imported module`."""
    found = []
    for line, name in imported(ast.parse(code), package):
        parts = name.split(".")
        if parts[0] in {"tests", "tools"}:
            found.append(f"{line}: {parts[0]}")
        if parts[0] != "events" or len(parts) == 1 or parts[1] == module:
            continue
        is_above = LAYER.get(parts[1], len(ORDER)) < LAYER[module]
        if not is_above and (module, parts[1]) not in SIDEWAYS:
            found.append(f"{line}: events.{parts[1]}")
    return found


def test_imports_run_one_way() -> None:
    breaches = []
    for path in sources("events"):
        package = path.relative_to(BASE_DIR).parts[:-1]
        module = package[1] if len(package) > 1 else path.stem
        if module not in NOT_WALKED:
            found = against_order(path.read_text(encoding="utf-8"), package, module)
            breaches += [f"{place(path)}:{line}" for line in found]
    assert breaches == []


def test_every_module_has_its_place_in_the_order() -> None:
    there = {path.stem for path in EVENTS.iterdir() if path.suffix == ".py"}
    there |= {path.name for path in EVENTS.iterdir() if (path / "__init__.py").is_file()}
    assert there - NOT_WALKED - LAYER.keys() == set()


@pytest.mark.parametrize(
    ("module", "code", "found"),
    [
        ("dataset", "from events import curation", ["1: events.curation"]),
        ("dataset", "from ..curation import publish", ["1: events.curation"]),
        ("filters", "import events.stats", ["1: events.stats"]),
        ("models", "\nfrom events.search.keeping import x", ["2: events.search"]),
        ("edtf", "from tests import factories", ["1: tests"]),
        ("choices", "from events import nothing_of_this_name", ["1: events.nothing_of_this_name"]),
        ("curation", "from events import dataset, checks", []),
        ("dataset", "from .columns import TABLES\nfrom events.models import Event", []),
    ],
)
def test_import_order_tells_breaches_from_what_is_fine(
    module: str, code: str, found: list[str]
) -> None:
    assert against_order(code, ("events", module), module) == found


def test_nothing_is_imported_inside_a_function() -> None:
    breaches = [
        f"{place(path)}:{inner.lineno}"
        for path in sources("events", "sco_portal", "tools", "tests")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for inner in ast.walk(node)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    ]
    assert breaches == []


def test_no_signals_are_used() -> None:
    breaches = [
        f"{place(path)}:{line}"
        for path in sources("events", "sco_portal")
        for line, name in imported(ast.parse(path.read_text(encoding="utf-8")), ())
        if ".signals" in name or name == "django.dispatch.receiver"
    ]
    assert breaches == []


# Sizes and names -----------------------------------------------------------------------------


def test_modules_are_of_readable_size() -> None:
    lines = {path: path.read_text(encoding="utf-8").count("\n") for path in sources("events")}
    lines |= {path: path.read_text(encoding="utf-8").count("\n") for path in sources("tests")}
    assert {place(path): count for path, count in lines.items() if count > MOST_LINES} == {}


def test_modules_are_named_after_what_they_hold() -> None:
    empty = {"utils", "util", "helpers", "helper", "common", "misc", "lib"}
    files = sources("events", "sco_portal", "tools", "tests")
    names = [place(path) for path in files if empty & {path.stem, *path.parent.parts}]
    assert names == []


# Safety ------------------------------------------------------------------------------------

#: Files that put text on a page unescaped, each with its reason.
TRUSTED: dict[str, str] = {}
MARKERS = {"mark_safe", "SafeString", "SafeText"}


def marked_safe(code: str) -> list[str]:
    """Lines that call text safe by hand; the empty text is, and annotations name a type."""
    return [
        str(node.lineno)
        for node in ast.walk(ast.parse(code))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func).split(".")[-1] in MARKERS
        and [ast.unparse(argument) for argument in node.args] != ["''"]
    ]


def test_nothing_is_marked_safe() -> None:
    breaches = [
        f"{place(path)}:{line}"
        for path in sources("events", "sco_portal")
        for line in marked_safe(path.read_text(encoding="utf-8"))
    ]
    assert [breach for breach in breaches if breach.split(":")[0] not in TRUSTED] == []


def test_safe_check_tells_breaches_from_what_is_fine() -> None:
    assert marked_safe("mark_safe(typed)") == ["1"]
    assert marked_safe("safestring.SafeString(typed)") == ["1"]
    assert marked_safe("def tag() -> SafeString:\n    return SafeString('')") == []


# One flow ------------------------------------------------------------------------------------

INTERFACES = ("views", "feeds", "sitemaps", "api", "urls")
CONDITIONS = {"filter", "exclude", "raw", "extra", "complex_filter"}
MANAGERS = {"objects", "_default_manager", "_base_manager"}
#: By key, not by condition.
LOOKUPS = {"in_bulk"}


def interfaces() -> list[Path]:
    """The modules that face readers; the admin, which faces curators, is Django's own way."""
    files = sources("events")
    return [path for path in files if path.relative_to(EVENTS).parts[0].split(".")[0] in INTERFACES]


def verbs() -> set[str]:
    """Every verb that a QuerySet of ours defines."""
    return {
        verb.name
        for path in sources("events/models")
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.ClassDef) and node.name.endswith("QuerySet")
        for verb in node.body
        if isinstance(verb, ast.FunctionDef) and not verb.name.startswith("_")
    }


def conditions(code: str, verbs: set[str]) -> list[str]:
    """Conditions typed outside a QuerySet, as `line: method`."""
    found = []
    for node in ast.walk(ast.parse(code)):
        if not isinstance(node, ast.Attribute):
            continue
        asked = node.value
        of_manager = isinstance(asked, ast.Attribute) and asked.attr in MANAGERS
        if node.attr in CONDITIONS or of_manager and node.attr not in verbs | LOOKUPS:
            found.append(f"{node.lineno}: {node.attr}")
    return found


def test_views_speak_in_verbs_of_querysets() -> None:
    known = verbs()
    breaches = [
        f"{place(path)}:{line}"
        for path in interfaces()
        for line in conditions(path.read_text(encoding="utf-8"), known)
    ]
    assert breaches == []


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("Event.objects.filter(status='x')", ["1: filter"]),
        ("Event.objects.published().exclude(pk=1)", ["1: exclude"]),
        ("Event.objects.all()", ["1: all"]),
        ("Event.objects.published().with_related()", []),
        ("Tombstone.objects.in_bulk(['ev1'])", []),
    ],
)
def test_verb_check_tells_breaches_from_what_is_fine(code: str, found: list[str]) -> None:
    assert conditions(code, {"published", "with_related"}) == found


#: Reading a parameter by name elsewhere than in events/filters, each with its reason.
OWN_PARAMETERS = {
    "events/admin": "the admin has parameters of its own: the revision in hand, its searches",
}
#: What may be asked of request.GET without naming a parameter.
WHOLE = {"copy", "urlencode", "dict", "lists", "items"}


def named_parameters(code: str) -> list[str]:
    """Lines where `request.GET` is more than handed on whole."""
    tree = ast.parse(code)
    handed_on: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            handed_on |= {*node.args, *(keyword.value for keyword in node.keywords)}
        elif isinstance(node, ast.Attribute) and node.attr in WHOLE:
            handed_on.add(node.value)
    return [
        str(node.lineno)
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr == "GET" and node not in handed_on
    ]


def test_only_filters_know_names_of_parameters() -> None:
    breaches = [
        f"{place(path)}:{line}"
        for path in sources("events", "sco_portal")
        if not place(path).startswith(("events/filters", *OWN_PARAMETERS))
        for line in named_parameters(path.read_text(encoding="utf-8"))
    ]
    assert breaches == []


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("request.GET.get('country')", ["1"]),
        ("request.GET['country']", ["1"]),
        ("'country' in self.request.GET", ["1"]),
        ("given = request.GET", ["1"]),
        ("select(EventFilter, request.GET)", []),
        ("request.GET.urlencode()", []),
    ],
)
def test_parameter_check_tells_breaches_from_what_is_fine(code: str, found: list[str]) -> None:
    assert named_parameters(code) == found


# Files of others -----------------------------------------------------------------------------


def test_vendored_files_are_listed_with_their_checksums() -> None:
    assert problems(VENDOR) == []
