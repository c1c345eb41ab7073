"""Courses and sessions, begun from a patient's page."""

import pytest

from mesomap.services.people import courses
from mesomap.services.record import sessions
from tests.web.conftest import errors_beside_fields, form_of


@pytest.fixture
def person(doc):
    return doc.patient(birth_date="1985-04-12", height_cm=165, weight_kg=62)


def test_a_course_and_its_first_session_in_one_step(me, doc, person):
    path = f"/patients/{person.id}/courses"
    answer = me.fill(
        f"{path}/new", "course", title="Lombalgie", planned_sessions="3", then="session"
    )
    session = sessions.load(doc.seat, answer.location.removeprefix("/sessions/"))
    course = courses.of_patient(doc.seat, person.id)[0]
    assert (course.title, course.planned_sessions, session.course_id) == ("Lombalgie", 3, course.id)
    page = me.get(f"/patients/{person.id}").text
    assert "Séance 1/3" in page
    assert "Reprendre la séance 1" in page
    assert ">1/3<" in me.get("/patients").text


def test_what_is_tapped_twice_is_made_once(me, doc, person):
    action, form = form_of(me.get(f"/patients/{person.id}/courses/new").text, "course")
    form |= {"title": "Lombalgie", "then": "session"}
    first, second = me.post(action, form), me.post(action, form)
    assert first.location == second.location
    assert len(courses.of_patient(doc.seat, person.id)) == 1
    other = me.post(action, form | {"title": "Genou"})
    assert other.status_code == 409
    assert form_of(other.text, "course")[1]["title"] == "Genou"
    action, form = form_of(me.get(f"/patients/{doc.patient('Témoin').id}").text, "session")
    first, second = me.post(action, form), me.post(action, form)
    assert first.location == second.location
    assert len(sessions.of_patient(doc.seat, person.id)) == 1


def test_a_course_alone(me, doc, person):
    answer = me.fill(f"/patients/{person.id}/courses/new", "course", title="Cervicalgie")
    assert answer.location == f"/patients/{person.id}"
    assert sessions.of_patient(doc.seat, person.id) == []
    assert "Ouvrir la séance 1" in me.get(answer.location).text


@pytest.mark.parametrize(
    ("field", "value"), [("title", " "), ("planned_sessions", "0"), ("planned_sessions", "many")]
)
def test_a_course_that_cannot_be(me, doc, person, field, value):
    form = {"title": "Lombalgie", "planned_sessions": "3"} | {field: value}
    answer = me.fill(f"/patients/{person.id}/courses/new", "course", **form)
    assert answer.status_code == 422
    assert list(errors_beside_fields(answer.text)) == [field]
    assert courses.of_patient(doc.seat, person.id) == []


def test_the_next_session_of_a_course(me, doc, person):
    me.fill(f"/patients/{person.id}/courses/new", "course", title="Lombalgie")
    answer = me.fill(f"/patients/{person.id}", "session")
    session = sessions.load(doc.seat, answer.location.removeprefix("/sessions/"))
    assert session.course_id == courses.of_patient(doc.seat, person.id)[0].id


def test_a_session_outside_any_course(me, doc, person):
    answer = me.fill(f"/patients/{person.id}", "session")
    session = sessions.load(doc.seat, answer.location.removeprefix("/sessions/"))
    assert session.course_id is None
    assert "Séances isolées" in me.get(f"/patients/{person.id}").text


def test_a_session_in_the_course_of_somebody_else(me, doc, person):
    other = doc.patient("Témoin", "Noé")
    me.fill(f"/patients/{other.id}/courses/new", "course", title="Genou")
    course_id = courses.of_patient(doc.seat, other.id)[0].id
    assert me.post(f"/patients/{person.id}/sessions", {"course_id": course_id}).status_code == 422
    assert sessions.of_patient(doc.seat, person.id) == []


def test_a_silhouette_that_is_none(me, doc):
    person = doc.patient("Témoin", "Noé")
    me.get(f"/patients/{person.id}")
    answer = me.post(f"/patients/{person.id}/sessions", {"silhouette": "round"})
    assert answer.status_code == 422


def test_a_session_page_opens(me, doc, person):
    session = doc.session(person.id)
    assert me.get(f"/sessions/{session.id}").status_code == 200
    assert me.get("/sessions/nothing").status_code == 404


def test_more_sessions_than_were_planned_are_no_share_of_them(me, doc, person):
    path = f"/patients/{person.id}"
    me.fill(f"{path}/courses/new", "course", title="Lombalgie", planned_sessions="1")
    course = courses.of_patient(doc.seat, person.id)[0]
    for _ in range(2):
        doc.session(person.id, course_id=course.id)
    assert courses.of_patient(doc.seat, person.id)[0].sessions_count == 2
    page = me.get(path).text
    assert "Séance 2<" in page
    assert "2/1" not in page
    assert "2/1" not in me.get("/patients").text
