"""Patients: what is refused and where, what is found, who changed what."""

import pytest

from mesomap.errors import AlreadyMade, Conflict, Double, NotFound, Refused
from mesomap.services.people import finding, patients
from mesomap.services.practice import settings
from mesomap.services.record import merging, sessions, walk_in
from tests.cast import NOW, doctor, new_id

GOOD = {"family_name": "Exemple", "given_name": "Alix", "sex": "F"}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("height_cm", "400"), ("height_cm", 49.9), ("height_cm", "250,1"), ("height_cm", "tall"),
        ("height_cm", float("nan")), ("height_cm", True), ("weight_kg", "1,9"), ("weight_kg", 350.5),
        ("birth_date", "2026-11-22"), ("birth_date", "1906-11-20"), ("birth_date", "31/02/2000"),
        ("birth_date", "12/04/14"), ("birth_date", "04/1985"),
        ("birth_date", "yesterday"), ("birth_date", 1985), ("sex", ""), ("sex", "X"), ("sex", None),
        ("family_name", " "), ("family_name", "\u200b"), ("family_name", "\u3164 \u00ad"), ("family_name", "x" * 101), ("family_name", 7), ("given_name", "x" * 101),
        ("allergies", "x" * 5_001), ("age_band_years", 121), ("age_band_years", "12.5"),
        ("height_cm", "1,75 ft"), ("height_cm", "1_75"), ("height_cm", "1e2"), ("height_cm", "１７５"),
        ("weight_kg", "62 lb"), ("weight_kg", "62.500"), ("weight_kg", "+62"), ("weight_kg", "٦٢"),
    ],
    ids=lambda v: str(v)[:20],
)  # fmt: skip
def test_an_impossible_value_is_refused_and_its_field_named(doc, field, value):
    with pytest.raises(Refused) as caught:
        patients.create(doc.seat, new_id(), GOOD | {field: value}, NOW)
    wanted = "age_years" if field == "age_band_years" else field
    assert caught.value.values["field"] == wanted
    assert str(caught.value).endswith(".")
    assert patients.recent(doc.seat) == []


@pytest.mark.parametrize(
    ("field", "value", "kept"),
    [
        ("height_cm", "50", 50), ("height_cm", "250", 250), ("height_cm", "", None),
        ("weight_kg", "62,5", 62.5), ("height_cm", "175 cm", 175), ("weight_kg", "62,5 kg", 62.5), ("weight_kg", 2, 2), ("weight_kg", "350", 350),
        ("birth_date", "2026-11-21", "2026-11-21"), ("birth_date", "21/11/1906", "1906-11-21"),
        ("birth_date", "12/04/1985", "1985-04-12"), ("birth_date", "", None),
        ("birth_date", "12 avril 1985", "1985-04-12"), ("birth_date", "12041985", "1985-04-12"),
        ("birth_date", "12.04.85", "1985-04-12"), ("birth_date", "April 12, 1985", "1985-04-12"),
        ("family_name", "  de  la\tPlace\x00 ", "de la Place"), ("family_name", "E\u0301tienne", "Étienne"),
        ("given_name", "سلمى 🙂", "سلمى 🙂"), ("allergies", " pollen\nlatex ", "pollen\nlatex"),
        ("allergies", "\u200b\n", ""), ("given_name", "\u2060", ""), ("allergies", "-", "-"),
    ],
    ids=lambda v: str(v)[:20],
)  # fmt: skip
def test_a_possible_value_is_kept(doc, field, value, kept):
    made = patients.create(doc.seat, new_id(), GOOD | {field: value}, NOW)
    assert getattr(made, field) == kept
    assert patients.get(doc.seat, made.id) == made


