"""Words for the figures of the desk."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from babel.dates import format_date, format_time
from django import template
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .portal import babel_locale

register = template.Library()

#: Stands where there is no figure.
NONE = "–"


@register.filter
def minutes(time: timedelta | None) -> str:
    """A time in minutes, below one in seconds, from three hours on in hours."""
    if time is None:
        return NONE
    seconds = round(time.total_seconds())
    if seconds < 60:
        return ngettext("%(n)d second", "%(n)d seconds", seconds) % {"n": seconds}
    whole = round(seconds / 60)
    if whole < 180:
        return ngettext("%(n)d minute", "%(n)d minutes", whole) % {"n": whole}
    hours = round(whole / 60)
    return ngettext("%(n)d hour", "%(n)d hours", hours) % {"n": hours}


@register.filter
def percent(share: Any) -> str:
    """A share in percent."""
    return NONE if share.percent is None else _("%(n)d %%") % {"n": share.percent}


@register.filter
def admin_change_name(row: Any) -> str:
    """The name of the address of a row's own admin page."""
    return f"admin:events_{row._meta.model_name}_change"


@register.filter
def day_words(value: date) -> str:
    """A day, or the day of a moment, as the public pages write it: 21 November 2026."""
    local = timezone.localtime(value) if isinstance(value, datetime) else value
    return str(format_date(local, "long", locale=babel_locale()))


@register.filter
def moment_words(value: datetime) -> str:
    """A moment with its hour and minute: 21 November 2026, 23:00."""
    clock = format_time(timezone.localtime(value), "HH:mm", locale=babel_locale())
    return f"{day_words(value)}, {clock}"
