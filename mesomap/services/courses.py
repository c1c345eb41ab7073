"""Courses of sessions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from mesomap.domain.course import Course
from mesomap.storage.protocol import Storage


def create(
    storage: Storage, practice_id: str, author_id: str, *, course_id: str, patient_id: str,
    fields: Mapping[str, Any], now: datetime,
) -> Course:
    """Begin a course. `fields`: title, planned_sessions (1-60, 5 when left out).

    Raises
    ------
    Refused
        With `values["field"]`.
    NotFound
        No such patient in this practice.
    """
    raise NotImplementedError


def update(
    storage: Storage, practice_id: str, author_id: str, course_id: str,
    fields: Mapping[str, Any], now: datetime, *, expected_version: int,
) -> Course:
    """Change title or plan. Raises Refused, NotFound, Conflict."""
    raise NotImplementedError


def of_patient(storage: Storage, practice_id: str, patient_id: str) -> list[Course]:
    """Newest first. Raises NotFound."""
    raise NotImplementedError


def get(storage: Storage, practice_id: str, course_id: str) -> Course:
    """Raises NotFound."""
    raise NotImplementedError
