"""The drawings as files: small, without scripts, with names and with the colours of a theme."""

import gzip
import re

import pytest

from atlas.theme import DARK, themed
from tests.atlas import drawings as dr

LIMIT_BYTES = 120_000
ALLOWED = {"svg", "defs", "g", "path", "use", "clipPath", "linearGradient", "stop", "mask", "text"}
PAINTS = ("fill", "stroke", "stop-color")


@pytest.mark.parametrize(("figure", "view"), dr.DRAWINGS)
def test_small_enough(figure, view):
    assert len(gzip.compress(dr.text(figure, view).encode(), 9)) <= LIMIT_BYTES


@pytest.mark.parametrize(("figure", "view"), dr.DRAWINGS)
def test_nothing_that_a_content_security_policy_refuses(figure, view):
    for element in dr.tree(figure, view).iter():
        assert dr.tag(element) in ALLOWED
        assert not {a for a in element.attrib if a == "style" or a.startswith("on")}
        assert element.get("href", "#").startswith("#")


@pytest.mark.parametrize(("figure", "view"), dr.DRAWINGS)
def test_colours_are_custom_properties_with_a_fallback(figure, view):
    fine = re.compile(r"none|url\(#[\w-]+\)|var\(--[\w-]+,#[0-9a-f]{6}\)|#fff|#000")
    used = {e.get(p) for e in dr.tree(figure, view).iter() for p in PAINTS if e.get(p)}
    assert [paint for paint in used if not fine.fullmatch(paint)] == []


@pytest.mark.parametrize(("figure", "view"), dr.DRAWINGS)
def test_every_zone_has_an_id_and_names(figure, view):
    known = {row["key"]: row for row in dr.zone_rows()}
    ids = [e.get("id") for e in dr.tree(figure, view).iter() if e.get("id")]
    assert len(ids) == len(set(ids))
    for layer in ("base", "limb") if view in ("left", "right") else ("base",):
        prefix = f"{figure}-{view}" + ("-limb" if layer == "limb" else "")
        for path in dr.group(dr.layer_root(figure, view, layer), "zones"):
            row = known[path.get("data-zone")]
            assert path.get("id") == f"{prefix}-{row['key']}"
            assert path.get("class") == "zone"
            assert row["fr"]
            assert row["en"]
            assert row["side"] in ("left", "right", "median")


@pytest.mark.parametrize(("figure", "view"), dr.DRAWINGS)
def test_only_zones_take_the_pointer(figure, view):
    """Anything painted over the zones must let the finger through."""
    quiet = {"skin", "cap", "behind", "borders", "lines", "face", "sides"}
    found = [e for e in dr.tree(figure, view).iter() if e.get("class") in quiet]
    assert {e.get("class") for e in found} >= {"skin", "borders", "lines", "face", "sides"}
    assert all(e.get("pointer-events") == "none" for e in found)


@pytest.mark.parametrize(("figure", "view"), dr.DRAWINGS)
def test_user_units_are_the_millimetres_of_the_view(figure, view):
    box = [float(n) for n in dr.tree(figure, view).get("viewBox").split()]
    assert box == dr.body()["figures"][figure][view]
    left, top, right, bottom = dr.outline(figure, view, "base").bounds
    assert box[0] < left < right < box[0] + box[2]
    assert box[1] < top < bottom < box[1] + box[3]


@pytest.mark.parametrize("figure", dr.FIGURES)
@pytest.mark.parametrize(("view", "right", "left"), [("front", -1, 1), ("back", 1, -1)])
def test_letters_stand_at_the_patients_sides(figure, view, right, left):
    letters = dr.group(dr.tree(figure, view), "sides")
    for name, sign in (("side-right", right), ("side-left", left)):
        assert float(dr.group(letters, name).get("x")) * sign > 100


@pytest.mark.parametrize("figure", dr.FIGURES)
def test_the_eyes_are_open(figure):
    face = dr.group(dr.tree(figure, "front"), "face")
    kinds = [e.get("class") for e in face.iter()]
    for kind in ("eye-white", "iris", "pupil", "brow"):
        assert kinds.count(kind) == 2
    whites = [dr.polygons(e.get("d"))[0] for e in face.iter() if e.get("class") == "eye-white"]
    for white in whites:
        left, top, right, bottom = white.bounds
        assert 20 < right - left < 35
        assert 6 < bottom - top < 13


@pytest.mark.parametrize(("figure", "view"), dr.DRAWINGS)
def test_a_theme_replaces_every_variable(figure, view):
    svg = dr.text(figure, view)
    known = set(re.findall(r"var\(--([\w-]+),", svg))
    assert set(DARK) - known <= {"eye-white", "lips"}, (
        "the dark theme names no colour that drawings do not have"
    )
    for colours in ({}, DARK):
        themed_svg = themed(svg, colours)
        assert "var(" not in themed_svg
        assert (DARK["skin"] in themed_svg) == bool(colours)
