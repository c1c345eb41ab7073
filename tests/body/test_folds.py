"""Two skins near in space and far along the skin never take each other's area.

The way along the skin is found here by Dijkstra over the corners of the whole mesh, along edges
and across them, and shares no code with what is tested.
"""

import heapq
import itertools
from functools import lru_cache

import numpy as np
import pytest

from mesomap.body import area, atlas
from mesomap.body.anchors import from_view, to_view
from mesomap.body.mesh import neighbours_of
from mesomap.body.patient import body_for
from mesomap.body.pieces import covered, own_areas
from mesomap.body.region import region_of_faces
from mesomap.domain.depths import Depth
from mesomap.domain.marks import Kind, Mark
from mesomap.domain.physique import Physique
from tests.share import WHOLE

BODIES = {
    "woman": Physique("F", 41.0, 165.0, 62.0),
    "man": Physique("M", 52.0, 178.0, 84.0),
    "obese woman": Physique("F", 45.0, 162.0, 98.0),
    "obese man": Physique("M", 50.0, 175.0, 118.0),
}
PLACES = {
    "toes": ("toes_dorsal", "toe_hallux"),
    "fingers": ("fingers_dorsal", "fingers_palmar"),
    "lips": ("perioral",),
    "armpit": ("axillary", "arm_medial"),
    "buttocks": ("gluteal", "gluteal_fold", "coccygeal"),
    "under the breast": ("pectoral",),
    "ear": ("auricle",),
}
VIEWS = {
    "toes": ("foot-top.L", "foot-top.R"),
    "fingers": ("front", "back"),
    "lips": ("front",),
    "armpit": ("front", "back"),
    "buttocks": ("back",),
    "under the breast": ("front",),
    "ear": ("left", "right"),
}
#: A way that is longer than the mark's reach by this much is another skin.
FAR = 1.6


@lru_cache(maxsize=1)
def steps():
    """For each vertex of the mesh those one edge away, or across one edge."""
    faces, across = atlas.load().faces.tolist(), neighbours_of(atlas.load()).tolist()
    near = [set() for _ in range(max(map(max, faces)) + 1)]
    for face, (corners, beyond) in enumerate(zip(faces, across, strict=True)):
        for one, other in itertools.permutations(corners, 2):
            near[one].add(other)
        for k, there in enumerate(beyond):
            if there > face:
                mine = corners[(k + 2) % 3]
                (yours,) = set(faces[there]) - set(corners) or {mine}
                near[mine].add(yours)
                near[yours].add(mine)
    return near


def way_mm(body, anchors, limit):
    """Length of the way along the skin to the nearest corner of each face (nF,); inf beyond."""
    place, way, queue = body.vertices, {}, []
    for face, b1, b2 in anchors:
        corners = body.atlas.faces[face]
        at = np.array([1 - b1 - b2, b1, b2]) @ place[corners]
        queue += [(float(np.linalg.norm(place[v] - at)), int(v)) for v in corners]
    heapq.heapify(queue)
    while queue:
        long, here = heapq.heappop(queue)
        if here in way or long > limit:
            continue
        way[here] = long
        for there in steps()[here]:
            if there not in way:
                step = float(np.sqrt(((place[here] - place[there]) ** 2).sum()))
                heapq.heappush(queue, (long + step, there))
    every = np.full(len(place), np.inf)
    every[list(way)] = list(way.values())
    return every[body.atlas.faces].min(axis=1)


def faces_of(body, marks):
    """Treated area and region (nF,) of each face."""
    how = area.Counting()
    balls = area.balls_of(body, marks, how)
    pieces, _ = area.all_pieces(body, marks, balls, how)
    found = covered(body.skin, pieces, own_areas(body.skin, pieces), [[0]] * len(marks))
    treated = np.zeros(body.atlas.face_count)
    treated[found.face] = found.area_mm2
    return treated, region_of_faces(body, pieces, balls, found.face, found.area_mm2)


def far_mm2(body, area_mm2, anchors, reach_mm):
    """Skin that no way along the skin leads to, short enough for a reach."""
    corner = body.vertices[body.atlas.faces]
    size = np.linalg.norm(corner - corner.mean(axis=1, keepdims=True), axis=2).max(axis=1)
    far = way_mm(body, anchors, FAR * reach_mm + 60.0) - size > FAR * reach_mm
    return float(area_mm2[far].sum())


