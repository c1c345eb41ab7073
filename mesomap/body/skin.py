"""The skin of one body as triangles, each laid isometrically in a plane of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from mesomap.body.atlas import Floats, Ints


@dataclass(frozen=True, slots=True, eq=False)
class Skin:
    """Frames of the faces of one body.

    In the plane of a face with corners A, B, C: origin A, x along AB, y towards C.
    So A = (0, 0), B = (`bx`, 0), C = (`cx`, `cy`), and `normal` points out of the body.
    Arrays of nF faces; lengths in mm, areas in mm².
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

    @classmethod
    def of(cls, vertices: Floats, faces: Ints) -> Skin:
        """Lay out the faces (nF, 3) of a body's vertices (nV, 3) in mm."""
        corner = vertices[faces]
        ab, ac = corner[:, 1] - corner[:, 0], corner[:, 2] - corner[:, 0]
        bx = np.linalg.norm(ab, axis=1)
        across = np.cross(ab, ac)
        double_area = np.linalg.norm(across, axis=1)
        x_axis = ab / bx[:, None]
        normal = across / double_area[:, None]
        y_axis = np.cross(normal, x_axis)
        return cls(
            vertices=vertices,
            faces=faces,
            x_axis=x_axis,
            y_axis=y_axis,
            normal=normal,
            bx=bx,
            cx=np.einsum("ij,ij->i", ac, x_axis),
            cy=double_area / bx,
            area_mm2=double_area / 2.0,
        )

    @property
    def bsa_mm2(self) -> float:
        """Surface of the whole body."""
        return float(self.area_mm2.sum())
