"""How much memory the real server holds after heavy use: parent and worker.

    python -m bench.memory [--rounds N] [--connections N] [--small]

Starts `mesomap run` on a demonstration practice of its own and asks, over several connections at
once, for every page and paper of every patient: records, histories, comparisons, sessions, totals,
estimates with their drawings, after-care sheets. Then it reads what the kernel says of both
processes: RSS counts pages that they share twice, PSS once. The last line is one JSON object.
"""

from __future__ import annotations

import argparse
import http.client
import json
import re
import signal
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from uuid_utils import uuid7

from mesomap.app import create_app
from mesomap.services.billing import estimates
from mesomap.services.demo import demo
from mesomap.services.people import patients
from mesomap.services.record import sessions
from mesomap.storage.seat import Seat
from mesomap.web.common.store import STORAGE
from tests.cast import cookie_of
from tests.serving import Server

#: What the server may hold resident, parent and worker together (issue 2).
LIMIT_MB = 200

#: Memory is read each half second (the worker cleans up after 0.3 s) until it falls no more.
READ_EACH_S, READINGS, STILL_MB = 0.5, 20, 0.5

WITHIN_S = 120


def prepare(folder: Path) -> tuple[str, list[str]]:
    """Make the demonstration practice; the cookie of its doctor, and every address it has."""
    app = create_app({"INSTANCE": folder})
    storage = app.extensions[STORAGE]
    storage.migrate()
    demo.make(storage, datetime.now(UTC), lambda: str(uuid7()))
    client = app.test_client()
    with client.session_transaction() as session:
        session.update(cookie_of(storage, demo.DEMO_USER_ID), csrf_token="token")
    cookie = client.get_cookie(app.config["SESSION_COOKIE_NAME"])
    seat = Seat(storage, demo.DEMO_PRACTICE_ID)
    paths = ["/patients", "/patients?q=a", "/settings"]
    for patient in patients.recent(seat, limit=1000):
        paths += of_patient(seat, patient.id)
    storage.close()
    return f"{cookie.key}={cookie.value}", paths


def of_patient(seat: Seat, patient_id: str) -> list[str]:
    record = f"/patients/{patient_id}"
    paths = [record, f"{record}/edit", f"{record}/history"]
    for row in sessions.of_patient(seat, patient_id):
        page = f"/sessions/{row.id}"
        paths += [
            page, f"/api{page}/totals", f"/api{page}/events", f"{page}/quote.json",
            f"{page}/difference.json", f"{page}/bodies.json", f"{page}/estimate",
            f"{page}/after-care.pdf",
        ]  # fmt: skip
    for estimate in estimates.of_patient(seat, patient_id):
        place = f"/estimates/{estimate.id}"
        paths += [place, f"{place}.pdf?drawing=1", f"{place}.pdf", f"{place}.csv", f"{place}.json"]
    return paths


class Visitors:
    """Several browsers that ask at once, each over a connection that it keeps."""

    def __init__(self, port: int, cookie: str) -> None:
        self._port, self._cookie = port, cookie
        self._own = threading.local()
        self.statuses: dict[int, int] = {}
        self._lock = threading.Lock()

    def get(self, path: str) -> int:
        connection = getattr(self._own, "connection", None)
        if connection is None:
            connection = self._own.connection = http.client.HTTPConnection(
                "127.0.0.1", self._port, timeout=WITHIN_S
            )
        connection.request("GET", path, headers={"Cookie": self._cookie})
        answer = connection.getresponse()
        answer.read()
        with self._lock:
            self.statuses[answer.status] = self.statuses.get(answer.status, 0) + 1
        return answer.status


def kilobytes(pid: int, name: str) -> int:
    text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    found = re.search(rf"^{name}:\s+(\d+) kB", text, re.MULTILINE)
    assert found, f"no {name} in smaps_rollup"
    return int(found[1])


def peak_kilobytes(pid: int) -> int:
    found = re.search(r"^VmHWM:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text(), re.MULTILINE)
    assert found, "no VmHWM in status"
    return int(found[1])


def worker_of(parent: int) -> int:
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    assert len(children) == 1, f"one worker was expected, found {children}"
    return int(children[0])


def held(parent: int) -> dict[str, float]:
    """What both processes hold, in MB (10^6 bytes would flatter; these are 2^20)."""
    worker = worker_of(parent)
    found: dict[str, float] = {}
    for name, pid in (("parent", parent), ("worker", worker)):
        found[f"{name}_rss_mb"] = round(kilobytes(pid, "Rss") / 1024, 1)
        found[f"{name}_pss_mb"] = round(kilobytes(pid, "Pss") / 1024, 1)
    found["worker_peak_mb"] = round(peak_kilobytes(worker) / 1024, 1)
    found["rss_mb"] = round(found["parent_rss_mb"] + found["worker_rss_mb"], 1)
    found["pss_mb"] = round(found["parent_pss_mb"] + found["worker_pss_mb"], 1)
    return found


def settled(parent: int) -> dict[str, float]:
    """What both hold once the worker has cleaned up behind the last requests.

    It does so a moment after them; until then what was kept for the next request is counted too.
    """
    found = held(parent)
    for _ in range(READINGS):
        time.sleep(READ_EACH_S)
        before, found = found, held(parent)
        if found["rss_mb"] > before["rss_mb"] - STILL_MB:
            break
    return found


def run(rounds: int, connections: int, one_in: int = 1) -> dict[str, Any]:
    """Ask for every page, or for one in so many; what the server then holds."""
    with tempfile.TemporaryDirectory() as folder:
        instance = Path(folder) / "instance"
        cookie, paths = prepare(instance)
        paths = paths[::one_in]
        server = Server(instance).start()
        try:
            assert server.process
            start = held(server.process.pid)
            visitors = Visitors(server.port, cookie)
            with ThreadPoolExecutor(connections) as pool:
                list(pool.map(visitors.get, paths * rounds))
            found = settled(server.process.pid)
        finally:
            server.stop(signal.SIGKILL)
    return {
        "requests": len(paths) * rounds,
        "connections": connections,
        "statuses": {str(k): n for k, n in sorted(visitors.statuses.items())},
        "rss_at_start_mb": start["rss_mb"],
        "limit_mb": LIMIT_MB,
    } | found


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--connections", type=int, default=8)
    options.add_argument("--small", action="store_true", help="one round (for CI)")
    chosen = options.parse_args()
    found = run(1 if chosen.small else chosen.rounds, chosen.connections)
    print(json.dumps(found))
    refused = set(found["statuses"]) - {"200"}
    sys.exit(0 if found["rss_mb"] < LIMIT_MB and not refused else 1)


if __name__ == "__main__":
    main()
