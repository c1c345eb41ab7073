"""What a doctor might mark, and how a finger misses it: random marks of every kind.

`cases(sex, kind, rng)` gives pairs of marks: as they were meant, and as the finger drew them.
A finger errs by 2.5 mm (standard deviation along each axis of the drawing, at the scale of the
skin): the error of an outline or a stroke runs along with it (correlation length 30 mm), that of
a point is its own. Nobody has measured this finger; it is what a fingertip on a tablet does at
the scale of a region.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from mesomap.body.anchors import from_view
from mesomap.body.atlas import load
from mesomap.body.drawings import project
from mesomap.body.uncertainty import family_of_face
from mesomap.body.zones import ZONES
from mesomap.domain.depths import Depth
from mesomap.domain.marks import VIEWS, Kind, Mark

FINGER_MM, ALONG_MM = 2.5, 30.0
#: Corners of an outline or stroke, as a finger's path is thinned.
CORNER_MM = 6.0
#: Skin that a doctor would draw on in a view faces it within 66°.
FACING = 0.4
KINDS = ("points", "outlines", "strokes", "zones", "mixes")
#: Numbers of the zones' first version, so that finer ones do not change the cases.
FIRST_ZONES = slice(1, 174)
#: Zones that nobody treats.
NEVER = ("genital", "periorbital")


@lru_cache(maxsize=16)
def _facing(figure, view):
    """Faces that a view shows well, and the middles (n, 2) mm they are drawn at."""
    atlas = load()
    corner = atlas.figures[figure][atlas.faces]
    normal = np.cross(corner[:, 1] - corner[:, 0], corner[:, 2] - corner[:, 0])
    normal /= np.linalg.norm(normal, axis=1, keepdims=True)
    toward = {"front": (0, 0, 1), "back": (0, 0, -1), "left": (1, 0, 0), "right": (-1, 0, 0)}
    face = np.flatnonzero(normal @ np.array(toward[view]) > FACING)
    return face, project(corner.mean(1), view)[0][face]


def place(figure, rng):
    """Somewhere on a drawing: view, (u, v) mm. Every family of zones as often as any other."""
    view = str(rng.choice(VIEWS))
    face, middle = _facing(figure, view)
    family = family_of_face()[face]
    wanted = rng.choice(np.unique(family))
    return view, middle[rng.choice(np.flatnonzero(family == wanted))]


def missed(path, rng, closed):
    """A path (n, 2) as the finger draws it."""
    step = np.linalg.norm(np.diff(path, axis=0, append=path[:1]), axis=1)
    at, whole = np.r_[0.0, np.cumsum(step)[:-1]], step.sum()
    gap = np.abs(at[:, None] - at[None])
    gap = np.minimum(gap, whole - gap) if closed else gap
    like = np.exp(-0.5 * (gap / ALONG_MM) ** 2) + 1e-6 * np.eye(len(path))
    value, axes = np.linalg.eigh(like)
    return path + (axes * np.sqrt(np.maximum(value, 0))) @ rng.normal(0, FINGER_MM, path.shape)


def _on_skin(figure, view, meant, drawn):
    """Anchors of both paths, or None where one leaves the skin."""
    found = [from_view(figure, view, path) for path in (meant, drawn)]
    return None if any(a is None for path in found for a in path) else found


def _blob(rng, reach):
    """A closed outline round the origin, as people draw them: oval, uneven."""
    angle = np.linspace(0, 2 * np.pi, 180, endpoint=False)
    wave = sum(rng.normal(0, 0.18 / k) * np.cos(k * angle + rng.uniform(0, 7)) for k in (2, 3, 4))
    long = np.exp(rng.uniform(0, 0.5))
    ring = np.stack([np.cos(angle) * long, np.sin(angle) / long], 1) * np.exp(wave)[:, None] * reach
    turn = rng.uniform(0, np.pi)
    ring = ring @ np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
    length = np.linalg.norm(np.diff(ring, axis=0, append=ring[:1]), axis=1).sum()
    return ring[:: max(1, int(180 * CORNER_MM / length))]


def _drawn(kind, figure, view, meant, rng, name, **extra):
    drawn = missed(meant, rng, closed=kind is Kind.PATCH)
    found = _on_skin(figure, view, meant, drawn)
    if found is None:
        return None
    return tuple(
        Mark(name, kind, (Depth.IDS,), tuple(path), view=view, figure=figure, **extra)
        for path in found
    )


def outline(figure, rng, name, at=None):
    """One outline of 20 to 100 mm reach: (meant, drawn), or None off the skin."""
    view, middle = at or place(figure, rng)
    reach = np.exp(rng.uniform(np.log(20), np.log(100)))
    return _drawn(Kind.PATCH, figure, view, middle + _blob(rng, reach), rng, name)


def stroke(figure, rng, name, at=None):
    """One stroke: a bent line, or a zigzag over a field."""
    view, middle = at or place(figure, rng)
    long = np.exp(rng.uniform(np.log(50), np.log(250)))
    turn = rng.uniform(0, np.pi)
    if rng.random() < 0.3:
        gap, rows = rng.uniform(6, 14), int(rng.integers(3, 6))
        row = np.linspace(-long / 6, long / 6, max(3, int(long / 3 / CORNER_MM)))
        path = [(x * (-1) ** k, gap * (k - rows / 2)) for k in range(rows) for x in row]
    else:
        along = np.linspace(-long / 2, long / 2, max(4, int(long / CORNER_MM)))
        bend = rng.normal(0, 0.4) / long
        path = [(x, bend * x * x) for x in along]
    path = np.array(path) @ np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
    width = float(rng.choice([5.0, 5.0, 10.0]))
    return _drawn(Kind.STROKE, figure, view, middle + path, rng, name, width_mm=width)


def points(figure, rng, name, at=None):
    """A field of points, a grid with an eye's unevenness: lists of (meant, drawn)."""
    view, middle = at or place(figure, rng)
    depth = Depth.IDP if rng.random() < 0.6 else Depth.IDS
    gap = (5 if depth is Depth.IDS else 10) * rng.uniform(0.6, 3.2)
    side = int(rng.integers(1, 7))
    row = (np.arange(side) - (side - 1) / 2) * gap
    grid = np.stack(np.meshgrid(row, row), -1).reshape(-1, 2)
    meant = middle + grid + rng.normal(0, 0.08 * gap, grid.shape)
    drawn = meant + rng.normal(0, FINGER_MM, meant.shape)
    both = [from_view(figure, view, path) for path in (meant, drawn)]
    return [
        tuple(Mark(f"{name}{i}", Kind.POINT, (depth,), (a,)) for a in pair)
        for i, pair in enumerate(zip(*both, strict=True))
        if None not in pair
    ]


