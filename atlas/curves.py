"""Smooth borders: a curve through a few knots, the inside of a closed outline, an oval."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import shapely

#: Straight pieces between two knots of an outline.
PIECES = 10


def _slopes(x, y):
    """Slope at each knot; flat where the curve turns back, so that it never overshoots."""
    step = np.diff(y) / np.diff(x)
    before, after = step[:-1], step[1:]
    same = before * after > 0
    inner = np.where(same, 2 * before * after / np.where(same, before + after, 1.0), 0.0)
    return np.r_[step[0], inner, step[-1]]


def through(at, knots):
    """Smooth monotone curve through the knots ((x, y), ...), x ascending; level beyond the ends."""
    x, y = np.array(knots, float).T
    slope = _slopes(x, y)
    i = np.clip(np.searchsorted(x, at) - 1, 0, len(x) - 2)
    wide = x[i + 1] - x[i]
    t = np.clip((at - x[i]) / wide, 0.0, 1.0)
    rise = y[i + 1] - y[i]
    start, end = slope[i] * wide, slope[i + 1] * wide
    return y[i] + t * (start + t * (3 * rise - 2 * start - end + t * (start + end - 2 * rise)))


@lru_cache(maxsize=512)
def outline(knots):
    """The closed Catmull-Rom curve through the knots ((u, v), ...), as a polygon."""
    p = np.array(knots, float)
    before, after, second = np.roll(p, 1, 0), np.roll(p, -1, 0), np.roll(p, -2, 0)
    t = (np.arange(PIECES) / PIECES)[None, :, None]
    b, a, c, s = (q[:, None, :] for q in (before, p, after, second))
    ring = a + 0.5 * t * ((c - b) + t * (2 * b - 5 * a + 4 * c - s + t * (3 * (a - c) + s - b)))
    return shapely.Polygon(ring.reshape(-1, 2))


def inside(u, v, knots):
    """Tell which points (n,) lie inside the smooth closed curve through the knots."""
    shape = outline(tuple(knots))
    u_low, v_low, u_high, v_high = shape.bounds
    near = (u >= u_low) & (u <= u_high) & (v >= v_low) & (v <= v_high)
    out = np.zeros(np.shape(u), bool)
    shapely.prepare(shape)
    out[near] = shapely.contains_xy(shape, u[near], v[near])
    return out


def oval(u, v, centre, radii, turn_deg=0.0):
    """Tell which points lie inside an ellipse whose first axis is turned by `turn_deg`."""
    c, s = np.cos(np.radians(turn_deg)), np.sin(np.radians(turn_deg))
    du, dv = u - centre[0], v - centre[1]
    return ((c * du + s * dv) / radii[0]) ** 2 + ((c * dv - s * du) / radii[1]) ** 2 < 1
