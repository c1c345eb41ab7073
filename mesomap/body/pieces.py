"""Pieces of treated skin, triangle by triangle, and their unions.

A piece is a whole face, a disc in the plane of a face, or a polygon in the plane of a face.
Every face has a plane of its own, so pieces of different faces never meet: the union is taken
face by face, and no seam, view or border can count skin twice.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import shapely
from numpy.typing import NDArray

from mesomap.body.arcs import Discs, union_area
from mesomap.body.lone import lone_areas
from mesomap.body.mesh import among, distinct
from mesomap.body.ragged import spans

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mesomap.body.atlas import Floats, Ints
    from mesomap.body.skin import Skin

Shapes: TypeAlias = NDArray[Any]

#: Corners of the polygon that stands for a disc where it meets outlines; its radius is enlarged
#: so that it has the circle's exact area.
DISC_CORNERS = 64
#: Where there are more discs than MANY, their polygons have fewer corners (0.1 % less exact).
MANY, FEWER_CORNERS = 128, 20
#: Discs looked at in one go, so that they fit the processor's cache.
DISCS_AT_ONCE = 2048
#: Share of a face from which on discs fill it; what is missing is rounding.
FILLED = 1.0 - 1e-8
#: Slivers below this, in mm², are rounding.
SLIVER_MM2 = 1e-9

_NO_INTS = np.empty(0, dtype=np.int64)
_NO_FLOATS = np.empty(0, dtype=np.float64)
_NO_SHAPES = np.empty(0, dtype=object)


@dataclass(frozen=True, slots=True, eq=False)
class Pieces:
    """What a set of marks covers. Each column says which mark and which face; mm, face planes."""

    full_mark: Ints = field(default_factory=lambda: _NO_INTS)
    full_face: Ints = field(default_factory=lambda: _NO_INTS)
    disc_mark: Ints = field(default_factory=lambda: _NO_INTS)
    disc_face: Ints = field(default_factory=lambda: _NO_INTS)
    disc_x: Floats = field(default_factory=lambda: _NO_FLOATS)
    disc_y: Floats = field(default_factory=lambda: _NO_FLOATS)
    disc_radius: Floats = field(default_factory=lambda: _NO_FLOATS)
    shape_mark: Ints = field(default_factory=lambda: _NO_INTS)
    shape_face: Ints = field(default_factory=lambda: _NO_INTS)
    shape: Shapes = field(default_factory=lambda: _NO_SHAPES)

    def marks(self) -> Ints:
        """Mark (n,) of every piece: whole faces, then discs, then shapes."""
        return np.concatenate([self.full_mark, self.disc_mark, self.shape_mark])


def together(parts: Iterable[Pieces]) -> Pieces:
    """Put pieces of several marks into one set."""
    some = list(parts)
    return Pieces(
        *(
            np.concatenate([getattr(part, column) for part in some] or [getattr(Pieces(), column)])
            for column in Pieces.__slots__
        )
    )


def renumbered(pieces: Pieces, mark: int) -> Pieces:
    """Give the pieces of one mark its number."""
    names = ("full_mark", "disc_mark", "shape_mark")
    return replace(pieces, **{name: np.full(len(getattr(pieces, name)), mark) for name in names})


@dataclass(frozen=True, slots=True, eq=False)
class Covered:
    """Area (n,) in mm² of each face that a scope touches; each (scope, face) once."""

    scope: Ints
    face: Ints
    area_mm2: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Own:
    """Area in mm² that each piece covers by itself: whole faces, discs, shapes."""

    full: Floats
    disc: Floats
    shape: Floats

    def columns(self) -> tuple[Floats, Floats, Floats]:
        return self.full, self.disc, self.shape


def own_areas(skin: Skin, pieces: Pieces) -> Own:
    """Measure every piece by itself."""
    face = pieces.disc_face
    disc = np.empty(len(face))
    for start in range(0, len(face), DISCS_AT_ONCE):
        some = slice(start, start + DISCS_AT_ONCE)
        f = face[some]
        disc[some] = lone_areas(
            pieces.disc_x[some], pieces.disc_y[some], pieces.disc_radius[some],
            skin.bx[f], skin.cx[f], skin.cy[f],
        )  # fmt: skip
    shape = np.minimum(shapely.area(pieces.shape), skin.area_mm2[pieces.shape_face])
    return Own(skin.area_mm2[pieces.full_face], disc, np.asarray(shape, dtype=np.float64))


def by_mark(pieces: Pieces, own: Own, marks: int) -> Floats:
    """Area (marks,) in mm² of each mark by itself, whose pieces never overlap."""
    return np.asarray(
        np.bincount(pieces.full_mark, own.full, marks)
        + np.bincount(pieces.disc_mark, own.disc, marks)
        + np.bincount(pieces.shape_mark, own.shape, marks)
    )


def covered(
    skin: Skin, pieces: Pieces, own: Own, scopes_of_mark: Sequence[Sequence[int]]
) -> Covered:
    """Unite the pieces within each scope, face by face.

    A scope is any number that marks share: "everything", a depth. `scopes_of_mark[m]` lists
    the scopes that mark m counts for.
    """
    count = len(skin.faces)
    spread = _Spread(scopes_of_mark)
    full = distinct(spread.keys(pieces.full_mark, pieces.full_face, count)[1])
    disc, disc_key = _outside(full, *spread.keys(pieces.disc_mark, pieces.disc_face, count))
    shape, shape_key = _outside(full, *spread.keys(pieces.shape_mark, pieces.shape_face, count))
    mixed = among(disc_key, np.sort(shape_key))
    if mixed.any():  # a face that discs alone fill needs no union of shapes
        by_discs, area = _disc_areas(skin, pieces, own, disc[mixed], disc_key[mixed])
        filled = by_discs[area >= skin.area_mm2[by_discs % count] * FILLED]
        disc, disc_key = _outside(filled, disc, disc_key)
        shape, shape_key = _outside(filled, shape, shape_key)
        full, mixed = np.concatenate([full, filled]), among(disc_key, np.sort(shape_key))
    round_key, round_area = _disc_areas(skin, pieces, own, disc[~mixed], disc_key[~mixed])
    other_key, other_area = _shape_areas(
        np.concatenate([shape_key, disc_key[mixed]]),
        np.concatenate([pieces.shape[shape], disc_polygons(skin, pieces, disc[mixed])]),
    )
    key = np.concatenate([full, round_key, other_key])
    face = key % count
    area = np.concatenate([skin.area_mm2[full % count], round_area, other_area])
    return Covered(key // count, face, np.minimum(area, skin.area_mm2[face]))


def _outside(full: Ints, piece: Ints, key: Ints) -> tuple[Ints, Ints]:
    """Leave out the pieces of faces that are treated whole."""
    keep = ~among(key, full)
    return piece[keep], key[keep]


class _Spread:
    """Repeats every piece for each scope that its mark counts for."""

    def __init__(self, scopes_of_mark: Sequence[Sequence[int]]) -> None:
        self.size = np.array([len(s) for s in scopes_of_mark], dtype=np.int64)
        self.first = np.cumsum(self.size) - self.size
        self.scope = np.array([s for some in scopes_of_mark for s in some], dtype=np.int64)

    def keys(self, mark: Ints, face: Ints, count: int) -> tuple[Ints, Ints]:
        """Give the number of the piece, and scope · count + face, for each piece and scope."""
        piece, at = spans(self.first[mark], self.size[mark])
        return piece, self.scope[at] * count + face[piece]


def _disc_areas(skin: Skin, pieces: Pieces, own: Own, disc: Ints, key: Ints) -> tuple[Ints, Floats]:
    """Faces that only discs touch: exactly, by arcs where there are two or more."""
    if not len(key):
        return key, np.empty(0)
    order = np.argsort(key)
    key, disc = key[order], disc[order]
    begins = np.flatnonzero(np.concatenate([[True], key[1:] != key[:-1]]))
    size = np.diff(np.append(begins, len(key)))
    area, many = own.disc[disc[begins]], size > 1
    group = np.repeat(np.cumsum(many) - 1, size)
    disc = disc[np.repeat(many, size)]
    face = key[begins[many]] % len(skin.faces)
    area[many] = union_area(
        Discs(
            group[np.repeat(many, size)],
            pieces.disc_x[disc],
            pieces.disc_y[disc],
            pieces.disc_radius[disc],
            skin.bx[face],
            skin.cx[face],
            skin.cy[face],
        )
    )
    return key[begins], area


def disc_polygons(skin: Skin, pieces: Pieces, disc: Ints) -> Shapes:
    """Discs as polygons of the circle's exact area, clipped by their triangles."""
    if not len(disc):
        return _NO_SHAPES
    corners = DISC_CORNERS if len(disc) <= MANY else FEWER_CORNERS
    angle = np.arange(corners) * (2.0 * np.pi / corners)
    enlarge = np.sqrt(2.0 * np.pi / (corners * np.sin(2.0 * np.pi / corners)))
    circle = enlarge * np.stack([np.cos(angle), np.sin(angle)], axis=1)
    centre = np.stack([pieces.disc_x[disc], pieces.disc_y[disc]], axis=1)
    rings = centre[:, None] + pieces.disc_radius[disc][:, None, None] * circle
    return np.asarray(
        shapely.intersection(shapely.polygons(rings), triangles(skin, pieces.disc_face[disc]))
    )


