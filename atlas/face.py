"""Open eyes, brows and lips: taken from the rims of the skin and laid on the drawn surface."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import contourpy
import numpy as np
import shapely
from scipy import ndimage as ndi
from scipy.interpolate import CubicSpline
from shapely import affinity

from atlas.people import is_young
from atlas.relief import MIRROR
from atlas.subdivision import edges_of
from atlas.surface import skin_of
from atlas.views import UP, project

IRIS_MM, PUPIL_MM, GLINT_MM = 5.6, 2.4, 1.0
#: The lids of the parametric body stand a little low; the drawn opening is this much taller.
OPENING = {"F": 1.16, "M": 1.10}
#: Rings of the mesh round the mouth's rim that are lips.
LIPS_RING = {"F": 6.6, "M": 5.7}
#: Brow of the patient's left eye: offset from the eye outward and up, and thickness, mm.
BROWS = {
    "F": (
        (-11.4, 15.6, 0.5),
        (-8.6, 15.9, 2.0),
        (-3.0, 16.6, 2.6),
        (4.5, 17.3, 2.4),
        (12.0, 17.2, 1.7),
        (19.5, 14.2, 0.3),
    ),
    "M": (
        (-12.0, 14.5, 0.8),
        (-9.2, 14.8, 2.9),
        (-3.5, 15.4, 3.8),
        (4.5, 15.9, 3.7),
        (12.5, 15.4, 2.7),
        (21.0, 11.8, 0.4),
    ),
}
#: The corners of the mouth are drawn this much higher than the resting mesh has them.
LIFT_MM = 2.4
LASHES_MM = {"F": 1.9, "M": 1.25}
#: Thickness of a child's or an adolescent's brow and lashes beside an adult's; none is a man's.
YOUNG_BROW, YOUNG_LASH = 0.88, 0.9


@dataclass(frozen=True)
class Feature:
    kind: str  # a class of svg.FEATURES
    shape: object  # polygon(s), mm, or points (k, 2) of a line
    width_mm: float | None = None  # of a line


def regions(field, value, level, smallest_mm2):
    """Regions of a raster above a level, smooth, mm."""
    generator = contourpy.contour_generator(z=value, fill_type="OuterOffset")
    for points, offsets in zip(*generator.filled(level, np.inf), strict=True):
        ring = shapely.Polygon(field.to_mm(points[: offsets[1]] + 0.5)).buffer(0)
        if ring.area >= smallest_mm2:
            yield ring.simplify(0.06)


def _eyeballs(field):
    """The openings between the lids that this view shows, from left to right."""
    mask = field.inside & ~field.skin
    soft = ndi.gaussian_filter(mask.astype(float), 1.0)
    return list(regions(field, soft, 0.45, 8.0))


def _tallness(figure):
    """How much taller than the mesh's an opening is drawn; children's are tall enough."""
    return 1.0 if is_young(figure.id) else OPENING[figure.sex]


def _opened(opening, tallness):
    """The opening a little taller, from its lower lid up, its lids as even curves."""
    low = opening.bounds[3]
    tall = affinity.scale(opening, 1.0, tallness, origin=(0, low - 1.0))
    upper, lower = (_even(edge) for edge in _upper_edge(tall))
    return shapely.Polygon(np.vstack([upper, lower[::-1]])).buffer(0)


def _wedge(opening, tallness):
    """The opening seen from the side: a wedge without the mesh's facets."""
    even = opening.buffer(-0.5).buffer(1.0).buffer(-0.5)
    return affinity.scale(even, 1.0, tallness, origin=(0, opening.bounds[3] - 1.0))


def _even(edge, count=22):
    """A lid's line without the mesh's facets, its ends where they were."""
    u = edge[:, 0]
    t = 2 * (u - u[0]) / (u[-1] - u[0]) - 1
    chord = np.interp(t, [-1, 1], edge[[0, -1], 1])
    basis = np.stack([(1 - t * t) * t**k for k in range(3)], 1)
    share, *_ = np.linalg.lstsq(basis, edge[:, 1] - chord, rcond=None)
    fine = -np.cos(np.linspace(0, np.pi, count))
    bow = (1 - fine * fine) * (share[0] + share[1] * fine + share[2] * fine**2)
    v = np.interp(fine, [-1, 1], edge[[0, -1], 1]) + bow
    return np.stack([(fine + 1) / 2 * (u[-1] - u[0]) + u[0], v], 1)


def _disc(centre_mm, radius_mm, view):
    """A disc that looks ahead, as the view shows it: a circle, or an upright ellipse from the side."""
    side = np.array([1.0, 0, 0])
    t = np.linspace(0, 2 * np.pi, 48, endpoint=False)[:, None]
    points = centre_mm + radius_mm * (np.cos(t) * side + np.sin(t) * UP)
    u, v, _ = project(points, view)
    polygon = shapely.Polygon(np.stack([u, v], 1))
    if polygon.area < 0.1 * radius_mm**2:  # edge on: the cornea's bulge gives it some width
        middle = project(centre_mm[None], view)
        return affinity.scale(
            shapely.Point(middle[0][0], middle[1][0]).buffer(radius_mm), 0.30, 1.0
        )
    return polygon


