"""What only close-ups need of lines: round instead of angular, and where a part of the body ends."""

from __future__ import annotations

import numpy as np
import shapely
from scipy import ndimage as ndi

from atlas.landmarks import PARTS
from atlas.views import project

#: A turn sharper than this stays a corner.
CORNER_COS = 0.55
SPACING_MM = 1.1
SLIT_MM = 0.12
#: A cut edge this much behind the drawn skin is hidden by it, mm.
HIDDEN_MM = 4.0
#: Slots between the lips narrower than twice this are closed, mm.
LIPS_MM = 1.4


def _tangents(points, closed):
    """Directions with lengths per segment (before, after) (n, 2) each; 0 at corners."""
    step = np.diff(np.vstack([points, points[:1]]) if closed else points, axis=0)
    before = np.roll(step, 1, 0) if closed else np.vstack([step[:1], step])
    after = step if closed else np.vstack([step, step[-1:]])
    a, b = (np.maximum(np.linalg.norm(s, axis=1, keepdims=True), 1e-9) for s in (before, after))
    along = before / a * b + after / b * a
    along /= np.maximum(np.linalg.norm(along, axis=1, keepdims=True), 1e-9)
    return np.where(((before / a) * (after / b)).sum(1, keepdims=True) < CORNER_COS, 0.0, along)


def rounded(points, spacing_mm=SPACING_MM):
    """A line (n, 2) with its bends made round; corners and ends stay."""
    points = np.asarray(points, float)
    closed = len(points) > 3 and np.allclose(points[0], points[-1])
    points = points[:-1] if closed else points
    if len(points) < 3:
        return points
    along = _tangents(points, closed)
    out = []
    for i in range(len(points) - (0 if closed else 1)):
        p, q = points[i], points[(i + 1) % len(points)]
        length = np.hypot(*(q - p))
        t = np.linspace(0, 1, max(1, round(length / spacing_mm)), endpoint=False)[:, None]
        s, r = length * along[i], length * along[(i + 1) % len(points)]
        out.append(
            (1 + 2 * t) * (1 - t) ** 2 * p
            + t * (1 - t) ** 2 * s
            + t**2 * (3 - 2 * t) * q
            + t**2 * (t - 1) * r
        )
    return np.vstack([*out, points[:1] if closed else points[-1:]])


def rounded_polygons(outline):
    """Polygons with round outlines, without the slits that rounding leaves."""
    outline = outline.buffer(SLIT_MM, join_style="mitre").buffer(-SLIT_MM, join_style="mitre")
    return shapely.MultiPolygon(
        [
            shapely.Polygon(rounded(p.exterior.coords), [rounded(r.coords) for r in p.interiors])
            for p in shapely.get_parts(outline)
        ]
    )


def lips_closed(labels, pitch_mm):
    """Zones (h, w) with the slot between the lips filled."""
    reach = round(LIPS_MM / pitch_mm)
    y, x = np.mgrid[-reach : reach + 1, -reach : reach + 1]
    wide = np.pad(labels > 0, reach, mode="edge")
    filled = ndi.binary_closing(wide, x * x + y * y <= reach * reach)[reach:-reach, reach:-reach]
    rows, columns = ndi.distance_transform_edt(
        labels == 0, return_distances=False, return_indices=True
    )
    return np.where(filled, labels[rows, columns], labels)


def ends(figure, field, segments):
    """Lines (k, 2) in mm along which the drawn segments end, where they are seen."""
    if not segments:
        return []
    part = figure.reference.parts[figure.faces].mean(1).argmax(1)
    mine = np.isin(part, [PARTS.index(s) for s in segments])
    shared = np.zeros((2, len(figure.vertices)), bool)
    shared[0, figure.faces[mine]] = True
    shared[1, figure.faces[~mine]] = True
    rim = shared.all(0)
    edges = np.vstack([figure.faces[mine][:, [a, b]] for a, b in ((0, 1), (1, 2), (2, 0))])
    edges = np.unique(np.sort(edges[rim[edges].all(1)], axis=1), axis=0)
    u, v, depth = project(figure.vertices, field.view)
    uv = np.stack([u, v], 1)[edges]
    column, row = field.to_pixels(uv.mean(1)).astype(int).T
    rows, columns = field.inside.shape
    near = (row >= 0) & (row < rows) & (column >= 0) & (column < columns)
    before = field.depth_mm[np.clip(row, 0, rows - 1), np.clip(column, 0, columns - 1)]
    seen = uv[near & (depth[edges].mean(1) > before - HIDDEN_MM)]
    if not len(seen):
        return []
    merged = shapely.line_merge(shapely.MultiLineString(list(seen)))
    return [np.array(line.simplify(0.8).coords) for line in shapely.get_parts(merged)]
