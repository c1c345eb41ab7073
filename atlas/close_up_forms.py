"""What the raised arm shows and the hanging one does not: the folds and the hollow of the armpit."""

from __future__ import annotations

import numpy as np

from atlas.creases import Crease
from atlas.relief import Form
from atlas.surface import skin_of

AHEAD = np.array([0.0, 0.0, 1.0])
#: Way along the armpit, mm: up the arm (> 0), down the flank (< 0).
WAY = (75.0, 45.0, 15.0, -15.0, -50.0, -90.0, -130.0)
#: Angle of the folds off the middle of the armpit along that way, degrees.
FRONT_DEG = (26.0, 42.0, 54.0, 58.0, 54.0, 46.0, 38.0)
BACK_DEG = (-24.0, -40.0, -52.0, -58.0, -58.0, -56.0, -54.0)
#: Middle of the hollow, and how far fine lines of skin reach from it.
HOLLOW = slice(1, 5)
LINES = ((6.0, 26.0), (-12.0, 30.0))


def _line(skin, angles_deg, way=WAY):
    """Places on the skin (k, 3) at angles round the armpit's middle."""
    start, elbow = skin.joint["upperarm01.L"], skin.joint["lowerarm01.L"]
    arm = (elbow - start) / np.linalg.norm(elbow - start)
    below = np.array([arm[1], -arm[0], 0.0])
    below /= np.linalg.norm(below)
    flank, out = np.array([-0.2, -1.0, 0.0]) / np.hypot(0.2, 1.0), np.array([1.0, -0.2, 0.0])
    points = []
    for s, angle in zip(way, np.radians(angles_deg), strict=True):
        share = np.clip((40.0 - s) / 100.0, 0.0, 1.0)
        aside = (1 - share) * below + share * out
        aside /= np.linalg.norm(aside)
        origin = start + (s * arm if s > 0 else -s * flank)
        toward = np.cos(angle) * aside + np.sin(angle) * AHEAD
        points.append(skin.ray(origin, toward, ("trunk", "arm")))
    return np.array(points)


def armpit(figure):
    """Forms and creases of the armpit of a figure with its arms up."""
    skin = skin_of(figure)
    middle = _line(skin, np.zeros(len(WAY)))[HOLLOW]
    forms = (
        Form("axilla-front", _line(skin, FRONT_DEG), 4.5, 9.0, ends=(0.25, 0.4)),
        Form("axilla-back", _line(skin, BACK_DEG), 5.0, 10.0, ends=(0.25, 0.4)),
        Form("axilla", middle, -9.0, 26.0, tone=0.05, ends=(0.3, 0.5)),
    )
    lines = [
        Crease("axilla", _line(skin, (-half, 0.0, half), (at - 4, at, at - 4)), 0.45)
        for at, half in LINES
    ]
    return forms, tuple(lines)
