"""Hair close to the head: a soft tint, a few strokes that follow its flow, and the woman's low knot.

It hides no zone: the tint is translucent, and what stands free of the head lies behind it. All of it
is in `g.hair`, so that a page can switch it off for work on the scalp.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from scipy import ndimage as ndi
from scipy.spatial import cKDTree
from shapely import affinity
from shapely.geometry import Point

from atlas.creases import Crease, strokes
from atlas.face import Feature, regions
from atlas.landmarks import PART
from atlas.relief import points_of
from atlas.surface import skin_of

#: Height of the hairline (0 eyes, 1 vertex) by depth (0 head joint, 1 nose tip), from the nape to the forehead.
LINE_DEPTH = (-0.75, -0.30, -0.22, -0.16, 0.00, 0.06, 0.11, 0.17, 0.30, 0.52, 0.62, 1.00)
LINE_HEIGHT = (-0.62, -0.56, -0.42, -0.20, -0.18, -0.22, 0.02, 0.26, 0.42, 0.54, 0.70, 0.76)
#: How much lower the line is at the temples' width than in the middle, and how it wavers, same measure.
ROUND, WAVER = 0.09, 0.018
#: The ear, left free: middle and half axes in the same measures.
EAR = (-0.075, -0.15, 0.135, 0.26)
EDGE_MM, TOLERANCE_MM = 4.5, 0.3
EDGES = tuple((k + 0.5) / 15 for k in range(15))
#: Direction from the middle of the head to the knot or, for the man, to the whorl: left, up, ahead.
POLE = {"F": (0.0, -0.10, -1.0), "M": (0.0, 0.72, -0.62)}
#: Strokes on the left half of the head: how many ways lead to the pole, and the runs on each, as
#: shares of the way from the line of the hair to the pole.
WAYS = {"F": 30, "M": 30}
RUNS = {
    "F": ((0.0, 0.34), (0.10, 0.62), (0.36, 0.90), (0.02, 0.22)),
    "M": ((0.0, 0.13), (0.20, 0.34), (0.42, 0.56), (0.64, 0.80), (0.10, 0.22)),
}
#: No stroke runs nearer to the pole than this, nor farther (radians).
NEAREST, FARTHEST = 0.16, 2.95
GOLDEN = 0.6180339887
STROKE_MM = {"F": 0.5, "M": 0.42}
#: Half axes of the knot across, up, and how far its middle stands behind the head, mm.
KNOT_MM = (24.0, 20.0, 7.0)
KNOT_DEPTH_MM = 17.0


def _grows(marks, p):
    """Where hair grows, of points (..., 3) of the head's skin."""
    height = (p[..., 1] - marks.y_eye) / (marks.y_top - marks.y_eye)
    depth = (p[..., 2] - marks.joint["head"][2]) / (marks.z_face - marks.joint["head"][2])
    across = np.abs(p[..., 0]) / marks.x_eye
    line = (
        np.interp(depth, LINE_DEPTH, LINE_HEIGHT) - ROUND * np.clip(depth - 0.3, 0, 0.4) * across**2
    )
    line += WAVER * np.sin(7.3 * across + 2.0 * depth) * np.sin(3.1 * across)
    z, y, a, b = EAR
    ear = ((depth - z) / a) ** 2 + ((height - y) / b) ** 2 < 1
    return (height > line) & ~ear


def _scalp(figure, field):
    """Where hair grows (h, w)."""
    return field.inside & _grows(figure.marks, points_of(field))


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
    return [
        Feature("hair", p.simplify(TOLERANCE_MM))
        for level in EDGES
        for p in regions(field, soft, level, 30.0)
    ]


def _middle(marks):
    """Middle of the skull."""
    crown = marks.y_top - marks.y_eye
    return np.array([0.0, marks.y_eye + 0.28 * crown, marks.joint["head"][2] + 0.05 * crown])


