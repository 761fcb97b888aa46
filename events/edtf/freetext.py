"""Dates as curators type them, in English, Russian and Chinese, turned into EDTF.

Everything typed has to be used up by the grammar or the text is refused with a reason; the
form shows the result in words before anything is saved. Conventions where people differ:

- early, mid and late (上旬, 中旬, 下旬) are one unknown day among the days 1-10, 11-20 and
  21 to the end of the month: "mid-June 2017" is `[2017-06-11..2017-06-20]`;
- "until" and "from" give a span (`../X`, `X/..`); "by", "no later than", "no earlier than",
  "before" and "after" give one unknown day, the last two without what they name;
- a winter needs both its years; "1900s" is the decade 1900-1909;
- Russian «до» is refused when it stands first: it may include what it names or not.
"""

import re
from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .items import WINTER, Item, complete, read_item
from .parse import MARKED_SET, parse
from .scan import normalise, scan
from .value import Edtf, EdtfError, NotUnderstood
from .vocabulary import EARLY, MID, Token

_DAYS_AGO = {
    **dict.fromkeys(("today", "сегодня", "今天"), 0),
    **dict.fromkeys(("yesterday", "вчера", "昨天"), 1),
}

#: Far more than any date needs; bounds the work on a hostile text.
_LONGEST = 200

_LIKE_EDTF = re.compile(
    r"(?:Y-?[0-9]|[\[{]?[-?~%./]*[0-9Xu]{4})(?:[-0-9XuTYESZ?~%.,/\[\]{}:+]|open|unknown)*"
)


def read(text: str, *, today: date | None = None) -> Edtf:
    """The date a person typed, or EdtfError with the reason it was not understood.

    EDTF itself is taken as it stands. `today` is what "today" and "yesterday" count from:
    the local date unless given.
    """
    try:
        return parse(text)
    except EdtfError as error:
        strict = error
    if not text.strip():
        raise strict
    if len(text) > _LONGEST:
        raise EdtfError(_("This is too long for a date."))
    days_ago = _DAYS_AGO.get(normalise(text))
    if days_ago is not None:
        return parse(((today or timezone.localdate()) - timedelta(days=days_ago)).isoformat())
    try:
        return parse(_translated(_tidied(scan(text))))
    except NotUnderstood:
        if _LIKE_EDTF.fullmatch(text.strip()):
            raise strict from None
        raise


def _letters(tokens):
    return "".join(token.letter for token in tokens)


def _tidied(tokens):
    """Winters with both years made one token, and commas that separate nothing dropped."""
    match = re.search(r"sy[-/][yn]|y-ys", _letters(tokens))
    while match:
        start, end = match.span()
        tokens = [*tokens[:start], _winter(tokens[start:end]), *tokens[end:]]
        match = re.search(r"sy[-/][yn]|y-ys", _letters(tokens))
    letters = _letters(tokens)
    idle = {match.start() for match in re.finditer(r"(?<=[ndms]),(?=y)|,(?=\|)", letters)}
    return [token for index, token in enumerate(tokens) if index not in idle]


def _winter(tokens):
    """winter 2021–2022, winter 2021/22, 2021—2022年冬季."""
    season = next(token.value for token in tokens if token.letter == "s")
    first, last = (token.value for token in tokens if token.letter in "yn")
    if season != WINTER or last not in (first + 1, (first + 1) % 100):
        raise NotUnderstood(_("This was not understood as a date."))
    return Token("e", f"{first:04d}-{WINTER}")


def _span(first, last):
    return f"{first}/{last}"


def _stretch(first, last):
    return f"[{first}..{last}]"


def _before(item):
    return f"[..{_neighbour(item, days=-1)}]"


def _after(item):
    return f"[{_neighbour(item, days=1)}..]"


def _neighbour(text, *, days):
    """The last day, month or year before a date, or the first after it."""
    value = parse(text)
    if value.qualified:
        raise EdtfError(MARKED_SET)
    try:
        day = (value.earliest if days < 0 else value.latest) + timedelta(days=days)
    except OverflowError:
        raise EdtfError(_("Years run from 0001 to 9999.")) from None
    return day.isoformat()[: {"month": 7, "year": 4}.get(value.precision, 10)]


_I = r"([ymdnsexDM~?AQ]+)"

#: (letters, whether a mark in front covers both ends, EDTF of the items).
_SHAPES = tuple(
    (re.compile(pattern), spread, build)
    for pattern, spread, build in (
        (rf"pf{_I}[-o]{_I}", False, _stretch),
        (rf"w{_I}[-&]{_I}", False, _stretch),
        (rf"{_I}-{_I}c", True, _stretch),
        (rf"f{_I}[-ouq]{_I}", False, _span),
        (rf"{_I}-{_I}", True, _span),
        (rf"f{_I}k?", False, "{}/..".format),
        (rf"f{_I}k?E", False, "{}/".format),
        (rf"[uo]{_I}", False, "../{}".format),
        (rf"[uo]{_I}S", False, "/{}".format),
        (rf"b{_I}|{_I}v", False, "[..{}]".format),
        (rf"g{_I}|{_I}l", False, "[{}..]".format),
        (rf"B{_I}|{_I}V", False, _before),
        (rf"a{_I}|{_I}L", False, _after),
        (rf"{_I}(?:,{_I})*\|{_I}", False, None),
    )
)


def _translated(tokens):
    """EDTF of a whole text; `parse` still has to agree."""
    letters = _letters(tokens)
    if re.fullmatch(_I, letters):
        return _single(read_item(tokens))
    # "возможно, примерно по июнь": marks in front of a preposition belong to the date behind.
    match = re.match(r"[~?]+(?![ymdnsexDM~?])", letters)
    tokens, moved = (tokens[match.end() :], tokens[: match.end()]) if match else (tokens, [])
    letters = _letters(tokens)
    for pattern, spread, build in _SHAPES:
        if pattern.fullmatch(letters):
            items = complete(_items(tokens, moved), spread=spread)
            texts = [item.text() for item in items]
            return build(*texts) if build else f"[{','.join(texts)}]"
    raise _unknown(letters)


def _items(tokens, moved):
    runs: list[list[Token]] = [[]]
    for token in tokens:
        if re.fullmatch(_I, token.letter):
            runs[-1].append(token)
        elif runs[-1]:
            runs.append([])
    first, *others = [run for run in runs if run]
    return [read_item([*moved, *first]), *(read_item(run) for run in others)]


def _single(item):
    """A date by itself; early, mid and late are one unknown day of a third of the month."""
    if not item.third:
        return item.text()
    if item.is_marked:
        raise EdtfError(MARKED_SET)
    month = Item(year=item.year, month=item.month).text()
    first, last = {EARLY: (1, 10), MID: (11, 20)}.get(item.third, (21, parse(month).latest.day))
    return _stretch(f"{month}-{first:02d}", f"{month}-{last:02d}")


def _unknown(letters):
    if letters.startswith("q"):
        return EdtfError(
            _("«до» may include the date or not: write «по», «не позднее» or «раньше».")
        )
    if "&" in letters:
        return EdtfError(_("Write “–” between the ends of a span and “or” between single days."))
    return NotUnderstood(_("This was not understood as a date."))
