"""Coarse parts of the mesh (from skinning weights) and the landmarks of one posed body."""

from __future__ import annotations

import numpy as np

PARTS = (
    "head",
    "neck",
    "trunk",
    "arm_L",
    "arm_R",
    "hand_L",
    "hand_R",
    "thumb_L",
    "thumb_R",
    "fingers_L",
    "fingers_R",
    "leg_L",
    "leg_R",
    "foot_L",
    "foot_R",
    "toes_L",
    "toes_R",
)
PART = {name: i for i, name in enumerate(PARTS)}
UPPER_LIMB = ("arm", "hand", "thumb", "fingers")
#: first match of a bone's name, then the part it moves
PREFIXES = (
    ("head", "head"),
    ("eye", "head"),
    ("neck", "neck"),
    ("upperarm", "arm"),
    ("lowerarm", "arm"),
    ("finger1", "thumb"),
    ("finger", "fingers"),
    ("wrist", "hand"),
    ("metacarpal", "hand"),
    ("upperleg", "leg"),
    ("lowerleg", "leg"),
    ("foot", "foot"),
    ("toe", "toes"),
)


#: Vertex of the mesh at the bottom of the navel.
NAVEL = 4105


def part_of_bone(label):
    bone, _, side = label.partition(".")
    part = next((p for prefix, p in PREFIXES if bone.startswith(prefix)), "trunk")
    return part if part in ("head", "neck", "trunk") else f"{part}_{side}"


def part_weights(weights, labels):
    """Skinning weights (n, bones) -> weights of the parts (n, len(PARTS))."""
    out = np.zeros((len(weights), len(PARTS)))
    for i, label in enumerate(labels):
        out[:, PART[part_of_bone(label)]] += weights[:, i]
    return out


def upper_limb(part):
    """0 elsewhere, 1 on the left upper limb, 2 on the right (uint8, like `part`)."""
    out = np.zeros(len(part), np.uint8)
    for code, side in ((1, "L"), (2, "R")):
        out[np.isin(part, [PART[f"{p}_{side}"] for p in UPPER_LIMB])] = code
    return out


def _slice(points, y, half):
    """Half width, half depth and middle depth of the trunk's slice at height y."""
    near = points[np.abs(points[:, 1] - y) < half]
    if len(near) < 8:
        return np.nan, np.nan, np.nan
    front, rear = near[:, 2].max(), near[:, 2].min()
    return np.abs(near[:, 0]).max(), (front - rear) / 2, (front + rear) / 2


def _filled_and_smoothed(heights, values):
    known = ~np.isnan(values)
    filled = np.interp(heights, heights[known], values[known])
    return np.convolve(np.pad(filled, 2, mode="edge"), np.ones(5) / 5, "valid")


class Landmarks:
    """Heights, widths and joints that the zones are measured from, mm."""

    def __init__(self, vertices, heads, labels, weights_of_part):
        self.joint = dict(zip(labels, heads, strict=True))
        j = self.joint
        self.y_hip = (j["upperleg01.L"][1] + j["upperleg01.R"][1]) / 2
        self.y_c7 = j["neck01"][1]
        self.x_shoulder = j["upperarm01.L"][0]
        self.y_eye = (j["eye.L"][1] + j["eye.R"][1]) / 2
        self.x_eye = j["eye.L"][0]
        self.y_navel = vertices[NAVEL, 1]
        head = vertices[weights_of_part[:, PART["head"]] > 0.5]
        self.y_top, self.z_face = head[:, 1].max(), head[:, 2].max()
        self._measure_trunk(vertices[weights_of_part[:, PART["trunk"]] > 0.5])

    @property
    def trunk_mm(self):
        """Height from the hip joints to C7."""
        return self.y_c7 - self.y_hip

    def _measure_trunk(self, points):
        self.heights = np.linspace(points[:, 1].min(), points[:, 1].max(), 60)
        half = (self.heights[1] - self.heights[0]) * 1.5
        slices = np.array([_slice(points, y, half) for y in self.heights]).T
        self.width, self.depth, self.middle = (
            _filled_and_smoothed(self.heights, s) for s in slices
        )

    def trunk_at(self, y):
        """Half width (no more than the shoulders'), half depth, middle depth at heights y."""
        width, depth, middle = (
            np.interp(y, self.heights, s) for s in (self.width, self.depth, self.middle)
        )
        return np.minimum(width, self.x_shoulder), depth, middle

    def inguinal_height(self, x_share):
        """Height of the inguinal crease at |x| as a share of the shoulders' half width."""
        return self.y_hip + self.trunk_mm * (-0.075 + 0.33 * (x_share - 0.12))
