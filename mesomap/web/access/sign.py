"""Sign in and out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, jsonify, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf

from mesomap.services.demo import demo
from mesomap.services.practice import accounts
from mesomap.web.access import auth
from mesomap.web.access.device_names import device_name
from mesomap.web.access.security import csrf, is_local, limiter
from mesomap.web.common.codec import sent_text
from mesomap.web.common.errors import answer, wants_json
from mesomap.web.common.forms import keep_typed
from mesomap.web.common.kept_forms import Held
from mesomap.web.common.needs import Right, needs
from mesomap.web.common.paths import safe_next
from mesomap.web.common.store import storage

if TYPE_CHECKING:
    from flask import Response
    from werkzeug.wrappers import Response as WerkzeugResponse

bp = Blueprint("sign", __name__)

#: Failed tries from one address before it has to wait.
TRIES = "8 per minute; 40 per hour"


def wanted(name: str) -> str:
    """Read a text of the form or the JSON that was sent; empty where there is none."""
    return sent_text(request, name)


def failed(response: Response) -> bool:
    return response.status_code == 401


@bp.get("/sign-in")
@needs(Right.NOTHING)
def sign_in() -> str | WerkzeugResponse:
    target = safe_next(request.args.get("next"))
    if auth.is_signed_in():
        return redirect(target)
    if demo.only_demo(storage()):
        return redirect(url_for("setup.setup"))
    return render_template("sign_in.html", next=target, local=is_local)


# The sign-in itself is exempt from the token, because the token's session may have expired in
# the middle of a session on the tablet; web/access/security.py checks the origin instead.
@bp.post("/sign-in")
@csrf.exempt  # type: ignore[untyped-decorator]
@limiter.limit(TRIES, deduct_when=failed)
@needs(Right.NOTHING)
def sign_in_send() -> WerkzeugResponse | str | tuple[Response | str, int]:
    account = accounts.user_by_email(storage(), wanted("email"))
    fits = auth.password_matches(account.password_hash if account else None, wanted("password"))
    if account is None or not fits:
        return _refused(_("Adresse ou mot de passe inexact."))
    if account.stopped_at is not None:
        return _refused(_("Ce compte est arrêté : un confrère du cabinet peut le rouvrir."))
    auth.sign_in(account.user_id, device_name(request.user_agent.string))
    session["offer_pin"] = 1
    if wants_json():
        return jsonify(ok=True, csrf=generate_csrf(), needs_pin=auth.needs_pin())
    held = Held.sent_along()
    if held:
        return render_template("held.html", held=held)
    return redirect(safe_next(wanted("next")), 303)


def _refused(sentence: str) -> tuple[Response | str, int]:
    if wants_json():
        return answer(401, "wrong-password", sentence)
    keep_typed()
    page = render_template(
        "sign_in.html",
        errors={"password": sentence},
        next=safe_next(wanted("next")),
        held=Held.sent_along(),
        local=is_local,
    )
    return page, 401


@bp.post("/sign-out")
@needs(Right.DEVICE, while_locked=True, before_pin=True)
def sign_out_send() -> WerkzeugResponse:
    auth.sign_out()
    return redirect(url_for("sign.sign_in"), 303)
