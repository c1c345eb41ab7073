"""Hubs: each face as its middle, a radius and a normal, to find the faces around a place."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from mesomap.body.mesh import SAME_SHEET_COSINE, distinct
from mesomap.body.strays import Patches, stays

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mesomap.body.atlas import Across, Floats, Ints
    from mesomap.body.skin import Skin

Faces: TypeAlias = "NDArray[np.int64] | NDArray[np.int32]"

#: Only around a place from which some skin is turned by 70° (cosine) are folds looked for.
FOLD_COSINE = 0.35
#: Places that are walked from in one go: their table of visited faces stays below 7 MB.
PLACES_AT_ONCE = 256


@dataclass(frozen=True, slots=True, eq=False)
class Hubs:
    """The middle of each face (3, nF), the radius that holds its corners, and its normal (3, nF).

    Coordinates are rows, each of its own: gathering them so is several times as quick.
    """

    middle: NDArray[np.float32]
    radius_mm: NDArray[np.float32]
    normal: NDArray[np.float32]

    def cosine(self, one: Faces, other: Faces) -> NDArray[np.float32]:
        """Cosine (n,) of the angle between faces."""
        total, *rest = (row.take(one) * row.take(other) for row in self.normal)
        for along in rest:
            total += along
        return np.asarray(total)

    def alike(self, one: Faces, other: Faces) -> NDArray[np.bool_]:
        """Tell which pairs (n,) of faces may belong to one sheet of skin."""
        return self.cosine(one, other) > SAME_SHEET_COSINE


@lru_cache(maxsize=2)
def hubs_of(skin: Skin) -> Hubs:
    """Work out the hubs of a body; the last two are kept (0.7 MB each)."""
    corners = [rows(skin.vertices[corner]) for corner in skin.faces.T]
    middle = (corners[0] + corners[1] + corners[2]) / np.float32(3.0)
    radius2 = np.zeros(len(skin.faces), dtype=np.float32)
    for corner in corners:
        np.maximum(radius2, ((corner - middle) ** 2).sum(axis=0), out=radius2)
    return Hubs(
        middle,
        np.sqrt(radius2),
        rows(skin.normal),
    )


def rows(points: Floats) -> NDArray[np.float32]:
    """Lay points (n, 3) out as three rows (3, n)."""
    return np.ascontiguousarray(points.T, dtype=np.float32)


def around(
    skin: Skin,
    across: Across,
    face: Ints,
    place: NDArray[np.float32],
    reach_mm: NDArray[np.float32],
) -> tuple[Ints, Ints]:
    """List the faces that may lie within a reach (n,) of places (3, n) on faces (n,).

    As `mesh.touched`: from the place's own face over edges, never to skin that faces the other
    way; but by the faces' hubs, so a face just beyond the reach may be among them.

    Returns
    -------
    (m,) number of the place and (m,) face, each pair once.

    """
    asked = np.zeros(min(len(face), PLACES_AT_ONCE) * len(skin.faces), dtype=bool)
    found = [
        _around(skin, across, face[at], place[:, at], reach_mm[at], asked, start)
        for start in range(0, max(len(face), 1), PLACES_AT_ONCE)
        for at in (slice(start, start + PLACES_AT_ONCE),)
    ]
    return np.concatenate([w for w, _ in found]), np.concatenate([f for _, f in found])


def _around(
    skin: Skin,
    across: Across,
    face: Ints,
    place: NDArray[np.float32],
    reach_mm: NDArray[np.float32],
    asked: NDArray[np.bool_],
    number: int,
) -> tuple[Ints, Ints]:
    """Walk from some of the places; `asked` is room for a flag for each of them and each face."""
    hubs, count = hubs_of(skin), len(skin.faces)
    who, at = np.arange(len(face)), face.astype(np.int64)
    keys = [who * count + at]
    asked[keys[0]] = True
    turns = np.zeros(len(face), dtype=bool)
    found = [(who, at)]
    while len(who):
        beyond = across.take(at, axis=0)
        key = (who * count)[:, None] + beyond
        inside = beyond >= 0
        if not inside.all():
            turns[who[~(inside[:, 0] & inside[:, 1] & inside[:, 2])]] = True
            key = key[inside]
        key = key.ravel()
        key = distinct(key.take(np.flatnonzero(~asked.take(key))))
        asked[key] = True
        keys.append(key)
        who = key // count
        at = key - who * count
        distance2 = squared(hubs.middle, at, place, who)
        some = np.flatnonzero(distance2 < (reach_mm.take(who) + hubs.radius_mm.take(at)) ** 2)
        who, at = who.take(some), at.take(some)
        cosine = hubs.cosine(face.take(who), at)
        if cosine.size and cosine.min() < FOLD_COSINE:
            turns[who[(cosine < FOLD_COSINE) & (cosine > SAME_SHEET_COSINE)]] = True
            some = np.flatnonzero(cosine > SAME_SHEET_COSINE)
            who, at = who.take(some), at.take(some)
        found.append((who, at))
    asked[np.concatenate(keys)] = False
    who, at = np.concatenate([w for w, _ in found]), np.concatenate([f for _, f in found])
    keep = np.ones(len(who), dtype=bool)
    some = np.flatnonzero(turns[who])
    keep[some] = _stays(skin, across, face, place, reach_mm, who[some], at[some])
    return who[keep] + number, at[keep]


def _stays(
    skin: Skin,
    across: Across,
    face: Ints,
    place: NDArray[np.float32],
    reach_mm: NDArray[np.float32],
    who: Ints,
    at: Ints,
) -> NDArray[np.bool_]:
    """Tell which faces `at` (m,) a way along the skin leads to from the places `who` (m,)."""
    hubs = hubs_of(skin)
    height = np.zeros(len(who), dtype=np.float32)
    for p, m, n in zip(place, hubs.middle, hubs.normal, strict=True):
        height += (p[who] - m[at]) * n[at]
    gap = np.sqrt(((skin.vertices[skin.faces[face]] - place.T[:, None]) ** 2).sum(axis=2))
    return stays(skin, across, Patches(face, reach_mm, who, at, height, gap))


def squared(
    one: NDArray[np.float32], i: Ints, other: NDArray[np.float32], j: Ints
) -> NDArray[np.float32]:
    """Squared distance (n,) between places `i` of rows `one` (3, …) and `j` of rows `other`."""
    total, *rest = (a.take(i) for a in one)
    total -= other[0].take(j)
    total *= total
    for here, there in zip(rest, other[1:], strict=True):
        apart = np.subtract(here, there.take(j), out=here)
        total += np.multiply(apart, apart, out=apart)
    return np.asarray(total)
