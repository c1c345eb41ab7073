"""One disc in one triangle: the area that they share, in closed form.

Most discs of a session are alone in their triangle, and every mark is alone by itself; neither
needs the arcs of a union (`arcs`). The area is a sum over the triangle's edges, each with the
disc's middle a triangle whose far side bulges out to the circle wherever the edge lies outside.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from mesomap.body.atlas import Floats


def lone_areas(x: Floats, y: Floats, radius: Floats, bx: Floats, cx: Floats, cy: Floats) -> Floats:
    """Area (n,) in mm² of each disc inside its triangle (0, 0), (bx, 0), (cx, cy); all in mm."""
    corners = (-x, -y), (bx - x, -y), (cx - x, cy - y)
    area = np.zeros(len(x))
    for k in range(3):
        area += _under_edge(*corners[k], *corners[(k + 1) % 3], radius)
    return np.asarray(np.clip(area, 0.0, bx * cy / 2.0))


def _under_edge(px: Floats, py: Floats, qx: Floats, qy: Floats, radius: Floats) -> Floats:
    """Area (n,) of disc round the origin that lies between it and an edge; signed by the turn."""
    dx, dy = qx - px, qy - py
    long2 = dx * dx + dy * dy
    middle = -(px * dx + py * dy) / long2
    cross = px * dy - py * dx
    half = np.sqrt(np.maximum(radius**2 * long2 - cross**2, 0.0)) / long2
    enter, leave = np.clip(middle - half, 0.0, 1.0), np.clip(middle + half, 0.0, 1.0)
    turned = _turn(px, py, px + enter * dx, py + enter * dy)
    left = 1.0 - leave  # from the far end: exactly 0, hence no angle, where the edge ends inside
    turned += _turn(qx - left * dx, qy - left * dy, qx, qy)
    return np.asarray((radius**2 * turned + (leave - enter) * cross) / 2.0)


def _turn(ax: Floats, ay: Floats, bx: Floats, by: Floats) -> Floats:
    """Angle (n,) from one direction to another; 0 where one has no length (+ 0.0 for -0.0)."""
    return np.asarray(np.arctan2(ax * by - ay * bx, ax * bx + ay * by + 0.0))
