"""Sessions that a tablet opened while the server was gone; and a server brought back from a backup."""

import json
import sqlite3
from dataclasses import replace
from datetime import timedelta

import pytest

from mesomap.domain.session_json import session_to_json
from mesomap.services.people import courses, patients
from mesomap.services.practice import settings as practice_settings
from mesomap.services.reading import prefetch
from mesomap.services.record import chain_ends, offers, projections, sessions, sync
from tests.cast import NOW, Tablet, doctor, fresh_storage, is_whole, new_id


@pytest.fixture
def patient(doc):
    return doc.patient(birth_date="1985-04-12", height_cm=165, weight_kg=62)


def opened_by(tablet, doc, patient_id, /, **changes):
    """The opening as a tablet makes it: what the server offered, and what only the tablet knows."""
    offered = offers.make(doc.seat, NOW)
    body = prefetch.body_now(doc.seat, patient_id, NOW)
    own = {"patient_id": patient_id, "course_id": None, "number": 1, "treatment_date": "2026-11-21"}
    return tablet.event("session.opened", own | offered | body | changes)


def course(doc, patient_id):
    return courses.create(
        doc.seat, course_id=new_id(), patient_id=patient_id, now=NOW,
        fields={"title": "Lombalgie", "planned_sessions": 5},
    ).id  # fmt: skip


def statuses(answers):
    return [answer.status for answer in answers]


def test_a_session_opened_on_a_tablet_is_there_once_in_order(doc, patient):
    tablet = Tablet(new_id())
    sent = [opened_by(tablet, doc, patient.id), tablet.point("a"), tablet.point("b")]
    assert statuses(doc.send(tablet.session_id, *sent)) == ["stored"] * 3
    assert statuses(doc.send(tablet.session_id, *sent)) == ["replayed"] * 3
    got = doc.events(tablet.session_id)
    assert [e["id"] for e in got] == [e["id"] for e in sent]
    session = sessions.load(doc.seat, tablet.session_id)
    assert [entry.mark.id for entry in session.marks] == ["a", "b"]
    assert is_whole(doc.seat)


def test_it_is_the_session_that_the_server_would_have_opened(doc, patient):
    tablet = Tablet(new_id())
    doc.send(tablet.session_id, opened_by(tablet, doc, patient.id))
    other = doc.patient(birth_date="1985-04-12", height_cm=165, weight_kg=62)
    theirs = session_to_json(doc.session(other.id))
    ours = session_to_json(sessions.load(doc.seat, tablet.session_id))
    differ = {key for key in theirs if theirs[key] != ours[key]}
    assert differ == {"id", "patient_id", "last_seq"}


def test_the_opening_may_come_after_others_of_its_request(doc, patient):
    tablet = Tablet(new_id())
    first = opened_by(tablet, doc, patient.id)
    assert statuses(doc.send(tablet.session_id, tablet.point("a"), first)) == ["stored", "stored"]
    assert len(sessions.load(doc.seat, tablet.session_id).marks) == 1


def test_two_tablets_that_counted_the_same_number_are_told_theirs(doc, patient):
    course_id = course(doc, patient.id)
    ids = []
    for name in ("one", "two"):
        tablet = Tablet(new_id(), name)
        opening = opened_by(tablet, doc, patient.id, course_id=course_id)
        assert statuses(doc.send(tablet.session_id, opening, tablet.point("a"))) == ["stored"] * 2
        ids.append(tablet.session_id)
    numbers = [sessions.load(doc.seat, i).number for i in ids]
    assert numbers == [1, 2]
    assert [sessions.row(doc.seat, i).number for i in ids] == [1, 2]
    before = [sessions.row(doc.seat, i) for i in ids]
    projections.rebuild(doc.seat)
    assert [sessions.row(doc.seat, i) for i in ids] == before
    kinds = [e["kind"] for e in doc.events(ids[1])]
    assert kinds == ["session.opened", "session.numbered", "mark.planned"]


def test_a_tablet_does_not_number_by_itself(doc, patient):
    tablet = Tablet(new_id())
    sent = opened_by(tablet, doc, patient.id), tablet.event("session.numbered", {"number": 9})
    assert statuses(doc.send(tablet.session_id, *sent)) == ["stored", "refused"]


