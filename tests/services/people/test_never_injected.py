"""Corticoids and fat dissolvers: refused as something injected, written down everywhere else."""

import pytest

from mesomap.domain.acts.reading import check_event
from mesomap.domain.events import Event, event_from_json
from mesomap.domain.fold import fold
from mesomap.errors import Refused
from mesomap.services.people import courses, patients
from mesomap.services.practice import catalogue, mixes, settings, trays
from mesomap.services.record import sync
from tests.cast import AT, NOW, Tablet, doctor, fresh_storage, new_id

SENTENCE = "n’entre dans aucun mélange"
NAMES = ("Soludécadron", "KENALOG 40", "bétaméthasone (phosphate)", "Aqualyx", "solu décadron")


@pytest.fixture(scope="module")
def doc(tmp_path_factory):
    """One practice for all: a refusal leaves nothing behind, and the tests say so."""
    storage = fresh_storage(tmp_path_factory.mktemp("injected"))
    yield doctor(storage)
    storage.close()


def act(kind, body):
    return Event("e", "tablet", 1, "s", kind, 1, body, None, AT)


def syringe(**product):
    return {"key": "A", "products": [{"name": "Lidocaïne"} | product]}


def prepared(**product):
    check_event(act("syringe.prepared", {"syringe": syringe(**product)}))


INJECTED = {
    "the product of a syringe": lambda _doc, name: prepared(name=name),
    "its box": lambda _doc, name: prepared(presentation=f"{name} 4 mg/1 mL"),
    "its lot": lambda _doc, name: prepared(lot=name),
    "a key of another version": lambda _doc, name: prepared(brand=name),
    "the tray": lambda doc, name: trays.change(
        doc.seat, {"confirm": [{"name": name, "lot": "L1"}]}, NOW
    ),
    "a box on the tray": lambda doc, name: trays.change(
        doc.seat, {"confirm": [{"name": "Lidocaïne", "lot": "L1", "presentation": name}]}, NOW
    ),
    "a mix": lambda doc, name: mixes.save(
        doc.seat, "m", "Lombaire", {"products": [{"name": name}]}, NOW
    ),
    "a box in a mix": lambda doc, name: mixes.save(
        doc.seat, "m", "Lombaire", {"products": [{"name": "X", "presentation": name}]}, NOW
    ),
    "the practice's own catalogue": lambda doc, name: catalogue.choose(
        doc.seat, {"added": [name]}, NOW
    ),
}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("door", INJECTED.values(), ids=INJECTED)
def test_what_is_never_injected_is_refused_as_something_injected(doc, door, name):
    with pytest.raises(Refused, match=SENTENCE):
        door(doc, name)
    assert trays.today(doc.seat, NOW)["lots"] == []
    assert mixes.of_practice(doc.seat) == []
    assert catalogue.added(doc.seat) == []


WRITTEN = {
    "an answer": ("check.answered", lambda said: {"question": "q", "answer": said, "note": said}),
    "a note": ("note.written", lambda said: {"text": said}),
    "an addendum": ("addendum.written", lambda said: {"text": said}),
    "a reason": (
        "syringe.prepared",
        lambda said: {"syringe": syringe() | {"allergy_reason": said}},
    ),
}
SAID = (
    "Allergie : corticoïdes (Kenacort, œdème)",
    "Infiltration de Diprostène en septembre",
    "Aqualyx injecté ailleurs en 2024, prednisone 5 mg",
)


@pytest.mark.parametrize("said", SAID)
@pytest.mark.parametrize(("kind", "body"), WRITTEN.values(), ids=WRITTEN)
def test_an_answer_a_note_or_a_reason_may_name_any_medicine(kind, body, said):
    check_event(act(kind, body(said)))


@pytest.mark.parametrize("said", SAID)
def test_the_record_of_a_patient_may_name_any_medicine(doc, said):
    own_id, words = new_id(), {"allergies": said, "treatments": said, "notes": said}
    fields = {"family_name": "Exemple", "given_name": "Alix", "sex": "F"} | words
    patients.create(doc.seat, own_id, fields, NOW)
    found = patients.get(doc.seat, own_id)
    assert (found.allergies, found.treatments, found.notes) == (said, said, said)


def test_a_course_a_practice_and_the_name_of_a_mix_may_name_any_medicine(doc):
    patient = doc.patient()
    courses.create(
        doc.seat, course_id=new_id(), patient_id=patient.id,
        fields={"title": "Après Diprostène, échec de cortisone"}, now=NOW,
    )  # fmt: skip
    settings.put(doc.seat, "practice", {"speciality": "Corticothérapie, mésothérapie"}, NOW)
    kept = mixes.save(
        doc.seat, "m", "À la place du Kenacort", {"products": [{"name": "Lidocaïne"}]}, NOW
    )
    assert [mix["name"] for mix in kept] == ["À la place du Kenacort"]
    mixes.remove(doc.seat, "m", NOW)


def test_the_door_of_events_says_it_and_a_stored_syringe_stays_readable(doc):
    session = doc.session()
    tablet = Tablet(session.id)
    event = tablet.event("syringe.prepared", {"syringe": syringe(name="Diprophos")})
    [answer] = sync.receive(doc.seat, session.id, [event], NOW)
    assert (answer.status, SENTENCE in answer.template) == ("refused", True)
    with doc.storage.reading() as r:
        stored = r.events(doc.practice_id, session.id)
    found = fold([*stored, event_from_json(event, session.id)])
    assert [p.name for p in found.syringes["A"].products] == ["Diprophos"]
