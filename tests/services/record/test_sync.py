"""Events from tablets: each has its own answer, nothing is lost, nothing is written twice."""

import json
import threading
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mesomap.body import anchors
from mesomap.domain.session_json import session_to_json
from mesomap.errors import NotFound, TooLarge
from mesomap.services.people import patients
from mesomap.services.reading import totals
from mesomap.services.record import receiving, sessions, sync, walk_in
from tests.cast import NOW, POINT, Tablet, doctor, new_id


def statuses(answers):
    return [answer.status for answer in answers]


def test_what_is_stored_comes_back_with_what_the_server_adds(doc, session_id, tablet):
    sent = [tablet.point("a"), tablet.event("note.written", {"text": "é 🙂"}, elapsed_ms=None)]
    answers = doc.send(session_id, *sent)
    assert [(a.id, a.status, a.seq, a.template) for a in answers] == [
        (sent[0]["id"], "stored", 2, None), (sent[1]["id"], "stored", 3, None)
    ]  # fmt: skip
    got = doc.events(session_id, 1)
    server = {"received_at": "2026-11-21T20:47:54.123Z", "author_id": doc.user_id}
    assert got == [event | server | {"seq": n} for n, event in enumerate(sent, 2)]
    assert sessions.row(doc.seat, session_id).last_seq == 3
    assert doc.events(session_id, 3) == []


def test_a_replay_gives_the_same_seq_again(doc, session_id, tablet):
    sent = [tablet.point("a"), tablet.point("b")]
    first = doc.send(session_id, *sent)
    again = doc.send(session_id, *sent, tablet.point("c"))
    assert statuses(again) == ["replayed", "replayed", "stored"]
    assert [a.seq for a in again][:2] == [a.seq for a in first]
    assert len(doc.events(session_id)) == 4


def test_one_bad_event_does_not_block_the_others(doc, session_id, tablet):
    good, other = tablet.point("a"), tablet.event("note.written", {"text": "x"})
    unreadable = [
        None, 7, "x", [], {}, good | {"id": "x"}, good | {"id": new_id(), "session_id": new_id()},
        tablet.event("note.written", {"text": ""}), tablet.event("session.opened", {}),
        tablet.event("note.written", {"text": "\ud800"}), tablet.event("note.written", "x"),
    ]  # fmt: skip
    answers = doc.send(session_id, *unreadable[:5], good, *unreadable[5:], other)
    assert statuses(answers) == ["refused"] * 5 + ["stored"] + ["refused"] * 6 + ["stored"]
    refused = [a for a in answers if a.status == "refused"]
    assert all(a.template.format(**a.values).endswith(".") for a in refused)
    assert sync.quarantine(doc.seat, session_id) == []


@pytest.mark.parametrize(
    "mark",
    [
        {"anchors": [[24_724, 0.25, 0.5]]}, {"anchors": [[-1, 0.25, 0.5]]},
        {"anchors": [[5, 0.9, 0.9]]}, {"anchors": [[5.5, 0.1, 0.1]]},
        {"kind": "zone", "zone": "atlantis.L", "anchors": []},
        {"kind": "stroke", "view": "above"}, {"kind": "stroke"}, {"figure": "X"},
    ],
    ids=json.dumps,
)  # fmt: skip
def test_a_mark_that_is_nowhere_is_refused_with_a_sentence(doc, session_id, tablet, mark):
    answer = doc.send(session_id, tablet.event("mark.planned", {"mark": POINT | mark}))[0]
    assert answer.status == "refused"
    assert answer.template.format(**answer.values).endswith(".")


def outline(corners_mm):
    """Anchors under corners drawn on the woman's back."""
    return [list(a) for a in anchors.from_view("F", "back", np.array(corners_mm, dtype=float))]


SQUARE = [[-50, -1200], [50, -1200], [50, -1100], [-50, -1100]]
BOW = [SQUARE[n] for n in (0, 2, 1, 3)]
PATCH = {"kind": "patch", "view": "back", "depth": "IDS"}


def test_an_outline_that_crosses_itself_is_refused(doc, session_id, tablet):
    """Stored, it would keep every figure of the session from being computed."""
    good, crossed = PATCH | {"anchors": outline(SQUARE)}, PATCH | {"anchors": outline(BOW)}
    plan = [{"mark": mark | {"id": name}} for name, mark in (("a", good), ("b", crossed))]
    answers = doc.send(session_id, *(tablet.event("mark.planned", body) for body in plan))
    assert statuses(answers) == ["stored", "refused"]
    assert "croise" in answers[1].template
    totals.of(doc.seat, session_id)


