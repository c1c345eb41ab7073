"""The region that a set of marks stands for."""

from __future__ import annotations

from mesomap.body.atlas import Floats, Ints
from mesomap.body.patient import Body
from mesomap.body.pieces import Pieces


def closing_mm2(body: Body, pieces: Pieces, face: Ints, area_mm2: Floats) -> float:
    """Area of the closed region, never less than what is treated."""
    return float(area_mm2.sum())