def _upper_edge(opening):
    """The upper lid's line, from corner to corner."""
    ring = np.array(opening.exterior.coords)[:-1]
    a, b = ring[:, 0].argmin(), ring[:, 0].argmax()
    first, second = (
        ring[np.arange(i, i + (j - i) % len(ring) + 1) % len(ring)] for i, j in ((a, b), (b, a))
    )
    upper, lower = (first, second) if first[:, 1].mean() < second[:, 1].mean() else (second, first)
    return upper[np.argsort(upper[:, 0])], lower[np.argsort(lower[:, 0])]


def _thinned(points, tolerance=0.1):
    return np.array(shapely.LineString(points).simplify(tolerance).coords)


def _lash(upper, width_mm, outward):
    """The upper lid's dark edge: thin at the nose, fullest past the middle, a little beyond the corner."""
    way = upper if outward > 0 else upper[::-1]
    ahead = way[-1] - way[-3]
    line = np.vstack([way, way[-1] + 0.5 * ahead / np.linalg.norm(ahead) + [0, -0.35]])
    t = np.linspace(0, 1, len(line))
    thick = width_mm * (0.25 + 0.75 * np.sin(np.pi * t**1.4)) * np.minimum(1, 8 * (1.02 - t))
    low, high = line + np.array([0, 0.2]), line - np.c_[0 * t, thick]
    return shapely.Polygon(np.vstack([low, high[::-1]])).buffer(0)


def _front_eye(figure, field, opening, side):
    """Eye of one side, seen from the front."""
    shape = _opened(opening, _tallness(figure))
    middle, outward = shape.centroid, 1.0 if side == "L" else -1.0
    look_at = np.array([middle.x, -middle.y + 0.4, 0.0])
    upper, lower = _upper_edge(shape)
    crease = affinity.translate(affinity.scale(shapely.LineString(upper), 0.84, 0.86), 0, -3.0)
    yield Feature("eye-white", shape)
    yield Feature("eye-shadow", shape.difference(affinity.translate(shape, 0, 1.6)))
    for kind, radius in (("iris", IRIS_MM), ("pupil", PUPIL_MM)):
        yield Feature(kind, _disc(look_at, radius, field.view).intersection(shape))
    glint = shapely.Point(look_at[0] - 1.9, -look_at[1] - 1.7).buffer(GLINT_MM)
    yield Feature("glint", glint.intersection(shape))
    yield Feature("lash", _lash(upper, _lash_mm(figure), outward))
    yield Feature("lid", _thinned(lower[3:-3]), 0.45)
    yield Feature("lid", _thinned(np.array(crease.coords)), 0.55)


def _lash_mm(figure):
    """Thickness of the upper lid's dark edge."""
    return YOUNG_LASH if is_young(figure.id) else LASHES_MM[figure.sex]


def _brow_outline(figure):
    """Closed outline of the left brow: offsets outward and up from the eye (k, 2)."""
    young = is_young(figure.id)
    u, up, thick = np.array(BROWS["F" if young else figure.sex]).T
    thick = thick * (YOUNG_BROW if young else 1.0)
    fine = np.linspace(0, len(u) - 1, 25)
    u, up, thick = (CubicSpline(np.arange(len(w)), w)(fine) for w in (u, up, thick))
    return np.vstack([np.c_[u, up + thick / 2], np.c_[u, up - thick / 2][::-1]])


def brow_mm(figure, front, side):
    """The brow's outline on the skin (k, 3), found on the front view."""
    eye, sign = figure.marks.joint[f"eye.{side}"], 1.0 if side == "L" else -1.0
    off = _brow_outline(figure)
    x, y = eye[0] + sign * off[:, 0], eye[1] + off[:, 1]
    columns, rows = front.to_pixels(np.stack([x, -y], 1)).astype(int).T
    return np.stack([x, y, front.depth_mm[rows, columns]], 1)


def _brow_on_skin(figure, side):
    """The brow's outline (k, 3), without a front view at hand."""
    skin, off = skin_of(figure), _brow_outline(figure)
    eye = figure.marks.joint["eye.L"]
    line = np.array([skin.at(eye[0] + a, eye[1] + b, "front") for a, b in off])
    return line if side == "L" else line * MIRROR


def _flat(points_mm, view):
    u, v, _ = project(points_mm, view)
    return np.stack([u, v], 1)


def _lips(field, sex):
    ring = np.where(field.inside & (field.ring < 20), LIPS_RING[sex] - field.ring, -4.0)
    soft = ndi.gaussian_filter(ring, 1.0)
    return list(regions(field, soft, 0.0, 20.0))


