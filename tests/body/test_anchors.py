"""From a drawing to the skin and back, on every view of both figures."""

import itertools

import numpy as np
import pytest

from mesomap.body import atlas, zones
from mesomap.body.anchors import from_view, to_view
from mesomap.body.drawings import drawing_of
from mesomap.body.sight import HIDDEN, WHOLE, sight_of
from mesomap.domain.depths import Depth
from mesomap.domain.marks import VIEWS, Kind, Mark
from mesomap.errors import Refused

DRAWINGS = list(itertools.product("FM", VIEWS, (False, True)))


def scattered(figure, view, limb, count=1500):
    drawing = drawing_of(atlas.load(), figure, view, limb=limb)
    corner = drawing.corner[drawing.inside]
    rng = np.random.default_rng(3)
    return rng.uniform(corner.min((0, 1)) - 5, corner.max((0, 1)) + 5, (count, 2))


@pytest.mark.parametrize(("figure", "view", "limb"), DRAWINGS)
def test_there_and_back(figure, view, limb):
    """An anchor is drawn where the finger was, or within 3 mm beside the silhouette; and visible."""
    uv = scattered(figure, view, limb)
    found = from_view(figure, view, uv, limb=limb)
    hit = np.array([anchor is not None for anchor in found])
    assert 0.2 < hit.mean() < 0.8
    anchors = [anchor for anchor in found if anchor]
    drawn, visible = to_view(figure, view, anchors, limb=limb)
    gap = np.linalg.norm(drawn - uv[hit], axis=1)
    assert visible.all()
    assert gap.max() <= 3.0 + 1e-9
    assert np.median(gap) < 1e-9
    assert all(min(b1, b2, 1 - b1 - b2) >= -1e-6 for _, b1, b2 in anchors)


@pytest.mark.parametrize(("figure", "view", "limb"), DRAWINGS[::3])
def test_the_hit_is_the_nearest_skin(figure, view, limb):
    """By brute force over every face that is drawn there."""
    uv = scattered(figure, view, limb, 60)
    drawing = drawing_of(atlas.load(), figure, view, limb=limb)
    for place, found in zip(uv, from_view(figure, view, uv, limb=limb), strict=True):
        a, b, c = (drawing.corner[:, k] for k in range(3))
        side = [
            (q - p)[:, 0] * (place - p)[:, 1] - (q - p)[:, 1] * (place - p)[:, 0]
            for p, q in ((a, b), (b, c), (c, a))
        ]
        under = np.flatnonzero(
            drawing.inside & (np.max(side, axis=0) <= 0) & (drawing.cosine > 1e-6)
        )
        if not len(under):
            continue
        depth = []
        for face in under:
            share = np.linalg.solve(np.vstack([drawing.corner[face].T, np.ones(3)]), [*place, 1.0])
            depth.append(share @ drawing.depth[face])
        assert found is not None
        assert found[0] == under[int(np.argmax(depth))]


def test_hidden_skin_is_not_visible():
    """What lies on the back is not seen from the front, and the far leg not behind the near one."""
    back = [a for a in from_view("F", "back", np.array([(0, -1000), (60, -1200.0)])) if a]
    assert not to_view("F", "front", back)[1].any()
    (inner,) = from_view("F", "front", np.array([(-80.0, -600.0)]))
    assert zones.ZONES[zones.zone_of_anchor(inner)].side == "right"
    assert to_view("F", "front", [inner])[1].all()
    assert not to_view("F", "left", [inner])[1].any()


def test_the_left_of_the_drawing_is_not_the_name_of_a_side():
    front, back = (
        from_view("M", view, np.array([(60.0, -700.0)]))[0] for view in ("front", "back")
    )
    assert zones.ZONES[zones.zone_of_anchor(front)].side == "left"
    assert zones.ZONES[zones.zone_of_anchor(back)].side == "right"


def test_side_views_look_through_the_arm_unless_asked():
    place = np.array([(-10.0, -1200.0)])
    through, on = (from_view("F", "left", place, limb=limb)[0] for limb in (False, True))
    part = atlas.load().part_of_face
    assert (part[through[0]], part[on[0]]) == (0, 1)
    assert not to_view("F", "left", [on])[1].any()
    assert to_view("F", "left", [on], limb=True)[1].all()


def test_beside_the_body_there_is_nothing():
    assert from_view("F", "front", np.array([(0.0, 100.0), (900.0, -800.0)])) == [None, None]
    assert from_view("F", "front", np.empty((0, 2))) == []
    assert to_view("F", "front", [])[0].shape == (0, 2)


def test_what_is_hidden_is_hidden_for_outlines_too():
    """Sight, which outlines use, and the hit test agree on the middles of faces."""
    drawing = drawing_of(atlas.load(), "F", "front")
    rng = np.random.default_rng(5)
    faces = rng.choice(np.flatnonzero(drawing.shown), 800, replace=False)
    visible = to_view("F", "front", [(int(f), 1 / 3, 1 / 3) for f in faces])[1]
    state = sight_of(drawing).look(faces)
    assert not visible[state == HIDDEN].any()
    assert visible[state == WHOLE].all()


@pytest.mark.parametrize(
    "ask",
    [
        lambda: from_view("F", "above", np.zeros((1, 2))),
        lambda: from_view("child", "front", np.zeros((1, 2))),
        lambda: to_view("F", "", [(0, 0.2, 0.2)]),
        lambda: zones.zone_of_anchor((99999, 0.2, 0.2)),
        lambda: zones.name("tail"),
        lambda: zones.check_marks([Mark("p", Kind.POINT, (Depth.IDP,), ((24724, 0.1, 0.1),))]),
        lambda: zones.check_marks([Mark("z", Kind.ZONE, (Depth.IDP,), zone="tail")]),
    ],
)
def test_what_does_not_exist_is_refused(ask):
    with pytest.raises(Refused):
        ask()


def test_every_face_has_a_zone_with_a_side_and_names():
    assert (atlas.load().zone_of_face > 0).all()
    assert set(zones.ZONES) == set(atlas.load().zone_keys[1:])
    for key, zone in zones.ZONES.items():
        assert zone.side in zones.SIDES
        assert zones.name(key)
        assert zones.name(key, "en") != ""
        assert zones.name(key, "xx") == zones.name(key, "fr")
