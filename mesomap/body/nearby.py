"""Pairs of places that are near to each other, by a grid of boxes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mesomap.body.ragged import spans

if TYPE_CHECKING:
    from mesomap.body.atlas import Floats, Ints


#: Points looked at in one go, so that memory stays below some 10 MB.
POINTS_AT_ONCE = 1024


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
    step = np.array([-1, 0, 1])
    columns = ((step[:, None] * span[1] + step) * span[2]).ravel()
    found = []
    for at in range(0, len(points), POINTS_AT_ONCE):
        home = _key(one[at : at + POINTS_AT_ONCE], span)[:, None] + columns
        start = first[home - 1].ravel()
        many = first[home + 2].ravel() - start
        row, place = spans(start, many)
        i, j = row // len(columns) + at, order[place]
        apart = points[i] - centres[j]
        near = np.einsum("ij,ij->i", apart, apart) < radius_mm[j] ** 2
        found.append((i[near], j[near]))
    return np.concatenate([i for i, _ in found]), np.concatenate([j for _, j in found])


def _boxes(points: Floats, low: Floats, box_mm: float) -> Ints:
    return np.asarray(np.floor((points - low) / box_mm).astype(np.int64))


def _key(box: Ints, span: Ints) -> Ints:
    return np.asarray((box[:, 0] * span[1] + box[:, 1]) * span[2] + box[:, 2])
