"""The treated skin of a set of marks: in total, by zone, by depth, by mark."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mesomap.body.patient import Body
from mesomap.domain.depths import COUNTING_RADIUS_MM, STROKE_WIDTH_MM, Depth
from mesomap.domain.marks import Mark
from mesomap.domain.physique import Physique


@dataclass(frozen=True, slots=True)
class AreaWarning:
    """Something the doctor should know about a figure; `template` is French, `values` fill it."""

    code: str
    mark_id: str
    template: str
    values: Mapping[str, Any]

    def __str__(self) -> str:
        return self.template.format(**self.values)


@dataclass(frozen=True, slots=True)
class Areas:
    """Areas of skin in mm². Zones and depths that nothing touches are left out.

    `uncertainty_pct` is None until it has been measured on people.
    """

    bsa_mm2: float
    treated_mm2: float
    region_mm2: float
    by_zone_mm2: Mapping[str, float]
    by_depth_mm2: Mapping[str, float]
    by_mark_mm2: Mapping[str, float]
    warnings: tuple[AreaWarning, ...] = ()
    uncertainty_pct: float | None = None


def measure(
    body: Physique | Body,
    marks: Sequence[Mark],
    *,
    radii_mm: Mapping[Depth, float] = COUNTING_RADIUS_MM,
    stroke_width_mm: float = STROKE_WIDTH_MM,
) -> Areas:
    """Measure the skin that the marks treat, each piece of skin counted once."""
    raise NotImplementedError