def test_an_outline_that_would_cross_itself_once_moved_is_refused(doc, session_id, tablet):
    planned = tablet.event(
        "mark.planned", {"mark": PATCH | {"id": "a", "anchors": outline(SQUARE)}}
    )
    moves = [{"mark_id": "a", "anchors": outline(corners)} for corners in (BOW, SQUARE)]
    events = [planned, *(tablet.event("mark.moved", move) for move in moves)]
    assert statuses(doc.send(session_id, *events)) == ["stored", "refused", "stored"]
    again = [tablet.event("mark.moved", move) for move in moves]
    assert statuses(doc.send(session_id, *again)) == ["refused", "stored"]
    elsewhere = {"mark_id": "unknown", "anchors": outline(BOW)}
    assert statuses(doc.send(session_id, tablet.event("mark.moved", elsewhere))) == ["stored"]
    totals.of(doc.seat, session_id)


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("mark.moved", {"mark_id": "a", "anchors": [[99_999, 0.25, 0.5]]}),
        ("pain.scored", {"when": "before", "zone": "atlantis", "score": 4}),
        ("body.corrected", {"figure": "F", "body": {"sex": "F", "age_years": 41, "height_cm": 400, "weight_kg": 62}}),
    ],
)  # fmt: skip
def test_a_place_or_body_that_cannot_be_is_refused(doc, session_id, tablet, kind, body):
    answer = doc.send(session_id, tablet.event(kind, body))[0]
    assert answer.status == "refused"
    assert answer.template.format(**answer.values).endswith(".")


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("mark.planned", {"mark": POINT | {"kind": "spiral"}}),
        ("mark.planned", {"mark": POINT | {"depth": "IVD"}}),
        ("mark.planned", {"mark": POINT | {"syringe": "Z"}}),
        ("mark.planned", {"mark": POINT, "phase": "later"}),
        ("mark.changed", {"mark_id": "a", "changes": {"depth": "IVD"}}),
        ("marks.assigned", {"mark_ids": ["a"], "syringe": "Z"}),
        ("marks.assigned", {"mark_ids": ["a"], "syringe": "A", "among": ["A", "Z"]}),
        ("syringe.prepared", {"syringe": {"key": "Z", "products": []}}),
        ("syringe.emptied", {"key": "Z", "left_ml": 0}),
        ("syringe.withdrawn", {"key": "Z"}),
        ("pain.scored", {"when": "the day after", "score": 4}),
        ("nogo.drawn", {"nogo": {"id": "n", "kind": "spiral"}}),
        ("points.examined", {"pattern": "knee", "painful": [], "examined": []}),
    ],
    ids=json.dumps,
)  # fmt: skip
def test_a_word_of_tomorrow_is_put_aside_as_a_form_is(doc, session_id, tablet, kind, body):
    (answer,) = doc.send(session_id, tablet.event(kind, body))
    assert answer.status == "quarantined", answer
    assert answer.template == receiving.UNKNOWN_FORM
    (kept,) = sync.quarantine(doc.seat, session_id)
    assert kept["raw"]["body"] == body


@pytest.mark.parametrize("word", [7, True, [], {}, "", "x" * 65, "a\nb", ["IDP", 7]])
def test_what_is_no_word_is_refused(doc, session_id, tablet, word):
    answer = doc.send(session_id, tablet.event("mark.planned", {"mark": POINT | {"depth": word}}))[
        0
    ]
    assert answer.status == "refused"


def test_a_form_of_tomorrow_is_put_aside_and_shown(doc, session_id, tablet):
    sent = [tablet.event("mark.glowed", {"x": 1}), tablet.event("note.written", {"words": []}, v=2)]
    for _ in range(2):
        answers = doc.send(session_id, *sent)
        assert statuses(answers) == ["quarantined"] * 2
        assert all(answer.template for answer in answers)
    kept = sync.quarantine(doc.seat, session_id)
    assert [(row["event_id"], row["reason"]) for row in kept] == [
        (event["id"], "unknown-form") for event in sent
    ]
    assert [row["raw"] for row in kept] == sent
    assert len(doc.events(session_id)) == 1


