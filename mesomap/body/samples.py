"""Places spread evenly over a body, for what needs no more than an estimate."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from mesomap.body.hubs import rows
from mesomap.body.ragged import spans

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mesomap.body.atlas import Floats, Ints
    from mesomap.body.skin import Skin

#: Skin of one sample, about; a face has 1, 4, 9, … of them.
SAMPLE_MM2 = 16.0
#: A face is cut into no more than the square of this.
FINEST = 8


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
    fineness = np.clip(np.round(np.sqrt(skin.area_mm2 / SAMPLE_MM2)), 1, FINEST).astype(np.int64)
    size = fineness**2
    first = np.cumsum(size) - size
    pattern, pattern_first = _patterns()
    b1, b2, share = pattern[:, spans(pattern_first[fineness], size)[1]]
    return Samples(
        face=np.repeat(np.arange(len(size), dtype=np.int32), size),
        position=_positions(skin, size, b1, b2),
        share=share,
        first=first,
        size=size,
    )


def _positions(
    skin: Skin, size: Ints, b1: NDArray[np.float32], b2: NDArray[np.float32]
) -> NDArray[np.float32]:
    """Positions (3, n) of places b1, b2 (n,) of faces in their order, `size` of each."""
    a, b, c = (rows(skin.vertices[corner]) for corner in skin.faces.T)
    out = np.empty((3, len(b1)), dtype=np.float32)
    for k in range(3):
        np.multiply(np.repeat(b[k] - a[k], size), b1, out=out[k])
        out[k] += np.repeat(c[k] - a[k], size) * b2
        out[k] += np.repeat(a[k], size)
    return out


@lru_cache(maxsize=1)
def _patterns() -> tuple[NDArray[np.float32], Ints]:
    """All of `_middles` end to end, with the share of each (3, n); where each fineness begins."""
    many = [np.column_stack([_middles(n), np.full(n * n, n**-2.0)]) for n in range(1, FINEST + 1)]
    first = np.cumsum([0, 0, *(n * n for n in range(1, FINEST))])
    return rows(np.concatenate(many)), first


def _middles(n: int) -> Floats:
    """Barycentric b1, b2 (n², 2) of the middles of the n² like triangles that make one."""
    row, column = np.divmod(np.arange(n * n), n)
    upright = row + column < n
    i = np.where(upright, row, n - 1 - row)
    j = np.where(upright, column, n - 1 - column)
    shift = np.where(upright, 1.0 / 3.0, 2.0 / 3.0)
    return np.stack([(i + shift) / n, (j + shift) / n], axis=1)
