"""Rows that the contract of a storage is tested with."""

from dataclasses import replace
from datetime import UTC, datetime

from mesomap.domain.events import Event

P, Q, AUTHOR = "practice-p", "practice-q", "doctor"
AT = "2026-11-21T20:47:54.123Z"
NOW = datetime(2026, 11, 21, 20, 47, 54, tzinfo=UTC)


def event(number, *, session="s1", device="tablet", **fields):
    body = fields.pop("body", {"text": f"é {number}", "x": 1e-7})
    made = Event(
        id=f"{session}-{device}-{number}", device_id=device, device_seq=number, session_id=session,
        kind="note.written", v=1, body=body, gesture_id=None, at=AT, elapsed_ms=1.5,
    )  # fmt: skip
    return replace(made, **fields)


def patient(practice, patient_id, family="Exemple", given="Alix", **fields):
    return {
        "practice_id": practice, "patient_id": patient_id, "family_name": family,
        "given_name": given, "birth_date": None, "sex": "F", "height_cm": None, "weight_kg": None,
        "allergies": "", "treatments": "", "notes": "", "age_band_years": None, "created_at": AT,
    } | fields  # fmt: skip


def session_row(session_id, patient_id="pat", **fields):
    return {
        "session_id": session_id, "patient_id": patient_id, "course_id": None, "number": 1,
        "treatment_date": "2026-11-21", "state": "planning", "points": 0, "marks": 0,
        "opened_at": AT, "signed_at": None, "last_seq": 1,
    } | fields  # fmt: skip


def whose(reader, beginning):
    return {term["patient_id"] for term in reader.patient_terms(P, beginning)}


def issue(storage, practice_id, estimate_id, series="D", year=2026, made=None):
    with storage.writing() as w:
        return w.add_estimate(
            practice_id, estimate_id, "s1", series, year, made or body, NOW, author_id=AUTHOR
        )


def body(number):
    return {"number": number, "total_cents": 4500}


def course(course_id):
    return {
        "practice_id": P, "course_id": course_id, "patient_id": "pat", "title": "Lombalgie",
        "planned_sessions": 5, "created_at": AT,
    }  # fmt: skip
