"""Events: the acts of a session, as they are sent and stored.

An event is named by the client (`id`, UUIDv7) and ordered by the server (`seq`). Stored
forms are never rewritten: `upcast` reads the old ones.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

#: Every kind that this version writes, and the version of its form.
CURRENT: Mapping[str, int] = {
    "session.opened": 1,
    "body.corrected": 1,
    "mark.planned": 1,
    "mark.changed": 1,
    "mark.moved": 1,
    "mark.removed": 1,
    "mark.restored": 1,
    "plan.agreed": 1,
    "plan.withdrawn": 1,
    "marks.done": 1,
    "syringe.prepared": 1,
    "syringe.emptied": 1,
    "syringe.withdrawn": 1,
    "check.answered": 1,
    "pain.scored": 1,
    "timer.started": 1,
    "timer.paused": 1,
    "timer.stopped": 1,
    "note.written": 1,
    "session.signed": 1,
    "addendum.written": 1,
}

#: Kinds that only the server writes.
SERVER_ONLY = frozenset({"session.opened"})

SERVER_DEVICE = "server"


@dataclass(frozen=True, slots=True)
class Event:
    """One act.

    `at` and `elapsed_ms` are the client's clock, information only. `seq`, `received_at` and
    `author_id` are the server's, None while an event is on its way.
    """

    id: str
    device_id: str
    device_seq: int
    session_id: str
    kind: str
    v: int
    body: Mapping[str, Any]
    gesture_id: str | None
    at: str
    elapsed_ms: int | None = None
    seq: int | None = None
    received_at: str | None = None
    author_id: str | None = None

    @property
    def when(self) -> str:
        """The server's time where there is one."""
        return self.received_at or self.at


def event_to_json(event: Event) -> dict[str, Any]:
    """Write an event as the API sends it; the server's keys only once they exist."""
    sent: dict[str, Any] = {
        "id": event.id, "device_id": event.device_id, "device_seq": event.device_seq,
        "session_id": event.session_id, "kind": event.kind, "v": event.v,
        "body": dict(event.body), "gesture_id": event.gesture_id,
        "at": event.at, "elapsed_ms": event.elapsed_ms,
    }
    if event.seq is None:
        return sent
    return sent | {
        "seq": event.seq, "received_at": event.received_at, "author_id": event.author_id,
    }
