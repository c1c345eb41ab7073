"""Practices, their accounts, courses and settings."""

import pytest

from mesomap.errors import Malformed, NotFound, Refused
from mesomap.services.people import courses
from mesomap.services.practice import accounts, devices, settings
from mesomap.services.practice.authors import names_of
from mesomap.storage.seat import Seat
from tests.cast import NOW, cookie_of, doctor, new_id, seat_of


def make(storage, practice="Cabinet", name="Dr Exemple", email="dr@exemple.test"):
    seat = Seat(storage, new_id(), new_id())
    return accounts.create_practice(seat, practice, name, email, "hash", NOW)


# ------------------------------------------------------------ accounts


def test_an_account_is_found_by_its_address_whatever_the_case(storage):
    made = make(storage)
    assert accounts.user_by_email(storage, " DR@Exemple.TEST ") == made
    assert accounts.user(storage, made.user_id) == made
    assert accounts.user_by_email(storage, "nobody@exemple.test") is None
    assert [p.practice_id for p in accounts.practices(storage)] == [made.practice_id]


def test_an_account_that_is_not_there(storage):
    with pytest.raises(NotFound):
        accounts.user(storage, "nobody")
    made = make(storage)
    for work in (accounts.resume, lambda seat, user_id: accounts.stop(seat, user_id, NOW)):
        with pytest.raises(NotFound):
            work(seat_of(storage, made.email), "nobody")


def test_a_new_password_replaces_the_old_and_signs_out_but_one_device(storage):
    made = make(storage)
    here, there = (cookie_of(storage, made.user_id, NOW)["sign_in"] for _ in range(2))
    kept = devices.find(storage, here).sign_in_id
    assert accounts.change_password(storage, made, "other", NOW, but=kept) == 1
    assert accounts.user(storage, made.user_id).password_hash == "other"
    assert (devices.find(storage, here).ended, devices.find(storage, there).ended) == (False, True)


def add(storage, made, email="autre@exemple.test", name="Dr Autre Exemple"):
    return accounts.add(seat_of(storage, made.email), new_id(), name, email, "hash", NOW)


def test_a_colleague_works_in_the_same_practice(storage):
    made = make(storage)
    other = add(storage, made)
    assert (other.practice_id, other.practice_name) == (made.practice_id, made.practice_name)
    assert accounts.of_practice(seat_of(storage, made.email)) == [made, other]
    with pytest.raises(Refused) as refused:
        add(storage, made, "AUTRE@exemple.test")
    assert refused.value.values["field"] == "email"


def test_a_stopped_account_is_signed_out_and_its_name_stays(storage):
    made = make(storage)
    other = add(storage, made)
    token = cookie_of(storage, other.user_id, NOW)["sign_in"]
    accounts.stop(seat_of(storage, made.email), other.user_id, NOW)
    assert devices.find(storage, token).ended
    assert names_of(seat_of(storage, made.email), [other.user_id]) == {other.user_id: other.name}
    assert accounts.user(storage, other.user_id).stopped_at is not None
    accounts.resume(seat_of(storage, made.email), other.user_id)
    assert accounts.user(storage, other.user_id) == other
    assert devices.find(storage, token).ended, "it has to sign in again"


def test_the_last_account_is_never_stopped(storage):
    made = make(storage)
    other = add(storage, made)
    accounts.stop(seat_of(storage, made.email), other.user_id, NOW)
    with pytest.raises(Refused):
        accounts.stop(seat_of(storage, made.email), made.user_id, NOW)
    assert accounts.user(storage, made.user_id).stopped_at is None


def test_an_account_of_another_practice_is_not_stopped(storage):
    made, theirs = make(storage), make(storage, email="voisin@exemple.test")
    add(storage, theirs)
    with pytest.raises(NotFound):
        accounts.stop(seat_of(storage, made.email), theirs.user_id, NOW)
    assert accounts.user(storage, theirs.user_id).stopped_at is None


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("practice_name", " "), ("doctor_name", ""), ("doctor_name", "x" * 201), ("email", "x"),
        ("email", "a@b"), ("email", "a b@c.fr"), ("email", "a@@c.fr"), ("email", "a@.fr"),
    ],
    ids=lambda v: v[:15],
)  # fmt: skip
def test_an_account_that_cannot_be_is_refused(storage, field, value):
    names = {"practice_name": "practice", "doctor_name": "name", "email": "email"}
    with pytest.raises(Refused) as caught:
        make(storage, **{names[field]: value})
    assert caught.value.values["field"] == field
    assert accounts.practices(storage) == []


def test_an_address_has_one_account(storage):
    make(storage)
    with pytest.raises(Refused) as caught:
        make(storage, "Un autre cabinet", email="Dr@exemple.test")
    assert caught.value.values["field"] == "email"
    assert len(accounts.practices(storage)) == 1


