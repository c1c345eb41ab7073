"""Zones of the thigh, knee and leg. Rules (condition, zone), of which the first holds.

w: angle round the bone, 0 anterior, 90 lateral, 180 posterior, 270 medial; d: mm below the knee joint;
a: mm round the knee, lateral positive.
"""

from __future__ import annotations

import numpy as np

from atlas.curves import inside, oval, through
from atlas.limb_axes import along, angle_round, round_back
from atlas.zones_foot import ankle_rules
from atlas.zones_thigh import thigh_rules, upper_thigh_rules

#: mm round the knee
KNEE_RADIUS_MM = 56.0
PATELLA = ((0.0, -14.0), (35.0, 34.0))
TENDON = ((-20, 4), (0, 10), (20, 4), (25, 24), (23, 46), (0, 58), (-23, 46), (-25, 24))
TUBEROSITY = ((2.0, 70.0), (27.0, 25.0))
DOME = (
    (-56, -40), (-62, -66), (-46, -98), (-22, -116), (4, -120), (30, -112), (52, -92), (60, -62),
    (54, -38), (0, -30),
)  # fmt: skip
LINE_LATERAL = (
    (20, 2),
    (40, -8),
    (70, -13),
    (100, -12),
    (110, 2),
    (98, 14),
    (68, 17),
    (36, 20),
    (16, 14),
)
LINE_MEDIAL = (
    (-20, 2),
    (-40, -9),
    (-72, -14),
    (-104, -13),
    (-112, 2),
    (-102, 14),
    (-70, 18),
    (-36, 20),
    (-20, 14),
)
FIBULA = ((110.0, 34.0), (21.0, 22.0))
ANSERINUS = ((-52.0, 58.0), (26.0, 30.0), -20.0)
ILIOTIBIAL = (
    (58, -16),
    (52, -52),
    (60, -98),
    (88, -118),
    (118, -98),
    (126, -52),
    (118, -12),
    (84, -6),
)
#: Side of the knee: (a, d)
OUTER = (
    (22, -34), (40, -64), (64, -72), (100, -66), (124, -44), (136, -8), (130, 26), (104, 58), (66, 64),
    (34, 58), (12, 46), (10, 18),
)  # fmt: skip
INNER = (
    (-22, -34), (-44, -66), (-66, -100), (-98, -106), (-124, -80), (-134, -30), (-128, 26), (-102, 54),
    (-66, 64), (-34, 60), (-12, 46), (-10, 18),
)  # fmt: skip
#: (w, d) behind the knee: a lozenge between hamstrings and the heads of the calf.
POPLITEAL = (
    (181, -104), (160, -78), (142, -42), (134, -8), (142, 28), (160, 52), (181, 62), (202, 52), (220, 30),
    (228, -8), (220, -42), (203, -78),
)  # fmt: skip
#: Share of the leg -> angle.
TIBIA_IN = ((0.05, 290), (0.30, 292), (0.60, 296), (0.90, 306))
TIBIA_OUT = ((0.05, 36), (0.30, 28), (0.60, 24), (0.90, 26))
FIBULAR_BACK = ((0.05, 118), (0.30, 112), (0.60, 118), (0.80, 128), (1.0, 130))
CALF_MIDDLE = ((0.05, 180), (0.30, 180), (0.55, 181), (1.0, 181))
#: w -> share of the leg where the bellies of the calf end.
CALF_END = ((100, 0.44), (118, 0.495), (145, 0.525), (166, 0.515), (180, 0.49), (196, 0.545), (222, 0.565),
            (250, 0.53), (275, 0.46), (292, 0.40))  # fmt: skip
ACHILLES_HALF = ((0.48, 28), (0.60, 34), (0.80, 42), (1.0, 46))


def _knee(a, d, w):
    return [
        (oval(a, d, *PATELLA), "knee_patellar"),
        (inside(a, d, TENDON), "patellar_tendon"),
        (oval(a, d, *TUBEROSITY), "tibial_tuberosity"),
        (inside(a, d, DOME), "knee_suprapatellar"),
        (inside(w, d, POPLITEAL), "knee_popliteal"),
        (oval(a, d, *FIBULA), "fibular_head"),
        (oval(a, d, *ANSERINUS), "pes_anserinus"),
        (inside(a, d, LINE_LATERAL), "knee_joint_line_lateral"),
        (inside(a, d, LINE_MEDIAL), "knee_joint_line_medial"),
        (inside(a, d, ILIOTIBIAL), "iliotibial_distal"),
        (inside(a, d, OUTER), "knee_lateral"),
        (inside(a, d, INNER), "knee_medial"),
    ]


def _leg(s, w):
    tibial = (w > through(s, TIBIA_IN)) | (w < through(s, TIBIA_OUT))
    belly = s < through(w, CALF_END)
    tendon = np.abs(w - 180) < through(s, ACHILLES_HALF)
    fibular = w < through(s, FIBULAR_BACK)
    return [
        (tibial & (s < 0.86 + 0.04 * np.cos(np.radians(w))), "leg_tibial"),
        (tibial, "ankle_anterior"),
        (fibular, "leg_peroneal"),
        (belly & (w < through(s, CALF_MIDDLE)), "calf_lateral"),
        (belly, "calf_medial"),
        (tendon, "achilles"),
        (w < 180, "leg_peroneal"),
        (True, "leg_posteromedial"),
    ]


def leg_zones(p, normals, _part, marks):
    hip, knee, ankle = (marks.joint[f"{b}.L"] for b in ("upperleg01", "lowerleg01", "foot"))
    t, s = along(p, hip, knee), along(p, knee, ankle)
    upper = t < 1
    th = np.where(upper, angle_round(p, hip, knee), angle_round(p, knee, ankle))
    d = np.where(upper, (t - 1) * np.linalg.norm(knee - hip), s * np.linalg.norm(ankle - knee))
    w, a, near = round_back(th), np.radians(th) * KNEE_RADIUS_MM, np.abs(d) < 140
    return [
        *((near & c, name) for c, name in _knee(a, d, w)),
        *((upper & c, name) for c, name in upper_thigh_rules(p, marks)),
        *((upper & c, name) for c, name in thigh_rules(p, marks)),
        *ankle_rules(p, normals, marks),
        *_leg(s, w),
    ]
