"""Events and totals of a session, as JSON. Errors: `{"error": {"code", "sentence"}}`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Blueprint, jsonify, request
from flask_babel import gettext as _

from mesomap.errors import MesoMapError
from mesomap.services.people import known
from mesomap.services.reading import totals
from mesomap.services.record import chain_ends, sync
from mesomap.web.access.auth import seat
from mesomap.web.common.codec import read_events, whole
from mesomap.web.common.context import now
from mesomap.web.common.i18n import say
from mesomap.web.common.needs import Right, Whose, needs
from mesomap.web.record import known_heads

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("api", __name__, url_prefix="/api/sessions/<session_id>")


def _answer(answer: sync.Answer) -> dict[str, Any]:
    found: dict[str, Any] = {"id": answer.id, "status": answer.status}
    if answer.seq is not None:
        found["seq"] = answer.seq
    if answer.template is not None:
        found["sentence"] = say(MesoMapError(answer.template, **(answer.values or {})))
    return found


def _of_the_patient(session_id: str, seen: Any) -> dict[str, Any]:
    """Give `{"patient": …}` where the page shows other words of the patient's record."""
    shown = seen if isinstance(seen, str) else None
    words = known.news(seat(), session_id, shown)
    return {"patient": words} if words else {}


@bp.post("/events")
@needs(Right.CLINICAL_WRITE, Whose.SESSION)
def send_events(session_id: str) -> Response:
    """Take events in; 200 with an answer for each, in the order they came.

    Where the tablet says up to which `seq` it knows the session (`after`), what came since is in
    the answer as `events`, so that it need not ask for that as well; `seen` as `get_events` has it.
    """
    sent = read_events(request)
    events = sync.as_json_list(sent)
    after = sync.as_seq(sent.get("after"))
    head = sent.get("head") if isinstance(sent.get("head"), str) else None
    _head, goes_on = known_heads.compare(head)
    answers = sync.receive(seat(), session_id, events, now())
    head, _same = chain_ends.compare(seat(), None)
    found = _of_the_patient(session_id, sent.get("seen"))
    if after is not None:
        found["events"] = sync.news(seat(), session_id, after)
    return jsonify(
        **found,
        answers=[_answer(answer) for answer in answers],
        last_seq=sync.reached(seat(), session_id),
        head=head,
        restored=not goes_on,
        gaps=chain_ends.gaps(seat(), session_id),
    )


@bp.get("/events")
@needs(Right.CLINICAL_READ, Whose.SESSION)
def get_events(session_id: str) -> Response:
    """Events above `after`, by `seq`, and how many were put aside.

    `head` is the end of the record as the tablet last heard it; `restored` says that this server
    does not know it, and so was brought back from a backup. Where `seen` is not what the record
    says of allergies and treatments now, `patient` has its words.
    """
    after = whole(request.args.get("after"), "after")
    found = sync.after(seat(), session_id, after)
    last = max([after, *(event["seq"] for event in found)])
    aside = len(sync.quarantine(seat(), session_id))
    head, goes_on = known_heads.compare(request.args.get("head"))
    of_the_patient = _of_the_patient(session_id, request.args.get("seen"))
    return jsonify(
        **of_the_patient,
        events=found, last_seq=last, quarantined=aside, head=head, restored=not goes_on,
    )  # fmt: skip


@bp.get("/quarantine")
@needs(Right.CLINICAL_READ, Whose.SESSION)
def get_quarantine(session_id: str) -> Response:
    """List what was put aside, for the doctor to read."""
    rows = sync.quarantine(seat(), session_id)
    return jsonify(quarantined=rows)


@bp.get("/totals")
@needs(Right.CLINICAL_READ, Whose.SESSION)
def get_totals(session_id: str) -> Response:
    return jsonify(totals.of(seat(), session_id, translate=_))
