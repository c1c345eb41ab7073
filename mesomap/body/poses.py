"""Marks on a body whose armpits are measured with raised arms, and all else with hanging ones.

A point, or a piece of a line, is laid on the body in the pose of the face that it is on. Where it
reaches skin that is measured in the other pose, what it covers there is carried over, face by face,
to the plane that the face is measured in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

from mesomap.body.anchors import columns
from mesomap.body.mesh import neighbours_of
from mesomap.body.pieces import SLIVER_MM2, Pieces, disc_polygons, together
from mesomap.body.points import Balls, ball_pieces, place
from mesomap.body.skin import in_plane_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mesomap.body.atlas import Bools, Floats, Ints
    from mesomap.body.patient import Body
    from mesomap.body.pieces import Shapes
    from mesomap.body.skin import Skin
    from mesomap.domain.marks import Mark


def laid(body: Body, face: Ints) -> list[tuple[Skin, Bools]]:
    """Tell which of some faces (n,) are measured in which pose, and the skin in that pose."""
    arms = body.atlas.arms
    if arms is None:
        return [(body.standing, np.ones(len(face), dtype=bool))]
    spread = arms.spread[face]
    if not spread.any():
        return [(body.standing, ~spread)]
    if spread.all():
        return [(body.raised, spread)]
    return [(body.standing, ~spread), (body.raised, spread)]


def point_pieces(body: Body, marks: Sequence[Mark], number: Ints, balls: Balls) -> Pieces:
    """Pieces of points: the marks (n,) of these numbers, as balls (n,) on the standing body."""
    across = neighbours_of(body.atlas)
    parts = []
    for skin, which in laid(body, balls.face):
        some = Balls(balls.face[which], balls.centre[which], balls.radius_mm[which])
        if skin is not body.standing:
            anchors = [marks[i].anchors[0] for i in number[which].tolist()]
            some = Balls(some.face, place(skin, *columns(anchors)), some.radius_mm)
        parts.append(settled(body, skin, ball_pieces(skin, across, number[which], some)))
    return parts[0] if len(parts) == 1 else together(parts)


def settled(body: Body, skin: Skin, pieces: Pieces) -> Pieces:
    """Carry discs over that were laid on `skin` and lie on faces measured in the other pose."""
    arms = body.atlas.arms
    if arms is None:
        return pieces
    away = arms.spread[pieces.disc_face] == (skin is body.standing)
    if not away.any():
        return pieces
    disc, stay = np.flatnonzero(away), ~away
    face = pieces.disc_face[disc]
    shape = carried(skin, body.skin, face, disc_polygons(skin, pieces, disc))
    solid = shapely.area(shape) > SLIVER_MM2
    return Pieces(
        disc_mark=pieces.disc_mark[stay],
        disc_face=pieces.disc_face[stay],
        disc_x=pieces.disc_x[stay],
        disc_y=pieces.disc_y[stay],
        disc_radius=pieces.disc_radius[stay],
        shape_mark=pieces.disc_mark[disc][solid],
        shape_face=face[solid],
        shape=shape[solid],
    )


def carried(one: Skin, other: Skin, face: Ints, shape: Shapes) -> Shapes:
    """Carry shapes (n,) in the planes that faces (n,) have on one skin over to those of another."""
    point, owner = shapely.get_coordinates(shape, return_index=True)
    if one is other or not len(point):
        return shape
    flat = in_plane_of(one, other, face[owner], point)
    return np.asarray(shapely.set_coordinates(shape.copy(), flat))


def standing_plane(body: Body, face: Ints, point: Floats) -> Floats:
    """Carry points (n, 2) from the planes that faces (n,) are measured in to the standing ones."""
    return _carried_points(body, body.skin, body.standing, face, point)


def measured_plane(body: Body, face: Ints, point: Floats) -> Floats:
    """Carry points (n, 2) from the standing planes to those that faces (n,) are measured in."""
    return _carried_points(body, body.standing, body.skin, face, point)


def _carried_points(body: Body, one: Skin, other: Skin, face: Ints, point: Floats) -> Floats:
    arms = body.atlas.arms
    spread = None if arms is None else arms.spread[face]
    if spread is None or not spread.any():
        return point
    out = point.copy()
    out[spread] = in_plane_of(one, other, face[spread], point[spread])
    return out
