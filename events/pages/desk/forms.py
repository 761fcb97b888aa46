"""The forms of the desk as plain data: fields with their labels, choices and empty rows.

Templates write the forms from it, and scripts find there what a new row of a table looks like and
which of its columns must be filled. Labels are those of the models, so they are stated once.
"""

from __future__ import annotations

from typing import Any

from django.db.models import TextField, URLField
from django.utils.functional import Promise
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from events.choices import KINDS_OF_GROUP, EventGroup, EventKind, RevisionState, Status
from events.dataset.columns import TABLE, TABLE_OF, Column, Kind, Table
from events.dataset.world import EDITORIAL
from events.models.quotation import MAX_QUOTE_WORDS

from .wording import card_texts

#: Tables whose rows the desk writes -> the foreign key of evidence for one of their rows.
CLAIMS: dict[str, str] = {
    "events": "event",
    "participations": "participation",
    "statements": "statement",
    "statement_parties": "statement_party",
    "initiatives": "initiative",
    "initiative_steps": "step",
    "step_parties": "step_party",
    "documents": "document",
    "actors": "actor",
    "tenures": "tenure",
}
DATED = ("events", "statements", "initiative_steps", "documents")
#: What a curator is asked, where the model's own words are too short for a form.
LABELS: dict[tuple[str, str], Promise | str] = {
    ("events", "title_en"): _("Title, in our words"),
    ("events", "date"): _("Date, as you would say it"),
    ("events", "organ_number"): _("Number of the meeting"),
    ("statements", "text"): _("What was said, in our words"),
    ("statements", "date"): _("Date, as you would say it"),
    ("statements", "quotation_language"): _("Language of the quotation"),
    ("initiative_steps", "date"): _("Date, as you would say it"),
    ("initiative_steps", "verb"): _("What happened"),
    ("initiative_steps", "document"): _("Document adopted"),
    ("documents", "date"): _("Adopted on, as you would say it"),
    **{(table, "date_basis"): _("How the date is known") for table in DATED},
    ("documents", "in_force"): _("In force since, as you would say it"),
}
PARTIES = ("participations", "statement_parties", "step_parties")
PARTY_LABELS: dict[str, Promise | str] = {
    "actor": _("Who"),
    "country": _("For the country"),
    "represents": _("For the organisation"),
    "post": _("Post"),
    "office": _("Office as reported"),
    "role": _("Role"),
}
HELP: dict[tuple[str, str], Promise | str] = {
    ("statements", "text"): _("Public. In our own words: no eight words in a row from the text."),
    ("events", "summary"): _("Public. In our own words: no eight words in a row from the text."),
    ("statements", "quotation"): "",
    ("statements", "quotation_language"): "",
    ("events", "organ_number"): "",
    ("events", "organ"): "",
    ("actors", "classification"): "",
}
#: Fields whose few choices are all shown.
RADIOS = {"date_basis"}
#: Which list a reference is looked up in, where it is not the one of its table.
LOOK: dict[tuple[str, str], str] = {
    ("events", "organ"): "body",
    ("actors", "parent"): "body",
    **{(table, "actor"): "party" for table in PARTIES},
    **{(table, "represents"): "body" for table in PARTIES},
}
LOOK_OF_TABLE = {
    "actors": "actor",
    "countries": "country",
    "places": "place",
    "posts": "post",
    "events": "event",
    "statements": "statement",
    "initiatives": "initiative",
    "documents": "document",
    "topics": "topic",
}
#: Languages of the press of the region (BCP 47).
LANGUAGES = ("en", "ru", "zh", "ky", "kk", "uz", "tg", "fa", "ur", "hi", "be", "mn", "tk", "tr")
BASES = {
    "stated": _("stated in the article"),
    "from-publication-date": _("from its publication date"),
    "external": _("from outside knowledge"),
}


