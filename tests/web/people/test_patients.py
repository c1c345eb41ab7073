"""Pages of patients: find, register, correct, walk in."""

import re
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from mesomap.services.people import patients
from mesomap.services.practice import settings
from mesomap.services.record import sessions
from mesomap.web.common.context import now
from tests.cast import NOW, today
from tests.web.conftest import Visitor, errors_beside_fields, form_of, marked, practice

FORM = {
    "family_name": "Exemple", "given_name": "Alix", "sex": "F", "birth_date": "12/04/1985",
    "height_cm": "165", "weight_kg": "62,5", "allergies": "Aspirine\nLatex",
}  # fmt: skip


def the_patient(doc):
    return patients.get(doc.seat, patients.recent(doc.seat)[0].id)


def test_an_empty_practice_says_what_to_do(me):
    page = me.get("/patients").text
    assert "Aucun patient" in page
    assert "/patients/new" in page
    assert "/walk-in" in page


def test_a_patient_is_registered(me, doc):
    me.get("/patients/new")
    answer = me.post("/patients/new", FORM)
    made = the_patient(doc)
    assert answer.location == f"/patients/{made.id}"
    assert (made.birth_date, made.weight_kg, made.sex) == ("1985-04-12", 62.5, "F")
    page = me.get(answer.location).text
    assert "Aspirine<br>Latex" in page
    assert "165\xa0cm, 62,5\xa0kg" in page


@pytest.mark.parametrize(
    "typed",
    [
        "12041985",
        "12/04/1985",
        "12.4.1985",
        "12-04-1985",
        "12 04 1985",
        "1985-04-12",
        "12.4.85",
        "12 avril 1985",
    ],
)
def test_a_birth_date_is_read_as_it_is_typed(me, doc, typed):
    me.get("/patients/new")
    me.post("/patients/new", FORM | {"birth_date": typed})
    assert the_patient(doc).birth_date == "1985-04-12"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("family_name", ""), ("sex", ""), ("sex", "X"), ("birth_date", "21/11/2126"), ("birth_date", "31/02/1980"),
        ("birth_date", "hier"), ("height_cm", "400"), ("height_cm", "tall"), ("weight_kg", "0,5"), ("weight_kg", "NaN"),
    ],
    ids=lambda v: v or "empty",
)  # fmt: skip
def test_what_cannot_be_is_said_beside_its_field(me, doc, field, value):
    me.get("/patients/new")
    answer = me.post("/patients/new", FORM | {field: value})
    assert answer.status_code == 422
    shown = errors_beside_fields(answer.text)
    assert len(shown) == 1
    assert field in shown
    assert patients.recent(doc.seat) == []
    assert "Aspirine\nLatex" in answer.text, "what was typed is still there"


def test_names_are_text_and_never_markup(me, doc):
    me.get("/patients/new")
    answer = me.post(
        "/patients/new", FORM | {"family_name": "<b>O’Exemple", "notes": "</p><script>"}
    )
    for path in (answer.location, "/patients", f"{answer.location}/edit", "/patients?q=%3Cb%3E"):
        page = me.get(path).text
        assert "<b>O" not in page
        assert "</p><script>" not in page
        assert "&lt;b&gt;O" in page


# ------------------------------------------------------------ twice


def test_a_form_that_is_sent_twice_makes_one_patient(me, doc):
    _action, form = form_of(me.get("/patients/new").text, "patient")
    form |= FORM
    first, second = (me.post("/patients/new", form) for _ in range(2))
    assert first.location == second.location
    assert len(patients.recent(doc.seat)) == 1
    other = me.post("/patients/new", form | {"weight_kg": "70"})
    assert other.status_code == 409
    assert "Ouvrir la fiche enregistrée" in other.text
    assert first.location in other.text
    assert form_of(other.text, "patient")[1]["weight_kg"] == "70", "what was typed is still there"
    assert form_of(other.text, "patient")[1]["id"] != form["id"]


