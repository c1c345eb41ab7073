"""Practices and the people who sign in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mesomap.domain.clock import utc_text
from mesomap.errors import N_, NotFound, Refused

if TYPE_CHECKING:
    from datetime import datetime

    from mesomap.storage.protocol import Reader, Row, Storage

#: Something before one @, something with a point after it; the rest is the mail server's to say.
EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")

MAX_NAME = 200


@dataclass(frozen=True, slots=True)
class Account:
    """Who may sign in; `name` is the doctor's. The password is hashed in `web/auth`."""

    user_id: str
    practice_id: str
    practice_name: str
    name: str
    email: str
    password_hash: str


@dataclass(frozen=True, slots=True)
class Practice:
    practice_id: str
    name: str
    created_at: str


def create_practice(
    storage: Storage, practice_id: str, user_id: str, practice_name: str, doctor_name: str,
    email: str, password_hash: str, now: datetime,
) -> Account:  # fmt: skip
    """Make a practice and its doctor's account.

    Raises
    ------
    Refused
        An empty name, an e-mail that is none or that is taken; `values["field"]` is
        "practice_name", "doctor_name" or "email".
    """
    account = Account(
        user_id, practice_id, _name(practice_name, "practice_name"),
        _name(doctor_name, "doctor_name"), _email(email), password_hash,
    )  # fmt: skip
    at = utc_text(now)
    with storage.writing() as w:
        if w.account_by_email(account.email):
            raise Refused(N_("Cette adresse électronique a déjà un compte."), field="email")
        w.add_practice(
            {"practice_id": practice_id, "name": account.practice_name, "created_at": at}
        )
        w.add_account(_row(account) | {"created_at": at})
    return account


def _row(account: Account) -> Row:
    return {
        "practice_id": account.practice_id, "user_id": account.user_id,
        "doctor_name": account.name, "email": account.email,
        "password_hash": account.password_hash,
    }  # fmt: skip


def _name(text: str, field: str) -> str:
    name = " ".join(text.split())
    if not name or len(name) > MAX_NAME or not name.isprintable():
        raise Refused(
            N_("Un nom de 1 à {most} caractères est attendu."), field=field, most=MAX_NAME
        )
    return name


def _email(text: str) -> str:
    email = text.strip()
    if len(email) > MAX_NAME or not EMAIL.fullmatch(email) or not email.isprintable():
        raise Refused(
            N_("« {value} » n’est pas une adresse électronique (nom@domaine.fr)."),
            field="email", value=email,
        )  # fmt: skip
    return email


def _account(row: Row) -> Account:
    return Account(
        row["user_id"], row["practice_id"], row["practice_name"], row["doctor_name"],
        row["email"], row["password_hash"],
    )  # fmt: skip


def user_by_email(storage: Storage, email: str) -> Account | None:
    """Find the account of that e-mail, whatever the case it is typed in."""
    with storage.reading() as r:
        row = r.account_by_email(email.strip())
    return _account(row) if row else None


def user(storage: Storage, user_id: str) -> Account:
    """Account of that id; raises NotFound."""
    with storage.reading() as r:
        row = r.account(user_id)
    if row is None:
        raise NotFound(N_("Ce compte n’existe pas."))
    return _account(row)


def practices(storage: Storage) -> list[Practice]:
    """Every practice of this installation, oldest first (empty: first visit)."""
    with storage.reading() as r:
        return practices_of(r)


def practices_of(reader: Reader) -> list[Practice]:
    """Every practice, as a transaction sees them; oldest first."""
    return [Practice(p["practice_id"], p["name"], p["created_at"]) for p in reader.practices()]


def set_password_hash(storage: Storage, user_id: str, password_hash: str) -> None:
    """Replace the password's hash; raises NotFound."""
    user(storage, user_id)
    with storage.writing() as w:
        w.set_password_hash(user_id, password_hash)
