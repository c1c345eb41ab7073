"""Exports: what leaves the practice as a file, made of the record by the adapters at the edge."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from mesomap.documents.words import Translate, Words
from mesomap.domain.events import event_to_json
from mesomap.domain.known import SUBJECTS, known_of, known_to_json
from mesomap.exports import estimate as of_estimate
from mesomap.exports.interchange import session_case
from mesomap.exports.json_bytes import json_bytes
from mesomap.services.billing import estimates
from mesomap.services.people import courses, patients
from mesomap.services.record import merging, sessions

if TYPE_CHECKING:
    from mesomap.storage.seat import Seat


def estimate_csv(
    seat: Seat,
    estimate_id: str,
    *,
    lang: str,
    translate: Translate | None = None,
) -> bytes:
    """UTF-8 with BOM; semicolons and decimal commas in French, commas and points in English."""
    body = estimates.get(seat, estimate_id).body
    words = Words.of(lang, translate)
    return of_estimate.estimate_csv(body, lang=words.lang, translate=words.translate)


def estimate_json(seat: Seat, estimate_id: str) -> bytes:
    """Give the estimate exactly as issued."""
    return of_estimate.estimate_json(estimates.get(seat, estimate_id).body)


def session_json(seat: Seat, session_id: str) -> bytes:
    """Give the session in the interchange form: `mesomap area` reads it."""
    return json_bytes(session_case(sessions.load(seat, session_id)))


def patient_json(seat: Seat, patient_id: str) -> bytes:
    """Give everything the practice keeps of one patient, down to each event of each session.

    A session that a newer version opened is there with its events alone (`"newer": true`).
    """
    patient = patients.get(seat, patient_id)
    kept = [_session(seat, row.id) for row in reversed(sessions.of_patient(seat, patient_id))]
    issued = estimates.of_patient(seat, patient_id)
    merged = merging.merged_into(seat, patient.id)
    return json_bytes(
        {
            "form": "patient/1",
            "patient": asdict(patient),
            "known": {s: known_to_json(known_of(patient, s)) for s in SUBJECTS},
            "merged": [asdict(other) for other in merged],
            "courses": [asdict(c) for c in courses.of_patient(seat, patient_id)],
            "sessions": kept,
            "estimates": [dict(estimate.body) for estimate in issued],
        }
    )


def _session(seat: Seat, session_id: str) -> dict[str, Any]:
    session = sessions.load_read(seat, session_id)
    case = session_case(session) if session else {"session_id": session_id, "newer": True}
    events = sessions.events(seat, session_id)
    return case | {"events": [event_to_json(event) for event in events]}
