"""Estimates: a draft explained line by line, what the doctor adjusts, and what is issued."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mesomap import documents
from mesomap.documents.words import Translate, Words
from mesomap.domain.syringes import injected_ml, prepared_ml
from mesomap.domain.tariff import tariff_from_json, tariff_in
from mesomap.errors import N_, Conflict, Refused
from mesomap.services.billing import numbering
from mesomap.services.billing.estimate_forms import Draft, Estimate, Line
from mesomap.services.billing.issued import estimate_body, estimate_drawings
from mesomap.services.billing.pricing import (
    Priced,
    Wishes,
    duration_json,
    line_json,
    notices,
    offered_json,
    priced,
    region_names,
    vat_json,
)
from mesomap.services.measuring.one_at_a_time import in_turn
from mesomap.services.measuring.workload import largest_first
from mesomap.services.people import courses, patients
from mesomap.services.people.records import patient_row
from mesomap.services.practice import settings
from mesomap.services.practice.letterhead import letterhead
from mesomap.services.reading import comparing
from mesomap.services.reading.totals import Totals, of_record, total_json
from mesomap.services.record import sessions

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from mesomap.domain.course import Course
    from mesomap.domain.session import Session
    from mesomap.domain.tariff import Tariff
    from mesomap.storage.protocol import Row
    from mesomap.storage.seat import Seat

__all__ = [
    "Draft", "Estimate", "Line", "difference", "draft", "get", "issue",
    "of_patient", "of_session", "pdf", "tariff_of",
]  # fmt: skip

#: Three side by side, in as many rows as fit a page: no mark is left out.
MOST_DRAWINGS = 9


def draft(
    seat: Seat,
    session_id: str,
    lang: str,
    *,
    adjustments: Sequence[Any] = (),
    extra: Sequence[Any] = (),
    acts: Sequence[str] = (),
    purpose: str | None = None,
    translate: Translate | None = None,
) -> Draft:
    """Price the session's plan with the tariff of the session (`tariff_of`).

    adjustments: [{"key", "amount_cents", "reason"}]; extra: [{"label", "amount_cents",
    "purpose"?}] free lines; acts: keys of the tariff's associated acts that are chosen;
    purpose: "therapeutic" or "aesthetic" in place of the tariff's.

    Raises
    ------
    NotFound, Malformed, Refused
    """
    session = sessions.load(seat, session_id)
    course = _course(seat, session)
    counted = of_record(seat, session)
    tariff = tariff_of(seat, session)
    plan = priced(session, tariff, counted.plan, Wishes(adjustments, extra, acts, purpose))
    return _drafted(session, course, plan, _words(session, tariff, lang, translate))


def tariff_of(seat: Seat, session: Session) -> Tariff:
    """Give the tariff that the session froze, in the country where the practice says it is.

    Where none was set yet when the session was opened, today's is taken.
    """
    today = settings.get(seat, "tariff")
    frozen = tariff_in(session.tariff, today["country"])
    return frozen if frozen.is_set else tariff_from_json(today)


def _words(session: Session, tariff: Tariff, lang: str, translate: Translate | None) -> Words:
    return Words.of(lang, translate, tariff.currency, session.time_zone)


def _course(seat: Seat, session: Session) -> Course | None:
    if session.course_id is None:
        return None
    return courses.get(seat, session.course_id)


def _drafted(session: Session, course: Course | None, plan: Priced, words: Words) -> Draft:
    volume_ml = prepared_ml(session.syringes.values())
    named = largest_first(comparing.zones_of(session, session.planned_marks()), plan.work.areas)
    figures = total_json(plan.work, volume_ml, words.translate) | {"zones": list(named)}
    return Draft(
        session_id=session.id,
        currency=plan.tariff.currency,
        purpose=plan.purpose.value,
        lines=tuple(Line(**line_json(line, words)) for line in plan.lines),
        total_cents=plan.total_cents,
        vat=tuple(vat_json(row, words) for row in plan.vat),
        duration=duration_json(plan.work.duration, words),
        figures=figures | {"region_names": region_names(plan.work, words)},
        offered=tuple(offered_json(plan)),
        notices=tuple(
            {"code": n.code, "sentence": words.say(n.said), "printed": n.printed}
            for n in notices(session, course, plan)
        ),
    )


def issue(
    seat: Seat,
    *,
    estimate_id: str,
    session_id: str,
    adjustments: Sequence[Any] = (),
    extra: Sequence[Any] = (),
    acts: Sequence[str] = (),
    purpose: str | None = None,
    now: datetime,
    lang: str,
    translate: Translate | None = None,
    clock_is_right: bool = False,
    free_is_meant: bool = False,
) -> Estimate:
    """Give the draft a number and store it with everything that it was computed from.

    The same `estimate_id` again gives back the same estimate (a double tap is one issue). Its day
    is the practice's, and the year in its number that day's. Where the last number has a later
    day, the clock is doubted; `clock_is_right` answers that, and then no estimate has an earlier
    day than the one before it in the same year (docs/decisions/0028).

    Raises
    ------
    NotFound, Malformed
    Refused
        Nothing is marked; the tariff is not set and no line has an amount; nothing is asked for,
        and nobody said that it is meant (`values["field"]` is "free_is_meant"); the last number has
        a later day than today ("clock_is_right").
    Conflict
        The id belongs to another session's estimate.
    """
    session = sessions.load(seat, session_id)
    course = _course(seat, session)
    wishes = Wishes(adjustments, extra, acts, purpose)
    tariff = tariff_of(seat, session)
    plan = priced(session, tariff, of_record(seat, session).plan, wishes)
    _refuse_empty(session, plan, free_is_meant=free_is_meant)
    words = _words(session, tariff, lang, translate)
    with seat.reading() as r:
        zone = settings.time_zone(r, seat.practice_id)
    body = estimate_body(
        session=session, draft=_drafted(session, course, plan, words), tariff=plan.tariff,
        wishes=wishes, patient=patients.get(seat, session.patient_id),
        practice=letterhead(seat, seat.user_id), words=words, now=now, zone=zone,
    )  # fmt: skip
    with seat.writing() as w:
        row = w.estimate(seat.practice_id, estimate_id) or numbering.add(
            w, seat.practice_id, seat.user_id, estimate_id, session_id, body, now,
            clock_is_right=clock_is_right,
        )  # fmt: skip
    if row["session_id"] != session_id:
        raise Conflict(N_("Cet identifiant appartient au devis d’une autre séance."))
    return _estimate(row)


def _refuse_empty(session: Session, plan: Priced, *, free_is_meant: bool) -> None:
    if not session.planned_marks():
        raise Refused(N_("Rien n’est marqué : un devis se calcule à partir d’un plan."))
    if not plan.tariff.is_set and plan.total_cents == 0:
        raise Refused(
            N_(
                "Le tarif n’est pas réglé : réglez-le dans Réglages, ou donnez un montant à une "
                "ligne avant d’émettre le devis."
            )
        )
    if plan.total_cents == 0 and not free_is_meant:
        raise Refused(
            N_("Le total est nul : donnez un montant à une ligne, ou confirmez que c’est voulu."),
            field="free_is_meant",
        )


def _estimate(row: Row) -> Estimate:
    return Estimate(
        id=row["estimate_id"],
        number=row["number"],
        session_id=row["session_id"],
        patient_id=row["patient_id"],
        issued_at=row["issued_at"],
        total_cents=row["body"]["total_cents"],
        body=row["body"],
    )


def get(seat: Seat, estimate_id: str) -> Estimate:
    """Read an issued estimate. Raises NotFound."""
    return _estimate(seat.storage.get_estimate(seat.practice_id, estimate_id))


def of_session(seat: Seat, session_id: str) -> list[Estimate]:
    """List the estimates issued for a session, oldest first."""
    return [
        _estimate(r) for r in seat.storage.estimates_of(seat.practice_id, session_id=session_id)
    ]


def of_patient(seat: Seat, patient_id: str) -> list[Estimate]:
    """List the estimates issued for a patient, oldest first. Raises NotFound."""
    with seat.reading() as r:
        whose = patient_row(r, seat.practice_id, patient_id)["patient_id"]
        return [_estimate(row) for row in r.estimates(seat.practice_id, patient_id=whose)]


def difference(
    seat: Seat,
    session_id: str,
    lang: str = "fr",
    translate: Translate | None = None,
) -> dict[str, Any]:
    """Compare what was planned (and issued, if it was) with what was done.

    {"currency", "planned": {"total_cents", "treated_cm2", "points", "minutes", "volume_ml",
    "estimate_number"|None}, "done": {the same; "minutes" as clocked, or None}, "delta_cents",
    "lines": [{"key", "label", "planned_cents", "done_cents"}]}. What the doctor adjusted or
    added is the same on both sides; what the tariff computes follows what was done,
    or the plan while nobody said.
    """
    session = sessions.load(seat, session_id)
    issued = of_session(seat, session_id)
    last = issued[-1] if issued else None
    tariff = tariff_of(seat, session)
    if last:
        tariff = tariff_from_json(last.body["computed_from"]["tariff"])
    words = _words(session, tariff, lang, translate)
    totals = of_record(seat, session)
    planned, done = _both(session, tariff, totals, last)
    clocked = session.timer.elapsed_ms / 60_000 if session.timer.elapsed_ms else None
    return {
        "currency": words.currency,
        "planned": _side(planned, prepared_ml(session.syringes.values()))
        | {"minutes": total_json(totals.plan, None)["minutes"]["mid"]}
        | {"estimate_number": last.number if last else None},
        "done": _side(done, injected_ml(session.syringes.values()))
        | {"minutes": None if clocked is None else round(clocked, 1)},
        "delta_cents": done.total_cents - planned.total_cents,
        "lines": _line_pairs(planned, done, words),
    }


def _both(
    session: Session, tariff: Tariff, totals: Totals, last: Estimate | None
) -> tuple[Priced, Priced]:
    """Price the plan and what was done, with the wishes of the last issued estimate."""
    kept = last.body["wishes"] if last else {}
    wishes = Wishes(
        kept.get("adjustments", ()),
        kept.get("extra", ()),
        tuple(kept.get("acts", ())),
        kept.get("purpose"),
    )
    told = totals.done if session.told == "done" else totals.plan
    planned, done = (priced(session, tariff, w, wishes) for w in (totals.plan, told))
    return planned, done


def _side(plan: Priced, volume_ml: float | None) -> dict[str, Any]:
    figures = total_json(plan.work, volume_ml)
    return {
        "total_cents": plan.total_cents,
        "treated_cm2": figures["treated_cm2"],
        "points": figures["points"],
        "volume_ml": figures["volume_ml"],
    }


def _line_pairs(planned: Priced, done: Priced, words: Words) -> list[dict[str, Any]]:
    before = {line.key: line for line in planned.lines}
    after = {line.key: line for line in done.lines}
    return [
        {
            "key": key,
            "label": words.say((before.get(key) or after[key]).label),
            "planned_cents": before[key].amount_cents if key in before else 0,
            "done_cents": after[key].amount_cents if key in after else 0,
        }
        for key in {**before, **after}
    ]


@in_turn
def pdf(
    seat: Seat,
    estimate_id: str,
    *,
    with_drawing: bool,
    translate: Translate | None = None,
) -> bytes:
    """Print the issued estimate, in the language that it was issued in."""
    body = get(seat, estimate_id).body
    drawings = estimate_drawings(body, translate)[:MOST_DRAWINGS] if with_drawing else []
    return documents.estimate_pdf(body, lang=body["lang"], drawings=drawings, translate=translate)
