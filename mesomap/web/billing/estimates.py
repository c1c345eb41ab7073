"""Estimate pages: a draft that the doctor adjusts, a confirmation, the issued estimate."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from flask import Blueprint, redirect, render_template, request, url_for

from mesomap.domain.clock import practice_day, utc_moment
from mesomap.domain.estimate import issued_on
from mesomap.errors import N_, Refused
from mesomap.services.billing import estimates
from mesomap.services.people import patients
from mesomap.services.practice import settings
from mesomap.services.record import sessions
from mesomap.web.access.auth import seat
from mesomap.web.common.context import now, sent_id
from mesomap.web.common.forms import amount_out, cents, keep_typed
from mesomap.web.common.i18n import language, say, translator
from mesomap.web.common.needs import Right, Whose, needs

if TYPE_CHECKING:
    from datetime import date

    from werkzeug.wrappers import Response

    from mesomap.domain.session import Session
    from mesomap.services.billing.estimates import Estimate

bp = Blueprint("estimates", __name__)

#: Free lines that the form offers.
FREE_LINES = 2
_EXTRA_FIELDS = tuple(f"extra_amount-{i}" for i in range(FREE_LINES))

#: States from which on something was done that can differ from the plan.
DONE_STATES = frozenset({"finishing", "signed"})


@dataclass(frozen=True, slots=True)
class Choices:
    """What the doctor chose on the form, ready for the service."""

    adjustments: list[dict[str, Any]] = field(default_factory=list)
    extra: list[dict[str, Any]] = field(default_factory=list)
    acts: list[str] = field(default_factory=list)
    purpose: str | None = None

    def as_arguments(self) -> dict[str, Any]:
        return {
            "adjustments": self.adjustments,
            "extra": self.extra,
            "acts": self.acts,
            "purpose": self.purpose,
        }


def _is_written(amount: str, field: str) -> bool:
    """Tell whether an amount was typed.

    Raises
    ------
    Refused
        Where it was not, and the estimate is to be issued: neither 0 nor the tariff was said.
    """
    if not amount.strip() and request.form.get("do") in {"review", "issue"}:
        raise Refused(N_("Écrivez un montant : 0 si rien n’est dû."), field=field)
    return bool(amount.strip())


def _adjustments(currency: str) -> list[dict[str, Any]]:
    """Lines whose amount was changed by hand, in form order."""
    found = []
    for name, text in request.form.items():
        if not name.startswith("amount-") or not _is_written(text, name):
            continue
        key = name.removeprefix("amount-")
        amount = cents(text, name, currency)
        if str(amount) != request.form.get(f"computed-{key}"):
            reason = request.form.get(f"reason-{key}", "").strip()
            found.append({"key": key, "amount_cents": amount, "reason": reason})
    return found


def _extra(currency: str) -> list[dict[str, Any]]:
    labels, amounts = request.form.getlist("extra_label"), request.form.getlist("extra_amount")
    pairs = list(zip(labels, amounts, strict=False))[:FREE_LINES]
    return [
        {
            "label": label.strip(),
            "amount_cents": cents(amount, where, currency) if _is_written(amount, where) else 0,
        }
        for where, (label, amount) in zip(_EXTRA_FIELDS, pairs, strict=False)
        if label.strip() or amount.strip()
    ]


def _choices(currency: str) -> Choices:
    return Choices(
        adjustments=_adjustments(currency),
        extra=_extra(currency),
        acts=request.form.getlist("act"),
        purpose=request.form.get("purpose") or None,
    )


def _page(session_id: str, choices: Choices, template: str, **more: Any) -> str:
    session = sessions.load(seat(), session_id)
    draft = estimates.draft(
        seat(), session_id, language(), translate=translator(), **choices.as_arguments(),
    )  # fmt: skip
    return render_template(
        template,
        draft=draft,
        session=session,
        patient=patients.get(seat(), session.patient_id),
        issued=estimates.of_session(seat(), session_id),
        choices=choices,
        estimate_id=sent_id(request.form.get("estimate_id")),
        free_lines=FREE_LINES,
        day_unsaid=_is_day_unsaid(session),
        opened_at=_opened_at(session_id),
        shown=lambda amount: amount_out(amount, draft.currency, language()),
        asked=settings.place_asked(seat()),
        **more,
    )


def _opened_at(session_id: str) -> str:
    """When the session was opened: it tells people without a name apart."""
    return sessions.row(seat(), session_id).opened_at


def _is_day_unsaid(session: Session) -> bool:
    """Tell whether the estimate would bear the day of the opening because nobody said another."""
    return session.asks_for_day(practice_day(now(), ZoneInfo(session.time_zone)).isoformat())


@bp.get("/sessions/<session_id>/estimate")
@needs(Right.MONEY_WRITE, Whose.SESSION)
def draft(session_id: str) -> str:
    session = sessions.load(seat(), session_id)
    difference = None
    if session.state in DONE_STATES:
        difference = estimates.difference(seat(), session_id, language(), translate=translator())
    return _page(session_id, Choices(), "estimate_draft.html", difference=difference, errors={})


@bp.post("/sessions/<session_id>/estimate")
@needs(Right.MONEY_WRITE, Whose.SESSION)
def adjust(session_id: str) -> Response | str | tuple[str, int]:
    """Recalculate, ask for confirmation, or issue; nothing is stored before the last."""
    session = sessions.load(seat(), session_id)
    currency = estimates.tariff_of(seat(), session).currency
    try:
        choices = _choices(currency)
        if request.form.get("do") == "issue":
            return _issue(session_id, choices)
        confirming = request.form.get("do") == "review"
        page = "estimate_confirm.html" if confirming else "estimate_draft.html"
        return _page(session_id, choices, page, errors={})
    except Refused as refused:
        return _again(session_id, currency, refused)


def _again(session_id: str, currency: str, refused: Refused) -> tuple[str, int]:
    """Show the draft with everything that was typed, priced as far as that can be."""
    keep_typed()
    errors = {str(refused.values.get("field", "form")): say(refused)}
    for choices in (_choices_that_hold(currency), Choices()):
        try:
            return _page(session_id, choices, "estimate_draft.html", errors=errors), 422
        except Refused:
            continue
    raise refused


def _choices_that_hold(currency: str) -> Choices:
    """Read what can be read of the form; amounts that were changed stay in their fields alone."""
    try:
        extra = _extra(currency)
    except Refused:
        extra = []
    acts, purpose = request.form.getlist("act"), request.form.get("purpose")
    return Choices(extra=extra, acts=acts, purpose=purpose or None)


def _issue(session_id: str, choices: Choices) -> Response:
    estimate = estimates.issue(
        seat(), session_id=session_id, now=now(),
        estimate_id=sent_id(request.form.get("estimate_id")), lang=language(),
        translate=translator(), clock_is_right=bool(request.form.get("clock_is_right")),
        free_is_meant=bool(request.form.get("free_is_meant")),
        **choices.as_arguments(),
    )  # fmt: skip
    page = "papers.estimate_pdf" if request.args.get("then") == "pdf" else "estimates.show"
    return redirect(url_for(page, estimate_id=estimate.id), 303)


@bp.get("/estimates/<estimate_id>")
@needs(Right.MONEY_READ, Whose.ESTIMATE)
def show(estimate_id: str) -> str:
    estimate = estimates.get(seat(), estimate_id)
    return render_template(
        "estimate.html",
        estimate=estimate,
        body=estimate.body,
        dated_as_before=_dated_as_before(estimate),
        other_day=_other_day(estimate),
        opened_at=_opened_at(estimate.session_id),
        patient=patients.get(seat(), estimate.patient_id),
    )


def _other_day(estimate: Estimate) -> str | None:
    """Tell the day of the act where it is no longer the one that the estimate says."""
    day = sessions.load(seat(), estimate.session_id).treatment_date
    return None if day == estimate.body["treatment_date"] else day


def _dated_as_before(estimate: Estimate) -> date | None:
    """Tell the day on an estimate where the clock said an earlier one when it was issued."""
    day = issued_on(estimate.body)
    zone = ZoneInfo(estimate.body["time_zone"])
    return day if practice_day(utc_moment(estimate.issued_at), zone) < day else None
