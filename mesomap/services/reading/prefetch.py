"""What a tablet keeps of today, so that it can go on without the server."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mesomap.body.patient import SILHOUETTES
from mesomap.services.people.patients import patient_of
from mesomap.services.people.records import patient_row
from mesomap.services.practice import settings
from mesomap.services.record import folds, opening

if TYPE_CHECKING:
    from datetime import date, datetime

    from mesomap.domain.events import Event
    from mesomap.domain.patient import Patient
    from mesomap.domain.session import Session
    from mesomap.storage.protocol import Reader, Row
    from mesomap.storage.seat import Seat

#: Patients at the most: who comes today, then who was here last.
MOST_PATIENTS = 60

#: A session of today that has more events than this is not carried along.
MOST_EVENTS = 3_000

#: Ages of a walk-in are the middles of bands; each has a body of its own.
SEXES = ("F", "M")


@dataclass(frozen=True, slots=True)
class Kept:
    """One patient of today; `merged` are ids that tablets may still know them by.

    `courses` are those with sessions to come, each with its next number; `number` that of a
    session outside of any. `previous` is the last session with marks.
    """

    patient: Patient
    merged: tuple[str, ...]
    body: dict[str, Any]
    courses: tuple[dict[str, Any], ...]
    number: int
    previous: Session | None
    sessions: tuple[tuple[Row, tuple[Event, ...]], ...]


def tag(seat: Seat, now: datetime) -> str:
    """Name what `of_today` would give: the same while nothing was written on the same day."""
    with seat.reading() as r:
        last = r.last_event(seat.practice_id)
        day = settings.today(r, seat.practice_id, now).isoformat()
        return f"{day} {last['seq'] if last else 0} {r.last_change(seat.practice_id)}"


def of_today(seat: Seat, now: datetime) -> list[Kept]:
    """Gather who comes today, whose session is not finished, then who was here last."""
    with seat.reading() as r:
        day = settings.today(r, seat.practice_id, now)
        rows = r.sessions(seat.practice_id, treatment_date=day.isoformat())
        first = [row["patient_id"] for row in (*rows, *r.unsigned(seat.practice_id))]
        recent = [row["patient_id"] for row in r.recent_patients(seat.practice_id, MOST_PATIENTS)]
        ids = list(dict.fromkeys([*first, *recent]))[:MOST_PATIENTS]
        return [_kept(r, seat.practice_id, patient_id, day) for patient_id in ids]


def _kept(r: Reader, practice_id: str, patient_id: str, day: date) -> Kept:
    row = r.patient(practice_id, patient_id)
    assert row is not None, "it was listed in this very transaction"
    rows = r.sessions(practice_id, patient_id=patient_id)
    courses = tuple(_course(r, practice_id, c) for c in r.courses(practice_id, patient_id))
    todo = tuple(c for c in courses if c["number"] <= c["planned_sessions"])
    course_id = todo[0]["id"] if todo else None
    return Kept(
        patient=patient_of(row),
        merged=tuple(m["patient_id"] for m in r.merged(practice_id, patient_id)),
        body=opening.body_of(row, day, None),
        courses=todo,
        number=opening.next_number(r, practice_id, patient_id, None),
        previous=_previous(r, practice_id, rows, course_id),
        sessions=tuple(
            (s, _events(r, practice_id, s["session_id"]))
            for s in rows
            if s["treatment_date"] == day.isoformat() or s["signed_at"] is None
        ),
    )


def _course(r: Reader, practice_id: str, row: Row) -> dict[str, Any]:
    number = opening.next_number(r, practice_id, row["patient_id"], row["course_id"])
    return {
        "id": row["course_id"],
        "title": row["title"],
        "planned_sessions": row["planned_sessions"],
        "number": number,
    }


def _previous(
    r: Reader, practice_id: str, rows: list[Row], course_id: str | None
) -> Session | None:
    marked = [row for row in rows if row["marks"]]
    of_course = [row for row in marked if row["course_id"] == course_id]
    others = [row for row in marked if row not in of_course]
    return folds.first_read(r, practice_id, (*of_course, *others))


def _events(r: Reader, practice_id: str, session_id: str) -> tuple[Event, ...]:
    events = r.events(practice_id, session_id)
    return tuple(events) if len(events) <= MOST_EVENTS else ()


def body_now(seat: Seat, patient_id: str, now: datetime) -> dict[str, Any]:
    """Work out the body that a session of this patient would be opened on. Raises NotFound."""
    with seat.reading() as r:
        row = patient_row(r, seat.practice_id, patient_id)
        return opening.body_of(row, settings.today(r, seat.practice_id, now), None)


def walk_in_bodies(ages: tuple[int, ...], day: date) -> dict[str, dict[str, Any]]:
    """Work out the bodies of people without an appointment, by sex, age band and build.

    `{"F-40": …, "F-40-slim": …}`; the usual build, which has no name in the key, comes first.
    """
    unknown = {"birth_date": None, "height_cm": None, "weight_kg": None}
    builds = sorted(SILHOUETTES, key=lambda name: name != opening.DEFAULT_SILHOUETTE)
    return {
        walk_in_key(sex, age, build): opening.body_of(
            unknown | {"sex": sex, "age_band_years": age}, day, build
        )
        for build in builds
        for sex in SEXES
        for age in ages
    }


def walk_in_key(sex: str, age_years: int, build: str) -> str:
    usual = build == opening.DEFAULT_SILHOUETTE
    return f"{sex}-{age_years}" if usual else f"{sex}-{age_years}-{build}"
