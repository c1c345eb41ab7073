"""Exact area of discs united inside triangles, by Green's theorem on arcs.

The edge of (union of discs) ∩ triangle is made of arcs, those parts of each circle that lie
inside the triangle and outside the other discs, and of the parts of the triangle's edges that
lie in a disc. Half the integral of x dy − y dx along it is the area. With the origin in the
corner A, the edges AB and CA add nothing, so only arcs and the edge BC are left.

No polygon stands for a circle here: the result is exact but for rounding, and it is held to
Shapely's within 0.01 % by `tests/body/test_arcs.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mesomap.body.filled import full_by_parts
from mesomap.body.ragged import spans

if TYPE_CHECKING:
    from mesomap.body.atlas import Bools, Floats, Ints

TURN = 2.0 * np.pi
#: Pairs of discs looked at in one go, so that memory stays below some 15 MB.
PAIRS_AT_ONCE = 60_000
#: Among so many discs there are triangles that several fill together.
CROWD = 256
#: Discs that differ by less than this many millimetres are one disc.
SAME_DISC_MM = 1e-9


@dataclass(frozen=True, slots=True, eq=False)
class Discs:
    """Discs in the planes of triangles, sorted by `group` (n,): 0 … G - 1, all of them used.

    `x`, `y`, `radius` (n,) in mm in the triangle's plane; `bx`, `cx`, `cy` (G,) its corners
    as in `skin.Skin`.
    """

    group: Ints
    x: Floats
    y: Floats
    radius: Floats
    bx: Floats
    cx: Floats
    cy: Floats


def union_area(discs: Discs) -> Floats:
    """Area (G,) in mm² of each triangle that its discs cover together."""
    area = discs.bx * discs.cy / 2.0
    size = np.bincount(discs.group, minlength=len(area))
    for some in _chunks(size):
        part, groups = _take(discs, some)
        area[groups] = np.clip(_union_area(part), 0.0, area[groups])
    return area


def covers_triangle(discs: Discs) -> Bools:
    """Tell for each disc (n,) whether it covers the whole of its triangle."""
    g, r2 = discs.group, discs.radius**2
    x, y = discs.x, discs.y
    in_a = x * x + y * y <= r2
    in_b = (x - discs.bx[g]) ** 2 + y * y <= r2
    in_c = (x - discs.cx[g]) ** 2 + (y - discs.cy[g]) ** 2 <= r2
    return np.asarray(in_a & in_b & in_c)


def _chunks(size: Ints) -> list[slice]:
    """Cut the groups into runs of at most PAIRS_AT_ONCE pairs (a larger group stands alone)."""
    total = np.cumsum(size.astype(np.int64) ** 2)
    bounds, start = [], 0
    while start < len(size):
        before = int(total[start - 1]) if start else 0
        end = max(int(np.searchsorted(total, before + PAIRS_AT_ONCE, side="right")), start + 1)
        bounds.append(slice(start, end))
        start = end
    return bounds


def _take(discs: Discs, groups: slice) -> tuple[Discs, Ints]:
    """Cut out a run of groups, without those that are seen to be full; and their numbers."""
    lo, hi = np.searchsorted(discs.group, [groups.start, groups.stop])
    full = np.zeros(groups.stop - groups.start, dtype=bool)
    part = Discs(
        discs.group[lo:hi] - groups.start,
        discs.x[lo:hi],
        discs.y[lo:hi],
        discs.radius[lo:hi],
        discs.bx[groups],
        discs.cx[groups],
        discs.cy[groups],
    )
    full[part.group[covers_triangle(part)]] = True
    part, left = _without(part, full)
    if len(part.x) >= CROWD:
        begin = np.searchsorted(part.group, np.arange(len(left)))
        corners = part.bx, part.cx, part.cy
        part, still = _without(part, full_by_parts(begin, part.x, part.y, part.radius, corners))
        left = left[still]
    return part, left + groups.start


def _without(discs: Discs, full: Bools) -> tuple[Discs, Ints]:
    """Leave out some of the groups (G,); and the numbers that the others had."""
    left = np.flatnonzero(~full)
    number = np.cumsum(~full) - 1
    keep = np.flatnonzero(~full[discs.group])
    return Discs(
        number[discs.group[keep]],
        discs.x[keep],
        discs.y[keep],
        discs.radius[keep],
        discs.bx[left],
        discs.cx[left],
        discs.cy[left],
    ), left


def _union_area(discs: Discs) -> Floats:
    groups = len(discs.bx)
    x, y, r = discs.x, discs.y, discs.radius
    owner, middle, half = (
        np.concatenate(column)
        for column in zip(_cut_by_edges(discs), _cut_by_discs(discs), strict=True)
    )
    who, start, end = _free_arcs(owner, middle, half, len(x))
    arc = (
        r[who]
        * (
            r[who] * (end - start)
            + x[who] * (np.sin(end) - np.sin(start))
            - y[who] * (np.cos(end) - np.cos(start))
        )
        / 2.0
    )
    from_arcs = np.bincount(discs.group[who], arc, groups)
    return np.asarray(from_arcs + _covered_share_of_bc(discs) * discs.bx * discs.cy / 2.0)


def _cut_by_edges(discs: Discs) -> tuple[Ints, Floats, Floats]:
    """Arcs that lie outside the triangle: whose, middle angle, half width."""
    g, x, y, r = discs.group, discs.x, discs.y, discs.radius
    bx, cx, cy = discs.bx[g], discs.cx[g], discs.cy[g]
    bc, ca = np.hypot(cx - bx, cy), np.hypot(cx, cy)
    # Distance of the centre inside each edge, and the angle that points out of it.
    inside = np.stack([y, (-cy * (x - bx) + (cx - bx) * y) / bc, (cy * x - cx * y) / ca])
    outward = np.stack(
        [
            np.full(len(x), -np.pi / 2),
            np.arctan2(bx - cx, cy),
            np.arctan2(cx, -cy),
        ]
    )
    half = np.arccos(np.clip(inside / r, -1.0, 1.0))
    edge, who = np.nonzero(half > 0.0)
    return who, outward[edge, who], half[edge, who]


def _cut_by_discs(discs: Discs) -> tuple[Ints, Floats, Floats]:
    """Arcs that lie in another disc of the same triangle: whose, middle angle, half width."""
    i, j = _pairs(discs.group)
    dx, dy = discs.x[j] - discs.x[i], discs.y[j] - discs.y[i]
    square, reach = dx * dx + dy * dy, discs.radius[i] + discs.radius[j]
    meet = np.flatnonzero(square < reach * reach)
    i, j, dx, dy = i[meet], j[meet], dx[meet], dy[meet]
    square, ri, rj = square[meet], discs.radius[i], discs.radius[j]
    apart, more = np.sqrt(square), ri * ri - rj * rj
    same = (apart < SAME_DISC_MM) & (np.abs(ri - rj) < SAME_DISC_MM)
    cosine = np.concatenate([(square + more) / ri, (square - more) / rj])
    cosine /= np.maximum(2.0 * np.concatenate([apart, apart]), 1e-300)
    half = np.arccos(np.clip(cosine, -1.0, 1.0))
    half[np.concatenate([same, same])] = np.repeat([0.0, np.pi], int(same.sum()))
    toward = np.arctan2(dy, dx)
    cut = np.flatnonzero(half > 0.0)
    owner, middle = np.concatenate([i, j]), np.concatenate([toward, toward + np.pi])
    return owner[cut], middle[cut], half[cut]


def _pairs(group: Ints) -> tuple[Ints, Ints]:
    """All pairs i < j of the same group, of a sorted `group`."""
    size = np.bincount(group)
    after = (np.cumsum(size) - 1)[group] - np.arange(len(group))
    return spans(np.arange(1, len(group) + 1), after)


def _free_arcs(
    owner: Ints, middle: Floats, half: Floats, circles: int
) -> tuple[Ints, Floats, Floats]:
    """Give what the cut arcs leave of each circle: whose, from, to (radians)."""
    start = np.mod(middle - half, TURN)
    end = start + 2.0 * half
    wraps = end > TURN
    return gaps(
        np.concatenate([owner, owner[wraps]]),
        np.concatenate([start, np.zeros(int(wraps.sum()))]),
        np.concatenate([np.minimum(end, TURN), end[wraps] - TURN]),
        circles,
        TURN,
    )


def gaps(
    owner: Ints, start: Floats, end: Floats, owners: int, length: float
) -> tuple[Ints, Floats, Floats]:
    """Give what intervals leave free of [0, length] for each owner: whose, from, to."""
    stride = 2.0 * length
    base = np.arange(owners) * stride
    at = np.concatenate([start + base[owner], base + length])
    until = np.concatenate([end + base[owner], base + length])
    who = np.concatenate([owner, np.arange(owners)])
    order = np.argsort(at, kind="stable")
    at, until, who = at[order], until[order], who[order]
    reached = np.maximum.accumulate(until)
    before = np.maximum(np.concatenate([[-np.inf], reached[:-1]]), base[who])
    free = at > before
    who = who[free]
    return who, before[free] - base[who], at[free] - base[who]


def _covered_share_of_bc(discs: Discs) -> Floats:
    """Share (G,) of the edge BC that lies in a disc."""
    g = discs.group
    ux, uy = discs.cx - discs.bx, discs.cy
    long = np.hypot(ux, uy)
    px, py = discs.x - discs.bx[g], discs.y
    along = (px * ux[g] + py * uy[g]) / long[g]
    off = (px * uy[g] - py * ux[g]) / long[g]
    half = np.sqrt(np.maximum(discs.radius**2 - off**2, 0.0))
    start = np.clip((along - half) / long[g], 0.0, 1.0)
    end = np.clip((along + half) / long[g], 0.0, 1.0)
    cut = end > start
    who, lo, hi = gaps(g[cut], start[cut], end[cut], len(discs.bx), 1.0)
    return np.asarray(1.0 - np.bincount(who, hi - lo, len(discs.bx)))
