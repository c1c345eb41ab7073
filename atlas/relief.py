"""Landmarks as relief: ridges and furrows along lines on the skin, told in 3-D and lit in any view."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

import numba
import numpy as np
from scipy.interpolate import PchipInterpolator

from atlas.views import axes_of

SPACING_MM = 2.0
#: A form is felt this many radii away.
REACH = 3.0
MIRROR = np.array([-1.0, 1.0, 1.0])


@dataclass(frozen=True)
class Form:
    """A ridge (height > 0) or furrow (< 0) along a line; `tone` darkens it from wherever the light comes.

    Where `right_mm` is given, the form falls off over `radius_mm` to the left of its line (seen from
    outside, walking along it) and over `right_mm` to the right: an edge instead of a cord.
    """

    name: str
    points: np.ndarray  # (k, 3) mm on the skin, of the patient's left or the median plane
    height_mm: float
    radius_mm: float
    tone: float = 0.0
    ends: tuple[float, float] = (0.35, 0.35)  # shares of the line over which it rises and falls
    median: bool = False
    right_mm: float | None = None
    bone: bool = True  # softened where fat covers it; else a fold that fat does not flatten


@dataclass(frozen=True)
class Relief:
    """What forms add to a view's skin, pixel by pixel (h, w)."""

    height_mm: np.ndarray
    tone: np.ndarray
    hollow: np.ndarray  # curvature, without unit: > 0 in furrows, < 0 on ridges


def softened(forms, leanness):
    """Forms under more (leanness < 1) or less (> 1) fat than the adult figures have."""
    return [
        replace(f, height_mm=leanness * f.height_mm, tone=leanness * f.tone) if f.bone else f
        for f in forms
    ]


def smooth_line(points, spacing_mm=SPACING_MM):
    """A smooth line through the points, at even spacing (n, 3), and its share of the way (n,)."""
    points = np.ascontiguousarray(np.atleast_2d(np.asarray(points, float)))
    if len(points) == 1:
        return points, np.array([0.5])
    return _smooth(points.tobytes(), spacing_mm)


@lru_cache(maxsize=4096)
def _smooth(points, spacing_mm):
    """Each line is wanted by every view."""
    points = np.frombuffer(points).reshape(-1, 3)
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


def _directions(field):
    """Screen right, up and toward the viewer as world directions (3,)."""
    right, toward = axes_of(field.view)
    return right, np.cross(toward, right), toward


def points_of(field):
    """Points (h, w, 3) that the view shows; nonsense outside the figure."""
    rows, columns = field.inside.shape
    u = (np.arange(columns) + 0.5) * field.pitch_mm + field.u0_mm
    v = (np.arange(rows) + 0.5) * field.pitch_mm + field.v0_mm
    right, up, toward = _directions(field)
    flat = u[None, :, None] * right + field.depth_mm[..., None] * toward
    return flat - up * v[:, None, None]


@numba.njit(cache=True)
def _nearest(line, weight, depth, inside, frame, reach, best, felt, side):
    """For each pixel: squared distance (mm) to the line, the weight there and the side of it.

    `line` (n, 3) is in the view's u, v, depth; `frame` is u, v of the first pixel and the pitch.
    """
    u0, v0, pitch = frame
    rows, columns = inside.shape
    for k in range(max(1, len(line) - 1)):
        m = min(k + 1, len(line) - 1)
        au, av, az = line[k]
        du, dv, dz = line[m, 0] - au, line[m, 1] - av, line[m, 2] - az
        length2 = max(du * du + dv * dv + dz * dz, 1e-9)
        x0 = max(0, int((min(au, au + du) - reach - u0) / pitch))
        x1 = min(columns, int((max(au, au + du) + reach - u0) / pitch) + 2)
        y0 = max(0, int((min(av, av + dv) - reach - v0) / pitch))
        y1 = min(rows, int((max(av, av + dv) + reach - v0) / pitch) + 2)
        for y in range(y0, y1):
            pv = v0 + y * pitch - av
            for x in range(x0, x1):
                if not inside[y, x]:
                    continue
                pu = u0 + x * pitch - au
                pz = depth[y, x] - az
                t = min(1.0, max(0.0, (pu * du + pv * dv + pz * dz) / length2))
                qu, qv, qz = pu - t * du, pv - t * dv, pz - t * dz
                d2 = qu * qu + qv * qv + qz * qz
                if d2 < best[y, x]:
                    best[y, x] = d2
                    felt[y, x] = weight[k] + t * (weight[m] - weight[k])
                    side[y, x] = du * pv - dv * pu


