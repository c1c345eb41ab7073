"""Arms raised: the armpit is folded away while they hang, and is measured as it is treated, spread.

An armpit is treated with the arm up. On a body with hanging arms its skin is folded, and the mesh
squeezes it to less than half. So each face of the skin has one pose in which it is measured: the
faces of the armpit (`Arms.spread`) with raised arms, all others in anatomical position. A face has
one plane and one area, whichever view it is marked in; nothing depends on the view, and skin that
is marked in two of them counts once (docs/decisions/0015).

Raising is linear blend skinning in the frontal plane: collar bone, shoulder blade and arm turn
about joints that are means of vertices, by angles of the drawn figures with raised arms.
`raised.npz` is made by `atlas/raised.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]

#: What turns, from the trunk outwards: each carries the next, and the last the rest of the arm.
BONES = ("clavicle", "shoulder01", "upperarm01")
#: Sides in the order of the arrays; the right is the left in a mirror.
_MIRROR = (1.0, -1.0)
_FULL = 65535.0


@dataclass(frozen=True, slots=True, eq=False)
class Arms:
    """How the arms are raised, left and right (2, …).

    `vertex` (2, k) is taken along with `weight` (k, 3) by each bone; the joints are means of
    `around` (2, 3, m) by `share` (3, m); `angle` (3,) in radians. `spread` (nF,) flags the faces
    of the armpits.
    """

    vertex: Ints
    weight: Floats
    around: Ints
    share: Floats
    angle: Floats
    spread: Bools

    @classmethod
    def of(cls, file: Mapping[str, NDArray[np.generic]], faces: int) -> Arms:
        """Unpack the arrays of `raised.npz` for a mesh of so many faces."""
        spread = np.zeros(faces, dtype=bool)
        spread[file["spread"]] = True
        return cls(
            vertex=file["vertex"].astype(np.int64),
            weight=file["weight"].astype(np.float64) / _FULL,
            around=file["around"].astype(np.int64),
            share=file["share"].astype(np.float64),
            angle=file["angle"].astype(np.float64),
            spread=spread,
        )

    def raise_both(self, vertices: Floats) -> Floats:
        """Vertices (nV, 3) in mm of a body in anatomical position, with both arms raised."""
        out = vertices.copy()
        for vertex, around, flip in zip(self.vertex, self.around, _MIRROR, strict=True):
            side = np.array([flip, 1.0, 1.0])
            joint = np.einsum("bm,bmi->bi", self.share, vertices[around] * side)
            step = turned(vertices[vertex] * side, joint, self.angle)
            out[vertex, :2] += np.einsum("nib,nb->ni", step, self.weight) * side[:2]
        return out


def turned(vertices: Floats, joint: Floats, angle: Floats) -> Floats:
    """How far (n, 2, 3) in mm each bone of a left arm would take vertices (n, 3) by itself.

    `joint` (3, 3) are the ends near the trunk of BONES, which turn by `angle` (3,) as seen from
    the front; a bone's joint goes with the bone before it.
    """
    out = np.empty((len(vertices), 2, len(joint)))
    at = joint[0, :2]
    for b, (there, turn) in enumerate(zip(joint[:, :2], angle, strict=True)):
        cosine, sine = np.cos(turn), np.sin(turn)
        rotation = np.array([[cosine, -sine], [sine, cosine]])
        out[:, :, b] = (vertices[:, :2] - there) @ rotation.T + at - vertices[:, :2]
        if b + 1 < len(joint):
            at = at + rotation @ (joint[b + 1, :2] - there)
    return out
