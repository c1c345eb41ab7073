"""Practices and the people who sign in."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mesomap.domain.clock import utc_text
from mesomap.errors import N_, NotFound, Refused

if TYPE_CHECKING:
    from datetime import datetime

    from mesomap.storage.protocol import Reader, Row, Storage, Writer
    from mesomap.storage.seat import Seat

#: Something before one @, something with a point after it; more is not checked.
EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")

MAX_NAME = 200


@dataclass(frozen=True, slots=True)
class Account:
    """Who may sign in, unless `stopped_at`; `name` is the doctor's.

    The password is hashed in `web/access/auth`.
    """

    user_id: str
    practice_id: str
    practice_name: str
    name: str
    email: str
    password_hash: str
    created_at: str = ""
    stopped_at: str | None = None


@dataclass(frozen=True, slots=True)
class Practice:
    practice_id: str
    name: str
    created_at: str


def create_practice(
    seat: Seat, practice_name: str, doctor_name: str, email: str, password_hash: str, now: datetime,
) -> Account:  # fmt: skip
    """Make the practice and the account of the doctor that the seat names.

    Raises
    ------
    Refused
        An empty name, an e-mail that is none or that is taken; `values["field"]` is
        "practice_name", "doctor_name" or "email".
    """
    account = Account(
        seat.user_id, seat.practice_id, _name(practice_name, "practice_name"),
        _name(doctor_name, "doctor_name"), _email(email), password_hash,
    )  # fmt: skip
    at = utc_text(now)
    with seat.writing() as w:
        if w.account_by_email(account.email):
            raise Refused(N_("Cette adresse électronique a déjà un compte."), field="email")
        w.add_practice(
            {"practice_id": seat.practice_id, "name": account.practice_name, "created_at": at}
        )
        w.add_account(_row(account) | {"created_at": at})
    return replace(account, created_at=at)


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
        row["email"], row["password_hash"], row["created_at"], row["stopped_at"],
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


def change_password(
    storage: Storage, account: Account, password_hash: str, now: datetime, *, but: str | None = None
) -> int:
    """Replace a password's hash; every sign-in of that account ends, `but` one; how many."""
    with storage.writing() as w:
        w.change_account(account.practice_id, account.user_id, {"password_hash": password_hash})
        return w.end_sign_ins(account.practice_id, utc_text(now), user_id=account.user_id, but=but)


def of_practice(seat: Seat) -> list[Account]:
    """List the accounts of a practice, stopped ones too; oldest first."""
    with seat.reading() as r:
        return [_account(row) for row in r.accounts(seat.practice_id)]


def add(
    seat: Seat, user_id: str, name: str, email: str, password_hash: str, now: datetime,
) -> Account:  # fmt: skip
    """Give someone else of a practice an account: they may do all that the others may.

    Raises
    ------
    Refused
        As `create_practice`.
    """
    with seat.writing() as w:
        practice = next(p for p in w.practices() if p["practice_id"] == seat.practice_id)
        account = Account(
            user_id, seat.practice_id, practice["name"], _name(name, "doctor_name"), _email(email),
            password_hash,
        )  # fmt: skip
        if w.account_by_email(account.email):
            raise Refused(N_("Cette adresse électronique a déjà un compte."), field="email")
        w.add_account(_row(account) | {"created_at": utc_text(now)})
    return replace(account, created_at=utc_text(now))


def stop(seat: Seat, user_id: str, now: datetime) -> None:
    """Stop an account: nobody signs in with it, its sign-ins end, its name stays on what it wrote.

    Raises
    ------
    NotFound
        No such account in this practice.
    Refused
        It is the last one that is not stopped.
    """
    at = utc_text(now)
    with seat.writing() as w:
        working = [row["user_id"] for row in w.accounts(seat.practice_id) if not row["stopped_at"]]
        if working == [user_id]:
            raise Refused(N_("C’est le dernier compte du cabinet : ajoutez-en un autre d’abord."))
        _change(w, seat.practice_id, user_id, {"stopped_at": at, "stopped_by": seat.user_id})
        w.end_sign_ins(seat.practice_id, at, user_id=user_id)


def resume(seat: Seat, user_id: str) -> None:
    """Let a stopped account sign in again. Raises NotFound."""
    with seat.writing() as w:
        _change(w, seat.practice_id, user_id, {"stopped_at": None, "stopped_by": None})


def _change(w: Writer, practice_id: str, user_id: str, changes: Row) -> None:
    if not w.change_account(practice_id, user_id, changes):
        raise NotFound(N_("Ce compte n’existe pas."))
