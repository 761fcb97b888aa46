"""Free text cut into the tokens of `vocabulary`; what no token covers is refused."""

import re
import unicodedata

from django.utils.translation import gettext_lazy as _

from .value import EdtfError, NotUnderstood
from .vocabulary import END, FIXED, START, Token


def scan(text: str) -> list[Token]:
    """The tokens of a text, noise words left out; EdtfError names what is no token."""
    text = normalise(text)
    tokens, position = [], 0
    while position < len(text):
        found = _longest(text, position)
        if not found:
            raise NotUnderstood(_("“%(text)s” was not understood."), text=text[position:])
        end, more = found
        tokens += more
        position = end + len(text[end:]) - len(text[end:].lstrip())
    return [token for token in tokens if token.letter != " "]


def normalise(text: str) -> str:
    """Lower case, plain full-width forms, single spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).lower().split())


def _longest(text, position):
    """(end, tokens) of the longest token here: so "или" is never "и" and a rest."""
    matches = [(pattern.match(text, position), tokens) for pattern, tokens in PATTERNS]
    matches = [(match, tokens) for match, tokens in matches if match]
    if not matches:
        return None
    match, tokens = max(matches, key=lambda pair: pair[0].end())
    return match.end(), tokens(match) if callable(tokens) else tokens


def _tokens(letters):
    """A builder that gives the groups of a match their letters, in order."""
    return lambda match: [
        Token(letter, int(value)) for letter, value in zip(letters, match.groups(), strict=True)
    ]


def _day_first(match):
    """17.09.2021; with dots the day comes first everywhere."""
    return _in_full(match, day=match[1], month=match[2], year=match[3])


def _either_first(match):
    """17/9/2021 or 9-17-2021: day or month first depends on the country, so one must tell."""
    day, month = match[1], match[3]
    if int(day) <= 12 and int(month) <= 12 and int(day) != int(month):
        raise EdtfError(
            _("“%(text)s” may be two different days: write the month as a word."), text=match[0]
        )
    if int(month) > 12:
        day, month = month, day
    return _in_full(match, day=day, month=month, year=match[4])


def _in_full(match, *, day, month, year):
    if len(year) == 2:
        raise EdtfError(_("“%(text)s”: write the year with four digits."), text=match[0])
    return [Token("d", int(day)), Token("m", int(month)), Token("y", int(year))]


def _decade(match):
    return [Token("e", f"{match[1]}X")]


def _century(match):
    return [Token("e", f"{match[1]}XX")]


#: Numbers; the longest wins, and of equals the first.
_NUMBERS = (
    (r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?![0-9])", _tokens("ymd")),
    (r"([0-9]{4})/([0-9]{1,2})/([0-9]{1,2})(?![0-9])", _tokens("ymd")),
    (r"([0-9]{4})\.([0-9]{1,2})\.([0-9]{1,2})(?![0-9])", _tokens("ymd")),
    (r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4}|[0-9]{2})(?![0-9])", _day_first),
    (r"([0-9]{1,2})([-/])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})(?![0-9])", _either_first),
    (r"([0-9]{4})-(0[1-9]|1[0-2])(?![-./]?[0-9])", _tokens("ym")),
    (r"([0-9]{1,2})\.(0[1-9]|1[0-2])(?!\.?[0-9])", _tokens("dm")),
    (
        rf"([0-9]{{3}})0(?:'?s|年代|-[ех](?: ?(?:годы|годов|гг?\.?))?){END}",
        _decade,
    ),
    (
        rf"{START}(?:some year in|(?:один|одного) из годов) ([0-9]{{2}})00[-–—](?:\1)99(?![0-9])",
        _century,
    ),
    (r"([0-9]{2})00[-–—](?:\1)99年间某年", _century),
    (r"([0-9]{4})(?![0-9]) ?年?", _tokens("y")),
    (r"(1[0-2]|0?[1-9]) ?月", _tokens("m")),
    (rf"([0-9]{{1,2}})(?:(?:st|nd|rd|th|-го|-е){END}| ?[日号])", _tokens("d")),
    (r"([0-9]{1,2})(?![0-9])", _tokens("n")),
)

PATTERNS = [
    *((re.compile(rf"(?<![0-9]){pattern}"), build) for pattern, build in _NUMBERS),
    *FIXED,
]
