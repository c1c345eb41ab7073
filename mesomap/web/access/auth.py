"""Who is signed in, on which device, and how a password and a PIN are kept.

The cookie carries the token of a sign-in that is a row of the storage, so that it can be ended
from another device. Polling by an open page is not an act, so a tablet left on a trolley locks
itself, and signs out by itself.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from flask import current_app, g, has_app_context, redirect, request, session, url_for

from mesomap.domain.passwords import normal, spellings
from mesomap.errors import N_, Busy, Locked, NoPin, NoRoom, NotSignedIn
from mesomap.services.demo.demo import DEMO_PRACTICE_ID, only_demo
from mesomap.services.practice import devices
from mesomap.storage.seat import Seat
from mesomap.web.access.security import is_local
from mesomap.web.common.context import new_id, now
from mesomap.web.common.errors import wants_json
from mesomap.web.common.needs import Right, needs_of
from mesomap.web.common.paths import this_page
from mesomap.web.common.store import storage

if TYPE_CHECKING:
    from flask import Flask
    from werkzeug.wrappers import Response

    from mesomap.services.practice.devices import SignIn

#: `seen_at` of a device is not written again within this time.
TOUCH = timedelta(seconds=20)

#: What a sign-in or its end leaves in the cookie.
KEPT = ("lang", "theme")


@dataclass(frozen=True, slots=True)
class SignedIn:
    """The doctor at work, and the practice that everything is looked up in."""

    user_id: str
    practice_id: str
    doctor_name: str
    practice_name: str
    email: str
    demo: bool
    has_pin: bool


#: Argon2id at the cost that argon2-cffi takes from RFC 9106 (its second choice).
HASHER = PasswordHasher()


def _hasher() -> PasswordHasher:
    """Give the hasher that the application was made with; a command has no application."""
    return current_app.config["PASSWORD_HASHER"] if has_app_context() else HASHER


def hash_password(password: str) -> str:
    """Hash a password or a PIN with argon2id, however its letters with accents were typed."""
    return _hasher().hash(normal(password))


@lru_cache(maxsize=1)
def _decoy(hasher: PasswordHasher) -> str:
    """Make a hash that nothing matches: an unknown address takes as long as a known one."""
    return hasher.hash("no account has this password")


def password_matches(password_hash: str | None, password: str) -> bool:
    """Whether the password fits, in any spelling that may have been hashed.

    Takes the same time when there is no such account.
    """
    known = password_hash or _decoy(_hasher())
    found = any(_fits(known, spelled) for spelled in spellings(password))
    return found and password_hash is not None


def _fits(password_hash: str, spelled: str) -> bool:
    try:
        return _hasher().verify(password_hash, spelled)
    except (VerificationError, InvalidHashError, UnicodeError):
        return False


def sign_in(user_id: str, device: str = "") -> None:
    """Begin a sign-in of this user on this device; the one that was there ends."""
    _end()
    token = devices.begin(
        storage(), new_id(), user_id, now(), device=device, address=request.remote_addr or ""
    )
    session["sign_in"] = token
    session.permanent = True


def sign_out() -> None:
    _end()


def _end() -> None:
    found = _row()
    if found is not None and not found.ended:
        place = Seat(storage(), found.practice_id, found.user_id)
        devices.end(place, found.sign_in_id, now())
    kept = {key: session[key] for key in KEPT if key in session}
    session.clear()
    session.update(kept)
    g.pop("sign_in", None)
    g.pop("seat", None)


def _row() -> SignIn | None:
    """Read what the storage has of this cookie's sign-in, once a request."""
    if "sign_in" not in g:
        token = session.get("sign_in")
        g.sign_in = devices.find(storage(), token) if isinstance(token, str) else None
    return g.sign_in  # type: ignore[no-any-return]


def this_device() -> SignIn:
    """Tell which sign-in this is, locked or not.

    Raises
    ------
    NotSignedIn
        Nobody, or not any more.
    """
    found = _row()
    if found is None or found.is_over(now(), current_app.config["IDLE"]):
        raise NotSignedIn(N_("Votre identification a expiré. Identifiez-vous pour continuer."))
    return found


def signed_in() -> SignedIn:
    """Who is at work.

    Raises
    ------
    NotSignedIn
        Nobody, or not any more.
    Locked
        Somebody, whose PIN is wanted first.
    """
    found = this_device()
    if found.is_locked(now(), current_app.config["LOCK"]):
        raise Locked(N_("Cet appareil est verrouillé : tapez votre code."))
    return SignedIn(
        user_id=found.user_id,
        practice_id=found.practice_id,
        doctor_name=found.doctor_name,
        practice_name=found.practice_name,
        email=found.email,
        demo=found.practice_id == DEMO_PRACTICE_ID,
        has_pin=found.pin_hash is not None,
    )


def seat() -> Seat:
    """Give what services are asked from, once a request. Raises as `signed_in` does."""
    if "seat" not in g:
        who = signed_in()
        g.seat = Seat(storage(), who.practice_id, who.user_id)
    found: Seat = g.seat
    return found


def is_signed_in() -> bool:
    try:
        signed_in()
    except NotSignedIn:
        return False
    return True


def offer_pin() -> bool:
    """Tell, on the first page after a sign-in, whether a PIN is to be offered; once."""
    return session.pop("offer_pin", None) is not None and is_signed_in() and not _has_pin()


def _has_pin() -> bool:
    found = _row()
    return found is not None and (
        found.pin_hash is not None or found.practice_id == DEMO_PRACTICE_ID
    )


def seconds_left() -> int:
    """Say for how long this sign-in holds without another act."""
    found, when = this_device(), now()
    left = min(found.ends_at - when, found.seen_at + current_app.config["IDLE"] - when)
    return max(0, int(left.total_seconds()))


def _is_polling() -> bool:
    return request.method == "GET" and request.path.startswith("/api/")


def guard() -> Response | None:
    """Before each request: sign-in required, except on the pages that anyone may see."""
    wanted = needs_of(current_app, request.endpoint) if request.endpoint else None
    if wanted is None or wanted.right is Right.NOTHING:
        return None
    if wanted.while_locked:
        this_device()
        return None
    if request.method == "GET" and not is_signed_in() and only_demo(storage()):
        return redirect(url_for("setup.setup"))
    led = _locked() or (None if wanted.before_pin else _without_pin())
    if led is None:
        _note_act()
    return led


def _locked() -> Response | None:
    """Lead a page to the lock; everything else is refused with its code."""
    try:
        signed_in()
    except Locked:
        if request.method != "GET" or wants_json():
            raise
        return redirect(url_for("lock.unlock", next=this_page()))
    return None


def needs_pin() -> bool:
    """Whether this device, on the network, has to choose a PIN before anything is seen."""
    return not _has_pin() and not is_local()


def _without_pin() -> Response | None:
    """Lead a page to the choice of a PIN where there has to be one; refuse everything else."""
    if not needs_pin():
        return None
    if request.method != "GET" or wants_json():
        raise NoPin(N_("Choisissez d’abord le code qui déverrouille vos appareils."))
    return redirect(url_for("lock.pin", next=this_page()))


def _note_act() -> None:
    found = this_device()
    if now() - found.seen_at > TOUCH and not _is_polling():
        with suppress(NoRoom, Busy):  # not noted then; the request is answered
            devices.touch(storage(), found, now())


def init_auth(app: Flask) -> None:
    app.config.setdefault("IDLE", devices.IDLE)
    app.config.setdefault("LOCK", devices.LOCK)
    app.before_request(guard)
