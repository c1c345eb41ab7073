"""Zones of the thigh, told alike on the leg and on the trunk that it comes from.

w: angle round the femur, 0 anterior, 90 lateral, 180 posterior, 270 medial.
"""

from __future__ import annotations

import numpy as np

from atlas.curves import inside, through
from atlas.limb_axes import along, angle_round, round_back
from atlas.zones_pelvis import fold_height, groin, inguinal, pelvis_rules, place

#: Share of the thigh -> angle.
VASTUS = ((0.0, 66), (0.20, 58), (0.50, 50), (0.78, 48), (0.95, 46))
HAMSTRINGS = ((0.0, 122), (0.25, 124), (0.55, 120), (0.80, 114), (1.0, 110))
GRACILIS = ((0.10, 226), (0.35, 234), (0.65, 240), (1.0, 244))
SARTORIUS = (
    (-0.20, 44),
    (-0.05, 24),
    (0.05, 6),
    (0.20, -16),
    (0.40, -34),
    (0.65, -52),
    (0.85, -62),
    (1.0, -66),
)
#: (share of the thigh, angle)
ADDUCTORS = (
    (0.14, -58), (0.13, -72), (0.17, -92), (0.24, -112), (0.32, -116), (0.385, -100), (0.40, -80),
    (0.35, -60), (0.24, -52),
)  # fmt: skip


def _axes(p, marks):
    hip, knee = marks.joint["upperleg01.L"], marks.joint["lowerleg01.L"]
    return along(p, hip, knee), angle_round(p, hip, knee)


def upper_thigh_rules(p, marks):
    """Rules of what the trunk sends down the thigh: buttock, fold, groin."""
    _, th = _axes(p, marks)
    w, at = round_back(th), place(p, marks)
    high = at.s > -0.26
    return [
        *((high & c, name) for c, name in pelvis_rules(at)),
        (high & inguinal(at) & (np.abs(th) < 80), "inguinal"),
        ((at.s > fold_height(at.xs)) & (w > 100) & (w < 262) & high, "gluteal"),
        ((groin(at) > 0) & (np.abs(th) < 60) & high, "hypogastric"),
    ]


def thigh_rules(p, marks):
    """Rules of the thigh's faces; the last has no condition."""
    t, th = _axes(p, marks)
    w = round_back(th)
    back = (w > through(t, HAMSTRINGS)) & (w < through(t, GRACILIS))
    return [
        (inside(t, th, ADDUCTORS), "adductor_origin"),
        (back, "thigh_posterior"),
        (th > through(t, VASTUS), "thigh_lateral"),
        (th > through(t, SARTORIUS), "thigh_anterior"),
        (True, "thigh_medial"),
    ]
