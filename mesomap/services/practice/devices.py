"""Who is signed in on which device: for a working day, locked by a PIN, ended one by one.

The cookie of a device carries a random token; the row holds its digest, so that a copy of the
file signs nobody in. Hashes of PINs are made and compared by the caller (`web/access/auth`).
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from mesomap.domain.clock import day_end, utc_moment, utc_text
from mesomap.domain.pins import TRIES
from mesomap.errors import N_, NotFound
from mesomap.services.practice import accounts, settings

if TYPE_CHECKING:
    from mesomap.storage.protocol import Row, Storage
    from mesomap.storage.seat import Seat

#: Signed out after this long without an act.
IDLE = timedelta(hours=12)

#: Locked after this long without an act, where there is a PIN.
LOCK = timedelta(minutes=5)

#: A clock may go back by so much (a correction over the network) before it is not believed.
BACK = timedelta(minutes=1)

#: Rows of sign-ins that are over are forgotten after this.
KEPT = timedelta(days=30)

MOST_CHARACTERS = 80


@dataclass(frozen=True, slots=True)
class SignIn:
    """A device that its doctor has signed in on, as its row says."""

    sign_in_id: str
    practice_id: str
    user_id: str
    practice_name: str
    doctor_name: str
    email: str
    pin_hash: str | None
    device: str
    address: str
    created_at: datetime
    seen_at: datetime
    ends_at: datetime
    locked: bool
    tries: int
    ended: bool

    def is_over(self, now: datetime, idle: timedelta = IDLE) -> bool:
        """Tell whether the password is wanted again.

        A clock that was set back says nothing of how long ago the last act was: without a PIN, or
        before the sign-in itself, the password is wanted.
        """
        spent = self.ended or self.tries >= TRIES or now < self.created_at - BACK
        back = self.went_back(now) and self.pin_hash is None
        return spent or back or now >= self.ends_at or now - self.seen_at > idle

    def is_locked(self, now: datetime, lock: timedelta = LOCK) -> bool:
        """Tell whether the PIN is wanted; never where there is none."""
        away = self.locked or now - self.seen_at > lock or self.went_back(now)
        return self.pin_hash is not None and away

    def went_back(self, now: datetime) -> bool:
        """Tell whether the clock was set back since the last act."""
        return now < self.seen_at - BACK


def _sign_in(row: Row) -> SignIn:
    return SignIn(
        row["sign_in_id"], row["practice_id"], row["user_id"], row.get("practice_name", ""),
        row.get("doctor_name", ""), row.get("email", ""), row.get("pin_hash"), row["device"],
        row["address"], utc_moment(row["created_at"]), utc_moment(row["seen_at"]),
        utc_moment(row["ends_at"]),
        locked=bool(row["locked"]), tries=row["tries"],
        ended=row["ended_at"] is not None or row.get("stopped_at") is not None,
    )  # fmt: skip


def digest(token: str) -> bytes:
    """SHA-256 of a token; it is random, so that nothing slower is needed."""
    return hashlib.sha256(token.encode()).digest()


def begin(
    storage: Storage, sign_in_id: str, user_id: str, now: datetime, *, device: str, address: str
) -> str:
    """Sign a user in on a device until the working day ends; what its cookie has to carry."""
    practice_id = accounts.user(storage, user_id).practice_id
    token = secrets.token_urlsafe(32)
    with storage.writing() as w:
        zone = settings.time_zone(w, practice_id)
        w.forget_sign_ins(practice_id, utc_text(now - KEPT))
        w.add_sign_in({
            "practice_id": practice_id, "sign_in_id": sign_in_id, "user_id": user_id,
            "token_digest": digest(token), "device": device[:MOST_CHARACTERS],
            "address": address[:MOST_CHARACTERS], "created_at": utc_text(now),
            "seen_at": utc_text(now), "ends_at": utc_text(day_end(now, zone)),
            "locked": 0, "tries": 0, "ended_at": None,
        })  # fmt: skip
    return token


def find(storage: Storage, token: str) -> SignIn | None:
    """Find the sign-in that this token belongs to, ended or not."""
    with storage.reading() as r:
        row = r.sign_in(digest(token))
    return _sign_in(row) if row else None


def of_practice(seat: Seat, now: datetime) -> list[SignIn]:
    """Devices signed in at this moment, the one used last first."""
    with seat.reading() as r:
        rows = r.sign_ins(seat.practice_id)
    return [found for row in rows if not (found := _sign_in(row)).is_over(now)]


def touch(storage: Storage, who: SignIn, now: datetime) -> None:
    """Note an act of the doctor on this device."""
    _change(storage, who, {"seen_at": utc_text(now)})


def lock(storage: Storage, who: SignIn) -> None:
    """Lock a device before its time; nothing where there is no PIN."""
    if who.pin_hash is not None:
        _change(storage, who, {"locked": 1})


def count_try(storage: Storage, who: SignIn) -> int:
    """Count a try before it is looked at; how many are left after it, -1 for one too many.

    Counted first, so that tries sent at the same moment are not one.
    """
    with storage.writing() as w:
        row = next(
            (r for r in w.sign_ins(who.practice_id) if r["sign_in_id"] == who.sign_in_id), None
        )
        if row is None or row["tries"] >= TRIES:
            return -1
        w.change_sign_in(who.practice_id, who.sign_in_id, {"tries": row["tries"] + 1, "locked": 1})
    return TRIES - int(row["tries"]) - 1


def unlock(storage: Storage, who: SignIn, now: datetime) -> None:
    """Open a device whose PIN was right, also at the last try."""
    _change(storage, who, {"seen_at": utc_text(now), "locked": 0, "tries": 0})


def end(seat: Seat, sign_in_id: str, now: datetime) -> None:
    """Sign a device of this practice out.

    Raises
    ------
    NotFound
        No such device is signed in here.
    """
    with seat.writing() as w:
        if not w.change_sign_in(seat.practice_id, sign_in_id, {"ended_at": utc_text(now)}):
            raise NotFound(N_("Cet appareil n’est plus identifié dans ce cabinet."))


def set_pin(storage: Storage, who: SignIn, pin_hash: str) -> None:
    """Keep the hash of the user's PIN, for all of their devices."""
    with storage.writing() as w:
        w.set_pin_hash(who.practice_id, who.user_id, pin_hash)


def _change(storage: Storage, who: SignIn, changes: Row) -> None:
    with storage.writing() as w:
        w.change_sign_in(who.practice_id, who.sign_in_id, changes)
