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

from mesomap.body.hubs import Hubs, around, hubs_of, rows, squared
from mesomap.body.mesh import among, distinct, neighbours_of
from mesomap.body.nearby import pairs_within
from mesomap.body.pieces import Pieces, triangles
from mesomap.body.points import Balls
from mesomap.body.poses import measured_plane, standing_plane
from mesomap.body.ragged import spans
from mesomap.body.samples import Samples, samples_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mesomap.body.atlas import Floats, Ints
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
#: One in so many of the empty balls is tried first, all of them only where that fails.
COARSE = 8
#: Pairs of a ball and a face looked at in one go, so that memory stays below some 5 MB.
PAIRS_AT_ONCE = 8192


def closing_mm2(body: Body, pieces: Pieces, balls: Balls, face: Ints, area_mm2: Floats) -> float:
    """Area in mm² of the closed region, never less than what is treated.

    `face` and `area_mm2` (n,) are the treated skin; `balls` the points among the marks.
    """
    region = region_of_faces(body, pieces, balls, face, area_mm2)
    return max(float(region.sum()), float(area_mm2.sum()))  # rounding depends on the order


def region_of_faces(
    body: Body, pieces: Pieces, balls: Balls, face: Ints, area_mm2: Floats
) -> Floats:
    """Area (nF,) in mm² of each face that belongs to the closed region."""
    skin, count = body.skin, len(body.skin.faces)
    treated = np.zeros(count)
    treated[face] = area_mm2
    whole = face[area_mm2 > skin.area_mm2[face] * (1.0 - 1e-9)]
    known = _in_company(_known_by(body, pieces, _at_rims(pieces, balls, whole, count)))
    if len(known.face) < 2:
        return treated
    samples, gap = samples_of(skin), _gaps(body, known, whole)
    gap[_inside(body, pieces)] = 0.0
    closed = _closed(skin, samples, gap)
    filled = closed[gap[closed] > 0.0]
    if not len(filled):
        return treated
    share = np.bincount(samples.face[closed], samples.share[closed], count)
    gains = distinct(samples.face[filled].astype(np.int64))
    treated[gains] = np.maximum(treated[gains], share[gains] * skin.area_mm2[gains])
    return treated


def near_faces(skin: Skin, changed: Ints) -> tuple[Ints, Ints]:
    """List the faces whose region may change with what covers some faces (n,).

    A place may be given up for an empty ball of at most CLOSING_MM + RIM_MM, whose own radius is
    the distance of what is treated: so twice that far.

    Returns
    -------
    The faces that may change, and all those whose marks tell their region.

    """
    hubs, reach = hubs_of(skin), 2.0 * (CLOSING_MM + RIM_MM) + SLACK_MM
    middle, own = hubs.middle.take(changed, axis=1), hubs.radius_mm.take(changed)
    most = np.float32(2.0 * reach + float(hubs.radius_mm.max()))
    face, to = pairs_within(hubs.middle, middle, own + most)
    apart = np.sqrt(squared(hubs.middle, face, middle, to)) - hubs.radius_mm[face] - own[to]
    inner, outer = (distinct(face[apart < far]) for far in (reach, 2.0 * reach))
    return inner, outer


def _at_rims(pieces: Pieces, balls: Balls, whole: Ints, count: int) -> Balls:
    """Leave out the points on nothing but faces treated whole: others are nearer to the rest.

    `whole` are those faces, of so many (`count`) of the body. Nearer along the skin; straight
    through the body the region of 5,000 points on a stout one changes by 0.001 %.
    """
    if not len(whole) or not len(pieces.disc_mark):
        return balls
    rim = np.ones(count, dtype=bool)
    rim[whole] = False
    point, seen = (np.zeros(int(pieces.marks().max()) + 1, dtype=bool) for _ in range(2))
    point[pieces.disc_mark] = True
    seen[pieces.disc_mark[rim[pieces.disc_face]]] = True
    seen[pieces.shape_mark[rim[pieces.shape_face]]] = True
    keep = seen[point]
    if len(keep) != len(balls.face):  # a ball without a disc: `seen` does not fit
        return balls
    return Balls(balls.face[keep], balls.centre[keep], balls.radius_mm[keep])


def _in_company(balls: Balls) -> Balls:
    """Leave out the points that stand alone: they close nothing."""
    if not len(balls.face):
        return balls
    most = float(balls.radius_mm.max())
    reach = balls.radius_mm + most + 2.0 * CLOSING_MM
    # Two in a box whose diagonal is shorter than any reach are not alone: most are found so.
    box = np.floor(balls.centre / ((most + 2.0 * CLOSING_MM) / np.sqrt(3.0))).astype(np.int64)
    box -= box.min(axis=0)
    high = box.max(axis=0) + 1
    key = (box[:, 0] * high[1] + box[:, 1]) * high[2] + box[:, 2]
    order = np.argsort(key, kind="stable")
    alike = np.diff(key[order]) == 0
    keep = np.zeros(len(key), dtype=bool)
    keep[order[1:][alike]] = keep[order[:-1][alike]] = True
    lone = np.flatnonzero(~keep)
    centre = rows(balls.centre)
    _, other = pairs_within(centre, centre[:, lone], reach[lone].astype(np.float32))
    keep[lone] = np.bincount(other, minlength=len(lone)) > 1
    return Balls(balls.face[keep], balls.centre[keep], balls.radius_mm[keep])