def zones(rng, name, count):
    """Whole zones, often of one region: (meant, drawn) are the same."""
    keys = [k for k in load().zone_keys[FIRST_ZONES] if ZONES[k].base not in NEVER]
    first = str(rng.choice(keys))
    near = [k for k in keys if ZONES[k].region == ZONES[first].region]
    more = [str(rng.choice(near if rng.random() < 0.6 else keys)) for _ in range(count - 1)]
    marks = [Mark(f"{name}{k}", Kind.ZONE, (Depth.IDS,), zone=k) for k in sorted({first, *more})]
    return [(m, m) for m in marks]


def _several(make, figure, rng, name, most):
    """One to `most` outlines or strokes, half of the time near each other."""
    count, at, found = int(rng.integers(1, most + 1)), place(figure, rng), []
    for i in range(count):
        here = (at[0], at[1] + rng.normal(0, 40, 2)) if i == 0 or rng.random() < 0.5 else None
        found.append(make(figure, rng, f"{name}{i}", here))
    return [pair for pair in found if pair is not None]


def case(figure, kind, rng):
    """Marks of a kind, as they were meant and as they were drawn: two lists, never empty."""
    while True:
        pairs = _pairs(figure, kind, rng)
        if pairs:
            return [m for m, _ in pairs], [d for _, d in pairs]


def _pairs(figure, kind, rng):
    if kind == "points":
        return points(figure, rng, "p") + (points(figure, rng, "q") if rng.random() < 0.4 else [])
    if kind == "outlines":
        return _several(outline, figure, rng, "o", 3)
    if kind == "strokes":
        return _several(stroke, figure, rng, "s", 3)
    if kind == "zones":
        return zones(rng, "z", int(rng.integers(1, 5)))
    at = place(figure, rng)
    some = [outline(figure, rng, "o", at), stroke(figure, rng, "s")]
    pairs = [pair for pair in some if pair is not None] + points(
        figure, rng, "p", None if rng.random() < 0.5 else at
    )
    pairs += zones(rng, "z", 1) if rng.random() < 0.4 else []
    return pairs if len({d.kind for _, d in pairs}) > 1 else []
