"""Pairs of places that are near to each other, by a grid of boxes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mesomap.body.hubs import squared
from mesomap.body.ragged import spans

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mesomap.body.atlas import Ints


#: Places looked at in one go, so that memory stays below some 10 MB.
AT_ONCE = 1024
#: Up to so many pairs it is quicker to measure all than to make a grid.
FEW_PAIRS = 16_384
#: Fewer boxes than this have 16-bit numbers, which numpy sorts faster (radix sort).
SHORT = 65_536


def pairs_within(
    points: NDArray[np.float32], centres: NDArray[np.float32], radius_mm: NDArray[np.float32]
) -> tuple[Ints, Ints]:
    """List the pairs of a point (3, n) and a centre (3, m) nearer than its radius (m,).

    Returns
    -------
    Number of the point and of the centre of each pair.

    """
    none = np.empty(0, dtype=np.int64)
    if not points.size or not centres.size:
        return none, none
    if points.shape[1] * centres.shape[1] <= FEW_PAIRS:
        return _one_and_all(points, centres, radius_mm)
    swapped = points.shape[1] < centres.shape[1]
    many, few = (centres, points) if swapped else (points, centres)
    box_mm = float(radius_mm.max())
    low = np.minimum(many.min(axis=1), few.min(axis=1)) - 2.0 * box_mm
    one, two = _boxes(many, low, box_mm), _boxes(few, low, box_mm)
    span = np.maximum(one.max(axis=1), two.max(axis=1)) + 2
    key = _key(one, span)
    boxes = int(span.prod())
    order = np.argsort(key.astype(np.uint16), kind="stable") if boxes < SHORT else np.argsort(key)
    ordered, square = many.take(order, axis=1), radius_mm**2
    square = square.take(order) if swapped else square
    first = np.zeros(boxes + 1, dtype=np.int64)
    np.cumsum(np.bincount(key, minlength=boxes), out=first[1:])
    step = np.array([-1, 0, 1])
    columns = ((step[:, None] * span[1] + step) * span[2]).ravel()
    found = []
    for at in range(0, few.shape[1], AT_ONCE):
        home = _key(two[:, at : at + AT_ONCE], span)[:, None] + columns
        start = first.take(home - 1)
        size = first.take(home + 2) - start
        j = np.repeat(np.arange(at, at + len(home)), size.sum(axis=1))
        place = spans(start.ravel(), size.ravel())[1]
        near = squared(ordered, place, few, j) < square.take(place if swapped else j)
        at_last = np.flatnonzero(near)
        found.append((order.take(place.take(at_last)), j.take(at_last)))
    i, j = (np.concatenate(column) for column in zip(*found, strict=True))
    return (j, i) if swapped else (i, j)


def _one_and_all(
    points: NDArray[np.float32], centres: NDArray[np.float32], radius_mm: NDArray[np.float32]
) -> tuple[Ints, Ints]:
    """As `pairs_within`, where there are few."""
    distance2 = np.zeros((points.shape[1], centres.shape[1]), dtype=np.float32)
    for here, there in zip(points, centres, strict=True):
        apart = here[:, None] - there
        apart *= apart
        distance2 += apart
    i, j = np.nonzero(distance2 < radius_mm**2)
    return i, j


def _boxes(points: NDArray[np.float32], low: NDArray[np.float32], box_mm: float) -> Ints:
    """Box (3, n) of each point; none lies below `low`."""
    box = points - low[:, None]
    box *= 1.0 / box_mm
    return np.asarray(box.astype(np.int64))


def _key(box: Ints, span: Ints) -> Ints:
    return np.asarray((box[0] * span[1] + box[1]) * span[2] + box[2])
