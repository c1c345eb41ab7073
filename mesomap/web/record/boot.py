"""What the session page begins with, in three parts, so that a tablet can keep the first two.

`of_practice` is the same for every session of a practice, `of_patient` for every session of a
patient in a course; only `of_session` needs a session to be open. What a page is to know without
the server belongs into one of the first two.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from flask import url_for
from flask_wtf.csrf import generate_csrf

from mesomap.body import atlas
from mesomap.domain import allergies
from mesomap.domain.events import event_to_json
from mesomap.domain.refused import for_the_page
from mesomap.domain.session_json import session_to_json
from mesomap.errors import MesoMapError, NotFound
from mesomap.services.people import courses, known
from mesomap.services.practice import catalogue, checklist, mixes, patterns, settings, trays
from mesomap.services.practice.authors import names_of
from mesomap.services.practice.danger_areas import on_both_sides
from mesomap.services.practice.reminder_settings import ALLERGIES
from mesomap.services.record import nogo, receiving, sessions, sync
from mesomap.web.access.auth import seat, signed_in
from mesomap.web.common.context import now
from mesomap.web.common.i18n import language, say, translator
from mesomap.web.common.shelf import static_root
from mesomap.web.common.table import as_table
from mesomap.web.people.days import age_on

if TYPE_CHECKING:
    from mesomap.domain.patient import Patient
    from mesomap.domain.session import Session


def body_files(figure: str) -> tuple[str, ...]:
    """Name the files of the body that the page reads before the first mark (`static/body`)."""
    zones = dict.fromkeys((atlas.load().versions["zones"], "1"))
    shared = ("faces-1", *(f"zones-{version}" for version in zones), "parts-1", "segments-1")
    return ("body-1.json", *(f"{name}.bin" for name in (*shared, f"figure-{figure}-1")))


def of_practice() -> dict[str, Any]:
    """Gather what every session of the practice begins with."""
    who = signed_in()
    return {
        "lang": language(),
        "products": catalogue.known(seat(), lang=language(), translate=translator()),
        "patterns": patterns.of_practice(seat()),
        "refused": for_the_page(),
        "allergens": _allergens(),
        "checklist": checklist.offered(seat(), language()),
        "question_names": checklist.names(language()) | checklist.own_names(seat()),
        "authors": {who.user_id: who.doctor_name},
        "tray": trays.today(seat(), now()),
        "mixes": mixes.of_practice(seat()),
        "settings": _settings(),
        "zones_version": atlas.load().versions["zones"],
        "practice": {
            "id": who.practice_id,
            "name": who.practice_name,
            "doctor": who.doctor_name,
            "email": who.email,
        },
    }


def _allergens() -> dict[str, Any] | None:
    """Give what the patient's words are compared with; None where a practice does not want it."""
    off = checklist.off(seat())
    return None if ALLERGIES in off else allergies.for_the_page()


def of_patient(
    patient: Patient, course_id: str | None, previous: Session | None, day: str
) -> dict[str, Any]:
    """Gather what a session of this patient, in this course, begins with on `day` (ISO)."""
    return {
        "patient": _patient(patient, day),
        "course": _course(course_id),
        "previous": session_to_json(previous) if previous else None,
        "nogo": nogo.of_patient(seat(), patient.id),
    }


def of_session(session: Session, patient: Patient) -> dict[str, Any]:
    """Gather all that the page of an open session begins with."""
    previous = sessions.previous(seat(), session.id)
    events, who = sessions.events(seat(), session.id), signed_in()
    return {
        "session_id": session.id,
        "number": _other_number(session.id),
        "csrf": generate_csrf(),
        **of_practice(),
        **of_patient(patient, session.course_id, previous, session.treatment_date),
        "events": as_table([event_to_json(e) for e in events]),
        "authors": names_of(seat(), [who.user_id, *(e.author_id for e in events)]),
        "held": _held(session.id),
        "urls": urls(session.id, session.patient_id),
    }


def _other_number(session_id: str) -> int | None:
    """Give the number that a session is shown by, where its events say another."""
    row = sessions.row(seat(), session_id)
    return None if row.number == row.own_number else row.number


def urls(session_id: str, patient_id: str) -> dict[str, str]:
    """Name where the page of a session asks and sends."""
    api, page = f"/api/sessions/{session_id}", f"/sessions/{session_id}"
    return {
        "events": f"{api}/events",
        "totals": f"{api}/totals",
        "patterns": "/api/patterns",
        "body": f"{api}/body",
        "bodies": f"{page}/bodies.json",
        "quote": f"{page}/quote.json",
        "difference": f"{page}/difference.json",
        "estimate": f"{page}/estimate",
        "aftercare": f"{page}/after-care.pdf",
        "tray": "/api/tray",
        "mixes": "/api/mixes",
        "patient": f"/patients/{patient_id}",
        "known": f"/api/patients/{patient_id}/known",
        "edit": f"/patients/{patient_id}/edit?next={page}",
        "history": f"/patients/{patient_id}/history",
        "signin": url_for("sign.sign_in_send"),
        "static": static_root(),
    }


def _held(session_id: str) -> list[dict[str, str]]:
    """Say what the server put aside of this session, as it said when it did."""
    held = []
    for row in sync.quarantine(seat(), session_id):
        error = MesoMapError(receiving.WHY.get(row["reason"], receiving.UNKNOWN_FORM))
        held.append({"id": row["event_id"] or "", "sentence": say(error)})
    return held


def _settings() -> dict[str, Any]:
    """Choices of the hand, and what the practice says of the danger areas."""
    practice = settings.get(seat(), "practice")
    hand = {key: bool(practice.get(key)) for key in ("left_handed", "pen_only")}
    areas = settings.get(seat(), "danger_areas")
    used = catalogue.needles_of(seat())
    age = settings.get(seat(), "reminders")["min_age_years"]
    return hand | {"danger_areas": on_both_sides(areas), "min_age_years": age, "needles": used}


def _patient(patient: Patient, day: str) -> dict[str, Any]:
    return {
        "id": patient.id,
        "name": patient.name,
        "named": bool(patient.family_name.strip()),
        "sex": patient.sex,
        "age_years": _age_years(patient, day),
        "age_is_band": patient.birth_date is None,
        "birth_date": patient.birth_date,
        **known.told(patient),
    }


def _age_years(patient: Patient, on: str) -> float | None:
    """Whole years on the day of the session, or the middle of a walk-in's band."""
    if patient.birth_date is None:
        return patient.age_band_years
    return age_on(patient.birth_date, date.fromisoformat(on))


def _course(course_id: str | None) -> dict[str, Any] | None:
    if course_id is None:
        return None
    try:
        course = courses.get(seat(), course_id)
    except NotFound:
        return None
    return {"title": course.title, "planned_sessions": course.planned_sessions}