def test_the_same_name_and_birth_date_are_asked_about(me, doc):
    me.fill("/patients/new", "patient", **FORM)
    asked = me.fill("/patients/new", "patient", **FORM)
    assert asked.status_code == 409
    assert "Ce patient existe déjà" in asked.text.replace("\xa0", " ")
    assert f'href="/patients/{the_patient(doc).id}"' in asked.text
    assert len(patients.recent(doc.seat)) == 1
    _action, form = form_of(asked.text, "patient")
    assert me.post("/patients/new", form | {"sex": "F", "anyway": "1"}).status_code == 303
    assert len(patients.recent(doc.seat)) == 2


def test_a_name_given_later_that_is_somebody_elses_is_asked_about(me, doc):
    known = doc.patient("Exemple", "Alix", birth_date="1985-04-12").id
    me.get("/walk-in")
    me.post("/walk-in", {"who": "F-40"})
    nameless = next(row.id for row in patients.recent(doc.seat) if not row.name)
    named = {"family_name": "EXEMPLE", "given_name": "alix", "birth_date": "12/4/85"}
    asked = me.fill(f"/patients/{nameless}/edit", "patient", **named)
    assert asked.status_code == 409
    assert f"/patients/{known}/merge?other={nameless}" in asked.text
    assert patients.get(doc.seat, nameless).name == ""
    _action, form = form_of(asked.text, "patient")
    path = f"/patients/{nameless}/edit"
    assert me.post(path, form | {"sex": "F", "anyway": "1"}).status_code == 303
    assert patients.get(doc.seat, nameless).name == "EXEMPLE alix"
    assert me.fill(path, "patient", notes="x").status_code == 303, "nothing is asked again"


@pytest.mark.parametrize("sent", ["", "x", "0" * 36, "<script>", "é" * 400])
def test_an_id_that_is_none_makes_a_new_one(me, doc, sent):
    me.get("/patients/new")
    assert me.post("/patients/new", FORM | {"id": sent}).status_code == 303
    assert the_patient(doc).id != sent


def test_a_walk_in_that_is_tapped_twice_is_one(me, doc):
    _action, form = form_of(me.get("/walk-in").text, "walk-in")
    first, second = (me.post("/walk-in", form | {"who": "F-40"}) for _ in range(2))
    assert first.location == second.location
    other = me.post("/walk-in", form | {"who": "F-50"})
    assert other.status_code == 409
    assert first.location in other.text
    assert len(patients.recent(doc.seat)) == 1
    assert form_of(other.text, "walk-in")[1]["session"] != form["session"]


# ------------------------------------------------------------ a question


def test_a_height_and_a_weight_that_cannot_well_be_are_asked_about(me, doc):
    asked = me.fill("/patients/new", "patient", **FORM | {"height_cm": "72", "weight_kg": "172"})
    assert asked.status_code == 422
    assert "inversés" in errors_beside_fields(asked.text)["height_cm"]
    assert patients.recent(doc.seat) == []
    _action, form = form_of(asked.text, "patient")
    assert (form["height_cm"], form["weight_kg"]) == ("72", "172"), "what was typed is still there"
    sure = re.search(r'name="sure" value="([^"]*)"', asked.text)[1]
    other = me.post("/patients/new", form | {"sex": "F", "sure": sure, "weight_kg": "1720"})
    assert other.status_code == 422, "sure of other figures"
    assert me.post("/patients/new", form | {"sex": "F", "sure": sure}).status_code == 303
    assert the_patient(doc).height_cm == 72


def test_a_correction_is_asked_about_only_where_it_changes_them(me, doc):
    person = doc.patient(birth_date="1985-04-12", height_cm=72, weight_kg=172)
    path = f"/patients/{person.id}/edit"
    assert me.fill(path, "patient", notes="x").status_code == 303
    assert me.fill(path, "patient", height_cm="71").status_code == 422
    assert me.fill(path, "patient", height_cm="1,72 m", weight_kg="72 kg").status_code == 303
    assert (the_patient(doc).height_cm, the_patient(doc).weight_kg) == (172, 72)


