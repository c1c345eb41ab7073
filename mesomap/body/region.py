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

from typing import TYPE_CHECKING

import numpy as np
import shapely

from mesomap.body.mesh import SAME_SHEET_COSINE, Capsules, neighbours_of, touched
from mesomap.body.nearby import pairs_within
from mesomap.body.pieces import Pieces, triangles
from mesomap.body.points import Balls
from mesomap.body.ragged import spans
from mesomap.body.samples import Samples, samples_of

if TYPE_CHECKING:
    from mesomap.body.atlas import Bools, Floats, Ints
    from mesomap.body.patient import Body
    from mesomap.body.skin import Skin

#: Half the gap between marks that is still one field.
CLOSING_MM = 15.0
#: Width of the rim of free skin, beyond CLOSING_MM, whose samples look for empty balls.
RIM_MM = 8.0
#: A place this near to an empty ball is in it: single marks stay exactly what they are.
SLACK_MM = 0.5
#: Outlines count as a row of places this far apart.
ROW_MM = 4.0
#: One in so many empty balls is looked at first.
COARSE = 5
#: Balls whose reach is worked out in one go, so that memory stays below some 15 MB.
BALLS_AT_ONCE = 150


def closing_mm2(body: Body, pieces: Pieces, balls: Balls, face: Ints, area_mm2: Floats) -> float:
    """Area in mm² of the closed region, never less than what is treated.

    `face` and `area_mm2` (n,) are the treated skin; `balls` the points among the marks.
    """
    known = _known_by(body, pieces, _in_company(balls, len(pieces.shape) + len(pieces.full_face)))
    treated_mm2 = float(area_mm2.sum())
    if len(known.face) < 2:
        return treated_mm2
    skin = body.skin
    samples, gap = samples_of(skin), _gaps(body, known)
    gap[_inside(skin, pieces)] = 0.0
    closed = _closed(skin, samples, gap)
    filled = closed & (gap > 0.0)
    if not filled.any():
        return treated_mm2
    count = len(skin.faces)
    treated = np.zeros(count)
    treated[face] = area_mm2
    share = np.bincount(samples.face[closed], samples.share[closed], count)
    gains = np.bincount(samples.face[filled], minlength=count) > 0
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
    if not len(face) and not len(pieces.full_face):
        return balls
    rim = _rim_faces(body, pieces.full_face)
    face = np.concatenate([face, rim])
    shape = np.concatenate([shape, triangles(body.skin, rim)])
    point, owner = shapely.get_coordinates(shapely.segmentize(shape, ROW_MM), return_index=True)
    face = face[owner]
    skin = body.skin
    position = (
        skin.vertices[skin.faces[face, 0]]
        + point[:, :1] * skin.x_axis[face]
        + point[:, 1:] * skin.y_axis[face]
    )
    keep = _thinned(position, face)
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


def _thinned(position: Floats, face: Ints) -> Ints:
    """One place (its number) in each box of ROW_MM, whatever the order they come in."""
    box = np.floor(position / ROW_MM)
    order = np.lexsort((face, *np.round(position, 6).T, *box.T))
    boxes = box[order]
    first = np.ones(len(order), dtype=bool)
    first[1:] = (boxes[1:] != boxes[:-1]).any(axis=1)
    return order[first]


def _gaps(body: Body, known: Balls) -> Floats:
    """Measure how far (mm) each sample of the body (n,) is from the treated skin.

    Gaps are known up to CLOSING_MM + RIM_MM; infinite beyond.
    """
    samples = samples_of(body.skin)
    gap = np.full(len(samples.face), np.inf)
    for start in range(0, len(known.face), BALLS_AT_ONCE):
        some = slice(start, start + BALLS_AT_ONCE)
        centre, radius = known.centre[some], known.radius_mm[some]
        reach = Capsules(known.face[some], centre, centre, radius + CLOSING_MM + RIM_MM)
        ball, at = touched(body.skin, neighbours_of(body.atlas), reach)
        row, sample = spans(samples.first[at], samples.size[at])
        toward = samples.position[sample] - centre[ball][row]
        distance = np.sqrt(np.einsum("ij,ij->i", toward, toward)) - radius[ball][row]
        _lower(gap, sample, distance)
    return np.asarray(np.maximum(gap, 0.0))


def _lower(value: Floats, at: Ints, candidate: Floats) -> None:
    """Lower `value[at]` to the least candidate for each place."""
    order = np.argsort(at, kind="stable")
    at, candidate = at[order], candidate[order]
    first = np.flatnonzero(np.r_[True, at[1:] != at[:-1]]) if len(at) else at
    if len(first):
        least = np.minimum.reduceat(candidate, first)
        value[at[first]] = np.minimum(value[at[first]], least)


def _inside(skin: Skin, pieces: Pieces) -> Ints:
    """List the samples that lie in whole faces or in outlines; some more than once."""
    samples = samples_of(skin)
    whole = spans(samples.first[pieces.full_face], samples.size[pieces.full_face])[1]
    row, sample = spans(samples.first[pieces.shape_face], samples.size[pieces.shape_face])
    face = pieces.shape_face[row]
    toward = samples.position[sample] - skin.vertices[skin.faces[face, 0]]
    x = np.einsum("ij,ij->i", toward, skin.x_axis[face])
    y = np.einsum("ij,ij->i", toward, skin.y_axis[face])
    return np.concatenate([whole, sample[shapely.contains_xy(pieces.shape[row], x, y)]])


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
