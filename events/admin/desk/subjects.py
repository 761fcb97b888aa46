"""What editors decide on: a record or a revision, by the id in an address."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404

from events import curation
from events.models import RECORD_OF_PREFIX, Revision


def subject_of(public_id: str) -> Any:
    """The record or revision of an id in an address; 404 where there is none."""
    prefix, number = public_id[:2], public_id[2:]
    is_known = prefix in RECORD_OF_PREFIX or prefix == Revision.prefix
    if not is_known or not (number.isascii() and number.isdigit()) or int(number) >= 2**31:
        raise Http404
    if prefix == Revision.prefix:
        return get_object_or_404(Revision, pk=int(number))
    try:
        return curation.record_of(public_id)
    except curation.CurationError as missing:
        raise Http404 from missing
