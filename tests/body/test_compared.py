"""Two sessions compared: by marks and skin, so that nothing elsewhere changes what is said of a zone."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mesomap.body import atlas, zones
from mesomap.body.area import Counting, measure
from mesomap.body.compared import Side, compare, zones_of
from mesomap.body.patient import body_for
from mesomap.domain.depths import Depth
from mesomap.domain.marks import Kind, Mark
from tests.body import people
from tests.cast import face_of

BODY = body_for(people.WOMAN)
HOW = Counting()
LEFT, RIGHT, KNEE = (
    "lumbar_paravertebral.L", "lumbar_paravertebral.R", "knee_patellar.L"
)  # fmt: skip
DEPTHS = (Depth.IDP, Depth.IHD)


def point(key, n=0, depth=Depth.IDP):
    return Mark(f"{key}-{n}-{depth}", Kind.POINT, (depth,), ((face_of(key, n), 1 / 3, 1 / 3),))


def compared(earlier, later):
    return compare(BODY, Side(earlier, HOW), Side(later, HOW))


def test_the_example_adding_on_the_right_takes_nothing_from_the_left():
    earlier = [point(LEFT)]
    later = [*earlier, *(point(RIGHT, n) for n in range(30))]
    found = compared(earlier, later)
    assert found.gone_zones == ()
    assert found.new_zones == (RIGHT,)
    assert (found.kept, found.came, found.went) == (1, 30, 0)


def test_the_example_taking_points_away_makes_no_zone_new():
    earlier = [point(LEFT), *(point(RIGHT, n) for n in range(30))]
    found = compared(earlier, earlier[:3])
    assert (found.new_zones, found.gone_zones) == ((), ())
    assert (found.kept, found.went) == (3, 28)


def test_an_outline_that_spills_over_takes_no_more_than_its_own():
    """A nappage beside a lone point: the point's zone is told before and after."""
    patch = next(m for m in people.lumbar_marks() if m.kind is Kind.PATCH)
    lone = point(KNEE)
    found = compared([lone], [lone, patch])
    assert found.gone_zones == ()
    assert KNEE not in found.new_zones
    assert set(found.new_zones) == set(zones_of(BODY, Side([patch], HOW)))


def test_the_same_skin_drawn_anew_is_the_same():
    patch = next(m for m in people.lumbar_marks() if m.kind is Kind.PATCH)
    found = compared([patch], [replace(patch, id="again")])
    assert (found.new_zones, found.gone_zones) == ((), ())
    assert found.both_mm2 == pytest.approx(measure(BODY, [patch]).treated_mm2, rel=1e-6)


def test_another_depth_at_the_same_place_is_told_as_that():
    found = compared([point(LEFT)], [point(LEFT, depth=Depth.IHD)])
    assert (found.kept, found.other_depth, found.came, found.went) == (0, 1, 0, 0)
    assert (found.new_zones, found.gone_zones) == ((), ())


def test_the_nearer_of_two_is_the_one_that_stayed():
    """Each point is one other at the most."""
    found = compared([point(LEFT)], [point(LEFT), point(LEFT, 1)])
    assert found.kept == 1
    assert found.came + found.kept == 2


def test_a_point_set_again_a_few_millimetres_off_makes_no_zone_new():
    """A border of zones lies between the two; small discs, so that no skin is shared."""
    shipped = atlas.load()
    middle = BODY.skin.vertices[BODY.skin.faces].mean(axis=1)
    near = {face: middle[face] for face in shipped.zone_faces(LEFT)}
    border = [
        (one, int(other))
        for one, at in near.items()
        for other in np.flatnonzero(np.linalg.norm(middle - at, axis=1) < 9.0)
        if shipped.zone_of_face[other] != shipped.zone_of_face[one]
        and np.linalg.norm(middle[other] - at) > 3.0
    ]
    one, other = border[0]
    earlier, later = (
        Mark(f"p{face}", Kind.POINT, (Depth.IDP,), ((int(face), 1 / 3, 1 / 3),), radius_mm=0.5)
        for face in (one, other)
    )
    found = compared([earlier], [later])
    assert (found.kept, found.both_mm2) == (1, pytest.approx(0.0, abs=1e-6))
    assert (found.new_zones, found.gone_zones) == ((), ())


def test_nothing_against_nothing():
    found = compared([], [])
    assert (found.kept, found.came, found.went, found.both_mm2) == (0, 0, 0, 0.0)
    assert (found.new_zones, found.gone_zones) == ((), ())


# ------------------------------------------------------------ properties

ALL = [key for key in zones.ZONES if len(atlas.load().zone_faces(key, None)) > 4]


@st.composite
def points(draw, least=0, most=12):
    chosen = draw(
        st.lists(
            st.tuples(st.sampled_from(ALL), st.integers(0, 3), st.sampled_from(DEPTHS)),
            min_size=least, max_size=most, unique=True,
        )
    )  # fmt: skip
    return [point(key, n, depth) for key, n, depth in chosen]


def centre(mark):
    face = mark.anchors[0][0]
    return BODY.skin.vertices[BODY.skin.faces[face]].mean(axis=0)


def far_from(mark, others, least_mm=60.0):
    return all(np.linalg.norm(centre(mark) - centre(other)) > least_mm for other in others)


@settings(max_examples=40, deadline=None, derandomize=True)
@given(points(), points(), points(least=1, most=6))
def test_marks_added_elsewhere_change_nothing_of_what_is_said(earlier, later, more):
    there = [*earlier, *later]
    more = [m for m in more if far_from(m, there)]
    before = compared(earlier, later)
    after = compared(earlier, [*later, *(replace(m, id=f"more-{m.id}") for m in more)])
    own = {zones.zone_of_anchor(m.anchors[0]) for m in more}
    assert set(after.gone_zones) - own == set(before.gone_zones) - own
    assert set(after.new_zones) - own == set(before.new_zones) - own
    assert (after.kept, after.other_depth, after.went) == (
        before.kept, before.other_depth, before.went,
    )  # fmt: skip
    assert after.came == before.came + len(more)
    assert after.both_mm2 == pytest.approx(before.both_mm2, abs=1e-3)


@settings(max_examples=30, deadline=None, derandomize=True)
@given(points(), points())
def test_the_other_way_round_what_came_went(earlier, later):
    one, other = compared(earlier, later), compared(later, earlier)
    assert (one.kept, one.came, one.went) == (other.kept, other.went, other.came)
    assert (one.new_zones, one.gone_zones) == (other.gone_zones, other.new_zones)
    assert one.both_mm2 == pytest.approx(other.both_mm2, abs=1e-3)


@settings(max_examples=30, deadline=None, derandomize=True)
@given(points(), points())
def test_in_the_mirror_the_same_is_said_of_the_other_side(earlier, later):
    def mirrored(marks):
        return [replace(m, anchors=tuple(map(people.mirrored, m.anchors))) for m in marks]

    def other(keys):
        swap = {"L": "R", "R": "L"}
        return {k[:-1] + swap[k[-1]] if k[-2:] in {".L", ".R"} else k for k in keys}

    one, across = compared(earlier, later), compared(mirrored(earlier), mirrored(later))
    assert (one.kept, one.other_depth, one.came, one.went) == (
        across.kept, across.other_depth, across.came, across.went,
    )  # fmt: skip
    assert other(one.new_zones) == set(across.new_zones)
    assert other(one.gone_zones) == set(across.gone_zones)
    assert across.both_mm2 == pytest.approx(one.both_mm2, rel=0.02, abs=1.0)
