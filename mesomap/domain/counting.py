"""What a mark counts for, as a practice set it: radii, stroke width, spacing. Millimetres."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mesomap.domain.ask import object_, settings_of, within
from mesomap.domain.depths import COUNTING_RADIUS_MM, LEVELS, STROKE_WIDTH_MM, Depth
from mesomap.errors import N_, Refused

if TYPE_CHECKING:
    from collections.abc import Mapping


#: Largest and smallest figure that is taken.
MOST_MM = 50.0
LEAST_MM = 0.5


def default_counting() -> dict[str, Any]:
    return {
        "radii_mm": {depth.value: radius for depth, radius in COUNTING_RADIUS_MM.items()},
        "stroke_width_mm": STROKE_WIDTH_MM,
        "spacing_mm": {depth.value: level.spacing_mm for depth, level in LEVELS.items()},
    }


def counting_from_json(value: Mapping[str, Any]) -> dict[str, Any]:
    """Read the settings; what is missing has its default.

    Raises
    ------
    Malformed, Refused
        With `values["field"]`, such as "radii_mm.IDP".
    """
    default = default_counting()
    settings_of(value, default)
    width = within(
        value.get("stroke_width_mm", STROKE_WIDTH_MM), "stroke_width_mm", LEAST_MM, MOST_MM
    )
    tables = {
        name: _by_depth(value.get(name, {}), name, default[name])
        for name in ("radii_mm", "spacing_mm")
    }
    return tables | {"stroke_width_mm": width}


def _by_depth(value: Any, name: str, default: Mapping[str, float]) -> dict[str, float]:
    given = object_(value, name)
    for key in given:
        if key not in default:
            raise Refused(N_("Profondeur inconnue : {field}."), field=f"{name}.{key}")
    return {
        depth.value: within(given.get(depth, default[depth]), f"{name}.{depth}", LEAST_MM, MOST_MM)
        for depth in Depth
    }
