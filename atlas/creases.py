"""Fine lines on the skin, drawn as a pen draws them: swelling in the middle, gone at both ends."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from scipy.spatial import cKDTree

from atlas.forms_limbs import ARM, FINGERS, FOLD, FOREARM, LEG, LOWER, THIGH, UPPER, patella_mm
from atlas.landmarks import PART
from atlas.relief import MIRROR, smooth_line
from atlas.views import project

#: What lies this far from the skin that the view shows is hidden by it, or on what the layer leaves out, mm.
HIDDEN_MM = 5.0
#: Lines on skin that is turned away further than this (cosine) are left out.
FACING = 0.3
SHORTEST_MM = 2.5
#: A view that shows less than this share of a line shows none of it: no stray ends at the rim.
LEAST = 0.3
SPACING_MM = 1.5
TOLERANCE_MM = 0.1


@dataclass(frozen=True)
class Crease:
    name: str
    points: np.ndarray  # (k, 3) mm on the skin, of the patient's left or the median plane
    width_mm: float
    median: bool = False


def _trunk(skin):
    front = lambda places: skin.line(places, "front")  # noqa: E731
    median = skin.points[np.abs(skin.points[:, 0]) < 3.0]
    m = skin.marks
    crotch = median[median[:, 1] > m.y_hip - 0.3 * m.trunk_mm, 1].min()
    fold = [skin.at(xs * m.x_shoulder, crotch + up, "back") for xs, up in FOLD]
    yield Crease("gluteal-fold", np.array(fold), 1.3)
    heights = np.linspace(crotch + 2, m.y_hip + 0.085 * m.trunk_mm, 8)
    cleft = np.array([skin.at(0.0, y, "back") for y in heights])
    yield Crease("gluteal-cleft", cleft, 1.7, median=True)
    yield Crease(
        "inguinal", front([(0.68, 0.062), (0.54, 0.02), (0.40, -0.03), (0.28, -0.075)]), 0.8
    )
    yield Crease("clavicle", front([(0.20, 0.888), (0.36, 0.896), (0.52, 0.894)]), 0.38)
    navel = skin.trunk(0, 0.262, "front")
    hood = [
        navel + d
        for d in ([-5.0, 1.0, 0], [-3.2, 3.6, 0], [0, 4.8, 0], [3.2, 3.6, 0], [5.0, 1.0, 0])
    ]
    yield Crease("navel", np.array(hood), 1.1, median=True)
    low = [navel + d for d in ([-2.6, -3.0, 0], [0, -4.0, 0], [2.6, -3.0, 0])]
    yield Crease("navel-floor", np.array(low), 0.7, median=True)


LIMBS = (
    ("popliteal", THIGH, ((0.985, 152), (0.995, 180), (0.985, 208)), LOWER, 0.8),
    ("popliteal-low", LEG, ((0.025, 166), (0.03, 186), (0.022, 206)), LOWER, 0.5),
    ("cubital", ARM, ((0.985, -48), (1.0, -15), (0.995, 20), (0.975, 50)), UPPER, 0.8),
    ("cubital-high", ARM, ((0.955, -30), (0.965, -8), (0.955, 15)), UPPER, 0.45),
    ("wrist", FOREARM, ((0.985, -60), (1.0, -25), (1.0, 25), (0.985, 60)), UPPER, 0.75),
    ("wrist-high", FOREARM, ((0.945, -40), (0.955, -10), (0.945, 25)), UPPER, 0.45),
    ("wrist-back", FOREARM, ((0.985, 150), (0.995, 180), (0.985, 210)), UPPER, 0.4),
    ("elbow", FOREARM, ((-0.035, 158), (-0.05, 180), (-0.035, 202)), UPPER, 0.6),
    ("elbow-low", FOREARM, ((-0.005, 166), (-0.015, 182), (-0.005, 198)), UPPER, 0.45),
    ("malleolus", LEG, ((1.045, 80), (1.055, 98), (1.035, 116)), LOWER, 0.5),
    ("malleolus-medial", LEG, ((1.03, -72), (1.045, -90), (1.02, -108)), LOWER, 0.5),
    ("achilles-l", LEG, ((0.80, 152), (0.90, 150), (1.0, 148)), LOWER, 0.5),
    ("achilles-m", LEG, ((0.80, 208), (0.90, 210), (1.0, 212)), LOWER, 0.5),
)


def _knee(skin):
    centre, radius = patella_mm(skin)
    for name, turns in (("inner", (185, 215, 245)), ("outer", (-5, -35, -65))):
        t = np.radians(turns)
        ring = [
            skin.at(
                centre[0] + 0.95 * radius * np.cos(a), centre[1] + 1.1 * radius * np.sin(a), "front"
            )
            for a in t
        ]
        yield Crease(f"patella-{name}", np.array(ring), 0.45)


#: Inner lines of the ear, as turns (0 ahead, 90 up) and shares of the way from its middle to its rim.
EAR_LINES = (
    ("helix", ((20, 0.60), (60, 0.74), (100, 0.78), (150, 0.76), (195, 0.74), (225, 0.70)), 0.55),
    ("antihelix", ((95, 0.44), (140, 0.42), (185, 0.44), (225, 0.50), (258, 0.46)), 0.45),
    ("tragus", ((335, 0.52), (8, 0.46), (38, 0.34)), 0.5),
)


def _ear(skin):
    """Lines within the ear, on the outermost skin of the head's side."""
    head = skin.points[skin.part == PART["head"]]
    m = skin.marks
    ear = head[head[:, 0] > 0.955 * head[:, 0].max()]
    low, high = ear[:, 1:].min(0), ear[:, 1:].max(0)
    middle, half = (low + high) / 2, (high - low) / 2 * (1.12, 1.25)
    side = cKDTree(head[:, 1:])
    for name, places, width in EAR_LINES:
        turn, share = np.radians([p[0] for p in places]), np.array([p[1] for p in places])
        up, ahead = share * np.sin(turn) * half[0], share * np.cos(turn) * half[1]
        line = []
        for y, z in np.stack([middle[0] + up, middle[1] + ahead], 1):
            near = side.query_ball_point([y, z], 2.5)
            if near and m.x_eye < head[near, 0].max():
                line.append([head[near, 0].max(), y, z])
        if len(line) > 2:
            yield Crease(f"ear-{name}", np.array(line), width)


