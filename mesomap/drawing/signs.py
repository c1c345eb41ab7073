"""The sign of each depth: a colour, a shape and a letter, never a colour alone.

Colours, letters and slopes are those of `domain/depths.py`; the tablet's map draws the same shapes.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias, assert_never

import numpy as np
import shapely

from mesomap.domain.depths import LEVELS, Depth

if TYPE_CHECKING:
    from svgwrite import Drawing
    from svgwrite.container import Group

    from mesomap.body.atlas import Floats

Translate: TypeAlias = Callable[[str], str]


#: Colours of the surroundings, by the name of the CSS variable that the web has for them.
COLOURS: Mapping[str, str] = {
    "skin": "#f6e3d3",
    "skin-line": "#8a6a55",
    "paper": "#ffffff",
    "ink": "#22292d",
}


def paint(name: str, theme: str) -> str:
    """Colour of a depth or surrounding: a CSS variable on the web, the colour itself on paper."""
    colour = LEVELS[Depth(name)].colour if name in Depth.__members__ else COLOURS[name]
    if theme == "paper":
        return colour
    variable = f"depth-{name.lower()}" if name in Depth.__members__ else name
    return f"var(--{variable},{colour})"


def number(value: float) -> str:
    """Write a length in mm with one decimal at most, the same on every machine."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def path_of(line: Any, *, closed: bool = True) -> str:
    """Write coordinates (n, 2) as path data."""
    points = [f"{number(u)} {number(v)}" for u, v in line]
    return "M" + "L".join(points) + ("Z" if closed else "")


@dataclass(frozen=True, slots=True)
class Pen:
    """What everything on one drawing is drawn with. `size_mm` is half the width of a sign."""

    svg: Drawing
    theme: str
    size_mm: float
    lang: str
    translate: Translate

    def paint(self, name: str) -> str:
        return paint(name, self.theme)


def point_sign(pen: Pen, depth: Depth, at: Floats, size_mm: float) -> Any:
    """Draw the sign of a point, `size_mm` its half width."""
    u, v = round(float(at[0]), 1), round(float(at[1]), 1)
    svg, colour, halo = pen.svg, pen.paint(depth.value), pen.paint("paper")
    edge = round(size_mm * 0.22, 2)
    match depth:
        case Depth.IED:
            reach = size_mm * 1.2
            dash = path_of([(u - reach, v + reach / 3), (u + reach, v - reach / 3)], closed=False)
            return svg.path(dash, fill="none", stroke=colour, stroke_width=round(size_mm * 0.7, 2))
        case Depth.IDS:
            look = {"fill": halo, "stroke": colour, "stroke_width": round(size_mm * 0.5, 2)}
            return svg.circle((u, v), round(size_mm * 0.75, 2), **look)
        case Depth.IDP:
            look = {"fill": colour, "stroke": halo, "stroke_width": edge}
            return svg.circle((u, v), round(size_mm, 2), **look)
        case Depth.IHD:
            r = size_mm * 1.3
            around = [(u, v - r), (u + r, v), (u, v + r), (u - r, v)]
            return svg.path(path_of(around), fill=colour, stroke=halo, stroke_width=edge)
    assert_never(depth)


def outline_sign(pen: Pen, depth: Depth, shape: shapely.Geometry) -> Group:
    """Draw a filled outline: a pale wash, hatching at the depth's slope, an edge."""
    svg, size_mm, colour = pen.svg, pen.size_mm, pen.paint(depth.value)
    thin = round(size_mm * 0.3, 2)
    group = svg.g(fill="none", stroke=colour, stroke_width=thin)
    area = "".join(_rings(shape))
    group.add(svg.path(area, fill=colour, fill_opacity=0.16, fill_rule="evenodd", stroke="none"))
    hatch = hatching(shape, LEVELS[depth].hatch_deg, size_mm * 2.2)
    if hatch:
        group.add(svg.path(hatch, stroke_opacity=0.7))
    group.add(svg.path(area, stroke_width=round(size_mm * 0.42, 2), stroke_linejoin="round"))
    return group


