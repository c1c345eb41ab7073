"""The page by which a tablet is connected: code, address, and the certificate to trust."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from flask import Blueprint, current_app, render_template

from mesomap import texts
from mesomap.lan import status
from mesomap.web.access.auth import signed_in
from mesomap.web.access.security import is_local
from mesomap.web.common.context import now
from mesomap.web.common.i18n import catalogue_language
from mesomap.web.common.needs import Right, needs

if TYPE_CHECKING:
    from mesomap.lan.status import Status

bp = Blueprint("connect", __name__)


def in_use() -> Status | None:
    """Tell what is known of the certificate that this page travels under; None without TLS."""
    return status.read(current_app.config["INSTANCE"]) if current_app.config["TLS"] else None


def warnings() -> list[str]:
    """Say what is wrong, or soon will be, with the certificates."""
    found, lang = in_use(), catalogue_language()
    said = found.warnings(now()) if found else []
    return [texts.gettext(lang, sentence).format(**values) for sentence, values in said]


@bp.get("/connect")
@needs(Right.NOTHING)
def show() -> str:
    """Show code, address and fingerprint: at this machine to anyone, elsewhere to the doctor."""
    if not is_local():
        signed_in()
    found = in_use()
    # imported here: only this page draws a QR code
    code = import_module("mesomap.lan.connect").qr(found.door) if found and found.door else ""
    return render_template("connect.html", status=found, qr=code, warnings=warnings())
