"""Form fields that read one parameter each.

Every field turns what was typed into items, and says three things of an item: its plain value
for the verbs of querysets, its key for the address, its label for the reader. Blank values are
dropped, codes come in any case, and what cannot be read is an error of the field.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet, TextChoices
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from events import edtf, tokens
from events.models import Record, Tombstone

#: SQLite gives up at a thousand conditions; no reader chooses as many.
MAX_VALUES = 50
MAX_PAGE = 200
MAX_PAGE_SIZE = 1000
_SLUG = re.compile(r"[a-zA-Z0-9_-]{1,80}")
_NUMBER = re.compile(r"[1-9][0-9]{0,9}")
_WHOLE = re.compile(r"[1-9][0-9]{0,99}")
_LARGEST_ID = 2**31 - 1
_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
_YEAR = re.compile(r"[0-9]{4}")


def _shown(text: str) -> str:
    return Truncator(text.replace("\0", "")).chars(40)


def unknown(text: str) -> ValidationError:
    """The error of a value that is none of those to choose from."""
    return ValidationError(
        _("There is no “%(value)s” to choose here."), code="unknown", params={"value": _shown(text)}
    )


class SeveralField(forms.Field):
    """A parameter that may be repeated; its cleaned value is a list of items."""

    widget = forms.MultipleHiddenInput
    is_several = True

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{**kwargs, "required": False})

    def to_python(self, value: Sequence[str] | None) -> list[Any]:
        given = (self.fold(text.strip()) for text in value or ())
        texts = list(dict.fromkeys(text for text in given if text))
        if len(texts) > MAX_VALUES:
            raise ValidationError(_("At most %(most)s values."), params={"most": MAX_VALUES})
        return self.resolve(texts)

    def fold(self, text: str) -> str:
        """Take the case out of a code."""
        return text.lower()

    def resolve(self, texts: list[str]) -> list[Any]:
        """Turn texts into items; ValidationError where one is unknown."""
        raise NotImplementedError

    def plain(self, item: Any) -> Any:
        """What the verbs of querysets take."""
        return item

    def key(self, item: Any) -> str:
        """What stands in the address."""
        return str(item)

    def said(self, item: Any) -> str:
        """What the reader is told."""
        return str(item)

    def counted(self, values: Sequence[str]) -> dict[str, Any]:
        """The items of values counted by a facet."""
        return {value: value for value in values}


class ChoicesField(SeveralField):
    """Values of a controlled vocabulary."""

    def __init__(self, *, choices: type[TextChoices], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.choices = choices

    def resolve(self, texts: list[str]) -> list[str]:
        for text in texts:
            if text not in self.choices.values:
                raise unknown(text)
        return texts

    def said(self, item: str) -> str:
        return str(self.choices(item).label)


class YearsField(SeveralField):
    """Years of four digits."""

    def resolve(self, texts: list[str]) -> list[int]:
        for text in texts:
            if not _YEAR.fullmatch(text) or text == "0000":
                raise ValidationError(_("Give a year as 2021."), code="year")
        return [int(text) for text in texts]

    def key(self, item: int) -> str:
        return f"{item:04}"

    def said(self, item: int) -> str:
        return self.key(item)


class RowsField(SeveralField):
    """Rows of a vocabulary, by their natural key."""

    def __init__(
        self, *, rows: Callable[[], QuerySet], fold: Callable[[str], str] = str.lower, **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.rows = rows
        self._fold = fold

    def fold(self, text: str) -> str:
        return self._fold(text)

    def resolve(self, texts: list[str]) -> list[Any]:
        for text in texts:
            if not _SLUG.fullmatch(text):
                raise unknown(text)
        found = self.rows().in_bulk(texts) if texts else {}
        for text in texts:
            if text not in found:
                raise unknown(text)
        return [found[text] for text in texts]

    def plain(self, item: Any) -> str:
        return str(item.pk)

    def key(self, item: Any) -> str:
        return str(item.pk)

    def said(self, item: Any) -> str:
        return str(item.label)

    def counted(self, values: Sequence[str]) -> dict[str, Any]:
        return self.rows().in_bulk(list(values))


class RecordsField(SeveralField):
    """Published records by their public id; a merged id means its survivor."""

    def __init__(self, *, model: type[Record], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.model = model

    def resolve(self, texts: list[str]) -> list[Record]:
        found = self._published(texts)
        if missing := [text for text in texts if text not in found]:
            survivors = Tombstone.objects.survivors(missing)
            public = self._published(list(survivors.values()))
            found |= {text: public[s] for text, s in survivors.items() if s in public}
        for text in texts:
            if text not in found:
                raise unknown(text)
        return list(dict.fromkeys(found[text] for text in texts))

    def plain(self, item: Record) -> int:
        return int(item.pk)

    def key(self, item: Record) -> str:
        return item.public_id

    def said(self, item: Record) -> str:
        return item.label

    def counted(self, values: Sequence[str]) -> dict[str, Any]:
        """Primary keys are counted; of records that are not public nothing is said."""
        return {str(row.pk): row for row in self._rows().filter(pk__in=map(int, values))}

    def _rows(self) -> QuerySet:
        rows: Any = self.model._default_manager
        return rows.published()

    def _published(self, ids: Sequence[str]) -> dict[str, Record]:
        numbers = [number for id in ids if (number := self._number(id))]
        return {row.public_id: row for row in self._rows().filter(pk__in=numbers)}

    def _number(self, text: str) -> int | None:
        """The primary key, or None where it is no id of this kind or larger than any can be."""
        number = text.removeprefix(self.model.prefix)
        if number == text or not _NUMBER.fullmatch(number) or int(number) > _LARGEST_ID:
            return None
        return int(number)


class OneField(forms.CharField):
    """A parameter that stands once; its cleaned value is one item, or None."""

    is_several = False

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{**kwargs, "required": False, "empty_value": None})

    def plain(self, item: Any) -> Any:
        """What the verbs of querysets take."""
        return item

    def key(self, item: Any) -> str:
        """What stands in the address."""
        return str(item)

    def said(self, item: Any) -> str:
        """What the reader is told."""
        return str(item)


class WordsField(OneField):
    """What to search for."""

    widget = forms.TextInput(attrs={"type": "search"})

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs, max_length=tokens.MAX_QUERY)


class DateField(OneField):
    """A year, month or day; its item is the parsed date."""

    def to_python(self, value: Any) -> edtf.Edtf | None:
        text = super().to_python(value)
        if text is None:
            return None
        if not _DATE.fullmatch(text):
            raise ValidationError(_("Give a date as 2021, 2021-09 or 2021-09-17."), code="date")
        try:
            return edtf.parse(text)
        except edtf.EdtfError as error:
            raise ValidationError(error.reason, code="date") from error

    def run_validators(self, value: Any) -> None:
        """The text was read; CharField's validators are for texts."""

    def said(self, item: edtf.Edtf) -> str:
        return edtf.words(item)


