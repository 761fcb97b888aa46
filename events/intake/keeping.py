"""A reading kept as an article, with a capture and its passages; once, whoever else imports it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from events import edtf, search
from events.choices import HeadlineBasis, ParagraphKind, Triage
from events.models import Article, Capture, Paragraph, Publisher

from .cleaning import clean, one_line, refuse_unfit
from .likeness import Likeness, look_alikes, sketch
from .problems import Duplicate, IntakeError
from .reading import MAX_PASSAGES, Reading

#: One number for all imports, whatever else may take advisory locks in the database.
_LOCK = 0x5C0_A27
_KINDS = {kind for kind in ParagraphKind if kind != ParagraphKind.WHOLE}


def keep(
    reading: Reading,
    user: Any,
    *,
    duplicate_of: Article | None = None,
    apart: bool = False,
    headline_basis: str = "",
    note: str = "",
) -> Article:
    """Add the article of a reading; Duplicate where it is there, IntakeError where it is unfit.

    `duplicate_of` records it beside the article that it repeats (an address is never kept
    twice, nor is a text); `apart` says that a text nearly the same is another article's.
    `headline_basis` and `note` are what a curator said of the page. `user` is None for whoever
    runs the site's commands.
    """
    require(user, "events.add_article")
    refuse_misshapen(reading)
    with one_at_a_time():
        alike = look_alikes(reading)
        for likeness in alike:
            is_settled = duplicate_of is not None or (apart and likeness.how == "near")
            if likeness.how == "url" or not is_settled:
                raise Duplicate(likeness)
        article = _article(reading, duplicate_of)
        article.headline_basis = headline_basis or article.headline_basis
        article.note = clean(note)[0]
        refuse_invalid(article)
        article.save()
        if not any(likeness.how == "text" for likeness in alike):
            store(Capture(article=article), reading)
        search.refresh([article])
    return article


def new_publisher(
    name: str, user: Any, *, kind: str, country: Any = None, language: str = ""
) -> Publisher:
    """The publisher of a name: added, or found where its key is known already."""
    if user is not None and not user.has_perm("events.add_publisher"):
        raise IntakeError([("publisher", _("You may not add a publisher."))])
    name = one_line(name, 200)
    row = Publisher(
        slug=slugify(name)[:80].strip("-"),
        name=name,
        kind=kind,
        country=country,
        language=language,
    )
    if (known := Publisher.objects.filter(pk=row.slug).first()) is not None:
        return known
    refuse_invalid(row)
    found, _is_new = Publisher.objects.get_or_create(
        slug=row.slug,
        defaults={"name": name, "kind": kind, "country": country, "language": language},
    )
    return found


def store(capture: Capture, reading: Reading) -> None:
    """Put a reading's text into a capture that has none."""
    capture.sha256 = reading.sha256
    capture.method = reading.method
    capture.captured_at = timezone.now()
    capture.sketch = sketch(reading.main_text)
    capture.save()
    numbers = set(capture.paragraphs.values_list("number", flat=True))
    rows = [Paragraph(capture=capture, number=0, kind=ParagraphKind.WHOLE)]
    rows += [
        Paragraph(capture=capture, number=p.number, kind=p.kind, text=p.text, dated=p.dated)
        for p in reading.passages
    ]
    Paragraph.objects.bulk_create(row for row in rows if row.number not in numbers)


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """A transaction that waits for every other import, so that none misses what another adds.

    On SQLite a transaction takes the only lock when it begins (settings: IMMEDIATE).
    """
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        yield


def require(user: Any, permission: str) -> None:
    """IntakeError where an account may not do this."""
    if user is not None and not user.has_perm(permission):
        raise IntakeError(_("You may not do this."))


def refuse_invalid(row: Any) -> None:
    """IntakeError with every field of a row that is not valid."""
    try:
        row.full_clean()
    except ValidationError as error:
        problems = [
            ("" if name == "__all__" else name, message)
            for name, messages in error.message_dict.items()
            for message in messages
        ]
        raise IntakeError(problems) from None


def refuse_misshapen(reading: Reading) -> None:
    """IntakeError where a reading, perhaps changed in a form, is none that could be kept."""
    refuse_unfit(reading.text)
    if not 0 < len(reading.passages) <= MAX_PASSAGES:
        raise IntakeError([("text", _("An article has between 1 and 1,000 passages."))])
    if [p.number for p in reading.passages] != list(range(1, len(reading.passages) + 1)):
        raise IntakeError([("passages", _("Passages are numbered from 1 on."))])
    if clean(reading.text)[1] or any(clean(p.text)[1] for p in reading.passages):
        raise IntakeError([("text", _("The text holds hidden characters."))])
    for passage in reading.passages:
        if passage.kind not in _KINDS or not passage.text.strip():
            sentence = _("Passage %(number)d has no kind or no text.")
            raise IntakeError([("passages", sentence % {"number": passage.number})])
        if passage.dated and not edtf.valid(passage.dated):
            sentence = _("The date of passage %(number)d is no EDTF date.")
            raise IntakeError([("passages", sentence % {"number": passage.number})])


def _article(reading: Reading, duplicate_of: Article | None) -> Article:
    """A row that is not saved yet."""
    publisher = Publisher.objects.filter(slug=reading.publisher).first()
    if publisher is None:
        raise IntakeError([("publisher", _("Name the publisher, or add a new one."))])
    return Article(
        publisher=publisher,
        headline=reading.headline,
        headline_basis=HeadlineBasis.SEEN if reading.headline else HeadlineBasis.NOT_SEEN,
        url=reading.url,
        published=reading.published,
        published_basis=reading.published_basis,
        language=reading.language,
        triage=Triage.NEW,
        duplicate_of=(duplicate_of.duplicate_of or duplicate_of) if duplicate_of else None,
    )


def has_text(article: Article) -> bool:
    """Whether the text of any capture of an article is kept."""
    return Paragraph.objects.of_article(article).exclude(text="").exists()


def lacks_text(likeness: Likeness) -> bool:
    """Whether what was found is this very article, of which only digests were kept."""
    return likeness.how != "near" and not has_text(likeness.article)
