"""Skin to leave alone: drawn once, known in every session of the patient, until it is lifted."""

import pytest

from mesomap.errors import NotFound
from mesomap.services.reading import history
from mesomap.services.record import nogo, projections, sessions
from tests.cast import Tablet, doctor, face_of


def mole(**fields):
    place = [[face_of("lumbar_lateral.L"), 0.25, 0.5]]
    return {"id": "n", "kind": "mole", "anchors": place, "radius_mm": 5} | fields


def two_sessions(doc):
    patient = doc.patient(birth_date="1985-04-12", height_cm=165, weight_kg=62)
    return patient, doc.session(patient.id), doc.session(patient.id)


def standing(doc, session):
    now = sessions.load(doc.seat, session.id)
    return [mark.id for mark in nogo.standing_at(doc.seat, now)]


def test_what_one_session_drew_stands_in_the_next_and_is_gone_once_lifted(doc):
    patient, first, second = two_sessions(doc)
    one, two = Tablet(first.id, "one"), Tablet(second.id, "two")
    doc.send(first.id, one.event("nogo.drawn", {"nogo": mole()}))
    doc.send(second.id, two.point("a"))
    assert standing(doc, second) == ["n"]
    lifted = two.event("nogo.lifted", {"nogo": mole()})
    answers = doc.send(second.id, lifted, lifted)
    assert [a.status for a in answers] == ["stored", "replayed"]
    assert standing(doc, second) == []
    # on the first session's map it stays: it was there that day
    assert standing(doc, first) == ["n"]
    rows = nogo.of_patient(doc.seat, patient.id)
    assert [(r["session_id"], r["lifted"]) for r in rows] == [(first.id, False), (second.id, True)]
    before = rows
    projections.rebuild(doc.seat)
    assert nogo.of_patient(doc.seat, patient.id) == before
    doc.send(second.id, two.event("nogo.drawn", {"nogo": mole(), "undoes": "g"}))
    assert standing(doc, second) == ["n"]


def test_where_it_lies_is_held_to_the_atlas(doc):
    _, session, _ = two_sessions(doc)
    tablet = Tablet(session.id)
    a, b = face_of("lumbar_lateral.L"), face_of("lumbar_lateral.L", 30)
    crossed = [[a, 0.2, 0.2], [b, 0.2, 0.2], [a, 0.6, 0.2], [a, 0.6, 0.2], [b, 0.2, 0.6]]
    wrong = [
        mole(anchors=[[10**6, 0.25, 0.5]]),
        mole(radius_mm=None, anchors=crossed, view="back", figure="F"),
        mole(radius_mm=None, anchors=crossed, view="nowhere", figure="F"),
    ]
    answers = doc.send(session.id, *(tablet.event("nogo.drawn", {"nogo": n}) for n in wrong))
    assert [a.status for a in answers] == ["refused"] * 3
    assert all(a.template for a in answers)


def test_a_patient_of_another_practice_has_none(doc):
    other = doctor(doc.storage, "Cabinet du Lac")
    patient, _, _ = two_sessions(doc)
    with pytest.raises(NotFound):
        nogo.of_patient(other.seat, patient.id)


def test_after_the_signature_it_is_an_addendum_and_changes_nothing(doc):
    patient, session, _ = two_sessions(doc)
    tablet = Tablet(session.id)
    doc.send(session.id, tablet.point("a"), tablet.event("marks.done", {"as_planned": True}),
             tablet.event("session.signed"), tablet.event("nogo.drawn", {"nogo": mole()}))  # fmt: skip
    assert nogo.of_patient(doc.seat, patient.id) == []


def test_the_history_shows_it_hatched(doc):
    _, first, second = two_sessions(doc)
    tablet, other = Tablet(first.id), Tablet(second.id, "other")
    right = face_of("lumbar_lateral.R")
    doc.send(first.id, tablet.point("a", face=right))
    assert 'class="avoid"' not in history.maps(doc.seat, first.id, lang="fr")[0]["svg"]
    doc.send(first.id, tablet.event("nogo.drawn", {"nogo": mole()}))
    assert 'class="avoid"' in history.maps(doc.seat, first.id, lang="fr")[0]["svg"]
    doc.send(second.id, other.point("b", face=right), other.event("nogo.lifted", {"nogo": mole()}))
    [view] = history.compare(doc.seat, first.id, second.id, lang="fr")["views"]
    assert ['class="avoid"' in view[when] for when in ("earlier", "later")] == [True, False]
