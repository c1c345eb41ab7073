"""Practices and the people who sign in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from mesomap.storage.protocol import Storage


#: The practice to look round in, apart from everybody's own.
DEMO_PRACTICE_ID = "01900000-0000-7000-8000-00000000de40"


@dataclass(frozen=True, slots=True)
class Account:
    """Who may sign in. The password is hashed in `web/auth`, never here."""

    id: str
    practice_id: str
    practice_name: str
    doctor_name: str
    email: str
    password_hash: str


@dataclass(frozen=True, slots=True)
class Practice:
    id: str
    name: str
    created_at: str


def create_practice(
    storage: Storage, practice_id: str, user_id: str, practice_name: str, doctor_name: str,
    email: str, password_hash: str, now: datetime,
) -> Account:
    """Make a practice and its doctor's account.

    Raises
    ------
    Refused
        An empty name, an e-mail that is none or that is taken; `values["field"]` is
        "practice_name", "doctor_name" or "email".
    """
    raise NotImplementedError


def user_by_email(storage: Storage, email: str) -> Account | None:
    """Account of that e-mail, whatever the case it is typed in; None when there is none."""
    raise NotImplementedError


def user(storage: Storage, user_id: str) -> Account:
    """Account of that id; raises NotFound."""
    raise NotImplementedError


def practices(storage: Storage) -> list[Practice]:
    """Every practice of this installation, oldest first (empty: first visit)."""
    raise NotImplementedError


def set_password_hash(
    storage: Storage, user_id: str, password_hash: str, now: datetime,
) -> None:
    """Replace the password's hash; raises NotFound."""
    raise NotImplementedError
