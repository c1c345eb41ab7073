"""Skin that a ball reaches through the air and not along the skin: the other toe, the other lip.

A ball's piece of skin hangs together inside it (`mesh.touched`), but where a fold or the mouth's
corner lies in the ball, so does what is beyond. Skin is the mark's own only as far as a way along
the skin leads there that is not much longer than the ball reaches. Over flat skin, round limbs
and across a crease of a right angle every way is short enough; only patches that turn back, or
that end at a hole, are looked at.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mesomap.body.atlas import Across, Bools, Floats, Ints
    from mesomap.body.skin import Skin

Lengths: TypeAlias = "NDArray[np.float64] | NDArray[np.float32]"

#: A way along the skin may be this many times the reach (over a right angle: 1.41).
LONGEST_WAY = 1.5
#: Where no face of a patch is turned from the first by 53° (cosine), or none looks back at the
#: mark from higher above its plane than this share of the reach, no fold is deep enough.
TURNED_COSINE, LOOKING_BACK = 0.6, 0.05
#: Patches whose ways are looked for in one go, so that memory stays below some 10 MB.
PATCHES_AT_ONCE = 64


@dataclass(frozen=True, slots=True, eq=False)
class Patches:
    """Pieces of skin that hang together, each around a mark.

    `first` (n,) is the face that each began with and `reach_mm` (n,) its reach; the patches are
    pairs of `who` (m,) and `face` (m,), each once. `height_mm` (m,) is how high the mark lies
    above each face's plane, `gap_mm` (n, 3) how far the corners of the first face are from it.
    """

    first: Ints
    reach_mm: Lengths
    who: Ints
    face: Ints
    height_mm: Lengths
    gap_mm: Lengths


def stays(skin: Skin, across: Across, patches: Patches) -> Bools:
    """Tell which faces (m,) of patches a way along the skin leads to."""
    who, face, reach_mm = patches.who, patches.face, patches.reach_mm
    keep = np.ones(len(who), dtype=bool)
    folded = np.flatnonzero(_folded(skin, across, patches))
    number = np.full(len(reach_mm), -1)
    for start in range(0, len(folded), PATCHES_AT_ONCE):
        asked = folded[start : start + PATCHES_AT_ONCE]
        number[:] = -1
        number[asked] = np.arange(len(asked))
        some = np.flatnonzero(number[who] >= 0)
        own = _Own(patches.first[asked], number[who[some]], face[some])
        way = _ways(skin, across, own, patches.gap_mm[asked])
        corner = skin.vertices.take(skin.faces.take(face[some], axis=0), axis=0)
        middle = corner.mean(axis=1, keepdims=True)
        size = np.sqrt(((corner - middle) ** 2).sum(axis=2).max(axis=1))
        keep[some] = way - size <= LONGEST_WAY * reach_mm[who[some]]
    return keep


def _folded(skin: Skin, across: Across, patches: Patches) -> Bools:
    """Tell which patches (n,) may have a fold in them, or end at a hole."""
    who, face, reach_mm = patches.who, patches.face, patches.reach_mm
    looking, turned = (np.zeros(len(reach_mm), dtype=bool) for _ in range(2))
    looking[who[patches.height_mm > LOOKING_BACK * reach_mm[who]]] = True
    some = np.flatnonzero(looking[who])
    first = patches.first[who[some]]
    cosine = np.einsum(
        "ij,ij->i", skin.normal.take(first, axis=0), skin.normal.take(face[some], axis=0)
    )
    turned[who[some[cosine < TURNED_COSINE]]] = True
    ends = across.take(face, axis=0) < 0
    turned[who[ends[:, 0] | ends[:, 1] | ends[:, 2]]] = True
    return turned


@dataclass(frozen=True, slots=True, eq=False)
class _Own:
    """Some patches by themselves: `first` (n,) face, and pairs of `patch` (m,) and `face` (m,)."""

    first: Ints
    patch: Ints
    face: Ints

    def table(self, key: Ints, size: int) -> NDArray[np.int32]:
        """Give each (patch, number below `size`) among keys (m, …) its last place in them."""
        # zeros: memory pages that are never written or read are not taken from the system
        out = np.zeros(len(self.first) * size, dtype=np.int32)
        out[key.ravel()] = np.arange(key.size)
        return out


def _ways(skin: Skin, across: Across, own: _Own, gap_mm: Lengths) -> Floats:
    """Length (m,) in mm of the way to the nearest corner of each face within its patch.

    Along edges, and across them from corner to corner: some 5 % too long at most.
    """
    count, corners = len(skin.vertices), skin.faces.take(own.face, axis=0)
    key = (own.patch * count)[:, None] + corners
    corner = own.table(key, count)[key]
    one, other = _steps(across, own, corner)
    place = skin.vertices.take(corners.ravel(), axis=0)
    long = np.sqrt(((place.take(one, axis=0) - place.take(other, axis=0)) ** 2).sum(axis=1))
    way = np.full(len(place), np.inf)
    at = np.flatnonzero(own.face == own.first[own.patch])
    way[corner[at]] = gap_mm[own.patch[at]]
    nearer = np.isfinite(way)
    while nearer.any():
        step = np.flatnonzero(nearer[one])
        before = way.copy()
        np.minimum.at(way, other[step], way[one[step]] + long[step])
        nearer = way < before
    return np.asarray(way[corner].min(axis=1))


def _steps(across: Across, own: _Own, corner: NDArray[np.int32]) -> tuple[Ints, Ints]:
    """Pairs of nodes (k,) one step apart, both ways: along edges, and across them."""
    key, beyond = own.patch * len(across) + own.face, across.take(own.face, axis=0)
    at = own.table(key, len(across))[key[:, None] + (beyond - own.face[:, None])]
    there = (beyond >= 0) & (own.face[at] == beyond) & (own.patch[at] == own.patch[:, None])
    # An edge of two faces, and the way across it, is taken from one of them.
    row, k = np.nonzero(~there | (at > np.arange(len(at))[:, None]))
    flat, here = corner.ravel(), 3 * row
    begin, end = flat.take(here + k), flat.take(here + (k + 1) % 3)
    inner = np.flatnonzero(there[row, k])
    mine = flat.take(here[inner] + (k[inner] + 2) % 3)
    yours = corner.sum(axis=1).take(at[row[inner], k[inner]]) - begin[inner] - end[inner]
    one, other = np.concatenate([begin, mine]), np.concatenate([end, yours])
    return np.concatenate([one, other]).astype(np.int64), np.concatenate([other, one]).astype(
        np.int64
    )
