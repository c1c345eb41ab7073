"""Tables that are derived from the events: kept up, verified, and made again."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mesomap.body import zones
from mesomap.domain.acts.opening import OPENING
from mesomap.domain.acts.reading import TODAY
from mesomap.domain.fold import folded
from mesomap.domain.marks import Kind
from mesomap.domain.nogo import nogo_to_json
from mesomap.errors import N_, MesoMapError, NotFound
from mesomap.services.measuring.signed_figures import area_row, signed_areas
from mesomap.services.record import folds
from mesomap.storage.canonical import GENESIS, body_digest, event_hash

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mesomap.domain.fold import Folded
    from mesomap.domain.session import Session, SessionMark, Syringe
    from mesomap.storage.protocol import Reader, Row, Writer
    from mesomap.storage.seat import Seat


@dataclass(frozen=True, slots=True)
class Verdict:
    """`ok`, how many events were looked at, and the first `seq` that is wrong, with a reason.

    `reason` is a French sentence without values, or None.
    """

    ok: bool
    events: int
    first_bad_seq: int | None = None
    reason: str | None = None


def project(w: Writer, practice_id: str, session_id: str) -> Folded:
    """Fold a session anew and replace its derived rows; the fold, for `keep` after the commit."""
    events = w.events(practice_id, session_id)
    found = folded(events)
    rows = rows_of(found.session, events[0].received_at)
    w.project(practice_id, rows.session, rows.marks, rows.syringes, nogo=rows.nogo)
    return found


@dataclass(frozen=True, slots=True)
class Rows:
    """The derived rows of a session; each syringe holds its `products`."""

    session: Row
    marks: list[Row]
    syringes: list[Row]
    nogo: list[Row]


def rows_of(session: Session, opened_at: str | None) -> Rows:
    """Make the rows that are derived of a session, its area aside."""
    return Rows(
        _session_row(session) | {"opened_at": opened_at},
        [_mark_row(place, entry) for place, entry in enumerate(session.marks)],
        [_syringe_row(syringe) for syringe in session.syringes.values()],
        _nogo_rows(session),
    )


def project_more(w: Writer, practice_id: str, before: Row) -> Folded:
    """Bring the derived rows of a session up to its new events; the fold, for `keep`.

    `before` is its row as it stood. Where an earlier fold is known, only marks that have changed
    since are written: a tap among two thousand marks is one row.
    """
    session_id = before["session_id"]
    known = folds.find(practice_id, session_id)
    found = folds.fold_of(w, practice_id, session_id)
    if known is None:
        return project(w, practice_id, session_id)
    session, old = found.session, known.session.marks
    row = _session_row(session) | {"opened_at": before["opened_at"]}
    marks = [
        _mark_row(place, entry)
        for place, entry in enumerate(session.marks)
        if place >= len(old) or entry is not old[place]
    ]
    syringes = [_syringe_row(s) for s in session.syringes.values()]
    w.project(
        practice_id, row, marks, syringes,
        every_mark=len(session.marks) < len(old), nogo=_nogo_rows(session),
    )  # fmt: skip
    return found


def _nogo_rows(session: Session) -> list[Row]:
    return [
        {
            "nogo_id": entry.nogo.id, "seq": entry.seq or 0, "lifted": int(entry.lifted),
            "body": nogo_to_json(entry.nogo),
        }
        for entry in session.nogo
    ]  # fmt: skip


def _session_row(session: Session) -> Row:
    signed = session.signed
    standing = [entry for entry in session.marks if not entry.removed]
    return {
        "session_id": session.id, "patient_id": session.patient_id,
        "course_id": session.course_id, "number": session.number,
        "treatment_date": session.treatment_date, "state": session.state,
        "points": sum(entry.mark.kind is Kind.POINT for entry in standing),
        "marks": len(standing), "done": sum(entry.done is True for entry in standing),
        "signed_at": signed and signed.at,
        "planned_date": session.planned_date, "recorded_on": session.recorded_on,
        "measured_seq": session.measured_seq, "newer": len(session.aside),
        "last_seq": session.last_seq,
    }  # fmt: skip


def _mark_row(position: int, entry: SessionMark) -> Row:
    mark = entry.mark
    zone = mark.zone or (zones.zone_of_anchor(mark.anchors[0]) if mark.anchors else None)
    return {
        "position": position, "mark_id": mark.id, "kind": mark.kind.value,
        "depth": "+".join(depth.value for depth in mark.depths), "zone": zone,
        "syringe": mark.syringe, "phase": entry.phase, "removed": int(entry.removed),
        "done": None if entry.done is None else int(entry.done),
    }  # fmt: skip


def _syringe_row(syringe: Syringe) -> Row:
    products = [
        {"name": p.name, "lot": p.lot, "expiry": p.expiry, "volume_ml": p.volume_ml}
        for p in syringe.products
    ]
    return {
        "key": syringe.key, "dry": int(syringe.dry), "volume_ml": syringe.volume_ml,
        "left_ml": syringe.left_ml, "needle_mm": syringe.needle_mm, "device": syringe.device,
        "products": products,
    }  # fmt: skip


def measured(seat: Seat, session_id: str) -> Row:
    """Areas of a session as the table keeps them; measured when they are missing or old.

    Raises
    ------
    NotFound
    """
    with seat.reading() as r:
        if r.session(seat.practice_id, session_id) is None:
            raise NotFound(N_("Cette séance n’existe pas dans ce cabinet."))
        kept = r.area(seat.practice_id, session_id)
        session = folds.fold_of(r, seat.practice_id, session_id).session
    if kept and (kept["last_seq"] == session.last_seq or signed_areas(session, kept)):
        return kept
    row = area_row(session)
    with seat.writing() as w:
        w.project_area(seat.practice_id, session_id, row)
    return row


def project_signed_area(w: Writer, practice_id: str, session: Session) -> None:
    """Derive the row of `area` of a session that was measured at its signature."""
    if signed_areas(session, None):
        w.project_area(practice_id, session.id, area_row(session))


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """How many sessions were made again, and which a newer version opened: their rows stay."""

    sessions: int
    newer: tuple[str, ...]


def rebuild(seat: Seat) -> Rebuilt:
    """Make sessions, marks, syringes and areas again from the events.

    What patients are found by is made again too.

    One transaction: no reader sees only a part of it. What was measured when a session was signed
    is read from its event, or from the table where an older version wrote none; a session whose
    area cannot be computed is left without one.
    """
    with seat.writing() as w:
        ids = w.opened(seat.practice_id)
        newer = tuple(i for i in ids if not _is_read(w, seat.practice_id, i))
        ids = [i for i in ids if i not in newer]
        kept = {session_id: w.area(seat.practice_id, session_id) for session_id in ids}
        w.forget_projections(seat.practice_id, but=newer)
        w.index_people(seat.practice_id)
        for session_id in ids:
            session = project(w, seat.practice_id, session_id).session
            _area_again(w, seat.practice_id, session, kept[session_id])
    return Rebuilt(len(ids), newer)


def _is_read(w: Writer, practice_id: str, session_id: str) -> bool:
    """Whether this version can read the opening of a session."""
    openings = (e for e in w.events(practice_id, session_id) if e.kind == OPENING)
    return any(TODAY.read(opening) is not None for opening in openings)


def _area_again(w: Writer, practice_id: str, session: Session, kept: Row | None) -> None:
    if session.measured is None and kept and signed_areas(session, kept):
        w.project_area(practice_id, session.id, kept)
        return
    with suppress(MesoMapError):
        w.project_area(practice_id, session.id, area_row(session))


def walk(r: Reader, practice_id: str) -> Verdict:
    """Walk a practice's hash chain from its first event to its last."""
    prev_hash, count = GENESIS, 0
    for row in r.chain(practice_id):
        count += 1
        reason = fault(row, count, prev_hash)
        if reason:
            return Verdict(ok=False, events=count, first_bad_seq=row["seq"], reason=reason)
        prev_hash = bytes(row["hash"])
    return Verdict(ok=True, events=count)


def fault(row: Mapping[str, Any], place: int, prev_hash: bytes) -> str | None:
    """Say what is wrong with an event at its place in the chain; None where nothing is."""
    if row["seq"] != place:
        return N_("Il manque un événement avant celui-ci.")
    if bytes(row["prev_hash"]) != prev_hash:
        return N_("L’événement ne suit pas le précédent.")
    if event_hash(prev_hash, row) != bytes(row["hash"]):
        return N_("L’en-tête de l’événement a changé.")
    if row["body"] is None:
        return None
    if body_digest(bytes(row["salt"]), row["body"]) != bytes(row["body_digest"]):
        return N_("Le contenu de l’événement a changé.")
    return None
