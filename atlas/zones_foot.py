"""Zones of the ankle and foot. x: mm lateral of the ankle joint, y: mm over the ground, z: mm before it."""

from __future__ import annotations

import numpy as np

from atlas.curves import inside, oval, through
from atlas.landmarks import PART

#: Seen from the side: (z, y).
MALLEOLUS_LATERAL = (
    (-26, 128),
    (-2, 144),
    (22, 130),
    (30, 102),
    (22, 78),
    (2, 64),
    (-18, 68),
    (-30, 94),
)
MALLEOLUS_MEDIAL = (
    (-20, 136),
    (4, 152),
    (28, 138),
    (34, 110),
    (26, 84),
    (6, 72),
    (-14, 78),
    (-26, 106),
)
LIGAMENT_LATERAL = (
    (-22, 66), (0, 62), (20, 76), (34, 98), (50, 88), (48, 64), (30, 46), (6, 34), (-18, 38),
)  # fmt: skip
LIGAMENT_MEDIAL = ((-14, 76), (6, 70), (26, 82), (44, 88), (54, 68), (42, 48), (14, 36), (-14, 44))
TUNNEL = ((-24, 130), (-20, 104), (-12, 78), (-12, 48), (-30, 42), (-46, 60), (-44, 96), (-36, 126))
#: Seen from below: (x, z).
INSERTION = ((0.0, 49.0), (24.0, 23.0))
FASCIA = ((-9.0, -15.0), (20.0, 20.0))
HEEL_FRONT = ((-36, 0), (-10, 14), (14, 12), (40, -4))
#: x -> z of the ball of the foot: where it begins, where the toes begin.
BALL_BACK = ((-50, 116), (-26, 116), (0, 120), (24, 112), (56, 96))
BALL_FRONT = ((-50, 168), (-20, 170), (0, 172), (30, 162), (56, 150))
#: (z, y) before the joint of the ankle.
ANTERIOR = ((10.0, 116.0), (50.0, 60.0))
#: The heel: y -> z before which, z -> y below which.
HEEL_BEFORE = ((0, 2), (24, 10), (48, 2), (70, -16))
HEEL_BELOW = ((-60, 66), (-30, 72), (-16, 70), (4, 48), (16, 36))
HALLUX_X_MM = -13.0


def _axes(p, marks):
    ankle = marks.joint["foot.L"]
    return p[:, 0] - ankle[0], p[:, 1], p[:, 2] - ankle[2]


def ankle_rules(p, normals, marks):
    """Rules of the ankle, alike on the leg and on the foot."""
    x, y, z = _axes(p, marks)
    low = y < 160
    outer, inner = low & (normals[:, 0] > 0.1), low & (normals[:, 0] < -0.1)
    behind = (normals[:, 2] < -0.2) & (np.abs(x) < 30)
    return [
        (outer & inside(z, y, MALLEOLUS_LATERAL), "ankle_lateral"),
        (inner & inside(z, y, MALLEOLUS_MEDIAL), "ankle_medial"),
        (behind & (z < -26) & oval(x, y, *INSERTION), "heel_achilles"),
        (inner & inside(z, y, TUNNEL), "retromalleolar_medial"),
        (outer & inside(z, y, LIGAMENT_LATERAL), "ankle_ligaments_lateral"),
        (inner & inside(z, y, LIGAMENT_MEDIAL), "ankle_ligament_medial"),
    ]


def _sole(x, z, toes):
    ball = z > through(x, BALL_BACK)
    return [
        (oval(x, z, *FASCIA), "heel_fascia"),
        (z < through(x, HEEL_FRONT), "heel_plantar"),
        (ball & ~(toes & (z > through(x, BALL_FRONT))), "foot_metatarsal_heads"),
        (ball, "toes_plantar"),
        (True, "foot_arch"),
    ]


def foot_zones(p, normals, part, marks):
    x, y, z = _axes(p, marks)
    toes = part == PART["toes_L"]
    plantar = (normals[:, 1] < -0.45) & (y < 42)
    first, below = x < HALLUX_X_MM, through(x, BALL_FRONT)
    hallux = toes & first & (z > below - np.where(plantar, 0.0, 10.0))
    heel = (y < through(z, HEEL_BELOW)) & (z < through(y, HEEL_BEFORE))
    return [
        (hallux, "toe_hallux"),
        *((plantar & c, name) for c, name in _sole(x, z, toes)),
        (toes & ~first & (z > below - 12), "toes_dorsal"),
        *ankle_rules(p, normals, marks),
        (heel, "heel"),
        ((z < -16) & (y >= 50), "achilles"),
        (oval(z, y, *ANTERIOR), "ankle_anterior"),
        (True, "foot_dorsum"),
    ]
