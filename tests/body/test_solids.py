"""Points, outlines and strokes on bodies whose areas are known in closed form."""

import numpy as np
import pytest

from mesomap.body.anchors import from_view
from mesomap.body.area import measure
from mesomap.errors import Refused
from tests.body import solids


@pytest.fixture(scope="module")
def globe():
    return solids.sphere(100.0, 240)


@pytest.fixture(scope="module")
def limb():
    return solids.cylinder(45.0, 400.0, 96, 6.0)


@pytest.fixture(scope="module")
def plane():
    return solids.sheet(300.0, 300.0, 9.0)


def anchors(body, places):
    found = from_view("F", "front", np.asarray(places, dtype=float), atlas=body.atlas)
    assert None not in found
    return found


def treated(body, *marks):
    return measure(body, marks).treated_mm2


def on_cylinder(radius, ball):
    """Skin of a tube inside a ball centred on it, by the trapezium rule on a fine grid."""
    angle = np.linspace(0.0, 2 * np.arcsin(ball / 2 / radius), 200_001)
    high = np.sqrt(np.maximum(ball**2 - (2 * radius * np.sin(angle / 2)) ** 2, 0.0))
    return 4 * radius * np.trapezoid(high, angle)


@pytest.mark.parametrize("radius", [2.5, 5.0, 10.0, 20.0, 40.0])
def test_a_ball_on_a_plane_is_a_disc(plane, radius):
    mark = solids.point(anchors(plane, [(3.3, -7.1)])[0], radius)
    assert treated(plane, mark) == pytest.approx(np.pi * radius**2, rel=1e-9)


@pytest.mark.parametrize("radius", [5.0, 10.0, 20.0])
def test_a_ball_on_a_sphere_cuts_a_cap_of_pi_r_squared(globe, radius):
    """Archimedes: the cap inside a ball of radius r has the area π r² on any sphere."""
    marks = [
        solids.point(a, radius, str(i))
        for i, a in enumerate(anchors(globe, [(0, 0), (50.0, -40.0)]))
    ]
    assert treated(globe, *marks) == pytest.approx(2 * np.pi * radius**2, rel=0.002)


@pytest.mark.parametrize("radius", [5.0, 10.0, 20.0])
def test_a_ball_on_a_cylinder(limb, radius):
    mark = solids.point(anchors(limb, [(4.0, 13.0)])[0], radius)
    assert treated(limb, mark) == pytest.approx(on_cylinder(45.0, radius), rel=0.003)


def test_balls_that_meet_count_once(plane):
    """Two discs of radius r, their centres r apart: 2 π r² less the lens."""
    r = 20.0
    one, two = anchors(plane, [(0.0, 0.0), (r, 0.0)])
    lens = 2 * r**2 * np.arccos(0.5) - r**2 * np.sqrt(3) / 2
    marks = solids.point(one, r, "a"), solids.point(two, r, "b")
    assert treated(plane, *marks) == pytest.approx(2 * np.pi * r**2 - lens, rel=1e-9)


@pytest.mark.parametrize("tilt", [0.0, 35.0, 60.0])
def test_an_outline_on_a_slant_covers_more_than_its_drawing(tilt):
    body = solids.sheet(400.0, 300.0, 9.0, tilt)
    mark = solids.patch(anchors(body, solids.ring(40.0, 90, (7.0, -3.0))))
    expected = np.pi * 40.0**2 / np.cos(np.radians(tilt))
    assert treated(body, mark) == pytest.approx(expected, rel=1e-6)


def test_an_outline_on_a_sphere_covers_a_cap(globe):
    mark = solids.patch(anchors(globe, solids.ring(60.0)))
    assert treated(globe, mark) == pytest.approx(2 * np.pi * 100.0 * 20.0, rel=0.002)


def test_an_outline_on_a_cylinder_covers_an_arc(limb):
    mark = solids.patch(anchors(limb, [(-30, -50), (30, -50), (30, 50), (-30, 50)]))
    assert treated(limb, mark) == pytest.approx(100 * 2 * 45 * np.arcsin(30 / 45), rel=0.003)


@pytest.mark.parametrize("width", [2.0, 5.0, 12.0])
def test_a_stroke_on_a_plane_is_a_band_with_round_ends(plane, width):
    mark = solids.stroke(anchors(plane, [(-60, -31), (17, 42)]), width)
    expected = np.hypot(77, 73) * width + np.pi * width**2 / 4
    assert treated(plane, mark) == pytest.approx(expected, rel=0.002)


