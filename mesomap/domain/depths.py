"""The four depths of mesotherapy: everything that this program has to know of each.

Depths: learned-society texts (SFM) as gathered in the project's domain notes, status V.
Counting radii are conventions of this product, editable by the practice; no source says
how far a drug spreads, so they are never called "diffusion".

The page knows the same (`static/js/model/depths.js`, the colours in `static/css/tokens.css`);
`tests/domain/test_depths.py` holds both to it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from mesomap.errors import N_

if TYPE_CHECKING:
    from collections.abc import Mapping


class Depth(StrEnum):
    """Level that an injection aims at, shallow to deep."""

    IED = "IED"
    """Intra-epidermal: strokes scratched with the needle flat."""
    IDS = "IDS"
    """Superficial intradermal: nappage."""
    IDP = "IDP"
    """Deep intradermal: point by point."""
    IHD = "IHD"
    """Hypodermic."""


@dataclass(frozen=True, slots=True)
class Level:
    """What is known of a depth.

    `mm` is (from, to) below the surface. `letter` and `name` are msgids, and `colour` is that on
    paper and on a light screen; `hatch_deg` is the slope of the lines that fill an outline.
    `gesture` is how the finger draws it: "stroke", "outline" or "point". `counting_radius_mm` is
    the radius of the skin that an isolated point counts for. `spacing_mm` is the middle of the
    published spacings (IED lines 1-5 mm, IDS 2-4 mm, IDP 10-30 mm; status V); IHD is given point
    by point, and has IDP's, derived here (D).
    """

    mm: tuple[float, float]
    letter: str
    name: str
    colour: str
    hatch_deg: float
    gesture: str
    counting_radius_mm: float
    spacing_mm: float


LEVELS: Mapping[Depth, Level] = MappingProxyType(
    {
        Depth.IED: Level(
            (0.0, 1.0), N_("É"), N_("Épidermique"), "#0f766e", 0.0, "stroke", 2.5, 3.0
        ),
        Depth.IDS: Level((1.0, 2.0), N_("N"), N_("Nappage"), "#b45309", 45.0, "outline", 5.0, 4.0),
        Depth.IDP: Level(
            (2.0, 4.0), N_("P"), N_("Point par point"), "#1d4ed8", 90.0, "point", 10.0, 20.0
        ),
        Depth.IHD: Level(
            (4.0, 13.0), N_("H"), N_("Hypodermique"), "#be123c", 135.0, "point", 10.0, 20.0
        ),
    }
)

#: Radius of the skin that an isolated point counts for, in millimetres.
COUNTING_RADIUS_MM: Mapping[Depth, float] = MappingProxyType(
    {depth: level.counting_radius_mm for depth, level in LEVELS.items()}
)

#: Width of the skin that a stroke counts for, in millimetres.
STROKE_WIDTH_MM = 5.0
