"""What a practice says of the danger areas: its own depth and note. None is shipped."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mesomap.body.layers import danger_keys
from mesomap.domain.ask import is_finite
from mesomap.errors import N_, Refused

MAX_DEPTH_MM = 50
MAX_NOTE = 200
_FIELDS = ("depth_mm", "note")


def _depth_mm(value: Any, field: str) -> float | None:
    if value is None or value == "":
        return None
    if not is_finite(value) or not 0 <= value <= MAX_DEPTH_MM:
        raise Refused(
            N_("La profondeur est un nombre entre 0 et {most} mm, ou rien."),
            field=field,
            most=MAX_DEPTH_MM,
        )
    return float(value)


def _note(value: Any, field: str) -> str:
    if not isinstance(value, str) or len(value.strip()) > MAX_NOTE:
        raise Refused(
            N_("La note est un texte de {most} caractères au plus."), field=field, most=MAX_NOTE
        )
    return " ".join(value.split())


def danger_areas_from_json(value: Mapping[str, Any]) -> dict[str, Any]:
    """Read `{area: {"depth_mm": number or null, "note": text}}`; every area is in the answer.

    Raises
    ------
    Refused
        An area or field that does not exist, a depth outside 0-50 mm, a note of more than 200
        characters; with `values["field"]`.
    """
    areas = danger_keys()
    for key, own in value.items():
        if key not in areas:
            raise Refused(N_("Zone à risque inconnue : {field}."), field=key)
        if not isinstance(own, Mapping) or set(own) - set(_FIELDS):
            raise Refused(
                N_("Une zone à risque a une profondeur (depth_mm) et une note (note)."), field=key
            )
    given = {key: value.get(key, {}) for key in areas}
    return {
        key: {
            "depth_mm": _depth_mm(own.get("depth_mm"), f"{key}.depth_mm"),
            "note": _note(own.get("note", ""), f"{key}.note"),
        }
        for key, own in given.items()
    }


def on_both_sides(areas: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """Give what was said, for each side's area by its key ("eye.L"); what is empty is left out."""
    return {
        f"{key}.{side}": dict(own)
        for key, own in areas.items()
        if own["depth_mm"] is not None or own["note"]
        for side in ("L", "R")
    }
