"""Two records of one person: shown side by side, made one, and parted again.

A merge is a link from a record to the one that is left; events, papers and ids stay as they are
(`docs/decisions/0027`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mesomap.domain.ask import MOST_PARAGRAPH
from mesomap.domain.clock import utc_text
from mesomap.domain.merging import Union, united
from mesomap.errors import N_, Conflict, Refused
from mesomap.services.people.patients import patient_of
from mesomap.services.people.records import own_row
from mesomap.services.record import sessions

if TYPE_CHECKING:
    from datetime import datetime

    from mesomap.domain.patient import Patient
    from mesomap.services.record.sessions import SessionRow
    from mesomap.storage.protocol import Reader, Row, Writer
    from mesomap.storage.seat import Seat


@dataclass(frozen=True, slots=True)
class Side:
    """One of two records: who it is, how many sessions it has, the last one."""

    patient: Patient
    sessions_count: int
    last: SessionRow | None


@dataclass(frozen=True, slots=True)
class Preview:
    """What merging would do: `mine` is left, `theirs` is merged into it."""

    mine: Side
    theirs: Side
    union: Union


def preview(seat: Seat, patient_id: str, other_id: str) -> Preview:
    """Look at two records side by side. Raises NotFound, Conflict (see `merge`)."""
    with seat.reading() as r:
        mine, theirs = _two(r, seat.practice_id, patient_id, other_id)
    return Preview(_side(seat, mine), _side(seat, theirs), united(mine, theirs))


def _side(seat: Seat, row: Row) -> Side:
    rows = sessions.of_patient(seat, row["patient_id"])
    return Side(patient_of(row), len(rows), next(iter(rows), None))


def merge(seat: Seat, patient_id: str, other_id: str, now: datetime) -> None:
    """Merge the other record into this one, which takes over what it does not know.

    Raises
    ------
    NotFound
        One of them is no patient of this practice.
    Refused
        Both are the same, or their texts are too long together.
    Conflict
        One of them is merged already, or has others merged into it that would hang on a chain.
    """
    with seat.writing() as w:
        mine, theirs = _two(w, seat.practice_id, patient_id, other_id)
        changes = dict(united(mine, theirs).changes)
        for name, value in changes.items():
            if isinstance(value, str) and len(value) > MOST_PARAGRAPH:
                raise Refused(
                    N_("Les deux textes réunis sont trop longs : raccourcissez-en un d’abord."),
                    field=name,
                )
        at = utc_text(now)
        _change(w, seat.practice_id, seat.user_id, other_id, {"merged_into": patient_id}, at)
        if changes:
            _change(w, seat.practice_id, seat.user_id, patient_id, changes, at)


def _two(reader: Reader, practice_id: str, patient_id: str, other_id: str) -> tuple[Row, Row]:
    mine, theirs = (own_row(reader, practice_id, key) for key in (patient_id, other_id))
    if patient_id == other_id:
        raise Refused(N_("Une fiche ne se réunit pas à elle-même."), field="other")
    if mine["merged_into"] or theirs["merged_into"]:
        raise Conflict(N_("Cette fiche est déjà réunie à une autre : ouvrez celle qui reste."))
    if reader.merged(practice_id, other_id) and reader.merged(practice_id, patient_id):
        raise Conflict(
            N_(
                "D’autres fiches sont réunies à chacune des deux : séparez d’abord celles "
                "de l’une, puis réunissez-les toutes à l’autre."
            )
        )
    if reader.merged(practice_id, other_id):
        raise Conflict(
            N_("D’autres fiches sont réunies à celle-là : gardez celle-là, et réunissez celle-ci.")
        )
    return mine, theirs


def part(seat: Seat, other_id: str, now: datetime) -> str:
    """Part a record again from the one that it was merged into; the id of that one.

    What was taken over then is given back where nobody has changed it since; what was opened and
    issued since stays where it was made. Raises NotFound, Conflict (it is not merged).
    """
    with seat.writing() as w:
        theirs = own_row(w, seat.practice_id, other_id)
        into = theirs["merged_into"]
        if not into:
            raise Conflict(N_("Cette fiche n’est réunie à aucune autre."))
        back = _given_back(w, seat.practice_id, into, other_id)
        at = utc_text(now)
        _change(w, seat.practice_id, seat.user_id, other_id, {"merged_into": None}, at)
        if back:
            _change(w, seat.practice_id, seat.user_id, into, back, at)
        return str(into)


def _given_back(reader: Reader, practice_id: str, patient_id: str, other_id: str) -> Row:
    """Find what the merge changed in the record that is left, as it was before.

    What records that were merged later say of it as well stays: they had nothing to add then.
    """
    merged = _merge_of(reader, practice_id, other_id)
    row = own_row(reader, practice_id, patient_id)
    taken = [
        c for c in reader.changes(practice_id, "patient", patient_id) if c["n"] == merged["n"] + 1
    ]
    back = {
        name: old
        for change in taken
        for name, (old, new) in change["changes"].items()
        if change["at"] == merged["at"] and row[name] == new
    }
    for other in reader.merged(practice_id, patient_id):
        if _merge_of(reader, practice_id, other["patient_id"])["n"] > merged["n"]:
            said = united(row | back, other).changes
            back |= {name: said[name] for name in back if name in said}
    return {name: value for name, value in back.items() if row[name] != value}


def _merge_of(reader: Reader, practice_id: str, other_id: str) -> Row:
    """Find the change that merged a record into another, the last time."""
    changes = reader.changes(practice_id, "patient", other_id)
    return next(c for c in reversed(changes) if "merged_into" in c["changes"])


def _change(
    w: Writer, practice_id: str, author_id: str, patient_id: str, changes: Row, at: str
) -> None:
    w.change(
        "patient", {"practice_id": practice_id, "patient_id": patient_id}, changes, author_id, at
    )


def merged_into(seat: Seat, patient_id: str) -> list[Patient]:
    """List the records that were merged into this one."""
    with seat.reading() as r:
        return [patient_of(row) for row in r.merged(seat.practice_id, patient_id)]
