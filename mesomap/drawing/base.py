"""The figures that sessions are drawn on: the shared drawings, made lighter, and silhouettes."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import numpy as np
import shapely

from mesomap.body.anchors import frontmost
from mesomap.body.atlas import load
from mesomap.body.drawings import Drawing, drawing_of
from mesomap.body.views import view_of
from mesomap.drawing.signs import paint, path_of
from mesomap.resources import resource_dir

if TYPE_CHECKING:
    import svgwrite
    from numpy.typing import NDArray

_log = logging.getLogger(__name__)

SVG = "{http://www.w3.org/2000/svg}"
#: Groups that a session map has no use for: it draws no zones and its own letters.
_LEFT_OUT = frozenset({"zones", "borders", "sides"})
#: The tone is laid in some twenty thin coats; a page that inlines several drawings takes every
#: second one, twice as strong, and softens their edges. Paper has room for all.
TONE_STEP = {"web": 2, "paper": 1}
#: Half-width of that softening, in mm; wider, it would wash out the landmarks.
SOFT_MM = 3.5
#: Places in SVG text where an id is defined or referred to.
_NAMED = re.compile(r' id="|url\(#|href="#')
_VARIABLE = re.compile(r"var\(--[\w-]+,\s*([^)]+)\)")
#: A thumbnail is some 100 px high: detail below this is not seen.
SILHOUETTE_TOLERANCE_MM = 4.0
LEAST_AREA_MM2 = 100.0
LEAST_HOLE_MM = 60.0


@dataclass(frozen=True, slots=True)
class Base:
    """One view of a figure. `box` is (u, v, width, height) in mm; `limb` lies over the marks."""

    box: tuple[float, float, float, float]
    body: tuple[ET.Element, ...]
    limb: tuple[ET.Element, ...]


def written(svg: svgwrite.Drawing, apart: str = "") -> str:
    """Write a drawing without the namespace of events: nothing uses it, and HTML has none.

    `apart` begins every id in it: a page that shows one view twice tells its drawings apart.
    """
    text = str(svg.tostring()).replace(' xmlns:ev="http://www.w3.org/2001/xml-events"', "")
    return _NAMED.sub(rf"\g<0>{apart}-", text) if apart else text


class Raw:
    """Hands an element that was read to svgwrite, as it is."""

    def __init__(self, element: ET.Element) -> None:
        self.element = element

    def get_xml(self) -> ET.Element:
        return self.element


@lru_cache(maxsize=12)
def base(figure: str, view: str, theme: str) -> Base:
    """Read a figure's drawing; on paper its colours are literal, on the web CSS variables.

    Where the file is missing or torn it is the plain silhouette: the marks stay where they are.
    """
    path = resource_dir("static") / "svg" / f"{figure}-{view}.svg"
    try:
        root = ET.fromstring(path.read_text(encoding="utf-8"))  # noqa: S314  our own file
    except (OSError, ValueError, ET.ParseError) as error:
        _log.error("drawing %s cannot be read (%s): its silhouette stands in", path.name, error)
        return _plain(figure, view, theme)
    u, v, width, height = (float(x) for x in root.attrib["viewBox"].split())
    _lighten(root, TONE_STEP[theme])
    if theme == "paper":
        _make_literal(root)
    else:
        _soften(root, f"{figure}-{view}-soft")
    limb = [child for child in root if child.get("class") == "limb"]
    body = [child for child in root if child.get("class") != "limb"]
    return Base((u, v, width, height), tuple(body), tuple(limb))


def _plain(figure: str, view: str, theme: str) -> Base:
    """Stand in for a drawing that cannot be read."""
    known = view_of(view).boxes.get(figure)
    skin = ET.Element("path", {"class": "skin", "d": silhouette(figure, view, limb=True)})
    skin.set("fill", paint("skin", theme))
    skin.set("stroke", paint("skin-line", theme))
    return Base(known or _box_of(figure, view), (skin,), ())


def _box_of(figure: str, view: str) -> tuple[float, float, float, float]:
    corner = drawing_of(load(), figure, view).corner
    low, high = corner.min(axis=(0, 1)), corner.max(axis=(0, 1))
    size = high - low
    return float(low[0]), float(low[1]), float(size[0]), float(size[1])


def _lighten(root: ET.Element, step: int) -> None:
    """Take namespaces, zones and all but one of `step` coats of tone out, in place."""
    for element in root.iter():
        element.tag = element.tag.removeprefix(SVG)
        for child in [c for c in element if c.get("class") in _LEFT_OUT]:
            element.remove(child)
        opacity = element.get("fill-opacity")
        if element.tag == "g" and opacity and step > 1:
            for child in [c for i, c in enumerate(element) if i % step]:
                element.remove(child)
            element.set("fill-opacity", f"{float(opacity) * step:.3f}")


def _soften(root: ET.Element, name: str) -> None:
    """Blur the coats of tone inside their clip, so that few of them still shade smoothly."""
    blur = ET.Element("filter", id=name)
    blur.set("color-interpolation-filters", "sRGB")
    blur.append(ET.Element("feGaussianBlur", stdDeviation=f"{SOFT_MM:g}"))
    root.insert(0, blur)
    for clipped in [g for g in root.iter("g") if g.get("clip-path")]:
        coats = [c for c in clipped if c.tag == "g" and c.get("fill-opacity")]
        if not coats:
            continue
        soft = ET.Element("g", filter=f"url(#{name})")
        clipped.insert(list(clipped).index(coats[0]), soft)
        for coat in coats:
            clipped.remove(coat)
            soft.append(coat)


def _make_literal(root: ET.Element) -> None:
    for element in root.iter():
        for name, value in element.attrib.items():
            if "var(" in value:
                element.set(name, _VARIABLE.sub(r"\1", value))


@lru_cache(maxsize=16)
def silhouette(figure: str, view: str, *, limb: bool = False) -> str:
    """Path data of a figure’s outline, simplified; in side views with its arm or not."""
    drawing = drawing_of(load(), figure, view, limb=limb)
    pieces = shapely.get_parts(shapely.polygonize([shapely.union_all(_rims(drawing))]))
    inside = shapely.get_coordinates(shapely.point_on_surface(pieces))
    skin, _, _ = frontmost(drawing, inside)
    plain = shapely.union_all(pieces[skin >= 0]).simplify(SILHOUETTE_TOLERANCE_MM)
    kept = [p for p in shapely.get_parts(plain) if p.area > LEAST_AREA_MM2]
    return "".join(
        path_of(np.round(shapely.get_coordinates(ring)[:-1]))
        for polygon in kept
        for ring in (polygon.exterior, *(r for r in polygon.interiors if r.length > LEAST_HOLE_MM))
    )


def _rims(drawing: Drawing) -> NDArray[np.object_]:
    """Edges that only one shown face has: where skin turns away or ends, as lines."""
    faces = drawing.atlas.faces[drawing.shown]
    corner = drawing.corner[drawing.shown]
    ends = np.concatenate([faces[:, [0, 1]], faces[:, [1, 2]], faces[:, [2, 0]]])
    lines = np.concatenate([corner[:, [0, 1]], corner[:, [1, 2]], corner[:, [2, 0]]])
    _, first, count = np.unique(
        np.sort(ends, axis=1), axis=0, return_index=True, return_counts=True
    )
    return np.asarray(shapely.linestrings(lines[first[count == 1]]))