def _window(field, line, reach_mm):
    """Slices of the raster that a line (u, v, depth) can touch."""
    uv = line[:, :2]
    low = np.floor(field.to_pixels(uv.min(0) - reach_mm)).astype(int)
    high = np.ceil(field.to_pixels(uv.max(0) + reach_mm)).astype(int)
    (x0, y0), (x1, y1) = np.maximum(low, 0), np.maximum(high, 0)
    return slice(y0, y1), slice(x0, x1)


def both_sides(form):
    """The form's line on the left, and its mirror image unless it is median."""
    return [form.points] if form.median else [form.points, form.points * MIRROR]


def _radius(form, side, mirrored):
    """Radius (h, w) on each side of the line."""
    if form.right_mm is None:
        return form.radius_mm
    # v points down: a pixel to the right of the way has side > 0
    right = (side > 0) != mirrored
    return np.where(right, form.right_mm, form.radius_mm)


def _felt(field, form, line, weight, mirrored):
    """Window of the raster, how strongly the form is there (0 to 1), and squared distance in radii."""
    widest = max(form.radius_mm, form.right_mm or 0.0)
    window = _window(field, line, REACH * widest)
    inside = field.inside[window]
    best = np.full(inside.shape, (REACH * widest) ** 2)
    felt, side = np.zeros(inside.shape), np.zeros(inside.shape)
    if inside.any():
        first = [
            (window[1].start + 0.5) * field.pitch_mm + field.u0_mm,
            (window[0].start + 0.5) * field.pitch_mm + field.v0_mm,
        ]
        frame = np.array([*first, field.pitch_mm])
        depth = field.depth_mm[window]
        _nearest(line, weight, depth, inside, frame, REACH * widest, best, felt, side)
    squared = best / _radius(form, side, mirrored) ** 2
    return window, felt * np.exp(-0.5 * squared), squared


def relief_of(field, forms):
    """All forms together -> Relief."""
    right, up, toward = _directions(field)
    view = np.stack([right, -up, toward], 1)
    shape = field.inside.shape
    height, tone, hollow = (np.zeros(shape, np.float32) for _ in range(3))
    for form in forms:
        for k, points in enumerate(both_sides(form)):
            line, share = smooth_line(points)
            weight = taper(share, form.ends) if len(line) > 1 else np.ones(1)
            window, profile, squared = _felt(field, form, line @ view, weight, k == 1)
            height[window] += form.height_mm * profile
            tone[window] += form.tone * profile
            steep = form.height_mm / min(form.radius_mm, form.right_mm or np.inf)
            hollow[window] -= steep * (1 - 0.8 * squared) * profile
    return Relief(height, tone, hollow)


def raised(normal, height, pitch_mm):
    """Normals (h, w, 3) of the skin with the height (h, w) added along them."""
    down, right = np.gradient(height, pitch_mm)
    facing = np.clip(normal[..., 2:], 0, 1)
    slope = np.stack([right, -down, np.zeros_like(down)], -1) * facing
    along = (slope * normal).sum(-1, keepdims=True)
    tilted = normal - (slope - along * normal)
    return tilted / np.maximum(np.linalg.norm(tilted, axis=-1, keepdims=True), 1e-9)
