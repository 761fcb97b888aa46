"""What a page says, without its markup."""

import re
from html import unescape


def words(markup: str) -> str:
    """The words of markup, white space single."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", markup))).strip()


def text_of(response) -> str:
    """The words of a whole page; script, style and symbols left out."""
    silent = r"<(script|style|title|symbol).*?</\1>"
    return words(re.sub(silent, " ", response.content.decode(), flags=re.DOTALL))


def between(text: str, start: str, end: str) -> str:
    """What stands between two texts."""
    return text.split(start, 1)[1].split(end, 1)[0].strip()


def sections(response, pattern: str) -> list[str]:
    """The words of every element that a pattern captures."""
    found = re.findall(pattern, response.content.decode(), re.DOTALL)
    return [words(part) for part in found]


def claims(response) -> dict[str, tuple[str, str]]:
    """Label -> (claim, evidence) of the three columns."""
    rows = re.findall(
        r'<dt>(.*?)</dt>\s*<dd class="val[^"]*">(.*?)</dd>\s*<dd class="src">(.*?)</dd>',
        response.content.decode(),
        re.DOTALL,
    )
    return {words(label): (words(claim), words(source)) for label, claim, source in rows}


def table_rows(response) -> list[list[str]]:
    """The cells of every table row with roles."""
    rows = re.findall(r'<tr role="row">(.*?)</tr>', response.content.decode(), re.DOTALL)
    return [[words(c) for c in re.findall(r"<t[hd].*?>(.*?)</t[hd]>", row, re.S)] for row in rows]
