"""What a tablet asks for ahead, and what it brings back, to go on without the server."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Blueprint, Response, current_app, jsonify, request, url_for
from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf

from mesomap import __version__
from mesomap.domain.events import UUID7, event_to_json
from mesomap.domain.known import known_to_json
from mesomap.errors import N_, Malformed, NotFound
from mesomap.services.people import patients
from mesomap.services.practice import settings
from mesomap.services.reading import prefetch
from mesomap.services.record import offers
from mesomap.web.access.auth import seat, seconds_left
from mesomap.web.common.codec import read_json
from mesomap.web.common.context import now
from mesomap.web.common.i18n import language
from mesomap.web.common.needs import Right, Whose, needs
from mesomap.web.people.patients import AGE_BANDS, FIELDS
from mesomap.web.record import boot, known_heads
from mesomap.web.record.bodies_api import body_answer
from mesomap.web.record.shell import shell_version

if TYPE_CHECKING:
    from mesomap.services.reading.prefetch import Kept

bp = Blueprint("offline_api", __name__, url_prefix="/api")

#: What a tablet needs to bring a patient again to a server that has lost them.
CARRIED = (
    *FIELDS, "age_band_years", "allergies_none_on", "allergies_none_by",
    "treatments_none_on", "treatments_none_by",
)  # fmt: skip

AGES = tuple(age for age, _band in AGE_BANDS)


@bp.get("/hello")
@needs(Right.DEVICE)
def hello() -> Response:
    """Say who is signed in, where the record ends, and give a token to write with."""
    head, goes_on = known_heads.compare(request.args.get("head"))
    return jsonify(
        csrf=generate_csrf(),
        practice_id=seat().practice_id,
        shell=shell_version(current_app),
        head=head,
        restored=not goes_on,
        readable_s=seconds_left(),
    )


@bp.get("/today")
@needs(Right.CLINICAL_READ, Whose.PRACTICE)
def today() -> Response:
    """Give what a tablet keeps of today; `have` names what it has already."""
    when = now()
    tag = f"{__version__} {language()} {prefetch.tag(seat(), when)}"
    readable_s = seconds_left()
    if request.args.get("have") == tag:
        return jsonify(tag=tag, same=True, readable_s=readable_s)
    kept = prefetch.of_today(seat(), when)
    with seat().reading() as r:
        day = settings.today(r, seat().practice_id, when)
    return jsonify(
        tag=tag,
        same=False,
        readable_s=readable_s,
        day=day.isoformat(),
        practice_id=seat().practice_id,
        urls=boot.urls("SESSION", "PATIENT"),
        offer=offers.make(seat(), when),
        practice=boot.of_practice(),
        people=[_person(one, day.isoformat()) for one in kept],
        walk_ins=prefetch.walk_in_bodies(AGES, day),
    )


def _person(kept: Kept, day: str) -> dict[str, Any]:
    patient = kept.patient
    course = next(iter(kept.courses), None)
    course_id = course["id"] if course else None
    return {
        "id": patient.id,
        "merged": list(kept.merged),
        "birth_date": patient.birth_date,
        "fields": {key: getattr(patient, key) for key in CARRIED},
        "body": kept.body,
        "courses": list(kept.courses),
        "number": kept.number,
        "boot": boot.of_patient(patient, course_id, kept.previous, day),
        "sessions": [
            {
                "id": row["session_id"],
                "state": row["state"],
                "number": row["number"],
                "treatment_date": row["treatment_date"],
                "course_title": row["course_title"],
                "events": [event_to_json(e) for e in events],
            }
            for row, events in kept.sessions
        ],
    }


@bp.get("/patients/<patient_id>/body")
@needs(Right.CLINICAL_READ, Whose.PATIENT)
def patient_body(patient_id: str) -> Response:
    """Send the body that a session of this patient would be opened on today."""
    found = prefetch.body_now(seat(), patient_id, now())
    return body_answer(found["body"])


@bp.get("/walk-ins/<name>/body")
@needs(Right.CLINICAL_READ)
def walk_in_body(name: str) -> Response:
    """Send the body of someone without an appointment, by sex, age band, build: `F-40-slim`."""
    with seat().reading() as r:
        day = settings.today(r, seat().practice_id, now())
    found = prefetch.walk_in_bodies(AGES, day).get(name)
    if found is None:
        raise NotFound(N_("Cette tranche d’âge n’existe pas."))
    return body_answer(found["body"])


@bp.post("/patients")
@needs(Right.PEOPLE_WRITE, Whose.PRACTICE)
def bring_patient() -> Response:
    """Take in a patient whom a tablet registered without the server; the same again is the same.

    `{"id": UUIDv7, "sex": …, "age_band_years": …, "family_name": …}`; answers `{"id", "status"}`,
    and where others may be the same person `sentence` and the page to compare them on (`url`).
    """
    sent = read_json(request)
    patient_id = sent.get("id") if isinstance(sent, dict) else None
    if not isinstance(patient_id, str) or not UUID7.fullmatch(patient_id):
        raise Malformed(N_("Un patient est un objet JSON, nommé par un UUID de version 7."))
    fields = {key: sent[key] for key in CARRIED if key in sent}
    found = patients.bring(seat(), patient_id, fields, now())
    status = "stored" if found.is_new else "replayed"
    return jsonify(id=patient_id, status=status, **_doubles(found))


def _doubles(found: patients.Brought) -> dict[str, str]:
    if not found.doubles:
        return {}
    name = found.patient.name
    said = _("{name} : une autre fiche porte ce nom. Est-ce la même personne ?").format(name=name)
    return {"sentence": said, "url": url_for("merging.show", patient_id=found.patient.id)}


@bp.post("/patients/<patient_id>/known")
@needs(Right.CLINICAL_WRITE, Whose.PATIENT)
def say_known(patient_id: str) -> Response:
    """Record what a patient answered of allergies or treatments; gives what stands now.

    `{"subject": "allergies" | "treatments", "state": "unasked" | "none" | "text", "text",
    "on": ISO day, "before": {"state", "text"}}`.
    """
    sent = read_json(request)
    found = patients.say_known(seat(), patient_id, sent, now())
    return jsonify(known_to_json(found))
