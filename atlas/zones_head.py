"""Zones of the head and the neck. Rules (condition, zone), of which the first holds."""

from __future__ import annotations

import numpy as np

from atlas.curves import inside, oval, through
from atlas.landmarks import PART

#: From the eyes: (forward of the head's joint, up), mm.
AURICLE = ((-4.0, -11.0), (24.0, 38.0), 12.0)
MASTOID = (
    (-14, -8),
    (-14, -30),
    (-20, -52),
    (-34, -62),
    (-50, -54),
    (-56, -30),
    (-46, -8),
    (-30, 2),
)
TMJ = ((30.0, -10.0), (17.0, 17.0))
#: From the side of the midline and the eyes, mm: where the greater occipital nerve comes out.
OCCIPITAL = ((30.0, -22.0), (20.0, 22.0), 25.0)


#: The temple, and the scalp round the ear, seen from the side.
TEMPLE = ((86, 6), (93, 30), (84, 54), (60, 64), (36, 56), (24, 36), (24, 12), (42, -2), (66, 0))
TEMPORAL = (
    (36, 8), (38, 38), (16, 56), (-22, 56), (-52, 38), (-66, 8), (-60, -14), (-40, -18), (-12, 20),
    (10, 10), (24, -16), (36, -8),
)  # fmt: skip
#: up -> forward: the coronal and the lambdoid border of the parietal scalp.
CORONAL = ((20, 34), (60, 26), (100, 4), (115, -8))
LAMBDOID = ((-20, -44), (20, -58), (55, -70), (80, -84))
#: e -> angle where the front of the neck ends.
NECK_FRONT = ((-1.4, 46), (-0.9, 60), (-0.5, 74))
#: e -> fz behind which the face ends.
FACE_END = ((-1.35, 0.50), (-1.0, 0.26), (-0.70, 0.12), (-0.40, 0.13), (0.0, 0.16), (0.6, 0.16))


def _face(e, fz, xe):
    """e 0 at the eyes, 1 at the vertex, -1 at the chin; fz 1 at the nose's tip; xe 1 at the eye."""
    brow = 0.66 - 0.10 * np.maximum(0, xe - 1) ** 2
    nose = (
        (e > -0.43)
        & (e < 0.12)
        & (xe < through(e, ((-0.43, 0.62), (-0.2, 0.50), (0.02, 0.27), (0.12, 0.24))))
    )
    return [
        (oval(xe, e, (1.02, -0.02), (0.92, 0.31)) & (fz > 0.35), "periorbital"),
        (nose & (fz > 0.5), "nose"),
        (oval(xe, e, (0, -0.66), (1.05, 0.22)) & (fz > 0.4), "perioral"),
        (oval(xe, e, (0, -1.08), (0.95, 0.26)) & (fz > 0.3), "chin"),
        (oval(xe, e, (1.30, -0.37), (0.95, 0.34)) & (fz > 0.30 + 2.0 * (e + 0.37) ** 2), "cheek"),
        ((e > 0.08) & (e < brow) & (fz > 0.48), "forehead"),
        (e < 0.10, "jaw_masseter"),
    ]


def _neck(neck, th, e):
    """Round the neck: trapezius behind, sternocleidomastoid at the side."""
    return [
        (neck & (th > 118) & (e > -0.66 + 0.002 * (180 - th)), "suboccipital"),
        (neck & (th > through(e, ((-1.4, 112), (-0.9, 118), (-0.5, 124)))), "cervical_posterior"),
        (neck & (th > through(e, NECK_FRONT)), "neck_lateral"),
        (neck, "neck_anterior"),
    ]


def head_zones(p, _normals, part, marks):
    head = marks.joint["head"]
    crown = marks.y_top - marks.y_eye
    x, up, ahead = np.abs(p[:, 0]), p[:, 1] - marks.y_eye, p[:, 2] - head[2]
    th = np.degrees(np.arctan2(x, ahead))
    e, fz = up / crown, ahead / (marks.z_face - head[2])
    neck = part == PART["neck"]
    face = (fz > through(e, FACE_END)) & ~neck & (e > -1.35)
    ear = (x > 60) & oval(ahead, up, *AURICLE)
    return [
        (ear, "auricle"),
        ((x > 36) & inside(ahead, up, MASTOID), "mastoid"),
        ((x > 50) & oval(ahead, up, *TMJ), "tmj"),
        ((ahead < -30) & oval(x, up, *OCCIPITAL), "greater_occipital"),
        *_neck(neck, th, e),
        (~face & inside(ahead, up, TEMPORAL) & (x > 35), "scalp_temporal"),
        ((x > 40) & inside(ahead, up, TEMPLE) & (fz < 0.70), "temple"),
        *((face & c, name) for c, name in _face(e, fz, x / marks.x_eye)),
        ((e < -0.08 + 0.03 * (x / 60) ** 2) & (fz < -0.18), "suboccipital"),
        ((e < -0.55) & (th < through(e, NECK_FRONT)), "neck_anterior"),
        ((e < -0.30) | ((e < 0) & (fz > -0.1)), "neck_lateral"),
        (ahead > through(up, CORONAL), "scalp_frontal"),
        (ahead < through(up, LAMBDOID), "scalp_occipital"),
        (True, "scalp_parietal"),
    ]