def test_a_tablet_does_not_measure_for_the_record(doc, patient):
    session = doc.session(patient.id)
    sent = Tablet(session.id).event("session.measured", {"plan": {}, "done": {}})
    (answer,) = doc.send(session.id, sent)
    assert answer.status == "refused"
    assert "session.measured" in answer.template.format(**answer.values)


def test_a_second_opening_of_an_open_session_is_refused(doc, patient):
    session = doc.session(patient.id)
    tablet = Tablet(session.id)
    answers = doc.send(session.id, opened_by(tablet, doc, patient.id), tablet.point("a"))
    assert statuses(answers) == ["refused", "stored"]
    assert answers[0].template.endswith("ouverte.")


def elsewhere(storage):
    other = doctor(storage, "Cabinet voisin")
    return other.patient().id


@pytest.mark.parametrize(
    ("reason", "spoil"),
    [
        ("opening-patient", lambda _s, _d: {"patient_id": new_id()}),
        ("opening-patient", lambda s, _d: {"patient_id": elsewhere(s)}),
        ("opening-course", lambda _s, _d: {"course_id": new_id()}),
        ("opening-course", lambda _s, d: {"course_id": course(d, d.patient().id)}),
        ("opening-settings", lambda _s, _d: {"tariff": {"mode": "flat", "flat_cents": 1}}),
        ("opening-settings", lambda _s, _d: {"atlas": {"mesh": "99"}}),
        ("opening-date", lambda _s, _d: {"treatment_date": "2026-11-23"}),
        ("opening-date", lambda _s, _d: {"treatment_date": "2026-10-20"}),
        ("opening-form", lambda _s, _d: {"treatment_date": "yesterday"}),
        ("opening-form", lambda _s, _d: {"number": 0}),
        ("opening-form", lambda _s, _d: {"figure": "Z"}),
        ("opening-body", lambda _s, _d: {
            "body": {"sex": "F", "age_years": 41, "height_cm": 60, "weight_kg": 300}}),
    ],
)  # fmt: skip
def test_what_cannot_be_opened_is_put_aside_whole_with_a_sentence(
    doc, storage, patient, reason, spoil
):
    tablet = Tablet(new_id())
    opening = opened_by(tablet, doc, patient.id, **spoil(storage, doc))
    answers = doc.send(tablet.session_id, opening, tablet.point("a"))
    assert statuses(answers) == ["quarantined"] * 2
    assert all(answer.template.endswith(".") for answer in answers)
    later = doc.send(tablet.session_id, tablet.point("b"))
    assert statuses(later) == ["quarantined"]
    with storage.reading() as r:
        rows = r.quarantined(doc.practice_id, tablet.session_id)
        assert r.session(doc.practice_id, tablet.session_id) is None
    assert [row["reason"] for row in rows] == [reason, "unopened", "unopened"]


@pytest.mark.parametrize("day", ["2026-11-22", "2026-10-21"])
def test_a_month_on_a_shelf_and_a_clock_a_day_ahead_are_taken(doc, patient, day):
    tablet = Tablet(new_id())
    answers = doc.send(tablet.session_id, opened_by(tablet, doc, patient.id, treatment_date=day))
    assert statuses(answers) == ["stored"]


def test_what_was_put_aside_can_be_offered_again_once_the_cause_is_gone(doc, storage):
    patient_id, tablet = new_id(), Tablet(new_id())
    known = doc.patient(birth_date="1985-04-12", height_cm=165, weight_kg=62)
    sent = [opened_by(tablet, doc, known.id, patient_id=patient_id), tablet.point("a")]
    assert statuses(doc.send(tablet.session_id, *sent)) == ["quarantined"] * 2
    patients.bring(doc.seat, patient_id, {"sex": "F", "age_band_years": 40}, NOW)
    assert statuses(doc.send(tablet.session_id, *sent)) == ["stored"] * 2
    assert sync.quarantine(doc.seat, tablet.session_id) == []
    assert len(sessions.load(doc.seat, tablet.session_id).marks) == 1


def test_settings_that_were_offered_before_are_still_taken(doc, patient):
    tablet = Tablet(new_id())
    opening = opened_by(tablet, doc, patient.id)
    practice_settings.put(doc.seat, "tariff", {"flat_cents": 9000}, NOW)
    assert statuses(doc.send(tablet.session_id, opening)) == ["stored"]
    assert sessions.load(doc.seat, tablet.session_id).tariff == opening["body"]["tariff"]