def test_tomorrow_begins_at_midnight_of_the_practice(doc):
    """At 23:30 in Paris it is already the next day in Auckland."""
    late = NOW.replace(hour=22, minute=30)
    with pytest.raises(Refused):
        patients.create(doc.seat, new_id(), GOOD | {"birth_date": "2026-11-22"}, late)
    settings.put(doc.seat, "practice", {"time_zone": "Pacific/Auckland"}, NOW)
    assert patients.create(doc.seat, new_id(), GOOD | {"birth_date": "2026-11-22"}, late)


def test_a_patient_who_is_sent_twice_is_registered_once(doc):
    patient_id = new_id()
    made = patients.create(doc.seat, patient_id, GOOD | {"birth_date": "12/4/85"}, NOW)
    patients.update(doc.seat, patient_id, {"weight_kg": "61"}, NOW, expected_version=1)
    again = patients.create(doc.seat, patient_id, GOOD | {"birth_date": "1985-04-12"}, NOW)
    assert (again.id, again.weight_kg) == (made.id, 61), "as it stands today"
    with pytest.raises(AlreadyMade) as caught:
        patients.create(doc.seat, patient_id, GOOD | {"given_name": "Zoé"}, NOW)
    assert caught.value.values["id"] == patient_id
    assert len(patients.recent(doc.seat)) == 1


def test_a_walk_in_that_is_sent_twice_is_one(doc):
    ids = {"patient_id": new_id(), "session_id": new_id(), "event_ids": [new_id()]}
    for _ in range(2):
        walk_in.begin(doc.seat, **ids, sex="M", age_years=60, now=NOW)
    with pytest.raises(AlreadyMade) as caught:
        walk_in.begin(doc.seat, **ids, sex="M", age_years=40, now=NOW)
    assert caught.value.values["id"] == ids["session_id"]
    assert len(sessions.of_day(doc.seat, NOW)) == len(patients.recent(doc.seat)) == 1


@pytest.mark.parametrize(
    ("fields", "double"),
    [
        ({}, True), ({"family_name": "DUPRE", "given_name": "emile"}, True), ({"family_name": "Du Pré"}, True),
        ({"family_name": "Émile", "given_name": "Dupré"}, True), ({"family_name": "Dupre", "given_name": "Emille"}, True),
        ({"birth_date": None}, True), ({"birth_date": None, "given_name": "Emille"}, False),
        ({"birth_date": "1985-04-13"}, False), ({"family_name": "Dupuis"}, False), ({"given_name": "Alix"}, False),
        ({"family_name": "Émile", "given_name": "Dupré", "birth_date": None}, True),
        ({"family_name": "Emille", "given_name": "Dupré"}, True), ({"birth_date": "1985-12-04"}, True),
        ({"given_name": ""}, True), ({"given_name": "É."}, True), ({"given_name": "Émile Alix"}, True),
        ({"family_name": "Dupré-Démo"}, True), ({"family_name": "Démo-Dupré"}, True),
        ({"family_name": "Dupré-Démo", "given_name": "Alix"}, False), ({"given_name": "", "birth_date": None}, False),
        ({"given_name": "", "birth_date": "1985-12-04"}, False),
    ],
    ids=str,
)  # fmt: skip
def test_a_double_of_name_and_birth_date_is_asked_about(doc, fields, double):
    first = doc.patient("Dupré", "Émile", birth_date="1985-04-12")
    same = {"family_name": "Dupré", "given_name": "Émile", "birth_date": "1985-04-12", "sex": "M"}
    if not double:
        patients.create(doc.seat, new_id(), same | fields, NOW, ask=True)
        return
    with pytest.raises(Double) as caught:
        patients.create(doc.seat, new_id(), same | fields, NOW, ask=True)
    assert caught.value.values["ids"] == [first.id]
    assert len(patients.recent(doc.seat)) == 1
    patients.create(doc.seat, new_id(), same | fields, NOW)
    assert len(patients.recent(doc.seat)) == 2


