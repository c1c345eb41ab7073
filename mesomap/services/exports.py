"""Exports: what leaves the practice as a file, built from the record by the adapters at the edge."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def estimate_csv(
    storage: Any,
    practice_id: str,
    estimate_id: str,
    *,
    lang: str,
    translate: Callable[[str], str] = str,
) -> bytes:
    """UTF-8 with BOM; semicolons and decimal commas in French, commas and points in English."""
    raise NotImplementedError


def estimate_json(storage: Any, practice_id: str, estimate_id: str) -> bytes:
    """The estimate exactly as issued."""
    raise NotImplementedError


def session_json(storage: Any, practice_id: str, session_id: str) -> bytes:
    """The session in the interchange form: `mesomap area` reads it."""
    raise NotImplementedError


def patient_json(storage: Any, practice_id: str, patient_id: str) -> bytes:
    """Everything the practice keeps of one patient."""
    raise NotImplementedError
