"""One box over everything."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from events import search, tokens

#: The list of each kind of record that takes the same words; countries have no such list.
LISTS = {
    "event": "timeline",
    "statement": "statements",
    "initiative": "initiatives",
    "document": "documents",
    "actor": "actors",
    "article": "articles",
}


class SearchForm(forms.Form):
    """`q`: words in any script."""

    q = forms.CharField(
        label=_("Search events, people, statements, initiatives and articles, in any script"),
        required=False,
        max_length=tokens.MAX_QUERY,
        error_messages={
            "max_length": _("That is too long to search for: at most %(limit_value)d characters.")
        },
    )


class SearchView(TemplateView):
    """The first finds of every kind, with the passage that was found."""

    template_name = "events/search.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """See the template."""
        form = SearchForm(self.request.GET)
        query = form.cleaned_data["q"] if form.is_valid() else ""
        groups = search.everything(query) if tokens.terms(query) else []
        return super().get_context_data(
            form=form,
            typed=form.data.get("q", "")[: tokens.MAX_QUERY],
            words=query,
            wordless=bool(query) and not tokens.terms(query),
            groups=[(group, LISTS.get(group.kind, "")) for group in groups],
            total=sum(group.count for group in groups),
            noindex=True,
            **kwargs,
        )