def test_the_same_id_with_another_body_is_put_aside_and_shown(doc, session_id, tablet):
    first = tablet.event("note.written", {"text": "un"})
    second = first | {"body": {"text": "deux"}}
    doc.send(session_id, first)
    answers = doc.send(session_id, second, first)
    assert statuses(answers) == ["quarantined", "replayed"]
    assert [row["raw"]["body"]["text"] for row in sync.quarantine(doc.seat, session_id)] == ["deux"]
    assert [n.text for n in sessions.load(doc.seat, session_id).notes] == ["un"]


def test_the_same_id_in_another_session_is_put_aside(doc, session_id, tablet):
    first, other = tablet.event("note.written", {"text": "un"}), doc.session().id
    doc.send(session_id, first)
    assert statuses(doc.send(other, first | {"session_id": other})) == ["quarantined"]
    assert len(sync.quarantine(doc.seat, other)) == 1


def test_another_practices_session_is_not_there(storage, doc, session_id, tablet):
    other = doctor(storage, "Ailleurs")
    with pytest.raises(NotFound):
        other.send(session_id, tablet.point("a"))
    for read in (lambda *w: sync.news(*w, sync.Asked(0)), sessions.row, sync.quarantine):
        with pytest.raises(NotFound):
            read(other.seat, session_id)
    assert len(doc.events(session_id)) == 1


def test_too_many_events_are_refused_as_a_whole(doc, session_id, tablet):
    many = [tablet.event("note.written", {"text": "x"}) for _ in range(sync.MAX_EVENTS + 1)]
    with pytest.raises(TooLarge):
        doc.send(session_id, *many)
    assert sessions.row(doc.seat, session_id).last_seq == 1
    assert set(statuses(doc.send(session_id, *many[:-1]))) == {"stored"}


def test_what_was_sent_is_taken_in_and_answered_in_two_transactions(doc, session_id, tablet):
    doc.send(session_id, tablet.point("a"))
    begun = []
    doc.storage._db().conn.set_trace_callback(begun.append)
    outline = {"id": "b", "kind": "patch", "depth": "IDS", "view": "back",
               "anchors": [[4000, 0.2, 0.2], [4001, 0.2, 0.2], [4002, 0.2, 0.2]]}  # fmt: skip
    sent = [tablet.point("c"), tablet.event("mark.planned", {"mark": outline, "phase": "plan"}), 7]
    done = sync.exchange(doc.seat, session_id, sent, sync.Asked(2, "0.000000000000", "x"), NOW)
    doc.storage._db().conn.set_trace_callback(None)
    assert statuses(done.answers) == ["stored", "stored", "refused"]
    assert [e["seq"] for e in done.news.events] == [3, 4]
    assert done.news.patient["seen"] != "x"
    assert [sql for sql in begun if sql.startswith("BEGIN")] == ["BEGIN", "BEGIN IMMEDIATE"]


def test_a_signature_is_answered_with_what_was_measured_of_it(doc, session_id, tablet):
    doc.send(session_id, tablet.point("a"))
    signed = [tablet.event("session.signed")]
    done = sync.exchange(doc.seat, session_id, signed, sync.Asked(2), NOW)
    assert [e["kind"] for e in done.news.events] == ["session.signed", "session.measured"]
    assert done.news.head.startswith("4.")


def test_an_end_of_the_record_that_is_not_here_is_heard_of_whatever_comes_then(doc, tablet):
    heard = []
    with pytest.raises(NotFound):
        sync.exchange(
            doc.seat, new_id(), [tablet.point("a")], sync.Asked(head="9.0123456789ab"), NOW,
            heard.append,
        )  # fmt: skip
    assert heard == ["9.0123456789ab"]


# ------------------------------------------------------------ signature


def test_what_comes_after_the_signature_is_a_dated_addendum(doc, session_id, tablet):
    late = Tablet(session_id, "other")
    answers = doc.send(
        session_id, tablet.point("a"), tablet.event("session.signed"), late.point("b"),
        late.event("addendum.written", {"text": "Suite."}),
    )  # fmt: skip
    assert statuses(answers) == ["stored"] * 4
    assert [answer.template for answer in answers] == [None, None, receiving.LATE, None]
    again = doc.send(session_id, late.event("note.written", {"text": "Encore."}))
    assert (again[0].status, again[0].template) == ("stored", receiving.LATE)
    found = sessions.load(doc.seat, session_id)
    assert [entry.mark.id for entry in found.marks] == ["a"]
    assert [addendum.text for addendum in found.addenda] == [None, "Suite.", None]
    assert sessions.row(doc.seat, session_id).state == "signed"


