"""Where events say that something is: held to the atlas before anything is stored."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mesomap.body import atlas, views, zones
from mesomap.body.drawings import drawing_of
from mesomap.body.outlines import outline_on
from mesomap.body.patient import nearest
from mesomap.body.strokes import check_length
from mesomap.domain.bodies import NOGO, marks_in
from mesomap.domain.marks import Kind, Mark, mark_from_json
from mesomap.domain.physique import physique_from_json
from mesomap.errors import N_, OutsideModel, Refused
from mesomap.services import folds

if TYPE_CHECKING:
    from mesomap.domain.events import Event
    from mesomap.domain.session import Session
    from mesomap.storage.protocol import Storage


#: Kinds that are straight on a drawing.
_DRAWN = (Kind.PATCH, Kind.STROKE)


class Places:
    """Checks the places of one request's events, in the order that they came.

    An outline that crosses itself has no area, and a stroke of half a mile is no stroke; stored,
    they would keep every figure of their session from being computed. So what is moved is looked
    at as it would lie, and the session, or what this request planned before, tells its kind.
    """

    def __init__(self, storage: Storage, practice_id: str, session_id: str) -> None:
        self._storage, self._practice_id, self._session_id = storage, practice_id, session_id
        self._session: Session | None = None
        self._outlines: dict[str, Mark] | None = None

    def check(self, event: Event) -> None:
        """Raise Refused for a face, zone, outline or body that cannot be."""
        marks = marks_in(event)
        zones.check_marks(marks)
        views.check_drawings(marks)
        if event.kind == "mark.planned":
            self._planned(mark_from_json(event.body["mark"]))
        elif event.kind == "mark.moved":
            self._moved(event)
        elif event.kind in NOGO and marks[0].kind is Kind.PATCH:
            self._check_drawn(marks[0])
        elif event.kind == "pain.scored" and event.body.get("zone") is not None:
            _check_zone(event.body["zone"])
        elif event.kind == "body.corrected":
            _check_body(event)

    def _planned(self, mark: Mark) -> None:
        if mark.kind in _DRAWN:
            self._check_drawn(mark)
            self._known()[mark.id] = mark

    def _moved(self, event: Event) -> None:
        anchors = event.body["anchors"]
        old = self._known().get(event.body["mark_id"])
        if old is not None and old.kind is Kind.PATCH and len(anchors) < 3:
            old = None
        if old is None:
            return
        drawn = {k: v for k in ("view", "figure") if (v := event.body.get(k)) is not None}
        moved = replace(old, anchors=tuple(tuple(a) for a in anchors), **drawn)
        self._check_drawn(moved)
        self._known()[moved.id] = moved

    def _known(self) -> dict[str, Mark]:
        if self._outlines is None:
            marks = (entry.mark for entry in self._folded().marks)
            self._outlines = {mark.id: mark for mark in marks if mark.kind in _DRAWN}
        return self._outlines

    def _folded(self) -> Session:
        if self._session is None:
            self._session = folds.load(self._storage, self._practice_id, self._session_id)
        return self._session

    def _check_drawn(self, mark: Mark) -> None:
        check_drawn(mark, mark.figure or self._folded().body.sex)


def check_drawn(mark: Mark, figure: str) -> None:
    """Hold an outline or a stroke to the drawing of `figure` that it is straight on.

    Raises Refused for one that crosses itself or is too long.
    """
    skin = atlas.load()
    on_limb = any(skin.part_of_face[face] > 0 for face, _, _ in mark.anchors)
    drawing = drawing_of(skin, figure, mark.view or "", limb=on_limb)
    if mark.kind is Kind.PATCH:
        outline_on(drawing, mark)
    else:
        check_length(drawing, mark)


def _check_zone(zone: str) -> None:
    if zone not in zones.ZONES:
        raise Refused(N_("Zone inconnue : {zone!r}."), zone=zone)


def _check_body(event: Event) -> None:
    if nearest(physique_from_json(event.body["body"]))[1]:
        raise OutsideModel(
            N_(
                "Aucun corps n’a été modélisé avec cet âge, cette taille et ce poids : "
                "proposez le plus proche."
            )
        )
