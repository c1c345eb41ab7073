"""Where a point is on a limb: how far along a bone, and at which angle round it."""

from __future__ import annotations

import numpy as np


def along(points, start, end):
    """Position along a bone: 0 at its start, 1 at its end."""
    axis = end - start
    length = np.linalg.norm(axis)
    return (points - start) @ (axis / length) / length


def angle_round(points, start, end, sign=1.0):
    """Angle round a bone, degrees: 0 anterior, +90 lateral, 180 posterior, -90 medial."""
    axis = (end - start) / np.linalg.norm(end - start)
    front = np.array([0, 0, 1.0]) - axis * axis[2]
    front /= np.linalg.norm(front)
    outward = np.array([sign, 0, 0.0]) - axis * axis[0] * sign
    outward -= front * (outward @ front)
    outward /= np.linalg.norm(outward)
    off = points - start
    off = off - np.outer(off @ axis, axis)
    return np.degrees(np.arctan2(off @ outward, off @ front))


def round_back(angle_deg):
    """The same angle as 0 to 360, so that nothing breaks behind: medial is 270."""
    return np.mod(angle_deg, 360.0)
