"""What the session page is given to begin with, and what it asks for later."""

import json
import re

import pytest

from tests.web.conftest import marked


def boot_of(page):
    found = re.search(r'<script type="application/json" id="boot">(.*?)</script>', page, re.DOTALL)
    return json.loads(found.group(1))


UNASKED = {"state": "unasked", "text": "", "on": None, "by": None}


def test_the_page_carries_the_session_and_no_inline_script(me, doc):
    session = doc.session()
    page = me.get(f"/sessions/{session.id}")
    assert page.status_code == 200
    assert "no-store" in page.headers["Cache-Control"]
    boot = boot_of(page.text)
    assert len(boot["events"]["rows"]) == 1
    assert boot["events"]["same"]["kind"] == "session.opened"
    assert boot["events"]["same"]["seq"] >= 1
    assert boot["previous"] is None
    assert boot["patient"] == {
        "id": session.patient_id, "name": "Exemple Alix", "named": True, "sex": "F", "age_years": 41, "age_is_band": False,
        "birth_date": "1985-04-12",
        "allergies": "", "treatments": "", "known": {"allergies": UNASKED, "treatments": UNASKED},
            "seen": boot["patient"]["seen"],
    }  # fmt: skip
    assert re.search(r"Allergies\s: non demandé", page.text)
    scripts = re.findall(r"<script([^>]*)>", page.text)
    assert all("src=" in s or 'type="application/json"' in s for s in scripts)
    assert "style=" not in page.text
    assert 'class="demo"' not in page.text


def test_allergies_and_names_are_never_read_as_markup(me, doc):
    patient = doc.patient(
        family="<b>Exemple</b>",
        allergies="</script><script>alert(1)</script>",
        birth_date="1985-04-12",
        height_cm=165,
        weight_kg=62,
    )
    page = me.get(f"/sessions/{doc.session(patient.id).id}").text
    assert "<script>alert" not in page
    assert "<b>Exemple" not in page
    assert boot_of(page)["patient"]["allergies"] == "</script><script>alert(1)</script>"


def test_a_practice_switches_the_marking_of_allergies_off(me, doc):
    page = f"/sessions/{doc.session().id}"
    given = boot_of(me.get(page).text)["allergens"]
    assert {"concepts", "words"} == set(given)
    assert not any("source" in row for row in given["concepts"])
    answer = me.fill("/settings/reminders", "settings-reminders", shown=[])
    assert answer.status_code == 303
    boot = boot_of(me.get(page).text)
    assert boot["allergens"] is None
    assert len(boot["refused"]["names"]) > 50, "what is refused is no reminder"


def test_the_last_session_with_marks_is_there_to_be_repeated(me, doc):
    patient_id, first_id, _ = marked(doc)
    second = doc.session(patient_id)
    boot = boot_of(me.get(f"/sessions/{second.id}").text)
    assert boot["previous"]["id"] == first_id
    assert boot["previous"]["marks"]


def test_bodies_to_choose_from(me, doc):
    session = doc.session(silhouette="medium")
    found = me.get(f"/sessions/{session.id}/bodies.json").json
    assert len(found["silhouettes"]) == 4
    order = ("slim", "medium", "strong", "obese")
    weights = [found["silhouettes"][name]["weight_kg"] for name in order]
    assert weights == sorted(weights)
    assert "body" not in found
    near = me.get(f"/sessions/{session.id}/bodies.json?height_cm=168&weight_kg=61.5").json
    assert (near["body"]["height_cm"], near["body"]["weight_kg"]) == (168, 61.5)
    assert near["body_nearest"] is False
    far = me.get(f"/sessions/{session.id}/bodies.json?height_cm=168&weight_kg=400").json
    assert far["body_nearest"] is True
    assert far["body"]["weight_kg"] < 200
    assert (far["body_asked"]["weight_kg"], far["body_asked"]["height_cm"]) == (400, 168)
    assert "est-ce 40" in far["doubt"].replace("\xa0", " ")
    assert (near["doubt"], near.get("body_asked")) == (None, None)


def test_a_build_is_read_as_people_type_it(me, doc):
    path = f"/sessions/{doc.session().id}/bodies.json"
    for height in ("168 cm", "1,68 m"):
        near = me.get(path, query_string={"height_cm": height, "weight_kg": "61,5 kg"}).json
        assert (near["body"]["height_cm"], near["body"]["weight_kg"]) == (168, 61.5)


@pytest.mark.parametrize(
    ("height", "weight", "said"),
    [
        ("1,68 ft", "62", "attendu en cm"),
        ("0", "62", "positifs"),
        ("168", "1.200", "1,2 ou 1\u202f200"),
        ("1e2", "62", "pas un nombre"),
        ("x", "y", "pas un nombre"),
    ],
)
def test_a_build_that_cannot_be_read_is_refused(me, doc, height, weight, said):
    path = f"/sessions/{doc.session().id}/bodies.json"
    query = {"height_cm": height, "weight_kg": weight}
    answer = me.get(path, query_string=query, headers={"Accept": "application/json"})
    assert answer.status_code == 422
    assert said in answer.json["error"]["sentence"]


@pytest.mark.parametrize("query", ["height_cm=168", ""])
def test_half_a_build_is_none(me, doc, query):
    found = me.get(f"/sessions/{doc.session().id}/bodies.json?{query}").json
    assert "body" not in found


def test_a_price_for_the_plan(me, doc):
    _, session_id, _ = marked(doc)
    quote = me.get(f"/sessions/{session_id}/quote.json").json
    assert quote["total_cents"] == sum(line["amount_cents"] for line in quote["lines"])
    assert quote["issued"] == []
    assert quote["duration"]["mid_min"] > 0


def test_planned_beside_done(me, doc):
    _, session_id, tablet = marked(doc)
    doc.send(session_id, tablet.event("marks.done", {"as_planned": True}))
    found = me.get(f"/sessions/{session_id}/difference.json").json
    assert found["delta_cents"] == 0
    assert found["planned"]["points"] == found["done"]["points"] > 0


def test_the_demonstration_says_so_on_the_session_page(visitor):
    visitor.get("/setup")
    visitor.post("/demo")
    found = re.search(r"/patients/[0-9a-f]{8}-[0-9a-f-]{27}", visitor.get("/patients").text)
    name = found.group(0)
    opened = visitor.post(f"{name}/sessions")
    page = visitor.get(opened.location)
    assert page.status_code == 200
    assert 'class="demo"' in page.text


def test_the_page_knows_what_the_practice_says_of_danger_areas(me, doc):
    page = f"/sessions/{doc.session().id}"
    assert boot_of(me.get(page).text)["settings"]["danger_areas"] == {}
    me.fill(
        "/settings/danger_areas",
        "settings-danger_areas",
        **{"eye.note": "jamais", "armpit.depth_mm": "4"},
    )
    assert boot_of(me.get(page).text)["settings"]["danger_areas"] == {
        "eye.L": {"depth_mm": None, "note": "jamais"},
        "eye.R": {"depth_mm": None, "note": "jamais"},
        "armpit.L": {"depth_mm": 4.0, "note": ""},
        "armpit.R": {"depth_mm": 4.0, "note": ""},
    }
