"""Events and totals of a session, as JSON. Errors: `{"error": {"code", "sentence"}}`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Blueprint, jsonify, request
from flask_babel import gettext as _

from mesomap.errors import MesoMapError
from mesomap.services.reading import totals
from mesomap.services.record import receiving, sync
from mesomap.web.access.auth import seat
from mesomap.web.common.codec import read_events, whole
from mesomap.web.common.context import now
from mesomap.web.common.i18n import say
from mesomap.web.common.needs import Right, Whose, needs
from mesomap.web.record import known_heads

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("api", __name__, url_prefix="/api/sessions/<session_id>")


def _answer(answer: receiving.Answer) -> dict[str, Any]:
    found: dict[str, Any] = {"id": answer.id, "status": answer.status}
    if answer.seq is not None:
        found["seq"] = answer.seq
    if answer.template is not None:
        found["sentence"] = say(MesoMapError(answer.template, **(answer.values or {})))
    return found


def _news(news: sync.News) -> dict[str, Any]:
    """Write the news of an answer; what was not asked for, or is as it is shown, is no key."""
    found = {"events": news.events, "patient": news.patient}
    return {"head": news.head, "restored": news.restored} | {
        key: value for key, value in found.items() if value is not None
    }


@bp.post("/events")
@needs(Right.CLINICAL_WRITE, Whose.SESSION)
def send_events(session_id: str) -> Response:
    """Take events in; 200 with an answer for each, in the order they came.

    Where the tablet says up to which `seq` it knows the session (`after`), what came since is in
    the answer as `events`, so that it need not ask for that as well; `seen` as `get_events` has it.
    """
    events, asked = sync.read_request(read_events(request))
    done = sync.exchange(seat(), session_id, events, asked, now(), known_heads.note)
    answers = [_answer(answer) for answer in done.answers]
    return jsonify(answers=answers, gaps=done.gaps, **_news(done.news))


@bp.get("/events")
@needs(Right.CLINICAL_READ, Whose.SESSION)
def get_events(session_id: str) -> Response:
    """Events above `after`, by `seq`, and how many were put aside.

    `head` is the end of the record as the tablet last heard it; `restored` says that this server
    does not know it, and so was brought back from a backup. Where `seen` is not what the record
    says of allergies and treatments now, `patient` has its words.
    """
    args = request.args
    asked = sync.Asked(whole(args.get("after"), "after"), args.get("head"), args.get("seen"))
    news, aside = sync.news(seat(), session_id, asked)
    if news.restored and asked.head:
        known_heads.note(asked.head)
    return jsonify(quarantined=aside, **_news(news))


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
