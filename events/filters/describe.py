"""A filter as a sentence: "Events involving Kyrgyzstan from 2021 to 2025".

Every clause is one translatable pattern with named places, so that a translator may turn the
words round; the order of subject and clauses is a pattern too.
"""

from __future__ import annotations

from collections.abc import Iterable
from string import Formatter
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext, pgettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from events import edtf
from events.choices import ActorKind, DocumentKind, EventKind, StatementKind

from .filtersets import (
    ActorFilter,
    ArticleFilter,
    DocumentFilter,
    EventFilter,
    InitiativeFilter,
    ListFilter,
    StatementFilter,
)
from .parameters import CERTAIN

#: A piece of text, and whether it is a value that the reader chose.
Segment = tuple[str, bool]


class Sentence(tuple[Segment, ...]):
    """Segments that read as one text when joined."""

    def __str__(self) -> str:
        return "".join(text for text, _marked in self)


SUBJECT: dict[type[ListFilter], Any] = {
    EventFilter: _("events"),
    StatementFilter: _("statements"),
    InitiativeFilter: _("initiatives"),
    DocumentFilter: _("documents"),
    ActorFilter: _("actors"),
    ArticleFilter: _("articles"),
}

#: Kinds that name the subject themselves; other kinds are a clause.
PLURALS: dict[type[ListFilter], dict[str, Any]] = {
    EventFilter: {
        EventKind.SUMMIT: _("summits"),
        EventKind.COUNCIL_MEETING: _("council meetings"),
        EventKind.MINISTERIAL: _("ministerials"),
        EventKind.BILATERAL_MEETING: _("bilateral meetings"),
        EventKind.VISIT: _("visits"),
        EventKind.CONSULTATION: _("consultations"),
        EventKind.SIGNING: _("signings"),
        EventKind.CONFERENCE: _("conferences"),
        EventKind.CULTURAL_EVENT: _("cultural events"),
        EventKind.EXERCISE: _("exercises"),
        EventKind.OBSERVER_MISSION: _("observer missions"),
        EventKind.PRESS_CONFERENCE: _("press conferences"),
        EventKind.INTERVIEW: _("interviews"),
        EventKind.STATEMENT_RELEASE: pgettext_lazy("event", "statements"),
        EventKind.OTHER: _("other events"),
    },
    StatementFilter: {
        StatementKind.QUOTATION: _("quotations"),
        StatementKind.PARAPHRASE: _("paraphrases"),
        StatementKind.JOINT_TEXT: _("joint texts"),
        StatementKind.READ_OUT: _("read-outs"),
    },
    DocumentFilter: {
        DocumentKind.TREATY: _("treaties"),
        DocumentKind.AGREEMENT: _("agreements"),
        DocumentKind.PROTOCOL: _("protocols"),
        DocumentKind.DECLARATION: _("declarations"),
        DocumentKind.COMMUNIQUE: _("communiques"),
        DocumentKind.STATEMENT: pgettext_lazy("document", "statements"),
        DocumentKind.STRATEGY: _("strategies"),
        DocumentKind.PROGRAMME: _("programmes"),
        DocumentKind.PLAN: _("plans"),
        DocumentKind.CONCEPT: _("concepts"),
        DocumentKind.DECISION: _("decisions"),
        DocumentKind.RESOLUTION: _("resolutions"),
        DocumentKind.REGULATION: _("regulations"),
        DocumentKind.MEMORANDUM: _("memorandums"),
        DocumentKind.OTHER: _("other documents"),
    },
    ActorFilter: {
        ActorKind.PERSON: _("people"),
        ActorKind.ORGANISATION: _("organisations"),
        ActorKind.ORGAN: _("organs"),
    },
}

#: The clause of each parameter, in the order of the sentence; None where code below decides.
CLAUSES: dict[str, Any] = {
    "country": None,
    "actor": pgettext_lazy("filter", "with {values}"),
    "verb": pgettext_lazy("filter", "with the step “{values}”"),
    "organ": pgettext_lazy("filter", "of {values}"),
    "place": pgettext_lazy("filter", "in {values}"),
    "kind": pgettext_lazy("filter", "of the kind “{values}”"),
    "group": pgettext_lazy("filter", "in the group “{values}”"),
    "since": None,
    "year": pgettext_lazy("filter by year", "in {values}"),
    "certainty": pgettext_lazy("filter", "certainly within these dates"),
    "topic": pgettext_lazy("filter", "about {values}"),
    "initiative": pgettext_lazy("filter", "on the initiative “{values}”"),
    "state": pgettext_lazy("filter", "that were {values}"),
    "mode": pgettext_lazy("filter", "{values}"),
    "q": pgettext_lazy("filter", "matching “{values}”"),
}
OWN_CLAUSES: dict[tuple[type[ListFilter], str], Any] = {
    (StatementFilter, "country"): pgettext_lazy("filter", "on behalf of or to {values}"),
    (ActorFilter, "country"): pgettext_lazy("filter", "representing {values}"),
    (ArticleFilter, "country"): pgettext_lazy("filter", "cited for {values}"),
    (ArticleFilter, "kind"): pgettext_lazy("filter", "from publishers of the kind “{values}”"),
    (DocumentFilter, "organ"): pgettext_lazy("filter", "adopted by {values}"),
}
INVOLVING = pgettext_lazy("filter", "involving {values}")
#: By (together, only).
INVOLVING_HOW: dict[tuple[bool, bool], Any] = {
    (False, False): INVOLVING,
    (True, False): pgettext_lazy("filter", "involving {values} together"),
    (False, True): pgettext_lazy("filter", "involving {values} and no other state"),
    (True, True): pgettext_lazy("filter", "involving {values} together and no other state"),
}
REPRESENTED = pgettext_lazy("filter", "with {values} represented")


