"""Geometry as SVG path data: tenths of a millimetre, relative, short."""

from __future__ import annotations

import numpy as np
import shapely

SCALE = 10  # tenths of a millimetre


def tenths(points_mm):
    """Coordinates as whole tenths of a millimetre, repeats dropped."""
    p = np.round(np.asarray(points_mm, float) * SCALE).astype(np.int64)
    keep = np.r_[True, (np.diff(p, axis=0) != 0).any(1)]
    return p[keep]


def _number(n):
    text = f"{n / SCALE:.1f}".removesuffix(".0")
    return text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text


def numbers(values):
    """Whole tenths as text; a minus sign separates as well as a blank."""
    out = ""
    for n in values:
        text = _number(int(n))
        out += text if not out or text.startswith("-") else " " + text
    return out


def ring(points_mm):
    """A closed ring; the last point may repeat the first."""
    p = tenths(points_mm)
    p = p[:-1] if len(p) > 1 and (p[0] == p[-1]).all() else p
    return f"M{numbers(p[0])}l{numbers(np.diff(p, axis=0).ravel())}z" if len(p) > 2 else ""


def polygon(geometry):
    """Polygons with their holes (fill-rule evenodd or nonzero by orientation)."""
    return "".join(
        ring(p.exterior.coords) + "".join(ring(i.coords) for i in p.interiors)
        for p in shapely.get_parts(geometry)
        if isinstance(p, shapely.Polygon)
    )


def curve(points_mm):
    """A smooth line through the points (Catmull-Rom as cubic Beziers)."""
    c = np.asarray(points_mm, float)
    closed = len(c) > 3 and np.allclose(c[0], c[-1])
    if len(c) == 2:
        p = tenths(c)
        return f"M{numbers(p[0])}l{numbers((p[1:] - p[0]).ravel())}" if len(p) == 2 else ""
    around = np.vstack([c[-2] if closed else c[0], c, c[1] if closed else c[-1]])
    p = np.round(c * SCALE).astype(np.int64)
    tangents = (around[2:] - around[:-2]) / 6
    parts = []
    for i in range(len(c) - 1):
        handles = np.vstack([c[i] + tangents[i], c[i + 1] - tangents[i + 1], c[i + 1]])
        parts.append((np.round(handles * SCALE).astype(np.int64) - p[i]).ravel())
    return f"M{numbers(p[0])}c{numbers(np.concatenate(parts))}" + ("z" if closed else "")


def polyline(points_mm):
    """An open or closed line of straight pieces."""
    p = tenths(points_mm)
    return f"M{numbers(p[0])}l{numbers(np.diff(p, axis=0).ravel())}" if len(p) > 1 else ""


def polylines(lines):
    return "".join(polyline(line) for line in lines)
