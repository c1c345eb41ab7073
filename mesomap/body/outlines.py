"""Closed outlines: straight-edged on a drawing, measured on the skin of the patient.

The skin that an outline covers is the visible part of the faces that are drawn inside it and
hang together with the faces of its anchors. Each visible piece is mapped affinely from the
drawn face to the same face of the patient's body, so the figure may be another body than the
patient's: the metric belongs to the triangle and not to the drawing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

from mesomap.body.advice import AreaWarning, grazing, nothing_seen, wraps_round
from mesomap.body.anchors import columns
from mesomap.body.drawings import Drawing, barycentric, drawing_of, project
from mesomap.body.mesh import neighbours_of
from mesomap.body.pieces import SLIVER_MM2, Pieces, Shapes
from mesomap.body.points import place_on
from mesomap.body.sight import WHOLE, sight_of
from mesomap.body.skin import cross, dot, edges
from mesomap.body.views import View, close_ups, drawn_figure, view_of
from mesomap.domain.marks import VIEWS
from mesomap.errors import N_, Refused

if TYPE_CHECKING:
    from mesomap.body.atlas import Bools, Floats, Ints
    from mesomap.body.patient import Body
    from mesomap.body.skin import Skin
    from mesomap.domain.marks import Mark

#: An outline smaller than this on the drawing (mm²) has no inside.
SMALLEST_OUTLINE_MM2 = 0.01
#: Cosine of the 70° beyond which the metric is ill-conditioned (15 % median error at a flank).
GRAZING_COSINE = float(np.cos(np.radians(70.0)))
#: Share of an outline that may be seen at such an angle before the doctor is told.
GRAZING_SHARE = 0.05
#: Share of an outline's anchors on skin that its view does not show before the doctor is told.
BEHIND_SHARE = 0.1
#: A whole view that skin is turned from by less than this (60°) is offered before any close-up.
WELL_FACED_COSINE = 0.5


def outline_pieces(body: Body, mark: Mark, number: int) -> tuple[Pieces, tuple[AreaWarning, ...]]:
    """Skin of the patient that an outline covers, and what the doctor should know about it.

    Raises
    ------
    Refused
        An outline that crosses itself or has no inside; an unknown view or figure.

    """
    drawing = drawing_of_mark(body, mark)
    outline = outline_on(drawing, mark)
    face = faces_under(drawing, outline)
    face = face[reached(drawing, face, columns(mark.anchors)[0])[face]]
    sight = sight_of(drawing)
    face = face[drawing.shown[face]]
    whole = (sight.look(face) == WHOLE) & _covers(outline, drawing.corner[face])
    seen = shapely.intersection(sight.shapes(face[~whole]), outline)
    solid = shapely.area(seen) > SLIVER_MM2
    cut = face[~whole][solid]
    shape = onto_skin(body.skin, drawing, cut, seen[solid])
    full = face[whole]
    pieces = Pieces(
        full_mark=np.full(len(full), number),
        full_face=full,
        shape_mark=np.full(len(cut), number),
        shape_face=cut,
        shape=shape,
    )
    area = np.concatenate([body.skin.area_mm2[full], shapely.area(shape)])
    return pieces, _advice(drawing, mark, np.concatenate([full, cut]), area)


def drawing_of_mark(body: Body, mark: Mark) -> Drawing:
    """Give the drawing that a mark was laid on: its figure, or the adult of the body's sex.

    In the side views the upper limb is there only if the mark lies on it.
    """
    atlas = body.atlas
    on_limb = bool((atlas.part_of_face[columns(mark.anchors)[0]] > 0).any())
    return drawing_of(atlas, mark.figure or body.physique.sex, mark.view or "", limb=on_limb)


def path_on(drawing: Drawing, mark: Mark) -> Floats:
    """Anchors (n, 2) of a mark on its drawing, in mm."""
    return project(
        place_on(drawing.position, drawing.atlas.faces, *columns(mark.anchors)), drawing.view
    )[0]


def outline_on(drawing: Drawing, mark: Mark) -> shapely.Polygon:
    """Outline of a mark on its drawing, looked at closely.

    Raises
    ------
    Refused
        It crosses itself (whose area would be a plausible 0.0), or has no inside.

    """
    path = path_on(drawing, mark)
    flat = shapely.area(shapely.convex_hull(shapely.multipoints(path))) < SMALLEST_OUTLINE_MM2
    outline = None if flat else shapely.Polygon(path)
    if outline is not None and not outline.is_valid:
        raise Refused(
            N_("Le contour {mark_id} se croise lui-même : tracez-le sans croisement."),
            mark_id=mark.id,
        )
    if outline is None or outline.area < SMALLEST_OUTLINE_MM2:
        raise Refused(N_("Le contour {mark_id} n’entoure aucune surface."), mark_id=mark.id)
    shapely.prepare(outline)
    return outline


def faces_under(drawing: Drawing, shape: shapely.Geometry) -> Ints:
    """Faces (n,) of the drawing, whichever way they face, whose drawn triangle meets a shape."""
    box = np.array(shape.bounds).reshape(1, 4)
    near = np.unique(drawing.bins.near(box[:, :2], box[:, 2:])[1]).astype(np.int64)
    low, high = drawing.boxes(near)
    near = near[(low <= box[:, 2:]).all(axis=1) & (high >= box[:, :2]).all(axis=1)]
    meets = shapely.intersects(shape, shapely.polygons(drawing.corner[near]))
    return np.asarray(near[meets])


def reached(drawing: Drawing, face: Ints, start: Ints) -> Bools:
    """Tell which faces (nF,) hang together with `start` over edges between the given faces.

    The walk may pass under what is hidden (below a breast, behind an ear), never outside.
    """
    across = neighbours_of(drawing.atlas)
    allowed = np.zeros(drawing.atlas.face_count, dtype=bool)
    allowed[face] = True
    found = np.zeros_like(allowed)
    edge = start[allowed[start]]
    while len(edge):
        found[edge] = True
        edge = np.unique(across[edge])
        edge = edge[edge >= 0]
        edge = edge[allowed[edge] & ~found[edge]]
    return found


def onto_skin(skin: Skin, drawing: Drawing, face: Ints, shape: Shapes) -> Shapes:
    """Map shapes (n,) from drawn faces into the planes of the same faces of a body."""
    if not len(face):
        return shape
    point, owner = shapely.get_coordinates(shape, return_index=True)
    at = face[owner]
    share = barycentric(drawing.corner[at], point)
    flat = np.stack(
        [
            share[:, 1] * skin.bx[at] + share[:, 2] * skin.cx[at],
            share[:, 2] * skin.cy[at],
        ],
        axis=1,
    )
    return np.asarray(shapely.set_coordinates(shape.copy(), flat))


def _covers(outline: shapely.Polygon, corner: Floats) -> Bools:
    """Tell which drawn triangles (n, 3, 2) lie wholly inside an outline."""
    return np.asarray(shapely.covers(outline, shapely.polygons(corner)))


def _advice(drawing: Drawing, mark: Mark, face: Ints, area: Floats) -> tuple[AreaWarning, ...]:
    total = float(area.sum())
    if total <= 0.0:
        return (nothing_seen(mark.id),)
    behind = float((~drawing.shown[columns(mark.anchors)[0]]).mean())
    said = (wraps_round(mark.id, behind),) if behind > BEHIND_SHARE else ()
    slanted = drawing.cosine[face] < GRAZING_COSINE
    share = float(area[slanted].sum()) / total
    if share <= GRAZING_SHARE:
        return said
    better = _better_view(drawing, face[slanted], area[slanted])
    return (*said, grazing(mark.id, share, better))


def _better_view(drawing: Drawing, face: Ints, area: Floats) -> str:
    """View that faces these faces best, or "" if none does within 70°.

    A whole view that faces them within 60° is enough; else a close-up that shows their zone.
    """
    turned = {view: _turned_to(drawing, view, face, area) for view in VIEWS}
    best = max(turned, key=lambda view: turned[view])
    if turned[best] < WELL_FACED_COSINE:
        turned |= {
            view.key: _turned_to(drawing, view.key, face, area)
            for view in _close_ups_of(drawing, face, area)
        }
        best = max(turned, key=lambda view: turned[view])
    return best if best != drawing.view and turned[best] > GRAZING_COSINE else ""


def _close_ups_of(drawing: Drawing, face: Ints, area: Floats) -> list[View]:
    """Close-ups that show well the zone in which most of some faces lie."""
    atlas = drawing.atlas
    zone = np.bincount(atlas.zone_of_face[face], area, len(atlas.zone_keys)).argmax()
    return [view for view in close_ups() if atlas.zone_keys[int(zone)] in view.zones]


def _turned_to(drawing: Drawing, key: str, face: Ints, area: Floats) -> float:
    """Cosine of the angle by which faces are turned from the viewer of a view, in the mean."""
    view, atlas = view_of(key), drawing.atlas
    place = atlas.figures.get(view.position_of(drawn_figure(view, drawing.figure)))
    across = cross(*edges(drawing.position if place is None else place, atlas.faces[face]))
    normal = across / np.maximum(np.sqrt(dot(across, across)), 1e-12)[:, None]
    return float(area @ (normal @ np.array(view.toward)) / area.sum())
