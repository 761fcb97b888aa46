"""Everything a curator coded from an article, handed over to the reviewers at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import transaction

from events.choices import Triage
from events.models import Article

from .articles import finish, next_article
from .base import record_id
from .selfcheck import Line, refused_by, self_check, work_on
from .steps import submit


@dataclass(frozen=True)
class Submitted:
    """What was handed over, and what to code next."""

    ids: list[str]
    next: Article | None


class Refused(Exception):
    """The self-check found errors; nothing has changed."""

    def __init__(self, lines: list[Line]) -> None:
        self.lines = lines
        super().__init__(" ".join(line.message for line in lines if line.level == "error"))


@transaction.atomic
def submit_article(article: Article, user: Any) -> Submitted:
    """Submit a user's drafts and revisions of an article, and finish it.

    Refused names what the self-check found, if one of it is an error.
    """
    subjects = work_on(article, user).of(user)
    lines = self_check(article, user)
    if refused_by(lines, subjects):
        raise Refused(lines)
    for subject in subjects:
        submit(subject, user)
    finish(article, Triage.CODED, user, records=len(subjects))
    return Submitted(
        [record_id(subject) for subject in subjects], next_article(user, after=article)
    )
