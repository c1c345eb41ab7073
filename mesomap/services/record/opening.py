"""Opening a session: what is frozen into its first event, so that it stays true for years."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from mesomap.body import atlas
from mesomap.body import patient as shapes
from mesomap.body.figures import figure_for
from mesomap.domain.acts.opening import OPENING
from mesomap.domain.acts.written import server_event
from mesomap.domain.clock import practice_day, utc_text
from mesomap.domain.physique import Physique, physique_to_json
from mesomap.domain.registering import whole_years
from mesomap.errors import N_, Conflict, NotFound, Refused
from mesomap.services.people.records import patient_row
from mesomap.services.practice import settings
from mesomap.services.record import folds, projections

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mesomap.domain.session import Session
    from mesomap.storage.protocol import Reader, Row, Writer

#: Age that is taken where it is unknown.
UNKNOWN_AGE_YEARS = 45

DEFAULT_SILHOUETTE = "medium"


def body_of(patient: Row, today: date, silhouette: str | None) -> dict[str, Any]:
    """Work out the body a session is drawn on: `{"body", "figure", "body_estimated", …}`.

    Whole years completed on `today`. What is unknown of height and weight comes from the
    silhouette ("medium" where none is named), and makes the body an estimate; so does an age
    that is unknown or a band's.
    """
    age = _age(patient, today)
    known = {k: patient[k] for k in ("height_cm", "weight_kg") if patient[k] is not None}
    name = None if len(known) == 2 else silhouette or DEFAULT_SILHOUETTE
    asked = _asked(patient["sex"], float(age), known, name)
    found, moved = shapes.nearest(asked)
    return {
        "body": physique_to_json(found),
        "figure": figure_for(found),
        "body_estimated": name is not None or patient["birth_date"] is None,
        "silhouette": name,
        "body_nearest": moved,
        **({"body_asked": physique_to_json(asked)} if moved else {}),
    }


def _age(patient: Row, today: date) -> int:
    if patient["birth_date"]:
        return max(0, whole_years(date.fromisoformat(patient["birth_date"]), today))
    band = patient["age_band_years"]
    return UNKNOWN_AGE_YEARS if band is None else int(band)


def _asked(sex: str, age: float, known: Mapping[str, float], name: str | None) -> Physique:
    if name is None:
        return Physique(sex, age, known["height_cm"], known["weight_kg"])
    shape = shapes.silhouette(sex, age, name)
    if "height_cm" in known:  # the silhouette's build at the height that is known
        scale = (known["height_cm"] / shape.height_cm) ** 2
        shape = replace(shape, weight_kg=round(shape.weight_kg * scale, 1))
    height, weight = (known.get(k, getattr(shape, k)) for k in ("height_cm", "weight_kg"))
    return Physique(sex, age, height, weight)


def open_in(
    w: Writer, practice_id: str, author_id: str, *, session_id: str, event_id: str,
    patient_id: str, course_id: str | None, now: datetime, silhouette: str | None,
) -> Session:  # fmt: skip
    """Do what `sessions.open_session` does, inside a transaction; the same again is the same."""
    patient = patient_row(w, practice_id, patient_id)
    patient_id = patient["patient_id"]
    known = w.session(practice_id, session_id)
    if known and (known["patient_id"], known["course_id"]) == (patient_id, course_id):
        return folds.fold_of(w, practice_id, session_id).session
    if known:
        raise Conflict(N_("Cette séance est déjà ouverte."))
    _check_course(w, practice_id, patient_id, course_id)
    place = {"patient_id": patient_id, "course_id": course_id}
    kept = frozen(w, practice_id, now)
    today = date.fromisoformat(kept["treatment_date"])
    number = next_number(w, practice_id, patient_id, course_id)
    body = place | {"number": number} | kept | body_of(patient, today, silhouette)
    at = utc_text(now)
    opened = server_event(event_id, 1, session_id, OPENING, body, at)
    if w.append(practice_id, author_id, at, [opened])[0].status != "stored":
        raise Conflict(N_("Cette séance est déjà ouverte."))
    return projections.project(w, practice_id, session_id).session


def _check_course(w: Writer, practice_id: str, patient_id: str, course_id: str | None) -> None:
    if course_id is None:
        return
    course = w.course(practice_id, course_id)
    if course is None:
        raise NotFound(N_("Cette cure n’existe pas dans ce cabinet."))
    if course["patient_id"] != patient_id:
        raise Refused(N_("Cette cure est celle d’un autre patient."), field="course_id")


def frozen(w: Reader, practice_id: str, now: datetime) -> dict[str, Any]:
    """Gather day, settings and versions that every figure of the session depends on."""
    zone = settings.time_zone(w, practice_id)
    return {
        "treatment_date": practice_day(now, zone).isoformat(),
        "time_zone": zone.key,
        **settings.read(w, practice_id, "counting"),
        "duration": settings.read(w, practice_id, "duration"),
        "tariff": settings.read(w, practice_id, "tariff"),
        "atlas": dict(atlas.load().versions),
    }


def next_number(w: Reader, practice_id: str, patient_id: str, course_id: str | None) -> int:
    """Count on in the course, or among the patient's sessions outside of any."""
    rows = w.sessions(practice_id, patient_id=patient_id)
    taken = (max(r["number"], r["own_number"]) for r in rows if r["course_id"] == course_id)
    return 1 + max(taken, default=0)
