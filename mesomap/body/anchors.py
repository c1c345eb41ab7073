"""From a place on a drawing to a place on the skin, and back."""

from __future__ import annotations

from collections.abc import Sequence

from mesomap.body.atlas import Bools, Floats
from mesomap.domain.marks import Anchor


def to_view(figure: str, view: str, anchors: Sequence[Anchor]) -> tuple[Floats, Bools]:
    """Place anchors on a drawing: (n, 2) of u to the right and v down in mm, and (n,) visible."""
    raise NotImplementedError


def from_view(
    figure: str, view: str, uv_mm: Floats, *, limb: bool = False
) -> list[Anchor | None]:
    """Find the skin under places (n, 2) of a drawing; None where there is none within 3 mm.

    In the side views the upper limb is looked through unless `limb`.
    """
    raise NotImplementedError