def form_choices() -> dict[str, Any]:
    """Everything the cards of the desk are written from; plain values, ready for JSON."""
    return {
        "fields": {name: _fields(TABLE[name]) for name in CLAIMS},
        "tables": {name: _shape(TABLE[name]) for name in (*CLAIMS, "evidence")},
        "event_kinds": _event_kinds(),
        "quotation_words": MAX_QUOTE_WORDS,
        "statuses": {
            str(value): str(label) for value, label in (*Status.choices, *RevisionState.choices)
        },
        "texts": {name: str(text) for name, text in card_texts().items()},
    }


def _event_kinds() -> list[dict[str, Any]]:
    """The seven families, each with the digit that chooses it."""
    return [
        {
            "key": str(number),
            "label": str(EventGroup(group).label),
            "kinds": [{"value": str(kind), "label": str(EventKind(kind).label)} for kind in kinds],
        }
        for number, (group, kinds) in enumerate(KINDS_OF_GROUP.items(), start=1)
    ]


def _fields(table: Table) -> dict[str, dict[str, Any]]:
    return {
        column.name: _field(table, column)
        for column in table.columns
        if column.kind is not Kind.ID and column.name not in EDITORIAL
    }


def _field(table: Table, column: Column) -> dict[str, Any]:
    place = (table.name, column.name)
    label = LABELS.get(place) or (
        PARTY_LABELS.get(column.name, "") if table.name in PARTIES else ""
    )
    speaks = table.name not in PARTIES and column.kind is not Kind.EDTF
    help_text = HELP.get(place, column.field.help_text if speaks else "")
    field = {
        "table": table.name,
        "column": column.name,
        "label": _sentence(str(label or column.field.verbose_name)),
        "short": str(column.field.verbose_name),
        "help": str(help_text),
        "control": _control(column),
        "required": column.required,
        "look": "",
        "choices": [],
    }
    if column.kind in (Kind.REFERENCE, Kind.REFERENCES):
        target = TABLE_OF[column.target].name
        field["look"] = LOOK.get(place) or LOOK_OF_TABLE.get(target, "")
    field["choices"] = _choices(column)
    return field


def _sentence(label: str) -> str:
    return label[:1].upper() + label[1:]


def _control(column: Column) -> str:
    if column.kind is Kind.EDTF:
        return "date"
    if column.kind is Kind.INTEGER:
        return "number"
    if column.kind is Kind.REFERENCE:
        return "lookup"
    if column.kind is Kind.REFERENCES:
        return "lookups"
    if column.name == "quotation_language":
        return "select"
    if column.kind is Kind.CHOICE:
        return "radios" if column.name in RADIOS else "select"
    if isinstance(column.field, URLField):
        return "url"
    return "area" if isinstance(column.field, TextField) else "text"


def _choices(column: Column) -> list[dict[str, str]]:
    if column.name == "date_basis":
        return [{"value": value, "label": str(label)} for value, label in BASES.items()]
    if column.name == "quotation_language":
        return [{"value": "", "label": ""}] + [
            {"value": code, "label": _language(code)} for code in LANGUAGES
        ]
    if column.kind is not Kind.CHOICE:
        return []
    return [{"value": str(value), "label": str(label)} for value, label in column.field.choices]


def _language(code: str) -> str:
    return str(get_language_info("zh-hans" if code == "zh" else code)["name_translated"])


def _shape(table: Table) -> dict[str, Any]:
    """What a new row looks like: prefix of its id, empty cells, what must be filled."""
    columns = [c for c in table.columns if c.name not in EDITORIAL]
    return {
        "prefix": getattr(table.model, "prefix", ""),
        "label": _sentence(str(table.model._meta.verbose_name)),
        "claim": CLAIMS.get(table.name, ""),
        "blank": {column.name: _empty(column) for column in columns},
        "required": [
            column.name for column in columns if column.required and column.kind is not Kind.ID
        ],
    }


def _empty(column: Column) -> Any:
    """The cell of a new row: its default, as a document writes it."""
    if column.kind is Kind.REFERENCES:
        return []
    if column.kind in (Kind.REFERENCE, Kind.INTEGER, Kind.NUMBER):
        return None
    if column.name == "date_basis":
        return "stated"
    default = column.field.get_default()
    if column.kind is Kind.BOOLEAN:
        return bool(default)
    return "" if default is None else str(default)
