"""History: every session told in figures and drawings, and two of them compared."""

from datetime import timedelta

import pytest

from mesomap.documents.words import Words
from mesomap.errors import NotFound
from mesomap.services.billing import estimates
from mesomap.services.reading import history, totals
from tests.cast import NOW, Tablet, doctor, face_of, new_id


@pytest.fixture
def patient(doc):
    return doc.patient(birth_date="1985-04-12", height_cm=165, weight_kg=62)


def visit(doc, patient, days, keys, *, done=True, pain=(), ml=None):
    """One session with a point in each zone, some days after the first."""
    session = doc.session(patient.id, now=NOW + timedelta(days=days))
    tablet = Tablet(session.id, f"t{days}")
    events = [tablet.point(f"{k}-{i}", face_of(k, i)) for i, k in enumerate(keys)]
    if ml is not None:
        syringe = {"key": "A", "dry": False, "volume_ml": ml, "needle_mm": 4, "device": "manual",
                   "products": [{"name": "Lidocaïne", "lot": "L1", "expiry": "2030-01", "volume_ml": ml}]}  # fmt: skip
        events += [tablet.event("syringe.prepared", {"syringe": syringe}),
                   tablet.event("syringe.emptied", {"key": "A", "left_ml": 0})]  # fmt: skip
    events += [tablet.event("pain.scored", p) for p in pain]
    if done:
        events += [tablet.event("timer.stopped", {"elapsed_ms": 450_000}),
                   tablet.event("marks.done", {"as_planned": True})]  # fmt: skip
    answers = doc.send(session.id, *events, now=NOW + timedelta(days=days))
    assert {a.status for a in answers} == {"stored"}
    return session


def pain(when, score, zone="lumbar_paravertebral.L"):
    return {"when": when, "zone": zone, "score": score}


LEFT, RIGHT, KNEE = "lumbar_paravertebral.L", "lumbar_paravertebral.R", "knee_patellar.L"


def test_sessions_are_told_oldest_first_with_what_was_done(doc, patient):
    first = visit(
        doc, patient, 0, [LEFT, RIGHT], ml=2.0, pain=[pain("before", 7), pain("after", 4)]
    )
    second = visit(doc, patient, 7, [LEFT], done=False)
    past = history.of_patient(doc.seat, patient.id, lang="fr")
    assert [p.session_id for p in past] == [first.id, second.id]
    assert [p.of for p in past] == ["done", "plan"]
    assert [p.points for p in past] == [2, 1]
    assert past[0].minutes == 7.5
    assert past[1].minutes is None
    assert past[1].minutes_planned > 0
    assert past[0].products == ("Lidocaïne",)
    assert past[0].zones == (
        "Région lombaire paravertébrale gauche",
        "Région lombaire paravertébrale droite",
    )
    assert past[0].pain == (
        {"zone": "Région lombaire paravertébrale gauche", "before": 7, "after": 4},
    )
    assert past[0].figures["volume_ml"] == 2.0
    assert past[0].treated_cm2 > past[1].treated_cm2 > 0


def test_figures_are_of_what_was_done_and_not_of_the_plan(doc, patient):
    session = visit(doc, patient, 0, [LEFT, RIGHT])
    tablet = Tablet(session.id, "later")
    doc.send(session.id, tablet.event("marks.done", {"mark_ids": [f"{RIGHT}-1"], "done": False}))
    past = history.of_patient(doc.seat, patient.id, lang="fr")[0]
    assert (past.of, past.points) == ("done", 1)
    assert past.zones == ("Région lombaire paravertébrale gauche",)


def test_the_strip_is_light_and_shows_the_view_of_the_marks(doc, patient):
    visit(doc, patient, 0, [LEFT] * 30)
    past = history.of_patient(doc.seat, patient.id, lang="fr")[0]
    assert len(past.thumbnail.encode()) < 15_000
    assert 'data-view="back"' in past.thumbnail


def test_a_patient_without_sessions_has_no_past(doc, patient):
    assert history.of_patient(doc.seat, patient.id, lang="fr") == []


def test_names_are_in_the_readers_language(doc, patient):
    visit(doc, patient, 0, [LEFT])
    past = history.of_patient(doc.seat, patient.id, lang="en")[0]
    assert past.zones == ("Left lumbar paravertebral region",)


