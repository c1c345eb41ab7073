"""A practice's own patterns: marks kept under a name, to be laid again on another patient.

A place on the skin is the same on every body, so a pattern lies where it was drawn, or mirrored.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from mesomap.body import views, zones
from mesomap.body.drawn import check_drawn
from mesomap.domain.ask import one_of
from mesomap.domain.clock import utc_text
from mesomap.domain.marks import Kind, Mark, mark_from_json, mark_to_json
from mesomap.domain.syringe_door import SYRINGES
from mesomap.errors import N_, Refused, TooLarge
from mesomap.services.practice.named_lists import Named

if TYPE_CHECKING:
    from datetime import datetime

    from mesomap.storage.seat import Seat

MOST_PATTERNS = 60
MOST_MARKS = 600

#: Most characters of all patterns together: the page of every session carries them.
MOST_CHARACTERS = 400_000

PATTERNS = Named(
    table="pattern",
    id_column="pattern_id",
    content="marks",
    rows=lambda reader, practice_id: reader.patterns(practice_id),
    unnamed=N_("Le schéma n’est pas nommé."),
    wrong_name=N_("Le nom d’un schéma a de 1 à {most} caractères."),
    taken=N_("Un schéma s’appelle déjà « {name} »."),
    missing=N_("Ce schéma n’existe pas dans ce cabinet."),
)
of_practice, rename, remove = PATTERNS.all_of, PATTERNS.rename, PATTERNS.remove


def marks_of(value: Any) -> list[dict[str, Any]]:
    """Read the marks of a pattern, without ids: in a session they have others.

    Raises
    ------
    Malformed, Refused
        As a session refuses a mark: a depth, a face, a zone, an outline that cannot be; a syringe
        that is not A, B or C.
    TooLarge
        More marks than a pattern has.
    """
    if not isinstance(value, list) or not value:
        raise Refused(N_("Un schéma a au moins une marque."), field="marks")
    if len(value) > MOST_MARKS:
        raise TooLarge(
            N_("Un schéma a {most} marques au plus, reçu : {count}."),
            most=MOST_MARKS, count=len(value),
        )  # fmt: skip
    marks = [mark_from_json(_plain(item)) for item in value]
    zones.check_marks(marks)
    views.check_drawings(marks)
    for mark in marks:
        _check(mark)
    return [{k: v for k, v in mark_to_json(mark).items() if k != "id"} for mark in marks]


def _plain(item: Any) -> Any:
    return {k: v for k, v in item.items() if k != "id"} if isinstance(item, Mapping) else item


def _check(mark: Mark) -> None:
    if mark.syringe is not None:
        one_of(mark.syringe, SYRINGES)
    if mark.kind in (Kind.PATCH, Kind.STROKE):
        if mark.figure is None:
            raise Refused(N_("Un tracé d’un schéma nomme la figure où il a été dessiné."))
        check_drawn(mark, mark.figure)


def save(seat: Seat, pattern_id: Any, name: Any, marks: Any, now: datetime) -> list[dict[str, Any]]:
    """Keep a pattern under an id made by the caller; the same id again changes nothing.

    Gives all of them.

    Raises
    ------
    Malformed, Refused, TooLarge
        See `marks_of`; no name, a name too long, too many patterns.
    Conflict
        Another pattern has that name.
    """
    own_id, called = PATTERNS.id_of(pattern_id), PATTERNS.name_of(name)
    read = marks_of(marks)
    with seat.writing() as w:
        if not PATTERNS.is_kept(w, seat.practice_id, own_id):
            _room([*PATTERNS.listed(w, seat.practice_id), {"marks": read}])
            more = {"marks": read, "created_at": utc_text(now)}
            PATTERNS.add(w, seat.practice_id, seat.user_id, own_id, called, more, now)
        return PATTERNS.listed(w, seat.practice_id)


def _room(wanted: list[dict[str, Any]]) -> None:
    characters = sum(len(json.dumps(pattern["marks"])) for pattern in wanted)
    if len(wanted) > MOST_PATTERNS or characters > MOST_CHARACTERS:
        raise Refused(
            N_("Au plus {most} schémas gardés, et pas plus de place : supprimez-en un."),
            field="name", most=MOST_PATTERNS,
        )  # fmt: skip
