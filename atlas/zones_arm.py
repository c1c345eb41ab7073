"""Zones of the arm, elbow and forearm. Rules (condition, zone), of which the first holds.

w: angle round the bone, 0 anterior, 90 lateral, 180 posterior, 270 medial; d: mm below the elbow.
"""

from __future__ import annotations

import numpy as np

from atlas.curves import inside, through
from atlas.limb_axes import along, angle_round, round_back
from atlas.zones_hand import wrist_rules
from atlas.zones_shoulder import shoulder_rules

#: Angles behind run on past 180; the break lies on the inner side.
BREAK_DEG = -120.0
DELTOID = ((-110, 0.02), (-70, 0.16), (-30, 0.34), (20, 0.49), (55, 0.575), (80, 0.595), (110, 0.54),
           (150, 0.40), (200, 0.22), (230, 0.08))  # fmt: skip
DELTOID_FRONT = ((0.0, 40), (0.30, 46), (0.60, 66))
DELTOID_BACK = ((0.0, 118), (0.30, 112), (0.60, 92))
#: Share of the upper arm -> angle.
BICEPS_OUT = ((0.35, 72), (0.60, 68), (0.80, 60), (0.95, 48))
BICEPS_IN = ((0.10, -60), (0.40, -74), (0.70, -72), (0.95, -56))
TRICEPS_OUT = ((0.35, 108), (0.60, 108), (0.95, 112))
TRICEPS_IN = ((0.10, 232), (0.40, 240), (0.70, 240), (0.95, 232))
#: Share of the forearm -> angle: flexors, brachioradialis, extensors, edge of the ulna.
RADIAL_IN = ((0.0, 10), (0.25, 16), (0.60, 26), (0.90, 44))
RADIAL_OUT = ((0.0, 112), (0.25, 104), (0.60, 98), (0.90, 92))
ULNA = ((0.0, 226), (0.12, 206), (0.40, 206), (0.80, 216), (0.95, 226))
FOSSA = (
    (-62, -14), (-34, -34), (0, -38), (34, -34), (60, -16), (46, 12), (22, 36), (4, 50), (-14, 38),
    (-44, 14),
)  # fmt: skip
LATERAL = (
    (50, -18), (72, -42), (102, -50), (134, -40), (150, -10), (140, 20), (112, 36), (84, 33), (60, 14),
)  # fmt: skip
OLECRANON = (
    (143, -30), (164, -50), (190, -50), (208, -36), (213, 0), (202, 34), (182, 46), (160, 36), (145, 6),
)  # fmt: skip
GROOVE = (
    (204, -42), (220, -52), (238, -42), (244, -10), (240, 20), (226, 36), (206, 34), (205, 0),
)  # fmt: skip
MEDIAL = (
    (234, -40), (262, -52), (290, -42), (308, -12), (298, 18), (270, 34), (240, 28), (232, 0),
)  # fmt: skip


def _elbow(w, d):
    return [
        (inside(w, d, OLECRANON), "elbow_olecranon"),
        (inside(w, d, GROOVE), "ulnar_groove"),
        (inside(w, d, MEDIAL), "elbow_medial_epicondyle"),
        (inside(np.where(w > 180, w - 360, w), d, FOSSA), "elbow_cubital_fossa"),
        (inside(w, d, LATERAL), "elbow_lateral_epicondyle"),
    ]


def _upper(t, w):
    past = np.mod(w - BREAK_DEG, 360.0) + BREAK_DEG
    front = np.where(w > 180, w - 360, w)
    deltoid = t < through(past, DELTOID)
    return [
        (deltoid & (past <= through(t, DELTOID_FRONT)), "deltoid_anterior"),
        (deltoid & (past <= through(t, DELTOID_BACK)), "deltoid_lateral"),
        (deltoid, "deltoid_posterior"),
        ((front > through(t, BICEPS_IN)) & (front < through(t, BICEPS_OUT)), "arm_biceps"),
        ((front > 0) & (front < through(t, TRICEPS_OUT)), "arm_lateral"),
        ((w > 90) & (w < through(t, TRICEPS_IN)), "arm_triceps"),
        (True, "arm_medial"),
    ]


def _fore(s, w):
    front = np.where(w > 270, w - 360, w)
    return [
        ((front > through(s, ULNA)) | (front < through(s, RADIAL_IN)), "forearm_flexor"),
        (front < through(s, RADIAL_OUT), "forearm_brachioradial"),
        (True, "forearm_extensor"),
    ]


def arm_zones(p, normals, _part, marks):
    shoulder, elbow, wrist = (marks.joint[f"{b}.L"] for b in ("upperarm01", "lowerarm01", "wrist"))
    t, s = along(p, shoulder, elbow), along(p, elbow, wrist)
    upper = t < 1
    th = np.where(upper, angle_round(p, shoulder, elbow), angle_round(p, elbow, wrist))
    w = round_back(th)
    d = np.where(
        upper, (t - 1) * np.linalg.norm(elbow - shoulder), s * np.linalg.norm(wrist - elbow)
    )
    return [
        *shoulder_rules(p, normals, marks),
        *(((np.abs(d) < 60) & c, name) for c, name in _elbow(w, d)),
        *((upper & c, name) for c, name in _upper(t, w)),
        *wrist_rules(p, normals, marks, forearm=True),
        *_fore(s, w),
    ]
