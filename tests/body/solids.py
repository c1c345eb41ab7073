"""Bodies whose areas have formulas: a plane, a cylinder, a sphere, two plates.

Each is an atlas of its own, whose drawn figure is the body itself, so the whole way from an
outline on a view to an area on the skin can be held to a formula.
"""

from types import MappingProxyType

import numpy as np

from mesomap.body.atlas import Atlas
from mesomap.body.patient import Body
from mesomap.domain.depths import Depth
from mesomap.domain.marks import Kind, Mark
from mesomap.domain.physique import Physique

NOBODY = Physique("F", 40.0, 165.0, 62.0)


def body_of(vertices, faces):
    """A body and its atlas, of vertices in mm and faces that run round the outside."""
    faces = np.asarray(faces, dtype=np.int64)
    vertices = np.asarray(vertices, dtype=float)
    corner = vertices[faces]
    across = np.cross(corner[:, 1] - corner[:, 0], corner[:, 2] - corner[:, 0])
    faces = faces[np.linalg.norm(across, axis=1) > 1e-9]
    none = np.zeros(len(faces), dtype=np.uint8)
    atlas = Atlas(
        faces=faces,
        zone_of_face=none + 1,
        zone_keys=("none", "all"),
        part_of_face=none,
        figures=MappingProxyType({"F": vertices, "M": vertices}),
    )
    return Body(NOBODY, vertices, atlas)


def sheet(width, height, step, tilt_deg=0.0):
    """A plane that faces the front, turned by an angle about the vertical."""
    u = np.linspace(-width / 2, width / 2, round(width / step) + 1)
    v = np.linspace(-height / 2, height / 2, round(height / step) + 1)
    across, up = np.meshgrid(u, v, indexing="ij")
    tilt = np.radians(tilt_deg)
    flat = np.stack([across * np.cos(tilt), up, across * np.sin(tilt)], axis=-1).reshape(-1, 3)
    return body_of(flat, grid_faces(len(u), len(v)))


def grid_faces(rows, columns, *, round_rows=False):
    """Two triangles for each square of a grid of vertices."""
    last = rows if round_rows else rows - 1
    i, j = np.meshgrid(np.arange(last), np.arange(columns - 1), indexing="ij")
    a, b = i * columns + j, ((i + 1) % rows) * columns + j
    c, d = b + 1, a + 1
    return np.concatenate(
        [np.stack([a, b, c], -1).reshape(-1, 3), np.stack([a, c, d], -1).reshape(-1, 3)]
    )


def cylinder(radius, height, around, step):
    """An upright tube; its outside faces out."""
    angle = np.arange(around) * 2 * np.pi / around
    v = np.linspace(-height / 2, height / 2, round(height / step) + 1)
    turn, up = np.meshgrid(angle, v, indexing="ij")
    points = np.stack([radius * np.sin(turn), up, radius * np.cos(turn)], -1).reshape(-1, 3)
    return body_of(points, grid_faces(around, len(v), round_rows=True))


def sphere(radius, around):
    """A globe of meridians and parallels."""
    turn, lift = np.meshgrid(
        np.arange(around) * 2 * np.pi / around,
        np.linspace(-np.pi / 2, np.pi / 2, around // 2 + 1),
        indexing="ij",
    )
    points = radius * np.stack(
        [np.cos(lift) * np.sin(turn), np.sin(lift), np.cos(lift) * np.cos(turn)], -1
    )
    points = points.reshape(-1, 3)
    return body_of(points, grid_faces(around, around // 2 + 1, round_rows=True))


def plates(gap):
    """Two sheets one behind the other, not joined: a small one in front of the right half.

    The small one reaches from u = 23 to 103 and from v = -64 to 56, across faces of the other.
    """
    back, front = sheet(200.0, 200.0, 10.0), sheet(80.0, 120.0, 10.0)
    shifted = front.vertices + np.array([63.0, 4.0, gap])
    return body_of(
        np.concatenate([back.vertices, shifted]),
        np.concatenate([back.atlas.faces, front.atlas.faces + len(back.vertices)]),
    )


def point(anchor, radius_mm, ident="p", depth=Depth.IDP):
    return Mark(ident, Kind.POINT, (depth,), (anchor,), radius_mm=radius_mm)


def patch(anchors, view="front", ident="o", depth=Depth.IDS, figure=None):
    return Mark(ident, Kind.PATCH, (depth,), tuple(anchors), view=view, figure=figure)


def stroke(anchors, width_mm, view="front", ident="s", depth=Depth.IED, figure=None):
    return Mark(
        ident, Kind.STROKE, (depth,), tuple(anchors), view=view, width_mm=width_mm, figure=figure
    )


def ring(radius, corners=720, middle=(0.0, 0.0)):
    """A circle's outline, of the circle's own area."""
    angle = np.arange(corners) * 2 * np.pi / corners
    enlarged = radius * np.sqrt(2 * np.pi / corners / np.sin(2 * np.pi / corners))
    return np.stack([middle[0] + enlarged * np.cos(angle), middle[1] + enlarged * np.sin(angle)], 1)
