"""Whether people held the office that a source gives them, by the terms on record."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from events.choices import ActorKind
from events.models import Tenure


class InOffice(TextChoices):
    """What the terms on record say of a person's office on a day."""

    YES = "yes", _("in office that day")
    NO = "no", _("not in that office by the terms on record")
    UNSURE = "unsure", _("term not certain for that day")
    NO_TERM = "no-term", _("no tenure on record")
    NOTHING = "", ""


class Terms:
    """The terms that bear on a set of parties; one query."""

    def __init__(self, parties: Iterable[Any]) -> None:
        listed = list(parties)
        actors = {p.actor_id for p in listed if p.actor}
        posts = {p.post_id for p in listed if p.post_id}
        self._terms = list(Tenure.objects.bearing_on(actors, posts))

    def check(self, party: Any, first: date, last: date) -> InOffice:
        """Hold one party against the terms, for a day or the two ends of a longer date."""
        if not party.actor or party.actor.kind != ActorKind.PERSON:
            return InOffice.NOTHING
        if not (party.post_id or party.office):
            return InOffice.NOTHING
        answers = {self._on(party, day) for day in (first, last)}
        return answers.pop() if len(answers) == 1 else InOffice.UNSURE

    def _on(self, party: Any, day: date) -> InOffice:
        if party.post_id:
            terms = [term for term in self._terms if term.post_id == party.post_id]
        else:
            terms = [term for term in self._terms if term.actor_id == party.actor_id]
        own = [term.on(day) for term in terms if term.actor_id == party.actor_id]
        if True in own:
            return InOffice.YES
        if None in own:
            return InOffice.UNSURE
        if party.post_id and (own or any(term.on(day) for term in terms)):
            return InOffice.NO
        return InOffice.NO_TERM
