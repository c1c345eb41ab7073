"""From a place on a drawing to a place on the skin, and back.

The figure is drawn by parallel projection, so the skin under a place is the frontmost of the
faces that are drawn there; nothing is sampled, and nothing depends on a zoom.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mesomap.body.atlas import Atlas, Bools, Floats, Ints, load
from mesomap.body.drawings import Drawing, barycentric, drawing_of, project
from mesomap.body.points import place_on

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mesomap.domain.marks import Anchor

#: A finger may miss the silhouette by this much and still mean the skin beside it.
SNAP_MM = 3.0
#: Two limbs drawn one behind the other end at one line, give or take this: the near one counts.
SILHOUETTE_MM = 0.5
#: Skin this much behind the frontmost is the same skin, seen across an edge.
DEPTH_TOLERANCE_MM = 0.05
_EDGE_TOLERANCE = 1e-9


def to_view(
    figure: str,
    view: str,
    anchors: Sequence[Anchor],
    *,
    limb: bool = False,
    atlas: Atlas | None = None,
) -> tuple[Floats, Bools]:
    """Place anchors on a drawing.

    Returns
    -------
    (n, 2) of u to the right and v DOWN in mm, and (n,) whether the skin there is visible: it
    faces the viewer and nothing lies before it. In the side views an anchor on an upper limb is
    visible only with `limb`.

    Raises
    ------
    Refused
        No such figure or view.

    """
    drawing = drawing_of(atlas or load(), figure, view, limb=limb)
    if not len(anchors):
        return np.empty((0, 2)), np.empty(0, dtype=bool)
    face, b1, b2 = columns(anchors)
    uv, depth = project(place_on(drawing.position, drawing.atlas.faces, face, b1, b2), view)
    _, _, front = frontmost(drawing, uv)
    return uv, drawing.shown[face] & (depth > front - DEPTH_TOLERANCE_MM)


def from_view(
    figure: str, view: str, uv_mm: Floats, *, limb: bool = False, atlas: Atlas | None = None
) -> list[Anchor | None]:
    """Find the skin under places (n, 2) of a drawing.

    A place beside the silhouette takes the nearest skin within 3 mm; further off it is None.
    In the side views the upper limb is looked through unless `limb`.

    Raises
    ------
    Refused
        No such figure or view.

    """
    drawing = drawing_of(atlas or load(), figure, view, limb=limb)
    uv = np.asarray(uv_mm, dtype=np.float64).reshape(-1, 2)
    face, share, _ = frontmost(drawing, uv)
    missed = np.flatnonzero(face < 0)
    if len(missed):
        face[missed], share[missed] = snapped(drawing, uv[missed])
    return [
        (int(f), float(s[1]), float(s[2])) if f >= 0 else None
        for f, s in zip(face, share, strict=True)
    ]


def columns(anchors: Sequence[Anchor]) -> tuple[Ints, Floats, Floats]:
    """Faces (n,) and barycentric coordinates b1, b2 (n,) of anchors."""
    table = np.array(anchors, dtype=np.float64).reshape(-1, 3)
    return table[:, 0].astype(np.int64), table[:, 1], table[:, 2]


def frontmost(drawing: Drawing, uv: Floats) -> tuple[Ints, Floats, Floats]:
    """Find the visible face at places (n, 2).

    Returns
    -------
    (n,) face or -1, (n, 3) barycentric coordinates on it, (n,) depth or -inf.

    """
    face, share = np.full(len(uv), -1, dtype=np.int64), np.zeros((len(uv), 3))
    depth = np.full(len(uv), -np.inf)
    who, near = drawing.bins.near(uv, uv)
    facing = drawing.shown[near]
    who, near = who[facing], near[facing].astype(np.int64)
    bary = barycentric(drawing.corner[near], uv[who])
    hit = bary.min(axis=1) >= -_EDGE_TOLERANCE
    who, near, bary = who[hit], near[hit], np.clip(bary[hit], 0.0, 1.0)
    bary /= bary.sum(axis=1, keepdims=True)
    toward = np.einsum("ij,ij->i", bary, drawing.depth[near])
    order = np.lexsort((-near, toward))  # the last one written is the frontmost, lowest face first
    who, near = who[order], near[order]
    face[who], share[who], depth[who] = near, bary[order], toward[order]
    return face, share, depth


def snapped(drawing: Drawing, uv: Floats) -> tuple[Ints, Floats]:
    """Nearest drawn skin within SNAP_MM of places (n, 2): face or -1, and where on it."""
    face, share = np.full(len(uv), -1, dtype=np.int64), np.zeros((len(uv), 3))
    who, near = drawing.bins.near(uv - SNAP_MM, uv + SNAP_MM)
    facing = drawing.shown[near]
    who, near = who[facing], near[facing].astype(np.int64)
    gap, bary = _to_edges(drawing.corner[near], uv[who])
    nearest = np.full(len(uv), SNAP_MM)
    np.minimum.at(nearest, who, gap)
    close = gap <= np.minimum(nearest[who] + SILHOUETTE_MM, SNAP_MM)
    who, near, bary = who[close], near[close], bary[close]
    toward = np.einsum("ij,ij->i", bary, drawing.depth[near])
    order = np.lexsort((-near, toward))
    face[who[order]], share[who[order]] = near[order], bary[order]
    return face, share


def _to_edges(corner: Floats, point: Floats) -> tuple[Floats, Floats]:
    """Distance (n,) from points (n, 2) to triangles (n, 3, 2) beside them, and where (n, 3)."""
    best, where = np.full(len(point), np.inf), np.zeros((len(point), 3))
    for i, j in ((0, 1), (1, 2), (2, 0)):
        along, toward = corner[:, j] - corner[:, i], point - corner[:, i]
        length2 = np.einsum("ij,ij->i", along, along)
        share = np.clip(np.einsum("ij,ij->i", toward, along) / length2, 0.0, 1.0)
        gap = np.linalg.norm(toward - share[:, None] * along, axis=1)
        nearer = gap < best
        best = np.where(nearer, gap, best)
        at = np.zeros((len(point), 3))
        at[:, i], at[:, j] = 1.0 - share, share
        where[nearer] = at[nearer]
    return best, where
