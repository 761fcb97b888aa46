"""What was read of an article as forms: shown for correction, carried along, and read back.

Nothing is stored between the steps of an import: the text travels in the form that corrects it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.forms import formset_factory
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events import intake, models
from events.choices import CaptureMethod, DateBasis, HeadlineBasis, ParagraphKind, PublisherKind
from events.intake.cleaning import MAX_BYTES, MAX_TEXT, clean
from events.intake.problems import IntakeError
from events.intake.reading import MAX_PASSAGES, Block, Passage, Reading, numbered

from ..forms import DatedForm, EdtfFormField, EdtfInput

#: Texts of several files wait in one form; more of them are work for the command.
MAX_FILES = 20
MAX_WAITING = 2 * MAX_TEXT

KINDS = [kind for kind in ParagraphKind if kind != ParagraphKind.WHOLE]
METHODS = (CaptureMethod.FILE, CaptureMethod.PASTE, CaptureMethod.FETCH)


_BEGINS_WITH_HOST = re.compile(r"[\w-]+(\.[\w-]+)+(/|$)")

# Step 1: where it comes from --------------------------------------------------------------------


class FilesInput(forms.FileInput):
    """A field for any number of files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Files, none of which is opened when it is larger than a page may be."""

    widget = FilesInput(attrs={"accept": ".txt,.html,.htm,.xhtml"})

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        files = [super(FilesField, self).clean(one) for one in data or ()]
        if len(files) > MAX_FILES:
            raise forms.ValidationError(
                _("At most %(most)d files at once; the command import_article takes more."),
                params={"most": MAX_FILES},
            )
        return files


class WordsField(forms.CharField):
    """A text as it is typed: what is hidden in it, null characters too, is taken out and told."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(strip=False, required=False, **kwargs)
        self.validators = []


