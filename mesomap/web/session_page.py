"""The page that the doctor uses with gloves on: everything it needs to begin, in one answer."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from flask import Blueprint, jsonify, render_template, request, url_for
from flask_wtf.csrf import generate_csrf

from mesomap.body import atlas
from mesomap.body.figures import figure_for
from mesomap.body.patient import SILHOUETTES, nearest, silhouette
from mesomap.domain.events import event_to_json
from mesomap.domain.physique import Physique, physique_from_json, physique_to_json
from mesomap.domain.products import CORTICOIDS, FAT_DISSOLVERS
from mesomap.domain.session import Session, session_to_json
from mesomap.errors import MesoMapError, NotFound
from mesomap.resources import resource_dir
from mesomap.services import catalogue, courses, estimates, patients, sessions, settings, sync
from mesomap.services.danger_areas import on_both_sides
from mesomap.web.auth import signed_in
from mesomap.web.i18n import language, say, translator
from mesomap.web.store import storage

if TYPE_CHECKING:
    from flask import Response

    from mesomap.domain.patient import Patient

bp = Blueprint("session_page", __name__)

#: Folders whose modules the session page loads; other pages have their own.
FLOORS = ("geom", "model", "store", "view", "input", "app")


#: Modules that are read when they are first wanted: patterns of points, and how sure an area is.
LATER = frozenset(
    f"geom/{name}.js"
    for name in ("girth", "grid", "net", "patterns", "uncertainty", "uncertainty_table", "walk")
)


@lru_cache(maxsize=1)
def page_modules() -> tuple[str, ...]:
    """Name the page's modules, so that the browser asks for all of them at once."""
    root = resource_dir("static") / "js"
    found = [p for floor in FLOORS for p in sorted((root / floor).glob("*.js"))]
    names = ["texts.js", *(p.relative_to(root).as_posix() for p in found)]
    return tuple(n for n in names if n not in LATER)


@bp.get("/sessions/<session_id>")
def show(session_id: str) -> str:
    practice_id = signed_in().practice_id
    session = sessions.load(storage(), practice_id, session_id)
    patient = patients.get(storage(), practice_id, session.patient_id)
    return render_template(
        "session.html",
        patient_name=patient.name,
        allergies=patient.allergies,
        figure=session.figure,
        urls=_urls(session),
        modules=page_modules(),
        boot=_boot(practice_id, session, patient),
    )


@bp.get("/sessions/<session_id>/quote.json")
def quote(session_id: str) -> Response:
    """Say what an estimate of the plan would say, and what was issued: for *Accord*."""
    practice_id = signed_in().practice_id
    draft = estimates.draft(storage(), practice_id, session_id, language(), translate=translator())
    issued = estimates.of_session(storage(), practice_id, session_id)
    return jsonify(
        lines=[asdict(line) for line in draft.lines],
        total_cents=draft.total_cents,
        currency=draft.currency,
        duration=dict(draft.duration),
        notices=[dict(n) for n in draft.notices],
        issued=[
            {
                "id": e.id,
                "number": e.number,
                "total_cents": e.total_cents,
                "issued_at": e.issued_at,
                "url": f"/estimates/{e.id}",
                "pdf": f"/estimates/{e.id}.pdf",
            }
            for e in issued
        ],
    )


@bp.get("/sessions/<session_id>/difference.json")
def difference(session_id: str) -> Response:
    """Planned beside done: for *Fin*."""
    practice_id = signed_in().practice_id
    found = estimates.difference(
        storage(), practice_id, session_id, language(), translate=translator()
    )
    return jsonify(found)


@bp.get("/sessions/<session_id>/bodies.json")
def bodies(session_id: str) -> Response:
    """Bodies to choose from: the four silhouettes, and the nearest to a height and a weight."""
    session = sessions.load(storage(), signed_in().practice_id, session_id)
    sex, age = session.body.sex, session.body.age_years
    made = {name: silhouette(sex, age, name) for name in SILHOUETTES}
    return jsonify(
        silhouettes={name: physique_to_json(body) for name, body in made.items()},
        figures={name: figure_for(body) for name, body in made.items()},
        **_nearest(session.body),
    )