def test_what_was_left_out_is_drawn_pale(doc, patient):
    session = visit(doc, patient, 0, [LEFT, RIGHT])
    tablet = Tablet(session.id, "later")
    doc.send(session.id, tablet.event("marks.done", {"mark_ids": [f"{RIGHT}-1"], "done": False}))
    svg = history.maps(doc.seat, session.id, lang="fr")[0]["svg"]
    assert svg.count('data-state="done"') == 1
    assert svg.count('data-state="left-out"') == 1


def test_two_sessions_are_compared_in_words_and_on_the_same_views(doc, patient):
    first = visit(doc, patient, 0, [LEFT, RIGHT], pain=[pain("before", 7)])
    second = visit(doc, patient, 7, [LEFT, KNEE, KNEE], pain=[pain("before", 4)])
    found = history.compare(doc.seat, first.id, second.id, lang="fr")
    assert {v["view"] for v in found["views"]} == {"back", "front"}
    assert found["sentence"].startswith("Points\xa0: 2 → 3")
    assert "Nouvelles zones\xa0: Région patellaire gauche." in found["sentence"]
    assert "ne sont plus traitées\xa0: Région lombaire paravertébrale droite." in found["sentence"]
    rows = {r["label"]: (r["earlier"], r["later"], r["delta"]) for r in found["rows"]}
    assert rows["Points"] == ("2", "3", "+1")
    assert rows["Douleur avant (0 à 10)"] == ("7", "4", "−3")
    assert rows["Durée (min)"] == ("7,5", "7,5", "=")
    assert "Douleur après (0 à 10)" not in rows
    assert "Nappage (cm²)" not in rows


def test_the_same_zones_are_said_to_be_the_same(doc, patient):
    first, second = visit(doc, patient, 0, [LEFT, LEFT]), visit(doc, patient, 7, [LEFT])
    assert history.compare(doc.seat, first.id, second.id, lang="fr")["sentence"].startswith(
        "Mêmes zones. Points\xa0: 2 → 1"
    )


def test_painful_places_of_the_grid_are_counted_and_compared(doc, patient):
    places = [f"{level}.{place}" for level in ("L4", "L5") for place in ("0", "R15", "L15")]
    visits = [visit(doc, patient, days, [LEFT], done=False) for days in (0, 7, 14)]
    for session, painful in zip(visits, (4, 1, None), strict=True):
        if painful is not None:
            body = {
                "pattern": "lumbar",
                "version": 1,
                "examined": places,
                "painful": places[:painful],
            }
            doc.send(session.id, Tablet(session.id, "grid").event("points.examined", body))
    past = history.of_patient(doc.seat, patient.id, lang="fr")
    assert [p.examined for p in past] == [(4, 6), (1, 6), None]
    assert [p.points for p in past] == [1, 1, 1], "a place is no point"
    rows = history.compare(doc.seat, visits[0].id, visits[1].id, lang="fr")["rows"]
    assert {
        "label": "Points douloureux examinés",
        "earlier": "4",
        "later": "1",
        "delta": "−3",
    } in rows


def test_another_practice_sees_none_of_it(doc, patient):
    session = visit(doc, patient, 0, [LEFT])
    stranger = doctor(doc.storage, "Cabinet d’en face")
    with pytest.raises(NotFound):
        history.of_patient(stranger.seat, patient.id, lang="fr")
    with pytest.raises(NotFound):
        history.maps(stranger.seat, session.id, lang="fr")
    with pytest.raises(NotFound):
        history.compare(doc.seat, session.id, new_id(), lang="fr")


def test_two_figures_side_by_side_have_as_many_decimals_and_a_difference_that_adds_up():
    words = Words.of("fr")
    row = history._row(words, "Surface", 90.44, 86.0, 1)
    assert (row["earlier"], row["later"], row["delta"]) == ("90,4", "86,0", "−4,4")
    row = history._row(words, "Points", 8, 6, 0)
    assert (row["earlier"], row["later"], row["delta"]) == ("8", "6", "−2")
    row = history._row(words, "Durée", 9.0, None, 1)
    assert (row["earlier"], row["later"], row["delta"]) == ("9", "–", "")