def _lifted(view, low, high):
    """Moves points (n, 2) of the mouth between u low and high so that its corners rise."""

    def move(p):
        middle, half = (low + high) / 2, (high - low) / 2
        corner = {"left": high, "right": low}.get(view)
        off = (
            (p[:, 0] - middle) / half
            if corner is None
            else 1 - np.abs(p[:, 0] - corner) / (2 * half)
        )
        return p - np.stack([np.zeros(len(p)), LIFT_MM * np.clip(off, -1.2, 1.2) ** 2], 1)

    return move


def _mouth_features(figure, field):
    """Lips and the line between them."""
    lips, line = _lips(field, figure.sex), _mouth(figure, field.view)
    ends = np.array([p.bounds for p in lips]) if lips else line[:, [0, 1, 0, 1]]
    move = _lifted(field.view, ends[:, 0].min(), ends[:, 2].max())
    out = [Feature("lips", shapely.transform(p, move)) for p in lips]
    return [*out, Feature("mouth", move(line), 0.7)]


@lru_cache(maxsize=1)
def rims(figure):
    """Fine vertices on the skin's rims (eyes and mouth), each once."""
    edges, _, count = edges_of(figure.faces[figure.skin])
    return np.unique(edges[count == 1])


def _mouth(figure, view):
    """The line between the lips: middle of upper and lower rim."""
    rim = figure.vertices[rims(figure)]
    rim = rim[rim[:, 1] < figure.marks.y_eye - 25.0]
    if view in ("left", "right"):
        rim = rim[rim[:, 0] * (1 if view == "left" else -1) >= -0.1]
    flat = _flat(rim, view)
    edges = np.linspace(
        flat[:, 0].min() - 0.01, flat[:, 0].max() + 0.01, 14 if view == "front" else 7
    )
    bins = np.digitize(flat[:, 0], edges)
    line = np.array([flat[bins == b].mean(0) for b in np.unique(bins)])
    kept = {"front": slice(1, -1), "left": slice(0, -2), "right": slice(2, None)}
    return line[kept[view]]


def _nostrils(figure, field):
    """Two small shades below the tip of the nose, and the wings' lines beside them."""
    rows, columns = np.nonzero(field.inside)
    u, v = field.to_mm(np.stack([columns, rows], 1) + 0.5).T
    nose = (np.abs(u) < 3) & (v > -figure.marks.y_eye) & (v < -figure.marks.y_eye + 70)
    depth = field.depth_mm[rows[nose], columns[nose]]
    tip = v[nose][depth.argmax()]
    for sign in (-1, 1):
        hole = affinity.scale(
            shapely.Point(sign * 5.6, tip + 7.6).buffer(1, quad_segs=6), 3.0, 1.25
        )
        yield Feature("eye-shadow", affinity.rotate(hole, sign * 14))
        wing = np.array([[13.6, -0.5], [15.4, 2.6], [14.6, 6.2], [12.0, 7.6]])
        yield Feature("lid", wing * [sign, 1] + [0, tip], 0.55)


def _front(figure, field):
    openings = [p for p in _eyeballs(field) if abs(p.centroid.y + figure.marks.y_eye) < 20]
    out = [*_mouth_features(figure, field), *_nostrils(figure, field)]
    for opening in openings:
        side = "L" if opening.centroid.x > 0 else "R"
        out += _front_eye(figure, field, opening, side)
        out.append(Feature("brow", shapely.Polygon(_flat(brow_mm(figure, field, side), "front"))))
    return out


def _lateral(figure, field):
    """One eye in profile."""
    side = "L" if field.view == "left" else "R"
    out = _mouth_features(figure, field)
    brow = shapely.Polygon(_flat(_brow_on_skin(figure, side), field.view)).buffer(0)
    out.append(Feature("brow", brow))
    eye = figure.marks.joint[f"eye.{side}"]
    for opening in _eyeballs(field):
        if abs(opening.centroid.y + figure.marks.y_eye) > 20:
            continue
        shape = _wedge(opening, _tallness(figure))
        ahead = np.array([eye[0], -shape.centroid.y, 0.0])
        front = shape.bounds[0] if field.view == "left" else shape.bounds[2]
        ahead[2] = abs(front) - 0.8
        out.append(Feature("eye-white", shape))
        for kind, radius in (("iris", IRIS_MM), ("pupil", PUPIL_MM)):
            out.append(Feature(kind, _disc(ahead, radius * 0.9, field.view).intersection(shape)))
        upper, lower = _upper_edge(shape)
        out += [Feature("lash", _thinned(upper), 0.75 * LASHES_MM[figure.sex])]
        out += [Feature("lid", _thinned(lower), 0.45)]
    return out


def features(figure, field):
    """All features of the face that a front or side view shows, in drawing order."""
    return _front(figure, field) if field.view == "front" else _lateral(figure, field)
