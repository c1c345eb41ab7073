"""What tells one session of a list from another."""

import re

from mesomap.services.reading import glances
from tests.cast import NOW, Tablet, face_of


def session(doc, patient_id, zone=None):
    made = doc.session(patient_id, now=NOW)
    if zone:
        doc.send(made.id, Tablet(made.id).point("a", face_of(zone)))
    return made.id


def test_a_session_is_told_by_its_zones_and_seen_from_where_they_face(doc):
    person = doc.patient(birth_date="1985-04-12", height_cm=165, weight_kg=62).id
    ids = [session(doc, person, zone) for zone in ("lumbar_paravertebral.L", "pectoral.L", None)]
    found = glances.of_sessions(doc.seat, ids, lang="fr")
    assert [found[key].zones[:1] for key in ids] == [
        ("Région lombaire paravertébrale gauche",), ("Région pectorale gauche",), (),
    ]  # fmt: skip
    views = [re.findall('data-view="([^"]+)"', found[key].thumbnail) for key in ids]
    assert views == [["back"], ["front"], []]


def test_a_place_that_was_left_out_in_the_end_is_not_named_beside_what_was_done(doc):
    person = doc.patient(birth_date="1985-04-12", height_cm=165, weight_kg=62).id
    made = doc.session(person, now=NOW).id
    tablet = Tablet(made)
    sides = {"l": "lumbar_paravertebral.L", "r": "lumbar_paravertebral.R"}
    doc.send(made, *(tablet.point(key, face_of(zone)) for key, zone in sides.items()))
    named = [glances.places_of(doc.seat, [made], "fr")[made]]
    for marks in (["r"], ["l", "r"]):
        done = tablet.event("marks.done", {"as_planned": True})
        out = tablet.event("marks.done", {"mark_ids": marks, "done": False})
        doc.send(made, done, out)
        named.append(glances.places_of(doc.seat, [made], "fr")[made])
    left, right = (f"Région lombaire paravertébrale {side}" for side in ("gauche", "droite"))
    assert named == [(left, right), (left,), (left, right)]


def test_only_the_first_of_a_long_list_are_drawn(doc):
    person = doc.patient(birth_date="1985-04-12", height_cm=165, weight_kg=62).id
    ids = [session(doc, person, "pectoral.L") for _ in range(glances.MOST_DRAWN + 2)]
    found = glances.of_sessions(doc.seat, ids, lang="en")
    assert [bool(found[key].thumbnail) for key in ids] == [True] * glances.MOST_DRAWN + [False] * 2
    assert all(found[key].zones for key in ids)
