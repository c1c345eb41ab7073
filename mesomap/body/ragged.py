"""Lists of unequal length, end to end in one array, so that numpy works on all of them at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from mesomap.body.atlas import Ints


def spans(first: Ints, size: Ints) -> tuple[Ints, Ints]:
    """Unfold rows (n,) that start at `first` and have `size` entries.

    Returns
    -------
    Row and place in the array of every entry, (sum of sizes,) each.

    >>> [a.tolist() for a in spans(np.array([7, 2]), np.array([1, 3]))]
    [[0, 1, 1, 1], [7, 2, 3, 4]]

    """
    row = np.repeat(np.arange(len(size)), size)
    return row, np.arange(len(row)) + (first - np.cumsum(size) + size)[row]
