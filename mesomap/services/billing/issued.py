"""What an issued estimate keeps: enough to print it and to compute every figure of it again."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from mesomap import drawing
from mesomap.body import zones
from mesomap.documents.words import Translate, Words
from mesomap.domain.clock import utc_text
from mesomap.domain.countries import MINOR_DIGITS
from mesomap.domain.marks import mark_from_json, mark_to_json
from mesomap.domain.physique import physique_to_json
from mesomap.domain.tariff import Tariff, tariff_to_json
from mesomap.services.measuring.went import is_lettered

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from mesomap.domain.patient import Patient
    from mesomap.domain.session import Session
    from mesomap.services.billing.estimate_forms import Draft
    from mesomap.services.billing.pricing import Wishes

FORM = "estimate/1"


def estimate_body(
    *,
    session: Session,
    draft: Draft,
    tariff: Tariff,
    wishes: Wishes,
    patient: Patient,
    practice: Mapping[str, Any],
    words: Words,
    now: datetime,
    zone: ZoneInfo,
) -> dict[str, Any]:
    """Make the body of an estimate, but for its number, which storage gives, and its day."""
    return {
        "form": FORM,
        "session_id": session.id,
        "patient_id": session.patient_id,
        "session_number": session.number,
        "treatment_date": session.treatment_date,
        "time_zone": zone.key,
        "issued_at": utc_text(now),
        "lang": words.lang,
        "currency": draft.currency,
        "currency_digits": MINOR_DIGITS[draft.currency],
        "purpose": draft.purpose,
        "practice": dict(practice),
        "patient": _patient(patient),
        "act": {
            "code": tariff.act_code,
            "label": words.translate(tariff.act_label),
            "wording": words.translate(tariff.act_wording) if tariff.act_wording else "",
        },
        "lines": [asdict(line) for line in draft.lines],
        "total_cents": draft.total_cents,
        "vat": [dict(row) for row in draft.vat],
        "duration": dict(draft.duration),
        "figures": dict(draft.figures)
        | {"zone_names": [zones.name(key, words.lang) for key in draft.figures["zones"]]},
        "notices": [dict(notice) for notice in draft.notices],
        "wishes": _wishes(wishes),
        "computed_from": computed_from(session, tariff),
    }


def _wishes(wishes: Wishes) -> dict[str, Any]:
    return {
        "adjustments": [dict(row) for row in wishes.adjustments],
        "extra": [dict(row) for row in wishes.extra],
        "acts": list(wishes.acts),
        "purpose": wishes.purpose,
    }


def _patient(patient: Patient) -> dict[str, Any]:
    return {"name": patient.name, "sex": patient.sex, "birth_date": patient.birth_date}


def computed_from(session: Session, tariff: Tariff) -> dict[str, Any]:
    """Keep every input of the figures: body, marks, counting, coefficients, tariff, versions."""
    return {
        "body": physique_to_json(session.body),
        "body_estimated": session.body_estimated,
        "figure": session.figure,
        "marks": [mark_to_json(mark) for mark in session.planned_marks()],
        "radii_mm": dict(session.radii_mm),
        "stroke_width_mm": session.stroke_width_mm,
        "spacing_mm": dict(session.spacing_mm),
        "duration": dict(session.duration),
        "tariff": tariff_to_json(tariff),
        "atlas": dict(session.atlas),
        "last_seq": session.last_seq,
    } | ({"letters": True} if is_lettered(session) else {})


def estimate_drawings(
    body: Mapping[str, Any], translate: Translate | None = None
) -> list[dict[str, str]]:
    """Draw the plan that an estimate was computed from: [{"view", "name", "svg", "alt"}]."""
    source = body["computed_from"]
    found = [mark_from_json(row) for row in source["marks"]]
    letters = source.get("letters", False)
    marks = [drawing.Drawn(m, letter=(m.syringe or "") if letters else "") for m in found]
    words = Words.of(body["lang"], translate)
    return drawing.maps(
        marks,
        source["figure"],
        lang=words.lang,
        translate=words.translate,
        theme="paper",
        crop=True,
    )
