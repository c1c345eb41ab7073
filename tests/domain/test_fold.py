"""The fold, held to the cases that JavaScript reads too, and to what must hold for any events."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mesomap.domain.acts import ACTS
from mesomap.domain.acts.reading import TODAY, check_event, upcast
from mesomap.domain.events import Event, event_to_json
from mesomap.domain.fold import fold, in_order
from mesomap.domain.session_json import session_to_json
from mesomap.errors import Malformed

CASES = sorted((Path(__file__).parents[1] / "cases/fold").glob("*.json"))


def case(path):
    return json.loads(path.read_text())


def opened():
    return Event(**case(CASES[0])["events"][0])


@pytest.mark.parametrize("path", CASES, ids=lambda p: p.stem)
def test_cases_fold_to_the_session_they_say(path):
    found = case(path)
    events = [Event(**event) for event in found["events"]]
    assert session_to_json(fold(events)) == found["session"]


def test_every_form_ever_released_has_a_case():
    """Who adds a kind or a version adds a case of it, and never takes one away."""
    events = [event for path in CASES for event in case(path)["events"]]
    told = {(event["kind"], event["v"]) for event in events}
    wanted = {(kind, v) for kind, act in ACTS.items() for v in range(1, act.version + 1)}
    assert wanted <= told


@pytest.mark.parametrize("path", CASES, ids=lambda p: p.stem)
def test_cases_hold_only_what_the_door_lets_in(path):
    for event in case(path)["events"]:
        if TODAY.read(Event(**event)) is not None:
            check_event(Event(**event))


def test_an_event_is_written_as_it_was_read():
    for event in case(CASES[0])["events"]:
        assert event_to_json(Event(**event)) == event


def test_a_session_without_its_opening_is_refused():
    event = replace(opened(), kind="note.written", body={"text": "Rien"})
    with pytest.raises(Malformed, match="ouverture"):
        fold([event])
    with pytest.raises(Malformed):
        fold([])


def test_old_forms_are_read_through_every_step():
    steps = (lambda body: {"said": body["text"]}, lambda body: {"words": [body["said"]]})
    newer = replace(ACTS["note.written"], upcasters=steps)
    event = replace(opened(), kind="note.written", body={"text": "Bien"})
    assert newer.version == 3
    assert upcast(event, newer) == {"words": ["Bien"]}
    assert upcast(replace(event, v=2, body={"said": "Bien"}), newer) == {"words": ["Bien"]}
    assert upcast(event) == {"text": "Bien"}


# ------------------------------------------------------------ what holds for any events

MARKS = ("a", "b", "c")


def point(mark_id, face):
    return {"id": mark_id, "kind": "point", "anchors": [[face, 0.25, 0.5]], "depth": "IDP"}


acts = st.one_of(
    st.tuples(st.sampled_from(MARKS), st.integers(0, 99)).map(
        lambda x: ("mark.planned", {"mark": point(*x), "phase": "plan"})
    ),
    st.tuples(st.sampled_from(MARKS), st.integers(0, 99)).map(
        lambda x: ("mark.moved", {"mark_id": x[0], "anchors": [[x[1], 0.25, 0.5]]})
    ),
    st.tuples(st.sampled_from(MARKS), st.sampled_from(("IDP", "IHD"))).map(
        lambda x: ("mark.changed", {"mark_id": x[0], "changes": {"depth": x[1]}})
    ),
    st.sampled_from(MARKS).map(lambda x: ("mark.removed", {"mark_id": x})),
    st.sampled_from(MARKS).map(lambda x: ("mark.restored", {"mark_id": x})),
    st.booleans().map(lambda x: ("marks.done", {"as_planned": x})),
    st.just(("plan.agreed", {"informed": True, "estimate_id": None})),
    st.just(("plan.withdrawn", {})),
    st.just(("session.signed", {})),
    st.just(("addendum.written", {"text": "Suite"})),
)


@st.composite
def histories(draw):
    """Events of two devices, stored in any order, each device counting for itself."""
    drawn = draw(st.lists(st.tuples(st.sampled_from(("one", "two")), acts), max_size=14))
    counts = {"one": 0, "two": 0}
    events = []
    for n, (device, (kind, body)) in enumerate(drawn):
        counts[device] += 1
        events.append(
            replace(
                opened(),
                id=f"e{n}",
                device_id=device,
                device_seq=counts[device],
                kind=kind,
                body=body,
            )
        )
    order = draw(st.permutations(events))
    stored = [replace(event, seq=n + 2) for n, event in enumerate(order)]
    return [opened(), *stored]


@settings(deadline=None)  # no deadline: the machine may be busy
@given(histories(), st.randoms(use_true_random=False))
def test_the_order_in_which_events_are_handed_over_does_not_matter(events, random):
    shuffled = random.sample(events, len(events))
    assert fold(shuffled) == fold(events)


@settings(deadline=None)  # no deadline: the machine may be busy
@given(histories())
def test_an_event_handed_over_twice_counts_once(events):
    assert fold(events + events[1:]) == fold(events)


@settings(deadline=None)  # no deadline: the machine may be busy
@given(histories())
def test_each_device_is_heard_in_its_own_order_until_the_signature(events):
    row = in_order(events)
    end = next((n for n, e in enumerate(row) if e.kind == "session.signed"), len(row))
    for device in ("one", "two"):
        heard = [e.device_seq for e in row[:end] if e.device_id == device]
        assert heard == sorted(heard)
    assert in_order(row) == row


@settings(deadline=None)  # no deadline: the machine may be busy
@given(histories())
def test_a_signed_session_never_changes(events):
    """Whatever comes after the signature, all that was signed stays; only addenda are added."""
    row = sorted(events, key=lambda e: e.seq)
    end = next((n for n, e in enumerate(row) if e.kind == "session.signed"), None)
    if end is None:
        return
    before, after = fold(row[: end + 1]), fold(row)
    assert replace(after, addenda=before.addenda, last_seq=before.last_seq) == before
    assert after.addenda[: len(before.addenda)] == before.addenda
    assert len(after.addenda) - len(before.addenda) == len(row) - end - 1


@settings(deadline=None)  # no deadline: the machine may be busy
@given(
    st.lists(
        st.tuples(st.sampled_from(("plan", "move", "remove")), st.integers(0, 99)), max_size=12
    )
)
def test_undo_to_the_bottom_gives_the_session_that_was_opened(gestures):
    """Undo writes compensating events; redo to the top gives the very last session."""
    log = Log()
    for number, (what, face) in enumerate(gestures):
        log.do(what, face, f"m{number}")
    top = log.seen()
    log.undo_all()
    assert log.seen() == seen(fold([opened()]))
    log.redo_all()
    assert log.seen() == top


def seen(session):
    """What the doctor sees: removed marks and the count of events are not it."""
    standing = tuple(entry for entry in session.marks if not entry.removed)
    return replace(session, marks=standing, last_seq=0)


class Log:
    """A page's undo stack: for each gesture what does it again, and what undoes it."""

    def __init__(self):
        self.events, self.done = [opened()], []

    def write(self, kind, body):
        n = len(self.events) + 1
        self.events.append(
            replace(
                opened(), id=f"e{n}", device_id="one", device_seq=n, seq=n, kind=kind, body=body
            )
        )

    def seen(self):
        return seen(fold(self.events))

    def do(self, what, face, new):
        standing = [m.mark for m in fold(self.events).marks if not m.removed]
        if what == "plan" or not standing:
            self.write("mark.planned", {"mark": point(new, face), "phase": "plan"})
            self.done.append(
                (("mark.restored", {"mark_id": new}), ("mark.removed", {"mark_id": new}))
            )
            return
        mark = standing[face % len(standing)]
        back = {"mark_id": mark.id, "anchors": [list(a) for a in mark.anchors]}
        there = {"mark_id": mark.id, "anchors": [[face, 0.25, 0.25]]}
        pairs = {
            "move": (("mark.moved", there), ("mark.moved", back)),
            "remove": (
                ("mark.removed", {"mark_id": mark.id}),
                ("mark.restored", {"mark_id": mark.id}),
            ),
        }
        self.write(*pairs[what][0])
        self.done.append(pairs[what])

    def undo_all(self):
        for _again, undo in reversed(self.done):
            self.write(*undo)

    def redo_all(self):
        for again, _undo in self.done:
            self.write(*again)
