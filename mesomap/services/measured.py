"""The figures of skin that a signed session keeps: what was planned and what was done, in mm².

A signed session never changes, so its figures are measured once, when it is signed, and read from
then on: they stay what the doctor saw, and a history is not measured anew for every look at it.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from mesomap.body.area import Areas, AreaWarning
from mesomap.services.living import measured
from mesomap.services.turns import turn

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mesomap.domain.session import Session
    from mesomap.storage.protocol import Row


def area_row(session: Session) -> Row:
    """Measure a session on the body that was drawn on: the row of its `area`.

    The columns tell what was done, or the plan while nothing is; `signed` both, once it is signed.
    """
    planned, done = session.planned_marks(), session.done_marks()
    with turn:
        plan = measured(session, planned, "plan")
        act = plan if done == planned else measured(session, done, "done")
    shown = act if done else plan
    return {
        "last_seq": session.last_seq, "treated_mm2": shown.treated_mm2,
        "region_mm2": shown.region_mm2, "bsa_mm2": shown.bsa_mm2,
        "by_zone_mm2": dict(shown.by_zone_mm2), "by_depth_mm2": dict(shown.by_depth_mm2),
        "signed": session.signed and {"plan": _to_json(plan), "done": _to_json(act)},
    }  # fmt: skip


def signed_areas(session: Session, row: Row | None) -> tuple[Areas, Areas] | None:
    """Read (plan, done) of a signed session from its row; None where they have to be measured."""
    kept: Mapping[str, Any] | None = row["signed"] if row and session.signed else None
    return (_from_json(kept["plan"]), _from_json(kept["done"])) if kept else None


_BY = ("by_zone_mm2", "by_depth_mm2", "by_mark_mm2")


def _to_json(areas: Areas) -> dict[str, Any]:
    plain = ("bsa_mm2", "treated_mm2", "region_mm2", "uncertainty_pct")
    return (
        {name: getattr(areas, name) for name in plain}
        | {name: dict(getattr(areas, name)) for name in _BY}
        | {"warnings": [asdict(w) | {"values": dict(w.values)} for w in areas.warnings]}
    )


def _from_json(kept: Mapping[str, Any]) -> Areas:
    warnings = tuple(AreaWarning(**warning) for warning in kept["warnings"])
    return Areas(**{**kept, "warnings": warnings})
