"""A door over plain HTTP for tablets that do not trust us yet.

It hands out a handful of files that hold nothing of any patient: the page with the steps, the
authority's certificate (never its key), and what the page is drawn with. It reads nothing but the
path, sets no cookie, and knows nothing of the application behind.
"""

from __future__ import annotations

import threading
import time
from collections import Counter
from contextlib import suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socket import SHUT_RDWR, socket
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from mesomap import texts
from mesomap.lan.files import CERTIFICATE, DOOR, PROFILE
from mesomap.lan.status import tls_folder
from mesomap.resources import resource_dir

if TYPE_CHECKING:
    from pathlib import Path

#: Files of `static/` that the page is drawn with.
LOOKS = ("css/tokens.css", "css/connect.css", "icons/mesomap.svg",
         "fonts/atkinson-hyperlegible-next-latin-wght-normal.woff2",
         "fonts/atkinson-hyperlegible-next-latin-ext-wght-normal.woff2")  # fmt: skip

KINDS = {
    "css": "text/css; charset=utf-8", "svg": "image/svg+xml", "woff2": "font/woff2",
    "html": "text/html; charset=utf-8", "crt": "application/x-x509-ca-cert",
    "mobileconfig": "application/x-apple-aspen-config",
}  # fmt: skip

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; "
    "font-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}

#: Requests from one address within a minute; a page with its files is a dozen.
MOST_A_MINUTE = 120
MINUTE_S = 60.0

#: Connections at the same time (an answer takes some ms), and how long one may say nothing.
AT_ONCE = 16
SILENT_S = 10.0

LOOPBACK = ("127.0.0.1", "::1")


class Files:
    """What the door hands out, read anew when the certificates were made anew."""

    def __init__(self, instance: Path) -> None:
        self._instance = instance
        self._found: dict[str, bytes] = {}
        self.read()

    def read(self) -> None:
        folder, static = tls_folder(self._instance) / DOOR, resource_dir("static")
        found = {f"static/{name}": (static / name).read_bytes() for name in LOOKS}
        names = [CERTIFICATE, PROFILE]
        names += [f"{who}.{lang}.html" for who in ("machine", "tablet") for lang in texts.LANGUAGES]
        self._found = found | {name: (folder / name).read_bytes() for name in names}

    def get(self, path: str, lang: str, *, at_machine: bool) -> tuple[str, bytes] | None:
        """Kind and content of what this path names; None where it names nothing."""
        name = path.removeprefix("/")
        if name in {"", "connect"}:
            name = f"{'machine' if at_machine else 'tablet'}.{lang}.html"
        elif name.endswith(".html"):
            return None
        content = self._found.get(name)
        return None if content is None else (KINDS[name.rpartition(".")[2]], content)


class Rate:
    """How often each address asked within this minute."""

    def __init__(self, most: int = MOST_A_MINUTE) -> None:
        self._most, self._lock = most, threading.Lock()
        self._asked: Counter[str] = Counter()
        self._since_s = time.monotonic()

    def allows(self, address: str) -> bool:
        with self._lock:
            now_s = time.monotonic()
            if now_s - self._since_s > MINUTE_S:
                self._asked.clear()
                self._since_s = now_s
            self._asked[address] += 1
            return self._asked[address] <= self._most


class Door(ThreadingHTTPServer):
    """The server; `start` answers from a thread of its own."""

    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 32

    def __init__(self, host: str, port: int, files: Files) -> None:
        super().__init__((host, port), Handler)
        self.files, self.rate = files, Rate()
        self._open: dict[socket, None] = {}
        self._lock = threading.Lock()

    def start(self) -> None:
        threading.Thread(target=self.serve_forever, name="door", daemon=True).start()

    def process_request(
        self, request: socket | tuple[bytes, socket], client_address: object
    ) -> None:
        """Answer in a thread; where too many are open, hang up on the one that came first."""
        assert isinstance(request, socket)
        with self._lock:
            if len(self._open) >= AT_ONCE:
                first = next(iter(self._open))
                del self._open[first]
                with suppress(OSError):
                    first.shutdown(SHUT_RDWR)  # ends its thread's read, and so the thread
            self._open[request] = None
        super().process_request(request, client_address)

    def process_request_thread(
        self, request: socket | tuple[bytes, socket], client_address: object
    ) -> None:
        try:
            super().process_request_thread(request, client_address)
        finally:
            assert isinstance(request, socket)
            with self._lock:
                self._open.pop(request, None)

    def handle_error(self, request: object, client_address: object) -> None:
        """Log nothing where a client hangs up half-way."""


class Handler(BaseHTTPRequestHandler):
    """Answers one request and hangs up."""

    server: Door
    timeout = SILENT_S
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "MesoMap", ""

    def do_GET(self) -> None:
        self._answer(body=True)

    def do_HEAD(self) -> None:
        self._answer(body=False)

    def _answer(self, *, body: bool) -> None:
        address = str(self.client_address[0])
        if not self.server.rate.allows(address):
            self._send(HTTPStatus.TOO_MANY_REQUESTS, "text/plain", b"", body=body)
            return
        try:
            asked = urlsplit(self.path)
        except ValueError:  # such as http://[
            self._send(HTTPStatus.BAD_REQUEST, "text/plain", b"", body=body)
            return
        found = self.server.files.get(
            asked.path, self._lang(asked.query), at_machine=address in LOOPBACK
        )
        if found is None:
            self._send(HTTPStatus.NOT_FOUND, "text/plain", b"", body=body)
        else:
            self._send(HTTPStatus.OK, *found, body=body)

    def _lang(self, query: str) -> str:
        """Language that is asked for, else the first that the browser wants and we speak."""
        wanted = parse_qs(query).get("lang", [])
        wanted += [w.strip()[:2] for w in self.headers.get("Accept-Language", "").split(",")]
        return next((lang for lang in wanted if lang in texts.LANGUAGES), texts.REFERENCE)

    def _send(self, status: HTTPStatus, kind: str, content: bytes, *, body: bool) -> None:
        self.send_response(status)
        for name, value in HEADERS.items():
            self.send_header(name, value)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Connection", "close")
        self.end_headers()
        if body:
            self.wfile.write(content)
        self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the name it has
        """Keep no log: all that is handed out is public."""
