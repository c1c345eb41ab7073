"""Landmarks as relief: ridges and furrows along lines on the skin, told in 3-D and lit in any view."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.interpolate import PchipInterpolator
from scipy.spatial import cKDTree

from atlas.views import VIEWS

SPACING_MM = 2.0
#: A form is felt this many radii away.
REACH = 3.0
MIRROR = np.array([-1.0, 1.0, 1.0])


@dataclass(frozen=True)
class Form:
    """A ridge (height > 0) or furrow (< 0) along a line; `tone` darkens it from wherever the light comes."""

    name: str
    points: np.ndarray  # (k, 3) mm on the skin, of the patient's left or the median plane
    height_mm: float
    radius_mm: float
    tone: float = 0.0
    ends: tuple[float, float] = (0.35, 0.35)  # shares of the line over which it rises and falls
    median: bool = False


def smooth_line(points, spacing_mm=SPACING_MM):
    """A smooth line through the points, at even spacing (n, 3), and its share of the way (n,)."""
    points = np.atleast_2d(np.asarray(points, float))
    if len(points) == 1:
        return points, np.array([0.5])
    way = np.r_[0, np.cumsum(np.linalg.norm(np.diff(points, axis=0), axis=1))]
    t = np.linspace(0, way[-1], max(3, int(way[-1] / spacing_mm) + 1))
    line = PchipInterpolator(way, points, axis=0)(t) if len(points) > 2 else None
    if line is None:
        line = points[0] + (t / way[-1])[:, None] * (points[1] - points[0])
    return line, t / way[-1]


def taper(share, ends):
    """1 along the line, falling softly to 0 toward its ends."""
    rise = np.clip(share / ends[0], 0, 1) if ends[0] else np.ones_like(share)
    fall = np.clip((1 - share) / ends[1], 0, 1) if ends[1] else np.ones_like(share)
    both = np.minimum(rise, fall)
    return both * both * (3 - 2 * both)


def points_of(field):
    """Points (h, w, 3) that the view shows; nonsense outside the figure."""
    rows, columns = field.inside.shape
    u = (np.arange(columns) + 0.5) * field.pitch_mm + field.u0_mm
    v = (np.arange(rows) + 0.5) * field.pitch_mm + field.v0_mm
    right, toward = VIEWS[field.view]
    flat = u[None, :, None] * right + field.depth_mm[..., None] * toward
    return flat + np.array([0, -1.0, 0]) * v[:, None, None]


def _window(field, line, reach_mm):
    """Slices of the raster that a line can touch."""
    right, _ = VIEWS[field.view]
    uv = np.stack([line @ right, -line[:, 1]], 1)
    low = np.floor(field.to_pixels(uv.min(0) - reach_mm)).astype(int)
    high = np.ceil(field.to_pixels(uv.max(0) + reach_mm)).astype(int)
    (x0, y0), (x1, y1) = np.maximum(low, 0), np.maximum(high, 0)
    return slice(y0, y1), slice(x0, x1)


def _profile(field, points, form, line, weight):
    """Window of the raster and how strongly the form is there (0 to 1)."""
    window = _window(field, line, REACH * form.radius_mm)
    inside = field.inside[window]
    out = np.zeros(inside.shape)
    if inside.any():
        off, which = cKDTree(line).query(
            points[window][inside], distance_upper_bound=REACH * form.radius_mm
        )
        near = np.isfinite(off)
        value = np.zeros(len(off))
        value[near] = weight[which[near]] * np.exp(-0.5 * (off[near] / form.radius_mm) ** 2)
        out[inside] = value
    return window, out


def both_sides(form):
    """The form's line on the left, and its mirror image unless it is median."""
    return [form.points] if form.median else [form.points, form.points * MIRROR]


def height_and_tone(field, forms):
    """Height (h, w) in mm that the forms add to the skin, and the tone that they add to its shade."""
    points = points_of(field)
    height, tone = np.zeros(field.inside.shape), np.zeros(field.inside.shape)
    for form in forms:
        for side in both_sides(form):
            line, share = smooth_line(side)
            weight = taper(share, form.ends) if len(line) > 1 else np.ones(1)
            window, profile = _profile(field, points, form, line, weight)
            height[window] += form.height_mm * profile
            tone[window] += form.tone * profile
    return height, tone


def raised(normal, height, pitch_mm):
    """Normals (h, w, 3) of the skin with the height (h, w) added along them."""
    down, right = np.gradient(height, pitch_mm)
    facing = np.clip(normal[..., 2], 0, 1)
    tilted = normal + np.stack([-right * facing, down * facing, np.zeros_like(down)], -1)
    return tilted / np.maximum(np.linalg.norm(tilted, axis=-1, keepdims=True), 1e-9)
