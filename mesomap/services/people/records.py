"""Whose record an id names: a patient's own, or the one that theirs was merged into."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mesomap.errors import N_, NotFound

if TYPE_CHECKING:
    from mesomap.storage.protocol import Reader, Row


def own_row(reader: Reader, practice_id: str, patient_id: str) -> Row:
    """Look up the very row of that id, merged or not. Raises NotFound."""
    row = reader.patient(practice_id, patient_id)
    if row is None:
        raise NotFound(N_("Ce patient n’existe pas dans ce cabinet."))
    return row


def patient_row(reader: Reader, practice_id: str, patient_id: str) -> Row:
    """Look up whom an id stands for today. Raises NotFound, also for another practice's."""
    row = own_row(reader, practice_id, patient_id)
    into = row["merged_into"]
    return own_row(reader, practice_id, into) if into else row
