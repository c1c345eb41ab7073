"""Two records of one person: choose the other one, look at both, merge, part."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from mesomap.errors import Conflict
from mesomap.services.people import finding, patients
from mesomap.services.reading import glances
from mesomap.services.record import merging
from mesomap.web.access.auth import seat
from mesomap.web.common.context import now
from mesomap.web.common.forms import start_of
from mesomap.web.common.i18n import language, say, translator
from mesomap.web.common.needs import Right, Whose, needs

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

    from mesomap.domain.patient import Patient

bp = Blueprint("merging", __name__)


@bp.get("/patients/<patient_id>/merge")
@needs(Right.PEOPLE_WRITE, Whose.PATIENT)
def show(patient_id: str) -> str | tuple[str, int]:
    """Choose the other record; with `other`, look at both side by side."""
    patient = patients.get(seat(), patient_id)
    other_id = request.args.get("other")
    if not other_id:
        return _choose(patient)
    try:
        both = merging.preview(seat(), patient.id, other_id)
    except Conflict as conflict:
        return _choose(patient, problem=say(conflict)), 409
    return render_template("merge.html", patient=patient, both=both, glances=_glances(both))


def _choose(patient: Patient, problem: str | None = None) -> str:
    choices = _choices(patient.id)
    return render_template("merge_choose.html", patient=patient, problem=problem, **choices)


def _choices(patient_id: str) -> dict[str, Any]:
    """Give whom a search finds, a page of it, or else who is called and born alike."""
    text = request.args.get("q", "").strip()[:100]
    if text:
        found = finding.page(seat(), text, start=start_of(request.args.get("start")))
        rows = found.rows if found.total else tuple(finding.near(seat(), text))
    else:
        found, rows = None, tuple(finding.alike(seat(), patient_id))
    return {"q": text, "found": found, "rows": [row for row in rows if row.id != patient_id]}


def _glances(both: merging.Preview) -> dict[str, glances.Glance]:
    last = [side.last.id for side in (both.mine, both.theirs) if side.last]
    return glances.of_sessions(seat(), last, lang=language(), translate=translator())


@bp.post("/patients/<patient_id>/merge")
@needs(Right.PEOPLE_WRITE, Whose.PATIENT)
def merge(patient_id: str) -> Response | tuple[str, int]:
    other_id = request.form.get("other", "")
    try:
        merging.merge(seat(), patient_id, other_id, now())
    except Conflict as conflict:
        patient = patients.get(seat(), patient_id)
        return _choose(patient, problem=say(conflict)), 409
    flash(_("Les deux fiches sont réunies : tout se trouve ici."))
    return redirect(url_for("patients.show", patient_id=patient_id), 303)


@bp.post("/patients/<patient_id>/part")
@needs(Right.PEOPLE_WRITE, Whose.PATIENT)
def part(patient_id: str) -> Response:
    """Part this record from the one that it was merged into."""
    merging.part(seat(), patient_id, now())
    flash(_("Les deux fiches sont séparées. Ce qui a été fait entre-temps est resté sur l’autre."))
    return redirect(url_for("patients.show", patient_id=patient_id), 303)
