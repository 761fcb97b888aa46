"""The journal: who handed over, returned, published or took back what, and when."""

from __future__ import annotations

from typing import Any

from events.choices import Outcome
from events.models import Decision, Record, Revision


def note(
    subject: Record | Revision,
    outcome: Outcome,
    user: Any,
    *,
    comment: str = "",
    field: str = "",
    row: str = "",
) -> Decision:
    """Write one step into the journal; call it in the transaction of the step."""
    return Decision.objects.create(
        subject=subject.public_id,
        outcome=outcome,
        by=user,
        comment=comment,
        field=field[:40],
        row=row[:16],
    )
