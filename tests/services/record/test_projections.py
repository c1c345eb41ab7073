"""Derived tables are made again from the events, and tampering with the events is seen."""

import shutil
import sqlite3

import pytest

from mesomap.domain.events import Event
from mesomap.services.record import projections, sessions
from mesomap.storage.seat import Seat
from mesomap.storage.sqlite import open_storage
from tests import furnished
from tests.cast import Tablet, doctor

TABLES = ("session", "mark", "syringe", "syringe_product")


@pytest.fixture
def path(tmp_path):
    return tmp_path / "mesomap.db"


@pytest.fixture
def session(doc):
    """A session with marks, a syringe and a signature."""
    session = doc.session()
    tablet = Tablet(session.id)
    syringe = {"key": "A", "products": [{"name": "Lidocaïne", "lot": "L1"}], "volume_ml": 4}
    doc.send(
        session.id, tablet.point("a"), tablet.point("b", depth=["IDS", "IDP"]),
        tablet.event("mark.removed", {"mark_id": "b"}),
        tablet.event("syringe.prepared", {"syringe": syringe}),
        tablet.event("marks.done", {"as_planned": True}), tablet.event("session.signed"),
    )  # fmt: skip
    return sessions.load(doc.seat, session.id)


def dump(path):
    """Every derived row, read without our own code."""
    connection = sqlite3.connect(path)
    rows = {
        table: sorted(map(repr, connection.execute(f"SELECT * FROM {table}"))) for table in TABLES
    }
    connection.close()
    return rows


def test_tables_say_what_the_session_says(storage, doc, session):
    with storage.reading() as r:
        marks, syringes = (
            r.marks(doc.practice_id, session.id),
            r.syringes(doc.practice_id, session.id),
        )
    assert [(m["mark_id"], m["depth"], m["removed"], m["done"]) for m in marks] == [
        ("a", "IDP", 0, 1), ("b", "IDS+IDP", 1, None)
    ]  # fmt: skip
    assert all(m["zone"] for m in marks)
    assert [(p["name"], p["lot"]) for p in syringes[0]["products"]] == [("Lidocaïne", "L1")]
    assert sessions.row(doc.seat, session.id).signed_at == session.signed.at


def test_rebuilding_gives_the_same_tables(storage, path, doc, session):
    doc.session()
    before = dump(path)
    with storage.writing() as w:
        w.forget_projections(doc.practice_id)
    assert dump(path)["session"] == []
    assert projections.rebuild(doc.seat) == projections.Rebuilt(2, ())
    assert dump(path) == before


def test_rebuilding_leaves_what_a_newer_version_opened_as_it_stands(storage, path, doc, session):
    theirs = doc.session().id
    furnished.tamper(path.parent, f"UPDATE event SET v = 2 WHERE session_id = '{theirs}'")
    before = dump(path)
    assert projections.rebuild(doc.seat) == projections.Rebuilt(1, (theirs,))
    assert dump(path) == before


def test_rebuilding_one_practice_leaves_the_others(storage, path, doc, session):
    other = doctor(storage, "Ailleurs")
    other.session()
    before = dump(path)
    projections.rebuild(other.seat)
    assert dump(path) == before


def test_an_area_is_kept_until_the_session_changes(storage, doc):
    session = doc.session()
    tablet = Tablet(session.id)
    doc.send(session.id, tablet.point("a", face=19178))
    first = projections.measured(doc.seat, session.id)
    assert 310 < first["treated_mm2"] < 320  # a disc of 10 mm radius, on the flat of the back
    assert projections.measured(doc.seat, session.id)["last_seq"] == first["last_seq"]
    doc.send(session.id, tablet.point("b", 9000))
    second = projections.measured(doc.seat, session.id)
    assert second["last_seq"] == first["last_seq"] + 1
    assert second["treated_mm2"] > first["treated_mm2"]
    projections.rebuild(doc.seat)
    with storage.reading() as r:
        assert r.area(doc.practice_id, session.id)["treated_mm2"] == pytest.approx(
            second["treated_mm2"]
        )


def test_a_signed_session_is_measured_at_once(storage, doc, session):
    with storage.reading() as r:
        assert r.area(doc.practice_id, session.id)["last_seq"] == session.last_seq


def test_what_cannot_be_measured_is_rebuilt_all_the_same(storage, doc):
    """Written past the checks: a crossed outline, as only an older version could have stored it."""
    session = doc.session()
    crossed = [[100, 0.2, 0.2], [200, 0.2, 0.2], [110, 0.2, 0.2], [190, 0.2, 0.2]]
    mark = {"id": "p", "kind": "patch", "view": "back", "depth": "IDS", "anchors": crossed}
    event = Event(**Tablet(session.id).event("mark.planned", {"mark": mark}))
    with storage.writing() as w:
        w.append(doc.practice_id, doc.user_id, "2026-11-21T20:47:54.123Z", [event])
    assert projections.rebuild(doc.seat).sessions == 1
    with storage.reading() as r:
        assert r.area(doc.practice_id, session.id) is None
    assert sessions.row(doc.seat, session.id).marks == 1


# ------------------------------------------------------------ the chain


def walked(seat):
    with seat.reading() as r:
        return projections.walk(r, seat.practice_id)


def test_an_untouched_chain_verifies(doc, session):
    assert walked(doc.seat) == projections.Verdict(ok=True, events=8)


def test_an_empty_practice_verifies(doc):
    assert walked(doc.seat) == projections.Verdict(ok=True, events=0)


@pytest.mark.parametrize(
    ("sql", "seq"),
    [
        ("UPDATE event SET kind = 'note.written' WHERE seq = 3", 3),
        ("UPDATE event SET received_at = '2020-01-01T00:00:00.000Z' WHERE seq = 7", 7),
        ("UPDATE event SET author_id = 'nobody' WHERE seq = 1", 1),
        ("UPDATE event SET elapsed_ms = 5 WHERE seq = 2", 2),
        ("UPDATE event_body SET body = replace(body, '\"a\"', '\"c\"') WHERE seq = 2", 2),
        ("DELETE FROM event WHERE seq = 4", 5),
        ("DELETE FROM event WHERE seq = 1", 2),
        ("UPDATE event SET seq = seq + 100 WHERE seq = 8", 108),
        ("UPDATE event SET hash = zeroblob(32) WHERE seq = 4", 4),
        ("UPDATE event SET prev_hash = zeroblob(32) WHERE seq = 4", 4),
    ],
)  # fmt: skip
def test_tampering_is_seen_and_the_place_is_named(path, tmp_path, doc, session, sql, seq):
    """Someone with the file itself can drop the triggers; the chain still tells."""
    copy = tmp_path / "copy.db"
    tamper(path, copy, sql)
    verdict = verify_copy(copy, doc.practice_id)
    assert (verdict.ok, verdict.first_bad_seq) == (False, seq)
    assert ("manque" in verdict.reason) is (sql.startswith("DELETE") or "seq + 100" in sql)


def test_an_erased_body_breaks_nothing(path, tmp_path, doc, session):
    copy = tmp_path / "copy.db"
    tamper(path, copy, "DELETE FROM event_body WHERE seq = 3")
    assert verify_copy(copy, doc.practice_id).ok


def tamper(path, copy, sql):
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copy(path, copy)
    connection = sqlite3.connect(copy)
    names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for (name,) in names:
        connection.execute(f"DROP TRIGGER {name}")
    assert connection.execute(sql).rowcount == 1
    connection.commit()
    connection.close()


def verify_copy(copy, practice_id):
    storage = open_storage(copy)
    verdict = walked(Seat(storage, practice_id))
    storage.close()
    return verdict