def _shell(figure):
    """The head seen from its middle: a function from directions (n, 3) to points of its skin."""
    skin, middle = skin_of(figure), _middle(figure.marks)
    off = skin.points[skin.part == PART["head"]] - middle
    radius = np.linalg.norm(off, axis=1)
    tree = cKDTree(off / radius[:, None])

    def on_skin(directions):
        far, near = tree.query(directions, 8)
        weight = np.exp(-((far / 0.03) ** 2)) + 1e-9
        return middle + directions * (weight * radius[near]).sum(1, keepdims=True) / weight.sum(
            1, keepdims=True
        )

    return on_skin


def _ways(figure):
    """Ways on the skin from the line of the hair to the pole (k, 3), round the left half of the head."""
    on_skin, pole = _shell(figure), np.array(POLE[figure.sex])
    pole /= np.linalg.norm(pole)
    aside = np.array([1.0, 0, 0])
    over = np.cross(aside, pole)
    count = WAYS[figure.sex]
    angles = np.linspace(NEAREST, FARTHEST, 60)[:, None]
    for k in range(count):
        turn = np.pi * (k + 0.5) / count
        out = np.cos(turn) * over + np.sin(turn) * aside
        way = on_skin(np.cos(angles) * pole + np.sin(angles) * out)
        end = np.argmin(np.r_[_grows(figure.marks, way), False])
        if end > 8:
            yield way[:end][::-1]


@lru_cache(maxsize=1)
def flow(figure):
    """Strokes that follow the hair on the left half of the head."""
    return tuple(_flow(figure))


def _flow(figure):
    runs = RUNS[figure.sex]
    for k, way in enumerate(_ways(figure)):
        for m, (a, b) in enumerate(runs):
            if (k + m) % 2 and m > 1:
                continue
            shift = 0.08 * ((k * GOLDEN + m * 0.37) % 1) if m else 0.0
            low, high = (int(np.clip(s + shift, 0, 1) * (len(way) - 1)) for s in (a, b))
            if high - low > 2:
                yield Crease("hair", way[low : high + 1], STROKE_MM[figure.sex])


def drawn_flow(figure, field):
    """Those strokes that a view shows, as features."""
    return [Feature("hair-stroke", shape) for shape in strokes(field, flow(figure), 0.16)]


def _occiput(figure):
    """Height of the knot and the hindmost z of the head there, mm."""
    marks = figure.marks
    crown = marks.y_top - marks.y_eye
    y = _middle(marks)[1] - 0.22 * crown
    head = figure.vertices[figure.reference.parts.argmax(1) == PART["head"]]
    return y, head[np.abs(head[:, 1] - y) < 5, 2].min()


def knot(figure, view):
    """The woman's hair gathered low at the back; None in front, and for the man."""
    if figure.sex != "F" or view == "front":
        return None
    y, z = _occiput(figure)
    across, up, off = KNOT_MM
    if view == "back":
        return Feature("knot-front", _ellipse(0.0, -y, across, up))
    sign = -1.0 if view == "left" else 1.0
    shape = _ellipse(sign * (z - off), -y, KNOT_DEPTH_MM, up)
    return Feature("knot", affinity.rotate(shape, -sign * 8.0))


def _ellipse(u, v, half_u, half_v):
    return affinity.scale(Point(u, v).buffer(1.0, quad_segs=12), half_u, half_v)


def knot_strokes(knot):
    """A few arcs of hair wound round the knot, as points (k, 2)."""
    low, top, high, bottom = knot.shape.bounds
    u, v, a, b = (low + high) / 2, (top + bottom) / 2, (high - low) / 2, (bottom - top) / 2
    for size, start, end in (
        (0.82, 200, 330),
        (0.62, 20, 160),
        (0.60, 215, 320),
        (0.38, 190, 350),
        (0.8, 40, 120),
    ):
        t = np.radians(np.linspace(start, end, 9))
        yield np.stack([u + size * a * np.cos(t), v + size * b * np.sin(t)], 1)
