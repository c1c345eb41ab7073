"""Outlines and strokes, held to the drawing that they are straight on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mesomap.body import atlas
from mesomap.body.drawings import drawing_of
from mesomap.body.outlines import outline_on
from mesomap.body.strokes import check_length
from mesomap.domain.marks import Kind

if TYPE_CHECKING:
    from mesomap.domain.marks import Mark


def check_drawn(mark: Mark, figure: str) -> None:
    """Hold an outline or a stroke to the drawing of `figure` that it is straight on.

    Raises Refused for one that crosses itself or is too long.
    """
    skin = atlas.load()
    on_limb = any(skin.part_of_face[face] > 0 for face, _, _ in mark.anchors)
    drawing = drawing_of(skin, figure, mark.view or "", limb=on_limb)
    if mark.kind is Kind.PATCH:
        outline_on(drawing, mark)
    else:
        check_length(drawing, mark)
