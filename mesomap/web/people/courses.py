"""Courses and sessions, begun from a patient's page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Blueprint, redirect, render_template, request, url_for

from mesomap.errors import AlreadyMade, Refused
from mesomap.services.people import courses, patients
from mesomap.services.record import sessions
from mesomap.web.access.auth import seat
from mesomap.web.common.context import new_id, now, sent_id
from mesomap.web.common.forms import keep_typed
from mesomap.web.common.i18n import say
from mesomap.web.common.needs import Right, Whose, needs

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

bp = Blueprint("courses", __name__)


@bp.post("/patients/<patient_id>/courses")
@needs(Right.CLINICAL_WRITE, Whose.PATIENT)
def create(patient_id: str) -> Response | tuple[str, int]:
    """Begin a course, and its first session with it where that was asked for."""
    patients.get(seat(), patient_id)
    course_id = sent_id(request.form.get("id"))
    fields = {name: request.form.get(name, "").strip() for name in ("title", "planned_sessions")}
    try:
        courses.create(seat(), course_id=course_id, patient_id=patient_id, fields=fields, now=now())
    except Refused as refused:
        errors = {str(refused.values.get("field", "title")): say(refused)}
        again = _again(patient_id, fields, errors=errors, id=course_id)
        return render_template("course_form.html", **again), 422
    except AlreadyMade as made:
        again = _again(patient_id, fields, conflict=say(made))
        return render_template("course_form.html", **again), 409
    if request.form.get("then") == "session":
        return _open(patient_id, course_id)
    return redirect(url_for("patients.show", patient_id=patient_id), 303)


def _again(patient_id: str, fields: dict[str, str], **more: Any) -> dict[str, Any]:
    if request.method == "POST":
        keep_typed()
    patient = patients.get(seat(), patient_id)
    ids = {"id": new_id(), "session": new_id()}
    return {"patient": patient, "values": fields, "errors": {}, **ids, **more}


@bp.get("/patients/<patient_id>/courses/new")
@needs(Right.CLINICAL_WRITE, Whose.PATIENT)
def new(patient_id: str) -> str:
    return render_template("course_form.html", **_again(patient_id, {}))


@bp.post("/patients/<patient_id>/sessions")
@needs(Right.CLINICAL_WRITE, Whose.PATIENT)
def start(patient_id: str) -> Response:
    """Open a session, in a course or on its own."""
    course_id = request.form.get("course_id") or None
    if course_id:
        courses.get(seat(), course_id)
    return _open(patient_id, course_id)


def _open(patient_id: str, course_id: str | None) -> Response:
    session_id = sent_id(request.form.get("session"))
    silhouette = request.form.get("silhouette") or None
    sessions.open_session(
        seat(), session_id=session_id, event_id=new_id(),
        patient_id=patient_id, course_id=course_id, now=now(), silhouette=silhouette,
    )  # fmt: skip
    return redirect(f"/sessions/{session_id}", 303)
