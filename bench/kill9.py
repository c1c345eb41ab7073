"""Kill the real server again and again while tablets write; nothing acknowledged may be lost.

    python bench/kill9.py --seconds 60 --seed 1

Threads play tablets: each sends its outbox in pieces and takes out of it only what the server's
answer names. Now and then the whole process group is killed with SIGKILL, at any moment, also
while it starts. At the end the file is opened and compared with what was sent and acknowledged.
The last line is one JSON object; the exit status is 0 if every check held.

The page cache outlives SIGKILL, so this says nothing about a power cut: for that,
`synchronous=FULL` is asserted by tests/storage.
"""

from __future__ import annotations

import argparse
import http.client
import json
import random
import signal
import sqlite3
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from itsdangerous import URLSafeTimedSerializer
from uuid_utils import uuid7

from mesomap import instance
from mesomap.app import create_app
from mesomap.services.practice import accounts
from mesomap.services.record import walk_in
from mesomap.storage.canonical import canonical
from mesomap.storage.seat import Seat
from mesomap.storage.sqlite import open_storage
from mesomap.web.common.store import STORAGE
from tests.cast import cookie_of, is_whole
from tests.serving import Server

TABLETS = 4

#: How long a server may live, in seconds after it first answered.
LIVES_S = (0.05, 0.9)

#: A tablet that gets no answer waits this long before it sends the same again.
RETRY_S = 0.02


def new_id() -> str:
    return str(uuid7())


@dataclass
class Ward:
    """A practice with one open session, and the cookie of its doctor."""

    folder: Path
    practice_id: str = field(default_factory=new_id)
    user_id: str = field(default_factory=new_id)
    session_id: str = field(default_factory=new_id)
    headers: dict[str, str] = field(default_factory=dict)

    def prepare(self) -> None:
        app = create_app({"INSTANCE": self.folder})
        storage, now = app.extensions[STORAGE], datetime.now(UTC)
        storage.migrate()
        seat = Seat(storage, self.practice_id, self.user_id)
        accounts.create_practice(seat, "Cabinet", "Dr Exemple", "dr@exemple.test", "-", now)
        walk_in.begin(
            seat,
            patient_id=new_id(),
            session_id=self.session_id,
            event_ids=[new_id()],
            sex="F",
            age_years=40,
            now=now,
        )
        self.headers = self._sign_in(app) | {"Content-Type": "application/json"}
        storage.close()

    def _sign_in(self, app: Any) -> dict[str, str]:
        client = app.test_client()
        with client.session_transaction() as session:
            session.update(cookie_of(app.extensions[STORAGE], self.user_id), csrf_token="token")
        token = URLSafeTimedSerializer(app.secret_key, salt="wtf-csrf-token").dumps("token")
        cookie = client.get_cookie(app.config["SESSION_COOKIE_NAME"])
        return {"Cookie": f"{cookie.key}={cookie.value}", "X-CSRFToken": token}


@dataclass
class Ledger:
    """What was sent, and what the server said that it keeps."""

    sent: dict[str, dict[str, Any]] = field(default_factory=dict)
    acknowledged: dict[str, int] = field(default_factory=dict)
    replayed: int = 0
    broken: int = 0
    answers: int = 0
    wrong: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, answer: dict[str, Any]) -> None:
        with self.lock:
            name, seq = answer["id"], answer.get("seq")
            if answer["status"] not in ("stored", "replayed"):
                self.wrong.append(f"{name}: {answer}")
            elif self.acknowledged.setdefault(name, seq) != seq:
                self.wrong.append(f"{name}: seq {self.acknowledged[name]}, then {seq}")
            self.replayed += answer["status"] == "replayed"


