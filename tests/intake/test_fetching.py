"""Fetching: the strict door against lists of addresses, and a real site that tries each trick."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from ipaddress import ip_address

import pytest

from events.intake.fetching import Fetched, fetch, user_agent
from events.intake.problems import IntakeError
from events.intake.transport import MESSAGES, Door, Refused, is_public, look_up

from .tricky_site import PAGE, Site, running


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    """The site that may be fetched from."""
    with running() as started:
        yield started


@pytest.fixture
def inside() -> Iterator[Site]:
    """A neighbour on this machine that must never be asked."""
    with running() as started:
        yield started
    assert started.asked == []


@pytest.fixture
def door(site: Site) -> Door:
    """The strict door with one exception: exactly this site's address and port."""
    there = (ip_address("127.0.0.1"), site.port)
    return Door(
        ports=frozenset({80, 443, site.port}),
        permits=lambda address, port: (address, port) == there or is_public(address),
    )


def refusal(url: str, door: Door | None = None) -> str:
    """The code with which an address is refused."""
    with pytest.raises(Refused) as caught:
        fetch(url, door=door)
    return caught.value.code


def naming(door: Door, **names: list[str]) -> Door:
    """The door with a resolver that knows these names of example.org and nothing else."""
    known = {f"{name}.example.org": addresses for name, addresses in names.items()}

    def resolve(host: str, port: int) -> list[str]:
        if host not in known:
            raise socket.gaierror(f"{host} is not known")
        return known[host]

    return replace(door, resolve=resolve)


# The strict door ------------------------------------------------------------------------------

CLOSED_4 = (
    *("0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.100.100.200"),
    *("127.0.0.1", "127.1.2.3", "169.254.0.1", "169.254.169.254", "169.254.170.2"),
    *("168.63.129.16", "172.16.0.1", "172.31.255.255", "192.0.0.1", "192.0.0.192", "192.0.2.1"),
    *("192.88.99.1", "192.168.0.1", "198.18.0.1", "198.19.255.255", "198.51.100.1", "203.0.113.9"),
    *("224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255"),
)
CLOSED_6 = (
    # unspecified, loopback, compatible, mapped, translated, NAT64, discarded
    *("::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::ffff:a9fe:a9fe"),
    *("::ffff:0:7f00:1", "64:ff9b::7f00:1", "64:ff9b::808:808", "64:ff9b:1::7f00:1", "100::1"),
    # Teredo and its block, documentation, 6to4, segment routing
    *("2001::1", "2001:0:4136:e378:8000:63bf::", "2001:2::1", "2001:10::1", "2001:20::1"),
    *("2001:db8::1", "2002:7f00:1::", "2002:808:808::1", "3fff::1", "5f00::1"),
    # private, link-local, site-local, multicast
    *("fc00::1", "fd00:ec2::254", "fdff::1", "fe80::1", "fec0::1", "ff02::1", "ff0e::1"),
)
CLOSED = (*CLOSED_4, *CLOSED_6, "fe80::1%eth0", "2a00:1450::1%eth0")
OPEN_4 = ("8.8.8.8", "1.1.1.1", "193.0.6.139", "223.255.255.254")
OPEN = (*OPEN_4, "2606:4700::1111", "2a00:1450:4001::200e")


@pytest.mark.parametrize("address", CLOSED)
def test_strict_door_is_closed_to_address(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize("address", OPEN)
def test_strict_door_is_open_to_public_address(address: str) -> None:
    assert is_public(ip_address(address))


def test_doors_are_strict_as_they_stand() -> None:
    door = Door()
    assert (door.permits, door.ports, door.resolve) == (is_public, {80, 443}, look_up)
    assert (door.redirects, door.size, door.seconds) == (5, 5_000_000, 20)


@pytest.mark.parametrize(
    "host",
    [
        *CLOSED_4,
        *(f"[{text}]" for text in CLOSED_6),
        # The same loopback and metadata addresses as other notations write them.
        *("2130706433", "0x7f000001", "0x7f.1", "0177.0.1", "127.1", "127.0.0.1.", "0"),
        *("2852039166", "0xa9fea9fe", "127。0。0。1", "localhost", "LOCALHOST", "localhost."),
    ],
)
def test_strict_door_refuses_address_in_any_notation(host: str) -> None:
    assert refusal(f"http://{host}/") == "address"


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("", "scheme"),
        ("example.org/news", "scheme"),
        ("//example.org/news", "scheme"),
        ("file:///etc/passwd", "scheme"),
        ("ftp://example.org/", "scheme"),
        ("gopher://example.org/", "scheme"),
        ("javascript:alert(1)", "scheme"),
        ("data:text/html,<p>Made-up", "scheme"),
        ("http://user:secret@example.org/", "credentials"),
        ("http://user@example.org/", "credentials"),
        ("http://127.0.0.1\\@example.org/", "credentials"),
        ("http:///news", "url"),
        ("http://", "url"),
        ("http://①②⑦.0.0.1/", "url"),
        ("http://example.org\n.evil/", "url"),
        ("http://[::1", "url"),
        ("http://" + "x" * 70_000, "url"),
        ("http://example.org:99999/", "port"),
        ("http://example.org:22/", "port"),
        ("http://example.org:0/", "port"),
        ("https://example.org:8443/", "port"),
    ],
)
def test_address_that_is_no_page_is_refused_without_a_look_up(url: str, code: str) -> None:
    def never(host: str, port: int) -> list[str]:
        raise AssertionError(f"{host} was looked up")

    assert refusal(url, Door(resolve=never)) == code


