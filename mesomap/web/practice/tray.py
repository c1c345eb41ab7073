"""The tray of the day as a page: what was looked at today, what stood on the tray before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Blueprint, redirect, render_template, request, url_for

from mesomap.domain.lots import one_lot
from mesomap.errors import Conflict, Malformed, Refused
from mesomap.services.practice import catalogue, lots, trays
from mesomap.web.access.auth import seat
from mesomap.web.common.context import now
from mesomap.web.common.forms import keep_typed
from mesomap.web.common.i18n import language, say, translator
from mesomap.web.common.needs import Right, needs

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

bp = Blueprint("tray", __name__)

FIELDS = ("name", "lot", "expiry", "presentation")

#: What a refused form remembers: the date that its lot had, so that leaving it out changes nothing.
TOLD = ("told_lot", "told_expiry")


@bp.get("/tray")
@needs(Right.CLINICAL_READ)
def show() -> str:
    return _page({}, {})


def _page(values: dict[str, str], errors: dict[str, Any]) -> str:
    tray = trays.today(seat(), now())
    said = {lots.lot_key(lot) for lot in tray["lots"]}
    before = (tray["before"] or {"lots": []})["lots"]
    return render_template(
        "tray.html",
        tray=tray,
        before=[lot for lot in before if lots.lot_key(lot) not in said],
        products=catalogue.offered(seat(), lang=language(), translate=translator()),
        values=values,
        errors=errors,
    )


@bp.post("/tray")
@needs(Right.CLINICAL_WRITE)
def change() -> Response | tuple[str, int]:
    """Confirm one lot for today, or take one off."""
    lot = {name: request.form.get(name, "").strip() for name in FIELDS}
    act = "withdraw" if request.form.get("do") == "withdraw" else "confirm"
    sent: dict[str, Any] = _with_told(lot) | {"corrects": request.form.get("do") == "corrects"}
    try:
        trays.change(seat(), {act: [sent]}, now())
    except Conflict as other_date:
        keep_typed()
        return _page(lot, {"expiry": say(other_date), "corrects": True}), 409
    except (Refused, Malformed) as refused:
        keep_typed()
        told = {"told_lot": lot["lot"], "told_expiry": sent["expiry"]}
        return _page(lot | told, _errors(refused)), 422
    return redirect(url_for("tray.show"), 303)


def _with_told(lot: dict[str, str]) -> dict[str, str]:
    """Put the date back that was refused a moment ago, where the field was emptied since."""
    number, expiry = (request.form.get(name, "").strip() for name in TOLD)
    same = one_lot(number) == one_lot(lot["lot"])
    return lot | {"expiry": lot["expiry"] or (expiry if same else "")}


def _errors(refused: Refused | Malformed) -> dict[str, Any]:
    field = str(refused.values.get("field", "form"))
    return {field if field in FIELDS else "form": say(refused)}
