"""The style sheets: colours in one file, the two dark themes alike, nothing fetched elsewhere."""

import re

import pytest

from events.choices import EventKind, Verb
from events.templatetags.portal import MARKS, STEP_CLASSES, STEP_SYMBOLS
from sco_portal.environment import BASE_DIR

CSS = BASE_DIR / "static" / "css"
TOKENS = (CSS / "tokens.css").read_text(encoding="utf-8")
SITE = (CSS / "site.css").read_text(encoding="utf-8")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
DECLARATION = re.compile(r"(--[\w-]+):\s*([^;]+);")


def declared(selector: str) -> dict[str, str]:
    """The custom properties of the block that begins with a selector."""
    block = COMMENT.sub("", TOKENS).split(selector, 1)[1].split("}", 1)[0]
    return dict(DECLARATION.findall(block))


def test_dark_themes_by_system_and_by_switch_are_alike() -> None:
    by_system = declared(':root:not([data-theme="light"]) {')
    by_switch = declared(':root[data-theme="dark"] {')
    assert by_switch == by_system
    assert len(by_switch) == 42


def test_printing_is_light() -> None:
    light, printed = (
        declared(':root[data-theme="light"] {'),
        declared(':root[data-theme="dark"] {\n    color-scheme'),
    )
    assert printed == {name: light[name] for name in printed}
    assert printed.keys() == declared(':root[data-theme="dark"] {').keys()


def test_colours_stand_in_tokens_alone() -> None:
    colours = r"#[0-9a-fA-F]{3,8}\b|\b(?:rgb|hsl|oklch|color)a?\("
    assert re.findall(colours, COMMENT.sub("", SITE)) == []


def test_every_token_in_use_is_declared() -> None:
    known = set(declared(':root[data-theme="light"] {'))
    # Set by the classes of the marks, k-s and its like.
    known |= {"--k", "--ke"}
    used = set(re.findall(r"var\((--[\w-]+)", SITE + TOKENS))
    assert used - known == set()


@pytest.mark.parametrize("text", [TOKENS, SITE], ids=["tokens", "site"])
def test_style_sheet_fetches_nothing(text: str) -> None:
    assert re.findall(r"@import|url\(|@font-face", text) == []


def test_every_mark_has_its_symbol_and_its_class() -> None:
    sprite = (BASE_DIR / "templates/partials/_sprite.html").read_text(encoding="utf-8")
    symbols = set(re.findall(r'<symbol id="(\w+)"', sprite))
    assert set(MARKS) == set(EventKind)
    assert set(STEP_SYMBOLS) == set(Verb)
    assert {symbol for symbol, _css in MARKS.values()} | set(STEP_SYMBOLS.values()) <= symbols
    classes = {f".{css}" for _symbol, css in MARKS.values()}
    classes |= {f".st.{css}" for css in STEP_CLASSES.values() if css != "said"}
    assert [css for css in sorted(classes) if f"{css} {{" not in SITE] == []