def _known_by(body: Body, pieces: Pieces, balls: Balls) -> Balls:
    """Points as balls, and the rims of outlines and zones as rows of places.

    Only points have discs: a shape of theirs is one that was carried over (`poses`).
    """
    line = np.flatnonzero(~among(pieces.shape_mark, distinct(pieces.disc_mark)))
    face, shape = pieces.shape_face[line], pieces.shape[line]
    if not len(face) and not len(pieces.full_face):
        return balls
    rim = _rim_faces(body, pieces.full_face)
    face = np.concatenate([face, rim])
    shape = np.concatenate([shape, triangles(body.skin, rim)])
    point, owner = shapely.get_coordinates(shapely.segmentize(shape, ROW_MM), return_index=True)
    face = face[owner]
    skin = body.standing
    point = standing_plane(body, face, point)
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
    inner = whole[neighbours_of(body.atlas)].all(axis=1)  # -1 (a rim) reads the last, False
    return np.flatnonzero(whole[:-1] & ~inner)


def _thinned(position: Floats, face: Ints) -> Ints:
    """One place (its number) in each box of ROW_MM, whatever the order they come in."""
    box = np.floor(position / ROW_MM)
    order = np.lexsort((face, *np.round(position, 6).T, *box.T))
    boxes = box[order]
    first = np.ones(len(order), dtype=bool)
    first[1:] = (boxes[1:] != boxes[:-1]).any(axis=1)
    return order[first]


def _gaps(body: Body, known: Balls, whole: Ints) -> NDArray[np.float32]:
    """Measure how far (mm) each sample of the body (n,) is from the treated skin.

    `whole` are faces that are treated whole. Gaps are known up to CLOSING_MM + RIM_MM, and
    infinite beyond.
    """
    skin, samples, reach = body.skin, samples_of(body.skin), CLOSING_MM + RIM_MM
    centre, radius = rows(known.centre), known.radius_mm.astype(np.float32)
    near = around(skin, neighbours_of(body.atlas), known.face, centre, radius + reach)
    balls, faces = _nearest_first(hubs_of(skin), centre, radius, *near)
    if len(whole):
        open_face = np.ones(len(skin.faces), dtype=bool)
        open_face[whole] = False
        balls, faces = balls[open_face[faces]], faces[open_face[faces]]
    gap = np.full(len(samples.face), np.inf, dtype=np.float32)
    gap[spans(samples.first[whole], samples.size[whole])[1]] = 0.0
    for start in range(0, len(balls), PAIRS_AT_ONCE):
        ball, face = balls[start : start + PAIRS_AT_ONCE], faces[start : start + PAIRS_AT_ONCE]
        size = samples.size[face]
        sample = spans(samples.first[face], size)[1]
        distance2 = np.zeros(len(sample), dtype=np.float32)
        for here, there in zip(samples.position, centre, strict=True):
            apart = here.take(sample)
            apart -= np.repeat(there[ball], size)
            apart *= apart
            distance2 += apart
        distance = np.sqrt(distance2)
        distance -= np.repeat(radius[ball], size)
        np.putmask(distance, distance > reach, np.inf)
        np.minimum.at(gap, sample, np.maximum(distance, 0.0, out=distance))
    return gap


def _nearest_first(
    hubs: Hubs, centre: NDArray[np.float32], radius: NDArray[np.float32], ball: Ints, face: Ints
) -> tuple[Ints, Ints]:
    """Leave out pairs of a ball and a face of which every place is nearer to another ball."""
    distance = np.sqrt(squared(hubs.middle, face, centre, ball)) - radius[ball]
    most = np.full(len(hubs.radius_mm), np.inf, dtype=np.float32)
    np.minimum.at(most, face, distance)
    keep = distance - most[face] <= 2.0 * hubs.radius_mm[face]
    return ball[keep], face[keep]


def _inside(body: Body, pieces: Pieces) -> Ints:
    """List the samples that lie in outlines and strokes; some more than once."""
    if not len(pieces.shape_face):
        return pieces.shape_face
    skin, samples = body.standing, samples_of(body.skin)
    row, sample = spans(samples.first[pieces.shape_face], samples.size[pieces.shape_face])
    face = pieces.shape_face[row]
    toward = samples.position[:, sample].T - skin.vertices[skin.faces[face, 0]]
    x = np.einsum("ij,ij->i", toward, skin.x_axis[face])
    y = np.einsum("ij,ij->i", toward, skin.y_axis[face])
    point = measured_plane(body, face, np.stack([x, y], axis=1))
    return np.asarray(sample[shapely.contains_xy(pieces.shape[row], *point.T)])


def _closed(skin: Skin, samples: Samples, gap: NDArray[np.float32]) -> Ints:
    """List the samples that are treated, or held by no empty ball."""
    known = np.flatnonzero(np.isfinite(gap))
    apart = gap[known]
    free, treated = known[apart > CLOSING_MM], known[apart == 0.0]
    asked = known[(apart > 0.0) & (apart <= CLOSING_MM)]
    faces = samples.face
    # Most places are held by one of every COARSE-th empty ball; only the rest is tried with all.
    for some in (free[::COARSE], free):
        one, other = pairs_within(
            samples.position.take(asked, axis=1),
            samples.position.take(some, axis=1),
            gap[some] + SLACK_MM,
        )
        alike = hubs_of(skin).alike(faces.take(asked[one]), faces.take(some[other]))
        held = np.ones(len(asked), dtype=bool)
        held[one[alike]] = False
        asked = asked[held]
    return np.concatenate([treated, asked])
