"""The armpit is measured as it is treated, with the arm raised, whichever view it is marked in."""

from dataclasses import replace

import numpy as np
import pytest

from mesomap.body.anchors import from_view
from mesomap.body.area import measure
from mesomap.body.atlas import load
from mesomap.body.live import Live
from mesomap.body.patient import Body, body_for
from mesomap.domain.depths import Depth
from mesomap.domain.marks import Kind, Mark
from mesomap.domain.physique import Physique
from tests.body.people import MAN, WOMAN, mirrored, outline_around

STOUT = Physique("F", 45.0, 163.0, 95.0)
BOY = Physique("M", 12.0, 150.0, 42.0)
#: A place in the middle of the armpit of each figure, on its left close-up.
MIDDLE = {"F": (0.0, -1310.0), "M": (5.0, -1430.0)}


def anchor_at(figure, u, v, view="armpit.L"):
    (found,) = from_view(figure, view, np.array([(u, v)]))
    return found


def point(name, anchor, radius=10.0):
    return Mark(name, Kind.POINT, (Depth.IDP,), (anchor,), radius_mm=radius)


def outline(figure, radius, name="o", view="armpit.L", middle=None):
    anchors = outline_around(middle or MIDDLE[figure], radius, view, figure, corners=24)
    return Mark(name, Kind.PATCH, (Depth.IDS,), anchors, view=view, figure=figure)


def zone(key="axillary.L"):
    return Mark(key, Kind.ZONE, (Depth.IDS,), zone=key)


def all_raised(body):
    """The same person, as a body that has no other pose."""
    arms = body.atlas.arms
    return Body(body.physique, arms.raise_both(body.vertices), replace(body.atlas, arms=None))


@pytest.mark.parametrize("physique", [WOMAN, MAN, STOUT, BOY], ids=["woman", "man", "stout", "boy"])
@pytest.mark.parametrize("radius", [15.0, 30.0, 45.0])
def test_a_mark_in_the_close_up_is_measured_with_raised_arms(physique, radius):
    body, sex = body_for(physique), physique.sex
    ring = outline(sex, radius)
    line = replace(ring, kind=Kind.STROKE, width_mm=6.0)
    for mark in (ring, line):
        found, wanted = measure(body, [mark]), measure(all_raised(body), [mark])
        assert found.treated_mm2 == pytest.approx(wanted.treated_mm2, rel=0.02)
        assert 10.0 < found.uncertainty_pct < 55.0


def test_it_was_far_too_small_on_hanging_arms():
    """Why armpits are measured with raised arms."""
    body = body_for(WOMAN)
    hanging = Body(body.physique, body.vertices, replace(body.atlas, arms=None))
    ring = outline("F", 30.0)
    assert measure(body, [ring]).treated_mm2 > 2.5 * measure(hanging, [ring]).treated_mm2


@pytest.mark.parametrize("sex", "FM")
def test_raising_the_arms_of_a_figure_gives_the_figure_with_raised_arms(sex):
    """The drawn ones were posed with other weights, so the armpits are only close to equal."""
    atlas = load()
    raised = atlas.arms.raise_both(atlas.figures[sex])
    drawn = atlas.figures[f"{sex}_arm-up"]
    assert np.quantile(np.linalg.norm(raised - drawn, axis=1), 0.99) < 8.0
    spread = atlas.arms.spread
    one, two = (area_mm2(each, atlas.faces[spread]) for each in (raised, drawn))
    assert one.sum() == pytest.approx(two.sum(), rel=0.04)


def area_mm2(vertices, faces):
    a, b, c = (vertices[faces[:, k]] for k in range(3))
    return np.linalg.norm(np.cross(b - a, c - a), axis=1) / 2


@pytest.mark.parametrize("physique", [WOMAN, MAN, BOY], ids=["woman", "man", "boy"])
def test_a_point_has_its_radius_all_over_the_armpit(physique):
    body = body_for(physique)
    faces = np.flatnonzero(body.atlas.arms.spread)[::9]
    found = measure(body, [point(str(f), (int(f), 0.3, 0.3), 6.0) for f in faces.tolist()])
    areas = np.array(list(found.by_mark_mm2.values()))
    whole = np.pi * 36.0
    assert np.median(areas) == pytest.approx(whole, rel=0.02)
    assert (np.abs(areas / whole - 1.0) < 0.15).mean() > 0.85


