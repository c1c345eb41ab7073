"""A hint of hair: a soft tint on the scalp, and a small knot behind the woman's head.

It hides no zone: the tint is translucent, and the knot lies behind the head or is as light as the tint.
"""

from __future__ import annotations

import numpy as np
from scipy import ndimage as ndi
from shapely import affinity
from shapely.geometry import Point

from atlas.face import Feature, regions
from atlas.landmarks import PART
from atlas.views import VIEWS

#: Height of the hairline (0 eyes, 1 vertex) by depth (0 head joint, 1 nose tip), from the nape to the forehead.
LINE_DEPTH = (-0.75, -0.30, -0.22, -0.16, 0.00, 0.06, 0.11, 0.17, 0.30, 0.52, 0.62, 1.00)
LINE_HEIGHT = (-0.62, -0.56, -0.42, -0.20, -0.18, -0.22, 0.02, 0.26, 0.42, 0.52, 0.66, 0.70)
#: The ear, left free: middle and half axes in the same measures.
EAR = (-0.075, -0.15, 0.135, 0.26)
EDGE_MM = 4.5
EDGES = (0.2, 0.4, 0.6, 0.8)
KNOT_MM = {"F": 29.0}
KNOT_HEIGHT = 0.22


def _points(field):
    """Points (h, w, 3) that the view shows; nonsense outside the figure."""
    rows, columns = field.inside.shape
    u = (np.arange(columns) + 0.5) * field.pitch_mm + field.u0_mm
    v = (np.arange(rows) + 0.5) * field.pitch_mm + field.v0_mm
    right, toward = VIEWS[field.view]
    flat = u[None, :, None] * right + field.depth_mm[..., None] * toward
    return flat + np.array([0, -1.0, 0]) * v[:, None, None]


def _scalp(figure, field):
    """Where hair grows (h, w)."""
    marks, p = figure.marks, _points(field)
    height = (p[..., 1] - marks.y_eye) / (marks.y_top - marks.y_eye)
    depth = (p[..., 2] - marks.joint["head"][2]) / (marks.z_face - marks.joint["head"][2])
    z, y, a, b = EAR
    ear = ((depth - z) / a) ** 2 + ((height - y) / b) ** 2 < 1
    return field.inside & (height > np.interp(depth, LINE_DEPTH, LINE_HEIGHT)) & ~ear


def _spread(mask, inside):
    """The mask carried a little over the figure's edge, where the outline clips it."""
    rows, columns = ndi.distance_transform_edt(~inside, return_distances=False, return_indices=True)
    return mask[rows, columns]


def tint(figure, field):
    """Soft-edged regions of hair, one above the other."""
    top = slice(0, int((-(figure.marks.y_c7) - field.v0_mm) / field.pitch_mm))
    mask = np.zeros(field.inside.shape)
    mask[top] = _spread(_scalp(figure, field)[top], field.inside[top])
    soft = ndi.gaussian_filter(mask, EDGE_MM / field.pitch_mm)
    return [Feature("hair", p) for level in EDGES for p in regions(field, soft, level, 30.0)]


def _occiput(figure):
    """The hindmost z of the head at the knot's height, mm."""
    marks = figure.marks
    y = marks.y_eye + KNOT_HEIGHT * (marks.y_top - marks.y_eye)
    head = figure.vertices[figure.reference.parts.argmax(1) == PART["head"]]
    return y, head[np.abs(head[:, 1] - y) < 5, 2].min()


def knot(figure, view):
    """The woman's hair gathered at the back; None in front, and for the man."""
    radius = KNOT_MM.get(figure.sex)
    if radius is None or view == "front":
        return None
    y, z = _occiput(figure)
    u = 0.0 if view == "back" else -(z - radius * 0.30) if view == "left" else z - radius * 0.30
    tall = affinity.scale(
        Point(u, -y).buffer(radius, quad_segs=10), 0.86 if view != "back" else 1.0, 1.0
    )
    return Feature("knot-front" if view == "back" else "knot", tall)
