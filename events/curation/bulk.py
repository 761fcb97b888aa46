"""Tables that a curator uploads: drafts, revisions of published records, and rows of sources.

The package is loaded once to see what it makes of each record, and that is undone. What it
makes of a published record is kept as a revision; everything else is then loaded for good.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from events import dataset
from events.choices import Status
from events.dataset import sheets
from events.dataset.columns import TABLE
from events.models import RECORD_OF_PREFIX, Record, Revision

from .base import CurationError, by_public_id, locked, record_of
from .revisions import Document, propose
from .steps import changed

_ACTIONS = {"added": "add", "changed": "change", "removed": "delete"}


@dataclass
class Outcome:
    """What an upload does: each row that changes, the drafts it writes, the changes it proposes.

    `drafts` and `revisions` hold public ids of records, `pending` those of open revisions that
    were there before; `same` counts rows that say nothing new, and `named` tells new ids by the
    placeholders of the files.
    """

    rows: list[dataset.RowChange] = field(default_factory=list)
    drafts: list[str] = field(default_factory=list)
    revisions: list[str] = field(default_factory=list)
    pending: list[str] = field(default_factory=list)
    same: int = 0
    named: dict[str, str] = field(default_factory=dict)


@transaction.atomic
def upload(folder: Path, user: Any, *, dry_run: bool = False) -> Outcome:
    """Apply the CSV files of a folder in one transaction; with `dry_run` only tell.

    LoadError names file, row and column of every fault, CurationError what the user may not;
    then nothing has changed. Ids that are given out are written into the files.
    """
    seen, proposed = _seen(folder, user)
    _hold(seen.records, proposed)
    if proposed:
        sheets.drop_rows(folder, _rows_of(proposed))
    pending = Revision.objects.filter(record__in=proposed).open().order_by("pk")
    outcome = Outcome(
        rows=[change for change in seen.changes if change.action != "same"],
        revisions=list(proposed),
        pending=[revision.public_id for revision in pending],
        same=sum(change.action == "same" for change in seen.changes),
        named={key: placeholder for placeholder, key in seen.allotted.items()},
    )
    report = dataset.load(folder, user=user)
    outcome.drafts = report.records
    for key in report.records:
        changed(record_of(key), user)
    for key, document in proposed.items():
        propose(record_of(key), document, user)
    if dry_run:
        transaction.set_rollback(True)
    return outcome


def _seen(folder: Path, user: Any) -> tuple[dataset.Report, dict[str, Document]]:
    """What loading does, and the document of each published record after it; then undone."""
    point = transaction.savepoint()
    try:
        report = dataset.load(folder, proposing=True, user=user)
        _require_each(user, report.changes)
        records = [record_of(key) for key in report.records]
        _refuse_taken_back(records)
        documents = {
            record.public_id: dataset.document(record)
            for record in records
            if record.status == Status.PUBLISHED
        }
    finally:
        transaction.savepoint_rollback(point)
    for document in documents.values():
        dataset.reserve(document)
    return report, documents


def _hold(keys: Iterable[str], proposed: Mapping[str, Document]) -> None:
    """Lock the records that are there; one whose publication came in between is refused."""
    for key in keys:
        model = RECORD_OF_PREFIX[key[:2]]
        record = by_public_id(model, key)
        if record is not None and locked(record).is_published != (key in proposed):
            raise CurationError(_("%(id)s was changed meanwhile. Look again.") % {"id": key})


def _require_each(user: Any, changes: Iterable[dataset.RowChange]) -> None:
    """Refuse rows of tables that the user may not write by hand either."""
    wanted = {(change.table, change.action) for change in changes if change.action in _ACTIONS}
    for name, action in sorted(wanted):
        model = TABLE[name].model
        if not user.has_perm(f"events.{_ACTIONS[action]}_{model._meta.model_name}"):
            raise CurationError(
                _("You may not change the table %(table)s in this way: rows would be %(action)s.")
                % {"table": name, "action": action}
            )


def _refuse_taken_back(records: Iterable[Record]) -> None:
    for record in records:
        if record.status in (Status.RETRACTED, Status.MERGED):
            raise CurationError(
                _("%(id)s was taken back and does not change any more.") % {"id": record.public_id}
            )


def _rows_of(documents: Mapping[str, Document]) -> set[str]:
    """The ids of all rows of records, as they are public and as they are proposed."""
    stored = [dataset.document(record_of(key)) for key in documents]
    return {
        row[TABLE[name].columns[0].name]
        for document in (*documents.values(), *stored)
        for name, rows in document.items()
        for row in rows
    }
