"""Places spread evenly over a body, for what needs no more than an estimate."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from mesomap.body.hubs import rows
from mesomap.body.points import place

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mesomap.body.atlas import Floats, Ints
    from mesomap.body.skin import Skin

#: Skin of one sample, about; a face has 1, 4, 9, … of them.
SAMPLE_MM2 = 16.0


@dataclass(frozen=True, slots=True, eq=False)
class Samples:
    """Middles of like parts of the faces of one body.

    `face`, `position` (3, n) and `share` of the face for each, sorted by face; `first` and
    `size` (nF,) tell which samples a face has.
    """

    face: NDArray[np.int32]
    position: NDArray[np.float32]
    share: NDArray[np.float32]
    first: Ints
    size: Ints


@lru_cache(maxsize=2)
def samples_of(skin: Skin) -> Samples:
    """Cut every face into parts of about SAMPLE_MM2 (about 110,000 of an adult, 3 MB)."""
    fineness = np.clip(np.round(np.sqrt(skin.area_mm2 / SAMPLE_MM2)), 1, 8).astype(np.int64)
    size = fineness**2
    first = np.cumsum(size) - size
    total = int(size.sum())
    owner, share = np.repeat(np.arange(len(size)), size), np.empty(total)
    b1, b2 = np.empty(total), np.empty(total)
    for n in np.unique(fineness):
        middle = _middles(int(n))
        some = np.flatnonzero(fineness == n)
        slot = (first[some][:, None] + np.arange(n * n)).ravel()
        share[slot] = 1.0 / (n * n)
        b1[slot], b2[slot] = np.tile(middle[:, 0], len(some)), np.tile(middle[:, 1], len(some))
    return Samples(
        face=owner.astype(np.int32),
        position=rows(place(skin, owner, b1, b2)),
        share=share.astype(np.float32),
        first=first,
        size=size,
    )


def _middles(n: int) -> Floats:
    """Barycentric b1, b2 (n², 2) of the middles of the n² like triangles that make one."""
    row, column = np.divmod(np.arange(n * n), n)
    upright = row + column < n
    i = np.where(upright, row, n - 1 - row)
    j = np.where(upright, column, n - 1 - column)
    shift = np.where(upright, 1.0 / 3.0, 2.0 / 3.0)
    return np.stack([(i + shift) / n, (j + shift) / n], axis=1)
