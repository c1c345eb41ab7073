"""Zones of the trunk. Rules (condition, zone), of which the first holds; places as in zones_pelvis."""

from __future__ import annotations

import numpy as np

from atlas.curves import inside, through
from atlas.zones_pelvis import fold_height, groin, inguinal, pelvis_rules, place
from atlas.zones_shoulder import shoulder_rules
from atlas.zones_thigh import thigh_rules

SUPRASPINOUS = (
    (0.46, 0.880), (0.52, 0.860), (0.66, 0.887), (0.80, 0.906), (0.92, 0.916), (0.95, 0.945),
    (0.84, 0.962), (0.68, 0.958), (0.54, 0.938), (0.46, 0.914),
)  # fmt: skip
INFRASPINOUS = (
    (0.45, 0.850), (0.54, 0.890), (0.66, 0.915), (0.82, 0.930), (1.02, 0.935), (1.09, 0.890),
    (0.98, 0.820), (0.84, 0.750), (0.70, 0.672), (0.60, 0.612), (0.52, 0.606), (0.47, 0.650),
    (0.44, 0.720), (0.43, 0.790),
)  # fmt: skip
MEDIAL_BORDER = (
    (0.36, 0.850), (0.44, 0.862), (0.49, 0.845), (0.475, 0.790), (0.48, 0.720), (0.51, 0.650),
    (0.56, 0.610), (0.52, 0.585), (0.45, 0.590), (0.39, 0.640), (0.345, 0.720), (0.335, 0.790),
)  # fmt: skip
LEVATOR = (
    (0.36, 0.925), (0.44, 0.940), (0.52, 0.920), (0.53, 0.885), (0.49, 0.852), (0.40, 0.846),
    (0.34, 0.868), (0.33, 0.900),
)  # fmt: skip
#: xs -> s: the lower border of the upper trapezius, along the spine of the scapula.
TRAPEZIUS = (
    (0.0, 0.985), (0.10, 0.968), (0.24, 0.925), (0.36, 0.885), (0.47, 0.880), (0.62, 0.920),
    (0.80, 0.935), (1.0, 0.938), (1.1, 0.930),
)  # fmt: skip
#: s -> xs: where the erector spinae end sideways.
ERECTOR = (
    (0.14, 0.34), (0.25, 0.375), (0.34, 0.355), (0.45, 0.315), (0.55, 0.320), (0.65, 0.365),
    (0.80, 0.345), (0.90, 0.335), (0.97, 0.30),
)  # fmt: skip
#: xs -> s of borders that sag across the back.
UNDER_SCAPULA = (
    (0.0, 0.515),
    (0.25, 0.520),
    (0.45, 0.555),
    (0.60, 0.580),
    (0.85, 0.640),
    (1.1, 0.70),
)
TWELFTH_RIB = ((0.0, 0.365), (0.25, 0.355), (0.50, 0.340), (0.75, 0.330), (1.0, 0.335))
#: s -> th: anterior and posterior border of the side.
SIDE_FRONT = ((0.10, 62), (0.30, 66), (0.50, 64), (0.70, 66), (0.85, 70))
SIDE_BACK = ((0.10, 112), (0.30, 114), (0.50, 112), (0.65, 106), (0.85, 104))
INFRAMAMMARY = ((0.0, 0.600), (0.20, 0.572), (0.50, 0.550), (0.80, 0.578), (1.0, 0.620))
#: xs -> s: the costal margin.
COSTAL = (
    (0.0, 0.572),
    (0.10, 0.560),
    (0.22, 0.512),
    (0.36, 0.450),
    (0.50, 0.395),
    (0.62, 0.350),
    (0.80, 0.30),
)
INTERSPINOUS = (
    (0.0, 0.436), (0.060, 0.428), (0.085, 0.390), (0.092, 0.300), (0.094, 0.215), (0.07, 0.170),
    (-0.07, 0.170), (-0.094, 0.215), (-0.092, 0.300), (-0.085, 0.390), (-0.060, 0.428),
)  # fmt: skip
AXILLA_BACK = ((0.50, 0.606), (0.62, 0.604), (0.80, 0.612), (1.1, 0.622))
#: Along the clavicle, from the breastbone to the acromion.
CLAVICULAR = (
    (0.09, 0.900), (0.20, 0.916), (0.40, 0.930), (0.65, 0.934), (0.90, 0.930), (1.02, 0.905),
    (0.98, 0.868), (0.80, 0.858), (0.55, 0.852), (0.30, 0.842), (0.14, 0.846), (0.085, 0.868),
)  # fmt: skip
#: s -> xs of the outer edge of rectus abdominis.
RECTUS = ((-0.05, 0.26), (0.05, 0.36), (0.15, 0.45), (0.25, 0.51), (0.34, 0.53), (0.42, 0.50))
PUBIS = ((-0.16, 0.12), (-0.11, 0.20), (-0.06, 0.27), (0.0, 0.31))


