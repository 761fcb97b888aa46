"""What speaks against a record being public."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, timedelta
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from events.choices import EventState, Status
from events.models import (
    Actor,
    Child,
    Event,
    Evidence,
    Initiative,
    Paragraph,
    Party,
    Record,
    Statement,
    StepParty,
    Tenure,
)
from events.models.quotation import quotation_too_long

from .closely import closer_look
from .problem import Problem
from .spoken import misquoted, without_speaker

#: A report may carry the date of the day before, by its time zone.
TOLERANCE = timedelta(days=1)


def check(
    record: Record, *, alongside: Collection[str] = (), closely: bool = False
) -> list[Problem]:
    """Everything that speaks against a record being public.

    `alongside` holds the public ids of records that are published in the same bundle. closely:
    also what a curator should look at before it goes to review; none of that forbids anything.
    """
    bundle = set(alongside)
    problems = [*_unevidenced(record, bundle), *_unpublished_references(record, bundle)]
    if isinstance(record, Event):
        problems += _held_without_report(record)
    if isinstance(record, Statement):
        problems += [*_overlong_quotation(record), *without_speaker(record), *misquoted(record)]
    problems += _out_of_office(record)
    if closely:
        problems += closer_look(record)
    return problems


def references(record: Record) -> Iterator[tuple[str, Record]]:
    """Every record that a record or one of its children names, with the field that names it."""
    for row in (record, *record.children()):
        for field in row._meta.get_fields():
            if field.auto_created or not field.is_relation or field.name == "merged_into":
                continue
            if not (field.related_model and issubclass(field.related_model, Record)):
                continue
            if isinstance(row, Child) and field.name == row.owner_path.split("__")[0]:
                continue
            if field.many_to_many:
                for other in getattr(row, field.name).all():
                    yield field.name, other
            elif other := getattr(row, field.name):
                yield field.name, other
        post = getattr(row, "post", None)
        if post and post.organisation:
            yield "post", post.organisation


def _unpublished_references(record: Record, alongside: set[str]) -> Iterator[Problem]:
    seen = set()
    for field, other in references(record):
        if other.is_published or other.public_id in alongside or other.public_id in seen:
            continue
        seen.add(other.public_id)
        yield Problem(
            field,
            _("It names %(id)s (%(label)s), which is not published.")
            % {"id": other.public_id, "label": other.label},
        )


def _unevidenced(record: Record, alongside: set[str]) -> Iterator[Problem]:
    if isinstance(record, Actor):
        if not actor_is_evidenced(record, alongside=alongside):
            yield Problem("evidence", _("No public record with evidence names it."))
    elif isinstance(record, Initiative):
        if not Evidence.objects.supporting().filter(step__initiative=record).exists():
            yield Problem("evidence", _("No step of it has supporting evidence."))
    elif not record.evidence.supporting().exists():  # type: ignore[attr-defined]
        yield Problem("evidence", _("It has no supporting evidence."))


def actor_is_evidenced(actor: Actor, *, alongside: Collection[str] = ()) -> bool:
    """Whether a public record, a term or a period with supporting evidence names the actor.

    An organisation is also named by its offices and by its organs.
    """
    supporting = Evidence.objects.supporting()
    own = Q(actor=actor) | Q(tenure__actor=actor) | Q(tenure__post__organisation=actor)
    if supporting.filter(own | Q(period__organ=actor)).exists():
        return True

    def visible(path: str, model: type[Record]) -> Q:
        keys = [int(i[2:]) for i in alongside if i.startswith(model.prefix)]
        return Q(**{f"{path}__status": Status.PUBLISHED}) | Q(**{f"{path}__in": keys})

    def naming(path: str) -> Q:
        names = ("actor", "represents", "post__organisation")
        return reduce(or_, (Q(**{f"{path}__{name}": actor}) for name in names))

    by_events = (naming("event__participations") | Q(event__organ=actor)) & visible("event", Event)
    by_words = naming("statement__parties") & visible("statement", Statement)
    by_steps = naming("step__parties") & visible("step__initiative", Initiative)
    if any(supporting.filter(named).exists() for named in (by_events, by_words, by_steps)):
        return True
    return any(
        organ.is_published and actor_is_evidenced(organ, alongside=alongside)
        for organ in actor.organs.exclude(pk=actor.pk)
    )


def _held_without_report(event: Event) -> Iterator[Problem]:
    if event.state != EventState.HELD:
        return
    sources = event.evidence.supporting().with_source()
    days = [source_day(source.paragraph) for source in sources]
    if any(day is not None and day >= event.earliest - TOLERANCE for day in days):
        return
    if None in days:
        yield Problem(
            "state",
            _("Held, but no dated source is known to be later than the event."),
            level="warning",
        )
    elif days:
        yield Problem(
            "state",
            _("Held, but every source is older than the event; they support only 'announced'."),
        )


def source_day(paragraph: Paragraph) -> date | None:
    """The last day on which a passage can have been written, by its own date or the article's.

    None where neither has a date.
    """
    if paragraph.dated:
        return paragraph.latest
    article = paragraph.capture.article
    return article.latest if article.published else None


def _overlong_quotation(statement: Statement) -> Iterator[Problem]:
    if quotation_too_long(statement.quotation):
        yield Problem("quotation", _("The quotation is longer than 25 words or 50 characters."))


def _out_of_office(record: Record) -> Iterator[Problem]:
    held = [
        row
        for row in record.children()
        if isinstance(row, Party) and row.post_id and row.actor and row.actor.is_person
    ]
    terms = terms_of({str(row.post_id) for row in held})
    for row in held:
        day = _day_of(row)
        if in_office(row.actor_id, day, terms[str(row.post_id)]) is False:
            yield Problem(
                "post",
                _("%(who)s was not %(post)s on %(day)s by the terms on record.")
                % {"who": row.actor, "post": row.post, "day": day.isoformat()},
                level="warning",
                row=row.public_id,
            )


def _day_of(party: Any) -> date:
    owner = party.step if isinstance(party, StepParty) else party.record
    return owner.earliest


def terms_of(posts: Collection[str]) -> dict[str, list[Tenure]]:
    """The terms on record of some posts, by post; one query."""
    terms: dict[str, list[Tenure]] = {post: [] for post in posts}
    for term in Tenure.objects.filter(post__in=posts):
        terms[term.post_id].append(term)
    return terms


def in_office(actor: int | None, day: date, terms: list[Tenure]) -> bool | None:
    """Whether the terms of a post put a person in it on a day; None where they do not tell."""
    own = [term.on(day) for term in terms if term.actor_id == actor]
    if True in own:
        return True
    if None in own:
        return None
    held_by_another = any(term.on(day) for term in terms if term.actor_id != actor)
    return False if own or held_by_another else None
