"""The four depths of mesotherapy, and what a mark of each counts as skin.

Depths: learned-society texts (SFM) as gathered in the project's domain notes, status V.
Counting radii are conventions of this product, editable by the practice; no source says
how far a drug spreads, so they are never called "diffusion".
"""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType


class Depth(StrEnum):
    """Level that an injection aims at, shallow to deep."""

    IED = "IED"
    """Intra-epidermal, 0-1 mm: strokes scratched with the needle flat."""
    IDS = "IDS"
    """Superficial intradermal, 1-2 mm: nappage."""
    IDP = "IDP"
    """Deep intradermal, 2-4 mm: point by point."""
    IHD = "IHD"
    """Hypodermic, 4-13 mm."""


#: Millimetres below the surface, (from, to).
DEPTH_MM = MappingProxyType(
    {Depth.IED: (0.0, 1.0), Depth.IDS: (1.0, 2.0), Depth.IDP: (2.0, 4.0), Depth.IHD: (4.0, 13.0)}
)

#: Radius of the skin that an isolated point counts for, in millimetres.
COUNTING_RADIUS_MM = MappingProxyType(
    {Depth.IED: 2.5, Depth.IDS: 5.0, Depth.IDP: 10.0, Depth.IHD: 10.0}
)

#: Width of the skin that a stroke counts for, in millimetres.
STROKE_WIDTH_MM = 5.0