def test_a_bent_stroke_counts_its_corner_once(plane):
    """At a right angle the two bands share a square of half the width and a quarter of a disc."""
    width = 10.0
    mark = solids.stroke(anchors(plane, [(-50, 0), (0, 0), (0, 50)]), width)
    h = width / 2
    expected = 100 * width - h**2 + np.pi * h**2 * 5 / 4
    assert treated(plane, mark) == pytest.approx(expected, rel=0.002)


def test_a_stroke_along_a_cylinder(limb):
    width = 10.0
    mark = solids.stroke(anchors(limb, [(2.0, -100), (2.0, 100)]), width)
    arc = 4 * 45 * np.arcsin(width / 4 / 45)
    expected = 200 * arc + on_cylinder(45.0, width / 2)
    assert treated(limb, mark) == pytest.approx(expected, rel=0.005)


def test_a_stroke_round_a_cylinder(limb):
    width, reach = 8.0, 2 * np.arcsin(30 / 45)
    mark = solids.stroke(anchors(limb, [(u, 5.0) for u in np.linspace(-30, 30, 13)]), width)
    expected = 45 * reach * width + on_cylinder(45.0, width / 2)
    assert treated(limb, mark) == pytest.approx(expected, rel=0.005)


def test_a_stroke_on_a_sphere_is_a_belt(globe):
    """Along a great circle: a belt of chord half-width w/2, and two caps' halves."""
    width, reach = 10.0, 2 * np.arcsin(0.6)
    mark = solids.stroke(anchors(globe, [(u, 0.0) for u in np.linspace(-60, 60, 25)]), width)
    half = 2 * np.arcsin(width / 4 / 100)
    expected = 2 * 100**2 * np.sin(half) * reach + np.pi * (width / 2) ** 2
    assert treated(globe, mark) == pytest.approx(expected, rel=0.005)


def test_a_stroke_of_one_place_is_a_dot(plane):
    place = anchors(plane, [(11.0, 12.0)])
    assert treated(plane, solids.stroke(place, 6.0)) == pytest.approx(np.pi * 9, rel=1e-6)
    assert treated(plane, solids.stroke(place * 4, 6.0)) == pytest.approx(np.pi * 9, rel=1e-6)


def test_an_outline_covers_no_skin_behind_other_skin():
    """The front plate hides a part of the outline on the back one, and is not a part of it."""
    body = solids.plates(30.0)
    clear = solids.patch(anchors(body, [(-50, -40), (10, -40), (10, 40), (-50, 40)]))
    assert treated(body, clear) == pytest.approx(60 * 80, rel=1e-6)
    corners = [*anchors(body, [(-50, -40)]), *behind(body, 50, -40), *behind(body, 50, 40)]
    reaching = solids.patch([*corners, *anchors(body, [(-50, 40)])])
    assert treated(body, reaching) == pytest.approx(73 * 80, rel=1e-6)


def behind(body, u, v):
    """An anchor on the back plate, under the front one."""
    alone = solids.sheet(200.0, 200.0, 10.0)
    return from_view("F", "front", np.array([(u, v)], float), atlas=alone.atlas)


def test_a_ball_keeps_to_its_own_sheet():
    """Two plates 4 mm apart are two skins: fingers, buttocks and lips do not share a mark."""
    body = solids.plates(4.0)
    mark = solids.point(anchors(body, [(50.0, 0.0)])[0], 10.0)
    assert treated(body, mark) == pytest.approx(np.pi * 100, rel=1e-9)


def test_a_ball_does_not_reach_the_far_side_of_a_thin_limb():
    finger = solids.cylinder(4.0, 80.0, 48, 2.0)
    area = treated(finger, solids.point(anchors(finger, [(0.0, 0.0)])[0], 10.0))
    assert area < 2 * np.pi * 4.0 * 20.0 * 0.62


def test_outlines_and_points_together_count_once(plane):
    """A square, and a disc whose centre is one of its corners: a quarter is shared."""
    square = [(-40, -40), (40, -40), (40, 40), (-40, 40)]
    marks = (
        solids.patch(anchors(plane, square)),
        solids.point(anchors(plane, [(40.0, 40.0)])[0], 20.0),
    )
    assert treated(plane, *marks) == pytest.approx(6400 + 0.75 * np.pi * 400, rel=1e-4)


