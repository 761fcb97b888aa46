"""The forms of an import as a browser would fill them in, and what their pages say."""

from __future__ import annotations

import html
import re
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from events import models

IMPORT = "/admin/desk/import/"
TEXT = """Made-up ministers meet in a made-up town

2024-07-05

The made-up ministers of two countries met in the town on Friday and spoke for two hours about \
rivers, roads and schools, a person who does not exist told the made-up press.

They agreed to meet again in the autumn, in another town that nobody has ever seen, and to bring \
their deputies, who had stayed at home this time because of the rain.
"""
OTHER = """Made-up words on another matter

Somebody wrote a very different report about bees, honey and the price of wax in a year that never \
was, with so many words that it resembles nothing else in these made-up tests.
"""


def tables() -> list[int]:
    """How many rows the tables have that an import writes to."""
    kinds = (models.Article, models.Capture, models.Paragraph, models.Publisher)
    return [kind.objects.count() for kind in kinds]


def read(client: Client, **given: Any) -> Any:
    """The answer to what was given in step 1."""
    return client.post(IMPORT, {"step": "read", "url": "", "text": "", **given})


def upload(content: bytes | str, name: str = "made-up.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)


def filled(answer: Any, **changes: Any) -> dict[str, Any]:
    """The correction form of a page as a browser would send it."""
    correction = answer.context["correction"]
    data: dict[str, Any] = {"step": "save", "origin": correction.carried}
    data["waiting"] = [row.carried for row in answer.context["waiting"]]
    forms = [correction.passages.management_form, *correction.passages]
    forms += [correction.about] if correction.about else []
    for form in forms:
        for bound in form:
            value = bound.value()
            data[bound.html_name] = "" if value in (None, False) else str(value)
    return {**data, **changes}


def problems(answer: Any) -> list[str]:
    """What is said to be wrong, as plain text."""
    found = re.findall(
        r'class="(?:errorlist[^"]*|problem[^"]*)"[^>]*>(.*?)</(?:ul|p)>', shown(answer), re.S
    )
    return [html.unescape(re.sub(r"<[^>]+>", "", text)).strip() for text in found]


def shown(answer: Any) -> str:
    return answer.content.decode()


def texts(article: models.Article) -> list[tuple[int, str, str]]:
    """Number, kind and beginning of every passage of an article's newest capture."""
    capture = article.captures.order_by("pk").last()
    rows = capture.paragraphs.order_by("number")
    return [(row.number, row.kind, row.text[:12]) for row in rows]


def passage(index: int, kind: str, text: str, **more: str) -> dict[str, str]:
    """The fields of one passage."""
    fields = {"kind": kind, "dated": "", "text": text, "join": "", "drop": "", **more}
    return {f"passages-{index}-{name}": value for name, value in fields.items()}


def choices(answer: Any) -> list[str]:
    return [value for value, _label in answer.context["correction"].choice.fields["choice"].choices]