def test_little_jumps_where_the_poses_meet():
    """A point that goes from the arm into the armpit, a millimetre at a time."""
    body = body_for(WOMAN)
    way = [anchor_at("F", -10.0, -1470.0 + step) for step in range(150)]
    spread = [bool(body.atlas.arms.spread[a[0]]) for a in way]
    assert set(spread) == {True, False}
    areas = [measure(body, [point("p", a)]).treated_mm2 for a in way]
    assert np.abs(np.diff(areas)).max() < 0.15 * np.pi * 100.0


def test_one_place_has_one_area_whatever_marks_it():
    """A zone, and an outline and a point on its skin, drawn in two views: no more than the zone."""
    body = body_for(WOMAN)
    ring = outline("F", 10.0, middle=(15.0, -1280.0))
    inside = measure(body, [ring])
    assert list(inside.by_zone_mm2) == ["axillary.L"]
    front = point("p", anchor_at("F", 140.0, -1210.0, "front"), 3.0)
    assert list(measure(body, [front]).by_zone_mm2) == ["axillary.L"]
    alone = measure(body, [zone()])
    assert measure(body, [zone(), ring, front]).treated_mm2 == pytest.approx(alone.treated_mm2)
    both = measure(body, [ring, point("q", anchor_at("F", 15.0, -1280.0), 4.0)])
    assert both.treated_mm2 == pytest.approx(inside.treated_mm2)


@pytest.mark.parametrize("physique", [WOMAN, MAN], ids=["woman", "man"])
def test_right_and_left_are_alike(physique):
    body = body_for(physique)
    assert (
        measure(body, [zone("axillary.R")]).treated_mm2
        == pytest.approx(measure(body, [zone()]).treated_mm2, rel=0.01)
    )  # fmt: skip
    anchor = anchor_at(physique.sex, *MIDDLE[physique.sex])
    left, right = (measure(body, [point("p", a)]) for a in (anchor, mirrored(anchor)))
    assert right.treated_mm2 == pytest.approx(left.treated_mm2, rel=0.01)


def test_an_armpit_drawn_with_hanging_arms_says_that_it_is_unsure():
    """A small error of the finger on folded skin is a large one on spread skin."""
    body = body_for(WOMAN)
    folded = outline("F", 20.0, view="front", middle=(140.0, -1225.0))
    one, other = measure(body, [folded]), measure(body, [outline("F", 50.0)])
    assert one.treated_mm2 == pytest.approx(other.treated_mm2, rel=0.2)
    assert one.uncertainty_pct > 1.3 * other.uncertainty_pct


def test_marks_that_come_one_by_one_give_the_same():
    marks = [
        outline("F", 30.0),
        replace(outline("F", 40.0, "s"), kind=Kind.STROKE, width_mm=8.0),
        *(point(f"p{i}", anchor_at("F", -10.0, -1460.0 + 20.0 * i)) for i in range(8)),
        zone("arm_medial.L"),
    ]
    live = Live(WOMAN)
    for mark in marks:
        live.add(mark)
    found, wanted = live.areas(region=True), measure(WOMAN, marks)
    assert found.treated_mm2 == pytest.approx(wanted.treated_mm2, rel=1e-9)
    assert dict(found.by_mark_mm2) == pytest.approx(dict(wanted.by_mark_mm2), rel=1e-9)
    assert found.region_mm2 == pytest.approx(wanted.region_mm2, rel=1e-9)


def test_the_surface_of_the_body_is_that_of_the_standing_body():
    body = body_for(WOMAN)
    assert body.skin.bsa_mm2 == pytest.approx(body.standing.area_mm2.sum(), rel=1e-12)
    spread = body.atlas.arms.spread
    assert (body.skin.area_mm2[~spread] == body.standing.area_mm2[~spread]).all()
    assert body.skin.area_mm2[spread].sum() > 1.4 * body.standing.area_mm2[spread].sum()