def test_a_patient_brought_twice_is_one_and_gets_a_name_once(doc):
    patient_id = new_id()
    fields = {"sex": "F", "age_band_years": 40}
    assert patients.bring(doc.seat, patient_id, fields, NOW).is_new
    assert not patients.bring(doc.seat, patient_id, fields, NOW).is_new
    named = fields | {"family_name": "Exemple", "given_name": "Alix"}
    assert patients.bring(doc.seat, patient_id, named, NOW).patient.name == "Exemple Alix"
    other = fields | {"family_name": "Autre"}
    assert patients.bring(doc.seat, patient_id, other, NOW).patient.name == "Exemple Alix"


def test_a_server_brought_back_from_a_backup_is_noticed(doc, patient, storage):
    session = doc.session(patient.id)
    tablet = Tablet(session.id)
    doc.send(session.id, tablet.point("a"))
    head, goes_on = chain_ends.compare(doc.seat, None)
    assert goes_on
    doc.send(session.id, tablet.point("b"))
    assert chain_ends.compare(doc.seat, head)[1]
    seq = int(head.split(".")[0])
    assert not chain_ends.compare(doc.seat, f"{seq}.000000000000")[1]
    assert not chain_ends.compare(doc.seat, f"{seq + 9}.000000000000")[1]
    empty = chain_ends.compare(doctor(storage).seat, chain_ends.EMPTY)
    assert empty == (chain_ends.EMPTY, True)


def test_a_session_that_the_server_opened_can_be_offered_again_to_an_older_one(
    doc, patient, tmp_path
):
    """The tablet keeps the opening that the server wrote, and brings it with its own acts."""
    older = tmp_path / "older"
    older.mkdir()
    copy = older / "mesomap.db"
    with sqlite3.connect(tmp_path / "mesomap.db") as live, sqlite3.connect(copy) as backup:
        live.backup(backup)
    session = doc.session(patient.id)
    tablet = Tablet(session.id)
    doc.send(session.id, tablet.point("a"))
    known = doc.events(session.id)
    restored = fresh_storage(older)
    sent = [{k: v for k, v in e.items() if k not in {"seq", "received_at", "author_id"}}
            for e in known]  # fmt: skip
    back = replace(doc.seat, storage=restored)
    answers = sync.receive(back, session.id, json.loads(json.dumps(sent)), NOW)
    assert statuses(answers) == ["stored"] * 2
    there = sessions.load(back, session.id)
    here = sessions.load(doc.seat, session.id)
    assert session_to_json(there) == session_to_json(here)
    restored.close()


def gaps(doc, session_id):
    with doc.seat.reading() as r:
        return chain_ends.gaps(r, doc.practice_id, session_id)


def test_a_gap_in_a_tablets_count_is_told_and_what_was_put_aside_is_none(doc, patient):
    session = doc.session(patient.id)
    tablet = Tablet(session.id)
    events = [tablet.point(f"m{k}") for k in range(6)]
    doc.send(session.id, events[0], events[1])
    assert gaps(doc, session.id) == []
    doc.send(session.id, events[5])
    row = {"device_id": "tablet", "least": 1, "most": 6, "missing": 3}
    assert gaps(doc, session.id) == [row]
    doc.send(session.id, events[2] | {"v": 99})
    assert gaps(doc, session.id) == [row | {"missing": 2}]
    other = doc.session()
    doc.send(other.id, events[3] | {"session_id": other.id})
    assert gaps(doc, session.id) == [row | {"missing": 1}]
    doc.send(session.id, events[4])
    assert gaps(doc, session.id) == []


def test_an_event_from_the_future_is_kept_with_a_sentence(doc, patient):
    session = doc.session(patient.id)
    tablet = Tablet(session.id)
    ahead = (NOW + timedelta(days=400)).strftime("%Y-%m-%dT%H:%M:%S.000Z")
    answers = doc.send(
        session.id, tablet.event("note.written", {"text": "x"}, at=ahead), tablet.point("a")
    )
    assert statuses(answers) == ["stored", "stored"]
    assert [answer.template is None for answer in answers] == [False, True]
