"""What tells one session of a list from another."""

import re

from mesomap.services import glances
from tests.cast import NOW, Tablet, face_of


def session(doc, patient_id, zone=None):
    made = doc.session(patient_id, now=NOW)
    if zone:
        doc.send(made.id, Tablet(made.id).point("a", face_of(zone)))
    return made.id


def test_a_session_is_told_by_its_zones_and_seen_from_where_they_face(doc):
    person = doc.patient(birth_date="1985-04-12", height_cm=165, weight_kg=62).id
    ids = [session(doc, person, zone) for zone in ("lumbar_paravertebral.L", "pectoral.L", None)]
    found = glances.of_sessions(*doc.where, ids, lang="fr")
    assert [found[key].zones[:1] for key in ids] == [
        ("Région lombaire paravertébrale gauche",), ("Région pectorale gauche",), (),
    ]  # fmt: skip
    views = [re.findall('data-view="([^"]+)"', found[key].thumbnail) for key in ids]
    assert views == [["back"], ["front"], []]


def test_only_the_first_of_a_long_list_are_drawn(doc):
    person = doc.patient(birth_date="1985-04-12", height_cm=165, weight_kg=62).id
    ids = [session(doc, person, "pectoral.L") for _ in range(glances.MOST_DRAWN + 2)]
    found = glances.of_sessions(*doc.where, ids, lang="en")
    assert [bool(found[key].thumbnail) for key in ids] == [True] * glances.MOST_DRAWN + [False] * 2
    assert all(found[key].zones for key in ids)
