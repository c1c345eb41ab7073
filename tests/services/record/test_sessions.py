"""Sessions: what is frozen when they open, how they are listed, what a signature ends."""

from datetime import timedelta

import pytest

from mesomap.errors import Conflict, NotFound, Refused
from mesomap.services.people import courses, patients
from mesomap.services.practice import settings
from mesomap.services.record import projections, sessions
from tests.cast import NOW, Tablet, doctor, new_id


def known(doc, **fields):
    figures = {"birth_date": "1985-11-22", "height_cm": 165, "weight_kg": 62} | fields
    return doc.patient(**figures).id


# ------------------------------------------------------------ opening


def test_a_session_freezes_the_body_of_that_day(doc):
    """Forty the day before the birthday, and forty still when the patient is weighed later."""
    patient_id = known(doc)
    session = doc.session(patient_id)
    patients.update(doc.seat, patient_id, {"weight_kg": "80"}, NOW, expected_version=1)
    assert session.body.age_years == 40
    assert (session.body.height_cm, session.body.weight_kg) == (165, 62)
    assert (session.body_estimated, session.silhouette, session.body_nearest) == (
        False,
        None,
        False,
    )
    assert sessions.load(doc.seat, session.id) == session
    assert doc.session(patient_id).body.weight_kg == 80


def test_a_session_freezes_the_settings_of_that_day(doc):
    settings.put(doc.seat, "tariff", {"flat_cents": 8_000}, NOW)
    settings.put(doc.seat, "counting", {"radii_mm": {"IDP": 8}}, NOW)
    session = doc.session()
    settings.put(doc.seat, "tariff", {"flat_cents": 9_000}, NOW)
    found = sessions.load(doc.seat, session.id)
    assert (found.tariff["flat_cents"], found.radii_mm["IDP"], found.radii_mm["IDS"]) == (
        8_000,
        8,
        5,
    )
    assert found.duration["set_up_s"] == 180
    assert dict(found.atlas) == {"mesh": "1", "zones": "2", "drawing": "1"}


def test_the_treatment_date_is_the_practices(doc):
    late = NOW.replace(hour=23, minute=30)
    assert doc.session(now=late).treatment_date == "2026-11-22"


@pytest.mark.parametrize(
    ("fields", "silhouette", "height_cm", "named"),
    [
        ({"height_cm": "", "weight_kg": ""}, None, 163, "medium"),
        ({"height_cm": "", "weight_kg": ""}, "obese", 163, "obese"),
        ({"weight_kg": ""}, "slim", 165, "slim"),
        ({"height_cm": ""}, None, 163, "medium"),
    ],
)
def test_a_silhouette_stands_in_for_what_is_unknown(doc, fields, silhouette, height_cm, named):
    session = doc.session(known(doc, **fields), silhouette=silhouette)
    assert (session.body_estimated, session.silhouette) == (True, named)
    assert session.body.height_cm == height_cm
    if "weight_kg" not in fields:
        assert session.body.weight_kg == 62


def test_a_silhouette_is_not_needed_where_the_figures_are_known(doc):
    assert doc.session(known(doc), silhouette="obese").silhouette is None


def test_a_body_that_the_model_does_not_know_is_drawn_as_the_nearest(doc):
    session = doc.session(known(doc, height_cm=210, weight_kg=300))
    assert session.body_nearest is True
    assert session.body.height_cm < 210


def test_a_birth_date_that_is_unknown_makes_an_estimate(doc):
    session = doc.session(known(doc, birth_date=""))
    assert (session.body_estimated, session.silhouette, session.body.age_years) == (True, None, 45)


def test_a_session_of_another_patients_course_is_refused(storage, doc):
    mine, theirs = known(doc), known(doc)
    course = courses.create(
        doc.seat, course_id=new_id(), patient_id=theirs, fields={"title": "x"}, now=NOW
    )
    with pytest.raises(Refused):
        doc.session(mine, course_id=course.id)
    with pytest.raises(NotFound):
        doc.session(mine, course_id=new_id())
    with pytest.raises(NotFound):
        doc.session(new_id())
    with pytest.raises(NotFound):
        doctor(storage, "Ailleurs").session(mine)
    assert sessions.of_patient(doc.seat, mine) == []


