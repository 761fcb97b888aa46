"""The steps of curation as the admin offers them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import AdminSite, site
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from events import curation, dataset, models
from events.choices import RevisionState, Status

from .differences import Line, lines
from .forms import KnownLabelsSelect
from .proposing import tell_conflicts


@dataclass(frozen=True)
class Step:
    """One step: its address, its words, from which states it leads, what it asks for.

    States of records and of revisions share their spelling, so the enumerations are compared.
    """

    slug: str
    title: Any
    question: Any
    states: tuple[Status | RevisionState, ...]
    run: Callable[..., object]
    review: bool = False
    asks_reason: bool = False
    asks_target: bool = False
    dangerous: bool = False

    def fits(self, subject: Any) -> bool:
        """Whether the step leads on from where a record or revision stands."""
        is_revision = isinstance(subject, models.Revision)
        kind, state = (RevisionState, subject.state) if is_revision else (Status, subject.status)
        if not any(isinstance(one, kind) and one == state for one in self.states):
            return False
        return self.slug != "rebase" or curation.is_outdated(subject)

    def offered(self, subject: Any, user: Any) -> bool:
        """Whether the user may try this step on a record or revision now."""
        if not self.fits(subject):
            return False
        if not self.review:
            return True
        if not user.has_perm(curation.REVIEW):
            return False
        return self.slug != "publish" or user.pk not in curation.authors_of(subject)


STEPS: dict[str, Step] = {
    step.slug: step
    for step in (
        Step(
            "submit",
            _("Submit"),
            _("Hand it to the reviewers?"),
            (Status.DRAFT, RevisionState.DRAFT, RevisionState.RETURNED),
            lambda subjects, user, **_rest: [curation.submit(s, user) for s in subjects],
        ),
        Step(
            "publish",
            _("Publish"),
            _("Make it public?"),
            (Status.IN_REVIEW, RevisionState.IN_REVIEW),
            lambda subjects, user, **_rest: curation.publish(curation.bundle_of(subjects), user),
            review=True,
        ),
        Step(
            "return",
            _("Return"),
            _("Send it back to its author?"),
            (Status.IN_REVIEW, RevisionState.IN_REVIEW),
            lambda subjects, user, reason, **_rest: [
                curation.return_(s, user, reason) for s in subjects
            ],
            review=True,
            asks_reason=True,
        ),
        Step(
            "retract",
            _("Retract"),
            _("Take it back? Its address will answer 'gone' with your reason."),
            (Status.PUBLISHED,),
            lambda subjects, user, reason, **_rest: curation.retract(subjects, user, reason),
            review=True,
            asks_reason=True,
            dangerous=True,
        ),
        Step(
            "merge",
            _("Merge"),
            _("Into which record? This one becomes a redirect to it."),
            (Status.DRAFT, Status.IN_REVIEW, Status.PUBLISHED),
            lambda subjects, user, reason, target, **_rest: [
                curation.merge(s, target, user, reason) for s in subjects
            ],
            review=True,
            asks_reason=True,
            asks_target=True,
            dangerous=True,
        ),
        Step(
            "rebase",
            _("Bring up to date"),
            _("Carry it over to the present version of the record?"),
            (RevisionState.DRAFT, RevisionState.IN_REVIEW, RevisionState.RETURNED),
            lambda subjects, user, **_rest: [
                conflict for s in subjects for conflict in curation.rebase(s, user)
            ],
        ),
        Step(
            "withdraw",
            _("Withdraw"),
            _("Give this revision up?"),
            (RevisionState.DRAFT, RevisionState.IN_REVIEW, RevisionState.RETURNED),
            lambda subjects, user, **_rest: [curation.withdraw(s, user) for s in subjects],
            dangerous=True,
        ),
    )
}


class StepForm(forms.Form):
    """A reason and a target, as far as the step asks for them."""

    reason = forms.CharField(
        label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000
    )

    def __init__(self, *args: Any, step: Step, subject: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not step.asks_reason:
            del self.fields["reason"]
        if step.asks_target:
            into = subject._meta.get_field("merged_into")
            self.fields["target"] = forms.ModelChoiceField(
                label=_("Merge into"),
                queryset=type(subject).objects.exclude(pk=subject.pk),
                widget=KnownLabelsSelect(into, site),
            )
            self.order_fields(["target", "reason"])


class CurateMixin:
    """Gives an admin the page of each step, `<id>/curate/<step>/`."""

    model: type[Any]
    admin_site: AdminSite

    def get_urls(self) -> list[Any]:
        step = path(
            "<int:number>/curate/<slug:step>/",
            self.admin_site.admin_view(self.curate_view),
            name=f"events_{self.model._meta.model_name}_curate",
        )
        return [step, *super().get_urls()]  # type: ignore[misc]

    def curate_view(self, request: HttpRequest, number: int, step: str) -> HttpResponse:
        """Ask for what a step needs, then take it through `events.curation`."""
        subject = get_object_or_404(self.model, pk=number)
        chosen = STEPS.get(step)
        if chosen is None or not self.has_view_permission(request, subject):  # type: ignore[attr-defined]
            raise PermissionDenied
        if chosen.review and not request.user.has_perm(curation.REVIEW):  # type: ignore[union-attr]
            raise PermissionDenied
        if not chosen.fits(subject):
            messages.error(request, _("This step does not lead on from here any more."))
            return HttpResponseRedirect(self.page_of(number))
        given = request.POST if request.method == "POST" else None
        form = StepForm(given, step=chosen, subject=subject)
        preview = None
        if form.is_valid():
            if chosen.asks_target and not confirmed(request, subject, form.cleaned_data["target"]):
                preview = previewed(request, chosen, subject, **form.cleaned_data)
            elif take(request, chosen, [subject], **form.cleaned_data):
                return HttpResponseRedirect(self.page_of(number))
        publishes = chosen.slug == "publish"
        context = {
            "bundle": curation.bundle_of([subject])[1:] if publishes else [],
            **self.admin_site.each_context(request),
            "title": chosen.title,
            "opts": self.model._meta,
            "original": subject,
            "step": chosen,
            "form": form,
            "preview": preview,
            "subject_url": self.page_of(number),
            "media": form.media,
        }
        return TemplateResponse(request, "admin/events/step.html", context)

    def page_of(self, number: int) -> str:
        """The admin page of the record or revision."""
        return reverse(f"admin:events_{self.model._meta.model_name}_change", args=[number])


@dataclass(frozen=True)
class Preview:
    """What a merger would change on the survivor; `seen` says of which two states."""

    target: models.Record
    changes: list[Line]
    seen: str


def seen_of(subject: Any, target: Any) -> str:
    """What tells the states of two records from their later ones."""
    return f"{target.public_id} {curation.stamp(target)} {curation.stamp(subject)}"


def confirmed(request: HttpRequest, subject: Any, target: Any) -> bool:
    """Whether the merger was looked at as it would be now."""
    return request.POST.get("seen", "") == seen_of(subject, target)


def previewed(
    request: HttpRequest, step: Step, subject: Any, *, target: Any, **answers: Any
) -> Preview | None:
    """Merge, look, and undo it; None, with messages, where it is refused anyhow."""
    before = dataset.document(target)
    try:
        with curation.staged():
            step.run([subject], request.user, target=target, **answers)
            after = dataset.document(target)
    except curation.CurationError as refusal:
        for problem in refusal.problems:
            messages.error(request, problem.message)
        return None
    changes = lines(dataset.difference(before, after), before, after)
    return Preview(target, changes, seen_of(subject, target))


def take(request: HttpRequest, step: Step, subjects: list[Any], **answers: Any) -> bool:
    """Take a step; a refusal becomes messages and nothing changes."""
    try:
        outcome = step.run(subjects, request.user, **answers)
    except curation.CurationError as refusal:
        for problem in refusal.problems:
            messages.error(request, problem.message)
        return False
    if step.slug == "rebase":
        tell_conflicts(request, outcome)
    messages.success(request, _("%(step)s: done.") % {"step": step.title})
    return True
