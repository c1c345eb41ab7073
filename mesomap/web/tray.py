"""The tray of the day as a page: what was looked at today, what stood on the tray before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Blueprint, redirect, render_template, request, url_for

from mesomap.errors import Malformed, Refused
from mesomap.services import catalogue, trays
from mesomap.web.auth import signed_in
from mesomap.web.context import now
from mesomap.web.i18n import language, say, translator
from mesomap.web.store import storage

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

bp = Blueprint("tray", __name__)

FIELDS = ("name", "lot", "expiry", "presentation")


@bp.get("/tray")
def show() -> str:
    return _page({}, {})


def _page(values: dict[str, str], errors: dict[str, str]) -> str:
    practice_id = signed_in().practice_id
    tray = trays.today(storage(), practice_id, now())
    said = {trays.lot_key(lot) for lot in tray["lots"]}
    before = (tray["before"] or {"lots": []})["lots"]
    return render_template(
        "tray.html",
        tray=tray,
        before=[lot for lot in before if trays.lot_key(lot) not in said],
        products=catalogue.offered(storage(), practice_id, lang=language(), translate=translator()),
        values=values,
        errors=errors,
    )


@bp.post("/tray")
def change() -> Response | tuple[str, int]:
    """Confirm one lot for today, or take one off."""
    who = signed_in()
    lot = {name: request.form.get(name, "").strip() for name in FIELDS}
    act = "withdraw" if request.form.get("do") == "withdraw" else "confirm"
    try:
        trays.change(storage(), who.practice_id, who.user_id, {act: [lot]}, now())
    except (Refused, Malformed) as refused:
        return _page(lot, _errors(refused)), 422
    return redirect(url_for("tray.show"), 303)


def _errors(refused: Refused | Malformed) -> dict[str, Any]:
    field = str(refused.values.get("field", "form"))
    return {field if field in FIELDS else "form": say(refused)}
