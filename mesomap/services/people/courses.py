"""Courses of sessions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mesomap.domain.clock import utc_text
from mesomap.domain.course import Course
from mesomap.domain.registering import course_fields
from mesomap.errors import N_, AlreadyMade, NotFound
from mesomap.services.people.records import patient_row
from mesomap.services.people.repeats import is_first

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from mesomap.storage.protocol import Reader, Row
    from mesomap.storage.seat import Seat


def _course(row: Row) -> Course:
    return Course(
        row["course_id"], row["patient_id"], row["title"], row["planned_sessions"],
        row["created_at"], row["version"], row.get("sessions_count", 0),
    )  # fmt: skip


def create(
    seat: Seat, *, course_id: str, patient_id: str, fields: Mapping[str, Any], now: datetime,
) -> Course:  # fmt: skip
    """Begin a course. `fields`: title, planned_sessions (1-60, 5 when left out).

    Raises
    ------
    Refused
        With `values["field"]`.
    NotFound
        No such patient in this practice.
    AlreadyMade
        That id was begun with other values; with the same ones it is the same course.
    """
    read = course_fields({"title": "", "planned_sessions": None} | dict(fields))
    at = utc_text(now)
    row = {
        "practice_id": seat.practice_id, "course_id": course_id, "patient_id": patient_id, **read,
        "created_at": at,
    }  # fmt: skip
    with seat.writing() as w:
        row["patient_id"] = patient_row(w, seat.practice_id, patient_id)["patient_id"]
        known = w.course(seat.practice_id, course_id)
        whose = known and known["patient_id"] == row["patient_id"]
        if known and whose and is_first(w, seat.practice_id, "course", course_id, read):
            return _course(known)
        if known:
            raise AlreadyMade(
                N_("Ce formulaire a déjà été enregistré, avec d’autres valeurs."), id=course_id
            )
        w.add("course", row, seat.user_id, at)
    return _course(row | {"version": 1})


def row_of(reader: Reader, practice_id: str, course_id: str) -> Row:
    """Look a course up inside a transaction; raises NotFound."""
    row = reader.course(practice_id, course_id)
    if row is None:
        raise NotFound(N_("Cette cure n’existe pas dans ce cabinet."))
    return row


def of_patient(seat: Seat, patient_id: str) -> list[Course]:
    """Newest first. Raises NotFound."""
    with seat.reading() as r:
        whose = patient_row(r, seat.practice_id, patient_id)["patient_id"]
        return [_course(row) for row in r.courses(seat.practice_id, whose)]


def get(seat: Seat, course_id: str) -> Course:
    """Look a course up; raises NotFound."""
    with seat.reading() as r:
        return _course(row_of(r, seat.practice_id, course_id))
