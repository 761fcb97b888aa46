"""The codebook: every vocabulary and every column of the dataset, read from the code itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import TextChoices
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from events import choices
from events.dataset import columns

from .topics import TopicCounts, tree


@dataclass(frozen=True)
class Term:
    """A value as it stands in addresses and in the dataset; `group` is what it belongs to."""

    anchor: str
    value: str
    label: str
    group: str = ""


@dataclass(frozen=True)
class Vocabulary:
    """A closed list of terms and where it comes from."""

    anchor: str
    title: str
    about: str
    terms: list[Term]


@dataclass(frozen=True)
class ColumnRow:
    """A column: its name, kind and meaning, and the vocabulary or table it draws on."""

    anchor: str
    name: str
    kind: str
    label: str
    about: str
    required: bool
    target: str
    vocabulary: str


@dataclass(frozen=True)
class TableRow:
    """A table of the dataset."""

    anchor: str
    name: str
    title: str
    columns: list[ColumnRow]


@dataclass(frozen=True)
class Codebook:
    """All of it."""

    vocabularies: list[Vocabulary]
    topics: list[TopicCounts]
    tables: list[TableRow]


TITLES: dict[str, str] = {
    "EventKind": gettext_noop("Kinds of event"),
    "EventGroup": gettext_noop("Groups of kinds"),
    "EventState": gettext_noop("States of an event"),
    "EventMode": gettext_noop("Formats of an event"),
    "EventRole": gettext_noop("Roles at an event"),
    "DateBasis": gettext_noop("How a date is known"),
    "StatementKind": gettext_noop("Kinds of statement"),
    "StatementRole": gettext_noop("Roles in a statement"),
    "InitiativeKind": gettext_noop("Kinds of initiative"),
    "Verb": gettext_noop("Steps of an initiative"),
    "VerbStage": gettext_noop("Stages of an initiative"),
    "StepRole": gettext_noop("Roles in a step"),
    "DocumentKind": gettext_noop("Kinds of document"),
    "ActorKind": gettext_noop("Kinds of actor"),
    "PostLevel": gettext_noop("Levels of office"),
    "PeriodRole": gettext_noop("Standing in the organisation"),
    "PlacePrecision": gettext_noop("What coordinates stand for"),
    "PublisherKind": gettext_noop("Kinds of publisher"),
    "HeadlineBasis": gettext_noop("How a headline is known"),
    "Triage": gettext_noop("Where an article stands"),
    "CaptureMethod": gettext_noop("How the text of an article came to us"),
    "ParagraphKind": gettext_noop("Kinds of paragraph"),
    "Stance": gettext_noop("What a passage does to a claim"),
    "Confidence": gettext_noop("Confidence"),
    "Script": gettext_noop("Scripts of a name"),
    "Status": gettext_noop("Editorial status of a record"),
    "RevisionState": gettext_noop("State of a proposed change"),
}
_GROUPS: dict[str, dict[str, str]] = {
    "EventKind": choices.GROUP_OF_KIND,
    "Verb": choices.STAGE_OF_VERB,
}
_GROUP_LABELS: dict[str, type[TextChoices]] = {
    "EventKind": choices.EventGroup,
    "Verb": choices.VerbStage,
}


def codebook() -> Codebook:
    """Vocabularies, topics and tables; queries for the topics alone."""
    return Codebook(vocabularies(), tree(), tables())


def vocabularies() -> list[Vocabulary]:
    """Every class of `events.choices`, in the order of TITLES."""
    return [_vocabulary(name, getattr(choices, name)) for name in TITLES]


def _vocabulary(name: str, terms: type[TextChoices]) -> Vocabulary:
    anchor = anchor_of(terms)
    groups = _GROUPS.get(name, {})
    labels = dict(_GROUP_LABELS[name].choices) if groups else {}
    # `tools.messages` takes the docstrings into the catalogues in this form.
    gloss = " ".join((terms.__doc__ or "").split())
    return Vocabulary(
        anchor=anchor,
        title=_(TITLES[name]),
        about=_(gloss),
        terms=[
            Term(
                anchor=f"{anchor}-{slugify(term.value)}",
                value=term.value,
                label=str(term.label),
                group=str(labels[groups[term.value]]) if groups else "",
            )
            for term in terms
        ],
    )


def anchor_of(terms: type) -> str:
    """`event-kind` of EventKind."""
    words = "".join(f"-{letter}" if letter.isupper() else letter for letter in terms.__name__)
    return words.lower().strip("-")


def tables() -> list[TableRow]:
    """Every table of the dataset with its public columns."""
    return [
        TableRow(
            anchor=f"table-{table.name}",
            name=table.name,
            title=str(table.model._meta.verbose_name_plural),
            columns=[
                _column(table.name, column) for column in table.visible(columns.Profile.PUBLIC)
            ],
        )
        for table in columns.TABLES
        if not table.starter
    ]


def _column(table: str, column: columns.Column) -> ColumnRow:
    field = column.field
    # Django names a field without a name of its own after its model, in English.
    label = str(getattr(field, "verbose_name", column.name))
    return ColumnRow(
        anchor=f"column-{table}-{column.name}",
        name=column.name,
        kind=str(column.kind.value),
        label=_(label),
        about=str(field.help_text),
        required=column.required,
        target=_target(column),
        vocabulary=_vocabulary_of(field),
    )


def _target(column: columns.Column) -> str:
    if column.kind not in (columns.Kind.REFERENCE, columns.Kind.REFERENCES):
        return ""
    return columns.TABLE_OF[column.target].name


def _vocabulary_of(field: Any) -> str:
    """The anchor of the vocabulary whose terms a column holds."""
    given = [value for value, _label in field.choices or ()]
    for name in TITLES:
        terms = getattr(choices, name)
        if given and given == terms.values:
            return anchor_of(terms)
    return ""
