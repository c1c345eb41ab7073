"""Each form of event at the door: what is let in, and the sentence that refuses the rest."""

import json

import pytest

from mesomap.domain.acts.places import Avoided, Laid, Moved, Person, Zone
from mesomap.domain.acts.reading import check_event, is_known, places_of
from mesomap.domain.events import Event, event_from_json, event_id
from mesomap.domain.marks import mark_from_json
from mesomap.domain.nogo import nogo_from_json
from mesomap.domain.physique import physique_from_json
from mesomap.errors import Malformed, Refused

SESSION = "01990000-0000-7000-8000-000000000001"
ID = "01990000-0000-7000-8000-0000000000ab"
POINT = {"id": "a", "kind": "point", "anchors": [[1, 0.25, 0.5]], "depth": "IDP"}
PHYSIQUE = {"sex": "F", "age_years": 41, "height_cm": 165, "weight_kg": 62}


EXAMINED = {"pattern": "lumbar", "version": 1, "examined": ["L4.0", "L4.R15"], "painful": ["L4.0"]}
MOLE = {"id": "n", "kind": "mole", "anchors": [[1, 0.25, 0.5]], "radius_mm": 5}
MOVED = {"mark_id": "a", "anchors": [[7, 0.2, 0.2], [8, 0.2, 0.2]]}
SCAR = {"id": "n", "kind": "scar", "anchors": [[1, 0.2, 0.2]] * 3, "view": "back"}


def event(kind, body):
    return {
        "id": ID, "device_id": "tablet", "device_seq": 1, "session_id": SESSION, "kind": kind,
        "v": 1, "body": body, "gesture_id": "g", "at": "2026-11-21T20:47:54.123Z", "elapsed_ms": 3.5,
    }  # fmt: skip


def check(kind, body):
    check_event(Event(**event(kind, body)))


