"""An outline carried over to another view: round the same skin, where that view sees it better.

The edges of an outline are straight on the drawing that it was laid on, and bent on any other.
So they are followed in small steps, each step's place on the skin is an anchor of the new
outline, and anchors that hardly bend its line are left out again.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import shapely

from mesomap.body.anchors import from_view, frontmost, snapped, to_view
from mesomap.body.outlines import drawing_of_mark, outline_on, outline_pieces, path_on
from mesomap.body.pieces import own_areas
from mesomap.body.views import drawn_figure, view_of
from mesomap.errors import N_, Refused

if TYPE_CHECKING:
    from mesomap.body.atlas import Floats
    from mesomap.body.drawings import Drawing
    from mesomap.body.patient import Body
    from mesomap.domain.marks import Anchor, Mark

#: Steps along the old edges (mm on the old drawing), halved until they are short on the new one.
STEP_MM, SHORT_MM, SHORTEST_MM, HALVINGS = 2.0, 2.0, 1e-3, 12
#: The edge of the body is found to within some nanometres.
EDGE_HALVINGS = 24
#: The new line may leave its way by this much (mm).
THINNING_MM = 0.03
#: The skin covered may differ by this share; beyond, the new view does not see all of it.
SAME_SKIN = 0.005


def carry(body: Body, mark: Mark, view: str) -> Mark:
    """Give the outline `mark` as it is drawn on another view; it keeps its id and all else.

    Raises
    ------
    Refused
        No such view or figure; an outline that cannot be measured; a view that does not show
        all of the skin that the outline covers.

    """
    old = drawing_of_mark(body, mark)
    outline_on(old, mark)
    figure = drawn_figure(view_of(view), old.figure)
    limb = bool((body.atlas.part_of_face[[a[0] for a in mark.anchors]] > 0).any())
    anchors, line, seen = _way(old, path_on(old, mark), figure, view, limb=limb)
    if not seen:
        raise _not_seen(mark, view)
    kept = _thinned(anchors, line)
    carried = replace(mark, anchors=kept, view=view, figure=figure)
    before, after = (_covered_mm2(body, each) for each in (mark, carried))
    if abs(after - before) > SAME_SKIN * before:
        raise _not_seen(mark, view)
    return carried


def _way(
    old: Drawing, path: Floats, figure: str, view: str, *, limb: bool
) -> tuple[list[Anchor], Floats, bool]:
    """Places on the skin along an outline's edges (n,), where the new view has them (n, 2).

    And whether it sees all of them.
    """
    along = shapely.get_coordinates(shapely.segmentize(shapely.LinearRing(path), STEP_MM))[:-1]
    for _ in range(HALVINGS):
        found = from_view(old.figure, old.view, _on_skin(old, along), limb=limb, atlas=old.atlas)
        along = along[[anchor is not None for anchor in found]]
        anchors = [anchor for anchor in found if anchor is not None]
        line, seen = to_view(figure, view, anchors, limb=limb, atlas=old.atlas)
        step, gap = (np.roll(way, -1, axis=0) - way for way in (along, line))
        long = (np.hypot(*gap.T) > SHORT_MM) & (np.hypot(*step.T) > SHORTEST_MM)
        if not (seen.all() and long.any()):
            break
        at = np.flatnonzero(long)
        along = np.insert(along, at + 1, along[at] + step[at] / 2.0, axis=0)
    return anchors, line, bool(seen.all())


def _on_skin(old: Drawing, place: Floats) -> Floats:
    """Move places (n, 2) beside the body to its very edge, where a hair's breadth is a hand."""
    out = place.copy()
    beside = np.flatnonzero(frontmost(old, place)[0] < 0)
    inside, outside = place[beside], place[beside]
    face, share = snapped(old, inside)
    near = face >= 0
    inside = np.einsum("ij,ijk->ik", share[near], old.corner[face[near]])
    outside = outside[near]
    for _ in range(EDGE_HALVINGS):
        middle = (inside + outside) / 2.0
        hit = (frontmost(old, middle)[0] >= 0)[:, None]
        inside, outside = np.where(hit, middle, inside), np.where(hit, outside, middle)
    out[beside[near]] = inside
    return out


def _thinned(anchors: list[Anchor], line: Floats) -> tuple[Anchor, ...]:
    """Leave out the anchors that hardly bend the line."""
    ring = shapely.simplify(shapely.LinearRing(line), THINNING_MM, preserve_topology=True)
    at = {tuple(place): anchor for place, anchor in zip(line.tolist(), anchors, strict=True)}
    return tuple(at[tuple(place)] for place in shapely.get_coordinates(ring)[:-1].tolist())


def _covered_mm2(body: Body, mark: Mark) -> float:
    own = own_areas(body.skin, outline_pieces(body, mark, 0)[0])
    return float(sum(column.sum() for column in own.columns()))


def _not_seen(mark: Mark, view: str) -> Refused:
    return Refused(
        N_("La vue « {view_name} » ne montre pas toute la peau du contour {mark_id}."),
        view_name=view_of(view).names["fr"],
        mark_id=mark.id,
    )
