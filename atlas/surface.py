"""Spots on the drawn skin, named as a doctor finds them: by the spine, by a bone, by an angle round it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.spatial import cKDTree

from atlas.landmarks import PART

#: How far from a line of sight a vertex of the fine mesh may lie, mm.
REACH_MM = 5.0
#: Front, back: the sign of z; the trunk's sides are told by limbs' rays.
AHEAD = {"front": 1.0, "back": -1.0}


def _parts(names, side="L"):
    return [PART[n] if n in PART else PART[f"{n}_{side}"] for n in names]


@dataclass(frozen=True)
class Skin:
    """The patient's left half of the fine mesh, and its landmarks."""

    points: np.ndarray  # (n, 3) mm
    normals: np.ndarray
    part: np.ndarray  # (n,) index into landmarks.PARTS
    marks: object
    flat: cKDTree  # of (x, y)
    sex: str = "F"
    figure: str = "F"  # its id

    @property
    def joint(self):
        return self.marks.joint

    def at(self, x_mm, y_mm, side):
        """The outermost skin of the front or back at a place (3,)."""
        sign = AHEAD[side]
        near = np.array(self.flat.query_ball_point([x_mm, y_mm], REACH_MM), int)
        near = near[self.normals[near, 2] * sign > 0.05]
        if not len(near):
            near = np.array([self.flat.query([x_mm, y_mm])[1]])
        depth = self.points[near, 2] * sign
        near = near[depth > depth.max() - 25.0]
        weight = np.exp(-(((self.points[near, :2] - [x_mm, y_mm]) / 2.0) ** 2).sum(1)) + 1e-9
        return np.array([x_mm, y_mm, np.average(self.points[near, 2], weights=weight)])

    def trunk(self, xs, s, side="back"):
        """xs 0 at the midline, 1 at the shoulder joint; s 0 at the hip joints, 1 at C7."""
        return self.at(xs * self.marks.x_shoulder, self.marks.y_hip + s * self.marks.trunk_mm, side)

    def line(self, places, side="back"):
        """Places (xs, s) of the trunk -> points (k, 3)."""
        return np.array([self.trunk(xs, s, side) for xs, s in places])

    def ray(self, origin, direction, parts):
        """Where a ray from inside leaves the skin of these parts (3,); not a number where it meets none."""
        direction = np.asarray(direction, float) / np.linalg.norm(direction)
        mine = np.isin(self.part, _parts(parts))
        off = self.points[mine] - origin
        along = off @ direction
        aside = np.linalg.norm(off - along[:, None] * direction, axis=1)
        aside = np.where(along > 0, aside, np.inf)
        near = np.flatnonzero(aside < max(REACH_MM, aside.min() * 1.2))
        if not len(near):
            return np.full(3, np.nan)
        weight = np.exp(-((aside[near] / 2.0) ** 2)) + 1e-9
        return origin + direction * np.average(along[near], weights=weight)

    def around(self, s, angle_deg):
        """On the trunk at height s, by the angle round its middle: 0 anterior, 90 lateral (3,)."""
        y = self.marks.y_hip + s * self.marks.trunk_mm
        _, _, middle = self.marks.trunk_at(y)
        t = np.radians(angle_deg)
        return self.ray(np.array([0.0, y, middle]), (np.sin(t), 0, np.cos(t)), ("trunk", "leg"))

    def limb(self, bone, share, angle_deg, parts):
        """On a limb: share of the way along the bone; 0 anterior, 90 lateral, 180 posterior."""
        a, b = (self.joint[f"{name}.L"] for name in bone)
        axis = (b - a) / np.linalg.norm(b - a)
        ahead = np.array([0.0, 0, 1]) - axis * axis[2]
        ahead /= np.linalg.norm(ahead)
        aside = np.cross(ahead, axis)
        aside *= np.sign(aside[0])
        t = np.radians(angle_deg)
        return self.ray(a + share * (b - a), np.cos(t) * ahead + np.sin(t) * aside, parts)

    def along(self, bone, places, parts):
        """Places (share, angle) of a limb -> points (k, 3)."""
        return np.array([self.limb(bone, share, angle, parts) for share, angle in places])


def skin_of(figure):
    """The left half of a figure's skin, without the eyeballs."""
    used = np.zeros(len(figure.vertices), bool)
    used[figure.faces[figure.skin]] = True
    used &= figure.vertices[:, 0] > -REACH_MM
    points = figure.vertices[used]
    part = figure.reference.parts[used].argmax(1)
    return Skin(
        points, figure.normals[used], part, figure.marks, cKDTree(points[:, :2]), figure.sex[0]
    )
