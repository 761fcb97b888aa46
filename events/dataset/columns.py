"""The columns of every model: one table a model, one description for every use.

Fixtures, revisions, interchange and (later) releases and exports read and write these tables.
A column takes its type from the model's field, so the schema is stated once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db import models as db

from events import models
from events.models.base import Numbered
from events.models.dates import EdtfField


class Profile(StrEnum):
    """What a package holds.

    public: published rows and tombstones; starter: that, and drafts and pending revisions with
    their reasons, all as drafts, since it names nobody; full: everything, captured text and
    names of curators included (staff only).
    """

    PUBLIC = "public"
    STARTER = "starter"
    FULL = "full"


class Kind(StrEnum):
    """How a cell is read and written."""

    ID = "id"
    TEXT = "text"
    CHOICE = "choice"
    EDTF = "edtf"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE = "date"
    DATETIME = "datetime"
    REFERENCE = "reference"
    REFERENCES = "references"
    USER = "user"
    USERS = "users"
    JSON = "json"


@dataclass(frozen=True)
class Column:
    """One column: its name is the model's field name; `staff` columns are in `full` alone."""

    name: str
    field: Any
    kind: Kind
    staff: bool = False

    @property
    def attname(self) -> str:
        """The attribute that holds the stored value (`event_id` for `event`)."""
        return str(self.field.attname)

    @property
    def target(self) -> type[db.Model]:
        """The model that a reference points to."""
        model: type[db.Model] = self.field.related_model
        return model

    @property
    def required(self) -> bool:
        """Whether an empty cell is an error."""
        return not (self.field.null or self.field.blank or self.field.has_default())


@dataclass(frozen=True)
class Table:
    """One CSV file or one list in a revision's document.

    name: file name without ending and key in a document; owner: the foreign keys through which
    a row belongs to a row of another table (rows absent from a package that holds their owner
    are removed); starter: written by the starter and full profiles only.
    """

    name: str
    model: type[db.Model]
    columns: tuple[Column, ...]
    owner: tuple[str, ...] = ()
    starter: bool = False

    def visible(self, profile: Profile) -> tuple[Column, ...]:
        """The columns of a profile, `id` (or the natural key) first."""
        return tuple(c for c in self.columns if profile is Profile.FULL or not c.staff)

    def __getitem__(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)


def public_id(model: type[db.Model], pk: Any) -> str:
    """Write a primary key as the package does: `ev12`, or the natural key as it is."""
    return f"{model.prefix}{pk}" if issubclass(model, Numbered) else str(pk)


def primary_key(model: type[db.Model], text: str) -> Any:
    """Read an id of the package; ValueError where it is none of this model."""
    if not issubclass(model, Numbered):
        return text
    number = text.removeprefix(model.prefix)
    if number == text or not number.isascii() or not number.isdigit() or number.startswith("0"):
        raise ValueError(text)
    if int(number) > 2**31 - 1:
        raise ValueError(text)
    return int(number)


_KINDS: tuple[tuple[type, Kind], ...] = (
    (EdtfField, Kind.EDTF),
    (db.BooleanField, Kind.BOOLEAN),
    (db.DateTimeField, Kind.DATETIME),
    (db.DateField, Kind.DATE),
    (db.FloatField, Kind.NUMBER),
    (db.JSONField, Kind.JSON),
    (db.IntegerField, Kind.INTEGER),
)


def _kind(field: Any) -> Kind:
    if field.primary_key:
        return Kind.ID
    if field.is_relation:
        to_user = field.related_model._meta.label_lower == "auth.user"
        if field.many_to_many:
            return Kind.USERS if to_user else Kind.REFERENCES
        return Kind.USER if to_user else Kind.REFERENCE
    if field.choices:
        return Kind.CHOICE
    return next((kind for cls, kind in _KINDS if isinstance(field, cls)), Kind.TEXT)


def _table(
    name: str,
    model: type[db.Model],
    fields: str,
    *,
    staff: str = "",
    owner: str = "",
    starter: bool = False,
) -> Table:
    def columns(names: str, *, staff: bool) -> Iterator[Column]:
        for field_name in names.split():
            field = model._meta.get_field(field_name)
            yield Column(field_name, field, _kind(field), staff)

    key = model._meta.pk.name
    return Table(
        name,
        model,
        (*columns(f"{key} {fields}", staff=False), *columns(staff, staff=True)),
        tuple(owner.split()),
        starter,
    )


