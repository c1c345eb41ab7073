"""Pages on which two records are made one, and sessions put aside."""

import re

from mesomap.services.people import patients
from mesomap.services.record import discarding, merging, walk_in
from mesomap.web.common.context import now
from tests.cast import Tablet, face_of, new_id
from tests.web.conftest import form_of, marked
from tests.web.record.test_session_page import boot_of


def test_two_records_are_chosen_compared_merged_and_parted(me, doc):
    mine, session, _tablet = marked(doc, family="Dupré", given="Émile", allergies="latex")
    theirs, other, _tablet = marked(doc, family="Dupre", given="Emile", allergies="iode <b>")
    page = me.get(f"/patients/{mine}").text
    assert f"/patients/{mine}/merge" in page
    choice = me.get(f"/patients/{mine}/merge").text
    assert f"/patients/{mine}/merge?other={theirs}" in choice, "those who are called alike"
    found = me.get(f"/patients/{mine}/merge?q=emile").text
    assert f"other={theirs}" in found
    assert f"other={mine}" not in found
    path = f"/patients/{mine}/merge?other={theirs}"
    side = me.get(path).text
    assert "latex<br>iode &lt;b&gt;" in side
    assert side.count('class="thumbnail"') == 2
    assert "contradiction" not in side
    _action, form = form_of(side, "merge")
    assert me.post(f"/patients/{mine}/merge", form).location == f"/patients/{mine}"
    after = me.get(f"/patients/{mine}").text
    assert f"/sessions/{other}" in after
    assert "Fiches réunies ici" in after
    assert me.get(f"/patients/{theirs}").location == f"/patients/{mine}"
    shown = [boot_of(me.get(f"/sessions/{one}").text)["number"] for one in (session, other)]
    assert shown == [None, 2], "each was the first of its record"
    assert "Séance 2" in after
    action, form = form_of(after, "part")
    assert me.post(action, form).location == f"/patients/{theirs}"
    assert me.get(f"/patients/{theirs}").status_code == 200
    assert merging.merged_into(doc.seat, mine) == []


def test_a_contradiction_is_said_before_two_records_are_merged(me, doc):
    mine = doc.patient("Dupré", "A", birth_date="1985-04-12").id
    theirs = doc.patient("Dupré", "A", birth_date="1985-12-04", sex="M").id
    page = me.get(f"/patients/{mine}/merge?other={theirs}").text
    assert "Le sexe ou la date de naissance diffèrent" in page
    assert page.count('class="contradiction"') == 2


def test_none_known_against_words_is_said_and_words_stand(me, doc):
    mine = doc.patient("Dupré", "A", allergies_none="1").id
    theirs = doc.patient("Dupré", "A", allergies="latex").id
    page = me.get(f"/patients/{mine}/merge?other={theirs}").text
    assert page.count('class="contradiction"') == 1
    assert "Aucune connue" in page
    assert "Non demandé" in page, "treatments, of both"
    me.fill(f"/patients/{mine}/merge?other={theirs}", "merge")
    kept = patients.get(doc.seat, mine)
    assert (kept.allergies, kept.allergies_none_on) == ("latex", None)


def test_a_merge_the_wrong_way_round_is_told_where_another_can_be_chosen(me, doc):
    mine, theirs, third = (doc.patient("Dupré", "A").id for _ in range(3))
    merging.merge(doc.seat, theirs, third, now())
    page = me.get(f"/patients/{mine}/merge?other={theirs}")
    assert page.status_code == 409
    assert "gardez celle-là" in page.text
    assert f"other={theirs}" in page.text


