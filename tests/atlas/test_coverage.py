"""Zones cover each figure exactly: no gap, no overlap, the same on both sides, each within reach."""

import numpy as np
import pytest
import shapely

from tests.atlas import drawings as dr

#: A zone of which a view shows less could not be hit with a finger, even zoomed in.
SMALLEST_MM2 = 20.0
NARROWEST_MM = 1.0


@pytest.mark.parametrize("layer", dr.LAYERS, ids="-".join)
def test_zones_are_a_valid_coverage(layer):
    assert shapely.coverage_is_valid(np.array(dr.all_polygons(*layer)))


@pytest.mark.parametrize("layer", dr.LAYERS, ids="-".join)
def test_zones_do_not_overlap(layer):
    found = dr.all_polygons(*layer)
    assert all(p.is_valid for p in found)
    assert dr.area_mm2(found) == pytest.approx(shapely.union_all(found).area, abs=0.01)


@pytest.mark.parametrize("layer", dr.LAYERS, ids="-".join)
def test_zones_fill_the_outline(layer):
    union = shapely.union_all(dr.all_polygons(*layer))
    assert union.symmetric_difference(dr.outline(*layer)).area < 0.01


@pytest.mark.parametrize("figure", dr.FIGURES)
@pytest.mark.parametrize("view", ["front", "back"])
def test_left_and_right_zones_mirror_each_other(figure, view):
    zones = dr.zones(figure, view, "base")
    for key, found in zones.items():
        turned = shapely.transform(shapely.union_all(found), lambda p: p * [-1, 1])
        other = shapely.union_all(zones[dr.mirrored(key)])
        assert turned.symmetric_difference(other).area < 0.01, key


@pytest.mark.parametrize("figure", dr.FIGURES)
@pytest.mark.parametrize("layer", ["base", "limb"])
def test_the_right_view_mirrors_the_left(figure, layer):
    left, right = dr.zones(figure, "left", layer), dr.zones(figure, "right", layer)
    assert {dr.mirrored(key) for key in left} == set(right)
    for key, found in left.items():
        turned = shapely.transform(shapely.union_all(found), lambda p: p * [-1, 1])
        assert (
            turned.symmetric_difference(shapely.union_all(right[dr.mirrored(key)])).area < 0.01
        ), key


@pytest.mark.parametrize("layer", dr.LAYERS, ids="-".join)
def test_every_zone_can_be_hit(layer):
    zones = dr.zones(*layer)
    for key, found in zones.items():
        largest = max(found, key=lambda p: p.area)
        assert largest.area >= SMALLEST_MM2, key
        inner = shapely.maximum_inscribed_circle(largest, tolerance=0.1)
        assert inner.length >= NARROWEST_MM, key
        hit = shapely.Point(inner.coords[0])
        assert [k for k, ps in zones.items() if any(p.covers(hit) for p in ps)] == [key]


def _below_the_shoulder(key):
    return key.startswith(("elbow", "forearm", "wrist", "hand", "fingers", "thumb"))


@pytest.mark.parametrize(("figure", "view"), dr.SIDE_VIEWS)
def test_side_views_leave_the_arm_to_its_own_layer(figure, view):
    side = view[0].upper()
    base, limb = dr.zones(figure, view, "base"), dr.zones(figure, view, "limb")
    assert not [key for key in base if _below_the_shoulder(key)]
    assert f"deltoid_lateral.{side}" in base, "the shoulder's cap is drawn with the trunk"
    assert {f"deltoid_lateral.{side}", f"arm_lateral.{side}", f"hand_dorsum.{side}"} <= set(limb)
    assert all(key.endswith(f".{side}") for key in limb)


@pytest.mark.parametrize("figure", dr.FIGURES)
def test_views_show_the_sides_where_the_patient_has_them(figure):
    for view, key, sign in (("front", "forearm_flexor.L", 1), ("back", "forearm_extensor.L", -1)):
        assert np.sign(dr.zones(figure, view, "base")[key][0].centroid.x) == sign
    assert "flank.L" in dr.zones(figure, "left", "base")
    assert "flank.L" not in dr.zones(figure, "right", "base")


def _nearest_facing(figure, view):
    """Middle (n, 2) of the faces that look at the viewer with nothing before them, and their zones (n,)."""
    a = dr.atlas()
    axes = next(row for row in dr.body()["views"] if row["key"] == view)
    right, toward = np.array(axes["right"], float), np.array(axes["toward"], float)
    vertices, faces = a[f"figure_{figure}"] / 10.0, a["faces"].astype(int)
    normal = np.cross(
        vertices[faces[:, 1]] - vertices[faces[:, 0]], vertices[faces[:, 2]] - vertices[faces[:, 0]]
    )
    normal /= np.linalg.norm(normal, axis=1, keepdims=True)
    keep = normal @ toward > 0.4
    if view in ("left", "right"):
        keep &= a["part"] == 0
    flat = np.stack([vertices @ right, -vertices[:, 1]], 1)
    depth = (vertices @ toward)[faces[keep]].mean(1)
    triangles = shapely.polygons(flat[faces[keep]])
    middle = flat[faces[keep]].mean(1)
    point, triangle = shapely.STRtree(triangles).query(
        shapely.points(middle), predicate="intersects"
    )
    top = np.full(len(middle), -np.inf)
    np.maximum.at(top, point, depth[triangle])
    free = depth >= top - 1e-6
    return middle[free], a["zone"][keep][free]


@pytest.mark.parametrize(("figure", "view"), dr.DRAWINGS)
def test_drawn_zones_are_those_of_the_skin_beneath(figure, view):
    """Between the drawing's smooth borders and the mesh's zigzag only faces on a border may differ."""
    middle, zone = _nearest_facing(figure, view)
    keys = dr.body()["zones"]
    owners = [(key, p) for key, ps in dr.zones(figure, view, "base").items() for p in ps]
    point, owner = shapely.STRtree([p for _, p in owners]).query(
        shapely.points(middle), predicate="within"
    )
    same = np.array([owners[o][0] == keys[zone[p]] for p, o in zip(point, owner, strict=True)])
    assert len(point) > 0.97 * len(middle)
    assert same.mean() > 0.93