_RECORD = "status status_reason batch version changed_at published_at"
_RECORD_STAFF = "merged_into author contributors reviewer created_at"
_DATED = "date date_basis"
_PARTY = "actor country represents post office"
_CLAIMS = " ".join(models.CLAIMS)

#: Every table, in the order in which rows may refer to rows above them (cycles apart).
TABLES: tuple[Table, ...] = (
    _table("import_batches", models.ImportBatch, "title audit loaded_on"),
    _table(
        "countries",
        models.Country,
        "iso3 numeric name_en name_ru name_zh capital_en capital_ru capital_zh timezone latitude"
        " longitude currency qid note",
    ),
    _table(
        "topics",
        models.Topic,
        "name_en name_ru name_zh definition_en definition_ru definition_zh parent",
    ),
    _table(
        "places",
        models.Place,
        "name_en name_ru name_zh country latitude longitude precision qid",
    ),
    _table("publishers", models.Publisher, "name kind country language"),
    _table(
        "actors",
        models.Actor,
        "kind name_en name_ru name_zh acronym nationality parent classification founded seat qid "
        + _RECORD,
        staff=_RECORD_STAFF,
    ),
    _table("posts", models.Post, "name_en name_ru name_zh level country organisation"),
    _table("tenures", models.Tenure, "actor post since until acting note", owner="actor"),
    _table(
        "articles",
        models.Article,
        "publisher headline headline_basis url archive_url published published_basis language"
        " triage duplicate_of note changed_at",
        staff="assignee claimed_at added_at",
    ),
    _table("captures", models.Capture, "article sha256 captured_at method", owner="article"),
    _table(
        "paragraphs",
        models.Paragraph,
        "capture number kind dated digest",
        staff="text set_aside",
        owner="capture",
    ),
    _table(
        "events",
        models.Event,
        f"title_en title_ru title_zh kind organ organ_number {_DATED} state mode place parent"
        f" topics summary {_RECORD}",
        staff=_RECORD_STAFF,
    ),
    _table("participations", models.Participation, f"event role {_PARTY}", owner="event"),
    _table(
        "documents",
        models.Document,
        f"title_en title_ru title_zh kind {_DATED} event place in_force url topics note {_RECORD}",
        staff=_RECORD_STAFF,
    ),
    _table(
        "initiatives",
        models.Initiative,
        f"name_en name_ru name_zh description kind topics {_RECORD}",
        staff=_RECORD_STAFF,
    ),
    _table(
        "statements",
        models.Statement,
        f"event {_DATED} kind text quotation quotation_language topics initiatives {_RECORD}",
        staff=_RECORD_STAFF,
    ),
    _table(
        "statement_parties",
        models.StatementParty,
        f"statement role {_PARTY}",
        owner="statement",
    ),
    _table(
        "initiative_steps",
        models.InitiativeStep,
        f"initiative verb {_DATED} event statement document note",
        owner="initiative",
    ),
    _table("step_parties", models.StepParty, f"step role {_PARTY}", owner="step"),
    _table(
        "periods",
        models.Period,
        "country organ role since until event note",
        owner="country",
    ),
    _table(
        "evidence",
        models.Evidence,
        f"{_CLAIMS} field paragraph stance value confidence quote note start end",
        staff="exact before after",
        owner=_CLAIMS,
    ),
    _table(
        "aliases",
        models.Alias,
        "spelling script language actor country place initiative post",
        owner="actor country place initiative post",
    ),
    _table("tombstones", models.Tombstone, "status target reason"),
    _table(
        "revisions",
        models.Revision,
        "record state document base_version version batch comment created_at",
        staff="author contributors reviewer reply decided_at",
        starter=True,
    ),
)
TABLE: dict[str, Table] = {table.name: table for table in TABLES}
TABLE_OF: dict[type[db.Model], Table] = {table.model: table for table in TABLES}