def test_who_registers_a_record_that_was_merged_is_asked_about_the_one_that_is_left(doc):
    left = doc.patient("Démo", "Alix", birth_date="1985-04-12")
    merged = doc.patient("Exemple", "Alix", birth_date="1985-04-21")
    merging.merge(doc.seat, left.id, merged.id, NOW)
    again = {"family_name": "Exemple", "given_name": "Alix", "birth_date": "21/04/1985", "sex": "F"}
    with pytest.raises(Double) as caught:
        patients.create(doc.seat, new_id(), again, NOW, ask=True)
    assert caught.value.values["ids"] == [left.id]


def test_a_change_is_logged_and_counts_the_version(doc):
    made = doc.patient()
    changed = patients.update(
        doc.seat, made.id, {"weight_kg": "61", "given_name": "Alix"}, NOW, expected_version=1
    )
    assert (changed.version, changed.weight_kg) == (2, 61)
    with doc.storage.reading() as r:
        log = r.changes(doc.practice_id, "patient", made.id)
    assert [entry["version"] for entry in log] == [1, 2]
    assert log[1]["changes"] == {"weight_kg": [None, 61]}
    assert log[1]["author_id"] == doc.user_id


def test_saving_what_is_there_already_changes_nothing(doc):
    made = doc.patient()
    assert patients.update(doc.seat, made.id, {"sex": "F"}, NOW, expected_version=1) == made


def test_a_change_of_an_older_version_is_a_conflict(doc):
    made = doc.patient()
    patients.update(doc.seat, made.id, {"weight_kg": "61"}, NOW, expected_version=1)
    with pytest.raises(Conflict):
        patients.update(doc.seat, made.id, {"weight_kg": "70"}, NOW, expected_version=1)
    assert patients.get(doc.seat, made.id).weight_kg == 61


def test_a_name_once_given_is_not_taken_away(doc):
    made = doc.patient()
    with pytest.raises(Refused) as caught:
        patients.update(doc.seat, made.id, {"family_name": ""}, NOW, expected_version=1)
    assert caught.value.values["field"] == "family_name"


def test_another_practices_patient_is_not_there(storage, doc):
    other, made = doctor(storage, "Ailleurs"), doc.patient()
    with pytest.raises(NotFound):
        patients.get(other.seat, made.id)
    with pytest.raises(NotFound):
        patients.update(other.seat, made.id, {"notes": "x"}, NOW, expected_version=1)
    assert patients.search(other.seat, "exemple") == []
    assert patients.recent(other.seat) == []


def test_search_finds_by_name_and_birth_date_as_one_types(doc):
    made = doc.patient("Dupré", "Émile", birth_date="1985-04-12")
    doc.patient("Durand", "Zoé")
    for typed in ("dup", "DUPRE e", "emile dupré", "12/04/1985", "1985-04", "dupré, émile", "d'"):
        assert made.id in {row.id for row in patients.search(doc.seat, typed)}, typed
    assert [row.id for row in patients.search(doc.seat, "dup")] == [made.id]


def test_a_year_that_can_be_of_two_centuries_is_asked_for(doc):
    with pytest.raises(Refused, match="1914 ou 2014"):
        patients.create(doc.seat, new_id(), GOOD | {"birth_date": "12/04/14"}, NOW)


def test_names_that_are_so_come_before_names_that_begin_so(doc):
    made = [doc.patient(family, given).id for family, given in
            (("Zed", "Martine"), ("Martinez", "A"), ("Zed", "Martin"), ("Martin", "Z"))]  # fmt: skip
    found = [row.id for row in patients.search(doc.seat, "martin")]
    assert found == made[::-1]


