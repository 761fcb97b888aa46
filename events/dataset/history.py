"""The published document of every record that a load made or changed, kept as a revision."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from events.choices import RevisionState
from events.models import Record, Revision

from .documents import documents
from .stored import chunks
from .world import World


def keep_history(world: World, records: Iterable[Record], user: Any = None) -> int:
    """Write the published documents that are not in the history yet; return how many."""
    known = _known(records := list(records))
    fresh = [record for record in records if (record.public_id, record.version) not in known]
    revisions = []
    for _kind, of_kind in groupby(fresh, key=type):
        for part in chunks(of_kind):
            found = documents(part)
            revisions += [_revision(world, r, found[r.public_id], user) for r in part]
    Revision.objects.bulk_create(revisions)
    return len(revisions)


def _known(records: list[Record]) -> set[tuple[str, int | None]]:
    known: set[tuple[str, int | None]] = set()
    for part in chunks(record.public_id for record in records):
        rows = Revision.objects.published().filter(record__in=part)
        known.update(rows.values_list("record", "version"))
    return known


def _revision(world: World, record: Record, document: dict[str, Any], user: Any) -> Revision:
    return Revision(
        pk=world.numbers.take(Revision),
        record=record.public_id,
        state=RevisionState.PUBLISHED,
        document=document,
        base_version=record.version - 1,
        version=record.version,
        batch_id=record.batch_id,
        author=user,
        created_at=record.changed_at,
        decided_at=record.changed_at,
    )
