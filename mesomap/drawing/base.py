"""The figures that sessions are drawn on: the shared drawings, made lighter, and silhouettes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from xml.etree import ElementTree as ET

import numpy as np
import shapely

from mesomap.drawing.signs import path_of
from mesomap.resources import resource_dir

SVG = "{http://www.w3.org/2000/svg}"
#: Groups that a session map has no use for: it draws no zones and its own letters.
_LEFT_OUT = frozenset({"zones", "borders", "sides"})
#: The tone is laid in some twenty thin coats; a page that inlines several drawings takes every
#: second one, twice as strong. Paper has room for all.
TONE_STEP = {"web": 2, "paper": 1}
_VARIABLE = re.compile(r"var\(--[\w-]+,\s*([^)]+)\)")
#: A thumbnail is some 100 px high: detail below this is not seen.
SILHOUETTE_TOLERANCE_MM = 4.0
LEAST_AREA_MM2 = 100.0


@dataclass(frozen=True, slots=True)
class Base:
    """One view of a figure. `box` is (u, v, width, height) in mm; `limb` lies over the marks."""

    box: tuple[float, float, float, float]
    body: tuple[ET.Element, ...]
    limb: tuple[ET.Element, ...]


class Raw:
    """Hands an element that was read to svgwrite, as it is."""

    def __init__(self, element: ET.Element) -> None:
        self.element = element

    def get_xml(self) -> ET.Element:
        return self.element


@lru_cache(maxsize=16)
def base(figure: str, view: str, theme: str) -> Base:
    """Read a figure's drawing; on paper its colours are literal, on the web CSS variables."""
    path = resource_dir("static") / "svg" / f"{figure}-{view}.svg"
    root = ET.fromstring(path.read_text(encoding="utf-8"))  # noqa: S314  our own file
    u, v, width, height = (float(x) for x in root.attrib["viewBox"].split())
    _lighten(root, TONE_STEP[theme])
    if theme == "paper":
        _make_literal(root)
    limb = [child for child in root if child.get("class") == "limb"]
    body = [child for child in root if child.get("class") != "limb"]
    return Base((u, v, width, height), tuple(body), tuple(limb))


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


def _make_literal(root: ET.Element) -> None:
    for element in root.iter():
        for name, value in element.attrib.items():
            if "var(" in value:
                element.set(name, _VARIABLE.sub(r"\1", value))


@lru_cache(maxsize=32)
def silhouette(figure: str, view: str, *, limb: bool = False) -> str:
    """Path data of a figure's outline, simplified to a few kB; with `limb` the arm's as well."""
    parts = base(figure, view, "web")
    skins = [_first_path(e) for e in parts.body if e.get("class") == "skin"]
    if limb:
        skins += [_first_path(e) for group in parts.limb for e in group.iter("g")
                  if e.get("class") == "skin"]  # fmt: skip
    return "".join(_simple(data) for data in skins)


def _first_path(group: ET.Element) -> str:
    found = next(group.iter("path"))
    return found.attrib["d"]


def _simple(data: str) -> str:
    """Simplify path data of straight lines (`M l Z`, relative or not)."""
    shape = shapely.union_all([shapely.Polygon(ring).buffer(0) for ring in rings_of(data)])
    plain = shape.simplify(SILHOUETTE_TOLERANCE_MM)
    outer = [p.exterior for p in shapely.get_parts(plain) if p.area > LEAST_AREA_MM2]
    return "".join(path_of(np.round(shapely.get_coordinates(ring)[:-1])) for ring in outer)


def rings_of(data: str) -> list[list[tuple[float, float]]]:
    """Read path data of straight lines into rings of coordinates.

    >>> rings_of("M1 2l3 0 0 4Z")
    [[(1.0, 2.0), (4.0, 2.0), (4.0, 6.0)]]
    """
    rings: list[list[tuple[float, float]]] = []
    at = (0.0, 0.0)
    for command, numbers in re.findall(r"([MmLlZz])([^A-Za-z]*)", data):
        figures = [float(x) for x in re.findall(r"-?\d*\.?\d+", numbers)]
        if command in "Mm":
            rings.append([])
        for u, v in zip(figures[::2], figures[1::2], strict=True):
            at = (u, v) if command.isupper() else (at[0] + u, at[1] + v)
            rings[-1].append(at)
    return [ring for ring in rings if len(ring) > 3 or len(rings) == 1]