# ------------------------------------------------------------ search


def test_a_child_is_called_a_girl_and_her_years_are_those_lived(me, doc):
    born = today().replace(day=1) - timedelta(days=9 * 366)
    person = doc.patient(sex="F", birth_date=born.isoformat(), height_cm=130, weight_kg=28)
    page = re.sub(r"\s+", " ", me.get(f"/patients/{person.id}").text)
    assert "Fille · 9 ans · née le" in page
    assert re.sub(r"\s+", " ", me.get(f"/patients/{person.id}/edit").text).count("Femme") == 0


def test_search_forgets_accents_and_capitals(me, doc):
    doc.patient("Éxèmple", "Zoé")
    doc.patient("Témoin", "Noé")
    page = me.get("/patients?q=exem").text
    assert "Éxèmple Zoé" in page
    assert "Témoin" not in page
    assert "Personne ne correspond" in me.get("/patients?q=nobody").text


def test_near_names_are_offered_before_a_new_patient(me, doc):
    doc.patient("Dupont", "Alix")
    page = me.get("/patients?q=dupomt&part=rows").text
    assert (
        page.index("Vouliez-vous dire") < page.index("Dupont Alix") < page.index("Créer ce patient")
    )
    assert "Vouliez-vous dire" not in me.get("/patients?q=dupont").text
    assert "Vouliez-vous dire" not in me.get("/patients?q=untel").text


def test_a_list_says_where_it_ends_and_goes_on(me, doc):
    for n in range(61):
        doc.patient(f"Exemple{n:02d}")
    page = me.get("/patients?q=exemple").text
    assert "1 à 50 sur 61" in page
    assert page.count("data-patient") == 50
    after = me.get(re.search(r'rel="next" href="([^"]+)"', page)[1].replace("&amp;", "&")).text
    assert "51 à 61 sur 61" in after
    assert after.count("data-patient") == 11
    assert 'rel="next"' not in after
    assert "1 à 50 sur 61" in me.get("/patients").text
    choose = f"/patients/{the_patient(doc).id}/merge?q=exemple"  # to choose another record
    page = me.get(choose).text
    assert "1 à 50 sur 61" in page
    rest = me.get(re.search(r'rel="next" href="([^"]+)"', page)[1].replace("&amp;", "&")).text
    assert page.count("data-patient") + rest.count("data-patient") == 60, "all but the one itself"


@pytest.mark.parametrize("start", ["-1", "x", "9" * 30, "99", "1.5", "²"])
def test_a_page_of_the_list_that_cannot_be_is_an_empty_or_the_first_one(me, doc, start):
    doc.patient()
    assert me.get("/patients", query_string={"start": start}).status_code == 200


@pytest.mark.parametrize(
    "text", ["'", '"', "*", "(", "a OR b", "%", "\\", "é" * 300, "<script>", "\x00"]
)
def test_any_text_can_be_searched_for(me, doc, text):
    assert me.get("/patients", query_string={"q": text}).status_code == 200


def test_rows_alone_for_search_as_one_types(me, doc):
    doc.patient("Exemple", "Alix")
    rows = me.get("/patients?q=al&part=rows").text
    assert "Exemple Alix" in rows
    assert "<html" not in rows


def test_the_sessions_of_the_day_come_first(me, doc):
    doc.session(doc.patient("Exemple", "Alix").id, now=now())
    page = me.get("/patients").text
    assert page.index("Aujourd’hui") < page.index("data-patient")


# ------------------------------------------------------------ walk-in


def test_a_walk_in_is_one_tap(me, doc):
    page = me.get("/walk-in").text
    key = re.search(r'name="who" value="(F-4\d+)"', page).group(1)
    answer = me.post("/walk-in", {"who": key})
    session = sessions.load(doc.seat, answer.location.rsplit("/", 1)[1])
    assert (session.figure, session.body_estimated) == ("F", True)
    assert session.body.age_years == int(key[2:])


