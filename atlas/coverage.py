"""A picture of zone numbers -> polygons that cover the figure with exactly shared borders."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from scipy import ndimage as ndi

from atlas.figure import PITCH_MM
from atlas.tracing import chains, edges_between, smooth
from atlas.zone_keys import MIRROR

BORDER_SIGMA_MM = 5.0
OUTLINE_SIGMA_MM = 1.2
OUTLINE_WIDE_MM = 7.0
BORDER_TOLERANCE_MM = 0.2
OUTLINE_TOLERANCE_MM = 0.12
SMALLEST_MM2 = 60.0
THINNEST_MM = 3.0
#: Label of what lies beyond the median plane when one half is traced.
BEYOND = -1


@dataclass(frozen=True)
class Coverage:
    zones: dict[int, list]  # zone -> polygons, mm
    borders: list  # lines between zones, each once, mm


def _disc(radius):
    y, x = np.mgrid[-radius : radius + 1, -radius : radius + 1]
    return x * x + y * y <= radius * radius + radius


def _nearest_label(labels, wanted):
    """Give the pixels `wanted` the label of the nearest labelled pixel."""
    rows, columns = ndi.distance_transform_edt(
        labels <= 0, return_distances=False, return_indices=True
    )
    return np.where(wanted, labels[rows, columns], labels)


def _specks(labels, smallest, disc):
    """Pixels of slivers and of pieces smaller than a finger would notice."""
    out = np.zeros(labels.shape, bool)
    for zone, where in enumerate(ndi.find_objects(np.maximum(labels, 0)), 1):
        if where is None:
            continue
        wide = tuple(slice(max(0, s.start - 8), s.stop + 8) for s in where)
        mask = labels[wide] == zone
        core = ndi.binary_opening(np.pad(mask, 8, mode="edge"), disc)[8:-8, 8:-8]
        pieces, count = ndi.label(core)
        sizes = np.bincount(pieces.ravel(), minlength=count + 1)
        sizes[0] = 0
        out[wide] |= mask & ~(sizes >= smallest)[pieces]
    return out


def cleaned(labels, skin, pitch_mm=PITCH_MM):
    """Zones without slivers and specks; eyes and mouth belong to the zone that surrounds them."""
    inside, labels = labels > 0, np.where(skin, labels, 0)
    labels = _nearest_label(labels, inside)
    disc = _disc(round(THINNEST_MM / 2 / pitch_mm))
    for _ in range(2):
        specks = _specks(labels, SMALLEST_MM2 / pitch_mm**2, disc)
        labels = _nearest_label(np.where(specks, 0, labels), inside)
    return labels


def _sides(padded, c):
    """Labels on the two sides of a chain's middle edge."""
    k = len(c) // 2
    x, y = np.minimum(c[k], c[k - 1]).astype(int) + 1
    upright = c[k][0] == c[k - 1][0]
    return padded[y, x], padded[y, x - 1] if upright else padded[y - 1, x]


def _traced(padded):
    """Chains of one raster as (line, kind); coordinates are those of the raster without its rim."""
    above, left = padded[1:, 1:-1] != padded[:-1, 1:-1], padded[1:-1, 1:] != padded[1:-1, :-1]
    out = []
    for c in chains(edges_between(above, left)):
        a, b = _sides(padded, c)
        if {int(a), int(b)} == {0, BEYOND}:
            continue
        kind = "middle" if BEYOND in (a, b) else "outline" if 0 in (a, b) else "border"
        out.append((c, kind))
    return out


def _rims(padded):
    """The outline's chains, whole, so that they are smoothed across the ends of zones' borders."""

    def parted(a, b):
        return ((a > 0) != (b > 0)) & (a != BEYOND) & (b != BEYOND)

    above = parted(padded[1:, 1:-1], padded[:-1, 1:-1])
    left = parted(padded[1:-1, 1:], padded[1:-1, :-1])
    return chains(edges_between(above, left))


def _smooth_rim(c, pitch_mm):
    """An outline's chain smoothed; where it ends at the median plane (x 0) it goes on as its image."""
    k = min(len(c) - 1, round(8 * OUTLINE_WIDE_MM / pitch_mm))
    image = c * [-1.0, 1.0]
    before = image[1 : k + 1][::-1] if c[0, 0] == 0 else c[:0]
    after = image[-k - 1 : -1][::-1] if c[-1, 0] == 0 else c[:0]
    whole = np.vstack([before, c, after])
    found = smooth(whole, OUTLINE_SIGMA_MM / pitch_mm, OUTLINE_WIDE_MM / pitch_mm)
    return found[len(before) : len(before) + len(c)]


