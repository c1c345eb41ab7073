"""Thumbnails for the history strip: a silhouette and dots, a few kB each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import svgwrite

from mesomap.body.views import drawn_figure, view_of
from mesomap.domain.depths import Depth
from mesomap.drawing.base import base, silhouette, written
from mesomap.drawing.places import Place, facing, places, views_of
from mesomap.drawing.session_map import Drawn, describe, view_name
from mesomap.drawing.signs import Translate, number, paint, path_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mesomap.domain.marks import Mark

#: Half width of a dot: 1.2 px on a thumbnail 100 px high.
DOT_MM = 20.0
#: A drawing round the marks alone shows so much of the body, at the least.
CLOSE_MM = 560.0
#: Two dots of a depth in one cell of this size look like one.
CELL_MM = 9.0
#: Round for points, square for hypodermic ones, thin for the rest: shape as well as colour.
_CAPS = {Depth.IDP: "round", Depth.IHD: "square", Depth.IDS: "round", Depth.IED: "butt"}
_WIDTHS = {Depth.IDP: DOT_MM, Depth.IHD: DOT_MM, Depth.IDS: DOT_MM * 0.6, Depth.IED: DOT_MM * 0.4}


def thumbnail(
    marks: Sequence[Drawn],
    figure: str,
    view: str | None = None,
    *,
    lang: str = "fr",
    translate: Translate = str,
    theme: str = "web",
    close: bool = False,
) -> str:
    """Draw what was laid, small; the view that shows most of it unless one is named.

    `close` leaves out what is far from all marks: for a list, whose drawings are a finger wide.
    """
    standing = [d.mark for d in marks if d.state != "left-out"]
    chosen = view or (facing(figure, standing) if close and standing else _best(figure, standing))
    found = places(figure, chosen, standing)
    if close and 2 * len(found) < len(standing):  # skin that faces a view can be hidden in it
        chosen = _best(figure, standing)
        found = places(figure, chosen, standing)
    figure = drawn_figure(view_of(chosen), figure)
    data = silhouette(figure, chosen, limb=any(p.limb for p in found))
    box = base(figure, chosen, "web").box
    u, v, width, height = _around(found, box) if close and found else box
    svg = svgwrite.Drawing(debug=False)
    for name in ("width", "height", "baseProfile"):
        svg.attribs.pop(name, None)
    svg.viewbox(*(float(number(x)) for x in (u, v, width, height)))
    title = view_name(chosen, lang, translate)
    label = f"{title}. {describe(standing, lang, translate)}"
    svg.update({"class": "thumbnail", "role": "img", "aria-label": label, "data-view": chosen})
    svg.add(svg.path(data, fill=paint("skin", theme), stroke=paint("skin-line", theme),
                     stroke_width=5))  # fmt: skip
    for depth in Depth:
        _depth(svg, depth, [p for p in found if depth in p.mark.depths], theme)
    return written(svg)


def _best(figure: str, marks: Sequence[Mark]) -> str:
    return next(iter(views_of(figure, marks)), "front")


def _around(found: Sequence[Place], box: Sequence[float]) -> tuple[float, ...]:
    """Give the square round all marks, `CLOSE_MM` at the least, shifted into the drawing's box."""
    at = np.concatenate([place.coordinates for place in found])
    low, high = at.min(axis=0), at.max(axis=0)
    side = float(max(CLOSE_MM, 1.4 * (high - low).max()))
    corner = np.array(box[:2])
    last = np.maximum(corner, corner + np.array(box[2:]) - side)
    u, v = np.clip((low + high - side) / 2.0, corner, last)
    return float(u), float(v), side, side


def _depth(svg: svgwrite.Drawing, depth: Depth, found: Sequence[Place], theme: str) -> None:
    """Draw all marks of a depth: outlines as one path, points and strokes as another."""
    colour = paint(depth.value, theme)
    shapes = "".join(_filled(p) for p in found if p.shape is not None)
    if shapes:
        svg.add(svg.path(shapes, fill=colour, fill_opacity=0.45, stroke=colour, stroke_width=6))
    lines = "".join(_dots(p.point for p in found)) + "".join(_thin(found))
    if lines:
        look: dict[str, Any] = {"stroke_width": _WIDTHS[depth], "stroke_linecap": _CAPS[depth]}
        svg.add(svg.path(lines, fill="none", stroke=colour, **look))


def _dots(points: Iterable[Any]) -> Iterable[str]:
    """Write each dot as a line of no length, whose cap is the dot; one a cell."""
    cells = {tuple(np.floor(p / CELL_MM).astype(int)): p for p in points if p is not None}
    return (f"M{p[0]:.0f} {p[1]:.0f}h1" for _, p in sorted(cells.items()))


def _filled(place: Place) -> str:
    parts = getattr(place.shape, "geoms", [place.shape])
    return "".join(path_of(np.round(part.simplify(4).exterior.coords[:-1])) for part in parts)


def _thin(found: Sequence[Place]) -> Iterable[str]:
    for place in found:
        for line in place.lines:
            step = max(1, len(line) // 12)
            kept = np.concatenate([line[::step], line[-1:]])
            yield path_of(np.round(kept), closed=False)
