"""One disc in one triangle: the closed form against the arcs, and where it could lose its way."""

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mesomap.body.arcs import Discs, union_area
from mesomap.body.lone import lone_areas

length = st.floats(0.5, 30.0)
place = st.floats(-15.0, 30.0)
some_discs = st.tuples(place, place, st.floats(0.3, 25.0))
triangles = st.tuples(length, st.floats(-10.0, 30.0), length)


def columns(*values):
    return [np.array([value], dtype=float) for value in values]


def alone(triangle, disc):
    return lone_areas(*columns(*disc), *columns(*triangle))[0]


@settings(max_examples=300, deadline=None, derandomize=True)
@given(triangles, some_discs)
@example((10.0, 0.0, 10.0), (0.0, 0.0, 5.0))
@example((12.9, 6.4, 6.4), (-3e-14, -1e-14, 10.0))
@example((12.9, 6.4, 6.4), (12.9 + 1e-14, 1e-14, 10.0))
@example((12.9, 6.4, 6.4), (5.0, 0.0, 2.0))
def test_the_closed_form_gives_what_the_arcs_give(triangle, disc):
    by_arcs = union_area(Discs(np.zeros(1, dtype=np.int64), *columns(*disc), *columns(*triangle)))[
        0
    ]
    assert alone(triangle, disc) == pytest.approx(by_arcs, rel=1e-9, abs=1e-7)


@pytest.mark.parametrize("slip", [0.0, 1e-15, -1e-14, 1e-9])
def test_a_disc_on_a_corner_covers_its_sector(slip):
    """As much of the disc as the corner's angle, also with a rounding error of either sign."""
    r = 4.0
    for corner, angle in (
        ((0.0, 0.0), np.pi / 2),
        ((10.0, 0.0), np.pi / 4),
        ((0.0, 10.0), np.pi / 4),
    ):
        disc = (corner[0] + slip, corner[1] - slip, r)
        assert alone((10.0, 0.0, 10.0), disc) == pytest.approx(r**2 * angle / 2, abs=1e-7)


def test_a_disc_inside_around_and_beside():
    face = (10.0, 0.0, 10.0)
    assert alone(face, (3.0, 3.0, 1.0)) == pytest.approx(np.pi, rel=1e-12)
    assert alone(face, (3.0, 3.0, 40.0)) == pytest.approx(50.0, rel=1e-12)
    assert alone(face, (-30.0, 3.0, 5.0)) == pytest.approx(0.0, abs=1e-9)
    assert alone(face, (5.0, 0.0, 2.0)) == pytest.approx(2.0 * np.pi, rel=1e-12)
