"""What editors decide on: a record or a revision, by the id in an address."""

from __future__ import annotations

from typing import Any

from django.http import Http404

from events import curation
from events.models import RECORD_OF_PREFIX, Revision


def subject_of(public_id: str) -> Any:
    """The record or revision of an id in an address; 404 where there is none."""
    model = {**RECORD_OF_PREFIX, Revision.prefix: Revision}.get(public_id[:2])
    found = curation.by_public_id(model, public_id) if model else None
    if found is None:
        raise Http404
    return found
