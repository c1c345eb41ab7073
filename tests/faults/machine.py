"""Two tablets, one session, a real server, and everything that can go wrong between them.

Whatever happened: the union of what was acknowledged is what the file holds, both tablets see
that, and nothing acknowledged was lost, moved, doubled or changed.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, ClassVar

import hypothesis.strategies as st
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from mesomap.storage.canonical import canonical
from tests.cast import new_id
from tests.faults.tablet import Acts, Tablet
from tests.faults.wire import NoAnswer

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.faults.practice import Practice

STEPS = 24

DEPTHS = ("IED", "IDS", "IDP", "IHD")
which = st.integers(0, 1)
nth = st.integers(0, 50)
share = st.integers(0, 99).map(lambda n: n / 100)

#: What the doctor did and what went wrong, each of which must have happened.
ACTS = ("mark", "change", "move", "remove", "undo", "redo", "say", "sign", "addendum")
FAULTS = (
    "offline", "cut answer", "cut question", "replayed", "duplicated", "reordered", "raced",
    "both at once", "other body", "unknown form", "tablet crashed", "server killed",
    "server killed in the act", "sent to nobody", "signed unheard",
)  # fmt: skip


def days_ago(n: int) -> str:
    """Give a day on which an act may have been, of the last weeks."""
    return (datetime.now(UTC) - timedelta(days=n % 20)).date().isoformat()


class Room(RuleBasedStateMachine):
    """One run: one session, from its opening until everything is on the server."""

    practice: ClassVar[Practice]
    tally: ClassVar[Counter[str]] = Counter()

    @initialize()
    def open(self) -> None:
        self.tally["runs"] += 1
        if self.tally["runs"] % 100 == 0:
            sys.stderr.write(f"{self.tally['runs']} runs hold\n")
        self.session_id = self.practice.open_session()
        self.path = f"/api/sessions/{self.session_id}/events"
        self.tablets = [Tablet(new_id(), self.session_id) for _ in range(2)]
        self.online = [True, True]
        self.aside = 0
        self.practice.restart()
        for who in (0, 1):
            self.listen(who)

    # -------------------------------------------------------- the doctor

    def may_act(self, who: int) -> Tablet | None:
        """The tablet, unless it has not heard of its session or knows that it is signed."""
        session = self.tablets[who].session()
        return self.tablets[who] if session and not session.signed else None

    def chosen(self, who: int, n: int) -> Any:
        """One of the standing marks, made first if there is none."""
        if not self.may_act(who):
            return None
        if not self.tablets[who].standing():
            self.points(who, n)
        standing = self.tablets[who].standing()
        return standing[n % len(standing)].mark

    @rule(who=which, face=st.integers(4000, 4060), many=st.integers(1, 4), depth=nth)
    def mark(self, who: int, face: int, many: int, depth: int) -> None:
        if self.may_act(who):
            self.points(who, face, many, DEPTHS[depth % 4])
            self.tally["mark"] += 1

    def points(self, who: int, face: int, many: int = 1, depth: str = "IDP") -> None:
        points = [
            {"id": new_id(), "kind": "point", "anchors": [[face + k, 0.25, 0.5]], "depth": depth}
            for k in range(many)
        ]
        acts: Acts = [("mark.planned", {"mark": point, "phase": "plan"}) for point in points]
        back: Acts = [("mark.removed", {"mark_id": point["id"]}) for point in points]
        self.tablets[who].gesture(acts, back)

    @rule(who=which, n=nth, depth=nth)
    def change(self, who: int, n: int, depth: int) -> None:
        if mark := self.chosen(who, n):
            self.act(who, "change", "mark.changed", mark.id,
                     {"changes": {"depth": DEPTHS[depth % 4]}},
                     {"changes": {"depth": [str(d) for d in mark.depths]}})  # fmt: skip

    @rule(who=which, n=nth, face=st.integers(4000, 4060))
    def move(self, who: int, n: int, face: int) -> None:
        if mark := self.chosen(who, n):
            back = {"anchors": [list(a) for a in mark.anchors]}
            self.act(who, "move", "mark.moved", mark.id, {"anchors": [[face, 0.5, 0.25]]}, back)

    @rule(who=which, n=nth)
    def remove(self, who: int, n: int) -> None:
        if mark := self.chosen(who, n):
            self.act(who, "remove", "mark.removed", mark.id, {}, {}, back_kind="mark.restored")

    def act(self, who: int, word: str, kind: str, mark_id: str, body: dict, back: dict,
            back_kind: str = "") -> None:  # fmt: skip
        there = (kind, {"mark_id": mark_id} | body)
        again = (back_kind or kind, {"mark_id": mark_id} | back)
        self.tablets[who].gesture([there], [again])
        self.tally[word] += 1

    @rule(who=which)
    def undo(self, who: int) -> None:
        if tablet := self.may_act(who):
            self.tally["undo"] += tablet.undo()

    @rule(who=which)
    def redo(self, who: int) -> None:
        """Bring again what was taken back; take something back first if nothing was."""
        if tablet := self.may_act(who):
            if not tablet.redoable:
                self.tally["undo"] += tablet.undo()
            self.tally["redo"] += tablet.redo()

    @rule(who=which, n=nth)
    def say(self, who: int, n: int) -> None:
        acts: list[tuple[str, dict]] = [
            ("note.written", {"text": f"Note {n}"}),
            ("pain.scored", {"when": "before", "zone": None, "score": n % 11}),
            ("check.answered", {"question": "informed", "answer": n % 2 == 0}),
            ("syringe.prepared", {"syringe": {"key": "ABC"[n % 3], "volume_ml": n / 10}}),
            ("plan.agreed", {"informed": True, "estimate_id": None}),
            ("timer.started", {"elapsed_ms": n}),
            ("timer.corrected", {"elapsed_ms": n}),
            ("session.dated", {"treatment_date": days_ago(n)}),
            ("marks.done", {"as_planned": True}),
        ]
        if tablet := self.may_act(who):
            tablet.gesture([acts[n % len(acts)]])
            self.tally["say"] += 1

    @rule(who=which, sure=st.integers(0, 2))
    def sign(self, who: int, sure: int) -> None:
        """Sign and send at once: the other tablet has not heard of it. Afterwards, add to it."""
        session = self.tablets[who].session()
        if session and session.signed:
            self.tablets[who].gesture([("addendum.written", {"text": "Complément"})])
            self.tally["addendum"] += 1
        elif session and sure == 0 and self.chosen(who, 0):
            self.tablets[who].gesture([("session.signed", {})])
            self.tally["sign"] += 1
            self.send(who, 500)

    # -------------------------------------------------------- the network

    def batch(self, who: int, most: int) -> list[dict[str, Any]]:
        return list(self.tablets[who].outbox.values())[:most]

    def reach(self, who: int, ask: Callable[[], Any]) -> Any:
        """Ask the server, if the tablet has a network; None where no whole answer came."""
        if not self.online[who]:
            return None
        try:
            return ask()
        except NoAnswer:
            assert not self.practice.up, "a server that runs gave no answer"
            self.tally["sent to nobody"] += 1
            return None

    def post(self, who: int, events: list[dict[str, Any]]) -> None:
        if not events:
            return
        tablet = self.tablets[who]
        sent = {"events": events, "after": tablet.heard}
        if said := self.reach(who, lambda: self.practice.wire.ask("POST", self.path, sent)):
            self.heard(who, events, said["answers"])
            tablet.hear(said["events"])

    def heard(self, who: int, events: list[dict[str, Any]], answers: list[dict]) -> None:
        assert [a["id"] for a in answers] == [e["id"] for e in events], "an answer for each"
        self.tablets[who].take(answers)
        late = sum("sentence" in a and a["status"] == "stored" for a in answers)
        self.tally["signed unheard"] += late

    @rule(who=which, most=st.integers(1, 8))
    def send(self, who: int, most: int) -> None:
        self.post(who, self.batch(who, most))

    @rule(who=which)
    def listen(self, who: int) -> None:
        tablet = self.tablets[who]
        ask = lambda: self.practice.wire.ask("GET", f"{self.path}?after={tablet.heard}")  # noqa: E731
        if said := self.reach(who, ask):
            tablet.hear(said["events"])

    # -------------------------------------------------------- what goes wrong

    @rule(who=which)
    def leave_or_come_back(self, who: int) -> None:
        self.online[who] = not self.online[who]
        self.tally["offline"] += not self.online[who]

    def ready(self, who: int, most: int = 8, least: int = 1) -> list[dict[str, Any]]:
        """What waits (at least so much, if the doctor may act), if it could be sent now."""
        if not (self.online[who] and self.practice.up):
            return []
        lacking = least - len(self.tablets[who].outbox)
        if lacking > 0 and self.may_act(who):
            self.points(who, 4000, lacking)
        return self.batch(who, most)

    @rule(who=which, much=share)
    def cut_answer(self, who: int, much: float) -> None:
        if events := self.ready(who):
            self.practice.wire.ask_and_cut(self.path, {"events": events}, much)
            self.tally["cut answer"] += 1

    @rule(who=which, much=share)
    def cut_question(self, who: int, much: float) -> None:
        if events := self.ready(who):
            self.practice.wire.cut_the_question(self.path, {"events": events}, much)
            self.tally["cut question"] += 1

    def old(self, who: int) -> list[dict[str, Any]]:
        """What was acknowledged, if the server can be reached."""
        tablet = self.tablets[who]
        if events := self.ready(who) if not tablet.acknowledged else []:
            self.post(who, events)
        reached = self.online[who] and self.practice.up
        return [tablet.made[i] for i in tablet.acknowledged] if reached else []

    @rule(who=which, n=nth, many=st.integers(1, 5))
    def replay(self, who: int, n: int, many: int) -> None:
        """Send again what was acknowledged long ago."""
        if old := self.old(who):
            first = n % len(old)
            self.post(who, old[first : first + many])
            self.tally["replayed"] += 1

    @rule(who=which)
    def duplicate(self, who: int) -> None:
        """Send each event twice in one request."""
        if events := self.ready(who):
            self.post(who, [e for event in events for e in (event, event)])
            self.tally["duplicated"] += 1

    @rule(who=which, turn=st.randoms(use_true_random=False))
    def reorder(self, who: int, turn: Any) -> None:
        events = self.ready(who, 500, 3)
        if len(events) > 1:
            turn.shuffle(events)
            self.post(who, events[: len(events) // 2 + 1])
            self.tally["reordered"] += 1

    @rule(who=which)
    def race(self, who: int) -> None:
        """Send the same on two connections at once, and hear both."""
        if events := self.ready(who):
            wires = [self.practice.wire.begin(self.path, {"events": events}) for _ in range(2)]
            for sock in wires:
                self.heard(who, events, self.practice.wire.end(sock)["answers"])
            self.tally["raced"] += 1

    @rule(first=which)
    def both_at_once(self, first: int) -> None:
        waiting = {who: self.ready(who) for who in (first, 1 - first)}
        if all(waiting.values()):
            wires = [self.practice.wire.begin(self.path, {"events": e}) for e in waiting.values()]
            for (who, events), sock in zip(waiting.items(), wires, strict=True):
                self.heard(who, events, self.practice.wire.end(sock)["answers"])
            self.tally["both at once"] += 1

    @rule(who=which, n=nth)
    def other_body(self, who: int, n: int) -> None:
        """A known name on another act: put aside, and the first one stands."""
        if old := self.old(who):
            forged = old[n % len(old)] | {"kind": "note.written", "body": {"text": new_id()}}
            self.put_aside(forged)
            self.tally["other body"] += 1

    @rule(who=which)
    def unknown_form(self, who: int) -> None:
        """An act of a newer version of the page."""
        tablet = self.tablets[who]
        if self.online[who] and self.practice.up:
            new = {"id": new_id(), "device_id": tablet.name, "device_seq": tablet.count + 1,
                   "session_id": self.session_id, "kind": "mark.dreamt", "v": 7, "body": {}}  # fmt: skip
            self.put_aside(new)
            self.tally["unknown form"] += 1

    def put_aside(self, event: dict[str, Any]) -> None:
        said = self.practice.wire.ask("POST", self.path, {"events": [event]})
        (answer,) = said["answers"]
        assert answer["status"] == "quarantined", answer
        self.aside += 1

    @rule(who=which)
    def crash_tablet(self, who: int) -> None:
        """Memory is gone, the disk stays; it hears of its session once the server answers."""
        self.tablets[who].wake()
        self.tally["tablet crashed"] += 1
        self.listen(who)

    @rule(who=which, die=st.integers(0, 5))
    def kill_server(self, who: int, die: int) -> None:
        """Kill it while it is idle, and let a tablet find that out; or start it again."""
        if die or not self.practice.up:
            self.practice.restart()
        else:
            events = self.ready(who)
            self.practice.kill()
            self.tally["server killed"] += 1
            self.post(who, events)

    @rule(who=which, after_ms=st.integers(-60, 30))
    def kill_server_in_the_act(self, who: int, after_ms: int) -> None:
        """Kill it while it takes something in, at any moment of that; start it again at once."""
        if events := self.ready(who) if after_ms >= 0 else []:
            with self.practice.wire.begin(self.path, {"events": events}):
                time.sleep(after_ms / 1000)
                self.practice.kill()
            self.practice.restart()
            self.tally["server killed in the act"] += 1

    # -------------------------------------------------------- what must hold

    def teardown(self) -> None:
        if not hasattr(self, "tablets"):
            return
        self.practice.restart()
        self.online = [True, True]
        for who in (0, 1):
            while self.tablets[who].outbox:
                self.post(who, self.batch(who, 500))
        for who in (0, 1):
            self.listen(who)
        self.compare()

    def compare(self) -> None:
        held, made = self.practice.events(self.session_id), {}
        acknowledged: dict[str, int] = {}
        for tablet in self.tablets:
            made |= tablet.made
            acknowledged |= tablet.acknowledged
        assert {i: e.seq for i, e in held.items()} == acknowledged, "acknowledged is what is held"
        assert held.keys() == made.keys(), "everything that was done is held"
        for name, event in held.items():
            assert canonical(dict(event.body)) == canonical(made[name]["body"]), "as it was made"
        session = self.practice.session(self.session_id)
        assert self.tablets[0].seen() == session, "the first tablet shows what the server has"
        assert self.tablets[1].seen() == session, "the second tablet shows what the server has"
        rows = [(m["id"], m["removed"], m["done"]) for m in session["marks"]]
        assert self.practice.mark_rows(self.session_id) == rows, "the table of marks is the fold"
        assert self.practice.aside(self.session_id) == self.aside, "nothing put aside is lost"


def run(practice: Practice, runs: int, seeded: int, steps: int = STEPS) -> Counter[str]:
    """So many runs; what was done and what went wrong, counted. Raises what does not hold."""
    tally: Counter[str] = Counter()
    made = type("Room", (Room,), {"practice": practice, "tally": tally})
    run_state_machine_as_test(
        seed(seeded)(made),
        settings=settings(
            max_examples=runs,
            stateful_step_count=steps,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert practice.chain_is_whole()
    return tally


def missing(tally: Counter[str]) -> list[str]:
    """Acts and faults that never happened, and so were not tried."""
    return [word for word in (*ACTS, *FAULTS) if not tally[word]]