@pytest.mark.parametrize(
    ("who", "build", "figure", "least_kg"),
    [("F-40", "obese", "F-obese", 85), ("M-40", "slim", "M-slim", 50), ("F-8", "medium", "F10", 20),
     ("M-13", "strong", "M14-strong", 50), ("M-40", "", "M", 60)],
)  # fmt: skip
def test_a_build_at_a_walk_in_gives_a_body_nearer_to_the_patient(
    me, doc, who, build, figure, least_kg
):
    _action, form = form_of(me.get("/walk-in").text, "walk-in")
    assert form["silhouette"] == "medium"
    answer = me.post("/walk-in", form | {"who": who, "silhouette": build})
    session = sessions.load(doc.seat, answer.location.rsplit("/", 1)[1])
    assert (session.figure, session.silhouette) == (figure, build or "medium")
    assert session.body.weight_kg >= least_kg
    assert session.body_estimated


def test_a_build_that_is_none_opens_nothing(me, doc):
    me.get("/walk-in")
    assert me.post("/walk-in", {"who": "F-40", "silhouette": "round"}).status_code == 422
    assert patients.recent(doc.seat) == []


@pytest.mark.parametrize(
    "who", ["", "F", "F-", "X-40", "F--1", "F-400", "F-4e1", "F-" + "9" * 50, "-"]
)
def test_a_walk_in_that_cannot_be(me, doc, who):
    me.get("/walk-in")
    assert me.post("/walk-in", {"who": who}).status_code == 422
    assert patients.recent(doc.seat) == []


# ------------------------------------------------------------ correct


def test_a_form_is_corrected(me, doc):
    person = doc.patient()
    answer = me.fill(f"/patients/{person.id}/edit", "patient", family_name="Témoin")
    assert answer.location == f"/patients/{person.id}"
    assert "Fiche enregistrée." in me.get(answer.location).text
    assert the_patient(doc).family_name == "Témoin"


def test_a_form_goes_back_to_the_session_it_was_opened_from(me, doc):
    person = doc.patient()
    path = f"/patients/{person.id}/edit"
    assert me.fill(f"{path}?next=/sessions/1", "patient").location == "/sessions/1"
    assert me.fill(f"{path}?next=//elsewhere.test", "patient").location == f"/patients/{person.id}"


def test_a_wrong_correction_keeps_what_was_stored(me, doc):
    person = doc.patient()
    answer = me.fill(f"/patients/{person.id}/edit", "patient", height_cm="400")
    assert answer.status_code == 422
    assert "height_cm" in errors_beside_fields(answer.text)
    assert the_patient(doc).height_cm is None


def test_two_who_correct_at_once_see_each_other(me, doc):
    person = doc.patient(notes="une")
    path = f"/patients/{person.id}/edit"
    page = me.get(path).text
    version = re.search(r'name="version" value="(\d+)"', page).group(1)
    me.fill(path, "patient", notes="deux")
    form = {"family_name": "Exemple", "sex": "F", "notes": "trois", "version": version}
    late = me.post(path, form)
    assert late.status_code == 409
    assert "deux" in late.text, "what the other one saved"
    assert ">trois</textarea>" in late.text, "what was typed"
    assert the_patient(doc).notes == "deux"
    fresh = re.search(r'name="version" value="(\d+)"', late.text).group(1)
    assert me.post(path, form | {"version": fresh}).status_code == 303
    assert the_patient(doc).notes == "trois"


def test_a_version_that_is_no_number(me, doc):
    person = doc.patient()
    path = f"/patients/{person.id}/edit"
    me.get(path)
    form = {"family_name": "Exemple", "sex": "F", "version": "x"}
    assert me.post(path, form).status_code == 409


# ------------------------------------------------------------ one patient


def test_a_patient_page_shows_allergies_and_what_comes_next(me, doc):
    person = doc.patient(allergies="Latex (exemple)")
    page = me.get(f"/patients/{person.id}").text
    assert "Latex (exemple)" in page
    assert "Aucune cure" in page


