"""Points and other balls: where a ball meets the skin, each face has a disc in its plane."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mesomap.body.mesh import Capsules, touched
from mesomap.body.pieces import Pieces

if TYPE_CHECKING:
    from mesomap.body.atlas import Across, Floats, Ints
    from mesomap.body.skin import Skin


@dataclass(frozen=True, slots=True, eq=False)
class Balls:
    """Balls (n,) on the skin: the face and position (n, 3) of the centre, the radius in mm."""

    face: Ints
    centre: Floats
    radius_mm: Floats


def place_on(vertices: Floats, faces: Ints, face: Ints, b1: Floats, b2: Floats) -> Floats:
    """Positions (n, 3) in mm of anchors on vertices (nV, 3) and faces (nF, 3)."""
    corner = vertices[faces[face]]
    return np.asarray(
        (1.0 - b1 - b2)[:, None] * corner[:, 0]
        + b1[:, None] * corner[:, 1]
        + b2[:, None] * corner[:, 2]
    )


def place(skin: Skin, face: Ints, b1: Floats, b2: Floats) -> Floats:
    """Positions (n, 3) in mm of anchors on a body."""
    return place_on(skin.vertices, skin.faces, face, b1, b2)


def ball_pieces(skin: Skin, across: Across, mark: Ints, balls: Balls) -> Pieces:
    """Discs that balls (n,) of marks (n,) cut out of the faces they touch.

    The skin counted is the piece inside the ball that hangs together with the ball's own face.
    In a plane that passes the centre at a height h the ball of radius r is a disc of radius
    √(r² - h²): right to first order in r/R on a round limb, and exactly π r² on a sphere.
    """
    ball, at = touched(
        skin, across, Capsules(balls.face, balls.centre, balls.centre, balls.radius_mm)
    )
    toward = balls.centre.take(ball, axis=0)
    toward -= skin.vertices.take(skin.faces[:, 0].take(at), axis=0)
    height = np.einsum("ij,ij->i", toward, skin.normal.take(at, axis=0))
    square = balls.radius_mm[ball] ** 2 - height**2
    cut = square > 0.0
    ball, at, toward = ball[cut], at[cut], toward.compress(cut, axis=0)
    return Pieces(
        disc_mark=mark[ball],
        disc_face=at,
        disc_x=np.einsum("ij,ij->i", toward, skin.x_axis.take(at, axis=0)),
        disc_y=np.einsum("ij,ij->i", toward, skin.y_axis.take(at, axis=0)),
        disc_radius=np.sqrt(square[cut]),
    )