class Tablet(threading.Thread):
    """Sends its outbox in pieces, the same piece again until it is answered."""

    def __init__(self, ward: Ward, port: int, ledger: Ledger, name: str, seed: int) -> None:
        super().__init__(name=name, daemon=True)
        self.ward, self.port, self.ledger = ward, port, ledger
        self.random = random.Random(f"{seed}-{name}")
        self.count, self.outbox, self.ending = 0, [], threading.Event()

    def run(self) -> None:
        while self.outbox or not self.ending.is_set():
            if not self.ending.is_set() and len(self.outbox) < 8:
                self.outbox += [self.event() for _ in range(self.random.randint(1, 4))]
            piece = self.outbox[: self.random.randint(1, 8)]
            answers = self.post(piece)
            for answer in answers or ():
                self.ledger.take(answer)
            if answers is None:
                self.ending.wait(RETRY_S) if not self.ending.is_set() else time.sleep(RETRY_S)
            else:
                self.outbox = self.outbox[len(piece) :]

    def event(self) -> dict[str, Any]:
        self.count += 1
        body = {"text": "é" * self.random.randint(1, 60), "x": self.random.random()}
        made = {
            "id": new_id(),
            "device_id": self.name,
            "device_seq": self.count,
            "session_id": self.ward.session_id,
            "kind": "note.written",
            "v": 1,
            "body": body,
            "gesture_id": None,
            "at": "2026-11-21T20:47:54.123Z",
            "elapsed_ms": self.count,
        }
        with self.ledger.lock:
            self.ledger.sent[made["id"]] = made
        return made

    def post(self, events: list[dict[str, Any]]) -> list[dict[str, Any]] | None:
        """Send; None where the connection broke or the server did not say 200."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            path = f"/api/sessions/{self.ward.session_id}/events"
            connection.request("POST", path, json.dumps({"events": events}), self.ward.headers)
            answer = connection.getresponse()
            body = answer.read()
            if answer.status != 200:
                with self.ledger.lock:
                    self.ledger.wrong.append(f"status {answer.status}: {body[:200]!r}")
                return None
            with self.ledger.lock:
                self.ledger.answers += 1
            return json.loads(body)["answers"]
        except (OSError, http.client.HTTPException, ValueError):
            with self.ledger.lock:
                self.ledger.broken += 1
            return None
        finally:
            connection.close()


def loop(server: Server, seconds: float, least: int, seed: int) -> tuple[int, list[float]]:
    """Kill and start until the time is up, and so often at least; the server runs at the end."""
    dice, kills, restarts = random.Random(seed), 0, []
    end = time.monotonic() + seconds
    while time.monotonic() < end or kills < least:
        time.sleep(dice.uniform(*LIVES_S))
        server.stop(signal.SIGKILL)
        kills += 1
        began = time.monotonic()
        server.start()
        restarts.append(time.monotonic() - began)
    return kills, sorted(restarts)


def look(ward: Ward, ledger: Ledger) -> dict[str, Any]:
    """Compare the file with the ledger."""
    path = instance.database(ward.folder)
    storage = open_storage(path)
    with storage.reading() as r:
        kept = {
            e.id: e for e in r.events(ward.practice_id, ward.session_id) if e.device_id != "server"
        }
        top = r.last_event(ward.practice_id)["seq"]
        listed = r.session(ward.practice_id, ward.session_id)["last_seq"]
    chain_ok = is_whole(Seat(storage, ward.practice_id))
    storage.close()
    raw = sqlite3.connect(path)
    integrity = raw.execute("PRAGMA integrity_check").fetchone()[0]
    orphans = len(raw.execute("PRAGMA foreign_key_check").fetchall())
    raw.close()
    acknowledged = ledger.acknowledged
    return {
        "stored": len(kept),
        "lost": sum(name not in kept for name in acknowledged),
        "moved": sum(kept[n].seq != seq for n, seq in acknowledged.items() if n in kept),
        "corrupt": sum(
            canonical(dict(e.body)) != canonical(ledger.sent[n]["body"]) for n, e in kept.items()
        ),
        "gaps": top - len(kept) - 1,
        "out_of_device_order": disorder(kept.values()),
        "behind": top - listed,
        "chain_ok": chain_ok,
        "integrity": integrity,
        "orphans": orphans,
    }


def disorder(events: Any) -> int:
    last: dict[str, int] = {}
    wrong = 0
    for event in sorted(events, key=lambda e: e.seq):
        wrong += event.device_seq != last.get(event.device_id, 0) + 1
        last[event.device_id] = event.device_seq
    return wrong


def run(seconds: float, least: int, seed: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        ward, ledger = Ward(Path(folder) / "instance"), Ledger()
        ward.prepare()
        server = Server(ward.folder).start()
        try:
            tablets = [
                Tablet(ward, server.port, ledger, f"tablet-{n}", seed) for n in range(TABLETS)
            ]
            for tablet in tablets:
                tablet.start()
            kills, restarts = loop(server, seconds, least, seed)
            for tablet in tablets:
                tablet.ending.set()
            for tablet in tablets:
                tablet.join(60)
        finally:
            server.stop(signal.SIGKILL)
        found = look(ward, ledger)
    return {
        "seconds": seconds,
        "seed": seed,
        "kills": kills,
        "sent": len(ledger.sent),
        "acknowledged": len(ledger.acknowledged),
        "answers": ledger.answers,
        "replayed": ledger.replayed,
        "broken_connections": ledger.broken,
        "wrong_answers": ledger.wrong[:5],
        "unsent": sum(len(t.outbox) for t in tablets),
        "restart_p50_s": round(restarts[len(restarts) // 2], 2),
        "restart_max_s": round(restarts[-1], 2),
    } | found


def holds(found: dict[str, Any]) -> bool:
    zero = (
        "lost",
        "moved",
        "corrupt",
        "gaps",
        "out_of_device_order",
        "behind",
        "orphans",
        "unsent",
    )
    whole = found["stored"] == found["acknowledged"] == found["sent"]
    return (
        not any(found[key] for key in zero)
        and not found["wrong_answers"]
        and whole
        and found["chain_ok"]
        and found["integrity"] == "ok"
    )


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--seconds", type=float, default=60)
    options.add_argument("--kills", type=int, default=1, help="at least")
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    result = run(chosen.seconds, chosen.kills, chosen.seed)
    print(json.dumps(result))
    sys.exit(0 if holds(result) else 1)