def test_a_patient_without_a_name_is_not_signed(doc):
    patient_id, session_id = new_id(), new_id()
    walk_in.begin(
        doc.seat, patient_id=patient_id, session_id=session_id, event_ids=[new_id()], sex="F",
        age_years=40, now=NOW,
    )  # fmt: skip
    tablet = Tablet(session_id)
    signed = tablet.event("session.signed")
    answers = doc.send(session_id, signed, tablet.point("a"))
    assert statuses(answers) == ["refused", "stored"]
    assert answers[0].template == receiving.NAMELESS
    patients.update(doc.seat, patient_id, {"family_name": "Exemple"}, NOW, expected_version=1)
    assert statuses(doc.send(session_id, signed)) == ["stored"]


# ------------------------------------------------------------ two tablets


def test_both_tablets_marks_are_there(doc, session_id):
    one, two = Tablet(session_id, "one"), Tablet(session_id, "two")
    failures = []

    def work(tablet):
        try:
            for n in range(20):
                assert statuses(doc.send(session_id, tablet.point(f"{tablet.name}-{n}"))) == [
                    "stored"
                ]
        except Exception as error:  # noqa: BLE001  shown by the assertion
            failures.append(error)

    threads = [threading.Thread(target=work, args=(tablet,)) for tablet in (one, two)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    marks = {entry.mark.id for entry in sessions.load(doc.seat, session_id).marks}
    assert marks == {f"{name}-{n}" for name in ("one", "two") for n in range(20)}


def test_moving_what_the_other_tablet_removed_is_a_conflict(doc, session_id):
    one, two = Tablet(session_id, "one"), Tablet(session_id, "two")
    doc.send(session_id, one.point("a"))
    doc.send(session_id, two.event("mark.removed", {"mark_id": "a"}))
    doc.send(session_id, one.event("mark.moved", {"mark_id": "a", "anchors": [[9, 0.25, 0.5]]}))
    found = sessions.load(doc.seat, session_id)
    assert [(c.mark_id, c.reason) for c in found.conflicts] == [("a", "moved-removed")]


# ------------------------------------------------------------ any order, any number of times


@given(st.data())
@settings(
    max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
def test_an_outbox_may_be_sent_in_any_pieces_any_number_of_times(doc, data):
    """However a flaky network cuts and repeats what a tablet sends, the session is the same."""
    session_id = doc.session().id
    tablet = Tablet(session_id)
    outbox = [tablet.point(f"m{n}", 100 + n) for n in range(4)]
    outbox += [
        tablet.event("mark.removed", {"mark_id": "m1"}),
        tablet.event("note.written", {"text": "x"}),
    ]
    pieces = data.draw(st.lists(st.lists(st.integers(0, 5), min_size=1, max_size=4), max_size=6))
    for piece in [*pieces, range(6)]:
        answers = doc.send(session_id, *(outbox[n] for n in piece))
        assert set(statuses(answers)) <= {"stored", "replayed"}
    found = sessions.load(doc.seat, session_id)
    assert found.last_seq == max(e.seq for e in sessions.events(doc.seat, session_id))
    straight = doc.session(found.patient_id)
    doc.send(
        straight.id, *(event | {"id": new_id(), "session_id": straight.id} for event in outbox)
    )
    expected = sessions.load(doc.seat, straight.id)
    marks = {entry.mark.id: entry for entry in found.marks}
    assert marks == {entry.mark.id: entry for entry in expected.marks}
    assert [n.text for n in found.notes] == ["x"]


def test_the_answer_to_get_folds_to_the_same_session(doc, session_id, tablet):
    doc.send(session_id, tablet.point("a"), tablet.event("plan.agreed", {"informed": True}))
    from mesomap.domain.events import Event  # noqa: PLC0415
    from mesomap.domain.fold import fold  # noqa: PLC0415

    got = fold(Event(**event) for event in doc.events(session_id))
    assert session_to_json(got) == session_to_json(sessions.load(doc.seat, session_id))
    assert replace(got, last_seq=0) != got
