"""The skin of one body as triangles, each laid isometrically in a plane of its own."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from mesomap.body.atlas import Floats, Ints


@dataclass(frozen=True, slots=True, eq=False)
class Skin:
    """Frames of the faces of one body.

    In the plane of a face with corners A, B, C: origin A, x along AB, y towards C.
    So A = (0, 0), B = (`bx`, 0), C = (`cx`, `cy`), and `normal` points out of the body.
    Arrays of nF faces; lengths in mm, areas in mm². `bsa_mm2` is the surface of the whole body.
    """

    vertices: Floats
    faces: Ints
    x_axis: Floats
    y_axis: Floats
    normal: Floats
    bx: Floats
    cx: Floats
    cy: Floats
    area_mm2: Floats
    bsa_mm2: float

    @classmethod
    def of(cls, vertices: Floats, faces: Ints) -> Skin:
        """Lay out the faces (nF, 3) of a body's vertices (nV, 3) in mm."""
        ab, ac = edges(vertices, faces)
        bx = np.sqrt(dot(ab, ab))
        normal = cross(ab, ac)
        double_area = np.sqrt(dot(normal, normal))
        x_axis = ab / bx[:, None]
        normal /= double_area[:, None]
        y_axis = cross(normal, x_axis)
        return cls(
            vertices=vertices,
            faces=faces,
            x_axis=x_axis,
            y_axis=y_axis,
            normal=normal,
            bx=bx,
            cx=dot(ac, x_axis),
            cy=double_area / bx,
            area_mm2=double_area / 2.0,
            bsa_mm2=float(double_area.sum()) / 2.0,
        )

    def with_planes(self, face: Ints, vertices: Floats) -> Skin:
        """Lay some faces (n,) in the planes that they have where the vertices (nV, 3) are others.

        Positions, axes and the surface of the whole body stay what they were.
        """
        other = Skin.of(vertices, self.faces[face])
        names = ("bx", "cx", "cy", "area_mm2")
        columns = {name: getattr(self, name).copy() for name in names}
        for name, column in columns.items():
            column[face] = getattr(other, name)
        return replace(self, **columns)

    def first(self, faces: int, vertices: int) -> Skin:
        """Give the skin of the first so many faces and vertices, which it shares."""
        names = {field.name for field in fields(self)} - {"vertices", "bsa_mm2"}
        return Skin(
            vertices=self.vertices[:vertices],
            bsa_mm2=float(self.area_mm2[:faces].sum()),
            **{name: getattr(self, name)[:faces] for name in names},
        )


def in_plane_of(one: Skin, at: Ints, other: Skin, face: Ints, point: Floats) -> Floats:
    """Carry points (n, 2) in the planes of faces `at` (n,) of one skin to faces of another."""
    b2 = point[:, 1] / one.cy[at]
    b1 = (point[:, 0] - b2 * one.cx[at]) / one.bx[at]
    return np.stack([b1 * other.bx[face] + b2 * other.cx[face], b2 * other.cy[face]], axis=1)


def edges(vertices: Floats, faces: Ints) -> tuple[Floats, Floats]:
    """Edges AB and AC (nF, 3) of faces (nF, 3) in mm."""
    a = vertices.take(faces[:, 0], axis=0)
    return vertices.take(faces[:, 1], axis=0) - a, vertices.take(faces[:, 2], axis=0) - a


def cross(u: Floats, v: Floats) -> Floats:
    """Cross products (n, 3) of vectors (n, 3), several times as quick as `np.cross`."""
    out = np.empty_like(u)
    for k, (i, j) in enumerate(((1, 2), (2, 0), (0, 1))):
        out[:, k] = u[:, i] * v[:, j] - u[:, j] * v[:, i]
    return out


def dot(u: Floats, v: Floats) -> Floats:
    """Scalar products (n,) of vectors (n, 3)."""
    return np.asarray(np.einsum("ij,ij->i", u, v))