def describe(filterset: ListFilter) -> Sentence:
    """The sentence of a filter that was asked `is_valid()`, in the active language."""
    if not filterset.is_valid():
        return Sentence([(gettext("Nothing, because the filter cannot be read"), False)])
    clauses = [clause for name in CLAUSES if (clause := _clause(filterset, name))]
    subject = _subject(filterset)
    if clauses:
        pattern = pgettext("filter", "{subject} {clauses}")
        subject = fill(pattern, subject=subject, clauses=_enumerated(clauses))
    (first, marked), *rest = subject
    return Sentence([(capfirst(first), marked), *rest])


def period(since: edtf.Edtf | None, until: edtf.Edtf | None) -> list[Segment]:
    """A range of dates as a clause.

    Translators may use {range}, which is the whole in words, in place of both ends.
    """
    if since and until:
        if since.text == until.text:
            on_day = pgettext("filter", "on {day}")
            in_month = pgettext("filter", "in {month}")
            when = [(edtf.words(since), True)]
            return fill(on_day if since.is_day else in_month, day=when, month=when)
        return fill(
            pgettext("filter", "from {since} to {until}"),
            since=[(edtf.words(since), True)],
            until=[(edtf.words(until), True)],
            range=[(edtf.words(f"{since.text}/{until.text}"), True)],
        )
    if since:
        pattern, text, span = pgettext("filter", "since {since}"), since, f"{since.text}/.."
    elif until:
        pattern, text, span = pgettext("filter", "until {until}"), until, f"../{until.text}"
    else:
        return []
    words = [(edtf.words(text), True)]
    return fill(pattern, since=words, until=words, range=[(edtf.words(span), True)])


def fill(pattern: Any, **values: list[Segment]) -> list[Segment]:
    """Put segments into the named places of a pattern."""
    segments: list[Segment] = []
    for text, name, _format, _conversion in Formatter().parse(str(pattern)):
        if text:
            segments.append((text, False))
        if name:
            segments += values[name]
    return segments


def listed(labels: Iterable[str], *, together: bool = False) -> list[Segment]:
    """Values joined by "or", or by "and" where all of them are meant."""
    *others, last = [[(label, True)] for label in labels]
    if not others:
        return last
    head = others[0]
    for label in others[1:]:
        head = fill(pgettext("list", "{head}, {next}"), head=head, next=label)
    pair = (
        pgettext("list", "{head} and {last}") if together else pgettext("list", "{head} or {last}")
    )
    return fill(pair, head=head, last=last)


def _enumerated(clauses: list[list[Segment]]) -> list[Segment]:
    """Two clauses stand side by side; more are parted by commas."""
    joint = (
        pgettext("clauses of a sentence, up to two", "{head} {next}")
        if len(clauses) < 3
        else pgettext("clauses of a sentence, three or more", "{head}, {next}")
    )
    head, *others = clauses
    for clause in others:
        head = fill(joint, head=head, next=clause)
    return head


def _subject(filterset: ListFilter) -> list[Segment]:
    plurals = PLURALS.get(type(filterset))
    if plurals and filterset.given["kind"]:
        return listed([str(plurals[kind]) for kind in filterset.given["kind"]], together=True)
    return [(str(SUBJECT[type(filterset)]), False)]


def _clause(filterset: ListFilter, name: str) -> list[Segment]:
    values = filterset.given
    given: Any = values.get(name)
    if name == "since":
        return period(values.get("since"), values.get("until"))
    if not given or (name == "kind" and type(filterset) in PLURALS):
        return []
    if name == "certainty":
        return fill(CLAUSES[name]) if given == CERTAIN else []
    labels = filterset.labels(name)
    if name == "country" and isinstance(filterset, EventFilter):
        return _involving(labels, together=values["together"], only=values["only"])
    pattern = OWN_CLAUSES.get((type(filterset), name), CLAUSES[name] or INVOLVING)
    return fill(pattern, values=listed(labels))


def _involving(labels: list[str], *, together: bool, only: bool) -> list[Segment]:
    if together and not only and len(labels) == 1:
        return fill(REPRESENTED, values=listed(labels))
    pattern = INVOLVING_HOW[bool(together), bool(only)]
    return fill(pattern, values=listed(labels, together=bool(together)))