def test_records_that_cannot_be_merged(me, doc):
    mine, theirs = doc.patient().id, doc.patient().id
    me.get(f"/patients/{mine}/merge")
    for other, status in (("", 404), ("nobody", 404), ("<b>", 404), (mine, 422)):
        assert me.post(f"/patients/{mine}/merge", {"other": other}).status_code == status
    assert me.get(f"/patients/{mine}/merge?other=nobody").status_code == 404
    assert me.post(f"/patients/{mine}/part").status_code == 409
    me.post(f"/patients/{mine}/merge", {"other": theirs})
    assert me.post(f"/patients/{theirs}/merge", {"other": mine}).status_code == 409
    assert len(patients.recent(doc.seat)) == 1


def test_a_session_is_put_aside_and_taken_back(me, doc):
    person, session_id, _tablet = marked(doc)
    page = me.get(f"/patients/{person}").text
    assert f"/sessions/{session_id}/discard" in page
    answer = me.fill(f"/sessions/{session_id}/discard", "discard", reason="Ouverte deux fois")
    assert answer.location == f"/patients/{person}"
    page = me.get(answer.location).text
    assert "1 séance écartée" in page
    assert "Ouverte deux fois" in page
    assert f'href="/sessions/{session_id}"' not in page
    assert me.get(f"/sessions/{session_id}").location == "/discarded"
    assert "Ouverte deux fois" in me.get("/discarded").text
    assert "/discarded" in me.get("/patients").text
    me.post(f"/sessions/{session_id}/recover")
    assert discarding.listed(doc.seat) == []
    assert me.get(f"/sessions/{session_id}").status_code == 200


def test_a_session_that_has_begun_is_not_offered_to_be_put_aside(me, doc):
    person, session_id, tablet = marked(doc)
    doc.send(session_id, tablet.event("marks.done", {"as_planned": True}))
    assert f"/sessions/{session_id}/discard" not in me.get(f"/patients/{person}").text
    assert "data-form" not in me.get(f"/sessions/{session_id}/discard").text
    assert me.post(f"/sessions/{session_id}/discard", {"reason": "x"}).status_code == 409
    assert me.post(f"/sessions/{session_id}/recover").status_code == 409


def test_sessions_of_a_patient_are_told_apart_by_zones_and_drawings(me, doc):
    person, _session, _tablet = marked(doc)
    page = me.get(f"/patients/{person}").text
    assert len(re.findall('class="thumbnail"', page)) == 1
    zones = re.search(r'class="small muted">([^<]+)</span></span>', page)
    assert zones, "a zone in words"


def test_people_without_a_name_are_told_apart(me, doc):
    for who in ("F-40", "M-60", "M-8"):
        me.get("/walk-in")
        me.post("/walk-in", {"who": who})
    page = me.get("/patients").text.replace("\xa0", " ")
    today = page[page.index('id="today"') : page.index('id="people"')]
    assert "Sans nom, femme environ 40 ans" in today
    assert "Sans nom, homme environ 60 ans" in today
    assert "Sans nom, garçon environ 8 ans" in today
    assert re.search(r"\d\d:\d\d", today), "the hour"
    rows = page[page.index('id="people"') :]
    assert re.search(r"environ 40 ans · \d\d:\d\d · 0 marque", rows)


def test_a_person_without_a_name_is_told_by_the_marks_that_were_done(me, doc):
    ids = {"patient_id": new_id(), "session_id": new_id(), "event_ids": [new_id()]}
    walk_in.begin(doc.seat, **ids, sex="F", age_years=40, now=now())
    tablet = Tablet(ids["session_id"])
    zones = ("lumbar_paravertebral.L", "lumbar_paravertebral.R", "sacral")
    marks = [tablet.point(name, face_of(zone)) for name, zone in zip("abc", zones, strict=True)]
    done = tablet.event("marks.done", {"as_planned": True})
    left_out = tablet.event("marks.done", {"mark_ids": ["c"], "done": False})
    doc.send(ids["session_id"], *marks, done, left_out)
    today, _people, rows = me.get("/patients").text.partition('id="people"')
    assert "2 marques faites sur 3" in rows
    of_two = "Région lombaire paravertébrale gauche +1"
    assert of_two in today
    assert of_two in rows
