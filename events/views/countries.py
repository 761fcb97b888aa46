"""Countries as of a day, one country, two countries."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from events.models import Country
from events.pages import overview, profile, roster
from events.pages.years import summed


class DayForm(forms.Form):
    """`on`: the day for which the table is drawn; today when left out."""

    on = forms.DateField(
        label=_("As of"),
        required=False,
        input_formats=["%Y-%m-%d"],
        error_messages={"invalid": _("Give a day as year-month-day, for example 2001-07-01.")},
    )

    def clean_on(self) -> date | None:
        """The Shanghai Five was the beginning."""
        day: date | None = self.cleaned_data["on"]
        if day and day < roster.BEGINNING:
            raise forms.ValidationError(
                _("The Shanghai Five first met on 26 April 1996; there is no standing before.")
            )
        return day


class CountriesView(TemplateView):
    """Members, observers and partners on a day."""

    template_name = "events/countries.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """See the template; no table where the day cannot be read."""
        form, now = DayForm(self.request.GET), timezone.now()
        context = super().get_context_data(form=form, today=now.date(), **kwargs)
        if not form.is_valid():
            return context | {"noindex": True, "typed": str(form["on"].value())[:40]}
        rows = roster.countries()
        held = overview.held()
        counts = summed(held.tally_countries())
        day = form.cleaned_data["on"] or now.date()
        return context | {
            "day": day,
            "total": held.count(),
            "typed": day.isoformat(),
            "roster": roster.roster(rows, counts, day, now),
            "growth": roster.growth(rows, now.date()),
            "turns": roster.turning_points(rows),
        }


def country_of(code: str) -> Country:
    """The country of a code in small letters, with its periods; 404 where there is none."""
    found = Country.objects.with_standing().in_bulk([code.upper()]).get(code.upper())
    if found is None:
        raise Http404(code)
    return found


class CountryView(TemplateView):
    """One country; capitals in the address lead to the one in small letters."""

    template_name = "events/country.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        country = country_of(kwargs["iso2"])
        if kwargs["iso2"] != country.iso2.lower():
            return HttpResponsePermanentRedirect(country.get_absolute_url())
        return self.render_to_response(
            {"country": country, "page": profile.country_page(country, timezone.now())}
        )


class PairView(TemplateView):
    """Two countries, in the order of their codes; the other order redirects."""

    template_name = "events/pair.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        codes = [kwargs["iso2"], kwargs["other"]]
        ordered = sorted(code.lower() for code in codes)
        if ordered[0] == ordered[1]:
            raise Http404(ordered[0])
        one, other = (country_of(code) for code in ordered)
        if codes != ordered:
            return HttpResponsePermanentRedirect(reverse("events:pair", args=ordered))
        page = profile.pair_page(one, other, timezone.localdate())
        return self.render_to_response({"one": one, "other": other, "page": page})
