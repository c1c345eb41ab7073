"""A session as JSON, in the form that Python and JavaScript share (`tests/cases/fold`)."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from mesomap.domain.examined import examined_to_json
from mesomap.domain.marks import mark_to_json
from mesomap.domain.nogo import SessionNoGo, nogo_to_json
from mesomap.domain.physique import physique_to_json

if TYPE_CHECKING:
    from mesomap.domain.session import (
        Addendum,
        Aside,
        BulkAnswer,
        Check,
        Session,
        SessionMark,
        Syringe,
        SyringeProduct,
        Timer,
    )


def _mark_json(entry: SessionMark) -> dict[str, Any]:
    fate = {"phase": entry.phase, "removed": entry.removed, "done": entry.done}
    level = {} if entry.among is None else {"among": list(entry.among)}
    return mark_to_json(entry.mark) | fate | level


#: Keys that older versions did not write: left out while they are empty.
PRODUCT_MORE = ("presentation", "expired_confirmed")
SYRINGE_MORE = ("depth_mm", "drop_ml", "shots_per_s", "allergy_reason", "needle_gauge")


def _more(thing: SyringeProduct | Syringe, names: tuple[str, ...]) -> dict[str, Any]:
    found = {name: getattr(thing, name) for name in names}
    return {name: value for name, value in found.items() if value not in (None, False)}


def _product_json(product: SyringeProduct) -> dict[str, Any]:
    return {
        "name": product.name,
        "lot": product.lot,
        "expiry": product.expiry,
        "volume_ml": product.volume_ml,
    } | _more(product, PRODUCT_MORE)


def syringe_to_json(syringe: Syringe) -> dict[str, Any]:
    """Write a syringe; what an injector was set to, and reasons, where there are any."""
    return {
        "key": syringe.key,
        "dry": syringe.dry,
        "products": [_product_json(p) for p in syringe.products],
        "volume_ml": syringe.volume_ml,
        "needle_mm": syringe.needle_mm,
        "device": syringe.device,
        "left_ml": syringe.left_ml,
    } | _more(syringe, SYRINGE_MORE)


def _addendum_json(addendum: Addendum) -> dict[str, Any]:
    said = {"text": addendum.text} if addendum.event is None else {"event": dict(addendum.event)}
    return said | {"at": addendum.at, "author_id": addendum.author_id}


def _nogo_json(entry: SessionNoGo) -> dict[str, Any]:
    return nogo_to_json(entry.nogo) | {"lifted": entry.lifted, "seq": entry.seq}


def _timer_json(timer: Timer) -> dict[str, Any]:
    plain = {
        "running": timer.running, "elapsed_ms": timer.elapsed_ms, "stopped": timer.stopped,
    }  # fmt: skip
    said = [asdict(correction) for correction in timer.corrections]
    return plain | ({"corrections": said} if said else {})


def _aside_json(aside: Aside) -> dict[str, Any]:
    about = {} if aside.mark_id is None else {"mark_id": aside.mark_id}
    return {"id": aside.id, "kind": aside.kind, "v": aside.v, "at": aside.at} | about


def _check_json(check: Check) -> dict[str, Any]:
    return {"answer": check.answer, "note": check.note}


def _bulk_json(bulk: BulkAnswer) -> dict[str, Any]:
    since = {} if bulk.since is None else {
        "since": bulk.since, "stood": {q: _check_json(c) for q, c in bulk.stood.items()}
    }  # fmt: skip
    return {
        "questions": list(bulk.questions), "answer": bulk.answer, "at": bulk.at,
        "author_id": bulk.author_id,
    } | since  # fmt: skip


def session_to_json(session: Session) -> dict[str, Any]:
    """Write a session in the form that Python and JavaScript share (`tests/cases/fold`)."""
    agreed, signed, timer = session.agreed, session.signed, session.timer
    # left out where there is none: a session without them has the JSON of older versions
    nogo = {"nogo": [_nogo_json(n) for n in session.nogo]} if session.nogo else {}
    aside = {"aside": [_aside_json(a) for a in session.aside]} if session.aside else {}
    bulk = {"bulk": [_bulk_json(b) for b in session.bulk]} if session.bulk else {}
    examined = {"examined": examined_to_json(session.examined)} if session.examined else {}
    asked = {"body_asked": physique_to_json(session.body_asked)} if session.body_asked else {}
    return (
        nogo
        | asked
        | aside
        | bulk
        | ({"dated": asdict(session.dated)} if session.dated else {})
        | examined
        | {
            "id": session.id,
            "patient_id": session.patient_id,
            "course_id": session.course_id,
            "number": session.number,
            "treatment_date": session.treatment_date,
            "time_zone": session.time_zone,
            "figure": session.figure,
            "body": physique_to_json(session.body),
            "body_estimated": session.body_estimated,
            "silhouette": session.silhouette,
            "body_nearest": session.body_nearest,
            "radii_mm": dict(session.radii_mm),
            "stroke_width_mm": session.stroke_width_mm,
            "spacing_mm": dict(session.spacing_mm),
            "duration": dict(session.duration),
            "tariff": dict(session.tariff),
            "atlas": dict(session.atlas),
            "marks": [_mark_json(m) for m in session.marks],
            "agreed": agreed
            and {
                "informed": agreed.informed,
                "estimate_id": agreed.estimate_id,
                "at": agreed.at,
            },
            "syringes": {key: syringe_to_json(s) for key, s in session.syringes.items()},
            "checks": {q: _check_json(c) for q, c in session.checks.items()},
            "pain": [{"when": p.when, "zone": p.zone, "score": p.score} for p in session.pain],
            "timer": _timer_json(timer),
            "notes": [
                {"text": n.text, "at": n.at, "author_id": n.author_id} for n in session.notes
            ],
            "signed": signed and {"at": signed.at, "author_id": signed.author_id},
            "addenda": [_addendum_json(a) for a in session.addenda],
            "conflicts": [{"mark_id": c.mark_id, "reason": c.reason} for c in session.conflicts],
            "state": session.state,
            "last_seq": session.last_seq,
        }
    )
