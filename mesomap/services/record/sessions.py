"""Sessions: open, read, list."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mesomap.errors import N_, Newer, NotFound
from mesomap.services.people.records import patient_row
from mesomap.services.practice import settings
from mesomap.services.record import folds, opening

if TYPE_CHECKING:
    from datetime import datetime

    from mesomap.domain.events import Event
    from mesomap.domain.session import Session
    from mesomap.storage.protocol import Reader, Row
    from mesomap.storage.seat import Seat


@dataclass(frozen=True, slots=True)
class SessionRow:
    """One line of a list of sessions: how many marks and points stand, and how many were done."""

    id: str
    patient_id: str
    patient_name: str
    course_id: str | None
    course_title: str | None
    number: int
    own_number: int
    """What its events say; `number` is what it is shown by once two records are one."""
    planned_sessions: int | None
    treatment_date: str
    planned_date: str | None
    recorded_on: str | None
    state: str
    points: int
    marks: int
    done: int | None
    said: int
    """Of how many it was said that they were done, or left out."""
    newer: int | None
    opened_at: str
    signed_at: str | None
    last_seq: int
    sex: str
    birth_date: str | None
    age_band_years: int | None
    aside: bool
    """Whether it is put aside …"""
    aside_reason: str | None
    """… and why, where that was said."""


def line(row: Row) -> SessionRow:
    """Make a line of a list of its row."""
    same = (
        "patient_id", "course_id", "course_title", "number", "own_number", "planned_sessions",
        "treatment_date", "planned_date", "recorded_on", "state", "points", "marks", "done", "said",
        "newer", "opened_at", "signed_at", "last_seq",
        "sex", "birth_date", "age_band_years", "aside_reason",
    )  # fmt: skip
    name = f"{row['family_name']} {row['given_name']}".strip()
    return SessionRow(
        id=row["session_id"], patient_name=name, aside=bool(row["aside"]),
        **{key: row[key] for key in same},
    )  # fmt: skip


def open_session(
    seat: Seat, *, session_id: str, event_id: str,
    patient_id: str, course_id: str | None, now: datetime, silhouette: str | None = None,
) -> Session:  # fmt: skip
    """Open a session: freeze body, settings and versions into its first event.

    The body is the patient's sex, age, height and weight today; a silhouette ("slim", "medium",
    "strong", "obese") stands in where they are unknown (`body_estimated`), and the nearest body
    where the model has none (`body_nearest`).

    Raises
    ------
    NotFound
        No such patient or course in this practice.
    Refused
        A course of another patient, an unknown silhouette.
    Conflict
        This session id is another patient's or course's, or the event id is taken. The same session
        asked for again is given as it stands.
    """
    with seat.writing() as w:
        return opening.open_in(
            w, seat.practice_id, seat.user_id, session_id=session_id, event_id=event_id,
            patient_id=patient_id, course_id=course_id, now=now, silhouette=silhouette,
        )  # fmt: skip


def row_of(reader: Reader, practice_id: str, session_id: str) -> Row:
    """Look a session up inside a transaction; raises NotFound."""
    row = reader.session(practice_id, session_id)
    if row is None:
        raise NotFound(N_("Cette séance n’existe pas dans ce cabinet."))
    return row


def row(seat: Seat, session_id: str) -> SessionRow:
    """One line of the lists. Raises NotFound."""
    with seat.reading() as r:
        return line(row_of(r, seat.practice_id, session_id))


def load(seat: Seat, session_id: str) -> Session:
    """Fold the session as it stands, by the number that it is shown by.

    Raises NotFound, also for another practice's.
    """
    with seat.reading() as r:
        row = row_of(r, seat.practice_id, session_id)
    found = folds.load(seat, session_id)
    number = row["number"]
    return found if number == row["own_number"] else replace(found, number=number)


def load_read(seat: Seat, session_id: str) -> Session | None:
    """Fold the session; None where a newer version opened it. Raises NotFound."""
    try:
        return load(seat, session_id)
    except Newer:
        return None


def events(seat: Seat, session_id: str, after: int = 0) -> list[Event]:
    """Events of a session whose `seq` is above `after`, by `seq`. Raises NotFound."""
    with seat.reading() as r:
        row_of(r, seat.practice_id, session_id)
        return r.events(seat.practice_id, session_id, after)


def of_patient(seat: Seat, patient_id: str) -> list[SessionRow]:
    """Sessions of a patient, newest treatment date first, then id. Raises NotFound."""
    with seat.reading() as r:
        whose = patient_row(r, seat.practice_id, patient_id)["patient_id"]
        return [line(row) for row in r.sessions(seat.practice_id, patient_id=whose)]


def previous(seat: Seat, session_id: str) -> Session | None:
    """Find the same patient's last session before this one that has marks (for *Refaire*).

    One of the same course comes first. Raises NotFound.
    """
    with seat.reading() as r:
        here = row_of(r, seat.practice_id, session_id)
        rows = r.sessions(seat.practice_id, patient_id=here["patient_id"])
        place = here["treatment_date"], here["session_id"]
        before = [
            row for row in rows
            if row["marks"] and (row["treatment_date"], row["session_id"]) < place
        ]  # fmt: skip
        of_course = [row for row in before if row["course_id"] == here["course_id"]]
        others = [row for row in before if row not in of_course]
        return folds.first_read(r, seat.practice_id, (*of_course, *others))


def unfinished(seat: Seat, now: datetime) -> list[SessionRow]:
    """Sessions of other days than today that nobody signed, newest first."""
    with seat.reading() as r:
        day = settings.today(r, seat.practice_id, now).isoformat()
        return [line(row) for row in r.unsigned(seat.practice_id) if row["treatment_date"] != day]


def of_day(seat: Seat, now: datetime) -> list[SessionRow]:
    """Sessions of the practice's day that `now` falls on, newest first."""
    with seat.reading() as r:
        day = settings.today(r, seat.practice_id, now).isoformat()
        return [line(row) for row in r.sessions(seat.practice_id, treatment_date=day)]
