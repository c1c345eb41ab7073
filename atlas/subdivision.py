"""Subdivision of triangle meshes as plain numpy: Loop (smooths) and midpoint (keeps the surface).

Children of face f stand at f, f + m, f + 2m, f + 3m for m faces; old vertices keep their numbers.
"""

from __future__ import annotations

import numpy as np


def edges_of(faces):
    """Edges (e, 2) with ascending ends, edge number of each half-edge (3m,), count of faces (e,)."""
    half = np.sort(np.vstack([faces[:, [0, 1]], faces[:, [1, 2]], faces[:, [2, 0]]]), axis=1)
    stride = int(half.max()) + 1
    key = half[:, 0].astype(np.int64) * stride + half[:, 1]
    found, number, count = np.unique(key, return_inverse=True, return_counts=True)
    return np.stack([found // stride, found % stride], 1), number, count


def split_faces(faces, number, vertices):
    """The four children of each face, given the number of the edge of each half-edge."""
    e0, e1, e2 = number.reshape(3, len(faces)) + vertices
    a, b, c = faces.T
    return np.vstack([np.c_[a, e0, e2], np.c_[b, e1, e0], np.c_[c, e2, e1], np.c_[e0, e1, e2]])


def midpoint_step(faces, values):
    """Split each face in four at the midpoints -> faces (4m, 3), values (n + e, k)."""
    edges, number, _ = edges_of(faces)
    middle = values[edges].mean(1)
    return split_faces(faces, number, len(values)), np.vstack([values, middle])


def _sum_at(index, values, size):
    return np.stack([np.bincount(index, column, size) for column in values.T], 1)


def _edge_points(faces, values, edges, number, inner):
    """3/8 of each end and 1/8 of each opposite corner; the middle on a boundary."""
    opposite = values[np.concatenate([faces[:, 2], faces[:, 0], faces[:, 1]])]
    facing = _sum_at(number, opposite, len(edges))
    ends = values[edges].sum(1)
    return np.where(inner[:, None], 3 / 8 * ends + facing / 8, ends / 2)


def _neighbour_sums(edges, values):
    size = len(values)
    total = _sum_at(edges[:, 0], values[edges[:, 1]], size) + _sum_at(
        edges[:, 1], values[edges[:, 0]], size
    )
    return total, np.bincount(edges.ravel(), minlength=size)[:, None]


def _vertex_points(values, edges, inner):
    total, n = _neighbour_sums(edges, values)
    safe = np.maximum(n, 1)
    beta = np.where(n > 0, (5 / 8 - (3 / 8 + np.cos(2 * np.pi / safe) / 4) ** 2) / safe, 0)
    smooth = (1 - n * beta) * values + beta * total
    total, n = _neighbour_sums(edges[~inner], values)
    rim = 0.75 * values + 0.25 / np.maximum(n, 1) * total
    return np.where(n > 0, rim, smooth)


def loop_step(faces, values):
    """One step of Loop's scheme -> faces (4m, 3), values (n + e, k)."""
    edges, number, count = edges_of(faces)
    inner = count == 2
    moved = _vertex_points(values, edges, inner)
    added = _edge_points(faces, values, edges, number, inner)
    return split_faces(faces, number, len(values)), np.vstack([moved, added])
