"""Orthographic views. World: x patient's left, y up, z anterior (mm). u right, v DOWN."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

import numpy as np

TABLE = Path(__file__).resolve().parents[1] / "mesomap/body/views.json"

#: view -> (screen right, toward the viewer)
VIEWS = {
    "front": (np.array([1.0, 0, 0]), np.array([0, 0, 1.0])),
    "back": (np.array([-1.0, 0, 0]), np.array([0, 0, -1.0])),
    "left": (np.array([0, 0, -1.0]), np.array([1.0, 0, 0])),
    "right": (np.array([0, 0, 1.0]), np.array([-1.0, 0, 0])),
}
UP = np.array([0, 1.0, 0])


@lru_cache(maxsize=1)
def _table():
    rows = json.loads(TABLE.read_text("utf-8"))
    return {r["key"]: (np.array(r["right"]), np.array(r["toward"])) for r in rows}


def axes_of(view):
    """Screen right and toward the viewer (3,) of a whole view or a close-up, by its key."""
    return VIEWS[view] if view in VIEWS else _table()[view]


def project(points_mm, view):
    """Points (n, 3) -> u (n,), v (n,) and depth toward the viewer (n,), all mm."""
    right, toward = axes_of(view)
    return points_mm @ right, -(points_mm @ np.cross(toward, right)), points_mm @ toward
