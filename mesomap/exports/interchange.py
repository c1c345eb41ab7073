"""A session in the interchange form of marks, which `mesomap area` and others read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, assert_never

from mesomap.domain.marks import Kind, Mark, mark_to_json
from mesomap.domain.physique import physique_to_json
from mesomap.domain.session_json import session_to_json

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mesomap.domain.session import Session


def session_case(session: Session) -> dict[str, Any]:
    """Write the body and the marks: what was done, or the plan while nobody said.

    Counting figures that the session froze are written into each mark, so that another reader
    counts the same skin. The whole session stands beside it, under "session", and under "measured"
    what the server measured of it at the signature.
    """
    measured = {} if session.measured is None else {"measured": dict(session.measured)}
    days = {"planned_date": session.planned_date, "recorded_on": session.recorded_on}
    return (
        measured
        | {name: day for name, day in days.items() if day}
        | {
            "mesh": str(session.atlas.get("mesh", "1")),
            "body": physique_to_json(session.body),
            "of": session.told,
            "marks": case_marks(session, session.told_marks()),
            "session": session_to_json(session),
        }
    )


def case_marks(session: Session, marks: Sequence[Mark]) -> list[dict[str, Any]]:
    """Write marks with the radius or width that they count for."""
    return [mark_to_json(mark) | _counts(session, mark) for mark in marks]


def _counts(session: Session, mark: Mark) -> dict[str, float]:
    match mark.kind:
        case Kind.POINT:
            radii = [session.radii_mm.get(depth.value) for depth in mark.depths]
            known = [r for r in radii if r is not None]
            return {"radius_mm": max(known)} if known and mark.radius_mm is None else {}
        case Kind.STROKE:
            return {"width_mm": session.stroke_width_mm} if mark.width_mm is None else {}
        case Kind.PATCH | Kind.ZONE:
            return {}
    assert_never(mark.kind)
