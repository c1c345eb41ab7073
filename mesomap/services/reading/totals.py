"""Totals of a session: what is planned, what was done; the figures of `GET …/totals`."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, Any

from mesomap.domain.duration import clock_minutes
from mesomap.domain.syringes import injected_ml, prepared_ml
from mesomap.services.measuring import went
from mesomap.services.measuring.living import measured
from mesomap.services.measuring.one_at_a_time import turn
from mesomap.services.measuring.signed_figures import signed_areas
from mesomap.services.measuring.workload import Work, work_of
from mesomap.services.record import sessions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from mesomap.body.area import Areas
    from mesomap.documents.words import Translate
    from mesomap.domain.session import Session
    from mesomap.storage.seat import Seat

_SESSIONS_KEPT = 64


@dataclass(frozen=True, slots=True)
class Totals:
    """What is planned and what was done, of one state of one session."""

    plan: Work
    done: Work


class _Kept:
    """The last sessions that were counted. A session at one `last_seq` never changes."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[tuple[str, int], Totals] = OrderedDict()
        self._lock = Lock()

    def get(self, session: Session, count: Callable[[Session], Totals]) -> Totals:
        found = self.find(session)
        if found:
            return found
        with turn:
            return self.find(session) or self._keep(session, count(session))

    def find(self, session: Session) -> Totals | None:
        key = session.id, session.last_seq
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def _keep(self, session: Session, found: Totals) -> Totals:
        key = session.id, session.last_seq
        with self._lock:
            self._kept[key] = found
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return found


_kept = _Kept(_SESSIONS_KEPT)


def counted(session: Session) -> Totals:
    """Count a session's plan and what was done of it; the last 64 are kept."""
    return _kept.get(session, _count)


def of_record(seat: Seat, session: Session) -> Totals:
    """Count a stored session; a signed one from what was measured when it was signed."""
    if session.signed is None or _kept.find(session):
        return counted(session)
    areas = signed_areas(session, None) or _of_table(seat, session)
    return _kept.get(session, lambda it: _count_kept(it, areas)) if areas else counted(session)


def _of_table(seat: Seat, session: Session) -> tuple[Areas, Areas] | None:
    """Read the figures of a session that an older version signed: no event has them yet."""
    with seat.reading() as r:
        return signed_areas(session, r.area(seat.practice_id, session.id))


def _count_kept(session: Session, areas: tuple[Areas, Areas]) -> Totals:
    plan, done = areas
    return Totals(
        work_of(session, session.planned_marks(), plan),
        work_of(session, session.done_marks(), done),
    )


def _count(session: Session) -> Totals:
    planned, done = session.planned_marks(), session.done_marks()
    plan = work_of(session, planned, measured(session, planned, "plan"))
    if done == planned:
        return Totals(plan, plan)
    return Totals(plan, work_of(session, done, measured(session, done, "done")))


def of(seat: Seat, session_id: str, translate: Translate = str) -> dict[str, Any]:
    """`{"plan": T, "done": T, "where": rows, "last_seq": n}` of a stored session.

    T: see `of_session`; rows: `went.rows_of`.

    Raises
    ------
    NotFound
        No such session in this practice.
    """
    session = sessions.load(seat, session_id)
    found = of_session(session, translate, of_record(seat, session))
    return found | {"where": went.rows_of(session)}


def of_session(
    session: Session, translate: Translate = str, totals: Totals | None = None
) -> dict[str, Any]:
    """Compute the same of a session at hand; `totals` where it was counted already.

    T = {"points", "points_by_depth", "treated_cm2", "by_depth_cm2", "by_zone_cm2",
    "region_cm2", "bsa_cm2", "volume_ml", "minutes": {"low", "mid", "high"},
    "warnings": [{"code", "mark_id", "sentence"}], "uncertainty_pct", "regions": [[region, side]],
    "zones": [key]}. `volume_ml` is what was drawn up (plan) or injected (done), None where unknown.
    """
    totals, syringes = totals or counted(session), tuple(session.syringes.values())
    return {
        "plan": total_json(totals.plan, prepared_ml(syringes), translate),
        "done": total_json(totals.done, injected_ml(syringes), translate),
        "last_seq": session.last_seq,
    }


def total_json(work: Work, volume_ml: float | None, translate: Translate = str) -> dict[str, Any]:
    """Write one T. Areas in cm², to a hundredth."""
    areas = work.areas
    return {
        "points": work.points,
        "points_by_depth": dict(work.points_by_depth),
        "treated_cm2": _cm2(areas.treated_mm2),
        "by_depth_cm2": _all_cm2(areas.by_depth_mm2),
        "by_zone_cm2": _all_cm2(areas.by_zone_mm2),
        "region_cm2": _cm2(areas.region_mm2),
        "bsa_cm2": _cm2(areas.bsa_mm2),
        "volume_ml": None if volume_ml is None else round(volume_ml, 3),
        "minutes": clock_minutes(work.duration),
        "warnings": [
            {
                "code": w.code,
                "mark_id": w.mark_id,
                "sentence": translate(w.template).format(**w.values),
            }
            for w in areas.warnings
        ],
        "uncertainty_pct": areas.uncertainty_pct,
        "regions": [list(region) for region in work.regions],
        "zones": list(work.zones),
    }


def _cm2(area_mm2: float) -> float:
    return round(area_mm2 / 100, 2)


def _all_cm2(areas_mm2: Mapping[str, float]) -> dict[str, float]:
    rows: Iterable[tuple[str, float]] = sorted(areas_mm2.items())
    return {str(key): _cm2(mm2) for key, mm2 in rows if mm2 > 0}
