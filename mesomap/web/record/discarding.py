"""Sessions that were opened by mistake: put aside, listed, taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from mesomap.errors import Refused
from mesomap.services.people import patients
from mesomap.services.reading import glances
from mesomap.services.record import discarding, sessions
from mesomap.web.access.auth import seat
from mesomap.web.common.context import new_id, now
from mesomap.web.common.forms import keep_typed
from mesomap.web.common.i18n import language, say
from mesomap.web.common.needs import Right, Whose, needs

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

bp = Blueprint("discarding", __name__)


@bp.get("/sessions/<session_id>/discard")
@needs(Right.CLINICAL_READ, Whose.SESSION)
def ask(session_id: str) -> str:
    """Ask whether this session is to be put aside, and why."""
    return _page(session_id)


def _page(session_id: str, error: str | None = None) -> str:
    row = sessions.row(seat(), session_id)
    patient = patients.get(seat(), row.patient_id)
    allowed = row.state in discarding.BEFORE
    return render_template("discard.html", row=row, patient=patient, allowed=allowed, error=error)


@bp.post("/sessions/<session_id>/discard")
@needs(Right.CLINICAL_WRITE, Whose.SESSION)
def put_aside(session_id: str) -> Response | tuple[str, int]:
    reason = request.form.get("other", "").strip() or request.form.get("reason", "")
    try:
        row = discarding.put_aside(seat(), session_id, reason, now())
    except Refused as refused:
        keep_typed()
        return _page(session_id, say(refused)), 422
    flash(_("La séance est écartée. Elle se retrouve sous « Séances écartées »."))
    if not row.patient_name:
        return redirect(url_for("patients.list_patients"), 303)
    return redirect(url_for("patients.show", patient_id=row.patient_id), 303)


@bp.post("/sessions/<session_id>/recover")
@needs(Right.CLINICAL_WRITE, Whose.SESSION)
def take_back(session_id: str) -> Response:
    row = discarding.take_back(seat(), session_id, new_id(), now())
    flash(_("La séance est de nouveau à sa place."))
    return redirect(url_for("patients.show", patient_id=row.patient_id), 303)


@bp.get("/discarded")
@needs(Right.CLINICAL_READ, Whose.PRACTICE)
def listed() -> str:
    rows = discarding.listed(seat())
    zones = glances.places_of(seat(), [row.id for row in rows], language())
    return render_template("discarded.html", rows=rows, zones=zones)
