"""Who is signed in, for how long, and how a password is kept.

The sign-in lives in a signed cookie: the user's id and the moment of their last act. Polling
by an open page is not an act, so a tablet left on a trolley signs out by itself.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from flask import current_app, g, redirect, request, session, url_for

from mesomap.errors import N_, NotFound, NotSignedIn
from mesomap.services import accounts
from mesomap.services.demo import DEMO_PRACTICE_ID, only_demo
from mesomap.web.store import storage

if TYPE_CHECKING:
    from flask import Flask
    from werkzeug.wrappers import Response

#: Signed out after this long without an act.
IDLE_SECONDS = 12 * 60 * 60

#: The cookie is not written again more often than this.
TOUCH_SECONDS = 60

#: Shortest password accepted; length is what counts, so nothing else is asked of it.
PASSWORD_LENGTH = 12

#: Longest one (hashing takes time), and how many different characters it has at least.
PASSWORD_MOST = 200
PASSWORD_DIFFERENT = 5

#: Pages that anyone may see.
PUBLIC = frozenset(
    {"static", "shelf.file", "shelf.script", "sign.sign_in", "sign.sign_in_send", "setup.setup",
     "setup.setup_send", "setup.enter_demo", "i18n.catalogue", "i18n.language_choice",
     "i18n.theme_choice", "shell.worker", "shell.manifest", "shell.page"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SignedIn:
    """The doctor at work, and the practice that everything is looked up in."""

    user_id: str
    practice_id: str
    doctor_name: str
    practice_name: str
    email: str
    demo: bool


@lru_cache(maxsize=1)
def _hasher() -> PasswordHasher:
    return PasswordHasher()


def hash_password(password: str) -> str:
    return _hasher().hash(password)


@lru_cache(maxsize=1)
def _decoy() -> str:
    """Make a hash that nothing matches: an unknown address takes as long as a known one."""
    return hash_password("no account has this password")


def password_matches(password_hash: str | None, password: str) -> bool:
    """Whether the password fits; takes the same time when there is no such account."""
    try:
        return _hasher().verify(password_hash or _decoy(), password) and password_hash is not None
    except (VerificationError, InvalidHashError):
        return False


def sign_in(user_id: str) -> None:
    """Begin a new session for this user; nothing of an earlier one is kept but the language."""
    kept = {key: session[key] for key in ("lang", "theme") if key in session}
    session.clear()
    session.update(kept, user_id=user_id, seen=int(time.time()))
    session.permanent = True
    g.pop("signed_in", None)


def sign_out() -> None:
    kept = {key: session[key] for key in ("lang", "theme") if key in session}
    session.clear()
    session.update(kept)
    g.pop("signed_in", None)


def signed_in() -> SignedIn:
    """Who is at work.

    Raises
    ------
    NotSignedIn
        Nobody, or not any more.
    """
    if "signed_in" not in g:
        g.signed_in = _look_up()
    found = g.signed_in
    if found is None:
        raise NotSignedIn(N_("Votre identification a expiré. Identifiez-vous pour continuer."))
    return found  # type: ignore[no-any-return]


def is_signed_in() -> bool:
    try:
        signed_in()
    except NotSignedIn:
        return False
    return True


def _look_up() -> SignedIn | None:
    user_id, seen = session.get("user_id"), session.get("seen", 0)
    if not isinstance(user_id, str) or not isinstance(seen, int):
        return None
    if time.time() - seen > current_app.config["IDLE_SECONDS"]:
        return None
    try:
        user = accounts.user(storage(), user_id)
    except NotFound:
        return None
    return SignedIn(
        user_id=user.user_id,
        practice_id=user.practice_id,
        doctor_name=user.name,
        practice_name=user.practice_name,
        email=user.email,
        demo=user.practice_id == DEMO_PRACTICE_ID,
    )


def _is_polling() -> bool:
    return request.method == "GET" and request.path.startswith("/api/")


def guard() -> Response | None:
    """Before each request: sign-in required, except on the pages that anyone may see."""
    if request.endpoint is None or request.endpoint in PUBLIC:
        return None
    if not is_signed_in() and request.method == "GET" and only_demo(storage()):
        return redirect(url_for("setup.setup"))
    signed_in()
    stale = time.time() - session.get("seen", 0) > TOUCH_SECONDS
    if stale and not _is_polling():
        session["seen"] = int(time.time())
    return None


def init_auth(app: Flask) -> None:
    app.config.setdefault("IDLE_SECONDS", IDLE_SECONDS)
    app.before_request(guard)