def _back(at, thigh):
    s, xs = at.s, at.xs
    beside = xs < through(s, ERECTOR)
    return [
        (inside(xs, s, INTERSPINOUS), "lumbar_interspinous"),
        (inside(xs, s, LEVATOR), "levator_scapulae"),
        (inside(xs, s, SUPRASPINOUS), "supraspinous"),
        (s > through(xs, TRAPEZIUS), "trapezius_upper"),
        (inside(xs, s, MEDIAL_BORDER), "scapular_medial_border"),
        (inside(xs, s, INFRASPINOUS), "infraspinous"),
        (beside & (s > through(xs, UNDER_SCAPULA)), "thoracic_paravertebral"),
        (beside & (s > through(xs, TWELFTH_RIB)), "thoracolumbar_paravertebral"),
        ((xs > 0.30) & (s > 0.86), "trapezius_upper"),
        ((xs > 0.50) & (s > through(xs, AXILLA_BACK)), "axillary"),
        (s > through(xs, TWELFTH_RIB), "back_infrascapular"),
        (beside & (s > 0.15), "lumbar_paravertebral"),
        (s > through(xs, ((0.30, 0.19), (0.45, 0.205), (1.0, 0.21))), "lumbar_lateral"),
        (s > fold_height(xs), "gluteal"),
        *thigh,
    ]


def _front(at, thigh):
    s, xs = at.s, at.xs
    below = groin(at) < 0
    clavicle = through(xs, ((0.0, 0.900), (0.15, 0.906), (0.50, 0.925), (1.0, 0.915)))
    breast = s > through(xs, INFRAMAMMARY)
    arch = s < through(xs, COSTAL)
    subcostal = 0.372 - 0.03 * np.minimum(xs, 0.8)
    hips = through(xs, ((0.0, 0.188), (0.30, 0.188), (0.60, 0.180), (1.0, 0.160)))
    rectus = xs < through(s, RECTUS)
    return [
        (inside(xs, s, CLAVICULAR), "clavicular"),
        (s > clavicle, "supraclavicular"),
        ((s > 0.555) & (xs < through(s, ((0.55, 0.10), (0.66, 0.13), (0.86, 0.16)))), "sternal"),
        (breast, "pectoral"),
        (arch & (s > subcostal), "epigastric"),
        (s > subcostal, "hypochondriac"),
        (rectus & (s > hips), "umbilical"),
        (s > hips, "abdomen_lateral"),
        (inguinal(at), "inguinal"),
        (below & (xs < through(s, PUBIS)), "genital"),
        *((below & c, name) for c, name in thigh),
        (rectus, "hypogastric"),
        (True, "iliac"),
    ]


def trunk_zones(p, normals, _part, marks):
    at, thigh = place(p, marks), thigh_rules(p, marks)
    front, back = at.th < through(at.s, SIDE_FRONT), at.th > through(at.s, SIDE_BACK)
    return [
        *shoulder_rules(p, normals, marks),
        *pelvis_rules(at),
        *((back & c, name) for c, name in _back(at, thigh)),
        *((front & c, name) for c, name in _front(at, thigh)),
        (at.s > 0.86, "trapezius_upper"),  # the top of the shoulder
        (at.s > through(at.th, ((60, 0.60), (85, 0.585), (110, 0.62))), "axillary"),
        (at.s > through(at.th, ((60, 0.36), (85, 0.37), (115, 0.345))), "thorax_lateral"),
        (at.s > 0.165, "flank"),
        ((at.z > 0) & (groin(at) > 0), "iliac"),
        ((at.z <= -0.03) & (at.s >= -0.05), "gluteal"),
        *thigh,
    ]
