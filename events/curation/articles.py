"""Articles on their way through the desk: claimed, opened, released, assigned, finished.

An article is held by its assignee until it is finished. Whoever takes one does it by a
conditional update, so of two curators who try at once one is told who was faster.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from events import search
from events.checks import Problem, shares_words
from events.choices import PUT_ASIDE, UNFINISHED, Triage
from events.models import Article, Judgement, Paragraph, Sitting

from .base import REVIEW, CurationError, expect, locked, require

CODE = "events.change_article"


def is_held_by(article: Article, user: Any) -> bool:
    """Whether a user is the one who codes the article."""
    return article.assignee_id is not None and article.assignee_id == user.pk


@transaction.atomic
def claim(article: Article, user: Any) -> Article:
    """Take an article nobody holds; CurationError names the holder where somebody does."""
    require(user, CODE)
    now = timezone.now()
    free = Article.objects.filter(pk=article.pk, assignee=None)
    taken = free.update(assignee=user, claimed_at=now)
    article = _stored(article)
    if not taken and not is_held_by(article, user):
        raise CurationError(_("%(holder)s holds it already.") % {"holder": article.assignee})
    if taken and article.triage == Triage.NEW:
        _set_triage(article, Triage.IN_PROGRESS)
    return article


@transaction.atomic
def release(article: Article, user: Any) -> Article:
    """Give an article back; one's own, or as a reviewer anybody's."""
    require(user, CODE)
    article = locked(article)
    if not is_held_by(article, user):
        require(user, REVIEW)
    return _hand_over(article, None)


@transaction.atomic
def assign(article: Article, to: Any, user: Any) -> Article:
    """Give an article to somebody, whoever holds it; curators can only take it themselves."""
    if to is None:
        return release(article, user)
    if to.pk == user.pk and not user.has_perm(REVIEW):
        return claim(article, user)
    require(user, REVIEW)
    if not (to.is_active and to.has_perm(CODE)):
        raise CurationError(_("%(name)s may not code articles.") % {"name": to})
    article = locked(article)
    return article if article.assignee_id == to.pk else _hand_over(article, to)


@transaction.atomic
def triage(article: Article, value: str, user: Any) -> Article:
    """Say where an article stands; its holder does, and a reviewer."""
    require(user, CODE)
    if value not in Triage.values:
        raise CurationError(_("There is no such state."))
    article = locked(article)
    if article.assignee_id is not None and not is_held_by(article, user):
        require(user, REVIEW)
    if value in PUT_ASIDE:
        _hand_over(article, None)
    # What nobody holds is not in progress: it would never come up as the next article.
    is_nobodys = value == Triage.IN_PROGRESS and article.assignee_id is None
    _set_triage(article, Triage.NEW if is_nobodys else Triage(value))
    return article


@transaction.atomic
def open_at_desk(article: Article, user: Any) -> Sitting | None:
    """Note that its holder sits down to an article; None where it is finished, or not his."""
    if not is_held_by(article, user) or article.triage not in UNFINISHED:
        return None
    if article.triage == Triage.NEW:
        _set_triage(article, Triage.IN_PROGRESS)
    sitting, _created = Sitting.objects.get_or_create(
        article=article, curator=user, submitted_at=None
    )
    return sitting


@transaction.atomic
def finish(article: Article, value: str, user: Any, *, records: int = 0) -> Article:
    """Close the sitting of an article's holder, who has coded it or found nothing in it.

    He stays its holder, so that what a reviewer returns comes back to him.
    """
    expect(is_held_by(locked(article), user))
    sittings = Sitting.objects.open().filter(article=article, curator=user)
    sittings.update(submitted_at=timezone.now(), records=records)
    return triage(article, value, user)


@transaction.atomic
def take_up_again(article: Article, user: Any) -> None:
    """A finished article whose holder saves a record anew is in progress again."""
    if is_held_by(article, user) and article.triage not in UNFINISHED:
        _set_triage(article, Triage.IN_PROGRESS)
        open_at_desk(article, user)


def next_article(user: Any, *, after: Article | None = None) -> Article | None:
    """What to code next: one's own unfinished article, else the oldest new one, claimed."""
    others = Article.objects.exclude(pk=after.pk) if after else Article.objects.all()
    own = others.held_by(user).in_triage(*UNFINISHED).earliest_claimed()
    if (found := own.first()) is not None:
        return found
    for article in others.free().in_triage(Triage.NEW).longest_waiting()[:20]:
        try:
            return claim(article, user)
        except CurationError:
            continue
    return None


@transaction.atomic
def set_aside(paragraph: Paragraph, user: Any, *, aside: bool) -> None:
    """Say that nothing in a passage is to be coded, or that something is after all."""
    require(user, CODE)
    Paragraph.objects.filter(pk=paragraph.pk).update(set_aside=aside)
    paragraph.set_aside = aside


@transaction.atomic
def write_digest(paragraph: Paragraph, digest: str, user: Any) -> None:
    """Say in our own words what a passage says; refused where they are the text's."""
    require(user, CODE)
    digest = digest.strip()
    if paragraph.text and shares_words(digest, paragraph.text):
        message = _("It shares eight words in a row with the text; say it in your own words.")
        raise CurationError([Problem("digest", message, row=paragraph.public_id)])
    Paragraph.objects.filter(pk=paragraph.pk).update(digest=digest)
    paragraph.digest = digest
    Article.objects.filter(pk=paragraph.article.pk).update(changed_at=timezone.now())
    search.refresh([paragraph.article])


@transaction.atomic
def judge(
    paragraph: Paragraph,
    user: Any,
    *,
    start: int,
    end: int,
    kind: str,
    target: str,
    accepted: bool | None,
) -> None:
    """Keep what a curator made of a suggestion; None forgets it."""
    require(user, CODE)
    key: dict[str, Any] = {"paragraph": paragraph, "start": start, "end": end}
    key |= {"kind": kind, "target": target}
    if accepted is None:
        Judgement.objects.filter(**key).delete()
        return
    Judgement.objects.update_or_create(
        **key,
        defaults={"accepted": accepted, "curator": user, "decided_at": timezone.now()},
    )


def _stored(article: Article) -> Article:
    found = Article.objects.select_related("assignee").filter(pk=article.pk).first()
    if found is None:
        raise CurationError(_("It is not there any more."))
    return found


def _hand_over(article: Article, to: Any) -> Article:
    """Another holder, or none: what was only begun then waits in the queue as new."""
    Sitting.objects.open().filter(article=article).delete()
    article.assignee = to
    article.claimed_at = timezone.now() if to else None
    article.save(update_fields=["assignee", "claimed_at"])
    if article.triage in UNFINISHED:
        _set_triage(article, Triage.IN_PROGRESS if to else Triage.NEW)
    return article


def _set_triage(article: Article, value: Triage) -> None:
    article.triage = value
    article.changed_at = timezone.now()
    article.save(update_fields=["triage", "changed_at"])
