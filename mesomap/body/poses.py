"""Marks on a body whose armpits are measured with raised arms, and all else with hanging ones.

A point, or a piece of a line, is laid on the body in the pose of the face that it is on. Where it
reaches skin that is measured in the other pose, what it covers there is carried over, face by face,
to the plane that the face is measured in.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import shapely

from mesomap.body.anchors import columns
from mesomap.body.mesh import near_armpits, neighbours_in_poses, neighbours_of
from mesomap.body.pieces import SLIVER_MM2, Pieces, disc_polygons
from mesomap.body.points import Balls, ball_pieces, place
from mesomap.body.skin import in_plane_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mesomap.body.atlas import Across, Bools, Floats, Ints
    from mesomap.body.patient import Body
    from mesomap.body.pieces import Shapes
    from mesomap.body.skin import Skin
    from mesomap.domain.marks import Mark


@dataclass(frozen=True, slots=True, eq=False)
class Laid:
    """The skin that marks are laid on: the standing body, or both poses where one is in an armpit.

    `face` (n,) are the marks' faces on it; from `count` on its faces are those `near` the armpits.
    """

    skin: Skin
    across: Across
    face: Ints
    raised: Bools | None
    count: int
    near: Ints

    def measured(self, face: Ints) -> Ints:
        """Faces (n,) of the body, of faces of this skin."""
        if self.raised is None:
            return face
        up = np.flatnonzero(face >= self.count)
        own = face.copy()
        own[up] = self.near[face[up] - self.count]
        return own

    def away(self, body: Body, face: Ints) -> Bools:
        """Tell which faces (n,) of this skin are measured in the other pose."""
        arms = body.atlas.arms
        if arms is None:
            return np.zeros(len(face), dtype=bool)
        away: Bools = arms.spread[self.measured(face)] != (face >= self.count)
        return away


def lay(body: Body, face: Ints) -> Laid:
    """Give the skin to lay marks on some faces (n,) on."""
    arms, count = body.atlas.arms, body.atlas.face_count
    raised = None if arms is None else arms.spread[face]
    if raised is None or not raised.any():
        return Laid(body.standing, neighbours_of(body.atlas), face, None, count, face[:0])
    across, number = neighbours_in_poses(body.atlas)
    there = np.where(raised, number[face], face)
    return Laid(body.poses, across, there, raised, count, near_armpits(body.atlas))


def point_pieces(body: Body, marks: Sequence[Mark], number: Ints, balls: Balls) -> Pieces:
    """Pieces of points: the marks (n,) of these numbers, as balls (n,) on the standing body."""
    laid, centre = lay(body, balls.face), balls.centre
    if laid.raised is not None:
        up = np.flatnonzero(laid.raised)
        anchors = columns([marks[i].anchors[0] for i in number[up].tolist()])
        centre = centre.copy()
        centre[up] = place(laid.skin, laid.face[up], *anchors[1:])
    found = ball_pieces(laid.skin, laid.across, number, Balls(laid.face, centre, balls.radius_mm))
    return _settled(body, laid, found)


def _settled(body: Body, laid: Laid, pieces: Pieces) -> Pieces:
    """Carry discs over that lie on faces measured in the other pose; all on the body's faces."""
    face, away = laid.measured(pieces.disc_face), laid.away(body, pieces.disc_face)
    disc, stay = np.flatnonzero(away), np.flatnonzero(~away)
    if not len(disc):
        return pieces if laid.raised is None else _discs(pieces, face, stay)
    shape = disc_polygons(laid.skin, pieces, disc)
    shape = carried(laid.skin, pieces.disc_face[disc], body.skin, face[disc], shape)
    solid = shapely.area(shape) > SLIVER_MM2
    return replace(
        _discs(pieces, face, stay),
        shape_mark=pieces.disc_mark[disc][solid],
        shape_face=face[disc][solid],
        shape=shape[solid],
    )


def _discs(pieces: Pieces, face: Ints, some: Ints) -> Pieces:
    """Take some of the discs, on other faces (n,)."""
    return Pieces(
        disc_mark=pieces.disc_mark[some],
        disc_face=face[some],
        disc_x=pieces.disc_x[some],
        disc_y=pieces.disc_y[some],
        disc_radius=pieces.disc_radius[some],
    )


def settled_shapes(body: Body, laid: Laid, face: Ints, shape: Shapes) -> tuple[Ints, Shapes]:
    """Carry shapes on faces (n,) of a laid skin to the body's faces, as these are measured."""
    own, away = laid.measured(face), laid.away(body, face)
    if away.any():
        shape = shape.copy()
        shape[away] = carried(laid.skin, face[away], body.skin, own[away], shape[away])
    return own, shape


def carried(one: Skin, at: Ints, other: Skin, face: Ints, shape: Shapes) -> Shapes:
    """Carry shapes (n,) in the planes of faces `at` (n,) of one skin over to faces of another."""
    point, owner = shapely.get_coordinates(shape, return_index=True)
    flat = in_plane_of(one, at[owner], other, face[owner], point)
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
    out[spread] = in_plane_of(one, face[spread], other, face[spread], point[spread])
    return out
