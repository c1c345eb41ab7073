"""Where events say that something is: held to the atlas before anything is stored."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, assert_never

from mesomap.body import views, zones
from mesomap.body.drawn import check_drawn
from mesomap.body.patient import nearest
from mesomap.domain.acts.places import Avoided, Laid, Moved, Person, Place, Zone
from mesomap.domain.acts.reading import places_of
from mesomap.domain.marks import Kind, Mark
from mesomap.errors import N_, OutsideModel, Refused
from mesomap.services.record import folds

if TYPE_CHECKING:
    from mesomap.domain.events import Event
    from mesomap.domain.physique import Physique
    from mesomap.domain.session import Session
    from mesomap.storage.protocol import Reader


#: Kinds that are straight on a drawing.
_DRAWN = (Kind.PATCH, Kind.STROKE)


class Places:
    """Checks the places of one request's events, in the order that they came; `reader` stays open.

    An outline that crosses itself has no area, and a stroke may be too long to measure; stored,
    they would keep every figure of their session from being computed. So what is moved is looked
    at as it would lie, and the session, or what this request planned before, tells its kind.
    """

    def __init__(self, reader: Reader, practice_id: str, session_id: str) -> None:
        self._reader, self._place = reader, (practice_id, session_id)
        self._session: Session | None = None
        self._outlines: dict[str, Mark] | None = None

    def check(self, event: Event) -> None:
        """Raise Refused for a face, zone, outline or body that cannot be."""
        for place in places_of(event):
            self._look_at(place)

    def _look_at(self, place: Place) -> None:
        match place:
            case Laid(mark):
                _check_there(mark)
                self._laid(mark)
            case Moved():
                _check_there(place.as_mark())
                self._moved(place)
            case Avoided(nogo):
                self._avoided(nogo.as_mark())
            case Zone(key):
                _check_zone(key)
            case Person(physique):
                _check_body(physique)
            case _:
                assert_never(place)

    def _avoided(self, mark: Mark) -> None:
        _check_there(mark)
        if mark.kind is Kind.PATCH:
            self._check_drawn(mark)

    def _laid(self, mark: Mark) -> None:
        if mark.kind in _DRAWN:
            self._check_drawn(mark)
            self._known()[mark.id] = mark

    def _moved(self, place: Moved) -> None:
        old = self._known().get(place.mark_id)
        if old is None or (old.kind is Kind.PATCH and len(place.anchors) < 3):
            return
        moved = replace(
            old, anchors=place.anchors, view=place.view or old.view,
            figure=place.figure or old.figure,
        )  # fmt: skip
        self._check_drawn(moved)
        self._known()[moved.id] = moved

    def _known(self) -> dict[str, Mark]:
        if self._outlines is None:
            marks = (entry.mark for entry in self._folded().marks)
            self._outlines = {mark.id: mark for mark in marks if mark.kind in _DRAWN}
        return self._outlines

    def _folded(self) -> Session:
        if self._session is None:
            self._session = folds.fold_of(self._reader, *self._place).session
        return self._session

    def _check_drawn(self, mark: Mark) -> None:
        check_drawn(mark, mark.figure or self._folded().body.sex)


def _check_there(mark: Mark) -> None:
    """Raise Refused where a face, zone or drawing of a mark does not exist."""
    zones.check_marks((mark,))
    views.check_drawings((mark,))


def _check_zone(zone: str) -> None:
    if zone not in zones.ZONES:
        raise Refused(N_("Zone inconnue : {zone!r}."), zone=zone)


def _check_body(physique: Physique) -> None:
    if nearest(physique)[1]:
        raise OutsideModel(
            N_(
                "Aucun corps n’a été modélisé avec cet âge, cette taille et ce poids : "
                "proposez le plus proche."
            )
        )
