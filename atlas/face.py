"""Open eyes, brows and lips, taken from the rims of the skin and laid on the drawn surface."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from atlas.subdivision import edges_of
from atlas.views import UP, project

IRIS_MM, PUPIL_MM, GLINT_MM = 5.7, 2.3, 1.0
#: A point of the surface counts as seen when no more than this lies before it.
SEEN_MM = 1.5


@dataclass(frozen=True)
class Eye:
    opening: shapely.Polygon  # mm, between the lids
    iris: object  # geometry, mm
    pupil: object
    glint: object
    upper_lid: np.ndarray  # (k, 2) mm
    crease: np.ndarray
    brow: object  # geometry


def rims(figure):
    """Closed loops of fine vertices where the skin ends: eyes and mouth, each (k,) in order."""
    edges, _, count = edges_of(figure.faces[figure.skin])
    after = {}
    for a, b in edges[count == 1].tolist():
        after.setdefault(a, []).append(b)
        after.setdefault(b, []).append(a)
    loops = []
    while after:
        start = next(iter(after))
        loop, at = [start], after.pop(start)[0]
        while at != start:
            loop.append(at)
            ends = after.pop(at)
            at = ends[0] if ends[0] != loop[-2] else ends[1]
        loops.append(np.array(loop))
    return loops


def rim_near(figure, loops, point_mm):
    return min(loops, key=lambda loop: np.linalg.norm(figure.vertices[loop].mean(0) - point_mm))


def seen(figure, field, points_mm):
    """Whether points (n, 3) are in sight in this view."""
    u, v, depth = project(points_mm, field.view)
    x, y = field.to_pixels(np.stack([u, v], 1)).astype(int).T
    rows, columns = field.inside.shape
    inside = (x >= 0) & (y >= 0) & (x < columns) & (y < rows)
    x, y = np.clip(x, 0, columns - 1), np.clip(y, 0, rows - 1)
    return inside & (depth > field.depth_mm[y, x] - SEEN_MM)


def _flat(points_mm, view):
    u, v, _ = project(points_mm, view)
    return np.stack([u, v], 1)


def _circle(centre, radius, axis, count=40):
    """Circle about `axis` (n, 3), mm."""
    side = np.cross(UP, axis)
    side /= np.linalg.norm(side)
    t = np.linspace(0, 2 * np.pi, count, endpoint=False)[:, None]
    return centre + radius * (np.cos(t) * side + np.sin(t) * np.cross(axis, side))
