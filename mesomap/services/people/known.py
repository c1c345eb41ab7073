"""What an open page shows of its patient's allergies and treatments, kept up."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any

from mesomap.domain.known import SUBJECTS, known_of, known_to_json
from mesomap.services.people import patients
from mesomap.storage.canonical import canonical

if TYPE_CHECKING:
    from mesomap.domain.patient import Patient
    from mesomap.storage.protocol import Reader

#: Hexadecimal digits of a digest that tells two states of a record apart.
DIGITS = 12


def told(patient: Patient) -> dict[str, Any]:
    """Give the words of a record and their digest: {"allergies", "treatments", "known", "seen"}.

    A page says back which `seen` it shows, and is given the words again where they are others.
    """
    known = {s: known_to_json(known_of(patient, s)) for s in SUBJECTS}
    words = {"allergies": patient.allergies, "treatments": patient.treatments, "known": known}
    digest = sha256(canonical({"id": patient.id} | words).encode()).hexdigest()
    return words | {"seen": digest[:DIGITS]}


def news(
    reader: Reader, practice_id: str, session_id: str, seen: str | None
) -> dict[str, Any] | None:
    """Give the words of a session's patient where a page shows others; None where it does not.

    `seen` None: a page of before, which does not ask. Nothing of a session that is not open here.
    """
    row = reader.session(practice_id, session_id) if seen is not None else None
    if row is None:
        return None
    found = told(patients.patient_of(patients.row_of(reader, practice_id, row["patient_id"])))
    return found if found["seen"] != seen else None