def _across(skin, at, along, half_mm, side, bow_mm=0.0):
    """A short line across a finger (3, 3)."""
    along = along[:2] / np.linalg.norm(along[:2])
    aside = np.array([-along[1], along[0]])
    return np.array(
        [
            skin.at(*(at[:2] + t * half_mm * aside + bow_mm * (1 - t * t) * along), side)
            for t in (-1.0, 0.0, 1.0)
        ]
    )


def _fingers(skin):
    for finger in (1, *FINGERS):
        first, last = (skin.joint[f"finger{finger}-{k}.L"] for k in (1, 3))
        for k in (2, 3):
            joint = skin.joint[f"finger{finger}-{k}.L"]
            width = (5.6 if k == 2 else 4.8) * (1.0 if finger < 5 else 0.86)
            if finger == 1:
                continue
            yield Crease("flexion", _across(skin, joint, last - first, width, "front", 0.4), 0.5)
            for off, size in ((-1.3, 0.75), (1.3, 0.75)):
                at = joint + off * (last - first) / np.linalg.norm(last - first)
                line = _across(skin, at, last - first, width * size, "back", off * 0.6)
                yield Crease("knuckle", line, 0.4)
        if finger > 1:
            root = first + 0.48 * (skin.joint[f"finger{finger}-2.L"] - first)
            yield Crease("flexion", _across(skin, root, last - first, 6.2, "front", 0.5), 0.5)


#: A nail's edge: share of the way from the last joint to the tip, and of half its width.
NAIL = (
    (0.93, -0.92),
    (0.62, -1.0),
    (0.42, -0.72),
    (0.36, 0.0),
    (0.42, 0.72),
    (0.62, 1.0),
    (0.93, 0.92),
)


def _tip_mm(skin, joint, along, part):
    """How far the skin of a finger or toe reaches beyond its last joint."""
    off = skin.points[skin.part == PART[f"{part}_L"]] - joint
    ahead = off @ along
    near = np.linalg.norm(off - ahead[:, None] * along, axis=1) < 9.0
    return ahead[near].max()


