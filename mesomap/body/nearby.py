"""Pairs of places that are near to each other, by a grid of boxes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from mesomap.body.atlas import Floats, Ints


def pairs_within(points: Floats, centres: Floats, radius_mm: Floats) -> tuple[Ints, Ints]:
    """List the pairs of a point (n, 3) and a centre (m, 3) nearer than its radius (m,).

    Returns
    -------
    Number of the point and of the centre of each pair.

    """
    none = np.empty(0, dtype=np.int64)
    if not len(points) or not len(centres):
        return none, none
    box_mm = float(radius_mm.max())
    low = np.minimum(points.min(axis=0), centres.min(axis=0)) - 2.0 * box_mm
    one, two = _boxes(points, low, box_mm), _boxes(centres, low, box_mm)
    span = np.maximum(one.max(axis=0), two.max(axis=0)) + 2
    key = _key(two, span)
    order = np.argsort(key, kind="stable")
    first = np.concatenate([[0], np.cumsum(np.bincount(key, minlength=int(span.prod())))])
    home = _key(one, span)
    found = [(none, none)]
    for dx in (-1, 0, 1):
        for dy in (-1, 0, 1):
            column = home + (dx * span[1] + dy) * span[2]
            start = first[column - 1]
            many = first[column + 2] - start
            i = np.repeat(np.arange(len(points)), many)
            j = order[np.arange(len(i)) + np.repeat(start - np.cumsum(many) + many, many)]
            apart = points[i] - centres[j]
            near = np.einsum("ij,ij->i", apart, apart) < radius_mm[j] ** 2
            found.append((i[near], j[near]))
    return np.concatenate([i for i, _ in found]), np.concatenate([j for _, j in found])


def _boxes(points: Floats, low: Floats, box_mm: float) -> Ints:
    return np.asarray(np.floor((points - low) / box_mm).astype(np.int64))


def _key(box: Ints, span: Ints) -> Ints:
    return np.asarray((box[:, 0] * span[1] + box[:, 1]) * span[2] + box[:, 2])
