"""Walking over a triangle mesh: which faces share an edge, and what a ball or capsule touches."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from mesomap.body.strays import Patches, stays

if TYPE_CHECKING:
    from mesomap.body.atlas import Across, Atlas, Bools, Floats, Ints
    from mesomap.body.skin import Skin

#: Capsules that are walked from in one go, so that memory stays below some 5 MB.
CAPSULES_AT_ONCE = 512
#: Skin turned away from the anchor's by more than about 100° is another sheet (cosine).
SAME_SHEET_COSINE = -0.2


def neighbours(faces: Ints) -> Across:
    """Find the face on the other side of each edge.

    Returns (nF, 3): across AB, BC and CA of each face; -1 at the rim of a hole (eyes, mouth).
    """
    count = len(faces)
    start = faces.T.ravel()
    end = np.roll(faces, -1, axis=1).T.ravel()
    key = np.minimum(start, end) * (int(faces.max()) + 1) + np.maximum(start, end)
    order = np.argsort(key, kind="stable")
    pair = np.flatnonzero(np.diff(key[order]) == 0)
    one, other = order[pair], order[pair + 1]
    across = np.full(3 * count, -1, dtype=np.int32)
    across[one], across[other] = other % count, one % count
    return across.reshape(3, count).T.copy()


@lru_cache(maxsize=4)
def neighbours_of(atlas: Atlas) -> Across:
    """`neighbours` of an atlas's faces, computed once."""
    return neighbours(atlas.faces)


#: Skin this many steps over edges from an armpit is laid out with raised arms: 6 cm and more.
ARMPIT_STEPS = 14


@lru_cache(maxsize=4)
def near_armpits(atlas: Atlas) -> Ints:
    """List the faces of the armpits (`raised.Arms.spread`) and those round them."""
    found = np.zeros(atlas.face_count, dtype=bool)
    if atlas.arms is None:
        return np.flatnonzero(found)
    found |= atlas.arms.spread
    across = neighbours_of(atlas)
    for _ in range(ARMPIT_STEPS):
        beyond = across[found].ravel()
        found[beyond[beyond >= 0]] = True
    return np.flatnonzero(found)


@lru_cache(maxsize=4)
def neighbours_in_poses(atlas: Atlas) -> tuple[Across, Ints]:
    """`neighbours` of the skin of `Body.poses`, and the number there of each face (nF,) raised.

    -1 for faces that are not there with raised arms.
    """
    across, near = neighbours_of(atlas), near_armpits(atlas)
    number = np.full(atlas.face_count, -1, dtype=np.int64)
    number[near] = atlas.face_count + np.arange(len(near))
    beyond = across[near]
    there = np.where(beyond < 0, -1, number[beyond]).astype(np.int32)
    return np.concatenate([across, there]), number


@dataclass(frozen=True, slots=True, eq=False)
class Capsules:
    """Balls swept along a segment: from `start` to `end` (n, 3), `radius_mm` (n,).

    A ball is a capsule whose ends are one. `face` (n,) is where each one lies on the skin.
    """

    face: Ints
    start: Floats
    end: Floats
    radius_mm: Floats

    @property
    def are_balls(self) -> bool:
        return self.start is self.end

    def some(self, first: int, last: int) -> Capsules:
        """Cut out those from `first` to `last`."""
        at = slice(first, last)
        start = self.start[at]
        end = start if self.are_balls else self.end[at]
        return Capsules(self.face[at], start, end, self.radius_mm[at])


def touched(skin: Skin, across: Across, capsules: Capsules) -> tuple[Ints, Ints]:
    """List the faces in the piece of skin that hangs together inside each capsule.

    From the capsule's own face over every edge that it cuts, never to skin that faces the
    other way, nor to skin that is much further along the skin (`strays`): fingers, toes, buttocks,
    armpits and lips do not share a mark.

    Returns
    -------
    (m,) capsule number and (m,) face, each pair once.

    """
    found = [
        _touched(skin, across, capsules.some(at, at + CAPSULES_AT_ONCE), at)
        for at in range(0, max(len(capsules.face), 1), CAPSULES_AT_ONCE)
    ]
    return np.concatenate([w for w, _ in found]), np.concatenate([f for _, f in found])


def _touched(skin: Skin, across: Across, capsules: Capsules, number: int) -> tuple[Ints, Ints]:
    """`touched` for some of the capsules, which are numbered from `number`."""
    count = len(skin.faces)
    who, face = np.arange(len(capsules.face)), capsules.face.astype(np.int64)
    before = np.empty(0, dtype=np.int64)
    found = [(who, face)]
    while len(who):
        here = who * count + face
        beyond, owner = _over_cut_edges(skin, across, capsules, who, face)
        key = distinct(owner * count + beyond)
        key = key[~(among(key, before) | among(key, here))]
        who, face = key // count, key % count
        before = here
        found.append((who, face))
    who, face = np.concatenate([w for w, _ in found]), np.concatenate([f for _, f in found])
    own = stays(skin, across, _patches(skin, capsules, who, face))
    return who[own] + number, face[own]


