"""A device locks itself; a PIN opens it. Where the PIN is chosen, and devices are signed out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from flask import Blueprint, flash, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_wtf.csrf import generate_csrf

from mesomap.domain.clock import utc_text
from mesomap.domain.pins import TRIES, new_pin, read_pin
from mesomap.errors import N_, Forbidden, Malformed, NotSignedIn, Refused
from mesomap.services.practice import accounts, devices
from mesomap.web.access import auth
from mesomap.web.access.security import csrf, is_local, limiter
from mesomap.web.access.sign import TRIES as PASSWORD_TRIES
from mesomap.web.access.sign import failed, wanted
from mesomap.web.common.context import now
from mesomap.web.common.errors import answer, wants_json
from mesomap.web.common.i18n import say
from mesomap.web.common.kept_forms import Held
from mesomap.web.common.needs import Right, needs
from mesomap.web.common.paths import safe_next
from mesomap.web.common.store import storage

if TYPE_CHECKING:
    from flask import Response
    from werkzeug.wrappers import Response as WerkzeugResponse

    Answer: TypeAlias = WerkzeugResponse | str | tuple[Response | str, int]

bp = Blueprint("lock", __name__)


def settings() -> dict[str, Any] | None:
    """Tell the page's lock what it works with: how long, which addresses, whose password.

    None where there is no PIN.
    """
    who = auth.this_device()
    if who.pin_hash is None:
        return None
    return {
        "idle_ms": int(devices.LOCK.total_seconds() * 1000),
        "most_tries": TRIES,
        "user": who.user_id,
        "email": who.email,
        "ends_at": utc_text(who.ends_at),
        "urls": {
            "unlock": url_for("lock.unlock_send"),
            "lock": url_for("lock.lock_send"),
            "awake": url_for("lock.awake"),
            "signin": url_for("sign.sign_in_send"),
        },
    }


@bp.get("/unlock")
@needs(Right.DEVICE, while_locked=True)
def unlock() -> str | WerkzeugResponse:
    target = safe_next(request.args.get("next"))
    if auth.is_signed_in():
        return redirect(target)
    return render_template("unlock.html", next=target)


# These three are exempt from the token, because a page that opened without the server has none;
# the check of the origin (web/access/security.py) stands instead.
@bp.post("/unlock")
@csrf.exempt  # type: ignore[untyped-decorator]
@needs(Right.DEVICE, while_locked=True)
def unlock_send() -> Answer:
    """Open the device: one try, counted before it is looked at."""
    who = auth.this_device()
    try:
        pin = read_pin(wanted("pin"))
    except Refused as refused:
        return _not_unlocked(422, "refused", say(refused))
    left = devices.count_try(storage(), who) if who.pin_hash else -1
    if left < 0:
        raise NotSignedIn(N_("Identifiez-vous avec votre mot de passe pour continuer."))
    if not auth.password_matches(who.pin_hash, pin):
        return _wrong(left)
    devices.unlock(storage(), who, now())
    if wants_json():
        return jsonify(ok=True, csrf=generate_csrf())
    held = Held.sent_along()
    if held:
        return render_template("held.html", held=held)
    return redirect(safe_next(wanted("next")), 303)


def _wrong(left: int) -> Answer:
    if left == 0:
        raise NotSignedIn(
            N_("{tries} codes inexacts : identifiez-vous avec votre mot de passe."), tries=TRIES
        )
    sentence = ngettext(
        "Code inexact. Il reste {n} essai.", "Code inexact. Il reste {n} essais.", left
    ).format(n=left)
    return _not_unlocked(401, "wrong-pin", sentence)


def _not_unlocked(status: int, code: str, sentence: str) -> Answer:
    if wants_json():
        return answer(status, code, sentence)
    page = render_template(
        "unlock.html", next=safe_next(wanted("next")), error=sentence, held=Held.sent_along()
    )
    return page, status


@bp.post("/lock")
@csrf.exempt  # type: ignore[untyped-decorator]
@needs(Right.DEVICE, while_locked=True)
def lock_send() -> Answer:
    """Lock at once: the page has covered itself, or the doctor asks for it."""
    devices.lock(storage(), auth.this_device())
    return jsonify(ok=True) if wants_json() else redirect(url_for("lock.unlock"), 303)


@bp.post("/awake")
@csrf.exempt  # type: ignore[untyped-decorator]
@needs(Right.DEVICE)
def awake() -> Response:
    """Note that an open page is in use; the guard before every request has done so."""
    return jsonify(ok=True)


# ------------------------------------------------------------ the PIN


@bp.get("/pin")
@needs(Right.DEVICE, before_pin=True)
def pin() -> str:
    return _pin_page({})


def _pin_page(errors: dict[str, str]) -> str:
    return render_template(
        "pin.html",
        next=safe_next(request.values.get("next")),
        errors=errors,
        held=Held.sent_along(),
        may_wait=is_local() and not auth.signed_in().has_pin,
    )


@bp.post("/pin")
@limiter.limit(PASSWORD_TRIES, deduct_when=failed)
@needs(Right.DEVICE, before_pin=True)
def pin_send() -> Answer:
    """Choose the PIN; to change one, the password is asked for as well."""
    who = auth.this_device()
    if auth.signed_in().demo:
        raise Forbidden(N_("Le cabinet de démonstration n’a pas de code."))
    account = accounts.user(storage(), who.user_id)
    known = who.pin_hash is None or auth.password_matches(account.password_hash, wanted("password"))
    if not known:
        return _no_pin(401, "wrong-password", "password", _("Mot de passe inexact."))
    try:
        chosen = new_pin(wanted("pin"))
    except Refused as refused:
        return _no_pin(422, "refused", "pin", say(refused))
    if wanted("again").strip() != chosen:
        return _no_pin(422, "refused", "again", _("Les deux codes ne sont pas les mêmes."))
    devices.set_pin(storage(), who, auth.hash_password(chosen))
    if wants_json():
        return jsonify(ok=True)
    held = Held.sent_along()
    if held:
        return render_template("held.html", held=held)
    flash(_("Code enregistré. Il déverrouille vos appareils après cinq minutes sans toucher."))
    return redirect(safe_next(wanted("next")), 303)


def _no_pin(status: int, code: str, field: str, sentence: str) -> Answer:
    if wants_json():
        return answer(status, code, sentence)
    return _pin_page({field: sentence}), status


# ------------------------------------------------------------ devices


@bp.post("/devices/sign-out")
@needs(Right.DEVICE)
def end_device() -> WerkzeugResponse:
    """Sign another device of the practice out, at its next request."""
    sign_in_id = request.form.get("sign_in_id", "")
    if not sign_in_id:
        raise Malformed(N_("Dites quel appareil déconnecter."))
    who = auth.this_device()
    if sign_in_id == who.sign_in_id:
        auth.sign_out()
        return redirect(url_for("sign.sign_in"), 303)
    devices.end(auth.seat(), sign_in_id, now())
    flash(_("Appareil déconnecté : son mot de passe lui sera demandé."), "saved")
    return redirect(url_for("settings.show", section="devices"), 303)