def test_a_list_tells_how_many_there_are_and_goes_on(doc):
    names = [f"Exemple {n:02d}" for n in range(7)]
    for name in names:
        doc.patient(name)
    pages = [finding.page(doc.seat, "exemple", start=start, limit=3) for start in (0, 3, 6, 9)]
    assert [(p.start, p.end, p.total) for p in pages] == [
        (0, 3, 7),
        (3, 6, 7),
        (6, 7, 7),
        (9, 9, 7),
    ]
    assert sorted(row.name for p in pages for row in p.rows) == [f"{n} Alix" for n in names]
    assert finding.page(doc.seat, "", start=5, limit=3).end == 7


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("dupomt", ["Dupont Jean"]), ("dupnot", ["Dupont Jean"]), ("jaen dupont", ["Dupont Jean"]),
        ("lefevre", ["Lefebvre Zoé"]), ("le gof", ["Le Goff Yann"]), ("ledoux", []), ("xyz", []), ("", []),
        ("dupont 13/05/1985", ["Dupont Jean"]), ("🙂", []),
    ],
)  # fmt: skip
def test_near_names_are_those_with_a_letter_or_two_of_difference(doc, typed, found):
    for family, given in (("Dupont", "Jean"), ("Lefebvre", "Zoé"), ("Le Goff", "Yann")):
        doc.patient(family, given)
    assert [row.name for row in finding.near(doc.seat, typed)] == found


def test_the_nearest_name_comes_first(doc):
    for family in ("Durantou", "Durand", "Durant"):
        doc.patient(family, "")
    assert [row.name for row in finding.near(doc.seat, "duramt")] == ["Durant", "Durand"]
    assert finding.near(doctor(doc.storage, "Ailleurs").seat, "duramt") == []


@pytest.mark.parametrize("typed", ['"', "*", "a*b", "🙂", "NOT", "x OR y", "')--", "()", "محمد"])
def test_any_text_can_be_searched_for(doc, typed):
    doc.patient()
    assert patients.search(doc.seat, typed) == []


def test_a_blank_search_gives_the_latest(doc):
    first, second = doc.patient("Un"), doc.patient("Deux")
    assert [row.id for row in patients.search(doc.seat, "  ")] == [second.id, first.id]
    doc.session(first.id, now=NOW.replace(day=25))
    rows = patients.recent(doc.seat)
    assert [row.id for row in rows] == [first.id, second.id]
    assert (rows[0].last_session_date, rows[0].sessions_count) == ("2026-11-25", 1)


def test_a_walk_in_has_a_session_at_once_and_a_name_later(doc):
    patient_id = new_id()
    session_id = walk_in.begin(
        doc.seat, patient_id=patient_id, session_id=new_id(), event_ids=[new_id()], sex="M",
        age_years=60, now=NOW,
    )  # fmt: skip
    session = sessions.load(doc.seat, session_id)
    assert (session.patient_id, session.figure, session.body.age_years) == (patient_id, "M", 60)
    assert (session.body_estimated, session.silhouette) == (True, "medium")
    found = patients.get(doc.seat, patient_id)
    assert (found.name, found.age_band_years) == ("", 60)
    named = patients.update(
        doc.seat, patient_id, {"family_name": "Exemple"}, NOW, expected_version=1
    )
    assert named.name == "Exemple"


@pytest.mark.parametrize(
    ("sex", "age", "field"), [("X", 40, "sex"), ("F", -1, "age_years"), ("F", 121, "age_years")]
)
def test_a_walk_in_that_cannot_be_leaves_nothing(doc, sex, age, field):
    with pytest.raises(Refused) as caught:
        walk_in.begin(
            doc.seat, patient_id=new_id(), session_id=new_id(), event_ids=[new_id()], sex=sex,
            age_years=age, now=NOW,
        )  # fmt: skip
    assert caught.value.values["field"] == field
    assert patients.recent(doc.seat) == []


def test_a_walk_in_with_an_unknown_silhouette_leaves_nothing(doc):
    with pytest.raises(Refused):
        walk_in.begin(
            doc.seat, patient_id=new_id(), session_id=new_id(), event_ids=[new_id()], sex="F",
            age_years=40, now=NOW, silhouette="round",
        )  # fmt: skip
    assert patients.recent(doc.seat) == []