def test_a_grid_of_points_is_a_field(plane):
    """The region of a 5 × 5 grid 25 mm apart: its square, widened by the radius of 10 mm.

    Along the rim the closing ball of 15 mm dips between two points. As 10 + 15 = 25, its centre
    makes an equilateral triangle with them, and it leaves out 250 − (area of that triangle
    − a sixth of the ball + a sixth of a point's disc) of each of the 16 gaps.
    """
    places = [(x, y) for x in range(-50, 51, 25) for y in range(-50, 51, 25)]
    marks = [solids.point(a, 10.0, str(i)) for i, a in enumerate(anchors(plane, places))]
    dip = 250 - (25**2 * np.sqrt(3) / 4 - np.pi * 15**2 / 6 + np.pi * 10**2 / 6)
    field = 100**2 + 4 * 100 * 10 + np.pi * 100 - 16 * dip
    found = measure(plane, marks)
    assert found.treated_mm2 == pytest.approx(25 * np.pi * 100, rel=1e-9)
    assert found.region_mm2 == pytest.approx(field, rel=0.02)


def test_points_far_apart_stay_apart(plane):
    places = [(x, y) for x in (-60, 0, 60) for y in (-60, 0, 60)]
    marks = [solids.point(a, 10.0, str(i)) for i, a in enumerate(anchors(plane, places))]
    found = measure(plane, marks)
    assert found.region_mm2 == pytest.approx(found.treated_mm2, rel=1e-9)


def test_the_region_fills_a_notch_and_nothing_else(plane):
    """A U of skin whose notch is 20 mm wide is closed; an outline alone is not widened."""
    u_shape = [
        (-50, -40),
        (50, -40),
        (50, 40),
        (10, 40),
        (10, -20),
        (-10, -20),
        (-10, 40),
        (-50, 40),
    ]
    notched = measure(plane, [solids.patch(anchors(plane, u_shape))])
    assert notched.treated_mm2 == pytest.approx(8000 - 1200, rel=1e-6)
    assert 7700 < notched.region_mm2 < 8050
    square = measure(
        plane, [solids.patch(anchors(plane, [(-50, -40), (50, -40), (50, 40), (-50, 40)]))]
    )
    assert square.region_mm2 == pytest.approx(8000, rel=0.01)


def test_nothing_marked_is_nothing_treated(plane):
    found = measure(plane, [])
    assert (found.treated_mm2, found.region_mm2, dict(found.by_zone_mm2)) == (0.0, 0.0, {})


def test_a_scribble_counts_each_place_once(plane):
    """Rows 4 mm apart of a stroke 5 mm wide leave nothing out and count nothing twice."""
    rows = [(x, y) for i, y in enumerate(range(-40, 41, 4)) for x in ((-60, 60), (60, -60))[i % 2]]
    mark = solids.stroke(anchors(plane, rows), 5.0)
    block = 120 * 80 + 2 * (120 + 80) * 2.5 + np.pi * 2.5**2
    assert treated(plane, mark) == pytest.approx(block, rel=0.01)


def test_a_stroke_is_cut_where_other_skin_hides_it():
    """On the two plates: the part behind the front plate is drawn on that one."""
    body = solids.plates(30.0)
    mark = solids.stroke(anchors(body, [(-60.0, 0.0), (60.0, 0.0)]), 4.0)
    back = 83 * 4 + np.pi * 2**2  # up to where it is hidden, and round there as well
    front = 37 * 4 + np.pi * 2**2 / 2  # the other round end would fall off the rim
    assert treated(body, mark) == pytest.approx(back + front, rel=0.005)


def test_a_wide_stroke_bends_round_a_thin_limb():
    """As wide as the limb: chord and arc differ by 5 %, and no facet lies in the line's plane."""
    finger = solids.cylinder(10.0, 200.0, 60, 4.0)
    mark = solids.stroke(anchors(finger, [(0.0, -60), (0.0, 60)]), 20.0)
    expected = 120 * 4 * 10 * np.arcsin(20 / 4 / 10) + on_cylinder(10.0, 10.0)
    assert treated(finger, mark) == pytest.approx(expected, rel=0.005)


def test_a_stroke_of_a_kilometre_is_refused(plane):
    there_and_back = anchors(plane, [(-100.0, 0.0), (100.0, 1.0)]) * 2500
    with pytest.raises(Refused, match="trop long"):
        treated(plane, solids.stroke(there_and_back, 5.0))
