"""Exports: files that others can read, and that run nothing."""

import csv
import io
import json

import pytest

from mesomap.body import area
from mesomap.body.case import read_case
from mesomap.errors import NotFound
from mesomap.services.billing import estimates
from mesomap.services.practice import settings
from mesomap.services.reading import totals
from mesomap.services.record import sessions
from mesomap.services.safety import exports
from tests.cast import NOW, Tablet, doctor, face_of, fresh_storage, new_id


@pytest.fixture
def doc(tmp_path):
    storage = fresh_storage(tmp_path)
    made = doctor(storage)
    settings.put(made.seat, "tariff", {"flat_cents": 4550}, NOW)
    settings.put(made.seat, "counting", {"radii_mm": {"IDP": 7.0}}, NOW)
    yield made
    storage.close()


@pytest.fixture
def session(doc):
    made = doc.session(doc.patient('=HYPERLINK("x")', "Alix", birth_date="1985-04-12",
                                   height_cm=165, weight_kg=62).id)  # fmt: skip
    tablet = Tablet(made.id)
    stroke = {"id": "s", "kind": "stroke", "anchors": [[face_of("lumbar_lateral.L"), 0.2, 0.2]],
              "view": "back", "figure": "F", "depth": "IED"}  # fmt: skip
    doc.send(made.id, tablet.point("a", face_of("lumbar_paravertebral.L")),
             tablet.event("mark.planned", {"mark": stroke, "phase": "plan"}))  # fmt: skip
    return made


@pytest.fixture
def estimate(doc, session):
    return estimates.issue(
        doc.seat, estimate_id=new_id(), session_id=session.id, now=NOW, lang="fr",
        extra=[{"label": "-1+1|cmd", "amount_cents": 150}],
    )  # fmt: skip


def rows_of(data, delimiter):
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter=delimiter))


def test_a_french_table_has_semicolons_and_decimal_commas(doc, estimate):
    rows = rows_of(exports.estimate_csv(doc.seat, estimate.id, lang="fr"), ";")
    head, fee, extra, total = rows
    assert len({len(r) for r in rows}) == 1
    assert fee[head.index("Montant")] == "45,5"
    assert fee[head.index("Devis")] == estimate.number
    assert fee[head.index("Émis le")] == "2026-11-21"
    assert total[head.index("Montant")] == "47"
    assert extra[head.index("Ligne")] == "2"


def test_an_english_table_has_commas_and_points(doc, estimate):
    rows = rows_of(exports.estimate_csv(doc.seat, estimate.id, lang="en"), ",")
    assert rows[1][9] == "45.5"


def test_no_cell_is_a_formula(doc, estimate):
    rows = rows_of(exports.estimate_csv(doc.seat, estimate.id, lang="fr"), ";")
    cells = [c for row in rows for c in row]
    assert '\'=HYPERLINK("x") Alix' in cells
    assert "'-1+1|cmd" in cells
    assert not [c for c in cells if c[:1] in "=+@-" and c]


def test_the_json_is_the_estimate_as_issued(doc, estimate):
    data = exports.estimate_json(doc.seat, estimate.id)
    assert json.loads(data) == estimate.body
    assert data.endswith(b"}\n")
    assert data == exports.estimate_json(doc.seat, estimate.id)


def test_a_session_is_a_case_that_others_measure_alike(doc, session):
    """The radii that the session froze are in the file: 7 mm here, not the default 10."""
    case = json.loads(exports.session_json(doc.seat, session.id))
    body, marks = read_case(case)
    assert {m.radius_mm for m in marks if m.radius_mm} == {7.0}
    again = area.measure(body, marks).treated_mm2 / 100
    assert again == pytest.approx(totals.of(doc.seat, session.id)["plan"]["treated_cm2"], abs=0.006)
    assert case["of"] == "plan"
    assert case["session"]["id"] == session.id


def test_a_session_that_was_done_exports_what_was_done(doc, session):
    doc.send(
        session.id, Tablet(session.id, "t2").event("marks.done", {"mark_ids": ["a"], "done": True})
    )
    case = json.loads(exports.session_json(doc.seat, session.id))
    assert case["of"] == "done"
    assert [m["id"] for m in case["marks"]] == ["a"]


def test_a_patients_file_holds_everything_down_to_the_events(doc, session, estimate):
    data = json.loads(exports.patient_json(doc.seat, session.patient_id))
    assert data["patient"]["given_name"] == "Alix"
    assert [e["number"] for e in data["estimates"]] == [estimate.number]
    kinds = [e["kind"] for e in data["sessions"][0]["events"]]
    assert kinds == ["session.opened", "mark.planned", "mark.planned"]
    assert sessions.load(doc.seat, session.id).last_seq == data["sessions"][0]["events"][-1]["seq"]


@pytest.mark.parametrize(
    "read",
    [
        lambda d, m: exports.session_json(d.seat, m.session_id),
        lambda d, m: exports.patient_json(d.seat, m.patient_id),
        lambda d, m: exports.estimate_json(d.seat, m.id),
        lambda d, m: exports.estimate_csv(d.seat, m.id, lang="fr"),
    ],
    ids=["session", "patient", "json", "csv"],
)
def test_another_practice_exports_none_of_it(doc, estimate, read):
    with pytest.raises(NotFound):
        read(doctor(doc.storage, "Cabinet d’en face"), estimate)