class OptionField(OneField):
    """One of a few words, in any case."""

    widget = forms.Select

    def __init__(self, *, choices: Sequence[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.choices = list(choices)
        self.widget.choices = self.choices

    def to_python(self, value: Any) -> str | None:
        text = super().to_python(value)
        if text is None:
            return None
        if text.lower() not in dict(self.choices):
            raise unknown(text)
        return str(text).lower()

    def said(self, item: str) -> str:
        return str(dict(self.choices)[item])


class FlagWidget(forms.CheckboxInput):
    """A box whose value is 1; what was sent reaches the field as it is."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, check_test=lambda value: value not in FlagField.NO)

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return data.get(name)

    def format_value(self, value: Any) -> str:
        return "1"


class FlagField(OneField):
    """Yes (1) or no (0, or nothing)."""

    widget = FlagWidget
    YES = ("1", "true", "yes", "on")
    NO = (None, "", "0", "false", "no", "off", False)

    def to_python(self, value: Any) -> bool | None:
        text = super().to_python(value)
        text = text.lower() if text else text
        if text in self.YES:
            return True
        if text not in self.NO:
            raise ValidationError(_("Give 1 for yes or 0 for no."), code="flag")
        return None

    def run_validators(self, value: Any) -> None:
        """The text was read; CharField's validators are for texts."""

    def key(self, item: bool) -> str:  # noqa: FBT001 - the item is the flag
        return "1"


class NumberField(OneField):
    """A whole number from 1 on."""

    widget = forms.HiddenInput

    def __init__(self, *, most: int | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.most = most

    def to_python(self, value: Any) -> int | None:
        text = super().to_python(value)
        if text is None:
            return None
        # Leading zeros and signs would be a second address of the same page.
        if not _WHOLE.fullmatch(text) or (self.most and int(text) > self.most):
            if self.most:
                raise ValidationError(
                    _("Give a whole number from 1 to %(most)s."), params={"most": self.most}
                )
            raise ValidationError(_("Give a whole number from 1 on."), code="number")
        return int(text)

    def run_validators(self, value: Any) -> None:
        """The text was read; CharField's validators are for texts."""