def syringe(**fields):
    return {"syringe": {"key": "A"} | fields}


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("mark.planned", {}),
        ("mark.planned", {"mark": POINT | {"id": ""}}),
        ("mark.planned", {"mark": POINT | {"depth": "XYZ"}}),
        ("mark.planned", {"mark": POINT | {"anchors": []}}),
        ("mark.planned", {"mark": POINT | {"anchors": [[1, 0.9, 0.9]]}}),
        ("mark.planned", {"mark": POINT | {"syringe": "Z"}}),
        ("mark.planned", {"mark": POINT, "phase": "later"}),
        ("mark.planned", {"mark": POINT | {"kind": "patch", "anchors": [[1, 0.2, 0.2]] * 3}}),
        ("mark.changed", {"mark_id": "a"}),
        ("mark.changed", {"mark_id": "a", "changes": {}}),
        ("mark.changed", {"mark_id": "a", "changes": {"kind": "patch"}}),
        ("mark.changed", {"mark_id": "a", "changes": {"depth": None}}),
        ("mark.changed", {"mark_id": "a", "changes": {"radius_mm": -1}}),
        ("mark.changed", {"mark_id": "a", "changes": {"syringe": "Q"}}),
        ("mark.moved", {"mark_id": "a", "anchors": []}),
        ("mark.moved", {"mark_id": "a", "anchors": [[1, 2, 3]]}),
        ("mark.moved", {"mark_id": "a", "anchors": [[1, 0.2, 0.2]], "view": "de dessus"}),
        ("mark.moved", {"mark_id": "a", "anchors": [[1, 0.2, 0.2]], "figure": "X"}),
        ("mark.removed", {}),
        ("mark.restored", {"mark_id": 7}),
        ("mark.removed", {"mark_id": "a", "undoes": 4}),
        ("mark.planned", {"mark": POINT, "accepted_nogo": "n"}),
        ("mark.moved", {"mark_id": "a", "anchors": [[1, 0.2, 0.2]], "accepted_nogo": [7]}),
        ("nogo.drawn", {}),
        ("nogo.drawn", {"nogo": MOLE | {"id": ""}}),
        ("nogo.drawn", {"nogo": MOLE | {"id": "n" * 65}}),
        ("nogo.drawn", {"nogo": MOLE | {"kind": None}}),
        ("nogo.drawn", {"nogo": MOLE | {"kind": "wart"}}),
        ("nogo.drawn", {"nogo": MOLE | {"anchors": [[1, 0.2, 0.2]] * 2}}),
        ("nogo.drawn", {"nogo": MOLE | {"radius_mm": 0}}),
        ("nogo.drawn", {"nogo": MOLE | {"anchors": [[1, 0.9, 0.9]]}}),
        ("nogo.drawn", {"nogo": MOLE | {"note": "x" * 201}}),
        ("nogo.drawn", {"nogo": MOLE | {"figure": "X"}}),
        ("nogo.drawn", {"nogo": SCAR | {"anchors": [[1, 0.2, 0.2]] * 2}}),
        ("nogo.drawn", {"nogo": SCAR | {"anchors": [[1, 0.2, 0.2]] * 2001}}),
        ("nogo.drawn", {"nogo": SCAR | {"view": None}}),
        ("nogo.drawn", {"nogo": SCAR | {"view": "de dessus"}}),
        ("nogo.lifted", {"nogo": "n"}),
        ("points.examined", {}),
        ("points.examined", EXAMINED | {"pattern": "moon"}),
        ("points.examined", EXAMINED | {"pattern": None}),
        ("points.examined", EXAMINED | {"version": 0}),
        ("points.examined", EXAMINED | {"version": True}),
        ("points.examined", EXAMINED | {"examined": "L4.0"}),
        ("points.examined", EXAMINED | {"examined": ["L4.0", "L4.0"]}),
        ("points.examined", EXAMINED | {"examined": ["L4.0", 7]}),
        ("points.examined", EXAMINED | {"examined": [f"L{n}.0" for n in range(201)]}),
        ("points.examined", EXAMINED | {"painful": ["S1.0"]}),
        ("points.examined", EXAMINED | {"painful": None}),
        ("plan.agreed", {"informed": "yes"}),
        ("plan.agreed", {"informed": True, "estimate_id": 12}),
        ("marks.done", {}),
        ("marks.done", {"mark_ids": ["a"]}),
        ("marks.done", {"mark_ids": "a", "done": True}),
        ("marks.done", {"mark_ids": ["a"], "done": "maybe"}),
        ("syringe.prepared", {}),
        ("syringe.prepared", syringe(key="D")),
        ("syringe.prepared", syringe(products="x")),
        ("syringe.prepared", syringe(products=[{"name": "x"}] * 4)),
        ("syringe.prepared", syringe(products=["x"])),
        ("syringe.prepared", syringe(products=[{"name": " "}])),
        ("syringe.prepared", syringe(products=[{"name": "x", "expiry": "soon"}])),
        ("syringe.prepared", syringe(products=[{"name": "x", "lot": 12}])),
        ("syringe.prepared", syringe(volume_ml=-1)),
        ("syringe.prepared", syringe(device="jet")),
        ("syringe.emptied", {"key": "A"}),
        ("syringe.emptied", {"key": "A", "left_ml": 1000}),
        ("syringe.withdrawn", {"key": "Z"}),
        ("marks.assigned", {"mark_ids": ["a"]}),
        ("marks.assigned", {"mark_ids": [], "syringe": "A"}),
        ("marks.assigned", {"mark_ids": "a", "syringe": "A"}),
        ("marks.assigned", {"mark_ids": ["a"], "syringe": "D"}),
        ("marks.assigned", {"mark_ids": ["a"], "syringe": "A", "among": "A"}),
        ("marks.assigned", {"mark_ids": ["a"], "syringe": "A", "among": ["dry"]}),
        ("check.answered", {"question": "allergies"}),
        ("checks.answered", {"questions": [], "answer": False}),
        ("checks.answered", {"questions": ["a"] * 101, "answer": False}),
        ("checks.answered", {"questions": "ulcer", "answer": False}),
        ("checks.answered", {"questions": ["ulcer"]}),
        ("checks.answered", {"questions": ["ulcer"], "answer": True}),
        ("checks.answered", {"questions": ["ulcer"], "answer": 0}),
        ("checks.answered", {"questions": ["ulcer"], "answer": "unchanged"}),
        (
            "checks.answered",
            {
                "questions": ["ulcer"],
                "answer": "unchanged",
                "since": "13 nov.",
                "stood": {"ulcer": {"answer": False}},
            },
        ),
        (
            "checks.answered",
            {"questions": ["ulcer"], "answer": "unchanged", "since": "2026-11-13", "stood": {}},
        ),
        (
            "checks.answered",
            {
                "questions": ["ulcer"],
                "answer": "unchanged",
                "since": "2026-11-13",
                "stood": {"ulcer": {"answer": ["x"]}},
            },
        ),
        ("check.answered", {"question": "", "answer": True}),
        ("check.answered", {"question": "allergies", "answer": ["x"]}),
        ("check.answered", {"question": "allergies", "answer": True, "note": 5}),
        ("pain.scored", {"when": "before", "zone": None}),
        ("pain.scored", {"when": "before", "zone": None, "score": 11}),
        ("pain.scored", {"when": "during", "zone": None, "score": 1}),
        ("timer.started", {}),
        ("timer.paused", {"elapsed_ms": -5}),
        ("timer.stopped", {"elapsed_ms": "5"}),
        ("note.written", {"text": "  "}),
        ("note.written", {"text": "x" * 20_001}),
        ("note.written", {"text": "\u200b\u3164"}),
        ("note.written", {"text": "Vu.\x00"}),
        ("addendum.written", {"text": "\x00"}),
        ("syringe.prepared", syringe(products=[{"name": "\u200b"}])),
        ("syringe.prepared", syringe(products=[{"name": "Lidocaïne\x00"}])),
        ("syringe.prepared", syringe(products=[{"name": "x", "lot": "A\x001"}])),
        ("syringe.prepared", syringe(products=[{"name": "x", "presentation": "\x00"}])),
        ("addendum.written", {}),
        ("body.corrected", {"body": PHYSIQUE | {"sex": "X"}, "figure": "F"}),
        ("body.corrected", {"body": PHYSIQUE, "figure": "F", "silhouette": "round"}),
        ("body.corrected", {"body": PHYSIQUE, "figure": None}),
        ("session.opened", {"body": PHYSIQUE, "figure": "F"}),
    ],
    ids=lambda x: x if isinstance(x, str) else json.dumps(x)[:60],
)
def test_what_is_not_of_the_form_is_refused_with_a_sentence(kind, body):
    with pytest.raises((Malformed, Refused)) as caught:
        check(kind, body)
    assert str(caught.value).endswith(".")


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("mark.changed", {"mark_id": "a", "changes": {"syringe": None, "radius_mm": None}}),
        ("syringe.prepared", syringe(products=[{"name": "x"}] * 3)),
        ("syringe.prepared", syringe(products=[{"name": "x", "expiry": "2027-02"}])),
        ("syringe.emptied", {"key": "A", "left_ml": None}),
        ("pain.scored", {"when": "after", "zone": None, "score": 0}),
        ("pain.scored", {"when": "after", "zone": None, "score": 10}),
        ("note.written", {"text": "Vu.\r\n\tBien."}),
        ("note.written", {"text": "🙂"}),
        ("syringe.prepared", syringe(products=[{"name": "x", "lot": "17270600\x1d10AB"}])),
        ("note.written", {"text": "نص 🙂", "shade": "a key of tomorrow"}),
        ("plan.withdrawn", {"undoes": "g"}),
    ],
)
def test_what_is_of_the_form_is_let_in(kind, body):
    check(kind, body)


