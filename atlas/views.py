"""The four orthographic views. World: x patient's left, y up, z anterior (mm). u right, v DOWN."""

from __future__ import annotations

import numpy as np

#: view -> (screen right, toward the viewer)
VIEWS = {
    "front": (np.array([1.0, 0, 0]), np.array([0, 0, 1.0])),
    "back": (np.array([-1.0, 0, 0]), np.array([0, 0, -1.0])),
    "left": (np.array([0, 0, -1.0]), np.array([1.0, 0, 0])),
    "right": (np.array([0, 0, 1.0]), np.array([-1.0, 0, 0])),
}
UP = np.array([0, 1.0, 0])


def project(points_mm, view):
    """Points (n, 3) -> u (n,), v (n,) and depth toward the viewer (n,), all mm."""
    right, toward = VIEWS[view]
    return points_mm @ right, -(points_mm @ UP), points_mm @ toward
