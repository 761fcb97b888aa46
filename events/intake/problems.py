"""Why something was not taken in: every refusal with the field it is about."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from .likeness import Likeness

Problems = Iterable[tuple[str, str]]


class IntakeError(Exception):
    """A refusal; `problems` are (field, message), the field empty where it is about no one."""

    def __init__(self, problems: Problems | str) -> None:
        if isinstance(problems, str):
            problems = [("", problems)]
        self.problems: list[tuple[str, str]] = [(name, str(text)) for name, text in problems]
        super().__init__(" ".join(message for _field, message in self.problems))


class Duplicate(IntakeError):
    """The article is there already; `likeness` names it and says how that was seen."""

    def __init__(self, likeness: Likeness) -> None:
        self.likeness = likeness
        existing = likeness.article.public_id
        field, message = {
            "url": ("url", _("%(article)s has this address already.")),
            "text": ("text", _("%(article)s has this very text already.")),
            "near": ("text", _("%(article)s has nearly the same text.")),
        }[likeness.how]
        super().__init__([(field, message % {"article": existing})])
