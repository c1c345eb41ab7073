"""Allergies and treatments: nobody asked, none is known, or a text; and nothing affirmed is lost."""

from datetime import timedelta

import pytest
from sqlite_utils import Database

from mesomap.domain.known import Known, known_of
from mesomap.errors import Malformed, NotFound, Refused
from mesomap.services.people import known, patients
from mesomap.services.record import merging
from mesomap.services.safety import exports
from mesomap.storage.schema import migrations
from mesomap.storage.seat import Seat
from mesomap.storage.sqlite import open_storage
from tests.cast import NOW, new_id

UNASKED = {"state": "unasked", "text": ""}


def say(doc, patient_id, state, text="", *, subject="allergies", before=UNASKED, now=NOW, **more):
    value = {"subject": subject, "state": state, "text": text, "before": before} | more
    return patients.say_known(doc.seat, patient_id, value, now)


def test_a_new_patient_was_not_asked(doc):
    person = doc.patient()
    assert [known_of(person, s).state for s in ("allergies", "treatments")] == ["unasked"] * 2


def test_that_none_is_known_has_a_day_and_a_name(doc):
    person = doc.patient()
    assert say(doc, person.id, "none") == Known("none", on="2026-11-21", by="Dr Exemple")
    stored = patients.get(doc.seat, person.id)
    assert known_of(stored, "allergies") == Known("none", on="2026-11-21", by="Dr Exemple")
    assert known_of(stored, "treatments").state == "unasked"


def test_a_file_of_before_says_not_asked_for_what_was_empty(tmp_path):
    """Of the release before there were states: an empty text was never an answer."""
    db = Database(tmp_path / "mesomap.db")
    migrations.apply(db, stop_before="m015_known")
    db.conn.execute("INSERT INTO practice VALUES ('p', 'Cabinet', '2026-11-01')")
    row = "(practice_id, patient_id, family_name, given_name, sex, allergies, treatments, notes, created_at, version)"
    values = "('p', 'x', 'Exemple', 'Alix', 'F', '', 'aucun', '', '2026-11-01', 1)"
    db.conn.execute(f"INSERT INTO patient{row} VALUES {values}")
    db.conn.commit()
    db.conn.close()
    storage = open_storage(tmp_path / "mesomap.db")
    storage.migrate()
    person = patients.get(Seat(storage, "p"), "x")
    assert known_of(person, "allergies") == Known("unasked")
    assert known_of(person, "treatments") == Known("text", "aucun")


@pytest.mark.parametrize("typed", ["aucune", "Néant", "RAS", "none", "-"])
def test_what_was_typed_stays_a_text(doc, typed):
    person = doc.patient(allergies=typed)
    assert known_of(person, "allergies") == Known("text", typed)


@pytest.mark.parametrize("typed", ["\u200b", "\u00ad \u2060", "\u3164"])
def test_what_cannot_be_seen_is_no_text(doc, typed):
    assert known_of(doc.patient(allergies=typed), "allergies") == Known("unasked")


def test_none_known_never_replaces_a_text_that_was_not_in_sight(doc):
    person = doc.patient(allergies="Latex")
    assert say(doc, person.id, "none") == Known("text", "Latex")
    assert say(doc, person.id, "unasked") == Known("text", "Latex")
    seen = {"state": "text", "text": "Latex"}
    assert say(doc, person.id, "none", before=seen).state == "none"


def test_two_texts_that_did_not_know_of_each_other_both_stand(doc):
    person = doc.patient(treatments="Apixaban")
    found = say(doc, person.id, "text", "Ramipril", subject="treatments")
    assert found.text == "Apixaban\nRamipril"
    again = say(doc, person.id, "text", "Ramipril", subject="treatments")
    assert again.text == "Apixaban\nRamipril"


def test_the_same_again_changes_nothing(doc):
    person = doc.patient()
    say(doc, person.id, "text", "Latex")
    version = patients.get(doc.seat, person.id).version
    say(doc, person.id, "text", "Latex")
    assert patients.get(doc.seat, person.id).version == version


