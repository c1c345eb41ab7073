"""Strokes: a line drawn on a view, laid on the skin as a band of a width.

The line is cut at the edges of the faces it is drawn across, so that it is straight on each of
them; each piece becomes a capsule (a ball swept along it), and each face near it is cut by the
capsule in its own plane. On a plane, a cylinder or a sphere that is the band's area.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

from mesomap.body.advice import AreaWarning, nothing_seen
from mesomap.body.anchors import columns
from mesomap.body.drawings import Drawing, barycentric
from mesomap.body.mesh import Capsules, neighbours_of, touched
from mesomap.body.outlines import drawing_of_mark, path_on
from mesomap.body.pieces import SLIVER_MM2, Pieces, Shapes, triangles
from mesomap.body.points import Balls, ball_pieces, place
from mesomap.body.sight import sight_of

if TYPE_CHECKING:
    from mesomap.body.atlas import Floats, Ints
    from mesomap.body.patient import Body
    from mesomap.body.skin import Skin
    from mesomap.domain.marks import Mark

#: A finger's path is thinned to this on the drawing (mm) before it is laid on the skin.
THINNING_MM = 0.05
#: Shorter pieces of line (mm) are rounding.
SHORTEST_MM = 1e-6
#: Corners of a capsule's round end, a multiple of 4 so that two of them lie on its sides.
END_CORNERS = 32
#: Discs along a capsule that a face cuts at a slant.
SLANTED_DISCS = 5


def stroke_pieces(
    body: Body, mark: Mark, number: int, width_mm: float
) -> tuple[Pieces, tuple[AreaWarning, ...]]:
    """Skin of the patient under a stroke of a width, and what the doctor should know about it."""
    drawing = drawing_of_mark(body, mark)
    path = path_on(drawing, mark)
    if np.ptp(path, axis=0).max() < SHORTEST_MM:
        return _dot_pieces(body, mark, number, width_mm), ()
    face, start, end = _on_faces(drawing, shapely.simplify(shapely.LineString(path), THINNING_MM))
    if not len(face):
        return Pieces(), (nothing_seen(mark.id),)
    skin = body.skin
    capsules = Capsules(
        face,
        _lifted(skin, drawing, face, start),
        _lifted(skin, drawing, face, end),
        np.full(len(face), width_mm / 2.0),
    )
    return _band_pieces(skin, neighbours_of(body.atlas), capsules, number), ()


def _dot_pieces(body: Body, mark: Mark, number: int, width_mm: float) -> Pieces:
    face, b1, b2 = columns(mark.anchors[:1])
    dot = Balls(face, place(body.skin, face, b1, b2), np.array([width_mm / 2.0]))
    return ball_pieces(body.skin, neighbours_of(body.atlas), np.array([number]), dot)


def _on_faces(drawing: Drawing, line: shapely.LineString) -> tuple[Ints, Floats, Floats]:
    """Cut a line on the drawing at the visible faces: (n,) face, (n, 2) start, (n, 2) end."""
    corner = shapely.get_coordinates(line)
    one, two = corner[:-1], corner[1:]
    who, face = drawing.bins.near(np.minimum(one, two), np.maximum(one, two))
    pair = np.unique(who * drawing.atlas.face_count + face)
    who, face = pair // drawing.atlas.face_count, pair % drawing.atlas.face_count
    who, face = who[drawing.shown[face]], face[drawing.shown[face]]
    segment = shapely.linestrings(np.stack([one, two], axis=1))
    meets = shapely.intersects(segment[who], shapely.polygons(drawing.corner[face]))
    who, face = who[meets], face[meets]
    part = shapely.intersection(segment[who], sight_of(drawing).shapes(face))
    part, owner = shapely.get_parts(part, return_index=True)
    long = shapely.length(part) > SHORTEST_MM
    part, owner = part[long], owner[long]
    start = shapely.get_coordinates(shapely.get_point(part, 0))
    end = shapely.get_coordinates(shapely.get_point(part, -1))
    return face[owner], start, end


def _lifted(skin: Skin, drawing: Drawing, face: Ints, point: Floats) -> Floats:
    """Positions (n, 3) on a body of places (n, 2) on drawn faces."""
    share = barycentric(drawing.corner[face], point)
    return place(skin, face, share[:, 1], share[:, 2])


def _band_pieces(skin: Skin, across: Ints, capsules: Capsules, number: int) -> Pieces:
    who, face = touched(skin, across, capsules)
    radius = capsules.radius_mm[who]
    one, high_one = _in_planes(skin, face, capsules.start[who])
    two, high_two = _in_planes(skin, face, capsules.end[who])
    flat = np.maximum(np.abs(high_one), np.abs(high_two)) < 0.02 * radius
    shape = np.empty(len(face), dtype=object)
    for some, discs in ((flat, 2), (~flat, SLANTED_DISCS)):
        shape[some] = _sections(
            (one[some], two[some]), (high_one[some], high_two[some]), radius[some], discs
        )
    shape = np.asarray(shapely.intersection(shape, triangles(skin, face)))
    solid = shapely.area(shape) > SLIVER_MM2
    return Pieces(
        shape_mark=np.full(int(solid.sum()), number), shape_face=face[solid], shape=shape[solid]
    )


def _in_planes(skin: Skin, face: Ints, point: Floats) -> tuple[Floats, Floats]:
    """Coordinates (n, 2) of points (n, 3) in the planes of faces, and heights (n,) above them."""
    toward = point - skin.vertices[skin.faces[face, 0]]
    flat = [np.einsum("ij,ij->i", toward, axis[face]) for axis in (skin.x_axis, skin.y_axis)]
    return np.stack(flat, axis=1), np.asarray(np.einsum("ij,ij->i", toward, skin.normal[face]))


def _sections(
    ends: tuple[Floats, Floats], heights: tuple[Floats, Floats], radius: Floats, discs: int
) -> Shapes:
    """Sections of capsules with planes, as polygons.

    A capsule is convex, so its section is the convex hull of the discs that its balls cut:
    as many of them as asked, over the stretch where the balls reach the plane.
    """
    (one, two), (high_one, high_two) = ends, heights
    if not len(one):
        return np.empty(0, dtype=object)
    rise = high_two - high_one
    level = np.abs(rise) < 1e-9
    stretch = [
        np.clip(
            np.where(level, level_end, (side - high_one) / np.where(level, 1.0, rise)), 0.0, 1.0
        )
        for side, level_end in ((-radius, 0.0), (radius, 1.0))
    ]
    low, high = np.minimum(*stretch), np.maximum(*stretch)
    share = low[:, None] + (high - low)[:, None] * np.linspace(0.0, 1.0, discs)
    centre = one[:, None] + share[..., None] * (two - one)[:, None]
    height = high_one[:, None] + share * rise[:, None]
    reach = np.sqrt(np.maximum(radius[:, None] ** 2 - height**2, 0.0))
    corner = centre[:, :, None] + reach[..., None, None] * _round_end(two - one)[:, None]
    points = corner.reshape(len(one), -1, 2)
    return np.asarray(shapely.convex_hull(shapely.multipoints(points)))


def _round_end(along: Floats) -> Floats:
    """Make unit circles (n, corners, 2) with two corners square to a direction (n, 2).

    All other corners are moved out so that the polygon has the circle's area.
    """
    angle = np.arange(END_CORNERS) * (2.0 * np.pi / END_CORNERS)
    enlarge = np.sqrt(2.0 * np.pi / (END_CORNERS * np.sin(2.0 * np.pi / END_CORNERS)))
    stretch = np.full(END_CORNERS, enlarge)
    stretch[[END_CORNERS // 4, 3 * END_CORNERS // 4]] = 1.0
    turn = np.arctan2(along[:, 1], along[:, 0])[:, None] + angle
    return np.asarray(np.stack([np.cos(turn), np.sin(turn)], axis=2) * stretch[:, None])
