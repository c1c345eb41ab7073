"""Patients: create, correct, find.

Fields that a form may send: family_name, given_name, birth_date, sex, height_cm, weight_kg,
allergies, treatments, notes, age_band_years; allergies_none, treatments_none where none is known.
Numbers may be texts ("62,5" too), "" is unknown.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from mesomap.domain import sizes
from mesomap.domain.clock import utc_text
from mesomap.domain.known import (
    NONE,
    SUBJECTS,
    Known,
    columns,
    known_of,
    none_said,
    said,
    settled,
)
from mesomap.domain.patient import Patient, PatientRow
from mesomap.domain.registering import is_day, one_line, patient_fields
from mesomap.errors import N_, AlreadyMade, Conflict, Double
from mesomap.services.people import finding, records
from mesomap.services.people.repeats import is_first
from mesomap.services.practice import settings

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from mesomap.storage.protocol import Reader, Row, Writer
    from mesomap.storage.seat import Seat

EMPTY: Mapping[str, Any] = {
    "family_name": "", "given_name": "", "birth_date": None, "sex": None, "height_cm": None,
    "weight_kg": None, "allergies": "", "treatments": "", "notes": "", "age_band_years": None,
    "allergies_none_on": None, "allergies_none_by": None,
    "treatments_none_on": None, "treatments_none_by": None,
}  # fmt: skip


def patient_of(row: Row) -> Patient:
    """Make a patient of its row."""
    fields = {name: row[name] for name in EMPTY}
    return Patient(
        id=row["patient_id"], **fields, created_at=row["created_at"], version=row["version"]
    )


def create(
    seat: Seat, patient_id: str,
    fields: Mapping[str, Any], now: datetime, *, ask: bool = False, sure: bool = True,
) -> Patient:  # fmt: skip
    """Register a patient; the same id with the same values is the same patient.

    Raises
    ------
    Refused
        `values["field"]` names the field: no family name, sex not F or M, a birth date in the
        future or over 120 years ago, a height outside 50-250 cm, a weight outside 2-350 kg.
    Doubtful
        Not `sure`, and height and weight cannot well be.
    AlreadyMade
        That id was registered with other values.
    Double
        With `ask`: others have that name and birth date.
    """
    with seat.writing() as w:
        today = settings.today(w, seat.practice_id, now)
        read = patient_fields({**EMPTY, **fields}, today) | _known(w, seat.user_id, fields, today)
        row = w.patient(seat.practice_id, patient_id)
        if row is not None:
            return _made_before(w, row, read)
        if not sure:
            _ask_sizes(read, today)
        if ask:
            _ask_doubles(w, {"practice_id": seat.practice_id, "patient_id": patient_id} | read)
        return add(w, seat.practice_id, seat.user_id, patient_id, read, now)


def _ask_doubles(reader: Reader, row: Row) -> None:
    found = _others(reader, row)
    if found:
        raise Double(N_("Un patient de ce nom existe déjà."), ids=list(found))


def _others(reader: Reader, row: Row) -> tuple[str, ...]:
    others = finding.doubles(reader, row["practice_id"], row)
    return tuple(other for other in others if other != row["patient_id"])


def _ask_sizes(read: Mapping[str, Any], today: date) -> None:
    born = read["birth_date"]
    age_years = (today - date.fromisoformat(born)).days / 365.25 if born else None
    sizes.ask(age_years, read["height_cm"], read["weight_kg"])


def _made_before(reader: Reader, row: Row, read: Row) -> Patient:
    if is_first(reader, row["practice_id"], "patient", row["patient_id"], read):
        return patient_of(row)
    raise AlreadyMade(
        N_("Ce formulaire a déjà été enregistré, avec d’autres valeurs."), id=row["patient_id"]
    )


@dataclass(frozen=True, slots=True)
class Brought:
    """A patient whom a tablet brought: `is_new` here, and who may be the same person (ids)."""

    patient: Patient
    is_new: bool
    doubles: tuple[str, ...] = ()


def bring(seat: Seat, patient_id: str, fields: Mapping[str, Any], now: datetime) -> Brought:
    """Take in a patient whom a tablet registered without the server.

    The same again changes nothing. A name may come later, for someone who has none yet; who has
    one keeps it. A double is taken in as well, and named in the answer: what was done on the tablet
    needs its patient, and nobody there can be asked. Raises Refused as `create` does, but needs no
    name.
    """
    with seat.writing() as w:
        today = settings.today(w, seat.practice_id, now)
        read = patient_fields({**EMPTY, **fields}, today, name_needed=False)
        row = w.patient(seat.practice_id, patient_id)
        if row is None:
            read |= _carried(fields)
            others = _others(w, {"practice_id": seat.practice_id, "patient_id": patient_id} | read)
            patient = add(w, seat.practice_id, seat.user_id, patient_id, read, now)
            return Brought(patient, is_new=True, doubles=others)
        row = row_of(w, seat.practice_id, patient_id)
        names = {key: read[key] for key in ("family_name", "given_name")}
        if row["family_name"] or not names["family_name"]:
            return Brought(patient_of(row), is_new=False)
        key = {"practice_id": seat.practice_id, "patient_id": row["patient_id"]}
        version = w.change("patient", key, names, seat.user_id, utc_text(now))
        named = row | names | {"version": version}
        return Brought(patient_of(named), is_new=True, doubles=_others(w, named))


def add(
    w: Writer, practice_id: str, author_id: str, patient_id: str, read: Row, now: datetime
) -> Patient:
    at = utc_text(now)
    known = {**EMPTY, **read}
    row = {"practice_id": practice_id, "patient_id": patient_id, **known, "created_at": at}
    w.add("patient", row, author_id, at)
    return patient_of(row | {"version": 1})


def update(
    seat: Seat, patient_id: str, fields: Mapping[str, Any], now: datetime, *, expected_version: int,
    sure: bool = True, ask: bool = False,
) -> Patient:  # fmt: skip
    """Change the fields that are given.

    Raises Refused, NotFound, Conflict (a newer version); Doubtful and Double as `create` does.
    """
    with seat.writing() as w:
        row = row_of(w, seat.practice_id, patient_id)
        named = bool(row["family_name"])
        today = settings.today(w, seat.practice_id, now)
        read = patient_fields(fields, today, name_needed=named)
        read |= _known(w, seat.user_id, fields, today, patient_of(row))
        changes = {key: value for key, value in read.items() if row[key] != value}
        if row["version"] != expected_version:
            raise Conflict(
                N_("La fiche de ce patient a été modifiée entre-temps : relisez-la d’abord.")
            )
        if ask and changes.keys() & {"family_name", "given_name", "birth_date"}:
            _ask_doubles(w, row | changes)
        if not sure and changes.keys() & {"height_cm", "weight_kg", "birth_date"}:
            _ask_sizes(row | changes, today)
        if changes:
            key = {"practice_id": seat.practice_id, "patient_id": row["patient_id"]}
            changes_made = w.change("patient", key, changes, seat.user_id, utc_text(now))
            row = row | changes | {"version": changes_made}
    return patient_of(row)


def _known(
    reader: Reader, author_id: str, fields: Mapping[str, Any], today: date,
    patient: Patient | None = None,
) -> dict[str, Any]:  # fmt: skip
    """Read allergies and treatments as far as a form names them, with who asked and when."""
    by = _name_of(reader, author_id)
    read: dict[str, Any] = {}
    for subject in SUBJECTS:
        if subject in fields or fields.get(f"{subject}_none"):
            before = known_of(patient, subject) if patient else None
            read |= none_said(fields, today, by, before, subject=subject)
    return read


def _carried(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Read who had asked a patient whom a tablet brings again to a server that lost them."""
    read: dict[str, Any] = {}
    for subject in SUBJECTS:
        on = fields.get(f"{subject}_none_on")
        if isinstance(on, str) and not str(fields.get(subject) or "").strip() and is_day(on):
            by = one_line(fields.get(f"{subject}_none_by"), f"{subject}_none_by")
            read |= columns(subject, Known(NONE, on=on, by=by))
    return read


