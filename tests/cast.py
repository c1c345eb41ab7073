"""Practices, doctors, invented patients and sessions that the tests begin with.

Ids are made here, so that a test can name what it made; times stand still unless told.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import numpy as np
from uuid_utils import uuid7

from mesomap.body import atlas
from mesomap.domain.clock import practice_day
from mesomap.services.people import patients
from mesomap.services.practice import accounts, devices
from mesomap.services.record import sessions, sync
from mesomap.services.safety import verify_chain, verify_derived
from mesomap.storage.seat import Seat
from mesomap.storage.sqlite import open_storage

NOW = datetime(2026, 11, 21, 20, 47, 54, 123000, tzinfo=UTC)
AT = "2026-11-21T20:47:54.123Z"
POINT = {"id": "a", "kind": "point", "anchors": [[4000, 0.25, 0.5]], "depth": "IDP"}


def today():
    """The present day of the tests' practices (Paris); late in the evening UTC has another."""
    return practice_day(datetime.now(UTC), ZoneInfo("Europe/Paris"))


def new_id():
    return str(uuid7())


def face_of(zone, nth=0):
    """A face in the middle of a zone, far from its borders; or the nth nearest to there."""
    skin = atlas.load()
    faces = skin.zone_faces(zone)
    spots = skin.figures["F"][skin.faces[faces]].mean(axis=1)
    off = np.linalg.norm(spots - spots.mean(axis=0), axis=1)
    return int(faces[np.argsort(off, kind="stable")[nth]])


def cookie_of(storage, user_id, now=None):
    """What the cookie of a device holds whose doctor has just signed in."""
    now = now or datetime.now(UTC)
    token = devices.begin(storage, new_id(), user_id, now, device="iPad", address="127.0.0.1")
    return {"sign_in": token}


def fresh_storage(folder):
    storage = open_storage(folder / "mesomap.db")
    storage.migrate()
    return storage


@dataclass
class Doctor:
    """A practice and who works there."""

    storage: object
    practice_id: str
    user_id: str

    @property
    def seat(self):
        """The seat of this doctor: the first argument of a service."""
        return Seat(self.storage, self.practice_id, self.user_id)

    def patient(self, family="Exemple", given="Alix", *, now=NOW, **fields):
        known = {"family_name": family, "given_name": given, "sex": "F"} | fields
        return patients.create(self.seat, new_id(), known, now)

    def session(self, patient_id=None, *, now=NOW, course_id=None, silhouette=None):
        patient_id = (
            patient_id or self.patient(birth_date="1985-04-12", height_cm=165, weight_kg=62).id
        )
        return sessions.open_session(
            self.seat, session_id=new_id(), event_id=new_id(), patient_id=patient_id,
            course_id=course_id, now=now, silhouette=silhouette,
        )  # fmt: skip

    def events(self, session_id, after=0):
        """Events of a session above that `seq`, as the API gives them."""
        return sync.news(self.seat, session_id, sync.Asked(after))[0].events

    def send(self, session_id, *events, now=NOW):
        return sync.receive(self.seat, session_id, list(events), now)


def doctor(storage, name="Cabinet du Parc"):
    """A new practice; its e-mail is made of a new id, so that nobody has it."""
    made = Doctor(storage, new_id(), new_id())
    email = f"{made.user_id}@exemple.test"
    accounts.create_practice(made.seat, name, "Dr Exemple", email, "hash", NOW)
    return made


def seat_of(storage, email):
    """The seat of the account of that e-mail."""
    with storage.reading() as r:
        row = r.account_by_email(email)
    return Seat(storage, row["practice_id"], row["user_id"])


def is_whole(seat):
    """Whether a practice's chain holds together, and all that derives from it agrees with it."""
    with seat.reading() as r:
        walk = verify_chain.Walk(r, seat.practice_id, "")
        derived = verify_derived.findings(r, seat.practice_id, "", lambda _done: None, [])
        return not [*walk.findings(lambda _done: None), *derived]


class Tablet:
    """Makes events as a tablet would, counting for itself."""

    def __init__(self, session_id, name="tablet"):
        self.session_id, self.name, self.count = session_id, name, 0

    def event(self, kind, body=None, **header):
        self.count += 1
        sent = {
            "id": new_id(), "device_id": self.name, "device_seq": self.count,
            "session_id": self.session_id, "kind": kind, "v": 1, "body": body or {},
            "gesture_id": "g", "at": AT, "elapsed_ms": self.count * 100,
        }  # fmt: skip
        return sent | header

    def point(self, mark_id, face=4000, **fields):
        mark = POINT | {"id": mark_id, "anchors": [[face, 0.25, 0.5]]} | fields
        return self.event("mark.planned", {"mark": mark, "phase": "plan"})
