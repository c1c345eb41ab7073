"""A server that is destroyed and brought back from a backup, and two tablets that go on.

    python -m tests.faults.drill

Everything is real: the server in a process of its own, `mesomap backup` beside it while tablets
write, the folder destroyed, `mesomap restore`, and tablets that offer again what they still keep.
At the end every event that was ever acknowledged is in the record.
"""

from __future__ import annotations

import http.client
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mesomap import instance
from mesomap.app import create_app
from mesomap.instance import notes
from mesomap.services.safety import verify
from mesomap.web.common.store import STORAGE
from tests.cast import new_id
from tests.faults.practice import Practice
from tests.faults.tablet import Tablet
from tests.faults.wire import NoAnswer, Wire
from tests.serving import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

#: Acts of each tablet before the backup, while it is made at the least, and after it.
BEFORE, BESIDE, AFTER = 12, 5, 9


class Pen:
    """A tablet on its session, and the way to the server: it acts, sends, and offers again."""

    def __init__(self, practice: Practice, session_id: str) -> None:
        self.tablet = Tablet(new_id(), session_id)
        self.path = f"/api/sessions/{session_id}/events"
        self.head: str | None = None
        self.wire = practice.wire
        self.tablet.hear(self.wire.ask("GET", f"{self.path}?after=0")["events"])

    def act(self) -> None:
        """Mark a point, and send it."""
        mark = {"id": new_id(), "kind": "point", "anchors": [[4000, 0.25, 0.5]], "depth": "IDP"}
        self.tablet.gesture([("mark.planned", {"mark": mark, "phase": "plan"})])
        self.send(list(self.tablet.outbox.values()))

    def send(self, events: list[dict[str, Any]]) -> dict[str, Any]:
        said = self.wire.ask("POST", self.path, {"events": events, "head": self.head})
        self.tablet.take([a for a in said["answers"] if a["id"] in self.tablet.made])
        self.head = said["head"]
        return said

    def reconnect(self, wire: Wire) -> int:
        """Do as `js/store/courier.js` does: ask, and offer again what is kept; how many events."""
        self.wire = wire
        hello = wire.ask("GET", f"/api/hello?head={self.head}")
        if not hello["restored"]:
            return 0
        self.head = hello["head"]
        self.tablet.acknowledged.clear()  # the restored server gives new ones
        opening = [e for e in self.tablet.known.values() if e["kind"] == "session.opened"]
        kept = list(self.tablet.made.values())
        status = status_of(wire, "POST", self.path, {"events": []})
        self.send([_as_sent(e) for e in opening] + kept if status == 404 else kept)
        return len(kept)


def _as_sent(event: dict[str, Any]) -> dict[str, Any]:
    """Leave out what the server adds."""
    return {k: v for k, v in event.items() if k not in {"seq", "received_at", "author_id"}}


def status_of(wire: Wire, method: str, path: str, value: Any = None) -> int:
    """Ask, and tell the status of the answer alone."""
    connection = http.client.HTTPConnection("127.0.0.1", wire.port, timeout=20)
    try:
        body = None if value is None else json.dumps(value)
        connection.request(method, path, body, wire.headers)
        return connection.getresponse().status
    finally:
        connection.close()


def mesomap(folder: Path, *arguments: str, code: int = 0) -> str:
    """Run a command as one types it, which ends with that code; what it says."""
    done = subprocess.run(
        [sys.executable, "-m", "mesomap", *arguments],
        env=os.environ | {"MESOMAP_INSTANCE": str(folder), "PYTHONPATH": str(ROOT)},
        cwd=ROOT, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout or done.stderr


@contextmanager
def writing(pen: Pen) -> Iterator[Callable[[], int]]:
    """A tablet that goes on marking meanwhile; how often it has so far."""
    ending, done = threading.Event(), [0]
    failed: list[Exception] = []

    def work() -> None:
        try:
            while not ending.is_set() or done[0] < BESIDE:
                pen.act()
                done[0] += 1
        except (AssertionError, NoAnswer) as error:
            failed.append(error)

    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield lambda: done[0]
    finally:
        ending.set()
        thread.join()
    assert not failed, failed


def signed_in(practice: Practice) -> Wire:
    """Sign the doctor in again, as a restore wants it of every device."""
    app = create_app({"INSTANCE": practice.ward.folder})
    headers = practice.ward._sign_in(app) | {"Content-Type": "application/json"}
    app.extensions[STORAGE].close()
    return Wire(practice.server.port, headers)


def in_the_file(practice: Practice, pens: list[Pen]) -> set[str]:
    """Name the tablets' events that the file holds."""
    with practice._storage.reading() as r:
        return {
            event.id
            for pen in pens
            for event in r.events(practice.ward.practice_id, pen.tablet.session_id)
            if event.id in pen.tablet.made
        }


def run(folder: Path, say: Callable[[str], None]) -> dict[str, int]:
    """Walk the whole drill; what was counted on the way."""
    with Practice(folder) as practice:
        home, disk = practice.ward.folder, folder / "disk"
        disk.mkdir()
        pens = [Pen(practice, practice.open_session()) for _ in range(2)]
        for _nth in range(BEFORE):
            for pen in pens:
                pen.act()
        with writing(pens[0]) as marked:
            say(mesomap(home, "backup", str(disk)))
        beside = marked()
        pens.append(Pen(practice, practice.open_session()))
        for _nth in range(AFTER):
            for pen in pens:
                pen.act()
        [backup] = disk.iterdir()
        say(mesomap(home, "restore", str(backup), "--drill"))
        acknowledged = {name for pen in pens for name in pen.tablet.acknowledged}
        say(f"{len(acknowledged)} acknowledged; the folder of the server is destroyed\n")
        refused = mesomap(home, "restore", str(backup), code=2)
        assert "Ctrl+C" in refused, "no restore under a running server"
        practice.kill()
        practice._storage.close()
        shutil.rmtree(home)
        say(mesomap(home, "restore", str(backup)))
        practice.restart()
        assert status_of(practice.wire, "GET", "/api/hello") == 401, "all devices sign in again"
        again = signed_in(practice)
        held = in_the_file(practice, pens)
        brought = sum(pen.reconnect(again) for pen in pens)
        found = in_the_file(practice, pens)
        assert acknowledged <= found, f"{len(acknowledged - found)} acknowledged events are lost"
        practice.server.stop()
        assert {row["who"] for row in notes.heads(home)} >= {"stop", "backup"}
        report = verify.verify(home, (), lambda _step, _done: None)
        assert report.findings == (), report.findings
        assert instance.database(home).exists()
    return {
        "acknowledged": len(acknowledged), "beside_the_backup": beside,
        "in_the_backup": len(held & acknowledged), "offered_again": brought,
        "in_the_record": len(found & acknowledged),
    }  # fmt: skip


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        counted = run(Path(folder), sys.stdout.write)
    for word, count in counted.items():
        sys.stdout.write(f"{word}: {count}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
