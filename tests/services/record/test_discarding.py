"""Sessions that were opened by mistake: put aside and taken back, nothing lost."""

import pytest

from mesomap.errors import Conflict, NotFound, Refused
from mesomap.services.people import courses, finding, patients
from mesomap.services.reading import prefetch
from mesomap.services.record import discarding, sessions, walk_in
from tests.cast import NOW, Tablet, doctor, is_whole, new_id


def put_aside(doc, session_id, reason="Ouverte par erreur"):
    return discarding.put_aside(doc.seat, session_id, reason, NOW)


def take_back(doc, session_id):
    return discarding.take_back(doc.seat, session_id, new_id(), NOW)


def listed(doc, patient_id):
    ids = {row.id for row in sessions.of_patient(doc.seat, patient_id)}
    assert ids == {row.id for row in sessions.of_day(doc.seat, NOW)}
    return ids


def test_a_session_put_aside_is_in_no_list_and_can_be_taken_back(doc):
    course_id, person = new_id(), doc.patient()
    courses.create(
        doc.seat, course_id=course_id, patient_id=person.id, fields={"title": "Dos"}, now=NOW
    )
    kept, wrong = (doc.session(person.id, course_id=course_id).id for _ in range(2))
    tablet = Tablet(wrong)
    doc.send(wrong, tablet.point("a"))
    put_aside(doc, wrong)
    put_aside(doc, wrong, "encore")
    assert listed(doc, person.id) == {kept}
    assert courses.of_patient(doc.seat, person.id)[0].sessions_count == 1
    line = patients.search(doc.seat, "exemple")[0]
    assert (line.sessions_count, line.course_sessions) == (1, 1)
    day = [s["session_id"] for k in prefetch.of_today(doc.seat, NOW) for s, _ in k.sessions]
    assert day == [kept]
    aside = discarding.listed(doc.seat, person.id)
    assert [(row.id, row.aside_reason, row.marks) for row in aside] == [
        (wrong, "Ouverte par erreur", 1)
    ]
    assert sessions.load(doc.seat, wrong).number == 2, "the next one has the same number"
    third = doc.session(person.id, course_id=course_id)
    assert third.number == 2
    assert take_back(doc, wrong).number == 3
    assert sessions.load(doc.seat, wrong).number == 3
    assert listed(doc, person.id) == {kept, wrong, third.id}
    assert discarding.listed(doc.seat) == []
    assert is_whole(doc.seat)


def test_a_walk_in_whose_only_session_was_put_aside_is_in_no_list(doc):
    patient_id, session_id = new_id(), new_id()
    walk_in.begin(doc.seat, patient_id=patient_id, session_id=session_id, event_ids=[new_id()],
                     sex="F", age_years=40, now=NOW)  # fmt: skip
    named = doc.patient().id
    put_aside(doc, session_id)
    assert [row.id for row in patients.recent(doc.seat)] == [named]
    assert finding.page(doc.seat, "").total == 1
    assert [row.patient_id for row in discarding.listed(doc.seat)] == [patient_id]
    take_back(doc, session_id)
    assert {row.id for row in patients.recent(doc.seat)} == {named, patient_id}


@pytest.mark.parametrize("acts", [["timer.started"], ["marks.done"], ["session.signed"]])
def test_a_session_in_which_something_was_injected_is_not_put_aside(doc, acts):
    session = doc.session()
    tablet = Tablet(session.id)
    doc.send(session.id, tablet.point("a"), tablet.event("plan.agreed", {"informed": True}))
    bodies = {"timer.started": {"elapsed_ms": 0}, "marks.done": {"as_planned": True}}
    doc.send(session.id, *(tablet.event(act, bodies.get(act, {})) for act in acts))
    with pytest.raises(Conflict):
        put_aside(doc, session.id)
    assert listed(doc, session.patient_id) == {session.id}


def test_what_a_tablet_injects_in_a_session_put_aside_brings_it_back(doc):
    session = doc.session()
    tablet = Tablet(session.id)
    put_aside(doc, session.id)
    doc.send(session.id, tablet.point("a"))
    assert listed(doc, session.patient_id) == set()
    assert discarding.listed(doc.seat)[0].marks == 1
    doc.send(session.id, tablet.event("marks.done", {"as_planned": True}))
    assert listed(doc, session.patient_id) == {session.id}
    assert discarding.listed(doc.seat) == []


def test_who_when_and_why_are_logged(doc):
    session_id = doc.session().id
    put_aside(doc, session_id, "  Ouverte\n deux fois ")
    take_back(doc, session_id)
    with doc.storage.reading() as r:
        log = r.changes(doc.practice_id, "discard", session_id)
    assert log[0]["changes"]["reason"] == [None, "Ouverte deux fois"]
    assert [c["changes"]["discarded"] for c in log] == [[None, 1], [1, 0]]
    assert {c["author_id"] for c in log} == {doc.user_id}


def test_what_cannot_be_put_aside_or_taken_back(storage, doc):
    session_id, other = doc.session().id, doctor(storage, "Ailleurs")
    with pytest.raises(Refused):
        put_aside(doc, session_id, "x" * 201)
    with pytest.raises(Conflict):
        take_back(doc, session_id)
    for key in (session_id, new_id()):
        with pytest.raises(NotFound):
            put_aside(other, key)
        with pytest.raises(NotFound):
            take_back(other, key)
    assert discarding.listed(doc.seat) == []
