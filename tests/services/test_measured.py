"""Figures of a signed session: measured when it is signed, and read from then on."""

import sqlite3
from dataclasses import fields

import pytest

from mesomap.services import history, measured, projections, sessions, totals
from tests.cast import Tablet, doctor, fresh_storage


@pytest.fixture
def storage(tmp_path):
    storage = fresh_storage(tmp_path)
    yield storage
    storage.close()


@pytest.fixture
def doc(storage):
    return doctor(storage)


@pytest.fixture
def signed(doc):
    """A session with points, a filled zone and a stroke that was drawn askew; one was left out."""
    session = doc.session()
    tablet = Tablet(session.id)
    zone = {"id": "z", "kind": "zone", "zone": "lumbar_paravertebral.L", "depth": "IDS"}
    events = [tablet.point("a", 19178), tablet.point("b", 9000, depth=["IDS", "IDP"])]
    events += [tablet.event("mark.planned", {"mark": zone, "phase": "plan"})]
    events += [tablet.event("marks.done", {"mark_ids": ["a", "z"], "done": True})]
    doc.send(session.id, *events, tablet.event("session.signed"))
    return sessions.load(*doc.where, session.id)


def alter(tmp_path, factor):
    """Change the stored total as nothing else would compute it."""
    with sqlite3.connect(tmp_path / "mesomap.db") as db:
        assert db.execute(
            "UPDATE area SET signed = json_set(signed, '$.done.treated_mm2', "
            "? * json_extract(signed, '$.done.treated_mm2'))", [factor],
        ).rowcount == 1  # fmt: skip


def test_what_is_read_is_what_was_measured(storage, doc, signed):
    with storage.reading() as r:
        plan, done = measured.signed_areas(signed, r.area(doc.practice_id, signed.id))
    anew = totals.counted(signed)
    for kept, other in ((plan, anew.plan.areas), (done, anew.done.areas)):
        for field in fields(kept):
            assert getattr(kept, field.name) == getattr(other, field.name), field.name
    assert plan.treated_mm2 > done.treated_mm2 > 0
    read = totals._count_kept(signed, (plan, done))
    assert (read.plan, read.done) == (anew.plan, anew.done)


def test_history_and_totals_do_not_measure_a_signed_session_again(tmp_path, doc, signed):
    alter(tmp_path, 2)
    past = history.of_patient(*doc.where, signed.patient_id, lang="fr")[0]
    shown = totals.of(*doc.where, signed.id)["done"]["treated_cm2"]
    truly = measured.area_row(signed)["treated_mm2"] / 100
    assert past.treated_cm2 == shown == pytest.approx(2 * truly, abs=0.01)


def test_an_addendum_changes_no_figure(tmp_path, doc, signed):
    alter(tmp_path, 2)
    doc.send(signed.id, Tablet(signed.id, "late").event("addendum.written", {"text": "Bien"}))
    later = sessions.load(*doc.where, signed.id)
    assert later.last_seq > signed.last_seq
    kept = totals.of_record(*doc.where, later).done.areas.treated_mm2
    assert kept == pytest.approx(2 * measured.area_row(signed)["treated_mm2"])
    assert projections.measured(*doc.where, signed.id)["last_seq"] == signed.last_seq


def test_rebuilding_keeps_what_was_signed_and_measures_the_rest(storage, tmp_path, doc, signed):
    alter(tmp_path, 2)
    open_one = doc.session()
    doc.send(open_one.id, Tablet(open_one.id).point("a", 19178))
    with storage.reading() as r:
        before = r.area(doc.practice_id, signed.id)
    projections.rebuild(*doc.where)
    with storage.reading() as r:
        assert r.area(doc.practice_id, signed.id) == before
        assert r.area(doc.practice_id, open_one.id)["signed"] is None
        assert 310 < r.area(doc.practice_id, open_one.id)["treated_mm2"] < 320


def test_without_what_was_kept_it_is_measured_again(storage, tmp_path, doc, signed):
    with sqlite3.connect(tmp_path / "mesomap.db") as db:
        db.execute("UPDATE area SET signed = NULL")
    truly = measured.area_row(signed)["treated_mm2"]
    assert totals.of_record(*doc.where, signed).done.areas.treated_mm2 == truly
    with sqlite3.connect(tmp_path / "mesomap.db") as db:
        db.execute("DELETE FROM area")
    projections.rebuild(*doc.where)
    with storage.reading() as r:
        assert r.area(doc.practice_id, signed.id)["signed"]["done"]["treated_mm2"] == truly
