"""A practice's own patterns: marks kept under a name, to be laid again on another patient.

A place on the skin is the same on every body, so a pattern lies where it was drawn, or mirrored. A
pattern that is removed stays in the table, marked so, and in the log.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from mesomap.body import views, zones
from mesomap.domain.clock import utc_text
from mesomap.domain.marks import Kind, Mark, mark_from_json, mark_to_json
from mesomap.domain.products import plain
from mesomap.domain.syringe_door import SYRINGES
from mesomap.errors import N_, Conflict, Malformed, NotFound, Refused, TooLarge
from mesomap.services.places import check_drawn

if TYPE_CHECKING:
    from datetime import datetime

    from mesomap.storage.protocol import Reader, Row, Storage

MOST_PATTERNS = 60
MOST_MARKS = 600
MOST_NAME = 80

#: All patterns lie in the page of every session: more than this together is no page.
MOST_CHARACTERS = 400_000


def of_practice(storage: Storage, practice_id: str) -> list[dict[str, Any]]:
    """List the patterns by name: [{"id", "name", "marks"}]."""
    with storage.reading() as r:
        return _patterns(r, practice_id)


def _patterns(reader: Reader, practice_id: str) -> list[dict[str, Any]]:
    found = [
        {"id": row["pattern_id"], "name": row["name"], "marks": row["marks"]}
        for row in reader.patterns(practice_id)
        if not row["removed"]
    ]
    return sorted(found, key=lambda pattern: plain(str(pattern["name"])))


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
    if mark.syringe is not None and mark.syringe not in SYRINGES:
        raise Refused(
            N_("Valeur inconnue : {value!r} (attendu : {allowed})."),
            value=mark.syringe, allowed=", ".join(SYRINGES),
        )  # fmt: skip
    if mark.kind in (Kind.PATCH, Kind.STROKE):
        if mark.figure is None:
            raise Refused(N_("Un tracé d’un schéma nomme la figure où il a été dessiné."))
        check_drawn(mark, mark.figure)


def save(
    storage: Storage, practice_id: str, author_id: str, pattern_id: Any, name: Any, marks: Any,
    now: datetime,
) -> list[dict[str, Any]]:  # fmt: skip
    """Keep a pattern under an id made by the caller; the same id again changes nothing.

    Gives all of them.

    Raises
    ------
    Malformed, Refused, TooLarge
        See `marks_of`; no name, a name too long, too many patterns.
    Conflict
        Another pattern has that name.
    """
    if not isinstance(pattern_id, str) or not 1 <= len(pattern_id) <= 64:
        raise Malformed(N_("Le schéma n’est pas nommé."))
    called, text = _name(name), json.dumps(marks_of(marks), ensure_ascii=False)
    with storage.writing() as w:
        rows = w.patterns(practice_id)
        if not any(row["pattern_id"] == pattern_id for row in rows):
            known = _patterns(w, practice_id)
            _room(known, text)
            _free(known, called)
            row = {
                "practice_id": practice_id, "pattern_id": pattern_id, "name": called,
                "marks": text, "removed": 0, "created_at": utc_text(now),
            }  # fmt: skip
            w.add("pattern", row, author_id, utc_text(now))
        return _patterns(w, practice_id)


def _room(known: list[dict[str, Any]], text: str) -> None:
    kept = sum(len(json.dumps(pattern["marks"])) for pattern in known)
    if len(known) >= MOST_PATTERNS or kept + len(text) > MOST_CHARACTERS:
        raise Refused(
            N_("Au plus {most} schémas gardés, et pas plus de place : supprimez-en un."),
            field="name", most=MOST_PATTERNS,
        )  # fmt: skip


def rename(
    storage: Storage, practice_id: str, author_id: str, pattern_id: Any, name: Any, now: datetime
) -> list[dict[str, Any]]:
    """Give a pattern another name; all of them. Raises NotFound, Refused, Conflict."""
    with storage.writing() as w:
        row, called = _row(w, practice_id, pattern_id), _name(name)
        if row["name"] != called:
            _free([p for p in _patterns(w, practice_id) if p["id"] != pattern_id], called)
            key = {"practice_id": practice_id, "pattern_id": str(pattern_id)}
            w.change("pattern", key, {"name": called}, author_id, utc_text(now))
        return _patterns(w, practice_id)


def remove(
    storage: Storage, practice_id: str, author_id: str, pattern_id: Any, now: datetime
) -> list[dict[str, Any]]:
    """Offer a pattern no longer; all of them. Raises NotFound."""
    with storage.writing() as w:
        _row(w, practice_id, pattern_id)
        key = {"practice_id": practice_id, "pattern_id": str(pattern_id)}
        w.change("pattern", key, {"removed": 1}, author_id, utc_text(now))
        return _patterns(w, practice_id)


def _row(reader: Reader, practice_id: str, pattern_id: Any) -> Row:
    for row in reader.patterns(practice_id):
        if row["pattern_id"] == pattern_id and not row["removed"]:
            return row
    raise NotFound(N_("Ce schéma n’existe pas dans ce cabinet."))


def _name(value: Any) -> str:
    name = " ".join(value.split()) if isinstance(value, str) else ""
    if not 1 <= len(name) <= MOST_NAME:
        raise Refused(
            N_("Le nom d’un schéma a de 1 à {most} caractères."), field="name", most=MOST_NAME
        )
    return name


def _free(known: list[dict[str, Any]], name: str) -> None:
    if any(plain(str(pattern["name"])) == plain(name) for pattern in known):
        raise Conflict(N_("Un schéma s’appelle déjà « {name} »."), name=name)