def hatched(pen: Pen, shape: shapely.Geometry) -> Group:
    """Draw skin that no mark should lie on: a pale wash, close hatching, a broken edge, in ink."""
    svg, ink, size_mm = pen.svg, pen.paint("ink"), pen.size_mm
    group = svg.g(fill="none", stroke=ink, stroke_width=round(size_mm * 0.16, 2), opacity=0.7)
    group["class"] = "avoid"
    area = "".join(_rings(shape))
    group.add(svg.path(area, fill=ink, fill_opacity=0.1, fill_rule="evenodd", stroke="none"))
    lines = hatching(shape, 45.0, size_mm)
    if lines:
        group.add(svg.path(lines))
    dashes = f"{number(size_mm * 0.7)} {number(size_mm * 0.5)}"
    group.add(svg.path(area, stroke_width=round(size_mm * 0.25, 2), stroke_dasharray=dashes))
    return group


def _rings(shape: shapely.Geometry) -> list[str]:
    polygons = [p for p in shapely.get_parts(shape) if p.geom_type == "Polygon"]
    rings = [ring for p in polygons for ring in (p.exterior, *p.interiors)]
    return [path_of(shapely.get_coordinates(ring)[:-1]) for ring in rings]


def hatching(shape: shapely.Geometry, slope_deg: float, step_mm: float) -> str:
    """Path data of parallel lines inside a shape, `step_mm` apart, from the origin of the view."""
    low_u, low_v, high_u, high_v = shape.bounds
    angle = math.radians(slope_deg)
    along = np.array([math.cos(angle), -math.sin(angle)])
    across = np.array([math.sin(angle), math.cos(angle)])
    corners = np.array([(u, v) for u in (low_u, high_u) for v in (low_v, high_v)])
    first, last = np.floor((corners @ across).min() / step_mm), (corners @ across).max() / step_mm
    reach = np.array([(corners @ along).min(), (corners @ along).max()])
    offsets = np.arange(first, last + 1) * step_mm
    ends = offsets[:, None, None] * across + reach[None, :, None] * along
    inside = shapely.intersection(shapely.linestrings(ends), shape)
    lines = [p for p in shapely.get_parts(inside) if p.geom_type == "LineString" and p.length > 1]
    return "".join(path_of(shapely.get_coordinates(line), closed=False) for line in lines)


def stroke_sign(pen: Pen, depth: Depth, lines: Sequence[Floats], width_mm: float) -> Any:
    """Draw a stroke as short dashes, as wide as the skin that it counts for."""
    data = "".join(path_of(line, closed=False) for line in lines)
    return pen.svg.path(
        data,
        fill="none",
        stroke=pen.paint(depth.value),
        stroke_width=round(width_mm, 2),
        stroke_dasharray=f"{number(width_mm * 1.6)} {number(width_mm * 0.9)}",
        stroke_opacity=0.8,
    )


def letter_sign(pen: Pen, depth: Depth, at: Floats) -> Any:
    """Write a depth's letter on a pale disc."""
    u, v = round(float(at[0]), 1), round(float(at[1]), 1)
    svg, size_mm, colour = pen.svg, pen.size_mm * 1.3, pen.paint(depth.value)
    badge = svg.g()
    look = {"stroke": colour, "stroke_width": round(size_mm * 0.25, 2)}
    badge.add(svg.circle((u, v), round(size_mm * 1.5, 2), fill=pen.paint("paper"), **look))
    badge.add(
        svg.text(
            pen.translate(LEVELS[depth].letter),
            insert=(u, round(v + size_mm * 0.75, 2)),
            font_size=round(size_mm * 2.1, 2),
            font_family="Source Sans 3, sans-serif",
            font_weight=600,
            text_anchor="middle",
            fill=colour,
        )
    )
    return badge
