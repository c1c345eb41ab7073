"""The shade of the drawings: the same left and right, and the landmarks of the back stand out."""

import re
from functools import lru_cache

import pytest
import shapely

from atlas import intermediate
from atlas.theme import DARK
from tests.atlas import drawings as dr

FRONTAL = [d for d in dr.DRAWINGS if d[1] in ("front", "back")]
#: Pale colours of the four depths in the dark theme (static/css/tokens.css).
DEPTHS = ("#3fd0c0", "#f5a94b", "#8fb0ff", "#ff8aa3")


@lru_cache
def coats(figure, view):
    """Every coat of shade of the skin: (opacity, polygons made one)."""
    skin = dr.group(dr.tree(figure, view), "skin")
    found = []
    for group in skin.iter():
        if dr.tag(group) == "g" and "--tone" in (group.get("fill") or ""):
            for path in group:
                shape = shapely.union_all([p.buffer(0) for p in dr.polygons(path.get("d"))])
                shapely.prepare(shape)
                found.append((float(group.get("fill-opacity")), shape))
    return found


def shade(figure, view, u, v):
    """Opacity of the coats at a place of the drawing, together."""
    spot = shapely.Point(u, v)
    return sum(opacity for opacity, shape in coats(figure, view) if shape.covers(spot))


@lru_cache
def marks(figure):
    return intermediate.load().landmarks(figure)


def back(figure, xs, s):
    """Shade at a place of the back: xs 0 at the midline, 1 at the shoulder; s 0 at the hips, 1 at C7."""
    m = marks(figure)
    return shade(figure, "back", -xs * m.x_shoulder, -(m.y_hip + s * m.trunk_mm))


@pytest.mark.parametrize(("figure", "view"), FRONTAL)
def test_light_falls_alike_on_left_and_right(figure, view):
    """Contours are traced with a tolerance, so a spot may be one coat off, seldom two."""
    outline = dr.outline(figure, view, "base")
    _, top, right, bottom = outline.bounds
    grid = [(u, v) for u in range(4, int(right), 11) for v in range(int(top), int(bottom), 11)]
    spots = [spot for spot in grid if outline.covers(shapely.Point(spot))]
    off = sorted(abs(shade(figure, view, u, v) - shade(figure, view, -u, v)) for u, v in spots)
    assert off[len(off) * 97 // 100] < 0.045
    uneven = sum(shade(figure, view, u, v) - shade(figure, view, -u, v) for u, v in spots)
    assert abs(uneven) < 0.0015 * len(off)


@pytest.mark.parametrize("figure", dr.FIGURES)
@pytest.mark.parametrize(
    ("name", "darker", "lighter"),
    [
        ("spinous furrow, erector column", (0.0, 0.33), (0.24, 0.33)),
        ("spinous furrow of the chest", (0.0, 0.62), (0.17, 0.62)),
        ("below C7, C7", (0.0, 0.972), (0.0, 1.0)),
        ("beside the scapula, its medial border", (0.33, 0.76), (0.43, 0.76)),
        ("below the scapular spine, the spine", (0.72, 0.852), (0.72, 0.893)),
        ("below the inferior angle, the angle", (0.51, 0.628), (0.53, 0.672)),
        ("above the iliac crest, the crest", (0.60, 0.25), (0.60, 0.218)),
        ("dimple, beside it", (0.267, 0.138), (0.40, 0.15)),
        ("cleft, buttock", (0.0, 0.0), (0.35, 0.0)),
    ],
)
def test_landmarks_of_the_back_are_seen(figure, name, darker, lighter):
    assert back(figure, *darker) > back(figure, *lighter) + 0.015, name


def luminance(colour):
    channels = [int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(a, b):
    low, high = sorted((luminance(a), luminance(b)))
    return (high + 0.05) / (low + 0.05)


def drawn(colour, cover):
    """A colour under black coats of shade."""
    return "#" + "".join(
        f"{round(int(colour[k : k + 2], 16) * (1 - cover)):02x}" for k in (1, 3, 5)
    )


@pytest.mark.parametrize("colour", [*DEPTHS, DARK["skin-line"], DARK["zone-border"]])
def test_marks_and_borders_stand_out_on_dark_skin(colour):
    """Three quarters of the skin are drawn under more shade than this."""
    assert contrast(colour, drawn(DARK["skin"], 0.11)) >= 3.0


def test_the_pages_dark_theme_is_the_drawings():
    css = (dr.ROOT / "static/css/tokens.css").read_text("utf-8")
    for name in ("skin", "skin-line", "hair", "eye-white", "lips", "tone", "crease"):
        found = re.findall(rf"--{name}: (#[0-9a-f]{{6}});", css)
        assert found[-2:] == [DARK[name]] * 2, name
    assert all(f"#{c[1:]}" in css for c in DEPTHS)
