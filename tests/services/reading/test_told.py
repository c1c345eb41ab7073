"""What is told of a session is one thing everywhere: what was done, be it nothing, or its plan."""

import json
from pathlib import Path

import pytest
from flask import Flask, render_template_string

from mesomap.exports.interchange import session_case
from mesomap.services.billing import estimates
from mesomap.services.measuring import went
from mesomap.services.reading import comparing, glances, history, totals
from mesomap.services.record import sessions
from tests.cast import face_of

CASES = json.loads((Path(__file__).parents[2] / "cases" / "told.json").read_text())
ZONES = {"a": "lumbar_paravertebral.L", "b": "knee_patellar.L"}


@pytest.fixture(params=[False, True], ids=["open", "signed"])
def signed(request):
    return request.param


@pytest.fixture(params=CASES, ids=[case["what"] for case in CASES])
def case(request):
    return request.param


@pytest.fixture
def told(doc, session, tablet, case, signed):
    events = [tablet.point(mark_id, face_of(zone)) for mark_id, zone in ZONES.items()]
    events += [tablet.event("marks.done", body) for body in case["acts"]]
    events += [tablet.event("session.signed")] if signed else []
    assert {a.status for a in doc.send(session.id, *events)} == {"stored"}
    return sessions.load(doc.seat, session.id)


def test_the_session_and_all_that_reads_it_tell_the_same(doc, case, told):
    n, of = len(case["marks"]), case["told"]
    assert (told.told, [m.id for m in told.told_marks()]) == (of, case["marks"])
    past = history.of_patient(doc.seat, told.patient_id, lang="fr")[0]
    assert (past.of, past.points, len(past.zones)) == (of, n, n)
    whole = totals.of(doc.seat, told.id)
    assert whole[of]["points"] == n
    assert sum(row["points"] for row in whole["where"]) == n
    assert sum(row["points"] for row in went.rows_of(told)) == n
    assert len(comparing.zones_of(told)) == n
    assert len(glances.places_of(doc.seat, [told.id], "fr")[told.id]) == (n or 2)
    export = session_case(told)
    assert (export["of"], [m["id"] for m in export["marks"]]) == (of, case["marks"])
    assert estimates.difference(doc.seat, told.id)["done"]["points"] == n


def test_lists_say_it_in_words(doc, case, told, signed):
    row = sessions.row(doc.seat, told.id)
    if case["told"] == "plan":
        said = "2 marques prévues" if signed else "2 marques"
    else:
        n = len(case["marks"])
        said = {2: "2 marques faites", 1: "1 marque faite sur 2", 0: "0 marque faite sur 2"}[n]
    assert marks_of(row) == said


def marks_of(row):
    folder = Path(__file__).parents[3] / "templates"
    page = Flask(__name__, template_folder=str(folder))
    page.jinja_env.add_extension("jinja2.ext.i18n")
    page.jinja_env.install_null_translations(newstyle=False)
    page.jinja_env.globals["ngettext"] = lambda one, many, n: one if n < 2 else many
    page.jinja_env.filters["day"] = page.jinja_env.filters["moment"] = str
    with page.app_context():
        source = '{% from "parts/acts.html" import marks_of %}{{ marks_of(row) }}'
        return render_template_string(source, row=row).strip()


@pytest.mark.parametrize("dry", [False, True])
def test_a_session_that_was_done_without_a_syringe_says_so(doc, session, tablet, dry):
    events = [tablet.point(mark_id, face_of(zone)) for mark_id, zone in ZONES.items()]
    assign = tablet.event("marks.assigned", {"mark_ids": list(ZONES), "syringe": "dry"})
    doc.send(session.id, *events, *([assign] if dry else []))
    bare = "Aucune seringue préparée : 2 marques sans produit ni lot."
    assert syringes_of(doc, session) == ()
    doc.send(session.id, tablet.event("marks.done", {"as_planned": True}))
    assert [line.replace("\xa0", " ") for line in syringes_of(doc, session)] == [bare][: 1 - dry]


def syringes_of(doc, session):
    return history.of_patient(doc.seat, session.patient_id, lang="fr")[0].syringes