def some_faces(body, place, count, seed=3):
    keys = [i for i, k in enumerate(body.atlas.zone_keys) if k.split(".")[0] in PLACES[place]]
    faces = np.flatnonzero(np.isin(body.atlas.zone_of_face, keys))
    assert len(faces) > count
    return np.random.default_rng(seed).choice(faces, count, replace=False).tolist()


def point(face, radius, ident="p"):
    return Mark(ident, Kind.POINT, (Depth.IDP,), ((face, 1 / 3, 1 / 3),), radius_mm=radius)


def each_place(*bodies):
    """Each place on each of some bodies; by `make test` on one of them."""
    pairs = [
        (who, place)
        for k, place in enumerate(PLACES)
        for who in (bodies if WHOLE else [bodies[k % len(bodies)]])
    ]
    return lambda test: pytest.mark.proof(pytest.mark.parametrize(("who", "place"), pairs)(test))


@each_place(*BODIES)
def test_a_disc_keeps_to_its_own_skin(who, place):
    body = body_for(BODIES[who])
    for face, radius in itertools.product(some_faces(body, place, 3), (6.0, 20.0)):
        mark = point(face, radius)
        treated, _ = faces_of(body, [mark])
        assert treated.sum() > 0.0
        assert far_mm2(body, treated, mark.anchors, radius) == 0.0, (face, radius)


@each_place("woman", "obese man")
def test_a_stroke_keeps_to_its_own_skin(who, place):
    """As wide as a hand's breadth, 4 mm long: whatever is near in space is near enough."""
    body, width, tried = body_for(BODIES[who]), 36.0, 0
    for face in some_faces(body, place, 20):
        mark = stroke_at(body, place, face, width)
        if mark is None or tried == 1:
            continue
        tried += 1
        treated, _ = faces_of(body, [mark])
        assert far_mm2(body, treated, mark.anchors, width / 2.0) == 0.0, face
    assert tried


def stroke_at(body, place, face, width):
    """A short stroke over a face, on the first of some views that shows it."""
    figure = body.physique.sex
    for key in VIEWS[place]:
        uv, seen = to_view(figure, key, [(face, 1 / 3, 1 / 3)], limb=True)
        if not seen[0]:
            continue
        ends = from_view(figure, key, uv + np.array([(0.0, -2.0), (0.0, 2.0)]), limb=True)
        near = [a for a in ends if a and way_mm(body, [(face, 1 / 3, 1 / 3)], 30.0)[a[0]] < 15.0]
        if len(near) == 2:
            return Mark(
                "s", Kind.STROKE, (Depth.IED,), tuple(near), view=key, figure=figure, width_mm=width
            )
    return None


@each_place("man", "obese woman")
def test_the_region_closes_along_the_skin(who, place):
    """A few points close together on one skin: the field between them is on that skin."""
    body, radius = body_for(BODIES[who]), 5.0
    for face in some_faces(body, place, 2):
        way = way_mm(body, [(face, 1 / 3, 1 / 3)], 40.0)
        around = np.flatnonzero((way > 8.0) & (way < 14.0))
        others = np.random.default_rng(face).choice(around, min(4, len(around)), replace=False)
        marks = [point(int(f), radius, str(i)) for i, f in enumerate([face, *others])]
        treated, region = faces_of(body, marks)
        anchors = [mark.anchors[0] for mark in marks]
        assert far_mm2(body, region, anchors, radius + 15.0) == 0.0, face
        assert region.sum() >= treated.sum()


def test_the_test_would_see_it():
    """Without the look at the way along the skin, a disc on a toe takes the next toe's skin."""
    body = body_for(BODIES["man"])
    mark = point(10065, 20.0)
    reach = np.linalg.norm(
        body.vertices[body.atlas.faces].mean(axis=1)
        - body.vertices[body.atlas.faces[10065]].mean(axis=0),
        axis=1,
    )
    in_ball = np.where(reach < 20.0, body.skin.area_mm2, 0.0)
    assert far_mm2(body, in_ball, mark.anchors, 20.0) > 50.0
