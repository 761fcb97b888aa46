"""The queue of articles: found by filter, claimed, released, assigned, put aside."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.admin import site
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from events import curation
from events.choices import PUT_ASIDE, UNFINISHED, Triage
from events.curation import articles
from events.models import Article
from events.pages.desk.queue import queue_rows, state_counts

from .filtering import QueueFilter
from .telling import as_it_is

PER_PAGE = 50
_UNDO = "desk-undo"


@require_GET
def queue(request: HttpRequest) -> HttpResponse:
    """The articles that wait, with what can be done with each."""
    if not request.user.has_perm("events.view_article"):  # type: ignore[union-attr]
        raise PermissionDenied
    filters = QueueFilter(request.GET, Article.objects.for_queue(), request=request)
    page = Paginator(filters.qs, PER_PAGE).get_page(request.GET.get("page"))
    may_review = request.user.has_perm(curation.REVIEW)  # type: ignore[union-attr]
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        **site.each_context(request),
        "title": _("Queue"),
        "filter": filters,
        "rows": queue_rows(page.object_list, request.user, timezone.now()),
        "page": page,
        "querystring": query.urlencode(),
        "here": request.get_full_path(),
        "states": state_counts(_("to be done")),
        "chosen_state": filters.given.get("state", ""),
        "put_aside": PUT_ASIDE,
        "people": _coders() if may_review else [],
        "may_code": request.user.has_perm(articles.CODE),  # type: ignore[union-attr]
        "may_review": may_review,
        "undo": _undo_of(request),
    }
    return TemplateResponse(request, "admin/desk/queue.html", context)


def _coders() -> list[Any]:
    """Everybody who may be given an article."""
    people = get_user_model().objects.with_perm(
        articles.CODE, backend="django.contrib.auth.backends.ModelBackend"
    )
    return list(people.order_by("username"))


def _undo_of(request: HttpRequest) -> dict[str, Any] | None:
    """What was put aside just now: told once, with the way back."""
    kept = request.session.pop(_UNDO, None)
    if kept is None:
        return None
    article = Article.objects.with_related().in_bulk([kept["article"]]).get(kept["article"])
    if article is None:
        return None
    return {"article": article, "back_to": kept["state"], "mine": kept["mine"]}


@require_GET
def next_one(request: HttpRequest) -> HttpResponse:
    """The article in hand: the one claimed last of those that are not finished."""
    own = Article.objects.held_by(request.user).in_triage(*UNFINISHED)
    article = own.latest_claimed().first()
    if article is None:
        messages.info(request, _("You hold no article. Claim one from the queue."))
        return HttpResponseRedirect(reverse("desk:queue"))
    return HttpResponseRedirect(reverse("desk:article", args=[article.pk]))


Act = Callable[[HttpRequest, Article], HttpResponse | None]


def _acting(act: Act) -> Any:
    """A view that does something with an article; a refusal becomes a message in the queue."""

    @require_POST
    def view(request: HttpRequest, number: int) -> HttpResponse:
        article = get_object_or_404(Article, pk=number)
        try:
            answer = act(request, article)
        except curation.CurationError as refusal:
            for problem in refusal.problems:
                messages.error(request, as_it_is(f"{article.public_id}: {problem.message}"))
            answer = None
        return answer or HttpResponseRedirect(_back(request))

    return view


def _back(request: HttpRequest) -> str:
    """Where the button was, when that is a page of ours."""
    asked = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(
        asked, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return asked if is_ours else reverse("desk:queue")


def _claim(request: HttpRequest, article: Article) -> HttpResponse:
    articles.claim(article, request.user)
    return HttpResponseRedirect(reverse("desk:article", args=[article.pk]))


def _release(request: HttpRequest, article: Article) -> None:
    articles.release(article, request.user)
    messages.success(request, as_it_is(_("%(id)s is free again.") % {"id": article.public_id}))


def _assign(request: HttpRequest, article: Article) -> None:
    given = request.POST.get("to", "")
    to = next((user for user in _coders() if str(user.pk) == given), None)
    if to is None:
        raise curation.CurationError(_("Choose who is to code it."))
    articles.assign(article, to, request.user)
    told = _("%(id)s is %(name)s's now.") % {"id": article.public_id, "name": to}
    messages.success(request, as_it_is(told))


def _triage(request: HttpRequest, article: Article) -> None:
    before, state = article.triage, request.POST.get("state", "")
    holder = article.assignee
    article = articles.triage(article, state, request.user)
    if state in PUT_ASIDE:
        request.session[_UNDO] = {
            "article": article.pk,
            "state": before,
            "mine": holder == request.user,
        }
        return
    if request.POST.get("mine") and article.assignee_id is None:
        articles.claim(article, request.user)
    label = Triage(state).label
    told = _("%(id)s: %(state)s.") % {"id": article.public_id, "state": label}
    messages.success(request, as_it_is(told))


urlpatterns = [
    path("", site.admin_view(queue), name="queue"),
    path("next/", site.admin_view(next_one), name="next"),
    path("<ar:number>/claim/", site.admin_view(_acting(_claim)), name="claim"),
    path("<ar:number>/release/", site.admin_view(_acting(_release)), name="release"),
    path("<ar:number>/assign/", site.admin_view(_acting(_assign)), name="assign"),
    path("<ar:number>/triage/", site.admin_view(_acting(_triage)), name="triage"),
]
