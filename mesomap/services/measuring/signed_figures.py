"""The figures of skin that a signed session keeps: what was planned and what was done, in mm².

A signed session never changes, so its figures are measured once, at the signature, and stay what
the doctor saw, whatever a later model would say: they are an event of the record
(`session.measured`), and the table `area` is derived from it. Who writes the event: `measuring`.
"""

from __future__ import annotations

from dataclasses import asdict, replace
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from mesomap import __version__
from mesomap.body import atlas, uncertainty
from mesomap.body.area import Areas, AreaWarning
from mesomap.errors import MesoMapError
from mesomap.services.measuring.living import measured
from mesomap.services.measuring.one_at_a_time import turn

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mesomap.domain.marks import Mark
    from mesomap.domain.session import Session
    from mesomap.storage.protocol import Row

#: Hexadecimal digits by which a file of the model is told from another.
DIGITS = 12

#: What figures depend on beside the marks and the atlas's own versions: files of the model.
MODEL = {"shapes": "atlas.npz", "figures": "figures.npz", "raised": "raised.npz"}


def area_row(session: Session) -> Row:
    """Give the row of a session's `area`: as it was measured once signed, else measured now.

    The columns tell what was done, or the plan while nothing is; `signed` both, once it is signed.
    """
    known = signed_areas(session, None)
    plan, act = known or _measure(session)
    shown = act if session.done_marks() else plan
    return {
        "last_seq": session.measured_seq if known else session.last_seq,
        "treated_mm2": shown.treated_mm2,
        "region_mm2": shown.region_mm2, "bsa_mm2": shown.bsa_mm2,
        "by_zone_mm2": dict(shown.by_zone_mm2), "by_depth_mm2": dict(shown.by_depth_mm2),
        "signed": session.signed and {"plan": _whole(plan), "done": _whole(act)},
    }  # fmt: skip


def _measure(session: Session) -> tuple[Areas, Areas]:
    planned, done = session.planned_marks(), session.done_marks()
    with turn:
        plan = measured(session, planned, "plan")
        return plan, plan if done == planned else measured(session, done, "done")


def signed_areas(session: Session, row: Row | None) -> tuple[Areas, Areas] | None:
    """Read (plan, done) of a signed session; None where they have to be measured.

    From its event; from its row, where an older version measured it and wrote no event.
    """
    body = session.measured
    if body is not None:
        return _of_event(session, body) if "plan" in body else None
    kept: Mapping[str, Any] | None = row["signed"] if row and session.signed else None
    return (_from_json(kept["plan"]), _from_json(kept["done"])) if kept else None


def measured_body(session: Session, row: Row | None) -> dict[str, Any]:
    """Write the body of a signed session's `session.measured`.

    `{"plan": A, "done": A, "by_mark_mm2", "versions"}` with A = `{"treated_mm2", "region_mm2",
    "bsa_mm2", "uncertainty_pct", "by_zone_mm2", "by_depth_mm2", "warnings"}`; with `"kept": true`
    where the figures are those that `row` kept since the signature. Of a session that cannot be
    measured `{"unmeasured": {"sentence", "values"}, "versions"}`: the sentence is French.
    """
    known = signed_areas(session, row)
    try:
        plan, act = known or _measure(session)
    except MesoMapError as error:
        values = {key: str(value) for key, value in error.values.items()}
        why = {"sentence": error.template, "values": values}
        return {"unmeasured": why, "versions": versions(session)}
    kept = {"kept": True} if known else {}
    return kept | {
        "plan": _plain(plan), "done": _plain(act),
        "by_mark_mm2": {**plan.by_mark_mm2, **act.by_mark_mm2},
        "versions": versions(session),
    }  # fmt: skip


def versions(session: Session) -> dict[str, str]:
    """Tell all that decides a figure beside the session itself.

    Whole zones count as the session's own version of the zones drew them (`laid_in`).
    """
    laid = {"laid_in": str(session.atlas["zones"])} if "zones" in session.atlas else {}
    return {**atlas.load().versions, **_files(), **laid, "mesomap": __version__}


@lru_cache(maxsize=1)
def _files() -> Mapping[str, str]:
    files = {name: atlas.FOLDER / file for name, file in MODEL.items()}
    files["uncertainty"] = uncertainty.FILE
    return {name: sha256(path.read_bytes()).hexdigest()[:DIGITS] for name, path in files.items()}


def differs(session: Session, row: Row | None) -> bool:
    """Tell whether the table says something else than what was measured at the signature.

    False of a session without figures of its own: not signed, not measured, or not measurable.
    """
    if signed_areas(session, None) is None:
        return False
    wanted = area_row(session)
    return row is None or any(row[name] != value for name, value in wanted.items())


_BY = ("by_zone_mm2", "by_depth_mm2")
_PLAIN = ("bsa_mm2", "treated_mm2", "region_mm2", "uncertainty_pct")


def _plain(areas: Areas) -> dict[str, Any]:
    return (
        {name: getattr(areas, name) for name in _PLAIN}
        | {name: dict(getattr(areas, name)) for name in _BY}
        | {"warnings": [asdict(w) | {"values": dict(w.values)} for w in areas.warnings]}
    )


def _whole(areas: Areas) -> dict[str, Any]:
    return _plain(areas) | {"by_mark_mm2": dict(areas.by_mark_mm2)}


def _from_json(kept: Mapping[str, Any]) -> Areas:
    warnings = tuple(AreaWarning(**warning) for warning in kept["warnings"])
    return Areas(**{**kept, "warnings": warnings})


def _of_event(session: Session, body: Mapping[str, Any]) -> tuple[Areas, Areas]:
    def of(name: str, marks: tuple[Mark, ...]) -> Areas:
        alone = {m.id: body["by_mark_mm2"][m.id] for m in marks}
        return replace(_from_json({**body[name], "by_mark_mm2": {}}), by_mark_mm2=alone)

    return of("plan", session.planned_marks()), of("done", session.done_marks())
