"""How others are served while many clients stall, and while many tablets ask.

    python -m bench.stalled [--small] [--rounds N] [--only plain|tls]

Starts `mesomap run`, then `mesomap run --lan` (TLS), on a demonstration practice of its own. A
doctor at work asks, one request after the other: what is new in a session, the list of patients,
events to be kept, a small file over a connection of its own. Turns of three kinds follow each other
in one run: quiet; 60 bodies that stop after one byte, 200 heads half sent and 200 connections that
say nothing, all at once and made anew when the server ends them; 60 tablets that each ask once a
second, as the page does. p50 and p95 of each, in milliseconds, and their ratios to quiet. The last
line is one JSON object. Exit status 1 where an answer was not 200, or a p95 is above 1.5 times
quiet's (`--small`, for CI: 5 times, a busy machine gives few samples). Asks 127.0.0.1 alone.
"""

from __future__ import annotations

import argparse
import asyncio
import http.client
import json
import multiprocessing
import signal
import ssl
import sys
import tempfile
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench.memory import prepare
from tests.lan.net import LanServer
from tests.serving import Server

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from multiprocessing.synchronize import Event

BODIES, HEADS, SILENT, TABLETS = 60, 200, 200, 60
LIMIT, LIMIT_SMALL = 1.5, 5.0

#: What the page waits between two questions (static/js/store/sync.js).
POLL_S = 1.0

#: The server hangs up on a connection over which nothing is asked for longer.
KEPT_S = 20.0

HEAD = b"GET /patients HTTP/1.1\r\nHost: localhost\r\nX-Half: "
BODY = (
    b"POST /sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n"
    b"Content-Type: application/x-www-form-urlencoded\r\n\r\ne"
)

#: No load lasts longer than this, whatever happens to the one who started it.
AT_MOST_S = 120.0


@dataclass(frozen=True)
class Door:
    """Where the server is, who asks, and about which session."""

    port: int
    cookie: str
    events: str
    authority: str | None = None

    def context(self) -> ssl.SSLContext | None:
        return ssl.create_default_context(cadata=self.authority) if self.authority else None


# ------------------------------------------------------------ loads, in a process of their own


async def stall(door: Door, sent: bytes) -> None:
    """Send a part of a request and no more; once the server ends it, again."""
    while True:
        with suppress(OSError):
            reader, writer = await asyncio.open_connection(
                "127.0.0.1", door.port, ssl=door.context()
            )
            writer.write(sent)
            await reader.read()
            writer.close()
        await asyncio.sleep(0.05)


async def hold(door: Door) -> None:
    """Connect and say nothing, not even TLS."""
    while True:
        with suppress(OSError):
            reader, writer = await asyncio.open_connection("127.0.0.1", door.port)
            await reader.read()
            writer.close()
        await asyncio.sleep(0.05)


async def tablet(door: Door, number: int) -> None:
    """Ask once a second for what is new, over a connection that is kept."""
    asked = (
        f"GET {door.events}?after=1000 HTTP/1.1\r\nHost: localhost\r\nCookie: {door.cookie}\r\n\r\n"
    )
    await asyncio.sleep(POLL_S * number / TABLETS)
    while True:
        with suppress(OSError, asyncio.IncompleteReadError, ValueError):
            reader, writer = await asyncio.open_connection(
                "127.0.0.1", door.port, ssl=door.context()
            )
            while True:
                writer.write(asked.encode())
                head = (await reader.readuntil(b"\r\n\r\n")).lower()
                await reader.readexactly(int(head.split(b"content-length:")[1].split(b"\r\n")[0]))
                await asyncio.sleep(POLL_S)
        await asyncio.sleep(0.05)


async def _together(acts: list[Any], ready: Event, end: Event) -> None:
    tasks = [asyncio.ensure_future(act) for act in acts]
    end_s = time.monotonic() + AT_MOST_S
    await asyncio.sleep(1.5)
    ready.set()
    while not end.is_set() and time.monotonic() < end_s:  # noqa: ASYNC110  another process sets it
        await asyncio.sleep(0.05)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


def load(kind: str, door: Door, ready: Event, end: Event) -> None:
    """What a process does until it is told to end."""
    if kind == "stalled":
        acts = [stall(door, BODY) for _ in range(BODIES)] + [
            stall(door, HEAD) for _ in range(HEADS)
        ]
        acts += [hold(door) for _ in range(SILENT)]
    else:
        acts = [tablet(door, number) for number in range(TABLETS)]
    asyncio.run(_together(acts, ready, end))


@contextmanager
def under(kind: str, door: Door) -> Iterator[None]:
    """Have that load on the server; none for `quiet`."""
    if kind == "quiet":
        yield
        return
    here = multiprocessing.get_context("spawn")
    ready, end = here.Event(), here.Event()
    process = here.Process(target=load, args=(kind, door, ready, end), daemon=True)
    process.start()
    try:
        if not ready.wait(60):
            raise RuntimeError("the load did not begin")
        yield
    finally:
        end.set()
        process.join(10)
        process.kill()


