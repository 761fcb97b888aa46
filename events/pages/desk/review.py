"""What waits for a reviewer, as a list and one by one: each claim with what it rests on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from events import dataset
from events.choices import Outcome
from events.dataset.columns import TABLE, Kind
from events.dataset.documents import Change, Document
from events.models import RECORD_OF_PREFIX, RECORDS, Article, Decision, Revision

from .proofs import Proof, proofs_of
from .resting import articles_of, documents_of

#: Rows that support claims, or spell names; the rest of a document are claims.
NO_CLAIMS = ("evidence", "aliases")


# The list ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Waiting:
    """A record or revision in review: since when, and whose work it is."""

    subject: Any
    record: Any
    since: datetime
    authors: frozenset[int]
    names: str

    @property
    def public_id(self) -> str:
        """The id of what is decided on: ev12, or rv3 for a revision."""
        return str(self.subject.public_id)

    @property
    def is_revision(self) -> bool:
        """Whether it changes a record that is public."""
        return isinstance(self.subject, Revision)

    @property
    def kind(self) -> str:
        """What kind of record it is about."""
        return str(self.record._meta.verbose_name)


@dataclass(frozen=True)
class ReviewRow:
    """A line of the list: how many claims it makes, and what it names that waits as well."""

    waiting: Waiting
    claims: int
    named: list[str]
    is_own: bool


def waiting() -> list[Waiting]:
    """Everything in review, what was handed over first coming first; a fixed number of queries."""
    kinds: list[Any] = list(RECORDS)
    records = [row for kind in kinds for row in kind.objects.in_review().with_people()]
    revisions = list(Revision.objects.in_review().with_people())
    owners = records_of(revisions)
    subjects = [*records, *(r for r in revisions if r.record in owners)]
    handed = Decision.objects.newest_of([s.public_id for s in subjects], Outcome.SUBMITTED)
    found = [_waiting(s, owners, handed) for s in subjects]
    return sorted(found, key=lambda row: (row.since, row.public_id[:2], row.subject.pk))


def of_article(entries: Sequence[Waiting], article: Article) -> list[Waiting]:
    """What waits and rests on an article, with what that names and rests on nothing else."""
    documents = documents_of(entry.subject for entry in entries)
    found = articles_of(documents)
    chosen = {key for key, articles in found.items() if article.pk in articles}
    unrooted = {key for key, articles in found.items() if not articles}
    todo = list(chosen)
    for key in todo:  # grows while it is walked
        new = set(_named(documents[key], unrooted - chosen))
        chosen |= new
        todo += new
    return [entry for entry in entries if entry.public_id in chosen]


def records_of(revisions: Iterable[Revision]) -> dict[str, Any]:
    """The records of some revisions, by public id; one query a kind."""
    keys: dict[str, set[int]] = defaultdict(set)
    for revision in revisions:
        keys[revision.record[:2]].add(int(revision.record[2:]))
    return {
        record.public_id: record
        for prefix, numbers in keys.items()
        for record in RECORD_OF_PREFIX[prefix]._default_manager.in_bulk(numbers).values()
    }


def _waiting(subject: Any, owners: dict[str, Any], handed: dict[str, Decision]) -> Waiting:
    is_revision = isinstance(subject, Revision)
    people = {user.pk: str(user) for user in (subject.author, *subject.contributors.all()) if user}
    decision = handed.get(subject.public_id)
    earlier = subject.created_at if is_revision else subject.changed_at
    return Waiting(
        subject=subject,
        record=owners[subject.record] if is_revision else subject,
        since=decision.at if decision else earlier,
        authors=frozenset(people),
        names=", ".join(people.values()),
    )


def review_rows(entries: Sequence[Waiting], everything: Iterable[Waiting], user: Any) -> list[Any]:
    """A page of the list, out of everything that waits."""
    open_ids = {entry.public_id for entry in everything if not entry.is_revision}
    documents = documents_of(entry.subject for entry in entries)
    return [
        ReviewRow(
            waiting=entry,
            claims=sum(
                len(rows)
                for name, rows in documents[entry.public_id].items()
                if name not in NO_CLAIMS
            ),
            named=_named(documents[entry.public_id], open_ids - {entry.record.public_id}),
            is_own=user.pk in entry.authors,
        )
        for entry in entries
    ]


def _named(document: Document, ids: Collection[str]) -> list[str]:
    """Which of these records a document names."""
    found: dict[str, None] = {}
    for name, rows in document.items():
        columns = [c for c in TABLE[name].columns if c.kind in (Kind.REFERENCE, Kind.REFERENCES)]
        for row in rows:
            for column in columns:
                value = row.get(column.name) or []
                keys = value if isinstance(value, list) else [value]
                found |= dict.fromkeys(key for key in keys if key in ids)
    return list(found)


def neighbours(entries: Sequence[Waiting], public_id: str) -> tuple[str, str]:
    """The ids before and after one in the list; empty at its ends."""
    ids = [entry.public_id for entry in entries]
    if public_id not in ids:
        return "", ids[0] if ids else ""
    at = ids.index(public_id)
    return ids[at - 1] if at else "", ids[at + 1] if at + 1 < len(ids) else ""


def next_for(entries: Sequence[Waiting], public_id: str, user: Any) -> str:
    """What a reviewer decides on after this: the next that is not his own, from the top again."""
    ids = [entry.public_id for entry in entries]
    at = ids.index(public_id) if public_id in ids else -1
    for entry in (*entries[at + 1 :], *entries[: max(at, 0)]):
        if user.pk not in entry.authors and entry.public_id != public_id:
            return entry.public_id
    return ""


# One subject --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Value:
    """A value that changes: its column, how it reads before and after, the evidence for it."""

    column: str
    label: str
    old: list[tuple[str, str]]
    new: list[tuple[str, str]]
    proofs: list[Proof] = field(default_factory=list)


@dataclass(frozen=True)
class Claim:
    """A row with its values and its evidence; `values` is empty where only evidence changes."""

    table: str
    id: str
    title: str
    values: list[Value]
    proofs: list[Proof]
    context: list[tuple[str, str]] = field(default_factory=list)

    @property
    def is_disputed(self) -> bool:
        """Whether a source contradicts it."""
        given = [*self.proofs, *(proof for value in self.values for proof in value.proofs)]
        return any(proof.contradicts for proof in given)


def changes_of(base: Document, document: Document) -> list[Change]:
    """What changes, value by value; new rows too, and rows whose evidence alone changes.

    Such a row stands with the same row before and after. Evidence itself is left out: it is
    shown with its claim.
    """
    found: list[Change] = []
    for change in dataset.difference(base, document):
        if change.table == "evidence":
            continue
        if change.column or change.new is None:
            found.append(change)
            continue
        table = TABLE[change.table]
        named = [c for c in table.columns[1:] if c.name not in table.owner]
        filled = [c.name for c in named if change.new.get(c.name) not in (None, "", [], False)]
        found += [
            Change(change.table, change.id, name, None, change.new[name]) for name in filled
        ] or [change]
    seen = {(change.table, change.id) for change in found}
    for key in _claims_of_changed_evidence(base, document):
        row = _row(document, *key) or _row(base, *key)
        if key not in seen and row is not None:
            found.append(Change(*key, "", row, row))
    order = list(TABLE)
    # Stable: within a row the columns stay as they are.
    return sorted(found, key=lambda c: (order.index(c.table), _number(c.id)))


def _number(id: str) -> tuple[int, int, str]:
    """Stored rows by their number, then placeholders."""
    digits = "".join(sign for sign in id if sign.isdigit())
    return (int("~" in id), int(digits) if digits else 0, id)


def _claims_of_changed_evidence(base: Document, document: Document) -> list[tuple[str, str]]:
    ids = {c.id for c in dataset.difference(base, document) if c.table == "evidence"}
    rows = [
        row for side in (document, base) for row in side.get("evidence", []) if row["id"] in ids
    ]
    return list(dict.fromkeys(key for row in rows if (key := claim_of(row)) is not None))


def claim_of(evidence: dict[str, Any]) -> tuple[str, str] | None:
    """Table and id of the row that a piece of evidence is about."""
    table = TABLE["evidence"]
    for name in table.owner:
        if evidence.get(name):
            return dataset.TABLE_OF[table[name].target].name, evidence[name]
    return None


def _row(document: Document, table: str, id: str) -> dict[str, Any] | None:
    key = TABLE[table].columns[0].name
    return next((row for row in document.get(table, []) if row[key] == id), None)


def claims_of(
    worded: Iterable[tuple[Change, Any]], base: Document, document: Document
) -> list[Claim]:
    """The claims of a difference, from `changes_of` and the words for each, with their evidence.

    `worded` gives each change with its line: whose value (`row`), `column`, `old` and `new`.
    """
    proofs = proofs_of(base, document, claim_of)
    grouped: dict[tuple[str, str], list[tuple[Change, Any]]] = defaultdict(list)
    for change, line in worded:
        grouped[change.table, change.id].append((change, line))
    return [_claim(key, pairs, proofs.get(key, [])) for key, pairs in grouped.items()]


def _claim(key: tuple[str, str], pairs: list[tuple[Change, Any]], proofs: list[Proof]) -> Claim:
    columns = {change.column for change, _line in pairs if change.column}
    values, context = [], []
    for change, line in pairs:
        if not change.column and change.old is not None and change.old == change.new:
            context = line.new
            continue
        own = [proof for proof in proofs if change.column and proof.field == change.column]
        values.append(Value(change.column, line.column, line.old, line.new, own))
    rest = [proof for proof in proofs if not proof.field or proof.field not in columns]
    return Claim(key[0], key[1], pairs[0][1].row, values, rest, context)