@pytest.mark.parametrize(
    ("kind", "body", "places"),
    [
        ("mark.planned", {"mark": POINT}, [Laid(mark_from_json(POINT))]),
        ("mark.moved", MOVED, [Moved("a", ((7, 0.2, 0.2), (8, 0.2, 0.2)), None, None)]),
        ("nogo.lifted", {"nogo": MOLE}, [Avoided(nogo_from_json(MOLE))]),
        (
            "pain.scored",
            {"when": "after", "zone": "lumbar.left", "score": 2},
            [Zone("lumbar.left")],
        ),
        ("pain.scored", {"when": "after", "score": 2}, []),
        ("body.corrected", {"body": PHYSIQUE}, [Person(physique_from_json(PHYSIQUE))]),
        ("note.written", {"text": "x"}, []),
    ],
)
def test_places_for_the_atlas_to_look_at(kind, body, places):
    assert list(places_of(Event(**event(kind, body)))) == places


@pytest.mark.parametrize(
    "header",
    [
        {"device_id": ""}, {"device_id": "server"}, {"device_id": 4}, {"device_seq": 0},
        {"device_seq": True}, {"device_seq": 1.5}, {"device_seq": 2**60}, {"gesture_id": ""},
        {"gesture_id": "g" * 65}, {"at": "yesterday"}, {"at": "2026-13-41T00:00:00Z"}, {"at": None},
        {"at": "0001-01-01T00:00:00Z"}, {"at": "1968-12-31T23:59:59Z"}, {"at": "9999-01-01T00:00:00Z"},
        {"elapsed_ms": "3"}, {"elapsed_ms": -1}, {"body": []}, {"id": ID.upper()}, {"id": None},
        {"session_id": "another"},
    ],
    ids=str,
)  # fmt: skip
def test_a_header_that_is_not_of_the_form_is_refused(header):
    with pytest.raises((Malformed, Refused)):
        event_from_json(event("note.written", {"text": "x"}) | header, SESSION)


def test_a_header_of_the_form_is_read_as_it_was_sent():
    sent = event("note.written", {"text": "x"})
    assert event_from_json(sent, SESSION) == Event(**sent)


@pytest.mark.parametrize("value", [None, 4, [], {}, {"id": "x"}, {"id": "0" * 36}])
def test_what_has_no_id_cannot_be_answered(value):
    with pytest.raises(Malformed):
        event_id(value)


@pytest.mark.parametrize(
    ("kind", "v", "known"),
    [
        ("note.written", 1, True), ("note.written", 2, False), ("note.written", 0, False),
        ("note.written", True, False), ("note.written", None, False), ("note.sung", 1, False),
        (None, 1, False), (["note.written"], 1, False),
    ],
)  # fmt: skip
def test_forms_this_version_reads(kind, v, known):
    assert is_known({"kind": kind, "v": v}) is known


@pytest.mark.parametrize(
    "at", ["1969-12-31T23:00:07Z", "2000-01-01T00:00:00Z", "2106-02-07T06:28:15Z"]
)
def test_a_clock_that_was_never_set_loses_no_act(at):
    sent = event("note.written", {"text": "x"}) | {"at": at}
    assert event_from_json(sent, SESSION).at == at
