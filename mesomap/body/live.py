"""The treated skin of marks that come and go: only the faces near a change are computed again.

`Live` answers what `area.measure` answers, to the rounding of a sum, but for how sure it is. The
covered region is asked for by itself: it changes some way round a mark too, and costs more.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from mesomap.body.area import (
    Areas,
    AreaWarning,
    Counting,
    all_pieces,
    balls_of,
    by_zone,
    check,
    pieces_of,
)
from mesomap.body.patient import Body, body_for
from mesomap.body.pieces import Own, Pieces, by_mark, covered, own_areas
from mesomap.body.region import near_faces, region_of_faces
from mesomap.body.rows import Rows
from mesomap.domain.depths import Depth
from mesomap.domain.physique import Physique

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mesomap.body.atlas import Floats, Ints
    from mesomap.domain.marks import Mark

_EVERYTHING = 0
#: Where more faces than this have changed, the whole region is looked at anew.
MOST_STALE = 1500
_SCOPE = {depth: 1 + i for i, depth in enumerate(Depth)}


@dataclass(frozen=True, slots=True, eq=False)
class _Kept:
    """One mark, and its rows in the three tables."""

    mark: Mark
    number: int
    rows: tuple[Ints, ...]


class Live:
    """The marks on one body, and the areas of skin that they treat, in mm².

    Adding and removing costs what the mark itself is large, not how many others there are.
    """

    def __init__(
        self, body: Physique | Body, marks: Iterable[Mark] = (), *, how: Counting | None = None
    ) -> None:
        self.body = body_for(body) if isinstance(body, Physique) else body
        self._how = how or Counting()
        self._marks: dict[str, _Kept] = {}
        self._own: dict[str, float] = {}
        self._warned: dict[str, tuple[AreaWarning, ...]] = {}
        self._depths: Counter[Depth] = Counter()
        self._mark_of: dict[int, Mark] = {}
        self._region: Floats | None = None
        self._stale: set[int] = set()
        self._scopes: list[tuple[int, ...]] = []
        self._bsa_mm2 = self.body.skin.bsa_mm2
        self._full = Rows(mark=np.int64, own=np.float64)
        self._disc = Rows(
            mark=np.int64, x=np.float64, y=np.float64, radius=np.float64, own=np.float64
        )
        self._shape = Rows(mark=np.int64, shape=object, own=np.float64)
        self._tables = self._full, self._disc, self._shape
        self._area = np.zeros((1 + len(_SCOPE), self.body.atlas.face_count))
        check(self.body, [], self._how)
        self._add_all({mark.id: mark for mark in marks})

    def add(self, mark: Mark) -> None:
        """Add a mark; it replaces one of the same id.

        Raises
        ------
        Refused
            As `measure`; then nothing has changed.

        """
        check(self.body, [mark], self._how)
        pieces, warnings = pieces_of(self.body, mark, len(self._scopes), self._how)
        changed = self._forget(mark.id)
        own = own_areas(self.body.skin, pieces)
        self._keep(mark, self._write(pieces, own), sum(map(_total, own.columns())), warnings)
        self._again(changed | _faces(pieces))

    @property
    def marks(self) -> Mapping[str, Mark]:
        """The marks as they are now, by id."""
        return {mark_id: kept.mark for mark_id, kept in self._marks.items()}

    def remove(self, mark_id: str) -> None:
        """Remove the mark of an id; nothing happens where there is none."""
        self._again(self._forget(mark_id))

    def areas(self, *, region: bool = False) -> Areas:
        """Give the areas as they are now; `region_mm2` is the treated skin unless asked for."""
        total = self._area[_EVERYTHING]
        face = np.flatnonzero(total)
        area = total[face]
        treated = float(area.sum())
        return Areas(
            bsa_mm2=self._bsa_mm2,
            treated_mm2=treated,
            region_mm2=max(self._region_mm2(), treated) if region else treated,
            by_zone_mm2=by_zone(self.body, self._how, face, area),
            by_depth_mm2=MappingProxyType(
                {d.value: float(self._area[_SCOPE[d]].sum()) for d in Depth if self._depths[d]}
            ),
            by_mark_mm2=MappingProxyType(dict(self._own)),
            warnings=tuple(w for mark_id in self._own for w in self._warned.get(mark_id, ()))
            if self._warned
            else (),
        )

    def _region_mm2(self) -> float:
        """Bring the covered region up to date: anew near what has changed, where that is little."""
        if self._region is None or len(self._stale) > MOST_STALE:
            self._region = self._region_near(None)
        elif self._stale:
            inner, outer = near_faces(self.body.skin, np.array(sorted(self._stale)))
            self._region[inner] = self._region_near(outer)[inner]
        self._stale.clear()
        return float(self._region.sum())

    def _region_near(self, outer: Ints | None) -> Floats:
        """Area (nF,) in mm² of the region, as the pieces on some faces make it (None: on all)."""
        on = [t.every() if outer is None else t.on(outer.tolist()) for t in self._tables]
        pieces, _ = self._pieces(*on)
        marks = [self._mark_of[number] for number in np.unique(pieces.marks()).tolist()]
        balls = balls_of(self.body, marks, self._how)
        total = self._area[_EVERYTHING]
        face = np.flatnonzero(total) if outer is None else outer[total[outer] > 0.0]
        return region_of_faces(self.body, pieces, balls, face, total[face])

    def _add_all(self, marks: Mapping[str, Mark]) -> None:
        """Add marks to an empty body, all in one go."""
        every = tuple(marks.values())
        check(self.body, every, self._how)
        balls = balls_of(self.body, every, self._how)
        pieces, warnings = all_pieces(self.body, every, balls, self._how)
        own = own_areas(self.body.skin, pieces)
        rows = self._write(pieces, own)
        columns = pieces.full_mark, pieces.disc_mark, pieces.shape_mark
        of_mark = [_split(row, mark, len(every)) for row, mark in zip(rows, columns, strict=True)]
        area = by_mark(pieces, own, len(every)).tolist()
        for mark, own_rows, size in zip(every, zip(*of_mark, strict=True), area, strict=True):
            said = tuple(warning for warning in warnings if warning.mark_id == mark.id)
            self._keep(mark, own_rows, size, said)
        self._again(_faces(pieces))

    def _keep(
        self,
        mark: Mark,
        rows: tuple[Ints, ...],
        area_mm2: float,
        warnings: tuple[AreaWarning, ...],
    ) -> None:
        number = len(self._scopes)
        self._scopes.append(tuple(_SCOPE[depth] for depth in mark.depths))
        self._mark_of[number] = mark
        self._marks[mark.id] = _Kept(mark, number, rows)
        self._own[mark.id] = area_mm2
        self._depths.update(mark.depths)
        if warnings:
            self._warned[mark.id] = warnings

    def _write(self, pieces: Pieces, own: Own) -> tuple[Ints, ...]:
        """Keep pieces as rows of the three tables, and give their numbers."""
        return (
            self._full.add(pieces.full_face, mark=pieces.full_mark, own=own.full),
            self._disc.add(
                pieces.disc_face, mark=pieces.disc_mark, x=pieces.disc_x, y=pieces.disc_y,
                radius=pieces.disc_radius, own=own.disc,
            ),
            self._shape.add(
                pieces.shape_face, mark=pieces.shape_mark, shape=pieces.shape, own=own.shape
            ),
        )  # fmt: skip

    def _forget(self, mark_id: str) -> set[int]:
        """Drop the pieces of a mark, if there is one; the faces that they were on."""
        kept = self._marks.pop(mark_id, None)
        if kept is None:
            return set()
        self._own.pop(mark_id)
        self._mark_of.pop(kept.number)
        self._warned.pop(mark_id, None)
        self._depths.subtract(kept.mark.depths)
        changed: set[int] = set()
        for table, rows in zip(self._tables, kept.rows, strict=True):
            changed.update(table.face(rows).tolist())
            table.drop(rows)
        return changed

    def _pieces(self, full: Ints, disc: Ints, shape: Ints) -> tuple[Pieces, Own]:
        """Pieces of rows of the three tables, and their own areas."""
        rows = tuple(zip(self._tables, (full, disc, shape), strict=True))
        marks = [table.column("mark", row) for table, row in rows]
        pieces = Pieces(
            full_mark=marks[0], full_face=self._full.face(full),
            disc_mark=marks[1], disc_face=self._disc.face(disc),
            disc_x=self._disc.column("x", disc), disc_y=self._disc.column("y", disc),
            disc_radius=self._disc.column("radius", disc),
            shape_mark=marks[2], shape_face=self._shape.face(shape),
            shape=self._shape.column("shape", shape),
        )  # fmt: skip
        return pieces, Own(*(table.column("own", row) for table, row in rows))

    def _again(self, faces: set[int]) -> None:
        """Compute some faces again."""
        self._stale |= faces
        pieces, own = self._pieces(*(table.on(faces) for table in self._tables))
        there, scopes = self._numbered_anew(pieces)
        found = covered(self.body.skin, there, own, scopes)
        self._area[:, list(faces)] = 0.0
        self._area[found.scope, found.face] = found.area_mm2
        alike = set(map(tuple, scopes))
        if alike == {(_EVERYTHING,)}:
            for depth in self._scopes[int(pieces.marks()[0])]:
                self._area[depth, found.face] = found.area_mm2

    def _numbered_anew(self, pieces: Pieces) -> tuple[Pieces, list[tuple[int, ...]]]:
        """Give the marks of some pieces numbers from 0, and list their scopes.

        Where all are of the same depths, these are not listed: they are the whole.
        """
        marks, anew = np.unique(pieces.marks(), return_inverse=True)
        columns = pieces.full_mark, pieces.disc_mark
        full, disc, shape = np.split(anew, np.cumsum([len(c) for c in columns]))
        renumbered = Pieces(
            full, pieces.full_face, disc, pieces.disc_face, pieces.disc_x, pieces.disc_y,
            pieces.disc_radius, shape, pieces.shape_face, pieces.shape,
        )  # fmt: skip
        depths = [self._scopes[mark] for mark in marks.tolist()]
        own = len(set(depths)) > 1
        return renumbered, [(_EVERYTHING, *depth) if own else (_EVERYTHING,) for depth in depths]


def _total(area_mm2: Floats) -> float:
    return float(area_mm2.sum())


def _split(rows: Ints, mark: Ints, marks: int) -> list[Ints]:
    """Rows (n,) of each mark, by the number of its mark (n,)."""
    order = np.argsort(mark, kind="stable")
    return np.split(rows[order], np.searchsorted(mark[order], np.arange(1, marks)))[:marks]


def _faces(pieces: Pieces) -> set[int]:
    return {
        face
        for column in (pieces.full_face, pieces.disc_face, pieces.shape_face)
        for face in column.tolist()
    }
