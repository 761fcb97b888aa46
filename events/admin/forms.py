"""Form fields and formsets of the admin: dates as people write them, look-ups without N+1."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect, RelatedFieldWidgetWrapper
from django.core.exceptions import ValidationError
from django.forms.models import BaseInlineFormSet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from events import edtf
from events.models import Child, Record

UNDERSTOOD = "understood"


class EdtfInput(forms.TextInput):
    """A text field whose reading is shown beside it while it is typed."""

    template_name = "admin/events/edtf_input.html"

    class Media:
        js = ("js/admin-edtf.js",)

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"]["data-read-date"] = reverse("admin:events_read_date")
        context["widget"]["reading"] = edtf.words(value) if value and edtf.valid(value) else ""
        return context


class EdtfFormField(forms.CharField):
    """EDTF, or a date in English, Russian or Chinese words, which is shown back before saving."""

    widget = EdtfInput

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        if not text:
            return text
        try:
            understood = edtf.read(text)
        except edtf.EdtfError as error:
            raise ValidationError(error.reason, code="edtf") from error
        if understood.text != text:
            raise ValidationError(
                _("Understood as %(words)s (%(edtf)s). Save again if that is right."),
                code=UNDERSTOOD,
                params={"words": edtf.words(understood), "edtf": understood.text},
            )
        return text


class DatedForm(forms.ModelForm):
    """Puts the reading of a free-text date into its field, to be confirmed by saving again."""

    def full_clean(self) -> None:
        super().full_clean()
        for name, errors in self.errors.items():
            for error in errors.as_data():
                if error.code == UNDERSTOOD and error.params:
                    data = self.data.copy()
                    data[self.add_prefix(name)] = error.params["edtf"]
                    self.data = data


@dataclass
class Standing:
    """Where the record of a form stands now, and the form's copy of it from when it was opened.

    is_stale: somebody else saved since, and what was typed is shown again to be decided on.
    """

    seen: str
    opened: str
    is_stale: bool = False


class StampedForm(DatedForm):
    """Knows which state of the record it was opened on; `proposing` settles what came between.

    `seen` is the stamp of that state and `opened` a signed copy of the document, so that the
    three versions can be told apart wherever the form was lying in the meantime.
    """

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    opened = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)
    #: Set by the admin on the class it makes for a request.
    standing: Standing | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        now = self.standing
        self.fields["seen"].initial = now.seen if now else stamp(self.instance)
        self.fields["opened"].initial = now.opened if now else ""

    def clean(self) -> Any:
        cleaned = super().clean()
        if self.standing and self.standing.is_stale:
            # Saving again is then a decision, made on what is shown.
            data = self.data.copy()
            data[self.add_prefix("seen")] = self.standing.seen
            data[self.add_prefix("opened")] = self.standing.opened
            self.data = data
            raise ValidationError(
                _(
                    "Somebody else saved this record after you opened it. What you typed is kept"
                    " below. Compare the versions, and save again to decide."
                )
            )
        return cleaned


def record_of(row: Any) -> Record | None:
    """The record that a form's row is or belongs to; none for a country, or before it is saved."""
    if row.pk is None:
        return None
    record = row.record if isinstance(row, Child) else row
    return record if isinstance(record, Record) else None


def stamp(row: Any) -> str:
    """The version and time of the last change of the row's record."""
    record = record_of(row)
    return f"{record.version} {record.changed_at.isoformat()}" if record else ""


def version_seen(seen: str) -> int | None:
    """The version in a stamp that came back with a form; None where it is none."""
    number = seen.split(" ")[0]
    return int(number) if number.isascii() and number.isdigit() and len(number) < 9 else None


class KnownLabelsSelect(AutocompleteSelect):
    """An autocomplete that finds the labels of selected rows in `known` before it asks."""

    known: dict[str, str] | None = None

    def optgroups(self, name: str, value: Any, attrs: Any = None) -> Any:
        selected = [str(v) for v in value if str(v)]
        if self.known is None or any(key not in self.known for key in selected):
            return super().optgroups(name, value, attrs)
        blank = [] if self.is_required or self.allow_multiple_selected else [("", "", False)]
        chosen = [(key, self.known[key], True) for key in selected]
        return [
            (
                None,
                [
                    self.create_option(name, key, label, picked, index)
                    for index, (key, label, picked) in enumerate([*blank, *chosen])
                ],
                0,
            )
        ]


class KnownChoiceField(forms.ModelChoiceField):
    """A choice that takes rows from `known` before it asks the database for one."""

    known: dict[str, Any] | None = None

    def to_python(self, value: Any) -> Any:
        if self.known is not None and str(value) in self.known:
            return self.known[str(value)]
        return super().to_python(value)


class KnownRowsFormSet(BaseInlineFormSet):
    """Fetches everything its rows point to, stored or posted, with one query a column."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._known: dict[str, dict[str, Any]] = {}

    def add_fields(self, form: forms.ModelForm, index: int | None) -> None:
        super().add_fields(form, index)
        for name, field in form.fields.items():
            if isinstance(field, KnownChoiceField):
                field.known = self._rows(name, field)
                widget: Any = field.widget
                if isinstance(widget, RelatedFieldWidgetWrapper):
                    widget = widget.widget
                widget.known = {
                    key: field.label_from_instance(row) for key, row in field.known.items()
                }

    def _rows(self, name: str, field: KnownChoiceField) -> dict[str, Any]:
        if name not in self._known:
            column = self.model._meta.get_field(name)
            keys = {str(getattr(row, column.attname)) for row in self.get_queryset()}
            if self.is_bound:
                keys |= {
                    value
                    for key, value in self.data.items()
                    if key.startswith(f"{self.prefix}-") and key.endswith(f"-{name}")
                }
            wanted = [key for key in keys if _fits(column.target_field, key)]
            rows = field.queryset.filter(pk__in=wanted) if wanted else ()
            if hasattr(rows, "with_source"):
                rows = rows.with_source()
            self._known[name] = {str(row.pk): row for row in rows}
        return self._known[name]


def _fits(key_field: Any, text: str) -> bool:
    """Whether a posted text can be a key at all; the field itself refuses what is not."""
    if not text or text == "None":
        return False
    if key_field.get_internal_type() == "AutoField":
        return text.isascii() and text.isdigit() and int(text) < 2**31
    return True
