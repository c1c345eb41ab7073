"""A patient's skin that is left alone, out of what every session said of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mesomap.domain.nogo import nogo_from_json
from mesomap.services.people.records import patient_row

if TYPE_CHECKING:
    from mesomap.domain.marks import Mark
    from mesomap.domain.session import Session
    from mesomap.storage.seat import Seat


def of_patient(seat: Seat, patient_id: str) -> list[dict[str, Any]]:
    """List what each session said last, by `seq`: the patch, `session_id`, `lifted`, `seq`.

    Raises NotFound.
    """
    with seat.reading() as r:
        whose = patient_row(r, seat.practice_id, patient_id)["patient_id"]
        rows = r.nogo(seat.practice_id, whose)
    return [
        row["body"]
        | {"session_id": row["session_id"], "lifted": bool(row["lifted"]), "seq": row["seq"]}
        for row in rows
    ]


def standing_at(seat: Seat, session: Session) -> list[Mark]:
    """List the patches that stood when the session was last written to, as marks that lie there."""
    standing: dict[str, Mark] = {}
    for row in of_patient(seat, session.patient_id):
        if row["seq"] > session.last_seq:
            break
        standing.pop(row["id"], None)
        if not row["lifted"]:
            standing[row["id"]] = nogo_from_json(row).as_mark()
    return list(standing.values())