def test_the_after_care_sheet_of_the_last_finished_session_is_at_hand(me, doc):
    person_id, session_id, tablet = marked(doc)
    assert "after-care.pdf" not in me.get(f"/patients/{person_id}").text
    doc.send(session_id, tablet.event("marks.done", {"as_planned": True}))
    page = me.get(f"/patients/{person_id}").text
    assert f"/sessions/{session_id}/after-care.pdf" in page


def test_a_walk_in_without_a_name_can_be_completed(app, me, doc):
    me.get("/walk-in")
    me.post("/walk-in", {"who": "M-50"})
    person = the_patient(doc)
    page = me.get(f"/patients/{person.id}").text
    assert "<h1>Sans nom, homme environ 50 ans</h1>" in page
    assert "<title>Sans nom, homme environ 50 ans · MesoMap</title>" in page
    assert "Compléter la fiche" in page
    assert "environ 50 ans" in page
    assert "Sans nom" in me.get("/patients").text


@pytest.mark.parametrize("path", ["", "/edit", "/history", "/courses/new", "/export.json"])
def test_nobody_of_that_id(me, doc, path):
    for ident in ("nobody", "0" * 36, "..", "%00"):
        assert me.get(f"/patients/{ident}{path}").status_code == 404


def test_another_doctor_of_another_practice_finds_nobody(app, me, doc):
    doc.patient("Exemple", "Alix")
    practice(app, email="other@exemple.test")
    other = Visitor(app)
    other.sign_in("other@exemple.test")
    for path in ("/patients", "/patients?q=exemple"):
        assert "Exemple Alix" not in other.get(path).text


def test_an_age_is_of_the_practices_day(me, doc):
    """At any moment a zone has another day than UTC; there the age is that of the zone's day."""
    moment = now()
    east = moment.hour >= 11
    zone = "Pacific/Kiritimati" if east else "Etc/GMT+12"
    settings.put(doc.seat, "practice", {"time_zone": zone}, NOW)
    there = moment.astimezone(ZoneInfo(zone)).date()
    birthday = there if east else there + timedelta(days=1)
    born = birthday.replace(year=birthday.year - 20).isoformat()
    patient = doc.patient("Exemple", "Ana", birth_date=born)
    said = f"{20 if east else 19} ans"
    assert said in me.get(f"/patients/{patient.id}").text
    assert said in me.get("/patients").text


# ------------------------------------------------------------ allergies and treatments


def test_the_page_says_what_nobody_asked(me, doc):
    page = me.get(f"/patients/{doc.patient().id}").text
    assert page.count("Non demandé") == 2


def test_none_known_is_ticked_and_shown_with_its_day_and_who_asked(me, doc):
    me.get("/patients/new")
    sent = FORM | {"allergies": "", "allergies_none": "1", "treatments": "Apixaban"}
    page = me.get(me.post("/patients/new", sent).location).text
    assert re.search(r"Aucune connue <span[^>]*>demandé le \d+.*par Dr Exemple", page)
    assert "Apixaban" in page
    assert "Non demandé" not in page


def test_a_text_and_none_known_are_refused_beside_the_field(me, doc):
    me.get("/patients/new")
    answer = me.post("/patients/new", FORM | {"allergies_none": "1"})
    assert answer.status_code == 422
    assert "pas les deux" in errors_beside_fields(answer.text)["allergies"]
    assert not patients.recent(doc.seat)


def test_a_form_that_lacks_a_field_leaves_what_stands(me, doc):
    """A page that was left open over an update does not have the newest fields."""
    person = doc.patient(allergies="Latex", treatments="Apixaban", notes="x", height_cm=165)
    path, sent = f"/patients/{person.id}/edit", {"family_name": "Autre", "version": "1"}
    me.get(path)
    assert me.post(path, sent).status_code == 303
    found = patients.get(doc.seat, person.id)
    assert (found.family_name, found.allergies, found.treatments) == ("Autre", "Latex", "Apixaban")
    assert (found.notes, found.height_cm, found.given_name) == ("x", 165, person.given_name)