def test_refusal_is_an_intake_error_about_the_address() -> None:
    with pytest.raises(IntakeError) as caught:
        fetch("http://169.254.169.254/latest/meta-data/")
    message = "169.254.169.254 is not on the public internet, so it is not fetched."
    assert caught.value.problems == [("url", message)]
    assert str(caught.value) == message


# Names ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "addresses",
    [
        ["127.0.0.1"],
        ["::1"],
        ["::ffff:127.0.0.1"],
        ["169.254.169.254"],
        # One bad address among good ones is enough.
        ["8.8.8.8", "10.0.0.1"],
        ["2606:4700::1111", "fe80::1%eth0"],
    ],
)
def test_name_with_an_address_inside_is_refused(addresses: list[str]) -> None:
    assert refusal("http://inside.example.org/", naming(Door(), inside=addresses)) == "address"


@pytest.mark.parametrize("addresses", [[], ["no address"]])
def test_name_without_an_address_is_refused(addresses: list[str]) -> None:
    assert refusal("http://none.example.org/", naming(Door(), none=addresses)) == "dns"
    assert refusal("http://unknown.example.org/", naming(Door())) == "dns"


def test_name_is_resolved_once_and_its_address_is_pinned(site: Site, door: Door) -> None:
    answers = [["127.0.0.1"], ["169.254.169.254"]]
    asked = []

    def rebinding(host: str, port: int) -> list[str]:
        asked.append((host, port))
        return answers.pop(0)

    page = fetch(site.at("page", "rebinds.example.org"), door=replace(door, resolve=rebinding))
    assert asked == [("rebinds.example.org", site.port)]
    assert page.body == PAGE
    assert site.asked[-1][1]["Host"] == f"rebinds.example.org:{site.port}"


def test_second_address_is_tried_when_the_first_does_not_answer(site: Site, door: Door) -> None:
    closed = ip_address("127.0.0.2")
    both = replace(door, permits=lambda a, p: a == closed or door.permits(a, p))
    two = naming(both, two=["127.0.0.2", "127.0.0.1"])
    assert fetch(site.at("page", "two.example.org"), door=two).body == PAGE


def test_international_name_and_final_dot_are_normal(site: Site, door: Door) -> None:
    known = replace(
        door, resolve=lambda host, port: {"xn--e1aybc.example.org": ["127.0.0.1"]}[host]
    )
    page = fetch(site.at("page#part", "тест.example.org."), door=known)
    assert page.url == f"http://xn--e1aybc.example.org:{site.port}/page"
    assert site.asked[-1][1]["Host"] == f"xn--e1aybc.example.org:{site.port}"


def test_slow_resolver_is_cut() -> None:
    def slow(host: str, port: int) -> list[str]:
        time.sleep(2)
        return ["8.8.8.8"]

    started = time.monotonic()
    assert refusal("http://slow.example.org/", Door(resolve=slow, seconds=0.2)) == "time"
    assert time.monotonic() - started < 1.5


def test_https_greets_by_name_and_checks_the_certificate() -> None:
    greeted = []
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.sni_callback = lambda _socket, name, _context: greeted.append(name)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]

        def shake_hands() -> None:
            connection, _address = listening.accept()
            with connection, pytest.raises(OSError):
                context.wrap_socket(connection, server_side=True)

        thread = threading.Thread(target=shake_hands, daemon=True)
        thread.start()
        door = Door(ports=frozenset({port}), permits=lambda address, port: True)
        door = naming(door, secure=["127.0.0.1"])
        # The server has no certificate at all, so nothing but the greeting comes about.
        assert refusal(f"https://secure.example.org.:{port}/", door) == "connection"
        thread.join(5)
    assert greeted == ["secure.example.org"]


