"""The exact union of discs in triangles, held to Shapely's figure within 0.01 %."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from mesomap.body.arcs import Discs, union_area
from mesomap.body.filled import full_by_parts

length = st.floats(0.5, 30.0)
place = st.floats(-15.0, 30.0)
discs = st.lists(st.tuples(place, place, st.floats(0.3, 25.0)), min_size=1, max_size=14)
triangles = st.tuples(length, st.floats(-10.0, 30.0), length)


def exactly(triangle, some):
    """Areas by the code under test: one triangle, its discs."""
    x, y, r = np.array(some, dtype=float).T
    bx, cx, cy = (np.array([value]) for value in triangle)
    return union_area(Discs(np.zeros(len(x), dtype=np.int64), x, y, r, bx, cx, cy))[0]


def by_shapely(triangle, some, corners=2048):
    """The same by polygons of the circles' exact areas."""
    angle = np.arange(corners) * 2 * np.pi / corners
    enlarge = np.sqrt(2 * np.pi / corners / np.sin(2 * np.pi / corners))
    circle = enlarge * np.stack([np.cos(angle), np.sin(angle)], 1)
    x, y, r = np.array(some, dtype=float).T
    rings = np.stack([x, y], 1)[:, None] + r[:, None, None] * circle
    bx, cx, cy = triangle
    face = shapely.Polygon([(0, 0), (bx, 0), (cx, cy)])
    return shapely.intersection(shapely.union_all(shapely.polygons(rings)), face).area


@settings(max_examples=300, deadline=None, derandomize=True)
@given(triangles, discs)
def test_discs_are_held_to_shapely(triangle, some):
    """Within 0.01 % of Shapely, or of a thousandth of the triangle where next to nothing is cut."""
    whole = triangle[0] * triangle[2] / 2
    expected = by_shapely(triangle, some)
    assert abs(exactly(triangle, some) - expected) <= 1e-4 * max(expected, 1e-3 * whole)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(triangles, discs)
def test_order_and_repetition_change_nothing(triangle, some):
    once = exactly(triangle, some)
    assert exactly(triangle, some[::-1] + some[:2]) == pytest.approx(once, rel=1e-9, abs=1e-9)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(triangles, discs)
def test_one_more_disc_never_covers_less(triangle, some):
    assert exactly(triangle, some) >= exactly(triangle, some[:-1] or some) - 1e-9


def test_special_places():
    """Discs that touch, contain each other, miss the triangle, or end on its corners."""
    face = (10.0, 0.0, 10.0)
    assert exactly(face, [(3.0, 3.0, 1.0)]) == pytest.approx(np.pi)
    assert exactly(face, [(3.0, 3.0, 1.0), (3.0, 3.0, 0.5)]) == pytest.approx(np.pi)
    assert exactly(face, [(2.0, 2.0, 1.0), (4.0, 2.0, 1.0)]) == pytest.approx(2 * np.pi)
    assert exactly(face, [(-3.0, -3.0, 1.0)]) == 0.0
    assert exactly(face, [(-1.0, 5.0, 1.0)]) == pytest.approx(0.0, abs=1e-9)
    assert exactly(face, [(0.0, 0.0, 2.0)]) == pytest.approx(np.pi)
    assert exactly(face, [(0.0, 5.0, 2.0)]) == pytest.approx(2 * np.pi)
    assert exactly(face, [(3.0, 3.0, 100.0)]) == pytest.approx(50.0)


def test_triangles_do_not_mix():
    """Many triangles in one call, more pairs than are looked at in one go."""
    rng = np.random.default_rng(0)
    group = np.repeat(np.arange(40), 90)
    x, y, r = rng.uniform(-5, 15, 3600), rng.uniform(-5, 15, 3600), rng.uniform(0.2, 1.5, 3600)
    corners = np.full(40, 10.0), np.full(40, 3.0), np.full(40, 9.0)
    together = union_area(Discs(group, x, y, r, *corners))
    apart = [exactly((10.0, 3.0, 9.0), np.stack([x, y, r], 1)[group == i]) for i in range(40)]
    assert together == pytest.approx(np.array(apart), rel=1e-9)


def test_a_crowd_fills_all_but_the_triangle_with_a_hole():
    """A triangle with a very narrow hole, wherever it is, is not taken for full."""
    step = np.stack(np.meshgrid(np.arange(-2.0, 22.0, 2.0), np.arange(-2.0, 22.0, 2.0)), -1)
    x, y = step.reshape(-1, 2).T
    bx, cx, cy = 20.0, 6.0, 18.0
    corners = np.full(2, bx), np.full(2, cx), np.full(2, cy)
    for b1, b2 in ((0.01, 0.01), (0.97, 0.02), (0.02, 0.97), (0.4, 0.3), (0.7, 0.29), (0.0, 0.5)):
        away = np.hypot(x - b1 * bx - b2 * cx, y - b2 * cy) - 0.05
        radius = np.concatenate([np.full(len(x), 4.0), np.minimum(4.0, away)])
        group, two = np.repeat([0, 1], len(x)), np.tile(np.stack([x, y]), 2)
        full = full_by_parts(np.array([0, len(x)]), *two, radius, corners)
        assert full.tolist() == [True, False]
        area = union_area(Discs(group, *two, radius, *corners))
        some = np.column_stack([x, y, radius[len(x) :]])
        assert area[0] == bx * cy / 2
        assert area[1] == pytest.approx(by_shapely((bx, cx, cy), some), rel=1e-4)
        assert area[1] < area[0] - 1e-3
