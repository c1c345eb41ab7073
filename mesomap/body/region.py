"""The region that a set of marks stands for: a grid of points counts as the field it covers.

The region is the morphological closing of the treated skin T by a ball of radius d on the skin:
a place belongs to it unless a ball of radius d or more, centred on the skin and free of treated
skin, holds that place. So it never lies outside the marks as a hull would (between two legs,
say), it does not depend on the order of the marks, and T is always a part of it.

d = 15 mm, half the widest spacing of point-by-point injections (10-30 mm, `DOMAIN` notes of the
learned societies): points that far apart, and anything closer, are one field; what lies further
apart stays apart. It is for orientation and for tariffs by region, computed on samples of about
16 mm², and good to about 2 % of a field.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely

from mesomap.body.mesh import SAME_SHEET_COSINE, Capsules, neighbours_of, touched
from mesomap.body.nearby import pairs_within
from mesomap.body.pieces import Pieces, triangles
from mesomap.body.points import Balls, place

if TYPE_CHECKING:
    from mesomap.body.atlas import Bools, Floats, Ints
    from mesomap.body.patient import Body
    from mesomap.body.skin import Skin

#: Half the gap between marks that is still one field.
CLOSING_MM = 15.0
#: Skin of one sample, about; a face has 1, 4, 9, … of them.
SAMPLE_MM2 = 16.0
#: Width of the rim of free skin, beyond CLOSING_MM, whose samples look for empty balls.
RIM_MM = 8.0
#: A place this near to an empty ball is in it: single marks stay exactly what they are.
SLACK_MM = 0.5
#: Outlines count as a row of places this far apart.
ROW_MM = 4.0
#: One in so many empty balls is looked at first.
COARSE = 5
#: Balls whose reach is worked out in one go, so that memory stays below some 30 MB.
BALLS_AT_ONCE = 400


@dataclass(frozen=True, slots=True, eq=False)
class Samples:
    """Places (n,) spread over some faces: face, position (n, 3), and a share of the face."""

    face: Ints
    position: Floats
    share: Floats


def closing_mm2(body: Body, pieces: Pieces, balls: Balls, face: Ints, area_mm2: Floats) -> float:
    """Area in mm² of the closed region, never less than what is treated.

    `face` and `area_mm2` (n,) are the treated skin; `balls` the points among the marks.
    """
    known = _known_by(body, pieces, _in_company(balls, len(pieces.shape) + len(pieces.full_face)))
    treated_mm2 = float(area_mm2.sum())
    if len(known.face) < 2:
        return treated_mm2
    skin = body.skin
    samples, gap = _gaps(body, known, face)
    gap[_inside(skin, pieces, samples)] = 0.0
    closed = _closed(skin, samples, gap)
    filled = closed & (gap > 0.0)
    if not filled.any():
        return treated_mm2
    count = len(skin.faces)
    treated = np.zeros(count)
    treated[face] = area_mm2
    share = np.bincount(samples.face, samples.share * closed, count)
    gains = np.bincount(samples.face, filled, count) > 0
    region = np.where(gains, np.maximum(treated, share * skin.area_mm2), treated)
    return float(region.sum())


def _in_company(balls: Balls, others: int) -> Balls:
    """Leave out the points that stand alone, where there is nothing else: they close nothing."""
    if others or not len(balls.face):
        return balls
    reach = float(balls.radius_mm.max()) + balls.radius_mm + 2.0 * CLOSING_MM
    one, two = pairs_within(balls.centre, balls.centre, reach)
    keep = np.unique(one[one != two])
    return Balls(balls.face[keep], balls.centre[keep], balls.radius_mm[keep])


def _known_by(body: Body, pieces: Pieces, balls: Balls) -> Balls:
    """Points as balls, and the rims of outlines and zones as rows of places."""
    face, shape = pieces.shape_face, pieces.shape
    rim = _rim_faces(body, pieces.full_face)
    face = np.concatenate([face, rim])
    shape = np.concatenate([shape, triangles(body.skin, rim)])
    if not len(face):
        return balls
    point, owner = shapely.get_coordinates(shapely.segmentize(shape, ROW_MM), return_index=True)
    face = face[owner]
    skin = body.skin
    position = (
        skin.vertices[skin.faces[face, 0]]
        + point[:, :1] * skin.x_axis[face]
        + point[:, 1:] * skin.y_axis[face]
    )
    keep = _thinned(position)
    return Balls(
        np.concatenate([balls.face, face[keep]]),
        np.concatenate([balls.centre, position[keep]]),
        np.concatenate([balls.radius_mm, np.zeros(len(keep))]),
    )


def _rim_faces(body: Body, full: Ints) -> Ints:
    """Faces treated whole that border on others."""
    whole = np.zeros(body.atlas.face_count + 1, dtype=bool)
    whole[full] = True
    inner = whole[neighbours_of(body.atlas)].all(axis=1)  # -1 reads the last, never treated
    return np.flatnonzero(whole[:-1] & ~inner)


def _thinned(position: Floats) -> Ints:
    """One place (its number) in each box of ROW_MM, whatever the order they come in."""
    box = np.floor(position / ROW_MM)
    order = np.lexsort((*np.round(position, 6).T, *box.T))
    boxes = box[order]
    first = np.ones(len(order), dtype=bool)
    first[1:] = (boxes[1:] != boxes[:-1]).any(axis=1)
    return order[first]


def _gaps(body: Body, known: Balls, face: Ints) -> tuple[Samples, Floats]:
    """Sample the skin around the treated skin: places, and how far (mm) each is from it.

    Gaps are known up to CLOSING_MM + RIM_MM; infinite beyond.
    """
    skin, reach = body.skin, CLOSING_MM + RIM_MM
    pairs = []
    for start in range(0, len(known.face), BALLS_AT_ONCE):
        some = slice(start, start + BALLS_AT_ONCE)
        centre = known.centre[some]
        ball, at = touched(
            skin,
            neighbours_of(body.atlas),
            Capsules(known.face[some], centre, centre, known.radius_mm[some] + reach),
        )
        pairs.append((ball + start, at))
    near = np.zeros(len(skin.faces), dtype=bool)
    near[face] = True
    for _, at in pairs:
        near[at] = True
    samples, first, size = _sampled(skin, np.flatnonzero(near))
    gap = np.full(len(samples.face), np.inf)
    for ball, at in pairs:
        many = size[at]
        turn = np.arange(int(many.sum())) - np.repeat(np.cumsum(many) - many, many)
        sample, whose = np.repeat(first[at], many) + turn, np.repeat(ball, many)
        toward = samples.position[sample] - known.centre[whose]
        distance = np.sqrt(np.einsum("ij,ij->i", toward, toward)) - known.radius_mm[whose]
        _lower(gap, sample, distance)
    return samples, np.maximum(gap, 0.0)


def _lower(value: Floats, at: Ints, candidate: Floats) -> None:
    """Lower `value[at]` to the least candidate for each place."""
    order = np.argsort(at, kind="stable")
    at, candidate = at[order], candidate[order]
    first = np.flatnonzero(np.r_[True, at[1:] != at[:-1]]) if len(at) else at
    if len(first):
        least = np.minimum.reduceat(candidate, first)
        value[at[first]] = np.minimum(value[at[first]], least)


def _sampled(skin: Skin, face: Ints) -> tuple[Samples, Ints, Ints]:
    """Cut faces into sub-triangles of about SAMPLE_MM2; their middles are the samples.

    Returns the samples, sorted by face, and for every face (nF,) its first and how many.
    """
    fineness = np.clip(np.round(np.sqrt(skin.area_mm2[face] / SAMPLE_MM2)), 1, 8).astype(np.int64)
    size = np.zeros(len(skin.faces), dtype=np.int64)
    size[face] = fineness**2
    first = np.cumsum(size) - size
    total = int(size.sum())
    owner, share = np.repeat(face, fineness**2), np.empty(total)
    b1, b2 = np.empty(total), np.empty(total)
    for n in np.unique(fineness):
        middle = _middles(int(n))
        some = face[fineness == n]
        slot = (first[some][:, None] + np.arange(n * n)).ravel()
        share[slot] = 1.0 / (n * n)
        b1[slot], b2[slot] = np.tile(middle[:, 0], len(some)), np.tile(middle[:, 1], len(some))
    return Samples(owner, place(skin, owner, b1, b2), share), first, size


def _middles(n: int) -> Floats:
    """Barycentric b1, b2 (n², 2) of the middles of the n² like triangles that make one."""
    row, column = np.divmod(np.arange(n * n), n)
    upright = row + column < n
    i = np.where(upright, row, n - 1 - row)
    j = np.where(upright, column, n - 1 - column)
    shift = np.where(upright, 1.0 / 3.0, 2.0 / 3.0)
    return np.stack([(i + shift) / n, (j + shift) / n], axis=1)


def _inside(skin: Skin, pieces: Pieces, samples: Samples) -> Bools:
    """Tell which samples (n,) lie in whole faces or in outlines."""
    whole = np.zeros(len(skin.faces), dtype=bool)
    whole[pieces.full_face] = True
    inside = whole[samples.face]
    start = np.searchsorted(samples.face, pieces.shape_face, side="left")
    size = np.searchsorted(samples.face, pieces.shape_face, side="right") - start
    turn = np.arange(int(size.sum())) - np.repeat(np.cumsum(size) - size, size)
    sample = np.repeat(start, size) + turn
    shape = np.repeat(pieces.shape, size)
    toward = samples.position[sample] - skin.vertices[skin.faces[samples.face[sample], 0]]
    x = np.einsum("ij,ij->i", toward, skin.x_axis[samples.face[sample]])
    y = np.einsum("ij,ij->i", toward, skin.y_axis[samples.face[sample]])
    inside[sample[shapely.contains_xy(shape, x, y)]] = True
    return np.asarray(inside)


def _closed(skin: Skin, samples: Samples, gap: Floats) -> Bools:
    """Tell which samples (n,) are treated, or held by no empty ball."""
    closed = gap <= CLOSING_MM
    free = np.flatnonzero((gap > CLOSING_MM) & (gap <= CLOSING_MM + RIM_MM))
    # Most places are let go by a few of the empty balls; only the rest is held against all.
    for some in (free[::COARSE], free):
        asked = np.flatnonzero(closed & (gap > 0.0))
        one, other = pairs_within(
            samples.position[asked], samples.position[some], gap[some] + SLACK_MM
        )
        alike = np.einsum(
            "ij,ij->i",
            skin.normal[samples.face[asked[one]]],
            skin.normal[samples.face[some[other]]],
        )
        closed[asked[one[alike > SAME_SHEET_COSINE]]] = False
    return closed
