"""Landmarks and hair as the drawings show them: in place, alike on both sides, and pale."""

import re

import pytest
import shapely

from tests.atlas import drawings as dr

FRONTAL = [d for d in dr.DRAWINGS if d[1] in ("front", "back")]
#: Heights between which the gluteal folds lie, as shares of the stature.
FOLDS = (0.44, 0.54)


def creases(figure, view, layer="base"):
    lines = dr.group(dr.layer_root(figure, view, layer), "lines")
    return [p for p in dr.polygons(dr.group(lines, "creases").get("d")) if p.area > 0]


def mirrored(geometry):
    return shapely.transform(geometry, lambda p: p * [-1, 1])


def alike(one, other):
    return one.symmetric_difference(other).area < 0.15 * one.area


def union(found):
    return shapely.union_all([p.buffer(0) for p in found])


@pytest.mark.parametrize("layer", dr.LAYERS, ids="-".join)
def test_creases_lie_inside_the_silhouette(layer):
    outline = dr.outline(*layer).buffer(0.5)
    assert creases(*layer)
    assert [p.centroid.coords[0] for p in creases(*layer) if not outline.contains(p)] == []


@pytest.mark.parametrize(("figure", "view"), FRONTAL)
def test_creases_of_left_and_right_mirror_each_other(figure, view):
    found = union(creases(figure, view))
    assert alike(found, mirrored(found))


@pytest.mark.parametrize("figure", dr.FIGURES)
@pytest.mark.parametrize("layer", ["base", "limb"])
def test_creases_of_the_side_views_mirror_each_other(figure, layer):
    left, right = (union(creases(figure, view, layer)) for view in ("left", "right"))
    assert alike(left, mirrored(right))


@pytest.mark.parametrize("figure", dr.FIGURES)
def test_the_back_has_a_cleft_and_two_folds(figure):
    stature = -dr.outline(figure, "back", "base").bounds[1]
    low, high = (share * stature for share in FOLDS)
    near = [p for p in creases(figure, "back") if abs(p.centroid.x) < 130]
    folds = [p for p in near if low < -p.centroid.y < high and p.bounds[2] - p.bounds[0] > 40]
    clefts = [p for p in near if abs(p.centroid.x) < 1 and p.bounds[3] - p.bounds[1] > 60]
    assert len(folds) == 2
    assert len(clefts) == 1


@pytest.mark.parametrize("figure", dr.FIGURES)
def test_knees_are_folded_behind_and_elbows_in_front(figure):
    stature = -dr.outline(figure, "back", "base").bounds[1]
    behind = [-p.centroid.y / stature for p in creases(figure, "back") if abs(p.centroid.x) < 200]
    ahead = [-p.centroid.y / stature for p in creases(figure, "front") if abs(p.centroid.x) > 200]
    assert sum(0.26 < height < 0.31 for height in behind) >= 2
    assert sum(0.60 < height < 0.68 for height in ahead) >= 2


@pytest.mark.parametrize(("figure", "view"), dr.DRAWINGS)
def test_hair_can_be_switched_off(figure, view):
    root = dr.tree(figure, view)
    groups = [e for e in root.iter() if e.get("class") == "hair" and dr.tag(e) == "g"]
    inside = {id(e) for g in groups for e in g.iter()}
    named = [e for e in root.iter() if (e.get("class") or "").startswith(("hair", "knot"))]
    assert len(named) > 5
    assert [e.get("class") for e in named if id(e) not in inside] == []
    assert dr.group(root, "hair").get("pointer-events") == "none"


@pytest.mark.parametrize(("figure", "view"), dr.DRAWINGS)
def test_lines_keep_their_width_on_the_screen(figure, view):
    drawn = [
        e
        for e in dr.tree(figure, view).iter()
        if dr.tag(e) == "path"
        and (e.get("class") in ("outline", "contours") or (e.get("id") or "").endswith("outline"))
    ]
    assert len(drawn) >= 2
    assert {e.get("vector-effect") for e in drawn} == {"non-scaling-stroke"}


@pytest.mark.parametrize(("figure", "view"), dr.DRAWINGS)
def test_coats_of_tone_keep_their_hue(figure, view):
    """Opacity times each channel is a whole number of 255ths, else rounding turns the stack's hue."""
    coats = [e for e in dr.tree(figure, view).iter() if "--tone" in (e.get("fill") or "")]
    coats = [e for e in coats if e.get("fill-opacity") and dr.tag(e) == "g"]
    assert len(coats) >= 3
    for coat in coats:
        colour = re.search(r"#([0-9a-f]{6})", coat.get("fill"))[1]
        share = round(float(coat.get("fill-opacity")) * 255) / 255
        for k in (0, 2, 4):
            value = int(colour[k : k + 2], 16) * share
            assert abs(value - round(value)) < 0.03, colour
