"""Reads the committed drawings back: zone paths become polygons in mm."""

import json
import re
from functools import lru_cache
from pathlib import Path
from xml.etree import ElementTree as ET

import numpy as np
import shapely

ROOT = Path(__file__).resolve().parents[2]
SVG = ROOT / "static/svg"
STATIC = ROOT / "static/body"
FIGURES = ("F", "M")
VIEWS = ("front", "back", "left", "right")
DRAWINGS = [(figure, view) for figure in FIGURES for view in VIEWS]
SIDE_VIEWS = [(figure, view) for figure in FIGURES for view in ("left", "right")]
LAYERS = [(*d, "base") for d in DRAWINGS] + [(*d, "limb") for d in SIDE_VIEWS]

NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)")
RING = re.compile(r"M([^lz]+)l([^z]+)z")


def text(figure, view):
    return (SVG / f"{figure}-{view}.svg").read_text("utf-8")


@lru_cache
def tree(figure, view):
    return ET.fromstring(text(figure, view))


def tag(element):
    return element.tag.rpartition("}")[2]


def group(parent, name):
    """The child whose class is `name`."""
    return next(e for e in parent if e.get("class") == name)


def rings(d):
    """Closed rings (k, 2) of path data `M x y l dx dy ... z`, all of it."""
    assert RING.sub("", d) == "", f"not understood: {RING.sub('', d)[:60]}"
    for start, steps in RING.findall(d):
        first = np.array(NUMBER.findall(start), float)
        rest = np.array(NUMBER.findall(steps), float).reshape(-1, 2)
        yield np.round(np.vstack([first, first + np.cumsum(rest, 0)]), 1)


def polygons(d):
    """Polygons of path data: a ring inside another is its hole."""
    found = [shapely.Polygon(r) for r in rings(d)]
    found.sort(key=lambda p: -p.area)
    out = []
    for ring in found:
        host = next((i for i, p in enumerate(out) if p.contains(ring.representative_point())), None)
        if host is None:
            out.append(ring)
        else:
            out[host] = shapely.Polygon(out[host].exterior, [*out[host].interiors, ring.exterior])
    return out


def layer_root(figure, view, layer):
    """The element that holds a layer's groups; in a close-up that is what fades out."""
    root = tree(figure, view)
    if layer == "base":
        return next((e for e in root if e.get("class") == "vignette"), root)
    return group(root, "limb")


@lru_cache
def zones(figure, view, layer):
    """zone -> polygons, in the order in which they are painted."""
    paths = group(layer_root(figure, view, layer), "zones")
    return {p.get("data-zone"): polygons(p.get("d")) for p in paths}


def all_polygons(figure, view, layer):
    return [p for found in zones(figure, view, layer).values() for p in found]


def outline(figure, view, layer):
    ident = f"{figure}-{view}{'-limb' if layer == 'limb' else ''}-outline"
    path = next(e for e in tree(figure, view).iter() if e.get("id") == ident)
    return shapely.union_all(polygons(path.get("d")))


def area_mm2(found):
    return sum(p.area for p in found)


def mirrored(key):
    base, _, side = key.partition(".")
    return f"{base}.{'R' if side == 'L' else 'L'}" if side else key


@lru_cache
def zone_rows():
    return json.loads((ROOT / "mesomap/body/zones.json").read_text("utf-8"))


@lru_cache
def atlas():
    with np.load(ROOT / "mesomap/body/atlas.npz") as z:
        return {name: z[name] for name in z.files}


@lru_cache
def body():
    return json.loads((STATIC / "body-1.json").read_text("utf-8"))
