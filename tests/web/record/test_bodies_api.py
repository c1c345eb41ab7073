"""The body of a session as the tablet receives it."""

import numpy as np
import pytest

from mesomap.body.atlas import load
from mesomap.body.patient import body_for
from mesomap.services.record import sessions
from tests.cast import new_id
from tests.web.conftest import marked, practice


@pytest.fixture
def opened(doc):
    _, session_id, tablet = marked(doc)
    return session_id, tablet


def url(session_id):
    return f"/api/sessions/{session_id}/body"


def unpacked(data):
    numbers = 3 * len(load().figures["F"])
    tenths = np.frombuffer(data, "<i2", numbers)
    rest = np.frombuffer(data, "i1", numbers, 2 * numbers)
    return tenths.reshape(-1, 3) / 10.0, ((tenths + rest / 256.0) / 10.0).reshape(-1, 3)


def test_the_body_is_the_patients(me, doc, opened):
    answer = me.get(url(opened[0]))
    assert (answer.status_code, answer.mimetype) == (200, "application/octet-stream")
    wanted = body_for(sessions.load(doc.seat, opened[0]).body).vertices
    tenths, fine = unpacked(answer.data)
    assert np.abs(tenths - wanted).max() <= 0.0501
    assert np.abs(fine - wanted).max() < 0.0005


def test_the_arms_raised_come_after_it(me, doc, opened):
    data = me.get(url(opened[0])).data
    body = body_for(sessions.load(doc.seat, opened[0]).body)
    start = 9 * len(body.vertices)
    moving, spread = np.frombuffer(data, "<u2", 2, start).tolist()
    assert len(data) == start + 4 + 8 * moving + 2 * spread
    vertex = np.frombuffer(data, "<u2", moving, start + 4)
    tenths = np.frombuffer(data, "<i2", 2 * moving, start + 4 + 2 * moving).reshape(-1, 2)
    assert np.abs(tenths / 10.0 - body.raised[vertex, :2]).max() <= 0.0501
    faces = np.frombuffer(data, "<u2", spread, start + 4 + 8 * moving)
    assert faces.tolist() == np.flatnonzero(body.atlas.arms.spread).tolist()


def test_it_is_asked_for_again_and_sent_once(me, opened):
    first = me.get(url(opened[0]))
    control = first.headers["Cache-Control"]
    assert "private" in control
    assert "no-cache" in control
    again = me.get(url(opened[0]), headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert me.get(url(opened[0]), headers={"If-None-Match": '"another"'}).status_code == 200


def test_a_corrected_body_is_another_one(me, doc, opened):
    session_id, tablet = opened
    before = me.get(url(session_id))
    body = {"sex": "F", "age_years": 41, "height_cm": 171, "weight_kg": 80}
    doc.send(
        session_id,
        tablet.event("body.corrected", {"body": body, "figure": "F", "body_estimated": False}),
    )
    after = me.get(url(session_id), headers={"If-None-Match": before.headers["ETag"]})
    assert after.status_code == 200
    assert unpacked(after.data)[1][:, 1].max() > unpacked(before.data)[1][:, 1].max() + 40


def test_somebody_beyond_the_model_has_the_nearest_body(me, doc):
    _, session_id, _ = marked(doc, height_cm=228, weight_kg=90)
    answer = me.get(url(session_id))
    assert answer.status_code == 200
    assert unpacked(answer.data)[1][:, 1].max() < 2200


def test_only_who_is_signed_in_has_it(visitor, opened):
    answer = visitor.get(url(opened[0]))
    assert answer.status_code == 401
    assert answer.json["error"]["sentence"].endswith(".")


def test_a_session_that_does_not_exist_or_is_anothers(app, me):
    other = practice(app, "Cabinet voisin", "Dr Voisin", "voisin@exemple.test")
    _, theirs, _ = marked(other)
    for session_id in (new_id(), theirs, "x", "é%00"):
        answer = me.get(url(session_id))
        assert answer.status_code == 404, session_id
        assert answer.json["error"]["sentence"].endswith("."), session_id
        assert "ETag" not in answer.headers
        assert answer.headers["Cache-Control"] == "no-store"


def test_nothing_can_be_written_there(me, opened):
    assert me.post(url(opened[0]), json={}).status_code == 405
