"""What can really be seen of each face of a drawing: the face less what is drawn before it.

What is visible changes only where the rim of some other skin is drawn: an edge between a face
that is turned to the viewer and one that is not. A face that no rim crosses is seen whole or
not at all, and one look at its middle tells which; the few that a nose, a breast or a finger
half hides are cut exactly. Worked out for the faces asked for, then kept with the drawing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import shapely

from mesomap.body.anchors import DEPTH_TOLERANCE_MM, frontmost
from mesomap.body.drawings import Drawing, barycentric, boxes
from mesomap.body.mesh import distinct, neighbours_of
from mesomap.body.pieces import SLIVER_MM2, Shapes

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mesomap.body.atlas import Bools, Floats, Ints

#: Shapes whose drawings overlap by less than this (mm) along some direction only touch.
TOUCH_MM = 1e-6
UNKNOWN, WHOLE, PARTLY, HIDDEN = range(4)


@dataclass(slots=True, eq=False)
class Sight:
    """What is known so far of one drawing: a state for each face, and the shapes of the cut ones.

    Only ever added to, and always with the same answer, so threads may share it.
    """

    drawing: Drawing
    crossed: Bools
    state: NDArray[np.uint8]
    cut: dict[int, shapely.Geometry] = field(default_factory=dict)

    def look(self, face: Ints) -> NDArray[np.uint8]:
        """State (n,) of faces of the drawing: WHOLE, PARTLY or HIDDEN."""
        new = distinct(face[self.state[face] == UNKNOWN])
        if len(new):
            shown = self.drawing.shown[new]
            self.state[new[~shown]] = HIDDEN
            self._learn_uncrossed(new[shown & ~self.crossed[new]])
            self._learn_crossed(new[shown & self.crossed[new]])
        return self.state[face]

    def shapes(self, face: Ints) -> Shapes:
        """Give what is seen (n,) of faces, as polygons on the drawing in mm; empty where hidden."""
        state = self.look(face)
        out = np.asarray(shapely.polygons(self.drawing.corner[face]), dtype=object)
        out[state == HIDDEN] = shapely.Polygon()
        for i in np.flatnonzero(state == PARTLY):
            out[i] = self.cut[int(face[i])]
        return out

    def _learn_uncrossed(self, face: Ints) -> None:
        """One look at the middle of each face."""
        middle = self.drawing.corner[face].mean(axis=1)
        _, _, front = frontmost(self.drawing, middle)
        seen = self.drawing.depth[face].mean(axis=1) > front - DEPTH_TOLERANCE_MM
        self.state[face] = np.where(seen, WHOLE, HIDDEN)

    def _learn_crossed(self, face: Ints) -> None:
        """Cut away whatever is drawn before each face."""
        state = np.full(len(face), WHOLE)
        behind, before = occluders(self.drawing, face)
        if len(behind):
            row, cover = _covers(self.drawing, behind, before)
            whole = np.asarray(shapely.polygons(self.drawing.corner[face[row]]))
            seen = shapely.difference(whole, cover)
            share = shapely.area(seen) / shapely.area(whole)
            state[row] = np.select([share < 1e-6, share < 1.0 - 1e-6], [HIDDEN, PARTLY], WHOLE)
            for i in np.flatnonzero(state[row] == PARTLY):
                self.cut[int(face[row[i]])] = seen[i]
        self.state[face] = state


@lru_cache(maxsize=6)
def sight_of(drawing: Drawing) -> Sight:
    """Give the sight of a drawing, kept with it."""
    unknown = np.zeros(drawing.atlas.face_count, dtype=np.uint8)
    return Sight(drawing, _crossed_by_rims(drawing), unknown)


def _crossed_by_rims(drawing: Drawing) -> Bools:
    """Tell which faces (nF,) the rim of some skin is drawn across."""
    across = neighbours_of(drawing.atlas)
    rim = drawing.shown[:, None] & ((across < 0) | ~drawing.shown[across])
    face, edge = np.nonzero(rim)
    one, two = drawing.corner[face, edge], drawing.corner[face, (edge + 1) % 3]
    low, high = np.minimum(one, two), np.maximum(one, two)
    who, near = drawing.bins.near(low, high)
    near = near.astype(np.int64)
    near_low, near_high = boxes(drawing.corner)
    may = (
        drawing.shown[near] & _both(near_low[near] < high[who]) & _both(near_high[near] > low[who])
    )
    who, near = who[may], near[may]
    segment = np.stack([one, two], axis=1)[who]
    crossed = np.zeros(drawing.atlas.face_count, dtype=bool)
    crossed[near[_overlap(drawing.corner[near], segment)]] = True
    return crossed


def _covers(drawing: Drawing, behind: Ints, before: Ints) -> tuple[Ints, Shapes]:
    """Unite the hiders of each hidden face: its number, what is drawn before it."""
    unique, first, size = np.unique(behind, return_index=True, return_counts=True)
    rows = np.full((len(unique), int(size.max())), None, dtype=object)
    row = np.repeat(np.arange(len(unique)), size)
    rows[row, np.arange(len(row)) - first[row]] = shapely.polygons(drawing.corner[before])
    return unique, np.asarray(shapely.union_all(rows, axis=1))


def _both(flags: Bools) -> Bools:
    return np.asarray(flags[:, 0] & flags[:, 1])


def occluders(drawing: Drawing, face: Ints) -> tuple[Ints, Ints]:
    """Find the faces drawn before some of these faces (n,): number of the hidden one, the hider.

    Which of two overlapping faces is nearer is read at the middle of their overlap.
    """
    low, high = drawing.boxes(face)
    who, other = drawing.bins.near(low, high)
    shown = drawing.shown[other]
    pair = distinct(who[shown] * drawing.atlas.face_count + other[shown])
    who, other = pair // drawing.atlas.face_count, pair % drawing.atlas.face_count
    nearest, farthest = drawing.depth[other].max(axis=1), drawing.depth[face].min(axis=1)
    other_low, other_high = boxes(drawing.corner[other])
    may = (
        (other != face[who])
        & (nearest > farthest[who])
        & _both(other_low < high[who])
        & _both(other_high > low[who])
    )
    who, other = who[may], other[may]
    meet = _overlap(drawing.corner[face[who]], drawing.corner[other])
    who, other = who[meet], other[meet]
    nearer = drawing.depth[other].min(axis=1) > drawing.depth[face[who]].max(axis=1)
    unsure = np.flatnonzero(~nearer)
    nearer[unsure] = _is_before(drawing, other[unsure], face[who[unsure]])
    return who[nearer], other[nearer]


def _overlap(one: Floats, two: Floats) -> Bools:
    """Tell which pairs of triangles or segments (n, 3 or 2, 2) share more than their borders.

    Two convex shapes share no inside if, and only if, one of their edges separates them.
    """
    apart = np.zeros(len(one), dtype=bool)
    for a, b in ((one, two), (two, one)):
        corners = a.shape[1]
        for k in range(corners if corners > 2 else 1):
            along = a[:, (k + 1) % corners] - a[:, k]
            normal = np.stack([-along[:, 1], along[:, 0]], axis=1)
            normal /= np.maximum(np.hypot(normal[:, 0], normal[:, 1]), 1e-12)[:, None]
            here, there = _extent(a, a[:, k], normal), _extent(b, a[:, k], normal)
            apart |= there[1] < here[0] + TOUCH_MM
            apart |= there[0] > here[1] - TOUCH_MM
    return ~apart


def _extent(shape: Floats, origin: Floats, direction: Floats) -> tuple[Floats, Floats]:
    """Lowest and highest reach (n,) of shapes (n, k, 2) along a direction (n, 2)."""
    reach = [np.einsum("ij,ij->i", shape[:, k] - origin, direction) for k in range(shape.shape[1])]
    low = high = reach[0]
    for other in reach[1:]:
        low, high = np.minimum(low, other), np.maximum(high, other)
    return low, high


def _is_before(drawing: Drawing, one: Ints, two: Ints) -> Bools:
    """Tell for overlapping faces (n,) whether `one` lies nearer to the viewer than `two`."""
    before = np.zeros(len(one), dtype=bool)
    if not len(one):
        return before
    common = shapely.intersection(
        shapely.polygons(drawing.corner[one]), shapely.polygons(drawing.corner[two])
    )
    solid = shapely.area(common) > SLIVER_MM2
    middle = shapely.get_coordinates(shapely.centroid(common[solid]))
    depth = [
        np.einsum(
            "ij,ij->i", barycentric(drawing.corner[face[solid]], middle), drawing.depth[face[solid]]
        )
        for face in (one, two)
    ]
    before[solid] = depth[0] > depth[1]
    return before
