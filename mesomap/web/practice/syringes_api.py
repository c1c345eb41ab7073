"""The tray of the day and the practice's mixes, as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from flask import Blueprint, jsonify, request

from mesomap.errors import N_, Malformed
from mesomap.services.practice import mixes, trays
from mesomap.web.access.auth import seat
from mesomap.web.common.codec import read_json
from mesomap.web.common.context import now
from mesomap.web.common.needs import Right, needs

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("syringes_api", __name__, url_prefix="/api")


@bp.get("/tray")
@needs(Right.CLINICAL_READ)
def get_tray() -> Response:
    return jsonify(trays.today(seat(), now()))


@bp.post("/tray")
@needs(Right.CLINICAL_WRITE)
def change_tray() -> Response:
    """Confirm lots or take them off; today's tray as it stands then."""
    return jsonify(trays.change(seat(), read_json(request), now()))


@bp.get("/mixes")
@needs(Right.CLINICAL_READ)
def get_mixes() -> Response:
    return jsonify(mixes=mixes.of_practice(seat()))


@bp.post("/mixes")
@needs(Right.CLINICAL_WRITE)
def change_mixes() -> Response:
    """{"do": "save", "id", "name", "recipe"}, or "rename" with "id" and "name", or "remove"."""
    return jsonify(mixes=_changed(read_json(request)))


def _changed(value: Any) -> list[dict[str, Any]]:
    if not isinstance(value, Mapping):
        raise Malformed(N_("Un mélange est un objet JSON."))
    mix_id = value.get("id")
    match value.get("do"):
        case "save":
            return mixes.save(seat(), mix_id, value.get("name"), value.get("recipe"), now())
        case "rename":
            return mixes.rename(seat(), mix_id, value.get("name"), now())
        case "remove":
            return mixes.remove(seat(), mix_id, now())
    raise Malformed(N_("Un mélange se garde (save), se renomme (rename) ou s’enlève (remove)."))
