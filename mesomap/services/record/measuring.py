"""Writes what was measured of a signed session into the record, once, after its signature.

Never lost: where the process ends between the signature and this, the next start appends it
(`complete`), and so does whoever opens the session before.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from mesomap.domain.acts.signature import MEASURE, SIGNATURE
from mesomap.domain.acts.written import server_event
from mesomap.domain.clock import utc_text
from mesomap.domain.events import SERVER_DEVICE, Event, following_id
from mesomap.errors import MesoMapError
from mesomap.services.measuring.signed_figures import measured_body
from mesomap.services.record import folds, projections
from mesomap.storage.seat import Seat

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from mesomap.domain.session import Session
    from mesomap.storage.protocol import Reader, Storage

#: Sessions of one transaction where many are owed.
BATCH = 50


def append(seat: Seat, session_ids: list[str], now: datetime) -> None:
    """Append `session.measured` to signed sessions that lack it; project all of them again.

    Two that do so at once write one event: its id follows from the signature's.
    """
    with seat.reading() as r:
        found = [_owed(r, seat.practice_id, session_id, now) for session_id in session_ids]
    with seat.writing() as w:
        for session_id, (event, author_id) in zip(session_ids, found, strict=True):
            if event is not None:
                w.append(seat.practice_id, author_id, utc_text(now), [event])
            kept = projections.project(w, seat.practice_id, session_id)
            projections.project_signed_area(w, seat.practice_id, kept.session)
    for session_id in session_ids:
        folds.load(seat, session_id)


def after_signature(seat: Seat, session_id: str, now: datetime) -> None:
    """Append it to a session that was just signed; what hinders it does not undo the signature.

    The next start appends it, or who opens the session first.
    """
    with suppress(MesoMapError):
        append(seat, [session_id], now)


def _owed(r: Reader, practice_id: str, session_id: str, now: datetime) -> tuple[Event | None, str]:
    events = r.events(practice_id, session_id)
    session = folds.fold_of(r, practice_id, session_id).session
    if session.signed is None or session.measured is not None:
        return None, ""
    signature = next(e for e in events if e.kind == SIGNATURE)
    server = sum(e.device_id == SERVER_DEVICE for e in events)
    body = measured_body(session, r.area(practice_id, session_id))
    event = server_event(
        following_id(signature.id, MEASURE), server + 1, session_id, MEASURE, body, utc_text(now)
    )
    return event, str(signature.author_id)


def owed(seat: Seat, session: Session, now: datetime) -> Session:
    """Give the session as it stands once its figures, where they are owed, were appended."""
    if session.signed is None or session.measured is not None:
        return session
    append(seat, [session.id], now)
    return folds.load(seat, session.id)


def complete(
    storage: Storage, now: datetime, told: Callable[[int, int], None] = lambda _done, _of: None
) -> int:
    """Append what is owed in all practices, and derive anew what is of an older form.

    Gives back of how many sessions. `told(done, of)` hears of it after each batch. A session that
    cannot be folded is left.
    """
    with storage.reading() as r:
        behind = [
            (practice["practice_id"], session_id)
            for practice in r.practices()
            for session_id in r.behind(practice["practice_id"])
        ]
    for done in range(0, len(behind), BATCH):
        batch = behind[done : done + BATCH]
        for practice_id in dict(batch):
            _complete(Seat(storage, practice_id), [s for p, s in batch if p == practice_id], now)
        told(min(done + BATCH, len(behind)), len(behind))
    return len(behind)


def _complete(seat: Seat, session_ids: list[str], now: datetime) -> None:
    try:
        append(seat, session_ids, now)
    except MesoMapError:
        for session_id in session_ids:
            with suppress(MesoMapError):
                append(seat, [session_id], now)
