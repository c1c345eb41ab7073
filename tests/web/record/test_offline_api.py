"""What a tablet asks for ahead, and what it brings back."""

import json

import pytest

from mesomap.services.people import courses
from mesomap.web.common.context import now
from mesomap.web.people.patients import AGE_BANDS
from tests.cast import NOW, Tablet, new_id
from tests.web.conftest import marked, practice


def test_hello_says_who_is_at_work_and_gives_a_token(me, doc, visitor):
    found = me.get("/api/hello").json
    assert found["practice_id"] == doc.practice_id
    assert found["restored"] is False
    assert 0 < found["readable_s"] <= 12 * 3600
    assert me.get("/api/hello?head=5.000000000000").json["restored"] is True
    assert me.get("/api/hello?head=nonsense").status_code == 400
    answer = me.client.post(
        "/api/patients", json={"id": new_id(), "sex": "F", "age_band_years": 40},
        headers={"X-CSRFToken": found["csrf"]},
    )  # fmt: skip
    assert answer.status_code == 200
    assert visitor.client.get("/api/hello").status_code == 401


def test_today_holds_what_opening_a_session_needs(me, doc):
    patient_id, session_id, _tablet = marked(doc)
    courses.create(
        doc.seat, course_id=new_id(), patient_id=patient_id, now=NOW,
        fields={"title": "Lombalgie", "planned_sessions": 5},
    )  # fmt: skip
    answer = me.get("/api/today")
    assert answer.headers["Cache-Control"] == "no-store"
    found = answer.json
    (person,) = found["people"]
    assert person["id"] == patient_id
    assert person["body"]["body"]["height_cm"] == 165
    assert [c["number"] for c in person["courses"]] == [1]
    assert person["number"] == 2
    assert person["boot"]["patient"]["name"] == "Exemple Alix"
    assert person["boot"]["previous"]["id"] == session_id
    assert set(found["offer"]) >= {"tariff", "duration", "radii_mm", "atlas"}
    ages = {f"{s}-{age}" for s in "FM" for age, _band in AGE_BANDS}
    builds = {f"{key}-{build}" for key in ages for build in ("slim", "strong", "obese")}
    assert set(found["walk_ins"]) == ages | builds
    assert found["walk_ins"]["F-40-obese"]["figure"] == "F-obese"
    assert found["walk_ins"]["F-40"]["silhouette"] == "medium"
    again = me.get("/api/today", query_string={"have": found["tag"]}).json
    assert again["same"] is True
    assert "people" not in again
    doc.patient("Nouvelle")
    assert me.get("/api/today", query_string={"have": found["tag"]}).json["same"] is False


def test_todays_sessions_come_with_their_events(me, doc):
    session = doc.session(now=now())
    tablet = Tablet(session.id)
    doc.send(session.id, tablet.point("a"), now=now())
    (person,) = me.get("/api/today").json["people"]
    (kept,) = person["sessions"]
    assert kept["id"] == session.id
    assert [e["kind"] for e in kept["events"]] == ["session.opened", "mark.planned"]


def test_today_holds_nobody_of_another_practice(app, me, doc):
    other = practice(app, "Cabinet voisin", "Dr Voisin", "voisin@exemple.test")
    other.patient("Voisine", "Secrète")
    assert "Voisine" not in me.get("/api/today").text


def test_bodies_of_patients_and_walk_ins(me, doc):
    patient = doc.patient(birth_date="1985-04-12", height_cm=165, weight_kg=62)
    session = doc.session(patient.id)
    there = me.get(f"/api/sessions/{session.id}/body")
    assert me.get(f"/api/patients/{patient.id}/body").data == there.data
    assert len(me.get("/api/walk-ins/F-40/body").data) == len(there.data)
    assert me.get("/api/walk-ins/F-40-obese/body").data != me.get("/api/walk-ins/F-40/body").data
    assert me.get("/api/walk-ins/F-41/body").status_code == 404
    assert me.get(f"/api/patients/{new_id()}/body").status_code == 404


