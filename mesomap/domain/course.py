"""A course (cure): some sessions for one indication."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Course:
    """`title` is the indication in the doctor's words; `planned_sessions` is theirs to edit."""

    id: str
    patient_id: str
    title: str
    planned_sessions: int
    created_at: str
    version: int = 1
    sessions_count: int = 0
    """Sessions opened so far."""
