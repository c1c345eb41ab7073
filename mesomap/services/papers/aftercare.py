"""The patient's after-care sheet, with clock times counted from the end of the session."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from mesomap import documents
from mesomap.body import zones
from mesomap.documents.words import Translate, Words
from mesomap.domain.clock import day_end, practice_day, utc_moment, utc_text
from mesomap.services.measuring.workload import largest_first
from mesomap.services.people import patients
from mesomap.services.practice.letterhead import letterhead
from mesomap.services.reading import comparing
from mesomap.services.reading.totals import of_record
from mesomap.services.record import sessions

if TYPE_CHECKING:
    from mesomap.domain.events import Event
    from mesomap.domain.session import Session
    from mesomap.storage.seat import Seat

#: A tablet may have been away from the server for this long; a longer gap is a wrong clock.
OFFLINE = timedelta(hours=24)


def aftercare_pdf(
    seat: Seat,
    session_id: str,
    *,
    lang: str,
    now: datetime,
    translate: Translate | None = None,
) -> bytes:
    """Print the sheet of a session; `now` is its end while nothing says when it ended.

    It names who signed the session, before that who prints it (`author_id`).

    Raises
    ------
    NotFound
    """
    session = sessions.load(seat, session_id)
    patient = patients.get(seat, session.patient_id)
    signer = session.signed.author_id if session.signed else None
    words = Words.of(lang, translate, time_zone=session.time_zone)
    ended = ended_at(seat, session, now)
    sheet = {
        "practice": letterhead(seat, signer or seat.user_id),
        "patient": {
            "name": patient.name,
            "sex": patient.sex,
            "birth_date": patient.birth_date,
        },
        "ended_at": utc_text(ended),
        "day": _day_alone(session, ended),
        "time_zone": session.time_zone,
        "zone_names": [zones.name(key, words.lang) for key in _zones(seat, session)],
    }
    return documents.aftercare_pdf(sheet, lang=lang, translate=translate)


def _zones(seat: Seat, session: Session) -> tuple[str, ...]:
    """Every zone of a mark, however small its share of the skin: it needs care as well."""
    totals = of_record(seat, session)
    told = totals.done if session.told == "done" else totals.plan
    return largest_first(comparing.zones_of(session), told.areas)


def ended_at(seat: Seat, session: Session, now: datetime) -> datetime:
    """Say when it ended: the clock was stopped, else the map was said done, else now.

    A clock that was forgotten, and set right afterwards, ended so much earlier.
    """
    last = {event.kind: event for event in sessions.events(seat, session.id)}
    if stopped := last.get("timer.stopped"):
        set_right = [c for c in session.timer.corrections if c.at >= stopped.when]
        over_ms = set_right[0].was_ms - set_right[-1].is_ms if set_right else 0
        return _moment(stopped) - timedelta(milliseconds=max(0, over_ms))
    for kind in ("marks.done", "session.signed"):
        if kind in last:
            return _moment(last[kind])
    return now


def _day_alone(session: Session, ended: datetime) -> str | None:
    """Name the day of an act that was recorded on another one: nobody noted its hour; or None.

    A session that goes on after midnight is of the day before.
    """
    zone = ZoneInfo(session.time_zone)
    day = date.fromisoformat(session.treatment_date)
    noon = datetime.combine(day, time(12), zone)
    on_the_day = practice_day(ended, zone) == day or noon < ended < day_end(noon, zone)
    return None if session.dated is None or on_the_day else session.treatment_date


def _moment(event: Event) -> datetime:
    """Take the tablet’s moment, right even offline; the server’s where that cannot be."""
    at = utc_moment(event.at)
    received = utc_moment(event.received_at or event.at)
    return at if received - OFFLINE <= at <= received else received
