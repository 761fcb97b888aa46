"""Fetching a page whose address somebody typed, without becoming a way into our own network.

What may be connected to is the door's business (`transport`); a redirect comes to the same door
again. Here size, redirects and kinds of content are limited. What is refused says why in one
plain sentence.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass

import httpcore
import httpx
from django.conf import settings
from django.utils.translation import gettext as _

from .transport import CheckedTransport, Clock, Door, Refused

__all__ = ["Door", "Fetched", "Refused", "fetch", "user_agent"]


@dataclass(frozen=True)
class Fetched:
    """A page: where it was in the end, the content type as sent, and its bytes unpacked."""

    url: str
    content_type: str
    body: bytes


def user_agent() -> str:
    """Who asks, and where to complain."""
    contact = f"; {settings.CONTACT}" if settings.CONTACT else ""
    return f"SCO-portal (+{settings.SITE_URL}{contact})"


def fetch(url: str, *, door: Door | None = None) -> Fetched:
    """The page at an address; Refused says why there is none."""
    door = door or Door()
    clock = Clock(door.seconds)
    here = _read_url(url.strip())
    for _hop in range(door.redirects + 1):
        there = _visit(here, door, clock)
        if isinstance(there, Fetched):
            return there
        here = there
    raise Refused("redirects", limit=door.redirects)


def _read_url(text: str, base: httpx.URL | None = None) -> httpx.URL:
    try:
        url = base.join(text) if base else httpx.URL(text)
        url = url.copy_with(fragment=None)
        # A name may end in a dot; certificates and hosts' own names do not.
        return url.copy_with(host=url.host.rstrip(".")) if url.host.endswith(".") else url
    except (httpx.InvalidURL, ValueError):
        raise Refused("url") from None


def _visit(url: httpx.URL, door: Door, clock: Clock) -> Fetched | httpx.URL:
    """One request: the page, or where it redirects to."""
    door.check_url(url)
    request = httpx.Request(
        "GET",
        url,
        headers={
            "User-Agent": user_agent(),
            "Accept": ", ".join(sorted(door.types)),
            "Accept-Encoding": "gzip",
            "Connection": "close",
        },
        extensions={"timeout": httpx.Timeout(door.seconds).as_dict()},
    )
    # The bare transport: a client would keep cookies, ask the environment, follow by itself.
    try:
        with (
            CheckedTransport(door, clock) as transport,
            closing(transport.handle_request(request)) as answer,
        ):
            if answer.has_redirect_location:
                return _read_url(answer.headers["Location"], url)
            _check_head(answer, door)
            body = b"".join(_unpacked(answer, door))
            return Fetched(str(url), answer.headers["Content-Type"], body)
    except httpcore.TimeoutException:
        raise clock.refused() from None
    except (httpcore.NetworkError, httpcore.ProtocolError, OSError, UnicodeError):
        raise Refused("connection", host=url.host) from None


def _check_head(answer: httpx.Response, door: Door) -> None:
    """Refuse by status, type and announced size, before any of the body is read."""
    if answer.status_code != httpx.codes.OK:
        raise Refused("status", status=answer.status_code)
    kind = answer.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if kind not in door.types:
        raise Refused("type", type=kind[:80] or _("no content type"))
    announced = answer.headers.get("Content-Length", "")
    if announced.isdecimal() and int(announced) > door.size:
        raise Refused("size", limit=door.megabytes)


def _unpacked(answer: httpx.Response, door: Door) -> Iterator[bytes]:
    """The body in pieces; stopped when it, or what it unpacks to, grows too large."""
    encoding = answer.headers.get("Content-Encoding", "").strip().lower()
    if encoding not in {"", "identity", "gzip", "x-gzip"}:
        raise Refused("encoding", encoding=encoding[:80])
    unpack = _gunzip if "gzip" in encoding else _limited
    yield from unpack(_limited(answer.iter_raw(65_536), door), door)


def _limited(pieces: Iterable[bytes], door: Door) -> Iterator[bytes]:
    total = 0
    for piece in pieces:
        total += len(piece)
        if total > door.size:
            raise Refused("size", limit=door.megabytes)
        yield piece


def _gunzip(pieces: Iterable[bytes], door: Door) -> Iterator[bytes]:
    """Unpack no further than one byte past the limit, whatever the packed bytes hold."""
    unpacking = zlib.decompressobj(wbits=16 + zlib.MAX_WBITS)
    total = 0
    try:
        for piece in pieces:
            text = unpacking.decompress(piece, door.size + 1 - total)
            total += len(text)
            if total > door.size:
                raise Refused("size", limit=door.megabytes)
            yield text
    except zlib.error:
        raise Refused("encoding", encoding="gzip") from None
    if not unpacking.eof:
        raise Refused("encoding", encoding="gzip")
