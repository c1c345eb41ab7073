"""An instance with something of every kind in it, made through the services."""

import shutil
import sqlite3
from contextlib import closing

from mesomap import instance
from mesomap.services.billing import estimates
from mesomap.services.people import courses
from mesomap.services.practice import settings
from mesomap.services.record import offers
from mesomap.storage.sqlite import open_storage
from tests.cast import NOW, Tablet, cookie_of, doctor, new_id

#: Events of a furnished instance: six of the signed session from its tablet, two of the other's,
#: and three of the server: both openings, and what was measured.
EVENTS = 11

TARIFF = {"mode": "flat", "flat_cents": 6000}
SYRINGE = {
    "key": "A", "dry": False, "needle_mm": 4, "volume_ml": 2.0,
    "products": [{"name": "Procaïne", "lot": "AB1", "expiry": "2027-06-30", "volume_ml": 2.0}],
}  # fmt: skip
MOLE = {"id": "n1", "kind": "mole", "anchors": [[5000, 0.25, 0.5]], "radius_mm": 5}


def furnish(folder):
    """Make an instance: one practice, one signed and one unsigned session; its doctor."""
    instance.prepare(folder)
    (folder / "tls").mkdir()
    (folder / "tls" / "authority.pem").write_text("not a certificate, but bytes to be kept")
    storage = open_storage(instance.database(folder))
    storage.migrate()
    doc = doctor(storage)
    settings.put(doc.seat, "tariff", TARIFF, NOW)
    settings.put(doc.seat, "practice", {"telephone": "00 00 00 00 00"}, NOW)
    settings.put(doc.seat, "practice", {"telephone": "00 00 00 00 01"}, NOW)
    person = doc.patient(birth_date="1985-04-12", height_cm=165, weight_kg=62)
    fields = {"title": "Lombalgie", "planned_sessions": 4}
    course = courses.create(
        doc.seat, course_id=new_id(), patient_id=person.id, fields=fields, now=NOW
    )
    signed_session(doc, person.id, course.id)
    _open_session(doc, person.id)
    offers.make(doc.seat, NOW)
    cookie_of(storage, doc.user_id)
    storage.close()
    return doc


def signed_session(doc, patient_id, course_id=None):
    session = doc.session(patient_id, course_id=course_id)
    tablet = Tablet(session.id, new_id())
    doc.send(
        session.id, tablet.point("a"), tablet.point("b", face=4100),
        tablet.event("syringe.prepared", {"syringe": SYRINGE}),
        tablet.event("nogo.drawn", {"nogo": MOLE}),
    )  # fmt: skip
    estimates.issue(doc.seat, estimate_id=new_id(), session_id=session.id, now=NOW, lang="fr")
    doc.send(
        session.id, tablet.event("marks.done", {"as_planned": True}),
        tablet.event("session.signed"), tablet.event("unknown.kind", {"x": 1}),
    )  # fmt: skip
    return session.id


def _open_session(doc, patient_id):
    session = doc.session(patient_id)
    tablet = Tablet(session.id, new_id())
    doc.send(session.id, tablet.point("c"), tablet.event("note.written", {"text": "Note"}))


def copied(folder, target):
    """Copy a furnished instance that nobody has open."""
    shutil.copytree(folder, target)
    return target


def tamper(folder, *statements):
    """Change rows as someone with the file in hand could: past triggers and checks."""
    with closing(sqlite3.connect(instance.database(folder))) as db, db:
        db.execute("PRAGMA ignore_check_constraints = on")
        made = db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _sql in made:
            db.execute(f"DROP TRIGGER {name}")
        for sql in statements:
            assert db.execute(sql).rowcount > 0, sql
        for _name, sql in made:
            db.execute(sql)
