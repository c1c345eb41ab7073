"""Figures of a signed session: measured when it is signed, an event of the record from then on."""

import json
import shutil
import sqlite3
import threading
from dataclasses import fields
from pathlib import Path

import pytest

from mesomap.body import uncertainty
from mesomap.domain.events import Event
from mesomap.services.billing import estimates
from mesomap.services.measuring import signed_figures
from mesomap.services.people import patients
from mesomap.services.practice import accounts
from mesomap.services.reading import history, totals
from mesomap.services.record import measuring, projections, sessions
from mesomap.services.safety import exports, verify_derived
from mesomap.storage.seat import Seat
from mesomap.storage.sqlite import open_storage
from mesomap.storage.versions import is_current
from tests.cast import AT, NOW, Tablet, is_whole

RELEASE = Path(__file__).parents[2] / "storage/releases/2026-11.sql"


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
    return sessions.load(doc.seat, session.id)


@pytest.fixture
def another_model(monkeypatch, tmp_path):
    """The figures that a later version would find: its coefficients are twice as large."""
    found = json.loads(uncertainty.FILE.read_text())
    for group in found["groups"].values():
        for given in group.values():
            given["cover"] = {kind: 2 * value for kind, value in given["cover"].items()}
    (tmp_path / "later.json").write_text(json.dumps(found))
    monkeypatch.setattr(uncertainty, "FILE", tmp_path / "later.json")
    uncertainty.table.cache_clear()
    totals._kept._kept.clear()
    yield
    monkeypatch.undo()
    uncertainty.table.cache_clear()
    totals._kept._kept.clear()


def area_of(seat, session_id):
    with seat.reading() as r:
        return r.area(seat.practice_id, session_id)


def events_of(doc, session_id, kind="session.measured"):
    return [e for e in sessions.events(doc.seat, session_id) if e.kind == kind]


def sign_and_stop(doc, session):
    """Sign as a server does that is killed before it has measured."""
    event = Event(**Tablet(session.id, "last").event("session.signed"))
    with doc.storage.writing() as w:
        w.append(doc.practice_id, doc.user_id, AT, [event])
        projections.project(w, doc.practice_id, session.id)


def test_the_signature_is_followed_by_what_was_measured(doc, signed):
    (event,) = events_of(doc, signed.id)
    (signature,) = events_of(doc, signed.id, "session.signed")
    assert (event.device_id, event.seq) == ("server", signature.seq + 1)
    assert signed.measured == event.body
    assert signed.addenda == ()
    plan, done = event.body["plan"], event.body["done"]
    assert plan["treated_mm2"] > done["treated_mm2"] > 0
    assert sum(done["by_zone_mm2"].values()) == pytest.approx(done["treated_mm2"])
    assert set(plan["by_depth_mm2"]) == {"IDP", "IDS"}
    assert 0 < done["uncertainty_pct"] < 100
    told = {"mesh", "zones", "drawing", "figures", "shapes", "raised", "uncertainty", "mesomap"}
    assert told | {"laid_in"} == set(event.body["versions"])


def test_what_is_read_is_what_was_measured(doc, signed):
    read = signed_figures.signed_areas(signed, None)
    for kept, other in zip(read, signed_figures._measure(signed), strict=True):
        for field in fields(kept):
            assert getattr(kept, field.name) == getattr(other, field.name), field.name
    assert totals.of_record(doc.seat, signed).done.areas == read[1]


def figures(doc, session):
    past = history.of_patient(doc.seat, session.patient_id, lang="fr")[0]
    exported = json.loads(exports.session_json(doc.seat, session.id))["measured"]
    return (
        totals.of(doc.seat, session.id),
        past.figures,
        estimates.difference(doc.seat, session.id),
        exported,
    )


def test_another_model_changes_no_figure_of_what_was_signed(doc, signed, another_model):
    before = figures(doc, signed)
    table = area_of(doc.seat, signed.id)
    anew = signed_figures._measure(signed)[1].uncertainty_pct
    said = before[0]["done"]["uncertainty_pct"]
    assert said == signed.measured["done"]["uncertainty_pct"]
    assert anew == pytest.approx(2 * said, abs=0.2)
    projections.rebuild(doc.seat)
    totals._kept._kept.clear()
    assert area_of(doc.seat, signed.id) == table
    assert figures(doc, signed) == before


def test_an_addendum_changes_no_figure(doc, signed):
    before = figures(doc, signed)
    doc.send(signed.id, Tablet(signed.id, "late").event("addendum.written", {"text": "Bien"}))
    later = sessions.load(doc.seat, signed.id)
    assert later.last_seq > signed.last_seq
    assert [a.text for a in later.addenda] == ["Bien"]
    assert figures(doc, later)[1:] == before[1:]
    assert len(events_of(doc, signed.id)) == 1


def test_forgotten_tables_come_back_to_the_last_digit(tmp_path, storage, doc, signed):
    def dump():
        with sqlite3.connect(tmp_path / "mesomap.db") as db:
            return db.execute("SELECT * FROM area ORDER BY session_id").fetchall()

    before = dump()
    assert len(before) == 1
    with storage.writing() as w:
        w.forget_projections(doc.practice_id)
    assert dump() == []
    projections.rebuild(doc.seat)
    assert dump() == before


def test_an_open_session_is_measured_when_rebuilding(storage, doc):
    session = doc.session()
    doc.send(session.id, Tablet(session.id).point("a", 19178))
    projections.rebuild(doc.seat)
    area = area_of(doc.seat, session.id)
    assert area["signed"] is None
    assert 310 < area["treated_mm2"] < 320


