"""The patient's after-care sheet, with clock times counted from the end of the session."""

from __future__ import annotations

from datetime import datetime

from mesomap import documents
from mesomap.body import zones
from mesomap.documents.words import Translate, Words
from mesomap.domain.clock import utc_text
from mesomap.domain.session import Session
from mesomap.services import patients, sessions
from mesomap.services.letterhead import letterhead
from mesomap.services.totals import counted
from mesomap.storage.protocol import Storage


def aftercare_pdf(
    storage: Storage,
    practice_id: str,
    session_id: str,
    *,
    lang: str,
    now: datetime,
    translate: Translate | None = None,
) -> bytes:
    """Print the sheet of a session; `now` is its end while nothing says when it ended.

    Raises
    ------
    NotFound
    """
    session = sessions.load(storage, practice_id, session_id)
    patient = patients.get(storage, practice_id, session.patient_id)
    words = Words.of(lang, translate, time_zone=session.time_zone)
    sheet = {
        "practice": letterhead(storage, practice_id),
        "patient": {
            "name": patient.name,
            "sex": patient.sex,
            "birth_date": patient.birth_date,
        },
        "ended_at": ended_at(storage, practice_id, session, now),
        "time_zone": session.time_zone,
        "zone_names": [zones.name(key, words.lang) for key in _zones(session)],
    }
    return documents.aftercare_pdf(sheet, lang=lang, translate=translate)


def _zones(session: Session) -> tuple[str, ...]:
    totals = counted(session)
    return totals.done.zones or totals.plan.zones


def ended_at(storage: Storage, practice_id: str, session: Session, now: datetime) -> str:
    """Say when the injections ended: the clock was stopped, else the map was said done, else now.

    The server's moment is taken: a tablet's clock may be wrong.
    """
    ends: dict[str, str] = {}
    for event in sessions.events(storage, practice_id, session.id):
        ends[event.kind] = event.received_at or event.at
    for kind in ("timer.stopped", "marks.done", "session.signed"):
        if kind in ends:
            return ends[kind]
    return utc_text(now)
