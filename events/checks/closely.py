"""What a curator should look at before a record goes to review: warnings, none forbids it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import IntegerField
from django.utils.translation import gettext as _

from events import edtf
from events.choices import EventRole, PeriodRole, Status
from events.models import (
    Actor,
    Event,
    Evidence,
    Party,
    Period,
    Record,
    StatementParty,
    StepParty,
)
from events.models.dates import EdtfField
from events.models.evidence import CLAIM_OF_MODEL
from events.tokens import fold

from .problem import Problem

#: Dates vaguer than this many days do not make two events look like one.
LONGEST_SPAN = 31
#: Two reports of one event may give days that are so far apart.
NEAR = timedelta(days=3)


def closer_look(record: Record) -> Iterator[Problem]:
    """Everything about a record that is worth a second look."""
    yield from _claims_without_evidence(record)
    yield from _values_that_differ(record)
    if isinstance(record, Event):
        yield from _strangers_at_a_meeting(record)
        yield from _twins_of(record)


def _claims_without_evidence(record: Record) -> Iterator[Problem]:
    """Parties of statements and steps stand on what bears those out."""
    rows = [row for row in record.children() if not isinstance(row, StatementParty | StepParty)]
    borne_out = {
        (proof.claim_name, getattr(proof, f"{proof.claim_name}_id"))
        for proof in Evidence.objects.about(*rows)
    }
    for row in rows:
        if (CLAIM_OF_MODEL[type(row)], row.pk) not in borne_out:
            message = _("No passage bears this out: %(row)s.") % {"row": row}
            yield Problem("evidence", message, level="warning", row=row.public_id)


# Countries at the table -----------------------------------------------------------------------


def _strangers_at_a_meeting(event: Event) -> Iterator[Problem]:
    """States at a meeting of the organisation in which they had no standing that day.

    Guests apart: that is what they are.
    """
    periods = _standings(event.organ) if event.organ else []
    if not periods:
        return
    for row in event.participations.with_related():
        if row.country_id is None or row.role == EventRole.GUEST:
            continue
        own = [period for period in periods if period.country_id == row.country_id]
        if all(period.on(event.earliest) is False for period in own):
            yield Problem(
                "country",
                _("%(country)s was neither member nor observer nor partner on %(day)s.")
                % {"country": row.country, "day": event.earliest.isoformat()},
                level="warning",
                row=row.public_id,
            )


def _standings(organ: Actor) -> list[Period]:
    """Memberships and partnerships in an organ or in what it is an organ of."""
    bodies: list[int] = []
    body: Actor | None = organ
    while body is not None and body.pk not in bodies:
        bodies.append(body.pk)
        body = body.parent
    return list(Period.objects.filter(organ__in=bodies).exclude(role=PeriodRole.CHAIR))


# Values that sources give ---------------------------------------------------------------------


def _values_that_differ(record: Record) -> Iterator[Problem]:
    """Evidence that says it supports a field and gives another value for it."""
    message = _("The source gives another %(field)s: “%(value)s”. Is it a contradiction?")
    claims: dict[Any, Any] = {
        (CLAIM_OF_MODEL[type(claim)], claim.pk): claim for claim in (record, *record.children())
    }
    rows = Evidence.objects.about(*claims.values()).supporting()
    for row in rows.exclude(field="").exclude(value=""):
        claim = claims[row.claim_name, getattr(row, f"{row.claim_name}_id")]
        if not _agrees(claim, row):
            yield Problem(
                "value",
                message % {"value": row.value, "field": _field_name(claim, row.field)},
                level="warning",
                row=row.public_id,
            )


def _field_name(claim: Any, name: str) -> str:
    return str(getattr(_field(claim, name), "verbose_name", name))


def _field(claim: Any, name: str) -> Any:
    """The field of a claim; None where the name is that of a property."""
    try:
        return claim._meta.get_field(name)
    except FieldDoesNotExist:
        return None


def _agrees(claim: Any, row: Evidence) -> bool:
    """Whether a value as reported can be the record's; what nobody can compare does.

    Reports put things in words of their own, so only what is certainly another value counts:
    a date that the record's cannot be, another of the choices, the name of something else.
    """
    field = _field(claim, row.field)
    stored = getattr(claim, row.field, None)
    if field is None or stored in (None, ""):
        return True
    if isinstance(field, EdtfField):
        return _may_be_same_date(row.value, stored)
    if field.choices:
        named = {
            fold(str(text)): value for value, label in field.choices for text in (value, label)
        }
        return bool(named.get(fold(row.value), stored) == stored)
    if isinstance(field, IntegerField):
        return not row.value.strip().isdecimal() or int(row.value) == stored
    if field.many_to_one:
        return fold(row.value) in _names(stored) or not _is_named(field.related_model, row.value)
    return True


def _may_be_same_date(value: str, stored: str) -> bool:
    if not any(character.isdigit() for character in value):
        return True  # "today" counts from a day that the words do not tell
    try:
        reported, ours = edtf.read(value), edtf.parse(stored)
    except edtf.EdtfError:
        return True
    return bool(reported.earliest <= ours.latest and ours.earliest <= reported.latest)


def _names(row: Any) -> set[str]:
    """Every spelling of what a record names, folded."""
    texts = {str(row.pk), getattr(row, "public_id", "")}
    folded = {fold(text) for text in texts} | set(getattr(row, "folded", "").split("\n"))
    if hasattr(row, "aliases"):
        folded |= set(row.aliases.values_list("folded", flat=True))
    return folded


def _is_named(model: Any, text: str) -> bool:
    """Whether something of a kind bears just this name."""
    wanted = fold(text)
    if not wanted or not hasattr(model, "folded"):
        return False
    rows = model._default_manager.filter(folded__contains=wanted).values_list("folded", flat=True)
    return any(wanted in folded.split("\n") for folded in rows)


# One event told twice -------------------------------------------------------------------------


def _twins_of(event: Event) -> Iterator[Problem]:
    """Events of the same kind within three days, in the same place or with one of its persons."""
    if (event.latest - event.earliest).days > LONGEST_SPAN:
        return
    near = (
        Event.objects.exclude(status__in=(Status.RETRACTED, Status.MERGED))
        .of_kinds([event.kind])
        .between(event.earliest - NEAR, event.latest + NEAR)
        .exclude(pk=event.pk)
        .select_related("place")
        .prefetch_related("participations")
        .order_by("pk")
    )
    people = _people(event)
    for other in near:
        is_vague = (other.latest - other.earliest).days > LONGEST_SPAN
        if is_vague or event.parent_id == other.pk or other.parent_id == event.pk:
            continue
        if _is_same_place(event, other) or (people & _people(other) and not _apart(event, other)):
            yield Problem(
                "title_en",
                _("Perhaps the same as %(id)s (%(title)s, %(date)s).")
                % {"id": other.public_id, "title": other.title, "date": edtf.words(other.when)},
                level="warning",
            )


def _is_same_place(event: Event, other: Event) -> bool:
    return event.place_id is not None and event.place_id == other.place_id


def _apart(event: Event, other: Event) -> bool:
    """Whether they were in two countries: somebody on a tour meets a host in each."""
    if event.place is None or other.place is None:
        return False
    return event.place.country_id != other.place.country_id


def _people(event: Event) -> set[int]:
    parties: list[Party] = list(event.participations.all())
    return {party.actor_id for party in parties if party.actor_id}