def test_a_session_is_opened_once(doc):
    session = doc.session()
    again = sessions.open_session(
        doc.seat, session_id=session.id, event_id=new_id(), patient_id=session.patient_id,
        course_id=None, now=NOW,
    )  # fmt: skip
    assert again == session
    with pytest.raises(Conflict):
        sessions.open_session(
            doc.seat, session_id=session.id, event_id=new_id(), patient_id=known(doc),
            course_id=None, now=NOW,
        )  # fmt: skip
    taken = sessions.events(doc.seat, session.id)[0].id
    with pytest.raises(Conflict):
        sessions.open_session(
            doc.seat, session_id=new_id(), event_id=taken, patient_id=session.patient_id,
            course_id=None, now=NOW,
        )  # fmt: skip
    assert len(sessions.of_patient(doc.seat, session.patient_id)) == 1
    assert len(sessions.events(doc.seat, session.id)) == 1


# ------------------------------------------------------------ lists


def test_lists_count_what_stands(doc):
    session = doc.session()
    tablet = Tablet(session.id)
    doc.send(
        session.id, tablet.point("a"), tablet.point("b"), tablet.event("mark.removed", {"mark_id": "b"}),
        tablet.event("mark.planned", {"mark": {"id": "z", "kind": "zone", "zone": "lumbar_paravertebral.L",
                                               "depth": "IDS"}, "phase": "plan"}),
    )  # fmt: skip
    row = sessions.of_patient(doc.seat, session.patient_id)[0]
    assert (row.points, row.marks, row.state, row.last_seq) == (1, 2, "planning", 5)
    assert (row.patient_name, row.course_title, row.signed_at) == ("Exemple Alix", None, None)
    assert sessions.row(doc.seat, session.id) == row


def test_sessions_come_newest_first(doc):
    patient_id = known(doc)
    days = [doc.session(patient_id, now=NOW + timedelta(days=n)).id for n in (0, 14, 7)]
    listed = [row.id for row in sessions.of_patient(doc.seat, patient_id)]
    assert listed == [days[1], days[2], days[0]]
    today = sessions.of_day(doc.seat, NOW + timedelta(days=7))
    assert [row.id for row in today] == [days[2]]


def test_refaire_takes_the_last_session_with_marks_of_the_same_course(doc):
    patient_id = known(doc)
    course = courses.create(
        doc.seat, course_id=new_id(), patient_id=patient_id, fields={"title": "x"}, now=NOW
    )
    first = doc.session(patient_id, course_id=course.id)
    doc.send(first.id, Tablet(first.id).point("first"))
    other = doc.session(patient_id, now=NOW + timedelta(days=1))
    doc.send(other.id, Tablet(other.id).point("other"))
    empty = doc.session(patient_id, course_id=course.id, now=NOW + timedelta(days=2))
    here = doc.session(patient_id, course_id=course.id, now=NOW + timedelta(days=3))
    assert sessions.previous(doc.seat, here.id).id == first.id
    assert sessions.previous(doc.seat, empty.id).id == first.id
    assert sessions.previous(doc.seat, first.id) is None
    alone = doc.session(patient_id, now=NOW + timedelta(days=4))
    assert sessions.previous(doc.seat, alone.id).id == other.id


def test_another_practices_session_is_not_there(storage, doc):
    other, session = doctor(storage, "Ailleurs"), doc.session()
    for read in (
        sessions.load,
        sessions.row,
        sessions.events,
        sessions.previous,
        projections.measured,
    ):
        with pytest.raises(NotFound):
            read(other.seat, session.id)
    with pytest.raises(NotFound):
        sessions.of_patient(other.seat, session.patient_id)
    assert sessions.of_day(other.seat, NOW) == []