# ------------------------------------------------------------ courses


def course(doc, patient_id, **fields):
    known = {"title": "Lombalgie"} | fields
    return courses.create(
        doc.seat, course_id=new_id(), patient_id=patient_id, fields=known, now=NOW
    )


def test_a_course_counts_its_sessions(doc):
    patient_id = doc.patient().id
    made = course(doc, patient_id)
    assert (made.title, made.planned_sessions, made.sessions_count) == ("Lombalgie", 5, 0)
    numbers = [doc.session(patient_id, course_id=made.id).number for _ in range(2)]
    assert numbers == [1, 2]
    assert doc.session(patient_id).number == 1
    assert courses.get(doc.seat, made.id).sessions_count == 2
    assert [c.id for c in courses.of_patient(doc.seat, patient_id)] == [made.id]


@pytest.mark.parametrize(
    ("field", "value"),
    [("title", " "), ("title", None), ("planned_sessions", 0), ("planned_sessions", "61"),
     ("planned_sessions", "many"), ("planned_sessions", 2.5)],
)  # fmt: skip
def test_a_course_that_cannot_be_is_refused(doc, field, value):
    patient_id = doc.patient().id
    with pytest.raises(Refused) as caught:
        course(doc, patient_id, **{field: value})
    assert caught.value.values["field"] == field
    assert courses.of_patient(doc.seat, patient_id) == []


def test_another_practices_course_is_not_there(storage, doc):
    other, patient_id = doctor(storage, "Ailleurs"), doc.patient().id
    made = course(doc, patient_id)
    with pytest.raises(NotFound):
        courses.get(other.seat, made.id)
    with pytest.raises(NotFound):
        courses.of_patient(other.seat, patient_id)
    with pytest.raises(NotFound):
        course(other, patient_id)


# ------------------------------------------------------------ settings


def test_settings_begin_with_the_defaults(doc):
    assert settings.get(doc.seat, "practice")["time_zone"] == "Europe/Paris"
    assert settings.get(doc.seat, "counting")["radii_mm"]["IDP"] == 10
    assert settings.get(doc.seat, "duration")["set_up_s"] == 180
    assert settings.get(doc.seat, "tariff")["flat_cents"] == 0
    assert settings.get(doc.seat, "products") == {}


def test_a_change_keeps_the_rest_and_is_logged(storage, doc):
    settings.put(doc.seat, "duration", {"set_up_s": 200}, NOW)
    whole = settings.put(doc.seat, "duration", {"after_care_s": 90}, NOW)
    assert (whole["set_up_s"], whole["after_care_s"], whole["position_change_s"]) == (200, 90, 45)
    assert settings.get(doc.seat, "duration") == whole
    with storage.reading() as r:
        log = r.changes(doc.practice_id, "setting", "duration")
    assert [entry["version"] for entry in log] == [1, 2]


@pytest.mark.parametrize(
    ("key", "value", "field"),
    [
        ("duration", {"set_up_s": -1}, "set_up_s"), ("duration", {"other": 1}, "other"),
        ("tariff", {"flat_cents": 1.5}, "flat_cents"),
        ("counting", {"radii_mm": {"IDP": 0}}, "radii_mm.IDP"),
        ("counting", {"radii_mm": {"XYZ": 1}}, "radii_mm.XYZ"),
        ("counting", {"stroke_width_mm": 51}, "stroke_width_mm"), ("counting", {"x": 1}, "x"),
        ("practice", {"time_zone": "Mars/Olympus"}, "time_zone"), ("practice", {"rpps": "12"}, "rpps"),
        ("practice", {"siret": "1234"}, "siret"), ("practice", {"doctor": 5}, "doctor"),
        ("practice", {"left_handed": "yes"}, "left_handed"), ("practice", {"x": 1}, "x"),
        ("products", {"x": "y" * 200_001}, "value"),
    ],
    ids=str,
)  # fmt: skip
def test_a_setting_that_cannot_be_is_refused(doc, key, value, field):
    before = settings.get(doc.seat, key)
    with pytest.raises(Refused) as caught:
        settings.put(doc.seat, key, value, NOW)
    assert caught.value.values["field"] == field
    assert settings.get(doc.seat, key) == before


def test_settings_that_nobody_knows(doc):
    with pytest.raises(NotFound):
        settings.get(doc.seat, "colours")
    with pytest.raises(NotFound):
        settings.put(doc.seat, "colours", {}, NOW)
    with pytest.raises(Malformed):
        settings.put(doc.seat, "practice", ["x"], NOW)


def test_each_practice_has_its_own(storage, doc):
    settings.put(doc.seat, "practice", {"rpps": "10 003 456 789"}, NOW)
    assert settings.get(doctor(storage, "Ailleurs").seat, "practice")["rpps"] == ""