def test_marks_on_the_right_do_not_untreat_the_left(doc, patient):
    """A zone was named above a tenth of all the skin: one point among thirty others lost its name."""
    first = visit(doc, patient, 0, [LEFT])
    second = visit(doc, patient, 7, [LEFT, *[RIGHT] * 30])
    sentence = history.compare(doc.seat, first.id, second.id, lang="fr")["sentence"]
    assert "plus traitées" not in sentence
    assert "Nouvelles zones\xa0: Région lombaire paravertébrale droite." in sentence
    assert "Points au même endroit\xa0: 1, nouveaux\xa0: 30." in sentence
    back = history.compare(doc.seat, second.id, first.id, lang="fr")["sentence"]
    assert "Nouvelles" not in back
    assert "ne sont plus traitées\xa0: Région lombaire paravertébrale droite." in back
    names = history.of_patient(doc.seat, patient.id, lang="fr")[1].zones
    assert len(names) == 2


def test_a_corrected_clock_and_what_it_had_said_are_told(doc):
    session = doc.session()
    tablet = Tablet(session.id)
    doc.send(
        session.id, tablet.point("a"), tablet.event("timer.stopped", {"elapsed_ms": 50_400_000}),
        tablet.event("timer.corrected", {"elapsed_ms": 1_200_000}),
        tablet.event("marks.done", {"as_planned": True}),
    )  # fmt: skip
    past = history.of_patient(doc.seat, session.patient_id, lang="fr")[0]
    assert (past.minutes, past.clock_minutes) == (20.0, 840.0)


def test_what_nobody_noted_of_a_syringe_is_said(doc):
    session = doc.session()
    tablet = Tablet(session.id)

    def syringe(key, volume_ml):
        mix = {"key": key, "products": [{"name": "Lidocaïne"}], "volume_ml": volume_ml}
        return tablet.event("syringe.prepared", {"syringe": mix})

    def said(name="volume"):
        past = history.of_patient(doc.seat, session.patient_id, lang="fr")[0]
        return " ".join([getattr(past, name)] if name == "volume" else past.syringes).replace(
            "\xa0", " "
        )

    doc.send(session.id, tablet.point("a"), syringe("A", 5))
    assert said() == "–"
    doc.send(session.id, tablet.event("marks.done", {"as_planned": True}))
    assert said() == "préparé 5 mL, reste non noté"
    assert said("syringes").startswith("A : Lidocaïne · préparé 5 mL, reste non noté")
    doc.send(
        session.id, syringe("B", 3), tablet.event("syringe.emptied", {"key": "A", "left_ml": 0.5})
    )
    assert said() == "4,5 mL ; B : préparé 3 mL, reste non noté"
    doc.send(session.id, tablet.event("syringe.emptied", {"key": "B", "left_ml": 0}))
    assert said() == "7,5 mL"


def test_the_nearest_body_is_told_where_the_area_stands(doc):
    infant = doc.patient("Exemple", birth_date="2026-09-05", height_cm=58, weight_kg=5.2)
    session = doc.session(infant.id)
    doc.send(session.id, Tablet(session.id).point("a", face_of("lumbar_paravertebral.L")))
    (past,) = history.of_patient(doc.seat, infant.id, lang="fr")
    said = past.nearest.replace("\xa0", " ")
    assert said.startswith("Corps le plus proche du modèle : 6 ans, ")
    assert "(patient : moins de 1 an, 58 cm, 5,2 kg)" in said
    notices = {
        n["code"]: n["sentence"] for n in estimates.draft(doc.seat, session.id, "en").notices
    }
    assert "Nearest body of the model: 6 years" in notices["body-nearest"]
    assert "under 1 year, 58 cm, 5.2 kg" in notices["body-nearest"]
    grown = doc.patient("Témoin", birth_date="1985-04-12", height_cm=165, weight_kg=62)
    doc.session(grown.id)
    assert history.of_patient(doc.seat, grown.id, lang="fr")[0].nearest == ""


def test_the_area_of_an_infant_is_far_less_sure_than_an_adults(doc):
    sure = []
    for fields in ({"birth_date": "1985-04-12", "height_cm": 165, "weight_kg": 62},
                   {"birth_date": "2026-09-05", "height_cm": 58, "weight_kg": 5.2}):  # fmt: skip
        session = doc.session(doc.patient("Exemple", **fields).id)
        tablet = Tablet(session.id)
        zone = {"id": "z", "kind": "zone", "zone": "thigh_anterior.L", "depth": "IDS"}
        doc.send(session.id, tablet.event("mark.planned", {"mark": zone, "phase": "plan"}))
        sure.append(totals.of(doc.seat, session.id)["plan"]["uncertainty_pct"])
    assert sure[1] > 3 * sure[0]
