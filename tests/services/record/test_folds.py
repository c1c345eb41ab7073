"""Folds that are gone on from: always what folding everything anew gives."""

import json
import random
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mesomap.domain.events import Event
from mesomap.domain.fold import extended, fold, folded
from mesomap.domain.session_json import session_to_json
from mesomap.services.record import folds, projections, sessions, sync
from tests.cast import NOW, Tablet, fresh_storage

CASES = sorted((Path(__file__).parents[2] / "cases/fold").glob("*.json"))


def stored(path):
    """Events of a case as the server gives them: all with a `seq`, in its order."""
    events = [Event(**event) for event in json.loads(path.read_text())["events"]]
    kept = sorted((e for e in events if e.seq is not None), key=lambda e: e.seq)
    return list({e.id: e for e in reversed(kept)}.values())[::-1]


#: Cases in which an event always belongs before one that was counted, or nothing is left to add.
ANEW = {"late_from_one_device", "numbered", "opened"}


@pytest.mark.parametrize("path", [p for p in CASES if stored(p)], ids=lambda p: p.stem)
def test_going_on_is_folding_anew_wherever_one_stops(path):
    events = stored(path)
    whole, went_on = session_to_json(fold(events)), 0
    for stop in range(1, len(events)):
        found = extended(folded(events[:stop]), events[stop:])
        if found:
            went_on += 1
            assert session_to_json(found.session) == whole
            assert found == folded(events)
    assert (went_on > 0) is (path.stem not in ANEW)


KINDS = ["planned", "moved", "removed", "restored", "note", "done", "signed", "addendum", "timer"]


def random_event(draw, tablet, marks):
    kind, mark = draw(st.sampled_from(KINDS)), f"m{draw(st.integers(0, 3))}"
    if kind == "planned":
        return tablet.point(mark, face=draw(st.integers(0, 9)))
    bodies = {
        "moved": ("mark.moved", {"mark_id": mark, "anchors": [[7, 0.1, 0.2]]}),
        "removed": ("mark.removed", {"mark_id": mark}),
        "restored": ("mark.restored", {"mark_id": mark}),
        "note": ("note.written", {"text": mark}),
        "done": ("marks.done", {"mark_ids": [mark], "done": True}),
        "signed": ("session.signed", {}),
        "addendum": ("addendum.written", {"text": mark}),
        "timer": ("timer.started", {"elapsed_ms": 5}),
    }
    return tablet.event(*bodies[kind])


@given(st.data())
def test_any_events_of_two_tablets_in_any_order_of_arrival(data):
    """An event that belongs before one that was counted is seen: then all is folded anew."""
    first = Event(**json.loads(CASES[0].read_text())["events"][0])
    sent = []
    for name in ("a", "b"):
        tablet = Tablet(first.session_id, name)
        sent += [random_event(data.draw, tablet, sent) for _ in range(data.draw(st.integers(0, 6)))]
    arrived = data.draw(st.permutations(sent))
    row = [first] + [
        Event(**event, seq=first.seq + n, received_at="2026-11-21T20:47:54.123Z", author_id="u")
        for n, event in enumerate(arrived, 1)
    ]
    stop = data.draw(st.integers(1, len(row)))
    found = extended(folded(row[:stop]), row[stop:])
    assert found is None or found.session == fold(row)
    in_turn = all(
        [e["device_seq"] for e in arrived if e["device_id"] == name] == sorted(
            e["device_seq"] for e in arrived if e["device_id"] == name)
        for name in ("a", "b")
    )  # fmt: skip
    assert found is not None or not in_turn, "in the order of the tablets there is nothing to redo"


def derived(seat, session_id):
    with seat.reading() as r:
        key = seat.practice_id, session_id
        return r.session(*key), r.marks(*key), r.syringes(*key)


