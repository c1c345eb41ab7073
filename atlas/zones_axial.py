"""Zones of the trunk, the neck and the head. Rules (condition, zone), of which the first holds."""

from __future__ import annotations

import numpy as np

from atlas.landmarks import PART
from atlas.zones_limbs import trochanter


def _back(s, xs):
    """Back of the trunk: s 0 at the hips, 1 at C7; xs 0 at the spine, 1 at the shoulder joint."""
    return [
        (s > 0.985 - 0.26 * xs, "trapezius_upper"),
        ((s > 0.51) & (xs < 0.24), "thoracic_paravertebral"),
        ((s > 0.485 + 0.10 * np.abs(xs - 0.55)) & (xs < 1.05), "scapular"),
        ((s > 0.335) & (xs < 0.24), "thoracolumbar_paravertebral"),
        (s > 0.335 + 0.03 * xs, "back_infrascapular"),
        ((s > 0.150 + 0.05 * xs) & (xs < 0.36), "lumbar_paravertebral"),
        (s > 0.150 + 0.05 * xs, "lumbar_lateral"),
        ((s > 0.165 - 0.30 * (0.42 - xs)) & (xs < 0.42) & (s > 0.02), "sacroiliac"),
        (True, "gluteal"),
    ]


def _front(s, xs, crease, below):
    return [
        (s > 0.905 + 0.03 * xs, "supraclavicular"),
        ((s > 0.845 - 0.05 * xs) & (xs > 0.10), "clavicular"),
        ((s > 0.55) & (xs < 0.14), "sternal"),
        (s > 0.545 + 0.10 * np.abs(xs - 0.55), "pectoral"),
        ((s > 0.405 - 0.07 * xs) & (xs < 0.40), "epigastric"),
        (s > 0.405 - 0.07 * xs, "hypochondriac"),
        ((s > 0.185 + 0.05 * xs) & (xs < 0.44), "umbilical"),
        (s > 0.185 + 0.05 * xs, "abdomen_lateral"),
        (crease & (xs > 0.16), "inguinal"),
        (below & (xs <= 0.34), "genital"),
        (below, "thigh_anterior"),
        (xs < 0.44, "hypogastric"),
        (True, "iliac"),
    ]


def trunk_zones(p, _part, marks):
    x, s = np.abs(p[:, 0]), (p[:, 1] - marks.y_hip) / marks.trunk_mm
    width, depth, middle = marks.trunk_at(p[:, 1])
    th = np.degrees(np.arctan2(x / width, (p[:, 2] - middle) / depth))
    xs = x / marks.x_shoulder
    fold = marks.inguinal_height(xs)
    crease, below = np.abs(p[:, 1] - fold) < 0.042 * marks.trunk_mm, p[:, 1] < fold
    hip = marks.joint["upperleg01.L"]
    level = np.array([hip[0], marks.y_hip, hip[2]])
    return [
        (trochanter(p, marks, level) & (xs > 0.45), "hip_trochanter"),
        *(((th > 112) & c, name) for c, name in _back(s, xs)),
        *(((th < 68) & c, name) for c, name in _front(s, xs, crease, below)),
        (s > 0.84, "trapezius_upper"),  # the top of the shoulder
        (s > 0.56, "axillary"),
        (s > 0.385, "thorax_lateral"),
        (s > 0.165, "flank"),
        (p[:, 2] > hip[2], "iliac"),
        (True, "gluteal"),
    ]


def _oval(x, y, centre, radii):
    return ((x - centre[0]) / radii[0]) ** 2 + ((y - centre[1]) / radii[1]) ** 2 < 1


def _face(e, fz, xe):
    """e 0 at the eyes, 1 at the vertex, -1 at the chin; fz 1 at the nose's tip; xe 1 at the eye."""
    brow = 0.66 - 0.10 * np.maximum(0, xe - 1) ** 2
    nose = (e > -0.43) & (e < 0.12) & (xe < 0.26 + 0.36 * np.clip((0.02 - e) / 0.45, 0, 1))
    return [
        (_oval(xe, e, (1.02, -0.02), (0.92, 0.31)) & (fz > 0.35), "periorbital"),
        (nose & (fz > 0.5), "nose"),
        (_oval(xe, e, (0, -0.66), (1.05, 0.22)) & (fz > 0.4), "perioral"),
        (_oval(xe, e, (0, -1.03), (0.92, 0.19)) & (fz > 0.3), "chin"),
        (_oval(xe, e, (1.30, -0.37), (0.95, 0.34)) & (fz > 0.30), "cheek"),
        ((e > 0.14) & (e < brow) & (xe < 1.80), "forehead"),
        ((e > -0.02) & (e < brow - 0.05) & (fz > 0.05), "temple"),
        (e < 0.14, "jaw_masseter"),
    ]


def head_zones(p, part, marks):
    head = marks.joint["head"]
    crown = marks.y_top - marks.y_eye
    th = np.degrees(np.arctan2(np.abs(p[:, 0]), p[:, 2] - head[2]))
    e, fz = (p[:, 1] - marks.y_eye) / crown, (p[:, 2] - head[2]) / (marks.z_face - head[2])
    neck = part == PART["neck"]
    face = (fz > 0.16) & ~neck & (e > -1.35)
    return [
        (neck & (th > 118) & (e > -0.66), "suboccipital"),
        (neck & (th > 118), "cervical_posterior"),
        (neck & (th > 62), "neck_lateral"),
        (neck, "neck_anterior"),
        *((face & c, name) for c, name in _face(e, fz, np.abs(p[:, 0]) / marks.x_eye)),
        ((e < -0.05) & (fz < -0.18), "suboccipital"),
        ((e < -0.62) & (fz > 0.16), "neck_anterior"),
        (e < -0.55, "neck_lateral"),
        (fz > 0.16, "scalp_frontal"),
        ((fz > -0.42) & (e > 0.25), "scalp_parietal"),
        ((e > -0.05) & (fz <= -0.42), "scalp_occipital"),
        (True, "scalp_temporal"),
    ]
