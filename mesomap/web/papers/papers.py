"""Files that leave the practice: estimates, after-care sheets, exports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, request

from mesomap.services.billing import estimates
from mesomap.services.papers.aftercare import aftercare_pdf as aftercare_sheet
from mesomap.services.record import sessions
from mesomap.services.safety import exports
from mesomap.web.access.auth import seat
from mesomap.web.common.context import now
from mesomap.web.common.i18n import language, translator
from mesomap.web.common.needs import Right, Whose, needs

if TYPE_CHECKING:
    from mesomap.services.billing.estimates import Estimate

bp = Blueprint("papers", __name__)


def _file(data: bytes, mimetype: str, name: str, *, inline: bool = False) -> Response:
    """Send a file under a plain name: ids and numbers, never a patient's name."""
    kind = "inline" if inline else "attachment"
    headers = {"Content-Disposition": f'{kind}; filename="{name}"'}
    return Response(data, mimetype=mimetype, headers=headers)


def _estimate(estimate_id: str) -> Estimate:
    return estimates.get(seat(), estimate_id)


@bp.get("/estimates/<estimate_id>.pdf")
@needs(Right.MONEY_READ, Whose.ESTIMATE)
def estimate_pdf(estimate_id: str) -> Response:
    estimate = _estimate(estimate_id)
    data = estimates.pdf(
        seat(), estimate_id,
        with_drawing=request.args.get("drawing") == "1", translate=translator(),
    )  # fmt: skip
    return _file(data, "application/pdf", f"{estimate.number}.pdf", inline=True)


@bp.get("/estimates/<estimate_id>.csv")
@needs(Right.MONEY_READ, Whose.ESTIMATE)
def estimate_csv(estimate_id: str) -> Response:
    estimate = _estimate(estimate_id)
    data = exports.estimate_csv(seat(), estimate_id, lang=language(), translate=translator())
    return _file(data, "text/csv; charset=utf-8", f"{estimate.number}.csv")


@bp.get("/estimates/<estimate_id>.json")
@needs(Right.MONEY_READ, Whose.ESTIMATE)
def estimate_json(estimate_id: str) -> Response:
    estimate = _estimate(estimate_id)
    data = exports.estimate_json(seat(), estimate_id)
    return _file(data, "application/json", f"{estimate.number}.json")


@bp.get("/sessions/<session_id>/after-care.pdf")
@needs(Right.CLINICAL_READ, Whose.SESSION)
def aftercare_pdf(session_id: str) -> Response:
    session = sessions.load(seat(), session_id)
    data = aftercare_sheet(
        seat(), session_id, lang=language(), now=now(), translate=translator(),
    )  # fmt: skip
    name = f"conseils-{session.treatment_date}.pdf"
    return _file(data, "application/pdf", name, inline=True)


@bp.get("/sessions/<session_id>/export.json")
@needs(Right.EXPORT, Whose.SESSION)
def session_json(session_id: str) -> Response:
    session = sessions.load(seat(), session_id)
    data = exports.session_json(seat(), session_id)
    return _file(data, "application/json", f"seance-{session.treatment_date}.json")


@bp.get("/patients/<patient_id>/export.json")
@needs(Right.EXPORT, Whose.PATIENT)
def patient_json(patient_id: str) -> Response:
    data = exports.patient_json(seat(), patient_id)
    return _file(data, "application/json", f"patient-{patient_id}.json")
