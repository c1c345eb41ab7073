"""Light and shade as stacked translucent shapes: one light from the upper left, and soft crevices."""

from __future__ import annotations

import contourpy
import numpy as np
import shapely
from scipy import ndimage as ndi

LIGHT = np.array([-0.42, 0.50, 0.76]) / np.linalg.norm([-0.42, 0.50, 0.76])
#: (blur mm, weight) of the crevices' darkening
CREVICES = ((3.0, 0.050), (9.0, 0.022), (26.0, 0.008))
LEVELS = np.arange(0.13, 0.86, 0.045)
SMALLEST_MM2 = 110.0
TOLERANCE_MM = 0.4
STEP = 2  # the shade is smooth: every second pixel will do


def blurred(values, inside, sigma):
    """Gaussian blur that knows nothing of what lies outside."""
    weight = ndi.gaussian_filter(inside.astype(float), sigma)
    return ndi.gaussian_filter(np.where(inside, values, 0.0), sigma) / np.maximum(weight, 1e-6)


def crevices(field):
    """How much a spot lies behind its surroundings, 0 to about 0.5."""
    depth = np.where(field.inside, field.depth_mm, 0.0)
    total = np.zeros(depth.shape)
    for sigma_mm, weight in CREVICES:
        behind = blurred(depth, field.inside, sigma_mm / field.pitch_mm) - depth
        total += weight * np.clip(behind, -6.0, 14.0)
    return np.clip(total, -0.06, 0.5)


def shade(field, light=LIGHT):
    """0 in full light, 1 in the deepest shade (h, w)."""
    lit = np.clip(field.normal @ light * 0.5 + 0.5, 0, 1)
    rim = (1 - np.clip(field.normal[..., 2], 0, 1)) ** 3
    dark = 1.02 * (1 - lit) ** 0.9 + 0.16 * rim + 0.8 * crevices(field)
    return blurred(dark, field.inside, 0.6 / field.pitch_mm)


def _contours(values, level, to_mm):
    generator = contourpy.contour_generator(z=values, fill_type="OuterOffset")
    for points, offsets in zip(*generator.filled(level, np.inf), strict=True):
        rings = [to_mm(points[a:b]) for a, b in zip(offsets[:-1], offsets[1:], strict=True)]
        outer = shapely.Polygon(rings[0])
        if outer.area < SMALLEST_MM2:
            continue
        holes = [r for r in rings[1:] if shapely.Polygon(r).area > SMALLEST_MM2]
        yield shapely.Polygon(rings[0], holes).simplify(TOLERANCE_MM)


def layers(field, dark, within=None):
    """Shapes darker than each level, from light to dark: list of lists of polygons, mm.

    They run a little beyond the outline, which clips them.
    """
    inside = field.inside if within is None else within
    rows, columns = ndi.distance_transform_edt(~inside, return_distances=False, return_indices=True)
    near = ndi.binary_dilation(inside, iterations=6)
    spread = np.where(near, dark[rows, columns], 0.0)[::STEP, ::STEP]

    def to_mm(p):
        return field.to_mm(p * STEP + 0.5)

    return [list(_contours(spread, level, to_mm)) for level in LEVELS]
