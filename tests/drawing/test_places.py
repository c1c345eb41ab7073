"""Where marks are drawn: in every view that sees their skin, and in no other."""

import numpy as np
import pytest

from mesomap.body import atlas, layers
from mesomap.body.anchors import from_view, to_view
from mesomap.domain.depths import Depth
from mesomap.domain.marks import VIEWS, Kind, Mark
from mesomap.drawing.places import covered_faces, on_limb, places, views_of


def point(anchor, name="p", depth=Depth.IDP):
    return Mark(name, Kind.POINT, (depth,), (anchor,))


def zone(key, depth=Depth.IDS):
    return Mark(key, Kind.ZONE, (depth,), zone=key)


def middle_of(key):
    """An anchor in the face nearest the middle of a zone, on the woman's figure."""
    body = atlas.load()
    faces = np.flatnonzero(body.zone_of_face == body.zone_keys.index(key))
    spots = body.figures["F"][body.faces[faces]].mean(axis=1)
    nearest = np.linalg.norm(spots - spots.mean(axis=0), axis=1).argmin()
    return (int(faces[nearest]), 1 / 3, 1 / 3)


def patch(view, corners, name="patch", figure="F"):
    anchors = from_view(figure, view, np.array(corners, dtype=float))
    return Mark(name, Kind.PATCH, (Depth.IDS,), tuple(anchors), view=view, figure=figure)


def box_at(view, key, half_mm=25.0):
    (u, v), _ = (x[0] for x in to_view("F", view, [middle_of(key)]))
    return [(u - half_mm, v - half_mm), (u + half_mm, v - half_mm),
            (u + half_mm, v + half_mm), (u - half_mm, v + half_mm)]  # fmt: skip


@pytest.mark.parametrize(
    ("key", "view"),
    [
        ("lumbar_paravertebral.L", "back"), ("umbilical.R", "front"), ("knee_patellar.L", "front"),
        ("knee_popliteal.R", "back"), ("deltoid_lateral.L", "left"), ("deltoid_lateral.R", "right"),
    ],
)  # fmt: skip
def test_a_point_is_drawn_where_its_skin_is_seen_and_never_behind(key, view):
    mark = point(middle_of(key))
    opposite = {"front": "back", "back": "front", "left": "right", "right": "left"}[view]
    assert len(places("F", view, [mark])) == 1
    assert places("F", opposite, [mark]) == []
    assert views_of("F", [mark]) == (view,)


@pytest.mark.parametrize("figure", ["F", "M"])
def test_folds_are_never_drawn_on_a_view_that_does_not_see_them(figure):
    """Armpits, inner thighs, soles: what a view shows of them is what its pixels show."""
    rng = np.random.default_rng(20)
    body = atlas.load()
    faces = rng.choice(body.faces.shape[0], 400, replace=False)
    marks = [point((int(f), 1 / 3, 1 / 3), f"m{f}") for f in faces]
    for view in VIEWS:
        drawn = {p.mark.id: p for p in places(figure, view, marks)}
        for mark in marks:
            limb = on_limb(mark)
            uv, _ = to_view(figure, view, mark.anchors, limb=limb)
            hit = from_view(figure, view, uv, limb=limb)[0]
            front = hit is not None and hit[0] == mark.anchors[0][0]
            assert (mark.id in drawn) is front, (view, mark.anchors)


def test_the_armpit_is_not_on_the_back():
    armpit = next(area for area in layers.load().danger if area.key == "armpit.L")
    assert places("F", "back", [point(armpit.anchor)]) == []


def test_a_zone_behind_the_other_leg_is_not_drawn():
    """The inner side of the right thigh faces the left view, but the left thigh stands before it."""
    assert places("F", "left", [zone("thigh_medial.R")]) == []
    assert places("F", "left", [zone("thigh_lateral.L")])


def test_an_outline_keeps_its_corners_in_its_own_view():
    corners = box_at("back", "lumbar_paravertebral.L")
    found = places("F", "back", [patch("back", corners)])[0]
    assert found.shape.area == pytest.approx(2500, rel=0.001)


def test_an_outline_seen_from_another_view_is_the_part_that_shows():
    """A field round the hip, drawn from the side, shows from behind but narrower."""
    flank = patch("left", box_at("left", "hip_trochanter.L", 40))
    back = places("F", "back", [flank])
    own = places("F", "left", [flank])[0]
    assert back
    assert 0 < back[0].shape.area < own.shape.area
    assert places("F", "right", [flank]) == []


def test_the_faces_of_an_outline_lie_inside_it():
    mark = patch("back", box_at("back", "lumbar_paravertebral.L"))
    faces = covered_faces("F", mark)
    low, high = (np.array(c) for c in (box_at("back", "lumbar_paravertebral.L")[0],
                                       box_at("back", "lumbar_paravertebral.L")[2]))  # fmt: skip
    uv, seen = to_view("F", "back", [(int(f), 1 / 3, 1 / 3) for f in faces])
    assert seen.all()
    assert ((uv > low - 0.5) & (uv < high + 0.5)).all()


def test_a_stroke_is_cut_where_it_leaves_the_view():
    side = from_view("F", "left", np.array([(u, -1100.0) for u in range(-90, 60, 6)], dtype=float))
    mark = Mark(
        "s", Kind.STROKE, (Depth.IED,), tuple(a for a in side if a), view="left", figure="F"
    )
    whole = places("F", "left", [mark])[0]
    assert len(whole.lines) == 1
    from_behind = places("F", "back", [mark])
    assert from_behind
    assert sum(map(len, from_behind[0].lines)) < len(mark.anchors)


def test_the_fewest_views_are_shown_and_every_mark_is_in_one():
    keys = ["lumbar_paravertebral.L", "lumbar_paravertebral.R", "knee_patellar.L"]
    marks = [point(middle_of(k), k) for k in keys] + [zone(keys[0])]
    chosen = views_of("F", marks)
    assert chosen[0] == "back"
    assert len(chosen) <= 2
    shown = {p.mark.id for view in chosen for p in places("F", view, marks)}
    assert shown == {m.id for m in marks}


def test_a_zone_is_shown_by_the_view_that_sees_most_of_it():
    assert views_of("F", [zone("lumbar_paravertebral.L")]) == ("back",)


def test_without_marks_no_view_is_asked_for():
    assert views_of("F", []) == ()


def test_every_mark_on_skin_that_some_view_sees_is_shown_somewhere():
    rng = np.random.default_rng(7)
    faces = rng.choice(atlas.load().faces.shape[0], 60, replace=False)
    marks = [point((int(f), 1 / 3, 1 / 3), f"m{f}") for f in faces]
    seen = {p.mark.id for view in VIEWS for p in places("F", view, marks)}
    shown = {p.mark.id for view in views_of("F", marks) for p in places("F", view, marks)}
    assert shown >= seen, "close-ups may show more"
