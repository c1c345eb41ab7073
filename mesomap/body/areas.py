"""What is told of an area: how much skin, where, at which depth, and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mesomap.body.advice import AreaWarning


@dataclass(frozen=True, slots=True)
class Areas:
    """Areas of skin in mm². Zones and depths that nothing touches are left out.

    `treated_mm2` is the union of all marks; `by_zone_mm2` sums up to it. In `by_depth_mm2` a
    mark of two depths counts for both, in `by_mark_mm2` each mark counts alone, so these may
    sum up to more. `region_mm2` is the field that the marks stand for (`region`).
    `uncertainty_pct` is the ± of `treated_mm2` (`uncertainty`); None where nothing is treated.
    """

    bsa_mm2: float
    treated_mm2: float
    region_mm2: float
    by_zone_mm2: Mapping[str, float]
    by_depth_mm2: Mapping[str, float]
    by_mark_mm2: Mapping[str, float]
    warnings: tuple[AreaWarning, ...] = ()
    uncertainty_pct: float | None = None
