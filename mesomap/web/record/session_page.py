"""The page of a session: everything it needs to begin, in one answer."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from flask import Blueprint, flash, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _

from mesomap.body.figures import figure_for
from mesomap.body.patient import SILHOUETTES, nearest, silhouette
from mesomap.domain import sizes
from mesomap.domain.known import SUBJECTS, known_of
from mesomap.domain.physique import Physique, physique_from_json, physique_to_json
from mesomap.domain.sizes import in_kilos_and_grams, in_metres
from mesomap.errors import N_, Doubtful, Refused
from mesomap.services.billing import estimates
from mesomap.services.people import patients
from mesomap.services.record import measuring, sessions
from mesomap.web.access.auth import seat
from mesomap.web.common.context import now
from mesomap.web.common.forms import number
from mesomap.web.common.i18n import language, say, translator
from mesomap.web.common.needs import Right, Whose, needs
from mesomap.web.common.shelf import page_scripts
from mesomap.web.record import boot

if TYPE_CHECKING:
    from flask import Response
    from werkzeug.wrappers import Response as WerkzeugResponse

bp = Blueprint("session_page", __name__)


@bp.get("/sessions/<session_id>")
@needs(Right.CLINICAL_READ, Whose.SESSION)
def show(session_id: str) -> str | WerkzeugResponse:
    if sessions.row(seat(), session_id).aside:
        flash(_("Cette séance est écartée : reprenez-la pour continuer."))
        return redirect(url_for("discarding.listed"))
    session = sessions.load(seat(), session_id)
    session = measuring.owed(seat(), session, now())
    patient = patients.get(seat(), session.patient_id)
    return render_template(
        "session.html",
        patient_name=patient.name,
        known={subject: known_of(patient, subject) for subject in SUBJECTS},
        figure=session.figure,
        urls=boot.urls(session.id, session.patient_id),
        scripts=page_scripts(),
        body_files=boot.body_files(session.figure),
        boot=boot.of_session(session, patient),
    )


@bp.get("/sessions/<session_id>/quote.json")
@needs(Right.MONEY_READ, Whose.SESSION)
def quote(session_id: str) -> Response:
    """Say what an estimate of the plan would say, and what was issued: for *Accord*."""
    draft = estimates.draft(seat(), session_id, language(), translate=translator())
    issued = estimates.of_session(seat(), session_id)
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
@needs(Right.CLINICAL_READ, Whose.SESSION)
def difference(session_id: str) -> Response:
    """Give what was planned beside what was done (`estimates.difference`), for *Fin*."""
    found = estimates.difference(seat(), session_id, language(), translate=translator())
    return jsonify(found)


@bp.get("/sessions/<session_id>/bodies.json")
@needs(Right.CLINICAL_READ, Whose.SESSION)
def bodies(session_id: str) -> Response:
    """Bodies to choose from: the four silhouettes, and the nearest to a height and a weight."""
    session = sessions.load(seat(), session_id)
    sex, age = session.body.sex, session.body.age_years
    made = {name: silhouette(sex, age, name) for name in SILHOUETTES}
    return jsonify(
        silhouettes={name: physique_to_json(body) for name, body in made.items()},
        figures={name: figure_for(body) for name, body in made.items()},
        **_nearest(session.body),
    )


def _nearest(body: Physique) -> dict[str, Any]:
    """Body for the height and weight of the query, as typed; {} without them."""
    typed = {key: request.args.get(key, "").strip() for key in ("height_cm", "weight_kg")}
    if not all(typed.values()):
        return {}
    height = in_metres(typed["height_cm"]) or number(typed["height_cm"], "height_cm", "cm")
    kilos = in_kilos_and_grams(typed["weight_kg"])
    weight = kilos or number(typed["weight_kg"], "weight_kg", "kg")
    if min(height, weight) <= 0:
        raise Refused(N_("La taille et le poids demandés sont des nombres positifs."))
    found = {"height_cm": height, "weight_kg": weight}
    wanted = physique_from_json(physique_to_json(body) | found)
    made, changed = nearest(wanted)
    return {
        "body": physique_to_json(made),
        "figure": figure_for(made),
        "body_nearest": changed,
        "doubt": _doubt(wanted),
        **({"body_asked": physique_to_json(wanted)} if changed else {}),
    }


def _doubt(wanted: Physique) -> str | None:
    """Ask about a height and a weight that cannot well be; None where they can."""
    try:
        sizes.ask(wanted.age_years, wanted.height_cm, wanted.weight_kg)
    except Doubtful as doubt:
        return say(doubt)
    return None
