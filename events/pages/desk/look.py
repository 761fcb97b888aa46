"""Looking things up at the desk: any name or alias in any script, drafts included.

Twenty of each at most, in few queries. What is exactly the text typed comes first, then what
begins with it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from events import edtf, search, tokens
from events.choices import ActorKind, Status
from events.models import (
    Actor,
    Country,
    Document,
    Event,
    Initiative,
    Place,
    Post,
    Record,
    Statement,
    Tenure,
    Topic,
)

MOST = 20
#: Ranked in Python; names that more rows share than this are typed in full anyway.
CONSIDERED = 200


@dataclass(frozen=True)
class Found:
    """One thing found: its id or key, its name, what tells it from its like, its status."""

    id: str
    label: str
    detail: str = ""
    status: str = ""
    more: dict[str, Any] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """The plain data, what only some kinds have beside the rest."""
        plain = asdict(self)
        return {**plain.pop("more"), **plain}


def look(kind: str, text: str, *, day: date | None = None, country: str = "") -> list[Found]:
    """What of a kind goes by a name; KeyError where there is no such kind."""
    return _KINDS[kind](text.strip()[: tokens.MAX_QUERY], day, country.upper())


def _living(rows: Any) -> Any:
    return rows.exclude(status__in=(Status.RETRACTED, Status.MERGED))


def _named(rows: Any, text: str, *paths: str) -> list[Any]:
    """Rows by id or by name, the best first."""
    number = _number(rows.model, text)
    if number:
        found = list(rows.filter(pk=number).select_related(*paths))
    else:
        found = list(search.by_name(rows, text).select_related(*paths)[:CONSIDERED])
    wanted = tokens.fold(text)
    return sorted(found, key=lambda row: _rank(row, wanted))[:MOST]


def _rank(row: Any, wanted: str) -> tuple[int, str]:
    names = row.folded.split("\n")
    if wanted in names:
        return 0, row.folded
    return (1 if any(name.startswith(wanted) for name in names) else 2), row.folded


def _number(model: Any, text: str) -> int:
    prefix = getattr(model, "prefix", "")
    digits = text[2:]
    if prefix and text.lower().startswith(prefix) and digits.isascii() and digits.isdigit():
        return min(int(digits[:10]), 2**31 - 1)
    return 0


def _status(row: Any) -> str:
    return str(row.status) if isinstance(row, Record) else ""


def _actors(text: str, day: date | None, country: str, rows: Any = None) -> list[Found]:
    rows = Actor.objects.all() if rows is None else rows
    found = _named(_living(rows), text, "nationality", "parent")
    terms = _terms_of_actors(found, day)
    return [_actor(row, terms.get(row.pk, []), day) for row in found]


def _parties(text: str, day: date | None, country: str) -> list[Found]:
    """Who takes part: people, bodies and states; what goes by exactly that name comes first."""
    states = _countries(text, day, country) if text else []
    states = [replace(state, more={"is_state": True}) for state in states]
    named = {row.pk for row in _exact(Country.objects.all(), text)}
    exact = [state for state in states if state.id in named or state.id == text.upper()]
    others = [state for state in states if state not in exact]
    return [*exact, *_actors(text, day, country), *others][:MOST]


def _exact(rows: Any, text: str) -> list[Any]:
    wanted = tokens.fold(text)
    return [row for row in _named(rows, text) if wanted in row.folded.split("\n")]


def _actor(row: Actor, terms: list[Tenure], day: date | None) -> Found:
    held = [term for term in terms if day is None or term.on(day) is not False]
    # Who is certainly in office comes before who may be.
    held.sort(key=lambda term: day is not None and term.on(day) is None)
    posts = [{"id": term.post_id, "label": str(term.post)} for term in held] if day else []
    country = next((t.post.country_id for t in held if t.post.country_id), None) if day else None
    body = next((t.post.organisation for t in held if t.post.organisation), None) if day else None
    if row.is_person:
        shown = held if day and held else terms
        detail = "; ".join(str(term.post) for term in shown[:2]) or str(row.nationality or "")
    else:
        detail = str(row.parent or row.acronym or row.get_kind_display())
    more = {
        "kind": str(row.kind),
        "posts": posts,
        "country": country,
        "represents": body.public_id if body and not country else None,
    }
    if more["represents"] and body:
        more["represents_label"] = body.label
    return Found(row.public_id, row.label, detail, _status(row), more)


def _terms_of_actors(actors: Iterable[Actor], day: date | None) -> dict[int, list[Tenure]]:
    terms: dict[int, list[Tenure]] = {}
    people = [row.pk for row in actors if row.is_person]
    rows = Tenure.objects.filter(actor__in=people).newest_first()
    for term in rows.select_related("post__country", "post__organisation") if people else ():
        terms.setdefault(term.actor_id, []).append(term)
    return terms


def _bodies(text: str, day: date | None, country: str) -> list[Found]:
    """Organs and organisations: what meets, what is represented, what has organs."""
    return _actors(text, day, country, Actor.objects.exclude(kind=ActorKind.PERSON))


def _countries(text: str, day: date | None, country: str) -> list[Found]:
    if len(text) == 2 and text.isascii() and text.isalpha():
        by_code = list(Country.objects.filter(pk=text.upper()))
        if by_code:
            return [Found(row.pk, row.label, row.pk) for row in by_code]
    return [Found(row.pk, row.label, row.pk) for row in _named(Country.objects.all(), text)]


def _places(text: str, day: date | None, country: str) -> list[Found]:
    rows = Place.objects.all()
    return [
        Found(row.pk, row.label, str(row.country or ""), more={"country": row.country_id})
        for row in _named(rows, text, "country")
    ]


def _posts(text: str, day: date | None, country: str) -> list[Found]:
    rows = Post.objects.filter(country=country) if country else Post.objects.all()
    found = _named(rows, text, "country", "organisation")
    holders: dict[str, list[Actor]] = {}
    terms = Tenure.objects.filter(post__in=[row.pk for row in found]).newest_first()
    for term in terms.select_related("actor") if day and found else ():
        if term.on(day) is not False:
            holders.setdefault(term.post_id, []).append(term.actor)
    return [_post(row, holders.get(row.pk, [])) for row in found]


def _post(row: Post, holders: list[Actor]) -> Found:
    body = str(row.country or row.organisation or "")
    named = ", ".join(holder.label for holder in holders)
    return Found(
        row.pk,
        str(row),
        _("held by %(names)s") % {"names": named} if named else body,
        more={
            "country": row.country_id,
            "represents": row.organisation.public_id if row.organisation else None,
            "holders": [{"id": holder.public_id, "label": holder.label} for holder in holders],
        },
    )


def _events(text: str, day: date | None, country: str) -> list[Found]:
    """By id, by a date in any words, by words of title, place and organ, or by both together."""
    rows = _living(Event.objects.all())
    number, span = _number(Event, text), _span(text)
    if number:
        rows = rows.filter(pk=number)
    elif span:
        rows = rows.between(*span)
    elif text:
        words, days = _dated_words(text)
        about = _about(words)
        if days:
            titled = search.by_name(rows, text).values("pk")
            on_days = rows.between(*days).values("pk")
            rows = rows.filter(Q(pk__in=titled) | (Q(pk__in=on_days) & about))
        else:
            rows = rows.filter(about)
    elif day:
        rows = rows.between(day, day)
    found = list(rows.select_related("place").newest_first()[:CONSIDERED])
    if text and not span:
        wanted = tokens.fold(text)
        found.sort(key=lambda row: _rank(row, wanted)[0])
    return [
        Found(row.public_id, row.label, _dated(row, row.place), _status(row))
        for row in found[:MOST]
    ]


def _about(words: list[str]) -> Q:
    """Events with every word in their title, or in the names of their place or organ."""
    condition = Q()
    for word in words[:8]:
        condition &= (
            Q(pk__in=search.by_name(Event.objects.all(), word).values("pk"))
            | Q(place__in=search.by_name(Place.objects.all(), word).values("pk"))
            | Q(organ__in=search.by_name(Actor.objects.all(), word).values("pk"))
        )
    return condition


def _dated_words(text: str) -> tuple[list[str], tuple[date, date] | None]:
    """The words beside a date at either end of a text, and its days; all where there is none."""
    words = text.split()
    for count in range(len(words) - 1, 0, -1):
        for when, rest in ((words[-count:], words[:-count]), (words[:count], words[count:])):
            if days := _span(" ".join(when)):
                return rest, days
    return words, None


def _span(text: str) -> tuple[date, date] | None:
    """The days that a date in any words covers; None where the text is no date."""
    if not any(character.isdigit() for character in text):
        return None
    try:
        when = edtf.read(text)
    except edtf.EdtfError:
        return None
    return when.earliest, when.latest


def _dated(row: Any, *more: Any) -> str:
    parts = [edtf.words(row.when) if row.date else "", *(str(one) for one in more if one)]
    return ", ".join(part for part in parts if part)


def _statements(text: str, day: date | None, country: str) -> list[Found]:
    rows = _living(Statement.objects.all())
    if number := _number(Statement, text):
        rows = rows.filter(pk=number)
    else:
        for word in text.split()[:12]:
            rows = rows.filter(Q(text__icontains=word) | Q(quotation__icontains=word))
    found = list(rows.newest_first().prefetch_related("parties__actor", "parties__country")[:MOST])
    return [
        Found(row.public_id, row.label, _dated(row, *row.speakers[:1]), _status(row))
        for row in found
    ]


def _initiatives(text: str, day: date | None, country: str) -> list[Found]:
    rows = _named(_living(Initiative.objects.all()), text)
    return [Found(row.public_id, row.label, row.get_kind_display(), _status(row)) for row in rows]


def _documents(text: str, day: date | None, country: str) -> list[Found]:
    rows = _named(_living(Document.objects.all()), text)
    return [
        Found(row.public_id, row.label, _dated(row, row.get_kind_display()), _status(row))
        for row in rows
    ]


def _topics(text: str, day: date | None, country: str) -> list[Found]:
    rows = _named(Topic.objects.all(), text, "parent")
    return [Found(row.pk, row.label, str(row.parent or "")) for row in rows]


_KINDS: dict[str, Callable[[str, date | None, str], list[Found]]] = {
    "actor": _actors,
    "party": _parties,
    "organ": _bodies,
    "body": _bodies,
    "country": _countries,
    "place": _places,
    "post": _posts,
    "event": _events,
    "statement": _statements,
    "initiative": _initiatives,
    "document": _documents,
    "topic": _topics,
}
KINDS = tuple(_KINDS)
