"""Who works in a practice: one’s own password; colleagues’ accounts, added and stopped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext as _

from mesomap.domain.passwords import new_password
from mesomap.errors import N_, Forbidden, Malformed, Refused
from mesomap.services.practice import accounts
from mesomap.web.access import auth
from mesomap.web.access.security import limiter
from mesomap.web.common.codec import sent_text
from mesomap.web.common.context import new_id, now
from mesomap.web.common.forms import keep_typed
from mesomap.web.common.i18n import say
from mesomap.web.common.needs import Right, needs
from mesomap.web.common.store import storage
from mesomap.web.practice.settings import page

if TYPE_CHECKING:
    from flask import Response
    from werkzeug.wrappers import Response as WerkzeugResponse

    from mesomap.storage.seat import Seat

    Answer = WerkzeugResponse | tuple[str, int]

bp = Blueprint("accounts", __name__)

SECTION = "accounts"

#: Wrong passwords from one address before it has to wait.
TRIES = "8 per minute; 40 per hour"


def wanted(name: str) -> str:
    return sent_text(request, name)


def failed(response: Response) -> bool:
    return response.status_code == 401


def _seat() -> Seat:
    if auth.signed_in().demo:
        raise Forbidden(N_("Le cabinet de démonstration n’a pas de comptes à lui."))
    return auth.seat()


@bp.post("/accounts/password")
@limiter.limit(TRIES, deduct_when=failed)
@needs(Right.DEVICE)
def change_password() -> Answer:
    """Change one's own password; the present one is asked for, and other devices sign out."""
    account = accounts.user(storage(), _seat().user_id)
    if not auth.password_matches(account.password_hash, wanted("old")):
        return _again({"old": _("Mot de passe inexact.")}, 401)
    try:
        chosen = new_password(wanted("password"), wanted("again"))
    except Refused as refused:
        return _again({f"own-{refused.values['field']}": say(refused)})
    accounts.change_password(
        storage(), account, auth.hash_password(chosen), now(), but=auth.this_device().sign_in_id
    )
    return _done(_("Mot de passe changé. Vos autres appareils le demanderont."))


@bp.post("/accounts/add")
@needs(Right.ACCOUNTS)
def add() -> Answer:
    """Give a colleague an account."""
    seat = _seat()
    try:
        chosen = new_password(wanted("password"), wanted("again"))
        made = accounts.add(
            seat, new_id(), wanted("name"), wanted("email"), auth.hash_password(chosen), now()
        )
    except Refused as refused:
        return _again({str(refused.values["field"]): say(refused)})
    return _done(_("{name} peut s’identifier.").format(name=made.name))


@bp.post("/accounts/stop")
@needs(Right.ACCOUNTS)
def stop() -> Answer:
    """Stop an account of the practice; its devices are signed out."""
    try:
        accounts.stop(_seat(), _user_id(), now())
    except Refused as refused:
        return _again({"form": say(refused)})
    return _done(_("Compte arrêté : ses appareils sont déconnectés, et son nom reste sur ce qui "
                   "est signé."))  # fmt: skip


@bp.post("/accounts/resume")
@needs(Right.ACCOUNTS)
def resume() -> Answer:
    accounts.resume(_seat(), _user_id())
    return _done(_("Compte rouvert."))


def _user_id() -> str:
    user_id = wanted("user_id")
    if not user_id:
        raise Malformed(N_("Dites de quel compte il s’agit."))
    return user_id


def _done(sentence: str) -> WerkzeugResponse:
    flash(sentence, "saved")
    return redirect(url_for("settings.show", section=SECTION), 303)


def _again(errors: dict[str, str], status: int = 422) -> tuple[str, int]:
    keep_typed()
    return page(SECTION, errors), status
