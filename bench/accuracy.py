"""Areas of random discs and outlines against a dense sampling of the same mesh.

    python -m bench.accuracy --seed 0 --cases 200 --json

Every face is cut into small triangles whose middles are the samples; nothing of the code under
test is used but the body's vertices and the anchors of the marks. A disc counts the samples in
a ball, an outline those drawn inside it, turned to the viewer and not behind the others (a depth
buffer), both kept to the sheet of skin that hangs together with the anchors.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import deque
from functools import lru_cache
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from mesomap.body import atlas, patient
from mesomap.body.anchors import from_view
from mesomap.body.area import measure
from mesomap.domain.depths import Depth
from mesomap.domain.marks import Kind, Mark
from mesomap.domain.physique import Physique

DISC_PARTS, OUTLINE_PARTS = 24, 16
"""Parts of each edge: samples of about 0.15 and 0.3 mm² on the trunk."""
BUFFER_MM = 2.0
RIGHT = {"front": (1, 0, 0), "back": (-1, 0, 0), "left": (0, 0, -1), "right": (0, 0, 1)}
TOWARD = {"front": (0, 0, 1), "back": (0, 0, -1), "left": (1, 0, 0), "right": (-1, 0, 0)}


def middles(n):
    """Barycentric coordinates (n², 3) of the middles of the n² parts of a triangle."""
    rows = []
    for i in range(n):
        for j in range(n - i):
            rows.append((i + 1 / 3, j + 1 / 3))
            if i + j < n - 1:
                rows.append((i + 2 / 3, j + 2 / 3))
    b = np.array(rows) / n
    return np.column_stack([1 - b.sum(1), b])


def sampled(vertices, faces, n):
    """Samples (nF, n², 3) of faces."""
    return np.einsum("kc,fcx->fkx", middles(n), vertices[faces])


def normals(vertices, faces):
    corner = vertices[faces]
    across = np.cross(corner[:, 1] - corner[:, 0], corner[:, 2] - corner[:, 0])
    double = np.linalg.norm(across, axis=1, keepdims=True)
    return across / double, double[:, 0] / 2


@lru_cache(maxsize=1)
def adjacency():
    """Neighbours of each face, by a dictionary of edges."""
    edges = {}
    for face, corners in enumerate(atlas.load().faces.tolist()):
        for i in range(3):
            edges.setdefault(frozenset((corners[i], corners[i - 1])), []).append(face)
    out = [[] for _ in range(atlas.load().face_count)]
    for pair in edges.values():
        if len(pair) == 2:
            out[pair[0]].append(pair[1])
            out[pair[1]].append(pair[0])
    return out


def connected(start, allowed):
    """Faces of `allowed` that hang together with `start`."""
    found, queue = set(), deque(f for f in start if f in allowed)
    while queue:
        face = queue.popleft()
        if face not in found:
            found.add(face)
            queue.extend(f for f in adjacency()[face] if f in allowed and f not in found)
    return found


def disc_case(rng, body):
    """A handful of points close together: marks, and their area by sampling."""
    faces, vertices = body.atlas.faces, body.vertices
    normal, area = normals(vertices, faces)
    centroid = vertices[faces].mean(1)
    radius = rng.uniform(4.0, 20.0)
    first = rng.choice(len(faces), p=area / area.sum())
    near = np.flatnonzero(np.linalg.norm(centroid - centroid[first], axis=1) < 2.5 * radius)
    chosen = [first, *rng.choice(near, rng.integers(0, 6))]
    anchors = []
    for face in chosen:
        b = rng.dirichlet((1, 1, 1))
        anchors.append((int(face), float(b[1]), float(b[2])))
    local = np.flatnonzero(np.linalg.norm(centroid - centroid[first], axis=1) < 4 * radius + 25)
    samples = sampled(vertices, faces[local], DISC_PARTS)
    inside = np.zeros(samples.shape[:2], dtype=bool)
    for face, b1, b2 in anchors:
        centre = np.array([1 - b1 - b2, b1, b2]) @ vertices[faces[face]]
        ball = np.linalg.norm(samples - centre, axis=2) < radius
        touched = local[ball.any(1) & (normal[local] @ normal[face] > -0.2)]
        sheet = connected([face], set(touched.tolist()) | {face})
        inside |= ball & np.isin(local, list(sheet))[:, None]
    marks = [
        Mark(str(i), Kind.POINT, (Depth.IDP,), (a,), radius_mm=radius)
        for i, a in enumerate(anchors)
    ]
    return marks, float((inside.mean(1) * area[local]).sum())


def drawn(points, view):
    right, toward = np.array(RIGHT[view]), np.array(TOWARD[view])
    down = -np.cross(toward, right)
    return points @ np.stack([right, down], 1), points @ toward


def in_polygon(points, polygon):
    """Even-odd rule, for points (…, 2)."""
    x, y = points[..., 0], points[..., 1]
    inside = np.zeros(x.shape, dtype=bool)
    near = ((points > polygon.min(0)) & (points < polygon.max(0))).all(-1)
    x, y, found = x[near], y[near], inside[near]
    for (x0, y0), (x1, y1) in zip(polygon, np.roll(polygon, -1, axis=0), strict=True):
        over = (y0 > y) != (y1 > y)
        with np.errstate(divide="ignore", invalid="ignore"):
            found ^= over & (x < (x1 - x0) * (y - y0) / (y1 - y0) + x0)
    inside[near] = found
    return inside


def star(rng, middle):
    """An outline as a hand draws it: round, elongated, uneven, sometimes hollow."""
    corners = int(rng.integers(5, 40))
    angle = np.sort(rng.uniform(0, 2 * np.pi, corners))
    reach = rng.uniform(18, 70) * np.exp(rng.normal(0, 0.15, corners))
    stretch = np.exp(rng.normal(0, 0.3, 2))
    return middle + np.stack([np.cos(angle), np.sin(angle)], 1) * reach[:, None] * stretch


def outline_case(rng, body):
    """A random outline on a random view: the mark, and its area by sampling; None off the skin."""
    figure = rng.choice(["F", "M"])
    view = str(rng.choice(["front", "back", "left", "right"]))
    shape = body.atlas.figures[figure]
    uv = drawn(shape, view)[0]
    middle = uv[rng.integers(len(uv))] + rng.normal(0, 5, 2)
    anchors = from_view(figure, view, star(rng, middle))
    if None in anchors:
        return None
    mark = Mark("o", Kind.PATCH, (Depth.IDS,), tuple(anchors), view=view, figure=figure)
    return [mark], sampled_outline(body, mark)


def sampled_outline(body, mark):
    """Skin of an outline by sampling, straight-edged between its anchors on the drawing."""
    faces, shape, view = body.atlas.faces, body.atlas.figures[mark.figure], mark.view
    path = np.array(
        [np.array([1 - b1 - b2, b1, b2]) @ shape[faces[f]] for f, b1, b2 in mark.anchors]
    )
    path = drawn(path, view)[0]
    on_limb = any(body.atlas.part_of_face[f] for f, _, _ in mark.anchors)
    there = (
        np.ones(len(faces), bool)
        if view in ("front", "back") or on_limb
        else body.atlas.part_of_face == 0
    )
    uv = drawn(shape, view)[0]
    low, high = path.min(0) - 3, path.max(0) + 3
    box_low, box_high = uv[faces].min(1), uv[faces].max(1)
    local = np.flatnonzero(there & (box_low < high).all(1) & (box_high > low).all(1))
    cosine = normals(shape, faces)[0][local] @ np.array(TOWARD[view])
    away = local[cosine <= 0]
    met = in_polygon(drawn(sampled(shape, faces[away], 5), view)[0], path).any(1)
    local, cosine = local[cosine > 0], cosine[cosine > 0]
    flat, deep = drawn(sampled(shape, faces[local], OUTLINE_PARTS), view)
    inside = in_polygon(flat, path)
    allowed = set(local[inside.any(1)].tolist()) | set(away[met].tolist())
    first = [f for f, _, _ in mark.anchors]
    sheet = connected(first, allowed | set(first))
    counted = inside & unhidden(flat, deep, cosine, low) & np.isin(local, list(sheet))[:, None]
    return float((counted.mean(1) * normals(body.vertices, faces)[1][local]).sum())


def unhidden(flat, deep, cosine, low):
    """Tell which samples are not behind others: a depth buffer, less the slope of a cell."""
    cell = np.floor((flat - low) / BUFFER_MM).astype(int)
    cell -= cell.reshape(-1, 2).min(0)
    key = cell[..., 0] * (cell[..., 1].max() + 1) + cell[..., 1]
    buffer = np.full(key.max() + 1, -np.inf)
    np.maximum.at(buffer, key.ravel(), deep.ravel())
    slope = np.sqrt(1 - np.minimum(cosine**2, 1)) / np.maximum(cosine, 1e-3)
    return deep > buffer[key] - (0.5 + 1.5 * BUFFER_MM * slope)[:, None]


def random_body(rng):
    """An adult within 150-195 cm and a body mass index of 18-40."""
    height = rng.uniform(150, 195)
    physique = Physique(
        str(rng.choice(["F", "M"])),
        float(rng.uniform(18, 85)),
        float(height),
        float(rng.uniform(18, 40) * (height / 100) ** 2),
    )
    return patient.body_for(physique)


def errors(kind, seed, cases):
    """Relative errors (cases,) of random discs or outlines."""
    rng = np.random.default_rng([seed, kind == "outline"])
    make = outline_case if kind == "outline" else disc_case
    found = []
    while len(found) < cases:
        body = random_body(rng)
        for _ in range(10):
            case = make(rng, body)
            if case is None or case[1] < 50.0:
                continue
            try:
                area = measure(body, case[0]).treated_mm2
            except Exception as error:
                if getattr(error, "code", "") == "refused":
                    continue  # the random outline crosses itself
                raise
            found.append(area / case[1] - 1.0)
    return np.array(found[:cases])


def summary(error):
    size = np.abs(error) * 100
    return {
        "median_pct": round(float(np.median(size)), 4),
        "p95_pct": round(float(np.percentile(size, 95)), 3),
        "max_pct": round(float(size.max()), 3),
        "bias_pct": round(float(np.median(error) * 100), 4),
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--cases", type=int, default=200)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    out = {kind: summary(errors(kind, options.seed, options.cases)) for kind in ("disc", "outline")}
    print(json.dumps({"seed": options.seed, "cases": options.cases, **out}))


if __name__ == "__main__":
    main()
