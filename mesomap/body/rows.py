"""Rows of values that come and go, found by the face they lie on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from mesomap.body.atlas import Ints

_ROOM = 64


class Rows:
    """A table of columns whose rows have a face each; places of dropped rows are used again."""

    def __init__(self, **dtypes: Any) -> None:
        self._columns: dict[str, NDArray[Any]] = {
            name: np.empty(_ROOM, dtype=dtype) for name, dtype in dtypes.items()
        }
        self._face = np.empty(_ROOM, dtype=np.int64)
        self._used = 0
        self._free: list[int] = []
        self._on_face: dict[int, set[int]] = {}

    def add(self, face: Ints, **columns: Any) -> Ints:
        """Keep rows (n,) and give their numbers."""
        row = np.array([self._place() for _ in face], dtype=np.int64)
        self._face[row] = face
        for name, values in columns.items():
            self._columns[name][row] = values
        for number, there in zip(row.tolist(), face.tolist(), strict=True):
            self._on_face.setdefault(there, set()).add(number)
        return row

    def drop(self, row: Ints) -> None:
        """Drop rows."""
        for number, face in zip(row.tolist(), self._face[row].tolist(), strict=True):
            there = self._on_face[face]
            there.remove(number)
            if not there:
                del self._on_face[face]
        self._free.extend(row.tolist())

    def on(self, face: Iterable[int]) -> Ints:
        """Give the rows on some faces, in the order of their numbers."""
        none: set[int] = set()
        found = [row for f in face for row in self._on_face.get(f, none)]
        return np.array(sorted(found), dtype=np.int64)

    def every(self) -> Ints:
        """All rows, in the order of their numbers."""
        return self.on(self._on_face)

    def face(self, row: Ints) -> Ints:
        """Faces of rows (n,)."""
        return self._face[row]

    def column(self, name: str, row: Ints) -> NDArray[Any]:
        """Values of rows (n,) in a column."""
        return self._columns[name][row]

    def _place(self) -> int:
        """Find an empty place; there is twice the room when none is left."""
        if self._free:
            return self._free.pop()
        if self._used == len(self._face):
            self._face = np.concatenate([self._face, np.empty_like(self._face)])
            for name, column in self._columns.items():
                self._columns[name] = np.concatenate([column, np.empty_like(column)])
        self._used += 1
        return self._used - 1