def test_a_table_that_says_otherwise_is_told(tmp_path, doc, signed):
    assert is_whole(doc.seat)
    with sqlite3.connect(tmp_path / "mesomap.db") as db:
        db.execute("UPDATE area SET treated_mm2 = treated_mm2 + 1e-9 * treated_mm2")
    with doc.storage.reading() as r:
        found = verify_derived.findings(r, doc.practice_id, "", lambda _done: None, [])
        assert [(one.what, one.where) for one in found] == [("area", signed.id)]
    with sqlite3.connect(tmp_path / "mesomap.db") as db:
        db.execute("DELETE FROM area")
    assert not is_whole(doc.seat)
    projections.rebuild(doc.seat)
    assert is_whole(doc.seat)


# ------------------------------------------------------------ what is owed


def test_what_a_stopped_server_owes_is_appended_at_the_next_start(tmp_path, storage, doc):
    session = doc.session()
    doc.send(session.id, Tablet(session.id).point("a", 19178))
    sign_and_stop(doc, session)
    assert not is_current(tmp_path / "mesomap.db")
    told = []
    assert measuring.complete(storage, NOW, lambda *row: told.append(row)) == 1
    assert told == [(1, 1)]
    assert is_current(tmp_path / "mesomap.db")
    assert 310 < sessions.load(doc.seat, session.id).measured["plan"]["treated_mm2"] < 320
    assert measuring.complete(storage, NOW) == 0
    assert len(events_of(doc, session.id)) == 1


def test_who_opens_a_session_before_appends_it(doc):
    session = doc.session()
    doc.send(session.id, Tablet(session.id).point("a", 19178))
    assert measuring.owed(doc.seat, session, NOW) is session
    sign_and_stop(doc, session)
    owing = sessions.load(doc.seat, session.id)
    assert owing.measured is None
    assert measuring.owed(doc.seat, owing, NOW).measured is not None
    assert measuring.owed(doc.seat, owing, NOW).measured_seq == owing.last_seq + 1
    assert len(events_of(doc, session.id)) == 1


def test_several_who_append_it_at_once_write_one(doc):
    session = doc.session()
    doc.send(session.id, Tablet(session.id).point("a", 19178))
    sign_and_stop(doc, session)
    work = [
        threading.Thread(target=measuring.append, args=(doc.seat, [session.id], NOW))
        for _ in range(4)
    ]
    for thread in work:
        thread.start()
    for thread in work:
        thread.join()
    assert len(events_of(doc, session.id)) == 1
    assert is_whole(doc.seat)


def test_a_session_that_cannot_be_measured_says_so(storage, doc):
    """Written past the checks: a crossed outline, as only an older version could have stored it."""
    session = doc.session()
    crossed = [[100, 0.2, 0.2], [200, 0.2, 0.2], [110, 0.2, 0.2], [190, 0.2, 0.2]]
    mark = {"id": "p", "kind": "patch", "view": "back", "depth": "IDS", "anchors": crossed}
    event = Event(**Tablet(session.id).event("mark.planned", {"mark": mark}))
    with storage.writing() as w:
        w.append(doc.practice_id, doc.user_id, AT, [event])
    doc.send(session.id, Tablet(session.id, "other").event("session.signed"))
    (said,) = events_of(doc, session.id)
    why = said.body["unmeasured"]
    assert why["sentence"].format(**why["values"]).endswith(".")
    assert "plan" not in said.body
    assert measuring.complete(storage, NOW) == 0
    assert projections.rebuild(doc.seat).sessions == 1
    assert is_whole(doc.seat)
    assert area_of(doc.seat, session.id) is None


# ------------------------------------------------------------ a file of the release before


@pytest.fixture
def old(tmp_path):
    """A practice's file as the release of November 2026 left it: two signed sessions, one open."""
    with sqlite3.connect(tmp_path / "mesomap.db") as db:
        db.executescript(RELEASE.read_text())
    db.close()
    storage = open_storage(tmp_path / "mesomap.db")
    yield storage
    storage.close()


def test_a_file_of_the_release_before_keeps_the_figures_that_it_showed(old, tmp_path):
    with sqlite3.connect(tmp_path / "mesomap.db") as db:
        (kept,) = db.execute("SELECT signed FROM area WHERE signed IS NOT NULL").fetchone()
    shutil.copy(tmp_path / "mesomap.db", tmp_path / "before.db")
    old.migrate()
    assert measuring.complete(old, NOW) == 3
    assert is_current(tmp_path / "mesomap.db")
    seat = Seat(old, accounts.practices(old)[0].practice_id)
    patient = patients.recent(seat)[0]
    rows = sessions.of_patient(seat, patient.id)
    assert [(row.state, row.marks, row.done) for row in rows] == [
        ("planning", 2, 0), ("signed", 1, 0), ("signed", 8, 7)
    ]  # fmt: skip
    first, crossed, open_one = (sessions.load(seat, rows[k].id).measured for k in (2, 1, 0))
    assert first["kept"] is True
    for name in ("plan", "done"):
        wanted = json.loads(kept)[name]
        assert first[name] == {k: v for k, v in wanted.items() if k != "by_mark_mm2"}
    assert first["by_mark_mm2"] == json.loads(kept)["plan"]["by_mark_mm2"]
    assert "unmeasured" in crossed
    assert open_one is None
    assert [a.text for a in sessions.load(seat, rows[2].id).addenda] == ["Bien toléré"]
    assert is_whole(seat)
    assert measuring.complete(old, NOW) == 0