def _patches(skin: Skin, capsules: Capsules, who: Ints, face: Ints) -> Patches:
    middle = (capsules.start + capsules.end) / 2.0
    toward = middle.take(who, axis=0) - skin.vertices.take(skin.faces[:, 0].take(face), axis=0)
    return Patches(
        first=capsules.face,
        reach_mm=capsules.radius_mm,
        who=who,
        face=face,
        height_mm=np.einsum("ij,ij->i", toward, skin.normal.take(face, axis=0)),
        gap_mm=_to_corners(skin, capsules),
    )


def _to_corners(skin: Skin, capsules: Capsules) -> Floats:
    """Distance (n, 3) in mm of each capsule's axis from the corners of its face."""
    corner = skin.vertices[skin.faces[capsules.face]]
    along = (capsules.end - capsules.start)[:, None]
    toward = corner - capsules.start[:, None]
    long2 = (along**2).sum(axis=2)
    share = (toward * along).sum(axis=2) / np.where(long2 > 0.0, long2, 1.0)
    apart = toward - np.clip(share, 0.0, 1.0)[..., None] * along
    return np.asarray(np.sqrt((apart**2).sum(axis=2)))


def _over_cut_edges(
    skin: Skin, across: Across, capsules: Capsules, who: Ints, face: Ints
) -> tuple[Ints, Ints]:
    """One step of `touched`: the faces beyond the edges that the capsules cut, and whose."""
    beyond = across.take(face, axis=0)
    own = skin.normal.take(capsules.face.take(who), axis=0)
    alike = np.einsum("mkj,mj->mk", skin.normal.take(beyond, axis=0), own)
    row, edge = np.nonzero((beyond >= 0) & (alike > SAME_SHEET_COSINE))
    corners, at = 3 * face[row], skin.faces.ravel()
    one = skin.vertices.take(at.take(corners + edge), axis=0)
    other = skin.vertices.take(at.take(corners + (edge + 1) % 3), axis=0)
    owner = who[row]
    if capsules.are_balls:
        gap2 = point_segment_distance2(capsules.start.take(owner, axis=0), one, other)
    else:
        gap2 = segment_distance2(capsules.start[owner], capsules.end[owner], one, other)
    cut = gap2 < capsules.radius_mm[owner] ** 2
    return beyond[row, edge][cut].astype(np.int64), owner[cut]


def distinct(keys: Ints) -> Ints:
    """Sort keys and drop repeats; many times faster than `np.unique` on large whole numbers."""
    ordered = np.sort(keys)
    first = np.ones(len(ordered), dtype=bool)
    first[1:] = ordered[1:] != ordered[:-1]
    return ordered[first]


def among(keys: Ints, sorted_keys: Ints) -> Bools:
    """Tell which keys are in a sorted list."""
    if not len(sorted_keys):
        return np.zeros(len(keys), dtype=bool)
    at = np.searchsorted(sorted_keys, keys)
    return np.asarray(sorted_keys[np.minimum(at, len(sorted_keys) - 1)] == keys)


def point_segment_distance2(point: Floats, one: Floats, other: Floats) -> Floats:
    """Squared distance (n,) of points from segments, all (n, 3)."""
    along = other - one
    toward = point - one
    share = np.einsum("ij,ij->i", toward, along) / np.einsum("ij,ij->i", along, along)
    toward = toward - np.clip(share, 0.0, 1.0)[:, None] * along
    return np.asarray(np.einsum("ij,ij->i", toward, toward))


def segment_distance2(p1: Floats, q1: Floats, p2: Floats, q2: Floats) -> Floats:
    """Squared distance (n,) between segments p1-q1 and p2-q2, all (n, 3).

    Closest points by clamping (C. Ericson, Real-Time Collision Detection, 2005, 5.1.9).
    """
    d1, d2, r = q1 - p1, q2 - p2, p1 - p2
    a, e = _dot(d1, d1), _dot(d2, d2)
    b, c, f = _dot(d1, d2), _dot(d1, r), _dot(d2, r)
    denominator = a * e - b * b
    slanted = denominator > 1e-12 * np.maximum(a * e, 1e-300)
    s = np.where(slanted, (b * f - c * e) / np.where(slanted, denominator, 1.0), 0.0)
    s = np.clip(s, 0.0, 1.0)
    t = np.clip((b * s + f) / np.where(e > 0, e, 1.0), 0.0, 1.0)
    s = np.clip((b * t - c) / np.where(a > 0, a, 1.0), 0.0, 1.0)
    gap = r + s[:, None] * d1 - t[:, None] * d2
    return _dot(gap, gap)


def _dot(u: Floats, v: Floats) -> Floats:
    return np.asarray(np.einsum("ij,ij->i", u, v))
