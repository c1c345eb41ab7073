"""Triangles that discs fill together: a part whose corners lie in one disc lies in it whole.

Where points lie close, most triangles are full, and none of these needs the arcs of a union
(`arcs`). A triangle is cut into like parts; where each of them lies in a single disc, it is full.
One that fails may be full all the same.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mesomap.body.atlas import Bools, Floats, Ints

#: A triangle is cut into the square of this; finer finds few more full ones, and costs more.
FINENESS = 8


def full_by_parts(
    begin: Ints, x: Floats, y: Floats, radius: Floats, corners: tuple[Floats, Floats, Floats]
) -> Bools:
    """Tell which triangles (G,) are full; False where the parts do not tell.

    `x`, `y`, `radius` (n,) are discs in mm, those of each triangle from `begin` (G,) on, at least
    one; `corners` are bx, cx, cy (G,) as in `skin.Skin`.
    """
    bx, cx, cy = corners
    b1, b2, parts = _parts()
    size = np.diff(np.append(begin, len(x)))
    off_x = np.repeat(b1[:, None] * bx + b2[:, None] * cx, size, axis=1)
    off_y = np.repeat(b2[:, None] * cy, size, axis=1)
    off_x -= x
    off_y -= y
    off_x *= off_x
    off_y *= off_y
    off_x += off_y
    held = off_x <= radius * radius
    one, two, three = held[parts]
    bits = np.packbits(one & two & three, axis=0)
    return np.asarray((np.bitwise_or.reduceat(bits, begin, axis=1) == _all_bits()).all(axis=0))


@lru_cache(maxsize=1)
def _parts() -> tuple[Floats, Floats, Ints]:
    """Barycentric b1, b2 (k,) of the corners of all parts, and the three (3, n²) of each part."""
    n = FINENESS
    i, j = np.nonzero(np.add.outer(np.arange(n + 1), np.arange(n + 1)) <= n)
    number = np.zeros((n + 1, n + 1), dtype=np.int64)
    number[i, j] = np.arange(len(i))
    upright, hanging = i + j < n, i + j < n - 1
    u, v, p, q = i[upright], j[upright], i[hanging], j[hanging]
    up = [number[u + a, v + b] for a, b in ((0, 0), (1, 0), (0, 1))]
    down = [number[p + a, q + b] for a, b in ((1, 1), (1, 0), (0, 1))]
    return i / n, j / n, np.concatenate([up, down], axis=1)


@lru_cache(maxsize=1)
def _all_bits() -> NDArray[np.uint8]:
    return np.packbits(np.ones((FINENESS**2, 1), dtype=bool), axis=0)