# ------------------------------------------------------------ the doctor who is served meanwhile


class Doctor:
    """One browser: asks, and notes how long each answer took."""

    def __init__(self, door: Door) -> None:
        self.door = door
        self.wrong: list[int] = []
        self._spoke_s = time.monotonic()
        self._kept = self._connect()
        hello = self._ask(self._kept, "GET", "/api/hello")
        self._token = json.loads(hello[1])["csrf"]

    def _connect(self) -> http.client.HTTPConnection:
        context = self.door.context()
        if context is None:
            return http.client.HTTPConnection("127.0.0.1", self.door.port, timeout=30)
        return http.client.HTTPSConnection("localhost", self.door.port, timeout=30, context=context)

    def _ask(
        self, connection: http.client.HTTPConnection, method: str, path: str,
        body: str | None = None, **headers: str,
    ) -> tuple[float, bytes]:  # fmt: skip
        if time.monotonic() - self._spoke_s > KEPT_S:
            connection.close()  # opened anew, as a browser does once the server has hung up
        self._spoke_s = time.monotonic()
        began = time.perf_counter()
        connection.request(method, path, body, {"Cookie": self.door.cookie} | headers)
        answer = connection.getresponse()
        found = answer.read()
        if answer.status != 200:
            self.wrong.append(answer.status)
        return (time.perf_counter() - began) * 1000, found

    def _anew(self) -> float:
        connection = self._connect()
        took, _ = self._ask(connection, "GET", "/manifest.webmanifest")
        connection.close()
        return took

    def acts(self) -> list[Callable[[], float]]:
        events = self.door.events
        sent = {"X-CSRFToken": self._token, "Content-Type": "application/json"}
        if self.door.authority:
            sent["Referer"] = f"https://localhost:{self.door.port}/"
        return [
            lambda: self._ask(self._kept, "GET", f"{events}?after=1000")[0],
            lambda: self._ask(self._kept, "GET", "/patients")[0],
            lambda: self._ask(self._kept, "POST", events, '{"events": []}', **sent)[0],
            self._anew,
        ]

    def go(self, for_s: float) -> list[float]:
        end_s, took, acts = time.monotonic() + for_s, [], self.acts()
        while time.monotonic() < end_s:
            took += [act() for act in acts]
        return took


def percentile(values: list[float], share: float) -> float:
    return round(sorted(values)[min(len(values) - 1, int(len(values) * share))], 2)


KINDS = ("quiet", "stalled", "tablets")


def measure(door: Door, rounds: int, for_s: float) -> dict[str, Any]:
    """Milliseconds of all three kinds, in turns."""
    took: dict[str, list[float]] = {kind: [] for kind in KINDS}
    doctor = Doctor(door)
    doctor.go(1.0)
    for _ in range(rounds):
        for kind in KINDS:
            with under(kind, door):
                took[kind] += doctor.go(for_s)
    found: dict[str, Any] = {"wrong": doctor.wrong}
    for kind, values in took.items():
        found[kind] = {
            "requests": len(values), "p50_ms": percentile(values, 0.5),
            "p95_ms": percentile(values, 0.95),
        }  # fmt: skip
    for kind in KINDS[1:]:
        found[kind]["p50_ratio"] = round(found[kind]["p50_ms"] / found["quiet"]["p50_ms"], 2)
        found[kind]["p95_ratio"] = round(found[kind]["p95_ms"] / found["quiet"]["p95_ms"], 2)
    return found


def run(way: str, rounds: int, for_s: float) -> dict[str, Any]:
    """Start the server, plain or with TLS, and measure."""
    with tempfile.TemporaryDirectory() as folder:
        instance = Path(folder) / "instance"
        cookie, paths = prepare(instance)
        events = next(path for path in paths if path.endswith("/events"))
        server = (LanServer if way == "tls" else Server)(instance).start()
        try:
            authority = server.authority if isinstance(server, LanServer) else None
            return measure(Door(server.port, cookie, events, authority), rounds, for_s)
        finally:
            server.stop(signal.SIGKILL)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--only", choices=("plain", "tls"))
    options.add_argument("--small", action="store_true", help="one round of 2 s each (for CI)")
    chosen = options.parse_args()
    rounds, for_s = (1, 2.0) if chosen.small else (chosen.rounds, 6.0)
    ways = (chosen.only,) if chosen.only else ("plain", "tls")
    found = {way: run(way, rounds, for_s) for way in ways}
    for way, kinds in found.items():
        for kind in KINDS:
            print(f"{way:6}{kind:8}", kinds[kind])
    print(json.dumps(found))
    limit = LIMIT_SMALL if chosen.small else LIMIT
    ratios = [kinds[kind]["p95_ratio"] for kinds in found.values() for kind in KINDS[1:]]
    sys.exit(1 if any(kinds["wrong"] for kinds in found.values()) or max(ratios) > limit else 0)


if __name__ == "__main__":
    main()
