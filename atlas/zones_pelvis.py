"""Zones of the pelvis and the buttock, told alike on the trunk and on the thigh that it meets.

Places: xs 0 at the midline, 1 at the shoulder joint; s 0 at the hip joints, 1 at C7; th round the
trunk, 0 anterior, 90 lateral, 180 posterior. Levels as in landmark_forms: iliac crests L4, dimples S2.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from atlas.curves import inside, oval, through

#: Height of the iliac crest by angle: from the anterior to the posterior superior spine.
CREST = (
    (40, 0.105), (52, 0.128), (66, 0.165), (82, 0.195), (98, 0.212), (116, 0.221),
    (134, 0.221), (148, 0.203), (158, 0.178),
)  # fmt: skip
CREST_HALF = ((50, 0.004), (62, 0.020), (80, 0.026), (140, 0.027), (152, 0.018), (161, 0.0))
SACRAL = (
    (-0.13, 0.190), (0.0, 0.194), (0.13, 0.190), (0.215, 0.170), (0.215, 0.135), (0.165, 0.098),
    (0.11, 0.068), (0.0, 0.058), (-0.11, 0.068), (-0.165, 0.098),
)  # fmt: skip
COCCYGEAL = (
    (-0.10, 0.075), (0.10, 0.075), (0.115, 0.045), (0.105, 0.005), (0.06, -0.020), (-0.06, -0.020),
    (-0.105, 0.005), (-0.115, 0.045),
)  # fmt: skip
SACROILIAC = (
    (0.10, 0.180), (0.24, 0.182), (0.35, 0.168), (0.385, 0.135), (0.35, 0.100), (0.26, 0.070),
    (0.15, 0.052), (0.09, 0.060),
)  # fmt: skip
PIRIFORMIS = (
    (0.14, 0.060), (0.28, 0.100), (0.42, 0.092), (0.56, 0.062), (0.68, 0.030), (0.71, -0.006),
    (0.64, -0.022), (0.52, -0.010), (0.36, 0.018), (0.20, 0.026),
)  # fmt: skip
#: (th, s): below the crest, above gluteus maximus and the trochanter.
MEDIUS = (
    (150, 0.172), (141, 0.128), (127, 0.088), (112, 0.070), (97, 0.066), (82, 0.076), (68, 0.098),
    (57, 0.124), (66, 0.172), (85, 0.205), (110, 0.225), (135, 0.222),
)  # fmt: skip
ISCHIAL = ((0.33, -0.077), (0.165, 0.043))
FOLD = (
    (0.04, -0.132),
    (0.30, -0.134),
    (0.48, -0.122),
    (0.64, -0.101),
    (0.80, -0.072),
    (1.0, -0.040),
)
FOLD_HALF = ((0.06, 0.010), (0.14, 0.022), (0.40, 0.025), (0.62, 0.022), (0.80, 0.010), (0.86, 0.0))
TROCHANTER = ((0.0, -0.022), (0.083, 0.094))


@dataclass(frozen=True)
class Place:
    """Where points (n,) are on the trunk, the right half mirrored on the left."""

    xs: np.ndarray
    s: np.ndarray
    th: np.ndarray
    z: np.ndarray  # forward of the hip joint, as a share of the trunk


def place(p, marks):
    """Place of points (n, 3); below the hips the trunk's girth there is taken."""
    y = np.maximum(p[:, 1], marks.y_hip)
    width, depth, middle = marks.trunk_at(y)
    s = (p[:, 1] - marks.y_hip) / marks.trunk_mm
    th = np.degrees(np.arctan2(np.abs(p[:, 0]) / width, (p[:, 2] - middle) / depth))
    z = (p[:, 2] - marks.joint["upperleg01.L"][2]) / marks.trunk_mm
    return Place(np.abs(p[:, 0]) / marks.x_shoulder, s, th, z)


def crest(at):
    """The band over the iliac crest."""
    return np.abs(at.s - through(at.th, CREST)) < through(at.th, CREST_HALF)


def fold_height(xs):
    """s of the gluteal fold."""
    return through(xs, FOLD)


def pelvis_rules(at):
    """Rules (condition, zone) of everything with a fixed outline between crest and gluteal fold."""
    back = (at.th > 100) | (at.z < -0.03)
    behind = at.th > 96
    return [
        (crest(at) & (at.th > 48), "iliac_crest"),
        (behind & inside(at.xs, at.s, SACRAL), "sacral"),
        (behind & inside(at.xs, at.s, COCCYGEAL), "coccygeal"),
        (behind & inside(at.xs, at.s, SACROILIAC), "sacroiliac"),
        ((at.xs > 0.45) & oval(at.z, at.s, *TROCHANTER), "hip_trochanter"),
        (behind & inside(at.xs, at.s, PIRIFORMIS), "piriformis"),
        (inside(at.th, at.s, MEDIUS), "gluteus_medius"),
        (
            back & (np.abs(at.s - fold_height(at.xs)) < through(at.xs, FOLD_HALF)),
            "gluteal_fold",
        ),
        (back & oval(at.xs, at.s, *ISCHIAL), "ischial"),
    ]


def groin(at):
    """Height over the inguinal crease, as a share of the trunk."""
    return at.s - (-0.075 + 0.33 * (at.xs - 0.12))


def inguinal(at):
    """The band along the inguinal crease, fading out towards the iliac spine."""
    half = through(
        at.xs,
        ((0.10, 0.0), (0.15, 0.020), (0.24, 0.037), (0.60, 0.036), (0.76, 0.012), (0.82, 0.0)),
    )
    return (np.abs(groin(at)) < half) & (at.xs > 0.10) & (at.th < 80)