def _name_of(reader: Reader, author_id: str) -> str:
    row = reader.account(author_id)
    return str(row["doctor_name"]) if row else ""


def say_known(seat: Seat, patient_id: str, value: Mapping[str, Any], now: datetime) -> Known:
    """Record what a patient answered of allergies or treatments, asked on the session page.

    `value`: {"subject", "state", "text", "on", "before": {"state", "text"}}. `on` is the day it was
    asked on (today where it is missing or to come), `before` what was in sight. The same again
    changes nothing, and no text is lost that was not in sight (`domain.known.settled`).

    Raises
    ------
    NotFound, Malformed, Refused
    """
    with seat.writing() as w:
        row = row_of(w, seat.practice_id, patient_id)
        subject, wanted, before = said(value)
        if wanted.state == NONE:
            day, asked = settings.today(w, seat.practice_id, now).isoformat(), value.get("on")
            earlier = isinstance(asked, str) and is_day(asked) and asked < day
            wanted = Known(NONE, on=asked if earlier else day, by=_name_of(w, seat.user_id))
        found = settled(known_of(patient_of(row), subject), before, wanted)
        changes = {k: v for k, v in columns(subject, found).items() if row[k] != v}
        if changes:
            key = {"practice_id": seat.practice_id, "patient_id": row["patient_id"]}
            w.change("patient", key, changes, seat.user_id, utc_text(now))
    return found


def row_of(reader: Reader, practice_id: str, patient_id: str) -> Row:
    """Look up whom an id stands for today, inside a transaction; raises NotFound."""
    return records.patient_row(reader, practice_id, patient_id)


def get(seat: Seat, patient_id: str) -> Patient:
    """Look up whom an id stands for today; raises NotFound, also for another practice's."""
    with seat.reading() as r:
        return patient_of(row_of(r, seat.practice_id, patient_id))


def search(seat: Seat, text: str, limit: int = 50) -> list[PatientRow]:
    """Find patients by beginnings of names or of a birth date; see `finding.page`."""
    return list(finding.page(seat, text, limit=limit).rows)


def recent(seat: Seat, limit: int = 50) -> list[PatientRow]:
    """Patients by their latest session (or registration), newest first."""
    return search(seat, "", limit)
