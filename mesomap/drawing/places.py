"""Where marks lie on a drawing, and which drawings see them.

A mark stands on the skin; it is shown in every view that sees that skin, and in no other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, assert_never

import numpy as np
import shapely

from mesomap.body.anchors import columns, frontmost, to_view
from mesomap.body.atlas import SEGMENTS, Bools, Floats, Ints, load
from mesomap.body.drawings import Drawing, drawing_of, project
from mesomap.body.views import View, close_ups, drawn_figure, view_of
from mesomap.domain.marks import VIEWS, Kind, Mark

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

#: Skin turned away further than 70° is seen too flat to be read: another view shows it better.
WELL_SEEN_COSINE = 0.34
#: Share of an outline that a view must show well to stand for it.
WELL_SEEN_SHARE = 0.6
#: Faces are some millimetres wide: an outline made of them is smoothed by this much.
SMOOTH_MM = 2.5
#: Close-ups that are looked at for a mark, and faces of it that tell which.
LIKELY, MOST_FACES = 4, 40


@dataclass(frozen=True, slots=True)
class Place:
    """A mark as one view shows it. `limb` where it lies on an upper limb."""

    mark: Mark
    limb: bool
    point: Floats | None = None
    shape: shapely.Geometry | None = None
    lines: tuple[Floats, ...] = ()

    @property
    def coordinates(self) -> Floats:
        """Everything of it that is drawn, (n, 2) in mm."""
        if self.point is not None:
            return self.point.reshape(1, 2)
        if self.shape is not None:
            return np.asarray(shapely.get_coordinates(self.shape))
        return np.concatenate(self.lines)


def on_limb(mark: Mark) -> bool:
    """Tell whether most of a mark lies on an upper limb."""
    return bool(np.mean(load().part_of_face[_own_faces(mark)] != 0) > 0.5)


def _own_faces(mark: Mark) -> Ints:
    """Faces that a mark names: of its anchors, or of its zone."""
    atlas = load()
    if mark.zone is not None:
        return atlas.zone_faces(mark.zone, mark.zones)
    return columns(mark.anchors)[0]


def places(figure: str, view: str, marks: Sequence[Mark]) -> list[Place]:
    """Put marks on a view, in their order; those that it does not see are left out.

    A close-up of any figure is one of the adult's of its sex.
    """
    figure = drawn_figure(view_of(view), figure)
    points = {m.id: p for m, p in _points(figure, view, marks)}
    found = (points.get(m.id) if m.kind is Kind.POINT else _wide(figure, view, m) for m in marks)
    return [place for place in found if place is not None]


def _points(figure: str, view: str, marks: Sequence[Mark]) -> Iterator[tuple[Mark, Place | None]]:
    """Put all points at once, those of the upper limbs on the drawing that has them."""
    points = [m for m in marks if m.kind is Kind.POINT]
    limbs = load().part_of_face[[m.anchors[0][0] for m in points]] != 0 if points else ()
    for limb in (False, True):
        these = [m for m, here in zip(points, limbs, strict=True) if bool(here) is limb]
        uv, visible = to_view(figure, view, [m.anchors[0] for m in these], limb=limb)
        for mark, at, seen in zip(these, uv, visible, strict=True):
            yield mark, Place(mark, limb, point=at) if seen else None


def _wide(figure: str, view: str, mark: Mark) -> Place | None:
    limb = on_limb(mark)
    match mark.kind:
        case Kind.STROKE:
            lines = _runs(*to_view(figure, view, mark.anchors, limb=limb))
            return Place(mark, limb, lines=lines) if lines else None
        case Kind.PATCH | Kind.ZONE:
            shape = _outline(figure, view, mark, limb=limb)
            return None if shape is None else Place(mark, limb, shape=shape)
        case Kind.POINT:
            raise ValueError("points are placed together")
    assert_never(mark.kind)


def _runs(uv: Floats, visible: Bools) -> tuple[Floats, ...]:
    """Cut a line into the pieces that are seen; a lone dot becomes a short dash."""
    cuts = np.flatnonzero(np.diff(visible.astype(np.int8))) + 1
    pieces = [p for p, seen in zip(np.split(uv, cuts), np.split(visible, cuts), strict=True)
              if len(p) and seen[0]]  # fmt: skip
    return tuple(p if len(p) > 1 else np.array([p[0] - 0.5, p[0] + 0.5]) for p in pieces)


def _outline(figure: str, view: str, mark: Mark, *, limb: bool) -> shapely.Geometry | None:
    """Outline of a patch or zone: as it was drawn in its own view, else from its faces."""
    drawing = drawing_of(load(), figure, view, limb=limb)
    if mark.kind is Kind.PATCH and (mark.view, mark.figure or figure) == (view, figure):
        return _drawn(drawing, mark)
    pieces = _carried(drawing, figure, mark) if mark.kind is Kind.PATCH else None
    if pieces is None or not len(pieces):
        pieces = shapely.polygons(drawing.corner[_seen(drawing, covered_faces(figure, mark))])
    if not len(pieces):
        return None
    whole = shapely.union_all(pieces, grid_size=0.01)
    smooth = whole.buffer(SMOOTH_MM, quad_segs=3).buffer(-SMOOTH_MM, quad_segs=3)
    return smooth.simplify(0.6)


def _carried(drawing: Drawing, figure: str, mark: Mark) -> Any:
    """Cut the faces under a patch along its line where it was drawn, and put the pieces here."""
    own = _own_drawing(figure, mark)
    shape = _drawn(own, mark)
    low, high = own.corner.min(axis=1), own.corner.max(axis=1)
    near = ((high > shape.bounds[:2]) & (low < shape.bounds[2:])).all(axis=1)
    faces = np.flatnonzero(near & own.shown & drawing.shown)
    pieces = shapely.intersection(shapely.polygons(own.corner[faces]), shape)
    faces, pieces = faces[shapely.area(pieces) > 0.0], pieces[shapely.area(pieces) > 0.0]
    kept = np.isin(faces, _seen(drawing, _seen(own, faces)))
    moved = [
        shapely.transform(piece, _affine(own.corner[face], drawing.corner[face]))
        for face, piece in zip(faces[kept], pieces[kept], strict=True)
    ]
    return np.array([piece.buffer(0) for piece in moved], dtype=object)


def _affine(before: Floats, after: Floats) -> Callable[[Floats], Floats]:
    """Give the map that takes a triangle (3, 2) to another."""
    turn = np.linalg.solve(before[1:] - before[0], after[1:] - after[0])
    return lambda uv: (uv - before[0]) @ turn + after[0]


def _own_drawing(figure: str, mark: Mark) -> Drawing:
    """Find the drawing that an outline was drawn on."""
    view = mark.view or "front"
    named = mark.figure or drawn_figure(view_of(view), figure)
    return drawing_of(load(), named, view, limb=on_limb(mark))


def _drawn(drawing: Drawing, mark: Mark) -> shapely.Geometry:
    uv, _ = to_view(drawing.figure, drawing.view, mark.anchors)
    shape = shapely.Polygon(uv)
    return shape if shape.is_valid else shape.buffer(0)


def covered_faces(figure: str, mark: Mark) -> Ints:
    """Faces whose middle lies inside a patch or zone, found in the view it was drawn on."""
    if mark.kind is not Kind.PATCH:
        return _own_faces(mark)
    drawing = _own_drawing(figure, mark)
    middle = drawing.corner.mean(axis=1)
    shape = _drawn(drawing, mark)
    shapely.prepare(shape)
    inside = np.flatnonzero(shapely.contains_xy(shape, middle) & drawing.shown)
    found = _seen(drawing, inside)
    return found if len(found) else _own_faces(mark)


def _seen(drawing: Drawing, faces: Ints) -> Ints:
    """Keep the faces whose middle nothing hides on a drawing."""
    faces = faces[drawing.shown[faces]]
    if not len(faces):
        return faces
    front, _, _ = frontmost(drawing, drawing.corner[faces].mean(axis=1))
    return np.asarray(faces[front == faces])


def well_seen(figure: str, view: str, marks: Sequence[Mark]) -> Floats:
    """How well a view shows each mark (n,), 0 to 1: cosine of a point, share of an outline."""
    figure = drawn_figure(view_of(view), figure)
    points = dict(_points(figure, view, marks))
    atlas = load()
    drawings = {limb: drawing_of(atlas, figure, view, limb=limb) for limb in (False, True)}

    def score(mark: Mark) -> float:
        if mark.kind is Kind.POINT:
            place = points[mark]
            return 0.0 if place is None else drawings[place.limb].cosine[mark.anchors[0][0]]
        drawing = drawings[on_limb(mark)]
        return _share(drawing, mark)

    return np.array([score(mark) for mark in marks])


def _share(drawing: Drawing, mark: Mark) -> float:
    """Share of an outline's faces, or of a stroke's places, that a drawing shows well."""
    if mark.kind is Kind.STROKE:
        limb = drawing.inside.all()
        _, visible = to_view(drawing.figure, drawing.view, mark.anchors, limb=bool(limb))
        flat = drawing.cosine[columns(mark.anchors)[0]] >= WELL_SEEN_COSINE
        return float(np.mean(visible & flat))
    faces = covered_faces(drawing.figure, mark)
    seen = _seen(drawing, faces)
    return float((drawing.cosine[seen] >= WELL_SEEN_COSINE).sum() / max(len(faces), 1))


def views_of(figure: str, marks: Sequence[Mark]) -> tuple[str, ...]:
    """Fewest views that show every mark well, the one that shows most of them first.

    The whole views where they can; close-ups for what no whole view shows well (a sole, an
    armpit). A mark that nothing shows well asks for the view that shows it best.
    """
    if not marks:
        return ()
    score, enough = _scores(figure, VIEWS, marks), _enough(marks)
    missed = score.max(axis=1) < enough
    if not missed.any():
        return _fewest(VIEWS, score, enough)
    hidden = [m for m, out in zip(marks, missed, strict=True) if out]
    near = _near(figure, hidden)
    closer = _scores(figure, near, hidden) if near else np.zeros((len(hidden), 0))
    served = closer.max(axis=1, initial=0.0) >= enough[missed]
    seen = ~missed
    seen[missed] = ~served  # neither shows it well: the whole view that shows it best
    return (
        *_fewest(VIEWS, score[seen], enough[seen]),
        *_fewest(near, closer[served], enough[missed][served]),
    )


def facing(figure: str, marks: Sequence[Mark]) -> str:
    """Name the whole view that marks face most squarely; a guess, far quicker than `views_of`."""
    faces = np.concatenate([_own_faces(mark) for mark in marks])
    few = faces[:: len(faces) // MOST_FACES + 1]
    return max(VIEWS, key=lambda key: _squareness(view_of(key), figure, few))


def _scores(figure: str, views: Sequence[str], marks: Sequence[Mark]) -> Floats:
    return np.stack([well_seen(figure, view, marks) for view in views], axis=1)


def _enough(marks: Sequence[Mark]) -> Floats:
    return np.array([WELL_SEEN_COSINE if m.kind is Kind.POINT else WELL_SEEN_SHARE for m in marks])


def _near(figure: str, marks: Sequence[Mark]) -> tuple[str, ...]:
    """Close-ups that may show these marks: for each the few that face it most squarely."""
    likely = {mark.view for mark in marks}
    for mark in marks:
        faces = _own_faces(mark)
        squarely = {view.key: _squareness(view, figure, faces[:: len(faces) // MOST_FACES + 1])
                    for view in close_ups()}  # fmt: skip
        best = sorted(squarely, key=lambda key: -squarely[key])[:LIKELY]
        likely |= {key for key in best if squarely[key] > 0.0}
    return tuple(view.key for view in close_ups() if view.key in likely)


def _squareness(view: View, figure: str, faces: Ints) -> float:
    """Mean cosine of faces (n,) toward a close-up, hidden or not; outside its box it is 0."""
    atlas, figure = load(), drawn_figure(view, figure)
    u0, v0, width, height = view.boxes[figure]
    corner = atlas.figures[view.position_of(figure)][atlas.faces[faces]]
    across = np.cross(corner[:, 1] - corner[:, 0], corner[:, 2] - corner[:, 0])
    normal = across / np.maximum(np.linalg.norm(across, axis=1, keepdims=True), 1e-12)
    uv, _ = project(corner.mean(axis=1), view.key)
    low, high = np.array([u0, v0]), np.array([u0 + width, v0 + height])
    inside = ((uv > low) & (uv < high)).all(axis=1)
    if view.segments and atlas.segment_of_face is not None:
        inside &= np.isin(
            atlas.segment_of_face[faces], [SEGMENTS.index(name) for name in view.segments]
        )
    return float(np.mean(np.where(inside, normal @ np.array(view.toward), 0.0)))


def _fewest(views: Sequence[str], score: Floats, enough: Floats) -> tuple[str, ...]:
    """Choose among views by how well each shows each mark (n marks, n views)."""
    best = score.max(axis=1, initial=0.0)
    serves = (score >= np.minimum(enough, best)[:, None]) & (best > 0)[:, None]
    chosen: list[int] = []
    left = serves.any(axis=1)
    while left.any():
        # Most marks first; among equals the view that shows them most squarely.
        counts = serves[left].sum(axis=0) + score[left].sum(axis=0) / (len(score) + 1)
        chosen.append(int(np.argmax(counts)))
        left &= ~serves[:, chosen[-1]]
    return tuple(views[i] for i in chosen)
