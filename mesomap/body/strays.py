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

    from mesomap.body.atlas import Bools, Floats, Ints
    from mesomap.body.mesh import Across
    from mesomap.body.skin import Skin

Lengths: TypeAlias = "NDArray[np.float64] | NDArray[np.float32]"

#: A way along the skin may be this many times the reach (over a right angle: 1.41).
LONGEST_WAY = 1.5
#: Where no face of a patch is turned from the first by 53° (cosine), or none looks back at the
#: mark from higher above its plane than this share of the reach, no fold is deep enough.
TURNED_COSINE, LOOKING_BACK = 0.6, 0.05


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
    some = np.flatnonzero(_folded(skin, across, patches)[who])
    if len(some):
        way = _ways(skin, across, patches, who[some], face[some])
        corner = skin.vertices[skin.faces[face[some]]]
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
    cosine = np.einsum("ij,ij->i", skin.normal[first], skin.normal[face[some]])
    turned[who[some[cosine < TURNED_COSINE]]] = True
    turned[who[(across[face] < 0).any(axis=1)]] = True
    return turned


def _ways(skin: Skin, across: Across, patches: Patches, who: Ints, face: Ints) -> Floats:
    """Length (m,) in mm of the way to the nearest corner of each face within its patch.

    Along edges, and across them from corner to corner: some 5 % too long at most.
    """
    count = len(skin.vertices)
    node, corner = np.unique(who[:, None] * count + skin.faces[face], return_inverse=True)
    corner = corner.reshape(-1, 3)
    one, other = _steps(across, len(skin.faces), who, face, corner)
    place = skin.vertices[node % count]
    long = np.sqrt(((place[one] - place[other]) ** 2).sum(axis=1))
    way = np.full(len(node), np.inf)
    own = np.flatnonzero(face == patches.first[who])
    way[corner[own]] = patches.gap_mm[who[own]]
    nearer = np.isfinite(way)
    while nearer.any():
        step = np.flatnonzero(nearer[one])
        before = way.copy()
        np.minimum.at(way, other[step], way[one[step]] + long[step])
        nearer = way < before
    return np.asarray(way[corner].min(axis=1))


def _steps(across: Across, count: int, who: Ints, face: Ints, corner: Ints) -> tuple[Ints, Ints]:
    """Pairs of nodes (k,) one step apart, both ways: along edges, and across them."""
    key = who * count + face
    order = np.argsort(key)
    one, other = [corner.ravel()] * 2, [np.roll(corner, s, axis=1).ravel() for s in (1, 2)]
    for k in range(3):
        beyond = across[face, k]
        wanted = who * count + beyond
        at = order[np.minimum(np.searchsorted(key[order], wanted), len(key) - 1)]
        row = np.flatnonzero((beyond >= 0) & (key[at] == wanted))
        edge = corner[row][:, [k, (k + 1) % 3]]
        there = corner[at[row]]
        shared = (there == edge[:, :1]) | (there == edge[:, 1:])
        one.append(corner[row, (k + 2) % 3])
        other.append(there[np.arange(len(row)), shared.argmin(axis=1)])
    return np.concatenate(one), np.concatenate(other)
