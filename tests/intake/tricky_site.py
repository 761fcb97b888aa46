"""A real server on this machine that tries the tricks a hostile site would."""

from __future__ import annotations

import gzip
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

PAGE = "<html><title>Made-up page</title><p>Made-up text, страница.</p></html>".encode()
MEGABYTE = 1_000_000


def _bomb() -> bytes:
    """A few kilobytes that unpack to 64 MB."""
    return gzip.compress(bytes(64 * MEGABYTE), compresslevel=9)


class Tricks(BaseHTTPRequestHandler):
    """One method for each path; what a client asked is kept in `server.asked`."""

    server: Any
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.server.asked.append((self.path, dict(self.headers)))
        self.close_connection = True
        name = self.path.partition("?")[0].strip("/").replace("-", "_")
        # A client that has seen enough hangs up in the middle of an answer.
        with suppress(OSError):
            if name == "to":
                self.answer(b"", status=302, Location=self.path.partition("?")[2])
            else:
                getattr(self, f"trick_{name}")()

    def log_message(self, format: str, *args: Any) -> None:
        """The test says what happened."""

    def answer(self, body: bytes, status: int = 200, kind: str = "text/html", **more: str) -> None:
        self.send_response(status)
        headers = {"Content-Type": kind, "Content-Length": str(len(body)), "Connection": "close"}
        for name, value in (headers | {k.replace("_", "-"): v for k, v in more.items()}).items():
            if value:
                self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def trick_page(self) -> None:
        self.answer(PAGE, kind="text/html; charset=utf-8", Set_Cookie="follow=me; Path=/")

    def trick_xhtml(self) -> None:
        self.answer(PAGE, kind="application/xhtml+xml")

    def trick_text(self) -> None:
        self.answer(b"Made-up text.", kind="TEXT/PLAIN ; charset=ascii")

    def trick_packed(self) -> None:
        self.answer(gzip.compress(PAGE), Content_Encoding="gzip")

    def trick_cookie(self) -> None:
        self.answer(b"", status=301, Location="/page", Set_Cookie="follow=me; Path=/")

    def trick_endless(self) -> None:
        self.answer(b"", status=302, Location=f"/endless?{time.monotonic_ns()}")

    def trick_five(self) -> None:
        left = int(self.path.partition("?")[2])
        self.answer(b"", status=307, Location=f"/five?{left - 1}" if left > 1 else "/page")

    def trick_nowhere(self) -> None:
        self.answer(PAGE, status=302)

    def trick_missing(self) -> None:
        self.answer(PAGE, status=404)

    def trick_broken(self) -> None:
        self.answer(PAGE, status=500)

    def trick_picture(self) -> None:
        self.answer(b"\x89PNG\r\n\x1a\n", kind="image/png")

    def trick_pdf(self) -> None:
        self.answer(b"%PDF-1.7", kind="application/pdf")

    def trick_untyped(self) -> None:
        self.answer(PAGE, kind="")

    def trick_announced(self) -> None:
        self.answer(PAGE, Content_Length=str(6 * MEGABYTE))

    def trick_oversize(self) -> None:
        self._without_length(b"x" * (6 * MEGABYTE))

    def trick_liar(self) -> None:
        """More than announced: the rest is not part of the page."""
        self.answer(PAGE + b"x" * MEGABYTE, Content_Length=str(len(PAGE)))

    def trick_short(self) -> None:
        self.answer(PAGE, Content_Length=str(len(PAGE) + 10))

    def trick_bomb(self) -> None:
        self.answer(_bomb(), Content_Encoding="gzip")

    def trick_bombs(self) -> None:
        """Packed twice over."""
        self.answer(gzip.compress(_bomb()), Content_Encoding="gzip, gzip")

    def trick_brotli(self) -> None:
        self.answer(b"\x0b\x02\x80made-up\x03", Content_Encoding="br")

    def trick_unpackable(self) -> None:
        self.answer(b"not gzip at all", Content_Encoding="gzip")

    def trick_torn(self) -> None:
        self.answer(gzip.compress(PAGE * 50)[:-20], Content_Encoding="gzip")

    def trick_drip(self) -> None:
        """Never silent for long, never done."""
        self._without_length(b"")
        for _second in range(100):
            self.wfile.write(b"x")
            time.sleep(0.1)

    def trick_drip_head(self) -> None:
        for letter in b"HTTP/1.1 200 OK\r\nX-Made-Up: " + b"x" * 100:
            self.wfile.write(bytes([letter]))
            time.sleep(0.1)

    def trick_silent(self) -> None:
        time.sleep(3)

    def trick_garbage(self) -> None:
        self.wfile.write(b"\x00\x01\x02 not http\r\n\r\n")

    def trick_long_head(self) -> None:
        self.answer(PAGE, X_Long="x" * MEGABYTE)

    def trick_hang_up(self) -> None:
        """Closed without a word."""

    def _without_length(self, body: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(body)


class Site(ThreadingHTTPServer):
    """The server and what it was asked."""

    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Tricks)
        self.asked: list[tuple[str, dict[str, str]]] = []

    @property
    def port(self) -> int:
        return self.server_address[1]

    def at(self, path: str, host: str = "127.0.0.1") -> str:
        """The address of a trick."""
        return f"http://{host}:{self.port}/{path}"


@contextmanager
def running() -> Iterator[Site]:
    """A site that answers until the block ends."""
    with Site() as site:
        thread = threading.Thread(target=site.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        yield site
        site.shutdown()
        thread.join()
