"""The server's side of the application: bodies in the event loop, Flask in a few threads.

A thread is taken once a request is whole, and given back once its answer is: whoever sends or
reads slowly holds none. Flask's answers are as long as a page or a paper, so they are kept whole
until they are sent.
"""

from __future__ import annotations

import asyncio
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote_to_bytes

from mesomap.errors import N_, Busy, MesoMapError
from mesomap.intake import Gone, Intake, most_bytes, too_large
from mesomap.web.access.security import REFUSED

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable
    from concurrent.futures import Future

    Scope = dict[str, Any]
    Environ = dict[str, Any]
    Receive = Callable[[], Awaitable[dict[str, Any]]]
    Send = Callable[[dict[str, Any]], Awaitable[None]]
    Wsgi = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]

#: SQLite writes one at a time; these serve the reads beside it. Each more costs memory (15 MB).
THREADS = 3

#: A request that no thread has begun within this time is answered that the server is busy; so is
#: one that comes when so many wait already.
BEGUN_WITHIN_S, MOST_WAITING = 30.0, 500

#: An answer is sent in pieces of so many bytes, each of them read within so many seconds.
PIECE_BYTES, READ_WITHIN_S = 65_536, 30.0

#: Methods whose requests have no body unless a header announces one.
BARE = frozenset({"GET", "HEAD", "OPTIONS"})


@dataclass(frozen=True, slots=True)
class Answer:
    """The application's answer: status, headers, and the body whole."""

    status: int
    headers: list[tuple[bytes, bytes]]
    body: bytes


#: The answer to a body that ended too early. A client that has left does not get it; one whose
#: chunks are no HTTP looks the same from here, and does.
BROKEN = Answer(
    400, [(b"content-type", b"text/plain; charset=utf-8"), (b"content-language", b"fr")],
    "L’envoi s’est arrêté en route : rien n’en a été enregistré. Recommencez.\n".encode(),
)  # fmt: skip


class Adapter:
    """An ASGI application around a WSGI one."""

    def __init__(self, wsgi: Wsgi, intake: Intake | None = None, threads: int = THREADS) -> None:
        self._wsgi = wsgi
        self._intake = intake or Intake()
        self._threads = ThreadPoolExecutor(threads, "request")
        self._aside = ThreadPoolExecutor(1, "refusal")  # answers even where all threads are busy
        self._waiting = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request, or see the server start and end."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["type"] == "http":
            await self._serve(scope, receive, send)

    async def _live(self, receive: Receive, send: Send) -> None:
        while (await receive())["type"] != "lifespan.shutdown":
            await send({"type": "lifespan.startup.complete"})
        await asyncio.to_thread(self._threads.shutdown)
        await send({"type": "lifespan.shutdown.complete"})

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        environ, whole = environ_of(scope), False
        try:
            body = await self._body(scope, environ, receive)
            whole = True
            answer = await self._run(environ, body)
        except Gone:
            answer = BROKEN
        except MesoMapError as refused:
            answer = await self._refuse(environ, refused)
        await deliver(answer, send, last=not whole and scope["http_version"].startswith("1"))

    async def _body(self, scope: Scope, environ: Environ, receive: Receive) -> bytes:
        said = environ.get("CONTENT_LENGTH")
        if said is None and "HTTP_TRANSFER_ENCODING" not in environ and scope["method"] in BARE:
            return b""
        most = most_bytes(environ["PATH_INFO"])
        if said and int(said) > most and "HTTP_EXPECT" in environ:
            raise too_large(most)  # with `Expect: 100-continue` nothing is sent yet
        return await self._intake.read(environ["REMOTE_ADDR"], receive, most)

    async def _run(self, environ: Environ, body: bytes) -> Answer:
        """Have a thread answer.

        Raises
        ------
        Busy
            All are at work, and have been for too long.
        """
        if self._waiting >= MOST_WAITING:
            raise busy()
        self._waiting += 1
        try:
            work = self._threads.submit(self._call, environ, body)
            return await _begun(work, BEGUN_WITHIN_S)
        finally:
            self._waiting -= 1

    async def _refuse(self, environ: Environ, refused: MesoMapError) -> Answer:
        environ[REFUSED] = refused
        return await asyncio.wrap_future(self._aside.submit(self._call, environ, b""))

    def _call(self, environ: Environ, body: bytes) -> Answer:
        environ.pop("HTTP_TRANSFER_ENCODING", None)
        environ["CONTENT_LENGTH"] = str(len(body))
        environ["wsgi.input"] = BytesIO(body)
        said: list[Any] = []

        def start(status: str, headers: list[tuple[str, str]], _error: Any = None) -> None:
            said[:] = [int(status[:3]), headers]

        pieces = self._wsgi(environ, start)
        try:
            found = list(pieces)
        finally:
            getattr(pieces, "close", lambda: None)()
        status, headers = said
        encoded = [(name.lower().encode("latin-1"), v.encode("latin-1")) for name, v in headers]
        return Answer(status, encoded, found[0] if len(found) == 1 else b"".join(found))


def busy() -> Busy:
    """Make the error for a request that no thread has time for."""
    return Busy(N_("Le serveur est très occupé : recommencez dans un instant."))


async def _begun(work: Future[Answer], within_s: float) -> Answer:
    """Wait for an answer; give up only what no thread has begun by then."""
    answered = asyncio.wrap_future(work)
    await asyncio.wait({answered}, timeout=within_s)
    if not answered.done() and work.cancel():
        raise busy()
    return await answered


def environ_of(scope: Scope) -> Environ:
    """Write a request as WSGI has it (PEP 3333), but for its body."""
    host, port = scope.get("server") or ("", "")
    path = scope.get("raw_path") or scope["path"].encode()
    environ = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": scope.get("root_path", ""),
        "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "REMOTE_ADDR": (scope.get("client") or ("",))[0],
        "SERVER_NAME": host,
        "SERVER_PORT": str(port),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope["scheme"],
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
        "wsgi.input_terminated": True,
    }
    _add_headers(environ, scope["headers"])
    return environ


def _add_headers(environ: Environ, headers: Iterable[tuple[bytes, bytes]]) -> None:
    """Add headers; one that comes again is joined to the first.

    A name with `_` would be taken for the one with `-`: it is left out.
    """
    for name, value in headers:
        if b"_" in name:
            continue
        key = name.decode("latin-1").upper().replace("-", "_")
        if key not in {"CONTENT_TYPE", "CONTENT_LENGTH"}:
            key = f"HTTP_{key}"
        text = value.decode("latin-1")
        between = "; " if key == "HTTP_COOKIE" else ","
        environ[key] = f"{environ[key]}{between}{text}" if key in environ else text


async def deliver(answer: Answer, send: Send, *, last: bool) -> None:
    """Send an answer as fast as it is read, or leave off; `last` closes the connection."""
    headers = [*answer.headers, (b"connection", b"close")] if last else answer.headers
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    body = answer.body
    whole = len(body) <= PIECE_BYTES
    for start in () if whole else range(0, len(body), PIECE_BYTES):
        piece = body[start : start + PIECE_BYTES]
        try:
            async with asyncio.timeout(READ_WITHIN_S):
                await send({"type": "http.response.body", "body": piece, "more_body": True})
        except TimeoutError:
            return
    await send({"type": "http.response.body", "body": body if whole else b""})
