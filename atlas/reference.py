"""The body on which zones and layers are told, as the atlas numbers it: from a line to an anchor."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from atlas import intermediate, skin
from atlas.landmarks import PART

DIGITS = 5
MIRROR_X = np.array([-1.0, 1.0, 1.0])


@dataclass(frozen=True)
class Body:
    """The reference body: vertices (n, 3) mm, faces (m, 3), part of each face, landmarks."""

    points: np.ndarray
    faces: np.ndarray
    part: np.ndarray
    marks: object

    @cached_property
    def corners(self):
        return self.points[self.faces]

    @cached_property
    def mirror(self):
        """Face across the median plane (m,), and the order of its corners that mirrors ours (m, 3)."""
        places = {tuple(p): i for i, p in enumerate(np.round(self.points, 3).tolist())}
        other = [places[tuple(p)] for p in np.round(self.points * MIRROR_X, 3).tolist()]
        vertex = np.array(other)
        known = {tuple(sorted(f)): i for i, f in enumerate(self.faces.tolist())}
        swapped = vertex[self.faces]
        face = np.array([known[tuple(sorted(f))] for f in swapped.tolist()])
        return face, (self.faces[face][:, :, None] == swapped[:, None, :]).argmax(2)

    def mirrored(self, anchor):
        """The anchor on the other half: exactly the mirror image."""
        face, order = self.mirror
        shares = np.array([1 - anchor[1] - anchor[2], anchor[1], anchor[2]])
        return as_anchor(face[anchor[0]], shares[order[anchor[0]]])

    def hit(self, origin, direction, parts):
        """The outermost skin of these parts on a line, as an anchor."""
        a, b, c = self.corners.transpose(1, 0, 2)
        along = direction / np.linalg.norm(direction)
        e1, e2 = b - a, c - a
        cross = np.cross(along, e2)
        det = np.einsum("ij,ij->i", e1, cross)
        safe = np.where(np.abs(det) < 1e-9, 1.0, det)
        off = origin - a
        u = np.einsum("ij,ij->i", off, cross) / safe
        v = np.cross(off, e1) @ along / safe
        t = np.einsum("ij,ij->i", e2, np.cross(off, e1)) / safe
        inside = (u > -1e-6) & (v > -1e-6) & (u + v < 1 + 1e-6) & (np.abs(det) > 1e-9)
        allowed = inside & np.isin(self.part, [PART[p] for p in parts])
        if not allowed.any():
            raise ValueError(f"no skin of {parts} at {origin.round(1)}")
        face = int(np.flatnonzero(allowed)[t[allowed].argmax()])
        return as_anchor(face, np.array([1 - u[face] - v[face], u[face], v[face]]))


def as_anchor(face, shares):
    """[face, b1, b2] with shares held inside the face after rounding."""
    shares = np.clip(shares, 0, 1)
    b1, b2 = np.round(shares[1:] / shares.sum(), DIGITS)
    return [int(face), float(b1), float(min(b2, round(1 - b1, DIGITS)))]


def reference():
    data = intermediate.load()
    faces = skin.faces(data).astype(int)
    return Body(
        data.vertices["zones"][data.used],
        faces,
        data.parts[data.skin_faces].mean(1).argmax(1),
        data.landmarks("zones"),
    )
