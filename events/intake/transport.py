"""The door through which a page is fetched whose address somebody typed.

Every connection goes through it: the host is resolved once, every address it has must be on the
public internet, and the connection is made to an address that was checked, so that a name
cannot mean something else a moment later. Each wait ends when the time for the page is up.
"""

from __future__ import annotations

import queue
import socket
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Any

import httpcore
import httpx
from django.utils.translation import gettext_lazy as _

from .problems import IntakeError

Address = IPv4Address | IPv6Address

# Which addresses are public -------------------------------------------------------------------

#: Beyond what `is_global` says, which changes with the version of Python.
_CLOSED_4 = tuple(
    map(
        ip_network,
        (
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/3",
            # A public number behind which a cloud keeps its machines' metadata.
            "168.63.129.16/32",
        ),
    )
)
#: The only block of IPv6 given out so far, and what lies in it that leads elsewhere: IETF
#: protocols with Teredo, documentation (twice), 6to4. Mapped, compatible and NAT64 addresses,
#: private, link-local, site-local and multicast ones lie outside of it.
_UNICAST_6 = ip_network("2000::/3")
_CLOSED_6 = tuple(map(ip_network, ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")))


def is_public(address: Address, port: int = 443) -> bool:
    """Whether an address is one machine of the public internet, whatever the port."""
    if not address.is_global or address.is_multicast or address.is_reserved:
        return False
    if isinstance(address, IPv4Address):
        return not any(address in closed for closed in _CLOSED_4)
    if address.scope_id is not None or address not in _UNICAST_6:
        return False
    return not any(address in closed for closed in _CLOSED_6)


# What is refused ------------------------------------------------------------------------------

MESSAGES = {
    "url": _("This is not an address that can be read."),
    "scheme": _("Only http and https addresses are fetched."),
    "credentials": _("An address with a user name or password is not fetched."),
    "port": _("Only the ports 80 and 443 are fetched from, not %(port)s."),
    "dns": _("There is no site of the name %(host)s."),
    "address": _("%(host)s is not on the public internet, so it is not fetched."),
    "redirects": _("The site redirects more than %(limit)s times."),
    "time": _("The site took longer than %(limit)s seconds."),
    "size": _("The page is larger than %(limit)s MB."),
    "type": _("The address gives %(type)s, not a page of text."),
    "encoding": _("The page is packed in a way that is not read: %(encoding)s."),
    "status": _("The site answered %(status)s instead of the page."),
    "connection": _("The connection to %(host)s failed or broke off."),
}


class Refused(IntakeError):
    """A page that was not fetched; `code` is a key of `MESSAGES`."""

    def __init__(self, code: str, **details: object) -> None:
        self.code = code
        super().__init__([("url", str(MESSAGES[code]) % details)])


# The door -------------------------------------------------------------------------------------


def look_up(host: str, port: int) -> list[str]:
    """Every address of a host, as the system's resolver has it."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


@dataclass(frozen=True)
class Door:
    """What may be fetched; as it stands, the public internet on the two usual ports."""

    ports: frozenset[int] = frozenset({80, 443})
    permits: Callable[[Address, int], bool] = is_public
    resolve: Callable[[str, int], list[str]] = look_up
    types: frozenset[str] = frozenset({"text/html", "application/xhtml+xml", "text/plain"})
    redirects: int = 5
    megabytes: int = 5
    seconds: float = 20

    @property
    def size(self) -> int:
        """The most bytes of a page, packed or unpacked."""
        return self.megabytes * 1_000_000

    def check_url(self, url: httpx.URL) -> None:
        """Refuse what an address says openly; what its host means is seen on connecting."""
        if url.scheme not in {"http", "https"}:
            raise Refused("scheme")
        if url.userinfo:
            raise Refused("credentials")
        if not url.host:
            raise Refused("url")
        usual = 443 if url.scheme == "https" else 80
        self.check_port(usual if url.port is None else url.port)

    def check_port(self, port: int) -> None:
        if port not in self.ports:
            raise Refused("port", port=port)

    def addresses(self, host: str, port: int, clock: Clock) -> list[Address]:
        """The addresses of a host, once every one of them is permitted."""
        self.check_port(port)
        try:
            found = clock.within(lambda: self.resolve(host, port))
            addresses = [ip_address(text) for text in found]
        except (OSError, ValueError):
            raise Refused("dns", host=host) from None
        if not addresses:
            raise Refused("dns", host=host)
        if not all(self.permits(address, port) for address in addresses):
            raise Refused("address", host=host)
        return addresses


@dataclass
class Clock:
    """The time left for a page and all its redirects."""

    seconds: float
    end: float = field(init=False)

    def __post_init__(self) -> None:
        self.end = time.monotonic() + self.seconds

    def left(self, timeout: float | None = None) -> float:
        """Seconds left, at most `timeout`; refuses when there are none."""
        left = self.end - time.monotonic()
        if left <= 0:
            raise self.refused()
        return left if timeout is None else min(left, timeout)

    def refused(self) -> Refused:
        return Refused("time", limit=f"{self.seconds:g}")

    def within(self, call: Callable[[], Any]) -> Any:
        """What a call returns that cannot be given a time limit itself, such as a look-up."""
        answer: queue.SimpleQueue[tuple[Any, Exception | None]] = queue.SimpleQueue()

        def run() -> None:
            try:
                answer.put((call(), None))
            except Exception as error:
                answer.put((None, error))

        threading.Thread(target=run, daemon=True).start()
        try:
            result, error = answer.get(timeout=self.left())
        except queue.Empty:
            raise self.refused() from None
        if error is not None:
            raise error
        return result


class _TimedStream(httpcore.NetworkStream):
    """A connection each of whose waits ends when the time is up: slow drips add up."""

    def __init__(self, stream: httpcore.NetworkStream, clock: Clock) -> None:
        self._stream = stream
        self._clock = clock

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._clock.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._clock.left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        left = self._clock.left(timeout)
        return _TimedStream(self._stream.start_tls(ssl_context, server_hostname, left), self._clock)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class _CheckedNetwork(httpcore.NetworkBackend):
    """Connects to an address that the door permits, never to a name."""

    def __init__(self, door: Door, clock: Clock) -> None:
        self._door = door
        self._clock = clock
        self._network = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        for address in self._door.addresses(host, port, self._clock):
            try:
                stream = self._network.connect_tcp(
                    str(address), port, self._clock.left(timeout), None, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue
            return _TimedStream(stream, self._clock)
        self._clock.left()
        raise Refused("connection", host=host)


class _Body(httpx.SyncByteStream):
    """The bytes of an answer as they come in."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def __iter__(self) -> Iterator[bytes]:
        yield from self._stream

    def close(self) -> None:
        self._stream.close()


@lru_cache(maxsize=1)
def _certificates() -> Any:
    """The certificates that https is checked against; the environment has no say."""
    return httpx.create_ssl_context(trust_env=False)


class CheckedTransport(httpx.BaseTransport):
    """An httpx transport all of whose connections go through a door."""

    def __init__(self, door: Door, clock: Clock) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=_certificates(), network_backend=_CheckedNetwork(door, clock)
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """One request; host name and server name stay those of its address."""
        url = request.url
        answer = self._pool.handle_request(
            httpcore.Request(
                request.method,
                httpcore.URL(
                    scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path
                ),
                headers=request.headers.raw,
                extensions=request.extensions,
            )
        )
        return httpx.Response(answer.status, headers=answer.headers, stream=_Body(answer.stream))

    def close(self) -> None:
        self._pool.close()
