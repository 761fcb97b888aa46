"""Review: what waits, one subject on a screen with its evidence, published or returned."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import site
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from events import curation, dataset
from events.checks import Problem, check
from events.choices import RevisionState, Status
from events.curation.base import locked
from events.dataset.columns import TABLE
from events.dataset.world import content
from events.models import Article, Decision, Record, Revision
from events.pages.desk.resting import articles_of, documents_of
from events.pages.desk.review import (
    Claim,
    Waiting,
    changes_of,
    claims_of,
    neighbours,
    next_for,
    of_article,
    review_rows,
    waiting,
)

from ..differences import lines
from . import preview
from .subjects import subject_of
from .telling import as_it_is

PER_PAGE = 50
VIEW = "events.view_revision"
Subject = Record | Revision


def seen_of(bundle: Iterable[Any]) -> str:
    """What tells the bundle as a reviewer saw it from what it may have become since."""
    parts = []
    for subject in bundle:
        is_revision = isinstance(subject, Revision)
        record = curation.record_of(subject.record) if is_revision else subject
        document = subject.document if is_revision else dataset.document(record)
        parts.append([subject.public_id, record.version, curation.stamp(subject), document])
    text = json.dumps(parts, cls=DjangoJSONEncoder, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


# The list ----------------------------------------------------------------------------------------


@require_GET
def review(request: HttpRequest) -> HttpResponse:
    """Everything in review, oldest first."""
    _require(request, VIEW)
    article = _article(request)
    everything = waiting()
    entries = of_article(everything, article) if article else everything
    page = Paginator(entries, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        **site.each_context(request),
        "title": _("Review"),
        "rows": review_rows(list(page.object_list), everything, request.user),
        "page": page,
        "querystring": _within(article).removeprefix("?"),
        "article": article,
        "may_review": request.user.has_perm(curation.REVIEW),  # type: ignore[union-attr]
    }
    return TemplateResponse(request, "admin/desk/review.html", context)


# One subject --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Subjected:
    """What the page of one subject shows."""

    claims: list[Claim]
    problems: list[Problem]
    bundle: list[Any]
    seen: str
    earlier: list[Decision]

    @property
    def blocked(self) -> bool:
        """Whether something forbids publication."""
        return any(problem.is_error for problem in self.problems)


def _subjected(subject: Any, record: Record) -> Subjected:
    is_revision = isinstance(subject, Revision)
    public = dataset.document(record)
    base, document = (public, subject.document) if is_revision else ({}, public)
    changes = changes_of(base, document)
    worded = zip(changes, lines(changes, base, document), strict=True)
    problems: list[Problem] = []
    bundle = [subject]
    try:
        bundle = curation.bundle_of([subject])
        problems = _problems(subject, list(map(curation.record_id, bundle)))
    except curation.CurationError as refusal:
        problems = refusal.problems
    return Subjected(
        claims=claims_of(worded, base, document),
        problems=[*problems, *_outdated(subject)],
        bundle=bundle,
        seen=seen_of(bundle),
        earlier=list(Decision.objects.of(subject.public_id).with_people()),
    )


def _problems(subject: Any, alongside: list[str]) -> list[Problem]:
    if not isinstance(subject, Revision):
        return check(subject, alongside=alongside, closely=True)
    with curation.staged(subject.document):
        return check(curation.record_of(subject.record), alongside=alongside, closely=True)


def _outdated(subject: Any) -> list[Problem]:
    if not isinstance(subject, Revision) or not curation.is_outdated(subject):
        return []
    return [
        Problem("", _("The record has moved on since this revision was made; bring it up to date."))
    ]


class ReturnForm(forms.Form):
    """Why something is sent back, and which value it is about."""

    about = forms.ChoiceField(label=gettext_lazy("About"), required=False)
    comment = forms.CharField(
        label=gettext_lazy("What is to be changed"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
    )

    def __init__(self, *args: Any, claims: list[Claim], own_id: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.own_id = own_id
        groups = [
            (claim.title, [(f"{claim.id}.{name}", label) for name, label in _columns(claim)])
            for claim in claims
        ]
        self.fields["about"].choices = [("", _("Everything, in general")), *groups]  # type: ignore[attr-defined]

    def place(self) -> dict[str, str]:
        """Row and field of the comment; no row where it is the record's own."""
        row, _dot, name = self.cleaned_data["about"].partition(".")
        return {"row": "" if row == self.own_id else row, "field": name}


def _columns(claim: Claim) -> list[tuple[str, str]]:
    """The columns of a claim, those that change first; before them the claim as a whole."""
    table = TABLE[claim.table]
    named = {c.name: capfirst(str(c.field.verbose_name)) for c in content(table)}
    changed = {value.column: value.label for value in claim.values if value.column}
    return [("", _("the whole")), *{**changed, **named}.items()]


