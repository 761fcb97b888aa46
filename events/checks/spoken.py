"""Whose words a statement gives, and whether its quotation stands where it is taken from."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from django.db.models import Q
from django.utils.translation import gettext as _

from events.choices import StatementKind, StatementRole
from events.models import Paragraph, Statement
from events.tokens import words

from .problem import Problem

#: Kinds of statements that somebody made; a joint text and a read-out may name nobody.
_SPOKEN = (StatementKind.QUOTATION, StatementKind.PARAPHRASE)
_WHOSE = (StatementRole.SPEAKER, StatementRole.ON_BEHALF_OF)
#: Where a quotation leaves words of its source out, or puts in our own between brackets.
_CUT = re.compile(r"\[[^\]]*\]|…+|⋯+|\.(?:\s*\.){2,}")


def without_speaker(statement: Statement) -> Iterator[Problem]:
    """Words that nobody is named for."""
    if statement.kind not in _SPOKEN:
        return
    if not any(party.role in _WHOSE for party in statement.parties.all()):
        yield Problem("parties", _("Nobody is named as its speaker, or on whose behalf it was."))


def misquoted(statement: Statement) -> Iterator[Problem]:
    """A quotation that is not in the passages it rests on, as far as their words were captured.

    It may run on into a neighbouring passage. Where one of the passages has no captured text it
    may stand there: then it is only worth a look.
    """
    if not statement.quotation:
        return
    cited = Paragraph.objects.filter(evidence__in=statement.evidence.supporting())
    passages = list(cited.order_by("pk").distinct())
    texts = _texts_around([p for p in passages if p.text or not p.number])
    captured = [p for p in passages if p.text or (not p.number and p.capture_id in texts)]
    if not captured:
        return
    if any(stands_in(statement.quotation, text) for text in _stretches(texts)):
        return
    is_certain = len(captured) == len(passages)
    yield Problem(
        "quotation",
        _("The quotation does not stand word for word in the passages that it rests on."),
        level="error" if is_certain else "warning",
    )


def stands_in(quotation: str, text: str) -> bool:
    """Whether a text holds a quotation; the parts of a shortened one, one after another.

    Case, spaces, quotation marks and other punctuation may differ, the words may not.
    """
    parts = [found for part in _CUT.split(quotation) if (found := list(words(part)))]
    source, place = f" {' '.join(words(text))} ", 0
    for part in parts:
        looked_for = f" {' '.join(part)} "
        found_at = source.find(looked_for, place)
        if found_at < 0:
            return False
        # The space after a part may be the one before the next.
        place = found_at + len(looked_for) - 1
    return bool(parts)


def _texts_around(cited: list[Paragraph]) -> dict[int, dict[int, str]]:
    """The captured text of passages and their neighbours by number, capture by capture.

    Number 0 stands for the whole article: all passages are its neighbours.
    """
    near = Q(pk__in=[])
    for passage in cited:
        around = Q(capture=passage.capture_id)
        if passage.number:
            around &= Q(number__gte=passage.number - 1, number__lte=passage.number + 1)
        near |= around
    texts: dict[int, dict[int, str]] = defaultdict(dict)
    rows = Paragraph.objects.filter(near).exclude(text="")
    for capture, number, text in rows.values_list("capture", "number", "text"):
        texts[capture][number] = text
    return texts


def _stretches(texts: dict[int, dict[int, str]]) -> Iterator[str]:
    """Texts of passages that follow each other, as one."""
    for by_number in texts.values():
        yield by_number.get(0, "")
        run: list[str] = []
        for number in sorted(number for number in by_number if number):
            if run and number - 1 not in by_number:
                yield "\n".join(run)
                run = []
            run.append(by_number[number])
        yield "\n".join(run)
