"""Where letters of syringes stand on a drawing: few, yet each mark's syringe can be told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from mesomap.domain.syringe_door import DRY
from mesomap.errors import N_

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from svgwrite.container import Group

    from mesomap.drawing.places import Place
    from mesomap.drawing.signs import Pen, Translate

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

#: Marks of a syringe that lie this near (in half-widths of a sign) are one group.
LINK = 7.0
#: No mark is farther than this from the letter that stands for it.
REACH = 20.0
#: Corners of a sign that its letter may stand at, the best first: (right, down).
CORNERS = ((1, -1), (1, 1), (-1, -1), (-1, 1))


def lettered(at: Floats, letters: Sequence[str], size_mm: float) -> list[int]:
    """Choose the marks that bear their letter; of all others the nearest letter is their own.

    `at` (n, 2) in mm; `size_mm` is half the width of a sign. A group of marks of one syringe has
    one letter where no other syringe's comes nearer, and more where it is wide or mixed.
    """
    if not len(at):
        return []
    _, whose = np.unique(np.asarray(letters), return_inverse=True)
    group = _groups(at, whose, LINK * size_mm)
    own, other = np.full(len(at), np.inf), np.full(len(at), np.inf)
    chosen: list[int] = []
    clear = np.floor(_clearance(at, whose) / size_mm)
    # far from other syringes first, then the upper right: there a letter has room
    order = np.lexsort((at[:, 0], at[:, 1] - at[:, 0], -clear))
    while True:
        open_marks = order[(own[order] > REACH * size_mm) | (other[order] <= own[order])]
        open_marks = open_marks[~np.isin(open_marks, chosen)]
        if not len(open_marks):
            return sorted(chosen)
        k = int(open_marks[0])
        chosen.append(k)
        away = np.hypot(*(at - at[k]).T)
        own = np.where(group == group[k], np.minimum(own, away), own)
        other = np.where(whose != whose[k], np.minimum(other, away), other)


def _clearance(at: Floats, whose: Ints) -> Floats:
    """Distance in mm of each mark to the nearest one of another syringe; 0 where there is none."""
    points, away = shapely.points(at), np.zeros(len(at))
    for one in range(int(whose.max()) + 1):
        others = points[whose != one]
        if len(others):
            away[whose == one] = shapely.distance(points[whose == one], shapely.multipoints(others))
    return away


def _groups(at: Floats, whose: Ints, link_mm: float) -> Ints:
    """Give each mark its group's number (n,): one syringe, links of `link_mm` at the most."""
    points = shapely.points(at)
    one, two = shapely.STRtree(points).query(points, predicate="dwithin", distance=link_mm)
    same = whose[one] == whose[two]
    one, two = one[same], two[same]
    number = np.arange(len(at))
    while True:
        lower = number.copy()
        np.minimum.at(lower, one, number[two])
        if (lower == number).all():
            return number
        number = lower[lower]


def corner(at: Floats, signs: Floats, taken: Sequence[Floats], size_mm: float) -> Floats:
    """Choose where a letter stands beside the sign at `at`: its middle, clear of what is there.

    `signs` (n, 2) are the middles of all signs, `taken` those of letters that stand already.
    """
    ways = [at + np.array(way) * size_mm * 2.1 for way in CORNERS]
    there = np.concatenate([signs, *(place[None] for place in taken)])
    room = [np.hypot(*(there - way).T).min() for way in ways]
    wide = next((way for way, free in zip(ways, room, strict=True) if free > size_mm * 2.0), None)
    return wide if wide is not None else ways[int(np.argmax(room))]


def syringe_word(letter: str, translate: Translate) -> str:
    """Say a syringe for one who cannot see its letter: `seringue A`, `à sec`."""
    if letter == DRY:
        return translate(N_("à sec"))
    return translate(N_("seringue {key}")).format(key=letter)


def syringe_letters(pen: Pen, found: Sequence[Place], said: Sequence[tuple[Place, str]]) -> Group:
    """Write the letters of syringes over the marks: `found` are all, `said` those with a letter."""
    layer = pen.svg.g(
        font_family="Source Sans 3, sans-serif", font_weight=700, text_anchor="middle"
    )
    layer.update({"class": "syringes", "aria-hidden": "true", "paint-order": "stroke"})
    signs = np.array([_edge(place) for place in found])
    at = np.array([_edge(place) for place, _ in said])
    taken: list[Floats] = []
    for k in lettered(at, [letter for _, letter in said], pen.size_mm):
        taken.append(corner(at[k], signs, taken, pen.size_mm))
        layer.add(_letter(pen, taken[-1], said[k][1]))
    return layer


def _edge(place: Place) -> Floats:
    """Give a point's place, of what is wide its rightmost: there a letter stands beside it."""
    if place.point is not None:
        return np.asarray(place.point, dtype=float)
    edge = place.coordinates if place.shape is not None else place.lines[0]
    return np.asarray(edge[edge[:, 0].argmax()], dtype=float)


def _letter(pen: Pen, middle: Floats, letter: str) -> Any:
    size_mm = pen.size_mm * 2.8
    u, v = round(float(middle[0]), 1), round(float(middle[1]) + size_mm * 0.34, 1)
    return pen.svg.text(
        pen.translate(N_("sec")) if letter == DRY else letter, insert=(u, v), class_="syringe",
        font_size=round(size_mm, 2), fill=pen.paint("ink"), stroke=pen.paint("paper"),
        stroke_width=round(size_mm * 0.16, 2),
    )  # fmt: skip
