"""A tablet in Python: it makes events, and keeps each until an answer has named it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mesomap.domain.events import Event
from mesomap.domain.fold import fold
from mesomap.domain.session_json import session_to_json
from tests.cast import AT, new_id

if TYPE_CHECKING:
    from mesomap.domain.session import Session, SessionMark

Acts = list[tuple[str, dict[str, Any]]]

#: Statuses of an answer at which an event leaves the outbox.
RECEIVED = ("stored", "replayed", "quarantined")


class Tablet:
    """One device on one session.

    `outbox` lies on its disk and outlives a crash; `known`, `heard` and what can be undone are
    in its memory. `acknowledged` is the test's own ledger of what the server said it keeps.
    """

    def __init__(self, name: str, session_id: str) -> None:
        self.name, self.session_id = name, session_id
        self.count = 0
        self.made: dict[str, dict[str, Any]] = {}
        self.outbox: dict[str, dict[str, Any]] = {}
        self.acknowledged: dict[str, int] = {}
        self.wake()

    def wake(self) -> None:
        """Begin again with nothing in memory but what lies on the disk."""
        self.known: dict[str, dict[str, Any]] = dict(self.outbox)
        self.heard = 0
        self.undoable: list[tuple[str, Acts]] = []
        self.redoable: list[tuple[str, Acts]] = []

    # -------------------------------------------------------- what it sees

    def session(self) -> Session | None:
        """The fold of what it knows, or None before it has heard of the opening."""
        events = [Event(**e) for e in self.known.values()]
        return fold(events) if any(e.kind == "session.opened" for e in events) else None

    def seen(self) -> dict[str, Any]:
        session = self.session()
        assert session is not None
        return session_to_json(session)

    def standing(self) -> list[SessionMark]:
        session = self.session()
        return [m for m in session.marks if not m.removed] if session else []

    # -------------------------------------------------------- what it does

    def gesture(self, acts: Acts, back: Acts = (), **tags: str) -> str:  # type: ignore[assignment]
        """Make the events of one gesture, on disk at once; its name."""
        name = new_id()
        for kind, body in acts:
            self.count += 1
            event = {
                "id": new_id(), "device_id": self.name, "device_seq": self.count,
                "session_id": self.session_id, "kind": kind, "v": 1, "body": body | tags,
                "gesture_id": name, "at": AT, "elapsed_ms": self.count * 10,
            }  # fmt: skip
            for kept in (self.made, self.outbox, self.known):
                kept[event["id"]] = event
        if back and not tags:
            self.undoable.append((name, list(back)))
            self.redoable.clear()
        return name

    def travel(self, source: list, target: list, tag: str) -> bool:
        """Take the last gesture back (or bring it again) by the acts that compensate it."""
        if not source:
            return False
        name, back = source.pop()
        again = [self._opposite(kind, body) for kind, body in reversed(back)]
        self.gesture(back, **{tag: name})
        target.append((name, again))
        return True

    def undo(self) -> bool:
        return self.travel(self.undoable, self.redoable, "undoes")

    def redo(self) -> bool:
        return self.travel(self.redoable, self.undoable, "redoes")

    def _opposite(self, kind: str, body: dict[str, Any]) -> tuple[str, dict[str, Any]]:
        if kind in {"mark.removed", "mark.restored"}:
            other = {"mark.removed": "mark.restored", "mark.restored": "mark.removed"}
            return other[kind], {"mark_id": body["mark_id"]}
        mark = next(m.mark for m in self.session().marks if m.mark.id == body["mark_id"])  # type: ignore[union-attr]
        if kind == "mark.moved":
            return kind, {"mark_id": mark.id, "anchors": [list(a) for a in mark.anchors]}
        return kind, {"mark_id": mark.id, "changes": {"depth": [str(d) for d in mark.depths]}}

    # -------------------------------------------------------- what it hears

    def take(self, answers: list[dict[str, Any]]) -> None:
        """Take out of the outbox what the answer names, and nothing else."""
        for answer in answers:
            name, seq = answer["id"], answer.get("seq")
            assert answer["status"] in RECEIVED, answer
            self.outbox.pop(name, None)
            if seq is None:
                continue
            assert self.acknowledged.setdefault(name, seq) == seq, f"{name} has moved: {answer}"
            if name in self.known:
                self.known[name] = {"seq": seq} | self.known[name]

    def hear(self, events: list[dict[str, Any]]) -> None:
        for event in events:
            mine = self.made.get(event["id"])
            assert mine is None or mine["body"] == event["body"], "what was made was changed"
            self.known[event["id"]] = event
            self.heard = max(self.heard, event["seq"])