@dataclass
class _Page:
    """A request for one subject, put together once for showing and for deciding."""

    request: HttpRequest
    subject: Any
    record: Any
    entries: list[Waiting]
    article: Article | None

    @property
    def user(self) -> Any:
        return self.request.user

    @property
    def next_address(self) -> str:
        """Where a decision leads: the next that is for this reviewer, else the list."""
        found = next_for(self.entries, self.subject.public_id, self.user)
        address = reverse("desk:review_one", args=[found]) if found else reverse("desk:review")
        return address + _within(self.article)

    def shown(self, form: ReturnForm | None = None) -> HttpResponse:
        subject, found = self.subject, _subjected(self.subject, self.record)
        authors = curation.authors_of(subject)
        previous, following = neighbours(self.entries, subject.public_id)
        not_mine = [s for s in found.bundle[1:] if self.user.pk in curation.authors_of(s)]
        context = {
            **site.each_context(self.request),
            "title": f"{subject.public_id} {self.record.label}",
            "subject": subject,
            "record": self.record,
            "is_revision": isinstance(subject, Revision),
            "kind": capfirst(str(self.record._meta.verbose_name)),
            "entry": next((e for e in self.entries if e.public_id == subject.public_id), None),
            "found": found,
            "form": form or self.form(found.claims),
            "is_own": self.user.pk in authors,
            "own_in_bundle": not_mine,
            "may_review": self.user.has_perm(curation.REVIEW),
            "previous": previous,
            "following": following,
            "article": self.article,
            "articles": self.articles(),
        }
        return TemplateResponse(self.request, "admin/desk/review_one.html", context)

    def articles(self) -> list[Article]:
        """The articles that it rests on."""
        key = self.subject.public_id
        numbers = articles_of(documents_of([self.subject]))[key]
        rows = Article.objects.with_related().in_bulk(numbers)
        return [rows[number] for number in numbers]

    def form(self, claims: list[Claim], given: Any = None) -> ReturnForm:
        return ReturnForm(given, claims=claims, own_id=self.record.public_id)


def _page(request: HttpRequest, public_id: str) -> _Page | HttpResponse:
    """What is asked for; an answer instead where it does not wait for review any more."""
    _require(request, VIEW)
    subject = subject_of(public_id)
    is_revision = isinstance(subject, Revision)
    state, wanted = (
        (subject.state, RevisionState.IN_REVIEW)
        if is_revision
        else (subject.status, Status.IN_REVIEW)
    )
    if state != wanted:
        told = _("%(id)s does not wait for review any more.") % {"id": public_id}
        messages.info(request, as_it_is(told))
        return HttpResponseRedirect(reverse("desk:review") + _within(_article(request)))
    record = curation.record_of(subject.record) if is_revision else subject
    return _opened(request, subject, record)


def _opened(request: HttpRequest, subject: Any, record: Any) -> _Page:
    """The page with what waits beside it, of one article where the address says so."""
    article = _article(request)
    entries = of_article(waiting(), article) if article else waiting()
    return _Page(request, subject, record, entries, article)


def _article(request: HttpRequest) -> Article | None:
    """The article that review keeps to; what is no id of one counts as not said."""
    found: Article | None = curation.by_public_id(Article, request.GET.get("article", ""))
    return found


def _within(article: Article | None) -> str:
    return f"?article={article.public_id}" if article else ""


@require_GET
def review_one(request: HttpRequest, public_id: str) -> HttpResponse:
    """One record or revision: what changes, and what each claim rests on."""
    page = _page(request, public_id)
    return page.shown() if isinstance(page, _Page) else page


@require_POST
def publish(request: HttpRequest, public_id: str) -> HttpResponse:
    """Publish what was seen, with what it names, and open the next."""
    _require(request, curation.REVIEW)
    page = _page(request, public_id)
    if not isinstance(page, _Page):
        return page
    onwards = page.next_address
    try:
        bundle = _published(page.subject, request.POST.get("seen", ""), request.user)
    except curation.CurationError as refusal:
        return _refused(request, public_id, refusal)
    named = ", ".join(map(curation.record_id, bundle))
    messages.success(request, _("Published: %(ids)s.") % {"ids": named})
    within = _within(page.article)
    gone = {reverse("desk:review_one", args=[s.public_id]) + within for s in bundle}
    if onwards in gone:
        onwards = _opened(request, page.subject, page.record).next_address
    return HttpResponseRedirect(onwards)


@transaction.atomic
def _published(subject: Any, seen: str, user: Any) -> list[Any]:
    """Publish a bundle that is still what the reviewer saw."""
    bundle = [locked(one) for one in curation.bundle_of([locked(subject)])]
    if seen != seen_of(bundle):
        raise curation.CurationError(
            _("It was changed after you opened it. Look at it anew before you decide.")
        )
    curation.publish(bundle, user)
    return bundle


@require_POST
def return_(request: HttpRequest, public_id: str) -> HttpResponse:
    """Send it back with a comment on a value, and open the next."""
    _require(request, curation.REVIEW)
    page = _page(request, public_id)
    if not isinstance(page, _Page):
        return page
    form = page.form(_subjected(page.subject, page.record).claims, request.POST)
    if not form.is_valid():
        return page.shown(form)
    onwards = page.next_address
    try:
        curation.return_(page.subject, request.user, form.cleaned_data["comment"], **form.place())
    except curation.CurationError as refusal:
        return _refused(request, public_id, refusal)
    messages.success(request, _("Returned: %(id)s.") % {"id": public_id})
    return HttpResponseRedirect(onwards)


def _refused(request: HttpRequest, public_id: str, refusal: curation.CurationError) -> HttpResponse:
    for problem in refusal.problems:
        messages.error(request, problem.message)
    address = reverse("desk:review_one", args=[public_id])
    return HttpResponseRedirect(address + _within(_article(request)))


def _require(request: HttpRequest, permission: str) -> None:
    if not request.user.has_perm(permission):  # type: ignore[union-attr]
        raise PermissionDenied


urlpatterns = [
    path("review/", site.admin_view(review), name="review"),
    path("review/<slug:public_id>/", site.admin_view(review_one), name="review_one"),
    path("review/<slug:public_id>/publish/", site.admin_view(publish), name="publish"),
    path("review/<slug:public_id>/return/", site.admin_view(return_), name="return"),
    *preview.urlpatterns,
]