@pytest.mark.parametrize(
    "sent", [[], 7, {}, {"id": 7, "sex": "F"}, {"id": "x", "sex": "F"}, {"id": new_id()}]
)
def test_a_patient_that_cannot_be_is_refused_with_a_sentence(me, sent):
    me.get("/walk-in")
    answer = me.post("/api/patients", json=sent)
    assert answer.status_code in {400, 422}
    assert answer.json["error"]["sentence"].endswith(".")


def test_a_session_and_its_patient_made_on_a_tablet_arrive(me, doc):
    me.get("/walk-in")
    today = me.get("/api/today").json
    patient_id, tablet = new_id(), Tablet(new_id())
    brought = {"id": patient_id, "sex": "F", "age_band_years": 40}
    opening = tablet.event(
        "session.opened",
        {"patient_id": patient_id, "course_id": None, "number": 1, "treatment_date": today["day"]}
        | today["offer"] | today["walk_ins"]["F-40"],
    )  # fmt: skip
    url = f"/api/sessions/{tablet.session_id}/events"
    sent = json.loads(json.dumps({"events": [opening, tablet.point("a")]}))
    assert me.get(url).status_code == 404
    assert [a["status"] for a in me.post(url, json=sent).json["answers"]] == ["quarantined"] * 2
    for status in ("stored", "replayed"):
        assert me.post("/api/patients", json=brought).json["status"] == status
    answer = me.post(url, json=sent).json
    assert [a["status"] for a in answer["answers"]] == ["stored"] * 2
    assert me.get(url).json["quarantined"] == 0
    assert me.get(f"/sessions/{tablet.session_id}").status_code == 200
    head = answer["head"]
    assert me.get(url, query_string={"head": head}).json["restored"] is False
    wrong = head.split(".")[0] + ".000000000000"
    assert me.get(url, query_string={"head": wrong}).json["restored"] is True
    assert me.post(url, json=sent | {"head": wrong}).json["restored"] is True


def test_what_a_patient_answered_is_told_from_the_session_page(me, doc):
    person = doc.patient()
    path = f"/api/patients/{person.id}/known"
    before = {"state": "unasked", "text": ""}
    sent = {"subject": "allergies", "state": "none", "before": before}
    answer = me.post(path, json=sent)
    assert answer.json["state"] == "none"
    assert answer.json["by"] == "Dr Exemple"
    more = {"subject": "treatments", "state": "text", "text": "Apixaban"}
    assert me.post(path, json=sent | more).json["text"] == "Apixaban"
    for wrong in ({"subject": "notes"}, {"state": "no"}, {"state": "text"}, {"before": None}):
        refused = me.post(path, json=sent | wrong)
        assert (refused.status_code, refused.json["error"]["code"]) == (400, "malformed")
    [today] = me.get("/api/today").json["people"]
    known = today["boot"]["patient"]["known"]
    assert (known["allergies"]["state"], known["treatments"]["text"]) == ("none", "Apixaban")
    assert today["fields"]["allergies_none_by"] == "Dr Exemple"


def test_a_patient_who_may_be_here_already_lands_is_said_and_is_marked_where_seen(me, doc):
    known = doc.patient("Exemple", "Alix", birth_date="1985-04-12").id
    me.get("/walk-in")
    brought = {"id": new_id(), "sex": "F", "age_band_years": 40}
    assert "sentence" not in me.post("/api/patients", json=brought).json
    named = brought | {"family_name": "EXEMPLE", "given_name": "Alix"}
    answer = me.post("/api/patients", json=named).json
    assert answer["status"] == "stored"
    assert "EXEMPLE Alix" in answer["sentence"]
    assert known in me.get(answer["url"]).text
    assert "sentence" not in me.post("/api/patients", json=named).json, "said once"
    for one, other in ((brought["id"], known), (known, brought["id"])):
        assert f"/patients/{one}/merge?other={other}" in me.get(f"/patients/{one}").text
    assert "data-double" not in me.get("/patients").text
    doc.session(brought["id"], now=now())
    assert "data-double" in me.get("/patients").text
    born = {"id": new_id(), "family_name": "Exemple", "given_name": "Alix", "sex": "F"}
    assert "sentence" not in me.post("/api/patients", json=born | {
        "family_name": "Personne"}).json  # fmt: skip
    born |= {"id": new_id(), "birth_date": "1985-04-12"}
    assert me.post("/api/patients", json=born).json["status"] == "stored"
