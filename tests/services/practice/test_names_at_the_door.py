"""Ids, counters and days in what tablets send: as our own clients make them, or refused."""

import pytest

from mesomap.domain.clock import iso_day
from mesomap.domain.events import MAX_DEVICE_SEQ
from mesomap.errors import Malformed, MesoMapError
from mesomap.services.practice import mixes, trays
from mesomap.services.record import sessions
from tests.cast import NOW, Tablet, new_id
from tests.services.record.test_arriving import opened_by

SHOUTED = "01990000-0000-7000-8000-00000000000A"
BAD_IDS = [
    "<script>", "a" * 65, "a b", " a", "", "a\x00", "a\n", "a\u202e", "a\u00ad", "é", "../a", "-a",
    "'", 7, ["a"], {"a": 1}, True,
]  # fmt: skip
BAD_DAYS = [
    "2027-W26-3", "2027-W26", "20270630", "202706", "2027-181", "2027-6-30", "2027-06-31",
    "٢٠٢٧-٠٦-٣٠", "2027-06-30T00", " 2027-06-30", "2027-06-30\n", "30/06/2027", 20270630, ["2027"],
]  # fmt: skip


def status(doc, session_id, event):
    (answer,) = doc.send(session_id, event)
    if answer.template is not None:
        assert answer.template.format(**(answer.values or {})).endswith(".")
    return answer.status


def events_naming(session_id, name):
    """An event for each place in which an id may stand."""
    tablet = Tablet(session_id)
    nogo = {"kind": "mole", "anchors": [[4000, 0.25, 0.5]], "radius_mm": 5}
    yield tablet.event("note.written", {"text": "x"}, device_id=name)
    yield tablet.event("note.written", {"text": "x"}, gesture_id=name)
    yield tablet.event("note.written", {"text": "x", "undoes": name})
    yield tablet.event("note.written", {"text": "x", "redoes": name})
    yield tablet.point(name)
    for kind in ("mark.removed", "mark.restored"):
        yield tablet.event(kind, {"mark_id": name})
    yield tablet.event("mark.changed", {"mark_id": name, "changes": {"depth": "IDS"}})
    yield tablet.event("mark.moved", {"mark_id": name, "anchors": [[4000, 0.25, 0.5]]})
    yield tablet.event("marks.done", {"mark_ids": [name], "done": True})
    yield tablet.event("plan.agreed", {"informed": True, "estimate_id": name})
    yield tablet.event("nogo.drawn", {"nogo": nogo | {"id": name}})
    point = {"id": "a", "kind": "point", "anchors": [[4000, 0.25, 0.5]], "depth": "IDP"}
    yield tablet.event("mark.planned", {"mark": point, "phase": "plan", "accepted_nogo": [name]})


@pytest.mark.parametrize("name", BAD_IDS, ids=ascii)
def test_an_id_that_no_device_makes_is_refused_wherever_it_stands(doc, session_id, name):
    for event in events_naming(session_id, name):
        assert status(doc, session_id, event) == "refused", event
    assert len(sessions.events(doc.seat, session_id)) == 1


@pytest.mark.parametrize("name", ["a", "tablet-1", "x.y:z_0", "a" * 64, SHOUTED])
def test_an_id_of_a_device_is_taken(doc, session_id, name):
    assert {status(doc, session_id, event) for event in events_naming(session_id, name)} == {
        "stored"
    }


@pytest.mark.parametrize("name", ["<script>", "x" * 3_000, "a b", "demo", "é", SHOUTED])
def test_a_session_is_opened_under_a_uuid_alone(doc, name):
    tablet = Tablet(name)
    patient = doc.patient(birth_date="1985-04-12", height_cm=165, weight_kg=62)
    with pytest.raises(Malformed, match="UUID"):
        doc.send(name, opened_by(tablet, doc, patient.id), tablet.point("a"))
    with doc.storage.reading() as r:
        assert r.session(doc.practice_id, name) is None
        assert r.quarantined(doc.practice_id, name) == []


@pytest.mark.parametrize("question", ["<b\x07", "a\n", "x" * 65, "a\u200b", ""])
def test_a_question_is_a_key_that_can_be_read(doc, session_id, question):
    event = Tablet(session_id).event("check.answered", {"question": question, "answer": True})
    assert status(doc, session_id, event) == "refused"


@pytest.mark.parametrize("number", [0, -1, MAX_DEVICE_SEQ + 1, 2**53 - 1, 2**63, 1.5, "1", None])
def test_a_counter_that_nobody_reaches_is_refused_and_blocks_nothing(doc, session_id, number):
    tablet = Tablet(session_id)
    assert status(doc, session_id, tablet.point("a") | {"device_seq": number}) == "refused"
    assert status(doc, session_id, tablet.point("b")) == "stored"
    assert [e.device_seq for e in sessions.events(doc.seat, session_id)[1:]] == [2]


def test_the_highest_counter_is_taken(doc, session_id):
    event = Tablet(session_id).point("a") | {"device_seq": MAX_DEVICE_SEQ}
    assert status(doc, session_id, event) == "stored"


@pytest.mark.parametrize("day", BAD_DAYS, ids=ascii)
def test_a_day_is_written_in_one_way(day):
    with pytest.raises(ValueError, match="day"):
        iso_day(day)


@pytest.mark.parametrize("at", ["2026-W47-6T20:47:54Z", "٢026-11-21T20:47:54Z", "20261121T204754Z"])
def test_a_moment_is_written_in_one_way(doc, session_id, at):
    assert status(doc, session_id, Tablet(session_id).point("a") | {"at": at}) == "refused"


def test_a_week_is_no_expiry_and_no_day(doc, session_id):
    product = {"name": "Lidocaïne", "lot": "L1", "expiry": "2027-W26-3"}
    syringe = {"key": "A", "products": [product]}
    event = Tablet(session_id).event("syringe.prepared", {"syringe": syringe})
    assert status(doc, session_id, event) == "refused"
    with pytest.raises(MesoMapError):
        trays.change(doc.seat, {"day": "2026-W47-6", "confirm": []}, NOW)
    with pytest.raises(MesoMapError):
        trays.change(doc.seat, {"confirm": [product]}, NOW)
    with pytest.raises(Malformed):
        mixes.save(doc.seat, "<script>", "Mélange", {}, NOW)
    patient = doc.patient(birth_date="1985-04-12", height_cm=165, weight_kg=62)
    tablet = Tablet(new_id())
    opening = opened_by(tablet, doc, patient.id)
    opening["body"]["treatment_date"] = "2026-W47-6"
    (answer,) = doc.send(tablet.session_id, opening)
    assert answer.status == "quarantined"
