"""What only close-ups need of lines: round instead of angular, and where a part of the body ends."""

from __future__ import annotations

import numpy as np
import shapely
from scipy import ndimage as ndi
from scipy.spatial import cKDTree

from atlas.views import project

#: A turn sharper than this stays a corner.
CORNER_COS = 0.55
SPACING_MM = 1.1
SLIT_MM = 0.12
#: An edge of the drawing this near to skin that is left out is a cut; shorter cuts are none, mm and pixels.
NEAR_MM, DOT_MM, SHORTEST_MM, FEWEST = 4.0, 0.8, 15.0, 12
#: Holes in the outline smaller than this are left out, mm2.
HOLE_MM2 = 12.0
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


def _reach(points, closed):
    """How far each point may bend its line (n,): no more than twice its nearer neighbour."""
    step = np.diff(np.vstack([points, points[:1]]) if closed else points, axis=0)
    length = np.hypot(*step.T)
    before = np.roll(length, 1) if closed else np.r_[length[:1], length]
    after = length if closed else np.r_[length, length[-1:]]
    return 2.0 * np.minimum(before, after)


def rounded(points, spacing_mm=SPACING_MM):
    """A line (n, 2) with its bends made round; corners and ends stay."""
    points = np.asarray(points, float)
    closed = len(points) > 3 and np.allclose(points[0], points[-1])
    points = points[:-1] if closed else points
    if len(points) < 3:
        return points
    along, reach = _tangents(points, closed), _reach(points, closed)
    out = []
    for i in range(len(points) - (0 if closed else 1)):
        p, q = points[i], points[(i + 1) % len(points)]
        length = np.hypot(*(q - p))
        t = np.linspace(0, 1, max(1, round(length / spacing_mm)), endpoint=False)[:, None]
        s, r = reach[i] * along[i], reach[(i + 1) % len(points)] * along[(i + 1) % len(points)]
        s, r = (w * min(1.0, length / max(np.hypot(*w), 1e-9)) for w in (s, r))
        out.append(
            (1 + 2 * t) * (1 - t) ** 2 * p
            + t * (1 - t) ** 2 * s
            + t**2 * (3 - 2 * t) * q
            + t**2 * (t - 1) * r
        )
    return np.vstack([*out, points[:1] if closed else points[-1:]])


def _holes(polygon):
    rings = [r.coords for r in polygon.interiors]
    return [r for r in rings if shapely.Polygon(r).area > HOLE_MM2]


def rounded_polygons(outline):
    """Polygons with round outlines, without the slits that rounding leaves."""
    outline = outline.buffer(SLIT_MM, join_style="mitre").buffer(-SLIT_MM, join_style="mitre")
    return shapely.MultiPolygon(
        [
            shapely.Polygon(rounded(p.exterior.coords), [rounded(r) for r in _holes(p)])
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


def ends(figure, field, mine):
    """Where the drawn faces `mine` end although the skin goes on, as a thin area in mm, or None."""
    shared = np.zeros((2, len(figure.vertices)), bool)
    shared[0, figure.faces[mine]] = True
    shared[1, figure.faces[~mine]] = True
    rim = figure.vertices[shared.all(0)]
    row, column = np.nonzero(field.inside & ~ndi.binary_erosion(field.inside, border_value=1))
    if not len(rim) or not len(row):
        return None
    uv = field.to_mm(np.stack([column, row], 1) + 0.5)
    edge = np.column_stack([uv, field.depth_mm[row, column]])
    off, _ = cKDTree(np.stack(project(rim, field.view), 1)).query(edge)
    cut = shapely.points(uv[off < NEAR_MM])
    if len(cut) < FEWEST:
        return None
    area = shapely.union_all(shapely.buffer(cut, DOT_MM, quad_segs=2)).simplify(0.3)
    return shapely.MultiPolygon([p for p in shapely.get_parts(area) if p.length > SHORTEST_MM])
