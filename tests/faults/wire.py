"""Requests as bytes on a socket that can be closed: amid the request or amid its answer."""

from __future__ import annotations

import http.client
import json
import socket
from dataclasses import dataclass
from typing import Any

PATIENCE_S = 20


class NoAnswer(Exception):
    """The connection broke, or the answer was not whole: nothing is known of what was sent."""


@dataclass(frozen=True)
class Wire:
    """The way to one server, with the cookie and token of one doctor."""

    port: int
    headers: dict[str, str]

    def ask(self, method: str, path: str, value: Any = None) -> Any:
        """Send and read it all; the JSON of a 200, or NoAnswer."""
        with self._open() as sock:
            self._say(sock, self._request(method, path, value))
            return self._read(sock)

    def ask_and_cut(self, path: str, value: Any, share: float) -> None:
        """Send all of it, read a share of the answer, and hang up."""
        with self._open() as sock:
            self._say(sock, self._request("POST", path, value))
            answer = http.client.HTTPResponse(sock)
            try:
                answer.begin()
                answer.read(int(int(answer.headers["Content-Length"]) * share))
            except (OSError, http.client.HTTPException) as error:
                raise NoAnswer from error

    def cut_the_question(self, path: str, value: Any, share: float) -> None:
        """Send a share of it, and hang up."""
        with self._open() as sock:
            whole = self._request("POST", path, value)
            self._say(sock, whole[: int(len(whole) * share)])

    def begin(self, path: str, value: Any) -> socket.socket:
        """Send all of it and read nothing yet."""
        sock = self._open()
        self._say(sock, self._request("POST", path, value))
        return sock

    def end(self, sock: socket.socket) -> Any:
        with sock:
            return self._read(sock)

    def _open(self) -> socket.socket:
        try:
            return socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE_S)
        except OSError as error:
            raise NoAnswer from error

    def _request(self, method: str, path: str, value: Any) -> bytes:
        body = b"" if value is None else json.dumps(value).encode()
        lines = [f"{method} {path} HTTP/1.1", f"Host: 127.0.0.1:{self.port}", "Connection: close"]
        lines += [f"{name}: {said}" for name, said in self.headers.items()]
        return "\r\n".join([*lines, f"Content-Length: {len(body)}", "", ""]).encode() + body

    @staticmethod
    def _say(sock: socket.socket, sent: bytes) -> None:
        try:
            sock.sendall(sent)
        except OSError as error:
            raise NoAnswer from error

    @staticmethod
    def _read(sock: socket.socket) -> Any:
        answer = http.client.HTTPResponse(sock)
        try:
            answer.begin()
            body = answer.read()
        except (OSError, http.client.HTTPException) as error:
            raise NoAnswer from error
        assert answer.status == 200, f"{answer.status}: {body[:300]!r}"
        return json.loads(body)
