"""Evidence of a whole article bound to the passage it quotes, once the text is there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from events import dataset
from events.choices import Status
from events.models import Capture, Evidence, Paragraph, Record, Revision

from .base import locked, permission
from .revisions import propose
from .steps import changed
from .vetting import CONTEXT


@dataclass(frozen=True)
class Place:
    """Where a quotation stands in the text of an article."""

    paragraph: Paragraph
    start: int
    end: int

    def columns(self) -> dict[str, Any]:
        """The columns of evidence that say so."""
        text = self.paragraph.text
        return {
            "start": self.start,
            "end": self.end,
            "exact": text[self.start : self.end],
            "before": text[max(0, self.start - CONTEXT) : self.start],
            "after": text[self.end : self.end + CONTEXT],
        }


@transaction.atomic
def bind_quotes(capture: Capture, user: Any) -> list[Revision]:
    """Bind quoting evidence on paragraph 0 of a capture to the one passage that holds its quote.

    Where the quotation stands nowhere or twice, the evidence is left. Drafts change at once,
    published records by a proposed revision, one for each record. Without a user nothing is
    bound, because a change has an author; what the user may not change is left as well.
    """
    if user is None:
        return []
    passages = list(capture.paragraphs.filter(number__gt=0).exclude(text="").order_by("number"))
    rows = Evidence.objects.filter(paragraph__capture=capture, paragraph__number=0)
    places = {
        row: place
        for row in rows.exclude(quote="").order_by("pk")
        if (place := _only_place(passages, row.quote))
    }
    of_record: dict[Any, list[Evidence]] = {}
    for row in places:
        of_record.setdefault(row.record, []).append(row)
    revisions = []
    for record, evidence in of_record.items():
        if not user.has_perm(permission("change", record)):
            continue
        if not isinstance(record, Record) or not record.is_published:
            _bind(record, {row: places[row] for row in evidence}, user)
        elif revision := _proposed(record, {row: places[row] for row in evidence}, user):
            revisions.append(revision)
    return revisions


def _only_place(passages: Sequence[Paragraph], quote: str) -> Place | None:
    """Where a quotation stands, if it stands once."""
    found = []
    for paragraph in passages:
        start = paragraph.text.find(quote)
        while start >= 0:
            found.append(Place(paragraph, start, start + len(quote)))
            start = paragraph.text.find(quote, start + 1)
    return found[0] if len(found) == 1 else None


def _bind(record: Any, places: dict[Evidence, Place], user: Any) -> None:
    """Change the evidence of a draft, or of a period, whose country has no status."""
    if isinstance(record, Record):
        # Looked at under the lock: what was published meanwhile is not made a draft again.
        record = locked(record)
        if record.status not in (Status.DRAFT, Status.IN_REVIEW):
            return
        changed(record, user)
    for row, place in places.items():
        row.paragraph = place.paragraph
        for name, value in place.columns().items():
            setattr(row, name, value)
        row.save()


def _proposed(record: Record, places: dict[Evidence, Place], user: Any) -> Revision | None:
    """A revision of a published record; none where an open one binds the evidence already."""
    document = dataset.document(record)
    at = {row.public_id: place for row, place in places.items()}
    open_already = {
        row["id"]: row.get("paragraph")
        for revision in Revision.objects.of(record).open()
        for row in revision.document.get("evidence", [])
    }
    bound = [key for key, place in at.items() if open_already.get(key) != place.paragraph.public_id]
    if not bound:
        return None
    for row in document["evidence"]:
        if row["id"] in bound:
            place = at[row["id"]]
            row |= {"paragraph": place.paragraph.public_id, **place.columns()}
    return propose(record, document, user, _("Evidence bound to the passage it quotes."))
