"""A figure seen from one of its views: where each face is drawn, and which faces lie where."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from mesomap.body.atlas import SEGMENTS
from mesomap.body.ragged import spans
from mesomap.body.views import View, check_drawing, view_of
from mesomap.errors import N_, Refused

if TYPE_CHECKING:
    from mesomap.body.atlas import Atlas, Bools, Floats, Ints

SIDE_VIEWS = ("left", "right")

#: Side of a bin of faces, in mm: a few faces of the trunk, some dozens of a hand.
BIN_MM = 16.0


def project(points: Floats, view: str) -> tuple[Floats, Floats]:
    """Project points (n, 3) in mm: (n, 2) of u to the right and v DOWN, (n,) towards the viewer."""
    axes = view_of(view)
    right, toward = np.array(axes.right), np.array(axes.toward)
    down = -np.cross(toward, right)
    return points @ np.stack([right, down], axis=1), points @ toward


@dataclass(frozen=True, slots=True, eq=False)
class Bins:
    """A grid over the drawing: the faces whose box meets each cell, as one list cut by `first`."""

    low: Floats
    columns: int
    rows: int
    first: Ints
    face: Ints

    def cells(self, box_low: Floats, box_high: Floats) -> tuple[Ints, Ints]:
        """Cells that boxes (n, 2) meet: whose box, which cell."""
        shape = np.array([self.columns, self.rows])
        lo = np.clip(np.floor((box_low - self.low) / BIN_MM).astype(np.int64), 0, shape - 1)
        hi = np.clip(np.floor((box_high - self.low) / BIN_MM).astype(np.int64), 0, shape - 1)
        wide, high = (hi - lo + 1).T
        who, turn = spans(np.zeros(len(lo), dtype=np.int64), wide * high)
        column, row = lo[who, 0] + turn % wide[who], lo[who, 1] + turn // wide[who]
        return who, row * self.columns + column

    def near(self, box_low: Floats, box_high: Floats) -> tuple[Ints, Ints]:
        """Faces binned where boxes (n, 2) are: whose box, which face; pairs may repeat."""
        who, cell = self.cells(box_low, box_high)
        size = self.first[cell + 1] - self.first[cell]
        row, at = spans(self.first[cell], size)
        return who[row], self.face[at]


@dataclass(frozen=True, slots=True, eq=False)
class Drawing:
    """One figure in one view; in a side view with or without its upper limbs.

    `position` (nV, 3) are the figure's vertices as this view has them, in mm;
    `corner` (nF, 3, 2) is each face as it is drawn, u and v in mm; `depth` (nF, 3) its corners'
    distance towards the viewer; `cosine` (nF,) of the angle that the face is turned away by;
    `shown` (nF,) the faces that belong to this drawing and face the viewer; `inside` (nF,) those
    that belong to it whichever way they face.
    """

    atlas: Atlas
    figure: str
    view: str
    position: Floats
    corner: Floats
    depth: Floats
    cosine: Floats
    inside: Bools
    shown: Bools
    bins: Bins

    def boxes(self, face: Ints) -> tuple[Floats, Floats]:
        """Lowest and highest u, v (n, 2) of faces."""
        return boxes(self.corner[face])


def boxes(corner: Floats) -> tuple[Floats, Floats]:
    """Lowest and highest (n, 2) of the corners of triangles (n, 3, 2)."""
    a, b, c = corner[:, 0], corner[:, 1], corner[:, 2]
    return np.minimum(np.minimum(a, b), c), np.maximum(np.maximum(a, b), c)


def drawing_of(atlas: Atlas, figure: str, view: str, *, limb: bool = True) -> Drawing:
    """Give the drawing of a figure; the last six are kept (about 3 MB each).

    Only the side views know a drawing without the upper limbs.

    Raises
    ------
    Refused
        No such figure or view, or a close-up of a figure that has none.

    """
    check_drawing(view, figure)
    if view_of(view).position_of(figure) not in atlas.figures:
        raise Refused(N_("L’atlas ne contient pas la figure {figure!r}."), figure=figure)
    return _drawing(atlas, figure, view, limb or view not in SIDE_VIEWS)


@lru_cache(maxsize=6)
def _drawing(atlas: Atlas, figure: str, view: str, limb: bool) -> Drawing:  # noqa: FBT001  a key of the cache
    position = atlas.figures[view_of(view).position_of(figure)]
    uv, depth = project(position, view)
    corner = uv[atlas.faces]
    ab, ac = corner[:, 1] - corner[:, 0], corner[:, 2] - corner[:, 0]
    # v points down, so a face that faces the viewer runs the other way round on the drawing.
    drawn_area = -(ab[:, 0] * ac[:, 1] - ab[:, 1] * ac[:, 0]) / 2.0
    inside = _inside(atlas, view_of(view), limb=limb)
    shown = inside & (drawn_area > 1e-9)
    solid = position[atlas.faces]
    across = np.cross(solid[:, 1] - solid[:, 0], solid[:, 2] - solid[:, 0])
    true_area = np.linalg.norm(across, axis=1) / 2.0
    return Drawing(
        atlas=atlas,
        figure=figure,
        view=view,
        position=position,
        corner=corner,
        depth=depth[atlas.faces],
        cosine=drawn_area / np.maximum(true_area, 1e-12),
        inside=inside,
        shown=shown,
        bins=_binned(corner, np.flatnonzero(inside)),
    )


def _inside(atlas: Atlas, view: View, *, limb: bool) -> Bools:
    """Tell which faces (nF,) belong to a view."""
    if view.segments and atlas.segment_of_face is not None:
        numbers = [SEGMENTS.index(name) for name in view.segments]
        return np.isin(atlas.segment_of_face, numbers)
    return np.ones(atlas.face_count, dtype=bool) if limb else atlas.part_of_face == 0


def _binned(corner: Floats, face: Ints) -> Bins:
    low, high = corner[face].min(axis=(0, 1)), corner[face].max(axis=(0, 1))
    columns, rows = (np.floor((high - low) / BIN_MM).astype(int) + 1).tolist()
    empty = np.empty(0, dtype=np.int64)
    grid = Bins(low, columns, rows, empty, empty)
    who, cell = grid.cells(*boxes(corner[face]))
    order = np.argsort(cell, kind="stable")
    first = np.searchsorted(cell[order], np.arange(columns * rows + 1))
    return Bins(low, columns, rows, first, face[who[order]].astype(np.int32))


def barycentric(corner: Floats, point: Floats) -> Floats:
    """Barycentric coordinates (n, 3) of points (n, 2) in triangles (n, 3, 2)."""
    ab, ac, ap = corner[:, 1] - corner[:, 0], corner[:, 2] - corner[:, 0], point - corner[:, 0]
    whole = _cross(ab, ac)
    b1, b2 = _cross(ap, ac) / whole, _cross(ab, ap) / whole
    return np.stack([1.0 - b1 - b2, b1, b2], axis=1)


def _cross(u: Floats, v: Floats) -> Floats:
    return np.asarray(u[:, 0] * v[:, 1] - u[:, 1] * v[:, 0])