def triangles(skin: Skin, face: Ints) -> Shapes:
    """Faces as polygons in their own planes."""
    corners = np.zeros((len(face), 3, 2))
    corners[:, 1, 0] = skin.bx[face]
    corners[:, 2, 0], corners[:, 2, 1] = skin.cx[face], skin.cy[face]
    return np.asarray(shapely.polygons(corners))


def _shape_areas(key: Ints, shape: Shapes) -> tuple[Ints, Floats]:
    """Faces that outlines touch: united by Shapely."""
    order = np.argsort(key, kind="stable")
    unique, first, size = np.unique(key[order], return_index=True, return_counts=True)
    shape = shape[order]
    area = np.zeros(len(unique))
    lone = size == 1
    area[lone] = shapely.area(shape[first[lone]])
    many = np.flatnonzero(~lone)
    if len(many):
        rows = np.full((len(many), int(size[many].max())), None, dtype=object)
        row, at = spans(first[many], size[many])
        rows[row, at - first[many][row]] = shape[at]
        area[many] = shapely.area(union_rows(rows))
    return unique, area


def union_rows(rows: Shapes) -> Shapes:
    """Unite each row of shapes (n, k), where None is nothing.

    On a fixed grid of a nanometre where GEOS fails without one.
    """
    try:
        return np.asarray(shapely.union_all(rows, axis=1))
    except shapely.GEOSException:
        return np.asarray(shapely.union_all(rows, axis=1, grid_size=1e-6))
