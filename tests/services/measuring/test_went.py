"""What went where: by syringe, depth and zone, in the words of history and the rows of a page."""

from dataclasses import replace

import pytest

from mesomap.documents.words import Words
from mesomap.services.measuring import went
from mesomap.services.reading import history, totals
from mesomap.services.record import sessions
from tests.cast import Tablet, face_of

LIDOCAINE = {"key": "A", "products": [{"name": "Lidocaïne", "lot": "L1"}]}
PIROXICAM = {"key": "B", "products": [{"name": "Piroxicam"}]}


@pytest.fixture
def session(doc):
    opened = doc.session()
    tablet = Tablet(opened.id)
    zone = {"id": "n", "kind": "zone", "zone": "gluteal.L", "depth": "IDS"}
    doc.send(
        opened.id,
        tablet.event("mark.planned", {"mark": zone}),
        *[tablet.point(f"p{n}", face_of("lumbar_paravertebral.L", n)) for n in range(3)],
        tablet.point("h", face_of("lumbar_paravertebral.R"), depth="IHD"),
        tablet.event("syringe.prepared", {"syringe": LIDOCAINE}),
        tablet.event("syringe.prepared", {"syringe": PIROXICAM}),
        tablet.event("marks.assigned", {"mark_ids": ["n"], "syringe": "A", "among": ["A", "B"]}),
        tablet.event("marks.assigned", {"mark_ids": ["p0", "p1"], "syringe": "B", "among": ["A"]}),
        tablet.event("marks.assigned", {"mark_ids": ["h"], "syringe": "dry"}),
    )
    return sessions.load(doc.seat, opened.id)


def test_rows_are_by_syringe_depth_and_zone_and_wide_marks_have_their_skin(doc, session):
    rows = went.rows_of(session)
    assert [(r["syringe"], r["depths"], r["zone"], r["points"], r["wide"]) for r in rows] == [
        ("A", ["IDS"], "gluteal.L", 0, 1), ("B", ["IDP"], "lumbar_paravertebral.L", 2, 0),
        ("dry", ["IHD"], "lumbar_paravertebral.R", 1, 0),
        (None, ["IDP"], "lumbar_paravertebral.L", 1, 0),
    ]  # fmt: skip
    whole = totals.of(doc.seat, session.id)
    assert rows[0]["cm2"] == pytest.approx(whole["plan"]["by_depth_cm2"]["IDS"], abs=0.1)
    assert rows[1]["cm2"] is None
    assert whole["where"] == rows


def test_a_signed_session_keeps_its_areas_whatever_a_later_model_says(doc, session):
    """Two outlines that overlap and one alone; of them the record says what was measured then."""
    tablet = Tablet(session.id)
    over = {"id": "o", "kind": "zone", "zone": "gluteal.L", "depth": "IDS", "syringe": "A"}
    doc.send(session.id, tablet.event("mark.planned", {"mark": over}),
             tablet.event("marks.done", {"as_planned": True}), tablet.event("session.signed"))  # fmt: skip
    signed = sessions.load(doc.seat, session.id)
    today = went.rows_of(signed)[0]["cm2"]
    alone = signed.measured["by_mark_mm2"]
    assert today == pytest.approx(alone["n"] / 100, abs=0.1), "the same skin twice counts once"
    other_model = {mark_id: mm2 * 2 for mark_id, mm2 in alone.items()}
    as_signed = replace(signed, id="x", measured=signed.measured | {"by_mark_mm2": other_model})
    assert went.rows_of(as_signed)[0]["cm2"] == pytest.approx(today * 2, abs=0.2)


def test_history_says_it_in_a_line_a_syringe(doc, session):
    [past] = history.of_patient(doc.seat, session.patient_id, lang="fr")
    said = [line.replace("\u00a0", " ") for line in past.syringes]
    assert said[0].startswith("A : Lidocaïne (lot L1)")
    assert said[2].startswith("A → nappage : Région glutéale gauche, ")
    assert said[2].endswith("cm²")
    assert said[3].endswith("2 points")
    assert said[4].startswith("à sec → hypodermique")
    assert said[5].startswith("sans seringue → ")
    [english] = history.of_patient(doc.seat, session.patient_id, lang="en")
    assert "dry → hypodermic: " in english.syringes[4]


def test_letters_stand_on_the_drawing_where_more_than_one_syringe_does(doc, session):
    [drawing] = history.maps(doc.seat, session.id, lang="fr")
    assert drawing["svg"].count('data-syringe="B"') == 2
    assert ">sec</text>" in drawing["svg"]
    alone = doc.session(session.patient_id)
    tablet = Tablet(alone.id)
    doc.send(
        alone.id,
        tablet.point("a", face_of("lumbar_paravertebral.L"), syringe="A"),
        tablet.event("syringe.prepared", {"syringe": LIDOCAINE}),
    )
    [one] = history.maps(doc.seat, alone.id, lang="fr")
    assert "data-syringe" not in one["svg"]


def test_nothing_is_said_where_no_syringe_stands(doc):
    assert went.lines(doc.session(), Words.of("fr")) == ()
