"""Strokes: a line drawn on a view, laid on the skin as a band of a width.

The line is cut at the edges of the faces it is drawn across, so that it is straight on each of
them; each piece becomes a capsule (a ball swept along it), and each face near it is cut by the
capsule in its own plane. Where the two planes are nearly one that section is the piece of line,
buffered; elsewhere it is worked out from the capsule. On a plane, a cylinder or a sphere that is
the band's area within 0.5 %.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

from mesomap.body.advice import AreaWarning, nothing_seen
from mesomap.body.anchors import columns
from mesomap.body.drawings import Drawing, barycentric
from mesomap.body.mesh import Capsules, distinct, touched
from mesomap.body.outlines import drawing_of_mark, path_on
from mesomap.body.pieces import SLIVER_MM2, Pieces, Shapes, renumbered, triangles, union_rows
from mesomap.body.points import Balls, place
from mesomap.body.poses import Laid, lay, point_pieces, settled_shapes
from mesomap.body.ragged import spans
from mesomap.body.sight import PARTLY, WHOLE, sight_of
from mesomap.errors import N_, Refused

if TYPE_CHECKING:
    from mesomap.body.atlas import Across, Floats, Ints
    from mesomap.body.patient import Body
    from mesomap.body.skin import Skin
    from mesomap.domain.marks import Mark

#: A finger's path is thinned to this on the drawing (mm) before it is laid on the skin.
THINNING_MM = 0.05
#: Shorter pieces of line (mm) are rounding.
SHORTEST_MM = 1e-6
#: A line this close (mm) to the edge of a face runs on it: at the rim there is no other face.
ON_EDGE_MM = 1e-8
#: Longest stroke that is taken (m, at the size of the body).
LONGEST_M = 50.0
#: Segments of a line looked at in one go, so that memory stays below some 20 MB.
SEGMENTS_AT_ONCE = 256
#: Faces turned by less than 14° from the line's own are cut as if they lay in its plane.
SAME_PLANE_COSINE = 0.97
#: Quarter circle of a buffer's round end, in parts.
QUARTER_PARTS = 12
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
    face, start, end = _on_faces(drawing, _thinned(path, mark))
    if not len(face):
        return Pieces(), (nothing_seen(mark.id),)
    laid = lay(body, face)
    one, two = (_lifted(laid, drawing, face, end) for end in (start, end))
    capsules = Capsules(laid.face, one, two, np.full(len(one), width_mm / 2.0))
    at, shape = settled_shapes(body, laid, *_bands(laid.skin, laid.across, capsules))
    if laid.raised is not None:
        at, shape = _united(at, shape)  # capsules of both poses may cover a face
    solid = shapely.area(shape) > SLIVER_MM2
    return Pieces(
        shape_mark=np.full(int(solid.sum()), number), shape_face=at[solid], shape=shape[solid]
    ), ()


def _dot_pieces(body: Body, mark: Mark, number: int, width_mm: float) -> Pieces:
    face, b1, b2 = columns(mark.anchors[:1])
    dot = Balls(face, place(body.skin, face, b1, b2), np.array([width_mm / 2.0]))
    return renumbered(point_pieces(body, [mark], np.array([0]), dot), number)


def check_length(drawing: Drawing, mark: Mark) -> None:
    """Refuse a stroke longer than `LONGEST_M`.

    Raises
    ------
    Refused

    """
    if len(mark.anchors) > 1:
        _thinned(path_on(drawing, mark), mark)


def _thinned(path: Floats, mark: Mark) -> Floats:
    """Corners (n, 2) of a path without those that hardly bend it.

    Raises
    ------
    Refused
        A path longer than `LONGEST_M`.

    """
    line = shapely.LineString(path)
    if line.length > LONGEST_M * 1000.0:
        raise Refused(
            N_("Le trait {mark_id} est trop long : {length_m} m, pour {longest_m} m au plus."),
            mark_id=mark.id,
            length_m=round(line.length / 1000.0),
            longest_m=round(LONGEST_M),
        )
    return np.asarray(shapely.get_coordinates(shapely.simplify(line, THINNING_MM)))


def _on_faces(drawing: Drawing, corner: Floats) -> tuple[Ints, Floats, Floats]:
    """Cut a line (n, 2) on the drawing at the visible faces: (m,) face, (m, 2) start and end."""
    parts = [
        _segments_on_faces(drawing, corner[at : at + SEGMENTS_AT_ONCE + 1])
        for at in range(0, len(corner) - 1, SEGMENTS_AT_ONCE)
    ]
    face, start, end = (np.concatenate(column) for column in zip(*parts, strict=True))
    return face, start, end


def _segments_on_faces(drawing: Drawing, corner: Floats) -> tuple[Ints, Floats, Floats]:
    one, two = corner[:-1], corner[1:]
    who, face = drawing.bins.near(np.minimum(one, two), np.maximum(one, two))
    shown = drawing.shown[face]
    pair = distinct(who[shown] * drawing.atlas.face_count + face[shown])
    who, face = pair // drawing.atlas.face_count, pair % drawing.atlas.face_count
    start, end = _clipped(one[who], two[who], drawing.corner[face])
    long = np.linalg.norm(end - start, axis=1) > SHORTEST_MM
    face, start, end = face[long], start[long], end[long]
    state = sight_of(drawing).look(face)
    whole, partly = state == WHOLE, state == PARTLY
    cut, *ends = _seen_parts(drawing, face[partly], start[partly], end[partly])
    return (
        np.concatenate([face[whole], cut]),
        np.concatenate([start[whole], ends[0]]),
        np.concatenate([end[whole], ends[1]]),
    )


def _clipped(one: Floats, two: Floats, corner: Floats) -> tuple[Floats, Floats]:
    """Cut segments (n, 2) by triangles (n, 3, 2): the ends inside, the same twice where none is."""
    along = two - one
    low, high = np.zeros(len(one)), np.ones(len(one))
    for k in range(3):
        edge = corner[:, (k + 1) % 3] - corner[:, k]
        inward = np.stack([edge[:, 1], -edge[:, 0]], axis=1)  # shown faces run clockwise on paper
        here = np.einsum("ij,ij->i", one - corner[:, k], inward)
        here += ON_EDGE_MM * np.sqrt(np.einsum("ij,ij->i", edge, edge))
        slope = np.einsum("ij,ij->i", along, inward)
        with np.errstate(divide="ignore", invalid="ignore"):
            cross = -here / slope
        low = np.where(slope > 0, np.maximum(low, cross), low)
        high = np.where(slope < 0, np.minimum(high, cross), high)
        high = np.where((slope == 0) & (here < 0), -1.0, high)
    high = np.maximum(high, low)
    return one + low[:, None] * along, one + high[:, None] * along


def _seen_parts(
    drawing: Drawing, face: Ints, start: Floats, end: Floats
) -> tuple[Ints, Floats, Floats]:
    """Cut segments on half-hidden faces to what is seen of these."""
    segment = shapely.linestrings(np.stack([start, end], axis=1))
    part = shapely.intersection(segment, sight_of(drawing).shapes(face))
    part, owner = shapely.get_parts(part, return_index=True)
    long = shapely.length(part) > SHORTEST_MM
    ends = [shapely.get_coordinates(shapely.get_point(part[long], at)) for at in (0, -1)]
    return face[owner[long]], ends[0], ends[1]


def _lifted(laid: Laid, drawing: Drawing, face: Ints, point: Floats) -> Floats:
    """Positions (n, 3) on a body of places (n, 2) on drawn faces."""
    share = barycentric(drawing.corner[face], point)
    return place(laid.skin, laid.face, share[:, 1], share[:, 2])


def _bands(skin: Skin, across: Across, capsules: Capsules) -> tuple[Ints, Shapes]:
    """Cut the faces around capsules of one radius: (m,) face and (m,) shape, each face once."""
    who, face = touched(skin, across, capsules)
    alike = np.einsum("ij,ij->i", skin.normal[capsules.face[who]], skin.normal[face])
    level = alike > SAME_PLANE_COSINE
    at, band = _level_bands(skin, capsules, who[level], face[level])
    slanted = _sections(skin, capsules, who[~level], face[~level])
    at, shape = _united(np.concatenate([at, face[~level]]), np.concatenate([band, slanted]))
    return at, np.asarray(shapely.intersection(shape, triangles(skin, at)))


def _level_bands(skin: Skin, capsules: Capsules, who: Ints, face: Ints) -> tuple[Ints, Shapes]:
    """Buffer the lines on and beside each face, as they lie in its plane: (m,) face, shape."""
    order = np.argsort(face, kind="stable")
    who, face = who[order], face[order]
    ends = [_in_planes(skin, face, end[who])[0] for end in (capsules.start, capsules.end)]
    line = shapely.linestrings(np.stack(ends, axis=1))
    at, group = np.unique(face, return_inverse=True)
    lines = shapely.multilinestrings(line, indices=group)
    return at, np.asarray(
        shapely.buffer(lines, capsules.radius_mm[0], quad_segs=QUARTER_PARTS), dtype=object
    )


def _united(face: Ints, shape: Shapes) -> tuple[Ints, Shapes]:
    """Unite the shapes of each face."""
    order = np.argsort(face, kind="stable")
    at, first = np.unique(face[order], return_index=True)
    size = np.diff(np.append(first, len(face)))
    rows = np.full((len(at), int(size.max(initial=0))), None, dtype=object)
    row, slot = spans(first, size)
    rows[row, slot - first[row]] = shape[order][slot]
    return at, union_rows(rows)


def _in_planes(skin: Skin, face: Ints, point: Floats) -> tuple[Floats, Floats]:
    """Coordinates (n, 2) of points (n, 3) in the planes of faces, and heights (n,) above them."""
    toward = point - skin.vertices[skin.faces[face, 0]]
    flat = [np.einsum("ij,ij->i", toward, axis[face]) for axis in (skin.x_axis, skin.y_axis)]
    return np.stack(flat, axis=1), np.asarray(np.einsum("ij,ij->i", toward, skin.normal[face]))


def _sections(skin: Skin, capsules: Capsules, who: Ints, face: Ints) -> Shapes:
    """Sections of capsules with the planes of faces, as polygons.

    A capsule is convex, so its section is the convex hull of the discs that its balls cut:
    a few of them, over the stretch where the balls reach the plane.
    """
    if not len(who):
        return np.empty(0, dtype=object)
    one, high_one = _in_planes(skin, face, capsules.start[who])
    two, high_two = _in_planes(skin, face, capsules.end[who])
    radius, rise = capsules.radius_mm[who], high_two - high_one
    level = np.abs(rise) < 1e-9
    step = np.where(level, 1.0, rise)
    out = np.where(level, 0.0, np.clip((-radius - high_one) / step, 0.0, 1.0))
    back = np.where(level, 1.0, np.clip((radius - high_one) / step, 0.0, 1.0))
    low, high = np.minimum(out, back), np.maximum(out, back)
    share = low[:, None] + (high - low)[:, None] * np.linspace(0.0, 1.0, SLANTED_DISCS)
    centre = one[:, None] + share[..., None] * (two - one)[:, None]
    height = high_one[:, None] + share * rise[:, None]
    reach = np.sqrt(np.maximum(radius[:, None] ** 2 - height**2, 0.0))
    corner = centre[:, :, None] + reach[..., None, None] * _round_end(two - one)[:, None]
    points = corner.reshape(len(one), -1, 2)
    return np.asarray(shapely.convex_hull(shapely.multipoints(points)), dtype=object)


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
