"""The covered region is found on the skin: a field that goes round a limb is one field."""

import numpy as np
import pytest

from mesomap.body import area, region
from mesomap.body.anchors import from_view
from mesomap.body.area import measure
from mesomap.body.pieces import covered, own_areas
from mesomap.body.points import Balls
from tests.body import people, solids

RADIUS, LIMB, AROUND = 10.0, 45.0, 12


def on_tube(body, angle_rad):
    """The face and place of a tube at an angle from the front, at half height."""
    normal = np.array([np.sin(angle_rad), 0.0, np.cos(angle_rad)])
    middle = body.vertices[body.atlas.faces].mean(axis=1)
    toward = middle - normal * LIMB
    face = int(np.argmin((toward**2).sum(axis=1)))
    return face, 1 / 3, 1 / 3


def ring_mm2(body, turn):
    angle = turn + np.arange(AROUND) * 2.0 * np.pi / AROUND
    marks = [solids.point(on_tube(body, a), RADIUS, str(i)) for i, a in enumerate(angle)]
    return measure(body, marks)


def test_a_ring_round_a_limb_closes_like_a_row_on_a_plane():
    """Each gap adds what a gap of the same length adds on a plane; none is open at the back."""
    limb, plane = solids.cylinder(LIMB, 300.0, 96, 3.0), solids.sheet(500.0, 200.0, 6.0)
    gap = 2.0 * np.pi * LIMB / AROUND
    rows = [
        measure(plane, [
            solids.point(a, RADIUS, str(i))
            for i, a in enumerate(
                from_view("F", "front", np.array([(k * gap - 150.0, 2.0) for k in range(many)]),
                          atlas=plane.atlas)
            )
        ]).region_mm2
        for many in (12, 13)
    ]  # fmt: skip
    found = ring_mm2(limb, 0.0)
    assert found.region_mm2 == pytest.approx(AROUND * (rows[1] - rows[0]), rel=0.05)
    assert found.region_mm2 > 1.2 * found.treated_mm2
    assert ring_mm2(limb, 0.13).region_mm2 == pytest.approx(found.region_mm2, rel=0.02)


def test_points_of_several_views_are_one_field_round_the_thigh():
    """A ring of points in three arcs (front, outer side and back; inner side): the gaps close too."""
    body = people.woman()
    middle = body.vertices[body.atlas.faces].mean(axis=1)
    there = np.flatnonzero((np.abs(middle[:, 1] - 690.0) < 9.0) & (middle[:, 0] > 0.0))
    there = there[middle[there, 0] < 200.0]
    around = middle[there] - middle[there].mean(axis=0)
    angle = np.arctan2(around[:, 0], around[:, 2])
    wanted = np.linspace(-np.pi, np.pi, 24, endpoint=False)
    turned = np.abs(np.angle(np.exp(1j * (angle[:, None] - wanted))))
    ring = [
        solids.point((int(face), 1 / 3, 1 / 3), RADIUS, str(i))
        for i, face in enumerate(there[turned.argmin(axis=0)])
    ]
    facing = {int(np.sign(body.skin.normal[mark.anchors[0][0], 2])) for mark in ring}
    assert facing == {-1, 1}
    arcs = sum(measure(body, ring[k : k + 8]).region_mm2 for k in (0, 8, 16))
    together = measure(body, ring)
    assert together.region_mm2 > arcs + 3 * 40.0
    assert together.region_mm2 == measure(body, ring[::-1]).region_mm2


def test_points_in_the_middle_of_a_field_tell_nothing_of_its_region():
    """Left out, they change nothing; one point told twice, and none can be left out."""
    body, rng = people.woman(), np.random.default_rng(5)
    places = [a for _ in range(3) for a in people.random_points(rng, 250, spread_mm=70.0)]
    marks = [solids.point(a, RADIUS, str(i)) for i, a in enumerate(places)]
    how = area.Counting()
    balls = area.balls_of(body, marks, how)
    pieces, _ = area.all_pieces(body, marks, balls, how)
    found = covered(body.skin, pieces, own_areas(body.skin, pieces), [[0]] * len(marks))
    whole = found.face[found.area_mm2 > body.skin.area_mm2[found.face] * (1 - 1e-9)]
    twice = Balls(
        *(np.append(c, c[:1], axis=0) for c in (balls.face, balls.centre, balls.radius_mm))
    )
    left = [len(region._at_rims(pieces, some, whole, body.atlas.face_count).face)
            for some in (balls, twice)]  # fmt: skip
    assert left[0] < 0.8 * len(marks)
    assert left[1] == len(marks) + 1
    here, there = (
        region.region_of_faces(body, pieces, some, found.face, found.area_mm2)
        for some in (balls, twice)
    )
    assert here.sum() > 1.01 * found.area_mm2.sum()
    assert here == pytest.approx(there, abs=1.0)
