"""A session that a tablet opened while the server was gone, at the door.

What can be is opened as it was made. What cannot is put aside whole, the acts with the opening,
with a sentence; the tablet keeps it too, and may offer it again once the cause is gone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from mesomap.body import patient as shapes
from mesomap.domain.acts.opening import OPENING
from mesomap.domain.acts.reading import check_event, is_known
from mesomap.domain.acts.written import server_event
from mesomap.domain.clock import utc_text
from mesomap.domain.events import SERVER_DEVICE, Event, event_from_json, event_id
from mesomap.domain.openings import day_of, is_plausible
from mesomap.domain.physique import physique_from_json
from mesomap.errors import N_, MesoMapError
from mesomap.services.people.records import patient_row
from mesomap.services.practice import settings
from mesomap.services.record import offers, opening, projections
from mesomap.storage.canonical import canonical

if TYPE_CHECKING:
    from datetime import datetime

    from mesomap.storage.protocol import Reader, Writer
    from mesomap.storage.seat import Seat

#: Why an opening was put aside, by the reason that the table keeps.
WHY: Mapping[str, str] = {
    "opening-patient": N_(
        "Le patient de cette séance n’est pas connu de ce cabinet : la séance est mise de côté, "
        "et rien n’est perdu."
    ),
    "opening-course": N_(
        "La cure de cette séance n’est pas celle de ce patient : la séance est mise de côté, "
        "et rien n’est perdu."
    ),
    "opening-settings": N_(
        "Le tarif ou les réglages de cette séance n’ont jamais été ceux de ce cabinet : la séance "
        "est mise de côté, et rien n’est perdu."
    ),
    "opening-date": N_(
        "Le jour de cette séance n’est pas plausible (horloge de la tablette ?) : la séance est "
        "mise de côté, et rien n’est perdu."
    ),
    "opening-body": N_(
        "Le corps de cette séance ne peut pas être dessiné : la séance est mise de côté, "
        "et rien n’est perdu."
    ),
    "opening-form": N_(
        "L’ouverture de cette séance n’a pas pu être lue : la séance est mise de côté, "
        "et rien n’est perdu."
    ),
    "unopened": N_(
        "La séance de cette saisie n’a pas pu être ouverte : elle est mise de côté avec elle, "
        "et rien n’est perdu."
    ),
}


def opening_in(raw: Sequence[Any]) -> Mapping[str, Any] | None:
    """Find the opening among events that came in; None where there is none that can be named."""
    for item in raw:
        if isinstance(item, Mapping) and item.get("kind") == OPENING:
            try:
                canonical(item)
                event_id(item)
            except MesoMapError:
                continue
            return item
    return None


def was_put_aside(reader: Reader, practice_id: str, session_id: str) -> bool:
    """Whether a session that is not open is known as one that could not be opened."""
    return bool(reader.quarantined(practice_id, session_id))


def take(seat: Seat, session_id: str, sent: Mapping[str, Any], now: datetime) -> str:
    """Open a session as a tablet made it; "", or the reason why it was not opened.

    Its number is settled here: another tablet may have counted the same one meanwhile.
    """
    with seat.writing() as w:
        if w.session(seat.practice_id, session_id) is not None:
            return ""
        event, reason = _read(w, seat.practice_id, session_id, sent, now)
        if event is None:
            return reason
        at = utc_text(now)
        if w.append(seat.practice_id, seat.user_id, at, [event])[0].status == "other":
            return "opening-form"
        _settle_number(w, seat.practice_id, seat.user_id, event, at)
        projections.project(w, seat.practice_id, session_id)
    return ""


def _read(
    w: Reader, practice_id: str, session_id: str, sent: Mapping[str, Any], now: datetime
) -> tuple[Event | None, str]:
    try:
        if not is_known(sent):
            return None, "opening-form"
        event = event_from_json(sent, session_id)
        check_event(event)
    except MesoMapError:
        return None, "opening-form"
    reason = _fault(w, practice_id, event.body, now)
    return (None, reason) if reason else (event, "")


def _fault(r: Reader, practice_id: str, body: Mapping[str, Any], now: datetime) -> str:
    """Say why this practice cannot have opened this session; "" where it can."""
    if r.patient(practice_id, body["patient_id"]) is None:
        return "opening-patient"
    course = body["course_id"] and r.course(practice_id, body["course_id"])
    whose = patient_row(r, practice_id, body["patient_id"])["patient_id"]
    if body["course_id"] and (not course or course["patient_id"] != whose):
        return "opening-course"
    if not offers.is_known(r, practice_id, body, now):
        return "opening-settings"
    today = settings.today(r, practice_id, now)
    if not is_plausible(day_of(body), today):
        return "opening-date"
    _body, moved = shapes.nearest(physique_from_json(body["body"]))
    return "opening-body" if moved else ""


def settled_id(opening_id: str) -> str:
    """Name the server's word on a number after the opening: the same again is the same event."""
    digest = sha256(opening_id.encode()).hexdigest()
    return f"{opening_id[:14]}7{digest[:3]}-8{digest[3:6]}-{digest[6:18]}"


def _settle_number(w: Writer, practice_id: str, author_id: str, event: Event, at: str) -> None:
    body = event.body
    whose = patient_row(w, practice_id, body["patient_id"])["patient_id"]
    number = opening.next_number(w, practice_id, whose, body["course_id"])
    if number == body["number"]:
        return
    count = 2 if event.device_id == SERVER_DEVICE else 1
    settled = server_event(
        settled_id(event.id), count, event.session_id, "session.numbered", {"number": number}, at
    )
    w.append(practice_id, author_id, at, [settled])