class Ward:
    """Tablets that write into one session, and readers that watch."""

    def __init__(self, doc):
        self.doc, self.session_id = doc, doc.session().id
        self.wrong, self.ending = [], threading.Event()

    def seen(self):
        return sessions.load(self.doc.seat, self.session_id).last_seq

    def write(self, name):
        dice, tablet = random.Random(name), Tablet(self.session_id, name)
        for n in range(40):
            events = [tablet.point(f"{name}{n}"), tablet.event("note.written", {"text": name})]
            if n % 5 == 4:
                gone = f"{name}{dice.randrange(n)}"
                events.append(tablet.event("mark.removed", {"mark_id": gone}))
            if dice.random() < 0.3:
                events.reverse()
            last = max(answer.seq for answer in self.doc.send(self.session_id, *events))
            if (seen := self.seen()) < last:
                self.wrong.append((name, last, seen))

    def read(self):
        last = 0
        while not self.ending.is_set():
            seen = self.seen()
            if seen < last:
                self.wrong.append(("reader", last, seen))
            last = seen

    def live(self):
        readers = [threading.Thread(target=self.read) for _ in range(2)]
        writers = [threading.Thread(target=self.write, args=(name,)) for name in "abc"]
        for thread in (*readers, *writers):
            thread.start()
        for thread in writers:
            thread.join()
        self.ending.set()
        for thread in readers:
            thread.join()


def test_writers_that_come_between_each_other(doc, storage):
    """Three tablets write while others read; a reader never sees less than was acknowledged."""
    ward = Ward(doc)
    ward.live()
    assert ward.wrong == []
    found = sessions.load(doc.seat, ward.session_id)
    assert found == fold(sessions.events(doc.seat, ward.session_id))
    assert len(found.marks) == 120
    before = derived(doc.seat, ward.session_id)
    projections.rebuild(doc.seat)
    assert derived(doc.seat, ward.session_id) == before, "row for row as anew"


def test_what_was_undone_is_not_kept(doc, storage):
    """A transaction that fails leaves nothing behind, and its numbers are given again."""
    session_id = doc.session().id
    sessions.load(doc.seat, session_id)
    lost, other = Tablet(session_id, "a").point("lost"), Tablet(session_id, "b").point("other")
    same = Tablet(session_id, "c").point("same")
    with pytest.raises(RuntimeError), storage.writing() as w:  # noqa: PT012
        sent = [Event(**lost), Event(**same)]
        w.append(doc.practice_id, doc.user_id, "2026-11-21T20:47:54.123Z", sent)
        row = w.session(doc.practice_id, session_id)
        assert len(projections.project_more(w, doc.practice_id, row).session.marks) == 2
        assert len(sessions.load(doc.seat, session_id).marks) == 2
        raise RuntimeError
    assert sessions.load(doc.seat, session_id).marks == ()
    doc.send(session_id, other, same)
    assert [m.mark.id for m in sessions.load(doc.seat, session_id).marks] == ["other", "same"]


def test_a_fold_of_another_file_is_not_gone_on_from(doc, tmp_path):
    """The same practice and session in a copy that went its own way."""
    session_id = doc.session().id
    doc.send(session_id, Tablet(session_id).point("both"))
    (tmp_path / "copy").mkdir()
    path = tmp_path / "copy/mesomap.db"
    doc.storage._db().execute("VACUUM INTO ?", [str(path)])
    copy = fresh_storage(path.parent)
    doc.send(session_id, Tablet(session_id, "here").point("here"))
    there = replace(doc.seat, storage=copy)
    sync.receive(there, session_id, [Tablet(session_id, "there").point("there")], NOW)
    for seat, other in ((doc.seat, "here"), (there, "there"), (doc.seat, "here")):
        found = sessions.load(seat, session_id)
        assert [m.mark.id for m in found.marks] == ["both", other]
    assert [row["mark_id"] for row in derived(there, session_id)[1]] == [
        "both", "there"
    ]  # fmt: skip
    copy.close()


def test_folds_are_let_go_by_their_marks():
    path = next(p for p in CASES if len(folded(stored(p)).session.marks) >= 2)
    known = folded(stored(path))
    few = folds.Folds(most_marks=2 * len(known.session.marks), most_sessions=9)
    for name in "abc":
        few.keep(name, known)
    assert few.find("a", known.session.id) is None
    assert few.find("b", known.session.id) is few.find("c", known.session.id) is known
    one = folds.Folds(most_marks=0)
    one.keep("a", known)
    assert one.find("a", known.session.id) is known, "the last is kept, however large"
