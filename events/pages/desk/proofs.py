"""Evidence as a reviewer reads it: the passage with the selected words marked in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from events.choices import Confidence, Stance
from events.dataset.columns import TABLE
from events.dataset.documents import Document
from events.models import Paragraph

from .resting import paragraph_key

Key = tuple[str, str]


@dataclass(frozen=True)
class Proof:
    """A piece of evidence: what is new about it, and its passage in three parts.

    state: added, changed, removed, or empty where it is as it was. The middle part of the
    text is what was selected; `lost` says that it does not stand where the evidence says.
    """

    id: str
    state: str
    contradicts: bool
    confidence: str
    is_sure: bool
    field: str
    field_label: str
    value: str
    quote: str
    note: str
    passage: Any
    before: str = ""
    selected: str = ""
    after: str = ""
    lost: bool = False

    @property
    def has_text(self) -> bool:
        """Whether the captured text can be shown; else the digest stands for it."""
        return bool(self.before or self.selected or self.after)


def proofs_of(
    base: Document, document: Document, claim_of: Callable[[dict[str, Any]], Key | None]
) -> dict[Key, list[Proof]]:
    """The evidence of two documents of a record, by claim; one query for all passages."""
    old = {row["id"]: row for row in base.get("evidence", [])}
    new = {row["id"]: row for row in document.get("evidence", [])}
    rows = [*new.values(), *(row for key, row in old.items() if key not in new)]
    keys = {row["id"]: paragraph_key(row) for row in rows}
    passages = Paragraph.objects.for_review().in_bulk({k for k in keys.values() if k})
    found: dict[Key, list[Proof]] = defaultdict(list)
    for row in rows:
        claim = claim_of(row)
        if claim is not None:
            state = _state(old.get(row["id"]), new.get(row["id"]))
            found[claim].append(_proof(row, state, claim[0], passages.get(keys[row["id"]])))
    return found


def _state(old: dict[str, Any] | None, new: dict[str, Any] | None) -> str:
    if old is None:
        return "added"
    if new is None:
        return "removed"
    # A column that the newer row does not give counts as unchanged.
    return "changed" if any(old.get(name) != value for name, value in new.items()) else ""


def _proof(row: dict[str, Any], state: str, table: str, passage: Paragraph | None) -> Proof:
    name = row.get("field") or ""
    columns = {column.name: column for column in TABLE[table].columns}
    label = str(columns[name].field.verbose_name) if name in columns else name
    before, selected, after, lost = _parts(row, passage.text if passage else "")
    confidence = row.get("confidence") or Confidence.HIGH
    return Proof(
        id=row["id"],
        state=state,
        contradicts=row.get("stance") == Stance.CONTRADICTS,
        confidence=str(dict(Confidence.choices).get(confidence, confidence)),
        is_sure=confidence == Confidence.HIGH,
        field=name,
        field_label=label,
        value=row.get("value") or "",
        quote=row.get("quote") or "",
        note=row.get("note") or "",
        passage=passage,
        before=before,
        selected=selected,
        after=after,
        lost=lost,
    )


def _parts(row: dict[str, Any], text: str) -> tuple[str, str, str, bool]:
    """The text around and in the selection; never searched for, only looked up at its place."""
    start, end, exact = row.get("start"), row.get("end"), row.get("exact") or ""
    if not text or start is None or end is None:
        return text, "", "", False
    selected = text[start:end]
    if not selected or (exact and selected != exact):
        return text, "", "", True
    return text[:start], selected, text[end:], False