def test_the_day_is_the_one_it_was_asked_on_and_never_one_to_come(doc):
    person = doc.patient()
    later = NOW + timedelta(days=3)
    assert say(doc, person.id, "none", on="2026-11-21", now=later).on == "2026-11-21"
    assert say(doc, person.id, "none", on="2027-11-21", now=later).on == "2026-11-24"


def test_a_form_says_none_known_or_a_text_but_not_both(doc):
    person = doc.patient(allergies_none="1", treatments="Apixaban")
    assert known_of(person, "allergies").by == "Dr Exemple"
    with pytest.raises(Refused):
        doc.patient(allergies="Latex", allergies_none="1")


def test_a_form_saved_again_keeps_the_day_on_which_it_was_asked(doc):
    person = doc.patient(allergies_none="1")
    later = NOW + timedelta(days=9)
    fields = {"allergies": "", "allergies_none": "1", "notes": "x"}
    patients.update(doc.seat, person.id, fields, later, expected_version=1)
    assert known_of(patients.get(doc.seat, person.id), "allergies").on == "2026-11-21"
    fields = {"allergies": "Latex", "allergies_none": ""}
    patients.update(doc.seat, person.id, fields, later, expected_version=2)
    assert known_of(patients.get(doc.seat, person.id), "allergies") == Known("text", "Latex")


def test_a_patient_brought_again_after_a_loss_keeps_who_asked(doc):
    carried = {"sex": "F", "family_name": "Exemple", "allergies": "",
               "allergies_none_on": "2026-11-02", "allergies_none_by": "Dr Exemple",
               "treatments": "Apixaban", "treatments_none_on": "2026-11-02"}  # fmt: skip
    person = patients.bring(doc.seat, new_id(), carried, NOW).patient
    assert known_of(person, "allergies") == Known("none", on="2026-11-02", by="Dr Exemple")
    assert known_of(person, "treatments") == Known("text", "Apixaban")


def test_the_export_says_it(doc):
    person = doc.patient(allergies_none="1")
    text = exports.patient_json(doc.seat, person.id).decode()
    assert '"allergies_none_on": "2026-11-21"' in text
    assert '"state": "unasked"' in text


@pytest.mark.parametrize(
    "value",
    [
        {}, {"state": "maybe"}, {"state": "text", "text": " "}, {"state": "none", "text": "x"},
        {"state": "none"}, {"state": "none", "before": 5},
    ],
    ids=str,
)  # fmt: skip
def test_what_is_no_answer_is_refused(doc, value):
    person = doc.patient()
    with pytest.raises(Malformed):
        patients.say_known(doc.seat, person.id, {"subject": "allergies"} | value, NOW)
    assert patients.get(doc.seat, person.id).version == 1


def test_only_allergies_and_treatments_of_this_practice_s_patients(doc):
    with pytest.raises(Malformed):
        say(doc, doc.patient().id, "none", subject="notes")
    with pytest.raises(NotFound):
        say(doc, new_id(), "none")


def news(doc, session_id, seen):
    with doc.seat.reading() as r:
        return known.news(r, doc.practice_id, session_id, seen)


def test_an_open_page_is_told_what_another_tablet_wrote_once(doc):
    person = doc.patient()
    session = doc.session(person.id)
    seen = known.told(patients.get(doc.seat, person.id))["seen"]
    assert news(doc, session.id, seen) is None
    say(doc, person.id, "text", "Lidocaïne")
    found = news(doc, session.id, seen)
    assert found["allergies"] == "Lidocaïne"
    assert found["known"]["allergies"]["state"] == "text"
    assert found["known"]["treatments"]["state"] == "unasked"
    assert news(doc, session.id, found["seen"]) is None
    assert news(doc, session.id, None) is None, "a page of before does not ask"
    assert news(doc, new_id(), "x") is None, "a session that is not here yet"


def test_a_page_hears_of_the_record_that_its_own_was_merged_into(doc):
    person, other = doc.patient(), doc.patient(allergies="Lidocaïne")
    session = doc.session(person.id)
    seen = known.told(patients.get(doc.seat, person.id))["seen"]
    merging.merge(doc.seat, other.id, person.id, NOW)
    assert news(doc, session.id, seen)["allergies"] == "Lidocaïne"
