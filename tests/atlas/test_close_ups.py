"""The close-ups as drawings: covered by zones, the same on both sides, faded at the rim, small."""

import gzip
import json
import re

import numpy as np
import pytest
import shapely

from tests.atlas import drawings as dr
from tests.atlas.test_files import ALLOWED

LIMIT_BYTES, LIMIT_OF_ALL = 62_000, 4_000_000
ROWS = {
    row["key"]: row
    for row in json.loads((dr.ROOT / "mesomap/body/views.json").read_text("utf-8"))
    if row["kind"] == "close-up"
}
PLATES = [(figure, key) for figure in dr.FIGURES for key in ROWS]
LEFT = [(figure, key) for figure, key in PLATES if key.endswith(".L")]
QUIET = {"skin", "borders", "lines", "hair", "face", "sides"}


@pytest.mark.parametrize(("figure", "key"), PLATES)
def test_the_file_says_what_it_shows_and_how_much(figure, key):
    root = dr.tree(figure, key)
    assert (root.get("data-figure"), root.get("data-view")) == (figure, key)
    assert [float(n) for n in root.get("viewBox").split()] == ROWS[key]["boxes"][figure]
    assert {dr.tag(e) for e in root.iter()} <= ALLOWED
    assert not [e for e in root.iter() if "style" in e.attrib]


@pytest.mark.parametrize(("figure", "key"), PLATES)
def test_ids_are_unique_and_references_lead_to_them(figure, key):
    elements = list(dr.tree(figure, key).iter())
    ids = [e.get("id") for e in elements if e.get("id")]
    assert len(ids) == len(set(ids))
    asked = re.findall(r'url\(#([^)]+)\)|href="#([^"]+)"', dr.text(figure, key))
    assert {a or b for a, b in asked} <= set(ids)


def _window(figure, key):
    """What of a close-up is not faded by half or more."""
    u0, v0, width, height = ROWS[key]["boxes"][figure]
    rim = max(10.0, 0.05 * max(width, height)) / 2
    return shapely.box(u0 + rim, v0 + rim, u0 + width - rim, v0 + height - rim)


@pytest.mark.parametrize(("figure", "key"), PLATES)
def test_zones_cover_what_is_drawn(figure, key):
    zones = dr.zones(figure, key, "base")
    found = [p for ps in zones.values() for p in ps]
    assert shapely.coverage_is_valid(np.array(found))
    assert set(ROWS[key]["zones"]) <= set(zones)
    seen = _window(figure, key)
    union = shapely.union_all(found).intersection(seen)
    outline = dr.outline(figure, key, "base").buffer(0).intersection(seen)
    assert union.symmetric_difference(outline).area < 0.012 * union.area


@pytest.mark.parametrize(("figure", "key"), PLATES)
def test_only_zones_take_the_pointer(figure, key):
    root = dr.tree(figure, key)
    quiet = [e for e in [*root, *dr.layer_root(figure, key, "base")] if e.get("class") in QUIET]
    assert {e.get("class") for e in quiet} == QUIET
    assert all(e.get("pointer-events") == "none" for e in quiet)
    assert dr.group(dr.layer_root(figure, key, "base"), "zones").get("pointer-events") is None


def _greys(gradient):
    return [
        (float(s.get("offset")), s.get("stop-color"), float(s.get("stop-opacity", 1)))
        for s in gradient
    ]


@pytest.mark.parametrize(("figure", "key"), PLATES)
def test_everything_but_the_letters_fades_out_at_the_rim(figure, key):
    root = dr.tree(figure, key)
    prefix = f"{figure}-{key}"
    faded = dr.group(root, "vignette")
    assert faded.get("mask") == f"url(#{prefix}-fade)"
    assert {e.get("class") for e in faded} >= QUIET - {"sides"} | {"zones"}
    assert [e.get("class") for e in root if e.get("class")] == ["vignette", "sides"]
    named = {e.get("id"): e for e in root.iter()}
    across, down = (_greys(named[f"{prefix}-{way}"]) for way in ("across", "down"))
    assert across[0] == (0.0, "#000000", 1.0)
    assert across[-1] == (1.0, "#000000", 1.0)
    assert down[0] == (0.0, "#000", 1.0)
    assert down[-1] == (1.0, "#000", 1.0)
    width, height = ROWS[key]["boxes"][figure][2:]
    whole = next(t for t, grey, _ in across if grey == "#ffffff")
    assert whole * width >= 9.9
    assert whole * width <= 0.06 * max(width, height) + 10.1
    assert next(t for t, _, black in down if black == 0.0) * height == pytest.approx(
        whole * width, abs=0.2
    )


@pytest.mark.parametrize(("figure", "key"), LEFT)
def test_the_right_is_the_exact_mirror_of_the_left(figure, key):
    other = ROWS[key]["mirror"]
    left, right = dr.zones(figure, key, "base"), dr.zones(figure, other, "base")
    assert {dr.mirrored(zone) for zone in left} == set(right)
    for zone, found in left.items():
        turned = shapely.transform(shapely.union_all(found), lambda p: p * [-1, 1])
        assert turned.symmetric_difference(
            shapely.union_all(right[dr.mirrored(zone)])
        ).area == pytest.approx(0, abs=0.01)
    u0, v0, width, height = ROWS[key]["boxes"][figure]
    assert ROWS[other]["boxes"][figure] == [-u0 - width, v0, width, height]
    assert ROWS[other]["mirror"] == key


@pytest.mark.parametrize(("figure", "key"), PLATES)
def test_letters_tell_the_patients_sides(figure, key):
    letters = {e.get("class"): e for e in dr.group(dr.tree(figure, key), "sides")}
    side = ROWS[key]["side"]
    assert set(letters) == ({"side-left", "side-right"} if side == "median" else {f"side-{side}"})
    u0, v0, width, height = ROWS[key]["boxes"][figure]
    for name, letter in letters.items():
        assert letter.text == {"side-left": "G", "side-right": "D"}[name]
        assert u0 < float(letter.get("x")) < u0 + width
        assert v0 < float(letter.get("y")) < v0 + height
    if side == "median":
        off = float(letters["side-left"].get("x")) - float(letters["side-right"].get("x"))
        assert np.sign(off) == np.sign(ROWS[key]["right"][0])


def _bytes(figure, key):
    return len(gzip.compress(dr.text(figure, key).encode(), 9))


def test_small_enough():
    sizes = {plate: _bytes(*plate) for plate in PLATES}
    assert {plate: n for plate, n in sizes.items() if n > LIMIT_BYTES} == {}
    assert sum(sizes.values()) <= LIMIT_OF_ALL


def test_every_part_that_is_treated_has_a_close_up():
    groups = {row["group"] for row in ROWS.values()}
    assert groups >= {
        "face", "scalp", "neck", "shoulder", "armpit", "elbow", "arm", "hand", "pelvis", "spine",
        "knee", "thigh", "calf", "foot",
    }  # fmt: skip


def test_axes_are_unit_vectors_at_a_right_angle():
    for row in ROWS.values():
        right, toward = np.array(row["right"]), np.array(row["toward"])
        assert [right @ right, toward @ toward] == pytest.approx([1, 1], abs=1e-8)
        assert right @ toward == pytest.approx(0, abs=1e-8)
        assert row["opens_from"]
        assert len(row["short_fr"]) <= 9
        assert len(row["short_en"]) <= 9
