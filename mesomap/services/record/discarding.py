"""Sessions that were opened by mistake: put aside, with who, when and why; and taken back.

Nothing is deleted: the session keeps its events, and counts again as soon as it is taken back or
something is injected in it (`docs/decisions/0027`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mesomap.domain.acts.written import server_event
from mesomap.domain.clock import utc_text
from mesomap.domain.events import SERVER_DEVICE
from mesomap.domain.registering import one_line
from mesomap.errors import N_, Conflict
from mesomap.services.record import opening, projections
from mesomap.services.record.sessions import SessionRow, line, row_of

if TYPE_CHECKING:
    from datetime import datetime

    from mesomap.storage.protocol import Row, Writer
    from mesomap.storage.seat import Seat

#: States in which nothing is injected yet.
BEFORE = ("planning", "agreed")


def put_aside(seat: Seat, session_id: str, reason: str, now: datetime) -> SessionRow:
    """Put a session aside; the line that it had. Asked for twice it is put aside once.

    Raises
    ------
    NotFound, Refused
    Conflict
        The injection has begun, or the session is signed.
    """
    why = one_line(reason, "reason", 200)
    with seat.writing() as w:
        row = row_of(w, seat.practice_id, session_id)
        if row["state"] not in BEFORE:
            raise Conflict(
                N_("L’injection a commencé dans cette séance : elle ne peut plus être écartée.")
            )
        if not row["aside"]:
            _say(
                w, seat.practice_id, seat.user_id, session_id, {"reason": why, "discarded": 1}, now
            )
    return line(row)


def take_back(seat: Seat, session_id: str, new_id: str, now: datetime) -> SessionRow:
    """Take a session back into the lists, with a number that is free (event `new_id` says it).

    Raises NotFound, Conflict (it is not put aside).
    """
    with seat.writing() as w:
        row = row_of(w, seat.practice_id, session_id)
        if not row["aside"]:
            raise Conflict(N_("Cette séance n’est pas écartée."))
        number = _free_number(w, seat.practice_id, row)
        _say(w, seat.practice_id, seat.user_id, session_id, {"discarded": 0}, now)
        if number != row["own_number"]:
            _number(w, seat.practice_id, seat.user_id, session_id, new_id, number, utc_text(now))
        return line(row_of(w, seat.practice_id, session_id))


def _say(
    w: Writer, practice_id: str, author_id: str, session_id: str, said: Row, now: datetime
) -> None:
    key = {"practice_id": practice_id, "session_id": session_id}
    if w.discarded(practice_id, session_id) is None:
        w.add("discard", key | said, author_id, utc_text(now))
    else:
        w.change("discard", key, said, author_id, utc_text(now))


def _free_number(w: Writer, practice_id: str, row: Row) -> int:
    rows = w.sessions(practice_id, patient_id=row["patient_id"])
    same = ("course_id", "own_id")
    taken = {r["own_number"] for r in rows if all(r[key] == row[key] for key in same)}
    if row["own_number"] not in taken:
        return int(row["own_number"])
    return opening.next_number(w, practice_id, row["patient_id"], row["course_id"])


def _number(
    w: Writer, practice_id: str, author_id: str, session_id: str, event_id: str, number: int,
    at: str,
) -> None:  # fmt: skip
    mine = [e for e in w.events(practice_id, session_id) if e.device_id == SERVER_DEVICE]
    body = {"number": number}
    settled = server_event(event_id, len(mine) + 1, session_id, "session.numbered", body, at)
    w.append(practice_id, author_id, at, [settled])
    projections.project(w, practice_id, session_id)


def listed(seat: Seat, patient_id: str | None = None) -> list[SessionRow]:
    """Sessions that are put aside, of the practice or of a patient, newest first."""
    with seat.reading() as r:
        return [
            line(row) for row in r.sessions(seat.practice_id, patient_id=patient_id, aside=True)
        ]