def _nails(skin):
    """Nails of fingers, from behind, and of toes, from above."""
    for digit in ("finger1", *(f"finger{k}" for k in FINGERS), *(f"toe{k}" for k in range(1, 6))):
        last = 2 if digit == "toe1" else 3
        joint, before = (skin.joint[f"{digit}-{k}.L"] for k in (last, last - 1))
        along = (joint - before) / np.linalg.norm(joint - before)
        toe = digit.startswith("toe")
        part = "toes" if toe else "thumb" if digit == "finger1" else "fingers"
        reach = _tip_mm(skin, joint, along, part)
        half = {"toe1": 6.6, "toe5": 2.6, "finger1": 5.6, "finger5": 3.9}.get(
            digit, 3.4 if toe else 4.6
        )
        out = np.array([0.0, 0.9, 0.45]) if toe else np.array([0.0, 0.0, -1.0])
        aside = np.cross(along, out)
        aside /= np.linalg.norm(aside)
        spots = [joint + a * reach * along + b * half * aside for a, b in NAIL]
        line = [skin.ray(p, out, (part,)) if toe else skin.at(p[0], p[1], "back") for p in spots]
        yield Crease(f"nail-{digit}", np.array(line), 0.42)


def _palm(skin):
    """The three great lines: thenar, head, heart."""
    j = skin.joint
    wrist, index, little = j["wrist.L"], j["finger2-1.L"], j["finger5-1.L"]
    across, up = little - index, (index + little) / 2 - wrist

    def spot(x, y):
        p = wrist + up * y + across * (x - 0.5)
        return skin.at(p[0], p[1], "front")

    lines = {
        "thenar": ((-0.06, 0.80), (0.24, 0.70), (0.40, 0.46), (0.46, 0.16)),
        "head": ((-0.06, 0.82), (0.30, 0.74), (0.62, 0.58), (0.92, 0.40)),
        "heart": ((1.08, 0.66), (0.78, 0.76), (0.46, 0.86), (0.22, 1.00)),
    }
    for name, places in lines.items():
        yield Crease(name, np.array([spot(x, y) for x, y in places]), 0.75)


def creases(skin):
    """All fine lines of the left half and the median plane."""
    for make in (_trunk, _knee, _fingers, _palm, _ear, _nails):
        yield from (c for c in make(skin) if np.isfinite(c.points).all())
    for name, bone, places, parts, width in LIMBS:
        yield Crease(name, skin.along(bone, places, parts), width)


def _seen(field, line, facing):
    """Places u, v of a line (n, 2) and which of them the view shows (n,)."""
    u, v, depth = project(line, field.view)
    uv = np.stack([u, v], 1)
    column, row = field.to_pixels(uv).astype(int).T
    rows, columns = field.inside.shape
    within = (row >= 0) & (row < rows) & (column >= 0) & (column < columns)
    row, column = np.clip(row, 0, rows - 1), np.clip(column, 0, columns - 1)
    near = np.abs(field.depth_mm[row, column] - depth) < HIDDEN_MM
    ahead = field.normal[row, column, 2] > facing
    return uv, within & field.inside[row, column] & near & ahead


def _swelling(uv, width_mm):
    """Outline of a stroke (2k, 2) that is widest in its middle."""
    along = np.gradient(uv, axis=0)
    normal = np.stack([-along[:, 1], along[:, 0]], 1)
    normal /= np.maximum(np.linalg.norm(normal, axis=1, keepdims=True), 1e-9)
    half = 0.5 * width_mm * np.sin(np.pi * np.linspace(0, 1, len(uv))) ** 0.7
    edge = half[:, None] * normal
    return np.vstack([uv + edge, (uv - edge)[::-1]])


def _runs(seen):
    """(start, end) of the stretches that are seen."""
    steps = np.flatnonzero(np.diff(np.r_[0, seen.astype(int), 0]))
    return zip(steps[::2], steps[1::2], strict=True)


def strokes(field, found, facing=FACING):
    """Polygons (mm) of the creases that a view shows."""
    out = []
    for crease in found:
        for side in [crease.points] if crease.median else [crease.points, crease.points * MIRROR]:
            line, _ = smooth_line(side, SPACING_MM)
            uv, seen = _seen(field, line, facing)
            for a, b in _runs(seen):
                length = np.linalg.norm(np.diff(uv[a:b], axis=0), axis=1).sum()
                if b - a > max(2, LEAST * len(line)) and length >= SHORTEST_MM:
                    shape = shapely.Polygon(_swelling(uv[a:b], crease.width_mm)).buffer(0)
                    out.append(shape.simplify(TOLERANCE_MM))
    return out
