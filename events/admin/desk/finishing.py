"""The rest of the desk's work: judging, digests, the self-check, handing in, logging in again."""

from __future__ import annotations

from typing import Any

from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_POST

from events import curation
from events.choices import SuggestionKind
from events.models import Article, Judgement
from events.pages.desk.article import article_coverage

from . import json
from .json import Refusal, endpoint, read_body, reply


@endpoint("POST")
def check(request: HttpRequest) -> HttpResponse:
    """The self-check of an article; anybody who may code may read it."""
    body = read_body(request)
    article = json.row_of(Article, json.text(body, "article", most=16))
    lines = curation.self_check(article, request.user)
    return reply({"lines": [vars(line) for line in lines]})


@endpoint("POST")
def submit(request: HttpRequest) -> HttpResponse:
    """Hand everything over and say what is next; errors refuse it, and nothing changes."""
    body = read_body(request)
    key = json.key(body)

    def act() -> dict[str, Any]:
        article = json.article_of(body, request.user)
        done = curation.submit_article(article, request.user)
        return {"next": done.next.public_id if done.next else None, "submitted": done.ids}

    try:
        return reply(curation.once(key, request.user, act))
    except curation.Refused as refused:
        lines = [vars(line) for line in refused.lines]
        return reply({"message": _("Something has to be put right first."), "lines": lines}, 409)


@endpoint("POST")
def judge(request: HttpRequest) -> HttpResponse:
    """Keep that a suggestion was taken or dismissed; null undoes it."""
    body = read_body(request)
    paragraph = json.paragraph_of(body, request.user)
    kind, target = json.text(body, "kind", most=12), json.text(body, "target", most=80)
    start, end = json.whole(body, "start"), json.whole(body, "end")
    accepted = json.yes_or_no(body, "accepted", may_be_none=True)
    if kind not in SuggestionKind.values or not start < end <= len(paragraph.text):
        raise Refusal(_("There is no such suggestion."))
    curation.judge(
        paragraph,
        request.user,
        start=start,
        end=end,
        kind=kind,
        target=target,
        accepted=accepted,
    )
    return reply({"accepted_share": Judgement.objects.share_accepted()})


@endpoint("POST")
def set_aside(request: HttpRequest) -> HttpResponse:
    """Say that nothing in a passage is to be coded, or take it back."""
    body = read_body(request)
    paragraph = json.paragraph_of(body, request.user)
    aside = bool(json.yes_or_no(body, "set_aside"))
    curation.set_aside(paragraph, request.user, aside=aside)
    return reply({"coverage": json.coverage_as_json(article_coverage(paragraph.article))})


@endpoint("POST")
def digest(request: HttpRequest) -> HttpResponse:
    """Keep the public digest of a passage."""
    body = read_body(request)
    paragraph = json.paragraph_of(body, request.user)
    curation.write_digest(paragraph, json.text(body, "digest"), request.user)
    return reply({})


@endpoint("POST")
def remove(request: HttpRequest) -> HttpResponse:
    """Delete a draft that never was public, or give up an open revision."""
    curation.remove(json.text(read_body(request), "id", most=16), request.user)
    return reply({})


@never_cache
@require_POST
@csrf_protect
@sensitive_variables("body", "credentials")
def sign_in(request: HttpRequest) -> HttpResponse:
    """Log in again without leaving the page: as the one who opened it, and nobody else."""
    try:
        body = read_body(request)
        credentials = {name: json.text(body, name, most=150) for name in ("username", "password")}
    except Refusal as refusal:
        return reply(refusal.body, refusal.status)
    form = AdminAuthenticationForm(request, data=credentials)
    if not form.is_valid():
        return reply({"message": " ".join(form.non_field_errors()) or _("Fill in both.")}, 400)
    user = form.get_user()
    opened_by = request.GET.get("user", "")
    if opened_by and user.get_username() != opened_by:
        message = _("This page is %(name)s's. Open the desk anew to work as somebody else.")
        return reply({"message": message % {"name": opened_by}}, 403)
    login(request, user)
    return reply({"token": get_token(request)})


urlpatterns = [
    path("check/", check, name="check"),
    path("submit/", submit, name="submit"),
    path("judge/", judge, name="judge"),
    path("set-aside/", set_aside, name="set_aside"),
    path("digest/", digest, name="digest"),
    path("remove/", remove, name="remove"),
    path("sign-in/", sign_in, name="sign_in"),
]
