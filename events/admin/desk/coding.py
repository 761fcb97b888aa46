"""The coding desk: an article's page, what it reads, and what it saves."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib.admin import site
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from events import curation, edtf
from events.models import Article, Judgement
from events.pages.desk.article import (
    Card,
    article_coverage,
    cards,
    desk_article,
    remarks_on,
)
from events.pages.desk.forms import form_choices
from events.pages.desk.labels import labels_of
from events.pages.desk.look import KINDS, look

from . import json
from .json import Refusal, endpoint, read_body, reply
from .suggested import suggestions_of

#: The addresses that need no id.
ADDRESSES = (
    *("save", "check", "submit", "judge", "set_aside", "digest", "look", "remove", "queue"),
)


def article(request: HttpRequest, number: int) -> HttpResponse:
    """The page of an article: a frame that the desk's script fills."""
    if not request.user.has_perm(curation.CODE):  # type: ignore[union-attr]
        raise PermissionDenied
    found = get_object_or_404(Article.objects.with_related(), pk=number)
    forms = form_choices()
    context = {
        **site.each_context(request),
        "title": found.label,
        "article": found,
        "forms": forms,
        "config": config(request, found, forms),
    }
    return TemplateResponse(request, "admin/desk/article.html", context)


def config(request: HttpRequest, found: Article, forms: dict[str, Any]) -> dict[str, Any]:
    """What the script has to know before it asks: addresses, its token, the forms."""
    user = request.user.get_username()
    urls = {_camel(name): reverse(f"desk:{name}") for name in ADDRESSES}
    urls["data"] = reverse("desk:data", args=[found.public_id])
    urls["record"] = reverse("desk:record", args=["ev1"]).replace("ev1", "ID")
    # Whoever logs in on an open page has to be the one who opened it.
    urls["signIn"] = f"{reverse('desk:sign_in')}?{urlencode({'user': user})}"
    urls["readDate"] = reverse("desk:read_date")
    return {
        "urls": urls,
        "article": found.public_id,
        "user": user,
        "token": get_token(request),
        "choices": forms,
    }


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(part.title() for part in rest)


@endpoint("GET")
def data(request: HttpRequest, number: int) -> HttpResponse:
    """Everything the desk shows of an article."""
    found = get_object_or_404(Article.objects.with_related(), pk=number)
    curation.open_at_desk(found, request.user)
    shown = desk_article(found, request.user)
    return reply(
        {
            "article": _article(found, request.user, shown),
            "user": {"name": request.user.get_username()},
            "token": get_token(request),
            "paragraphs": [json.paragraph_as_json(row) for row in shown.paragraphs],
            "captures": [capture.public_id for capture in shown.captures],
            "cards": [json.card_as_json(card) for card in shown.cards],
            "labels": labels_of(card.document for card in shown.cards),
            "suggestions": suggestions_of(found, shown.paragraphs),
            "coverage": json.coverage_as_json(shown.coverage),
            "accepted_share": Judgement.objects.share_accepted(),
        }
    )


def _article(found: Article, user: Any, shown: Any) -> dict[str, Any]:
    return {
        "id": found.public_id,
        "headline": found.headline,
        "label": found.label,
        "publisher": str(found.publisher),
        "published": found.published,
        "published_words": edtf.words(found.published) if found.published else "",
        "language": found.language,
        "url": found.url,
        "triage": found.triage,
        "assignee": str(found.assignee) if found.assignee else None,
        "mine": curation.is_held_by(found, user),
        "next": shown.next.public_id if shown.next else None,
        "previous": shown.previous.public_id if shown.previous else None,
    }


@endpoint("POST")
def save(request: HttpRequest) -> HttpResponse:
    """Keep a card's document as a draft or a revision; a retry is answered, not done again."""
    body = read_body(request)
    key, table = json.key(body), json.text(body, "table", most=40)
    id, seen = json.text(body, "id", most=40), json.text(body, "seen", most=80, default="")

    def act() -> dict[str, Any]:
        article = json.article_of(body, request.user)
        kept = curation.keep_draft(
            body.get("document"), request.user, table=table, id=id, seen=seen, base=body.get("base")
        )
        curation.take_up_again(article, request.user)
        subject = (kept.revision or kept.record).public_id
        remarks = remarks_on([subject]).get(subject, [])
        return {
            **json.card_as_json(Card(kept.record, kept.revision, kept.document, remarks)),
            "labels": labels_of([kept.document]),
            "allotted": kept.allotted,
            "coverage": json.coverage_as_json(article_coverage(article)),
        }

    return reply(curation.once(key, request.user, act))


@endpoint("GET")
def look_up(request: HttpRequest) -> HttpResponse:
    """Names as they are typed, in any script."""
    kind, day = request.GET.get("kind", ""), request.GET.get("day", "")
    if kind not in KINDS:
        raise Refusal(_("There is no such kind."))
    try:
        on = date.fromisoformat(day) if day else None
    except ValueError:
        raise Refusal(_("A day is written like 2024-07-04.")) from None
    asked = request.GET.get("q", "").replace("\0", "")
    country = request.GET.get("country", "").replace("\0", "")
    return reply(
        {"results": [found.as_dict() for found in look(kind, asked, day=on, country=country)]}
    )


@endpoint("GET")
def read_date(request: HttpRequest) -> HttpResponse:
    """How a typed date is understood, with the days it lies between; or why it is not."""
    try:
        understood = edtf.read(request.GET.get("text", "").replace("\0", "")[:200])
    except edtf.EdtfError as error:
        return reply({"error": str(error.reason)})
    return reply(
        {
            "edtf": understood.text,
            "words": edtf.words(understood),
            "earliest": understood.earliest.isoformat(),
            "latest": understood.latest.isoformat(),
        }
    )


@endpoint("GET")
def record(request: HttpRequest, public_id: str) -> HttpResponse:
    """One record as a card, to add evidence or a step to it."""
    try:
        found = curation.record_of(public_id)
    except curation.CurationError as missing:
        raise Refusal(str(missing), 404) from missing
    card = cards([found], request.user)[0]
    return reply({**json.card_as_json(card), "labels": labels_of([card.document])})


urlpatterns = [
    path("<ar:number>/", site.admin_view(article), name="article"),
    path("<ar:number>/data/", data, name="data"),
    path("save/", save, name="save"),
    path("look/", look_up, name="look"),
    path("read-date/", read_date, name="read_date"),
    path("record/<public_id:public_id>/", record, name="record"),
]
