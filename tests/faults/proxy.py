"""A proxy between browsers and the server that cuts, holds, doubles and loses what is sent.

Pages and files pass as they are; what may go wrong is the sending of events. It keeps a ledger of
every event that the server acknowledged in an answer that went through whole.
"""

from __future__ import annotations

import http.client
import json
import threading
import time
from collections import Counter, deque
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, ClassVar

if TYPE_CHECKING:
    from collections.abc import Callable

HELD_S = 0.4
FAULTS = ("answer cut", "question lost", "answer held", "sent twice")


class Proxy:
    """Listens on a port of its own for the server at `port`."""

    def __init__(self, port: int) -> None:
        self.faults: deque[str] = deque()
        self.tally: Counter[str] = Counter()
        self.acknowledged: dict[str, int] = {}
        #: what the test found in the file, of every session so far
        self.held: set[str] = set()
        self.wrong: list[str] = []
        self.lock = threading.Lock()
        handler = type("Handler", (_Handler,), {"proxy": self, "to": port})
        self._listener = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._listener.daemon_threads = True
        self.port = self._listener.server_port
        threading.Thread(target=self._listener.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._listener.shutdown()
        self._listener.server_close()

    def next_fault(self) -> str | None:
        with self.lock:
            return self.faults.popleft() if self.faults else None

    def count(self, fault: str) -> None:
        with self.lock:
            self.tally[fault] += 1

    def note(self, body: bytes) -> None:
        """Write down what an answer names; it went through whole."""
        with self.lock:
            for answer in json.loads(body).get("answers", ()):
                name, seq = answer["id"], answer.get("seq")
                if answer["status"] not in {"stored", "replayed"}:
                    self.wrong.append(str(answer))
                elif self.acknowledged.setdefault(name, seq) != seq:
                    self.wrong.append(f"{name} has moved: {answer}")
                self.tally["replayed"] += answer["status"] == "replayed"


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    proxy: ClassVar[Proxy]
    to: ClassVar[int]

    def log_message(self, *_said: Any) -> None:
        """Log nothing."""

    def do_GET(self) -> None:
        self._through()

    def do_POST(self) -> None:
        if not self.path.endswith("/events"):
            self._through()
            return
        fault = self.proxy.next_fault()
        how: dict[str | None, Callable[[bytes], None]] = {
            "answer cut": self._cut, "question lost": self._lost,
            "answer held": self._held, "sent twice": self._twice,
        }  # fmt: skip
        how.get(fault, self._events)(self._body())

    def _body(self) -> bytes:
        return self.rfile.read(int(self.headers.get("Content-Length") or 0))

    def _through(self) -> None:
        self._give(self._ask(self._body()))

    def _events(self, body: bytes) -> None:
        answer = self._ask(body)
        if self._give(answer) and answer and answer[0] == 200:
            self.proxy.note(answer[2])

    def _cut(self, body: bytes) -> None:
        answer = self._ask(body)
        if answer:
            self._give((answer[0], answer[1], answer[2][: len(answer[2]) // 2]))
            self.proxy.count("answer cut")
        self._hang_up()

    def _lost(self, _body: bytes) -> None:
        self.proxy.count("question lost")
        self._hang_up()

    def _held(self, body: bytes) -> None:
        time.sleep(HELD_S)
        self.proxy.count("answer held")
        self._events(body)

    def _twice(self, body: bytes) -> None:
        if self._ask(body):
            self.proxy.count("sent twice")
        self._events(body)

    def _ask(self, body: bytes) -> tuple[int, list[tuple[str, str]], bytes] | None:
        """Ask the server; None where it is gone."""
        wire = http.client.HTTPConnection("127.0.0.1", self.to, timeout=30)
        try:
            wire.request(self.command, self.path, body or None, dict(self.headers))
            answer = wire.getresponse()
            return answer.status, answer.getheaders(), answer.read()
        except (OSError, http.client.HTTPException):
            return None
        finally:
            wire.close()

    def _give(self, answer: tuple[int, list[tuple[str, str]], bytes] | None) -> bool:
        if answer is None:
            self._hang_up()
            return False
        status, headers, body = answer
        lines = [f"HTTP/1.1 {status} {self.responses.get(status, ('',))[0]}"]
        lines += [
            f"{k}: {v}" for k, v in headers if k.lower() not in {"connection", "transfer-encoding"}
        ]
        if not any(k.lower() == "content-length" for k, _ in headers):
            lines.append(f"Content-Length: {len(body)}")
        try:
            self.wfile.write("\r\n".join([*lines, "", ""]).encode("latin-1") + body)
            self.wfile.flush()
        except OSError:
            return False
        return True

    def _hang_up(self) -> None:
        self.close_connection = True
