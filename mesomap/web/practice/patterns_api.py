"""The practice's own patterns, as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from flask import Blueprint, jsonify, request

from mesomap.errors import N_, Malformed
from mesomap.services.practice import patterns
from mesomap.web.access.auth import seat
from mesomap.web.common.codec import read_json
from mesomap.web.common.context import now
from mesomap.web.common.needs import Right, needs

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("patterns_api", __name__, url_prefix="/api/patterns")


@bp.get("")
@needs(Right.CLINICAL_READ)
def get_patterns() -> Response:
    return jsonify(patterns=patterns.of_practice(seat()))


@bp.post("")
@needs(Right.CLINICAL_WRITE)
def change_patterns() -> Response:
    """{"do": "save", "id", "name", "marks"}, or "rename" with "id" and "name", or "remove"."""
    return jsonify(patterns=_changed(read_json(request)))


def _changed(value: Any) -> list[dict[str, Any]]:
    if not isinstance(value, Mapping):
        raise Malformed(N_("Un schéma est un objet JSON."))
    pattern_id = value.get("id")
    match value.get("do"):
        case "save":
            return patterns.save(seat(), pattern_id, value.get("name"), value.get("marks"), now())
        case "rename":
            return patterns.rename(seat(), pattern_id, value.get("name"), now())
        case "remove":
            return patterns.remove(seat(), pattern_id, now())
    raise Malformed(N_("Un schéma se garde (save), se renomme (rename) ou s’enlève (remove)."))