def _moved(padded, pitch_mm):
    """Where the smoothing takes each corner of the outline: (x, y) -> (x, y)."""
    out = {}
    for c in _rims(padded):
        line = _smooth_rim(c, pitch_mm)
        line[c[:, 0] == 0, 0] = 0.0
        out |= dict(zip(map(tuple, c), line, strict=True))
    return out


def _drawn_to(line, ends, fade):
    """A line whose ends are drawn to where they should be, less and less along it."""
    t = np.arange(len(line))[:, None]
    for at, way in ((0, t), (-1, t[::-1])):
        line = line + (ends[at] - line[at]) * np.exp(-way / fade)
    line[0], line[-1] = ends
    return line


def _shaped(c, kind, moved, pitch_mm):
    ends = [moved.get(tuple(c[i]), c[i]) for i in (0, -1)]
    if kind == "middle":
        line = shapely.LineString(c).simplify(0)
        return shapely.LineString([ends[0], *line.coords[1:-1], ends[1]])
    if kind == "outline":
        line = np.array([moved.get(tuple(p), p) for p in c])
        return shapely.LineString(line).simplify(OUTLINE_TOLERANCE_MM / pitch_mm)
    soft = smooth(c, BORDER_SIGMA_MM / pitch_mm)
    closed = np.array_equal(c[0], c[-1])
    line = soft if closed else _drawn_to(soft, ends, 3.0 / pitch_mm)
    return shapely.LineString(line).simplify(BORDER_TOLERANCE_MM / pitch_mm)


def _rounded(geometry, to_mm):
    return shapely.transform(geometry, lambda p: np.round(to_mm(p), 1))


def _polygonized(lines, labels, to_mm):
    """Polygons by zone (mm, tenths) and the raster label at an inner point of each."""
    found = {}
    for g in shapely.get_parts(
        shapely.polygonize(shapely.get_parts(shapely.node(shapely.MultiLineString(lines))))
    ):
        q = g.representative_point()
        y, x = (
            min(labels.shape[0] - 1, max(0, int(q.y))),
            min(labels.shape[1] - 1, max(0, int(q.x))),
        )
        if labels[y, x] > 0:
            found.setdefault(int(labels[y, x]), []).append(_rounded(g, to_mm))
    return found


def _cover(labels, to_mm, beyond, pitch_mm):
    padded = np.pad(labels, 1)
    if beyond:
        padded[:, 0] = BEYOND
    moved = _moved(padded, pitch_mm)
    traced = [(_shaped(c, kind, moved, pitch_mm), kind) for c, kind in _traced(padded)]
    zones = _polygonized([line for line, _ in traced], labels, to_mm)
    keep = ("border", "middle")
    return zones, [(_rounded(line, to_mm), kind) for line, kind in traced if kind in keep]


def _flip(geometry):
    return shapely.transform(geometry, lambda p: p * [-1.0, 1.0])


def mirrored(coverage):
    """The same drawing seen in a mirror, each zone become that of the other side."""
    zones = {MIRROR[z]: [_flip(g) for g in polygons] for z, polygons in coverage.zones.items()}
    return Coverage(zones, [_flip(line) for line in coverage.borders])


def _joined(half):
    """Both halves; a median zone is joined across the median plane."""
    other = mirrored(half)
    zones = {}
    for z in sorted(half.zones | other.zones):
        pieces = half.zones.get(z, []) + other.zones.get(z, [])
        zones[z] = list(shapely.get_parts(shapely.union_all(pieces))) if MIRROR[z] == z else pieces
    return zones


def cover_half(labels, sign, v0_mm, pitch_mm=PITCH_MM):
    """Front and back: trace the patient's left half (column 0 at the median plane) and mirror it.

    `sign` is +1 where the patient's left is at +u (front), -1 on the back.
    """

    def to_mm(p):
        return p * pitch_mm * [sign, 1.0] + [0.0, v0_mm]

    zones, lines = _cover(labels, to_mm, beyond=True, pitch_mm=pitch_mm)
    half = Coverage(zones, [line for line, kind in lines if kind == "border"])
    middle = [line for line, kind in lines if kind == "middle"]
    joined = _joined(half)
    median = [g for z, polygons in joined.items() if MIRROR[z] == z for g in polygons]
    seam = shapely.union_all(middle).difference(shapely.union_all(median)) if middle else None
    seams = (
        []
        if seam is None
        else [s for s in shapely.get_parts(shapely.line_merge(seam)) if not s.is_empty]
    )
    return Coverage(joined, half.borders + mirrored(half).borders + seams)


def cover(field, labels):
    """Coverage of a side view's labels."""
    zones, lines = _cover(labels, field.to_mm, beyond=False, pitch_mm=field.pitch_mm)
    return Coverage(zones, [line for line, _ in lines])


def silhouette(coverage):
    """The figure's outline: the union of all zones."""
    polygons = [g for found in coverage.zones.values() for g in found]
    return shapely.union_all(polygons)
