"""Messages that begin with an id."""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import SafeString


def as_it_is(text: str) -> SafeString:
    """A message that keeps its first letter: Django's page of the admin makes a capital of it."""
    return format_html("<span>{}</span>", text)
