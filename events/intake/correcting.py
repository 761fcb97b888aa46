"""Text for an article that is there: attached where there was none, else a capture beside."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from events import search
from events.models import Article, Capture, Evidence, Paragraph, writing

from .keeping import one_at_a_time, refuse_misshapen, require, store
from .likeness import sketch
from .problems import IntakeError
from .reading import Passage, Reading

#: Characters of context kept on either side of a selection.
CONTEXT = 32


def correct(article: Article, reading: Reading, user: Any) -> Capture:
    """Attach a text to an article; evidence stays with the capture that it was given for.

    The text of a capture that knows only its hash is filled in; that of an article with only
    digests goes into its capture, where no passage of it was numbered; any other text is a new
    capture beside the old.
    """
    require(user, "events.add_capture")
    _require_hold(article, user)
    refuse_misshapen(reading)
    with one_at_a_time():
        capture = article.captures.filter(sha256=reading.sha256).first()
        if capture is not None:
            _fill(capture, reading)
        else:
            capture = _unnumbered(article) or Capture(article=article)
            store(capture, reading)
        article.changed_at = timezone.now()
        article.save(update_fields=["changed_at"])
        search.refresh([article])
    return capture


def describe(article: Article, reading: Reading, user: Any) -> bool:
    """Keep kinds and dates where the words stayed as they are: these are no new capture."""
    with one_at_a_time():
        rows = newest_text(article)
        if [row.text for row in rows] != [passage.text for passage in reading.passages]:
            return False
        require(user, "events.change_paragraph")
        _require_hold(article, user)
        for row, passage in zip(rows, reading.passages, strict=True):
            row.kind, row.dated = passage.kind, passage.dated
            row.save()
        article.changed_at = timezone.now()
        article.save(update_fields=["changed_at"])
    return True


def _require_hold(article: Article, user: Any) -> None:
    """Refuse the text of an article that somebody else is coding; reviewers may."""
    holder = article.assignee
    if user is None or holder is None or holder == user or user.has_perm("events.review"):
        return
    raise IntakeError([("", _("%(holder)s holds this article.") % {"holder": holder})])


def newest_text(article: Article) -> list[Paragraph]:
    """The passages of an article's newest text; none where there are only digests."""
    shown = Capture.objects.shown_of(article).first()
    return [row for row in shown.paragraphs.order_by("number") if row.text] if shown else []


def _unnumbered(article: Article) -> Capture | None:
    """The capture of an article without any text that has no passages but the whole."""
    captures = list(article.captures.order_by("pk"))
    if any(capture.sha256 for capture in captures):
        return None
    numbered = Paragraph.objects.of_article(article).filter(number__gt=0)
    taken = set(numbered.values_list("capture", flat=True))
    return next((capture for capture in captures if capture.pk not in taken), None)


def _fill(capture: Capture, reading: Reading) -> None:
    """Give the passages of a capture the text that its hash stands for."""
    rows = {row.number: row for row in capture.paragraphs.filter(number__gt=0)}
    if not rows:
        store(capture, reading)
        return
    if set(rows) != {passage.number for passage in reading.passages}:
        sentence = _("%(capture)s has %(stored)d passages, the text has %(read)d.")
        values = {
            "capture": capture.public_id,
            "stored": len(rows),
            "read": len(reading.passages),
        }
        raise IntakeError([("passages", sentence % values)])
    if not reading.is_verbatim:
        raise IntakeError([("passages", _("The passages do not hold the words of the text."))])
    for passage in reading.passages:
        _fill_row(rows[passage.number], passage)
    if not capture.sketch:
        capture.sketch = sketch(reading.main_text)
        capture.save(update_fields=["sketch"])
    _select(capture)


def _fill_row(row: Paragraph, passage: Passage) -> None:
    """Text where there was none; kind and date too where nobody has described the passage."""
    if row.text:
        return
    row.text = passage.text
    if not row.digest and not row.dated:
        row.kind, row.dated = passage.kind, passage.dated
    row.save()


def _select(capture: Capture) -> None:
    """Write out what the evidence of a capture points at, for staff to see.

    The offsets were public and stay as they are; the words are in no document that the public
    sees. So no public fact changes, and rows of published records may be written here.
    """
    rows = Evidence.objects.filter(paragraph__capture=capture, start__isnull=False, exact="")
    for row in rows.select_related("paragraph"):
        text, start, end = row.paragraph.text, row.start or 0, row.end or 0
        if not 0 <= start < end <= len(text):
            continue
        row.exact = text[start:end]
        row.before, row.after = text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
        with writing():
            row.save(update_fields=["exact", "before", "after"])
