"""Sessions: open, read, list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from mesomap.domain.events import Event
from mesomap.domain.session import Session
from mesomap.storage.protocol import Storage


@dataclass(frozen=True, slots=True)
class SessionRow:
    """One line of a list of sessions; points are standing marks of kind point."""

    id: str
    patient_id: str
    patient_name: str
    course_id: str | None
    course_title: str | None
    number: int
    planned_sessions: int | None
    treatment_date: str
    state: str
    points: int
    marks: int
    opened_at: str
    signed_at: str | None
    last_seq: int


def open_session(
    storage: Storage, practice_id: str, author_id: str, *, session_id: str, event_id: str,
    patient_id: str, course_id: str | None, now: datetime, silhouette: str | None = None,
) -> Session:
    """Open a session: freeze body, settings and versions into its first event.

    The body is the patient's sex, age, height and weight today; a silhouette ("slim", "medium",
    "strong", "obese") stands in where they are unknown (`body_estimated`), and the nearest body
    where the model has none (`body_nearest`).

    Raises
    ------
    NotFound
        No such patient or course in this practice.
    Refused
        A course of another patient, an unknown silhouette.
    """
    raise NotImplementedError


def load(storage: Storage, practice_id: str, session_id: str) -> Session:
    """The session as it stands. Raises NotFound, also for another practice's."""
    raise NotImplementedError


def events(storage: Storage, practice_id: str, session_id: str, after: int = 0) -> list[Event]:
    """Events of a session whose `seq` is above `after`, by `seq`. Raises NotFound."""
    raise NotImplementedError


def record(
    storage: Storage, practice_id: str, author_id: str, *, session_id: str, event_id: str,
    kind: str, body: Mapping[str, Any], now: datetime,
) -> int:
    """Write one event from the server's side; its `seq`.

    Raises
    ------
    SessionSigned
        The session is signed and `kind` is not "addendum.written".
    Refused, Malformed, NotFound
    """
    raise NotImplementedError


def of_patient(storage: Storage, practice_id: str, patient_id: str) -> list[SessionRow]:
    """Sessions of a patient, newest treatment date first, then id. Raises NotFound."""
    raise NotImplementedError


def previous(storage: Storage, practice_id: str, session_id: str) -> Session | None:
    """The same patient's last session before this one that has marks (for *Refaire*)."""
    raise NotImplementedError


def of_day(storage: Storage, practice_id: str, now: datetime) -> list[SessionRow]:
    """Sessions of the practice's day that `now` falls on."""
    raise NotImplementedError
