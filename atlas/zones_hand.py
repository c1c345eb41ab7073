"""Zones of the wrist and hand. u: mm towards the thumb's side, v: mm from the wrist to the fingers."""

from __future__ import annotations

import numpy as np

from atlas.curves import inside, through
from atlas.landmarks import PART
from atlas.limb_axes import angle_round

CARPAL = (
    (-16, -26), (-8, -34), (8, -34), (16, -26), (19, 0), (17, 18), (8, 28), (-6, 28), (-15, 18), (-18, 0),
)  # fmt: skip
#: (angle round the forearm, v)
STYLOID = ((50, -30), (70, -44), (100, -46), (126, -36), (134, -10), (122, 10), (90, 14), (58, 6))
THENAR = (
    (6, 22), (14, 10), (28, 14), (42, 32), (50, 52), (44, 68), (30, 78), (16, 72), (9, 50),
)  # fmt: skip
HYPOTHENAR = (
    (-6, 24), (-14, 10), (-28, 8), (-44, 30), (-52, 60), (-46, 82), (-28, 82), (-14, 66), (-7, 44),
)  # fmt: skip
#: u -> v of the knuckles, from the little finger to the index.
KNUCKLES = ((-44, 90), (-21, 103), (0, 110), (27, 110), (40, 104))
KNUCKLE_HALF_MM = 15.0
#: u -> v where the wrist begins and ends.
WRIST_TOP = ((-40, -38), (0, -44), (40, -36))
WRIST_END_PALM = ((-36, 10), (0, 14), (30, 8))
WRIST_END_BACK = ((-36, 14), (0, 22), (30, 14))
THUMB_BASE_MM = 24.0


def _axes(p, marks):
    """u, v of points (n, 3)."""
    wrist, knuckle = marks.joint["wrist.L"], marks.joint["finger3-1.L"]
    down = (knuckle - wrist) / np.linalg.norm(knuckle - wrist)
    out = np.array([1.0, 0, 0]) - down * down[0]
    out /= np.linalg.norm(out)
    return (p - wrist) @ out, (p - wrist) @ down


def _thumb_base(p, marks):
    """Tell what lies over the joint of trapezium and first metacarpal."""
    wrist, thumb = marks.joint["wrist.L"], marks.joint["finger1-1.L"]
    middle = wrist + 0.80 * (thumb - wrist)
    return np.linalg.norm(p - middle, axis=1) < THUMB_BASE_MM


def wrist_rules(p, normals, marks, *, forearm):
    """Rules of the wrist, alike on the forearm and on the hand."""
    u, v = _axes(p, marks)
    elbow, wrist = marks.joint["lowerarm01.L"], marks.joint["wrist.L"]
    th = angle_round(p, elbow, wrist)
    palm = np.abs(th) < 92 if forearm else normals[:, 2] > 0
    below = v > through(u, WRIST_TOP)
    until = v < np.where(palm, through(u, WRIST_END_PALM), through(u, WRIST_END_BACK))
    return [
        (palm & inside(u, v, CARPAL), "carpal_median"),
        (inside(th, v, STYLOID) & (np.abs(v) < 60), "radial_styloid"),
        (_thumb_base(p, marks) & (v > -4), "thumb_base"),
        (below & until & palm, "wrist_volar"),
        (below & until, "wrist_dorsal"),
    ]


def hand_zones(p, normals, part, marks):
    u, v = _axes(p, marks)
    palm = normals[:, 2] > 0
    fingers, thumb = part == PART["fingers_L"], part == PART["thumb_L"]
    row = np.abs(v - through(u, KNUCKLES)) < KNUCKLE_HALF_MM
    of_hand = ~fingers & ~thumb
    beyond = thumb & (u > 34)
    return [
        (~palm & row & ~thumb & (u < 40), "hand_knuckles"),
        (fingers & palm, "fingers_palmar"),
        (fingers, "fingers_dorsal"),
        *((of_hand & c, name) for c, name in wrist_rules(p, normals, marks, forearm=False)[:2]),
        (_thumb_base(p, marks) & (v > -4), "thumb_base"),
        (palm & inside(u, v, THENAR) & (u < 42), "hand_thenar"),
        (beyond & palm, "thumb_palmar"),
        (beyond, "thumb_dorsal"),
        (palm & inside(u, v, HYPOTHENAR), "hand_hypothenar"),
        *((of_hand & c, name) for c, name in wrist_rules(p, normals, marks, forearm=False)[3:]),
        (palm, "hand_palm"),
        (True, "hand_dorsum"),
    ]
