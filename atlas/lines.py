"""The lines where one part of the body hides another: steps in depth, traced between pixels."""

from __future__ import annotations

import numpy as np
import shapely

from atlas.tracing import chains, edges_between, smooth
from atlas.zone_keys import INDEX

STEP_MM = 3.0
SHORTEST_MM = 7.0
SIGMA_MM = 1.2
WIDE_MM = 5.0
TOLERANCE_MM = 0.3
#: Faces are drawn on purpose (face.py); a step in depth there, or at the jaw, would only disturb them.
FACE = (
    "periorbital",
    "perioral",
    "nose",
    "cheek",
    "chin",
    "jaw_masseter",
    "neck_anterior",
    "neck_lateral",
)
#: Ears are drawn by their steps from the side, by creases from ahead.
EDGEWISE = ("auricle",)


def _left_out(view):
    bases = FACE + (EDGEWISE if view in ("front", "back") else ())
    return [i for key, i in INDEX.items() if key.partition(".")[0] in bases]


def _slope(field):
    """Depth change from pixel to pixel that a surface of this normal has."""
    n = field.normal
    return field.pitch_mm * np.hypot(n[..., 0], n[..., 1]) / np.maximum(n[..., 2], 0.03)


def _steps(field, axis):
    """True where the edge before a pixel parts a near surface from a far one."""
    depth = np.where(field.inside, field.depth_mm, np.nan)
    here, before = depth, np.roll(depth, 1, axis)
    slope = _slope(field)
    far = np.where(here < before, slope, np.roll(slope, 1, axis))
    with np.errstate(invalid="ignore"):
        found = np.abs(here - before) > STEP_MM + 2.5 * far
    return found & ~np.isin(field.zone, _left_out(field.view))


def _rounded(line, times=2):
    """Corners of a line cut twice (Chaikin), its ends kept."""
    for _ in range(times if len(line) > 2 else 0):
        a, b = line[:-1], line[1:]
        cut = np.stack([0.75 * a + 0.25 * b, 0.25 * a + 0.75 * b], 1).reshape(-1, 2)
        line = np.vstack([line[:1], cut[1:-1], line[-1:]])
    return line


def contours(field):
    """Lines (k, 2) in mm, longest first."""
    edges = edges_between(_steps(field, 0), _steps(field, 1))
    out = []
    for c in chains(edges):
        soft = smooth(c, SIGMA_MM / field.pitch_mm, WIDE_MM / field.pitch_mm)
        line = shapely.LineString(soft).simplify(TOLERANCE_MM / field.pitch_mm)
        if line.length * field.pitch_mm >= SHORTEST_MM:
            out.append(field.to_mm(_rounded(np.array(line.coords))))
    return sorted(out, key=len, reverse=True)