def _nearest(body: Physique) -> dict[str, Any]:
    """Body for the height and weight of the query; {} without them."""
    sizes = {key: request.args.get(key, type=float) for key in ("height_cm", "weight_kg")}
    if None in sizes.values():
        return {}
    wanted = physique_from_json(physique_to_json(body) | sizes)
    made, changed = nearest(wanted)
    return {
        "body": physique_to_json(made),
        "figure": figure_for(made),
        "body_nearest": changed,
    }


def _urls(session: Session) -> dict[str, str]:
    api, page = f"/api/sessions/{session.id}", f"/sessions/{session.id}"
    return {
        "events": f"{api}/events",
        "totals": f"{api}/totals",
        "body": f"{api}/body",
        "bodies": f"{page}/bodies.json",
        "quote": f"{page}/quote.json",
        "difference": f"{page}/difference.json",
        "estimate": f"{page}/estimate",
        "aftercare": f"{page}/after-care.pdf",
        "patient": f"/patients/{session.patient_id}",
        "edit": f"/patients/{session.patient_id}/edit?next={page}",
        "history": f"/patients/{session.patient_id}/history",
        "signin": url_for("sign.sign_in_send"),
        "static": url_for("static", filename="").rstrip("/"),
    }


def _boot(practice_id: str, session: Session, patient: Patient) -> dict[str, Any]:
    previous = sessions.previous(storage(), practice_id, session.id)
    who = signed_in()
    return {
        "session_id": session.id,
        "csrf": generate_csrf(),
        "lang": language(),
        "patient": _patient(patient, session),
        "course": _course(practice_id, session),
        "events": [event_to_json(e) for e in sessions.events(storage(), practice_id, session.id)],
        "previous": session_to_json(previous) if previous else None,
        "products": catalogue.offered(
            storage(), practice_id, lang=language(), translate=translator()
        ),
        "held": _held(practice_id, session.id),
        "banned": [*CORTICOIDS, *FAT_DISSOLVERS],
        "settings": _settings(practice_id),
        "zones_version": atlas.load().versions["zones"],
        "practice": {"name": who.practice_name, "doctor": who.doctor_name, "email": who.email},
        "urls": _urls(session),
    }


def _held(practice_id: str, session_id: str) -> list[dict[str, str]]:
    """Say what the server put aside of this session, as it said when it did."""
    why = {"other-body": sync.OTHER_BODY}
    held = []
    for row in sync.quarantine(storage(), practice_id, session_id):
        error = MesoMapError(why.get(row["reason"], sync.UNKNOWN_FORM))
        held.append({"id": row["event_id"] or "", "sentence": say(error)})
    return held


def _settings(practice_id: str) -> dict[str, Any]:
    """Choices of the hand, and what the practice says of the danger areas."""
    practice = settings.get(storage(), practice_id, "practice")
    hand = {key: bool(practice.get(key)) for key in ("left_handed", "pen_only")}
    areas = settings.get(storage(), practice_id, "danger_areas")
    return hand | {"danger_areas": on_both_sides(areas)}


def _patient(patient: Patient, session: Session) -> dict[str, Any]:
    return {
        "name": patient.name,
        "named": bool(patient.family_name.strip()),
        "sex": patient.sex,
        "age_years": _age_years(patient, session),
        "age_is_band": patient.birth_date is None,
        "allergies": patient.allergies,
        "treatments": patient.treatments,
    }


def _age_years(patient: Patient, session: Session) -> float | None:
    """Whole years on the day of the session, or the middle of a walk-in's band."""
    if patient.birth_date is None:
        return patient.age_band_years
    born = date.fromisoformat(patient.birth_date)
    day = date.fromisoformat(session.treatment_date)
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _course(practice_id: str, session: Session) -> dict[str, Any] | None:
    if session.course_id is None:
        return None
    try:
        course = courses.get(storage(), practice_id, session.course_id)
    except NotFound:
        return None
    return {"title": course.title, "planned_sessions": course.planned_sessions}
