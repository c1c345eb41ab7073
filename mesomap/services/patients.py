"""Patients: create, correct, find."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from mesomap.domain.patient import Patient, PatientRow
from mesomap.storage.protocol import Storage

#: Fields that a form may send: family_name, given_name, birth_date, sex, height_cm, weight_kg,
#: allergies, treatments, notes, age_band_years. Numbers may be texts ("62,5" too), "" is unknown.


def create(
    storage: Storage, practice_id: str, author_id: str, patient_id: str,
    fields: Mapping[str, Any], now: datetime,
) -> Patient:
    """Register a patient.

    Raises
    ------
    Refused
        `values["field"]` names the field: no family name, sex not F or M, a birth date in the
        future or over 120 years ago, a height outside 50-250 cm, a weight outside 2-350 kg.
    """
    raise NotImplementedError


def update(
    storage: Storage, practice_id: str, author_id: str, patient_id: str,
    fields: Mapping[str, Any], now: datetime, *, expected_version: int,
) -> Patient:
    """Change the fields that are given. Raises Refused, NotFound, Conflict (a newer version)."""
    raise NotImplementedError


def get(storage: Storage, practice_id: str, patient_id: str) -> Patient:
    """Raises NotFound, also for another practice's patient."""
    raise NotImplementedError


def search(storage: Storage, practice_id: str, text: str, limit: int = 50) -> list[PatientRow]:
    """Patients whose names (or birth date) begin with every word of `text`, best first.

    Accents and case do not matter; any text is safe; a blank one gives `recent`.
    """
    raise NotImplementedError


def recent(storage: Storage, practice_id: str, limit: int = 50) -> list[PatientRow]:
    """Patients by their latest session (or registration), newest first."""
    raise NotImplementedError


def history_of_changes(storage: Storage, practice_id: str, patient_id: str) -> list[dict[str, Any]]:
    """Who changed what and when: `{"at", "author_id", "version", "changes": {field: [old, new]}}`."""
    raise NotImplementedError


def walk_in(
    storage: Storage, practice_id: str, author_id: str, *, patient_id: str, session_id: str,
    event_ids: Sequence[str], sex: str, age_years: int, now: datetime,
    silhouette: str | None = None,
) -> str:
    """Register someone without a name and open their session, in one step; the session's id.

    `event_ids`: one id is used. Raises Refused (sex, age).
    """
    raise NotImplementedError
