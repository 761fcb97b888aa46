"""Addresses of articles: the one form in which they are kept, and the key they are compared by."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlencode, urlsplit

from django.utils.translation import gettext as _

from .problems import IntakeError

_TRACKING = re.compile(
    "utm_.*|fbclid|gclid|dclid|yclid|ysclid|msclkid|igshid|mc_[ce]id|_openstat|from_rss|spm"
    "|_ga|_gl|wt_mc|cmpid|at_(?:medium|campaign)",
    re.IGNORECASE,
)
_DEFAULT_PORTS = {"http": 80, "https": 443}
_SECOND_LEVEL = {"ac", "co", "com", "edu", "gob", "gov", "mil", "net", "org"}


def canonical(url: str, *, secure: bool = True) -> str:
    """The address as it is kept: https, host in lower case, no fragment, nothing that tracks.

    `secure=False` leaves http as it is, for a site that was seen to answer over http only.
    IntakeError where it is no address of the web.
    """
    url = url.strip()
    if not url:
        return ""
    parts = _split(url)
    scheme = "https" if secure else parts.scheme
    host = _host(parts)
    if parts.port and parts.port != _DEFAULT_PORTS[parts.scheme]:
        host = f"{host}:{parts.port}"
    query = f"?{kept}" if (kept := _without_tracking(parts.query)) else ""
    return f"{scheme}://{host}{parts.path or '/'}{query}"


def host_of(url: str) -> str:
    """The host of an address without `www.`; empty where there is none."""
    try:
        return (urlsplit(url.strip()).hostname or "").lower().removeprefix("www.")
    except ValueError:
        return ""


def site_of(host: str) -> str:
    """The part of a host that one owner holds: `inform.kz` of `en.inform.kz`."""
    labels = host.split(".")
    count = 3 if len(labels) > 2 and labels[-2] in _SECOND_LEVEL else 2
    return ".".join(labels[-count:])


def key_of(url: str) -> str:
    """What two addresses of one page have in common: no scheme, no `www.`, no last slash."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return url.strip()
    path = quote(unquote(parts.path), safe="/:@!$&'()*+,;=-._~").rstrip("/")
    query = f"?{kept}" if (kept := _without_tracking(parts.query)) else ""
    return f"{host_of(url)}{path}{query}"


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        _port = parts.port  # raises ValueError where it is no number
    except ValueError:
        parts = SplitResult("", "", "", "", "")
    if parts.scheme.lower() not in _DEFAULT_PORTS or not parts.hostname or parts.username:
        raise IntakeError([("url", _("This is no address of the web (http or https)."))])
    return parts._replace(scheme=parts.scheme.lower())


def _host(parts: SplitResult) -> str:
    host = (parts.hostname or "").lower().rstrip(".")
    return f"[{host}]" if ":" in host else host


def _without_tracking(query: str) -> str:
    pairs = parse_qsl(query, keep_blank_values=True)
    kept = [(name, value) for name, value in pairs if not _TRACKING.fullmatch(name)]
    return query if len(kept) == len(pairs) else urlencode(kept)
