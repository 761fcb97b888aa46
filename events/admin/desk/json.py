"""JSON at the desk: bodies read with care, errors as JSON, plain data written.

Nothing that a browser sends makes a 500: what is no JSON object, too large, or holds what no
database keeps is refused with a sentence.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib.admin import site
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.utils.translation import gettext as _

from events import curation, edtf
from events.checks import Problem
from events.intake.cleaning import unhidden
from events.models import Article, Paragraph
from events.pages.desk.article import Card, Coverage

#: A document of forty parties with evidence for each is a tenth of this.
MOST_BYTES = 1_000_000
DEEPEST = 12

View = Callable[..., HttpResponse]


class Refusal(Exception):
    """An answer other than 200, with its body."""

    def __init__(self, message: str, status: int = 400, **more: Any) -> None:
        self.status = status
        self.body = {"message": message, **more}
        super().__init__(message)


def endpoint(method: str, permission: str = curation.CODE) -> Callable[[View], View]:
    """A view that answers in JSON, errors included, and 401 where the log-in has expired."""

    def decorated(view: View) -> View:
        guarded = site.admin_view(_answering(view))

        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method != method:
                return HttpResponseNotAllowed([method])
            if not site.has_permission(request):
                return reply({"sign_in": True}, 401)
            if not request.user.has_perm(permission):  # type: ignore[union-attr]
                return reply({"message": _("You may not do this.")}, 403)
            return guarded(request, *args, **kwargs)

        return answer

    return decorated


def reply(body: dict[str, Any], status: int = 200) -> JsonResponse:
    """A JSON answer that nothing keeps."""
    answer = JsonResponse(body, status=status, json_dumps_params={"ensure_ascii": False})
    answer["Cache-Control"] = "no-store"
    return answer


def _answering(view: View) -> View:
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except Refusal as refusal:
            return reply(refusal.body, refusal.status)
        except curation.Diverged as diverged:
            return reply(diverged_as_json(diverged), 409)
        except curation.CurationError as refusal:
            return reply(
                {
                    "message": str(refusal),
                    "problems": [problem_as_json(problem) for problem in refusal.problems],
                },
                400,
            )

    return answer


# Reading -------------------------------------------------------------------------------------


def read_body(request: HttpRequest) -> dict[str, Any]:
    """The JSON object that was sent; Refusal where there is none."""
    try:
        raw = request.body
    except RequestDataTooBig:
        raise Refusal(_("That is too much at once."), 413) from None
    if len(raw) > MOST_BYTES:
        raise Refusal(_("That is too much at once."), 413)
    try:
        body = json.loads(raw, parse_constant=_no_number)
        # What no database keeps may hide behind an escape: NUL, halves of a character.
        plain = json.dumps(body, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        raise Refusal(_("That is not readable JSON.")) from None
    if b"\\u0000" in plain:
        raise Refusal(_("It holds a NUL character, which no database keeps."))
    if not isinstance(body, dict) or _depth(body) > DEEPEST:
        raise Refusal(_("That is not what was asked for."))
    cleaned: dict[str, Any] = _unhidden(body)
    return cleaned


def _unhidden(value: Any) -> Any:
    """The same with every text as it is seen: what is typed may become public."""
    if isinstance(value, str):
        return unhidden(value)
    if isinstance(value, list):
        return [_unhidden(part) for part in value]
    if isinstance(value, dict):
        return {name: _unhidden(part) for name, part in value.items()}
    return value


def _no_number(name: str) -> None:
    raise ValueError(f"{name} is no JSON number")


def _depth(value: Any) -> int:
    if isinstance(value, dict):
        value = value.values()
    elif not isinstance(value, list):
        return 0
    return 1 + max(map(_depth, value), default=0)


def text(body: dict[str, Any], name: str, *, most: int = 2000, default: str | None = None) -> str:
    """A text of the body."""
    value = body.get(name, default)
    if not isinstance(value, str) or len(value) > most:
        raise Refusal(_("“%(name)s” is not as asked for.") % {"name": name})
    return value


def whole(body: dict[str, Any], name: str) -> int:
    """A whole number of the body, not below 0."""
    value = body.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 2**31:
        raise Refusal(_("“%(name)s” is not as asked for.") % {"name": name})
    return value


def yes_or_no(body: dict[str, Any], name: str, *, may_be_none: bool = False) -> bool | None:
    """A truth value of the body, or null where that means something."""
    value = body.get(name, ...)
    if isinstance(value, bool) or (value is None and may_be_none):
        return value
    raise Refusal(_("“%(name)s” is not as asked for.") % {"name": name})


def key(body: dict[str, Any]) -> UUID:
    """The key that makes a retry harmless."""
    try:
        return UUID(text(body, "key", most=40))
    except ValueError:
        raise Refusal(_("“%(name)s” is not as asked for.") % {"name": "key"}) from None


def article_of(body: dict[str, Any], user: Any) -> Article:
    """The article that the body names, which its sender has to hold."""
    article = row_of(Article, text(body, "article", most=16))
    return held(article, user)


def held(article: Article, user: Any) -> Article:
    """An article, refused to everybody but its holder."""
    if curation.is_held_by(article, user):
        return article
    if article.assignee_id is None:
        raise Refusal(_("Nobody holds this article; claim it first."), 403)
    raise Refusal(_("%(holder)s holds this article.") % {"holder": article.assignee}, 403)


def paragraph_of(body: dict[str, Any], user: Any) -> Paragraph:
    """The passage that the body names, of an article its sender holds."""
    paragraph = row_of(Paragraph, text(body, "paragraph", most=16))
    held(paragraph.article, user)
    return paragraph


def row_of(model: Any, public_id: str) -> Any:
    """A row by its public id; 404 where there is none."""
    row = curation.by_public_id(model, public_id)
    if row is None:
        raise Refusal(_("There is no %(id)s.") % {"id": public_id}, 404)
    return row


# Writing -------------------------------------------------------------------------------------


def card_as_json(card: Card) -> dict[str, Any]:
    """A card as the desk's script reads it."""
    return {
        "id": card.id,
        "table": card.table,
        "status": card.status,
        "revision": card.revision.public_id if card.revision else None,
        "seen": curation.stamp(card.revision or card.record),
        "document": card.document,
        "remarks": [
            {**vars(remark), "at": remark.at.isoformat(timespec="seconds")}
            for remark in card.remarks
        ],
    }


def coverage_as_json(coverage: Coverage) -> dict[str, Any]:
    """The coverage with its share."""
    return {**vars(coverage), "share": coverage.share}


def paragraph_as_json(paragraph: Paragraph) -> dict[str, Any]:
    """A passage with its captured text: for staff alone."""
    return {
        "id": paragraph.public_id,
        "number": paragraph.number,
        "kind": paragraph.kind,
        "text": paragraph.text,
        "dated": paragraph.dated,
        "dated_words": edtf.words(paragraph.dated) if paragraph.dated else "",
        "digest": paragraph.digest,
        "set_aside": paragraph.set_aside,
    }


def problem_as_json(problem: Problem) -> dict[str, str]:
    """A problem at its place in a document."""
    return {
        "table": problem.table,
        "row": problem.row,
        "column": problem.field,
        "message": problem.message,
    }


def diverged_as_json(diverged: curation.Diverged) -> dict[str, Any]:
    """The three versions of what two people changed."""
    return {
        "message": str(diverged),
        "conflicts": [vars(conflict) for conflict in diverged.conflicts],
        "merged": diverged.merged,
        "theirs": diverged.theirs,
        "seen": diverged.seen,
    }
