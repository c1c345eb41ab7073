"""Light and shade as stacked translucent shapes: one light from above and ahead, and soft hollows."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import contourpy
import numpy as np
import shapely
from scipy import ndimage as ndi

from atlas.figure import PITCH_MM, PIXELS
from atlas.relief import raised, relief_of
from atlas.zone_keys import BASES, KEYS

#: Right, up, toward the viewer: from above and ahead, the same for left and right.
LIGHT = np.array([0.0, 0.44, 0.90]) / np.linalg.norm([0.0, 0.44, 0.90])
#: (blur mm, weight) of the crevices' darkening
CREVICES = ((3.0, 0.050), (9.0, 0.022), (26.0, 0.008))
#: (shade, coat of svg.COATS): close steps in the light, where bands would show, wide ones in the dark.
LEVELS = [(0.05 + 0.0225 * k, "tone-warm" if k % 2 else "tone") for k in range(17)]
LEVELS += [(0.44 + 0.05 * k, "tone-deep") for k in range(10)]
#: Blur of broad surfaces, and of what is small: head, hands and feet.
BROAD_MM, FINE_MM = 3.2, 0.95
#: Landmarks under the skin (clavicles, scapulae, spine, knees) are told by turning the normals a
#: little further away from what they are on average within this distance.
RELIEF_MM, RELIEF = 13.0, 0.8
#: (smallest shape mm2, tolerance mm, grid of corners mm) on broad surfaces, and on what is small
BROAD, FINE = (80.0, 1.15, 0.5), (14.0, 0.5, 0.2)
SMALL_PARTS = (
    "hand",
    "finger",
    "thumb",
    "foot",
    "toe",
    "heel",
    "periorbital",
    "nose",
    "perioral",
    "chin",
    "cheek",
    "forehead",
    "temple",
    "jaw",
    "scalp_temporal",
    "auricle",
    "genital",
)
STEP_MM = 5.0
#: Shares of the shade: of what is turned from the light, of the rim, of hollows of the body itself.
TURNED, RIM, HOLLOW_BODY = 0.88, 0.30, 0.9
#: Shares of the landmarks' slope in the light, of their own hollows, of their tone; shade of plain skin.
SLOPE, HOLLOW, TONE, GROUND = 1.15, 0.46, 1.3, 0.08
#: How much of a hollow's weight a crown (ridge, bone under the skin) has in lightening.
CROWN = 0.42
#: From this shade on it deepens at this share only: no black rims, no black throat.
KNEE, DEEP = 0.30, 0.58


def _small_zones():
    bases = [b for b in BASES if b.startswith(SMALL_PARTS)]
    return [i for i, key in enumerate(KEYS) if key.partition(".")[0] in bases]


SMALL = _small_zones()


def _coarse(field):
    """Every second pixel of a field; tone is smooth, and this is four times as fast."""
    picked = {n: np.ascontiguousarray(getattr(field, n)[::2, ::2]) for n in PIXELS}
    shift = 0.5 * field.pitch_mm
    origin = {"u0_mm": field.u0_mm - shift, "v0_mm": field.v0_mm - shift}
    return replace(field, pitch_mm=2 * field.pitch_mm, **origin, **picked)


def _between(values, axis, count):
    """Values with the mean of neighbours between them along an axis, `count` in all."""
    after = np.take(values, range(1, values.shape[axis]), axis)
    last = np.take(values, [-1], axis)
    middle = (values + np.concatenate([after, last], axis)) / 2
    both = np.stack([values, middle], axis + 1)
    shape = list(values.shape)
    shape[axis] *= 2
    return np.take(both.reshape(shape), range(count), axis)


def _refined(values, shape):
    """Values of every second pixel -> values of all (h, w)."""
    return _between(_between(values, 0, shape[0]), 1, shape[1])


def _gaussian(values, sigma):
    """Gaussian blur; a wide one is made on every fourth pixel."""
    if sigma < 10:
        return ndi.gaussian_filter(values, sigma)
    rows, columns = values.shape
    small = ndi.gaussian_filter(ndi.uniform_filter(values, 4, origin=-2)[::4, ::4], sigma / 4)
    wide = np.repeat(np.repeat(small, 4, 0), 4, 1)[:rows, :columns]
    return ndi.uniform_filter(wide, 5)


def blurred(values, inside, sigma):
    """Gaussian blur that knows nothing of what lies outside."""
    weight = _gaussian(inside.astype(np.float32), sigma)
    return _gaussian(np.where(inside, values, 0.0).astype(np.float32), sigma) / np.maximum(
        weight, 1e-6
    )


def crevices(field):
    """How much a spot lies behind its surroundings, 0 to about 0.5."""
    depth = np.where(field.inside, field.depth_mm, 0.0)
    total = np.zeros(depth.shape)
    for sigma_mm, weight in CREVICES:
        behind = blurred(depth, field.inside, sigma_mm / field.pitch_mm) - depth
        total += weight * np.clip(behind, -6.0, 14.0)
    return np.clip(total, -0.06, 0.5)


def _detail(field):
    """0 on broad surfaces, 1 on what is small or near an edge of depth (h, w)."""
    depth = np.where(field.inside, field.depth_mm, 0.0)
    jump = (np.abs(np.diff(depth, axis=0, prepend=depth[:1])) > STEP_MM) | (
        np.abs(np.diff(depth, axis=1, prepend=depth[:, :1])) > STEP_MM
    )
    edge = ndi.binary_dilation(jump & field.inside, iterations=round(3 / field.pitch_mm))
    small = np.isin(field.zone, SMALL) | edge
    return np.clip(ndi.gaussian_filter(small.astype(float), 3.0 / field.pitch_mm), 0, 1)


def relief(field):
    """Normals (h, w, 3) with middling forms carved a little deeper."""
    sigma = RELIEF_MM / field.pitch_mm
    average = np.stack([blurred(field.normal[..., k], field.inside, sigma) for k in range(3)], -1)
    share = RELIEF * np.clip(field.normal[..., 2:], 0, 1) * (1 - _detail(field))[..., None]
    carved = field.normal + share * (field.normal - average)
    return carved / np.maximum(np.linalg.norm(carved, axis=-1, keepdims=True), 1e-9)


def _body(field, light):
    """Shade (h, w) of the body without its landmarks, smooth where it is broad."""
    lit = np.clip(relief(field) @ light, 0, 1)
    rim = (1 - np.clip(field.normal[..., 2], 0, 1)) ** 2
    dark = TURNED * (1 - lit) + RIM * rim + HOLLOW_BODY * crevices(field)
    broad = blurred(dark, field.inside, BROAD_MM / field.pitch_mm)
    fine = blurred(dark, field.inside, FINE_MM / field.pitch_mm)
    share = np.maximum(_detail(field), np.clip(np.abs(fine - broad) / 0.06 - 0.5, 0, 1))
    return broad + ndi.gaussian_filter(share, 1.0 / field.pitch_mm) * (fine - broad)


def shade(field, forms=(), light=LIGHT):
    """0 in full light, 1 in the deepest shade (h, w), of the skin with the landmarks raised on it."""
    shape, field = field.inside.shape, _coarse(field)
    found = relief_of(field, forms)
    slope = (field.normal - raised(field.normal, found.height_mm, field.pitch_mm)) @ light
    hollow = np.where(found.hollow > 0, 1.0, CROWN) * found.hollow
    landmarks = SLOPE * slope + HOLLOW * hollow + TONE * found.tone
    dark = _body(field, light) + landmarks * np.clip(2 * field.normal[..., 2], 0, 1) + GROUND
    behind = blurred(dark, field.inside & field.skin, 2.0 / field.pitch_mm)
    dark = np.where(field.skin, dark, behind)
    dark = np.minimum(dark, KNEE + DEEP * (dark - KNEE))
    return _refined(blurred(dark, field.inside, 0.8 * FINE_MM / field.pitch_mm), shape)


def _runs(flags):
    """Slices of equal flags."""
    cuts = np.flatnonzero(np.diff(flags)) + 1
    return zip(np.r_[0, cuts], np.r_[cuts, len(flags)], strict=True)


def _simplified(ring, small, coarser):
    """A ring in mm with fewer points: fine where `small` (k,), coarse elsewhere."""
    pieces = []
    for a, b in _runs(small):
        run = ring[a : min(b + 1, len(ring))]
        tolerance = coarser * (FINE if small[a] else BROAD)[1]
        pieces.append(
            np.array(shapely.LineString(run).simplify(tolerance).coords)[
                : -1 if b < len(ring) else None
            ]
            if len(run) > 1
            else run
        )
    return np.vstack(pieces)


def _kept(ring_px, detail, to_mm, coarser):
    """The simplified ring, or None where it is too small to be seen."""
    y, x = (
        np.clip(ring_px[:, 1].astype(int), 0, detail.shape[0] - 1),
        np.clip(ring_px[:, 0].astype(int), 0, detail.shape[1] - 1),
    )
    small = detail[y, x]
    ring = to_mm(ring_px)
    area = shapely.Polygon(ring).area
    if area < coarser * (FINE if small.mean() > 0.5 else BROAD)[0]:
        return None
    thin = _simplified(ring, small, coarser)
    return thin if len(thin) > 3 else None


def _contours(values, level, detail, to_mm, coarser):
    generator = contourpy.contour_generator(z=values, fill_type="OuterOffset")
    for points, offsets in zip(*generator.filled(level, np.inf), strict=True):
        rings = [_kept(points[a:b], detail, to_mm, coarser) for a, b in pairwise(offsets)]
        if rings[0] is not None:
            yield shapely.Polygon(rings[0], [r for r in rings[1:] if r is not None])


def layers(field, dark, within=None):
    """Shapes darker than each level, from light to dark: list of lists of polygons, mm.

    They run a little beyond the outline, which clips them, and are coarser on a coarser raster.
    """
    coarser = max(1.0, field.pitch_mm / PITCH_MM) ** 2
    inside = (field.inside if within is None else within)[::2, ::2]
    rows, columns = ndi.distance_transform_edt(~inside, return_distances=False, return_indices=True)
    near = ndi.binary_dilation(inside, iterations=2)
    detail = (_detail(_coarse(field)) > 0.3)[rows, columns] & near

    def to_mm(p):
        return field.to_mm(2 * p + 0.5)

    spread = np.asarray(dark[::2, ::2], np.float32)[rows, columns]
    return [list(_contours(spread, level, detail, to_mm, coarser)) for level, _ in LEVELS]
