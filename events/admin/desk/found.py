"""What was found in the files, the text or the page that somebody gave, one row for each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext as _

from events import edtf, intake, models
from events.intake import proposals
from events.intake.problems import IntakeError
from events.intake.reading import Reading

from .readings import MAX_WAITING, Carried, SourceForm, content_of

Reader = Callable[[str], Reading]


@dataclass
class Row:
    """One file, or whatever was given: what was found in it, or why nothing was."""

    name: str
    reading: Reading | None = None
    problems: list[str] = field(default_factory=list)
    likenesses: list[Any] = field(default_factory=list)
    #: Among those that wait in the form; what could not be read does not.
    place: int = 0

    said: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, carried: Carried) -> Row:
        """The row of a reading that came back, looked up anew."""
        alike = intake.look_alikes(carried.reading)
        return cls(carried.name, carried.reading, likenesses=alike, said=carried.said)

    @property
    def words(self) -> str:
        """The date of publication in words."""
        date = self.reading.published if self.reading else ""
        return edtf.words(date) if edtf.valid(date) else ""

    @property
    def publisher(self) -> str:
        """The name of a known publisher, else of the site."""
        if self.reading is None:
            return ""
        known = models.Publisher.objects.in_bulk([self.reading.publisher]).values()
        return next((row.name for row in known), self.reading.site)

    @property
    def missing(self) -> list[str]:
        """What has to be filled in before it can be saved."""
        if self.reading is None:
            return []
        wanted = {
            _("headline"): self.reading.headline,
            _("publisher"): self.reading.publisher,
            _("language"): self.reading.language,
        }
        return [name for name, value in wanted.items() if not value]

    @property
    def is_clean(self) -> bool:
        """Whether it can be saved without a question."""
        return bool(self.reading) and not (self.problems or self.likenesses or self.missing)

    @property
    def carried(self) -> str:
        """What travels in the form that shows it."""
        return Carried(self.name, self.reading, self.said).packed() if self.reading else ""


def _read(given: dict[str, Any], reader: Reader) -> list[Row]:
    """A row for everything that was given."""
    if given["files"]:
        rows = [_read_file(upload) for upload in given["files"]]
    elif given["text"].strip():
        rows = [Row("", intake.read_text(given["text"], url=given["url"]))]
    else:
        rows = [Row("", reader(given["url"]))]
    for row in rows:
        if row.reading:
            row.reading = _completed(row.reading, given, alone=len(rows) == 1)
            row.likenesses = intake.look_alikes(row.reading)
    return rows


def _read_file(upload: Any) -> Row:
    try:
        return Row(upload.name, intake.read_file(upload.name, content_of(upload)))
    except IntakeError as refusal:
        return Row(upload.name, problems=[message for _field, message in refusal.problems])


def _completed(reading: Reading, given: dict[str, Any], *, alone: bool) -> Reading:
    """With the address and publisher that were given, where the page names none."""
    url = reading.url or (intake.canonical(given["url"]) if alone else "")
    chosen = given["publisher"].pk if given.get("publisher") else ""
    publisher = reading.publisher or chosen or proposals.publisher_of(url, "")
    return replace(reading, url=url, publisher=publisher)


def _is_too_much(rows: list[Row]) -> bool:
    return sum(len(row.reading.text.encode()) for row in rows if row.reading) > MAX_WAITING


def rows_of(form: SourceForm, reader: Reader) -> list[Row]:
    """What a form's sources hold; refusals go to the form."""
    if not form.is_valid():
        return []
    try:
        rows = _read(form.cleaned_data, reader)
    except IntakeError as refusal:
        for name, message in refusal.problems:
            form.add_error(
                {"file": "files"}.get(name, name if name in form.fields else None), message
            )
        return []
    if _is_too_much(rows):
        form.add_error(
            "files", _("That is more text than fits one form: take fewer files at once.")
        )
    elif len(rows) == 1:
        for message in rows[0].problems:
            form.add_error("files", message)
    return rows