class SourceForm(forms.Form):
    """A text, files or an address; an address beside a text says where the text comes from."""

    url = forms.CharField(
        label=gettext_lazy("Address"),
        required=False,
        max_length=2_000,
        widget=forms.TextInput(attrs={"inputmode": "url", "class": "vURLField"}),
        help_text=gettext_lazy(
            "Alone, it is fetched. Beside a text or one file, it says where that comes from."
        ),
    )
    files = FilesField(
        label=gettext_lazy("Files"),
        required=False,
        help_text=gettext_lazy("Text (.txt) or saved pages (.html); several at once."),
    )
    text = WordsField(
        label=gettext_lazy("Text"),
        widget=forms.Textarea(attrs={"rows": 12, "dir": "auto", "spellcheck": "false"}),
        help_text=gettext_lazy("As copied from the page; it is taken as text, never as markup."),
    )
    publisher = forms.ModelChoiceField(
        models.Publisher.objects.all(), label=gettext_lazy("Publisher"), required=False
    )

    def __init__(self, *args: Any, of_known: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if of_known:
            del self.fields["publisher"]

    def clean_url(self) -> str:
        """As it was typed; an address that begins with the host is one of https."""
        url = self.cleaned_data["url"]
        return f"https://{url}" if _BEGINS_WITH_HOST.match(url) else url

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        ways = [name for name in ("files", "text") if given.get(name)]
        if len(ways) > 1:
            self.add_error("files", _("Give files or a text, one of the two."))
        elif not ways and not given.get("url") and not self.errors:
            raise forms.ValidationError(_("Give an address, a file or a text."))
        return given


def content_of(upload: Any) -> bytes:
    """The bytes of an uploaded file, which is not opened where it is too large."""
    if upload.size > MAX_BYTES:
        raise IntakeError([("file", _("More than 5 MB: that is no article."))])
    return upload.read()


# Step 2: what was found -------------------------------------------------------------------------


class ArticleForm(DatedForm):
    """What the page says about itself."""

    url = forms.URLField(
        label=gettext_lazy("Address"), required=False, max_length=500, assume_scheme="https"
    )
    new_name = forms.CharField(label=gettext_lazy("Name"), required=False, max_length=200)
    new_kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        required=False,
        choices=[("", "---------"), *PublisherKind.choices],
    )
    new_country = forms.ModelChoiceField(
        models.Country.objects.all(), label=gettext_lazy("Country"), required=False
    )

    class Meta:
        model = models.Article
        fields = (
            "headline",
            "headline_basis",
            "url",
            "publisher",
            "published",
            "published_basis",
            "language",
            "note",
        )
        field_classes = {"published": EdtfFormField}
        widgets = {
            "headline": forms.TextInput(attrs={"dir": "auto", "class": "vTextField"}),
            "published": EdtfInput,
            "note": forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["publisher"].required = False
        self.fields["publisher"].empty_label = _("another one, named below")  # type: ignore[attr-defined]

    def _post_clean(self) -> None:
        """It makes no row: a known address is a duplicate, which is the curator's to decide on."""

    def clean(self) -> Any:
        given = super().clean() or self.cleaned_data
        if not given.get("publisher") and "publisher" not in self.errors:
            if not given.get("new_name"):
                self.add_error("publisher", _("Choose the publisher, or name a new one."))
            elif not given.get("new_kind"):
                self.add_error("new_kind", _("Say what kind of publisher it is."))
            elif not slugify(given["new_name"], allow_unicode=False):
                self.add_error("new_name", _("Write the name in Latin letters."))
        return given

    def kept_publisher(self, user: Any) -> models.Publisher:
        """The chosen publisher, or the new one that is named."""
        given = self.cleaned_data
        if given["publisher"] is not None:
            chosen: models.Publisher = given["publisher"]
            return chosen
        return intake.new_publisher(
            given["new_name"],
            user,
            kind=given["new_kind"],
            country=given["new_country"],
            language=given["language"],
        )


class PassageForm(DatedForm):
    """One passage: a blank line in it splits it, and it can join the one before or be left out."""

    join = forms.BooleanField(label=gettext_lazy("Join to the one before"), required=False)
    drop = forms.BooleanField(label=gettext_lazy("Leave out"), required=False)
    text = WordsField(label=gettext_lazy("Text"))

    class Meta:
        model = models.Paragraph
        fields = ("kind", "dated", "text")
        field_classes = {"dated": EdtfFormField}
        widgets = {"dated": EdtfInput}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in KINDS]  # type: ignore[attr-defined]
        text = str(self["text"].value() or "")
        rows = max(2, min(10, len(text) // 70 + text.count("\n") + 1))
        self.fields["text"].widget = forms.Textarea(
            attrs={"rows": rows, "dir": "auto", "spellcheck": "false"}
        )

    def _post_clean(self) -> None:
        """It makes no row either."""


PassageFormSet = formset_factory(
    PassageForm, extra=0, max_num=MAX_PASSAGES, absolute_max=MAX_PASSAGES + 1, validate_max=True
)


def first_of(reading: Reading) -> dict[str, Any]:
    """The fields of the article's form as they were found."""
    return {
        "headline": reading.headline,
        "headline_basis": "seen" if reading.headline else "not-seen",
        "url": reading.url,
        "publisher": reading.publisher or None,
        "new_name": "" if reading.publisher else reading.site,
        "published": reading.published,
        "published_basis": reading.published_basis or DateBasis.STATED,
        "language": reading.language,
    }


def rows_of(passages: Iterable[Passage]) -> list[dict[str, str]]:
    """The rows of the passages' formset."""
    return [{"kind": p.kind, "dated": p.dated, "text": p.text} for p in passages]


def passages_in(rows: Iterable[dict[str, Any]]) -> tuple[Passage, ...]:
    """The passages that corrected rows mean: left out, joined and split, numbered anew."""
    blocks: list[Block] = []
    for row in rows:
        pieces = [piece.strip() for piece in _split(clean(row.get("text") or "")[0])]
        pieces = [] if row.get("drop") else [piece for piece in pieces if piece]
        for index, piece in enumerate(pieces):
            if row.get("join") and blocks and not index:
                last = blocks.pop()
                joined = f"{last.text}\n{piece}"
                blocks.append(Block(last.kind, joined, last.dated or row["dated"]))
            else:
                blocks.append(Block(row["kind"], piece, "" if index else row["dated"]))
    return numbered(blocks)


def _split(text: str) -> list[str]:
    """The parts of a text between its blank lines."""
    parts: list[list[str]] = [[]]
    for line in text.split("\n"):
        if line.strip():
            parts[-1].append(line)
        else:
            parts.append([])
    return ["\n".join(part) for part in parts]


# Between the steps --------------------------------------------------------------------------------


#: What a curator said of the page that a reading has no place for.
SAID = ("headline_basis", "note", "new_kind", "new_country")


@dataclass(frozen=True)
class Carried:
    """A reading that travels in a hidden field, the name of its file, and what was said of it."""

    name: str
    reading: Reading
    said: dict[str, str] = field(default_factory=dict)

    def packed(self) -> str:
        """All of it as one text."""
        reading = self.reading
        whole = {key: getattr(reading, key) for key in _TEXTS}
        whole |= {"name": self.name, "said": self.said, "notes": list(reading.notes)}
        whole["passages"] = [[p.kind, p.dated, p.text] for p in reading.passages]
        return json.dumps(whole, ensure_ascii=False, separators=(",", ":"))


_TEXTS = (
    *("text", "method", "headline", "url", "publisher", "site", "published"),
    *("published_basis", "language"),
)


def unpacked(text: str) -> Carried:
    """What came back in a hidden field, checked like anything typed; ValidationError if broken."""
    try:
        whole = json.loads(text)
        found: dict[str, Any] = {key: _text(whole[key]) for key in _TEXTS}
        found["method"] = CaptureMethod(found["method"])
        found["passages"] = numbered(
            [
                Block(ParagraphKind(kind), _text(words), _text(dated))
                for kind, dated, words in whole["passages"]
            ]
        )
        found["notes"] = tuple(_text(note) for note in whole["notes"])
        said = {key: _text(whole["said"][key]) for key in SAID if key in whole["said"]}
        HeadlineBasis(said.get("headline_basis", HeadlineBasis.SEEN))
        return Carried(_text(whole["name"]), Reading(**found), said)
    except (ValueError, KeyError, TypeError, RecursionError, IntakeError):
        raise forms.ValidationError(_("What was read got lost on the way; read it anew.")) from None


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("a text was expected")
    return clean(value)[0]


def waiting_in(given: Sequence[str]) -> list[Carried]:
    """The files that wait for their turn; one that got lost on the way is left out."""
    found = []
    for text in given[:MAX_FILES]:
        try:
            found.append(unpacked(text))
        except forms.ValidationError:
            continue
    return found