# Pages ------------------------------------------------------------------------------------------


def test_page_is_fetched_with_an_honest_name(site: Site, door: Door, settings) -> None:
    settings.SITE_URL, settings.CONTACT = "https://sco.example.org", "desk@example.org"
    page = fetch(site.at("page#part"), door=door)
    assert page == Fetched(site.at("page"), "text/html; charset=utf-8", PAGE)
    headers = site.asked[-1][1]
    assert headers["User-Agent"] == "SCO-portal (+https://sco.example.org; desk@example.org)"
    assert headers["Host"] == f"127.0.0.1:{site.port}"
    settings.CONTACT = ""
    assert user_agent() == "SCO-portal (+https://sco.example.org)"


def test_proxy_of_the_environment_has_no_say(site: Site, door: Door, inside: Site, monkeypatch):
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, inside.at(""))
    assert fetch(site.at("page"), door=door).body == PAGE


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("xhtml", PAGE),
        ("text", b"Made-up text."),
        ("packed", PAGE),
        ("liar", PAGE),
        ("five?5", PAGE),
        ("to?page", PAGE),
    ],
)
def test_page_is_fetched_as_it_is(site: Site, door: Door, path: str, body: bytes) -> None:
    assert fetch(site.at(path), door=door).body == body


def test_cookie_is_not_carried_over_a_redirect(site: Site, door: Door) -> None:
    assert fetch(site.at("cookie"), door=door).url == site.at("page")
    assert "Cookie" not in site.asked[-1][1]


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("endless", "redirects"),
        ("five?6", "redirects"),
        ("nowhere", "status"),
        ("missing", "status"),
        ("broken", "status"),
        ("picture", "type"),
        ("pdf", "type"),
        ("untyped", "type"),
        ("announced", "size"),
        ("oversize", "size"),
        ("bomb", "size"),
        ("bombs", "encoding"),
        ("brotli", "encoding"),
        ("unpackable", "encoding"),
        ("torn", "encoding"),
        ("short", "connection"),
        ("garbage", "connection"),
        ("long-head", "connection"),
        ("hang-up", "connection"),
    ],
)
def test_trick_of_a_site_is_refused(site: Site, door: Door, path: str, code: str) -> None:
    assert refusal(site.at(path), door) == code


def test_redirects_are_counted(site: Site, door: Door) -> None:
    before = len(site.asked)
    assert refusal(site.at("endless"), door) == "redirects"
    assert len(site.asked) - before == 6


@pytest.mark.parametrize("path", ["drip", "drip-head", "silent"])
def test_slow_site_is_cut(site: Site, door: Door, path: str) -> None:
    started = time.monotonic()
    assert refusal(site.at(path), replace(door, seconds=0.5)) == "time"
    assert time.monotonic() - started < 2


@pytest.mark.parametrize(
    ("target", "code"),
    [
        ("http://169.254.169.254/latest/meta-data/", "address"),
        ("http://[::ffff:127.0.0.1]/", "address"),
        ("http://[::1]/", "address"),
        ("http://2130706433/", "address"),
        ("//0x7f.1/", "address"),
        ("http://localhost/", "address"),
        ("https://10.0.0.1/", "address"),
        ("http://user:secret@example.org/", "credentials"),
        ("http://127.0.0.1:22/", "port"),
        ("file:///etc/passwd", "scheme"),
        ("ftp://127.0.0.1/", "scheme"),
        ("javascript:alert(1)", "scheme"),
        ("http://[::1", "url"),
    ],
)
def test_redirect_comes_to_the_same_door(site: Site, door: Door, target: str, code: str) -> None:
    assert refusal(site.at(f"to?{target}"), door) == code


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "127.1", "[::ffff:127.0.0.1]"])
def test_redirect_to_a_neighbour_is_never_followed(
    site: Site, door: Door, inside: Site, host: str
) -> None:
    wider = replace(door, ports=door.ports | {inside.port})
    assert refusal(site.at(f"to?{inside.at('page', host)}"), wider) == "address"
    assert refusal(site.at(f"to?{inside.at('page', host)}"), door) == "port"


def test_site_that_does_not_listen_is_refused(door: Door) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    closed = replace(door, ports=frozenset({port}), permits=lambda address, port: True)
    assert refusal(f"http://127.0.0.1:{port}/", closed) == "connection"


def test_every_refusal_has_a_sentence() -> None:
    details = dict.fromkeys(("host", "limit", "port", "status", "type", "encoding"), "x")
    assert all(str(Refused(code, **details)).endswith(".") for code in MESSAGES)
