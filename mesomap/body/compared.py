"""Two sets of marks on one body: which points stayed, which skin both treat, which zones changed.

All of it is told mark by mark and piece of skin by piece of skin. Nothing is compared with a share
of the whole, so marks that are added elsewhere never change what is said of a zone.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from mesomap.body import zones
from mesomap.body.anchors import columns
from mesomap.body.area import Counting, all_pieces, balls_of, check
from mesomap.body.pieces import Own, Pieces, covered, own_areas, together
from mesomap.body.points import place
from mesomap.domain.marks import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mesomap.body.atlas import Floats
    from mesomap.body.patient import Body
    from mesomap.domain.marks import Mark

#: Two points nearer than this are one place: points are set 10 to 30 mm apart (published).
NEAR_MM = 10.0
#: An outline or a line treats a zone that holds this share of its own skin …
OF_A_MARK = 0.1
#: … or of which it covers this share. Conventions of ours, both.
OF_A_ZONE = 0.5
#: A zone is treated as before where this share of its treated skin is the same.
SAME_SKIN = 0.5

_EARLIER, _LATER, _EITHER = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Compared:
    """What became of an earlier session's marks in a later one.

    `kept` points stand within 10 mm of an earlier one of the same depth, `other_depth` of one of
    another; `came` and `went` are the rest. `both_mm2` is skin that both treat. Zones are keys, in
    the order of the body.
    """

    kept: int
    other_depth: int
    came: int
    went: int
    both_mm2: float
    new_zones: tuple[str, ...]
    gone_zones: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """Marks of one session and what it counts with."""

    marks: Sequence[Mark]
    how: Counting


def compare(body: Body, earlier: Side, later: Side) -> Compared:
    """Compare two sessions' marks, both laid on `body`.

    Raises
    ------
    Refused
        As `area.measure` does.
    """
    pieces = [_pieces(body, side) for side in (earlier, later)]
    own = [own_areas(body.skin, part) for part in pieces]
    held = [
        zones_of_each(body, side.marks, part, alone)
        for side, part, alone in zip((earlier, later), pieces, own, strict=True)
    ]
    same, other = _pairs(body, earlier.marks, later.marks)
    paired = [{pair[side] for pair in (*same, *other)} for side in (0, 1)]
    skin = _skin_by_zone(body, pieces, [len(earlier.marks), len(later.marks)])
    both = skin[_EARLIER] + skin[_LATER] - skin[_EITHER]
    points = [sum(m.kind is Kind.POINT for m in side.marks) for side in (earlier, later)]
    return Compared(
        kept=len(same),
        other_depth=len(other),
        came=points[1] - len(paired[1]),
        went=points[0] - len(paired[0]),
        both_mm2=max(0.0, float(both.sum())),
        new_zones=_unlike(body, held[1], paired[1], held[0], both, skin[_LATER]),
        gone_zones=_unlike(body, held[0], paired[0], held[1], both, skin[_EARLIER]),
    )


def zones_of(body: Body, side: Side) -> tuple[str, ...]:
    """List the zones that marks treat, in the order of the body; each mark by itself."""
    pieces = _pieces(body, side)
    held = zones_of_each(body, side.marks, pieces, own_areas(body.skin, pieces))
    return _in_order(set().union(*held))


def _pieces(body: Body, side: Side) -> Pieces:
    check(body, side.marks, side.how)
    return all_pieces(body, side.marks, balls_of(body, side.marks, side.how), side.how)[0]


def zones_of_each(body: Body, marks: Sequence[Mark], pieces: Pieces, own: Own) -> list[set[str]]:
    """Tell the zones of each mark: a point's own, the named one, those of an outline's skin."""
    area = _by_mark_and_zone(body, len(marks), pieces, own)
    keys = body.atlas.zone_keys
    whole = np.bincount(body.atlas.zone_of_face, body.skin.area_mm2, len(keys)).astype(np.float64)
    return [_zones_of(body, mark, area[i], whole) for i, mark in enumerate(marks)]


def _zones_of(body: Body, mark: Mark, area_mm2: Floats, whole_mm2: Floats) -> set[str]:
    keys = body.atlas.zone_keys
    if mark.kind is Kind.POINT:
        return {keys[int(body.atlas.zone_of_face[mark.anchors[0][0]])]}
    if mark.zone is not None:
        return {mark.zone}
    wide = (area_mm2 >= OF_A_MARK * area_mm2.sum()) | (area_mm2 >= OF_A_ZONE * whole_mm2)
    found = np.flatnonzero(wide & (area_mm2 > 0))
    return {keys[i] for i in (found if len(found) else [int(area_mm2.argmax())])}


def _by_mark_and_zone(body: Body, count: int, pieces: Pieces, own: Own) -> Floats:
    """Give the skin (marks, zones) in mm² that each mark covers by itself."""
    area = np.zeros((count, len(body.atlas.zone_keys)))
    faces = (pieces.full_face, pieces.disc_face, pieces.shape_face)
    marks = (pieces.full_mark, pieces.disc_mark, pieces.shape_mark)
    for mark, face, mm2 in zip(marks, faces, own.columns(), strict=True):
        np.add.at(area, (mark, body.atlas.zone_of_face[face]), mm2)
    return area


def _after(pieces: Pieces, count: int) -> Pieces:
    """Give the marks of pieces the numbers from `count` on."""
    names = ("full_mark", "disc_mark", "shape_mark")
    return replace(pieces, **{name: getattr(pieces, name) + count for name in names})


def _skin_by_zone(body: Body, pieces: list[Pieces], counts: list[int]) -> Floats:
    """Give the skin (3, zones) in mm²: treated earlier, later, and in either."""
    earlier, later = counts
    both = together([pieces[0], _after(pieces[1], earlier)])
    scopes = [[_EARLIER, _EITHER]] * earlier + [[_LATER, _EITHER]] * later
    found = covered(body.skin, both, own_areas(body.skin, both), scopes)
    area = np.zeros((3, len(body.atlas.zone_keys)))
    np.add.at(area, (found.scope, body.atlas.zone_of_face[found.face]), found.area_mm2)
    return area


def _unlike(
    body: Body, held: list[set[str]], paired: set[int], others: list[set[str]],
    both_mm2: Floats, own_mm2: Floats,
) -> tuple[str, ...]:  # fmt: skip
    """List zones of unpaired marks, where the other session treats neither zone nor skin."""
    alone = set().union(*(zones for i, zones in enumerate(held) if i not in paired))
    alone -= set().union(*others)
    number = {key: i for i, key in enumerate(body.atlas.zone_keys)}
    return _in_order({z for z in alone if both_mm2[number[z]] < SAME_SKIN * own_mm2[number[z]]})


def _in_order(keys: set[str]) -> tuple[str, ...]:
    return tuple(key for key in zones.ZONES if key in keys)


Pairs = list[tuple[int, int]]


def _pairs(body: Body, earlier: Sequence[Mark], later: Sequence[Mark]) -> tuple[Pairs, Pairs]:
    """Pair points of two sessions that are one place: of the same depth first, then of another.

    Numbers are places in `earlier` and `later`; no point is paired twice, the nearest come first.
    """
    near = _near(body, earlier, later)
    alike = [(i, j) for i, j in near if set(earlier[i].depths) == set(later[j].depths)]
    same = _once(alike, set(), set())
    other = _once(near, {i for i, _ in same}, {j for _, j in same})
    return same, other


def _near(body: Body, earlier: Sequence[Mark], later: Sequence[Mark]) -> Pairs:
    """List all pairs of points within `NEAR_MM`, the nearest first."""
    number = [
        [i for i, m in enumerate(marks) if m.kind is Kind.POINT] for marks in (earlier, later)
    ]
    if not all(number):
        return []
    one, other = (
        place(body.skin, *columns([marks[i].anchors[0] for i in of]))
        for marks, of in zip((earlier, later), number, strict=True)
    )
    far_mm = np.linalg.norm(one[:, None] - other[None, :], axis=2)
    found = sorted(
        (round(float(far_mm[i, j]), 6), number[0][i], number[1][j])
        for i, j in np.argwhere(far_mm <= NEAR_MM)
    )
    return [(i, j) for _mm, i, j in found]


def _once(near: Pairs, taken: set[int], given: set[int]) -> Pairs:
    """Keep the pairs of which neither point is in an earlier pair, nor `taken` or `given`."""
    out = []
    for i, j in near:
        if i not in taken and j not in given:
            taken.add(i)
            given.add(j)
            out.append((i, j))
    return out
