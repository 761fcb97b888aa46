"""One reading on its way to being saved: its forms, what resembles it, what to do about that."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from django import forms
from django.db import transaction
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events import intake, models
from events.curation.binding import bind_quotes
from events.intake.cleaning import clean, one_line
from events.intake.problems import IntakeError
from events.intake.reading import Passage, Reading

from .readings import (
    SAID,
    ArticleForm,
    Carried,
    PassageFormSet,
    first_of,
    passages_in,
    rows_of,
    unpacked,
)


class ChoiceForm(forms.Form):
    """What to do with a text that resembles articles that are there already."""

    choice = forms.ChoiceField(
        label=gettext_lazy("What shall become of it?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Say what shall become of it.")},
    )

    def __init__(self, *args: Any, likenesses: list[Any], reading: Reading, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [option for one in likenesses for option in _options(one, reading)]
        if all(likeness.how == "near" for likeness in likenesses):
            choices.append(("anyway", _("It is another article: import it")))
        self.options = list(dict(choices).items())
        self.fields["choice"].choices = self.options  # type: ignore[attr-defined]


def _options(likeness: Any, reading: Reading) -> list[tuple[str, str]]:
    article = likeness.article
    name = {"article": article.public_id}
    attach = _("Attach this text to %(article)s") % name
    repeats = _("Record it as a duplicate of %(article)s") % name
    options = []
    if not (intake.has_text(article) and _has(article, reading.sha256)):
        options.append((f"attach-{article.pk}", attach))
    # An address belongs to one article, so a duplicate has another or none.
    if likeness.how != "url":
        options.append((f"duplicate-{article.pk}", repeats))
    return options


def _has(article: models.Article, sha256: str) -> bool:
    return sha256 in article.captures.values_list("sha256", flat=True)


@dataclass
class Correction:
    """The forms of one reading; `about` is none where the text of a known article is corrected."""

    name: str
    origin: Reading
    about: ArticleForm | None
    passages: Any
    given: Any = None
    problems: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, carried: Carried, *, of_known: bool = False) -> Correction:
        """The forms as they are first shown."""
        reading = carried.reading
        about = None if of_known else ArticleForm(initial=first_of(reading) | carried.said)
        passages = PassageFormSet(initial=rows_of(reading.passages), prefix="passages")
        return cls(carried.name, reading, about, passages)

    @classmethod
    def posted(cls, given: Any, *, of_known: bool = False) -> Correction:
        """The forms as they came back; ValidationError where the reading got lost."""
        carried = unpacked(given.get("origin", ""))
        about = None if of_known else ArticleForm(given)
        passages = PassageFormSet(given, prefix="passages")
        return cls(carried.name, carried.reading, about, passages, given)

    @property
    def carried(self) -> str:
        """What the forms do not hold of the reading; its passages are in the forms."""
        return Carried(self.name, replace(self.origin, passages=())).packed()

    @property
    def media(self) -> Any:
        return self.passages.empty_form.media

    @cached_property
    def likenesses(self) -> list[Any]:
        """Articles that are the same or resemble it."""
        if self.about is None:
            return []
        try:
            return intake.look_alikes(self.reading())
        except IntakeError:
            # An address that is none; the form says so at its field.
            return []

    @cached_property
    def choice(self) -> ChoiceForm | None:
        """The question about them; none where there are none."""
        if not self.likenesses:
            return None
        asked = self.given is not None and self.given.get("step") == "save"
        given = self.given if asked else None
        return ChoiceForm(given, likenesses=self.likenesses, reading=self.reading())

    @property
    def is_there(self) -> bool:
        """Whether the very article is there with this very text: nothing is left to be done."""
        return self.choice is not None and not self.choice.options

    def is_valid(self) -> bool:
        """Whether everything is filled in and decided; all of it is looked at either way.

        A text for an article that is there needs nothing said about its page.
        """
        fine = [self._is_readable()]
        if self.about is not None and not self.about.is_valid():
            fine.append(self._decision()[0] == "attach")
        if all(fine):
            fine.append(self.choice is None or self.choice.is_valid())
        return all(fine)

    def _is_readable(self) -> bool:
        """Whether the forms hold a reading, however much of it is missing."""
        if not self.passages.is_valid():
            return False
        try:
            self.reading()
        except IntakeError as refusal:
            self.refuse(refusal)
            return False
        return True

    def put_back(self) -> Carried | None:
        """What was corrected so far, to wait; none where something typed would be lost."""
        assert self.about is not None
        wrong = [name for name in self.about.errors if self.about[name].value()]
        if wrong or not self._is_readable():
            return None
        said = {name: str(self.about[name].value() or "") for name in SAID}
        return Carried(self.name, self.reading(), said)

    def renumber(self) -> None:
        """Show the passages anew as split, joined and left out; where that is possible."""
        if not self.passages.is_valid():
            return
        try:
            rows = rows_of(passages_in(self.passages.cleaned_data))
        except IntakeError as refusal:
            self.refuse(refusal)
        else:
            self.passages = PassageFormSet(initial=rows, prefix="passages")

    def reading(self) -> Reading:
        """The reading as corrected so far."""
        reading = replace(self.origin, passages=self._passages())
        if self.about is None:
            text = "\n\n".join(passage.text for passage in reading.passages)
            return reading if self._as_read(reading) else replace(reading, text=text)
        if not self.about.is_bound:
            return reading
        self.about.is_valid()
        found = dict(self.about.cleaned_data)
        found["url"] = intake.canonical(clean(found.get("url", ""))[0], secure=False)
        found["headline"] = one_line(found.get("headline", ""))
        publisher = found.get("publisher")
        return replace(
            reading,
            publisher=publisher.pk if publisher else "",
            site=found.get("new_name", ""),
            **{
                name: found.get(name, "")
                for name in ("headline", "url", "published", "published_basis", "language")
            },
        )

    def _passages(self) -> tuple[Passage, ...]:
        if self.passages.is_bound:
            fine = self.passages.is_valid()
            return passages_in(self.passages.cleaned_data) if fine else ()
        return passages_in(self.passages.initial)

    def _as_read(self, reading: Reading) -> bool:
        """Whether the passages still hold the words of the text that was read, and no others."""
        words = [word for passage in reading.passages for word in passage.text.split()]
        return words == reading.text.split()

    def refuse(self, refusal: IntakeError) -> None:
        """Show a refusal at its field, or above the forms; look for likenesses anew."""
        for stale in ("likenesses", "choice"):
            self.__dict__.pop(stale, None)
        for name, message in refusal.problems:
            if self.about is not None and self.about.is_bound and name in self.about.fields:
                self.about.add_error(name, message)
            else:
                self.problems.append(message)

    def keep(self, user: Any) -> models.Article:
        """Save as decided: all of it or nothing; IntakeError where that is refused."""
        decision, number = self._decision()
        known = {str(one.article.pk): one.article for one in self.likenesses}
        with transaction.atomic():
            if decision == "attach":
                bind_quotes(intake.correct(known[number], self.reading(), user), user)
                return known[number]
            repeated = known[number] if decision == "duplicate" else None
            return self._keep_new(user, repeated, apart=decision == "anyway")

    def _keep_new(self, user: Any, repeated: models.Article | None, *, apart: bool) -> Any:
        assert self.about is not None
        reading = replace(self.reading(), publisher=self.about.kept_publisher(user).pk)
        said = {name: self.about.cleaned_data[name] for name in ("headline_basis", "note")}
        return intake.keep(reading, user, duplicate_of=repeated, apart=apart, **said)

    def _decision(self) -> tuple[str, str]:
        """What was decided, and the number of the article that it is about."""
        if self.choice is None or not self.choice.is_valid():
            return "", ""
        decision, _dash, number = self.choice.cleaned_data["choice"].partition("-")
        return decision, number
